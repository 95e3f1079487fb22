"""What is sent after a session has ended waits, sealed, for whoever wrote it, and for nobody else."""

import datetime as dt
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.domain.terms import Role
from kith.records.models import Note
from kith.sealing import unsent
from tests import standing
from tests.personas import Cast

PASSWORD = "three quiet otters"
WORDS = "He asked for his Nan twice."
NOTE = {
    "words": WORDS,
    "childs_words": "",
    "keep_from": ["mum", "dad"],
    "happened_on_day": "14",
    "happened_on_month": "6",
    "happened_on_year": "2026",
}
HERE = "http://testserver"


@pytest.fixture
def worker(cast: Cast) -> User:
    return with_password(cast, Role.SOCIAL_WORKER)


def with_password(cast: Cast, role: Role) -> User:
    user = cast.users[role]
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(user: User, browser: Client | None = None) -> tuple[Client, Any]:
    browser = browser or Client()
    return browser, browser.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})


def write(cast: Cast) -> str:
    return reverse("write_note", args=[cast.child.pk])


def send_late(browser: Client, address: str, sent: dict[str, Any], **headers: Any) -> Any:
    """The form was opened, and is sent twenty minutes later."""
    browser.get(address)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=20)):
        return browser.post(address, sent, **headers)


def told(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.usefixtures("in_service")
def test_what_was_sent_too_late_comes_back_and_is_sent_after_signing_in_again(cast: Cast, worker: User) -> None:
    browser, _ = sign_in(worker)
    late = send_late(browser, write(cast), NOTE)
    assert late["Location"] == f"{reverse('account_login')}?ended=unsent"
    assert "it waits for you alone for 30 minutes" in told(browser.get(late["Location"]))
    assert not Note.objects.exists()

    _, signed_in = sign_in(worker, browser)
    assert signed_in["Location"] == reverse("unsent")
    page = browser.get(reverse("unsent"))
    assert WORDS in told(page)
    assert [label for _, label, _ in page.context["written"]] == ["Your note"]
    assert str(cast.child.pk) not in page.request["PATH_INFO"]
    sent = {name: page.context["sent"].getlist(name) for name in page.context["sent"]}
    done = browser.post(reverse("unsent"), {**sent, "words": f"{WORDS} And his dog.", "unsent": "send"})
    assert (done.status_code, done["Location"]) == (307, write(cast))
    browser.post(done["Location"], {**sent, "words": f"{WORDS} And his dog."})
    note = Note.objects.get()
    assert (note.words, note.keep_from) == (f"{WORDS} And his dog.", ["mum", "dad"])
    assert browser.get(reverse("unsent"))["Location"] == reverse("home")


def test_it_waits_sealed_and_for_whoever_wrote_it_alone(cast: Cast, worker: User) -> None:
    browser, _ = sign_in(worker)
    send_late(browser, write(cast), NOTE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM kith_shared")
        rows = str(cursor.fetchall())
        cursor.execute("SELECT session_data FROM django_session")
        rows += str(cursor.fetchall())
    assert not any(one in rows for one in ("Nan", str(cast.child.pk), str(worker.pk)))
    # Another person at the same browser gets nothing of it; nor can a row be moved to somebody else.
    other = with_password(cast, Role.COORDINATOR)
    _, signed_in = sign_in(other, browser)
    assert signed_in["Location"] == reverse("home")
    assert browser.get(reverse("unsent"))["Location"] == reverse("home")
    cache.set(unsent.key(other.pk), cache.get(unsent.key(worker.pk)))
    assert unsent.find(other.pk) is None
    # And its writer finds it wherever they sign in.
    assert sign_in(worker)[1]["Location"] == reverse("unsent")


def test_it_waits_for_half_an_hour_only_and_can_be_thrown_away(cast: Cast, worker: User) -> None:
    browser, _ = sign_in(worker)
    send_late(browser, write(cast), NOTE)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=51)):
        assert sign_in(worker)[1]["Location"] == reverse("home")
    sign_in(worker, browser)
    thrown = browser.post(reverse("unsent"), {"unsent": "forget"})
    assert thrown["Location"] == reverse("home")
    assert unsent.find(worker.pk) is None


@pytest.mark.parametrize(
    "headers",
    [{"HTTP_SEC_FETCH_MODE": "cors"}, {"HTTP_HX_REQUEST": "true"}],
    ids=["a script's own request", "a part of a page"],
)
def test_only_a_page_that_somebody_sent_waits(cast: Cast, worker: User, headers: dict[str, str]) -> None:
    browser, _ = sign_in(worker)
    send_late(browser, write(cast), NOTE, **headers)
    assert unsent.find(worker.pk) is None


@pytest.mark.parametrize("sent", [{}, {"version": "3"}])
def test_a_press_that_carries_no_words_does_not_wait(cast: Cast, worker: User, sent: dict[str, str]) -> None:
    browser, _ = sign_in(worker)
    send_late(browser, write(cast), sent)
    assert unsent.find(worker.pk) is None


def test_no_password_waits(worker: User) -> None:
    browser, _ = sign_in(worker)
    send_late(browser, reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": "x y"})
    assert unsent.find(worker.pk) is None


def test_a_forged_form_does_not_wait(cast: Cast, worker: User) -> None:
    browser, _ = sign_in(worker)
    browser.handler.enforce_csrf_checks = True
    send_late(browser, write(cast), NOTE, HTTP_ORIGIN="http://elsewhere.example")
    assert unsent.find(worker.pk) is None


def test_nothing_that_a_child_wrote_waits_for_the_coordinator(cast: Cast) -> None:
    person = with_password(cast, Role.COORDINATOR)
    browser, _ = sign_in(person)
    referral = standing.referral_at(cast)
    browser.post(reverse("referrals:together_start", args=[referral.pk]))
    address = reverse("records:raise", args=[cast.child.pk])
    browser.get(address)
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=91)):
        late = browser.post(address, {"words": "Someone is hurting me."})
    assert late["Location"] == reverse("hand_back")
    assert unsent.find(person.pk) is None


@pytest.mark.usefixtures("in_service")
def test_a_form_of_before_the_last_sign_in_comes_back_too(cast: Cast, worker: User) -> None:
    """The same person signed in again in another tab: the older tab's form is not taken, but not lost."""
    browser, _ = sign_in(worker)
    browser.handler.enforce_csrf_checks = True
    refused = browser.post(write(cast), NOTE, HTTP_SEC_FETCH_SITE="same-origin", HTTP_ORIGIN=HERE)
    assert refused["Location"] == reverse("unsent")
    assert WORDS in told(browser.get(reverse("unsent")))
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "headers", [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_ORIGIN": "http://elsewhere.example"}]
)
def test_a_form_from_elsewhere_is_refused_and_does_not_wait(cast: Cast, worker: User, headers: dict[str, str]) -> None:
    browser, _ = sign_in(worker)
    browser.handler.enforce_csrf_checks = True
    refused = browser.post(write(cast), NOTE, **headers)
    assert refused.status_code == 403
    assert "This page was open too long" in told(refused)
    assert unsent.find(worker.pk) is None
