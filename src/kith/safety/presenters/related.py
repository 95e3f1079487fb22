"""Staff who may know a family, for whoever decides: which wait, which records are closed, and one of them in full."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.children.models import Child
from kith.children.queries import children
from kith.domain.related import Strength
from kith.people import queries as people
from kith.safety.models import RelatedSign
from kith.safety.presenters import words
from kith.safety.queries import related

CLOSED = words.Tag("Closed to them", "govuk-tag--purple")
OPEN = words.Tag("Open to them", "govuk-tag--grey")
NO_RECORD = "No record in particular"
SAYS = {
    Strength.SURNAME.value: "shares a surname with somebody around the child",
    Strength.HOME.value: "has the postcode or the telephone of somebody around the child",
    Strength.SAID.value: "said so",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One member of staff and one child."""

    sign_id: uuid.UUID
    url: str
    user: str
    role: str
    child: str
    why: str
    since: str
    state: words.Tag | None


@dataclass(frozen=True, slots=True)
class ListPage:
    """Those that wait for a look, then every record that is closed to somebody, then those that stayed open."""

    on: dt.date
    waiting: tuple[Line, ...]
    closed: tuple[Line, ...]
    opened: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SignLine:
    """One sign in words."""

    what: str
    said: str
    since: str
    looked: str


@dataclass(frozen=True, slots=True)
class OnePage:
    """One member of staff and one child in full. ``child_id`` is empty where nothing was said of a record."""

    on: dt.date
    line: Line
    child_id: uuid.UUID | None
    signs: tuple[SignLine, ...]
    decisions: tuple[tuple[str, str, str], ...]
    parts: str
    version: int
    is_settled: bool


def list_page(actor: Actor, on: dt.date, at: dt.datetime) -> ListPage:
    """Every member of staff and child between whom there is a sign, once."""
    groups: dict[tuple[uuid.UUID, uuid.UUID], list[RelatedSign]] = defaultdict(list)
    for row in related.open_signs(actor, at):
        groups[row.child_id or row.pk, row.user_id].append(row)
    closed = related.list_closed(actor)
    waiting: list[Line] = []
    shut: list[Line] = []
    opened: list[Line] = []
    for pair, rows in groups.items():
        line = _line(rows, is_closed=pair in closed)
        if any(row.looked_at is None for row in rows):
            waiting.append(line)
        elif rows[0].child_id is not None:
            (shut if pair in closed else opened).append(line)
    return ListPage(on, tuple(waiting), tuple(shut), tuple(opened))


def one_page(actor: Actor, sign: RelatedSign, child: Child | None, on: dt.date) -> OnePage:
    """One of them: each sign with the person it is about, what was decided, and what the member of staff is here."""
    rows = related.list_signs_of(actor, sign)
    pair = (sign.child_id, sign.user_id)
    named = _names(actor, child) if child else {}
    decided = related.list_decisions(actor, sign)
    return OnePage(
        on=on,
        line=_line(rows, is_closed=pair in related.list_closed(actor)),
        child_id=sign.child_id,
        signs=tuple(_sign(row, named) for row in rows),
        decisions=tuple((one.get_outcome_display(), _by(one.by, one.at), one.words) for one in decided),
        parts=_parts(actor, child, sign) if child else "",
        version=sign.version,
        is_settled=sign.child_id is None and sign.looked_at is not None,
    )


def _line(rows: list[RelatedSign], *, is_closed: bool) -> Line:
    first = rows[0]
    strengths = dict.fromkeys(row.strength for row in rows)
    return Line(
        sign_id=first.pk,
        url="safety:decide_related" if first.child_id else "safety:settle_said",
        user=first.user.display_name,
        role=first.user.role_label,
        child=str(first.child) if first.child else NO_RECORD,
        why=f"{first.user.display_name} {' and '.join(SAYS[one] for one in strengths)}.",
        since=words.local_day(first.seen_at),
        state=_state(first, is_closed=is_closed),
    )


def _state(row: RelatedSign, *, is_closed: bool) -> words.Tag | None:
    if row.child_id is None:
        return None
    return CLOSED if is_closed else OPEN


def _sign(row: RelatedSign, named: dict[uuid.UUID, str]) -> SignLine:
    what = {
        Strength.SURNAME.value: "The same surname",
        Strength.HOME.value: "The same postcode or telephone",
        Strength.SAID.value: f"{row.user.display_name} said so",
    }[row.strength]
    who = named.get(row.person_id, "somebody who stands there no more") if row.person_id else ""
    looked = f"Looked at: {_by(row.looked_by, row.looked_at)}" if row.looked_at else ""
    return SignLine(f"{what}: {who}" if who else what, row.words or "", words.local_day(row.seen_at), looked)


def _names(actor: Actor, child: Child) -> dict[uuid.UUID, str]:
    everybody = people.list_people(actor, child, also_removed=True, with_dates=False)
    return {person_id: one.shown for one in everybody for person_id in one.person_ids}


def _parts(actor: Actor, child: Child, sign: RelatedSign) -> str:
    """What this member of staff is to the child, as the case team says it."""
    team = children.list_case_team(actor, child)
    return ", ".join(row.get_part_display() for row in team if row.user_id == sign.user_id)


def _by(user: object, at: dt.datetime | None) -> str:
    return f"{words.by(user)}, {words.local_day(at)}"
