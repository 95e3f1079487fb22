"""Half-filled pages, kept on the server so that a reload or an ended session loses nothing."""

import datetime as dt

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.referrals.models import Draft, Referral

Values = dict[str, list[str]]


@action.action(Permission.RECORD_ASK, on="referral", event="draft.kept")
def keep_draft(actor: Actor, *, referral: Referral, page: str, values: Values, at: dt.datetime) -> None:
    """Keep what stands in a page's form now, for its writer only. ``values``: every field's name and its values."""
    Draft.objects.update_or_create(
        service_id=referral.service_id,
        user_id=actor.id,
        page=page,
        subject_id=referral.pk,
        defaults={"values": values, "saved_at": at},
    )
    action.note(actor, "draft.kept", referral, at, page=page)


@action.action(Permission.RECORD_ASK, on="referral", event="draft.cleared")
def clear_draft(actor: Actor, *, referral: Referral, page: str, at: dt.datetime) -> None:
    """Forget a draft, once what it held is saved."""
    Draft.objects.filter(user_id=actor.id, page=page, subject_id=referral.pk).delete()
    action.note(actor, "draft.cleared", referral, at, page=page)
