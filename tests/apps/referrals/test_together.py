"""Saying yes, together: the pages in a child's hands, one question at a time, nothing lost."""

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
from kith.audit.models import AuditEvent
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, Role
from kith.referrals.actions import stop
from kith.referrals.models import Agreement, Ask, Draft, Referral
from kith.referrals.presenters import paper
from kith.referrals.presenters import together as presenters
from tests import standing
from tests.personas import NOW, Cast

HOW = {"who_was_there": "Jo", "how_shown": ["words"], "language": "English"}
SignIn = Callable[[User], Client]


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
def coordinator(cast: Cast, referral: Referral, sign_in: SignIn) -> Client:
    """The coordinator in a session together."""
    client = sign_in(cast.users[Role.COORDINATOR])
    assert client.post(page("together_start", referral)).status_code == 302
    return client


def page(name: str, referral: Referral, *more: str) -> str:
    return reverse(f"referrals:{name}", args=[referral.pk, *more])


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return " ".join(answer.content.decode().split())


def test_a_session_is_on_record_and_lasts_ninety_minutes(
    cast: Cast, coordinator: Client, referral: Referral, clock: list[dt.datetime]
) -> None:
    assert AuditEvent.objects.filter(kind="together.started").count() == 1
    clock[0] = NOW + dt.timedelta(minutes=89)
    assert "Some people matter a lot to us." in words(coordinator, page("together_about", referral))
    clock[0] = NOW + dt.timedelta(minutes=91)
    assert "Please give this back to" in coordinator.get(page("together_about", referral)).content.decode()


def test_the_words_of_the_pages(coordinator: Client, referral: Referral, cast: Cast) -> None:
    who = cast.users[Role.COORDINATOR].display_name
    about = words(coordinator, page("together_about", referral))
    assert f"{who} can help you find them. {who} is not your social worker." in about
    assert "You choose. You can say no. You can change your mind." in about
    assert "Who or what matters to you?" in words(coordinator, page("together_asks", referral))
    assert "Some may not be safe to see. We will tell you ourselves." in words(
        coordinator, page("together_not_everyone", referral)
    )
    asked = words(coordinator, page("together_question", referral))
    assert f"Can {who} talk with you?" in asked
    assert "If we think someone is not safe, we have to tell someone. We will tell you first if we can." in asked


def test_asks_are_saved_in_the_childs_words(cast: Cast, coordinator: Client, referral: Referral) -> None:
    address = page("together_asks", referral)
    said = "i want find my grandad he had a dog"
    assert coordinator.post(address, {"words": said, "named": "Grandad", "more": "1"})["Location"] == address
    onward = coordinator.post(address, {"words": "", "named": "Auntie Bea", "go_on": "1"})["Location"]
    assert onward == page("together_not_everyone", referral)
    coordinator.post(address, {"words": "", "named": "", "go_on": "1"})
    with scope.acting(cast.actor(Role.MANAGER)):
        assert [(ask.words, ask.named) for ask in Ask.objects.order_by("written_at")] == [
            (said, "Grandad"),
            ("Auntie Bea", "Auntie Bea"),
        ]
    assert said in words(coordinator, address)


def test_the_first_session_asks_to_talk_then_the_file_then_one_person_at_a_time(
    cast: Cast, coordinator: Client, referral: Referral, clock: list[dt.datetime]
) -> None:
    coordinator.post(page("together_asks", referral), {"words": "Find my Grandad", "named": "Grandad", "more": "1"})
    asked = page("together_question", referral)
    for scope_asked, named, heading in (
        ("talk", "", "talk with you?"),
        ("file", "", "read your file?"),
        ("search", "Grandad", "look for Grandad?"),
    ):
        clock[0] += dt.timedelta(minutes=1)
        shown = words(coordinator, asked)
        assert f"{heading}</h1>" in shown
        assert shown.count('name="scope"') == 1
        tapped = coordinator.post(asked, {"scope": scope_asked, "named": named, "answer": "yes"})
        assert tapped["Location"] == page("together_yes", referral)
        assert not _agreements(cast).filter(scope=scope_asked).exists()
        assert coordinator.post(page("together_yes", referral), HOW)["Location"] == asked
    assert coordinator.get(asked)["Location"] == page("together_end", referral)
    assert [row.answer for row in _agreements(cast)] == ["yes", "yes", "yes"]
    copy = words(coordinator, page("together_copy", referral))
    assert "look for Grandad? <strong>Yes.</strong>" in copy
    assert "Find my Grandad" in copy


def test_a_tapped_no_counts_at_once_without_any_more_questions(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    coordinator.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "no"})
    assert [row.answer for row in _agreements(cast)] == ["no"]
    with scope.acting(cast.actor(Role.MANAGER)):
        assert not Referral.objects.get().is_open
    assert "That is fine" in words(coordinator, page("together_end", referral))


def test_not_now_is_asked_again_when_the_child_said(cast: Cast, coordinator: Client, referral: Referral) -> None:
    answer = {"scope": "talk", "named": "", "not_now": "7"}
    coordinator.post(page("together_question", referral), answer)
    row = _agreements(cast).get()
    assert (row.answer, row.ask_again_on) == ("not_now", NOW.date() + dt.timedelta(days=7))


def test_before_an_answer_about_a_person_the_page_says_who_sees_it(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        standing.say(cast, referral, standing.said(AgreementScope.TALK), standing.said(AgreementScope.FILE), minutes=-9)
    coordinator.post(page("together_asks", referral), {"words": "Find Nan", "named": "Nan", "more": "1"})
    asked = words(coordinator, page("together_question", referral))
    assert "If you say no or not now, only you and" in asked
    assert "Find Nan" in asked


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({**HOW, "who_was_there": ""}, "Write down who is here."),
        ({**HOW, "how_shown": ["behaviour"]}, "Write down who knows how you say yes and no."),
        ({**HOW, "language": "other"}, "Write down the language and who spoke it for us."),
    ],
)
def test_how_we_know_is_asked_before_a_yes_is_kept(
    cast: Cast, coordinator: Client, referral: Referral, sent: dict[str, object], problem: str
) -> None:
    coordinator.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "yes"})
    answer = coordinator.post(page("together_yes", referral), sent)
    assert problem in answer.content.decode()
    assert not _agreements(cast).exists()


def test_from_sixteen_the_page_asks_how_we_know_that_the_young_person_can_decide(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    coordinator.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "yes"})
    asked = "can decide this?"
    assert asked not in words(coordinator, page("together_yes", referral))
    with scope.acting(cast.actor(Role.MANAGER)):
        cast.child.born_on = dt.date(2010, 1, 1)
        cast.child.save()
    assert asked in words(coordinator, page("together_yes", referral))


def test_only_english_is_offered_and_any_other_language_with_an_interpreter(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    coordinator.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "yes"})
    shown = words(coordinator, page("together_yes", referral))
    assert "checked in English only" in shown
    interpreted = {**HOW, "language": "other", "interpreted": "Tigrinya, Mr A"}
    coordinator.post(page("together_yes", referral), interpreted)
    assert _agreements(cast).get().language == "Tigrinya, Mr A, with an interpreter"
    coordinator.post(page("together_question", referral), {"scope": "file", "named": "", "answer": "yes"})
    next_yes = words(coordinator, page("together_yes", referral))
    assert 'value="Tigrinya, Mr A"' in next_yes
    assert re.search(r'value="other"[^>]* checked', next_yes)


def test_what_cannot_be_done_now_is_said_to_the_child_as_to_a_child_and_leads_back(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        standing.say(cast, referral, standing.said(AgreementScope.TALK))
    coordinator.get(page("together_asks", referral))
    asked = {"scope": "search", "named": "Grandad", "answer": "yes"}
    coordinator.post(page("together_question", referral), asked)
    with scope.acting(cast.actor(Role.SOCIAL_WORKER)):
        pressed = stop.Pressed(stop.Reach.PERSON, Role.CARER, named="Grandad")
        stop.stop_for_child(cast.actor(Role.SOCIAL_WORKER), child=cast.child, pressed=pressed, at=NOW)
    answer = coordinator.post(page("together_yes", referral), HOW)
    assert answer.status_code == 409
    shown = " ".join(answer.content.decode().split())
    to_the_child, _, to_the_coordinator = shown.partition('aria-labelledby="staff"')
    assert "We can’t do that now" in to_the_child
    assert "You did nothing wrong." in to_the_child
    assert to_the_child.count(f'href="{page("together_asks", referral)}"') == 2, "back to where the child was"
    assert "the child" not in to_the_child
    assert "somebody for the child, has stopped or paused it" in to_the_coordinator
    assert _agreements(cast).count() == 1


def test_a_draft_survives_a_reload_and_the_end_of_the_session(
    cast: Cast, coordinator: Client, referral: Referral, sign_in: SignIn, clock: list[dt.datetime]
) -> None:
    kept = coordinator.post(page("together_draft", referral, "asks"), {"words": "the house with the blue d"})
    assert kept.status_code == 204
    assert "the house with the blue d</textarea>" in words(coordinator, page("together_asks", referral))
    clock[0] = NOW + dt.timedelta(hours=3)
    assert coordinator.get(page("together_asks", referral)).status_code == 302
    again = sign_in(cast.users[Role.COORDINATOR])
    again.post(page("together_start", referral))
    assert "the house with the blue d</textarea>" in words(again, page("together_asks", referral))
    again.post(page("together_asks", referral), {"words": "the house with the blue door", "more": "1"})
    assert "blue d</textarea>" not in words(again, page("together_asks", referral))


def test_a_draft_of_a_yes_keeps_the_question_and_every_field(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    coordinator.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "yes"})
    typed = {
        "who_was_there": "Jo and Sam",
        "how_shown": ["signs", "pictures"],
        "who_knows_how": "Jo",
        "language": "other",
    }
    coordinator.post(page("together_draft", referral, "yes"), typed)
    shown = words(coordinator, page("together_yes", referral))
    assert 'value="Jo and Sam"' in shown
    assert shown.count('" checked') == 3
    assert "talk with you?" in shown


def test_a_draft_is_its_writers_own_and_sealed(
    cast: Cast, coordinator: Client, referral: Referral, sign_in: SignIn
) -> None:
    coordinator.post(page("together_draft", referral, "asks"), {"words": "only mine"})
    manager = sign_in(cast.users[Role.MANAGER])
    manager.post(page("together_start", referral))
    assert "only mine" not in words(manager, page("together_asks", referral))
    with scope.acting(cast.actor(Role.MANAGER)):
        raw = Draft.objects.values_list("values", flat=True).get()
        assert raw == {"words": ["only mine"]}
        assert not scope.visible(cast.actor(Role.MANAGER), Draft.objects).exists()
    assert coordinator.post(page("together_draft", referral, "elsewhere"), {"words": "x"}).status_code == 400


def test_changing_ones_mind_is_one_tap(
    cast: Cast, coordinator: Client, referral: Referral, clock: list[dt.datetime]
) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        standing.say(cast, referral, standing.said(AgreementScope.TALK), standing.said(AgreementScope.FILE), minutes=-9)
    address = page("together_what_i_said", referral)
    assert "read your file?" in words(coordinator, address)
    coordinator.post(address, {"scope": "file", "named": "", "answer": "no"})
    assert [row.answer for row in _agreements(cast).filter(scope="file").order_by("at")] == ["yes", "no"]


def test_after_a_no_or_a_not_now_the_child_can_be_asked_again_at_once(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    """Changing one's mind works both ways: the question is put again, and no answer is chosen for the child."""
    nan, file = {"scope": "search", "named": "Nan"}, {"scope": "file", "named": ""}
    with scope.acting(cast.actor(Role.MANAGER)):
        standing.say(cast, referral, standing.said(AgreementScope.TALK), standing.said(AgreementScope.FILE), minutes=-9)
    coordinator.post(page("together_asks", referral), {"words": "Find Nan", "named": "Nan", "more": "1"})
    said, question = page("together_what_i_said", referral), page("together_question", referral)
    assert "Ask me again now" not in words(coordinator, said)
    coordinator.post(question, {**nan, "answer": "no"})
    coordinator.post(said, {**file, "not_now": "30"})
    assert words(coordinator, said).count("Ask me again now") == 2
    kept = _agreements(cast).count()
    asked = " ".join(coordinator.post(question, {**nan, "ask": "1"}).content.decode().split())
    assert "look for Nan?" in asked
    assert "If you say no or not now, only you and" in asked
    assert 'name="answer" value="yes"' in asked
    assert _agreements(cast).count() == kept
    assert coordinator.post(question, {**nan, "answer": "yes"})["Location"] == page("together_yes", referral)
    coordinator.post(page("together_yes", referral), HOW)
    assert sorted(row.answer for row in _agreements(cast).filter(scope="search")) == ["no", "yes"]


def test_what_may_not_be_asked_is_not_asked_again(cast: Cast, coordinator: Client, referral: Referral) -> None:
    question = page("together_question", referral)
    early = {"scope": "search", "named": "Nan"}
    coordinator.post(question, {**early, "answer": "no"})
    assert "Ask me again now" not in words(coordinator, page("together_what_i_said", referral))
    assert coordinator.post(question, {**early, "ask": "1"})["Location"] == question
    coordinator.post(question, {"scope": "talk", "named": "", "answer": "no"})
    assert "Ask me again now" not in words(coordinator, page("together_what_i_said", referral))


def test_the_words_typed_with_a_yes_say_who_reads_them_and_stand_at_the_end(
    cast: Cast, coordinator: Client, referral: Referral
) -> None:
    coordinator.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "yes"})
    shown = words(coordinator, page("together_yes", referral))
    order = ['name="who_was_there"', "The people who work with you can read", 'name="childs_words"']
    places = [shown.index(text) for text in order]
    assert places == sorted(places)
    assert "So they can check that nobody pushed you." in shown
    coordinator.post(page("together_yes", referral), {**HOW, "childs_words": "Only after school."})
    for name in ("together_end", "together_copy"):
        assert "Only after school." in words(coordinator, page(name, referral))


def test_without_a_session_the_childs_pages_lead_to_its_start(cast: Cast, referral: Referral, sign_in: SignIn) -> None:
    client = sign_in(cast.users[Role.COORDINATOR])
    assert client.get(page("together_asks", referral))["Location"] == page("together", referral)


@pytest.mark.parametrize(("role", "status"), [(Role.SOCIAL_WORKER, 403), (Role.ANALYST, 403), (Role.MANAGER, 200)])
def test_together_is_for_those_who_write_down_a_childs_answers(
    cast: Cast, referral: Referral, sign_in: SignIn, role: Role, status: int
) -> None:
    assert sign_in(cast.users[role]).get(page("together", referral)).status_code == status


def test_together_with_another_services_child_is_not_there(cast: Cast, referral: Referral, sign_in: SignIn) -> None:
    stranger = sign_in(cast.strangers[Role.COORDINATOR])
    assert stranger.get(page("together", referral)).status_code == 404
    assert stranger.post(page("together_start", referral)).status_code == 404


def test_no_name_stands_in_a_title(cast: Cast, coordinator: Client, referral: Referral) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        standing.say(cast, referral, standing.said(AgreementScope.TALK), minutes=-9)
    for name in ("together_about", "together_asks", "together_question", "together_end", "together_copy"):
        title = words(coordinator, page(name, referral)).split("<title>")[1].split("</title>")[0]
        assert "Robin" not in title


def test_every_page_used_with_a_child_prints_blank(cast: Cast, referral: Referral, sign_in: SignIn) -> None:
    client = sign_in(cast.users[Role.COORDINATOR])
    listed = words(client, reverse("referrals:paper_list"))
    asked = [sheet.question for sheet in paper.SHEETS if sheet.question]
    assert len(asked) == len(AgreementScope) == len(presenters.QUESTIONS)
    for sheet in paper.SHEETS:
        address = reverse("referrals:paper", args=[sheet.name])
        assert address in listed
        assert "Robin" not in words(client, address)
    assert client.get(reverse("referrals:paper", args=["nothing"])).status_code == 404


def test_the_start_page_needs_few_queries_whatever_the_child_has_said(
    cast: Cast, referral: Referral, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    client = sign_in(cast.users[Role.COORDINATOR])
    with scope.acting(cast.actor(Role.MANAGER)):
        standing.say(cast, referral, standing.said(AgreementScope.TALK), minutes=-60)
        for number in range(30):
            Ask.objects.create(service=cast.service, child=cast.child, words=f"Thing {number}", asked_on=NOW.date())
            no = standing.said(AgreementScope.SEARCH, AgreementAnswer.NO, named=f"Person {number}")
            Agreement.objects.create(
                service=cast.service, child=cast.child, referral=referral, scope=no.scope, answer=no.answer,
                named=no.named, named_digest="x", on=no.on, at=NOW - dt.timedelta(minutes=number),
            )  # fmt: skip
    client.get(page("together", referral))
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        client.get(page("together", referral))


def test_a_yes_to_talking_does_not_move_later_work(cast: Cast, coordinator: Client, referral: Referral) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        Referral.objects.filter(pk=referral.pk).update(place=Stage.DISCOVERY, stood_at=Stage.DISCOVERY)
    coordinator.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "yes"})
    coordinator.post(page("together_yes", referral), HOW)
    with scope.acting(cast.actor(Role.MANAGER)):
        assert Referral.objects.get().place == Stage.DISCOVERY
    assert _agreements(cast).get().answer == "yes"


def _agreements(cast: Cast) -> Any:
    with scope.acting(cast.actor(Role.MANAGER)):
        return Agreement.objects.order_by("at")


def test_after_the_session_and_after_a_stop_the_coordinator_still_prints_the_childs_copy(
    cast: Cast, referral: Referral, clock: list[dt.datetime], sign_in: SignIn
) -> None:
    client = sign_in(cast.users[Role.COORDINATOR])
    client.post(page("together_start", referral))
    client.post(page("together_question", referral), {"scope": "talk", "named": "", "answer": "no"})
    client = sign_in(cast.users[Role.COORDINATOR])
    clock[0] += dt.timedelta(days=2)
    address = page("together_copy", referral)
    assert address in words(client, page("together", referral))
    copy = words(client, address)
    assert "<strong>No.</strong> I said that on 15 June 2026." in copy
    assert "This is what is written down up to 17 June 2026." in copy
    assert f'href="{page("together", referral)}">Back' in copy
    with scope.acting(cast.actor(Role.COORDINATOR)):
        pressed = stop.Pressed(stop.Reach.EVERYTHING, Role.CHILD)
        stop.stop_for_child(cast.actor(Role.COORDINATOR), child=referral.child, pressed=pressed, at=clock[0])
    assert address in words(client, page("together", referral))
    assert "Everything has stopped." in words(client, address)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER, Role.REVIEWING_OFFICER, Role.ANALYST])
def test_nobody_else_prints_the_childs_copy(cast: Cast, referral: Referral, sign_in: SignIn, role: Role) -> None:
    client, address = sign_in(cast.users[role]), page("together_copy", referral)
    assert client.get(address).status_code == (302 if role is Role.MANAGER else 403)
    if role is Role.MANAGER:
        assert address not in words(client, page("together", referral))


def test_no_ask_written_down_is_not_said_in_the_words_of_who_asked_to_begin(
    cast: Cast, referral: Referral, sign_in: SignIn
) -> None:
    shown = words(sign_in(cast.users[Role.COORDINATOR]), page("together", referral))
    assert "The child has not said yet whom or what they want to find." in shown
    assert "has not asked for anything" not in shown
