"""One move of the pathway table: only what its row asks for."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.formats import date_format

from kith.domain import pathway
from kith.domain.terms import AskOutcome, Term
from kith.referrals.actions.asks import Came
from kith.referrals.actions.move import Given
from kith.referrals.forms import asks
from kith.referrals.queries.asks import OPEN, AskSeen
from kith.ui import parts

OF_THE_CHILD = "What did the child say, or how did they show it?"
CAME = [(outcome.value, outcome.label) for outcome in AskOutcome if outcome not in OPEN]


def _name(ask: AskSeen) -> str:
    return f"ask_{ask.id}"


def _fields(ask: AskSeen, done: Sequence[str] = ()) -> dict[str, Any]:
    """What came of one ask, why, when it is looked at again, and what the child says, by field; with what was done."""
    hint = " ".join(("What came of what the child asked for?", *done))
    came = parts.one_of(f"“{ask.words}”", CAME, missing="Choose what came of it", hint=hint)
    name = _name(ask)
    return {
        name: came,
        f"{name}_why": asks.why_field(),
        f"{name}_review_on": asks.review_field(),
        f"{name}_verdict": asks.verdict_field(),
    }


def _came(ask: AskSeen, given: Mapping[str, Any]) -> Came:
    name = _name(ask)
    outcome = AskOutcome(given[name])
    words, verdict = given.get(f"{name}_why", ""), given.get(f"{name}_verdict", "")
    return Came(outcome, words, given.get(f"{name}_review_on"), verdict)


@dataclasses.dataclass(frozen=True, slots=True)
class AboutAsk:
    """What came of one ask, and folded away beneath it what few need; open where something is there or is missing."""

    came: BoundField
    more: tuple[BoundField, ...]
    is_open: bool


class MoveOn(parts.Versioned):
    """A form made from a row of the table: a reason from its list, words, a date to look again, and the day."""

    on = parts.day("On which day?", missing="Enter the day")

    def __init__(
        self,
        data: Any = None,
        *,
        move: pathway.Move,
        today: dt.date,
        since: dt.date,
        version: int,
        asks: Sequence[AskSeen] = (),
        done: Mapping[uuid.UUID, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        super().__init__(data, initial={"on": today, "version": version})
        self.move, self.today, self.since = move, today, since
        self.asks = [ask for ask in asks if ask.outcome in OPEN] if move.event in pathway.ASKS_WHAT_CAME else []
        for ask in self.asks:
            self.fields.update(_fields(ask, done.get(ask.id, ())))
        if move.reasons:
            self.fields["reason"] = parts.one_of(
                "Which of these?", parts.choices(*move.reasons), missing="Choose one of these"
            )
        self.fields["words"] = self._words()
        if move.witness:
            self.fields["who_was_there"] = parts.line("Who was there?", missing="Write who was there", most=300)
        if move.look_again:
            self.fields["look_again_on"] = parts.day(
                "When should somebody look again?", missing="Enter the date on which to look again"
            )

    def _words(self) -> parts.Words:
        """Free words beside every code; for a no of the child they are the child's own, where there are any."""
        label = OF_THE_CHILD if self.move.event == "referral.declined" else "In a few words"
        missing = "Write what the child said, or how they showed it" if label == OF_THE_CHILD else "Write a few words"
        return parts.words(label, missing=missing if self.move.words else "")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for ask in self.asks:
            self._look_at(ask, given)
        on, again = given.get("on"), given.get("look_again_on")
        if on and on > self.today:
            self.add_error("on", "The date must be today or earlier")
        if on and on < self.since:
            self.add_error("on", f"The step before was on {date_format(self.since, 'j F Y')}: enter that day or later")
        if again and again <= self.today:
            self.add_error("look_again_on", "The date must be later than today")
        return given

    def about_asks(self) -> list[AboutAsk]:
        """The questions about each thing that the child asked for."""
        to_see = {*self.errors, *(name for name, value in getattr(self, "cleaned_data", {}).items() if value)}
        names = [tuple(_fields(ask)) for ask in self.asks]
        return [
            AboutAsk(self[came], tuple(self[name] for name in more), is_open=not to_see.isdisjoint(more))
            for came, *more in names
        ]

    def came(self) -> dict[uuid.UUID, Came]:
        """What came of each thing that the child asked for, by the ask's id."""
        return {ask.id: _came(ask, self.cleaned_data) for ask in self.asks}

    def _look_at(self, ask: AskSeen, given: dict[str, Any]) -> None:
        if given.get(_name(ask)) and f"{_name(ask)}_review_on" not in self.errors:
            asks.say_what_is_missing(self, _came(ask, given), given.get("on") or self.today, names=tuple(_fields(ask)))

    def given(self) -> Given:
        """What comes with the move."""
        values = self.cleaned_data
        to = None if isinstance(self.move.to, pathway.SameStage) else self.move.to
        return Given(
            to=to,
            reason=self._reason(values.get("reason")),
            words=values.get("words", ""),
            look_again_on=values.get("look_again_on"),
            who_was_there=values.get("who_was_there", ""),
            on=values["on"],
            version=values["version"],
        )

    def _reason(self, value: str | None) -> Term | None:
        return next((reason for reason in self.move.reasons if reason.value == value), None)
