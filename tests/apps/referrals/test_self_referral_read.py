"""Every reading of what a child wrote is kept, once an hour for each reader, not the first opening alone."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.domain.terms import Role
from kith.referrals.models import SelfReferral
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    moment = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    return moment


@pytest.fixture
def row(cast: Cast) -> SelfReferral:
    """A request that nobody has opened."""
    answers = {"name": "Bobbie", "sentence": "My nan", "how_to_reach_me": "School", "who_may_know": "", "age": ""}
    with scope.acting(cast.actor(Role.MANAGER)):
        return SelfReferral.objects.create(
            service=cast.service, answers=answers, received_at=NOW, reply_by=NOW.date(), waiting_since=NOW
        )


def readings(row: SelfReferral) -> list[tuple[str, int]]:
    """Who read it, and in which hour."""
    events = AuditEvent.objects.filter(kind="self_referral.opened", subject_id=str(row.pk)).order_by("seq")
    return [(event.actor_role, event.at.hour) for event in events]


def test_each_reading_is_kept_once_an_hour_for_each_reader(
    cast: Cast, sign_in: SignIn, row: SelfReferral, clock: list[dt.datetime]
) -> None:
    manager, lead = sign_in(cast.users[Role.MANAGER]), sign_in(cast.users[Role.SAFEGUARDING_LEAD])
    page = reverse("referrals:request", args=[row.pk])
    manager.get(page)
    assert readings(row) == []
    manager.post(reverse("referrals:request_open", args=[row.pk]), follow=True)
    manager.get(page)
    assert readings(row) == [("manager", 10)]
    lead.get(page)
    lead.get(page)
    assert readings(row) == [("manager", 10), ("safeguarding_lead", 10)]
    clock[0] = NOW + dt.timedelta(hours=1)
    manager = sign_in(cast.users[Role.MANAGER])
    manager.post(reverse("referrals:request_find", args=[row.pk]), {"text": "rob"})
    manager.get(page)
    assert readings(row) == [("manager", 10), ("safeguarding_lead", 10), ("manager", 11)]


def test_a_reading_is_put_with_the_child_once_it_is_known_who_wrote(
    cast: Cast, sign_in: SignIn, row: SelfReferral, clock: list[dt.datetime]
) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        SelfReferral.objects.update(child=cast.child, opened_at=NOW, opened_by=cast.users[Role.MANAGER])
    sign_in(cast.users[Role.SAFEGUARDING_LEAD]).get(reverse("referrals:request", args=[row.pk]))
    event = AuditEvent.objects.get(kind="self_referral.opened")
    assert (event.child_id, event.codes, event.words) == (cast.child.pk, {}, None)


def test_who_may_not_read_it_leaves_no_reading(cast: Cast, sign_in: SignIn, row: SelfReferral) -> None:
    sign_in(cast.users[Role.COORDINATOR]).get(reverse("referrals:request", args=[row.pk]))
    assert readings(row) == []
