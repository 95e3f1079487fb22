"""The network on any date beside its table, and what was kept, new and lost between two dates."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import network
from kith.domain.network import bonds, changes, couples
from kith.domain.terms import AgreementScope, Drawing, DrawnBy, Ring, Side
from kith.network import queries
from kith.network.models import MapPlace, MapVersion
from kith.network.presenters import drawing, pictures
from kith.network.presenters.circles import STAFFS_RINGS, STAFFS_SIDES
from kith.network.presenters.drawings import SIDES_TO_HIDE, Other, other_drawings
from kith.people import queries as told
from kith.people.presenters import words

NOWHERE = "–"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person on a day, as the table says it."""

    connection_id: uuid.UUID
    name: str
    called: str
    how_related: str
    side: str
    status: dict[str, str]
    since: str
    ring: str
    lives_with: str
    is_paid: bool
    is_known_to_child: bool


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version in a list."""

    version_id: uuid.UUID
    on: str
    drawn_by: str
    by: str
    is_kept_here: bool


@dataclass(frozen=True, slots=True)
class MapPage:
    """The network of a child on one day."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    sentence: str
    picture: SafeString
    rows: tuple[PersonRow, ...]
    placed_on: str
    versions: tuple[VersionLine, ...]
    may_draw_together: bool
    why_not_together: str
    may_write: bool
    others: tuple[Other, ...]
    hidden: tuple[str, ...]
    print_a4: str
    print_a3: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Who was in touch on both days, only on the second, only on the first."""

    child_id: uuid.UUID
    child: str
    first: dt.date
    second: dt.date
    sentence: str
    kept: tuple[PersonRow, ...]
    new: tuple[PersonRow, ...]
    lost: tuple[PersonRow, ...]


def map_page(actor: Actor, child: Child, on: dt.date, at: dt.datetime, hide: Sequence[str] = ()) -> MapPage:
    """The network on a day: who stood where, how near the child put them in the latest map up to that day.

    ``at``: now, when it is asked whether a map may be drawn together. ``hide``: the sides that are not looked at.
    """
    standing = queries.list_standing(actor, child, on)
    members = queries.list_members(actor, child)
    ties = queries.list_ties(actor, child, {pk for one in members for pk in one.person_ids})
    versions = list(queries.list_versions(actor, child))
    latest = queries.latest_placed(one for one in versions if one.on <= on)
    places = queries.list_places(actor, latest) if latest else []
    everybody = queries.build_family(child, members, ties, standing, places, on=on)
    family, _ = network.check(couples.joined(everybody))
    gone = pictures.hidden(family, hide)
    standing = [one for one in standing if one.key not in gone]
    may_draw = gate.may(actor, Permission.DRAW_TOGETHER)
    why_not = _why_not_together(actor, child, at) if may_draw else ""
    asked = urlencode([("kind", Drawing.CIRCLES.value), ("on", on.isoformat()), *(("hide", side) for side in hide)])
    poster = f"{reverse('network:poster', args=[child.pk])}?{asked}&paper="
    return MapPage(
        child_id=child.pk,
        child=str(child),
        on=on,
        sentence=sentence(standing),
        picture=drawing.of_network(family, on, {one.key: one.somebody.connection.pk for one in standing}, gone),
        hidden=tuple(label for side, label in SIDES_TO_HIDE if side in hide),
        print_a4=f"{poster}a4",
        print_a3=f"{poster}a3",
        rows=tuple(person_rows(standing, places, queries.lives_with(members, ties, on))),
        placed_on=words.day(latest.on) if latest else "",
        versions=tuple(version_line(one) for one in versions),
        may_draw_together=may_draw and not why_not,
        why_not_together=why_not,
        may_write=told.can_add(actor, child.pk),
        others=other_drawings(Drawing.CIRCLES, child.pk),
    )


def _why_not_together(actor: Actor, child: Child, at: dt.datetime) -> str:
    """What keeps a map from being drawn together, as the step itself would say it; empty where nothing does."""
    try:
        action.ask_checks(action.Asked(actor, Permission.DRAW_TOGETHER, child, AgreementScope.TALK, "map.started", at))
    except gate.ActionBlocked as refused:
        return str(refused)
    return ""


# How the sentence counts each part of a life; the same words as above every other drawing.
BESIDE = {
    Side.MUM: "on",
    Side.DAD: "on",
    Side.SCHOOL_AND_CLUBS: "from",
    Side.FAITH_AND_COMMUNITY: "from",
}


def sentence(standing: Sequence[queries.Standing]) -> str:
    """In plain words who is there: "14 people. 5 on mum’s side, 0 on dad’s side ... 6 are in touch."."""
    if not standing:
        return "Nobody is written down here yet."
    counts = Counter(one.side for one in standing)
    sides = [_count_of(side, counts[side]) for side in Side if counts[side] or side in (Side.MUM, Side.DAD)]
    unknown = f", {counts[None]} not in any part yet" if counts[None] else ""
    in_touch = sum(one.in_touch for one in standing)
    touch = "1 is in touch" if in_touch == 1 else f"{in_touch} are in touch"
    people = "1 person" if len(standing) == 1 else f"{len(standing)} people"
    return f"{people}. {', '.join(sides)}{unknown}. {touch}."


def _count_of(side: Side, count: int) -> str:
    label = f"{STAFFS_SIDES[side][0].lower()}{STAFFS_SIDES[side][1:]}"
    return f"{count} {BESIDE.get(side, 'among')} {label}"


def person_rows(
    standing: Iterable[queries.Standing], places: Iterable[MapPlace], near: dict[str, list[str]]
) -> Iterable[PersonRow]:
    """The rows of the table, those whom the child put nearest first."""
    placed = {place.connection_id: place for place in places}
    rings = {key: Ring(place.ring) for key, place in placed.items()}
    order = list(Ring)

    def nearness(one: queries.Standing) -> int:
        ring = rings.get(one.somebody.connection.pk)
        return order.index(ring) if ring else len(order)

    for one in sorted(standing, key=nearness):
        connection = one.somebody.connection
        ring = rings.get(connection.pk)
        side = Side(placed[connection.pk].side) if connection.pk in placed else one.side
        yield PersonRow(
            connection_id=connection.pk,
            name=one.somebody.shown,
            called=one.somebody.called,
            how_related=connection.how_related,
            side=STAFFS_SIDES[side] if side else "",
            status=words.tag(one.status.value),
            since=words.day(one.said_since),
            ring=STAFFS_RINGS[ring] if ring else NOWHERE,
            lives_with=", ".join(near.get(one.key, [])),
            is_paid=one.somebody.person.is_professional,
            is_known_to_child=connection.child_knows,
        )


def version_line(version: MapVersion) -> VersionLine:
    """One version in a list."""
    return VersionLine(
        version_id=version.pk,
        on=words.day(version.on),
        drawn_by=DrawnBy(version.drawn_by).label,
        by=words.by(version.by),
        is_kept_here=version.drawn_by == DrawnBy.CHILD.value and not version.is_shared,
    )


def changes_page(actor: Actor, child: Child, first: dt.date, second: dt.date) -> ChangesPage:
    """What was kept, new and lost between two days, in touch both times, only later, only earlier."""
    found, histories = queries.get_histories(actor, child)
    before, after = (queries.standing_on(found, histories, day) for day in (first, second))
    change = changes.change(_network(before, first), _network(after, second))
    by_key = {one.key: one for one in (*before, *after)}

    def rows(keys: Iterable[str]) -> tuple[PersonRow, ...]:
        return tuple(person_rows((by_key[key] for key in keys), (), {}))

    return ChangesPage(
        child_id=child.pk,
        child=str(child),
        first=first,
        second=second,
        sentence=(
            f"{len(change.kept)} kept, {len(change.new)} new, {len(change.lost)} not in touch any more. "
            "More people is not the aim."
        ),
        kept=rows(change.kept),
        new=rows(change.new),
        lost=rows(change.lost),
    )


def _network(standing: Iterable[queries.Standing], on: dt.date) -> bonds.Network:
    ties = [
        bonds.Bond(one.key, one.since, name=one.somebody.shown, in_touch=one.in_touch, side=one.side)
        for one in standing
    ]
    return bonds.network(ties, on)
