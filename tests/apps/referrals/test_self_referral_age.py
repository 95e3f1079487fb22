"""The age in a request and the age of the child that a person puts with it: a warning, never a refusal."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.access.models import User
from kith.children.models import Child
from kith.domain.terms import Role
from kith.referrals.models import SelfReferral
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
WARNS = "Is it this child?"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def opened(cast: Cast, age: str) -> SelfReferral:
    """A request that the manager has opened."""
    answers = {"name": "Bo", "sentence": "My nan", "how_to_reach_me": "School", "who_may_know": "", "age": age}
    with scope.acting(cast.actor(Role.MANAGER)):
        return SelfReferral.objects.create(
            service=cast.service,
            answers=answers,
            received_at=NOW,
            reply_by=NOW.date(),
            opened_at=NOW,
            opened_by=cast.users[Role.MANAGER],
        )


def child(cast: Cast, reference: str, name: str, born: dt.date | None) -> Child:
    with scope.acting(cast.actor(Role.MANAGER)):
        return Child.objects.create(
            service=cast.service, council=cast.council, reference=reference, preferred_name=name, born_on=born, sex="M"
        )


@pytest.mark.parametrize(
    ("age", "warns"),
    [("12", False), ("nearly 13", False), ("ten", False), ("9", True), ("15", True), ("no idea", False)],
)
def test_an_age_that_is_far_from_the_childs_is_warned_of_and_holds_nobody_up(
    cast: Cast, sign_in: SignIn, age: str, warns: bool
) -> None:
    row, client = opened(cast, age), sign_in(cast.users[Role.MANAGER])
    found = words(client.post(reverse("referrals:request_find", args=[row.pk]), {"text": "robin"}))
    assert (WARNS in found) is warns
    sent = {"child": cast.child.pk, "version": row.version}
    shown = words(client.post(reverse("referrals:request_match", args=[row.pk]), sent, follow=True))
    assert "Robin (W1001), as a person decided." in shown
    assert (f"The request says “{age}”, and Robin was 12 then. {WARNS}" in shown) is warns


def test_people_over_the_services_ages_stand_last(cast: Cast, sign_in: SignIn) -> None:
    for number, born in enumerate((dt.date(1987, 1, 1), dt.date(2001, 6, 15), dt.date(2001, 6, 16), None)):
        child(cast, f"X900{number}", f"Aaron {number}", born)
    row, client = opened(cast, "12"), sign_in(cast.users[Role.MANAGER])
    shown = words(client.post(reverse("referrals:request_find", args=[row.pk]), {"text": "aaron"}))
    order = [shown.index(f"Aaron {number}") for number in (2, 3, 0, 1)]
    assert order == sorted(order)


def test_people_over_the_ages_push_no_child_out_of_the_list(cast: Cast, sign_in: SignIn) -> None:
    for number in range(21):
        child(cast, f"X8{number:03}", f"Aaron {number}", dt.date(1987, 1, 1))
    child(cast, "X8999", "Aaron Young", dt.date(2014, 1, 1))
    row, client = opened(cast, "12"), sign_in(cast.users[Role.MANAGER])
    assert "Aaron Young" in words(client.post(reverse("referrals:request_find", args=[row.pk]), {"text": "aaron"}))


def test_a_search_that_finds_more_than_it_shows_says_so(cast: Cast, sign_in: SignIn) -> None:
    for number in range(21):
        child(cast, f"X8{number:03}", "Luca", dt.date(2014, 1, 1))
    row, client = opened(cast, "12"), sign_in(cast.users[Role.MANAGER])
    address = reverse("referrals:request_find", args=[row.pk])
    assert "These are 20 of 21 under these letters." in words(client.post(address, {"text": "luca"}))
    assert "of 21" not in words(client.post(address, {"text": "X8020"}))
