"""The pages of stop and pause: what they say goes on, what they do not ask, and the promise they keep."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.access.models import User
from kith.domain.pathway import SideState
from kith.domain.terms import AgreementScope, Role
from kith.records.models import CaseCopy
from kith.referrals.actions import stop
from kith.referrals.forms import stop as stop_forms
from kith.referrals.models import Referral, Stop
from tests import standing
from tests.personas import NOW, TODAY, Cast

AS_IT_STANDS = {"pressed_by": "child", "until": "14", "words": "", "other": ""}
SignIn = Callable[[User], Client]


@pytest.fixture
def ready(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A child who agreed to find two people, on Monday 15 June 2026."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with scope.acting(cast.actor(Role.MANAGER)):
        referral = standing.has_agreed(cast)
        standing.say(cast, referral, standing.said(AgreementScope.SEARCH, named="Aunt Bea"), minutes=-9)
    return cast


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def together(cast: Cast, sign_in: SignIn) -> Client:
    """The coordinator's device in the child's hands."""
    client = sign_in(cast.users[Role.COORDINATOR])
    with scope.acting(cast.actor(Role.MANAGER)):
        referral = Referral.objects.get()
    client.post(reverse("referrals:together_start", args=[referral.pk]))
    return client


def stops(cast: Cast) -> list[Stop]:
    with scope.acting(cast.actor(Role.MANAGER)):
        return list(Stop.objects.all())


def test_the_page_says_what_it_does_not_stop_and_who_gets_in_touch_by_when(ready: Cast, sign_in: SignIn) -> None:
    shown = words(together(ready, sign_in).get(reverse("referrals:stop", args=[ready.child.pk])))
    assert "If you see people in your family now, that goes on." in shown
    assert "Mum" not in shown
    assert "What a court said goes on." in shown
    assert "You don’t have to say why." in shown
    assert "will talk to you by Tuesday 16 June." in shown
    assert "Grandad" in shown
    assert "Aunt Bea" in shown


@pytest.mark.parametrize(
    ("sent", "reach", "named", "held"),
    [
        ({"person": "Grandad"}, "person", "Grandad", "Nothing more goes out to this person."),
        ({"somebody_else": "1", "other": "Joe"}, "person", "Joe", "Nothing more goes out to this person."),
        ({"step": "search"}, "step", None, "What was waiting for this step is held."),
        ({"everything": "1"}, "everything", None, "Letters that were waiting are held. Nothing more goes out."),
    ],
)
def test_stop_is_pressed_without_a_reason(
    ready: Cast, sign_in: SignIn, sent: dict[str, str], reach: str, named: str | None, held: str
) -> None:
    client = sign_in(ready.users[Role.SOCIAL_WORKER])
    answer = client.post(reverse("referrals:stop", args=[ready.child.pk]), {**AS_IT_STANDS, **sent})
    assert answer["Location"] == reverse("referrals:stopped", args=[ready.child.pk])
    (row,) = stops(ready)
    assert (row.reach, row.named, row.pressed_by, row.words) == (reach, named, "child", None)
    shown = words(client.get(answer["Location"]))
    assert held in shown
    assert ("Nothing more goes out." in shown) is (reach == "everything")


def test_a_pause_waits_for_the_day_the_child_chose(ready: Cast, sign_in: SignIn) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    address = reverse("referrals:stop", args=[ready.child.pk])
    client.post(address, {**AS_IT_STANDS, "pause": "1"})
    with scope.acting(ready.actor(Role.MANAGER)):
        referral = Referral.objects.get()
    assert (referral.place, referral.look_again_on) == (SideState.PAUSED, TODAY + dt.timedelta(days=14))
    shown = words(client.get(reverse("referrals:stopped", args=[ready.child.pk])))
    assert "The work is paused. The child is asked again on Monday 29 June." in shown


@pytest.mark.parametrize(
    ("tapped", "reach"),
    [({"everything": "1"}, "everything"), ({"person": "Grandad"}, "person"), ({"step": "search"}, "step")],
)
@pytest.mark.parametrize("in_a_session", [True, False])
def test_work_that_is_paused_can_be_stopped(
    ready: Cast, sign_in: SignIn, in_a_session: bool, tapped: dict[str, str], reach: str
) -> None:
    """The page of a paused child holds no question about a pause, so none may be missing."""
    client = together(ready, sign_in) if in_a_session else sign_in(ready.users[Role.SOCIAL_WORKER])
    address = reverse("referrals:stop", args=[ready.child.pk])
    client.post(address, {**AS_IT_STANDS, "pause": "1"})
    shown = words(client.get(address))
    assert ("Everything is paused." if in_a_session else "The work is paused until") in shown
    asked = set(re.findall(r'<(?:select|textarea|input)[^>]* name="(\w+)"', shown)) - {"csrfmiddlewaretoken"}
    assert "until" not in asked
    as_shown = {name: value for name, value in AS_IT_STANDS.items() if name in asked}
    assert client.post(address, {**as_shown, **tapped}).status_code == 302
    assert [row.reach for row in stops(ready)] == [reach]


@pytest.mark.parametrize("sent", [{}, {"somebody_else": "1"}, {"step": "everything at all"}])
def test_what_to_stop_must_be_said(ready: Cast, sign_in: SignIn, sent: dict[str, str]) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    answer = client.post(reverse("referrals:stop", args=[ready.child.pk]), {**AS_IT_STANDS, **sent})
    assert "There is a problem" in words(answer)
    assert stops(ready) == []


def test_about_whom_it_is_stays_on_the_coordinators_page(ready: Cast, sign_in: SignIn) -> None:
    pressed = stop.Pressed(stop.Reach.PERSON, Role.CHILD, named="Grandad")
    with scope.acting(ready.actor(Role.COORDINATOR)):
        stop.stop_for_child(ready.actor(Role.COORDINATOR), child=ready.child, pressed=pressed, at=NOW)
    address = reverse("referrals:stopped", args=[ready.child.pk])
    assert "One person: Grandad" in words(sign_in(ready.users[Role.COORDINATOR]).get(address))
    for role in (Role.SOCIAL_WORKER, Role.MANAGER):
        assert "Grandad" not in words(sign_in(ready.users[role]).get(address))


def test_the_coordinator_keeps_the_promise_and_starts_again_in_person(ready: Cast, sign_in: SignIn) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(reverse("referrals:stop", args=[ready.child.pk]), {**AS_IT_STANDS, "everything": "1"})
    (row,) = stops(ready)
    waiting = reverse("referrals:get_in_touch")
    assert "by Tuesday 16 June" in words(client.get(waiting))
    client.post(reverse("referrals:got_in_touch", args=[row.pk]))
    assert "Nobody waits for a word after a stop." in words(client.get(waiting))
    address = reverse("referrals:start_again", args=[row.pk])
    assert "one step at a time" in words(client.get(address))
    assert "Write down who spoke with the child" in words(client.post(address, {"words": "", "version": 2}))
    client.post(address, {"words": "At his home, with Jo. He wants to try again.", "version": 2})
    (row,) = stops(ready)
    assert row.lifted_words == "At his home, with Jo. He wants to try again."
    with scope.acting(ready.actor(Role.MANAGER)):
        assert Referral.objects.get().is_open


def test_a_stop_may_be_pressed_by_many_and_lifted_by_few(ready: Cast, sign_in: SignIn) -> None:
    with scope.acting(ready.actor(Role.COORDINATOR)):
        pressed = stop.Pressed(stop.Reach.STEP, Role.CHILD, AgreementScope.SEARCH)
        row = stop.stop_for_child(ready.actor(Role.COORDINATOR), child=ready.child, pressed=pressed, at=NOW)
    worker = sign_in(ready.users[Role.SOCIAL_WORKER])
    assert worker.get(reverse("referrals:stop", args=[ready.child.pk])).status_code == 200
    assert worker.get(reverse("referrals:start_again", args=[row.pk])).status_code == 403
    assert worker.post(reverse("referrals:got_in_touch", args=[row.pk])).status_code == 403
    assert sign_in(ready.users[Role.PANEL]).get(reverse("referrals:stop", args=[ready.child.pk])).status_code == 403
    stranger = sign_in(ready.strangers[Role.COORDINATOR])
    assert stranger.get(reverse("referrals:stop", args=[ready.child.pk])).status_code == 404
    assert stranger.get(reverse("referrals:start_again", args=[row.pk])).status_code == 404


WHY = "Please do not tell Mum about it."


@pytest.mark.parametrize(
    ("sent", "others_read"), [({"person": "Grandad"}, False), ({"step": "search"}, True), ({"everything": "1"}, True)]
)
def test_what_the_child_says_with_a_stop_is_read_where_the_stop_is_met(
    ready: Cast, sign_in: SignIn, sent: dict[str, str], others_read: bool
) -> None:
    """SAFEGUARDING 5, 6: the words with a stop about a person are the child's and the coordinator's only."""
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(reverse("referrals:stop", args=[ready.child.pk]), {**AS_IT_STANDS, **sent, "words": WHY})
    (row,) = stops(ready)
    record, stopped = (reverse(name, args=[ready.child.pk]) for name in ("record", "referrals:stopped"))
    promises, again = reverse("referrals:get_in_touch"), reverse("referrals:start_again", args=[row.pk])
    for address in (record, stopped, promises, again):
        assert words(client.get(address)).count(WHY) == 1, address
    worker, manager = (sign_in(ready.users[role]) for role in (Role.SOCIAL_WORKER, Role.MANAGER))
    for other, address in ((worker, record), (worker, stopped), (manager, promises), (manager, again)):
        assert (WHY in words(other.get(address))) is others_read, address


def test_the_box_for_words_stands_above_the_buttons_and_says_who_reads_it(ready: Cast, sign_in: SignIn) -> None:
    shown = words(together(ready, sign_in).get(reverse("referrals:stop", args=[ready.child.pk])))
    who = ready.users[Role.COORDINATOR].display_name
    order = [
        f"Do you stop for one person? Then only you and {who} read it.",
        "the people who work with you can read it",
        'name="words"',
        'name="person"',
        'name="everything"',
    ]
    places = [shown.index(text) for text in order]
    assert places == sorted(places)
    assert "<details" not in shown[: shown.index('name="words"')]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.MANAGER], ids=lambda role: role.value)
def test_staff_who_write_a_stop_down_are_not_spoken_to_as_the_child(ready: Cast, sign_in: SignIn, role: Role) -> None:
    client, address = sign_in(ready.users[role]), reverse("referrals:stop", args=[ready.child.pk])
    for answer in (client.get(address), client.post(address, AS_IT_STANDS)):
        shown = words(answer).partition("<main")[2].partition("</main>")[0]
        assert "Stop or pause for Robin" in shown
        assert not re.search(r"\b([Yy]ou|[Yy]our|my)\b", re.sub("<[^>]*>", " ", shown))
        assert "talks with the child by Tuesday 16 June." in shown
        assert "Family time in the care plan or a court order does not stop." in shown
        assert [name for name in ("pressed_by", "words", "everything", "pause") if f'name="{name}"' not in shown] == []


def test_every_button_of_the_staffs_stop_page_is_one_of_the_staffs_pages(ready: Cast, sign_in: SignIn) -> None:
    page = sign_in(ready.users[Role.COORDINATOR]).get(reverse("referrals:stop", args=[ready.child.pk]))
    shown = page.content.decode()
    assert "ui/css/child" not in shown, "the child's buttons have no look here"
    assert "kith-choice" not in shown
    buttons = re.findall(r"<button[^>]*>", shown[shown.index("<main") :])
    assert len([one for one in buttons if 'name="person"' in one]) == 2
    assert [one for one in buttons if "govuk-button" not in one and "hidden" not in one] == []


def test_the_words_of_a_pause_are_read_by_whom_the_page_names(ready: Cast, sign_in: SignIn) -> None:
    """Who may read them stands on the page before the tap: the people who work with the child."""
    client = together(ready, sign_in)
    address = reverse("referrals:stop", args=[ready.child.pk])
    assert "If not, the people who work with you can read it" in words(client.get(address))
    client.post(address, {**AS_IT_STANDS, "pause": "1", "words": WHY})
    with scope.acting(ready.actor(Role.MANAGER)):
        referral = Referral.objects.get()
    shown = reverse("referrals:show", args=[referral.pk])
    read = {role for role in (Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.MANAGER, Role.SAFEGUARDING_LEAD)
            if WHY in words(sign_in(ready.users[role]).get(shown))}  # fmt: skip
    assert read == {Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.MANAGER}
    with scope.acting(ready.actor(Role.MANAGER)):
        assert WHY not in " ".join(copy.words for copy in CaseCopy.objects.all())


def test_staff_outside_a_session_get_the_words_for_staff(ready: Cast, sign_in: SignIn) -> None:
    address = reverse("referrals:stopped", args=[ready.child.pk])
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(reverse("referrals:stop", args=[ready.child.pk]), {**AS_IT_STANDS, "step": "search", "words": WHY})
    shown = words(client.get(address))
    assert "Said by: child or young person." in shown
    assert "talks with the child by Tuesday 16 June." in shown
    assert "You said so" not in shown
    assert "will talk to you" not in shown
    with scope.acting(ready.actor(Role.MANAGER)):
        client.post(reverse("referrals:together_start", args=[Referral.objects.get().pk]))
    shown = words(client.get(address))
    assert "You said so." in shown
    assert "will talk to you by Tuesday 16 June." in shown
    assert WHY in shown


def test_the_record_says_in_sight_that_it_is_stopped(ready: Cast, sign_in: SignIn) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(reverse("referrals:stop", args=[ready.child.pk]), {**AS_IT_STANDS, "everything": "1"})
    assert "Stopped: Everything" in words(client.get(reverse("record", args=[ready.child.pk])))


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_of_promises_needs_few_queries(
    ready: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], Any], many: int
) -> None:
    with scope.acting(ready.actor(Role.MANAGER)):
        for _ in range(many):
            Stop.objects.create(
                service=ready.service, child=ready.child, reach="everything", pressed_by="child", get_in_touch_by=TODAY
            )
    client = sign_in(ready.users[Role.COORDINATOR])
    client.get(reverse("referrals:get_in_touch"))
    with django_assert_max_num_queries(8):
        assert words(client.get(reverse("referrals:get_in_touch"))).count("stopped on") == many


def test_staff_who_choose_nobody_said_it_themselves(ready: Cast, sign_in: SignIn) -> None:
    """A stop waits for no answer, and no child is said to have said what a child did not say."""
    address = reverse("referrals:stop", args=[ready.child.pk])
    client = sign_in(ready.users[Role.COORDINATOR])
    assert " checked" not in client.get(address).content.decode()
    client.post(address, {"everything": "1", "until": "14", "words": "", "other": ""})
    with scope.acting(ready.actor(Role.COORDINATOR)):
        assert Stop.objects.get().pressed_by == Role.COORDINATOR.value


def test_on_the_staffs_page_the_first_choice_of_who_said_stop_is_nobody() -> None:
    assert stop_forms.PressStopForStaff().fields["pressed_by"].choices[0] == ("", "Not said")  # type: ignore[attr-defined]
