"""Builds what the rules read about one child from the tables, for the child's own coordinator."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import agreement, care, careful, leads
from kith.domain.terms import DrawnBy, PersonFactKind, PersonStatus, Ring, Side, SupportKind
from kith.finding.models import Approach, NotesAnswer, Search
from kith.finding.queries import lead_blocks, lead_ties
from kith.finding.queries.asked import open_ask_about
from kith.finding.queries.lead_blocks import Agreed
from kith.network import queries as networks
from kith.network.models import MapPlace
from kith.people.models import Connection, Name, PersonFact
from kith.records import queries as records
from kith.referrals.queries import asks
from kith.safety.queries import careful as care_taken

NEAR = frozenset({Ring.CLOSEST.value, Ring.CLOSE.value})
CARED_SIDES = frozenset({Side.CARED_FOR_ME, Side.WORKERS})
KINDS = {kind.label.lower(): kind for kind in SupportKind}
Key = str


@dataclass(frozen=True, slots=True)
class Read:
    """The facts, and by the id of each person in them the connection, and what the child asked for about them."""

    facts: leads.Facts
    connections: Mapping[Key, Connection]
    asked: Mapping[Key, str]


@dataclass(frozen=True, slots=True)
class Said:
    """What is written down about people beside their names: birth days and years, and that there is a story."""

    born: Mapping[Key, list[dt.date]]
    years: Mapping[Key, list[int]]
    remembered: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Tried:
    """The day of the latest search and of the latest letter, by connection."""

    sought: Mapping[uuid.UUID, dt.date]
    written: Mapping[uuid.UUID, dt.date]


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything that is read beside the network itself."""

    asked: list[asks.AskSeen]
    agreed: Agreed
    said: Said
    tried: Tried
    ties: lead_ties.Family


def get_facts(actor: Actor, child: Child, on: dt.date) -> Read:
    """Everything the rules read, in a number of questions that does not grow with the people."""
    around = networks.get_around(actor, child, on)
    agreed = lead_blocks.get_agreed(actor, child, on)
    ties = lead_ties.read_family(around)
    beside = Beside(asks.list_asks(actor, child), agreed, _said(actor, around), _tried(actor, child), ties)
    everybody = tuple(_someone(one, around, beside) for one in around.standing)
    notes = [(str(note.pk), note.happened_on, note.words) for note in records.list_notes(actor, child)]
    facts = leads.Facts(
        child=str(child),
        on=on,
        people=everybody,
        parents=ties.parents,
        partners=ties.partners,
        knows=ties.knows,
        siblings=ties.siblings,
        adopted=ties.adopted,
        homes=tuple(
            leads.Home(home.from_on, home.until_on, home.place, home.place in care.FOSTER) for home in around.homes
        ),
        mentions=(*leads.find_mentions(everybody, notes), *_of_files(actor, around)),
        of_school=leads.find_of_school(notes),
        unmatched=tuple(_unmatched(beside, everybody)),
        household=ties.lives.get(networks.CHILD, ""),
        born_on=child.birth,
        own_names=_own_names(actor, child),
        is_unaccompanied=care_taken.is_unaccompanied(child.pk),
        blocks=lead_blocks.get_blocks(actor, around, agreed),
    )
    connections = {one.key: one.somebody.connection for one in around.standing}
    served = {key: open_ask_about(one, beside.asked) for key, one in connections.items()}
    return Read(facts, connections, {key: ask.words for key, ask in served.items() if ask})


def _of_files(actor: Actor, around: networks.Around) -> list[leads.Mention]:
    """The sentences that were kept from files, where a person said whom of those here they name; one question."""
    keys = {one.somebody.connection.pk: one.key for one in around.standing}
    rows = scope.visible(actor, NotesAnswer.objects).filter(
        child=around.child, connection__in=list(keys), sentence__isnull=False, ended_at__isnull=True
    )
    return [
        leads.of_file(
            keys[row.connection_id], str(row.notes_id), timezone.localdate(row.at), sentence=row.sentence or ""
        )
        for row in rows.order_by("at", "pk")
    ]


def _someone(one: networks.Standing, around: networks.Around, beside: Beside) -> leads.Someone:
    somebody, connection = one.somebody, one.somebody.connection
    place = next((row for row in around.places if row.connection_id == connection.pk and _is_latest(row, around)), None)
    side = Side(place.side) if place else one.side
    days = _named_days(connection, around, beside.asked)
    asked_for = any(row.outcome in asks.OPEN for row in _asks_about(connection, beside.asked))
    return leads.Someone(
        id=one.key,
        shown=somebody.shown,
        status=one.status,
        names=tuple(dict.fromkeys(name for name in (*somebody.all_names, connection.called) if name)),
        has_name=bool(somebody.all_names),
        side=side,
        is_paid=somebody.person.is_professional or side is Side.WORKERS,
        is_minor=_is_minor(one, beside.said, around.on),
        child_knows=connection.child_knows and connection.pk not in around.untold,
        is_asked_for=asked_for,
        named_on=min(days, default=None),
        in_touch=_times_in_touch(one, around),
        last_in_touch_on=connection.last_in_touch_on,
        sought_on=beside.tried.sought.get(connection.pk),
        written_on=beside.tried.written.get(connection.pk),
        cared=_cared(one.key, side, beside.ties),
        household=beside.ties.lives.get(one.key, ""),
        supports=frozenset(KINDS[label] for label in around.gives.get(connection.pk, ())),
        is_near=_is_near(connection, around),
        is_remembered=one.key in beside.said.remembered,
        is_agreed=beside.agreed.may_look(connection.about_person),
    )


def _is_latest(place: MapPlace, around: networks.Around) -> bool:
    return around.version is not None and place.version_id == around.version.pk


def _asks_about(connection: Connection, asked: Iterable[asks.AskSeen]) -> list[asks.AskSeen]:
    about = agreement.plain_name(connection.about_person)
    return [row for row in asked if row.named and agreement.plain_name(row.named) == about]


def _named_days(connection: Connection, around: networks.Around, asked: Iterable[asks.AskSeen]) -> list[dt.date]:
    """The days on which the child named somebody: in words, when they were added, or on the child's own map."""
    days = [row.asked_on for row in _asks_about(connection, asked)]
    if connection.named_by_child:
        days.append(connection.added_on)
    version = around.version
    if version is not None and version.drawn_by == DrawnBy.CHILD.value and connection.pk in _placed(around):
        days.append(version.on)
    return days


def _placed(around: networks.Around) -> set[uuid.UUID]:
    return {row.connection_id for row in around.places if _is_latest(row, around)}


def _is_near(connection: Connection, around: networks.Around) -> bool:
    """Whether the child put them near, or named them as somebody who loves them or will be there."""
    near = {row.connection_id for row in around.places if _is_latest(row, around) and row.ring in NEAR}
    loved = around.loved.get(around.version.pk, set()) if around.version else set()
    return connection.pk in near | {pk for _, pk in loved}


def _times_in_touch(one: networks.Standing, around: networks.Around) -> leads.Times:
    """The times in which the child and somebody were in touch, half-open, as their history has them."""
    changes = [row for row in around.histories.get(one.somebody.person_ids[0], []) if row.on <= around.on]
    ends = [row.on for row in changes[1:]]
    pairs = zip(changes, [*ends, None], strict=True) if changes else ()
    counted = {status.value for status in PersonStatus.counted_in_touch()}
    return tuple((row.on, until) for row, until in pairs if row.status in counted)


def _is_minor(one: networks.Standing, said: Said, on: dt.date) -> bool:
    ticked = one.somebody.person.is_under_18
    return careful.is_minor(ticked, said.born.get(one.key, []), said.years.get(one.key, []), day=on)


def _cared(key: Key, side: Side | None, ties: lead_ties.Family) -> leads.Times | None:
    times = tuple(ties.cared.get(key, ()))
    return times or (((None, None),) if side in CARED_SIDES else None)


def _unmatched(beside: Beside, everybody: Iterable[leads.Someone]) -> Iterable[leads.Unmatched]:
    """Open asks about somebody who does not stand among the people; what the child said no to since is left out."""
    known = {agreement.plain_name(name) for one in everybody for name in one.names}
    for row in beside.asked:
        plain = agreement.plain_name(row.named)
        if plain and plain not in known and row.outcome in asks.OPEN and not beside.agreed.refuses(row.named):
            yield leads.Unmatched(str(row.id), row.named, row.asked_on, beside.agreed.may_look(row.named))


def _said(actor: Actor, around: networks.Around) -> Said:
    keys = {pk: one.key for one in around.members for pk in one.person_ids}
    told = Q(taken_back_at__isnull=True) & (Q(for_child__isnull=True) | Q(for_child=around.child))
    kinds = [PersonFactKind.BORN.value, PersonFactKind.STORY.value]
    rows = scope.visible(actor, PersonFact.objects).filter(told, person_id__in=list(keys), kind__in=kinds)
    born: dict[Key, list[dt.date]] = defaultdict(list)
    years: dict[Key, list[int]] = defaultdict(list)
    remembered = set()
    for row in rows.defer("words"):
        key = keys[row.person_id]
        if row.kind == PersonFactKind.STORY.value:
            remembered.add(key)
        elif row.on:
            born[key].append(row.on)
        elif row.year:
            years[key].append(row.year)
    return Said(born, years, frozenset(remembered))


def _tried(actor: Actor, child: Child) -> Tried:
    searches = scope.visible(actor, Search.objects).filter(child=child).order_by("started_at")
    letters = scope.visible(actor, Approach.objects).filter(child=child).order_by("at")
    return Tried(
        {pk: timezone.localdate(at) for pk, at in searches.values_list("connection_id", "started_at")},
        {pk: timezone.localdate(at) for pk, at in letters.values_list("connection_id", "at")},
    )


def _own_names(actor: Actor, child: Child) -> tuple[str, ...]:
    """The child's own whole names, as written."""
    rows = scope.visible(actor, Name.objects).filter(person__child=child, taken_back_at__isnull=True)
    return tuple(dict.fromkeys([*rows.order_by("recorded_at", "pk").values_list("full", flat=True), str(child)]))
