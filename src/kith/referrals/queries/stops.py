"""Reads: what is stopped, by whom, and with whom the coordinator must get in touch."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import agreement, dates
from kith.domain.terms import AgreementScope, Role
from kith.referrals.models import Agreement, Ask, Referral, Stop


@dataclass(frozen=True)
class StopSeen:
    """One stop. ``named`` is empty for those who need not know about whom it is (SAFEGUARDING 5)."""

    id: uuid.UUID
    child_id: uuid.UUID
    childs_name: str
    reach: str
    what: str
    named: str
    pressed_by: str
    pressed_at: dt.datetime
    words: str
    get_in_touch_by: dt.date
    got_in_touch_at: dt.datetime | None
    lifted_at: dt.datetime | None
    lifted_words: str


def list_stops(actor: Actor, child: Child) -> list[StopSeen]:
    """A child's stops, open ones and lifted ones, the newest first."""
    rows = scope.visible(actor, Stop.objects).filter(child=child).select_related("child").order_by("-pressed_at")
    return [seen(actor, row) for row in rows]


def get_stop(actor: Actor, stop_id: uuid.UUID) -> Stop:
    """One stop; raises NotVisible."""
    return scope.fetch(actor, Stop.objects.select_related("child", "referral"), stop_id)


def list_to_get_in_touch(actor: Actor) -> list[StopSeen]:
    """Children who pressed stop and whom their coordinator has not spoken to yet, the soonest promise first.

    A coordinator sees their own children's; whoever sees every child sees all.
    """
    rows = scope.visible(actor, Stop.objects).filter(lifted_at__isnull=True, got_in_touch_at__isnull=True)
    ordered = rows.select_related("child").order_by("get_in_touch_by", "pressed_at")
    return [seen(actor, row) for row in ordered]


def list_known_people(actor: Actor, child: Child) -> list[str]:
    """The people the child has named so far, each once, by the child's own name for them."""
    asked = scope.visible(actor, Ask.objects).filter(child=child).order_by("asked_on")
    answered = scope.visible(actor, Agreement.objects).filter(child=child).order_by("at")
    names = [row.named for rows in (asked, answered) for row in rows if row.named]
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(agreement.plain_name(name), name)
    return list(known.values())


def open_referral_of(actor: Actor, child_id: uuid.UUID) -> Referral | None:
    """The child's open referral, if there is one that this actor may know of."""
    return scope.visible(actor, Referral.objects).filter(child_id=child_id, is_open=True).first()


def promised_day(at: dt.datetime) -> dt.date:
    """The day by which the coordinator gets in touch after a stop: the next working day (SAFEGUARDING 6)."""
    return dates.add_working_days(timezone.localdate(at), 1)


def seen(actor: Actor, row: Stop) -> StopSeen:
    """A stop as this actor may see it."""
    knows = actor.role in (Role.COORDINATOR, Role.CHILD) or row.written_by_id == actor.user_id
    return StopSeen(
        id=row.pk,
        child_id=row.child_id,
        childs_name=str(row.child),
        reach=row.reach,
        what=_what(row, knows=knows),
        named=(row.named or "") if knows else "",
        pressed_by=Role(row.pressed_by).label,
        pressed_at=row.pressed_at,
        words=(row.words or "") if knows else "",
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
