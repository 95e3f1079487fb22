"""The made-up county's children who were put forward, in the numbers of Kent's paper: 85, of whom 35 started."""

import collections
import datetime as dt
import random
import uuid

import pytest
from django.db.models import F

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.children.models import EligibilityResult, EligibilityRun
from kith.demo import build, cases, people
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import Answer, Role
from kith.records.models import CaseCopy
from kith.referrals.models import Allocation, StageChange
from kith.referrals.queries import get_funnel

ON = dt.date(2026, 11, 21)
# Kent's paper of 21 June 2018, 2.1 and 2.3: 300 could be offered it, 85 were put forward, 35 had started,
# 14 said no for now, 12 were withdrawn; the rest were not decided yet.
COULD, PUT_FORWARD, STARTED, DECLINED, WITHDRAWN, UNDECIDED = 300, 85, 35, 14, 12, 24


def kind(case: cases.Case) -> str:
    if case.place in (SideState.DECLINED, SideState.WITHDRAWN):
        return case.place
    return "started" if case.started else "undecided"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_cases_are_in_the_papers_numbers(seed: int) -> None:
    rng = random.Random(seed)
    able = [cases.Able(uuid.UUID(int=rng.getrandbits(128)), dt.date(2014, 5, 6), None) for _ in range(180)]
    made = cases.cases(rng, able, ON)
    assert len({case.child_id for case in made}) == PUT_FORWARD
    assert collections.Counter(map(kind, made)) == {
        "started": STARTED,
        SideState.DECLINED: DECLINED,
        SideState.WITHDRAWN: WITHDRAWN,
        "undecided": UNDECIDED,
    }
    assert all(case.day_of("referral.allocated") for case in made if case.started)
    assert all(case.stood_at != Stage.IDENTIFIED and case.steps[-1].on <= ON for case in made)


def test_a_smaller_place_puts_half_of_its_children_forward() -> None:
    able = [cases.Able(uuid.UUID(int=number), dt.date(2014, 5, 6), None) for number in range(17)]
    assert len(cases.cases(random.Random(1), able, ON)) == 9


@pytest.mark.long
@pytest.mark.django_db
def test_the_manager_of_the_whole_made_up_county_sees_them() -> None:
    build.build(ON, seed=1, places=build.PLACES[:1])
    service = Service.objects.get()
    # Everybody can be signed in as, also those who belong to no service.
    assert {one.display_name for one in User.objects.filter(is_demo=True)} == {one.name for one in people.PERSONAS}
    manager = User.objects.get(service=service, role=Role.MANAGER.value)
    actor = Actor.of_user(manager)
    with scope.acting(actor):
        funnel = get_funnel(actor)
        could = EligibilityResult.objects.filter(
            run=EligibilityRun.objects.get(is_current=True), answer__in=[Answer.YES.value, Answer.CANNOT_TELL.value]
        )
        assert could.count() == COULD
        made = StageChange.objects.filter(event="referral.made")
        assert made.count() == PUT_FORWARD
        assert not made.exclude(by=F("referral__made_by")).exists(), "one hand signs a referral"
        named = CaseCopy.objects.filter(kind="coordinator.allocated")
        assert named.count() == Allocation.objects.count() == STARTED, "each naming of a coordinator has its copy"
        assert all(one.words.endswith(f"coordinator from {one.made_at:%d/%m/%Y}.") for one in named)
    assert (funnel.identified, funnel.allocated) == (PUT_FORWARD, STARTED)
    assert (funnel.declined, funnel.withdrawn, funnel.ended_otherwise) == (DECLINED, WITHDRAWN, 0)
    assert funnel.undecided + funnel.going_on - STARTED == UNDECIDED  # some have said yes and wait for a coordinator
