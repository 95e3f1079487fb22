"""Network members under 18, and unaccompanied young people: what comes before anybody reaches out (SAFEGUARDING 8, 9).

A network member under 18 is reached only through an adult responsible for them or, if in care themselves, through
their own worker and with their own yes; and somebody says that it is safe for both. For an unaccompanied young person a
trafficking check comes before any approach, nobody who presented themselves as kin is reached until who they are is
confirmed, nothing goes abroad except by the tracing route, and nothing goes to immigration bodies.

Somebody in care of another authority is reached once both authorities have signed, each on its own record: here our own
people write down who signed there, on which day and under which reference.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from kith.domain import dates, limits
from kith.domain.terms import AgreementScope, CareKind

ADULT_AGE = limits.number("adult_age")
REACHING = frozenset({AgreementScope.APPROACH, AgreementScope.MEET, AgreementScope.CONFERENCE})
"""The steps that reach a person. Looking for somebody reaches nobody."""

THROUGH_WHOM = (
    "They are under 18. Write down first through which adult responsible for them they are reached or, if they are in "
    "care, through which worker."
)
OWN_YES = "They are in care themselves: their own worker must have asked them, and they must have said yes."
SAFE_FOR_BOTH = "Somebody who knows them must say that it is safe for both."
NOT_TO_THEM = "They are under 18 and reached through an adult: the letter goes to that adult, not to them."
HELD = "They presented themselves as family. They are held until who they are is confirmed in another way."
CHECK_FIRST = "First write down the check for trafficking: it comes before anybody is reached."
ABROAD = "They live abroad. Nothing goes abroad except by the tracing route: the Red Cross looks and asks, not we."
BOTH_SIGN = (
    "They are in care of another authority. Both sign before anybody is reached: write down who signed there, on which "
    "day and under which reference."
)
# A number with another country's code than 44 before it (ITU-T E.164).
_NUMBER_ABROAD = re.compile(r"(?:\+|\b00)[\s(]*(?!44)[1-9](?:[\s().-]{0,2}\d){7,}")
_MOST_WORDS, _HERE = 5, "northern ireland"
IMMIGRATION = "Nothing about an unaccompanied young person goes to an immigration body from here."


@dataclass(frozen=True, slots=True)
class Taken:
    """One thing that was written down and stands. ``person`` None: about the child whoever the other is."""

    kind: CareKind
    on: date
    person: Any | None = None
    through: Any | None = None
    safe_for_both: bool = False
    own_yes: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """The dated lists of bodies to whom, and countries to which, nothing goes (domain/data/careful.toml)."""

    id: str
    valid_from: date
    source: str
    immigration_bodies: tuple[str, ...]
    other_states: tuple[str, ...]
    countries: frozenset[str]


@functools.cache
def load_setting() -> Setting:
    """The setting that ships with the package."""
    data = tomllib.loads(resources.files("kith.domain.data").joinpath("careful.toml").read_text("utf-8"))
    return Setting(
        id=data["id"],
        valid_from=data["valid_from"],
        source=data["source"],
        immigration_bodies=tuple(data["immigration_bodies"]),
        other_states=tuple(data["other_states"]),
        countries=frozenset(" ".join(_words(name)) for name in data["countries"].split(";")),
    )


def is_minor(says_under_18: bool | None, born: Iterable[date], years: Iterable[int], *, day: date) -> bool:
    """Whether somebody is to be treated as under 18 on a day.

    One account that makes them under 18 is enough; a year alone counts to its last day. What was once ticked as "under
    18" is outlived only by a birth date.
    """
    known = [*born, *(date(year, 12, 31) for year in years)]
    if known:
        return any(dates.age_on(one, day) < ADULT_AGE for one in known)
    return says_under_18 is True


def why_not_reach_a_minor(taken: Sequence[Taken], person: Any, *, is_letter: bool) -> str | None:
    """Why a network member under 18 may not be reached in a step yet; None where they may.

    ``is_letter``: something goes to the young person themselves.
    """
    kinds = (CareKind.THROUGH_ADULT, CareKind.THROUGH_WORKER)
    rows = [row for row in taken if row.person == person and row.kind in kinds]
    row = max(rows, key=lambda one: one.on, default=None)
    if row is None:
        return THROUGH_WHOM
    if row.kind is CareKind.THROUGH_WORKER and not row.own_yes:
        return OWN_YES
    if not row.safe_for_both:
        return SAFE_FOR_BOTH
    return NOT_TO_THEM if is_letter and row.kind is CareKind.THROUGH_ADULT else None


def why_not_across(taken: Sequence[Taken], person: Any) -> str | None:
    """Why somebody in care of another authority may not be reached yet; None where they may, or are not in its care."""
    kinds = {row.kind for row in taken if row.person == person}
    return BOTH_SIGN if CareKind.ELSEWHERE in kinds and CareKind.OTHER_SIGNED not in kinds else None


def why_not_for_unaccompanied(taken: Sequence[Taken], person: Any) -> str | None:
    """Why nobody may be reached for an unaccompanied young person yet; None where they may. ``person`` may be None."""
    about = [row for row in taken if row.person is None or row.person == person]
    kinds = {kind: [row.on for row in about if row.kind is kind] for kind in CareKind}
    presented, confirmed = kinds[CareKind.PRESENTED], kinds[CareKind.CONFIRMED]
    if presented and (not confirmed or max(confirmed) < max(presented)):
        return HELD
    if kinds[CareKind.ABROAD]:
        return ABROAD
    return None if kinds[CareKind.TRAFFICKING_CHECK] else CHECK_FIRST


def why_not_to(recipient: str) -> str | None:
    """Why nothing about an unaccompanied young person goes to a recipient; None where it may."""
    if goes_to_immigration(recipient):
        return IMMIGRATION
    return ABROAD if goes_abroad(recipient) else None


def goes_to_immigration(recipient: str) -> bool:
    """Whether a recipient is an immigration body, by its name in any capitals, spacing and points."""
    words = _words(recipient)
    return any(_holds(words, body) or body.replace(" ", "") in words for body in load_setting().immigration_bodies)


def goes_abroad(recipient: str) -> bool:
    """Whether something would leave the country: to an address there, a number there, or a house of another state.

    The first line is somebody's name, and people are called Georgia and Jordan.
    """
    setting = load_setting()
    if _NUMBER_ABROAD.search(recipient) or any(_holds(_words(recipient), one) for one in setting.other_states):
        return True
    lines = [_words(line) for line in re.split(r"[\n,;]", recipient)]
    ends = {" ".join(line[-many:]) for line in lines[1:] for many in range(1, _MOST_WORDS + 1)}
    return not ends.isdisjoint(setting.countries) and _HERE not in ends


def _words(text: str) -> list[str]:
    """The words of a text without capitals, accents and points; letters that stand apart are one word."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    kept = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return re.sub(r"\b(\w) (?=\w\b)", r"\1", " ".join(kept.split())).split()


def _holds(words: Sequence[str], name: str) -> bool:
    return f" {name} " in f" {' '.join(words)} "
