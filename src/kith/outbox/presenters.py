"""What waits to leave, in words."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import holding
from kith.domain.terms import AgreementScope
from kith.outbox import actions, queries
from kith.outbox.models import OutboxItem

# What is written on the page of letters. Whatever goes to one of the child's people is written on that person's page.
KINDS = [choice for choice in OutboxItem.Kind.choices if choice[0] not in OutboxItem.TO_A_PERSON]
GO_ANYWAY = tuple(kind.value for kind in OutboxItem.GO_ANYWAY)
State = OutboxItem.State
CHECKED = "Sent for a check"
TOO_LATE = (State.ON_THE_WAY, State.SENT, State.CANCELLED)
# Why something could not be sent, where a person can do something about it; else it says only that it could not.
WHY = {
    "no_email_address": ": there is no e-mail address in it",
    "no_phone_number": ": there is no phone number in it",
    "address_needs_three_to_seven_lines": ": a postal address has three to seven lines, the postcode last",
    "cannot_be_asked": ": whether it left is not known. Ask the person before it is sent again",
    "permanent-failure": ": there is no such address or number",
    "validation-failed": ": the postal address is not right",
    "BadRequestError": ": the address or number is not right",
    "AuthError": ": the service’s own key is not right. Tell whoever looks after the settings",
}


@dataclass(frozen=True)
class Row:
    """One line of the list. To whom it goes stands only on its own page. ``since`` is None where that is not told."""

    id: uuid.UUID
    child: str
    kind: str
    step: str
    state: str
    since: dt.datetime | None


@dataclass(frozen=True)
class ItemPage:
    """One thing, and what this person may do with it now. ``against``: why it may not go, for who lets it go."""

    row: Row
    child_id: uuid.UUID
    about_person: str
    recipient: str
    body: str
    queued_by: str
    released_by: str
    version: int
    may_release: bool
    may_unfreeze: bool
    may_cancel: bool
    against: str = ""


def row_of(actor: Actor, item: OutboxItem) -> Row:
    """A line of the list."""
    step = AgreementScope(item.needs).label if item.needs else "None needed"
    return Row(
        item.pk, str(item.child), item.get_kind_display(), step, state_in_words(actor, item), _since(actor, item)
    )


def _since(actor: Actor, item: OutboxItem) -> dt.datetime | None:
    """Since when it stands so; not of what was taken back: that moment beside the moment of a stop would tell why."""
    if queries.get_state(actor, item) == State.CANCELLED and not holding.is_told(actor.role):
        return None
    return item.sent_at or item.cancelled_at or item.frozen_at or item.released_at or item.queued_at


def state_in_words(actor: Actor, item: OutboxItem) -> str:
    """Where a thing stands. A letter to a person says the same each time, whoever looks (SAFEGUARDING 2)."""
    if item.person_id and item.state == State.QUEUED:
        return CHECKED
    if item.state == State.RELEASED and item.try_again_at:
        return f"Could not be handed over yet (tried {item.tries} times); tried again"
    if item.state == State.SENT and item.came == "delivered":
        return "Delivered"
    said = queries.get_state_in_words(actor, item)
    return f"{said}{WHY.get(item.code, '')}" if item.state == State.FAILED else said


def item_page(actor: Actor, item: OutboxItem, at: dt.datetime) -> ItemPage:
    """The page of one thing. What would be refused is not offered: the page says why."""
    state = queries.get_state(actor, item)
    release = gate.may(actor, Permission.RELEASE_OUTBOX)
    to_a_person = item.person_id is not None and not gate.may(actor, Permission.RELEASE_APPROACH)
    could_release = release and item.state == State.QUEUED and not to_a_person
    could_unfreeze = release and state in (State.FROZEN, State.FAILED)
    against = ""
    if could_release:
        is_own = item.queued_by_id == actor.user_id
        against = actions.ANOTHER_PERSON if is_own else _against(actor, item, "outbox.released", at)
    elif could_unfreeze:
        against = _against(actor, item, "outbox.unfrozen", at)
    return ItemPage(
        row=row_of(actor, item),
        child_id=item.child_id,
        about_person=item.about_person or "",
        recipient=item.recipient,
        body=item.body,
        queued_by=str(item.queued_by or ""),
        released_by=str(item.released_by or ""),
        version=item.version,
        may_release=could_release and not against,
        may_unfreeze=could_unfreeze and not against,
        may_cancel=gate.may(actor, Permission.QUEUE_OUTBOX) and state not in TOO_LATE,
        against=against,
    )


def _against(actor: Actor, item: OutboxItem, event: str, at: dt.datetime) -> str:
    """Why it may not go, asked of the door's own checks as the press would; empty where none refuses."""
    needs = AgreementScope(item.needs) if item.needs else None
    try:
        action.ask_checks(action.Asked(actor, Permission.RELEASE_OUTBOX, item, needs, event, at))
    except gate.ActionBlocked as refusal:
        return str(refusal)
    return ""
