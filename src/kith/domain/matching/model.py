"""What is compared, and what comes out: persons as they were described, evidence, comparisons. Nothing merges them."""

import datetime
import functools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from kith.domain.matching import profiles
from kith.domain.names import Name
from kith.domain.terms import Term


class Band(Term):
    """How sure. A person decides in every case, also in the first."""

    VERY_LIKELY = "very likely", "Very likely the same person"
    LIKELY = "likely", "Likely the same person"
    POSSIBLE = "possible", "Possibly the same person"


class Field(Term):
    """What was compared; the label stands before the finding."""

    FIRST_NAME = "first_name", "First name"
    MIDDLE_NAME = "middle_name", "Middle name"
    FAMILY_NAME = "family_name", "Family name"
    ORDER = "order", "Order of names"
    BORN = "born", "Born"
    PLACE = "place", "Place"
    POSTCODE = "postcode", "Postcode"
    PHONE = "phone", "Phone"
    EMAIL = "email", "E-mail"
    RELATION = "relation", "Relation"
    GENDER = "gender", "Gender"
    AGAINST = "against", "Cannot both be"


@dataclass(frozen=True, slots=True)
class Born:
    """When a person was born, as far as it is known. `about` = the year may be this many years out (0 = it is not)."""

    year: int
    month: int | None = None
    day: int | None = None
    about: int = 0

    @classmethod
    def on(cls, date: datetime.date) -> "Born":
        """A full date."""
        return cls(date.year, date.month, date.day)

    @property
    def is_full(self) -> bool:
        """Whether day, month and year are all there."""
        return self.month is not None and self.day is not None

    @property
    def in_year(self) -> str:
        """The year, and whether it is only about that year."""
        return f"about {self.year}" if self.about else str(self.year)

    def __str__(self) -> str:
        if self.month is None:
            return self.in_year
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{self.year}-{self.month:02}{day}"


@dataclass(frozen=True, slots=True)
class Relation:
    """How somebody is related to a child, as recorded: the child's id and the relation in plain words."""

    child: str
    code: str


@dataclass(frozen=True)
class Person:
    """A person as one source describes them. Everything but `id` may be missing; text is as it was written.

    `gender` only as the person says. `present_with` holds the ids of those who were seen at one time in the same place,
    `not_same_as` the ids that somebody has decided are other people.
    """

    id: str
    names: tuple[Name, ...] = ()
    born: Born | None = None
    place: str = ""
    postcode: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    gender: str = ""
    died_on: datetime.date | None = None
    seen_on: datetime.date | None = None
    present_with: frozenset[str] = frozenset()
    not_same_as: frozenset[str] = frozenset()

    @functools.cached_property
    def profile(self) -> "profiles.Profile":
        """The forms in which this person is compared, worked out once."""
        return profiles.of(self.names, places=(self.place, self.postcode), reached_by=(self.phones, self.emails))

    @property
    def called(self) -> str:
        """The name to show: the first one, or a dash."""
        return profiles.shown(self.names[0].written) if self.names else "-"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One finding. `bits` against a stranger, `relative` against a relative of theirs; `said` is what was found in
    English, `strength` how strongly it speaks: "strongly for", "against", "says little"."""

    field: Field
    level: str
    bits: float
    relative: float
    said: str
    strength: str

    @property
    def words(self) -> str:
        """One line: "Born: the same day [strongly for]"."""
        return f"{self.said} [{self.strength}]"

    @property
    def sentence(self) -> str:
        """The same as a page says it: "Born: the same day. Speaks strongly for it."."""
        is_sided = self.strength.endswith(("for", "against"))
        return f"{self.said}. {f'Speaks {self.strength} it' if is_sided else self.strength.capitalize()}."


@dataclass(frozen=True, slots=True)
class Rival:
    """Somebody else who could be meant, and what would tell the two apart."""

    id: str
    called: str
    probability: float
    differs: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """What speaks for and against two descriptions being of one person.

    `probability` is 0 to 1 and holds for the register at hand; `band` is None below "possible". `settle` is the one
    fact that would help most. It is an opinion for a person to judge: nothing in Kith joins two records by it.
    """

    a: str
    b: str
    evidence: tuple[Evidence, ...]
    bits: float
    relative: float
    probability: float
    band: Band | None
    settle: str
    rivals: tuple[Rival, ...] = field(default=())

    @property
    def why(self) -> tuple[str, ...]:
        """The explanation, one sentence a finding, then the rivals, then what would settle it."""
        others = (f"Could also be {rival.called} ({rival.id}): {rival.differs}" for rival in self.rivals)
        return (*(finding.words for finding in self.evidence), *others, *((self.settle,) if self.settle else ()))

    def turned(self) -> "Comparison":
        """The same with b first."""
        return replace(self, a=self.b, b=self.a)


def ids(persons: Iterable[Person]) -> tuple[str, ...]:
    """The ids, in order."""
    return tuple(person.id for person in persons)
