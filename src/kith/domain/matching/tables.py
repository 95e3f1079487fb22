"""Reading people from a CSV table: which column is what, every mistake with its place, nothing guessed from a value."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kith.domain.matching import births
from kith.domain.matching.model import Born, Person
from kith.domain.names import Name
from kith.domain.returns import text as texts

# What a column can be, and the headings by which it is known where nobody says, without case, spaces and signs.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "recid", "recordid", "personid", "uniqueid", "ref", "reference", "number", "key"),
    "first": (
        "first",
        "firstname",
        "firstnames",
        "givenname",
        "givennames",
        "forename",
        "forenames",
        "name",
        "fullname",
    ),
    "last": ("last", "lastname", "familyname", "surname", "secondname"),
    "dob": ("dob", "dateofbirth", "birthdate", "born", "bornon", "birthday"),
    "place": ("place", "town", "city", "suburb", "locality", "area"),
    "postcode": ("postcode", "postalcode", "zip", "zipcode"),
    "email": ("email", "emailaddress", "mail"),
    "phone": ("phone", "phonenumber", "telephone", "tel", "mobile", "mobilenumber", "phones"),
}
_NEEDED = ("first", "last")
_SEVERAL = str.maketrans({";": "\n", "|": "\n"})


class Problem(NamedTuple):
    """Something wrong with a table. `line` is the physical line (1-based), 0 for the file; `text` a plain sentence."""

    line: int
    column: str | None
    text: str


class TableRefused(ValueError):
    """A table that cannot be used at all; `problem` says why and where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Table:
    """People read from a table, in its order, which column was taken for what, and what was not understood."""

    persons: tuple[Person, ...]
    columns: Mapping[str, str]
    problems: tuple[Problem, ...]


def read(data: bytes, columns: Mapping[str, str] | None = None) -> Table:
    """People from the bytes of a CSV file: UTF-8, UTF-16 with its mark, or Windows-1252; comma, semicolon, tab or bar.

    `columns` names the heading of a part ("id", "first" ...); other parts are found by their usual headings, and a
    table needs an id and a name. Without a column for last names a first name is taken as the whole name, undivided.
    Raises TableRefused; rows with a wrong number of cells are left out and named.
    """
    try:
        text, _ = texts.decode(data)
    except texts.NotText as failure:
        raise TableRefused(Problem(0, None, f"This cannot be read: {failure}")) from failure
    line, heading = texts.first_line(text)
    if not line:
        raise TableRefused(Problem(0, None, "There is nothing in this file"))
    separator = max(texts.SEPARATORS, key=heading.count)
    cells = [cell.strip() for cell in texts.cells(heading.rstrip("\r\n"), separator)]
    places = _columns(cells, columns or {}, line)
    problems: list[Problem] = []
    persons = tuple(_persons(_rows(text, separator, line), places, cells, problems))
    named = {part: cells[places[part]] for part in HEADINGS if part in places}
    return Table(persons, named, tuple(sorted(problems, key=lambda problem: problem[:1])))


def headings(data: bytes) -> tuple[str, ...]:
    """The headings of a table, for a message; empty where there are none."""
    try:
        text, _ = texts.decode(data)
    except texts.NotText:
        return ()
    _, heading = texts.first_line(text)
    return tuple(cell.strip() for cell in texts.cells(heading.rstrip("\r\n"), max(texts.SEPARATORS, key=heading.count)))


def _rows(text: str, separator: str, after: int) -> Iterator[tuple[int, list[str]]]:
    try:
        for chunk in texts.chunks(text, separator, after):
            yield from zip(chunk.lines, chunk.rows, strict=True)
    except texts.UnclosedQuote as failure:
        raise TableRefused(Problem(failure.line, None, "A quotation mark opened here is never closed")) from failure


def _columns(cells: list[str], asked: Mapping[str, str], line: int) -> dict[str, int]:
    """The place of each part: as asked for, else by its usual headings."""
    found = {part: _asked(cells, name, line) for part, name in asked.items()}
    usual = [_simple(cell) for cell in cells]
    for part, names in HEADINGS.items():
        at = next((usual.index(name) for name in names if name in usual), None)
        if part not in found and at is not None and at not in found.values():
            found[part] = at
    if "id" not in found:
        raise TableRefused(
            Problem(line, None, f"No column is known for the id; say which with --id. {_there_are(cells)}")
        )
    if not any(part in found for part in _NEEDED):
        raise TableRefused(
            Problem(line, None, f"No column is known for a name; say which with --first or --last. {_there_are(cells)}")
        )
    return found


def _asked(cells: list[str], name: str, line: int) -> int:
    exact = [at for at, cell in enumerate(cells) if cell == name.strip()]
    alike = exact or [at for at, cell in enumerate(cells) if cell.casefold() == name.strip().casefold()]
    if not alike:
        raise TableRefused(Problem(line, name, f"There is no column {name}. {_there_are(cells)}"))
    if len(alike) > 1:
        raise TableRefused(Problem(line, name, f"More than one column is called {name}"))
    return alike[0]


def _there_are(cells: list[str]) -> str:
    return f"There are: {', '.join(cells)}"


def _simple(heading: str) -> str:
    return "".join(filter(str.isalnum, heading.casefold()))


def _persons(
    rows: Iterator[tuple[int, list[str]]], places: Mapping[str, int], heading: list[str], problems: list[Problem]
) -> Iterator[Person]:
    seen: dict[str, int] = {}
    for line, cells in rows:
        if len(cells) != len(heading):
            text = f"{len(cells)} cells where the heading has {len(heading)}; this row is left out"
            problems.append(Problem(line, None, text))
            continue
        values = {part: cells[at].strip() for part, at in places.items()}
        number = values["id"]
        if not number or number in seen:
            said = f"{number} is already the id of line {seen[number]}" if number else "there is no id"
            raise TableRefused(Problem(line, heading[places["id"]], f"Every row needs an id of its own: {said}"))
        seen[number] = line
        born = _born(values.get("dob", ""), line, heading[places.get("dob", 0)], problems)
        yield _person(number, values, born, divided="last" in places)


def _born(text: str, line: int, column: str, problems: list[Problem]) -> Born | None:
    if not text:
        return None
    try:
        return births.parse(text)
    except births.NotABirth as failure:
        problems.append(Problem(line, column, f"{failure}; taken as not known"))
        return None


def _person(number: str, values: Mapping[str, str], born: Born | None, *, divided: bool) -> Person:
    first, last = values.get("first", ""), values.get("last", "")
    name = None
    if first or last:
        name = Name(given=first, family=last) if divided else Name(whole=first)
    return Person(
        number,
        (name,) if name else (),
        born,
        place=values.get("place", ""),
        postcode=values.get("postcode", ""),
        phones=_several(values.get("phone", "")),
        emails=_several(values.get("email", "")),
    )


def _several(text: str) -> tuple[str, ...]:
    """One cell may hold several, parted by semicolons or bars."""
    return tuple(part.strip() for part in text.translate(_SEVERAL).split("\n") if part.strip())
