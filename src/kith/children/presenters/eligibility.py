"""Page objects: who could be offered this, why, and who is reached."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from kith.children.actions.eligibility import Rerun
from kith.children.queries.eligibility import A_PAGE, Reach, Totals
from kith.domain import care
from kith.domain.eligibility import in_words
from kith.domain.terms import Answer
from kith.ui.charts import Bar

STALE = "(a later return no longer holds this child)"
NOBODY = uuid.UUID(int=0)
NOTHING = "\u2013"
TAGS = {Answer.YES: "", Answer.CANNOT_TELL: "govuk-tag--yellow", Answer.NO: "govuk-tag--grey"}


def could_be_offered(could: int, to_check: int) -> str:
    """The sentence that goes with the figure."""
    checks = f"; for {to_check:,} of them a person must still check" if to_check else ""
    return f"Could be offered: up to {could:,}{checks}."


@dataclass(frozen=True)
class ResultRow:
    """One child in the list."""

    address: str
    name: str
    age: str
    in_care_since: str
    answer: str
    tag: str
    aside: str
    soon: str
    asked: str

    @property
    def has_soon(self) -> bool:
        """Whether something changes soon: a phone leaves the dash out."""
        return self.soon != NOTHING


@dataclass(frozen=True)
class ListPage:
    """The list of a run."""

    on: dt.date
    rules: str
    sentence: str
    stale: str
    as_at: str
    cautions: tuple[str, ...]
    could: int
    to_check: int
    never_asked: int
    rows: list[ResultRow]
    total: int
    shown: str
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
        aside=f"{row.missing} {STALE}".strip() if row.stale else row.missing,
        soon=row.near_miss["text"] if row.near_miss else NOTHING,
        asked="yes" if row.asked else "not yet",
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


def which_rows(page: int, total: int) -> str:
    """Which rows of a longer list one page holds; empty where one page is enough."""
    first = (page - 1) * A_PAGE + 1
    return f"{first:,} to {min(first + A_PAGE - 1, total):,}" if total > A_PAGE else ""


def stale_answers(count: int) -> str:
    """The sentence about answers that rest on a row a later return no longer holds; empty where there are none."""
    if not count:
        return ""
    one = "1 answer rests on a row" if count == 1 else f"{count:,} answers rest on rows"
    return f"{one} that a later return no longer holds. Somebody should look before it is used."


def stale_of_could(count: int) -> str:
    """The same sentence where only those who could be offered it are counted; empty where there are none."""
    return f"Of those who could be offered it, {stale_answers(count)}" if count else ""


def stale_of_all(count: int, could: int) -> str:
    """The same sentence where all are counted whom the rules ask about; empty where there are none."""
    said = f"Of all the rules ask about, {stale_answers(count)} Of these, {could:,} could be offered it."
    return said if count else ""


def which_answer(run: Any) -> str:
    """The query that names a run in an address; empty for the current one."""
    return "" if run.is_current else "?" + urlencode({"on": run.on.isoformat(), "rules": run.rules})


def cautions(counts: dict[str, Any], first_day: dt.date | None, *, sees_all: bool) -> tuple[str, ...]:
    """What to know of a whole answer, in sentences; how many of all children is told to those who see every child."""
    said = [care.before_the_first(in_words(first_day))] if first_day else []
    grown_up, left = (counts.get(name, 0) if sees_all else 0 for name in ("grown_up", "taken_to_have_left"))
    if grown_up:
        said.append(
            f"{_children(grown_up)} 18 or older but still in care by the return. In law care ends at 18: "
            "somebody should look before it is used."
        )
    if left:
        said.append(
            f"{_children(left)} taken to have left care and not in this answer, because a later return does not name "
            "them. No return says that they left."
        )
    return tuple(said)


def _children(count: int) -> str:
    return "1 child is" if count == 1 else f"{count:,} children are"


def list_page(
    run: Any, rows: list[Any], *, totals: Totals, page: int, query: dict[str, str], said: tuple[str, ...] = ()
) -> ListPage:
    """The page object of the list: figures of the children this person may see; ``said`` are cautions."""
    return ListPage(
        on=run.on,
        rules=run.rules,
        sentence=could_be_offered(totals.could, totals.to_check),
        stale=stale_answers(totals.stale),
        as_at=in_words(run.as_at) if run.as_at else "",
        cautions=said,
        could=totals.could,
        to_check=totals.to_check,
        never_asked=totals.never_asked,
        rows=[result_row(row, address) for row, address in zip(rows, _addresses(run, rows), strict=True)],
        total=totals.rows,
        shown=which_rows(page, totals.rows),
        pagination=pagination(page, totals.rows, query),
        is_current=run.is_current,
    )


def _addresses(run: Any, rows: list[Any]) -> list[str]:
    """Where each child's "why" is. Looked up once for all: a look-up for each row took a tenth of the page's time."""
    start, end = reverse("children:why", args=[NOBODY]).split(str(NOBODY))
    return [f"{start}{row.child_id}{end}{which_answer(run)}" for row in rows]


@dataclass(frozen=True)
class ReachPage:
    """Who is reached and who is not."""

    on: dt.date
    sentence: str
    stale: str
    groups: list[tuple[str, list[Reach], list[Bar]]]


def reach_page(run: Any, reach: list[Reach], totals: Totals) -> ReachPage:
    """The groups in order, each with its rows and its bars: the share asked of those who could be offered it."""
    groups: dict[str, list[Reach]] = {}
    for row in reach:
        groups.setdefault(row.group, []).append(row)
    return ReachPage(
        run.on,
        could_be_offered(totals.could, totals.to_check),
        # every child stands in one area
        stale_of_all(totals.stale, sum(row.stale for row in groups.get("Area", ()))),
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
