"""The pages from a referral to a coordinator, as each person sees them, and how many queries the lists take."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.children.models import CaseMember, Child, EligibilityResult, EligibilityRun
from kith.domain import eligibility
from kith.domain.pathway import MOVES, Stage, moves_from
from kith.domain.terms import ChildAnswer, Role, WithdrawalReason
from kith.referrals import actions
from kith.referrals.forms.refer import WHAT_FOLLOWS
from kith.referrals.models import Offer, ParentalAnswer, Referral, StageChange, TriageDecision
from tests.apps.referrals import made
from tests.apps.referrals.walking import date_of, send, text_of
from tests.personas import Cast

SignIn = Callable[[User], Client]
# Reading the session and the user comes before the page's own queries.
OF_THE_SESSION = 2
# Each move that asks for more than its row of the table does: the page, who makes it, and from where. That a child is
# put forward is made by the offer, or by the referral itself (docs/adr/0025).
OF_ITS_OWN: dict[str, tuple[str, Role, Stage | None]] = {
    "child.identified": ("offered", Role.SOCIAL_WORKER, None),
    "child.not_offered": ("not_now", Role.SOCIAL_WORKER, None),
    "referral.made": ("refer", Role.SOCIAL_WORKER, None),
    "referral.accepted": ("how_soon", Role.MANAGER, Stage.REFERRAL),
    "referral.triaged": ("how_soon", Role.MANAGER, Stage.REFERRAL),
    "referral.agreed": ("together", Role.COORDINATOR, Stage.CHILD_AGREEMENT),
    "referral.allocated": ("allocate", Role.MANAGER, Stage.ALLOCATION),
    "referral.withdrawal_proposed": ("withdraw", Role.SOCIAL_WORKER, Stage.REFERRAL),
    "referral.withdrawn": ("withdraw_decide", Role.MANAGER, Stage.REFERRAL),
    "referral.stopped": ("stop", Role.COORDINATOR, Stage.DISCOVERY),
}
ANSWERS = {
    "must_not_know": "Nobody.",
    "could_be_a_danger": "Nobody known.",
    "orders_and_limits": "None.",
    "bottom_lines": "",
}


@pytest.fixture
def run(in_service: Cast) -> EligibilityRun:
    """Today's check: Robin could be offered it and turns 16 soon."""
    run = EligibilityRun.objects.create(
        service=in_service.service,
        on=timezone.localdate(),
        rules="kent-2018",
        rules_version="1",
        rules_text=eligibility.load_rules("kent-2018").text,
        is_current=True,
        counts={},
    )
    near = {"criterion": "age", "on": "2026-07-26", "days": 41, "text": "Turns 16 in 41 days."}
    add_result(run, in_service.child, near_miss=near, near_miss_on=dt.date(2026, 7, 26))
    return run


def add_result(run: EligibilityRun, child: Child, answer: str = "yes", **more: Any) -> None:
    EligibilityResult.objects.create(service_id=child.service_id, run=run, child=child, answer=answer, **more)


def more_children(cast: Cast, run: EligibilityRun, number: int, *, referred: bool) -> None:
    """Children of the worker's own case team, referred or not."""
    for at in range(number):
        child = Child.objects.create(
            service=cast.service, council=cast.council, reference=f"M{at}", preferred_name=f"Young {at}"
        )
        CaseMember.objects.create(
            service=cast.service,
            child=child,
            user=cast.users[Role.SOCIAL_WORKER],
            part="worker",
            from_on=dt.date(2025, 1, 1),
        )
        add_result(run, child, "cannot_tell", missing="Plan for the child's future")
        if referred:
            Referral.objects.create(service=cast.service, child=child, arose_at="visit", made_on=timezone.localdate())


def test_not_offered_lists_my_children_by_next_review_and_no_others(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn
) -> None:
    add_result(run, in_service.other_team_child)
    more_children(in_service, run, 1, referred=False)
    Child.objects.filter(preferred_name="Young 0").update(next_review_on=timezone.localdate())
    page = text_of(sign_in(in_service.users[Role.SOCIAL_WORKER]), "not_offered")
    assert "2 of the 2 children who could be offered" in page
    assert "For 1 of them a person must still check" in page
    assert "Turns 16 in 41 days." in page
    assert "Sasha" not in page
    assert page.index("Young 0") < page.index("Robin")
    assert AuditEvent.objects.get(kind="referrals.not_offered_listed").count == 2


@pytest.mark.parametrize("name", ["not_offered", "waiting", "decisions", "coordinators"])
def test_lists_are_for_those_who_hold_the_permission(in_service: Cast, sign_in: SignIn, name: str) -> None:
    text_of(sign_in(in_service.users[Role.PANEL]), name, status=403)
    response = Client().get(reverse(f"referrals:{name}"))
    assert (response.status_code, "sign-in" in response["Location"]) == (302, True)


@pytest.mark.parametrize("number", [1, 30])
@pytest.mark.parametrize(
    ("name", "role", "referred"),
    [("not_offered", Role.SOCIAL_WORKER, False), ("waiting", Role.MANAGER, True), ("coordinators", Role.MANAGER, True)],
)
def test_lists_keep_their_query_budget(
    in_service: Cast,
    run: EligibilityRun,
    sign_in: SignIn,
    django_assert_max_num_queries: Any,
    name: str,
    role: Role,
    referred: bool,
    number: int,
) -> None:
    more_children(in_service, run, number, referred=referred)
    client = sign_in(in_service.users[role])
    text_of(client, name)
    with django_assert_max_num_queries(8 + OF_THE_SESSION):
        page = text_of(client, name)
    assert ("Young 0" in page) is (name != "coordinators")


def test_refer_in_one_short_page(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    page = text_of(client, "refer", in_service.child.pk)
    for question in (
        "Who must not know we are looking, or where the child lives?",
        "Who could be a danger, and to whom?",
        "Which orders or proceedings limit whom the child may see?",
    ):
        assert question in page
    assert "East" in page
    send(client, "refer", in_service.child.pk, arose_at="review", why="Asks about her Nan.", **ANSWERS)
    referral = Referral.objects.get()
    assert "This is what happens next" in text_of(client, "made", referral.pk)
    again = client.get(reverse("referrals:refer", args=[in_service.child.pk]))
    assert again["Location"] == reverse("referrals:show", args=[referral.pk])


def test_an_incomplete_referral_says_what_is_missing_and_saves_nothing(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    page = send(client, "refer", in_service.child.pk, status=200, why="Kept words")
    assert "Choose where it came up" in page
    assert "Write who could be a danger" in page
    assert "Kept words" in page
    assert not Referral.objects.exists()


@pytest.mark.parametrize("name", ["refer", "not_now", "offered"])
def test_another_teams_child_is_not_there(in_service: Cast, sign_in: SignIn, name: str) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    text_of(client, name, in_service.other_team_child.pk, status=404)
    text_of(client, name, in_service.foreign_child.pk, status=404)


def test_no_name_stands_in_a_title(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    referral = made.referral(in_service)
    for name, target in (("refer", in_service.other_team_child.pk), ("show", referral.pk), ("how_soon", referral.pk)):
        title = text_of(client, name, target).partition("<title>")[2].partition("</title>")[0]
        assert title.strip()
        assert not any(child in title for child in ("Robin", "Sasha"))


def test_not_now_moves_a_child_down_the_list_until_the_day(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn
) -> None:
    client = sign_in(in_service.users[Role.REVIEWING_OFFICER])
    page = send(client, "not_now", in_service.child.pk, status=200, reason="other")
    assert "Write the reason in a few words" in page
    assert "Enter the date on which to look again" in page
    later = timezone.localdate() + dt.timedelta(days=30)
    send(client, "not_now", in_service.child.pk, reason="unwell", **date_of("look_again_on", later))
    assert Offer.objects.get().not_offered == "unwell"
    saved = text_of(client, "not_offered")
    assert "Saved. Until the day you wrote the child stands under “To look at again later”." in saved
    assert "None of the 1 child who could be offered Lifelong Links waits to be offered it now. 1 stands below" in saved
    assert saved.index("To look at again later</h2>") < saved.index("Robin")
    assert "Not now, because: the child is too unwell now." in saved
    Offer.objects.update(look_again_on=timezone.localdate())
    on_the_day = text_of(client, "not_offered")
    assert "1 of the 1 child who could be offered Lifelong Links waits to be offered it." in on_the_day
    assert "To look at again later</h2>" not in on_the_day


def test_a_recorded_no_takes_the_child_off_the_list(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client, today = sign_in(in_service.users[Role.SOCIAL_WORKER]), timezone.localdate()
    send(client, "offered", in_service.child.pk, status=200, answer="not_now", **date_of("on", today))
    send(client, "offered", in_service.child.pk, answer="no", words="Leave me be.", **date_of("on", today))
    assert Offer.objects.get().answer == "no"
    page = text_of(client, "not_offered")
    assert "Robin" not in page
    assert "Saved. Whoever said no stands on this list no more." in page


def test_a_not_now_of_the_child_stands_under_later(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client, today = sign_in(in_service.users[Role.SOCIAL_WORKER]), timezone.localdate()
    later = date_of("look_again_on", today + dt.timedelta(days=30))
    send(client, "offered", in_service.child.pk, answer="not_now", **date_of("on", today), **later)
    page = text_of(client, "not_offered")
    assert "Saved. Until the day you wrote the child stands under “To look at again later”." in page
    assert page.index("To look at again later</h2>") < page.index("Robin")


def test_each_answer_to_the_offer_says_what_follows(in_service: Cast, sign_in: SignIn) -> None:
    page = text_of(sign_in(in_service.users[Role.SOCIAL_WORKER]), "offered", in_service.child.pk)
    follows = [WHAT_FOLLOWS[answer] for answer in ChildAnswer]
    assert [one for one in follows if one not in page] == []
    assert page.index(follows[-1]) < page.index("When should the child be asked again?") < page.index("child’s words")


def test_a_yes_leads_to_the_referral(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    response = client.post(
        reverse("referrals:offered", args=[in_service.child.pk]),
        {"answer": "yes", **date_of("on", timezone.localdate())},
    )
    assert response["Location"] == reverse("referrals:refer", args=[in_service.child.pk])


def test_how_soon_shows_the_proposal_works_it_out_again_and_is_saved(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    client = sign_in(in_service.users[Role.MANAGER])
    assert "In turn" in text_of(client, "how_soon", referral.pk)
    again = send(client, "how_soon", referral.pk, status=200, noted=["ill_relative"], words="Nan.", again="1")
    assert "A relative is ill or very old." in again
    assert "There is a problem" not in again
    assert not TriageDecision.objects.exists()
    send(client, "how_soon", referral.pk, noted=["ill_relative"], words="Nan.", level="urgent", version="1")
    assert Referral.objects.get().place == Stage.CHILD_AGREEMENT.value
    assert "Urgent" in text_of(client, "show", referral.pk)


def test_a_manager_who_refers_reads_what_a_manager_does_next(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    manager = text_of(sign_in(in_service.users[Role.MANAGER]), "made", referral.pk)
    worker = text_of(sign_in(in_service.users[Role.SOCIAL_WORKER]), "made", referral.pk)
    assert ("You decide how soon" in manager, "You decide how soon" in worker) == (True, False)
    assert ("You are asked who is safe" in manager, "You are asked who is safe" in worker) == (False, True)
    assert (reverse("referrals:how_soon", args=[referral.pk]) in manager, "decides how soon" in worker) == (True, True)
    assert reverse("records:copies") in worker


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/record/1/?a=b", "/record/1/?a=b"),
        ("https://elsewhere.example/record/1/", "/referrals/not-yet-offered/"),
        ("javascript:alert(1)", "/referrals/not-yet-offered/"),
        ("", "/referrals/not-yet-offered/"),
    ],
)
def test_back_on_the_refer_page_leads_where_one_came_from(
    in_service: Cast, sign_in: SignIn, came_from: str, back: str
) -> None:
    address = reverse("referrals:refer", args=[in_service.child.pk])
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    page = client.get(address, headers={"referer": came_from}).content.decode()
    assert f'<a class="govuk-back-link" href="{back}">' in page
    again = client.post(address, {"back": back}, headers={"referer": f"http://testserver{address}"}).content.decode()
    assert f'<a class="govuk-back-link" href="{back}">' in again


def test_nobody_asks_the_child_before_a_coordinator_is_named(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.CHILD_AGREEMENT)
    client = sign_in(in_service.users[Role.MANAGER])
    for page in (text_of(client, "show", referral.pk), client.get(record_of(referral)).content.decode()):
        assert "No coordinator yet" in page
        assert "The child’s own answer" not in page
    assert "Stage: no coordinator yet." in text_of(client, "waiting")
    mine = sign_in(in_service.users[Role.SOCIAL_WORKER]).get("/").content.decode()
    assert ("No coordinator yet." in mine, "The child’s own answer" in mine) == (True, False)
    manager, coordinator = in_service.actor(Role.MANAGER), in_service.users[Role.COORDINATOR]
    actions.allocate_coordinator(manager, referral=referral, coordinator=coordinator, at=timezone.now())
    assert "The child’s own answer" in text_of(client, "show", referral.pk)


def test_how_soon_shows_the_safety_answers(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    page = text_of(sign_in(in_service.users[Role.MANAGER]), "how_soon", referral.pk)
    for asked in ("Who must not know we are looking", "Who could be a danger", "Which orders or proceedings"):
        assert asked in page
    assert "Nobody known." in page


@pytest.mark.parametrize("answer", ["yes", "no", "cannot_tell", ""])
def test_how_soon_says_what_the_rules_say_unless_it_is_a_plain_yes(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn, answer: str
) -> None:
    results = EligibilityResult.objects.filter(child=in_service.child)
    results.update(answer=answer) if answer else results.delete()
    page = text_of(sign_in(in_service.users[Role.MANAGER]), "how_soon", made.referral(in_service).pk)
    assert ("You may accept the child all the same." in page) is (answer != "yes")
    assert (reverse("children:why", args=[in_service.child.pk]) in page) is (answer in {"no", "cannot_tell"})


def test_the_words_of_another_decision_stand_wherever_how_soon_stands(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    client = sign_in(in_service.users[Role.MANAGER])
    assert "If you decide otherwise than the reasons say, why? (optional)" not in text_of(
        client, "how_soon", referral.pk
    )
    given = {"words": "Seen on Monday.", "override_words": "Nan goes into a hospice."}
    send(client, "how_soon", referral.pk, level="urgent", version="1", **given)
    said = "The reasons alone say “In turn”. Decided otherwise because: Nan goes into a hospice."
    pages = [
        text_of(client, "show", referral.pk),
        text_of(client, "how_soon", referral.pk),
        text_of(client, "allocate", referral.pk),
        text_of(client, "waiting"),
        *(" ".join(client.get(address).content.decode().split()) for address in (reverse("home"), record_of(referral))),
    ]
    assert [said in page for page in pages] == [True] * len(pages)
    assert ["Seen on Monday." in page for page in (pages[0], pages[-1])] == [True, True]
    worker = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert said in text_of(worker, "show", referral.pk)


def record_of(referral: Referral) -> str:
    return reverse("record", args=[referral.child_id])


def test_a_date_that_is_not_known_is_asked_for_in_words(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    Child.objects.filter(pk=referral.child_id).update(born_on=None)
    client = sign_in(in_service.users[Role.MANAGER])
    page = text_of(client, "how_soon", referral.pk)
    assert "Turns 16 or 18 soon (the date is not known)" in page
    assert "Reaches the time limit of the rule soon (the date is not known)" in page
    assert "It is not known when the time limit of the rule is reached" in page
    ticked = {"noted": ["birthday"], "level": "urgent", "version": "1"}
    assert "Write what is known of the date, and who says so" in send(
        client, "how_soon", referral.pk, status=200, **ticked
    )
    send(client, "how_soon", referral.pk, words="About 15, says his aunt.", **ticked)
    assert "About 15, says his aunt." in text_of(client, "show", referral.pk)
    assert "Turns 16 or 18 soon: the date is not known." in text_of(client, "waiting")
    assert 'value="birthday"' in text_of(client, "how_soon", referral.pk)


def test_a_stale_decision_is_shown_beside_the_other(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    client = sign_in(in_service.users[Role.MANAGER])
    send(client, "how_soon", referral.pk, level="in_turn", version="1")
    page = send(client, "how_soon", referral.pk, status=409, level="in_turn", version="1", words="My words.")
    assert "My words." in page


def test_deciding_otherwise_without_words_is_said_on_the_page(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    given = {"level": "urgent", "version": "1", "words": "My words."}
    page = send(sign_in(in_service.users[Role.MANAGER]), "how_soon", referral.pk, status=200, **given)
    assert "The reasons say “In turn”. Write why you decide otherwise" in page
    assert "My words." in page
    assert not TriageDecision.objects.exists()


def test_one_child_more_than_the_number_set_needs_words_on_the_page(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    coordinator = in_service.users[Role.COORDINATOR]
    User.objects.filter(pk=coordinator.pk).update(most_children=0)
    client = sign_in(in_service.users[Role.MANAGER])
    given = {"coordinator": str(coordinator.pk), "version": str(referral.version)}
    assert "at most 0. Write why this child too" in send(client, "allocate", referral.pk, status=200, **given)
    send(client, "allocate", referral.pk, words="Speaks the language.", **given)
    assert Referral.objects.get().coordinator_id == coordinator.pk


def test_waiting_puts_the_urgent_first_then_the_undecided(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn
) -> None:
    more_children(in_service, run, 4, referred=True)
    for name, level in (("Young 0", "in_turn"), ("Young 1", "urgent"), ("Young 3", "")):
        Referral.objects.filter(child__preferred_name=name).update(how_soon=level)
    near = {"criterion": "age", "text": "turns 16"}
    changes = EligibilityResult.objects.filter(child__preferred_name="Young 3")
    changes.update(near_miss=near, near_miss_on=timezone.localdate())
    page = text_of(sign_in(in_service.users[Role.MANAGER]), "waiting")
    assert page.index("Young 1") < page.index("Young 3") < page.index("Young 2") < page.index("Young 0")
    assert "4 children" in page


def test_waiting_says_when_a_birthday_has_come_near_since_the_decision(in_service: Cast, sign_in: SignIn) -> None:
    made.referral(in_service, Stage.CHILD_AGREEMENT, at=timezone.now())
    Child.objects.filter(pk=in_service.child.pk).update(
        born_on=timezone.localdate().replace(year=timezone.localdate().year - 16) + dt.timedelta(days=41)
    )
    page = text_of(sign_in(in_service.users[Role.MANAGER]), "waiting")
    assert "Turns 16 in 4" in page
    assert "look at it again" in page


def test_allocate_names_the_coordinator_with_load_language_and_area(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    Child.objects.filter(pk=in_service.child.pk).update(language="Tigrinya")
    coordinator = in_service.users[Role.COORDINATOR]
    coordinator.languages = ["Tigrinya"]
    coordinator.save()
    client = sign_in(in_service.users[Role.MANAGER])
    page = text_of(client, "allocate", referral.pk)
    assert "0 children now; no number set. Speaks Tigrinya. Works in East." in page
    send(client, "allocate", referral.pk, coordinator=str(coordinator.pk), version=str(referral.version))
    assert Referral.objects.get().place == Stage.DISCOVERY.value
    send(client, "load", coordinator.pk, most_children="9", version=str(coordinator.version))
    assert "1 child now; at most 9. Speaks Tigrinya. Works in East." in text_of(client, "coordinators")


def test_parents_answers_and_what_settles_a_refusal(in_service: Cast, sign_in: SignIn) -> None:
    referral, today = made.referral(in_service), timezone.localdate()
    worker, manager = (sign_in(in_service.users[role]) for role in (Role.SOCIAL_WORKER, Role.MANAGER))
    send(worker, "parents", referral.pk, status=200, holder="Mum", answer="no")
    send(worker, "parents", referral.pk, holder="Mum", answer="no", legal_status="V2", **date_of("asked_on", today))
    refusal = ParentalAnswer.objects.get()
    known = text_of(manager, "how_soon", referral.pk).partition("What is known")[2]
    assert "Mum" in known.partition("Who has parental responsibility")[2].partition("<dt")[0]
    assert "Nothing goes out until legal advice is recorded" in text_of(worker, "show", referral.pk)
    text_of(worker, "settle", refusal.pk, status=403)
    assert "Why does the work go on" not in text_of(manager, "settle", refusal.pk)
    send(manager, "settle", refusal.pk, status=200, legal_advice="Counsel agrees.")
    send(manager, "settle", refusal.pk, legal_advice="Counsel agrees.", **date_of("legal_advice_on", today))
    page = text_of(manager, "parents", referral.pk)
    assert "Counsel agrees." in page
    assert "Nothing goes out until" not in page.partition("What a refusal does")[0]


def test_move_on_offers_only_what_the_table_allows_this_person(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    worker, manager = (sign_in(in_service.users[role]) for role in (Role.SOCIAL_WORKER, Role.MANAGER))
    assert "Looking for people" not in text_of(worker, "move", referral.pk)
    page = text_of(manager, "move", referral.pk)
    assert "Looking for people" in page
    assert "Hand over to another authority" in page
    row = next(at for at, move in enumerate(MOVES) if move.to is Stage.SEARCH)
    assert worker.get(reverse("referrals:make_move", args=[referral.pk, row])).status_code == 302
    today = timezone.localdate()
    send(manager, "make_move", referral.pk, row, status=200, **date_of("on", today))
    send(
        manager,
        "make_move",
        referral.pk,
        row,
        words="Nan first.",
        version=str(referral.version),
        **date_of("on", today),
    )
    assert StageChange.objects.get(event="stage.entered").to_place == Stage.SEARCH.value


def test_the_coordinator_hears_of_the_yes_that_a_stage_rests_on_and_nobody_else(
    in_service: Cast, sign_in: SignIn
) -> None:
    """To anybody else its absence could tell of a no about a person."""
    referral = made.referral(in_service, Stage.DISCOVERY)
    rows = {move.to: at for at, move in enumerate(MOVES) if move.event == "stage.entered"}
    coordinator, manager = (sign_in(in_service.users[role]) for role in (Role.COORDINATOR, Role.MANAGER))
    for stage, heard in ((Stage.SEARCH, True), (Stage.SAFETY_CHECKS, False)):
        page = text_of(coordinator, "make_move", referral.pk, rows[stage])
        assert ("has not said yes to this for anybody" in page) is heard
    assert "has not said yes" not in text_of(manager, "make_move", referral.pk, rows[Stage.SEARCH])
    conference = text_of(coordinator, "make_move", referral.pk, rows[Stage.CONFERENCE])
    assert "has not said yes to this: “Hold a conference”." in conference, "a conference is about nobody in particular"
    assert reverse("referrals:together", args=[referral.pk]) in conference


def test_every_move_of_the_table_has_a_page_for_each_role_that_may_make_it(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service)
    referral.child.born_on = dt.date(2007, 1, 1)  # old enough for the row of care leavers
    referral.child.save()
    staff = (Role.MANAGER, Role.COORDINATOR, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER)
    clients = {role: sign_in(in_service.users[role]) for role in staff}
    seen = set()
    for row, move in enumerate(MOVES):
        for role in staff:
            place = next((place for place in move.from_ if move in moves_from(place, role)), None)
            if place is None:
                continue
            Referral.objects.filter(pk=referral.pk).update(place=place.value)
            response = clients[role].get(reverse("referrals:make_move", args=[referral.pk, row]))
            seen.add((move.event, response.status_code))
            if response.status_code == 302:
                assert response["Location"] == reverse("referrals:move", args=[referral.pk])
            # the generic page is for every row without a page of its own, and for no other
            assert (response.status_code == 302) is (move.event in OF_ITS_OWN), move.event
    assert {event for event, _ in seen} == {move.event for move in MOVES if move.roles & set(staff)}


@pytest.mark.parametrize("event", OF_ITS_OWN)
def test_a_move_with_a_page_of_its_own_is_made_there(in_service: Cast, sign_in: SignIn, event: str) -> None:
    name, role, place = OF_ITS_OWN[event]
    assert any(role in move.roles for move in MOVES if move.event == event)
    subject: Any = in_service.child.pk
    if place is not None:
        referral = made.referral(in_service, place)
        subject = in_service.child.pk if name == "stop" else referral.pk
    if name == "withdraw_decide":
        day = timezone.localdate() + dt.timedelta(days=30)
        given = actions.Proposed(WithdrawalReason.DUPLICATE, "Twice.", "Nothing.", day)
        worker = in_service.actor(Role.SOCIAL_WORKER)
        subject = actions.propose_withdrawal(worker, referral=referral, given=given, at=timezone.now()).pk
    opened = sign_in(in_service.users[role]).get(reverse(f"referrals:{name}", args=[subject]))
    assert opened.status_code == 200, event


def test_show_tells_each_person_only_what_they_may_do(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    worker = text_of(sign_in(in_service.users[Role.SOCIAL_WORKER]), "show", referral.pk)
    manager = text_of(sign_in(in_service.users[Role.MANAGER]), "show", referral.pk)
    assert ("Propose to withdraw" in worker, "Propose to withdraw" in manager) == (True, False)
    assert ("Name another coordinator" in worker, "Name another coordinator" in manager) == (False, True)
    assert AuditEvent.objects.filter(kind="child.opened").count() == 2
    text_of(sign_in(in_service.strangers[Role.MANAGER]), "show", referral.pk, status=404)


def test_decisions_lists_what_waits_for_the_manager(in_service: Cast, sign_in: SignIn) -> None:
    made.referral(in_service)
    page = text_of(sign_in(in_service.users[Role.MANAGER]), "decisions")
    assert "From Social worker Weald. Stage: referred." in page
    actions.decide_how_soon(
        in_service.actor(Role.MANAGER), referral=Referral.objects.get(), given=made.IN_TURN, at=timezone.now()
    )
    assert "No referral waits for you." in text_of(sign_in(in_service.users[Role.MANAGER]), "decisions")


def test_waiting_says_in_the_order_of_arrival_of_nobody_who_was_put_before_others(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn
) -> None:
    more_children(in_service, run, 3, referred=True)
    for name, level in (("Young 0", "in_turn"), ("Young 1", "urgent"), ("Young 2", "")):
        Referral.objects.filter(child__preferred_name=name).update(how_soon=level, how_soon_why=[])
    page = text_of(sign_in(in_service.users[Role.MANAGER]), "waiting")
    assert page.count("In the order of arrival.") == 1
    assert page.index("Young 0") < page.index("In the order of arrival.")
    assert "Decided so by the manager; no reason that is written down says so today." in page
    assert "Nobody has decided how soon yet" not in page, "the tag says it"
    assert "Not decided yet" in page


def test_what_was_decided_is_said_where_it_can_be_decided_again(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.TRIAGE)
    client = sign_in(in_service.users[Role.MANAGER])
    assert "Decide how soon</a>" in text_of(client, "show", referral.pk)
    assert "Decided now:" not in text_of(client, "how_soon", referral.pk)
    actions.decide_how_soon(
        in_service.actor(Role.MANAGER), referral=Referral.objects.get(), given=made.IN_TURN, at=timezone.now()
    )
    assert "Decide again how soon (now: in turn)</a>" in text_of(client, "show", referral.pk)
    page = text_of(client, "how_soon", referral.pk)
    assert "Decided now: in turn. Saving decides it again; the earlier decision stays below." in page
    assert "Save the new decision" in page


def test_safety_questions_are_answered_again_only_where_they_were_answered(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    referral.safetyanswerss.all().delete()
    assert "Answer the safety questions</a>" in text_of(client, "show", referral.pk)
    send(client, "safety", referral.pk, **ANSWERS)
    assert "Answer the safety questions again</a>" in text_of(client, "show", referral.pk)


def test_the_list_says_that_it_was_worked_out_where_nobody_of_mine_could_be_offered_it(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn
) -> None:
    EligibilityRun.objects.update(counts={"no": 1})
    EligibilityResult.objects.update(answer="no")
    page = text_of(sign_in(in_service.users[Role.SOCIAL_WORKER]), "not_offered")
    assert "Nobody has worked out yet" not in page
    assert "None of the children here could be offered Lifelong Links" in page
