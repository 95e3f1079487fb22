"""Look for next: the next three and the rest, each with its rows, what comes first, and what was put aside."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.children.models import Child
from kith.domain import leads
from kith.domain.leads import Needs
from kith.domain.terms import LeadReason
from kith.finding.models import LeadDecision
from kith.finding.queries.leads import Suggestion, Suggestions
from kith.referrals.presenters.words import local_day

NEXT = 3
UNDER_18 = "Under 18: only through an adult responsible for them or, in care, their own worker."


@dataclass(frozen=True, slots=True)
class LeadLine:
    """One suggestion. ``connection_id`` is empty for a gap; ``asking`` says who noted to ask, ``before`` what was said
    when it was put aside the last time.
    """

    ref: str
    sentence: str
    rule: str
    why_here: str
    rows: tuple[str, ...]
    needs: str
    first: str
    connection_id: uuid.UUID | None
    is_minor: bool
    asking: str
    asking_id: uuid.UUID | None
    before: str
    ask: str


@dataclass(frozen=True, slots=True)
class Card:
    """One person with every reason to look for them, or one gap; the first reason leads."""

    first: LeadLine
    also: tuple[LeadLine, ...] = ()

    @property
    def lines(self) -> tuple[LeadLine, ...]:
        """Every reason, the first one first."""
        return (self.first, *self.also)


@dataclass(frozen=True, slots=True)
class AsideLine:
    """One suggestion that was put aside."""

    decision_id: uuid.UUID
    sentence: str
    why: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class NextPage:
    """Whom to look for next, on one day."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    next: tuple[Card, ...]
    more: tuple[Card, ...]
    aside: tuple[AsideLine, ...]
    under_18: str = UNDER_18


def next_page(found: Suggestions, on: dt.date) -> NextPage:
    """The page of what was read."""
    child = found.child
    cards = _cards([line(one, child) for one in found.now])
    aside = tuple(_aside(row) for row in found.aside)
    return NextPage(child.pk, str(child), on, cards[:NEXT], cards[NEXT:], aside)


def _cards(lines: list[LeadLine]) -> tuple[Card, ...]:
    """One card for each person or gap, in the order of the first reason for each."""
    found: dict[object, list[LeadLine]] = {}
    for one in lines:
        found.setdefault(one.connection_id or one.ref, []).append(one)
    return tuple(Card(first, tuple(also)) for first, *also in found.values())


def line(one: Suggestion, child: Child) -> LeadLine:
    """One suggestion as the page shows it."""
    lead, asking, before = one.lead, one.asking, one.before
    return LeadLine(
        ref=one.ref,
        sentence=lead.sentence,
        rule=leads.load().rules[lead.rule].title,
        why_here=leads.why_here(lead, str(child)),
        rows=tuple(row.text for row in lead.rows),
        needs=lead.needs.value,
        first=f"Ask {child} first" if lead.needs is Needs.ASK_CHILD else lead.needs.label,
        connection_id=one.connection.pk if one.connection else None,
        is_minor=lead.is_minor,
        asking=f"{asking.by.display_name}, {local_day(asking.at)}" if asking else "",
        asking_id=asking.pk if asking else None,
        before=_why(before) if before else "",
        ask=one.ask,
    )


def _aside(row: LeadDecision) -> AsideLine:
    return AsideLine(row.pk, row.sentence or "", _why(row), row.words or "", row.by.display_name)


def _why(row: LeadDecision) -> str:
    return f"{LeadReason(row.reason).label}, {local_day(row.at)}"
