"""Stop and pause in the child's words."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.agreement import Question, plain_name
from kith.domain.terms import AgreementScope, Role
from kith.referrals.models import Referral, Stop
from kith.referrals.queries import agreement, referrals, stops
from kith.referrals.queries.stops import StopSeen

STEPS = {
    AgreementScope.SEARCH: "Looking for people",
    AgreementScope.APPROACH: "Writing to people, or ringing them",
    AgreementScope.MEET: "Meeting people",
    AgreementScope.CONFERENCE: "The day with my people",
    AgreementScope.SHARE_PLAN: "Sharing my plan",
    AgreementScope.FILE: "Reading my file",
}


# What stopping about one person stops, by the furthest step the child said yes to for that person.
ABOUT = {
    AgreementScope.SEARCH: "Stop looking for {person}",
    AgreementScope.APPROACH: "Stop looking for {person} and writing to them",
    AgreementScope.MEET: "Stop meeting {person}, and writing to them",
}


@dataclass(frozen=True)
class Stopped:
    """That everything is stopped, in the child's words: since when, who talks to the child, and by when.

    ``by`` is None once the coordinator has talked with the child. ``stop_id`` is for starting again.
    """

    stop_id: uuid.UUID | None
    since: dt.datetime
    pressed_by: str
    who: str
    by: dt.date | None

    @property
    def by_the_child(self) -> bool:
        """Whether the child said so, or the work stands there as stopped by the child."""
        return self.pressed_by in ("", Role.CHILD.label)


@dataclass(frozen=True)
class StopPage:
    """What can be stopped, what does not stop, and by when somebody gets in touch.

    ``who`` names the coordinator to the child, ``coordinator`` to the staff.
    """

    child_id: uuid.UUID
    referral_id: uuid.UUID | None
    childs_name: str
    name: str
    language: str
    who: str
    coordinator: str
    get_in_touch_by: dt.date
    stopped: Stopped | None
    open_stops: tuple[StopSeen, ...]
    paused_until: dt.date | None
    people: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]
    may_pause: bool
    may_write_answers: bool

    @property
    def holds(self) -> str:
        """What the stops hold that stand now: "all", "person", "step" or "some" (steps and people); empty for none.

        ``person`` also holds what was waiting for others where the name was new: then too nothing goes to that person.
        """
        reaches = {row.reach for row in self.open_stops}
        if self.paused_until or self.stopped or Stop.Reach.EVERYTHING.value in reaches:
            return "all"
        return "some" if len(reaches) > 1 else next(iter(reaches), "")

    @property
    def staff_steps(self) -> tuple[tuple[str, str], ...]:
        """The same steps by the name that staff know them by."""
        return tuple((scope, AgreementScope(scope).label) for scope, _ in self.steps)


def stop_page(actor: Actor, child: Child, at: dt.datetime) -> StopPage:
    """The page of one child: only steps and people that something goes on for are offered to be stopped."""
    referral = referrals.get_latest_referral(actor, child.pk)
    is_open = referral is not None and referral.is_open
    running = agreement.list_running(actor, referral, timezone.localdate(at)) if referral and is_open else []
    paused = referral is not None and referral.is_paused
    return StopPage(
        child_id=child.pk,
        referral_id=referral.pk if referral is not None else None,
        childs_name=child.preferred_name or "you",
        name=str(child),
        language=child.language,
        who=_who(referral),
        coordinator=_who(referral, nobody="the coordinator"),
        get_in_touch_by=stops.promised_day(at),
        stopped=stopped(actor, child.pk, referral),
        open_stops=tuple(row for row in stops.list_stops(actor, child) if row.lifted_at is None),
        paused_until=referral.look_again_on if referral and paused else None,
        people=_people(running),
        steps=tuple((scope.value, text) for scope, text in STEPS.items() if any(one.scope is scope for one in running)),
        may_pause=is_open and not paused,
        may_write_answers=gate.may(actor, Permission.RECORD_AGREEMENT),
    )


def stopped(
    actor: Actor, child_id: uuid.UUID, referral: Referral | None, nobody: str = "Your coordinator"
) -> Stopped | None:
    """What a page says after a stop of everything; None where work may go on."""
    found = stops.get_everything(actor, child_id, referral)
    if found is None:
        return None
    by = None if found.got_in_touch_at else found.get_in_touch_by
    return Stopped(found.stop_id, found.since, found.pressed_by, _who(referral, nobody), by)


def _who(referral: Referral | None, nobody: str = "Your coordinator") -> str:
    coordinator = referral.coordinator if referral is not None else None
    return coordinator.display_name if coordinator else nobody


def _people(running: list[Question]) -> tuple[tuple[str, str], ...]:
    """The people something goes on for, each once, with what pressing stops; steps come in their order."""
    furthest = {plain_name(one.named): one for one in running if one.named}
    return tuple((one.named, ABOUT[one.scope].format(person=one.named)) for one in furthest.values())
