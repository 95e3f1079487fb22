"""Network members under 18, and unaccompanied young people: what comes before anybody reaches out (SAFEGUARDING 8, 9).

A network member under 18 is reached only through an adult responsible for them or, if in care themselves, through
their own worker and with their own yes; and somebody says that it is safe for both. For an unaccompanied young person a
trafficking check comes before any approach, nobody who presented themselves as kin is reached until who they are is
confirmed, nothing goes abroad except by the tracing route, and nothing goes to immigration bodies.

Somebody in care of another authority is reached once both authorities have signed, each on its own record: here our own
people write down who signed there, on which day and under which reference.
"""

import functools
import tomllib
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
    """The dated list of bodies to whom nothing goes (domain/data/careful.toml)."""

    id: str
    valid_from: date
    source: str
    immigration_bodies: tuple[str, ...]


@functools.cache
def load_setting() -> Setting:
    """The setting that ships with the package."""
    data = tomllib.loads(resources.files("kith.domain.data").joinpath("careful.toml").read_text("utf-8"))
    return Setting(data["id"], data["valid_from"], data["source"], tuple(data["immigration_bodies"]))


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


def goes_to_immigration(recipient: str) -> bool:
    """Whether a recipient is an immigration body, by its name in any capitals and spacing."""
    plain = " ".join(recipient.casefold().replace("-", " ").replace("’", "'").split())
    words = f" {''.join(one if one.isalnum() else ' ' for one in plain)} "
    spaced = f" {' '.join(words.split())} "
    return any(f" {body} " in spaced or body.replace(" ", "") in spaced.split() for body in _bodies())


def _bodies() -> tuple[str, ...]:
    return load_setting().immigration_bodies
