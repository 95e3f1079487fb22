"""Forms: a promise, what came of it, that it is put right, and that it ends."""

import dataclasses
import datetime as dt
from typing import Any

from django import forms

from kith.domain import plans
from kith.domain.terms import CameOfPromise, HowOften, SaysSo
from kith.plans import actions
from kith.plans.models import Promise
from kith.ui import parts

SOMEBODY_ELSE = ("", "Somebody else: a worker, or the service")
TELL_THE_COORDINATOR = (
    "If it did not happen, or was changed, tell the child’s coordinator, who writes that down after speaking with both."
)
WHAT_THEY_SAID = "What they said then. Do they promise something else by now? Then say so under “What came of it”."
WHO_IS_HERE = "People of whom the child knows, where nothing stands against a promise."
WHO = "Write who promises it, or choose one of the child’s people"


class Wording(forms.Form):
    """What is promised, how often, and from or by which day."""

    words = parts.words(
        "What do they promise, in their own words?",
        missing="Write what they promise, in their own words",
        hint="As the child may read it. For example: I will ring you on Sundays.",
        most=plans.MOST_WORDS,
    )
    how_often = parts.one_of("How often?", HowOften.choices(), missing="Choose how often")
    from_on = parts.day("From which day?", missing="Enter the day from which it counts")
    due_on = parts.sometimes(parts.day("If it is once: by which day?"))

    def __init__(self, data: Any = None, *, born_on: dt.date | None, today: dt.date, **more: Any) -> None:
        super().__init__(data, **more)
        self.born_on, self.today = born_on, today

    def clean(self) -> dict[str, Any]:
        """The days can be; what is promised once has its day."""
        given = super().clean() or {}
        from_on, how_often = given.get("from_on"), given.get("how_often")
        if from_on and (why := plans.why_not_from(from_on, self.born_on, self.today)):
            self.add_error("from_on", why)
        if from_on and how_often and "due_on" not in self.errors:
            why = plans.why_not_due(HowOften(how_often), from_on, given.get("due_on"), today=self.today)
            if why:
                self.add_error("due_on", why)
        return given

    def wording(self) -> actions.Wording:
        """What is promised, as the action takes it."""
        given = self.cleaned_data
        return actions.Wording(given["words"], HowOften(given["how_often"]), given["from_on"], given["due_on"])


class MakePromise(Wording):
    """The same with who promises it, and what the child asked for that it answers."""

    who = parts.sometimes(forms.ChoiceField(label="Who promises it?", help_text=WHO_IS_HERE, required=False))
    given_by = parts.sometimes(
        parts.line("If it is somebody else: who?", hint="For example: Cora, your coordinator.", most=120)
    )
    field_order = ("who", "given_by")

    def __init__(
        self, data: Any = None, *, people: list[tuple[str, str]], asks: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(data, **more)
        self.fields["who"].choices = [SOMEBODY_ELSE, *people]  # type: ignore[attr-defined]
        self.fields["ask"] = forms.ChoiceField(
            label="What did the child ask for that this answers?",
            choices=[*asks, ("", "None of these")],
            required=False,
            widget=forms.RadioSelect,
        )

    def clean(self) -> dict[str, Any]:
        """Somebody promises it, one alone."""
        given = super().clean()
        if not given.get("who") and not given.get("given_by") and "who" not in self.errors:
            self.add_error("given_by", WHO)
        if given.get("who") and given.get("given_by"):
            self.add_error("given_by", actions.ONE_OR_OTHER)
        return given

    def promised(self, connection: Any, ask: Any) -> actions.Promised:
        """What was promised, as the action takes it; the person and the ask are looked up by the view."""
        wording = dataclasses.asdict(self.wording())
        return actions.Promised(**wording, connection=connection, given_by=self.cleaned_data["given_by"], ask=ask)


class PutPromiseRight(Wording, parts.Versioned):
    """What was written down wrongly of a promise, as it should have been."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["words"].help_text = WHAT_THEY_SAID


class CheckPromise(parts.Versioned):
    """What somebody says came of it. "Changed" and "did not happen" are the coordinator's."""

    says = parts.one_of("Who says so?", SaysSo.choices(), missing="Choose who says so")
    came = parts.one_of("What came of it?", CameOfPromise.choices(), missing="Choose what came of it")
    on = parts.day("On which day did it happen, or should it have?", missing="Enter the day")
    words = parts.words("In their words", hint="Needed where it was changed, or did not happen.", sometimes=True)
    spoke_with_both = forms.BooleanField(
        label="If it did not happen: I have spoken with the child and with whoever promised", required=False
    )

    def __init__(self, data: Any = None, *, today: dt.date, since: dt.date, is_coordinator: bool, **more: Any) -> None:
        super().__init__(data, **more)
        self.today, self.since = today, since
        if not is_coordinator:
            del self.fields["spoke_with_both"]
            self.fields["came"].choices = parts.choices(CameOfPromise.KEPT)  # type: ignore[attr-defined]
            self.fields["came"].help_text = TELL_THE_COORDINATOR
            self.fields["words"].help_text = ""

    def clean(self) -> dict[str, Any]:
        """The day lies between the promise and today; what did not happen as it was said needs words."""
        given = super().clean() or {}
        on, came = given.get("on"), given.get("came")
        if on and not self.since <= on <= self.today:
            self.add_error("on", "The day must be today or earlier, and not before the promise")
        if came and came != CameOfPromise.KEPT.value and not given.get("words"):
            self.add_error("words", "Write a few words about how it came")
        if came == CameOfPromise.NOT_KEPT.value and not given.get("spoke_with_both"):
            self.add_error("spoke_with_both", "Speak with the child and with whoever promised first")
        return given

    def said(self) -> actions.Came:
        """What came of it, as the action takes it."""
        given = self.cleaned_data
        spoke = bool(given.get("spoke_with_both"))
        return actions.Came(CameOfPromise(given["came"]), SaysSo(given["says"]), given["on"], given["words"], spoke)


class EndPromise(parts.Versioned):
    """Why a promise ends."""

    words = parts.words("Why does it end?", missing="Write why it ends")


class Resume(parts.Versioned):
    """That a promise which was held goes on: one button."""


def as_written(promise: Promise) -> dict[str, Any]:
    """How a promise is written down now, for the form that puts it right."""
    return {name: getattr(promise, name) for name in ("words", "how_often", "from_on", "due_on", "version")}
