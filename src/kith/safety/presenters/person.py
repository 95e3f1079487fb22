"""One person and safety: the four boxes, every answer that was given, sides to think of, and what stands."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import safety as rules
from kith.domain.terms import Box, Cleared, ContactKind, PersonStatus, RestrictionKind
from kith.people.models import Connection
from kith.safety.models import AdoptionRoute, Clearance, Restriction
from kith.safety.presenters import words
from kith.safety.presenters.boxes import BoxWords, boxes
from kith.safety.presenters.household import HomeWords, home_words
from kith.safety.queries import around, sides
from kith.safety.queries.blocking import ADOPTION
from kith.safety.queries.sheet import Sheet, as_restriction, get_sheet, root_of


@dataclass(frozen=True, slots=True)
class Given:
    """One answer as it was given: to which kinds, by whom, with all its words, and another view of it if there is."""

    clearance_id: uuid.UUID
    answer: words.Tag
    kinds: str
    on: str
    until: str
    until_label: str
    says: str
    checks: str
    childs_feeling: str
    by: str
    dissents: tuple[str, ...]
    may_differ: bool


@dataclass(frozen=True, slots=True)
class SideLine:
    """A restricted person near this one, and what was answered."""

    restricted_id: uuid.UUID
    name: str
    stands: str
    says: str
    why: str
    holds: bool


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order or decision that stands about this person."""

    what: str
    kinds: str
    until: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person and safety."""

    connection_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    name: str
    how_related: str
    status: words.Tag
    boxes: tuple[BoxWords, ...]
    orders: tuple[OrderLine, ...]
    route_id: uuid.UUID | None
    route_words: str
    home: HomeWords
    sides: tuple[SideLine, ...]
    history: tuple[Given, ...]
    may_ask: bool
    may_answer: bool
    may_say_home: bool
    may_route: bool
    may_keep_news: bool
    has_died: bool
    said_no: bool

    @property
    def sides_hold(self) -> bool:
        """Whether a yes and a letter wait for a side."""
        return any(side.holds for side in self.sides)


@dataclass(frozen=True, slots=True)
class Known:
    """What the pages about one child's safety are made from, read once."""

    sheet: Sheet
    people: around.Around
    sides: dict[uuid.UUID, list[sides.Side]]
    lives: Mapping[uuid.UUID, set[uuid.UUID]]
    on: dt.date


def known(actor: Actor, child_id: uuid.UUID, people: around.Around, on: dt.date) -> Known:
    """The safety rows of a child, in a fixed number of questions whatever the number of people."""
    sheet = get_sheet(actor, child_id)
    near = sides.get_near(child_id, on)
    of_all = sides.list_sides_of_all(sheet, near, people.roots, on)
    return Known(sheet, people, of_all, sides.by_root(near.lives, people.roots), on)


def person_page(actor: Actor, connection: Connection, on: dt.date) -> PersonPage:
    """The page of one person."""
    people = around.get_around(actor, connection.child)
    facts = known(actor, connection.child_id, people, on)
    person_id = root_of(connection.person)
    route = route_of(facts.sheet, person_id)
    has_died = connection.status == PersonStatus.DIED.value
    said_no = connection.status in PersonStatus.said_no()
    goes_on = route is None and not has_died and not said_no
    may_ask = goes_on and gate.may(actor, Permission.ASK_CLEARANCE)
    found = boxes(facts.sheet, person_id, on)
    return PersonPage(
        connection_id=connection.pk,
        child_id=connection.child_id,
        child=str(connection.child),
        name=people.name(person_id),
        how_related=connection.how_related,
        status=words.status(connection.status),
        boxes=found,
        orders=tuple(order_line(row) for row in facts.sheet.restrictions if is_about(row, person_id, on)),
        route_id=route.pk if route else None,
        route_words=_route_words(route),
        home=home_of(facts, person_id),
        sides=side_lines(facts, person_id),
        history=tuple(history(actor, facts.sheet, person_id)),
        may_ask=may_ask and any(box.may_be_asked for box in found),
        may_answer=goes_on and gate.may(actor, Permission.ANSWER_CLEARANCE),
        may_say_home=goes_on and gate.may(actor, Permission.RECORD_PEOPLE),
        may_route=gate.may(actor, Permission.OPEN_ADOPTION_ROUTE),
        may_keep_news=gate.may(actor, Permission.KEEP_NEWS),
        has_died=has_died,
        said_no=said_no,
    )


def history(actor: Actor, sheet: Sheet, person_id: uuid.UUID) -> Iterable[Given]:
    """Every answer about a person, the newest first; the kinds that were answered together stand together."""
    given: dict[tuple[object, ...], list[Clearance]] = defaultdict(list)
    for row in sheet.clearances:
        if root_of(row.connection.person) == person_id:
            given[row.at, row.by_id, row.answer, row.until_on].append(row)
    may_differ = gate.may(actor, Permission.ASK_CLEARANCE)
    for rows in reversed(list(given.values())):
        yield _given(rows, may_differ=may_differ)


def _given(rows: Sequence[Clearance], *, may_differ: bool) -> Given:
    first, answer = rows[0], Cleared(rows[0].answer)
    dissents = tuple(
        f"{words.by(row.dissent_by)}, {words.local_day(row.dissent_at)}: {row.dissent}" for row in rows if row.dissent
    )
    return Given(
        clearance_id=first.pk,
        answer=words.Tag(words.answer(answer), words.TAGS[answer]),
        kinds=words.kinds(row.kind for row in rows),
        on=words.day(first.on),
        until=words.day(first.until_on),
        until_label="Look again on" if answer is Cleared.NOT_NOW else "Counts until",
        says=first.conditions or first.why or "",
        checks=first.checks or "",
        childs_feeling=first.childs_feeling or "",
        by=words.by(first.by),
        dissents=dissents,
        may_differ=may_differ and not dissents,
    )


def home_of(facts: Known, person_id: uuid.UUID) -> HomeWords:
    """Who lives with somebody, as it was asked."""
    return home_words(facts.sheet.lives_with, facts.people, person_id, facts.on, facts.lives.get(person_id, ()))


def side_lines(facts: Known, person_id: uuid.UUID) -> tuple[SideLine, ...]:
    """The restricted people near somebody, with what was answered for each."""
    return tuple(_side_line(facts, side) for side in facts.sides.get(person_id, []))


def _side_line(facts: Known, side: sides.Side) -> SideLine:
    says, why = "Not answered yet", ""
    if side.answer:
        verdict = "It can go on" if side.answer.goes_on else "It waits"
        says = f"{verdict}. {words.by(side.answer.by)}, {words.local_day(side.answer.at)}"
        why = side.answer.words
    stands = " ".join(f"{one.value}." for one in side.whys)
    return SideLine(side.restricted.pk, facts.people.name(root_of(side.restricted)), stands, says, why, side.holds)


def against(facts: Known, person_id: uuid.UUID, kinds: Iterable[ContactKind]) -> dict[ContactKind, str]:
    """What stands against a yes, for each kind: an order, the adoption route, a home not asked about, or a side."""
    if route_of(facts.sheet, person_id):
        return dict.fromkeys(kinds, ADOPTION)
    side = home_of(facts, person_id).asks or sides.why_sides_hold(facts.sides.get(person_id, []))
    found = {}
    for kind in kinds:
        stands = any(row.stands(person_id, kind, facts.on) for row in facts.sheet.standing.restrictions)
        why = rules.RESTRICTED if stands else side
        if why:
            found[kind] = why
    return found


def route_of(sheet: Sheet, person_id: uuid.UUID) -> AdoptionRoute | None:
    """The open adoption route of a person."""
    return next((row for row in sheet.routes if root_of(row.connection.person) == person_id), None)


def _route_words(route: AdoptionRoute | None) -> str:
    if route is None:
        return ""
    return f"{route.agency} looks and asks." if route.agency else "An agency looks and asks; which one is not decided."


def order_line(row: Restriction) -> OrderLine:
    """An order or decision in short: what it blocks and until when."""
    blocks = words.blocks(row)
    until = f"until {words.day(row.until_on)}" if row.until_on else "until it is lifted"
    return OrderLine(RestrictionKind(row.kind).label, blocks, until)


def is_about(row: Restriction, person_id: uuid.UUID, on: dt.date) -> bool:
    """Whether an order stands about a person (or everybody) on a day."""
    return as_restriction(row).stands(person_id, None, on)


def boxes_to_ask(found: Iterable[BoxWords]) -> list[Box]:
    """The boxes that may be asked about."""
    return [box.box for box in found if box.may_be_asked]
