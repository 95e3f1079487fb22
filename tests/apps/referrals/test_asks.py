"""What a child asked for: kept in the child's words, sorted by a person, judged by the child."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate, scope
from kith.access.models import User
from kith.domain.terms import AskCategory, AskOutcome, Role
from kith.records.models import CaseCopy
from kith.referrals.actions import asks
from kith.referrals.models import Ask
from kith.referrals.queries import asks as reads
from tests import standing
from tests.apps.safety.around import sent_day
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
SOON = TODAY + dt.timedelta(days=9)


def save(cast: Cast, words: str = "find my nan", **more: Any) -> Ask:
    coordinator = cast.actor(Role.COORDINATOR)
    return asks.save_ask(coordinator, child=cast.child, words=words, asked_on=TODAY, at=NOW, **more)


def test_save_ask_keeps_the_words_and_joins_the_open_referral(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    ask = save(in_service, "  find my nan plz ", named="Nan")
    assert (ask.words, ask.named, ask.referral, ask.outcome) == ("find my nan plz", "Nan", referral, "not_started")
    with pytest.raises(gate.ActionBlocked):
        save(in_service, " ")


def test_sort_ask_never_changes_the_words(in_service: Cast) -> None:
    ask = save(in_service)
    coordinator = in_service.actor(Role.COORDINATOR)
    asks.sort_ask(coordinator, ask=ask, category=AskCategory.WIDER_FAMILY, named="Nan", at=NOW, version=1)
    seen = reads.list_asks(in_service.actor(Role.SOCIAL_WORKER), in_service.child)[0]
    assert (seen.words, seen.named, seen.category) == ("find my nan", "Nan", AskCategory.WIDER_FAMILY)
    with pytest.raises(action.StaleVersion):
        asks.sort_ask(coordinator, ask=ask, category=None, named="", at=NOW, version=1)


def test_record_ask_outcome_keeps_the_childs_verdict_and_a_copy_without_the_childs_words(in_service: Cast) -> None:
    ask = save(in_service)
    coordinator = in_service.actor(Role.COORDINATOR)
    asks.record_ask_outcome(
        coordinator, ask=ask, came=asks.Came(AskOutcome.HAPPENED, verdict="it was ok"), on=TODAY, at=NOW
    )
    asks.record_ask_outcome(coordinator, ask=ask, came=asks.Came(AskOutcome.PARTLY), on=TODAY, at=NOW)
    ask.refresh_from_db()
    assert (ask.outcome, ask.childs_verdict) == ("partly", "it was ok")
    copies = [copy.words for copy in CaseCopy.objects.filter(kind="ask")]
    assert len(copies) == 2
    assert not any("nan" in words or "it was ok" in words for words in copies)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER])
def test_asks_are_written_by_the_coordinator_and_read_by_the_team(in_service: Cast, role: Role) -> None:
    ask = save(in_service)
    actor = in_service.actor(role)
    assert [seen.words for seen in reads.list_asks(actor, in_service.child)] == ["find my nan"]
    with pytest.raises(gate.NotPermitted):
        asks.save_ask(actor, child=in_service.child, words="x", asked_on=TODAY, at=NOW)
    with pytest.raises(gate.NotPermitted):
        asks.record_ask_outcome(actor, ask=ask, came=asks.Came(AskOutcome.HAPPENED), on=TODAY, at=NOW)


def test_asks_of_another_service_or_team_are_not_there(in_service: Cast) -> None:
    ask = save(in_service)
    with pytest.raises(scope.NotVisible):
        asks.sort_ask(in_service.stranger(Role.COORDINATOR), ask=ask, category=None, named="", at=NOW)
    coordinator = in_service.actor(Role.COORDINATOR)
    with pytest.raises(scope.NotVisible):
        asks.save_ask(coordinator, child=in_service.other_team_child, words="x", asked_on=TODAY, at=NOW)


def test_the_pages_of_asks(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.users[Role.COORDINATOR])
    day = {"asked_on_day": "1", "asked_on_month": "June", "asked_on_year": "2026"}
    client.post(reverse("referrals:ask_add", args=[cast.child.pk]), {"words": "a photo of my dog", **day})
    with scope.acting(cast.actor(Role.COORDINATOR)):
        ask = Ask.objects.get()
    listed = reverse("referrals:asks", args=[cast.child.pk])
    assert "a photo of my dog" in client.get(listed).content.decode()
    sent = {"outcome": "happened", "on_day": "2", "on_month": "6", "on_year": "2026", "verdict": "yes!", "version": 1}
    client.post(reverse("referrals:ask_outcome", args=[ask.pk]), sent)
    shown = client.get(listed).content.decode()
    assert "It happened" in shown
    assert "yes!" in shown
    bad = client.post(reverse("referrals:ask_outcome", args=[ask.pk]), {"version": 2})
    assert "There is a problem" in bad.content.decode()
    client.post(reverse("referrals:ask_sort", args=[ask.pk]), {"category": "specific_thing", "version": 2})
    assert AskCategory.SPECIFIC_THING.label in client.get(listed).content.decode()
    stale = client.post(reverse("referrals:ask_sort", args=[ask.pk]), {"category": "", "version": 2})
    assert stale.status_code == 409


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_of_asks_needs_few_queries(
    cast: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], Any], many: int
) -> None:
    with scope.acting(cast.actor(Role.COORDINATOR)):
        for number in range(many):
            save(cast, f"thing {number}")
    client = sign_in(cast.users[Role.COORDINATOR])
    address = reverse("referrals:asks", args=[cast.child.pk])
    client.get(address)
    # One of them looks whether the reader is related to anybody around the child (docs/adr/0042).
    with django_assert_max_num_queries(10):
        assert client.get(address).content.decode().count("kith-said__words") == many


@pytest.mark.parametrize(
    ("came", "missing"),
    [
        (asks.Came(AskOutcome.NOT_POSSIBLE, " "), "Write why it was not possible"),
        (asks.Came(AskOutcome.UNSAFE_FOR_NOW), "Enter the later day"),
        (asks.Came(AskOutcome.UNSAFE_FOR_NOW, "", TODAY), "Enter the later day"),
        (asks.Came(AskOutcome.HAPPENED, "", SOON), "Only what is not safe for now"),
    ],
)
def test_what_an_outcome_says_nothing_without_is_asked(in_service: Cast, came: asks.Came, missing: str) -> None:
    ask = save(in_service)
    with pytest.raises(gate.ActionBlocked, match=missing):
        asks.record_ask_outcome(in_service.actor(Role.COORDINATOR), ask=ask, came=came, on=TODAY, at=NOW)
    assert Ask.objects.get().outcome == AskOutcome.NOT_STARTED.value


def test_why_and_the_day_to_look_again_stand_on_the_pages_and_on_the_coordinators_today(
    in_service: Cast, sign_in: SignIn
) -> None:
    referral, today = standing.referral_at(in_service), timezone.localdate()
    soon, client = today + dt.timedelta(days=5), sign_in(in_service.users[Role.COORDINATOR])
    ask = save(in_service, "find my nan")
    sent = {
        "outcome": "unsafe_for_now",
        "version": ask.version,
        "why": "Her son lives with her.",
        **sent_day("on", today),
    }
    address = reverse("referrals:ask_outcome", args=[ask.pk])
    assert "Enter the later day on which it is looked at again" in client.post(address, sent).content.decode()
    assert client.post(address, {**sent, **sent_day("review_on", soon)}).status_code == 302
    ask.refresh_from_db()
    assert (ask.why, ask.review_on, ask.childs_verdict) == ("Her son lives with her.", soon, None)
    day = date_format(soon, "j F Y")
    for name, subject in (("referrals:asks", referral.child_id), ("record", referral.child_id)):
        page = client.get(reverse(name, args=[subject])).content.decode()
        assert ("Her son lives with her." in page, f"To be looked at again on {day}." in page) == (True, True), name
    said = "They asked, and it was not safe: “find my nan”"
    assert said in client.get(reverse("home")).content.decode()
    referral.place, referral.is_open, referral.closed_at = "closed", False, NOW
    referral.save()
    assert said in client.get(reverse("home")).content.decode(), "its day is looked to when the work has ended as well"
