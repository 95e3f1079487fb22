"""Reads for the rules: of many steps about people at once, which may go on. As the writing door asks of one."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable

from kith.domain import agreement
from kith.domain.agreement import Halt
from kith.domain.terms import AgreementScope
from kith.referrals.models import Agreement, Referral, Stop
from kith.referrals.queries import parental, stops
from kith.referrals.queries.agreement import count_answers

Step = tuple[uuid.UUID, str]


def list_going_on(steps: Iterable[Step], scope: AgreementScope, on: dt.date) -> set[Step]:
    """Of children and people (the child's name for them) those for whom a step is agreed and nothing holds it.

    Five questions however many, whoever asks: nobody is shown what the child or a parent answered.
    """
    wanted = set(steps)
    children = {child for child, _ in wanted}
    rows = Referral.objects.filter(child_id__in=children, is_open=True).select_related("child")
    referrals = {row.child_id: row for row in rows if not row.is_paused}
    agreements, halts, totals = _said(referrals), defaultdict[uuid.UUID, list[Halt]](list), dict[uuid.UUID, Stop]()
    for stop in Stop.objects.filter(child_id__in=children).order_by("pressed_at"):
        if stop.lifted_at is None:
            halts[stop.child_id].append(stops.halt_of(stop))
        if stop.reach == Stop.Reach.EVERYTHING and stop.referral_id:
            totals[stop.referral_id] = stop
    waiting = parental.list_blocked(list(referrals.values()), on)
    going_on = set()
    for child, named in wanted:
        referral = referrals.get(child)
        if referral is None or child in waiting or any(halt.reaches(scope, named) for halt in halts[child]):
            continue
        answers = count_answers(agreements[referral.pk], referral, totals.get(referral.pk), on)
        if agreement.is_agreed(answers, scope, named):
            going_on.add((child, named))
    return going_on


def _said(referrals: dict[uuid.UUID, Referral]) -> defaultdict[uuid.UUID, list[Agreement]]:
    found: defaultdict[uuid.UUID, list[Agreement]] = defaultdict(list)
    for row in Agreement.objects.filter(referral__in=[one.pk for one in referrals.values()]).order_by("at", "pk"):
        found[row.referral_id].append(row)
    return found
