"""Two of whom something about safety stands are put before a manager as one person; whoever asked reads the answer."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import gate, scope
from kith.domain.terms import RestrictionKind, Role, SameAnswer
from kith.people import actions, queries
from kith.people.models import Connection, Merge, MergeAsked
from kith.safety import actions as safety
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

WORDS = "One birth date in the file, and Nan says so."
LATER = NOW + dt.timedelta(minutes=5)


@pytest.fixture
def two(in_service: Cast) -> tuple[Connection, Connection]:
    """Two rows that may be one uncle; a decision stands about the second."""
    first, second = said.add(in_service, "Vic Harker"), said.add(in_service, "Victor Harker")
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "No letters.", TODAY, second)
    safety.restrict(in_service.actor(Role.MANAGER), child=in_service.child, order=order, at=NOW)
    return first, second


def ask(cast: Cast, two: tuple[Connection, Connection]) -> MergeAsked:
    first, second = two
    return actions.ask_to_merge(cast.actor(Role.COORDINATOR), connection=first, other=second, words=WORDS, at=NOW)


@pytest.fixture
def moira(in_service: Cast, sign_in) -> Client:
    return sign_in(in_service.users[Role.MANAGER])


def test_where_a_coordinator_may_not_take_two_for_one_a_manager_is_asked(
    in_service: Cast, two: tuple[Connection, Connection], cora: Client
) -> None:
    first, second = two
    address = reverse("people:merge", args=[first.pk, second.pk])
    page = cora.get(address).content.decode()
    assert "Put it before a manager" in page
    assert "Yes, one person" not in page
    assert "Write how you know" in cora.post(address, {"do": "ask", "words": " "}).content.decode()
    listed = cora.post(address, {"do": "ask", "words": WORDS}, follow=True).content.decode()
    assert "Vic Harker and Victor Harker" in listed
    assert WORDS in listed
    assert "Put it before a manager" not in cora.get(address).content.decode()
    assert not Merge.objects.exists()
    with pytest.raises(gate.ActionBlocked, match="waits for a manager already"):
        ask(in_service, (second, first))


def test_it_waits_on_the_managers_pages_and_whoever_asked_reads_the_answer(
    in_service: Cast, two: tuple[Connection, Connection], moira: Client, sign_in
) -> None:
    ask(in_service, two)
    for page in ("home", "people:twice"):
        listed = moira.get(reverse(page)).content.decode()
        assert "Vic Harker and Victor Harker" in listed
        assert f"Mum’s mum, beside {in_service.child}. " in listed
        assert WORDS in listed
    address = reverse("people:merge", args=[two[0].pk, two[1].pk])
    page = moira.get(address).content.decode()
    assert WORDS in page
    assert "Not now" in page
    moira.post(address, {"do": "decline", "words": "Ask the court first."})
    assert "Perhaps one person" not in moira.get(reverse("home")).content.decode()
    read = sign_in(in_service.users[Role.COORDINATOR]).get(reverse("people:twice")).content.decode()
    assert "Not now: " in read
    assert "Ask the court first." in read
    with pytest.raises(gate.ActionBlocked, match="Nobody waits"):
        actions.decline_merge(
            in_service.actor(Role.MANAGER), connection=two[0], other=two[1], words="Once more.", at=LATER
        )
    ask(in_service, two)


@pytest.mark.parametrize("answer", [SameAnswer.ONE, SameAnswer.TWO])
def test_whatever_a_manager_does_about_the_two_answers_it(
    in_service: Cast, two: tuple[Connection, Connection], answer: SameAnswer
) -> None:
    ask(in_service, two)
    do = actions.merge_people if answer is SameAnswer.ONE else actions.tell_apart
    do(in_service.actor(Role.MANAGER), connection=two[1], other=two[0], words="I looked at both.", at=LATER)
    (one,) = queries.list_merges_asked(in_service.actor(Role.COORDINATOR))
    assert (one.row.answer, one.row.answer_words) == (answer.value, "I looked at both.")
    assert not queries.list_merges_asked(in_service.actor(Role.MANAGER))


@pytest.mark.parametrize(("do", "says"), [("decline", "Not now: "), ("", "One person: ")], ids=["no", "yes"])
def test_what_waits_and_what_a_manager_answered_stands_on_the_first_page_of_whoever_asked(
    in_service: Cast, two: tuple[Connection, Connection], moira: Client, sign_in, do: str, says: str
) -> None:
    ask(in_service, two)
    cora = sign_in(in_service.users[Role.COORDINATOR])
    waits = cora.get(reverse("home")).content.decode()
    assert "Vic Harker and Victor Harker" in waits
    assert "Waits for a manager" in waits
    moira.post(reverse("people:merge", args=[two[0].pk, two[1].pk]), {"do": do, "words": "I looked at both."})
    read = cora.get(reverse("home")).content.decode()
    assert says in read
    assert "I looked at both." in read
    assert "Waits for a manager" not in read
    assert ("Vic Harker and" in read) == (do == "decline")
    MergeAsked.objects.update(answered_at=NOW - dt.timedelta(days=90))
    assert "I looked at both." not in cora.get(reverse("home")).content.decode()


def test_only_a_manager_says_not_now_and_nobody_reads_of_people_who_are_not_theirs(
    in_service: Cast, two: tuple[Connection, Connection]
) -> None:
    first, second = two
    ask(in_service, two)
    with pytest.raises(gate.NotPermitted):
        actions.decline_merge(in_service.actor(Role.COORDINATOR), connection=first, other=second, words="No.", at=NOW)
    far = said.beside_far_child(in_service)
    with pytest.raises(scope.NotVisible):
        actions.ask_to_merge(in_service.actor(Role.COORDINATOR), connection=first, other=far, words=WORDS, at=NOW)
    with scope.acting(in_service.stranger(Role.MANAGER)):
        assert not queries.list_merges_asked(in_service.stranger(Role.MANAGER))
