"""Reads: people who live with, or know, somebody else and must not hear of a step, and what was answered for each.

SAFEGUARDING 3. Who lives with a person is asked first, also where nothing is written (``household``).
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from kith.domain import household as rules
from kith.domain import safety
from kith.domain.household import Why
from kith.domain.terms import Cleared, PersonStatus
from kith.people.models import Person
from kith.safety.models import SideAnswer
from kith.safety.queries import household
from kith.safety.queries.sheet import Sheet, as_restriction, get_sheet_for_rules, root_of

ANSWER_FIRST = "First answer for each person who lives with this person, or knows them, and must not hear of it."
WAITS = "This side waits: somebody who lives with this person, or knows them, must not hear of it."

Roots = Mapping[uuid.UUID, uuid.UUID]
Pairs = Mapping[uuid.UUID, set[uuid.UUID]]


@dataclass(frozen=True, slots=True)
class Near:
    """Who lives with whom on a day (``lives``), and who knows whom (``knows``, with those who live together)."""

    lives: Pairs
    knows: Pairs


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody near a person who must not hear of it, why, and the latest answer; None: nobody has thought of it yet.

    ``restricted`` is who must not hear; ``whys`` only for those who may see what they rest on.
    """

    restricted: Person
    answer: SideAnswer | None
    whys: tuple[Why, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether a yes and a letter wait for this side."""
        return self.answer is None or not self.answer.goes_on


def get_near(child_id: uuid.UUID, day: dt.date) -> Near:
    """Who lives with whom, or knows them, around a child: from the apps named in settings, and as it was asked here."""
    named = household.who_was_named(child_id)
    lives = _pairs(settings.KITH_WHO_LIVES_TOGETHER, child_id, day, named)
    return Near(lives, _pairs(settings.KITH_WHO_KNOWS, child_id, day, named))


def who_is_near(child_id: uuid.UUID, day: dt.date) -> Pairs:
    """For each person around a child those who live with them or know them."""
    return _pairs(settings.KITH_WHO_KNOWS, child_id, day, household.who_was_named(child_id))


def one_person(person_id: uuid.UUID) -> list[uuid.UUID]:
    """The ids of every row that is taken for this person."""
    kept = Person.objects.filter(pk=person_id).values_list("same_as_id", flat=True).first() or person_id
    return [kept, *Person.objects.filter(same_as_id=kept).values_list("pk", flat=True)]


def list_sides(child_id: uuid.UUID, person_id: uuid.UUID, day: dt.date) -> list[Side]:
    """Those who live with this person, or know them, and must not hear, whoever asks: each must be answered."""
    ids, near = one_person(person_id), get_near(child_id, day)
    around = set().union(*(near.knows.get(one, set()) for one in ids)) - set(ids)
    if not around:
        return []
    roots = {pk: kept or pk for pk, kept in Person.objects.filter(pk__in=around).values_list("pk", "same_as_id")}
    every = {**roots, **dict.fromkeys(ids, ids[0])}
    return list_sides_of_all(get_sheet_for_rules(child_id), near, every, day).get(ids[0], [])


def list_that_wait(child_id: uuid.UUID, people: Iterable[Person], day: dt.date) -> set[uuid.UUID]:
    """Of these people, by the row that is kept, those near somebody who must not hear and is not answered for."""
    roots = {person.pk: root_of(person) for person in people}
    found = list_sides_of_all(get_sheet_for_rules(child_id), get_near(child_id, day), roots, day)
    return {root for root, near in found.items() if why_sides_hold(near)}


def side_block(child_id: uuid.UUID, person_id: uuid.UUID, day: dt.date) -> str | None:
    """Why the home and the sides of this person hold a step; None where they do not.

    Nobody has asked who lives there, or not lately; somebody near is not answered yet; or it was said that it waits.
    """
    asked = household.why_not(child_id, one_person(person_id), day)
    return asked or why_sides_hold(list_sides(child_id, person_id, day))


def why_sides_hold(sides: Iterable[Side]) -> str | None:
    """Why these sides hold a step: not answered yet, or answered that it waits; None where they do not."""
    found = list(sides)
    if any(side.answer is None for side in found):
        return ANSWER_FIRST
    return WAITS if any(side.holds for side in found) else None


def list_sides_of_all(sheet: Sheet, near: Near, roots: Roots, day: dt.date) -> dict[uuid.UUID, list[Side]]:
    """The sides of everybody around a child at once, from rows read already, by the row that is kept.

    ``roots`` gives the row that stands for a person, for each row of the child's people.
    """
    people, whys = _who_must_not_hear(sheet, day)
    found: dict[uuid.UUID, list[Side]] = {}
    if not people:
        return found
    lives, knows = by_root(near.lives, roots), by_root(near.knows, roots)
    for root in set(roots.values()):
        latest = {root_of(row.restricted): row for row in sheet.sides if root_of(row.connection.person) == root}
        for other in sorted((lives[root] | knows[root]) & set(people) - {root}, key=str):
            hold = whys[other] if other in lives[root] else whys[other] & rules.AS_FAR_AS_KNOWN
            if hold:
                in_turn = tuple(why for why in Why if why in hold)
                found.setdefault(root, []).append(Side(people[other], latest.get(other), in_turn))
    return found


def _who_must_not_hear(sheet: Sheet, day: dt.date) -> tuple[dict[uuid.UUID, Person], dict[uuid.UUID, set[Why]]]:
    """Everybody around a child about whom something stands, and what, by the row that is kept."""
    ordered = [row.person for row in sheet.restrictions if row.person and as_restriction(row).is_on(day)]
    unsafe = [row.connection.person for row in sheet.clearances if _is_no(sheet, root_of(row.connection.person), day)]
    not_safe_now = PersonStatus.UNSAFE_FOR_NOW.value
    found = (
        (Why.ORDER, ordered),
        (Why.NOT_SAFE, [*unsafe, *(one.person for one in sheet.away if one.status == not_safe_now)]),
        (Why.SAID_NO, [one.person for one in sheet.away if one.status != not_safe_now]),
        (Why.ADOPTION, [row.connection.person for row in sheet.routes]),
        (Why.APART, [one for row in sheet.apart for one in (row.one, row.other)]),
    )
    people: dict[uuid.UUID, Person] = {}
    whys: dict[uuid.UUID, set[Why]] = defaultdict(set)
    for why, persons in found:
        for person in persons:
            people.setdefault(root_of(person), person)
            whys[root_of(person)].add(why)
    return people, whys


def _is_no(sheet: Sheet, root: uuid.UUID, day: dt.date) -> bool:
    """Whether a "no" counts for somebody on a day, in whichever way of being in touch."""
    rows = [row for row in sheet.standing.clearances if row.person == root]
    in_force = (safety.in_force(rows, root, kind, day=day) for kind in {row.kind for row in rows})
    return any(row is not None and row.answer is Cleared.NO for row in in_force)


def by_root(pairs: Pairs, roots: Roots) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Pairs of people, each by the row that is kept."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for person, others in pairs.items():
        found[roots.get(person, person)] |= {roots.get(other, other) for other in others}
    return found


def _pairs(
    names: Iterable[str], child_id: uuid.UUID, day: dt.date, named: Iterable[tuple[uuid.UUID, uuid.UUID]]
) -> dict[uuid.UUID, set[uuid.UUID]]:
    near: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    told = [(one, set(others)) for name in names for one, others in import_string(name)(child_id, day).items()]
    for person, others in (*told, *((one, {other}) for one, other in named)):
        near[person] |= others
        for other in others:
            near[other].add(person)
    return near
