"""Page objects: who could be offered this, why, and who is reached."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from kith.children.queries.eligibility import A_PAGE, Reach
from kith.domain.eligibility import RuleSet, in_words
from kith.domain.terms import Answer, FactName, WhoCanAnswer
from kith.ui.charts import Bar

TAGS = {Answer.YES: "", Answer.CANNOT_TELL: "govuk-tag--yellow", Answer.NO: "govuk-tag--grey"}


def could_be_offered(could: int, to_check: int) -> str:
    """The sentence that goes with the figure."""
    return f"Could be offered: up to {could:,}; for {to_check:,} of them a person must still check."


@dataclass(frozen=True)
class ResultRow:
    """One child in the list."""

    child_id: Any
    name: str
    age: str
    in_care_since: str
    answer: str
    tag: str
    missing: str
    soon: str
    asked: bool
    stale: bool


@dataclass(frozen=True)
class ListPage:
    """The list of a run."""

    on: dt.date
    rules: str
    sentence: str
    as_at: str
    could: int
    to_check: int
    never_asked: int
    rows: list[ResultRow]
    total: int
    pagination: dict[str, Any]
    is_current: bool


def result_row(row: Any) -> ResultRow:
    """One child's answer in words."""
    answer = Answer(row.answer)
    return ResultRow(
        child_id=row.child_id,
        name=row.name_then,
        age="not known" if row.age is None else str(row.age),
        in_care_since=in_words(row.care_start) if row.care_start else "not known",
        answer=answer.label,
        tag=TAGS[answer],
        missing=row.missing,
        soon=row.near_miss["text"] if row.near_miss else "",
        asked=row.asked,
        stale=row.stale,
    )


def pagination(page: int, total: int, query: dict[str, str]) -> dict[str, Any]:
    """The parameters of the pagination component; empty where one page is enough."""
    pages = max(1, -(-total // A_PAGE))
    if pages == 1:
        return {}

    def address(number: int) -> str:
        return "?" + urlencode({**query, "page": number})

    near = sorted({1, pages, *(n for n in range(page - 1, page + 2) if 1 <= n <= pages)})
    items: list[dict[str, Any]] = []
    for position, number in enumerate(near):
        if position and number - near[position - 1] > 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": address(number), "current": number == page})
    found: dict[str, Any] = {"items": items}
    if page > 1:
        found["previous"] = {"href": address(page - 1)}
    if page < pages:
        found["next"] = {"href": address(page + 1)}
    return found


def list_page(run: Any, rows: list[Any], *, totals: tuple[int, int], page: int, query: dict[str, str]) -> ListPage:
    """The page object of the list; ``totals`` = (rows in the narrowed list, never asked)."""
    counts = run.counts
    could = counts["yes"] + counts["cannot_tell"]
    return ListPage(
        on=run.on,
        rules=run.rules,
        sentence=could_be_offered(could, counts["cannot_tell"]),
        as_at=in_words(run.as_at) if run.as_at else "",
        could=could,
        to_check=counts["cannot_tell"],
        never_asked=totals[1],
        rows=[result_row(row) for row in rows],
        total=totals[0],
        pagination=pagination(page, totals[0], query),
        is_current=run.is_current,
    )


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of the "why" page."""

    says: str
    why: str
    state: str
    missing: list[tuple[str, str, str]]
    rows: list[str]


@dataclass(frozen=True)
class WhyPage:
    """Why one child could be offered this, or not."""

    name: str
    child_id: Any
    on: dt.date
    rules: str
    source: str
    answer: str
    tag: str
    lines: list[CriterionLine]
    soon: str
    stale: bool
    others: list[tuple[str, str, str]] = field(default_factory=list)
    earlier: list[tuple[dt.date, str, str]] = field(default_factory=list)


STATES = {"met": "yes", "not_met": "no", "unknown": "check"}


def criterion_lines(rules: RuleSet, criteria: list[dict[str, Any]]) -> list[CriterionLine]:
    """Each criterion as one plain sentence with the rows behind it."""
    says = {criterion.id: criterion.says for criterion in rules.criteria}
    return [
        CriterionLine(
            says=says.get(one["id"], one["id"]),
            why=one["why"],
            state=STATES[one["answer"]],
            missing=[
                (missing["fact"], FactName(missing["fact"]).label, WhoCanAnswer(missing["who"]).label)
                for missing in one["missing"]
            ],
            rows=[f"{row['file']}, line {row['line']}" for row in one["rows"]],
        )
        for one in criteria
    ]


def why_page(child: Any, result: Any, rules: RuleSet, others: list[tuple[str, str, str]], earlier: Any) -> WhyPage:
    """The page object of "why"."""
    answer = Answer(result.answer)
    return WhyPage(
        name=str(child),
        child_id=child.pk,
        on=result.run.on,
        rules=rules.title,
        source="; ".join(f"{source.text} ({source.dated})" for source in rules.sources),
        answer=answer.label,
        tag=TAGS[answer],
        lines=criterion_lines(rules, result.criteria),
        soon=result.near_miss["text"] if result.near_miss else "",
        stale=result.stale,
        others=others,
        earlier=[(row.run.on, row.run.rules, Answer(row.answer).label) for row in earlier],
    )


@dataclass(frozen=True)
class ReachPage:
    """Who is reached and who is not."""

    on: dt.date
    groups: list[tuple[str, list[Reach], list[Bar]]]


def reach_page(run: Any, reach: list[Reach]) -> ReachPage:
    """The groups in order, each with its rows and its bars."""
    groups: dict[str, list[Reach]] = {}
    for row in reach:
        groups.setdefault(row.group, []).append(row)
    return ReachPage(
        run.on,
        [(name, rows, [Bar(row.name, row.asked, of=row.could) for row in rows]) for name, rows in groups.items()],
    )
