"""Reads: notes, concerns, and what is ready for the council's own case system."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.access.queries import rota
from kith.audit import record
from kith.children.models import CaseMember, Child
from kith.domain import rota as hours
from kith.domain.terms import Role
from kith.records.models import CaseCopy, Concern, ConcernReader, Note, Paper
from kith.sealing.store import Store

A_PAGE = 30
PAPERS = Store("papers", "records.Paper")


def list_notes(actor: Actor, child: Child) -> Any:
    """The notes of a child that this actor may read, the newest first."""
    rows = scope.visible(actor, Note.objects).filter(child=child).select_related("written_by", "corrects")
    return rows.order_by("-happened_on", "-written_at", "pk")


def get_note(actor: Actor, note_id: uuid.UUID) -> Note:
    """One note; raises NotVisible."""
    found: Note = scope.fetch(actor, Note.objects.select_related("child", "written_by"), note_id)
    return found


# --- papers


def list_papers(actor: Actor, child: Child) -> Any:
    """The papers of a child that this actor may know of, the newest first."""
    rows = scope.visible(actor, Paper.objects).filter(child=child).select_related("child", "kept_by")
    return rows.order_by("-made_on", "-kept_at", "pk")


def get_paper(actor: Actor, paper_id: uuid.UUID) -> Paper:
    """One paper; raises NotVisible."""
    rows = Paper.objects.select_related("child", "kept_by", "taken_away_by")
    found: Paper = scope.fetch(actor, rows, paper_id)
    return found


def open_paper(actor: Actor, paper_id: uuid.UUID, at: dt.datetime) -> Paper:
    """The same, as an audited read of the child's record."""
    with record.unit_of_work():
        paper = get_paper(actor, paper_id)
        scope.note_opened(actor, paper.child_id, at)
    return paper


def open_paper_file(actor: Actor, paper_id: uuid.UUID, at: dt.datetime) -> tuple[Paper, bytes]:
    """A paper and its bytes; raises NotVisible where there are none to see."""
    paper = open_paper(actor, paper_id, at)
    if paper.state != Paper.State.KEPT:
        raise scope.NotVisible
    return paper, PAPERS.open_kept(paper.stored_as, file_id=paper.pk)


def list_held_papers(actor: Actor) -> list[Paper]:
    """The papers that wait for the virus scanner, the oldest first."""
    return list(scope.visible(actor, Paper.objects).filter(state=Paper.State.HELD).order_by("kept_at", "pk"))


# --- copies for the case system


def list_copies(actor: Actor, child: Child) -> Any:
    """What is ready for the case system about one child, the newest first."""
    rows = scope.visible(actor, CaseCopy.objects).filter(child=child).select_related("copied_by", "made_by")
    return rows.order_by("-made_at", "pk")


def list_not_copied(actor: Actor, *, mine: bool = False) -> Any:
    """What nobody has copied yet, of the children this actor may see, the newest first; ``mine``: what they wrote."""
    gate.check(actor, Permission.MARK_COPIED)
    rows = scope.visible(actor, CaseCopy.objects).filter(copied_at__isnull=True)
    rows = rows.filter(made_by_id=actor.user_id) if mine else rows
    return rows.select_related("child", "made_by").order_by("-made_at", "pk")


def open_not_copied(actor: Actor, *, first: int, at: dt.datetime, mine: bool = False) -> tuple[list[CaseCopy], int]:
    """One page of that list and how long the whole is; that it was shown is one event."""
    with record.unit_of_work():
        rows = list_not_copied(actor, mine=mine)
        page = list(rows[first : first + A_PAGE])
        scope.note_listed(actor, "case_copies.listed", at, len(page))
        return page, rows.count()


def get_copy(actor: Actor, copy_id: uuid.UUID) -> CaseCopy:
    """One copy; raises NotVisible."""
    found: CaseCopy = scope.fetch(actor, CaseCopy.objects.select_related("child", "copied_by", "made_by"), copy_id)
    return found


def open_copy(actor: Actor, copy_id: uuid.UUID, at: dt.datetime) -> CaseCopy:
    """The same, as an audited read of the child's record."""
    with record.unit_of_work():
        copy = get_copy(actor, copy_id)
        scope.note_opened(actor, copy.child_id, at)
    return copy


# --- concerns


def list_concerns(actor: Actor) -> Any:
    """The concerns this actor reads: those not settled first, the oldest of them on top."""
    rows = scope.visible(actor, Concern.objects).select_related("child", "raised_by", "opened_by", "waiting_for")
    return rows.prefetch_related("readers__user").order_by(F("settled_at").asc(nulls_first=True), "raised_at", "pk")


def list_unopened_concerns(actor: Actor) -> Any:
    """Concerns that went to this person and that they have not opened yet, the oldest first."""
    mine = scope.visible(actor, ConcernReader.objects).filter(user_id=actor.user_id, opened_at__isnull=True)
    rows = scope.visible(actor, Concern.objects).filter(pk__in=mine.values("concern_id"), settled_at__isnull=True)
    return rows.select_related("child").order_by("raised_at", "pk")


def open_concerns(actor: Actor, *, first: int, at: dt.datetime) -> tuple[list[Concern], int]:
    """One page of concerns and how many there are; that they were listed is one event."""
    with record.unit_of_work():
        rows = list_concerns(actor)
        page = list(rows[first : first + A_PAGE])
        scope.note_listed(actor, "concerns.listed", at, len(page))
        return page, rows.count()


def get_concern(actor: Actor, concern_id: uuid.UUID) -> Concern:
    """One concern with its readers; raises NotVisible."""
    rows = Concern.objects.select_related("child", "raised_by", "opened_by", "settled_by", "waiting_for")
    found: Concern = scope.fetch(actor, rows.prefetch_related("readers__user"), concern_id)
    return found


def is_to_open(actor: Actor, concern: Concern) -> bool:
    """Whether showing it changes anything: this person has still to open it, or would be the one who takes it."""
    readers = {reader.user_id: reader.opened_at for reader in concern.readers.all()}
    unopened = concern.opened_at is None or readers.get(actor.user_id, concern.opened_at) is None
    return unopened or is_taken_by_opening(actor, concern)


def is_taken_by_opening(actor: Actor, concern: Concern) -> bool:
    """Whether a concern stops waiting when this person opens it.

    Only somebody who reads every concern can take one: a lead or a manager. Whoever raised it cannot: a second pair of
    eyes is the point.
    """
    may = gate.may(actor, Permission.READ_CONCERNS) and actor.user_id != concern.raised_by_id
    return may and concern.waiting_since is not None and concern.settled_at is None


# --- who has a concern


@dataclass(frozen=True, slots=True)
class GoesTo:
    """Whom a new concern goes to: leads (managers where there is no lead), and the child's workers."""

    first: tuple[User, ...]
    workers: tuple[User, ...]


def goes_to(service: Service, child: Child | None) -> GoesTo:
    """Who reads a new concern about a child, or about nobody in particular, whatever was agreed (SAFEGUARDING 15)."""
    people = User.objects.filter(service=service, is_active=True)
    leads = tuple(people.filter(role=Role.SAFEGUARDING_LEAD.value))
    first = leads or tuple(people.filter(role=Role.MANAGER.value))
    if child is None:
        return GoesTo(first, ())
    worker = CaseMember.Part.WORKER
    members = CaseMember.objects.filter(child=child, part=worker, until_on__isnull=True, user__is_active=True)
    return GoesTo(first, tuple(member.user for member in members.select_related("user")))


def list_line(actor: Actor, concern: Concern) -> list[User]:
    """Who takes this concern, in order: those on the rota, then the others who may; leads before managers in each.

    Whoever raised it is not in the line.
    """
    on_rota = rota.people_of(rota.list_rota(actor, rota.CONCERNS))
    others = rota.list_possible_readers(actor, rota.CONCERNS)
    people = {person.pk: person for person in (*on_rota, *others)}
    return [person for pk, person in people.items() if pk != concern.raised_by_id]


def get_first_of_the_line(actor: Actor, concern: Concern, at: dt.datetime) -> User | None:
    """Who has a new concern: the first on the rota who is there now, or else the first of the line."""
    entries = [row for row in rota.list_rota(actor, rota.CONCERNS) if row.user_id != concern.raised_by_id]
    line = list_line(actor, concern)
    return rota.reader_for(entries, at) or (line[0] if line else None)


def get_pass_on_at(actor: Actor, since: dt.datetime) -> dt.datetime | None:
    """When a concern that waits unopened since then goes to the next person: 15 minutes of the rota's hours."""
    watches = rota.watches_of(rota.list_rota(actor, rota.CONCERNS)) or [hours.passing_on().without_rota]
    return rota.pass_on_at(watches, since)


def list_overdue_concerns(actor: Actor, at: dt.datetime) -> list[Concern]:
    """Concerns that have waited unopened for one person for 15 working minutes."""
    rows = scope.visible(actor, Concern.objects).filter(waiting_since__isnull=False, settled_at__isnull=True)
    due = ((row, get_pass_on_at(actor, row.waiting_since)) for row in rows.order_by("waiting_since", "pk"))
    return [row for row, when in due if when is not None and when <= at]
