"""Writes of whoever looks and sees nothing else: a try in a source that is open to them, and handing a search back."""

import datetime as dt

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import searching
from kith.domain.terms import AgreementScope, HandedBack
from kith.finding.actions import looking
from kith.finding.models import Attempt, Search
from kith.referrals.models import Referral

NOT_THEIRS = "This place is not one for whoever looks from the queue. The coordinator looks there."
NOBODY = "There is no coordinator to hand it back to."


@action.action(Permission.WORK_QUEUE, on="search", event="search.tried", needs=AgreementScope.SEARCH)
def record_queue_try(
    actor: Actor, *, search: Search, tried: looking.Tried, at: dt.datetime, version: int | None = None
) -> Attempt:
    """Keep one try of the search's owner. Where the person stands for the child does not change by it.

    Only sources that are public or a register count here (data/sources.toml): never the child's file or people.
    """
    if tried.source not in {one.id for one in searching.sources() if one.by_searcher}:
        raise gate.ActionBlocked(NOT_THEIRS)
    return looking.keep_try(actor, search, tried, at, version=version)


@action.action(Permission.WORK_QUEUE, on="search", event="search.handed_back")
def hand_back_search(
    actor: Actor, *, search: Search, found: HandedBack, at: dt.datetime, version: int | None = None
) -> Search:
    """Give a search back to the child's coordinator as found, not found or unsure. Whether it is them, a person says.

    Raises ActionBlocked where the search is not open or the child has no coordinator.
    """
    action.expect_version(search, version)
    if search.state != looking.LOOKING:
        raise gate.ActionBlocked(looking.NOT_OPEN)
    referral = Referral.objects.filter(child_id=search.child_id, is_open=True, coordinator__isnull=False).first()
    if referral is None:
        raise gate.ActionBlocked(NOBODY)
    search.owner_id = referral.coordinator_id
    search.handed_back, search.handed_back_by_id, search.handed_back_at = found.value, actor.user_id, at
    search.next_try_on = timezone.localdate(at)
    search.save()
    action.note(actor, "search.handed_back", search, at, found=found.value)
    return search
