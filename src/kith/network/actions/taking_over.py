"""Taking people of a family file over: as somebody new, or by adding to somebody who is here; and how they belong."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.gedcom import review
from kith.domain.network import When, vocabulary, words
from kith.domain.network.kinship import Group
from kith.domain.network.maps.speaking import family_words
from kith.domain.terms import (
    Certainty,
    FactSource,
    Gender,
    NameKind,
    PersonFactKind,
    PersonStatus,
    ReachKind,
    Side,
)
from kith.network import queries
from kith.network.models import FamilyFile
from kith.people import actions as people
from kith.people import queries as told
from kith.people.models import Connection, PersonFact, Reach

# In which part of the child's life somebody stands, as far as a family tree says.
SIDES = {
    Group.MUM: Side.MUM,
    Group.DAD: Side.DAD,
    Group.SIBLINGS: Side.BROTHERS_AND_SISTERS,
    Group.CARERS: Side.CARED_FOR_ME,
}
# In which part of the child's life somebody stands who is no family, by their tie with the child.
SIDES_OF_TIES = {drawn: side for side, drawn in vocabulary.TIES_OF_SIDES.items() if side not in SIDES.values()} | {
    words.TieKind.CARER: Side.CARED_FOR_ME,
    words.TieKind.NEIGHBOUR: Side.FRIENDS,
    words.TieKind.CLUB: Side.SCHOOL_AND_CLUBS,
}
# What a family file says is an account of whoever made it, for this child alone.
SAYS = people.Says(FactSource.FILE, "A family file", Certainty.LIKELY)
# Beside another account that is here, the file's does not come first.
SAYS_TOO = replace(SAYS, certainty=Certainty.POSSIBLE)


@dataclass(frozen=True, slots=True)
class Answer:
    """Where somebody stands today, and whether their gender is taken over as the file says it."""

    status: PersonStatus
    with_gender: bool


def add(actor: Actor, file: FamilyFile, offer: review.Offer, answer: Answer, at: dt.datetime) -> Connection:
    """Somebody new beside the child, with all that the file says of them."""
    stands = PersonStatus.DIED if offer.has_died else answer.status
    gender = _gender(offer) if answer.with_gender else None
    names = _names(offer)
    given = people.PersonGiven(
        described=people.Described(how_related=family_words(offer.what)[:120], side=_side(offer)),
        # A death of which the file gives the day or year is news by that; of others the people sheet asks.
        stands=people.Stands(stands, timezone.localdate(at), FactSource.FILE, is_news=False),
        names=tuple(names or ([people.NameGiven(offer.shown[:200], NameKind.USED)] if not offer.what else [])),
        traits=people.Traits(gender=gender) if gender else people.Traits(),
    )
    connection = people.add_person(actor, child=file.child, given=given, says=SAYS, at=at)
    facts = [_fact(kind, when) for kind, when in _dates(offer)]
    _write(actor, connection, [fact for fact in facts if fact], at)
    if gender:
        _write(actor, connection, [_gender_fact(gender)], at)
    _reach(actor, connection, offer, at)
    return connection


def add_to(
    actor: Actor, file: FamilyFile, offer: review.Offer, connection_id: uuid.UUID, answer: Answer, *, at: dt.datetime
) -> Connection:
    """Add to somebody who is here what the file says besides, for this child alone.

    Where they stand, what the child knows of them and what was said before stay as they are: another name, birth or
    death stands beside the first. Raises NotVisible for somebody who is not this child's.
    """
    somebody = _somebody(actor, file.child, connection_id)
    connection = somebody.connection
    known = {told.fold(name) for name in somebody.all_names}
    for name in _names(offer):
        if told.fold(name.full) not in known:
            # The name that people use here stays the one by which this person goes.
            is_second = bool(known) and name.kind is NameKind.USED
            second = replace(name, kind=NameKind.ALIAS) if is_second else name
            people.add_name(actor, connection=connection, given=second, says=SAYS, at=at)
    said = told.list_rows_of(actor, PersonFact, connection).filter(taken_back_at__isnull=True)
    facts = [_fact(kind, when) for kind, when in _dates(offer)]
    if offer.has_died and not offer.died:
        facts.append(people.FactGiven(PersonFactKind.DIED))
    for fact in facts:
        if fact and _is_new(fact, said):
            says = SAYS_TOO if any(row.kind == fact.kind.value for row in said) else SAYS
            people.add_fact(actor, connection=connection, given=fact, says=says, at=at)
    gender = _gender(offer) if answer.with_gender else None
    if gender:
        _gender_of(actor, connection, gender, at)
    _reach(actor, connection, offer, at)
    _describe(actor, connection, offer, at)
    return connection


def members_of(actor: Actor, child: Child, here: Mapping[str, uuid.UUID]) -> dict[str, str]:
    """By key of the file: who stands on the child's map, by their key there."""
    members = queries.list_members(actor, child)
    by_connection = {one.somebody.connection.pk: one.key for one in members if one.somebody}
    return {key: by_connection[pk] for key, pk in here.items() if pk in by_connection}


def _somebody(actor: Actor, child: Child, connection_id: uuid.UUID) -> told.Somebody:
    """One of this child's people who was not taken off; raises NotVisible for anybody else."""
    found = next((one for one in told.list_people(actor, child) if one.connection.pk == connection_id), None)
    if found is None:
        raise scope.NotVisible
    return found


def _names(offer: review.Offer) -> list[people.NameGiven]:
    return [people.NameGiven(name.full[:200], name.kind, name.given[:120], name.family[:120]) for name in offer.names]


def _dates(offer: review.Offer) -> tuple[tuple[PersonFactKind, When | None], ...]:
    return (PersonFactKind.BORN, offer.born), (PersonFactKind.DIED, offer.died)


def _side(offer: review.Offer) -> Side | None:
    return SIDES.get(offer.group) or (SIDES_OF_TIES.get(offer.tie) if offer.tie else None)


def _gender(offer: review.Offer) -> Gender | None:
    return vocabulary.GENDERS_OF_FILES.get(offer.gender)


def _gender_fact(gender: Gender) -> people.FactGiven:
    return people.FactGiven(PersonFactKind.OTHER, f"Gender as a family file has it: {gender.label.lower()}")


def _write(actor: Actor, connection: Connection, facts: list[people.FactGiven], at: dt.datetime) -> None:
    for fact in facts:
        people.add_fact(actor, connection=connection, given=fact, says=SAYS, at=at)


def _is_new(fact: people.FactGiven, said: QuerySet[PersonFact]) -> bool:
    """Whether nobody has said this birth or death yet; a year that a known day lies in says nothing more."""
    return not any(row.kind == fact.kind.value and _says_as_much(row, fact) for row in said)


def _says_as_much(row: PersonFact, fact: people.FactGiven) -> bool:
    year = fact.on.year if fact.on else fact.year
    if year is None:
        return True
    return row.year == year and fact.on in (None, row.on) and (fact.is_about or not row.is_about)


def _gender_of(actor: Actor, connection: Connection, gender: Gender, at: dt.datetime) -> None:
    """The gender as a fact; as that of the person only where nobody knows it and they stand beside this child alone."""
    _write(actor, connection, [_gender_fact(gender)], at)
    person = connection.person
    is_shared = told.list_other_children(actor, person, connection.child).exists()
    if person.gender == Gender.NOT_KNOWN.value and not person.gender_words and not is_shared:
        traits = people.Traits(gender, "", person.is_professional, person.is_under_18)
        people.describe_person(actor, person=person, given=traits, connection=connection, at=at)


def _describe(actor: Actor, connection: Connection, offer: review.Offer, at: dt.datetime) -> None:
    """Who they are to the child and in which part of the child's life, where nobody said."""
    related, side = connection.how_related, Side(connection.side) if connection.side else None
    given = people.Described(
        called=connection.called,
        how_related=related or family_words(offer.what)[:120],
        side=side or _side(offer),
        last_in_touch_on=connection.last_in_touch_on,
        named_by_child=connection.named_by_child,
    )
    if (given.how_related, given.side) != (related, side):
        people.describe_connection(actor, connection=connection, given=given, at=at)


def _reach(actor: Actor, connection: Connection, offer: review.Offer, at: dt.datetime) -> None:
    """Every way to reach them, sealed; one that whoever asks can read here already is not written again."""
    rows = told.list_rows_of(actor, Reach, connection).filter(taken_back_at__isnull=True)
    known = {told.plain(ReachKind(row.kind), row.value) for row in rows}
    for way in offer.contacts:
        value = way.value.strip()
        if value and told.plain(way.kind, value) not in known:
            reach = people.ReachGiven(way.kind, value, is_sealed=True)
            people.add_reach(actor, connection=connection, given=reach, says=SAYS, at=at)


def _fact(kind: PersonFactKind, when: When | None) -> people.FactGiven | None:
    """A birth or death as a day, or as a year; a date with only one end is no fact here."""
    if when is None or when.year is None:
        return None
    exact = when.first if when.is_exact else None
    is_year = when.first is not None and when.last is not None and when.first.year == when.last.year
    return people.FactGiven(kind, on=exact, year=when.year, is_about=exact is None and (when.about or not is_year))
