"""Pages about staff who know a family: what they say of themselves, and what a manager decides (case B7)."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from kith.children.models import ClosedRecord
from kith.domain.terms import Role
from kith.people.models import Connection
from kith.safety.models import RelatedDecision, RelatedSign, StaffMarks
from tests.apps.safety.test_related import named
from tests.personas import Cast

Be = Callable[[Role], Client]
YOU = "/safety/you/"


def record_of(cast: Cast) -> str:
    return reverse("record", args=[cast.child.pk])


def say(cast: Cast, browser: Client, words: str = "His aunt is my cousin") -> str:
    address = reverse("safety:say", args=[cast.child.pk])
    assert address in browser.get(record_of(cast)).content.decode()
    assert browser.get(address).status_code == 200
    answer = browser.post(address, {"words": words}, follow=True)
    assert answer.redirect_chain == [(YOU, 302)]
    return answer.content.decode()


def test_somebody_says_on_the_record_that_they_know_the_family(in_service: Cast, be: Be) -> None:
    browser = be(Role.SOCIAL_WORKER)
    assert "closed to you until a service manager has looked" in say(in_service, browser)
    assert browser.get(record_of(in_service)).status_code == 404
    assert in_service.child.preferred_name not in browser.get("/").content.decode()
    assert be(Role.COORDINATOR).get(record_of(in_service)).status_code == 200


def test_somebody_says_on_their_own_page_whom_they_know(in_service: Cast, nan: Connection, be: Be) -> None:
    """What is answered is the same, whether somebody of that name stands around a child or not."""
    browser = be(Role.COORDINATOR)
    assert YOU in browser.get("/").content.decode()
    pages = set()
    for words in ("Jean Whitcombe is my nan", "Nobody Nowhere is my nan"):
        answer = browser.post(reverse("safety:say_somebody"), {"words": words}, follow=True)
        pages.add(answer.content.decode().partition("<main")[2].partition("<form")[0])
    assert len(pages) == 1
    assert RelatedSign.objects.filter(child=None, strength="said").count() == 2
    assert browser.get(record_of(in_service)).status_code == 200
    assert browser.post(reverse("safety:say_somebody"), {"words": " "}).status_code == 422


def test_somebody_gives_their_home(in_service: Cast, be: Be) -> None:
    browser = be(Role.COORDINATOR)
    address = reverse("safety:give_home")
    assert browser.post(address, {"postcode": "", "phone": ""}).status_code == 422
    assert browser.post(address, {"postcode": "WD", "phone": ""}).status_code == 409
    answer = browser.post(address, {"postcode": "WD9 4QZ", "phone": ""}, follow=True)
    assert "What you typed is not kept" in answer.content.decode()
    assert "WD9" not in answer.content.decode()
    assert StaffMarks.objects.get().user == in_service.users[Role.COORDINATOR]


def test_the_manager_finds_it_and_decides(in_service: Cast, be: Be) -> None:
    say(in_service, be(Role.SOCIAL_WORKER))
    manager, worker = be(Role.MANAGER), be(Role.SOCIAL_WORKER)
    assert "Staff who may know a family: 1 to look at" in manager.get("/").content.decode()
    address = reverse("safety:decide_related", args=[RelatedSign.objects.get().pk])
    assert address in manager.get(reverse("safety:related")).content.decode()
    page = manager.get(address).content.decode()
    for words in ("His aunt is my cousin", "Closed to them", "somebody else must take over"):
        assert words in page
    assert "Say whether they may read this record" in manager.post(address, {"version": "1"}).content.decode()
    assert not RelatedDecision.objects.exists()
    manager.post(address, {"version": "1", "outcome": "open", "words": "They never met"})
    assert worker.get(record_of(in_service)).status_code == 200
    assert "They never met" in manager.get(address).content.decode()
    assert "1 to look at" not in manager.get("/").content.decode()
    manager.post(address, {"version": "2", "outcome": "closed", "words": "They did meet"})
    assert worker.get(record_of(in_service)).status_code == 404


def test_a_shared_surname_is_named_to_the_manager_alone(in_service: Cast, nan: Connection, be: Be) -> None:
    named(in_service, in_service.users[Role.COORDINATOR], "Priya Whitcombe")
    assert "Whitcombe and" not in be(Role.COORDINATOR).get(record_of(in_service)).content.decode()
    address = reverse("safety:decide_related", args=[RelatedSign.objects.get().pk])
    page = be(Role.MANAGER).get(address).content.decode()
    assert "The same surname: Jean Whitcombe" in page
    assert "Open to them" in page
    for role in (
        Role.COORDINATOR,
        Role.SOCIAL_WORKER,
        Role.SAFEGUARDING_LEAD,
        Role.SERVICE_ADMIN,
        Role.PRIVACY_OFFICER,
    ):
        assert be(role).get(address).status_code == 404
        assert be(role).get(reverse("safety:related")).status_code == 403


def test_the_manager_says_which_children_are_meant(in_service: Cast, be: Be) -> None:
    be(Role.SOCIAL_WORKER).post(reverse("safety:say_somebody"), {"words": "The Marshes"})
    manager = be(Role.MANAGER)
    address = reverse("safety:settle_said", args=[RelatedSign.objects.get().pk])
    assert address in manager.get(reverse("safety:related")).content.decode()
    assert "The Marshes" in manager.get(address).content.decode()
    wrong = manager.post(address, {"version": "1", "numbers": "W1001 Z9", "words": "Her own"})
    assert "No child has the number Z9" in wrong.content.decode()
    assert not ClosedRecord.objects.exists()
    manager.post(address, {"version": "1", "numbers": "W1001", "words": "Her own"})
    assert be(Role.SOCIAL_WORKER).get(record_of(in_service)).status_code == 404
    assert "Keep the decision" not in manager.get(address).content.decode()
    assert "Her own" in manager.get(reverse("safety:decide_related", args=[_of_child(in_service)])).content.decode()


def _of_child(cast: Cast) -> str:
    return str(RelatedSign.objects.get(child=cast.child).pk)
