"""One move of the pathway table: only what its row asks for."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.formats import date_format

from kith.domain import pathway
from kith.domain.terms import AskOutcome, Term
from kith.referrals.actions.move import Given
from kith.referrals.queries.asks import OPEN, AskSeen
from kith.ui import parts

CAME = [(outcome.value, outcome.label) for outcome in AskOutcome if outcome not in OPEN]


def _name(ask: AskSeen) -> str:
    return f"ask_{ask.id}"


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
    ) -> None:
        super().__init__(data, initial={"on": today, "version": version})
        self.move, self.today, self.since = move, today, since
        self.asks = [ask for ask in asks if ask.outcome in OPEN] if move.event in pathway.ASKS_WHAT_CAME else []
        for ask in self.asks:
            self.fields[_name(ask)] = parts.one_of(
                f"“{ask.words}”", CAME, missing="Choose what came of it", hint="What came of what the child asked for?"
            )
        if move.reasons:
            self.fields["reason"] = parts.one_of(
                "Which of these?", parts.choices(*move.reasons), missing="Choose one of these"
            )
        if move.words:
            self.fields["words"] = parts.words("In a few words", missing="Write a few words")
        if move.look_again:
            self.fields["look_again_on"] = parts.day(
                "When should somebody look again?", missing="Enter the date on which to look again"
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        on, again = given.get("on"), given.get("look_again_on")
        if on and on > self.today:
            self.add_error("on", "The date must be today or earlier")
        if on and on < self.since:
            self.add_error("on", f"The step before was on {date_format(self.since, 'j F Y')}: enter that day or later")
        if again and again <= self.today:
            self.add_error("look_again_on", "The date must be later than today")
        return given

    def fields_of_asks(self) -> list[BoundField]:
        """One question for each thing that the child asked for."""
        return [self[_name(ask)] for ask in self.asks]

    def came(self) -> dict[uuid.UUID, AskOutcome]:
        """What came of each thing that the child asked for, by the ask's id."""
        return {ask.id: AskOutcome(self.cleaned_data[_name(ask)]) for ask in self.asks}

    def given(self) -> Given:
        """What comes with the move."""
        values = self.cleaned_data
        to = None if isinstance(self.move.to, pathway.SameStage) else self.move.to
        return Given(
            to=to,
            reason=self._reason(values.get("reason")),
            words=values.get("words", ""),
            look_again_on=values.get("look_again_on"),
            on=values["on"],
            version=values["version"],
        )

    def _reason(self, value: str | None) -> Term | None:
        return next((reason for reason in self.move.reasons if reason.value == value), None)
