"""Reads: the people of one child as a list, each once, with the name they go by."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import NameKind, PersonFactKind
from kith.people.models import SAID_NO, Connection, Name, Person, PersonFact
from kith.people.queries import connections

NOT_KNOWN = "Name not known"
# Which of several names a person goes by.
ORDER = (
    NameKind.USED,
    NameKind.NICKNAME,
    NameKind.ALIAS,
    NameKind.MARRIED,
    NameKind.CHILDS,
    NameKind.RELIGIOUS,
    NameKind.BIRTH,
    NameKind.ORIGINAL_SCRIPT,
)
FAMILY_WORDS = (NameKind.CHILDS.value, NameKind.NICKNAME.value)


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person of a child: rows that were taken for one person stand here once.

    ``person_ids`` are all the rows of this person, the one that is kept first. ``name`` is the name they go by, empty
    where none is known. ``born`` and ``died`` are the facts that count first: certain before likely, then the latest.
    """

    connection: Connection
    person: Person
    person_ids: tuple[uuid.UUID, ...]
    name: str
    all_names: tuple[str, ...]
    born: PersonFact | None
    died: PersonFact | None

    @property
    def called(self) -> str:
        """What the child calls them."""
        return self.connection.called

    @property
    def shown(self) -> str:
        """The name for a page of the staff: the name, or the child's word, or who they are."""
        return self.name or self.called or self.connection.without_name


def list_people(actor: Actor, child: Child, *, also_removed: bool = False, with_dates: bool = True) -> list[Somebody]:
    """Everybody who matters to a child, each once, in the order they were added.

    Three queries however many; two without births and deaths.
    """
    rows = connections.list_connections(actor, child)
    groups: dict[uuid.UUID, list[Connection]] = defaultdict(list)
    for row in rows:
        groups[connections.root_of(row.person)].append(row)
    names, facts = _said_of(actor, child, groups, with_dates)
    found = [_somebody(root, group, names[root], facts[root]) for root, group in groups.items()]
    return [one for one in found if also_removed or one.connection.removed_on is None]


def list_names_beside(children: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[set[str]]]:
    """What everybody beside each child is called, one set of names a person: for the rules themselves, whoever asks.

    Whoever said no is left out, and so is what is told for another child. Two questions.
    """
    rows = Connection.objects.filter(child_id__in=list(children)).exclude(status__in=SAID_NO)
    places = list(rows.values_list("child_id", "person_id", "person__same_as_id", "called"))
    found: dict[uuid.UUID, dict[uuid.UUID, set[str]]] = defaultdict(lambda: defaultdict(set))
    beside: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for child, person, kept, called in places:
        beside[kept or person].add(child)
        found[child][kept or person].add(called)
    told = Name.objects.filter(person_id__in=connections.rows_of_one(beside), taken_back_at__isnull=True)
    for person, kept, only, full in told.values_list("person_id", "person__same_as_id", "for_child_id", "full"):
        for child in beside[kept or person]:
            if only in (None, child):
                found[child][kept or person].add(full)
    return {child: [names - {""} for names in people.values()] for child, people in found.items()}


def name_of(names: Iterable[Name], root: uuid.UUID) -> str:
    """The name somebody goes by, of several; empty where there is none.

    One in use before one of the past, by the order of the kinds, that of the row that is kept (``root``) before that of
    a row taken for the same person, and the newest of those.
    """
    counting = [name for name in names if name.taken_back_at is None]
    newest = sorted(counting, key=lambda name: name.recorded_at, reverse=True)

    def rank(name: Name) -> tuple[bool, int, bool]:
        return name.until_on is not None, ORDER.index(NameKind(name.kind)), name.person_id != root

    return min(newest, key=rank).full if newest else ""


def own_name_of(names: Iterable[Name], root: uuid.UUID) -> str:
    """The name by which a stranger may write to somebody; empty where none is known.

    Never what the family calls them, "Dad" or "Auntie Bev": that tells who asks.
    """
    return name_of((one for one in names if one.kind not in FAMILY_WORDS), root)


def _said_of(
    actor: Actor, child: Child, groups: Iterable[uuid.UUID], with_dates: bool
) -> tuple[dict[uuid.UUID, list[Name]], dict[uuid.UUID, list[PersonFact]]]:
    """Names, births and deaths of these people that may be told for this child, by the row that is kept."""
    roots = list(groups)
    names: dict[uuid.UUID, list[Name]] = defaultdict(list)
    facts: dict[uuid.UUID, list[PersonFact]] = defaultdict(list)
    of_these = Q(person_id__in=roots) | Q(person__same_as_id__in=roots)
    told = Q(taken_back_at__isnull=True) & (Q(for_child__isnull=True) | Q(for_child=child))
    for row in _rows(actor, Name, of_these & told):
        names[connections.root_of(row.person)].append(row)
    dates = Q(kind__in=[PersonFactKind.BORN.value, PersonFactKind.DIED.value])
    for row in _rows(actor, PersonFact, of_these & told & dates).defer("words") if with_dates else ():
        facts[connections.root_of(row.person)].append(row)
    return names, facts


def _rows(actor: Actor, model: type[Name] | type[PersonFact], which: Q):  # type: ignore[no-untyped-def]
    rows = scope.visible(actor, model.objects).filter(which).select_related("person")
    return rows.order_by("-recorded_at", "pk")


def _somebody(root: uuid.UUID, group: list[Connection], names: list[Name], facts: list[PersonFact]) -> Somebody:
    """One person of several rows: the connection of the row that is kept speaks for them, if this child has it."""
    open_ones = [row for row in group if row.removed_on is None] or group
    head = next((row for row in open_ones if row.person_id == root), open_ones[0])
    return Somebody(
        connection=head,
        person=head.person,
        person_ids=(root, *sorted({row.person_id for row in group} - {root})),
        name=name_of(names, root),
        all_names=tuple(dict.fromkeys(name.full for name in names)),
        born=_counting(facts, PersonFactKind.BORN),
        died=_counting(facts, PersonFactKind.DIED),
    )


def _counting(facts: list[PersonFact], kind: PersonFactKind) -> PersonFact | None:
    """The fact of a kind that counts first: the surest, then the latest."""
    sure = ("certain", "likely", "possible", "contradicted")
    of_kind = [fact for fact in facts if fact.kind == kind.value]
    return min(of_kind, key=lambda fact: sure.index(fact.certainty)) if of_kind else None


def in_words(fact: PersonFact | None) -> str:
    """A birth or death in words: "3 May 1950", "1950", "about 1950"; empty for none."""
    if fact is None:
        return ""
    day: dt.date | None = fact.on
    if day:
        return f"{day.day} {day:%B} {day.year}"
    return f"{'about ' if fact.is_about else ''}{fact.year}" if fact.year else "day not known"
