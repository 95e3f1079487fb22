"""Page objects: local facts about a child, and what a list of facts would do."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from kith.children.actions.facts import Upload
from kith.domain.eligibility import FactsRead, in_words
from kith.domain.terms import Certainty, FactName, PlanValue

DATES = {FactName.CARE_START.value, FactName.NEXT_REVIEW.value}


@dataclass(frozen=True)
class FactRow:
    """One recorded fact in words."""

    name: str
    value: str
    from_on: dt.date
    who: str
    counts: bool
    certainty: str


@dataclass(frozen=True)
class FactsPage:
    """Every fact about a child; contradictions side by side."""

    child_id: Any
    name: str
    rows: list[FactRow]


def fact_value(name: str, value: str) -> str:
    """A fact's value in words."""
    if name == FactName.PLAN.value:
        return PlanValue(value).label
    return in_words(dt.date.fromisoformat(value)) if name in DATES else value


def facts_page(child: Any, facts: Any) -> FactsPage:
    """The facts in order, the ones that count marked."""
    rows: list[FactRow] = []
    latest: dict[str, dt.date] = {}
    for fact in facts:
        newest = latest.setdefault(fact.fact, fact.from_on)
        rows.append(
            FactRow(
                name=FactName(fact.fact).label,
                value=fact_value(fact.fact, fact.value),
                from_on=fact.from_on,
                who=", ".join(part for part in (fact.author, fact.source) if part) or "nobody named",
                counts=fact.from_on == newest,
                certainty=Certainty(fact.certainty).label,
            )
        )
    return FactsPage(child.pk, str(child), rows)


@dataclass(frozen=True)
class UploadPage:
    """What was read: rows read = usable + refused."""

    read: int
    usable: int
    refused: int
    problems: list[tuple[int | None, str, str]]
    saved: Upload | None


def upload_page(read: FactsRead, saved: Upload | None) -> UploadPage:
    """The page object after a list was read, and perhaps saved."""
    errors = [finding for finding in read.findings if finding.severity == "error"]
    problems = [(finding.line, str(finding.severity), finding.text) for finding in read.findings]
    return UploadPage(len(read.facts) + len(errors), len(read.facts), len(errors), problems, saved)
