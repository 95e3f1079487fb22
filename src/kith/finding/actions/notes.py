"""Writes: notes of the file are read, answered person by person, finished and forgotten."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import casefiles
from kith.domain.casefiles import Known
from kith.domain.terms import Certainty, FactSource, NameKind, NotesSay, PersonStatus
from kith.finding.models import CaseNotes, NotesAnswer
from kith.finding.queries import added_model
from kith.finding.queries import notes as queries
from kith.people import actions as people
from kith.people import queries as read_people
from kith.people.models import Connection

DISCARD = "finding.discard_notes"
NOBODY = "Nobody was found in these notes."
FINISHED = "These notes were looked through already, and are forgotten."
NOT_IN_THEM = "This person is not in these notes."
ALREADY = "This was answered already."
NOT_BESIDE_THE_CHILD = "Choose somebody who stands here."
# What a file says is somebody's account: likely where name and relation stand together, else possible.
SURE = {"likely": Certainty.LIKELY}
SAYS = "Notes of the file"
# A model may call itself anything.
LONGEST_RULE = 40


@dataclass(frozen=True, slots=True)
class NotesAnswered:
    """One answer about somebody whom notes name, by their mark; ``same_as`` with SAME."""

    mark: str
    say: NotesSay
    same_as: uuid.UUID | None = None


@action.action(Permission.RECORD_PEOPLE, on="child", event="notes.taken_in")
def take_in_notes(actor: Actor, *, child: Child, text: str, form: str, at: dt.datetime, name: str = "") -> CaseNotes:
    """Read notes, and keep encrypted whom they name, each with the sentence; the text itself is not kept.

    The ``name`` of the file is not kept; like its words it is looked at for sealed values. Nobody in them becomes a
    person here. Raises ActionBlocked where nobody is found. Source: maps-and-finding 3.3.
    """
    on = timezone.localdate(at)
    asked = added_model.ask_model(text)
    names = _names_here(actor, child)
    found = casefiles.find_people(text, child.preferred_name or None, names, all_mentions=True, names_from=asked.heard)
    known = casefiles.overview(text, found, on)
    if not known.people and not known.workers:
        raise gate.ActionBlocked(NOBODY)
    counts = {"characters": len(text), "people": len(known.people), "left_out": len(known.workers), **_of_model(asked)}
    row = CaseNotes(service_id=child.service_id, child=child, form=form, counts=counts, by_id=actor.user_id, at=at)
    with queries.NOTES.keeping(queries.dump(known), file_id=row.pk) as row.stored_as:
        row.save()
    action.note(actor, "notes.taken_in", row, at, people=len(known.people))
    jobs.enqueue(DISCARD, row.service_id, after=queries.discarded_at(row), notes=str(row.pk))
    return row


@action.action(Permission.RECORD_PEOPLE, on="notes", event="notes.answered")
def answer_notes(
    actor: Actor, *, notes: CaseNotes, given: Sequence[NotesAnswered], at: dt.datetime
) -> list[NotesAnswer]:
    """Answer about some whom notes name: added, the same as somebody here, not wanted, or to be asked.

    Of somebody left out, the first answer is that this one matters: to be asked about.
    A yes keeps the sentence beside the person, with who said so. A no keeps only a keyed mark, so that the same words
    are not offered again. Raises ActionBlocked for finished notes, somebody who is not in them, or an answer that
    stands already.
    """
    through = queries.get_looked_through(actor, notes)
    if through is None:
        raise gate.ActionBlocked(FINISHED)
    named = {one.mark: one for one in (*through.named, *through.workers)}
    here = {one.connection_id for one in through.here}
    rows = []
    for one in given:
        if one.mark not in named:
            raise gate.ActionBlocked(NOT_IN_THEM)
        before = named[one.mark].answer
        if before is not None and before.answer != NotesSay.ASK.value:
            raise gate.ActionBlocked(ALREADY)
        if one.say is NotesSay.SAME and one.same_as not in here:
            raise gate.ActionBlocked(NOT_BESIDE_THE_CHILD)
        if before is not None:
            before.ended_at = at
            before.save(update_fields=["ended_at"])
        rows.append(_answer(actor, notes, named[one.mark].known, one, at))
    yes = sum(row.connection_id is not None for row in rows)
    action.note(actor, "notes.answered", notes, at, yes=yes, no=len(rows) - yes)
    return rows


@action.action(Permission.RECORD_PEOPLE, on="notes", event="notes.finished")
def finish_notes(actor: Actor, *, notes: CaseNotes, at: dt.datetime) -> CaseNotes:
    """Finish looking through: whoever was not answered about is forgotten; the counts and the answers stay."""
    if not notes.stored_as:
        raise gate.ActionBlocked(FINISHED)
    name, notes.stored_as = notes.stored_as, ""
    notes.finished_at, notes.finished_by_id = at, actor.user_id
    notes.save()
    transaction.on_commit(lambda: queries.NOTES.remove(name))
    action.note(actor, "notes.finished", notes, at)
    return notes


@action.action(Permission.WATCH_NAMES, on="service", event="notes.discarded")
def discard_notes(actor: Actor, *, service: Service, notes: CaseNotes, at: dt.datetime) -> int:
    """The job's end of a looking through that nobody finished in time; gives how many nobody had answered about.

    Whom the notes name goes, with every sentence; the answers and the counts stay. Finished notes are left as they are.
    """
    left = queries.count_left(notes)
    action.note(actor, "notes.discarded", notes, at, count=left)
    if not notes.stored_as:
        return left
    name, notes.stored_as, notes.finished_at = notes.stored_as, "", at
    notes.counts = {**notes.counts, "discarded": left}
    notes.save()
    transaction.on_commit(lambda: queries.NOTES.remove(name))
    return left


def _of_model(asked: added_model.Asked) -> dict[str, str]:
    """What an added model did, for the page; nothing where there is none."""
    if asked.heard:
        return {"model": f"{asked.heard.name}/{asked.heard.version}"}
    return {"model": ""} if asked.failed else {}


def _names_here(actor: Actor, child: Child) -> list[str]:
    """The names that stand beside the child: the strongest list there is (maps-and-finding 3.2)."""
    everybody = read_people.list_people(actor, child, with_dates=False)
    return [name for one in everybody for name in (*one.all_names, one.called) if name]


def _answer(actor: Actor, notes: CaseNotes, known: Known, given: NotesAnswered, at: dt.datetime) -> NotesAnswer:
    connection: Connection | None = None
    if given.say is NotesSay.NEW:
        connection = _add(actor, notes.child, known, at)
    elif given.say is NotesSay.SAME and given.same_as:
        connection = read_people.get_connection(actor, given.same_as)
        _name_too(actor, connection, known, at)
    return NotesAnswer.objects.create(
        service_id=notes.service_id,
        child_id=notes.child_id,
        notes=notes,
        mark=queries.mark_of(known),
        answer=given.say.value,
        rule=known.rule[:LONGEST_RULE],
        connection=connection,
        sentence=None if given.say is NotesSay.NOT else known.sentence.strip(),
        by_id=actor.user_id,
        at=at,
    )


def _add(actor: Actor, child: Child, known: Known, at: dt.datetime) -> Connection:
    """Somebody new, whom the child is not said to know of; where they stand today nobody has said yet."""
    relation = known.related[:120]
    given = people.PersonGiven(
        described=people.Described(how_related=relation, side=casefiles.side_of(known.relation or "")),
        stands=people.Stands(PersonStatus.LOST_TOUCH, timezone.localdate(at), FactSource.FILE),
        names=(people.NameGiven(known.name[:200]),) if known.name else (),
    )
    return people.add_person(actor, child=child, given=given, says=_says(known), at=at)


def _name_too(actor: Actor, connection: Connection, known: Known, at: dt.datetime) -> None:
    """A name that the notes write otherwise stands beside the others."""
    if not known.name:
        return
    here = {read_people.fold(row.full) for row in read_people.list_names(actor, connection)}
    if read_people.fold(known.name) not in here | {read_people.fold(connection.called or "")}:
        given = people.NameGiven(known.name[:200], NameKind.ALIAS)
        people.add_name(actor, connection=connection, given=given, says=_says(known), at=at)


def _says(known: Known) -> people.Says:
    return people.Says(FactSource.FILE, SAYS, SURE.get(known.strength, Certainty.POSSIBLE))
