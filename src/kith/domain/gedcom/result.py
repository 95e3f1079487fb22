"""What reading a family file gives: a family to look through, and all that must not be lost or shown by mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kith.domain.network import Family, Parentage, Person, Problem, Tie, Union, When
from kith.domain.terms import NameKind, ReachKind, Term


class RestrictionKind(Term):
    """What a file asks of whoever reads it (RESN). All of them narrow who may see; none is ever widened."""

    CONFIDENTIAL = "confidential", "Marked as confidential"
    LOCKED = "locked", "Marked as not to be changed"
    PRIVACY = "privacy", "Marked as private"


@dataclass(frozen=True, slots=True)
class Name:
    """One of a person's names: as one string, and in parts where there are any. `words` is what the file calls it."""

    kind: NameKind
    full: str
    given: str = ""
    family: str = ""
    prefix: str = ""
    suffix: str = ""
    language: str = ""
    words: str = ""
    is_restricted: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Details:
    """What a file says of one person beyond the drawing: every name, birth and death, also those that contradict.

    `sex` is the letter of the record, not the person's gender. `uid` is what names the record in every copy of it.
    """

    person: str
    names: tuple[Name, ...] = ()
    sex: str = ""
    births: tuple[When, ...] = ()
    deaths: tuple[When, ...] = ()
    uid: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """A place or a way to reach people, to be sealed by whoever imports it.

    `about` is the tag of the fact that it stands in (BIRT, RESI), empty if it stands with the person. A place of a dead
    person is given too: somebody else may live there. `is_restricted`: the file keeps it back, or the fact, or them.
    """

    people: tuple[str, ...]
    kind: ReachKind
    value: str
    about: str = ""
    is_of_living: bool = True
    is_restricted: bool = False
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Free words about people (or about a family: its partners). May hold anything: to be sealed."""

    people: tuple[str, ...]
    text: str
    about: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Restriction:
    """What the file keeps back. `of` is the id of a person or family; `part` the tag of one fact, empty for all."""

    of: str
    kind: RestrictionKind
    part: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or paper of people that the file names. It is never opened; `safe`: the path stays beside the file."""

    path: str
    people: tuple[str, ...]
    safe: bool
    line: int | None = None


class Unused(NamedTuple):
    """A tag that was met and not taken in, how often, and the first line of it."""

    tag: str
    times: int
    line: int


class Count(NamedTuple):
    """Where every record of a kind went: read = accepted + refused, always."""

    read: int
    accepted: int
    refused: int


@dataclass(frozen=True, slots=True)
class Import:
    """A whole file. `family` is checked and can be drawn; nothing of it is a child's network before a person's yes.

    `counts` has "people", "families", "ties" (ASSO), "links" (HUSB, WIFE, CHIL, FAMC, FAMS) and "other records".
    `unknown` are tags of no standard, `set_aside` those of the standard that Kith has no place for.
    """

    family: Family
    details: Mapping[str, Details]
    contacts: tuple[Contact, ...]
    notes: tuple[Note, ...]
    restrictions: tuple[Restriction, ...]
    media: tuple[Media, ...]
    unknown: tuple[Unused, ...]
    set_aside: tuple[Unused, ...]
    errors: tuple[Problem, ...]
    counts: Mapping[str, Count]
    version: str = ""
    encoding: str = ""

    @property
    def people(self) -> tuple[Person, ...]:
        """Every person, in the order of the file."""
        return self.family.people

    @property
    def unions(self) -> tuple[Union, ...]:
        """Every couple."""
        return self.family.unions

    @property
    def parentage(self) -> tuple[Parentage, ...]:
        """Who is whose child, and how."""
        return self.family.parentage

    @property
    def ties(self) -> tuple[Tie, ...]:
        """Every other tie."""
        return self.family.ties


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take in, so that none needs more than 512 MB of memory (the project's limit, November 2026).

    Bytes, lines and records of the family file; files, bytes and packing of a GEDZIP.
    """

    bytes: int = 25_000_000
    lines: int = 2_000_000
    records: int = 120_000
    entries: int = 1_000
    total_bytes: int = 200_000_000
    ratio: int = 100
