"""The pages of a proposal to withdraw: proposed, decided, told, and only once."""

import datetime as dt
from collections.abc import Callable

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kith.access.models import User
from kith.domain.pathway import Stage
from kith.domain.terms import AroseAt, Role
from kith.referrals.actions import stop
from kith.referrals.actions.refer import refer_child
from kith.referrals.models import Referral, Withdrawal
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
    assert "nothing changes" in text_of(worker, "show", referral.pk)
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
    assert "Until the manager decides, nothing changes." in record
    assert "Propose to withdraw" not in record


def proposed(client: Client, referral: Referral, days: int) -> Withdrawal:
    """A worker's proposal that says to look again in so many days."""
    given = {"reason": "home_fragile", "words": "Notice.", "what_would_change_it": "A home."}
    later = date_of("look_again_on", timezone.localdate() + dt.timedelta(days=days))
    referral.refresh_from_db()
    send(client, "withdraw", referral.pk, version=str(referral.version), **given, **later)
    return Withdrawal.objects.get(agreed__isnull=True)


def test_a_proposal_moves_no_pause_and_what_was_left_of_it_is_said_to_whoever_starts_again(
    in_service: Cast, sign_in: SignIn
) -> None:
    referral, until = made.referral(in_service, Stage.DISCOVERY), timezone.localdate() + dt.timedelta(days=14)
    stop.pause_for_child(
        in_service.actor(Role.SOCIAL_WORKER),
        referral=referral,
        look_again_on=until,
        words="Not before my birthday.",
        at=timezone.now(),
    )
    worker, manager = (sign_in(in_service.users[role]) for role in (Role.SOCIAL_WORKER, Role.MANAGER))
    withdrawal = proposed(worker, referral, 42)
    send(manager, "withdraw_decide", withdrawal.pk, agreed="no", words="Not now.", version="1")
    referral.refresh_from_db()
    assert (referral.is_paused, referral.look_again_on) == (True, until)
    agreed = f"A pause was agreed until {date_format(until, 'j F Y')}"
    assert agreed not in text_of(manager, "show", referral.pk)
    withdrawal = proposed(worker, referral, 50)
    send(manager, "withdraw_decide", withdrawal.pk, agreed="yes", words="Agreed.", version="1")
    refer_child(
        in_service.actor(Role.SOCIAL_WORKER),
        child=in_service.child,
        arose_at=AroseAt.VISIT,
        why="He is settled now and asks again.",
        at=timezone.now(),
    )
    for page in ("show", "how_soon"):
        shown = text_of(manager, page, referral.pk)
        assert agreed in shown
        first, before = shown.index("He is settled now and asks again."), shown.index(referral.why or "")
        assert first < before, "why now comes before why at first"
    with time_machine.travel(timezone.now() + dt.timedelta(days=15)):
        assert agreed not in text_of(sign_in(in_service.users[Role.MANAGER]), "show", referral.pk)
