"""Local facts: what no return holds (the plan, above all), with source, author and date."""

import csv
import functools
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, TypeVar

from kith.domain import returns, terms, traces

COLUMNS = ("council", "child", "fact", "value", "from", "source", "author")
"""The columns of a facts file; council may be missing, source and author should not be."""

_NEEDED = ("child", "fact", "value", "from")
DATES = frozenset({terms.FactName.CARE_START, terms.FactName.NEXT_REVIEW, terms.FactName.DATE_OF_BIRTH})
LONGEST = {
    terms.FactName.PREFERRED_NAME: 80,
    terms.FactName.AREA: 60,
    terms.FactName.LANGUAGE: 60,
}
"""Facts that stand in a place of their own, and how many characters it takes."""
LONGEST_VALUE, LONGEST_ORIGIN = 400, 120
# What people write where a child has no disability, or where nobody knows.
_NOT_DISABLED = frozenset({"no", "none", "n", "false", "0", "not disabled", "no disability"})
_NOT_KNOWN = frozenset({"unknown", "not known", "not sure", "?"})
_FACTS = {fact.value: fact for fact in terms.FactName}
_PLANS = ", ".join(terms.PlanValue)
_Made = TypeVar("_Made")
_HIDDEN = "yes"
# So much of what is wrong is shown in an error.
SHOWN = 40
_BRITISH = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


class FactNotReadable(Exception):
    """A fact that cannot be kept as it stands; the message is a plain sentence."""


class FactsNotReadable(Exception):
    """A whole file of facts that cannot be used; the message is a plain sentence."""


class LocalFact(NamedTuple):
    """One dated statement about a child. `value` is a code for a plan, an ISO date for dates, else text.

    `line`: where it stands in a list; 0 for one that came another way.
    """

    council: str | None
    child: str
    fact: terms.FactName
    value: str
    from_: date
    source: str = ""
    author: str = ""
    line: int = 0

    @property
    def origin(self) -> str:
        """Who says so, from where and since when, for a sentence."""
        named = [part for part in (self.author, self.source) if part] or ["nobody named"]
        return ", ".join([*named, in_words(self.from_)])


class FactBook:
    """Local facts by child. The latest `from_` on or before a date counts; a later one is not known yet."""

    def __init__(self, facts: Iterable[LocalFact] = ()) -> None:
        self._by_child: dict[tuple[str | None, str], list[LocalFact]] = defaultdict(list)
        for fact in facts:
            self._by_child[fact.council, fact.child].append(fact)

    def among(self, councils: set[str | None]) -> "FactBook":
        """The same facts under the councils of the returns that were read.

        Where the returns are of one council, a fact without a council is about its children; where they name no
        council and the facts name only one, that one is meant. In all other cases nothing is guessed.
        """
        named = {council for council, _ in self._by_child if council is not None}
        if len(councils) != 1 or (None in councils and len(named) > 1):
            return self
        only = next(iter(councils))
        return FactBook(
            fact._replace(council=only) if only is None or fact.council is None else fact
            for facts in self._by_child.values()
            for fact in facts
        )

    def of(self, council: str | None, child: str) -> tuple[LocalFact, ...]:
        """Every fact about this child."""
        return tuple(self._by_child.get((council, child), ()))

    def unused(self, children: Iterable[tuple[str | None, str]]) -> list[tuple[str | None, str]]:
        """Keys in the facts that are no child of the returns, sorted."""
        return sorted(set(self._by_child) - set(children), key=lambda key: (key[0] or "", key[1]))


def latest(facts: Iterable[LocalFact], name: terms.FactName, on: date) -> tuple[LocalFact, ...]:
    """What counts on a date: one fact for each different value given from the latest day, sorted by value.

    More than one means that people contradict each other; nobody is believed silently.
    """
    dated = [fact for fact in facts if fact.fact is name and fact.from_ <= on]
    if not dated:
        return ()
    day = max(fact.from_ for fact in dated)
    by_value = {fact.value: fact for fact in sorted(dated, reverse=True) if fact.from_ == day}
    return tuple(by_value[value] for value in sorted(by_value))


def said_disabled(facts: Iterable[LocalFact], on: date) -> bool | None:
    """Whether people say that the child is disabled; None where nobody does, or they contradict each other."""
    said = [fact.value.strip(" .").casefold() for fact in latest(facts, terms.FactName.DISABILITY, on)]
    answers = {value not in _NOT_DISABLED for value in said if value not in _NOT_KNOWN}
    return answers.pop() if len(answers) == 1 else None


@dataclass(frozen=True, slots=True)
class FactsRead:
    """A facts file: what can be used, and what to look at. Rows with an error are left out."""

    facts: tuple[LocalFact, ...]
    findings: tuple[returns.Finding, ...]


def read_facts(source: returns.Source) -> FactsRead:
    """A facts file in CSV; each row that cannot be used is a finding with its line.

    Raises FactsNotReadable if the file is no table of facts at all.
    """
    facts: list[LocalFact] = []
    findings: list[returns.Finding] = []
    rows = _rows(source)
    try:
        header = _header(source.name, next(rows, (0, []))[1])
        for line, cells in rows:
            if any(cell.strip() for cell in cells):
                fact, finding = _read_row(source.name, line, cells=dict(zip_longest(header, cells)))
                facts += [fact] if fact else []
                findings += [finding] if finding else []
    except csv.Error as failure:
        raise FactsNotReadable(f"{source.name} is not a proper CSV file: {failure}.") from failure
    return FactsRead(tuple(facts), tuple(findings))


def clean_value(fact: terms.FactName, text: str) -> str:
    """The value as it is kept; raises FactNotReadable if this fact cannot have it."""
    text = text.strip()
    if not text:
        raise FactNotReadable("The value is empty.")
    _expect_room("value", text, LONGEST.get(fact, LONGEST_VALUE))
    if fact is terms.FactName.PLAN:
        if text.lower() not in set(terms.PlanValue):
            raise FactNotReadable(f"“{text[:SHOWN]}” is no plan. It must be one of: {_PLANS}.")
        return text.lower()
    return read_date(text).isoformat() if fact in DATES else no_way(text)


def no_way(text: str) -> str:
    """A text as it is; raises FactNotReadable where it says how to reach somebody, or where they live.

    Facts are copied into lists and answers, whose readers are many. Whoever's number it is, the answer is the same, so
    that nobody learns anything by trying (SAFEGUARDING 2).
    """
    if traces.is_a_way(text):
        raise FactNotReadable("Write no phone number, postcode or address here; they have a place beside the person.")
    return text


def _expect_room(name: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise FactNotReadable(f"The {name} has {len(text):,} characters and at most {longest} can be kept: shorten it.")
    if "\0" in text:
        raise FactNotReadable(f"The {name} holds a NUL character: type it again.")


def read_date(text: str) -> date:
    """A day written 2018-06-21 or 21/06/2018; raises FactNotReadable for anything else."""
    text = text.strip()
    british = _BRITISH.fullmatch(text)
    try:
        return date.fromisoformat("-".join(reversed(british.groups())) if british else text)
    except ValueError as failure:
        is_no_day = f"“{text[:SHOWN]}” is not a day that exists" if text else "The date is missing"
        raise FactNotReadable(f"{is_no_day}: write it as 2018-06-21 or 21/06/2018.") from failure


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def in_words(day: date) -> str:
    """A day as it is written in a sentence: 21 June 2018."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _header(name: str, cells: list[str]) -> list[str]:
    header = [cell.strip().lower() for cell in cells]
    if not set(_NEEDED) <= set(header) or len(set(header)) < len(header):
        raise FactsNotReadable(f"{name}: a facts file needs the columns {', '.join(COLUMNS)}, each once.")
    return header


def _rows(source: returns.Source) -> Iterator[tuple[int, list[str]]]:
    try:
        data = source.data.read_bytes() if isinstance(source.data, Path) else source.data
    except OSError as failure:
        raise FactsNotReadable(f"{source.name} cannot be opened.") from failure
    if b"\0" in data:
        raise FactsNotReadable(f"{source.name} is not a text file.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    for cells in reader:
        yield start, cells
        start = reader.line_num + 1


_Cells = dict[str | None, str | None]


def _read_row(file: str, line: int, *, cells: _Cells) -> tuple[LocalFact | None, returns.Finding | None]:
    try:
        fact = _fact(cells)._replace(line=line)
    except FactNotReadable as failure:
        return None, _finding(file, line, text=str(failure))
    if fact.source and fact.author:
        return fact, None
    text = "This fact has no source or no author: it is used, but nobody can ask who says so."
    return fact, _finding(file, line, text=text, fact=fact)


def _fact(cells: _Cells) -> LocalFact:
    if None in cells or None in cells.values():
        raise FactNotReadable("This row does not have as many cells as the first row.")
    row = {str(name): (cell or "").strip() for name, cell in cells.items()}
    wrong: list[str] = []
    fact = _FACTS.get(row["fact"].lower())
    if not row["child"]:
        wrong.append("The child is missing.")
    if fact is None:
        wrong.append(f"There is no fact of this name. There are: {', '.join(_FACTS)}.")
    origins = {name: _try(wrong, functools.partial(_origin, name, row.get(name, ""))) for name in ("source", "author")}
    value = _try(wrong, functools.partial(_listed_value, fact, row["value"])) if fact else None
    from_ = _try(wrong, functools.partial(read_date, row["from"]))
    if fact is None or value is None or from_ is None or wrong:
        raise FactNotReadable(" ".join(dict.fromkeys(wrong)))
    return LocalFact(
        row.get("council") or None, row["child"], fact, value, from_, origins["source"] or "", origins["author"] or ""
    )


def _listed_value(fact: terms.FactName, text: str) -> str:
    """The value as a list may give it. One stale row must never show again where a child lives."""
    value = clean_value(fact, text)
    if fact is not terms.FactName.LOCATION_RESTRICTED:
        return value
    if value.casefold() != _HIDDEN:
        raise FactNotReadable("A list can only say yes here. What ends it is said on the child's own page.")
    return _HIDDEN


def _try(wrong: list[str], make: Callable[[], _Made]) -> _Made | None:
    """What is made; where it cannot be, what is wrong is added, so that all of a row is told at once."""
    try:
        return make()
    except FactNotReadable as failure:
        wrong.append(str(failure))
        return None


def _origin(name: str, text: str) -> str:
    _expect_room(name, text, LONGEST_ORIGIN)
    return no_way(text)


def _finding(file: str, line: int, *, text: str, fact: LocalFact | None = None) -> returns.Finding:
    if fact is None:
        return returns.Finding(file, line, None, None, None, "fact-not-readable", returns.Severity.ERROR, text)
    severity, rule = returns.Severity.WARNING, "fact-without-origin"
    return returns.Finding(file, line, None, None, fact.child, rule, severity, text, fact.council)
