"""One person beside a child: names, what is said of them with who says so, and the ways to reach them."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import Gender, PersonFactKind, PersonStatus, Side
from kith.people import queries
from kith.people.models import Connection, Name, Person, PersonFact, Reach
from kith.people.presenters import words

# Nobody is born twice: two accounts that differ are a contradiction. Of all else there may be many.
ONE_ONLY = {PersonFactKind.BORN.value, PersonFactKind.DIED.value}


@dataclass(frozen=True, slots=True)
class Line:
    """A name or fact: what it says, more about it, who says so, and whether it may be told for every child."""

    row_id: uuid.UUID
    text: str
    more: str
    says: str
    is_shared: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything said about one thing; ``differ`` where two accounts cannot both be right."""

    what: str
    lines: tuple[Line, ...]
    differ: bool


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach the person, whether it is safe to use, and when somebody last found it right."""

    reach_id: uuid.UUID
    kind: str
    value: str
    safe: str
    how: str
    confirmed: str
    says: str
    is_sealed: bool
    is_ended: bool


@dataclass(frozen=True, slots=True)
class Other:
    """Another child of this actor's to whom the person matters."""

    connection_id: uuid.UUID
    name: str


@dataclass(frozen=True, slots=True)
class Taken:
    """That two rows were taken for one person."""

    merge_id: uuid.UUID
    words: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person beside a child; ``key`` names them in a form about who belongs to whom."""

    connection_id: uuid.UUID
    key: uuid.UUID
    child_id: uuid.UUID
    child: str
    title: str
    called: str
    how_related: str
    side: str
    status: dict[str, str]
    status_on: str
    last_in_touch: str
    traits: tuple[str, ...]
    child_knows: bool
    named_by_child: bool
    is_removed: bool
    names: tuple[Line, ...]
    facts: tuple[Facts, ...]
    ways: tuple[Way, ...]
    others: tuple[Other, ...]
    merges: tuple[Taken, ...]
    may_write: bool
    may_merge: bool
    version: int


def person_page(actor: Actor, connection: Connection) -> PersonPage:
    """The page of one person for one child: what is told for another child is not in it."""
    said = queries.list_said(actor, connection)
    names = [name for name in said.names if name.taken_back_at is None]
    facts = [fact for fact in said.facts if fact.taken_back_at is None]
    others = queries.list_other_children(actor, connection.person, connection.child)
    return PersonPage(
        connection_id=connection.pk,
        key=queries.root_of(connection.person),
        child_id=connection.child_id,
        child=str(connection.child),
        title=title(connection, names),
        called=connection.called,
        how_related=connection.how_related,
        side=Side(connection.side).label if connection.side else "",
        status=words.tag(connection.status),
        status_on=words.day(_since(connection)),
        last_in_touch=words.day(connection.last_in_touch_on),
        traits=tuple(traits(connection.person)),
        child_knows=connection.child_knows,
        named_by_child=connection.named_by_child,
        is_removed=connection.removed_on is not None,
        names=tuple(name_line(name) for name in names),
        facts=grouped(facts),
        ways=tuple(way(reach) for reach in said.ways if reach.taken_back_at is None),
        others=tuple(Other(one.pk, str(one.child)) for one in others),
        merges=tuple(
            Taken(one.pk, one.words, words.by(one.by), words.day(one.at.date()))
            for one in queries.list_merges(actor, connection.person)
            if one.undone_at is None
        ),
        may_write=gate.may(actor, Permission.RECORD_PEOPLE),
        may_merge=gate.may(actor, Permission.MERGE_PEOPLE),
        version=connection.version,
    )


def _since(connection: Connection) -> dt.date | None:
    """Since when it stands so, where somebody named the day: the day on which they were written down is none.

    Of somebody who has died only the day of the death counts, and that is a fact of its own.
    """
    is_named = connection.status_on != connection.added_on
    return connection.status_on if is_named and connection.status != PersonStatus.DIED.value else None


def heading(actor: Actor, connection: Connection) -> str:
    """The name of a person for the head of a form about them."""
    return title(connection, queries.list_names(actor, connection))


def own_name(actor: Actor, connection: Connection) -> str:
    """The name for the head of a letter; empty where only the child's word for them is known."""
    return queries.own_name_of(queries.list_names(actor, connection), queries.root_of(connection.person))


def title(connection: Connection, names: Sequence[Name]) -> str:
    """What the page of a person is headed: a name, the child's word, or who they are."""
    known = queries.name_of(names, queries.root_of(connection.person)) or connection.called
    return known or connection.without_name


def traits(person: Person) -> list[str]:
    """What the person is, in short words."""
    gender = person.gender_words or (Gender(person.gender).label if person.gender != Gender.NOT_KNOWN.value else "")
    found = [gender] if gender else []
    if person.is_professional:
        found.append("Paid to be in the child’s life")
    if person.is_under_18:
        found.append("Under 18")
    return found


def name_line(name: Name) -> Line:
    """One name."""
    return Line(name.pk, name.full, words.name_kind(name), words.says(name), name.for_child_id is None)


def grouped(facts: Sequence[PersonFact]) -> tuple[Facts, ...]:
    """Facts by what they are about, in the order of the list of kinds."""
    by_kind: dict[str, list[PersonFact]] = defaultdict(list)
    for fact in facts:
        by_kind[fact.kind].append(fact)
    return tuple(
        Facts(
            kind.label,
            tuple(
                Line(row.pk, words.fact_in_words(row), "", words.says(row), row.for_child_id is None)
                for row in by_kind[kind.value]
            ),
            differ(by_kind[kind.value]),
        )
        for kind in PersonFactKind
        if by_kind[kind.value]
    )


def differ(facts: Sequence[PersonFact]) -> bool:
    """Whether two of these accounts cannot both be right: another year, or another day of the same year."""
    if not facts or facts[0].kind not in ONE_ONLY:
        return False
    years = {fact.year for fact in facts if fact.year and not fact.is_about}
    days = {fact.on for fact in facts if fact.on}
    return len(years) > 1 or len(days) > 1


def way(reach: Reach) -> Way:
    """One way to reach the person."""
    return Way(
        reach_id=reach.pk,
        kind=words.reach_kind(reach),
        value=reach.value,
        safe=words.safe(reach),
        how=reach.how_to_use or "",
        confirmed=words.day(reach.confirmed_on),
        says=words.says(reach),
        is_sealed=reach.is_sealed,
        is_ended=reach.ended_on is not None,
    )
