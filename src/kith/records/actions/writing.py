"""Writes: notes, concerns, and copies for the council's case system."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate, jobs, scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.access.queries import rota
from kith.children.models import Child
from kith.domain.terms import KeepFrom
from kith.records import queries
from kith.records.models import CaseCopy, Concern, ConcernReader, Note

DAY = "j F Y"
PASSING_ON = "records.pass_on_concerns"


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody writes down once.

    ``keep_from``: values of KeepFrom, or a name where it is somebody else. ``copy``: the words for the case system;
    empty where the note itself is to be copied. Where the note stays in the service, only ``copy`` leaves it.
    """

    words: str
    happened_on: dt.date
    childs_words: str = ""
    keep_from: tuple[str, ...] = ()
    stays_in_service: bool = False
    copy: str = ""
    corrects: Note | None = None


@action.action(Permission.WRITE_NOTE, on="child", event="note.written")
def write_note(actor: Actor, *, child: Child, given: Written, at: dt.datetime) -> Note:
    """Write a note about a child; it is never changed. A correction is a new note that names the old one.

    Raises ActionBlocked for an empty note, one of the future, or a correction of another child's note.
    """
    if not given.words.strip() and not given.childs_words.strip():
        raise gate.ActionBlocked("Write what happened, or what the child said.")
    if given.happened_on > timezone.localdate(at):
        raise gate.ActionBlocked("A note cannot be about a day that has not come yet.")
    corrected = queries.get_note(actor, given.corrects.pk) if given.corrects else None
    if corrected and corrected.child_id != child.pk:
        raise scope.NotVisible
    note = Note.objects.create(
        service_id=child.service_id,
        child=child,
        words=given.words,
        childs_words=given.childs_words or None,
        keep_from=list(given.keep_from),
        stays_in_service=given.stays_in_service,
        corrects=corrected,
        written_by_id=actor.user_id,
        written_at=at,
        happened_on=given.happened_on,
    )
    action.note(actor, "note.written", note, at, stays=note.stays_in_service, corrects=str(note.corrects_id or ""))
    words = given.copy.strip() or ("" if given.stays_in_service else _note_in_words(given))
    if words:
        words = with_keep_from(words, given.keep_from)
        keep_for_case_system(actor, child=child, kind="note.written", subject_id=note.pk, words=words, at=at)
    return note


def keep_from_in_words(keep_from: list[str] | tuple[str, ...]) -> str:
    """Whom a note is kept from, as people read it: "Mum, the child, for now"."""
    labels = dict(KeepFrom.choices())
    return ", ".join(labels.get(one, one) for one in keep_from)


def _note_in_words(given: Written) -> str:
    said = f" In the child’s words: “{given.childs_words.strip()}”" if given.childs_words.strip() else ""
    return f"Lifelong Links, {date_format(given.happened_on, DAY)}: {given.words.strip()}{said}"


def with_keep_from(words: str, keep_from: tuple[str, ...]) -> str:
    """The words of a copy with whom they are kept from, so that it stands in the case system too."""
    return f"{words} Keep this from: {keep_from_in_words(keep_from)}." if keep_from else words


@action.action(Permission.RAISE_CONCERN, on="service", event="concern.raised")
def raise_concern(
    actor: Actor,
    *,
    service: Service,
    words: str,
    at: dt.datetime,
    child: Child | None = None,
    in_childs_hands: bool = False,
) -> Concern:
    """Raise a safeguarding concern, about a child or about nobody in particular.

    It goes to the child's worker and to every safeguarding lead of the service (to the managers where there is no
    lead), whatever was agreed (SAFEGUARDING 15); and one named person has it, who must take it or see it passed on.
    ``in_childs_hands``: the child typed it on this actor's device, and whoever reads it is told so.
    Raises ActionBlocked without words, NotVisible for a child that is not this actor's.
    """
    if not words.strip():
        raise gate.ActionBlocked("Write what worries you.")
    about = scope.fetch(actor, Child.objects, child.pk) if child else None
    concern = Concern(
        service=service,
        child=about,
        words=words,
        raised_by_id=actor.user_id,
        in_childs_hands=in_childs_hands,
        raised_at=at,
    )
    concern.waiting_for = queries.get_first_of_the_line(actor, concern, at)
    concern.waiting_since = at if concern.waiting_for else None
    concern.save()
    to = queries.goes_to(service, about)
    people = {user.pk: user for user in (*to.first, *to.workers)}
    readers = [ConcernReader(service=service, concern=concern, user=user) for user in people.values()]
    ConcernReader.objects.bulk_create(readers)
    action.note(actor, "concern.raised", concern, at, readers=len(readers), user_id=_id_of(concern.waiting_for))
    _give(actor, concern, at)
    return concern


def _give(actor: Actor, concern: Concern, at: dt.datetime) -> None:
    """Let the person who has a concern now see it among theirs, and see that it goes on if they do not take it."""
    if concern.waiting_for is None:
        return
    row, _ = ConcernReader.objects.get_or_create(
        service_id=concern.service_id, concern=concern, user=concern.waiting_for
    )
    row.given_at = at
    row.save(update_fields=["given_at"])
    jobs.enqueue(PASSING_ON, concern.service_id, after=queries.get_pass_on_at(actor, at))


def _id_of(user: User | None) -> str | None:
    return str(user.pk) if user else None


@action.action(Permission.HAND_ON_CONCERN, on="concern", event="concern.passed_on")
def pass_on_concern(actor: Actor, *, concern: Concern, at: dt.datetime) -> Concern:
    """Give a concern that nobody took to the next person of the line (SAFEGUARDING 1); with nobody else there it stays.

    Nothing changes for a concern that was taken or settled in the meantime.
    """
    line = queries.list_line(actor, concern)
    following = rota.next_person(line, concern.waiting_for)
    if following is not None and concern.waiting_since is not None and concern.settled_at is None:
        concern.waiting_for, concern.waiting_since = following, at
        concern.version += 1
        concern.save()
        _give(actor, concern, at)
    action.note(actor, "concern.passed_on", concern, at, user_id=_id_of(concern.waiting_for))
    return concern


@action.action(Permission.RAISE_CONCERN, on="concern", event="concern.opened")
def open_concern(actor: Actor, *, concern: Concern, at: dt.datetime) -> Concern:
    """Note that a person opened a concern; the first one stands on the concern itself.

    A lead or manager who opens it has it from then on, and it is passed on no more. The child's worker reads it too,
    but it goes on until it reaches somebody whose work it is.
    """
    takes = queries.is_taken_by_opening(actor, concern)
    if takes:
        concern.waiting_for_id, concern.waiting_since = actor.user_id, None
        ConcernReader.objects.get_or_create(service_id=concern.service_id, concern=concern, user_id=actor.user_id)
    mine = ConcernReader.objects.filter(concern=concern, user_id=actor.user_id, opened_at__isnull=True)
    mine.update(opened_at=at)
    if concern.opened_at is None:
        concern.opened_by_id, concern.opened_at = actor.user_id, at
        takes = True
    if takes:
        concern.version += 1
        concern.save()
    action.note(actor, "concern.opened", concern, at)
    return concern


@action.action(Permission.READ_CONCERNS, on="concern", event="concern.settled")
def settle_concern(
    actor: Actor, *, concern: Concern, what_was_done: str, at: dt.datetime, version: int | None = None
) -> Concern:
    """Settle a concern with words of what was done. Raises ActionBlocked without words, or if it is settled already.

    No copy is kept for the case system here: it would be read by more people than the concern itself.
    """
    action.expect_version(concern, version)
    if concern.settled_at is not None:
        raise gate.ActionBlocked("This concern was settled already.")
    if not what_was_done.strip():
        raise gate.ActionBlocked("Write what was done.")
    concern.what_was_done = what_was_done
    concern.waiting_since = None
    concern.settled_by_id = actor.user_id
    concern.settled_at = at
    concern.save()
    action.note(actor, "concern.settled", concern, at)
    return concern


@action.action(Permission.MARK_COPIED, on="child", event="case_copy.made")
def keep_for_case_system(
    actor: Actor, *, child: Child, kind: str, subject_id: uuid.UUID, words: str, at: dt.datetime
) -> CaseCopy:
    """Keep a note or decision in words ready to be copied into the council's case system.

    Called by the action that makes the note or decision; it stands on the not-copied-yet list until copied.
    """
    copy = CaseCopy.objects.create(
        service_id=child.service_id,
        child=child,
        kind=kind,
        subject_id=subject_id,
        words=words,
        made_by_id=actor.user_id,
        made_at=at,
    )
    action.note(actor, "case_copy.made", copy, at, about=kind)
    return copy


@action.action(Permission.MARK_COPIED, on="child", event="case_copy.changed")
def overtake_copies(
    actor: Actor,
    *,
    child: Child,
    kinds: Collection[str],
    subject_ids: Collection[uuid.UUID],
    words: str,
    at: dt.datetime,
) -> int:
    """Let what waits for the case system about these rows, of these kinds, end with what happened since: ``words``.

    Only what nobody has copied yet; what stands in the case system already is the case system's. Returns how many.
    """
    rows = list(
        CaseCopy.objects.filter(child=child, kind__in=kinds, subject_id__in=subject_ids, copied_at__isnull=True)
    )
    for row in rows:
        row.words = f"{row.words} {words}"
    CaseCopy.objects.bulk_update(rows, ["words"])
    action.note(actor, "case_copy.changed", child, at)
    return len(rows)


@action.action(Permission.MARK_COPIED, on="copy", event="case_copy.copied")
def mark_copied(actor: Actor, *, copy: CaseCopy, at: dt.datetime) -> CaseCopy:
    """Note that a person copied this into the case system. The first one counts; a second press changes nothing."""
    if copy.copied_at is None:
        copy.copied_by_id = actor.user_id
        copy.copied_at = at
        copy.save()
    action.note(actor, "case_copy.copied", copy, at, about=copy.kind)
    return copy
