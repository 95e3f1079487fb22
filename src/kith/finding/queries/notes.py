"""Reads: notes of the file that are being looked through, by whoever took them in; what was answered before."""

import dataclasses
import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child
from kith.domain import limits
from kith.domain.casefiles import Known, Overview
from kith.domain.terms import NotesSay, PersonStatus
from kith.finding.models import Approach, CaseNotes, NotesAnswer, Search
from kith.people import queries as people
from kith.people.models import Connection
from kith.sealing import keyed_digest
from kith.sealing.store import Store

NOTES = Store("case-notes", "finding.CaseNotes")
MARK = "finding.notes"
# People who stand here and whom nobody is in touch with.
NOT_REACHED = (PersonStatus.NAMED_UNFOUND.value, PersonStatus.LOST_TOUCH.value, PersonStatus.COULD_BE.value)


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody beside the child who could be meant; ``is_reached``: somebody looked for them, wrote, or is in touch.

    ``root`` is the row that stands for the person.
    """

    connection_id: uuid.UUID
    root: uuid.UUID
    shown: str
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Named:
    """One person whom notes name: their keyed mark, who here could be meant, and what was answered."""

    mark: str
    known: Known
    alike: tuple[Here, ...]
    answer: NotesAnswer | None


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """Whom notes name. ``refused``: of how many somebody said no before.

    ``workers`` are left out: who was there for their work, or only wrote or got a message. Of whom somebody said that
    this one matters stands among those named.
    """

    named: tuple[Named, ...]
    here: tuple[Here, ...]
    workers: tuple[Named, ...]
    refused: int


def list_notes(actor: Actor, child: Child) -> Any:
    """The notes that were read for a child, the newest first."""
    rows = scope.visible(actor, CaseNotes.objects).filter(child=child)
    return rows.select_related("by", "finished_by").order_by("-at", "pk")


def get_notes(actor: Actor, notes_id: uuid.UUID) -> CaseNotes:
    """One reading of notes; raises NotVisible."""
    found: CaseNotes = scope.fetch(actor, CaseNotes.objects.select_related("child", "by", "finished_by"), notes_id)
    return found


def open_notes(actor: Actor, notes_id: uuid.UUID, at: dt.datetime) -> CaseNotes:
    """The same for looking through, as an audited read of the child's record.

    Only for whoever took the notes in: they have read them, and nobody else learns a sealed place from a sentence
    (SAFEGUARDING 2). Raises NotVisible, NotPermitted.
    """
    gate.check(actor, Permission.RECORD_PEOPLE)
    with record.unit_of_work():
        found = get_notes(actor, notes_id)
        if found.by_id != actor.user_id:
            raise scope.NotVisible
        scope.note_opened(actor, found.child_id, at)
    return found


def get_looked_through(actor: Actor, notes: CaseNotes) -> LookedThrough | None:
    """Whom notes name, with who here could be meant; None once they are finished. A fixed number of questions."""
    if not notes.stored_as:
        return None
    found = load(NOTES.open_kept(notes.stored_as, file_id=notes.pk))
    answers = {row.mark: row for row in _answers(actor, notes.child_id)}
    matter = [one for one in found.workers if mark_of(one) in answers]
    marked = [(mark_of(one), one) for one in (*found.people, *matter)]
    refused = {mark for mark, row in answers.items() if row.answer == NotesSay.NOT.value and row.notes_id != notes.pk}
    everybody = people.list_people(actor, notes.child, with_dates=False)
    here, meant = _here(actor, everybody), people.who_is_meant(everybody, people.get_variants(actor))
    named = tuple(
        Named(mark, one, tuple(here[alike.connection.pk] for alike in _alike(one, everybody, meant)), answers.get(mark))
        for mark, one in marked
        if mark not in refused
    )
    workers = tuple(Named(mark_of(one), one, (), None) for one in found.workers if one not in matter)
    return LookedThrough(named, tuple(here.values()), workers, len(marked) - len(named))


def discarded_at(notes: CaseNotes) -> dt.datetime:
    """When whom notes name is discarded where nobody has finished looking through them."""
    return notes.at + dt.timedelta(days=limits.number("notes_review_days"))


def count_left(notes: CaseNotes) -> int:
    """How many whom notes name nobody has answered about, for the job; none once they are finished."""
    if not notes.stored_as:
        return 0
    named = {mark_of(one) for one in load(NOTES.open_kept(notes.stored_as, file_id=notes.pk)).people}
    rows = NotesAnswer.objects.filter(child_id=notes.child_id, ended_at__isnull=True)
    return len(named - set(rows.values_list("mark", flat=True)))


def list_kept(actor: Actor, connection: Connection) -> list[NotesAnswer]:
    """What the file says of somebody: the sentences that were kept with a yes, the oldest first."""
    rows = scope.visible(actor, NotesAnswer.objects).filter(connection=connection, ended_at__isnull=True)
    return list(rows.filter(sentence__isnull=False).select_related("by", "notes").order_by("at", "pk"))


def count_answers(actor: Actor) -> tuple[int, int]:
    """Of all that was answered in the service, for the rules alone: how many were somebody, and how many were not."""
    rows = NotesAnswer.objects.filter(service_id=actor.service_id, ended_at__isnull=True)
    is_no = Q(answer=NotesSay.NOT.value)
    told = rows.exclude(answer=NotesSay.ASK.value).aggregate(
        yes=Count("pk", filter=~is_no), no=Count("pk", filter=is_no)
    )
    return told["yes"], told["no"]


def mark_of(known: Known) -> str:
    """The keyed mark by which an answer is remembered; it says nothing without the service's key."""
    return keyed_digest(known.mark, MARK).hex()


def dump(found: Overview) -> bytes:
    """Whom notes name, as it is kept encrypted."""
    return json.dumps(dataclasses.asdict(found), default=dt.date.isoformat).encode()


def load(data: bytes) -> Overview:
    """The same read again."""
    read = json.loads(data)
    people_, workers = (tuple(Known(**_dated(one)) for one in read.get(part, ())) for part in ("people", "workers"))
    return Overview(people_, workers)


def _dated(one: dict[str, Any]) -> dict[str, Any]:
    days = {key: dt.date.fromisoformat(one[key]) if one[key] else None for key in ("first", "last")}
    return {**one, **days, "near": tuple(one["near"])}


def _answers(actor: Actor, child_id: uuid.UUID) -> Iterable[NotesAnswer]:
    rows = scope.visible(actor, NotesAnswer.objects).filter(child_id=child_id, ended_at__isnull=True)
    return rows.select_related("by")


def _here(actor: Actor, everybody: Iterable[people.Somebody]) -> dict[uuid.UUID, Here]:
    """Everybody beside the child, by connection."""
    rows = {one.connection.pk: one for one in everybody}
    tried = {
        *scope.visible(actor, Search.objects).filter(connection__in=rows).values_list("connection_id", flat=True),
        *scope.visible(actor, Approach.objects).filter(connection__in=rows).values_list("connection_id", flat=True),
    }
    return {
        pk: Here(pk, one.person_ids[0], one.shown, one.connection.status not in NOT_REACHED or pk in tried)
        for pk, one in rows.items()
    }


def _alike(
    known: Known, everybody: Iterable[people.Somebody], meant: Callable[[str], list[people.Somebody]]
) -> list[people.Somebody]:
    """Who here could be meant: by a like name, else whoever is the same to the child where the notes give no name."""
    if known.name is not None:
        return meant(known.name)
    said = known.related.casefold()
    return [one for one in everybody if said and one.connection.how_related.replace("'", "’").casefold() == said]
