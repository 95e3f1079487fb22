"""Signing in: password and code, lockout, time-outs, links, and what is recorded."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal import auth as totp_auth
from django.contrib.auth import hashers
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.config import sign_in
from kith.domain.terms import Role
from tests.apps.access.conftest import PASSWORD
from tests.contracts.sweep import visits
from tests.personas import Cast


def _post(client: Client, user: User, password: str) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def test_right_password_signs_in_and_is_recorded(worker: User) -> None:
    client = Client()
    assert _post(client, worker, PASSWORD).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    assert AuditEvent.objects.filter(kind="user.signed_in", actor_id=str(worker.pk)).count() == 1


@dataclass(frozen=True)
class Refused:
    """What somebody sees who tries a wrong password, and how often a password was worked out for it."""

    status: int
    headers: dict[str, str]
    page: bytes
    hashed: int


def refused(email: str, monkeypatch: pytest.MonkeyPatch) -> Refused:
    """Try a wrong password; what differs with every answer, and the address as it was typed, are taken out."""
    hasher, worked_out = type(hashers.get_hasher()), []
    encode = hasher.encode

    def counted(self: Any, password: str, *args: Any, **options: Any) -> str:
        worked_out.append(self.algorithm)
        return str(encode(self, password, *args, **options))

    with monkeypatch.context() as patched:
        patched.setattr(hasher, "encode", counted)
        response = Client().post(reverse("account_login"), {"login": email, "password": "wrong"})
    page = response.content.replace(email.encode(), b"ADDRESS")
    for token in (visits.CSRF, visits.NONCE):
        page = token.sub(rb"\1", page)
    headers = {name: value for name, value in response.headers.items() if name.lower() not in VARY}
    return Refused(response.status_code, headers, page, len(worked_out))


# The policy for scripts names a number that is used once; the length is that of the address.
VARY = {*visits.HEADERS_THAT_VARY, "content-security-policy"}


def test_wrong_password_and_unknown_person_look_the_same(worker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    known = refused(worker.email, monkeypatch)
    assert known.status == 200
    assert known.page.count(b"ADDRESS") == 1
    assert known.hashed == 1
    assert refused("nobody@weald.example", monkeypatch) == known
    assert AuditEvent.objects.filter(kind="user.sign_in_failed").count() == 1


def test_who_has_no_password_yet_or_cannot_sign_in_looks_the_same_too(
    worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    unknown = refused("nobody@weald.example", monkeypatch)
    User.objects.filter(pk=worker.pk).update(password="!")
    assert refused(worker.email, monkeypatch) == unknown
    User.objects.filter(pk=worker.pk).update(is_active=False)
    assert refused(worker.email, monkeypatch) == unknown


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one(worker: User) -> None:
    client = Client()
    tried = [_post(client, worker, "wrong").status_code for _ in range(5)]
    assert tried == [200] * 4 + [429]
    locked = _post(client, worker, PASSWORD)
    assert locked.status_code == 429
    assert "ui/locked_out.html" in {one.name for one in locked.templates}
    assert client.get(reverse("home")).status_code == 302, "nobody is signed in"
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=31)):
        assert _post(client, worker, PASSWORD).status_code == 302


def test_one_address_that_tries_many_accounts_is_slowed_down(worker: User) -> None:
    cache.clear()
    client = Client()
    tried = [
        client.post(reverse("account_login"), {"login": f"{number}@weald.example", "password": "wrong"}).status_code
        for number in range(61)
    ]
    assert tried == [200] * 60 + [429]
    assert _post(Client(REMOTE_ADDR="192.0.2.7"), worker, PASSWORD).status_code == 302, "others sign in as before"


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
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("home")).status_code == 200
    again = Client()
    assert _post(again, worker, PASSWORD).url.startswith(reverse("mfa_authenticate"))
    assert again.get(reverse("home")).status_code == 302


def code_of(secret: str) -> str:
    """The code that a person's phone shows now."""
    return str(
        totp_auth.format_hotp_value(totp_auth.hotp_value(secret, next(iter(totp_auth.yield_hotp_counters_from_time()))))
    )


def test_a_code_counts_once(worker: User, settings: Any) -> None:
    settings.KITH_SECOND_FACTOR = True
    secret = totp_auth.generate_totp_secret()
    totp_auth.TOTP.activate(worker, secret)
    moment = dt.datetime(2026, 6, 15, 10, 0, 5, tzinfo=dt.UTC)
    with time_machine.travel(moment, tick=False):
        code = code_of(secret)
        assert with_code(worker, code).status_code == 302
        again = with_code(worker, code)
        assert again.status_code == 200
        assert "Incorrect code" in again.content.decode()
    with time_machine.travel(moment + dt.timedelta(minutes=1), tick=False):
        assert with_code(worker, code_of(secret)).status_code == 302


def with_code(worker: User, code: str) -> Any:
    """Sign in on a device of its own, with the password and a code; the answer to the code."""
    client = Client()
    assert _post(client, worker, PASSWORD).url.startswith(reverse("mfa_authenticate"))
    return client.post(reverse("mfa_authenticate"), {"code": code})


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


@pytest.mark.long
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


def test_whoever_may_not_open_where_they_were_going_lands_on_their_own_first_page(cast: Cast) -> None:
    searcher, client = cast.users[Role.SEARCHER], Client()
    searcher.set_password(PASSWORD)
    searcher.save()
    wanted = reverse("record", args=[cast.child.pk])
    sent = client.post(reverse("account_login"), {"login": searcher.email, "password": PASSWORD, "next": wanted})
    assert sent.headers["Location"] == wanted
    assert client.get(wanted).headers["Location"] == reverse("home")
    assert client.get(wanted).status_code == 403, "only the first page after signing in"
