"""Answering the safety questions again, and referring again: what was said before is neither lost nor out of sight."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import ReachKind, Role
from kith.people import actions as people
from kith.referrals import actions
from kith.referrals.models import Referral
from kith.referrals.presenters import show
from tests.apps.people.said import CHILD_SAYS, add
from tests.apps.referrals import made
from tests.apps.referrals.walking import send, text_of
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
ANSWERS = {
    "must_not_know": "Nobody.",
    "could_be_a_danger": "Nobody known.",
    "orders_and_limits": "None.",
    "bottom_lines": "",
}


def test_answering_safety_again_begins_with_the_last_answers_and_loses_no_danger(
    in_service: Cast, sign_in: SignIn
) -> None:
    referral = made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    send(client, "safety", referral.pk, **(ANSWERS | {"could_be_a_danger": "His father, to Robin: violent."}))
    page = text_of(client, "safety", referral.pk)
    assert ">\nHis father, to Robin: violent.</textarea>" in page
    assert "may not see whole" not in page
    send(client, "safety", referral.pk, **(ANSWERS | {"could_be_a_danger": "Nobody."}))
    for who, name in ((Role.SOCIAL_WORKER, "show"), (Role.MANAGER, "show"), (Role.MANAGER, "how_soon")):
        page = text_of(sign_in(in_service.users[who]), name, referral.pk)
        assert "Who could be a danger, and to whom?”. Read both." in page
        assert "His father, to Robin: violent." in page
    Referral.objects.filter(pk=referral.pk).update(is_open=False, place=SideState.WITHDRAWN.value)
    again = sign_in(in_service.users[Role.SOCIAL_WORKER])
    page = again.get(reverse("referrals:refer", args=[in_service.child.pk])).content.decode()
    assert ">\nNobody.</textarea>" in page
    assert "What was answered before stands in the boxes." in page


def test_an_answer_that_is_shown_otherwise_than_it_was_written_is_not_put_into_the_box(
    in_service: Cast, sign_in: SignIn
) -> None:
    referral = made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    said = ANSWERS | {"must_not_know": "Dad. Mum is on 01632 960 456.", "bottom_lines": "Not his address."}
    send(sign_in(in_service.users[Role.MANAGER]), "safety", referral.pk, **said)
    dad = add(in_service, "Dad")
    way = people.ReachGiven(ReachKind.PHONE, "01632 960 456", is_sealed=True)
    people.add_reach(in_service.actor(Role.MANAGER), connection=dad, given=way, says=CHILD_SAYS, at=NOW)
    page = text_of(sign_in(in_service.users[Role.SOCIAL_WORKER]), "safety", referral.pk)
    assert "960 456" not in page
    assert "[sealed]" not in page
    assert "Not his address.</textarea>" in page
    assert "but for what you may not see whole" in page


def test_two_answers_of_one_day_are_told_apart_by_the_time(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    worker = in_service.actor(Role.SOCIAL_WORKER)
    for hours, danger in ((2, "His father."), (48, "Nobody.")):
        given = actions.SafetyGiven("Nobody.", danger, "None.", "")
        actions.answer_safety(worker, referral=referral, given=given, at=NOW + dt.timedelta(hours=hours))
    latest, second, first = show.safety_of(worker, referral)
    assert " at " not in latest.on
    assert first.on != second.on
    assert first.on.split(" at ")[0] == second.on.split(" at ")[0]
    assert latest.changed.startswith(f"Changed since {second.on}:")
