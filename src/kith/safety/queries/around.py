"""Reads: the people of a child, so that each row about safety can be shown under the name its person goes by."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.formats import date_format

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.people import queries as people
from kith.people.models import Connection, Name
from kith.safety.queries.sheet import root_of

GONE = "Somebody who is no longer among the child’s people"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a child: where they stand, and the name they go by (empty where none is known)."""

    connection: Connection
    name: str

    @property
    def full_name(self) -> str:
        """Nan Jean (Jean Whitcombe): the child's word first, the name beside it."""
        called = self.connection.called
        if called and self.name and called != self.name:
            return f"{called} ({self.name})"
        return self.name or called or self.connection.without_name

    @property
    def told_apart(self) -> str:
        """Tom Hale (Mum’s brother): where another goes by the same name, who they are or since when they stand here."""
        who = self.connection.how_related or f"written down on {date_format(self.connection.added_on, 'j F Y')}"
        return f"{self.full_name} ({who})"


@dataclass(frozen=True, slots=True)
class Around:
    """People around a child: rows taken for one person are one ``Person``, found by the row that is kept.

    ``roots`` gives the row that is kept for each row of a person.
    """

    by_root: Mapping[uuid.UUID, Person]
    roots: Mapping[uuid.UUID, uuid.UUID] = field(default_factory=dict)

    def name(self, root: uuid.UUID) -> str:
        """The name somebody goes by, with the child's own word for them where that is another."""
        return self.by_root[root].full_name if root in self.by_root else GONE

    def connection_id(self, root: uuid.UUID) -> uuid.UUID | None:
        """Where the page of a person is."""
        return self.by_root[root].connection.pk if root in self.by_root else None

    def named(self) -> list[tuple[Connection, str]]:
        """Everybody who was not taken off, by name: for a choice in a form, those of one name told apart."""
        people = [one for one in self.by_root.values() if not one.connection.removed_on]
        alike = Counter(one.full_name.casefold() for one in people)
        rows = [
            (one.connection, one.told_apart if alike[one.full_name.casefold()] > 1 else one.full_name) for one in people
        ]
        return sorted(rows, key=lambda row: row[1].casefold())


def get_around(actor: Actor, child: Child) -> Around:
    """The people of a child, also those taken off; two questions whatever their number."""
    found = people.list_people(actor, child, also_removed=True, with_dates=False)
    return Around(
        {one.person_ids[0]: Person(one.connection, one.name) for one in found},
        {row: one.person_ids[0] for one in found for row in one.person_ids},
    )


def get_some(actor: Actor, child: Child, connections: Iterable[Connection]) -> Around:
    """Some of them, whose connections are read already: one question for their names."""
    by_root = {root_of(one.person): one for one in connections}
    told = Q(taken_back_at__isnull=True) & (Q(for_child__isnull=True) | Q(for_child=child))
    of_these = Q(person_id__in=list(by_root)) | Q(person__same_as_id__in=list(by_root))
    names: dict[uuid.UUID, list[Name]] = defaultdict(list)
    if by_root:
        for row in scope.visible(actor, Name.objects).filter(told & of_these).select_related("person"):
            names[root_of(row.person)].append(row)
    return Around({root: Person(one, people.name_of(names[root], root)) for root, one in by_root.items()})
