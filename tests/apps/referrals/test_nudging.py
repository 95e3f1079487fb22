"""Asking again, once a day: the manager about a withdrawal, the worker about a parent who was not asked."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.domain.pathway import Stage
from kith.domain.terms import ParentalAnswer as Answered
from kith.domain.terms import Role, WithdrawalReason
from kith.referrals import actions
from kith.referrals.models import ParentalAnswer, Withdrawal
from kith.referrals.presenters import words
from tests.apps.referrals import made
from tests.personas import Cast

SignIn = Callable[[User], Client]
DAY = dt.timedelta(days=1)


def home(client: Client) -> str:
    return client.get(reverse("home")).content.decode()


def once_a_day(client: Client, address: str, row: type[ParentalAnswer] | type[Withdrawal], late: str) -> None:
    """The button is there from the next day on, goes once a day, and says so the second time."""
    assert address in home(client)
    assert client.post(address).status_code == 302
    again = f", asked again on {words.day(timezone.localdate())}"
    page = home(client)
    assert (again in page, address in page) == (True, False)
    second = client.post(address)
    assert (second.status_code, "asked again today" in second.content.decode()) == (409, True)
    row.objects.update(asked_again_at=timezone.now() - DAY)
    assert address in home(client)
    row.objects.update(**{"answer": "yes"} if row is ParentalAnswer else {"agreed": False})
    after = client.post(address)
    assert (after.status_code, late in after.content.decode()) == (409, True)


def test_a_coordinator_nudges_the_manager_about_a_proposal_to_withdraw(in_service: Cast, sign_in: SignIn) -> None:
    now = timezone.now()
    referral = made.referral(in_service, Stage.DISCOVERY, at=now - 9 * DAY)
    day = timezone.localdate() + 30 * DAY
    given = actions.Proposed(WithdrawalReason.HOME_FRAGILE, "A hard time.", "A home that holds.", day)
    worker = in_service.actor(Role.SOCIAL_WORKER)
    row = actions.propose_withdrawal(worker, referral=referral, given=given, at=now)
    coordinator, manager = (sign_in(in_service.users[role]) for role in (Role.COORDINATOR, Role.MANAGER))
    nudge = reverse("referrals:nudge_about_withdrawal", args=[row.pk])
    assert nudge not in home(coordinator), "not on the day on which it was proposed"
    Withdrawal.objects.update(proposed_at=now - 3 * DAY)
    assert "Asked again" not in home(manager)
    actions.nudge_about_withdrawal(in_service.actor(Role.COORDINATOR), withdrawal=row, at=now)
    assert f"Asked again on {words.day(timezone.localdate())}." in home(manager)
    Withdrawal.objects.update(asked_again_at=None)
    once_a_day(coordinator, nudge, Withdrawal, "The manager has decided by now.")
    assert AuditEvent.objects.filter(kind="withdrawal.asked_again").count() == 2


def test_a_coordinator_nudges_the_worker_about_a_parent_who_was_not_asked(in_service: Cast, sign_in: SignIn) -> None:
    now = timezone.now()
    referral = made.referral(in_service, Stage.DISCOVERY, at=now - 9 * DAY)
    row = actions.record_parental_answer(
        in_service.actor(Role.COORDINATOR),
        referral=referral,
        given=actions.AnswerGiven("Mum", Answered.NOT_ASKED_YET),
        at=now - 3 * DAY,
    )
    coordinator, worker = (sign_in(in_service.users[role]) for role in (Role.COORDINATOR, Role.SOCIAL_WORKER))
    asked = "Ask Mum, or write down why not"
    assert asked not in home(worker)
    actions.nudge_about_parent(in_service.actor(Role.COORDINATOR), answer=row, at=now)
    assert asked in home(worker)
    ParentalAnswer.objects.update(asked_again_at=None)
    nudge = reverse("referrals:nudge_about_parent", args=[row.pk])
    once_a_day(coordinator, nudge, ParentalAnswer, "They have been asked by now.")
    assert AuditEvent.objects.filter(kind="parental.asked_again").count() == 2
