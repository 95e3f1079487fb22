"""Builds the domain's family from the tables: the child in the middle, the child's people, how they belong together."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kith.children.models import Child
from kith.domain import network
from kith.domain.network import couples, then, vocabulary, when
from kith.domain.terms import (
    Certainty,
    FactSource,
    Gender,
    ParentageKind,
    PersonStatus,
    Quality,
    Ring,
    Side,
    TieKind,
    UnionStatus,
)
from kith.network.models import MapPlace, TieQuality
from kith.network.queries.members import CHILD, Member
from kith.network.queries.standing import Standing
from kith.network.queries.ties import Ties
from kith.people.models import PersonFact


@dataclass(frozen=True, slots=True)
class Felt:
    """What stands beside the child's own ties, by connection: what people give, whom the child named, how it feels."""

    gives: Mapping[uuid.UUID, tuple[str, ...]] = field(default_factory=dict)
    named: Mapping[uuid.UUID, tuple[str, ...]] = field(default_factory=dict)
    feels: Mapping[uuid.UUID, TieQuality] = field(default_factory=dict)


NOTHING = Felt()


def build_family(
    child: Child,
    members: Iterable[Member],
    ties: Ties,
    standing: Iterable[Standing],
    places: Iterable[MapPlace],
    felt: Felt = NOTHING,
    *,
    on: dt.date,
) -> network.Family:
    """The family of a child as the drawings take it: who stood there, the ties among them, where they were placed.

    As it was ``on`` a day: what was said of later days is not in it. Each parent has a row: `network.couples.joined`
    hangs children from both, once nobody is left who is not shown.
    Only what was read for this child goes in; nobody else's id, count or tie is in it.
    """
    there = {one.key: one for one in standing}
    shown = [member for member in members if member.key == CHILD or member.key in there]
    keys = {pk: member.key for member in shown for pk in member.person_ids}
    placed = {keys[place.connection.person_id]: place for place in places if place.connection.person_id in keys}
    written = list(then.ties_then(_ties(ties, keys), on))
    kinds = _kinds_with_the_child(written)
    written_down = network.Family(
        people=tuple(_person(child, member, there.get(member.key)) for member in shown),
        unions=tuple(_unions(ties, keys)),
        parentage=tuple(_parentage(ties, keys)),
        ties=(*(_own_tie(one, placed.get(key), kinds.get(key), felt) for key, one in there.items()), *written),
        households=tuple(_households(ties, keys)),
        focus=CHILD,
    )
    return then.then(written_down, on)


def _kinds_with_the_child(ties: Iterable[network.Tie]) -> dict[str, network.TieKind]:
    """Which tie each person has with the child, as it was written down; of several the one that comes first."""
    kinds: dict[str, network.TieKind] = {}
    for tie in sorted(ties, key=lambda tie: list(network.TieKind).index(tie.kind)):
        if CHILD in (tie.a, tie.b):
            kinds.setdefault(tie.b if tie.a == CHILD else tie.a, tie.kind)
    return kinds


def _person(child: Child, member: Member, stands: Standing | None) -> network.Person:
    if member.somebody is None:
        return network.Person(CHILD, str(child), born=when.on(child.birth) if child.birth else None)
    one = member.somebody
    return network.Person(
        id=member.key,
        name=one.name,
        gender=vocabulary.GENDERS[Gender(one.person.gender)],
        born=_when(one.born),
        died=_when(one.died),
        is_dead=one.died is not None or (stands is not None and stands.status is PersonStatus.DIED),
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


def _own_tie(one: Standing, place: MapPlace | None, kind: network.TieKind | None, felt: Felt) -> network.Tie:
    """The child's own tie to somebody: which, in touch or not, where the child put them, what they give."""
    side = Side(place.side) if place else one.side
    key = one.somebody.connection.pk
    feels = felt.feels.get(key)
    gives = felt.gives.get(key, ())
    return network.Tie(
        a=CHILD,
        b=one.key,
        kind=kind or _kind_of_side(one.side, one.somebody.connection.how_related),
        words=one.somebody.connection.how_related,
        quality=vocabulary.QUALITIES[Quality(feels.quality)] if feels else None,
        flow=network.Flow.TO if gives else network.Flow.NONE,
        touch=vocabulary.TOUCH.get(one.status, network.Touch.UNKNOWN),
        ring=vocabulary.RINGS[Ring(place.ring)] if place else None,
        sector=vocabulary.SECTORS[side] if side else None,
        supports=(*gives, *felt.named.get(key, ())),
        start=_on(one.said_since),
        seen=_on(one.somebody.connection.last_in_touch_on),
        says=network.Says(source=FactSource(feels.source)) if feels else network.Says(),
    )


# What the words for a brother or sister begin with, where they are no full one.
NOT_FULL = {
    "half": network.TieKind.HALF_SIBLING,
    "step": network.TieKind.STEP_SIBLING,
    "adopt": network.TieKind.ADOPTIVE_SIBLING,
}


def _kind_of_side(side: Side | None, words: str) -> network.TieKind:
    """Which tie the part of a child's life says; "half-sister, by Mum" is no full sister."""
    kind = vocabulary.TIES_OF_SIDES[side] if side else network.TieKind.OTHER
    if kind is not network.TieKind.SIBLING:
        return kind
    return next((one for begins, one in NOT_FULL.items() if words.casefold().startswith(begins)), kind)


def _ties(ties: Ties, keys: Mapping[uuid.UUID, str]) -> Iterable[network.Tie]:
    for row in ties.ties:
        if row.a_id in keys and row.b_id in keys and keys[row.a_id] != keys[row.b_id]:
            yield network.Tie(
                a=keys[row.a_id],
                b=keys[row.b_id],
                kind=vocabulary.TIES[TieKind(row.kind)],
                words=row.words or TieKind(row.kind).label,
                start=_on(row.from_on),
                end=_on(row.until_on),
                says=_says(row.certainty, row.source),
            )


def _parentage(ties: Ties, keys: Mapping[uuid.UUID, str]) -> Iterable[network.Parentage]:
    """One row for each parent in one way and time; a drawing hangs a child from both (`network.couples`)."""
    of_child: dict[tuple[str, str, str], list[network.Parentage]] = defaultdict(list)
    for row in ties.parentage:
        child, parent = keys.get(row.child_person_id), keys.get(row.parent_id)
        if child is None or parent is None or child == parent:
            continue
        of_child[child, parent, row.kind].append(
            network.Parentage(
                child=child,
                parents=(parent,),
                kind=vocabulary.PARENTAGE[ParentageKind(row.kind)],
                start=_on(row.from_on),
                end=_on(row.until_on),
                says=_says(row.certainty, row.source),
            )
        )
    for accounts in of_child.values():
        yield from _times(accounts)


def _times(said: Iterable[network.Parentage]) -> list[network.Parentage]:
    """One row for each time in which somebody was a parent in one way, the earliest first, as sure as the accounts of
    it: contradicted where one is. One without a day says nothing of the time."""
    by_time: dict[tuple[network.When | None, network.When | None], list[network.Parentage]] = defaultdict(list)
    for row in said:
        by_time[row.start, row.end].append(row)
    if len(by_time) > 1:
        by_time.pop((None, None), None)
    rows = [replace(accounts[0], says=_together(accounts)) for accounts in by_time.values()]
    return sorted(rows, key=lambda row: (row.start and row.start.order) or dt.date.min)


def _together(accounts: Iterable[network.Parentage]) -> network.Says:
    ordered = sorted((row.says for row in accounts), key=lambda says: couples.SUREST.index(says.certainty))
    return ordered[-1] if ordered[-1].certainty is Certainty.CONTRADICTED else ordered[0]


def _unions(ties: Ties, keys: Mapping[uuid.UUID, str]) -> Iterable[network.Union]:
    for row in ties.unions:
        if row.a_id not in keys or row.b_id not in keys or keys[row.a_id] == keys[row.b_id]:
            continue
        history = tuple(
            network.Status(
                vocabulary.UNIONS[UnionStatus(event.status)],
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
