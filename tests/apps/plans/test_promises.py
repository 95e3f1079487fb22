"""Promises: who may write one down, what holds it, whose word counts, and where it leads back to what a child asked."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import gate
from kith.access.models import User
from kith.casework.presenters import people_sheet, today
from kith.casework.presenters import record as records
from kith.domain import holding
from kith.domain import safety as rules
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    AskOutcome,
    CameOfPromise,
    ChildSays,
    FactSource,
    HowOften,
    PersonStatus,
    PromiseState,
    RestrictionKind,
    Role,
    SaysSo,
)
from kith.finding import tasks
from kith.finding.presenters import handover
from kith.network import actions as network
from kith.people import actions as people
from kith.people.models import Connection, Person
from kith.plans import actions, forms, presenters, queries
from kith.plans.models import Promise, PromiseCheck
from kith.referrals.actions import asks, stop
from kith.referrals.models import Ask, Referral, Stop
from kith.referrals.queries import agreement
from kith.safety import actions as safety
from kith.safety.queries import blocking
from tests import standing
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
COORDINATOR, WORKER, MANAGER = Role.COORDINATOR, Role.SOCIAL_WORKER, Role.MANAGER
OTHERS = (MANAGER, Role.SAFEGUARDING_LEAD, WORKER, Role.REVIEWING_OFFICER)
LATER = NOW + dt.timedelta(minutes=20)
WORDS = "I will ring you on Sundays."


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


@pytest.fixture
def nan(in_service: Cast) -> Connection:
    """Nan, whom Robin asked for and sees again."""
    person = connect(in_service.child, "Nan Jean", "Jean Whitcombe", status=PersonStatus.IN_TOUCH)
    standing.has_agreed(in_service, Stage.RECONNECTION, named="Nan Jean")
    return person


@pytest.fixture
def ask(in_service: Cast, nan: Connection) -> Ask:
    return asks.save_ask(
        in_service.actor(COORDINATOR),
        child=in_service.child,
        words="I want to hear from my Nan.",
        asked_on=TODAY,
        named="Nan Jean",
        at=NOW,
    )


def promised(connection: Connection | None = None, **more: Any) -> actions.Promised:
    given: dict[str, Any] = {"words": WORDS, "how_often": HowOften.WEEKLY, "from_on": TODAY, "connection": connection}
    return actions.Promised(**{**given, **more})


def make(cast: Cast, connection: Connection | None = None, *, at: dt.datetime = NOW, **more: Any) -> Promise:
    return actions.make_promise(cast.actor(COORDINATOR), child=cast.child, promised=promised(connection, **more), at=at)


def came(what: CameOfPromise = CameOfPromise.KEPT, says: SaysSo = SaysSo.CHILD, **more: Any) -> actions.Came:
    given: dict[str, Any] = {"on": TODAY, "words": "She rang at four.", "spoke_with_both": True}
    return actions.Came(what, says, **{**given, **more})


def check(cast: Cast, row: Promise, said: actions.Came, role: Role = COORDINATOR) -> PromiseCheck:
    return actions.check_promise(cast.actor(role), promise=row, came=said, at=NOW)


def state(cast: Cast, row: Promise, role: Role = COORDINATOR, on: dt.date = TODAY) -> PromiseState:
    (found,) = [one for one in queries.list_promises(cast.actor(role), row.child_id) if one.pk == row.pk]
    return queries.get_state(cast.actor(role), found, on)


def refused(cast: Cast, connection: Connection | None = None, **more: Any) -> str:
    with pytest.raises(gate.ActionBlocked) as why:
        make(cast, connection, **more)
    return why.value.text


# --- writing one down


def test_make_promise_keeps_who_what_and_when_in_their_words(in_service: Cast, nan: Connection, ask: Ask) -> None:
    row = make(in_service, nan, ask=ask, how_often=HowOften.ONCE, due_on=day(7), given_by="not read")
    assert (row.promiser, row.words, row.ask, row.due_on) == ("Nan Jean", WORDS, ask, day(7))
    assert row.given_by is None
    assert state(in_service, row) is PromiseState.NOT_KNOWN
    assert state(in_service, row, on=day(8)) is PromiseState.LATE


def test_a_worker_or_the_service_promises_in_words(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, given_by="Cora, your coordinator", words="I will write by Friday.")
    assert (row.promiser, row.about_person) == ("Cora, your coordinator", "")


@pytest.mark.parametrize(
    "lacks",
    [
        {"words": " "},
        {"connection": None},
        {"how_often": HowOften.ONCE},
        {"how_often": HowOften.ONCE, "due_on": day(-1)},
    ],
)
def test_a_promise_needs_who_what_and_its_day(in_service: Cast, nan: Connection, lacks: dict[str, Any]) -> None:
    given = {"connection": nan, **lacks}
    assert refused(in_service, given.pop("connection"), **given)
    assert not Promise.objects.exists()


def test_neither_a_person_nor_an_ask_of_another_child(in_service: Cast, nan: Connection) -> None:
    far = connect(in_service.other_team_child, "Uncle Ray")
    assert refused(in_service, far) == actions.ANOTHER_CHILD
    theirs = Ask.objects.create(
        service=in_service.service, child=in_service.other_team_child, words="Find Ray.", asked_on=TODAY
    )
    assert refused(in_service, nan, ask=theirs) == actions.ANOTHER_CHILD


@pytest.mark.parametrize("role", [WORKER, MANAGER, Role.REVIEWING_OFFICER])
def test_only_the_coordinator_writes_one_down_ends_it_and_lets_it_go_on(
    in_service: Cast, nan: Connection, role: Role
) -> None:
    row, actor = make(in_service, nan), in_service.actor(role)
    with pytest.raises(gate.NotPermitted):
        actions.make_promise(actor, child=in_service.child, promised=promised(nan), at=NOW)
    with pytest.raises(gate.NotPermitted):
        actions.end_promise(actor, promise=row, words="So.", at=NOW)
    with pytest.raises(gate.NotPermitted):
        actions.resume_promise(actor, promise=row, at=NOW)


# --- what stands against one


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (PersonStatus.UNWILLING, blocking.THEY_SAID_NO),
        (PersonStatus.DO_NOT_WRITE, blocking.THEY_SAID_NO),
        (PersonStatus.ADOPTION_ROUTE, blocking.ADOPTION),
        (PersonStatus.DIED, "they have died"),
        (PersonStatus.UNSAFE_FOR_NOW, "not safe for now"),
    ],
)
def test_nobody_promises_who_stands_so(in_service: Cast, nan: Connection, status: PersonStatus, why: str) -> None:
    Connection.objects.filter(pk=nan.pk).update(status=status.value)
    assert why in refused(in_service, nan)


def test_nobody_promises_who_was_taken_off(in_service: Cast, nan: Connection) -> None:
    people.remove_connection(in_service.actor(COORDINATOR), connection=nan, at=NOW)
    assert "taken off" in refused(in_service, nan)


def test_an_order_against_everything_stands_against_a_promise(in_service: Cast, nan: Connection) -> None:
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "The court says so.", TODAY, nan)
    safety.restrict(in_service.actor(MANAGER), child=in_service.child, order=order, at=NOW)
    assert refused(in_service, nan) == rules.RESTRICTED
    assert make(in_service, given_by="Cora").given_by == "Cora"


@pytest.mark.parametrize("says", [ChildSays.NEVER, ChildSays.NOT_NOW])
def test_the_childs_never_and_not_now_stand_against_a_promise(
    in_service: Cast, nan: Connection, says: ChildSays
) -> None:
    given = network.SaidGiven(says, day(30) if says is ChildSays.NOT_NOW else None)
    network.record_child_said(in_service.actor(COORDINATOR), connection=nan, given=given, at=NOW)
    assert refused(in_service, nan) == queries.NEVER
    again = network.SaidGiven(ChildSays.YES)
    network.record_child_said(in_service.actor(COORDINATOR), connection=nan, given=again, at=LATER)
    assert make(in_service, nan, at=LATER)


@pytest.mark.parametrize("answer", [AgreementAnswer.NO, AgreementAnswer.NOT_NOW])
@pytest.mark.parametrize("step", [AgreementScope.APPROACH, AgreementScope.MEET])
def test_a_no_to_a_step_about_them_stands_against_a_promise(
    in_service: Cast, nan: Connection, step: AgreementScope, answer: AgreementAnswer
) -> None:
    again = {"ask_again_on": day(30)} if answer is AgreementAnswer.NOT_NOW else {}
    referral = in_service.child.referrals.get()
    standing.say(in_service, referral, standing.said(step, answer, named="my Nan Jean", **again), minutes=1)
    assert refused(in_service, nan, at=LATER) == queries.NEVER


def press(cast: Cast, reach: Stop.Reach = Stop.Reach.EVERYTHING, role: Role = COORDINATOR, **more: Any) -> Stop:
    pressed = stop.Pressed(reach, Role.CHILD, **more)
    return stop.stop_for_child(cast.actor(role), child=cast.child, pressed=pressed, at=LATER)


def test_a_stop_of_everything_holds_every_promise_and_lets_none_begin(in_service: Cast, nan: Connection) -> None:
    rows = [make(in_service, nan), make(in_service, given_by="Cora")]
    press(in_service)
    for row in rows:
        assert state(in_service, row, on=day(60)) is PromiseState.HELD
    assert refused(in_service, given_by="Cora", at=LATER) == agreement.ON_HOLD
    assert refused(in_service, nan, at=LATER) == agreement.ON_HOLD
    assert queries.list_late(in_service.actor(COORDINATOR), [in_service.child.pk], day(60)) == []


def test_after_it_promises_are_sealed_with_the_people(in_service: Cast, nan: Connection) -> None:
    make(in_service, nan)
    for role in OTHERS:
        assert queries.list_promises(in_service.actor(role), in_service.child.pk), role
    press(in_service)
    reads = {role: bool(queries.list_promises(in_service.actor(role), in_service.child.pk)) for role in OTHERS}
    assert reads == {MANAGER: True, Role.SAFEGUARDING_LEAD: True, WORKER: False, Role.REVIEWING_OFFICER: False}


def test_a_stop_about_one_person_holds_theirs_alone(in_service: Cast, nan: Connection) -> None:
    ray = connect(in_service.child, "Uncle Ray")
    hers, his, ours = make(in_service, nan), make(in_service, ray), make(in_service, given_by="Cora")
    press(in_service, Stop.Reach.PERSON, named="Nan Jean")
    assert state(in_service, hers) is PromiseState.HELD
    assert {state(in_service, his), state(in_service, ours)} == {PromiseState.NOT_KNOWN}


def test_a_stop_about_one_person_reads_as_an_end_to_others(in_service: Cast, nan: Connection) -> None:
    held, ended = make(in_service, nan), make(in_service, nan, words="And I will write.")
    press(in_service, Stop.Reach.PERSON, named="Nan Jean")
    Promise.objects.filter(pk=ended.pk).update(held_at=None, held_private=False, held_by=None)
    ended.refresh_from_db()
    actions.end_promise(in_service.actor(COORDINATOR), promise=ended, words="She moves away.", at=LATER)
    for role in OTHERS:
        actor = in_service.actor(role)
        lines = {row.promise_id: row for row in presenters.promises_page(actor, in_service.child, TODAY).rows}
        one, other = lines[held.pk], lines[ended.pk]
        assert one.state.text == holding.NOT_GOING_AHEAD
        same = {"promise_id": None, "words": "", "version": 0}
        assert dataclasses.replace(one, **same) == dataclasses.replace(other, **same), role
        assert not any((one.can_check, one.can_end, one.can_resume)), role
    mine = presenters.promises_page(in_service.actor(COORDINATOR), in_service.child, TODAY).rows
    assert {row.state.text for row in mine} == {PromiseState.HELD.label, PromiseState.ENDED.label}


def test_a_worker_is_told_the_same_of_a_held_promise_as_of_an_ended_one(in_service: Cast, nan: Connection) -> None:
    held, ended = make(in_service, nan), make(in_service, given_by="Cora")
    press(in_service, Stop.Reach.PERSON, named="Nan Jean")
    actions.end_promise(in_service.actor(COORDINATOR), promise=ended, words="So.", at=LATER)
    for row in (held, ended):
        with pytest.raises(gate.ActionBlocked, match="kept or changed, or has ended"):
            check(in_service, row, came(), WORKER)


def test_a_worker_finds_that_somebody_died_and_the_promise_is_held(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan)
    stands = people.Stands(PersonStatus.DIED, TODAY, FactSource.PROFESSIONAL, "In hospital.")
    people.change_status(in_service.actor(WORKER), connection=nan, stands=stands, at=LATER)
    assert state(in_service, row) is PromiseState.HELD
    with pytest.raises(gate.ActionBlocked, match="died"):
        actions.resume_promise(in_service.actor(COORDINATOR), promise=row, at=LATER)


def test_what_was_held_goes_on_and_its_days_count_anew(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan, from_on=day(-30))
    with pytest.raises(gate.ActionBlocked, match="not held"):
        actions.resume_promise(in_service.actor(COORDINATOR), promise=row, at=NOW)
    pressed = press(in_service, Stop.Reach.PERSON, named="Nan Jean")
    with pytest.raises(gate.ActionBlocked, match="stopped or paused"):
        actions.resume_promise(in_service.actor(COORDINATOR), promise=row, at=LATER)
    Stop.objects.filter(pk=pressed.pk).update(lifted_at=LATER)
    row.refresh_from_db()
    actions.resume_promise(in_service.actor(COORDINATOR), promise=row, at=LATER, version=row.version)
    assert state(in_service, row) is PromiseState.NOT_KNOWN
    assert state(in_service, row, on=day(7)) is PromiseState.LATE


def test_a_pause_lets_no_promise_begin(in_service: Cast, nan: Connection) -> None:
    Referral.objects.filter(child=in_service.child).update(place=SideState.PAUSED.value)
    assert refused(in_service, nan) == agreement.ON_HOLD


# --- what came of it


def test_the_child_says_whether_it_was_kept_and_that_counts_first(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan)
    check(in_service, row, came(CameOfPromise.NOT_KEPT))
    check(in_service, row, came(says=SaysSo.PROMISER), WORKER)
    assert state(in_service, row) is PromiseState.NOT_KEPT


def test_only_the_coordinator_writes_not_kept_after_speaking_with_both(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan)
    for role, spoke in ((WORKER, True), (MANAGER, True), (COORDINATOR, False)):
        with pytest.raises(gate.ActionBlocked, match="after speaking with the child"):
            check(in_service, row, came(CameOfPromise.NOT_KEPT, spoke_with_both=spoke), role)
    assert state(in_service, row) is PromiseState.NOT_KNOWN


def test_a_check_needs_its_day_and_words_where_it_was_otherwise(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan)
    for said in (came(on=day(1)), came(on=day(-1)), came(CameOfPromise.CHANGED, words=" ")):
        with pytest.raises(gate.ActionBlocked):
            check(in_service, row, said)


def test_what_was_changed_or_has_ended_is_not_asked_about_again(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan)
    check(in_service, row, came(CameOfPromise.CHANGED, words="Mondays now."))
    row.refresh_from_db()
    with pytest.raises(gate.ActionBlocked, match="Write a new one"):
        check(in_service, row, came())
    with pytest.raises(gate.ActionBlocked, match="Write a new one"):
        actions.end_promise(in_service.actor(COORDINATOR), promise=row, words="So.", at=NOW)
    other = make(in_service, nan)
    with pytest.raises(gate.ActionBlocked, match="why it ends"):
        actions.end_promise(in_service.actor(COORDINATOR), promise=other, words=" ", at=NOW)
    actions.end_promise(in_service.actor(COORDINATOR), promise=other, words="She moves.", at=NOW)
    assert state(in_service, other) is PromiseState.ENDED


def test_of_one_who_is_not_kept_the_words_go(in_service: Cast, nan: Connection) -> None:
    hers, ours = make(in_service, nan), make(in_service, given_by="Cora", words="I will write.")
    check(in_service, hers, came())
    Connection.objects.filter(pk=nan.pk).update(removed_on=TODAY)
    tasks.forget(in_service.service.pk, connection=str(nan.pk), was_wrong=1)
    hers.refresh_from_db()
    ours.refresh_from_db()
    assert hers.words == actions.NOT_KEPT
    assert hers.checks.get().words is None
    assert ours.words == "I will write."


def test_taken_for_one_person_their_promises_follow(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan)
    other = connect(in_service.child, "Granny J", "Jean Whitcombe")
    people.merge_people(in_service.actor(COORDINATOR), connection=other, other=nan, words="One and the same.", at=NOW)
    assert Person.objects.get(pk=nan.person_id).same_as_id == other.person_id
    assert state(in_service, row) is PromiseState.NOT_KNOWN
    never = network.SaidGiven(ChildSays.NEVER)
    network.record_child_said(in_service.actor(COORDINATOR), connection=other, given=never, at=NOW)
    assert refused(in_service, nan) == queries.NEVER, "what the child said of the other row is said of her"
    network.record_child_said(
        in_service.actor(COORDINATOR), connection=other, given=network.SaidGiven(ChildSays.YES), at=LATER
    )
    Connection.objects.filter(pk=other.pk).update(status=PersonStatus.DIED.value)
    nan.refresh_from_db()
    assert "died" in refused(in_service, nan), "what stands about the row that is kept stands about her"


# --- where it leads back to what the child asked


def test_what_was_promised_stands_among_what_was_done(in_service: Cast, nan: Connection, ask: Ask) -> None:
    row = make(in_service, nan, ask=ask)
    check(in_service, row, came())
    actor, child = in_service.actor(COORDINATOR), in_service.child
    said = f"Nan Jean promised: “{WORDS}” Kept."
    (line,) = records.record_page(actor, child, TODAY, NOW).asks
    assert line.done == (said,)
    assert line.outcome == AskOutcome.BEING_TRIED.label
    assert handover.handover_page(actor, child, TODAY).asks[0].done == (said,)
    assert people_sheet.people_sheet(actor, child, TODAY).asks[0].outcome is AskOutcome.BEING_TRIED


def test_what_was_done_stands_where_the_work_is_closed(
    in_service: Cast, nan: Connection, ask: Ask, sign_in: SignIn
) -> None:
    make(in_service, nan, ask=ask)
    referral = in_service.child.referrals.get()
    client = sign_in(in_service.users[MANAGER])
    rows = client.get(reverse("referrals:move", args=[referral.pk])).content.decode()
    (close,) = [part for part in rows.split('href="')[1:] if "Close" in part.partition("</a>")[0]][:1]
    page = client.get(close.partition('"')[0]).content.decode()
    assert f"Nan Jean promised: “{WORDS}”" in page


def test_late_promises_stand_on_today_the_longest_due_first(in_service: Cast, nan: Connection) -> None:
    make(in_service, nan, from_on=day(-9))
    make(in_service, given_by="Cora", from_on=day(-20), how_often=HowOften.ONCE, due_on=day(-10))
    make(in_service, nan, words="Not due yet.")
    page = today.open_today(in_service.actor(COORDINATOR), TODAY, NOW)
    assert [(line.when, line.why.partition(":")[0]) for line in page.late] == [
        ("by 5 June 2026", "Cora promised"),
        ("by 12 June 2026", "Nan Jean promised"),
    ]
    assert {line.url for line in page.late} == {"plans:list"}


# --- pages


@pytest.fixture
def cora(in_service: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return sign_in(in_service.users[COORDINATOR])


def on_day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def test_from_her_trail_the_person_and_the_ask_are_chosen(
    in_service: Cast, nan: Connection, ask: Ask, cora: Client
) -> None:
    address = reverse("plans:make_of", args=[nan.pk])
    assert address in cora.get(reverse("finding:trail", args=[nan.pk])).content.decode()
    page = cora.get(address).content.decode()
    assert f'<option value="{nan.pk}" selected>' in page
    given = {"who": str(nan.pk), "words": WORDS, "how_often": "weekly", "ask": str(ask.pk), **on_day("from_on", TODAY)}
    answer = cora.post(address, given, follow=True)
    assert WORDS in answer.content.decode()
    row = Promise.objects.get()
    assert (row.connection_id, row.ask_id) == (nan.pk, ask.pk)


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(
    in_service: Cast, nan: Connection, cora: Client
) -> None:
    given = {"words": WORDS, "how_often": "once", **on_day("from_on", TODAY)}
    page = cora.post(reverse("plans:make", args=[in_service.child.pk]), given).content.decode()
    assert "Write who promises it" in page
    assert "Enter the day by which it is promised" in page
    assert WORDS in page


def test_a_refusal_stands_above_the_form(in_service: Cast, nan: Connection, cora: Client) -> None:
    Connection.objects.filter(pk=nan.pk).update(status=PersonStatus.UNWILLING.value)
    given = {"who": str(nan.pk), "words": WORDS, "how_often": "weekly", **on_day("from_on", TODAY)}
    page = cora.post(reverse("plans:make_of", args=[nan.pk]), given).content.decode()
    assert "They said no." in page


def test_saying_on_the_page_that_it_was_kept_that_it_ends_and_that_it_goes_on(
    in_service: Cast, nan: Connection, cora: Client
) -> None:
    row = make(in_service, nan)
    given = {"version": "1", "says": "child", "came": "kept", "words": "She rang!", **on_day("on", TODAY)}
    page = cora.post(reverse("plans:check", args=[row.pk]), given, follow=True).content.decode()
    assert "The child, 15 June 2026: It happened. “She rang!”" in page
    Promise.objects.update(held_at=NOW)
    cora.post(reverse("plans:resume", args=[row.pk]), {"version": "2"})
    row.refresh_from_db()
    assert row.held_at is None
    ended = {"version": "3", "words": "We see each other every week now."}
    page = cora.post(reverse("plans:end", args=[row.pk]), ended, follow=True).content.decode()
    assert "Why it ended: We see each other" in page


def test_a_worker_is_not_offered_that_it_did_not_happen(in_service: Cast, nan: Connection, sign_in: SignIn) -> None:
    row = make(in_service, nan)
    page = sign_in(in_service.users[WORKER]).get(reverse("plans:check", args=[row.pk])).content.decode()
    assert 'value="not_kept"' not in page
    assert 'value="changed"' in page
    assert forms.TELL_THE_COORDINATOR in page
