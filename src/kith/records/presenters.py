"""Page objects: papers, copies for the case system, concerns."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.access.actor import Actor
from kith.domain import happened
from kith.domain.terms import Role
from kith.records import actions, queries
from kith.records.models import CaseCopy, Concern, Paper


@dataclass(frozen=True, slots=True)
class GoesTo:
    """Whom a new concern goes to, in words for staff; ``worker``: whether the child's worker is among them."""

    first: str
    worker: bool

    @property
    def nobody(self) -> bool:
        """Nobody here could take it."""
        return not self.first


def goes_to(found: queries.GoesTo) -> GoesTo:
    """The words for whoever reads a new concern."""
    works = {Role(user.role) for user in found.first}
    many = len(found.first) > 1
    lead, manager = ("the safeguarding leads", "the managers") if many else ("the safeguarding lead", "the manager")
    first = (lead if Role.SAFEGUARDING_LEAD in works else manager) if works else ""
    return GoesTo(first, bool(found.workers))


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One thing that is ready for the case system."""

    copy_id: uuid.UUID
    child_id: uuid.UUID
    name: str
    what: str
    made_at: dt.datetime
    by: str
    words: str
    copied: str


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One concern, who has opened it, and who has it now; ``waits_since`` until they open it."""

    concern_id: uuid.UUID
    name: str
    child_id: uuid.UUID | None
    raised_at: dt.datetime
    raised_by: str
    readers: tuple[tuple[str, dt.datetime | None], ...]
    has_it: str
    waits_since: dt.datetime | None
    settled_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """One concern, opened. ``passes_on_at``: when it goes to the next person; None once somebody has taken it."""

    row: ConcernRow
    passes_on_at: dt.datetime | None
    words: str
    what_was_done: str
    settled_by: str
    version: int


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper. ``can_be_seen``: its bytes are there and were looked through."""

    paper_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    what: str
    made_on: dt.date
    words: str
    keep_from: str
    stays_in_service: bool
    by: str
    kept_at: dt.datetime
    pages: int
    notices: tuple[str, ...]
    state: str
    can_be_seen: bool
    is_picture: bool
    taken_away: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a list stands: this page of so many rows."""

    pagination: dict[str, Any]
    total: int


def copy_row(row: CaseCopy) -> CopyRow:
    """One copy in words."""
    copied = ""
    if row.copied_at and row.copied_by:
        copied = row.copied_by.display_name
    by = row.made_by.display_name if row.made_by else "the system"
    made_on = timezone.localdate(row.made_at)
    return CopyRow(
        copy_id=row.pk,
        child_id=row.child_id,
        name=str(row.child),
        what=happened.in_words(row.kind),
        made_at=row.made_at,
        by=by,
        # An entry in a case system says whose it is, of which day and from whom.
        words=f"CHILD {row.child.reference}. {made_on.day} {made_on:%B %Y}. Written by {by}.\n{row.words}",
        copied=copied,
    )


def paper_line(row: Paper) -> PaperLine:
    """One paper in words."""
    away = f"Taken away: {row.taken_away_words}" if row.state == Paper.State.TAKEN_AWAY else ""
    return PaperLine(
        paper_id=row.pk,
        child_id=row.child_id,
        child=str(row.child),
        what=row.get_kind_display(),
        made_on=row.made_on,
        words=row.words or "",
        keep_from=actions.keep_from_in_words(row.keep_from),
        stays_in_service=row.stays_in_service,
        by=row.kept_by.display_name if row.kept_by else "the system",
        kept_at=row.kept_at,
        pages=row.pages,
        notices=tuple(row.notices),
        state=row.get_state_display(),
        can_be_seen=row.state == Paper.State.KEPT,
        is_picture=row.is_picture,
        taken_away=away,
    )


def concern_row(row: Concern) -> ConcernRow:
    """One concern in words, without what it says."""
    readers = sorted(row.readers.all(), key=lambda reader: reader.user.display_name)
    return ConcernRow(
        concern_id=row.pk,
        name=str(row.child) if row.child else "About no child in particular",
        child_id=row.child_id,
        raised_at=row.raised_at,
        raised_by=_raised_by(row),
        readers=tuple((reader.user.display_name, reader.opened_at) for reader in readers),
        has_it=row.waiting_for.display_name if row.waiting_for else "",
        waits_since=row.waiting_since,
        settled_at=row.settled_at,
    )


def _raised_by(row: Concern) -> str:
    if row.raised_by is None:
        return "A child or young person"
    if row.in_childs_hands:
        return f"the child, on the device of {row.raised_by.display_name}"
    return str(row.raised_by.display_name)


def concern_page(actor: Actor, row: Concern) -> ConcernPage:
    """One concern with its words."""
    return ConcernPage(
        row=concern_row(row),
        passes_on_at=queries.get_pass_on_at(actor, row.waiting_since) if row.waiting_since else None,
        words=row.words,
        what_was_done=row.what_was_done or "",
        settled_by=row.settled_by.display_name if row.settled_by else "",
        version=row.version,
    )


def open_copies(actor: Actor, page: int, at: dt.datetime, *, mine: bool = False) -> tuple[list[CopyRow], Pages]:
    """One page of what nobody has copied yet; ``mine``: of what the reader wrote."""
    rows, total = queries.open_not_copied(actor, first=(page - 1) * queries.A_PAGE, at=at, mine=mine)
    pages = pagination(page, total, "&mine=1" if mine else "")
    return [copy_row(row) for row in rows], Pages(pages, total)


def open_concerns(actor: Actor, page: int, at: dt.datetime) -> tuple[list[ConcernRow], Pages]:
    """One page of concerns."""
    rows, total = queries.open_concerns(actor, first=(page - 1) * queries.A_PAGE, at=at)
    return [concern_row(row) for row in rows], Pages(pagination(page, total), total)


def pagination(page: int, total: int, narrowed: str = "") -> dict[str, Any]:
    """The parameters of the pagination component; empty where one page is enough."""
    last = max(1, -(-total // queries.A_PAGE))
    if last == 1:
        return {}
    found: dict[str, Any] = {
        "items": [
            {"number": n, "href": f"?page={n}{narrowed}", "current": n == page}
            for n in range(max(1, page - 2), min(last, page + 2) + 1)
        ]
    }
    if page > 1:
        found["previous"] = {"href": f"?page={page - 1}{narrowed}"}
    if page < last:
        found["next"] = {"href": f"?page={page + 1}{narrowed}"}
    return found
