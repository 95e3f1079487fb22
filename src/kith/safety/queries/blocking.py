"""Reads: what blocks a step for one child and person; the checks that the writing door asks of every action."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone

from kith.access import gate, scope
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import safety as rules
from kith.domain.agreement import ABOUT_A_PERSON, OUTWARD
from kith.domain.terms import AgreementScope, CareKind, Cleared, ContactKind, PersonStatus, RestrictionKind
from kith.people import queries as people
from kith.people.models import Connection, Person
from kith.safety.models import AdoptionRoute, Apart, CareTaken, Clearance, Restriction
from kith.safety.queries import sides
from kith.safety.queries.sheet import AWAY, as_clearance, as_restriction

ADOPTION = "This person goes by the adoption route: the agency looks and asks, not we."
THEY_SAID_NO = "They said no. Nobody looks for them or writes to them, unless they come back by themselves."
FLAGGED = "Something about safety stands for one of these people: a manager takes them for one."
CHECKED = "Sent for a check. The safeguarding lead lets first letters go."


def why_not(child_id: uuid.UUID, person_id: uuid.UUID, kind: ContactKind | None, day: dt.date) -> str | None:
    """The sentence that says why this may not go on, whoever asks; None where nothing stands against it.

    ``kind`` None is looking for somebody: that needs no clearance, but an order or the adoption route ends it.
    """
    ids = sides.one_person(person_id)
    if AdoptionRoute.objects.filter(connection__person_id__in=ids, child_id=child_id, closed_at__isnull=True).exists():
        return ADOPTION
    why = _why_they_stand_so(child_id, ids, kind)
    if why:
        return why
    restrictions = _restrictions(child_id)
    if kind is None:
        return _restricted(restrictions, ids[0], day)
    cleared = Clearance.objects.filter(child_id=child_id, connection__person_id__in=ids)
    given = [as_clearance(row) for row in cleared.select_related("connection__person")]
    return rules.why_not(rules.Standing(given, restrictions), ids[0], kind, day=day)


def why_nothing(child_id: uuid.UUID, person_id: uuid.UUID, day: dt.date) -> str | None:
    """The same of everything that is arranged with somebody, in whichever way: without asking what was cleared.

    Also nothing with one who has died or is not safe for now.
    """
    return get_why_nothing(child_id, day)(sides.one_person(person_id))


def get_why_nothing(child_id: uuid.UUID, day: dt.date) -> Callable[[Sequence[uuid.UUID]], str | None]:
    """The same of any of a child's people, in three questions: asked with all rows of one, that kept first."""
    rows = Connection.objects.filter(child_id=child_id)
    places = list(rows.values_list("person_id", "status", "removed_on"))
    routes = list(AdoptionRoute.objects.filter(child_id=child_id).values_list("connection__person_id", "closed_at"))
    restrictions = _restrictions(child_id)

    def why_nothing_with(ids: Sequence[uuid.UUID]) -> str | None:
        theirs = [(status, removed_on) for person, status, removed_on in places if person in ids]
        closed = [closed_at for person, closed_at in routes if person in ids]
        why = _stands_so(theirs, ContactKind.LETTER, lambda: bool(closed))
        return why or (ADOPTION if None in closed else _restricted(restrictions, ids[0], day))

    return why_nothing_with


# --- what the writing door asks


def nothing_blocks(asked: Asked) -> None:
    """Raise ActionBlocked where an order, the adoption route, a missing clearance or a side stands against a step.

    Asked of every outward step about a person. The subject names the person (``person_id``, or ``connection``) and,
    where it is one, the kind of being in touch (``contact_kind``); looking for somebody has none. A subject that names
    nobody may be about anybody: then an order for anybody blocks it.
    """
    if asked.needs not in OUTWARD:
        return
    child_id = scope.child_of(asked.subject)
    if child_id is None:
        return
    day = timezone.localdate(asked.at)
    person_id = person_of(asked.subject)
    if person_id is None:
        anybody = asked.needs in ABOUT_A_PERSON and _somebody_is_restricted(child_id, day)
        _refuse(rules.RESTRICTED if anybody else None)
        return
    whys = [why_not(child_id, person_id, kind, day) for kind in kinds_of(asked.subject, asked.needs)]
    _refuse(None if None in whys else whys[0])
    if asked.needs is not AgreementScope.SEARCH:
        _refuse(sides.side_block(child_id, person_id, day))


def first_letters_are_checked(asked: Asked) -> None:
    """Raise ActionBlocked, in the same words each time, unless the safeguarding lead lets a letter to a person go.

    Only the lead can see whether the person is protected; so that nobody else can learn it, every letter to a person
    waits for the lead (SAFEGUARDING 2).
    """
    if asked.event != "outbox.released" or getattr(asked.subject, "person_id", None) is None:
        return
    if not gate.may(asked.actor, Permission.RELEASE_APPROACH):
        raise gate.ActionBlocked(CHECKED)


def flags_want_a_manager(actor: Actor, *, kept: Person, other: Person, at: dt.datetime) -> None:
    """Raise ActionBlocked where something stands about either of two people who are to be taken for one.

    An order, who must not meet, the adoption route, a "no" that counts, or that one of them said no, is not safe for
    now or presented themselves as family: then a manager looks first; all of it goes on standing either way.
    """
    if gate.may(actor, Permission.LIFT_RESTRICTION):
        return
    day = timezone.localdate(at)
    if list_flags(actor, kept.pk, day) or list_flags(actor, other.pk, day):
        raise gate.ActionBlocked(FLAGGED)


def list_flags(actor: Actor, person_id: uuid.UUID, day: dt.date) -> tuple[str, ...]:
    """What stands about a person, beside whichever child, in words.

    Only what this actor may know of is asked, so that nobody learns of anything by trying; and all rows that were taken
    for this person, so that nothing is lost by taking two for one.
    """
    flags = _flags(sides.one_person(person_id), day)
    return tuple(one.says for one in flags if scope.visible(actor, one.table.objects).filter(one.which).exists())


def list_flagged(actor: Actor, roots: Iterable[uuid.UUID], day: dt.date) -> set[uuid.UUID]:
    """Those of many people, each by the row that is kept, about whom something stands; a fixed number of questions."""
    kept = {row: root for root, rows in people.rows_by_root(roots).items() for row in rows}
    found = set[uuid.UUID]()
    for one in _flags([*kept], day):
        rows = scope.visible(actor, one.table.objects).filter(one.which).values_list(*one.people)
        found |= {kept[person] for row in rows for person in row if person in kept}
    return found


def list_children_of_flags(ids: list[uuid.UUID], day: dt.date) -> set[uuid.UUID]:
    """The children for whom something stands about one of these people, for the rules: whoever asks."""
    rows = [one.table.objects.filter(one.which) for one in _flags(ids, day)]
    return {child for found in rows for child in found.values_list("child_id", flat=True)}


class _Flag(NamedTuple):
    """One thing that may stand about people: in words, the rows of it, and where these name the people."""

    says: str
    table: Any
    which: Q
    people: tuple[str, ...] = ("connection__person_id",)


def _flags(ids: list[uuid.UUID], day: dt.date) -> tuple[_Flag, ...]:
    presented = Q(connection__person_id__in=ids, kind=CareKind.PRESENTED.value, ended_at__isnull=True)
    apart = (Q(one_id__in=ids) | Q(other_id__in=ids)) & Q(ended_at__isnull=True)
    not_safe = Q(connection__person_id__in=ids, answer=Cleared.NO.value, until_on__gt=day)
    away = Q(person_id__in=ids, status__in=AWAY)
    return (
        _Flag("An order or a decision", Restriction, Q(person_id__in=ids, lifted_at__isnull=True), ("person_id",)),
        _Flag("Must not meet somebody", Apart, apart, ("one_id", "other_id")),
        _Flag("The adoption route", AdoptionRoute, Q(connection__person_id__in=ids, closed_at__isnull=True)),
        _Flag("Not safe", Clearance, not_safe),
        _Flag("Presented themselves as family", CareTaken, presented),
        _Flag("Said no, or not safe for now", Connection, away, ("person_id",)),
    )


def person_of(subject: Any) -> uuid.UUID | None:
    """The person a subject is about, if it names one of the child's people."""
    if isinstance(subject, Connection):
        return subject.person_id
    connection: Connection | None = getattr(subject, "connection", None)
    return connection.person_id if connection else getattr(subject, "person_id", None)


def kinds_of(subject: Any, needs: AgreementScope | None) -> tuple[ContactKind | None, ...]:
    """The kinds of being in touch of which one must be cleared: the subject's own, else any that the step may lead to.

    Looking for somebody is no kind of being in touch.
    """
    named = getattr(subject, "contact_kind", "")
    if named:
        return (ContactKind(named),)
    return rules.ASKED_WITH.get(needs, (None,)) if needs else (None,)


def _why_they_stand_so(child_id: uuid.UUID, ids: list[uuid.UUID], kind: ContactKind | None) -> str | None:
    """What stands against a step in where a person stands for the child, by any row of theirs."""
    rows = list(Connection.objects.filter(person_id__in=ids, child_id=child_id).values_list("status", "removed_on"))
    of_route = AdoptionRoute.objects.filter(connection__person_id__in=ids, child_id=child_id)
    return _stands_so(rows, kind, of_route.exists)


def _stands_so(
    rows: list[tuple[str, dt.date | None]], kind: ContactKind | None, has_route: Callable[[], bool]
) -> str | None:
    statuses = {PersonStatus(status) for status, _ in rows}
    if statuses & PersonStatus.said_no():
        return THEY_SAID_NO
    if rows and all(removed_on for _, removed_on in rows):
        return rules.TAKEN_OFF
    # A route that was opened and is closed says what the agency answered; without one nobody has asked an agency yet.
    if PersonStatus.ADOPTION_ROUTE in statuses and not has_route():
        return ADOPTION
    return next((why for status, why in rules.STANDS_SO.items() if kind and status in statuses), None)


def _restrictions(child_id: uuid.UUID) -> list[rules.Restriction]:
    rows = Restriction.objects.filter(child_id=child_id, lifted_at__isnull=True).select_related("person")
    return [as_restriction(row) for row in rows]


def _restricted(restrictions: list[rules.Restriction], person_id: uuid.UUID, day: dt.date) -> str | None:
    """Why nobody even looks for somebody: an order about everything."""
    stands = any(row.stands(person_id, None, day) and not row.kinds and not row.location_only for row in restrictions)
    return rules.RESTRICTED if stands else None


def _somebody_is_restricted(child_id: uuid.UUID, day: dt.date) -> bool:
    rows = Restriction.objects.filter(child_id=child_id, lifted_at__isnull=True)
    rows = rows.exclude(kind=RestrictionKind.LOCATION.value)
    return any(row.on <= day and (row.until_on is None or day < row.until_on) for row in rows)


def _refuse(why: str | None) -> None:
    if why:
        raise gate.ActionBlocked(why)
