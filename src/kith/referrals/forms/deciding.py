"""The manager's forms: how soon, who takes whom, how many children are enough."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from kith.domain import triage
from kith.domain.terms import HowSoon, TriageReason
from kith.referrals import actions
from kith.ui import fields, parts


class DecideHowSoon(parts.Versioned):
    """Reasons a person knows of, and the level."""

    noted = fields.HintedMultipleChoiceField(
        label="Is any of this so?",
        help_text="“Work it out again” shows what these say together.",
        choices=parts.choices(*actions.TICKED),
        required=False,
    )
    words = parts.words(
        "What should people know about the reasons you ticked?", hint="One box for all of them.", rows=2
    )
    level = parts.one_of("How soon?", HowSoon.choices(), missing="Choose how soon")
    override_words = parts.words(
        "If you decide otherwise than the reasons say, why?",
        hint="Needed where your decision differs. It is kept beside it, and stands wherever “how soon” stands.",
        rows=2,
        sometimes=True,
    )

    def __init__(
        self,
        *args: Any,
        without_a_date: Iterable[TriageReason] = (),
        hints: Mapping[TriageReason, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.without_a_date, self.hints = tuple(without_a_date), dict(hints or {})
        if self.without_a_date:
            self.fields[
                "words"
            ].help_text = (
                "One box for all of them. Needed where a date is not known: about when it is, and who says so."
            )
        noted = self.fields["noted"]
        assert isinstance(noted, fields.HintedMultipleChoiceField)  # noqa: S101  (said for the type checker)
        noted.hints = {reason.value: hint for reason, hint in self.hints.items()}
        dated = [(reason.value, f"{reason.label} ({triage.NO_DATE})") for reason in self.without_a_date]
        noted.choices = [*dated, *parts.choices(*actions.TICKED)]

    def clean(self) -> dict[str, Any]:
        """A reason whose date is not known comes with words."""
        given = super().clean() or {}
        if set(given.get("noted", ())) & {reason.value for reason in self.without_a_date} and not given.get("words"):
            self.add_error("words", "Write what is known of the date, and who says so")
        return given

    def explains(self, proposed: HowSoon) -> bool:
        """Whether the decision is the one proposed or says why not; otherwise the missing words are an error."""
        given = self.cleaned_data
        if given["level"] == proposed.value or given["override_words"]:
            return True
        self.add_error("override_words", f"The reasons say “{proposed.label}”. Write why you decide otherwise")
        return False

    def decided(self) -> actions.Decided:
        """What was decided."""
        given = self.cleaned_data
        return actions.Decided(
            level=HowSoon(given["level"]),
            noted=self.reasons(),
            words=given["words"],
            override_words=given["override_words"],
        )

    def asked_again(self) -> "DecideHowSoon":
        """The same page with everything that was written, without complaints: only the proposal was asked for."""
        written = {name: self.data.get(name, "") for name in self.fields if name != "noted"}
        initial = {**written, "noted": [reason.value for reason in self.reasons()]}
        return DecideHowSoon(initial=initial, without_a_date=self.without_a_date, hints=self.hints)

    def reasons(self) -> tuple[TriageReason, ...]:
        """The reasons ticked, whether or not the rest of the form is complete."""
        return tuple(TriageReason(value) for value in self.cleaned_data.get("noted", ()))


class Allocate(parts.Versioned):
    """Which coordinator, and why another one or one more than the number set."""

    coordinator = fields.HintedChoiceField(
        label="Who will be the child’s coordinator?", error_messages={"required": "Choose a coordinator"}
    )
    child_asked = forms.BooleanField(label="The child asked for another person", required=False)
    words = parts.words("Why this person?", rows=2)

    def __init__(
        self, data: Any = None, *, initial: Any = None, people: list[tuple[str, str, str]], explain: dict[str, str]
    ) -> None:
        super().__init__(data, initial=initial)
        self.explain = explain
        choice = self.fields["coordinator"]
        assert isinstance(choice, fields.HintedChoiceField)  # noqa: S101  (said for the type checker)
        choice.choices = [(value, label) for value, label, _ in people]
        choice.hints = {value: hint for value, _, hint in people}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        why = self.explain.get(given.get("coordinator", ""))
        if why and not given.get("words"):
            self.add_error("words", why)
        return given


class SetLoad(parts.Versioned):
    """The most children a coordinator should have at once."""

    most_children = forms.IntegerField(
        label="Most children at once",
        help_text="Leave it empty for no number.",
        required=False,
        min_value=0,
        max_value=200,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
    )
