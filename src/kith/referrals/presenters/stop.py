"""Stop and pause in the child's words."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.pathway import SideState
from kith.domain.terms import AgreementScope
from kith.referrals.queries import stops
from kith.referrals.queries.stops import StopSeen

STEPS = {
    AgreementScope.SEARCH: "Looking for people",
    AgreementScope.APPROACH: "Writing to people, or ringing them",
    AgreementScope.MEET: "Meeting people",
    AgreementScope.CONFERENCE: "The day with my people",
    AgreementScope.SHARE_PLAN: "Sharing my plan",
    AgreementScope.FILE: "Reading my file",
}


@dataclass(frozen=True)
class StopPage:
    """What can be stopped, what does not stop, and by when somebody gets in touch."""

    child_id: uuid.UUID
    referral_id: uuid.UUID | None
    childs_name: str
    who: str
    get_in_touch_by: dt.date
    open_stops: tuple[StopSeen, ...]
    paused_until: dt.date | None
    people: tuple[str, ...]
    steps: tuple[tuple[str, str], ...]
    may_write_answers: bool


def stop_page(actor: Actor, child: Child, at: dt.datetime) -> StopPage:
    """The page of one child."""
    referral = stops.open_referral_of(actor, child.pk)
    coordinator = referral.coordinator if referral is not None else None
    return StopPage(
        child_id=child.pk,
        referral_id=referral.pk if referral is not None else None,
        childs_name=child.preferred_name or "you",
        who=coordinator.display_name if coordinator else "Your coordinator",
        get_in_touch_by=stops.promised_day(at),
        open_stops=tuple(row for row in stops.list_stops(actor, child) if row.lifted_at is None),
        paused_until=referral.look_again_on if referral and referral.place == SideState.PAUSED.value else None,
        people=tuple(stops.list_known_people(actor, child)),
        steps=tuple((scope.value, text) for scope, text in STEPS.items()),
        may_write_answers=gate.may(actor, Permission.RECORD_AGREEMENT),
    )
