"""Forms: a day to look at, two days to compare, two versions side by side, and a worker's own map."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms

from kith.domain.terms import Ring, Side
from kith.network import actions, presenters
from kith.network.presenters import circles
from kith.ui import parts

RINGS = [("", "Not on this map"), *((ring.value, label) for ring, label in circles.STAFFS_RINGS.items())]
SIDES = [("", "Choose"), *((side.value, label) for side, label in circles.STAFFS_SIDES.items())]


class TrueOn(forms.Form):
    """The day to look at; any day."""

    on = parts.day("The network as it was on")

    def day(self, today: dt.date) -> dt.date:
        """The day that was asked for, or today."""
        return (self.cleaned_data["on"] or today) if self.is_valid() else today


class Circles(TrueOn):
    """The day to look at, and the sides that are hidden."""

    hide = forms.MultipleChoiceField(
        label="Hide", required=False, choices=presenters.SIDES_TO_HIDE, widget=forms.CheckboxSelectMultiple
    )

    def hidden(self) -> tuple[str, ...]:
        """The sides that are hidden."""
        return tuple(self.cleaned_data["hide"]) if self.is_bound and self.is_valid() else ()


class Period(forms.Form):
    """Two days to compare."""

    first = parts.day("From", missing="Enter the first day")
    second = parts.day("To", missing="Enter the second day")

    def clean(self) -> dict[str, Any]:
        """The first day before the second."""
        given = super().clean() or {}
        if given.get("first") and given.get("second") and given["second"] <= given["first"]:
            self.add_error("second", "The second day must be after the first")
        return given


class SideBySide(forms.Form):
    """Two versions."""

    left = forms.ChoiceField(label="First map", required=False)
    right = forms.ChoiceField(label="Second map", required=False)

    def __init__(self, *args: Any, versions: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("left", "right"):
            self.fields[name].choices = list(versions)  # type: ignore[attr-defined]


class DrawMap(forms.Form):
    """A worker's own map: for each person how near, and in which part of the child's life."""

    words = parts.words("What do you see?", hint="In a sentence or two. It stands beside the child’s own map.")

    def __init__(self, *args: Any, people: Iterable[tuple[uuid.UUID, str, str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = list(people)
        for key, name, ring, side in self.people:
            self.fields[f"ring_{key}"] = forms.ChoiceField(
                label=f"{name}: how near", choices=RINGS, required=False, initial=ring
            )
            self.fields[f"side_{key}"] = forms.ChoiceField(
                label=f"{name}: which part", choices=SIDES, required=False, initial=side
            )

    def clean(self) -> dict[str, Any]:
        """Whoever stands on the map stands in some part of the child's life."""
        given = super().clean() or {}
        for key, name, _, _ in self.people:
            if given.get(f"ring_{key}") and not given.get(f"side_{key}"):
                self.add_error(f"side_{key}", f"Choose a part for {name}")
        if not any(given.get(f"ring_{key}") for key, _, _, _ in self.people):
            raise forms.ValidationError("Place at least one person")
        return given

    def rows(self) -> list[tuple[str, Any, Any]]:
        """For the page: each person with the two fields."""
        return [(name, self[f"ring_{key}"], self[f"side_{key}"]) for key, name, _, _ in self.people]

    def placed(self) -> list[tuple[uuid.UUID, actions.Placed]]:
        """Who was placed where, by connection."""
        given = self.cleaned_data
        return [
            (key, actions.Placed(Ring(given[f"ring_{key}"]), Side(given[f"side_{key}"])))
            for key, _, _, _ in self.people
            if given[f"ring_{key}"]
        ]
