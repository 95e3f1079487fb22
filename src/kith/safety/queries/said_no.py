"""Reads: whether somebody could be one who said no and is kept only as keyed marks (SAFEGUARDING 19)."""

import uuid

from kith.access import gate
from kith.access.action import Asked
from kith.domain import contacting
from kith.domain.terms import PersonFactKind, ReachKind
from kith.outbox import queries as outbox
from kith.outbox.models import OutboxItem
from kith.people import queries as people
from kith.people.models import Name, PersonFact, Reach
from kith.safety.models import LeadAlert, SaidNo
from kith.safety.queries import sides
from kith.sealing import keyed_digest
from kith.sealing.reading import as_written

MARK_OF = "safety.said_no"
COULD_BE_THEM = "Somebody who asked not to be written to could be this person. It does not go."


def who_said_no_stays(asked: Asked) -> None:
    """Raise ActionBlocked where a letter would go to one who said no. Asked of the lead and of the job alone.

    Whoever adds the person or writes the letter gets the same answer as always (SAFEGUARDING 2).
    """
    item = outbox.leaving(asked)
    if item is None or item.person_id is None:
        return
    if find_said_no(item.service_id, item.person_id):
        raise gate.ActionBlocked(COULD_BE_THEM)


def find_said_no(service_id: uuid.UUID, person_id: uuid.UUID) -> list[SaidNo]:
    """Those who said no and whose marks fit a person; for the rules and the job, whoever asks.

    Not where the lead settled that this person may be written to all the same.
    """
    wanted = set(marks_of(person_id))
    settled = LeadAlert.objects.filter(person_id__in=sides.one_person(person_id), may_be_written_to=True)
    rows = SaidNo.objects.filter(service_id=service_id).exclude(pk__in=settled.values("said_no_id"))
    return [row for row in rows if wanted & set(row.marks)]


def marks_of(person_id: uuid.UUID) -> list[str]:
    """The keyed marks of a person, from all that is known of them: four questions.

    Where a letter to them went is known too: it may stand nowhere else.
    """
    ids = sides.one_person(person_id)
    names = Name.objects.filter(person_id__in=ids, taken_back_at__isnull=True).values_list("full", flat=True)
    facts = PersonFact.objects.filter(person_id__in=ids, kind=PersonFactKind.BORN.value, taken_back_at__isnull=True)
    dates = list(facts.values_list("on", "year"))
    ways = Reach.objects.filter(person_id__in=ids, taken_back_at__isnull=True)
    letters = OutboxItem.objects.filter(person_id__in=ids, kind=OutboxItem.Kind.LETTER.value)
    known = contacting.Known(
        names=frozenset(people.fold(name) for name in names),
        born=frozenset(on for on, _ in dates if on),
        years=frozenset(year for on, year in dates if year and not on),
        ways=(
            *((ReachKind(row.kind), str(as_written(row.value))) for row in ways),
            *((ReachKind.ADDRESS, str(as_written(row.recipient))) for row in letters),
        ),
    )
    return sorted(keyed_digest(mark, MARK_OF).hex() for mark in contacting.marks(known))
