"""Reads: what is stopped, by whom, and with whom the coordinator must get in touch."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import dates, holding
from kith.domain.agreement import Halt
from kith.domain.pathway import SideState
from kith.domain.terms import AgreementScope, Role
from kith.referrals.models import Referral, Stop


@dataclass(frozen=True)
class StopSeen:
    """One stop. ``named`` is empty for those who need not know about whom it is (SAFEGUARDING 5).

    ``words``: what the child wanted us to know; of a stop about a person for the same few as ``named``.
    """

    id: uuid.UUID
    child_id: uuid.UUID
    childs_name: str
    reach: str
    what: str
    named: str
    pressed_by: str
    by_the_child: bool
    pressed_at: dt.datetime
    words: str
    get_in_touch_by: dt.date
    got_in_touch_at: dt.datetime | None
    lifted_at: dt.datetime | None
    lifted_words: str


@dataclass(frozen=True)
class Everything:
    """That everything is stopped for a child. ``stop_id`` is None where the work was moved there without a stop."""

    stop_id: uuid.UUID | None
    since: dt.datetime
    pressed_by: str
    get_in_touch_by: dt.date
    got_in_touch_at: dt.datetime | None


def is_started_again_in_person(actor: Actor, referral: Referral) -> bool:
    """Whether a stop of everything stands: starting again is then agreed with the child, on that stop's own page."""
    everything = get_everything(actor, referral.child_id, referral)
    return everything is not None and everything.stop_id is not None


def get_everything(actor: Actor, child_id: uuid.UUID, referral: Referral | None) -> Everything | None:
    """The stop of everything that stands for a child; None where work may go on (SAFEGUARDING 6).

    ``referral`` is the child's latest, which may stand at "stopped" where somebody only moved it there.
    """
    rows = scope.visible(actor, Stop.objects).filter(child_id=child_id, lifted_at__isnull=True)
    row = rows.filter(reach=Stop.Reach.EVERYTHING).order_by("-pressed_at").first()
    if row is not None:
        by = Role(row.pressed_by).label
        return Everything(row.pk, row.pressed_at, by, row.get_in_touch_by, row.got_in_touch_at)
    if referral is not None and referral.place == SideState.STOPPED_BY_CHILD.value and referral.closed_at:
        return Everything(None, referral.closed_at, "", promised_day(referral.closed_at), None)
    return None


def list_open_halts(actor: Actor, child_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Halt]]:
    """How far the open stops of several children reach, by child. One query."""
    rows = scope.visible(actor, Stop.objects).filter(child_id__in=list(child_ids), lifted_at__isnull=True)
    found: dict[uuid.UUID, list[Halt]] = {}
    for row in rows:
        found.setdefault(row.child_id, []).append(halt_of(row))
    return found


def halt_of(row: Stop) -> Halt:
    """How far one stop reaches."""
    return Halt(AgreementScope(row.scope) if row.scope else None, row.named or "")


def list_stops(actor: Actor, child: Child) -> list[StopSeen]:
    """A child's stops, open ones and lifted ones, the newest first."""
    rows = scope.visible(actor, Stop.objects).filter(child=child).select_related("child").order_by("-pressed_at")
    return [get_stop_seen(actor, row) for row in rows]


def get_stop(actor: Actor, stop_id: uuid.UUID) -> Stop:
    """One stop; raises NotVisible."""
    return scope.fetch(actor, Stop.objects.select_related("child", "referral"), stop_id)


def list_to_get_in_touch(actor: Actor) -> list[StopSeen]:
    """Children who pressed stop and whom their coordinator has not spoken to yet, the soonest promise first.

    A coordinator sees their own children's; whoever sees every child sees all.
    """
    rows = scope.visible(actor, Stop.objects).filter(lifted_at__isnull=True, got_in_touch_at__isnull=True)
    ordered = rows.select_related("child").order_by("get_in_touch_by", "pressed_at")
    return [get_stop_seen(actor, row) for row in ordered]


def open_referral_of(actor: Actor, child_id: uuid.UUID) -> Referral | None:
    """The child's open referral, if there is one that this actor may know of."""
    return scope.visible(actor, Referral.objects).filter(child_id=child_id, is_open=True).first()


def promised_day(at: dt.datetime) -> dt.date:
    """The day by which the coordinator gets in touch after a stop: the next working day (SAFEGUARDING 6)."""
    return dates.add_working_days(timezone.localdate(at), 1)


def get_stop_seen(actor: Actor, row: Stop) -> StopSeen:
    """A stop as this actor may see it."""
    knows = holding.knows(actor.role, actor.user_id, row.written_by_id)
    reads = knows or row.reach != Stop.Reach.PERSON
    return StopSeen(
        id=row.pk,
        child_id=row.child_id,
        childs_name=str(row.child),
        reach=row.reach,
        what=_what(row, knows=knows),
        named=(row.named or "") if knows else "",
        pressed_by=Role(row.pressed_by).label,
        by_the_child=row.pressed_by == Role.CHILD.value,
        pressed_at=row.pressed_at,
        words=(row.words or "") if reads else "",
        get_in_touch_by=row.get_in_touch_by,
        got_in_touch_at=row.got_in_touch_at,
        lifted_at=row.lifted_at,
        lifted_words=(row.lifted_words or "") if knows else "",
    )


def _what(row: Stop, *, knows: bool) -> str:
    if row.reach == Stop.Reach.PERSON:
        return f"One person: {row.named}" if knows and row.named else "One person"
    if row.reach == Stop.Reach.STEP:
        return f"One step: {AgreementScope(row.scope).label.lower()}"
    return "Everything"
