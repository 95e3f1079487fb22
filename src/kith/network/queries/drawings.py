"""Reads: all that the drawings of a child's network are made from, for one day, and what each copy of them leaves out.

A copy leaves things out by rule (PRODUCT "Who needs to know", SAFEGUARDING 4, 5, 15; maps-and-finding 1.1 c and 6):
whatever is left out is gone before anything is counted, placed or drawn. What is left out is said to whoever makes the
copy, by kind, and only as far as they may read it themselves.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import network
from kith.domain.network import couples, kinship, whereabouts
from kith.domain.network.maps import connectedness
from kith.domain.terms import DrawnBy, FactSource, LoveQuestion, ParentageKind, PersonStatus, Side, SupportKind
from kith.network.models import Household, MapPlace, MapVersion, TieQuality
from kith.network.queries import given, maps
from kith.network.queries.family import Felt, build_family
from kith.network.queries.homes import Home, list_homes
from kith.network.queries.members import CHILD, Member, list_members
from kith.network.queries.nudges import get_nudges
from kith.network.queries.standing import Histories, Standing, get_histories, standing_on
from kith.network.queries.ties import Ties, list_ties
from kith.people import queries as people
from kith.safety.queries import location, news

NAMED = {LoveQuestion.LOVES: connectedness.LOVES, LoveQuestion.WILL_BE_THERE: connectedness.THERE}


class Copy(StrEnum):
    """For whom a drawing is. MINE is no copy: all that whoever looks may see."""

    MINE = "mine"
    TEAM = "team"
    FAMILY = "family"
    CHILD = "child"
    COURT = "court"


# What stays in no copy for others: it is read by the coordinator, the manager and whoever wrote it.
FEELINGS = frozenset({Copy.TEAM, Copy.COURT, Copy.FAMILY, Copy.CHILD})
# A child's map is shared with the people who work for the child, or with nobody else; never with family or a court.
KEPT_MAPS = frozenset({Copy.TEAM})
NO_PLACES = frozenset({Copy.FAMILY, Copy.COURT})
# Whoever is not known to the child, or not surely the person, and what the child has still to be told.
NOT_YET = frozenset({Copy.FAMILY, Copy.CHILD})
UNSURE = frozenset({Copy.FAMILY, Copy.CHILD, Copy.COURT})
# Where the child lives or lived in care, and with whom; and whoever goes by the adoption route.
HOMES = frozenset({Copy.FAMILY})
# What leaves the service: read, and passed on, by nobody knows whom.
OUTSIDE = frozenset({Copy.FAMILY, Copy.COURT})


@dataclass(frozen=True, slots=True)
class Around:
    """Everything around one child on one day, as far as this actor may read it."""

    child: Child
    on: dt.date
    members: tuple[Member, ...]
    ties: Ties
    found: tuple[people.Somebody, ...]
    histories: Histories
    standing: tuple[Standing, ...]
    version: MapVersion | None
    shared: MapVersion | None
    places: tuple[MapPlace, ...]
    loved: maps.Loved
    gives: dict[uuid.UUID, tuple[str, ...]]
    feels: dict[uuid.UUID, TieQuality]
    untold: dict[uuid.UUID, news.Untold]
    news_seen: int
    homes: tuple[Home, ...]
    map_days: tuple[dt.date, ...]
    nudges: Mapping[str, float]
    kept_back: location.KeptBack | None

    @property
    def connections(self) -> dict[str, uuid.UUID]:
        """The connection of each person by key, for the address of their page."""
        return {one.key: one.somebody.connection.pk for one in self.standing}

    @property
    def names(self) -> dict[str, str]:
        """The name of everybody who stood there, the child first."""
        return {CHILD: str(self.child), **{one.key: one.somebody.shown for one in self.standing}}


@dataclass(frozen=True, slots=True)
class Made:
    """A family as one copy has it, and what is left out, in words, for whoever makes it."""

    family: network.Family
    left_out: tuple[str, ...]


def get_around(actor: Actor, child: Child, on: dt.date, *, today: dt.date | None = None) -> Around:
    """All of it, in a number of questions that does not grow with the people.

    ``today``: where the network is of another day. What must not be learnt today is kept back from that one too.
    """
    found, histories = get_histories(actor, child)
    members = list_members(actor, child)
    versions = [one for one in maps.list_versions(actor, child) if one.on <= on]
    shared = [one for one in versions if one.is_shared or one.drawn_by == DrawnBy.WORKER.value]
    version, shown = maps.latest_placed(versions), maps.latest_placed(shared)
    chosen = [one for one in {version, shown} if one]
    gives: dict[uuid.UUID, tuple[str, ...]] = defaultdict(tuple)
    for row in given.list_support(actor, child, on):
        gives[row.connection_id] = (*gives[row.connection_id], SupportKind(row.kind).label.lower())
    return Around(
        child=child,
        on=on,
        members=tuple(members),
        ties=list_ties(actor, child, {pk for one in members for pk in one.person_ids}),
        found=tuple(found),
        histories=histories,
        standing=tuple(standing_on(found, histories, on)),
        version=version,
        shared=shown,
        places=tuple(maps.list_places(actor, *chosen)),
        loved=maps.list_loved(actor, *chosen),
        gives=dict(gives),
        feels=_feelings(actor, child, on),
        untold=untold_deaths(child, found, histories),
        news_seen=len(news.list_to_tell(actor, [child.pk])),
        homes=tuple(list_homes(actor, child)),
        map_days=tuple(sorted({one.on for one in versions})),
        nudges=get_nudges(actor, child, members),
        kept_back=location.get_kept_back(actor, child.pk, {on, today or on}),
    )


NEVER = dt.datetime.max.replace(tzinfo=dt.UTC)


def untold_deaths(child: Child, found: Iterable[people.Somebody], histories: Histories) -> dict[uuid.UUID, news.Untold]:
    """What the child has not been told yet, by connection: the news that waits, and every death not known to be told.

    A child knows of a death only where it is on record that somebody told them, or where the child said so: a page is
    never the way to hear of it (SAFEGUARDING 4). Only the death is not told then; all else stands as it is.
    """
    waits, told = news.untold(child.pk), news.deaths_told(child.pk)
    untold = dict(waits)
    for one in found:
        key, death, history = one.connection.pk, one.died, histories.get(one.person_ids[0], [])
        rows = {key, *(row.connection_id for row in history)}  # news of a row that was taken for this one is news too
        if news_of := [waits[row] for row in rows if row in waits]:
            untold[key] = news.Untold(min(row.since for row in news_of), any(row.has_died for row in news_of))
        changes = [row for row in history if row.status == PersonStatus.DIED.value]
        said = [death.source] if death else []
        if not (death or changes) or rows & told:
            continue
        if FactSource.CHILD.value not in [*said, *(row.source for row in changes)]:
            since = untold[key].since if key in untold else NEVER
            untold[key] = news.Untold(since, has_died=True)
    return untold


def _feelings(actor: Actor, child: Child, on: dt.date) -> dict[uuid.UUID, TieQuality]:
    """How each tie feels, the latest that this actor may read."""
    rows = scope.visible(actor, TieQuality.objects).filter(child=child, on__lte=on)
    return {row.connection_id: row for row in rows.defer("words").order_by("on", "recorded_at", "pk")}


def make_copy(around: Around, copy: Copy) -> Made:
    """The family as a copy has it. Nothing in it, and no count of it, points to what is left out."""
    standing = [_told(around, one) if copy in NOT_YET else one for one in around.standing]
    out = _out(around, copy)
    version = _version(around, copy)
    places = [place for place in around.places if version and place.version_id == version.pk]
    felt = Felt(
        gives=around.gives,
        named=_named(around, version),
        feels={} if copy in FEELINGS else around.feels,
    )
    ties = replace(around.ties, households=_households(around, copy))
    members = [_alive(one, around) if copy in NOT_YET else one for one in around.members]
    family = build_family(around.child, members, ties, standing, places, felt, on=around.on)
    if around.kept_back and copy in OUTSIDE:
        tell = whereabouts.who_tells(family, _keys(around, around.kept_back.lives_with))
        out["who could tell where the child lives"] = tell.difference(*out.values())
        family = whereabouts.untold(family, around.kept_back.is_said_in)
    shown = network.without(family, {key for keys in out.values() for key in keys})
    checked, _ = network.check(couples.joined(shown))
    return Made(checked, tuple(_said(around, copy, out)))


def _keys(around: Around, person_ids: Collection[uuid.UUID]) -> set[str]:
    return {one.key for one in around.members if not set(one.person_ids).isdisjoint(person_ids)}


def _version(around: Around, copy: Copy) -> MapVersion | None:
    if copy in NO_PLACES:
        return None
    return around.shared if copy in KEPT_MAPS else around.version


def _named(around: Around, version: MapVersion | None) -> dict[uuid.UUID, tuple[str, ...]]:
    found: dict[uuid.UUID, tuple[str, ...]] = defaultdict(tuple)
    marks = around.loved[version.pk] if version else set()
    for question, connection_id in sorted(marks, key=str):
        found[connection_id] = (*found[connection_id], NAMED[LoveQuestion(question)])
    return dict(found)


def _out(around: Around, copy: Copy) -> dict[str, set[str]]:
    """Who is left out, by the words that say it."""
    out: dict[str, set[str]] = {}
    if copy in NOT_YET:
        out["whom the child does not know of"] = {
            one.key for one in around.standing if not one.somebody.connection.child_knows
        }
    if copy in UNSURE:
        out["of whom nobody is sure yet"] = {one.key for one in around.standing if one.status is PersonStatus.COULD_BE}
    if copy in HOMES:
        out["on the adoption route"] = {one.key for one in around.standing if one.status is PersonStatus.ADOPTION_ROUTE}
        out["in a carer’s home today"] = _in_carers_homes(around)
        out["who cared for the child or lived in a carer’s home before, but no family"] = (
            _of_former_homes(around) - out["in a carer’s home today"]
        )
    return out


def _in_carers_homes(around: Around) -> set[str]:
    """Who lives in a carer's or children's home on the day; the child is never left out."""
    keys = {pk: one.key for one in around.members for pk in one.person_ids}
    return {
        keys[stay.person_id]
        for home in around.ties.households
        if home.is_carers_home
        for stay in around.ties.stays[home.pk]
        if stay.person_id in keys and (stay.until_on is None or stay.until_on > around.on)
    } - {CHILD}


def _of_former_homes(around: Around) -> set[str]:
    """Carers, and whoever lived in a carer's home, who are neither kin nor chosen family: a tree names them to nobody.

    Kin who cared for the child are kin. Chosen family stands equal (maps-and-finding 1.1 d).
    """
    keys = {pk: one.key for one in around.members for pk in one.person_ids}
    stays = [stay for home in around.ties.households if home.is_carers_home for stay in around.ties.stays[home.pk]]
    out = {keys[stay.person_id] for stay in stays if stay.person_id in keys}
    foster = [row for row in around.ties.parentage if row.kind == ParentageKind.FOSTER.value]
    out |= {keys[row.parent_id] for row in foster if keys.get(row.child_person_id) == CHILD}
    out |= {one.key for one in around.standing if one.side is Side.CARED_FOR_ME}
    return out - _kin_and_chosen(around) - {CHILD}


def _kin_and_chosen(around: Around) -> set[str]:
    """Who is family by birth, adoption or partnership, or is chosen family."""
    family = build_family(around.child, around.members, around.ties, around.standing, (), on=around.on)
    of_family = tuple(row for row in family.parentage if row.kind not in kinship.CARERS)
    everybody = kinship.kin(replace(family, parentage=of_family))
    chosen = {one.b if one.a == CHILD else one.a for one in family.ties if one.kind is network.TieKind.CHOSEN_FAMILY}
    return {key for key, one in everybody.items() if one.group in kinship.FAMILY} | chosen


def _households(around: Around, copy: Copy) -> tuple[Household, ...]:
    return tuple(one for one in around.ties.households if copy not in HOMES or not one.is_carers_home)


def _told(around: Around, one: Standing) -> Standing:
    """Somebody as the child was last told of them (SAFEGUARDING 4): what came later, and a death, is not there."""
    untold = around.untold.get(one.somebody.connection.pk)
    if untold is None:
        return one
    changes = around.histories.get(one.somebody.person_ids[0], [])
    known = [
        row
        for row in changes
        if (row.on < untold.since.date() or row.at < untold.since)
        and not (untold.has_died and row.status == PersonStatus.DIED.value)
    ]
    if known:
        earlier = standing_on([one.somebody], {one.somebody.person_ids[0]: known}, around.on)
        return earlier[0] if earlier else one
    # Nothing older is known. In touch says nothing new; anything else might, and so might the day since when it is so.
    since = one.somebody.connection.added_on
    return one if one.in_touch else replace(one, status=PersonStatus.NAMED_UNFOUND, since=since, is_said=False)


def _alive(member: Member, around: Around) -> Member:
    """Somebody without the death that the child has not been told of, whenever it was written down."""
    one = member.somebody
    untold = around.untold.get(one.connection.pk) if one else None
    if one is None or untold is None or not untold.has_died:
        return member
    return replace(member, somebody=replace(one, died=None))


def _said(around: Around, copy: Copy, out: Mapping[str, Collection[str]]) -> Iterable[str]:
    """What kinds of thing are left out, for whoever makes the copy, as far as they could read it."""
    for words, keys in out.items():
        if keys:
            yield f"{'1 person' if len(keys) == 1 else f'{len(keys)} people'} {words}"
    if copy in NOT_YET and around.news_seen:
        yield "news that the child has not been told yet"
    if copy in NOT_YET and any(one.since == NEVER for one in around.untold.values()):
        yield "a death of which nobody has written down that the child knows"
    if copy in FEELINGS and around.feels:
        yield "how ties feel"
    if copy in KEPT_MAPS and around.version != around.shared:
        yield "where the child put people on a map that stays with Lifelong Links"
    if copy in NO_PLACES and around.version:
        yield "where the child put people, and who the child says loves them or will be there"
    if copy in HOMES and any(home.is_carers_home for home in around.ties.households):
        yield "carers’ homes"
    if copy in OUTSIDE and around.kept_back:
        yield (
            "where the child lives, because it must not reach everybody: homes, who cares for whom, who gives a place "
            "to stay, and words for who somebody is that say more than that"
        )


def standing_of(around: Around, copy: Copy, day: dt.date) -> list[Standing]:
    """Where everybody stood on another day, as a copy may say it."""
    standing = standing_on(list(around.found), around.histories, day)
    return [_told(around, one) if copy in NOT_YET else one for one in standing]
