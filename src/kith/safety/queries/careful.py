"""Reads: what was written down before anybody is reached, and the door's check of it (SAFEGUARDING 8, 9)."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kith.access import gate, scope
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.children.models import CareRow, Child
from kith.domain import careful as rules
from kith.domain.returns import Table
from kith.domain.terms import CareKind, PersonFactKind, ReachKind
from kith.outbox import queries as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, Name, Person, PersonFact, Reach
from kith.safety.models import Apart, CareTaken
from kith.safety.queries import blocking, sides
from kith.safety.queries.sheet import root_of
from kith.sealing.reading import as_written

SAME_PERSON = "The young person and the adult responsible for them cannot be the same person."
NOT_18 = "The adult responsible for them must be 18 or older."
NO_NAME = "No name of this adult is known. First write down their name."
MUST_NOT_MEET = "Choose another adult. It stands here that these two must not meet."
LEAVES = ("outbox.queued", *outbox.LEAVING)


def care_is_taken(asked: Asked) -> None:
    """Raise ActionBlocked where somebody would be reached before the care that they or the child need was taken.

    Asked of every step that reaches a person, and of everything that leaves. Looking for somebody reaches nobody.
    """
    child_id = scope.child_of(asked.subject)
    if child_id is None:
        return
    why = None
    if asked.needs in rules.REACHING:
        why = why_not_reach(child_id, blocking.person_of(asked.subject), _day(asked), is_letter=_is_letter(asked))
    if why is None and asked.event in LEAVES and isinstance(asked.subject, OutboxItem):
        where_to = rules.why_not_to(str(as_written(asked.subject.recipient)))
        why = where_to if where_to and is_unaccompanied(child_id) else None
    if why:
        raise gate.ActionBlocked(why)


def why_not_reach(child_id: uuid.UUID, person_id: uuid.UUID | None, day: dt.date, *, is_letter: bool) -> str | None:
    """The sentence that says what comes first, whoever asks; None where nothing stands against it."""
    taken = as_taken(CareTaken.objects.filter(child_id=child_id, ended_at__isnull=True))
    root = sides.one_person(person_id)[0] if person_id else None
    if root is not None:
        why = rules.why_not_across(taken, root)
        if why is None and is_minor(root, day):
            why = rules.why_not_reach_a_minor(taken, root, is_letter=is_letter)
        if why:
            return why
    if not is_unaccompanied(child_id):
        return None
    why = rules.why_not_for_unaccompanied(taken, root)
    return why or (rules.ABROAD if root is not None and _lives_abroad(root) else None)


def _lives_abroad(person_id: uuid.UUID) -> bool:
    """Whether an address abroad is written down for somebody. Sealed ones count for nothing: a refusal would tell."""
    rows = Reach.objects.filter(person_id__in=sides.one_person(person_id), kind=ReachKind.ADDRESS.value)
    rows = rows.filter(is_sealed=False, taken_back_at__isnull=True, ended_on__isnull=True)
    return any(rules.goes_abroad(f"\n{as_written(row.value)}") for row in rows)


def is_unaccompanied(child_id: uuid.UUID) -> bool:
    """Whether a return says that the child is, or was, an unaccompanied asylum-seeking child.

    Also after 18 or a grant of status: who looks for them does not stop then.
    """
    rows = CareRow.objects.filter(child_id=child_id, table__in=[Table.UASC.value, Table.LIST_8.value])
    return any(table == Table.UASC.value or values.get("uasc") for table, values in rows.values_list("table", "values"))


def is_minor(person_id: uuid.UUID, day: dt.date) -> bool:
    """Whether a person is to be treated as under 18 on a day; a child of the service by their own birth date."""
    ids = sides.one_person(person_id)
    people = list(Person.objects.filter(pk__in=ids).select_related("child"))
    facts = PersonFact.objects.filter(person_id__in=ids, kind=PersonFactKind.BORN.value, taken_back_at__isnull=True)
    rows = list(facts.values_list("on", "year"))
    born = [on for on, _ in rows if on] + [one.child.birth for one in people if one.child and one.child.birth]
    years = [year for on, year in rows if year and not on]
    ticked = [one.is_under_18 for one in people if one.is_under_18 is not None]
    return rules.is_minor(any(ticked) if ticked else None, born, years, day=day)


def why_not_through(adult: Connection, young: Connection, day: dt.date) -> str | None:
    """Why nobody is reached through somebody as the adult responsible for them; None where they may be.

    Whoever nothing may be arranged with for the child is nobody through whom another is reached.
    """
    ids, theirs = sides.one_person(adult.person_id), sides.one_person(young.person_id)
    if ids[0] == theirs[0]:
        return SAME_PERSON
    if is_minor(ids[0], day):
        return NOT_18
    told = Q(for_child__isnull=True) | Q(for_child_id=adult.child_id)
    if not Name.objects.filter(told, person_id__in=ids, taken_back_at__isnull=True).exists():
        return NO_NAME
    pair = Q(one_id__in=ids, other_id__in=theirs) | Q(one_id__in=theirs, other_id__in=ids)
    if Apart.objects.filter(pair, ended_at__isnull=True).exists():
        return MUST_NOT_MEET
    why = blocking.why_nothing(adult.child_id, adult.person_id, day)
    return f"Choose another adult. Of this one it stands here: {why}" if why else None


def list_taken(actor: Actor, child: Child) -> list[CareTaken]:
    """What was written down for a child, what stands first."""
    rows = scope.visible(actor, CareTaken.objects).filter(child=child)
    rows = rows.select_related("connection__person", "through__person", "by", "ended_by")
    return sorted(rows, key=lambda row: (row.ended_at is not None, -row.on.toordinal(), str(row.pk)))


def list_refused_interpreters(actor: Actor, child: Child) -> list[str]:
    """The interpreters whom a young person refuses, by name, as was written down and stands (SAFEGUARDING 9)."""
    rows = scope.visible(actor, CareTaken.objects).filter(child=child, ended_at__isnull=True)
    rows = rows.filter(kind=CareKind.INTERPRETER_REFUSED.value).order_by("on", "pk")
    return [row.named for row in rows if row.named]


def get_taken(actor: Actor, taken_id: uuid.UUID) -> CareTaken:
    """One of them; raises NotVisible."""
    row: CareTaken = scope.fetch(actor, CareTaken.objects.select_related("child"), taken_id)
    return row


def as_taken(rows: Any) -> list[rules.Taken]:
    """The rows as the rules read them, about the rows that stand for the people."""
    return [
        rules.Taken(
            kind=CareKind(row.kind),
            on=row.on,
            person=root_of(row.connection.person) if row.connection else None,
            through=root_of(row.through.person) if row.through else None,
            safe_for_both=row.safe_for_both,
            own_yes=row.own_yes_on is not None,
        )
        for row in rows.select_related("connection__person", "through__person")
    ]


def _is_letter(asked: Asked) -> bool:
    return isinstance(asked.subject, OutboxItem) or asked.event == "approach.written"


def _day(asked: Asked) -> dt.date:
    return timezone.localdate(asked.at)
