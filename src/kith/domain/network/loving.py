"""At least two loving relationships: what is on record, beside the child's own answer, which is never overruled."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kith.domain.network import definitions
from kith.domain.terms import Ring, Term

QUESTION = "Do you have someone who loves you and will be there?"


class LovedAnswer(Term):
    """What the child answered when asked."""

    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "Not sure"
    NO_ANSWER = "no_answer", "Asked; did not answer"
    NOT_ASKED = "not_asked", "Not asked"


class LegTest(Term):
    """What must all be so before a relationship counts as one of the two."""

    UNPAID = "unpaid", "Not paid to be there"
    ADULT = "adult", "An adult"
    CLEARED = "cleared", "Cleared as safe"
    INNER_RING = "inner_ring", "Put by the child in one of the two inner rings"
    SAID_YES = "said_yes", "Said yes in the plan"
    IN_TOUCH = "in_touch", "In touch in the last 90 days"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is on record of one person; None where nothing is."""

    person: str
    name: str = ""
    is_paid: bool | None = None
    is_adult: bool | None = None
    is_cleared: bool | None = None
    ring: Ring | None = None
    said_yes: bool | None = None
    last_in_touch: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Leg:
    """One person with every test: true, false, or None where nothing is on record."""

    person: str
    name: str
    tests: Mapping[LegTest, bool | None]

    @property
    def counts(self) -> bool:
        """Whether all tests are met. What is not on record is not met."""
        return all(met is True for met in self.tests.values())


@dataclass(frozen=True, slots=True)
class Loving:
    """The child's answer, and the legs. `found` is what is shown: "0", "1" or "2+"."""

    answer: LovedAnswer
    legs: tuple[Leg, ...]

    @property
    def found(self) -> str:
        """How many relationships meet every test."""
        count = sum(leg.counts for leg in self.legs)
        return "2+" if count > 1 else str(count)

    @property
    def said(self) -> tuple[str, str]:
        """The child's answer first; what is on record below it. Neither corrects the other."""
        names = [leg.name or "somebody without a name" for leg in self.legs if leg.counts]
        on_record = f"On record: {', '.join(names)}." if names else "On record: nobody who meets every test."
        return f"\u201c{QUESTION}\u201d {self.answer.label}.", on_record


def loving(evidence: Iterable[Evidence], on: datetime.date, answer: LovedAnswer = LovedAnswer.NOT_ASKED) -> Loving:
    """The legs on a day, in the order given. Contact counts up to 90 days back (definitions.toml), both days included.

    The phrase is that of the independent review of children's social care (2022), which names no measure: the tests
    are Kith's own, and the child's answer stands above them whatever they say.
    """
    days = definitions.load().loving_contact_days
    return Loving(answer, tuple(Leg(one.person, one.name, _tests(one, on, days)) for one in evidence))


def _tests(one: Evidence, on: datetime.date, days: int) -> dict[LegTest, bool | None]:
    since = None if one.last_in_touch is None else (on - one.last_in_touch).days
    return {
        LegTest.UNPAID: None if one.is_paid is None else not one.is_paid,
        LegTest.ADULT: one.is_adult,
        LegTest.CLEARED: one.is_cleared,
        LegTest.INNER_RING: None if one.ring is None else one.ring in (Ring.CLOSEST, Ring.CLOSE),
        LegTest.SAID_YES: one.said_yes,
        LegTest.IN_TOUCH: None if since is None else 0 <= since <= days,
    }


def headline(answers: Iterable[LovedAnswer]) -> str:
    """What children answered, with what it is out of. An answer that was not given is not a no."""
    counts = Counter(answers)
    not_asked = counts[LovedAnswer.NOT_ASKED]
    asked = sum(counts.values()) - not_asked
    yes = counts[LovedAnswer.YES]
    left = "1 was" if not_asked == 1 else f"{not_asked} were"
    return f"Of {asked} asked, {yes} said they have someone who loves them and will be there. {left} not asked."


def measured(found: Iterable[Loving]) -> str:
    """What is on record of all of them. Stands below the headline, never in its place, and is never a target."""
    counts = Counter(one.found for one in found)
    parts = [f"two or more: {counts['2+']}", f"one: {counts['1']}", f"none: {counts['0']}"]
    return f"Loving relationships on record, of {sum(counts.values())} children: {', '.join(parts)}."
