"""What a made-up network is made of: the child, the people, and dates that fit homes and lives."""

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kith.demo.county import names
from kith.domain import dates
from kith.domain.terms import (
    Gender,
    LoveAnswer,
    NameKind,
    ParentageKind,
    PersonStatus,
    Ring,
    SeesNow,
    Side,
    SupportKind,
    TieKind,
    UnionStatus,
)

CHILD = "child"
History = tuple[tuple[PersonStatus, dt.date], ...]
# Whoever was lost was lost so long before the work began, at least.
BEFORE_THE_WORK = dt.timedelta(days=10)
ADULT = 18
A_WHILE = dt.timedelta(days=30)


@dataclass(frozen=True)
class Stay:
    """One home of the returns: from one day to another (None: the child lives there)."""

    from_on: dt.date
    until_on: dt.date | None
    is_foster: bool


@dataclass(frozen=True)
class Seen:
    """What is known of the child: names, birth, when the work began, whom the child asked for, and the returns.

    ``worker`` is the name of the social worker and since when. Brothers and sisters share ``family``, from which their
    family is made up, and ``years``, those of the first and the last birth among them.
    """

    first: str
    surname: str
    born_on: dt.date
    began_on: dt.date
    until: dt.date
    asked_for: tuple[str, ...] = ()
    came_alone: bool = False
    homes: tuple[Stay, ...] = ()
    worker: tuple[str, dt.date] | None = None
    family: str = ""
    years: tuple[int, int] | None = None

    @property
    def came_on(self) -> dt.date:
        """The first day of care."""
        return self.homes[0].from_on if self.homes else self.born_on


@dataclass(frozen=True)
class Made:
    """A made-up person. ``history`` is where they stood since when, the earliest first; no name: nobody knows it."""

    key: str
    how_related: str
    side: Side
    history: History
    name: str = ""
    more_names: tuple[tuple[str, NameKind], ...] = ()
    called: str = ""
    gender: Gender = Gender.NOT_KNOWN
    born: int | None = None
    died: int | None = None
    is_paid: bool = False
    is_under_18: bool | None = False
    named_by_child: bool = False
    child_knows: bool = True
    ring: Ring | None = None
    supports: tuple[SupportKind, ...] = ()

    def status_on(self, day: dt.date) -> PersonStatus | None:
        """Where they stood on a day; None: nobody had written them down."""
        return next((status for status, on in reversed(self.history) if on <= day), None)

    def sees_on(self, day: dt.date) -> SeesNow | None:
        """What the child would say on a day of seeing them; nothing of somebody who has died."""
        before = {status for status, on in self.history if on <= day}
        if PersonStatus.DIED in before:
            return None
        if self.status_on(day) is PersonStatus.IN_TOUCH:
            return SeesNow.YES
        return SeesNow.NOT_ANY_MORE if PersonStatus.IN_TOUCH in before or self.name else SeesNow.NEVER_MET


@dataclass(frozen=True, slots=True)
class Together:
    """Who lives, or lived, in one home, by key; the days where they are known."""

    called: str
    members: tuple[str, ...]
    is_carers_home: bool = False
    from_on: dt.date | None = None
    until_on: dt.date | None = None


@dataclass(frozen=True)
class Network:
    """Everybody around a child, and how they belong together, by key."""

    people: tuple[Made, ...]
    parents: tuple[tuple[str, str, ParentageKind], ...]
    partners: tuple[tuple[str, str, tuple[tuple[UnionStatus, int], ...]], ...]
    ties: tuple[tuple[str, str, TieKind, str], ...]
    households: tuple[Together, ...]
    love: LoveAnswer | None
    loves: tuple[str, ...]
    pattern: str

    def get(self, key: str) -> Made | None:
        """One of the people."""
        return next((one for one in self.people if one.key == key), None)


@dataclass
class Making:
    """A network while it is being made. ``family`` is the chance that brothers and sisters share."""

    rng: random.Random
    seen: Seen
    heritage: str
    family: random.Random
    people: list[Made] = field(default_factory=list)
    parents: list[tuple[str, str, ParentageKind]] = field(default_factory=list)
    partners: list[tuple[str, str, tuple[tuple[UnionStatus, int], ...]]] = field(default_factory=list)
    ties: list[tuple[str, str, TieKind, str]] = field(default_factory=list)
    households: list[Together] = field(default_factory=list)

    @property
    def years(self) -> tuple[int, int]:
        """The years of the first and the last birth among the brothers and sisters."""
        return self.seen.years or (self.seen.born_on.year, self.seen.born_on.year)

    def name(self, rng: random.Random, *, girl: bool, heritage: str = "", surname: str = "") -> str:
        first, own = names.name_for(rng, heritage=heritage or self.heritage, girl=girl)
        return f"{first} {surname or own}"

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def is_under_18(self, born: int) -> bool:
        """Whether somebody born in that year is under 18 for sure on the day until which things happen."""
        return self.seen.until.year - born < ADULT

    def met(self, born: int | None = None, *, here: bool = False, age: int = 0) -> dt.date:
        """The first day in touch: since both were born; of somebody ``here``, in the country of the child's care.

        ``age`` is the child's least age then. Always well before the work began.
        """
        earliest = [dates.birthday(self.seen.born_on, age) if age else self.seen.born_on]
        if born:
            earliest.append(dt.date(born + 1, 1, 1))
        if here and self.seen.came_alone:
            earliest.append(self.seen.came_on + A_WHILE)
        latest = self.seen.began_on - BEFORE_THE_WORK - A_WHILE
        first = min(max(earliest), latest)
        long_ago = self.seen.began_on - dt.timedelta(days=self.rng.randint(500, 2500))
        return min(max(first, long_ago), latest)

    def in_touch(self, born: int | None = None, *, here: bool = False, age: int = 0) -> History:
        return ((PersonStatus.IN_TOUCH, self.met(born, here=here, age=age)),)

    def lost(self, born: int | None = None, *, here: bool = False, age: int = 0) -> History:
        """In touch once, then lost: most likely in the weeks before a move of the child's."""
        first = self.met(born, here=here, age=age)
        latest = self.seen.began_on - BEFORE_THE_WORK
        moves = [home.from_on for home in self.seen.homes[1:] if first + A_WHILE < home.from_on <= latest]
        if moves and self.chance(0.6):
            last = max(first, self.rng.choice(moves[-2:]) - dt.timedelta(days=self.rng.randint(0, 25)))
        else:
            span = (latest - first).days
            last = first + dt.timedelta(days=self.rng.randint(min(20, span), max(min(20, span), span)))
        return (PersonStatus.IN_TOUCH, first), (PersonStatus.LOST_TOUCH, last)

    def together(self, since: int, until: int) -> tuple[tuple[UnionStatus, int], ...]:
        """A couple, apart again in a later year; still together where that year has not come."""
        lived = ((UnionStatus.TOGETHER, since), (UnionStatus.SEPARATED, until))
        return tuple((status, year) for status, year in lived if year <= self.seen.until.year)

    def unfound(self) -> History:
        return ((PersonStatus.NAMED_UNFOUND, self.seen.began_on),)


def in_touch_on(people: Iterable[Made], day: dt.date) -> Sequence[str]:
    """Who is in touch on a day, by key."""
    return [one.key for one in people if one.status_on(day) is PersonStatus.IN_TOUCH]
