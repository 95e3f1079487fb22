"""Page objects: why one child could be offered this, or not; what other rules say; a child without an answer."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kith.children.presenters.eligibility import TAGS, which_answer
from kith.children.queries.eligibility import BIRTH, Behind
from kith.domain import care
from kith.domain.eligibility import Kind, RuleSet, in_words
from kith.domain.returns import Table, annexa, codes
from kith.domain.returns.tables import LISTS
from kith.domain.terms import Answer, FactName, Role, WhoCanAnswer
from kith.returns import queries as return_queries
from kith.ui.templatetags import kith_ui

# When it was true, under which rules, the answer, and the address's query that leads to it.
Earlier = tuple[dt.date, str, str, str]
# The names of those around a child who can answer a missing fact.
Team = Mapping[WhoCanAnswer, str]
STATES = {"met": "yes", "not_met": "no", "unknown": "check"}


@dataclass(frozen=True)
class MissingFact:
    """A fact nobody has said yet, who can answer, and whether a corrected return should bring it."""

    name: str
    label: str
    who: str
    is_of_the_return: bool
    is_named_above: bool = False


@dataclass(frozen=True)
class Cell:
    """One value of a row under the return's own name for it, and what a code stands for."""

    name: str
    value: str
    meaning: str


@dataclass(frozen=True)
class RowBehind:
    """A row of the return: where it stands, and its values as sent. No values where its import was taken back."""

    place: str
    cells: list[Cell]


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of the "why" page."""

    says: str
    why: str
    state: str
    missing: list[MissingFact]
    rows: list[RowBehind]


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
    which: str
    as_at: str
    before: str
    last_seen: str
    earlier: list[Earlier]


def criterion_lines(
    rules: RuleSet, criteria: list[dict[str, Any]], behind: Behind, team: Team, answer: Answer
) -> list[CriterionLine]:
    """Each criterion as one plain sentence with the rows behind it; a fact is asked for where it changes the answer."""
    is_open = answer is Answer.CANNOT_TELL
    says = {criterion.id: criterion.says for criterion in rules.criteria}
    aged = {criterion.id for criterion in rules.criteria if criterion.kind is Kind.AGE}
    named: set[str] = set()
    lines = []
    for one in criteria:
        missing = [_missing(row, named, team) for row in one["missing"]] if is_open else []
        named |= {fact.name for fact in missing}
        lines.append(
            CriterionLine(
                says=says.get(one["id"], one["id"]),
                why=one["why"],
                state=STATES[one["answer"]],
                missing=missing,
                rows=[shown for row in one["rows"] for shown in _rows_behind(row, behind)]
                or (_sent_rows(behind.get(BIRTH, [])) if one["id"] in aged else []),
            )
        )
    return lines


def _missing(row: dict[str, str], named: set[str], team: Team) -> MissingFact:
    fact, who = FactName(row["fact"]), WhoCanAnswer(row["who"])
    is_of_the_return = fact is FactName.DATE_OF_BIRTH
    names = team.get(who, "")
    label = f"{names} ({who.label[0].lower()}{who.label[1:]})" if names else who.label
    return MissingFact(fact.value, fact.label.lower(), label, is_of_the_return, fact.value in named)


def _rows_behind(row: dict[str, Any], behind: Behind) -> list[RowBehind]:
    sent = behind.get((row["file"], row["line"], row.get("of")), [])
    return _sent_rows(sent) or [RowBehind(f"{row['file']}, line {row['line']}", [])]


def _sent_rows(sent: list[return_queries.SentRow]) -> list[RowBehind]:
    return [RowBehind(_place(one), [_cell(one.table, *cell) for cell in one.cells]) for one in sent]


def _place(row: return_queries.SentRow) -> str:
    line = "row" if row.table in LISTS else "line"
    return f"Import {row.place.batch}, {row.table} {row.place.year}, {line} {row.place.line}"


def _cell(table: str, name: str, value: str) -> Cell:
    meaning = codes.labels(Table(table), name).get(value.strip().upper(), "")
    return Cell(annexa.wording(table, name), value, meaning)


def team_of(result: Any) -> Team:
    """Who of a child's case team can answer what, by the names that come with an answer."""
    is_adviser = result.worker_role == Role.PERSONAL_ADVISER.value
    works = WhoCanAnswer.PERSONAL_ADVISER if is_adviser else WhoCanAnswer.SOCIAL_WORKER
    return {works: result.worker or "", WhoCanAnswer.REVIEWING_OFFICER: result.reviewer or ""}


def why_page(
    child: Any,
    result: Any,
    rules: RuleSet,
    behind: Behind,
    answers: list[Any],
    *,
    team: Team,
    first_day: dt.date | None = None,
) -> WhyPage:
    """The page object of "why". ``answers`` are all of the child's, this one among them.

    ``first_day``: the first that the returns cover, where the day asked about is earlier.
    """
    answer, run = Answer(result.answer), result.run
    return WhyPage(
        name=str(child),
        child_id=child.pk,
        on=run.on,
        rules=rules.title,
        source="; ".join(f"{source.text} ({kith_ui.day_in_words(source.dated)})" for source in rules.sources),
        answer=answer.label,
        tag=TAGS[answer],
        lines=criterion_lines(rules, result.criteria, behind, team, answer),
        soon=result.near_miss["text"] if result.near_miss else "",
        stale=result.stale,
        is_current=run.is_current,
        which=which_answer(run),
        as_at=in_words(run.as_at) if run.as_at else "",
        before=care.before_the_first(in_words(first_day)) if first_day else "",
        last_seen=in_words(child.last_seen_on) if child.last_seen_on else "",
        earlier=_earlier(answers),
    )


def _earlier(rows: list[Any]) -> list[Earlier]:
    """The newest answer for each day and rule set, newest first."""
    newest: dict[tuple[dt.date, str], Earlier] = {}
    for row in sorted(rows, key=lambda row: (row.run.made_at, row.run.is_current), reverse=True):
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


def no_answer_page(child: Any, run: Any, answers: list[Any]) -> NoAnswerPage:
    """The page object for a child the rules do not ask about."""
    seen = child.last_seen_on
    because = f"the last return that names them goes up to {in_words(seen)}." if seen else "no return names them."
    rules = run.rules if run else ""
    return NoAnswerPage(str(child), child.pk, run.on if run else None, rules, because, _earlier(answers))


@dataclass(frozen=True)
class OtherRulesPage:
    """What the other rule sets say of a child on the day of an answer: (rules, answer, its tag, what decides it)."""

    name: str
    child_id: Any
    on: dt.date
    rules: str
    answer: str
    which: str
    rows: list[tuple[str, str, str, str]]


def other_rules_page(child: Any, result: Any, rules: RuleSet, others: list[tuple[str, Answer, str]]) -> OtherRulesPage:
    """The page object of other rules. ``others``: title, answer, the sentence that decides it."""
    return OtherRulesPage(
        name=str(child),
        child_id=child.pk,
        on=result.run.on,
        rules=rules.title,
        answer=Answer(result.answer).label,
        which=which_answer(result.run),
        rows=[(title, answer.label, TAGS[answer], deciding) for title, answer, deciding in others],
    )
