"""Rule sets: who could be offered this, as dated data files with their sources."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

from kith.domain import terms


class RulesNotReadable(Exception):
    """The rules cannot be used; the message is a plain sentence."""


class Population(StrEnum):
    """Whom a rule set asks about."""

    IN_CARE = "in_care"
    CARE_LEAVERS = "care_leavers"


class Kind(StrEnum):
    """The kinds of criteria that a rule set may be made of."""

    AGE = "age"
    TIME_IN_CARE = "time_in_care"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: `dated` is as precise as the source is ("2017", "2018-06-21")."""

    text: str
    dated: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. Ages and times are whole years; which fields count depends on `kind`.

    AGE: `at_least` <= completed years < `under`. TIME_IN_CARE: the present, unbroken period of care is
    shorter than `under`. PLAN: the plan is known and none of `not_with`; `evidence` says that the return's
    own signs of adoption (a placement order, an adoptive home, a decision to place) settle the question.
    """

    id: str
    kind: Kind
    says: str
    source: str
    under: int = 0
    at_least: int = 0
    not_with: frozenset[terms.PlanValue] = frozenset()
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A dated rule set. `digest` (SHA-256 of `text`) names the exact version that a decision used."""

    id: str
    title: str
    says: str
    valid_from: date
    population: Population
    sources: tuple[Source, ...]
    criteria: tuple[Criterion, ...]
    notes: tuple[str, ...]
    text: str
    digest: str

    @property
    def ages(self) -> tuple[int, int]:
        """The ages this rule set is for: from (completed years) and under; (0, 0) where it has no age."""
        for criterion in self.criteria:
            if criterion.kind is Kind.AGE:
                return criterion.at_least, criterion.under
        return 0, 0


COUNTED = "this_period"
"""The one way time in care is counted: the present, unbroken period. A break starts it again."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")
_OLDEST = 120
_Choice = TypeVar("_Choice", bound=StrEnum)
_Built = TypeVar("_Built")


@cache
def rule_sets() -> tuple[RuleSet, ...]:
    """The rule sets that ship with the package, by the date from which they were used; read once: they never change."""
    folder = resources.files("kith.domain.eligibility") / "rules"
    texts = [entry.read_text("utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml")]
    shipped = [parse_rules(text) for text in texts]
    return tuple(sorted(shipped, key=lambda rules: (rules.valid_from, rules.id)))


def load_rules(name_or_path: str | Path) -> RuleSet:
    """A shipped rule set by its name, or any rule set by the path of its file."""
    name = str(name_or_path)
    shipped = resources.files("kith.domain.eligibility") / "rules" / f"{name}.toml"
    if _NAME.fullmatch(name) and shipped.is_file():
        return parse_rules(shipped.read_text("utf-8"))
    try:
        return parse_rules(Path(name).read_text("utf-8"))
    except UnicodeDecodeError as failure:
        raise RulesNotReadable(f"{name} cannot be read as text.") from failure
    except (OSError, ValueError) as failure:
        names = ", ".join(rules.id for rules in rule_sets())
        raise RulesNotReadable(f"There are no rules called {name}. There are: {names}; or give a file.") from failure
    except RulesNotReadable as failure:
        raise RulesNotReadable(f"{name}: {failure}") from failure


def parse_rules(text: str) -> RuleSet:
    """A rule set from the text of its data file; raises RulesNotReadable saying what is wrong."""
    try:
        data = tomllib.loads(text)
    except ValueError as failure:
        raise RulesNotReadable(f"this is not valid TOML: {failure}") from failure
    except RecursionError as failure:
        raise RulesNotReadable("this is not valid TOML: brackets inside brackets without end") from failure
    _no_strangers(data, _TOP, "the file")
    criteria = tuple(_each(data, "criteria", _criterion, text))
    population = _one_of(Population, data, "population")
    _fit_together(criteria, population)
    return RuleSet(
        id=_text(data, "id", _NAME),
        title=_text(data, "title"),
        says=_text(data, "says"),
        valid_from=_date(data, "valid_from"),
        population=population,
        sources=tuple(_each(data, "sources", _source, text)),
        criteria=criteria,
        notes=_notes(data),
        text=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _fit_together(criteria: tuple[Criterion, ...], population: Population) -> None:
    if len({criterion.id for criterion in criteria}) < len(criteria):
        raise RulesNotReadable("each criterion needs its own id")
    kinds = [criterion.kind for criterion in criteria]
    if population is Population.CARE_LEAVERS and (Kind.AGE not in kinds or Kind.TIME_IN_CARE in kinds):
        raise RulesNotReadable("rules for care leavers need an age and cannot ask for the time in care")


_TOP = {"id", "title", "says", "valid_from", "population", "notes", "sources", "criteria"}
_EVERY_CRITERION = {"id", "kind", "says", "source"}


def _source(entry: Mapping[str, Any]) -> Source:
    _no_strangers(entry, {"text", "dated"}, "a source")
    return Source(text=_text(entry, "text"), dated=_text(entry, "dated"))


def _criterion(entry: Mapping[str, Any]) -> Criterion:
    kind = _one_of(Kind, entry, "kind")
    allowed, build = _KINDS[kind]
    _no_strangers(entry, _EVERY_CRITERION | allowed, f'criterion "{entry.get("id", "")}"')
    return build(entry)


def _age(entry: Mapping[str, Any]) -> Criterion:
    under, at_least = _years(entry, "under"), _years(entry, "at_least", 0)
    if at_least >= under:
        raise RulesNotReadable(f"at_least ({at_least}) must be lower than under ({under})")
    return Criterion(**_common(entry), under=under, at_least=at_least)


def _time_in_care(entry: Mapping[str, Any]) -> Criterion:
    if entry.get("counted") != COUNTED:
        raise RulesNotReadable(f'time in care is counted as "{COUNTED}" only: write counted = "{COUNTED}"')
    return Criterion(**_common(entry), under=_years(entry, "under"))


def _plan(entry: Mapping[str, Any]) -> Criterion:
    named, values = entry.get("not_with"), {value.value: value for value in terms.PlanValue}
    if not isinstance(named, list) or not named or not set(map(str, named)) <= set(values):
        raise RulesNotReadable(f"not_with must list one or more of: {', '.join(values)}")
    evidence = entry.get("evidence", "") == "adoption"
    if "evidence" in entry and not evidence:
        raise RulesNotReadable('evidence can only be "adoption"')
    return Criterion(**_common(entry), not_with=frozenset(values[name] for name in named), evidence=evidence)


_KINDS: dict[Kind, tuple[set[str], Callable[[Mapping[str, Any]], Criterion]]] = {
    Kind.AGE: ({"under", "at_least"}, _age),
    Kind.TIME_IN_CARE: ({"under", "counted"}, _time_in_care),
    Kind.PLAN: ({"not_with", "evidence"}, _plan),
}


def _common(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": _text(entry, "id", _ID),
        "kind": _one_of(Kind, entry, "kind"),
        "says": _text(entry, "says"),
        "source": _text(entry, "source"),
    }


def _no_strangers(entry: Mapping[str, Any], allowed: set[str], where: str) -> None:
    strange = sorted(set(entry) - allowed)
    if strange:
        raise RulesNotReadable(f"{where} has a key that no rule knows: {', '.join(strange)}")


def _each(
    data: Mapping[str, Any], key: str, build: Callable[[Mapping[str, Any]], _Built], text: str
) -> Iterator[_Built]:
    """Build each table of a kind; what is wrong is said with the table's number, its name and the line it starts on."""
    for number, entry in enumerate(_tables(data, key), start=1):
        try:
            yield build(entry)
        except RulesNotReadable as failure:
            where = f"[[{key}]] number {number}{_named(entry)}{_starts_on(text, key, number)}"
            raise RulesNotReadable(f"{where}: {failure}") from failure


def _named(entry: Mapping[str, Any]) -> str:
    return f' ("{entry["id"][:60]}")' if isinstance(entry.get("id"), str) else ""


def _starts_on(text: str, key: str, number: int) -> str:
    """The line on which a table starts, where it stands under a heading of its own."""
    heading = re.compile(rf"\s*\[\[\s*{key}\s*\]\]")
    lines = [at for at, line in enumerate(text.splitlines(), start=1) if heading.match(line)]
    return f", which starts on line {lines[number - 1]}" if number <= len(lines) else ""


def _tables(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    tables = data.get(key)
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise RulesNotReadable(f"rules need at least one [[{key}]] table")
    return tables


def _text(data: Mapping[str, Any], key: str, pattern: re.Pattern[str] | None = None) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip() or (pattern and not pattern.fullmatch(value)):
        raise RulesNotReadable(f'"{key}" is missing, or is not a proper text')
    return value


def _notes(data: Mapping[str, Any]) -> tuple[str, ...]:
    notes = data.get("notes", [])
    if not isinstance(notes, list) or not all(isinstance(note, str) for note in notes):
        raise RulesNotReadable('"notes" must be a list of texts')
    return tuple(notes)


def _date(data: Mapping[str, Any], key: str) -> date:
    value = data.get(key)
    if type(value) is not date:
        raise RulesNotReadable(f'"{key}" must be a date written as 2018-06-21, without quotation marks')
    return value


def _years(data: Mapping[str, Any], key: str, default: int | None = None) -> int:
    value = data.get(key, default)
    if type(value) is not int or not 0 <= value <= _OLDEST or (value == 0 and default is None):
        raise RulesNotReadable(f'"{key}" must be a whole number of years')
    return value


def _one_of(kind: type[_Choice], data: Mapping[str, Any], key: str) -> _Choice:
    try:
        return kind(data.get(key, ""))
    except ValueError as failure:
        raise RulesNotReadable(f'"{key}" must be one of: {", ".join(kind)}') from failure
