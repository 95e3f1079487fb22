"""What stands around a child: orders and decisions, who must not meet, and who goes by the adoption route."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import RestrictionKind
from kith.safety.models import AdoptionRoute, Apart, Restriction
from kith.safety.presenters import words
from kith.safety.queries import around, standing
from kith.safety.queries.sheet import root_of

EVERYBODY = "Everybody"
STANDS, NOT_YET, ENDED, LIFTED = "Stands", "Not yet", "Ended", "Lifted"
STATES = {
    STANDS: words.Tag(STANDS, "govuk-tag--purple"),
    NOT_YET: words.Tag(NOT_YET, "govuk-tag--blue"),
    ENDED: words.Tag(ENDED, "govuk-tag--grey"),
    LIFTED: words.Tag(LIFTED, "govuk-tag--grey"),
}
BLOCKS_ALL = "Every kind of being in touch, and looking for them"


@dataclass(frozen=True, slots=True)
class Order:
    """One order or decision in words."""

    restriction_id: uuid.UUID
    what: str
    about: str
    about_id: uuid.UUID | None
    blocks: str
    state: words.Tag
    dates: str
    reference: str
    says: str
    made: str
    lifted: str
    is_over: bool
    may_lift: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who must not meet."""

    apart_id: uuid.UUID
    one: str
    other: str
    since: str
    why: str
    by: str
    ended: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class Route:
    """One person's adoption route."""

    route_id: uuid.UUID
    name: str
    connection_id: uuid.UUID
    agency: str
    why: str
    opened: str
    came_of_it: str
    closed: str
    is_over: bool


@dataclass(frozen=True, slots=True)
class StandingPage:
    """Everything that stands around a child, and what is over."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    orders: tuple[Order, ...]
    pairs: tuple[Pair, ...]
    routes: tuple[Route, ...]
    may_restrict: bool
    may_set_apart: bool
    may_route: bool


def standing_page(actor: Actor, child: Child, on: dt.date) -> StandingPage:
    """The page of one child: six questions to the database whatever the number of rows."""
    people = around.get_around(actor, child)
    may_lift = gate.may(actor, Permission.LIFT_RESTRICTION)
    return StandingPage(
        child_id=child.pk,
        child=str(child),
        on=on,
        orders=tuple(
            order_words(row, people, on, may_lift=may_lift) for row in standing.list_restrictions(actor, child)
        ),
        pairs=tuple(pair_words(row, people) for row in standing.list_apart(actor, child)),
        routes=tuple(route_words(row, people) for row in standing.list_routes(actor, child)),
        may_restrict=gate.may(actor, Permission.RESTRICT),
        may_set_apart=gate.may(actor, Permission.SET_APART),
        may_route=gate.may(actor, Permission.OPEN_ADOPTION_ROUTE),
    )


def order_words(row: Restriction, people: around.Around, on: dt.date, *, may_lift: bool) -> Order:
    """One order or decision."""
    state = state_of(row, on)
    reads = words.blocks(row).capitalize() if row.kinds or row.kind == RestrictionKind.LOCATION else BLOCKS_ALL
    lifted = ""
    if row.lifted_at:
        lifted = f"Lifted by {words.by(row.lifted_by)}, {words.local_day(row.lifted_at)}: {row.lifted_words}"
    return Order(
        restriction_id=row.pk,
        what=RestrictionKind(row.kind).label,
        about=people.name(root_of(row.person)) if row.person else EVERYBODY,
        about_id=people.connection_id(root_of(row.person)) if row.person else None,
        blocks=reads,
        state=STATES[state],
        dates=_dates(row),
        reference=row.court_reference or "",
        says=row.words,
        made=f"Written down by {words.by(row.made_by)}, {words.local_day(row.made_at)}",
        lifted=lifted,
        is_over=state in (ENDED, LIFTED),
        may_lift=may_lift and state not in (ENDED, LIFTED),
    )


def state_of(row: Restriction, on: dt.date) -> str:
    """Whether an order stands on a day, stands later, has ended, or was lifted."""
    if row.lifted_at is not None:
        return LIFTED
    if on < row.on:
        return NOT_YET
    return ENDED if row.until_on is not None and on >= row.until_on else STANDS


def _dates(row: Restriction) -> str:
    since = f"From {words.day(row.on)}"
    return f"{since} until {words.day(row.until_on)}" if row.until_on else f"{since}, until it is lifted"


def pair_words(row: Apart, people: around.Around) -> Pair:
    """Two people who must not meet."""
    ended = ""
    if row.ended_at:
        ended = f"Ended by {words.by(row.ended_by)}, {words.local_day(row.ended_at)}: {row.ended_words}"
    return Pair(
        apart_id=row.pk,
        one=people.name(root_of(row.one)),
        other=people.name(root_of(row.other)),
        since=words.day(row.on),
        why=row.words,
        by=words.by(row.made_by),
        ended=ended,
        is_over=row.ended_at is not None,
    )


def route_words(row: AdoptionRoute, people: around.Around) -> Route:
    """One person's adoption route."""
    closed = f"{words.by(row.closed_by)}, {words.local_day(row.closed_at)}" if row.closed_at else ""
    return Route(
        route_id=row.pk,
        name=people.name(root_of(row.connection.person)),
        connection_id=row.connection_id,
        agency=row.agency or "",
        why=row.why,
        opened=f"{words.by(row.opened_by)}, {words.local_day(row.opened_at)}",
        came_of_it=row.came_of_it or "",
        closed=closed,
        is_over=row.closed_at is not None,
    )
