"""A care history as spans for the timeline: times in care, homes and legal status, with codes in words."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kith.domain import care
from kith.domain.returns import Episode, Record
from kith.ui.charts import Span

# Codes of the return in the words of the field (kith/domain/data/code_sets.csv has their official labels).
HOMES: dict[str, tuple[str, str]] = {
    "U1": ("Foster carer who is family or a friend, long term", "family"),
    "U2": ("Foster carer who is family or a friend and may adopt", "family"),
    "U3": ("Foster carer who is family or a friend", "family"),
    "U4": ("Foster carer, long term", "foster"),
    "U5": ("Foster carer who may adopt", "foster"),
    "U6": ("Foster carer", "foster"),
    "A3": ("With the foster carers who are adopting", "family"),
    "A4": ("With the family who are adopting", "family"),
    "A5": ("With the foster carers who are adopting", "family"),
    "A6": ("With the family who are adopting", "family"),
    "P1": ("At home with a parent", "family"),
    "P2": ("Living on their own", "own"),
    "P3": ("Living at work", "own"),
    "H5": ("Semi-independent home", "own"),
    "K1": ("Secure children’s home", "residential"),
    "K2": ("Children’s home", "residential"),
    "K3": ("Supported accommodation", "own"),
    "R1": ("Residential care home", "residential"),
    "R2": ("Hospital or nursing care", "residential"),
    "R3": ("Family centre, or mother and baby unit", "residential"),
    "R5": ("Young offender institution or prison", "other"),
    "S1": ("Residential school", "residential"),
    "T0": ("Away for a short time", "other"),
    "T1": ("In hospital for a short time", "other"),
    "T2": ("On holiday", "other"),
    "T3": ("Elsewhere while the foster carer was on holiday", "other"),
    "T4": ("Away for a week or less", "other"),
}
LEGAL: dict[str, str] = {
    "C1": "Interim care order",
    "C2": "Care order",
    "D1": "Freeing order",
    "E1": "Placement order",
    "V2": "In care by agreement (section 20)",
    "V3": "Short breaks",
    "V4": "Short breaks by agreement",
    "L1": "Police protection",
    "L2": "Emergency protection order",
    "L3": "Child assessment order",
    "J1": "On remand",
    "J2": "Held by the police (PACE)",
    "J3": "Youth rehabilitation order",
}
OTHER_HOME = ("Another home", "other")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Episodes that belong together, one after another without a gap."""

    first: Episode
    last: Episode


def spans(record: Record | None) -> tuple[Span, ...]:
    """Every stretch of a child's care history; nothing where no return names the child."""
    if record is None:
        return ()
    rows = record.episodes
    return (
        *(_period(one) for one in _stretches(rows, lambda before, row: _is_short(before) == _is_short(row))),
        *(_home(one) for one in _stretches(rows, _same_home)),
        *(_legal(one) for one in _stretches(rows, lambda before, row: before.ls == row.ls)),
    )


def distance_in_words(miles: float | None, *, is_restricted: bool, in_team: bool) -> str:
    """How far the child lives from home: miles for the case team, a band for others, nothing where it is restricted."""
    if is_restricted:
        return "Not shown: where this child lives must not be known."
    if miles is None:
        return ""
    if in_team:
        return f"About {miles:.0f} miles from home."
    return f"{care.distance_band(miles)} miles from home."


def _stretches(rows: Iterable[Episode], belongs: Callable[[Episode, Episode], bool]) -> list[Stretch]:
    found: list[Stretch] = []
    for row in rows:
        before = found[-1] if found else None
        if before and before.last.dec == row.decom and belongs(before.last, row):
            found[-1] = Stretch(before.first, row)
        else:
            found.append(Stretch(row, row))
    return found


def _same_home(before: Episode, row: Episode) -> bool:
    return row.rne not in care.NEW_HOME and before.place == row.place


def _is_short(row: Episode) -> bool:
    return row.ls in care.SHORT_BREAKS


def _period(one: Stretch) -> Span:
    return Span(one.first.decom, _end(one), "Short breaks" if _is_short(one.first) else "In care", "period")


def _home(one: Stretch) -> Span:
    label, tone = HOMES.get(one.first.place or "", OTHER_HOME)
    return Span(one.first.decom, _end(one), label, "home", tone)


def _legal(one: Stretch) -> Span:
    return Span(one.first.decom, _end(one), LEGAL.get(one.first.ls or "", "Another legal status"), "legal")


def _end(one: Stretch) -> dt.date | None:
    return one.last.dec
