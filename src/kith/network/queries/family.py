"""Builds the domain's family from the tables: the child in the middle, the child's people, how they belong together."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from kith.children.models import Child
from kith.domain import network
from kith.domain.network import when
from kith.domain.terms import (
    Certainty,
    FactSource,
    Gender,
    ParentageKind,
    PersonStatus,
    Ring,
    Side,
    TieKind,
    UnionStatus,
)
from kith.network.models import MapPlace
from kith.network.queries.members import CHILD, Member
from kith.network.queries.standing import Standing
from kith.network.queries.ties import Ties
from kith.people.models import PersonFact

GENDERS = {
    Gender.WOMAN: network.Gender.FEMALE,
    Gender.MAN: network.Gender.MALE,
    Gender.TRANS_WOMAN: network.Gender.TRANS_WOMAN,
    Gender.TRANS_MAN: network.Gender.TRANS_MAN,
    Gender.NON_BINARY: network.Gender.NON_BINARY,
    Gender.NOT_KNOWN: network.Gender.UNKNOWN,
}
RINGS = {
    Ring.CLOSEST: network.Ring.CLOSEST,
    Ring.CLOSE: network.Ring.CLOSE,
    Ring.KNOWN: network.Ring.KNOWN,
    Ring.SEE_AGAIN: network.Ring.WISHED,
}
SECTORS = {
    Side.MUM: network.Sector.MUM,
    Side.DAD: network.Sector.DAD,
    Side.BROTHERS_AND_SISTERS: network.Sector.SIBLINGS,
    Side.CARED_FOR_ME: network.Sector.CARERS,
    Side.FRIENDS: network.Sector.FRIENDS,
    Side.SCHOOL_AND_CLUBS: network.Sector.SCHOOL,
    Side.FAITH_AND_COMMUNITY: network.Sector.FAITH,
    Side.WORKERS: network.Sector.WORKERS,
}
TIES = {
    TieKind.BROTHER_OR_SISTER: network.TieKind.SIBLING,
    TieKind.HALF_BROTHER_OR_SISTER: network.TieKind.SIBLING,
    TieKind.STEP_BROTHER_OR_SISTER: network.TieKind.SIBLING,
    TieKind.ADOPTED_BROTHER_OR_SISTER: network.TieKind.SIBLING,
    TieKind.RELATIVE: network.TieKind.RELATIVE,
    TieKind.CHOSEN_FAMILY: network.TieKind.CHOSEN_FAMILY,
    TieKind.GODPARENT: network.TieKind.GODPARENT,
    TieKind.CARED_FOR: network.TieKind.CARER,
    TieKind.FRIEND: network.TieKind.FRIEND,
    TieKind.TAUGHT: network.TieKind.SCHOOL,
    TieKind.WORKED_WITH: network.TieKind.WORKER,
    TieKind.KNOW_EACH_OTHER: network.TieKind.KNOWS,
    TieKind.OTHER: network.TieKind.OTHER,
}
UNIONS = {
    UnionStatus.MARRIED: network.UnionStatus.MARRIED,
    UnionStatus.TOGETHER: network.UnionStatus.TOGETHER,
    UnionStatus.SHORT: network.UnionStatus.BRIEF,
    UnionStatus.SEPARATED: network.UnionStatus.SEPARATED,
    UnionStatus.DIVORCED: network.UnionStatus.DIVORCED,
    UnionStatus.BACK_TOGETHER: network.UnionStatus.BACK_TOGETHER,
    UnionStatus.ENDED_BY_DEATH: network.UnionStatus.WIDOWED,
}
PARENTAGE = {
    ParentageKind.BIRTH: network.ParentageKind.BIRTH,
    ParentageKind.ADOPTIVE: network.ParentageKind.ADOPTIVE,
    ParentageKind.FOSTER: network.ParentageKind.FOSTER,
    ParentageKind.STEP: network.ParentageKind.STEP,
    ParentageKind.KIN_CARER: network.ParentageKind.KIN_CARER,
}
TOUCH = {
    PersonStatus.IN_TOUCH: network.Touch.IN_TOUCH,
    PersonStatus.LOST_TOUCH: network.Touch.LOST,
}


def build_family(
    child: Child, members: Iterable[Member], ties: Ties, standing: Iterable[Standing], places: Iterable[MapPlace]
) -> network.Family:
    """The family of a child as the drawings take it: who stood there, the ties among them, where they were placed.

    Only what was read for this child goes in; nobody else's id, count or tie is in it.
    """
    there = {one.key: one for one in standing}
    shown = [member for member in members if member.key == CHILD or member.key in there]
    keys = {pk: member.key for member in shown for pk in member.person_ids}
    placed = {keys[place.connection.person_id]: place for place in places if place.connection.person_id in keys}
    return network.Family(
        people=tuple(_person(child, member) for member in shown),
        unions=tuple(_unions(ties, keys)),
        parentage=tuple(_parentage(ties, keys)),
        ties=(*(_own_tie(one, placed.get(key)) for key, one in there.items()), *_ties(ties, keys)),
        households=tuple(_households(ties, keys)),
        focus=CHILD,
    )


def _person(child: Child, member: Member) -> network.Person:
    if member.somebody is None:
        return network.Person(CHILD, str(child), born=when.on(child.born_on) if child.born_on else None)
    one = member.somebody
    return network.Person(
        id=member.key,
        name=one.name,
        gender=GENDERS[Gender(one.person.gender)],
        born=_when(one.born),
        died=_when(one.died),
        is_dead=one.died is not None or one.connection.status == PersonStatus.DIED.value,
        hint=one.connection.how_related,
        called=one.called,
        professional=one.person.is_professional,
    )


def _when(fact: PersonFact | None) -> network.When | None:
    if fact is None or not fact.year:
        return None
    return when.on(fact.on) if fact.on else when.in_year(fact.year, about=fact.is_about)


def _on(day: dt.date | None) -> network.When | None:
    return when.on(day) if day else None


def _says(certainty: str, source: str) -> network.Says:
    return network.Says(Certainty(certainty), FactSource(source))


def _own_tie(one: Standing, place: MapPlace | None) -> network.Tie:
    """The child's own tie to somebody: in touch or not, and where the child put them."""
    side = Side(place.side) if place else one.side
    return network.Tie(
        a=CHILD,
        b=one.key,
        words=one.somebody.connection.how_related,
        touch=TOUCH.get(one.status, network.Touch.UNKNOWN),
        ring=RINGS[Ring(place.ring)] if place else None,
        sector=SECTORS[side] if side else None,
        start=when.on(one.since),
        seen=_on(one.somebody.connection.last_in_touch_on),
    )


def _ties(ties: Ties, keys: Mapping[uuid.UUID, str]) -> Iterable[network.Tie]:
    for row in ties.ties:
        if row.a_id in keys and row.b_id in keys and keys[row.a_id] != keys[row.b_id]:
            yield network.Tie(
                a=keys[row.a_id],
                b=keys[row.b_id],
                kind=TIES[TieKind(row.kind)],
                words=row.words or TieKind(row.kind).label,
                start=_on(row.from_on),
                end=_on(row.until_on),
                says=_says(row.certainty, row.source),
            )


def _parentage(ties: Ties, keys: Mapping[uuid.UUID, str]) -> Iterable[network.Parentage]:
    seen = set()
    for row in ties.parentage:
        pair = (keys.get(row.child_person_id), keys.get(row.parent_id), row.kind)
        if None in pair or pair[0] == pair[1] or pair in seen:
            continue
        seen.add(pair)
        yield network.Parentage(
            child=keys[row.child_person_id],
            parents=(keys[row.parent_id],),
            kind=PARENTAGE[ParentageKind(row.kind)],
            start=_on(row.from_on),
            end=_on(row.until_on),
            says=_says(row.certainty, row.source),
        )


def _unions(ties: Ties, keys: Mapping[uuid.UUID, str]) -> Iterable[network.Union]:
    for row in ties.unions:
        if row.a_id not in keys or row.b_id not in keys or keys[row.a_id] == keys[row.b_id]:
            continue
        history = tuple(
            network.Status(
                UNIONS[UnionStatus(event.status)],
                when.on(event.on) if event.on else when.in_year(event.year) if event.year else None,
            )
            for event in ties.events[row.pk]
        )
        yield network.Union(str(row.pk), (keys[row.a_id], keys[row.b_id]), history, _says(row.certainty, row.source))


def _households(ties: Ties, keys: Mapping[uuid.UUID, str]) -> Iterable[network.Household]:
    for row in ties.households:
        stays = tuple(
            network.Stay(keys[stay.person_id], _on(stay.from_on), _on(stay.until_on))
            for stay in ties.stays[row.pk]
            if stay.person_id in keys
        )
        if stays:
            yield network.Household(
                str(row.pk), row.called, stays, is_placement=row.is_carers_home, says=_says(row.certainty, row.source)
            )
