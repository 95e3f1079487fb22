"""Page objects: who could be offered this, why, and who is reached."""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kith.children.actions.eligibility import Rerun
from kith.children.queries.eligibility import A_PAGE, Reach, Totals
from kith.domain.eligibility import RuleSet, in_words
from kith.domain.terms import Answer, FactName, WhoCanAnswer
from kith.ui.charts import Bar

NOBODY = uuid.UUID(int=0)
# When it was true, under which rules, the answer, and the address's query that leads to it.
Earlier = tuple[dt.date, str, str, str]
TAGS = {Answer.YES: "", Answer.CANNOT_TELL: "govuk-tag--yellow", Answer.NO: "govuk-tag--grey"}


def could_be_offered(could: int, to_check: int) -> str:
    """The sentence that goes with the figure."""
    return f"Could be offered: up to {could:,}; for {to_check:,} of them a person must still check."


@dataclass(frozen=True)
class ResultRow:
    """One child in the list."""

    address: str
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
    stale: str
    as_at: str
    could: int
    to_check: int
    never_asked: int
    rows: list[ResultRow]
    total: int
    pagination: dict[str, Any]
    is_current: bool


def result_row(row: Any, address: str) -> ResultRow:
    """One child's answer in words; ``address`` leads to why."""
    answer = Answer(row.answer)
    return ResultRow(
        address=address,
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


def stale_answers(count: int) -> str:
    """The sentence about answers that rest on a row a later return no longer holds; empty where there are none."""
    if not count:
        return ""
    one = "1 answer rests on a row" if count == 1 else f"{count:,} answers rest on rows"
    return f"{one} that a later return no longer holds. Somebody should look before it is used."


def which_answer(run: Any) -> str:
    """The query that names a run in an address; empty for the current one."""
    return "" if run.is_current else "?" + urlencode({"on": run.on.isoformat(), "rules": run.rules})


def list_page(run: Any, rows: list[Any], *, totals: Totals, page: int, query: dict[str, str]) -> ListPage:
    """The page object of the list: figures of the children this person may see."""
    return ListPage(
        on=run.on,
        rules=run.rules,
        sentence=could_be_offered(totals.could, totals.to_check),
        stale=stale_answers(totals.stale),
        as_at=in_words(run.as_at) if run.as_at else "",
        could=totals.could,
        to_check=totals.to_check,
        never_asked=totals.never_asked,
        rows=[result_row(row, address) for row, address in zip(rows, _addresses(run, rows), strict=True)],
        total=totals.rows,
        pagination=pagination(page, totals.rows, query),
        is_current=run.is_current,
    )


def _addresses(run: Any, rows: list[Any]) -> list[str]:
    """Where each child's "why" is. Looked up once for all: a look-up for each row took a tenth of the page's time."""
    start, end = reverse("children:why", args=[NOBODY]).split(str(NOBODY))
    return [f"{start}{row.child_id}{end}{which_answer(run)}" for row in rows]


@dataclass(frozen=True)
class MissingFact:
    """A fact nobody has said yet, who can answer, and whether it can be typed here."""

    name: str
    label: str
    who: str
    can_be_typed: bool


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of the "why" page."""

    says: str
    why: str
    state: str
    missing: list[MissingFact]
    rows: list[str]


def _missing(fact: FactName, who: WhoCanAnswer) -> MissingFact:
    return MissingFact(fact.value, fact.label.lower(), who.label, fact is not FactName.DATE_OF_BIRTH)


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
    is_current: bool
    as_at: str
    last_seen: str
    others: list[tuple[str, str, str]] = field(default_factory=list)
    earlier: list[Earlier] = field(default_factory=list)


STATES = {"met": "yes", "not_met": "no", "unknown": "check"}


def criterion_lines(rules: RuleSet, criteria: list[dict[str, Any]]) -> list[CriterionLine]:
    """Each criterion as one plain sentence with the rows behind it."""
    says = {criterion.id: criterion.says for criterion in rules.criteria}
    return [
        CriterionLine(
            says=says.get(one["id"], one["id"]),
            why=one["why"],
            state=STATES[one["answer"]],
            missing=[_missing(FactName(missing["fact"]), WhoCanAnswer(missing["who"])) for missing in one["missing"]],
            rows=[f"{row['file']}, line {row['line']}" for row in one["rows"]],
        )
        for one in criteria
    ]


def why_page(child: Any, result: Any, rules: RuleSet, others: list[tuple[str, str, str]], earlier: Any) -> WhyPage:
    """The page object of "why"."""
    answer, run = Answer(result.answer), result.run
    return WhyPage(
        name=str(child),
        child_id=child.pk,
        on=run.on,
        rules=rules.title,
        source="; ".join(f"{source.text} ({source.dated})" for source in rules.sources),
        answer=answer.label,
        tag=TAGS[answer],
        lines=criterion_lines(rules, result.criteria),
        soon=result.near_miss["text"] if result.near_miss else "",
        stale=result.stale,
        is_current=run.is_current,
        as_at=in_words(run.as_at) if run.as_at else "",
        last_seen=in_words(child.last_seen_on) if child.last_seen_on else "",
        others=others,
        earlier=_earlier(earlier),
    )


def _earlier(rows: Any) -> list[Earlier]:
    """The newest answer for each day and rule set; ``rows`` are newest first."""
    newest: dict[tuple[dt.date, str], Earlier] = {}
    for row in rows:
        given = (row.run.on, row.run.rules, Answer(row.answer).label, which_answer(row.run))
        newest.setdefault((row.run.on, row.run.rules), given)
    return list(newest.values())


@dataclass(frozen=True)
class NoAnswerPage:
    """A child about whom the current answer says nothing: whose day it is, and the answers of before."""

    name: str
    child_id: Any
    on: dt.date | None
    rules: str
    because: str
    earlier: list[Earlier]


def no_answer_page(child: Any, run: Any, earlier: Any) -> NoAnswerPage:
    """The page object for a child the rules do not ask about."""
    seen = child.last_seen_on
    because = f"the last return that names them goes up to {in_words(seen)}." if seen else "no return names them."
    rules = run.rules if run else ""
    return NoAnswerPage(str(child), child.pk, run.on if run else None, rules, because, _earlier(earlier))


@dataclass(frozen=True)
class ReachPage:
    """Who is reached and who is not."""

    on: dt.date
    sentence: str
    groups: list[tuple[str, list[Reach], list[Bar]]]


def reach_page(run: Any, reach: list[Reach]) -> ReachPage:
    """The groups in order, each with its rows and its bars: the share asked of those who could be offered it."""
    groups: dict[str, list[Reach]] = {}
    for row in reach:
        groups.setdefault(row.group, []).append(row)
    return ReachPage(
        run.on,
        could_be_offered(run.counts["yes"] + run.counts["cannot_tell"], run.counts["cannot_tell"]),
        [(name, rows, [Bar(row.name, row.asked, of=row.could) for row in rows]) for name, rows in groups.items()],
    )


@dataclass(frozen=True)
class RunRow:
    """One answer that was worked out, in the list of all."""

    run_id: Any
    on: dt.date
    rules: str
    made_at: dt.datetime
    could: str
    is_current: bool
    which: str


def run_row(run: Any) -> RunRow:
    """One answer in the list of all."""
    could = run.counts.get("yes", 0) + run.counts.get("cannot_tell", 0)
    return RunRow(run.pk, run.on, run.rules, run.made_at, f"up to {could:,}", run.is_current, which_answer(run))


@dataclass(frozen=True)
class AgainPage:
    """An old answer worked out again."""

    on: dt.date
    rules: str
    made_at: dt.datetime
    is_same: bool
    since: list[str]
    gone: list[str]
    changes: list[tuple[Any, str, str, str]]
    more: int


MOST_CHANGES = 100
NOT_ASKED_ABOUT = "not asked about"


def again_page(done: Rerun) -> AgainPage:
    """The page object of an answer worked out again."""

    def said(answer: str | None) -> str:
        return Answer(answer).label if answer else NOT_ASKED_ABOUT

    shown = done.changes[:MOST_CHANGES]
    return AgainPage(
        on=done.run.on,
        rules=done.run.rules,
        made_at=done.run.made_at,
        is_same=done.is_same,
        since=[str(batch) for batch in done.since],
        gone=[str(batch) for batch in done.gone],
        changes=[(one.child_id, one.name, said(one.before), said(one.now)) for one in shown],
        more=len(done.changes) - len(shown),
    )
