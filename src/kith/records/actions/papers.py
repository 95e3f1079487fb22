"""Papers of a child that were photographed or scanned: kept, looked through for viruses, taken away."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.papers import Paper as Cleaned
from kith.domain.terms import PaperKind
from kith.records.actions import scanning, writing
from kith.records.models import Paper
from kith.records.queries import PAPERS

CHECKING = "records.check_papers"


@dataclass(frozen=True, slots=True)
class Sent:
    """A paper that came in, cleaned, and what is said of it. ``keep_from``: values of KeepFrom, or a name.

    A paper that may hold a no or a stop about a person stays in the service, whatever is said here (SAFEGUARDING 5).
    """

    cleaned: Cleaned
    kind: PaperKind
    made_on: dt.date
    words: str = ""
    keep_from: tuple[str, ...] = ()
    stays_in_service: bool = False

    @property
    def stays(self) -> bool:
        """Whether it stays in the service."""
        return self.stays_in_service or self.kind is PaperKind.ANSWER


@action.action(Permission.WRITE_NOTE, on="child", event="paper.kept")
def keep_paper(actor: Actor, *, child: Child, given: Sent, at: dt.datetime) -> Paper:
    """Keep a photo or scan of paper; its bytes stand encrypted in the store.

    Where a scanner for viruses is set up, nobody sees the paper before it has been looked through (security 2.11).
    Raises ActionBlocked for a day that has not come.
    """
    if given.made_on > timezone.localdate(at):
        raise gate.ActionBlocked("The day must be today or earlier.")
    held = bool(settings.KITH_SCANNER)
    row = Paper(
        service_id=child.service_id,
        child=child,
        kind=given.kind.value,
        made_on=given.made_on,
        words=given.words.strip() or None,
        keep_from=list(given.keep_from),
        stays_in_service=given.stays,
        media_type=given.cleaned.media_type,
        pages=given.cleaned.pages,
        notices=list(given.cleaned.notices),
        state=Paper.State.HELD if held else Paper.State.KEPT,
        kept_by_id=actor.user_id,
        kept_at=at,
    )
    with PAPERS.keeping(given.cleaned.data, file_id=row.pk) as row.stored_as:
        row.save()
    if held:
        jobs.enqueue(CHECKING, child.service_id)
    action.note(actor, "paper.kept", row, at, paper_kind=row.kind, held=held)
    if not given.stays:
        _copy(actor, row, given, at)
    return row


def _copy(actor: Actor, row: Paper, given: Sent, at: dt.datetime) -> None:
    said = f" {given.words.strip()}" if given.words.strip() else ""
    words = f"Lifelong Links, {date_format(given.made_on, writing.DAY)}: {given.kind.label}, kept as a picture.{said}"
    words = writing.with_keep_from(words, given.keep_from)
    writing.keep_for_case_system(actor, child=row.child, kind="paper.kept", subject_id=row.pk, words=words, at=at)


@action.action(Permission.WRITE_NOTE, on="paper", event="paper.taken_away")
def take_paper_away(actor: Actor, *, paper: Paper, words: str, at: dt.datetime) -> Paper:
    """Destroy the picture of a paper that should not have been kept; that it was there, and why it went, stays.

    Raises ActionBlocked without a reason, or where it went already.
    """
    if not words.strip():
        raise gate.ActionBlocked("Write why it is taken away.")
    if paper.state == Paper.State.TAKEN_AWAY:
        raise gate.ActionBlocked("It was taken away already.")
    paper.state = Paper.State.TAKEN_AWAY
    paper.taken_away_by_id, paper.taken_away_at, paper.taken_away_words = actor.user_id, at, words.strip()
    _destroy(paper)
    action.note(actor, "paper.taken_away", paper, at)
    return paper


@action.action(Permission.CHECK_PAPERS, on="paper", event="paper.checked")
def note_checked(actor: Actor, *, paper: Paper, answer: scanning.Answer, at: dt.datetime) -> Paper:
    """Let a held paper be seen, or destroy it, as the scanner says; without an answer it stays held (security 2.11).

    Nothing changes for a paper that is no longer held.
    """
    if paper.state == Paper.State.HELD and answer is scanning.Answer.CLEAN:
        paper.state = Paper.State.KEPT
        paper.save(update_fields=["state"])
    elif paper.state == Paper.State.HELD and answer is scanning.Answer.FOUND:
        paper.state = Paper.State.REFUSED
        _destroy(paper)
    action.note(actor, "paper.checked", paper, at, answer=answer.value)
    return paper


def _destroy(paper: Paper) -> None:
    """The row first: a file that outlives its row is no loss, a row without its file would be."""
    name, paper.stored_as = paper.stored_as, ""
    paper.save()
    transaction.on_commit(lambda: PAPERS.remove(name))
