"""Who may be in touch how: what an answer clears, until when, and what blocks whatever was cleared.

Clearance is for one child, one person and one kind of being in touch, and it runs out (SAFEGUARDING 14 and
practice 2.4). A restriction blocks its pair and kinds everywhere, whatever was cleared. Dates are days where the
service is; periods are half-open: a clearance "until 1 May" no longer counts on 1 May.
"""

import functools
import importlib.resources
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from kith.domain import dates
from kith.domain.terms import AgreementScope, Box, Cleared, ContactKind, PersonStatus, RestrictionKind

CLEARED = (Cleared.YES, Cleared.YES_IF)
"""The answers by which a step may go on."""
KINDS_OF: Mapping[Box, tuple[ContactKind, ...]] = {
    Box.WRITE_OR_CALL: (ContactKind.LETTER, ContactKind.MESSAGE, ContactKind.PHONE),
    Box.MEET_WITH_WORKER: (ContactKind.SUPERVISED, ContactKind.COMMUNITY),
    Box.CONFERENCE: (ContactKind.CONFERENCE, ContactKind.CONFERENCE_APART),
    Box.ON_THEIR_OWN: (ContactKind.ON_THEIR_OWN, ContactKind.OVERNIGHT),
}
"""The finer kinds under each of the four boxes; the first is what a plain yes to the box is about."""
PLAIN_MEANS: Mapping[Box, tuple[ContactKind, ...]] = {
    Box.WRITE_OR_CALL: KINDS_OF[Box.WRITE_OR_CALL],
    Box.MEET_WITH_WORKER: (ContactKind.SUPERVISED,),
    Box.CONFERENCE: (ContactKind.CONFERENCE,),
    Box.ON_THEIR_OWN: (ContactKind.ON_THEIR_OWN,),
}
"""What a plain answer to a box is about. Wider kinds (out and about, overnight) are answered by themselves."""
ASKED_WITH: Mapping[AgreementScope, tuple[ContactKind, ...]] = {
    AgreementScope.APPROACH: KINDS_OF[Box.WRITE_OR_CALL],
    AgreementScope.MEET: (*KINDS_OF[Box.MEET_WITH_WORKER], *KINDS_OF[Box.ON_THEIR_OWN], ContactKind.PHONE),
    AgreementScope.CONFERENCE: KINDS_OF[Box.CONFERENCE],
}
"""Which kinds a step of the child's agreement may lead to."""
IN_PERSON = frozenset({*KINDS_OF[Box.MEET_WITH_WORKER], *KINDS_OF[Box.ON_THEIR_OWN]})
"""The kinds in which people come to one place."""
_IN_TOUCH = frozenset(ASKED_WITH)
_ENDED_BY: Mapping[PersonStatus, frozenset[AgreementScope]] = {
    **dict.fromkeys((*PersonStatus.said_no(), PersonStatus.ADOPTION_ROUTE), _IN_TOUCH | {AgreementScope.SEARCH}),
    **dict.fromkeys((PersonStatus.DIED, PersonStatus.UNSAFE_FOR_NOW), _IN_TOUCH),
}
"""The steps that do not go on with somebody who stands so for a child. What a file says of the dead may still be wrong,
and finding somebody reaches nobody: both may be looked for."""

_WEEKEND = (5, 6)

NOT_ANSWERED = "Nobody has answered yet whether this is safe."
RUN_OUT = "The answer has run out. It must be asked again."
NOT_NOW = "Not now: it is looked at again."
REFUSED = "It is not safe."
RESTRICTED = "An order or a decision stands against this."
TAKEN_OFF = "They were taken off the child’s people. First bring them back."
STANDS_SO: Mapping[PersonStatus, str] = {
    PersonStatus.DIED: "It stands here that they have died. If that is not so, first write down where they stand now.",
    PersonStatus.UNSAFE_FOR_NOW: "It stands here that they are not safe for now. If that is over, write it down first.",
}
"""Why nobody is in touch with somebody who stands so for a child."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One dated setting. `id` names the version used; marked (law): a lawyer is to confirm it."""

    id: str
    title: str
    valid_from: date
    source: str
    lasts_months: int
    yes_at_most_months: int
    raised_before: timedelta
    refused_days: int
    look_in_within: timedelta
    school_begins: time
    after_school: time


@dataclass(frozen=True, slots=True)
class Clearance:
    """One answer. ``until`` is the first day on which it no longer counts; ``given`` orders answers of one day."""

    person: Any
    kind: ContactKind
    answer: Cleared
    on: date
    until: date
    given: Any = 0


@dataclass(frozen=True, slots=True)
class Restriction:
    """An order or decision about a child and a person, from ``on`` until ``until`` (None: until lifted).

    ``kinds`` empty means every kind. ``person`` None means everybody: nothing goes out at all.
    """

    person: Any | None
    kinds: frozenset[ContactKind]
    on: date
    until: date | None = None
    location_only: bool = False

    def is_on(self, day: date) -> bool:
        """Whether a day is among those on which it stands."""
        return self.on <= day and (self.until is None or day < self.until)

    def stands(self, person: Any, kind: ContactKind | None, day: date) -> bool:
        """Whether it blocks this person and kind on a day; ``kind`` None asks about any kind at all.

        One about the child's whereabouts (``location_only``) blocks no kind; that somebody is restricted it still says.
        """
        if self.person is not None and self.person != person:
            return False
        if not self.is_on(day) or (self.location_only and kind is not None):
            return False
        return not self.kinds or kind is None or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that bears on one child: what was cleared, and what blocks."""

    clearances: Sequence[Clearance] = ()
    restrictions: Sequence[Restriction] = ()


@dataclass(frozen=True, slots=True)
class BoxState:
    """One box of the sheet: the answer in force, or None; whether finer kinds differ; the next day it runs out."""

    box: Box
    answer: Cleared | None
    is_restricted: bool
    differs: bool
    until: date | None
    ran_out: bool


@functools.cache
def load_setting() -> Setting:
    """The setting that ships with the package (domain/data/safety.toml)."""
    data = tomllib.loads(importlib.resources.files("kith.domain.data").joinpath("safety.toml").read_text("utf-8"))
    return Setting(
        id=data["id"],
        title=data["title"],
        valid_from=data["valid_from"],
        source=data["source"],
        lasts_months=data["clearance"]["months"],
        yes_at_most_months=data["clearance"]["yes_at_most_months"],
        raised_before=timedelta(weeks=data["clearance"]["raised_weeks_before"]),
        refused_days=data["refused_in_an_emergency"]["days"],
        look_in_within=timedelta(days=data["news"]["look_in_within_days"]),
        school_begins=time(data["school"]["begins"]),
        after_school=time(data["school"]["ends"]),
    )


def lasts_until(on: date, next_review: date | None) -> date:
    """The first day on which an answer given on a day no longer counts, unless somebody chooses another.

    The next review, within the longest that a yes lasts; where none is known, or it has passed, the months of the
    setting.
    """
    if next_review is not None and next_review > on:
        return min(next_review, dates.months_after(on, load_setting().yes_at_most_months))
    return dates.months_after(on, load_setting().lasts_months)


def why_too_long(answer: Cleared, on: date, until: date) -> str | None:
    """The sentence that says that a yes given on a day would last too long; None where it may last so."""
    most = load_setting().yes_at_most_months
    if answer in CLEARED and until > dates.months_after(on, most):
        return f"A yes lasts {most} months at most: then it is asked again."
    return None


def ends_on(kind: RestrictionKind, on: date) -> date | None:
    """The first day on which a restriction of a kind no longer stands, where the law ends it (Children Act 1989)."""
    if kind is RestrictionKind.REFUSED_SEVEN_DAYS:
        return on + timedelta(days=load_setting().refused_days)
    return None


def ended_by(status: PersonStatus) -> frozenset[AgreementScope]:
    """The steps that do not go on with somebody who stands so for a child."""
    return _ENDED_BY.get(status, frozenset())


def latest(clearances: Iterable[Clearance], person: Any, kind: ContactKind) -> Clearance | None:
    """The answer that counts for a person and a kind: the one given last, and of one moment a no before a yes."""
    rows = [row for row in clearances if row.person == person and row.kind is kind]
    return max(rows, key=lambda row: (row.on, row.given, row.answer not in CLEARED), default=None)


def in_force(clearances: Iterable[Clearance], person: Any, kind: ContactKind, *, day: date) -> Clearance | None:
    """The answer that counts on a day; None where there is none, or where it has run out."""
    row = latest((row for row in clearances if row.on <= day), person, kind)
    return row if row is not None and day < row.until else None


def why_not(standing: Standing, person: Any, kind: ContactKind, *, day: date) -> str | None:
    """The sentence that says why a person may not be in touch in this way on a day; None where they may."""
    if any(row.stands(person, kind, day) for row in standing.restrictions):
        return RESTRICTED
    row = in_force(standing.clearances, person, kind, day=day)
    if row is None:
        return RUN_OUT if latest(standing.clearances, person, kind) else NOT_ANSWERED
    return {Cleared.NOT_NOW: NOT_NOW, Cleared.NO: REFUSED}.get(row.answer)


def lasts_past(clearances: Iterable[Clearance], person: Any, kind: ContactKind, *, today: date, day: date) -> bool:
    """Whether a yes in force today still counts on a later day and the day after it (SAFEGUARDING 14)."""
    row = in_force(clearances, person, kind, day=today)
    return row is not None and row.answer in CLEARED and day < row.until


def box_state(standing: Standing, person: Any, box: Box, *, day: date) -> BoxState:
    """One box of the sheet on a day. The plain answer is that of the box's first kind; finer kinds may differ."""
    kinds = KINDS_OF[box]
    stands = [in_force(standing.clearances, person, kind, day=day) for kind in kinds]
    answers = [row.answer if row else None for row in stands]
    first = stands[0]
    return BoxState(
        box=box,
        answer=answers[0],
        is_restricted=any(row.stands(person, kind, day) for row in standing.restrictions for kind in kinds),
        differs=len(set(answers)) > 1,
        until=first.until if first else None,
        ran_out=first is None and latest(standing.clearances, person, kinds[0]) is not None,
    )


def bad_day_to_tell(on: date, *, born: date | None, today: date) -> str | None:
    """Why a day is a bad one to tell a child news face to face, or None (SAFEGUARDING 4).

    Not in a weekend or on a bank holiday, nor the day before one: then nobody may be there on the day after. Not on a
    birthday or the day before one. "Not before school" is asked by `is_before_school`. Sundays and holidays are our
    reading of "a weekend alone", for practitioners to review.
    """
    if on < today:
        return "That day has passed."
    days = [on, on + timedelta(days=1)]
    free = next((day for day in days if dates.is_known_day_off(day)), None)
    if free is not None:
        when = "weekend" if free.weekday() in _WEEKEND else "bank holiday"
        return f"Not before or in a {when}: choose a day with people around the child on the day after."
    if born is not None and any(dates.birthday(born, dates.age_on(born, day)) == day for day in days):
        return "Not on a birthday or the day before one."
    return None


BEFORE_SCHOOL = "Not before school: choose a later hour, or a day without school."
NUMBER_WITHHELD = "Say that the number is withheld: a call must not show where it comes from."


def is_before_school(on: date, at_time: time) -> bool:
    """Whether a child would have to go to school afterwards, as far as is known here (SAFEGUARDING 4)."""
    return not dates.is_known_day_off(on) and at_time < load_setting().school_begins


def why_not_then(kind: ContactKind, on: date, at_time: time | None, *, is_withheld: bool) -> str | None:
    """Why a time together may not be arranged so; None where nothing stands against the hour and the number.

    Nobody rings or comes before school, and a call withholds its number (SAFEGUARDING 3, 4).
    """
    if at_time is not None and is_before_school(on, at_time):
        return BEFORE_SCHOOL
    return NUMBER_WITHHELD if kind is ContactKind.PHONE and not is_withheld else None
