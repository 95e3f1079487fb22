"""Children who asked from the public page and have no reply yet, for the first pages of those who answer them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access.actor import Actor
from kith.children.models import Child
from kith.referrals.queries import self_referrals

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Request:
    """A child who asked from the public page and to whom a reply is promised."""

    request_id: uuid.UUID
    reply_by: dt.date
    is_opened: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """That a child wrote to the service from the public page, and where those who may read it do so."""

    request_id: uuid.UUID
    on: dt.date


def list_sent(actor: Actor, child: Child) -> tuple[Sent, ...]:
    """What this child wrote from the public page, the latest first; empty for who may not read it.

    The words stand on the page of the request alone, where each opening is kept.
    """
    rows = self_referrals.list_written_by(actor, child)
    return tuple(Sent(row.pk, timezone.localdate(row.received_at)) for row in rows)


def list_unanswered(actor: Actor) -> tuple[Request, ...]:
    """The requests without a reply, the soonest promise first, a few of them."""
    rows = self_referrals.list_self_referrals(actor, first=0, most=SHOWN)
    return tuple(Request(row.pk, row.reply_by, row.opened_at is not None) for row in rows if row.replied_at is None)
