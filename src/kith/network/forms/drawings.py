"""Forms: how a drawing is to be looked at, and on which paper it is to stand."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django import forms

from kith.domain.terms import Drawing
from kith.network import presenters
from kith.network.actions import Way
from kith.network.presenters import Asked, Choices
from kith.network.queries import CHILD, Copy
from kith.ui import parts


class Look(forms.Form):
    """The day, for whom, from whose place, which part, which sides are hidden. All of it may stay empty."""

    on = parts.day("The network as it was on")
    copy = forms.ChoiceField(label="For whom?", required=False)
    seen_from = forms.ChoiceField(label="Seen from", required=False)
    part = forms.ChoiceField(label="Which part?", required=False)
    hide = forms.MultipleChoiceField(label="Hide", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, known in (
            ("copy", choices.copies),
            ("seen_from", choices.people),
            ("part", choices.parts),
            ("hide", choices.sides),
        ):
            if len(known) > 1:
                self.fields[name].choices = list(known)  # type: ignore[attr-defined]
            else:
                del self.fields[name]

    def asked(self) -> Asked:
        """What was asked for; where something cannot be, as if it had not been said."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        return Asked(
            copy=Copy(given.get("copy") or Copy.MINE),
            seen_from=given.get("seen_from") or CHILD,
            part=given.get("part") or "",
            hide=tuple(given.get("hide") or ()),
        )


class Nudge(forms.Form):
    """Who is moved aside in the family tree, and where to."""

    person = forms.ChoiceField(label="Who?", error_messages={"required": "Choose who is moved"})
    way = forms.ChoiceField(choices=[(way.value, way.value) for way in Way])

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].choices = list(people)  # type: ignore[attr-defined]


class Paper(forms.Form):
    """Which drawing, of which day, on which paper."""

    kind = forms.ChoiceField(choices=Drawing.choices(), required=False)
    on = forms.DateField(required=False)
    paper = forms.ChoiceField(choices=[("a4", "A4"), ("a3", "A3")], required=False)


class Take(forms.Form):
    """For whom a copy is taken along, and in which form; what it shows is as on the page."""

    copy = forms.ChoiceField(
        label="For whom?", widget=forms.RadioSelect, error_messages={"required": "Choose for whom the copy is"}
    )
    form = forms.ChoiceField(
        label="As what?", widget=forms.RadioSelect, error_messages={"required": "Choose as what you take it along"}
    )

    def __init__(self, *args: Any, kind: Drawing, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["copy"].choices = presenters.readers_of(kind)  # type: ignore[attr-defined]
        self.fields["form"].choices = presenters.forms_of(kind)  # type: ignore[attr-defined]

    def asked(self, shown: Asked) -> tuple[Asked, str]:
        """What the page shows, for the reader chosen, and in which form."""
        return dataclasses.replace(shown, copy=Copy(self.cleaned_data["copy"])), self.cleaned_data["form"]
