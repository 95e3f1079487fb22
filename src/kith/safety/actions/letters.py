"""Writes: letters to people that the safeguarding lead does not let go (SAFEGUARDING 2)."""

import datetime as dt

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.outbox.models import OutboxItem
from kith.safety.models import LetterKeptBack


@action.action(Permission.RELEASE_APPROACH, on="item", event="letter.kept_back")
def keep_back_letter(actor: Actor, *, item: OutboxItem, words: str, at: dt.datetime) -> LetterKeptBack:
    """Do not let a letter go. The letter itself is not touched: to whoever wrote it, it is still being checked.

    Raises ActionBlocked without words, for a letter that goes to nobody in particular or waits no longer, or where it
    is kept back already.
    """
    if item.person_id is None or item.state != OutboxItem.State.QUEUED:
        raise gate.ActionBlocked("This letter does not wait for a check.")
    if not words.strip():
        raise gate.ActionBlocked("Write why it does not go.")
    if LetterKeptBack.objects.filter(item=item).exists():
        raise gate.ActionBlocked("This letter is kept back already.")
    row = LetterKeptBack.objects.create(
        service_id=item.service_id, item=item, words=words.strip(), by_id=actor.user_id, at=at
    )
    action.note(actor, "letter.kept_back", item, at)
    return row
