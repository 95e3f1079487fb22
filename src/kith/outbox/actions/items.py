"""Writes: queue a thing that is to leave, release it, send it, hold it, cancel it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from kith.access import action, gate, jobs
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.agreement import ABOUT_A_PERSON, Halt
from kith.domain.terms import AgreementScope, ContactKind
from kith.outbox import queries
from kith.outbox.actions import post_room
from kith.outbox.models import OutboxItem

State = OutboxItem.State
Kind = OutboxItem.Kind
FROM_THEIR_PAGE = "What goes to one of the child's people is written on the page of that person."
ANOTHER_PERSON = "Somebody else must read this and let it go: nobody releases what they wrote themselves."


@dataclass(frozen=True)
class Letter:
    """What is to leave. ``needs`` is the step the child agreed to; only the kinds of GO_ANYWAY go without one.

    ``about_person`` is the child's own name for the person it is about; ``recipient`` is a name and an address.
    ``person_id`` and ``contact_kind`` say which of the child's people it is written to, and in which way.
    """

    kind: OutboxItem.Kind
    recipient: str
    body: str
    needs: AgreementScope | None = None
    about_person: str = ""
    person_id: uuid.UUID | None = None
    contact_kind: ContactKind | None = None


@action.action(Permission.QUEUE_OUTBOX, on="child", event="outbox.queued")
def queue_item(actor: Actor, *, child: Child, letter: Letter, at: dt.datetime) -> OutboxItem:
    """Write something that is to leave; it waits until a person releases it.

    Raises ActionBlocked unless the child has agreed to the step it goes under and nothing is stopped; and for anything
    to a person that does not say which of the child's people it goes to, and how: whether that is safe would be asked
    of nobody.
    """
    if letter.needs is None and letter.kind not in OutboxItem.GO_ANYWAY:
        raise gate.ActionBlocked("Say which step of the child's agreement this goes under.")
    if letter.needs in ABOUT_A_PERSON and not letter.about_person.strip():
        raise gate.ActionBlocked("Say whom this is about: one person at a time.")
    is_to_a_person = letter.kind in OutboxItem.TO_A_PERSON or letter.needs in ABOUT_A_PERSON
    if is_to_a_person and (letter.person_id is None or letter.contact_kind is None):
        raise gate.ActionBlocked(FROM_THEIR_PAGE)
    item = OutboxItem(
        service_id=child.service_id,
        child=child,
        kind=letter.kind,
        needs=letter.needs.value if letter.needs else "",
        about_person=letter.about_person.strip() or None,
        person_id=letter.person_id,
        contact_kind=letter.contact_kind.value if letter.contact_kind else "",
        recipient=letter.recipient,
        body=letter.body,
        queued_by_id=actor.user_id,
        queued_at=at,
    )
    ask_the_checks(actor, Permission.QUEUE_OUTBOX, item, "outbox.queued", at)
    item.save()
    action.note(actor, "outbox.queued", item, at, item_kind=item.kind, needs=item.needs)
    return item


@action.action(Permission.RELEASE_OUTBOX, on="item", event="outbox.released")
def release_item(actor: Actor, *, item: OutboxItem, at: dt.datetime, version: int | None = None) -> OutboxItem:
    """Let one thing go: a second person's decision each time, also after a stop. The job sends it in a moment.

    Raises ActionBlocked for whoever wrote it: what goes under no agreement could else be written to anybody.
    """
    action.expect_version(item, version)
    _refuse_unless(actor, item, State.QUEUED, "released")
    if item.queued_by_id == actor.user_id:
        raise gate.ActionBlocked(ANOTHER_PERSON)
    ask_the_checks(actor, Permission.RELEASE_OUTBOX, item, "outbox.released", at)
    item.state, item.released_by_id, item.released_at = State.RELEASED, actor.user_id, at
    item.save()
    action.note(actor, "outbox.released", item, at, item_kind=item.kind)
    jobs.enqueue("outbox.send", item.service_id)
    return item


@action.action(Permission.SEND_OUTBOX, on="item", event="outbox.sent")
def send_item(actor: Actor, *, item: OutboxItem, at: dt.datetime) -> OutboxItem:
    """Send one released thing. The agreement and the stops are asked at this moment, on the locked row.

    The file is written beforehand under a name that nobody collects and put in place after the commit, so that
    nothing leaves whose sending was rolled back. Raises ActionBlocked, and then nothing leaves.
    """
    _refuse_unless(actor, item, State.RELEASED, "sent")
    ask_the_checks(actor, Permission.SEND_OUTBOX, item, "outbox.sent", at)
    item.state, item.sent_at = State.SENT, at
    item.version += 1
    item.save()
    put_in_place = post_room.write_aside(item)
    action.note(actor, "outbox.sent", item, at, item_kind=item.kind)
    transaction.on_commit(put_in_place)
    return item


@action.action(Permission.SEND_OUTBOX, on="item", event="outbox.frozen")
def hold_item(actor: Actor, *, item: OutboxItem, at: dt.datetime, is_private: bool = False) -> None:
    """Hold a released thing that was refused at the moment of sending; a person looks at it again.

    ``is_private``: for what the child says about one person, so that few are told (domain/holding.py).
    """
    if item.state == State.RELEASED:
        _freeze(item, at, is_private=is_private)
    action.note(actor, "outbox.frozen", item, at, item_kind=item.kind)


@action.action(Permission.STOP, on="child", event="outbox.frozen")
def freeze_items(actor: Actor, *, child: Child, halt: Halt, at: dt.datetime) -> int:
    """Hold everything of a child that has not left yet and that the stop reaches; returns how many.

    Called through settings.STOP_HOOKS inside the transaction of a stop, a pause or a withdrawn agreement. Whoever may
    say stop may do this, also without seeing the letters. What goes under no agreement of the child is left alone.
    """
    rows = OutboxItem.objects.select_for_update().filter(child=child, state__in=[State.QUEUED, State.RELEASED])
    reached = [row for row in rows if row.needs and _reaches(halt, row)]
    for row in reached:
        _freeze(row, at, is_private=halt.is_private, by=actor.user_id)
    action.note(actor, "outbox.frozen", child, at, count=len(reached))
    return len(reached)


def _reaches(halt: Halt, row: OutboxItem) -> bool:
    kind = ContactKind(row.contact_kind) if row.contact_kind else None
    return halt.reaches(AgreementScope(row.needs), row.about_person or "", person=row.person_id, kind=kind)


@action.action(Permission.RELEASE_OUTBOX, on="item", event="outbox.unfrozen")
def unfreeze_item(actor: Actor, *, item: OutboxItem, at: dt.datetime, version: int | None = None) -> OutboxItem:
    """Put a thing that is held, or could not be sent, back in the queue; it must be released anew.

    Raises ActionBlocked while the stop stands.
    """
    action.expect_version(item, version)
    if item.state != State.FAILED:
        _refuse_unless(actor, item, State.FROZEN, "put back")
    ask_the_checks(actor, Permission.RELEASE_OUTBOX, item, "outbox.unfrozen", at)
    item.state, item.frozen_at, item.try_again_at, item.tries = State.QUEUED, None, None, 0
    item.held_private, item.held_by_id = False, None
    item.save()
    action.note(actor, "outbox.unfrozen", item, at, item_kind=item.kind)
    return item


@action.action(Permission.QUEUE_OUTBOX, on="item", event="outbox.cancelled")
def cancel_item(actor: Actor, *, item: OutboxItem, at: dt.datetime, version: int | None = None) -> OutboxItem:
    """Decide that a thing will not leave. It stays on record."""
    action.expect_version(item, version)
    if queries.get_state(actor, item) in (State.ON_THE_WAY, State.SENT, State.CANCELLED):
        said = queries.get_state_in_words(actor, item).lower()
        raise gate.ActionBlocked(f"This is {said} and cannot be cancelled.")
    item.state, item.cancelled_by_id, item.cancelled_at = State.CANCELLED, actor.user_id, at
    item.save()
    action.note(actor, "outbox.cancelled", item, at, item_kind=item.kind)
    return item


def _freeze(item: OutboxItem, at: dt.datetime, *, is_private: bool, by: uuid.UUID | None = None) -> None:
    item.state, item.frozen_at = State.FROZEN, at
    item.held_private, item.held_by_id = is_private, by if is_private else None
    item.version += 1
    item.save()


def _refuse_unless(actor: Actor, item: OutboxItem, state: OutboxItem.State, verb: str) -> None:
    if queries.get_state(actor, item) != state:
        raise gate.ActionBlocked(f"This cannot be {verb}: {queries.get_state_in_words(actor, item).lower()}.")


def ask_the_checks(actor: Actor, permission: Permission, item: OutboxItem, event: str, at: dt.datetime) -> None:
    """The door's own checks, for the step that this one item needs: an item's step is known only from its row."""
    if item.needs:
        action.ask_checks(Asked(actor, permission, item, AgreementScope(item.needs), event, at))
