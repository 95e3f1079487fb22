"""Reads a family from JSON (the contract of `kith draw`), with the line of everything that is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from kith.domain.network import checking, when
from kith.domain.network.graph import (
    Family,
    Household,
    Parentage,
    Person,
    Problem,
    Says,
    Status,
    Stay,
    Tie,
    Union,
)
from kith.domain.network.located import FamilyNotReadable, Located, decode
from kith.domain.network.when import When
from kith.domain.network.words import (
    Being,
    Flow,
    Gender,
    ParentageKind,
    Quality,
    Ring,
    Sector,
    TieKind,
    Touch,
    UnionStatus,
)
from kith.domain.terms import Certainty, FactSource, Term

T = TypeVar("T", bound=Term)

# Other words that files use for the same thing.
_OTHER_WORDS: Mapping[str, str] = {
    "male": "m man boy",
    "female": "f woman girl",
    "non_binary": "x nonbinary",
    "unknown": "u",
    "birth": "biological natural",
    "adoptive": "adopted adoption",
    "foster": "fostered",
    "kin_carer": "kin kinship",
    "married": "marriage m.",
    "together": "partner partners cohabiting living_together lt",
    "brief": "affair short",
    "divorced": "divorce",
    "separated": "separation",
    "widowed": "death",
    "sibling": "brother sister",
    "half_sibling": "half_brother half_sister",
    "step_sibling": "stepbrother stepsister step_brother step_sister",
    "adoptive_sibling": "adopted_brother adopted_sister",
    "twin": "twins",
    "chosen_family": "chosen",
    "worker": "professional",
    "school": "teacher",
    "faith": "church",
    "cut_off": "cutoff",
    "close": "strong",
    "very_close": "fused",
    "distant": "tenuous",
    "hostile": "conflict",
    "abusive": "abuse",
    "caring": "caretaker",
}
_ALIASES = {other: word for word, others in _OTHER_WORDS.items() for other in others.split()}


def from_json(text: str) -> tuple[Family, list[Problem]]:
    """A checked family and what is wrong in it; raises FamilyNotReadable where nothing can be read.

    Shape: CONTRACTS.md, `kith draw`; further keys are those of the dataclasses in `graph`.
    """
    document = decode(text)
    if not isinstance(document, Located):
        raise FamilyNotReadable("The file holds no JSON object with people.", 1)
    if not isinstance(document.get("people", []), list):
        raise FamilyNotReadable('"people" is no list.', document.line)
    reader = _Reader()
    family = Family(
        people=tuple(reader.each(document, "people", reader.person)),
        unions=tuple(reader.each(document, "unions", reader.union)),
        parentage=tuple(reader.each(document, "parentage", reader.parentage)),
        ties=tuple(reader.each(document, "ties", reader.tie)),
        households=tuple(reader.each(document, "households", reader.household)),
        focus=reader.id(document, "focus"),
    )
    checked, more = checking.check(family)
    return checked, [*reader.problems, *more]


Row = TypeVar("Row")


class _Reader:
    """Reads rows; a value that makes no sense becomes a problem and counts as not known."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def say(self, row: Located, text: str) -> None:
        self.problems.append(Problem(text, row.line))

    def each(self, document: Located, key: str, build: Callable[[Located], Row]) -> Iterator[Row]:
        rows = document.get(key) or []
        if not isinstance(rows, list):
            self.say(document, f'"{key}" is no list and is left out.')
            return
        for row in rows:
            if isinstance(row, Located):
                yield build(row)
            else:
                self.say(document, f'"{key}" holds something that is no object: {str(row)[:40]}')

    def person(self, row: Located) -> Person:
        died = row.get("died")
        return Person(
            id=self.id(row, "id") or "",
            name=self.text(row, "name"),
            gender=self.term(row, "gender", Gender, Gender.UNKNOWN),
            born=self.date(row, "born"),
            died=None if isinstance(died, bool) else self.date(row, "died"),
            is_dead=died is True or row.get("is_dead") is True,
            being=self.term(row, "being", Being, Being.PERSON),
            hint=self.text(row, "hint"),
            called=self.text(row, "called"),
            professional=row.get("professional") is True,
            marks=self.texts(row, "marks"),
            says=self.says(row),
            line=row.line,
        )

    def union(self, row: Located) -> Union:
        return Union(
            id=self.id(row, "id") or "",
            partners=self.texts(row, "partners"),
            history=tuple(self.history(row)),
            says=self.says(row),
            line=row.line,
        )

    def history(self, row: Located) -> Iterator[Status]:
        """The kind with its beginning, then how it ended: a word, a date, or true."""
        yield Status(self.term(row, "kind", UnionStatus, UnionStatus.UNKNOWN), self.date(row, "from"))
        yield from self.each(row, "history", self.status)
        ended, end = row.get("ended"), self.date(row, "to")
        if ended is True:
            yield Status(UnionStatus.ENDED, end)
        elif isinstance(ended, str) and ended and ended[0].isdigit():
            yield Status(UnionStatus.ENDED, self.date(row, "ended"))
        elif ended:
            yield Status(self.term(row, "ended", UnionStatus, UnionStatus.ENDED), end)
        elif end:
            yield Status(UnionStatus.ENDED, end)

    def status(self, row: Located) -> Status:
        return Status(self.term(row, "kind", UnionStatus, UnionStatus.UNKNOWN), self.date(row, "from"), self.says(row))

    def parentage(self, row: Located) -> Parentage:
        return Parentage(
            child=self.id(row, "child") or "",
            parents=self.texts(row, "parents"),
            kind=self.term(row, "kind", ParentageKind, ParentageKind.BIRTH),
            union=self.id(row, "union"),
            start=self.date(row, "from"),
            end=self.date(row, "to"),
            says=self.says(row),
            line=row.line,
        )

    def tie(self, row: Located) -> Tie:
        """A kind that is no word of ours is a quality, or is kept as it is said."""
        said = self.text(row, "kind")
        kind, quality = _find(said, TieKind), _find(said, Quality)
        return Tie(
            a=self.id(row, "a") or "",
            b=self.id(row, "b") or "",
            kind=kind or TieKind.OTHER,
            words=self.text(row, "words") or ("" if kind or quality else said),
            quality=self.maybe(row, "quality", Quality) or quality,
            flow=self.term(row, "flow", Flow, Flow.NONE),
            touch=self.term(row, "touch", Touch, Touch.UNKNOWN),
            ring=self.maybe(row, "ring", Ring),
            sector=self.maybe(row, "sector", Sector),
            supports=self.texts(row, "supports"),
            start=self.date(row, "from"),
            end=self.date(row, "to"),
            seen=self.date(row, "seen"),
            says=self.says(row),
            line=row.line,
        )

    def household(self, row: Located) -> Household:
        return Household(
            id=self.id(row, "id") or "",
            name=self.text(row, "name"),
            stays=tuple(self.stays(row)),
            start=self.date(row, "from"),
            end=self.date(row, "to"),
            is_placement=row.get("is_placement") is True,
            says=self.says(row),
            line=row.line,
        )

    def stays(self, row: Located) -> Iterator[Stay]:
        members = row.get("members") or []
        for member in members if isinstance(members, list) else []:
            if isinstance(member, Located):
                yield Stay(self.id(member, "id") or "", self.date(member, "from"), self.date(member, "to"))
            else:
                yield Stay(str(member))

    def says(self, row: Located) -> Says:
        return Says(
            certainty=self.term(row, "certainty", Certainty, Certainty.CERTAIN),
            source=self.maybe(row, "source", FactSource),
            sensitive=row.get("sensitive") is True,
            withheld=row.get("withheld") is True,
        )

    # One value

    def id(self, row: Located, key: str) -> str | None:
        value = row.get(key)
        if value is None or value == "":
            return None
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
        self.say(row, f'"{key}" is no id: {str(value)[:40]}')
        return None

    def text(self, row: Located, key: str) -> str:
        value = row.get(key)
        if value is None:
            return ""
        if isinstance(value, str):
            return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())
        self.say(row, f'"{key}" is no text: {str(value)[:40]}')
        return ""

    def texts(self, row: Located, key: str) -> tuple[str, ...]:
        """A list of words or ids; an empty place (an unknown partner) is passed over."""
        value = row.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.say(row, f'"{key}" is no list: {str(value)[:40]}')
            return ()
        return tuple(str(item) for item in value if item is not None and item != "")

    def date(self, row: Located, key: str) -> When | None:
        value = row.get(key)
        if value is None or value == "":
            return None
        try:
            return when.parse(str(value))
        except when.DateNotReadable as failure:
            self.say(row, f'"{key}": {failure}')
            return None

    def term(self, row: Located, key: str, words: type[T], otherwise: T) -> T:
        return self.maybe(row, key, words) or otherwise

    def maybe(self, row: Located, key: str, words: type[T]) -> T | None:
        said = row.get(key)
        if said is None or said == "":
            return None
        found = _find(str(said), words)
        if found is None:
            known = ", ".join(word.value for word in words)
            self.say(row, f'"{key}" is "{str(said)[:40]}"; the words are {known}.')
        return found


def _find(said: str, words: type[T]) -> T | None:
    plain = said.strip().lower().replace(" ", "_").replace("-", "_")
    for candidate in (plain, _ALIASES.get(plain, plain)):
        if candidate in {word.value for word in words}:
            return words(candidate)
    return None
