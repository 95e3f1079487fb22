"""Children's records as the domain wants them, put together from the tables that a saved return leaves."""

import datetime as dt
import re
import uuid
from collections.abc import Collection, Iterator
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import CareEpisode, CareRow, Child
from kith.domain import care, dates, returns
from kith.domain.returns import derived
from kith.domain.terms import ReachKind
from kith.returns import queries as return_queries

# (council code, CHILD as filed)
Key = tuple[str | None, str]
EPISODE_FIELDS = (
    *("decom", "dec", "rne", "ls", "cin", "place", "provider", "rec", "reason_place_change", "urn"),
    *("year", "batch_number", "line", "repaired_by"),
)
ROW_KINDS: dict[str, tuple[str, type[Any]]] = {
    returns.Table.UASC.value: ("uasc", returns.UasRow),
    returns.Table.PLACED_ADOPTION.value: ("placed_adoption", returns.AdoptionDecision),
    returns.Table.OC3.value: ("oc3", returns.CareLeaver),
    returns.Table.OC2.value: ("sdq", returns.Sdq),
    returns.Table.REVIEWS.value: ("reviews", returns.Review),
    returns.Table.LIST_8.value: ("lists", returns.ListRow),
}
DAYS = frozenset(("duc", "placed", "ceased", "on", "started", "ls_since", "place_since", "first_day", "last_day"))
_NAMED = re.compile(r"Import ([0-9]+), (.+) ([0-9]{4})")


def get_records(actor: Actor, children_ids: Collection[uuid.UUID] | None = None) -> dict[Key, returns.Record]:
    """The record of every child that a return in force names and the actor may see, sorted by council and child.

    As `returns.timelines(..., repairs="liia")` gives them, with these differences: no postcodes, and a row's file is
    the import and table it came from ("Import 3, Episodes 2020"). ``children_ids`` picks some children.
    """
    children = scope.visible(actor, Child.objects).filter(in_any_return=True, last_seen_on__isnull=False)
    if children_ids is not None:
        children = children.filter(pk__in=children_ids)
    listed = children.order_by("council__code", "reference").values_list(
        "pk", "council__code", "reference", "born_on", "birth_date_conflict", "sex", "last_seen_on"
    )
    rows = list(listed)
    picked = None if children_ids is None else [row[0] for row in rows]
    episodes, others = _episodes(actor, picked), _other_rows(actor, picked)
    last_years, with_uasc = _council_facts(actor)
    made: dict[Key, returns.Record] = {}
    for pk, council, child, born, conflict, sex, seen in rows:
        made[council, child] = returns.Record(
            council=council,
            child=child,
            dob=born,
            dob_conflict=conflict,
            sex=sex or None,
            episodes=tuple(episodes.get(pk, ())),
            last_seen=seen,
            last_return=dates.return_year_end(last_years[council]) if council in last_years else None,
            uasc_known=council in with_uasc,
            **others.get(pk, {}),
        )
    return made


def list_care_facts(
    actor: Actor, on: dt.date, children_ids: Collection[uuid.UUID] | None = None
) -> list[care.CareFacts]:
    """The care on a date of every child with an open episode, sorted by council and child. No distances."""
    return care.care(get_records(actor, children_ids).values(), on)


def get_child_ids(actor: Actor) -> dict[Key, uuid.UUID]:
    """(council code, CHILD as filed) of every child the actor may see, with the child's id."""
    listed = scope.visible(actor, Child.objects).values_list("council__code", "reference", "pk")
    return {(council, child): pk for council, child, pk in listed}


def get_distance(actor: Actor, child: Child, known: care.CareFacts | None) -> float | None:
    """Miles between home and where the child lives now, as the return says. Opens two postcodes and forgets them.

    None where they are not known, for short breaks and unaccompanied asylum-seeking children. Who may be told the
    miles, the band, or nothing is for the page: see `care.distance_band` and the child's location-restricted flag.
    """
    if known is None or known.current is None or known.uasc or known.short_breaks:
        return None
    rows = scope.visible(actor, CareEpisode.objects).filter(child=child, decom=known.current.decom)
    raw = rows.filter(line=known.current.line).values_list("raw_row_id", flat=True).first()
    distances = import_string(settings.KITH_DISTANCES)()
    if raw is None or distances is None:
        return None
    miles: float | None = distances(*return_queries.open_postcodes(actor, raw))
    return miles


def list_where_a_child_lives(actor: Actor, child_id: uuid.UUID, day: dt.date) -> list[tuple[ReachKind, str]]:
    """The postcodes of the child's homes of the latest two rows, as the return says: opened for a rule, shown nowhere.

    Named in ``settings.KITH_WHERE_A_CHILD_LIVES``; two rows, because a move is filed late.
    """
    rows = CareEpisode.objects.filter(child_id=child_id, decom__lte=day).order_by("-decom", "-pk")
    opened = (return_queries.open_postcodes(actor, raw) for raw in rows.values_list("raw_row_id", flat=True)[:2])
    return [(ReachKind.ADDRESS, placement) for _, placement in opened if placement]


def _episodes(actor: Actor, picked: list[uuid.UUID] | None) -> dict[uuid.UUID, list[returns.Episode]]:
    rows = scope.visible(actor, CareEpisode.objects)
    if picked is not None:
        rows = rows.filter(child_id__in=picked)
    # The rows were written in the order they were lived in.
    listed = rows.order_by("child_id", "pk").values_list("child_id", *EPISODE_FIELDS)
    found: dict[uuid.UUID, list[returns.Episode]] = {}
    names: dict[tuple[int, int], str] = {}
    for child, decom, dec, rne, ls, cin, place, provider, rec, why, urn, year, batch, line, repair in listed.iterator(
        chunk_size=20_000
    ):
        file = names.get((batch, year)) or names.setdefault((batch, year), _file_name("Episodes", batch, year))
        codes = (rne or None, ls or None, cin or None, place or None, provider or None, rec or None, why or None)
        episode = returns.Episode._make((decom, dec, *codes, None, None, urn or None, year, file, line, repair or None))
        found.setdefault(child, []).append(episode)
    return found


def _other_rows(actor: Actor, picked: list[uuid.UUID] | None) -> dict[uuid.UUID, dict[str, tuple[Any, ...]]]:
    rows = scope.visible(actor, CareRow.objects)
    if picked is not None:
        rows = rows.filter(child_id__in=picked)
    found: dict[uuid.UUID, dict[str, tuple[Any, ...]]] = {}
    listed = rows.order_by("child_id", "pk").values_list("child_id", "table", "year", "batch_number", "line", "values")
    for child, table, year, batch, line, values in listed.iterator(chunk_size=20_000):
        name, kind = ROW_KINDS[table]
        row = kind(year=year, file=_file_name(table, batch, year), line=line, **dict(_with_days(values)))
        of_child = found.setdefault(child, {})
        of_child[name] = (*of_child.get(name, ()), row)
    return found


def _with_days(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        yield name, dt.date.fromisoformat(value) if name in DAYS and value else value


def place_of(file: str, line: int) -> return_queries.Place | None:
    """The import, table and year that `_file_name` put into a row's file; None for anything else."""
    named = _NAMED.fullmatch(file)
    return return_queries.Place(int(named[1]), named[2], int(named[3]), line) if named else None


def _file_name(table: str, batch: int, year: int) -> str:
    """Where a row came from, as a person can look it up."""
    return f"Import {batch}, {table} {year}"


def _council_facts(actor: Actor) -> tuple[dict[str, int], set[str]]:
    """The latest year with a history for each council, and the councils that say who is unaccompanied."""
    held = return_queries.list_tables_in_force(actor)
    latest = {council: year for council, table, year, _ in held if table in returns.HISTORIES}
    return latest, {council for council, table, _, named in held if derived.tells_uasc(table, named)}
