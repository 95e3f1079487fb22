"""For the safeguarding lead alone: people who must not be found, work that touches one, and letters to look at."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain.terms import AgreementScope, ReachKind
from kith.outbox.models import OutboxItem
from kith.safety.models import LeadAlert, ProtectedPerson
from kith.safety.presenters import words
from kith.safety.queries import letters, protected, sides

SETTLED_SHOWN = 20
DUE = words.Tag("To look at again", "govuk-tag--yellow")
STANDS = words.Tag("Stands", "govuk-tag--purple")


MAY_BE_WRITTEN_TO = "\n\nLetters to this person may go."
PLACE = "Where the child lives"


@dataclass(frozen=True, slots=True)
class Protected:
    """One person who must not be found."""

    protected_id: uuid.UUID
    names: str
    why: str
    review: str
    state: words.Tag
    kept: str
    version: int


@dataclass(frozen=True, slots=True)
class Alert:
    """That work with a child touches one of them, or that a sealed way was written in words; and what was done."""

    alert_id: uuid.UUID
    child_id: uuid.UUID | None
    child: str
    names: str
    why: str
    at: str
    done: str
    by: str


@dataclass(frozen=True, slots=True)
class ProtectedPage:
    """The lead's register."""

    on: dt.date
    rows: tuple[Protected, ...]
    alerts: tuple[Alert, ...]
    settled: tuple[Alert, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to a person that waits for the lead."""

    item_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    about: str
    since: str
    by: str
    touches: bool
    is_kept_back: bool
    touches_home: bool = False


@dataclass(frozen=True, slots=True)
class LetterPage:
    """One letter opened: to whom it goes, what it says, what stands against it."""

    letter: Letter
    recipient: str
    body: str
    against: str
    kept_back: str
    names: tuple[str, ...]
    at_home: tuple[str, ...]
    version: int


def protected_page(actor: Actor, on: dt.date, at: dt.datetime) -> ProtectedPage:
    """The register, what the lead has not settled, and the latest that was."""
    rows = protected.open_protected(actor, at)
    return ProtectedPage(
        on=on,
        rows=tuple(protected_row(row, on) for row in rows),
        alerts=tuple(alert_row(row) for row in protected.list_alerts(actor)),
        settled=tuple(alert_row(row) for row in protected.list_settled(actor, SETTLED_SHOWN)),
    )


def protected_row(row: ProtectedPerson, on: dt.date) -> Protected:
    """One person who must not be found."""
    return Protected(
        protected_id=row.pk,
        names=", ".join(row.names),
        why=row.words,
        review=words.day(row.review_on),
        state=DUE if protected.is_due(row, on) else STANDS,
        kept=f"{words.by(row.kept_by)}, {words.local_day(row.kept_at)}",
        version=row.version,
    )


def alert_row(row: LeadAlert) -> Alert:
    """One alert."""
    return Alert(
        alert_id=row.pk,
        child_id=row.child_id,
        child=str(row.child) if row.child else "No child in particular",
        names=_names(row),
        why=_why(row),
        at=words.local_day(row.at),
        done=f"{row.what_was_done or ''}{MAY_BE_WRITTEN_TO if row.may_be_written_to else ''}",
        by=f"{words.by(row.seen_by)}, {words.local_day(row.seen_at)}" if row.seen_at else "",
    )


def _names(row: LeadAlert) -> str:
    if row.protected is not None:
        return ", ".join(row.protected.names)
    if row.said_no is not None:
        return "Asked not to be written to"
    return f"Sealed {ReachKind(row.reach.kind).label.lower()}" if row.reach else PLACE


def _why(row: LeadAlert) -> str:
    if row.protected is not None and row.person_id is None:
        return f"{words.by(row.by)} looked for a name that fits: {_names(row)}. Nobody was told that it does."
    if row.protected is not None:
        return f"A name there fits: {_names(row)}."
    if row.said_no is not None:
        return (
            "What is written down of a person there fits one who asked not to be written to. No letter to them goes "
            "unless you settle that it may."
        )
    if row.reach is None:
        return (
            "The place of a time together says where the child lives, and that must not reach whoever comes. Ring them."
        )
    return f"{_names(row)} of one of their people was written in words by {words.by(row.by)}. Others see it covered."


def letters_page(actor: Actor, at: dt.datetime) -> tuple[Letter, ...]:
    """Letters to people that wait for the lead: those not looked at first."""
    rows = letters.open_letters(actor, at)
    people = [row.person_id for row in rows if row.person_id]
    touched = letters.list_touched(actor)
    near = letters.list_near(people, touched, timezone.localdate(at)) - touched
    found = [replace(letter(row, touches=row.person_id in touched), touches_home=row.person_id in near) for row in rows]
    return tuple(sorted(found, key=lambda one: one.is_kept_back))


def letter(row: OutboxItem, *, touches: bool) -> Letter:
    """One letter as a line of the list."""
    return Letter(
        item_id=row.pk,
        child_id=row.child_id,
        child=str(row.child),
        about=row.about_person or "",
        since=words.local_day(row.queued_at),
        by=words.by(row.queued_by),
        touches=touches,
        is_kept_back=bool(getattr(row, "is_kept_back", False)),
    )


def letter_page(actor: Actor, row: OutboxItem, at: dt.datetime) -> LetterPage:
    """One letter, with the protected people whose names fit, and what stands against it now."""
    fits = protected.find_match(row.service_id, row.person_id) if row.person_id else []
    kept_back = letters.get_kept_back(actor, row)
    return LetterPage(
        letter=letter(row, touches=bool(fits)),
        recipient=row.recipient,
        body=row.body,
        against=_against(actor, row, at),
        kept_back=f"{words.by(kept_back.by)}, {words.local_day(kept_back.at)}: {kept_back.words}" if kept_back else "",
        names=tuple(", ".join(one.names) for one in fits),
        at_home=tuple(", ".join(one.names) for one in _at_home(row, at) if one not in fits),
        version=row.version,
    )


def _at_home(row: OutboxItem, at: dt.datetime) -> list[ProtectedPerson]:
    """The protected people whose names fit somebody who lives with whom a letter goes to."""
    if row.person_id is None:
        return []
    near = sides.get_near(row.child_id, timezone.localdate(at)).lives
    there = set().union(*(near.get(one, set()) for one in sides.one_person(row.person_id)))
    found = {one.pk: one for person in there for one in protected.find_match(row.service_id, person)}
    return sorted(found.values(), key=lambda one: str(one.pk))


def _against(actor: Actor, row: OutboxItem, at: dt.datetime) -> str:
    """Why this letter may not go, asked of the door's own checks as the press would; empty where none refuses."""
    needs = AgreementScope(row.needs) if row.needs else None
    try:
        action.ask_checks(action.Asked(actor, Permission.RELEASE_OUTBOX, row, needs, "outbox.released", at))
    except gate.ActionBlocked as refusal:
        return str(refusal)
    return ""
