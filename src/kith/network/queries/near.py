"""Reads for the rules, not for a page: who lives with whom, or knows them, around a child (SAFEGUARDING 3)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations

from django.db.models import Q

from kith.access.actor import Actor
from kith.domain.terms import ReachKind
from kith.network.models import HouseholdMember, Parentage, Tie, Union
from kith.people.models import Reach
from kith.sealing.reading import as_written

Near = dict[uuid.UUID, set[uuid.UUID]]


def who_is_near(child_id: uuid.UUID, day: dt.date) -> Near:
    """For each person around a child those who live with them on that day, or know them, whoever asks.

    Named in ``settings.KITH_WHO_KNOWS``. Whoever ever was a parent, a partner or tied in another way still knows the
    other; who shared a household before that day does too. Four questions to the database. Only what may be told for
    this child counts: what was told for another child must not hold a step of this one.
    """
    told = (Q(for_child__isnull=True) | Q(for_child_id=child_id)) & Q(taken_back_at__isnull=True)
    near: Near = defaultdict(set)
    _tie(near, Parentage.objects.filter(told).values_list("child_person_id", "parent_id"))
    for model in (Union, Tie):
        _tie(near, model.objects.filter(told).values_list("a_id", "b_id"))
    for members in _homes(child_id, day):
        _tie(near, ((a.person_id, b.person_id) for a, b in combinations(members, 2) if _together(a, b)))
    return dict(near)


def who_lives_together(child_id: uuid.UUID, day: dt.date) -> Near:
    """For each person around a child those who live with them on that day, as far as it is written; one question.

    Named in ``settings.KITH_WHO_LIVES_TOGETHER``.
    """
    near: Near = defaultdict(set)
    for members in _homes(child_id, day):
        there = [one.person_id for one in members if one.until_on is None or day < one.until_on]
        _tie(near, combinations(there, 2))
    return dict(near)


def who_shares_a_home(people: Collection[uuid.UUID], day: dt.date) -> set[uuid.UUID]:
    """Everybody who lives with one of these people on a day, for whichever child it was told; one question.

    Named in ``settings.KITH_WHO_SHARES_A_HOME``, for the safeguarding lead's eyes.
    """
    there = Q(from_on__isnull=True) | Q(from_on__lte=day)
    there &= Q(until_on__isnull=True) | Q(until_on__gt=day)
    stays = HouseholdMember.objects.filter(there, household__taken_back_at__isnull=True)
    homes = stays.filter(person_id__in=list(people)).values("household_id")
    return set(stays.filter(household_id__in=homes).values_list("person_id", flat=True))


def list_where_a_child_lives(actor: Actor, child_id: uuid.UUID, day: dt.date) -> list[tuple[ReachKind, str]]:
    """Every way to reach the people who live with a child on a day: each says where the child lives.

    Named in ``settings.KITH_WHERE_A_CHILD_LIVES``; for a rule, shown nowhere, so sealed ones are read too.
    """
    now = Q(until_on__isnull=True) | Q(until_on__gt=day)
    homes = HouseholdMember.objects.filter(now, person__child_id=child_id, household__taken_back_at__isnull=True)
    with_child = HouseholdMember.objects.filter(now, household_id__in=homes.values("household_id")).values("person_id")
    rows = Reach.objects.filter(person_id__in=with_child, service_id=actor.service_id, taken_back_at__isnull=True)
    return [(ReachKind(row.kind), str(as_written(row.value))) for row in rows.order_by("pk")]


def _homes(child_id: uuid.UUID, day: dt.date) -> Iterable[list[HouseholdMember]]:
    """The stays of each household that had begun on a day, of what may be told for this child."""
    begun = Q(from_on__isnull=True) | Q(from_on__lte=day)
    rows = HouseholdMember.objects.filter(begun, household__taken_back_at__isnull=True)
    rows = rows.filter(Q(household__for_child__isnull=True) | Q(household__for_child_id=child_id))
    lived: dict[uuid.UUID, list[HouseholdMember]] = defaultdict(list)
    for row in rows:
        lived[row.household_id].append(row)
    return lived.values()


def _tie(near: Near, pairs: Iterable[tuple[uuid.UUID, uuid.UUID]]) -> None:
    for one, other in pairs:
        if one != other:
            near[one].add(other)
            near[other].add(one)


def _together(a: HouseholdMember, b: HouseholdMember) -> bool:
    """Whether two stays in one household touch; half-open, so who left on the day the other came did not."""
    first = max((one.from_on for one in (a, b) if one.from_on), default=None)
    last = min((one.until_on for one in (a, b) if one.until_on), default=None)
    return first is None or last is None or first < last
