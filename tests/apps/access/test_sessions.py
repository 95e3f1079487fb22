"""Sessions that are ended, devices that are new, accounts that are closed, and how fast one person may ask."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import actions, gate, scope
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.config import pace
from kith.domain.terms import Role
from tests.apps.access.conftest import PASSWORD
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]


def signed_in(user: User, *, on: Client | None = None, after: dt.timedelta = dt.timedelta()) -> Client:
    """Somebody on a device of their own, or on one they used before."""
    client = on or Client()
    with time_machine.travel(timezone.now() + after):
        client.post(reverse("account_logout"))
        client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("home")).status_code == 200


def test_ending_every_other_session_ends_them_with_their_next_page(worker: User) -> None:
    here, elsewhere = signed_in(worker), signed_in(worker)
    assert is_in(here)
    assert is_in(elsewhere)
    assert here.post(reverse("end_other_sessions")).status_code == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert is_in(signed_in(worker, after=dt.timedelta(seconds=1)))
    assert AuditEvent.objects.filter(kind="user.signed_out_everywhere", actor_id=str(worker.pk)).count() == 1


def test_a_session_that_never_opened_a_page_ends_as_well(worker: User) -> None:
    here, elsewhere = signed_in(worker), signed_in(worker)
    here.post(reverse("end_other_sessions"))
    assert not is_in(elsewhere)


def test_an_administrator_signs_out_whoever_lost_a_laptop(worker: User, cast: Cast, sign_in: SignIn) -> None:
    lost = signed_in(worker)
    assert is_in(lost)
    admin = sign_in(cast.users[Role.SERVICE_ADMIN])
    page = reverse("account", args=[worker.pk])
    admin.post(page, {"what": "sign_out", "version": worker.version})
    assert not is_in(lost)


def test_a_closed_account_is_out_at_once_and_comes_back_only_by_a_link(
    worker: User, cast: Cast, sign_in: SignIn
) -> None:
    admin, leaver = sign_in(cast.users[Role.SERVICE_ADMIN]), signed_in(worker)
    page = reverse("account", args=[worker.pk])
    assert "1 child has them in their team" in admin.get(page).content.decode()
    admin.post(page, {"what": "close", "version": worker.version})
    assert not is_in(leaver)
    assert not is_in(signed_in(worker))
    worker.refresh_from_db()
    admin.post(page, {"what": "open", "version": worker.version})
    assert not is_in(signed_in(worker)), "the old password is gone"
    kinds = ["user.account_closed", "user.account_opened"]
    assert list(AuditEvent.objects.filter(kind__in=kinds).order_by("seq").values_list("kind", flat=True)) == kinds


def test_nobody_closes_their_own_account_nor_one_of_another_service(cast: Cast) -> None:
    admin = cast.users[Role.SERVICE_ADMIN]
    with pytest.raises(gate.ActionBlocked, match="their own"):
        actions.close_account(cast.actor(Role.SERVICE_ADMIN), user=admin, at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.close_account(cast.stranger(Role.SERVICE_ADMIN), user=admin, at=NOW)
    with pytest.raises(gate.NotPermitted):
        actions.close_account(cast.actor(Role.MANAGER), user=admin, at=NOW)
    for door in (actions.sign_out_everywhere, actions.know_device):
        with pytest.raises(scope.NotVisible):
            door(cast.actor(Role.MANAGER), user=admin, at=NOW)
    for door in (actions.sign_somebody_out, actions.open_account):
        with pytest.raises(gate.NotPermitted):
            door(cast.actor(Role.MANAGER), user=admin, at=NOW)
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.signed_out_at is None


NOTICE = "on a device that was not used before"


def test_a_new_device_is_told_on_the_old_one_until_that_one_says_it_was_them(worker: User) -> None:
    old = signed_in(worker)
    assert NOTICE not in old.get(reverse("home")).content.decode(), "the first device of all is news to nobody"
    new = signed_in(worker, after=dt.timedelta(minutes=1))
    assert NOTICE not in new.get(reverse("home")).content.decode()
    new.post(reverse("it_was_me"))
    assert NOTICE in old.get(reverse("home")).content.decode(), "whoever holds the new device cannot take it away"
    old.post(reverse("it_was_me"))
    assert NOTICE not in old.get(reverse("home")).content.decode()
    page = old.get(reverse("mfa_index")).content.decode()
    assert page.count(NOTICE) == 2, "both first times stand in the list of sign-ins"


def test_a_device_stays_known_and_its_cookie_names_nobody(worker: User) -> None:
    first = signed_in(worker)
    again = signed_in(worker, on=first, after=dt.timedelta(minutes=5))
    told = AuditEvent.objects.filter(kind="user.signed_in", actor_id=str(worker.pk)).order_by("seq")
    assert [event.codes["new_device"] for event in told] == [True, False]
    cookie = again.cookies["device"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert str(worker.pk) not in cookie.value
    assert worker.email not in cookie.value
    again.cookies["device"] = cookie.value[:-2] + "xx"
    signed_in(worker, on=again, after=dt.timedelta(minutes=6))
    assert told.last().codes["new_device"] is True, "a cookie that was changed knows nobody"


def test_the_list_of_sign_ins_is_ones_own(worker: User, cast: Cast, sign_in: SignIn) -> None:
    signed_in(worker)
    assert NOTICE in signed_in(worker).get(reverse("mfa_index")).content.decode()
    assert NOTICE not in sign_in(cast.users[Role.MANAGER]).get(reverse("mfa_index")).content.decode()


def test_whoever_asks_faster_than_anybody_reads_waits_and_is_told_of_once(
    cast: Cast, sign_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KITH_PAGES_A_MINUTE = 20
    monkeypatch.setattr(pace, "MEASURE", pace.Pace())
    clock = [1_000.0]
    monkeypatch.setattr(pace, "monotonic", lambda: clock[0])
    client, other = sign_in(cast.users[Role.COORDINATOR]), sign_in(cast.users[Role.MANAGER])
    answers = [client.get(reverse("home")) for _ in range(200)]
    assert [one.status_code for one in answers] == [200] * 20 + [429] * 180
    assert answers[-1]["Retry-After"] == "60"
    assert other.get(reverse("home")).status_code == 200, "one person's haste holds up nobody else"
    told = AuditEvent.objects.filter(kind="user.too_fast")
    assert told.count() == 1
    clock[0] += 3
    assert client.get(reverse("home")).status_code == 200, "after three seconds one page"
    assert client.get(reverse("home")).status_code == 429
    assert told.count() == 1
    clock[0] += 60
    assert [client.get(reverse("home")).status_code for _ in range(21)] == [200] * 20 + [429]
    assert told.count() == 2


def test_whoever_is_slow_is_forgotten() -> None:
    measure = pace.Pace()
    for at in range(1_000):
        measure.take(str(at), 300, at * 120.0)
    assert len(measure._left) <= 2
