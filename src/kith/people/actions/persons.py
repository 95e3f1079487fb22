"""A person, their names and facts: rows with who says so, which never change."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import traces
from kith.domain.terms import Certainty, FactSource, Gender, NameKind, PersonFactKind, PersonStatus
from kith.people import queries
from kith.people.actions import holding
from kith.people.actions.connections import Described, Stands, connect, follow_standing, have_looked_at
from kith.people.models import Connection, Name, Person, PersonFact

NOBODY = "Write a name, or who this is to the child."


@dataclass(frozen=True, slots=True)
class Says:
    """Who says so and how sure it is. ``for_every_child``: it may also be told where this person matters to others."""

    source: FactSource
    words: str = ""
    certainty: Certainty = Certainty.CERTAIN
    for_every_child: bool = False


@dataclass(frozen=True, slots=True)
class NameGiven:
    """A name exactly as it is written or said, in one string; the parts only where somebody knows them."""

    full: str
    kind: NameKind = NameKind.USED
    given: str = ""
    family: str = ""
    from_on: dt.date | None = None
    until_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class FactGiven:
    """A fact in words, or a birth or death: a day, or a year only, perhaps about that year."""

    kind: PersonFactKind
    words: str = ""
    on: dt.date | None = None
    year: int | None = None
    is_about: bool = False


@dataclass(frozen=True, slots=True)
class Traits:
    """What a person is, for every child they matter to. ``is_under_18`` is None where nobody knows."""

    gender: Gender = Gender.NOT_KNOWN
    gender_words: str = ""
    is_professional: bool = False
    is_under_18: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonGiven:
    """Somebody who matters: who they are to the child, where they stand, and what is known of them so far."""

    described: Described
    stands: Stands
    names: tuple[NameGiven, ...] = ()
    traits: Traits = field(default_factory=Traits)
    child_knows: bool = False


@action.action(Permission.RECORD_PEOPLE, on="child", event="person.added")
def add_person(actor: Actor, *, child: Child, given: PersonGiven, says: Says, at: dt.datetime) -> Connection:
    """Add somebody who matters to a child; a person without a name needs who they are.

    Raises ActionBlocked where there is neither a name, nor the child's word, nor who they are. Looking for somebody
    with a like name comes before, on the page: a warning must not stop anybody (queries.list_alike).
    """
    described = given.described
    if not given.names and not described.called.strip() and not described.how_related.strip():
        raise gate.ActionBlocked(NOBODY)
    person = Person.objects.create(
        service_id=child.service_id, added_by_id=actor.user_id, added_at=at, **_columns(given.traits)
    )
    connection = connect(
        actor,
        child=child,
        person=person,
        described=described,
        stands=given.stands,
        child_knows=given.child_knows,
        at=at,
    )
    for name in given.names:
        _name(actor, connection, name, says, at)
    if not given.names:
        _who(actor, connection, says, at)
    action.note(actor, "person.added", connection, at)
    return connection


@action.action(Permission.RECORD_PEOPLE, on="connection", event="person.named")
def add_name(actor: Actor, *, connection: Connection, given: NameGiven, says: Says, at: dt.datetime) -> Name:
    """Write down one more name of a person. Raises ActionBlocked for an empty one."""
    row = _name(actor, connection, given, says, at)
    have_looked_at(connection)
    action.note(actor, "person.named", connection, at, name_kind=given.kind.value)
    return row


@action.action(Permission.RECORD_PEOPLE, on="connection", event="person.fact_recorded")
def add_fact(actor: Actor, *, connection: Connection, given: FactGiven, says: Says, at: dt.datetime) -> PersonFact:
    """Write down a fact about a person, with who says so; another account of the same stays beside it.

    Raises ActionBlocked for a fact that says nothing: a birth or death needs a day or a year, all else words.
    """
    is_date = given.kind in (PersonFactKind.BORN, PersonFactKind.DIED)
    if is_date and given.on is None and given.year is None and given.kind is PersonFactKind.BORN:
        raise gate.ActionBlocked("Write the day or the year.")
    if not is_date and not given.words.strip():
        raise gate.ActionBlocked("Write what you know.")
    row = PersonFact.objects.create(
        kind=given.kind.value,
        words=given.words.strip() or None,
        on=given.on,
        year=given.on.year if given.on else given.year,
        is_about=given.is_about,
        **_about(actor, connection, says, at),
    )
    action.note(actor, "person.fact_recorded", connection, at, fact=given.kind.value)
    if given.kind is PersonFactKind.DIED and says.certainty is not Certainty.CONTRADICTED:
        died = Stands(PersonStatus.DIED, timezone.localdate(at), says.source, says.words)
        follow_standing(actor, connection, died, at)
    if given.kind is PersonFactKind.BORN:
        holding.follow_age(actor, connection=connection, at=at)
    return row


@action.action(Permission.RECORD_PEOPLE, on="connection", event="person.fact_taken_back")
def take_back(actor: Actor, *, connection: Connection, row: Name | PersonFact, at: dt.datetime) -> None:
    """Take back a name or fact that was a slip: it counts no more, and stays in the history.

    Raises NotVisible for a row about somebody else or told for another child.
    """
    told = queries.list_rows_of(actor, type(row), connection)
    fresh: Any = told.filter(pk=row.pk, taken_back_at__isnull=True).first()
    if fresh is None:
        raise scope.NotVisible
    fresh.taken_back_by_id, fresh.taken_back_at = actor.user_id, at
    fresh.save(update_fields=["taken_back_by", "taken_back_at"])
    action.note(actor, "person.fact_taken_back", connection, at, fact=fresh.kind, row=str(fresh.pk))
    if fresh.kind == PersonFactKind.DIED.value:
        now = Stands(PersonStatus(connection.status), connection.status_on, FactSource.FILE, is_news=False)
        follow_standing(actor, connection, now, at)
    if fresh.kind == PersonFactKind.BORN.value:  # without it, what was ticked counts again
        holding.follow_age(actor, connection=connection, at=at)


@action.action(Permission.RECORD_PEOPLE, on="person", event="person.described")
def describe_person(
    actor: Actor, *, person: Person, given: Traits, connection: Connection, at: dt.datetime, version: int | None = None
) -> Person:
    """Say what a person is: gender as they say it, paid or not, under 18 or not. ``connection``: where it was said.

    Raises StaleVersion.
    """
    action.expect_version(person, version)
    for name, value in _columns(given).items():
        setattr(person, name, value)
    person.save()
    action.note(actor, "person.described", connection, at)
    if given.is_under_18:
        holding.follow_age(actor, connection=connection, at=at)
    return person


def _columns(given: Traits) -> dict[str, Any]:
    if traces.is_a_way(given.gender_words):
        raise gate.ActionBlocked("This line says how somebody puts their gender; numbers and addresses have their own.")
    return {
        "gender": given.gender.value,
        "gender_words": given.gender_words.strip(),
        "is_professional": given.is_professional,
        "is_under_18": given.is_under_18,
    }


def _name(actor: Actor, connection: Connection, given: NameGiven, says: Says, at: dt.datetime) -> Name:
    full = " ".join(given.full.split())
    if not full:
        raise gate.ActionBlocked("Write the name.")
    return Name.objects.create(
        kind=given.kind.value,
        full=full,
        given=given.given.strip(),
        family=given.family.strip(),
        folded=queries.fold(full),
        from_on=given.from_on,
        until_on=given.until_on,
        **_about(actor, connection, says, at),
    )


def _who(actor: Actor, connection: Connection, says: Says, at: dt.datetime) -> None:
    """Of whoever has no name, who they are is the first thing that somebody says: it keeps who says so."""
    words = connection.how_related or f"The child calls them {connection.called}"
    about = _about(actor, connection, says, at)
    PersonFact.objects.create(kind=PersonFactKind.WHO.value, words=words, **about)


def _about(actor: Actor, connection: Connection, says: Says, at: dt.datetime) -> dict[str, Any]:
    return {
        "service_id": connection.service_id,
        "person_id": connection.person_id,
        "for_child_id": None if says.for_every_child else connection.child_id,
        "source": says.source.value,
        "source_words": says.words.strip(),
        "certainty": says.certainty.value,
        "recorded_by_id": actor.user_id,
        "recorded_at": at,
    }
