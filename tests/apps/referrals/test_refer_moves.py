"""Every move is kept, side states included; an ending closes the referral and a child can always come back."""

import datetime as dt
from collections.abc import Callable
from contextlib import nullcontext

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import action, gate, scope
from kith.access.models import User
from kith.domain.pathway import MOVES, MoveNotAllowed, SideState, Stage
from kith.domain.terms import AskOutcome, ChildAnswer, ClosedAs, PausedBy, Role
from kith.outbox.models import OutboxItem
from kith.records.models import CaseCopy
from kith.referrals import actions, queries
from kith.referrals.actions import asks
from kith.referrals.models import Ask, Referral, SafetyAnswers, StageChange
from kith.referrals.presenters import waiting
from kith.referrals.presenters.move import list_choices
from tests.apps.referrals import made
from tests.personas import NOW, TODAY, Cast

AGAIN = TODAY + dt.timedelta(days=14)


def test_a_stage_is_entered_with_a_date_and_words_and_copied(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY, at=NOW - dt.timedelta(days=9))
    change = actions.move_on(
        in_service.actor(Role.COORDINATOR),
        referral=referral,
        event="stage.entered",
        to=Stage.SEARCH,
        words="We start with Nan Jean.",
        on=TODAY - dt.timedelta(days=2),
        at=NOW,
        version=referral.version,
    )
    assert (change.on, change.to_place) == (TODAY - dt.timedelta(days=2), "search")
    copy = CaseCopy.objects.get(subject_id=change.pk)
    assert copy.words == (
        "Lifelong Links: Looking for people, on 13 June 2026 (before: Finding out who matters, with the child). "
        "We start with Nan Jean."
    )


def test_no_step_is_earlier_than_the_one_before(in_service: Cast, sign_in: Callable[[User], Client]) -> None:
    """The page and the action refuse a day before the referral, or before the last move, and say which day it was."""
    coordinator = in_service.actor(Role.COORDINATOR)
    referral = made.referral(in_service, Stage.DISCOVERY, at=NOW - dt.timedelta(days=9))
    given = {"event": "stage.entered", "to": Stage.SEARCH, "words": "x", "at": NOW}
    for day in (dt.date(1900, 1, 1), dt.date(2026, 6, 5)):
        with pytest.raises(gate.ActionBlocked, match="6 June 2026"):
            actions.move_on(coordinator, referral=referral, on=day, **given)
        row = next(n for n, one in enumerate(MOVES) if one.to is Stage.SEARCH and one.event == "stage.entered")
        client = sign_in(in_service.users[Role.COORDINATOR])
        posted = {
            "on_day": day.day,
            "on_month": day.month,
            "on_year": day.year,
            "words": "x",
            "version": referral.version,
        }
        body = client.post(reverse("referrals:make_move", args=[referral.pk, row]), posted).content.decode()
        assert "The step before was on 6 June 2026" in body
    actions.move_on(coordinator, referral=referral, on=dt.date(2026, 6, 6), **given)
    assert Referral.objects.get().place == Stage.SEARCH.value


def test_a_pause_keeps_the_stage_and_the_date_and_going_on_returns_to_it(in_service: Cast) -> None:
    coordinator, referral = in_service.actor(Role.COORDINATOR), made.referral(in_service, Stage.DISCOVERY)
    actions.move_referral(
        coordinator,
        referral=referral,
        event="referral.paused",
        reason=PausedBy.CHILD,
        words="Exams first.",
        look_again_on=AGAIN,
        at=NOW,
    )
    paused = Referral.objects.get()
    assert (paused.place, paused.stood_at, paused.is_open) == ("paused", "discovery", True)
    assert list(queries.list_look_again(coordinator, AGAIN)) == [paused]
    assert not queries.list_look_again(coordinator, AGAIN - dt.timedelta(days=1)).exists()
    actions.move_referral(coordinator, referral=paused, event="referral.resumed", words="Exams are over.", at=NOW)
    resumed = Referral.objects.get()
    assert (resumed.place, resumed.look_again_on) == ("discovery", None)


@pytest.mark.parametrize(
    ("event", "given", "place", "closed_as"),
    [
        ("referral.stopped", {}, SideState.STOPPED_BY_CHILD, ""),
        (
            "referral.enough",
            {"reason": ClosedAs.RECONNECTED, "words": "Has her Nan."},
            SideState.ENOUGH_FOR_ME,
            "reconnected",
        ),
        ("referral.transferred", {"words": "To Northmarch."}, SideState.TRANSFERRED, ""),
        ("referral.closed", {"reason": ClosedAs.MOVED_AWAY, "words": "Abroad."}, SideState.CLOSED, "moved_away"),
    ],
)
def test_an_ending_closes_the_referral(
    in_service: Cast, event: str, given: dict[str, object], place: SideState, closed_as: str
) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    actions.move_referral(in_service.actor(Role.MANAGER), referral=referral, event=event, at=NOW, **given)
    ended = Referral.objects.get()
    assert (ended.place, ended.is_open, ended.closed_at, ended.closed_as) == (place.value, False, NOW, closed_as)


def test_becoming_an_adult_goes_on_and_is_asked_again(in_service: Cast) -> None:
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service, Stage.DISCOVERY)
    referral.child.born_on = dt.date(2008, 6, 15)
    referral.child.save()
    adult = actions.move_referral(
        manager, referral=referral, event="referral.became_adult", words="Is 18.", at=NOW
    ).referral
    assert (adult.place, adult.is_open) == ("adult_strand", True)
    again = actions.move_referral(manager, referral=adult, event="referral.asked_again", at=NOW).referral
    assert again.place == Stage.CHILD_AGREEMENT.value


@pytest.mark.parametrize(("born_on", "may"), [(dt.date(2008, 6, 15), True), (dt.date(2008, 6, 16), False)])
def test_going_on_as_a_care_leaver_begins_on_the_18th_birthday(in_service: Cast, born_on: dt.date, may: bool) -> None:
    """The day of the move is 15 June 2026. A child of 13 is not moved on as an adult by a slip."""
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service, Stage.DISCOVERY)
    referral.child.born_on = born_on
    referral.child.save()
    offered = [choice.verb for choice in list_choices(manager, referral, TODAY)]
    assert ("Go on as a care leaver" in offered) is may
    given = {"referral": referral, "event": "referral.became_adult", "words": "Is 18.", "at": NOW}
    with nullcontext() if may else pytest.raises(MoveNotAllowed, match="of 18 or older"):
        actions.move_referral(manager, **given)


def test_starting_again_needs_words_and_leads_where_it_is_said(in_service: Cast) -> None:
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service)
    actions.move_referral(manager, referral=referral, event="referral.declined", reason=ChildAnswer.NO, at=NOW)
    actions.move_referral(manager, referral=referral, event="referral.reopened", at=NOW)
    with pytest.raises(MoveNotAllowed, match="more than one place"):
        actions.move_referral(manager, referral=referral, event="referral.restarted", words="She asked.", at=NOW)
    again = actions.move_referral(
        manager, referral=referral, event="referral.restarted", to=Stage.CHILD_AGREEMENT, words="She asked.", at=NOW
    ).referral
    assert (again.place, again.closed_at) == (Stage.CHILD_AGREEMENT.value, None)


def test_an_ended_referral_cannot_come_back_beside_an_open_one(in_service: Cast) -> None:
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service)
    actions.move_referral(manager, referral=referral, event="referral.declined", reason=ChildAnswer.NO, at=NOW)
    Referral.objects.create(
        service=in_service.service, child=in_service.child, arose_at="visit", made_on=TODAY, made_at=NOW
    )
    with pytest.raises(gate.ActionBlocked, match="another open referral"):
        actions.move_referral(manager, referral=referral, event="referral.reopened", at=NOW)


def test_safety_is_not_settled_before_the_questions_are_answered(in_service: Cast) -> None:
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    SafetyAnswers.objects.all().delete()
    with pytest.raises(gate.ActionBlocked, match="three safety questions"):
        actions.move_referral(manager, referral=referral, event="referral.baseline_settled", at=NOW)


def test_move_referral_on_a_stale_page_changes_nothing(in_service: Cast) -> None:
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service)
    with pytest.raises(action.StaleVersion):
        actions.move_referral(manager, referral=referral, event="referral.accepted", at=NOW, version=99)
    assert StageChange.objects.count() == 1


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.MANAGER])
def test_a_coordinator_who_was_named_early_begins_as_soon_as_the_answers_are_settled(
    in_service: Cast, role: Role
) -> None:
    manager, coordinator = in_service.actor(Role.MANAGER), in_service.users[Role.COORDINATOR]
    referral = made.referral(in_service, Stage.CONSENT_AND_SAFETY)
    actions.allocate_coordinator(manager, referral=referral, coordinator=coordinator, at=NOW)
    change = actions.move_on(in_service.actor(role), referral=referral, event="referral.baseline_settled", at=NOW)
    assert (change.to_place, change.referral.place) == (Stage.ALLOCATION, Stage.DISCOVERY)
    events = StageChange.objects.filter(referral=referral).values_list("event", flat=True)
    assert {"referral.allocated", "referral.baseline_settled"} <= set(events)


def test_move_referral_from_another_service_or_without_the_permission(in_service: Cast) -> None:
    referral = made.referral(in_service)
    with pytest.raises(scope.NotVisible):
        actions.move_on(in_service.stranger(Role.MANAGER), referral=referral, event="referral.accepted", at=NOW)
    with pytest.raises(gate.NotPermitted):
        actions.move_on(in_service.actor(Role.SAFEGUARDING_LEAD), referral=referral, event="referral.accepted", at=NOW)
    with pytest.raises(MoveNotAllowed, match="service manager"):
        actions.move_on(in_service.actor(Role.SOCIAL_WORKER), referral=referral, event="referral.accepted", at=NOW)


@pytest.mark.parametrize(
    ("event", "given"),
    [
        ("referral.transferred", {"words": "To Northmarch."}),
        ("referral.paused", {"reason": PausedBy.COURT, "words": "A hearing.", "look_again_on": AGAIN}),
    ],
)
def test_an_ending_or_a_pause_holds_what_has_not_left(in_service: Cast, event: str, given: dict[str, object]) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    letter = OutboxItem.objects.create(
        service=in_service.service,
        child=in_service.child,
        kind="export",
        needs="share_plan",
        recipient="Nan Jean, 1 Elm Row",
        body="May I talk with you?",
        state=OutboxItem.State.QUEUED,
        queued_by=in_service.users[Role.COORDINATOR],
        queued_at=NOW,
    )
    actions.move_referral(in_service.actor(Role.MANAGER), referral=referral, event=event, at=NOW, **given)
    letter.refresh_from_db()
    assert letter.state == OutboxItem.State.FROZEN


def test_every_move_has_words_for_the_history() -> None:
    events = {move.event for move in MOVES} - {"stage.entered"}
    assert all(queries.said_of(event) != event for event in events)


def test_closing_asks_about_each_open_ask(in_service: Cast) -> None:
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service, Stage.DISCOVERY)
    coordinator = in_service.actor(Role.COORDINATOR)
    first, second, done = (
        asks.save_ask(coordinator, child=in_service.child, words=words, asked_on=TODAY, at=NOW)
        for words in ("Find my Nan.", "See my old dog.", "A photo of Dad.")
    )
    asks.record_ask_outcome(coordinator, ask=done, came=asks.Came(AskOutcome.HAPPENED), on=TODAY, at=NOW)
    closing = {"event": "referral.closed", "reason": ClosedAs.MOVED_AWAY, "words": "To Wales.", "at": NOW}
    for came in (
        {},
        {first.pk: asks.Came(AskOutcome.HAPPENED)},
        {first.pk: asks.Came(AskOutcome.HAPPENED), second.pk: asks.Came(AskOutcome.BEING_TRIED)},
    ):
        with pytest.raises(gate.ActionBlocked, match="each thing that the child asked for"):
            actions.move_on(manager, referral=referral, came=came, **closing)
    assert Ask.objects.get(pk=first.pk).outcome == AskOutcome.NOT_STARTED.value
    came = {first.pk: asks.Came(AskOutcome.PARTLY), second.pk: asks.Came(AskOutcome.NOT_POSSIBLE)}
    with pytest.raises(gate.ActionBlocked, match="why it was not possible"):
        actions.move_on(manager, referral=referral, came=came, **closing)
    came[second.pk] = asks.Came(AskOutcome.NOT_POSSIBLE, "The dog has died.")
    actions.move_on(manager, referral=referral, came=came, **closing)
    outcomes = {row.words: row.outcome for row in Ask.objects.all()}
    assert outcomes == {"Find my Nan.": "partly", "See my old dog.": "not_possible", "A photo of Dad.": "happened"}


def test_the_closing_page_asks_for_what_came_of_each_ask(in_service: Cast, sign_in: Callable[..., Client]) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    coordinator = in_service.actor(Role.COORDINATOR)
    ask = asks.save_ask(coordinator, child=in_service.child, words="Find my Nan.", asked_on=TODAY, at=NOW)
    row = next(n for n, move in enumerate(MOVES) if move.event == "referral.closed" and ClosedAs.DIED in move.reasons)
    client, address = sign_in(in_service.users[Role.MANAGER]), f"/referrals/{referral.pk}/move-on/{row}/"
    folded, unfolded = '<details class="govuk-details">', '<details class="govuk-details" open>'
    page = client.get(address).content.decode()
    assert "Find my Nan." in page
    assert folded in page
    today = {"on_day": "15", "on_month": "6", "on_year": "2026"}
    given = {**today, "reason": "moved_away", "words": "To Wales.", "version": referral.version}
    page = client.post(address, given).content.decode()
    assert "Choose what came of it" in page
    assert "What happened, in your words as the worker?" in page
    assert "In the child’s own words." in page
    assert unfolded not in page
    came = f"ask_{ask.pk}"
    for needs_more in ({came: "not_possible"}, {came: "unsafe_for_now"}, {f"{came}_verdict": "It was ok."}):
        assert unfolded in client.post(address, {**given, **needs_more}).content.decode()
    said = {f"ask_{ask.pk}_why": "They met twice.", f"ask_{ask.pk}_verdict": "It was ok."}
    assert client.post(address, {**given, **said, f"ask_{ask.pk}": "happened"}).status_code == 302
    ask.refresh_from_db()
    assert (ask.why, ask.childs_verdict) == ("They met twice.", "It was ok.")
    assert Ask.objects.get().outcome == AskOutcome.HAPPENED.value


def test_a_no_that_a_worker_writes_down_counts_at_once_and_waits_for_the_managers_look(in_service: Cast) -> None:
    manager, worker = in_service.actor(Role.MANAGER), in_service.actor(Role.SOCIAL_WORKER)
    referral = made.referral(in_service)
    said = {"event": "referral.declined", "reason": ChildAnswer.NO, "at": NOW}
    for lacking in ({}, {"words": "Not for me."}, {"who_was_there": "Her carer"}):
        with pytest.raises(MoveNotAllowed, match="needs"):
            actions.move_on(worker, referral=referral, **said, **lacking)
    actions.move_on(worker, referral=referral, words="Not for me.", who_was_there="Her carer", **said)
    declined = Referral.objects.get(pk=referral.pk)
    assert (declined.place, declined.is_open) == (SideState.DECLINED.value, False)
    waits = waiting.open_decisions_page(manager, NOW, TODAY)
    who = in_service.users[Role.SOCIAL_WORKER].display_name
    what = f"{who} wrote down that the child said no. It counts already. “Not for me.” Who was there: Her carer."
    assert [(one.referral_id, one.what) for one in waits.noes] == [(referral.pk, what)]
    copy = CaseCopy.objects.get(kind="referral.declined").words
    assert "Not for me." in copy
    assert "Who was there: Her carer." in copy
    later = NOW + dt.timedelta(hours=1)
    with pytest.raises(MoveNotAllowed):
        actions.move_on(worker, referral=declined, event="referral.no_looked_at", at=later)
    actions.move_on(manager, referral=declined, event="referral.no_looked_at", at=later)
    looked = Referral.objects.get(pk=referral.pk)
    assert (looked.place, looked.closed_at, looked.is_open) == (SideState.DECLINED.value, NOW, False)
    assert waiting.open_decisions_page(manager, later, TODAY).noes == ()


def test_a_no_to_the_manager_needs_nobodys_look(in_service: Cast) -> None:
    manager, referral = in_service.actor(Role.MANAGER), made.referral(in_service)
    actions.move_on(manager, referral=referral, event="referral.declined", reason=ChildAnswer.NO, at=NOW)
    assert waiting.open_decisions_page(manager, NOW, TODAY).noes == ()
