"""Signing in: password and code, lockout, time-outs, links, and what is recorded."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp_auth
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.config import sign_in
from kith.domain.terms import Role
from tests.personas import Cast

PASSWORD = "three quiet otters"


@pytest.fixture
def worker(cast: Cast) -> User:
    user = cast.users[Role.SOCIAL_WORKER]
    user.set_password(PASSWORD)
    user.save()
    return user


def _post(client: Client, user: User, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def test_right_password_signs_in_and_is_recorded(worker: User) -> None:
    client = Client()
    assert _post(client, worker, PASSWORD).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    assert AuditEvent.objects.filter(kind="user.signed_in", actor_id=str(worker.pk)).count() == 1


def test_wrong_password_and_unknown_person_look_the_same(worker: User) -> None:
    known = _post(Client(), worker, "wrong")
    unknown = Client().post(reverse("account_login"), {"login": "nobody@weald.example", "password": "wrong"})
    assert known.status_code == unknown.status_code == 200
    strip = [b"".join(part.split(b'name="csrfmiddlewaretoken"')[:1]) for part in (known.content, unknown.content)]
    assert strip[0] == strip[1]
    assert AuditEvent.objects.filter(kind="user.sign_in_failed").count() == 1


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(worker: User) -> None:
    client = Client()
    for _ in range(5):
        _post(client, worker, "wrong")
    assert _post(client, worker, PASSWORD).status_code in {403, 429}
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31)):
        assert _post(client, worker, PASSWORD).status_code == 302


def test_nobody_signs_themselves_up() -> None:
    assert b"Ask your service administrator" in Client().get(reverse("account_signup")).content


def test_without_a_code_nobody_gets_further_than_setting_one_up(worker: User, settings: Any) -> None:
    settings.KITH_SECOND_FACTOR = True
    client = Client()
    _post(client, worker, PASSWORD)
    response = client.get(reverse("home"))
    assert response.status_code == 302
    assert response.url == reverse("mfa_activate_totp")
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page.headers
    secret = page.context["form"].secret
    code = totp_auth.format_hotp_value(
        totp_auth.hotp_value(secret, next(iter(totp_auth.yield_hotp_counters_from_time())))
    )
    assert client.post(reverse("mfa_activate_totp"), {"code": code}).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    again = Client()
    assert _post(again, worker, PASSWORD).url.startswith(reverse("mfa_authenticate"))
    assert again.get(reverse("home")).status_code == 302


@pytest.mark.parametrize(("minutes", "still_in"), [(14, True), (16, False)])
def test_idle_sessions_end(worker: User, minutes: int, still_in: bool) -> None:
    client = Client()
    _post(client, worker, PASSWORD)
    client.get(reverse("home"))
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=minutes)):
        response = client.get(reverse("home"))
    assert (response.status_code == 200) is still_in


def test_confirming_who_one_is_takes_the_password_one_signs_in_with(worker: User) -> None:
    client = Client()
    _post(client, worker, PASSWORD)
    address = f"{reverse('account_reauthenticate')}?next=/"
    assert client.post(address, {"password": "wrong"}).status_code == 200
    assert client.post(address, {"password": PASSWORD}).status_code == 302


def test_no_session_lasts_longer_than_twelve_hours(worker: User) -> None:
    client = Client()
    _post(client, worker, PASSWORD)
    client.get(reverse("home"))
    start = timezone.now()
    for step in range(1, 75):
        with time_machine.travel(start + dt.timedelta(minutes=10 * step)):
            last = client.get(reverse("home"))
    assert last.status_code == 302


def test_an_account_unused_for_sixty_days_is_asleep_until_a_link_wakes_it(worker: User) -> None:
    worker.last_login = timezone.now() - dt.timedelta(days=61)
    worker.save()
    assert _post(Client(), worker, PASSWORD).url == reverse("account_inactive")
    link = sign_in.password_link(worker)
    client = Client()
    form = client.get(link, follow=True)
    new = "four calm herons today"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done.status_code == 302
    assert _post(Client(), worker, new).url == reverse("home")


def test_headers_on_every_page(worker: User) -> None:
    response = Client().get(reverse("account_login"))
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_signing_out_leaves_nothing_in_the_browser(cast: Cast, client: Client) -> None:
    client.force_login(cast.users[Role.COORDINATOR])
    assert "Clear-Site-Data" not in client.get(reverse("account_logout")).headers
    assert client.post(reverse("account_logout")).headers["Clear-Site-Data"] == '"cache", "storage"'
