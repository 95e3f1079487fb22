"""After a session together the device, in the child's hands, goes back to the coordinator and to nobody else."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.access.models import RotaEntry, User
from kith.audit.models import AuditEvent
from kith.domain import limits
from kith.domain.terms import Role
from kith.records.models import Concern
from kith.referrals.models import Draft, Referral, Stop
from kith.referrals.queries import drafts
from kith.referrals.views import held
from tests import standing
from tests.personas import NOW, Cast

PASSWORD = "three quiet otters"
GIVE_BACK = "Please give this back to Coordinator Weald"
BACK = "/sign-in/hand-back/"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The time of every request: a list of one moment that a test may move on."""
    moment = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    return moment


@pytest.fixture
def referral(cast: Cast, clock: list[dt.datetime]) -> Referral:
    with scope.acting(cast.actor(Role.MANAGER)):
        return standing.referral_at(cast)


@pytest.fixture
def person(cast: Cast) -> User:
    user = cast.users[Role.COORDINATOR]
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def device(person: User, referral: Referral) -> Client:
    """The coordinator's tablet, in the child's hands."""
    return in_childs_hands(person, referral)


def in_childs_hands(person: User, referral: Referral) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.post(page("together_start", referral))["Location"] == page("together_about", referral)
    return client


def page(name: str, referral: Referral) -> str:
    return reverse(f"referrals:{name}", args=[referral.pk])


def shown(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_the_session_gets_a_new_key_both_ways_so_that_back_shows_nothing(device: Client, referral: Referral) -> None:
    keys = [device.session.session_key]
    device.post(BACK, {"password": PASSWORD})
    keys.append(device.session.session_key)
    device.post(page("together_start", referral))
    keys.append(device.session.session_key)
    assert len(set(keys)) == 3


@pytest.mark.parametrize("name", ["home", "people", "children:list", "referrals:paper_list", "account_change_password"])
def test_a_page_of_the_staff_asks_to_give_the_device_back(device: Client, referral: Referral, name: str) -> None:
    answer = device.get(reverse(name))
    assert (answer.status_code, GIVE_BACK in shown(answer)) == (403, True)
    # A slip of the finger ends nothing: the way back to the child's page is there.
    assert page("together_about", referral) in shown(answer)
    assert device.get(page("together_about", referral)).status_code == 200


def test_an_address_that_is_none_answers_alike(device: Client) -> None:
    assert GIVE_BACK in shown(device.get("/no/such/page/"))


def test_done_closes_the_childs_pages_too(device: Client, referral: Referral) -> None:
    answer = device.post(page("together_end", referral))
    assert answer["Location"] == BACK
    waiting = shown(device.get(BACK))
    assert GIVE_BACK in waiting
    assert "We are not done yet" not in waiting
    # What the browser's Back asks for: the child's pages, and the coordinator's page before them.
    for name in ("together_end", "together_asks", "together", "show"):
        assert GIVE_BACK in shown(device.get(page(name, referral)))


def test_the_right_password_gives_it_back_and_is_on_record(device: Client, referral: Referral) -> None:
    device.post(page("together_end", referral))
    answer = device.post(BACK, {"password": PASSWORD})
    assert answer["Location"] == page("together", referral)
    assert device.get(page("together", referral)).status_code == 200
    assert device.get("/").status_code == 200
    assert AuditEvent.objects.get(kind="together.handed_back").subject_id == str(referral.pk)


def test_the_page_says_how_one_shows_who_one_is_and_leads_on_to_the_record(
    device: Client, referral: Referral, settings: Any, person: User
) -> None:
    device.post(page("together_end", referral))
    assert "Show that it is you: type the password that you sign in with." in shown(device.get(BACK))
    settings.KITH_DEMO = True
    person.set_unusable_password()
    person.save(update_fields=["password"])
    device.force_login(person)
    device.post(page("together_start", referral))
    without = shown(device.get(BACK))
    assert "a press is enough" in without
    assert "type the password" not in without
    back = shown(device.post(BACK, follow=True))
    assert reverse("record", args=[referral.child_id]) in back
    assert "True on" in back


def kept_for(answer: Any) -> str:
    """For whom the page keeps in its tab what is typed; empty for nobody."""
    return re.findall(r'data-kith-kept-for="([^"]*)"', answer.content.decode())[0]


def test_what_is_typed_is_kept_for_one_session_and_one_pair_of_hands(
    person: User, referral: Referral, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(person)
    asked = reverse("records:raise", args=[referral.child_id])
    before = kept_for(client.get(asked))
    assert before
    assert kept_for(client.get(reverse("write_note", args=[referral.child_id]))) == before
    client.post(page("together_start", referral))
    in_childs_hands_now = kept_for(client.get(asked))
    client.post(page("together_end", referral))
    waiting = kept_for(client.get(BACK))
    client.post(BACK, {"password": PASSWORD})
    given_back = kept_for(client.get(asked))
    assert len({before, in_childs_hands_now, given_back, ""}) == 4
    assert waiting == "", "what the child typed is forgotten as soon as the child is done"
    client.post(reverse("account_logout"))
    assert kept_for(client.get(reverse("account_login"))) == ""


@pytest.mark.parametrize(
    ("name", "to_start"),
    [
        ("write_note", False),
        *((name, held_now) for name in ("records:raise", "referrals:stop") for held_now in (False, True)),
    ],
)
def test_the_pages_that_keep_what_is_typed(
    cast: Cast, person: User, referral: Referral, sign_in: Callable[[User], Client], name: str, to_start: bool
) -> None:
    client = sign_in(person)
    with scope.acting(cast.actor(Role.MANAGER)):
        RotaEntry.objects.create(
            service=cast.service, user=cast.users[Role.SAFEGUARDING_LEAD], reads=RotaEntry.Reads.CONCERNS,
            weekdays=[0, 1, 2, 3, 4], from_time=dt.time(9), until_time=dt.time(17),
        )  # fmt: skip
    if to_start:
        client.post(page("together_start", referral))
    asked = client.get(reverse(name, args=[referral.child_id]))
    assert kept_for(asked)
    assert "data-kith-not-kept" not in shown(asked)


def test_the_questions_carry_no_page_number(device: Client, referral: Referral) -> None:
    assert "Page 3 of 3, then some questions" in shown(device.get(page("together_not_everyone", referral)))
    device.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "yes"})
    for name in ("together_question", "together_yes"):
        asked = shown(device.get(page(name, referral)))
        assert "One question at a time" in asked
        assert "Page " not in asked


def test_a_wrong_password_opens_nothing_and_is_on_record(device: Client, person: User) -> None:
    answer = device.post(BACK, {"password": "I am nine"})
    assert "That is not the right password" in shown(answer)
    assert GIVE_BACK in shown(device.get("/"))
    assert "Type your password" in shown(device.post(BACK, {}))
    assert AuditEvent.objects.filter(kind="user.sign_in_failed", actor_id=str(person.pk)).count() == 1
    assert not AuditEvent.objects.filter(kind="together.handed_back").exists()


def test_guessing_is_locked_like_signing_in_and_stays_calm(
    person: User, referral: Referral, clock: list[dt.datetime]
) -> None:
    clock[0] = dt.datetime.now(dt.UTC)  # the lockout has a clock of its own
    device = in_childs_hands(person, referral)
    for _ in range(5):
        answer = device.post(BACK, {"password": "guess"})
    assert answer.status_code == 429
    assert "There were too many wrong passwords." in shown(answer)
    assert device.post(BACK, {"password": PASSWORD}).status_code == 429
    assert GIVE_BACK in shown(device.get("/"))


def test_somebody_elses_password_does_not_do(device: Client, cast: Cast) -> None:
    other = cast.users[Role.MANAGER]
    other.set_password("four calm herons")
    other.save()
    assert "not the right password" in shown(device.post(BACK, {"password": "four calm herons"}))


def test_after_ninety_minutes_the_child_s_pages_are_closed_and_what_was_typed_is_kept(
    cast: Cast, device: Client, referral: Referral, clock: list[dt.datetime]
) -> None:
    clock[0] = NOW + dt.timedelta(minutes=89)
    assert device.get(page("together_asks", referral)).status_code == 200
    clock[0] = NOW + dt.timedelta(minutes=91)
    assert GIVE_BACK in shown(device.get(page("together_asks", referral)))
    answer = device.post(page("together_asks", referral), {"words": "Find my dog.", "named": "", "go_on": "1"})
    assert answer["Location"] == BACK
    actor = cast.actor(Role.COORDINATOR)
    with scope.acting(actor):
        assert drafts.get_draft(actor, "asks", referral.pk)["words"] == ["Find my dog."]
    device.post(BACK, {"password": PASSWORD})
    device.post(page("together_start", referral))
    assert "Find my dog." in shown(device.get(page("together_asks", referral)))


def test_after_a_time_out_nobody_is_signed_in_and_the_device_still_asks_to_be_given_back(
    device: Client, referral: Referral, person: User, clock: list[dt.datetime]
) -> None:
    clock[0] = NOW + dt.timedelta(minutes=95)
    answer = device.get(page("together_asks", referral))
    assert answer["Location"] == BACK
    waiting = shown(device.get(BACK))
    assert GIVE_BACK in waiting
    assert "Sign in again" in waiting
    assert "_auth_user_id" not in device.session
    for address in ("/", page("together_asks", referral), reverse("record", args=[referral.child_id])):
        assert GIVE_BACK in shown(device.get(address))
    assert device.post(BACK, {"password": PASSWORD}).status_code == 200
    assert "_auth_user_id" not in device.session
    # The coordinator signs in as always; then the device is theirs again.
    assert device.get(reverse("account_login")).status_code == 200
    device.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert device.get("/").status_code == 200
    assert held.HANDED_OVER_KEY not in device.session


def test_a_session_of_ones_own_still_ends_at_the_sign_in_page(
    cast: Cast, sign_in: Callable[[User], Client], clock: list[dt.datetime]
) -> None:
    client = sign_in(cast.users[Role.COORDINATOR])
    client.get("/")
    clock[0] = NOW + dt.timedelta(minutes=20)
    assert client.get("/")["Location"].startswith(reverse("account_login"))


def test_without_a_session_together_there_is_nothing_to_give_back(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    assert sign_in(cast.users[Role.COORDINATOR]).get(BACK)["Location"] == "/"
    assert Client().get(BACK)["Location"] == reverse("account_login")


def test_a_coordinator_who_was_changed_meanwhile_gets_the_device_back_all_the_same(
    cast: Cast, device: Client, referral: Referral
) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        referral.child.case_members.all().delete()
    assert device.post(BACK, {"password": PASSWORD}).status_code == 302
    assert device.get("/").status_code == 200
    assert device.get(page("together", referral)).status_code == 404


def test_leaving_always_works_and_signs_out(device: Client) -> None:
    assert device.get("/leave/").status_code == 302
    assert "_auth_user_id" not in device.session
    assert held.KEY not in device.session


@pytest.mark.parametrize("name", sorted(held.OF_THE_REFERRAL - {"referrals:together_draft"}))
def test_the_childs_pages_ask_for_themselves_whose_child_it_is(
    cast: Cast, device: Client, referral: Referral, name: str
) -> None:
    """Should a session ever hold somebody else's child: the page is not there."""
    with scope.acting(cast.actor(Role.MANAGER)):
        other = standing.referral_at(cast, child=cast.other_team_child)
    session = device.session
    session[held.KEY] = {**session[held.KEY], "referral": str(other.pk), "child": str(other.child_id)}
    session.save()
    assert device.get(reverse(name, args=[other.pk])).status_code == 404


# --- what the child's own pages lead to


def test_stop_and_a_worry_work_in_the_childs_hands_and_lead_back_to_the_childs_pages(
    cast: Cast, device: Client, referral: Referral
) -> None:
    child, about = referral.child_id, page("together_about", referral)
    for name in ("referrals:stop", "records:raise"):
        answer = shown(device.get(reverse(name, args=[child])))
        assert about in answer
        assert page("together", referral) + '"' not in answer
        assert 'class="kith-nav"' not in answer
        assert "Sign out" not in answer
    worry = shown(device.get(reverse("records:raise", args=[child])))
    assert "0800 1111" in worry
    assert "whatever was agreed with the child" not in worry
    sent = device.post(reverse("records:raise", args=[child]), {"words": "He shouts."}, follow=True)
    with scope.acting(cast.actor(Role.SAFEGUARDING_LEAD)):
        assert Concern.objects.get().in_childs_hands, "whoever reads it knows that the child wrote it"
    assert about in shown(sent)
    device.post(reverse("referrals:stop", args=[child]), {"everything": "1", "until": "30", "pressed_by": "child"})
    stopped = shown(device.get(reverse("referrals:stopped", args=[child])))
    assert "We have stopped" in stopped
    assert "Start again" not in stopped
    with scope.acting(cast.actor(Role.MANAGER)):
        assert (Concern.objects.count(), Stop.objects.count(), Draft.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("name", ["referrals:stop", "referrals:stopped", "records:raise"])
def test_going_back_from_stop_or_a_worry_leads_to_where_one_was(device: Client, referral: Referral, name: str) -> None:
    was = page("together_not_everyone", referral)
    assert device.get(was).status_code == 200
    answer = shown(device.get(reverse(name, args=[referral.child_id])))
    assert f'href="{was}">Go back' in answer
    assert page("together_about", referral) not in answer


def test_after_a_worry_was_sent_one_goes_on_where_one_was(device: Client, referral: Referral) -> None:
    was = page("together_what_i_said", referral)
    device.get(was)
    words = {"words": "He shouts."}
    sent = shown(device.post(reverse("records:raise", args=[referral.child_id]), words, follow=True))
    assert f'href="{was}">Go on' in sent


def test_the_page_that_says_stop_for_today_is_no_place_to_go_back_to(device: Client, referral: Referral) -> None:
    was = page("together_not_everyone", referral)
    device.get(was)
    device.get(page("together_end", referral))
    assert f'href="{was}">Go back' in shown(device.get(reverse("referrals:stop", args=[referral.child_id])))


def test_a_worry_says_in_plain_words_who_reads_it_and_when(cast: Cast, device: Client, referral: Referral) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        RotaEntry.objects.create(
            service=cast.service,
            user=cast.users[Role.SAFEGUARDING_LEAD],
            reads=RotaEntry.Reads.CONCERNS,
            weekdays=[0, 1, 2, 3, 4],
            from_time=dt.time(9),
            until_time=dt.time(17),
        )
    worry = shown(device.get(reverse("records:raise", args=[referral.child_id])))
    assert "A person whose work is to keep children safe reads this first." in worry
    assert "They read on Monday to Friday, 9am to 5pm." in worry
    assert "If nobody opens it in 15 minutes of that time, it goes to the next person." in worry
    assert "Your worker can read it too." in worry
    assert "safeguarding" not in worry


def test_without_a_rota_a_child_is_told_that_nobody_reads_and_whom_to_tell(device: Client, referral: Referral) -> None:
    """No help that nobody staffs (SAFEGUARDING 1): the page offers no message that may lie unread."""
    worry = shown(device.get(reverse("records:raise", args=[referral.child_id])))
    assert "Nobody is set to read messages here." in worry
    assert "Send it" not in worry
    assert worry.index(">999<") < worry.index("0800 1111") < worry.index("Nobody is set to read")


def test_another_childs_pages_are_closed(cast: Cast, device: Client, referral: Referral) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        other = standing.referral_at(cast, child=cast.other_team_child)
    assert GIVE_BACK in shown(device.get(page("together_about", other)))
    assert GIVE_BACK in shown(device.get(reverse("referrals:stop", args=[cast.other_team_child.pk])))
    assert GIVE_BACK in shown(device.get(reverse("records:raise")))


@pytest.mark.parametrize("has_password", [True, False])
def test_in_the_made_up_county_a_press_is_enough_where_nobody_has_a_password(
    device: Client, person: User, referral: Referral, settings: Any, has_password: bool
) -> None:
    settings.KITH_DEMO = True
    if not has_password:
        person.set_unusable_password()
        person.save()
        device.force_login(person, backend="kith.config.sign_in.Backend")
        device.post(page("together_start", referral))
    assert ('type="password"' in shown(device.get("/"))) is has_password
    assert device.post(BACK, {}).status_code == (200 if has_password else 302)


def test_outside_it_nobody_without_a_password_gets_a_device_by_a_press(
    device: Client, person: User, referral: Referral
) -> None:
    person.set_unusable_password()
    person.save()
    device.force_login(person, backend="kith.config.sign_in.Backend")
    device.post(page("together_start", referral))
    assert device.post(BACK, {}).status_code == 200
    assert device.post(BACK, {"password": "x"}).status_code == 200
    assert GIVE_BACK in shown(device.get("/"))


def test_the_page_before_a_session_says_how_long_it_lasts_by_the_rule(person: User, referral: Referral) -> None:
    client = Client()
    client.force_login(person, backend="kith.config.sign_in.Backend")
    minutes = limits.number("session_together_minutes")
    assert f"open on this device for {minutes} minutes" in shown(client.get(page("together", referral)))
