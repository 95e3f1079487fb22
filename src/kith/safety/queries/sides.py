"""Reads: restricted people who live with, or know, somebody else, and what was answered for each (SAFEGUARDING 3)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string

from kith.people.models import Person
from kith.safety.models import Restriction, SideAnswer
from kith.safety.queries.sheet import SIDES_IN_TURN, Sheet, as_restriction, root_of

ANSWER_FIRST = "First answer for each restricted person who lives with this person or knows them."
WAITS = "This side waits: somebody who is restricted lives with this person or knows them."

Near = Mapping[uuid.UUID, set[uuid.UUID]]


@dataclass(frozen=True, slots=True)
class Side:
    """A restricted person near somebody, and the latest answer; ``answer`` None: nobody has thought of it yet."""

    restricted: Person
    answer: SideAnswer | None

    @property
    def holds(self) -> bool:
        """Whether a yes and a letter wait for this side."""
        return self.answer is None or not self.answer.goes_on


def who_is_near(child_id: uuid.UUID, day: dt.date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who lives with whom or knows them around a child: known to the apps named in ``settings.KITH_WHO_KNOWS``."""
    near: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for name in settings.KITH_WHO_KNOWS:
        for person, others in import_string(name)(child_id, day).items():
            near[person] |= set(others)
            for other in others:
                near[other].add(person)
    return near


def one_person(person_id: uuid.UUID) -> list[uuid.UUID]:
    """The ids of every row that is taken for this person."""
    kept = Person.objects.filter(pk=person_id).values_list("same_as_id", flat=True).first() or person_id
    return [kept, *Person.objects.filter(same_as_id=kept).values_list("pk", flat=True)]


def list_sides(child_id: uuid.UUID, person_id: uuid.UUID, day: dt.date) -> list[Side]:
    """The restricted people who live with this person or know them, whoever asks: each must be answered."""
    rows = Restriction.objects.filter(child_id=child_id, lifted_at__isnull=True, person__isnull=False)
    restricted = [row for row in rows.select_related("person") if _stands(row, day)]
    if not restricted:
        return []
    ids = one_person(person_id)
    near = set().union(*(who_is_near(child_id, day).get(one, set()) for one in ids)) - set(ids)
    roots = {kept or pk for pk, kept in Person.objects.filter(pk__in=near).values_list("pk", "same_as_id")}
    people = {root_of(row.person): row.person for row in restricted if root_of(row.person) in roots}
    answers = SideAnswer.objects.filter(child_id=child_id, connection__person_id__in=ids)
    return _with_answers(people, answers.select_related("restricted", "by").order_by(*SIDES_IN_TURN))


def side_block(child_id: uuid.UUID, person_id: uuid.UUID, day: dt.date) -> str | None:
    """Why the sides of this person hold a step: not answered yet, or answered that it waits; None where they do not."""
    sides = list_sides(child_id, person_id, day)
    if any(side.answer is None for side in sides):
        return ANSWER_FIRST
    return WAITS if any(side.holds for side in sides) else None


def list_sides_of_all(
    sheet: Sheet, near: Near, roots: Mapping[uuid.UUID, uuid.UUID], day: dt.date
) -> dict[uuid.UUID, list[Side]]:
    """The sides of everybody around a child at once, from rows read already, by the row that is kept.

    ``roots`` gives the row that stands for a person, for each row of the child's people.
    """
    restricted = {root_of(row.person): row.person for row in sheet.restrictions if row.person and _stands(row, day)}
    found: dict[uuid.UUID, list[Side]] = {}
    if not restricted:
        return found
    around: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for person, others in near.items():
        around[roots.get(person, person)] |= {roots.get(other, other) for other in others}
    for root in set(roots.values()):
        people = {one: person for one, person in restricted.items() if one in around[root] and one != root}
        answers = [row for row in sheet.sides if root_of(row.connection.person) == root]
        found[root] = _with_answers(people, answers)
    return {root: sides for root, sides in found.items() if sides}


def _with_answers(people: Mapping[uuid.UUID, Person], answers: Iterable[SideAnswer]) -> list[Side]:
    latest = {root_of(row.restricted): row for row in answers}
    return [Side(person, latest.get(root)) for root, person in sorted(people.items(), key=lambda pair: str(pair[0]))]


def _stands(row: Restriction, day: dt.date) -> bool:
    read = as_restriction(row)
    return read.stands(read.person, None, day)
