"""Page objects: local facts about a child, and what a list of facts would do."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.children.actions.facts import Fact, Upload
from kith.children.queries.facts import Plan
from kith.domain import returns
from kith.domain.eligibility import DATES, FactsRead, in_words
from kith.domain.terms import Certainty, FactName, PlanValue

NOW, LATER, BEFORE, DISAGREE = "yes", "from that day on", "no", "people disagree"


@dataclass(frozen=True)
class FactRow:
    """One recorded fact in words."""

    name: str
    value: str
    from_on: dt.date
    who: str
    recorded: str
    counts: str
    certainty: str


@dataclass(frozen=True)
class FactsPage:
    """Every fact about a child; contradictions side by side."""

    child_id: Any
    name: str
    rows: list[FactRow]
    disagreeing: list[str]


def fact_value(name: str, value: str) -> str:
    """A fact's value in words."""
    if name == FactName.PLAN.value:
        return PlanValue(value).label
    return in_words(dt.date.fromisoformat(value)) if name in DATES else value


def facts_page(child: Any, facts: Iterable[Any], on: dt.date) -> FactsPage:
    """The facts in order: the ones that count on a day marked, and where people disagree about the same day."""
    facts = list(facts)
    counting = _counting(facts, on)
    rows = [
        FactRow(
            name=FactName(fact.fact).label,
            value=fact_value(fact.fact, fact.value),
            from_on=fact.from_on,
            who=", ".join(part for part in (fact.author, fact.source) if part) or "nobody named",
            recorded=_recorded(fact),
            counts=_counts(fact, counting[fact.fact], on),
            certainty=Certainty(fact.certainty).label,
        )
        for fact in facts
    ]
    disagreeing = [FactName(name).label for name, (_, values) in counting.items() if len(values) > 1]
    return FactsPage(child.pk, str(child), rows, disagreeing)


def _counting(facts: list[Any], on: dt.date) -> dict[str, tuple[dt.date, set[str]]]:
    """For each kind of fact the latest day that has come, and the different values given from that day."""
    found: dict[str, tuple[dt.date, set[str]]] = {}
    for fact in facts:
        day, values = found.get(fact.fact, (dt.date.min, set()))
        if day < fact.from_on <= on:
            day, values = fact.from_on, set()
        if fact.from_on == day:
            values = values | {fact.value}
        found[fact.fact] = (day, values)
    return found


def _counts(fact: Any, counting: tuple[dt.date, set[str]], on: dt.date) -> str:
    day, values = counting
    if fact.from_on > on:
        return LATER
    if fact.from_on < day:
        return BEFORE
    return DISAGREE if len(values) > 1 else NOW


def _recorded(fact: Any) -> str:
    by = f" by {fact.recorded_by}" if fact.recorded_by else ""
    return f"{in_words(timezone.localdate(fact.recorded_at))}{by}"


@dataclass(frozen=True)
class UploadPage:
    """What was read: rows read = saved (or to be saved) + there already + refused + about nobody we know."""

    read: int
    fresh: int
    known: int
    refused: int
    unknown_rows: int
    unknown_children: tuple[tuple[str, str, tuple[int, ...]], ...]
    unknown_people: tuple[str, ...]
    problems: list[tuple[int | None, str, str]]
    saved: bool
    kept: str = ""


def fact_recorded(fact: Fact, on: dt.date) -> str:
    """That a fact was recorded; one of a later day says that nothing follows from it before."""
    said = f"{fact.name.label}: recorded."
    return f"{said} It counts from {in_words(fact.from_on)} on, not before." if fact.from_on > on else said


def looked_page(read: FactsRead, plan: Plan, kept: str) -> UploadPage:
    """The page object after a list was looked at; ``kept`` is the sealed list for the next step."""
    return _upload_page(
        read,
        fresh=len(plan.new),
        known=plan.known,
        unknown_rows=plan.unknown_rows,
        unknown_children=plan.unknown_children,
        unknown_people=(),
        saved=False,
        kept=kept,
    )


def saved_page(read: FactsRead, upload: Upload) -> UploadPage:
    """The page object after a list was saved."""
    return _upload_page(
        read,
        fresh=upload.saved,
        known=upload.known,
        unknown_rows=upload.unknown_rows,
        unknown_children=upload.unknown_children,
        unknown_people=upload.unknown_people,
        saved=True,
    )


def _upload_page(read: FactsRead, **done: Any) -> UploadPage:
    refused = sum(finding.severity == returns.Severity.ERROR for finding in read.findings)
    problems = [(finding.line, str(finding.severity), finding.text) for finding in read.findings]
    return UploadPage(read=len(read.facts) + refused, refused=refused, problems=problems, **done)
