"""Reading one authority's inputs to the projection, and saying plainly what is wrong with them."""

from __future__ import annotations

import dataclasses
import datetime
import decimal
import difflib
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Any

from kith.domain.demand import shares

# No authority, nor the country, counts more children or conferences; beyond it lies only a slip of the hand.
LARGEST_COUNT = 100_000_000
SHORTEST_PROGRAMME_YEARS, LONGEST_PROGRAMME_YEARS = decimal.Decimal("0.1"), 100
MOST_DECIMALS = 6
LARGEST_FILE_BYTES = 1_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Inputs:
    """What one authority knew on one day. Children unless said otherwise; `programme_years` in years."""

    name: str
    as_at: datetime.date
    in_care: int
    eligible_stock: int
    identified: int
    confirmed: int
    withdrawn_by_sw: shares.Share
    declined_by_child: shares.Share
    programme_start: datetime.date
    funding_end: datetime.date
    programme_years: decimal.Decimal
    funded_places: int
    conferences_per_year: int
    projection_printed: int | None = None
    source: str | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with the inputs: which entry, on which line if known, and what to do, in plain words."""

    key: str
    text: str
    line: int | None = None


class InputsRefused(ValueError):
    """The inputs cannot be worked with; `problems` says everything that is wrong, not only the first thing."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(problem.text for problem in problems))


def _text(value: object) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError('should be a few words in quotation marks, such as "Kent"')


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_COUNT:
        raise ValueError(f"should be a whole number from 0 to {LARGEST_COUNT:,}")
    return value


def _at_least_one(value: object) -> int:
    if _whole(value) == 0:
        raise ValueError("should be 1 or more")
    return _whole(value)


def _decimal(value: object) -> decimal.Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | decimal.Decimal):
        raise ValueError("should be a number")
    number = decimal.Decimal(str(value))
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError("should be a number")
    # Exact fractions of a number such as 1e-999999 would take for ever.
    if not -MOST_DECIMALS <= exponent <= MOST_DECIMALS:
        raise ValueError(f"should be a number written out, with at most {MOST_DECIMALS} decimals")
    return number


def _percentage(value: object) -> decimal.Decimal:
    number = _decimal(value)
    if not 0 <= number <= 100:
        raise ValueError("should be a percentage from 0 to 100")
    return number


def _years(value: object) -> decimal.Decimal:
    number = _decimal(value)
    if not SHORTEST_PROGRAMME_YEARS <= number <= LONGEST_PROGRAMME_YEARS:
        raise ValueError(f"should be a number of years from {SHORTEST_PROGRAMME_YEARS} to {LONGEST_PROGRAMME_YEARS}")
    return number


def _date(value: object) -> datetime.date:
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            pass
    elif isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    raise ValueError("should be a date written year-month-day, such as 2018-06-21")


@dataclasses.dataclass(frozen=True, slots=True)
class Field:
    """One entry of an inputs file: what it means in plain words, how it is read, and whether it may be left out."""

    meaning: str
    read: Callable[[object], object]
    required: bool = True


FIELDS: Mapping[str, Field] = {
    "name": Field("the authority's name", _text),
    "as_at": Field("the day on which the figures were true", _date),
    "in_care": Field("children in care on that day", _at_least_one),
    "eligible_stock": Field("children who meet the rules at any one time", _whole),
    "identified": Field("children put forward so far", _at_least_one),
    "confirmed": Field("referrals confirmed or active", _whole),
    "withdrawn_by_sw_pct": Field("of those put forward, the percentage withdrawn by the worker", _percentage, False),
    "declined_by_child_pct": Field("of those put forward, the percentage who declined", _percentage, False),
    "withdrawn_by_sw": Field("of those put forward, the number withdrawn by the worker", _whole, False),
    "declined_by_child": Field("of those put forward, the number who declined", _whole, False),
    "programme_start": Field("the day the programme started", _date),
    "funding_end": Field("the day the funding ends", _date),
    "programme_years": Field("how many years the programme runs", _years),
    "funded_places": Field("places paid for over the whole programme", _whole),
    "conferences_per_year": Field("conferences the service can hold in a year", _at_least_one),
    "projection_printed": Field("the projection that the paper prints", _whole, False),
    "source": Field("where the figures were published", _text, False),
}


def read_inputs(data: bytes) -> Inputs:
    """Read an inputs file (TOML, one entry a line).

    Raises InputsRefused with every problem found, each with its line where it has one.
    """
    if len(data) > LARGEST_FILE_BYTES:
        raise InputsRefused([Problem("", f"the file is larger than {LARGEST_FILE_BYTES:,} bytes; not an inputs file")])
    try:
        text = data.decode("utf-8-sig")
        values = tomllib.loads(text, parse_float=exact_decimal)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputsRefused([Problem("", "the file is not UTF-8 text", line)]) from error
    except (ValueError, RecursionError) as error:
        raise InputsRefused([Problem("", f"the file cannot be read as TOML: {error}")]) from error
    try:
        return inputs_from_values(values)
    except InputsRefused as refused:
        raise InputsRefused([_located(problem, text) for problem in refused.problems]) from refused


def inputs_from_values(values: Mapping[str, object]) -> Inputs:
    """Check the entries of an inputs file, or of a form with the same names.

    Raises InputsRefused with every problem found.
    """
    problems = _unknown_and_missing(values)
    read: dict[str, Any] = {}
    for key, value in values.items():
        if key in FIELDS:
            try:
                read[key] = FIELDS[key].read(value)
            except ValueError as error:
                problems.append(Problem(key, f"{key} ({FIELDS[key].meaning}) {error}"))
    if problems:
        raise InputsRefused(problems)
    for part in ("withdrawn_by_sw", "declined_by_child"):
        try:
            read[part] = _share(read, part)
        except ValueError as error:
            problems.append(Problem(part, str(error)))
        read.pop(f"{part}_pct", None)
    if problems:
        raise InputsRefused(problems)
    inputs = Inputs(**read)
    _refuse_more_than_everyone(inputs)
    return inputs


def exact_decimal(text: str) -> decimal.Decimal:
    """A TOML number with its printed decimals kept, so that 14.0 and 14 stay different percentages."""
    return decimal.Decimal(text)


def _unknown_and_missing(values: Mapping[str, object]) -> list[Problem]:
    problems = []
    for key in values:
        if key not in FIELDS:
            near = difflib.get_close_matches(key, FIELDS, n=1)
            hint = f"; did you mean {near[0]}?" if near else f"; known are {', '.join(FIELDS)}"
            problems.append(Problem(key, f"{key} is not an entry of an inputs file{hint}"))
    for key, field in FIELDS.items():
        if field.required and key not in values:
            problems.append(Problem(key, f"{key} is missing ({field.meaning})"))
    for part in ("withdrawn_by_sw", "declined_by_child"):
        if part not in values and f"{part}_pct" not in values:
            meaning = FIELDS[part].meaning
            problems.append(Problem(part, f"{part} or {part}_pct is missing ({meaning}, or its percentage)"))
    return problems


def _share(read: Mapping[str, Any], part: str) -> shares.Share:
    pct: Any = read.get(f"{part}_pct")
    whole, count = read["identified"], read.get(part)
    if count is None:
        return shares.share_from_pct(whole, printed_pct=pct)
    if count > whole:
        raise ValueError(f"{part} is {count:,}, more than the {whole:,} put forward (identified)")
    if pct is not None and count not in shares.counts_that_print_as(pct, whole):
        raise ValueError(f"{part} is {count:,} of {whole:,}, which does not round to {part}_pct = {pct}; give one")
    return shares.share_from_count(whole, count=count, printed_pct=pct)


def _refuse_more_than_everyone(inputs: Inputs) -> None:
    withdrawn, declined = inputs.withdrawn_by_sw, inputs.declined_by_child
    everyone = f"more than the {inputs.identified:,} put forward (identified)"
    if withdrawn.count is not None and declined.count is not None:
        too_many = withdrawn.count + declined.count > inputs.identified
    else:
        too_many = withdrawn.points + declined.points > 100
    if too_many:
        raise InputsRefused([Problem("declined_by_child", f"withdrawn and declined together are {everyone}")])


def _located(problem: Problem, text: str) -> Problem:
    """The problem with the line of its entry; a share may stand as a count or as a percentage."""
    for key in (problem.key, f"{problem.key}_pct"):
        found = re.search(rf"^[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*=", text, flags=re.MULTILINE)
        if problem.key and found:
            return dataclasses.replace(problem, line=text.count("\n", 0, found.start()) + 1)
    return problem
