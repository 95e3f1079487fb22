"""Children who asked from the public page and have no reply yet, for the first pages of those who answer them."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.referrals.queries import self_referrals

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Request:
    """A child who asked from the public page and to whom a reply is promised."""

    request_id: uuid.UUID
    reply_by: dt.date
    is_opened: bool


def list_unanswered(actor: Actor) -> tuple[Request, ...]:
    """The requests without a reply, the soonest promise first, a few of them."""
    rows = self_referrals.list_self_referrals(actor, first=0, most=SHOWN)
    return tuple(Request(row.pk, row.reply_by, row.opened_at is not None) for row in rows if row.replied_at is None)
