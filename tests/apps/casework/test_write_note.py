"""A note written once: the child's words, what they ask for, somebody new and a fact, each kept where it belongs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import gate
from kith.access.models import User
from kith.casework import actions
from kith.casework.actions import WrittenOnce
from kith.children.actions.facts import Fact
from kith.children.models import LocalFact
from kith.domain.terms import FactName, PersonStatus, Role
from kith.people.models import Connection
from kith.records import actions as records
from kith.records.models import CaseCopy, Note
from kith.referrals.models import Ask
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
DAY = {"happened_on_day": "14", "happened_on_month": "6", "happened_on_year": "2026"}
ALL = {
    "childs_words": "It was good at the park.",
    "ask": "I want to see Pops again.",
    "ask_about": "Pops",
    "called": "Pops",
    "how_related": "Mum’s dad",
    "fact": "language",
    "fact_value": "Welsh",
    "keep_from": ["mum"],
}


def send(cast: Cast, browser: Client, address: str = "", **sent: Any) -> Any:
    return browser.post(address or reverse("write_note", args=[cast.child.pk]), {**DAY, **sent})


def test_one_saving_keeps_each_thing_where_it_belongs(in_service: Cast, sign_in: SignIn) -> None:
    answer = send(in_service, sign_in(in_service.users[Role.COORDINATOR]), **ALL)
    assert answer["Location"] == reverse("record", args=[in_service.child.pk])
    note, ask, person, fact = Note.objects.get(), Ask.objects.get(), Connection.objects.get(), LocalFact.objects.get()
    assert (note.childs_words, note.keep_from) == ("It was good at the park.", ["mum"])
    assert (ask.words, ask.named, ask.asked_on) == ("I want to see Pops again.", "Pops", note.happened_on)
    assert (person.called, person.how_related, person.status) == ("Pops", "Mum’s dad", PersonStatus.NAMED_UNFOUND.value)
    assert person.named_by_child
    assert (fact.fact, fact.value, fact.from_on) == (FactName.LANGUAGE.value, "Welsh", note.happened_on)
    assert fact.author == f"{in_service.users[Role.COORDINATOR].display_name}, coordinator"
    in_service.child.refresh_from_db()
    assert in_service.child.language == "Welsh"


def test_an_ask_alone_is_what_the_child_said(in_service: Cast, sign_in: SignIn) -> None:
    send(in_service, sign_in(in_service.users[Role.COORDINATOR]), ask="Where is my rabbit?")
    assert Note.objects.get().childs_words == Ask.objects.get().words == "Where is my rabbit?"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "x", "ask_about": "Pops"}, "Write what the child asked for about them"),
        ({"words": "x", "fact": "language"}, "Write what it is"),
        ({"words": "x", "fact_value": "Welsh"}, "Choose what it is about"),
        ({"words": "x", "fact": "preferred_name", "fact_value": "R" * 81}, "at most 80 letters"),
        ({"words": "x", "fact": "plan", "fact_value": "home"}, "is not one of the available choices"),
        ({}, "Write what happened, or what the child said"),
    ],
)
def test_half_a_thing_is_refused_and_nothing_is_saved(
    in_service: Cast, sign_in: SignIn, sent: dict[str, str], said: str
) -> None:
    page = send(in_service, sign_in(in_service.users[Role.COORDINATOR]), **sent).content.decode()
    assert said in page
    assert not Note.objects.exists()
    assert not Ask.objects.exists()


def test_nobody_sees_a_box_for_what_they_may_not_keep(in_service: Cast, sign_in: SignIn) -> None:
    boxes = {"ask", "ask_about", "called", "how_related", "fact", "fact_value"}
    address = reverse("write_note", args=[in_service.child.pk])
    seen = {
        role: boxes & set(sign_in(in_service.users[role]).get(address).context["form"].fields)
        for role in (Role.COORDINATOR, Role.REVIEWING_OFFICER)
    }
    assert seen[Role.COORDINATOR] == boxes
    assert "ask" not in seen[Role.REVIEWING_OFFICER]
    told = "stand on the record, for everybody who works with the child"
    assert told in sign_in(in_service.users[Role.COORDINATOR]).get(address).content.decode()
    assert told not in sign_in(in_service.users[Role.REVIEWING_OFFICER]).get(address).content.decode()
    send(in_service, sign_in(in_service.users[Role.REVIEWING_OFFICER]), words="Met.", ask="Sent all the same.")
    assert Note.objects.count() == 1
    assert not Ask.objects.exists()


def test_a_correction_is_a_note_and_nothing_else(in_service: Cast, sign_in: SignIn) -> None:
    browser = sign_in(in_service.users[Role.COORDINATOR])
    send(in_service, browser, words="At the park.")
    address = f"{reverse('write_note', args=[in_service.child.pk])}?corrects={Note.objects.get().pk}"
    assert "ask" not in browser.get(address).context["form"].fields
    send(in_service, browser, address, **{**ALL, "words": "At the pool."})
    assert Note.objects.filter(corrects__isnull=False).count() == 1
    assert not Ask.objects.exists()


def test_write_at_once_keeps_all_or_nothing(in_service: Cast) -> None:
    note = records.Written("Met.", TODAY)
    fact = Fact(FactName.LANGUAGE, "Welsh", TODAY, "A note", "Ian")
    given = WrittenOnce(note, ask="Where is my rabbit?", fact=fact)
    with pytest.raises(gate.NotPermitted):
        actions.write_at_once(in_service.actor(Role.REVIEWING_OFFICER), child=in_service.child, given=given, at=NOW)
    assert not Note.objects.exists()
    assert not CaseCopy.objects.exists()
    assert not LocalFact.objects.exists()
