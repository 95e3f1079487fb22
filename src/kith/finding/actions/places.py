"""Writes: which places a service opens for searches, and how its letters look."""

import datetime as dt

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.domain import searching
from kith.finding.models import LetterHead, SourceChoice


@action.action(Permission.CHOOSE_SOURCES, on="service", event="source.chosen")
def choose_source(actor: Actor, *, service: Service, source: str, is_open: bool, at: dt.datetime) -> SourceChoice:
    """Open or close a place to look. One that is never allowed stays closed: ActionBlocked, with the reason."""
    try:
        known = searching.get_source(source)
    except KeyError:
        raise gate.ActionBlocked("There is no such place to look.") from None
    if known.never:
        raise gate.ActionBlocked(f"{known.label}: never. {known.never}")
    row = SourceChoice.objects.create(service=service, source=source, is_open=is_open, by_id=actor.user_id, at=at)
    action.note(actor, "source.chosen", row, at, source=source, is_open=is_open)
    return row


@action.action(Permission.CHOOSE_SOURCES, on="service", event="letter_head.kept")
def keep_letter_head(actor: Actor, *, service: Service, address: str, phone: str, at: dt.datetime) -> LetterHead:
    """Keep the neutral return address and number that letters carry (SAFEGUARDING 3: no crest, no council's name)."""
    if not address.strip() or not phone.strip():
        raise gate.ActionBlocked("Write the neutral address and the number that letters carry.")
    row = LetterHead.objects.create(
        service=service, address=address.strip(), phone=phone.strip(), by_id=actor.user_id, at=at
    )
    action.note(actor, "letter_head.kept", row, at)
    return row
