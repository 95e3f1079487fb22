"""The pages of a proposal to withdraw: proposed, decided, told, and only once."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.domain.pathway import Stage
from kith.domain.terms import Role
from kith.referrals.models import Withdrawal
from tests.apps.referrals import made
from tests.apps.referrals.walking import date_of, send, text_of
from tests.personas import Cast

SignIn = Callable[[User], Client]


def test_withdrawal_is_proposed_decided_and_told(in_service: Cast, sign_in: SignIn) -> None:
    referral, today = made.referral(in_service, Stage.DISCOVERY), timezone.localdate()
    worker, manager = (sign_in(in_service.users[role]) for role in (Role.SOCIAL_WORKER, Role.MANAGER))
    given = {"reason": "home_fragile", "words": "Notice may be given.", "what_would_change_it": "A settled home."}
    later = date_of("look_again_on", today + dt.timedelta(days=60))
    send(worker, "withdraw", referral.pk, version=str(referral.version), **given, **later)
    withdrawal = Withdrawal.objects.get()
    assert "the work goes on" in text_of(worker, "show", referral.pk)
    text_of(worker, "withdraw_decide", withdrawal.pk, status=403)
    assert "The child said yes on" in text_of(manager, "withdraw_decide", withdrawal.pk)
    send(manager, "withdraw_decide", withdrawal.pk, agreed="yes", words="I spoke to both.", version="1")
    assert "Still to do: tell the child" in text_of(manager, "decisions")
    told = {"child_told_by": "Priya", "child_told_words": "We wait.", "version": "2"}
    send(worker, "withdraw_told", withdrawal.pk, status=200, **told)
    send(worker, "withdraw_told", withdrawal.pk, **told, **date_of("child_told_on", today))
    assert "We wait." in text_of(worker, "show", referral.pk)


def test_a_proposal_that_waits_is_said_and_cannot_be_made_twice(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert "Propose to withdraw</a>" in text_of(client, "show", referral.pk)
    later = timezone.localdate() + dt.timedelta(days=30)
    given = {
        "reason": "home_fragile",
        "words": "Notice.",
        "what_would_change_it": "A home.",
        "version": str(referral.version),
    }
    send(client, "withdraw", referral.pk, **given, **date_of("look_again_on", later))
    shown = text_of(client, "show", referral.pk)
    assert "Propose to withdraw</a>" not in shown
    assert "A proposal to withdraw waits for the manager" in shown
    again = text_of(client, "withdraw", referral.pk)
    assert "A proposal to withdraw waits for the manager" in again
    assert "Send to the manager" not in again
    record = client.get(reverse("record", args=[in_service.child.pk])).content.decode()
    assert "Until the manager decides, the work goes on." in record
    assert "Propose to withdraw" not in record
