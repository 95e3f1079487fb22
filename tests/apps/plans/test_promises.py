"""Promises: who may write one down, what holds it, and whose word counts."""

import dataclasses
from typing import Any
from unittest import mock

import pytest

from kith.access import gate, scope
from kith.domain import holding
from kith.domain import safety as rules
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    CameOfPromise,
    ChildSays,
    ClosedAs,
    FactSource,
    HowOften,
    NewsKind,
    PersonStatus,
    PromiseState,
    RestrictionKind,
    Role,
    SaysSo,
    Term,
)
from kith.finding import tasks
from kith.network import actions as network
from kith.people import actions as people
from kith.people.models import Connection, Name, Person
from kith.plans import actions, presenters, queries
from kith.plans.models import Promise
from kith.referrals.actions import move
from kith.referrals.models import Ask, Referral, Stop
from kith.referrals.queries import agreement
from kith.safety import actions as safety
from kith.safety.queries import blocking
from tests import standing
from tests.apps.plans.making import (
    COORDINATOR,
    LATER,
    MANAGER,
    OTHERS,
    WORDS,
    WORKER,
    came,
    check,
    day,
    known,
    make,
    press,
    promised,
    refused,
    state,
)
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

# --- writing one down


def test_make_promise_keeps_who_what_and_when_in_their_words(in_service: Cast, nan: Connection, ask: Ask) -> None:
    row = make(in_service, nan, ask=ask, how_often=HowOften.ONCE, due_on=day(7))
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
        {"how_often": HowOften.ONCE, "due_on": day(3660)},
        {"due_on": day(7)},
        {"from_on": day(-9000)},
        {"from_on": day(370)},
        {"words": "I" * 1001},
        {"given_by": "Cora"},
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
    ray = known(connect(in_service.child, "Uncle Ray"))
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


def test_nobody_promises_of_whom_the_child_does_not_know_or_has_news_to_hear(in_service: Cast, nan: Connection) -> None:
    brother = connect(in_service.child, "Sam Barnet")
    assert refused(in_service, brother) == queries.TELL_FIRST
    assert make(in_service, known(brother))
    news = {"kind": NewsKind.HAS_DIED, "words": "A neighbour says so.", "connection": nan}
    safety.keep_news(in_service.actor(COORDINATOR), child=in_service.child, at=NOW, **news)
    assert refused(in_service, nan) == queries.TELL_FIRST


def test_nobody_promises_who_has_no_name_and_no_word_of_the_child(in_service: Cast, nan: Connection) -> None:
    Name.objects.filter(person=nan.person).update(taken_back_at=NOW)
    assert make(in_service, nan), "the child has a word for her"
    Connection.objects.filter(pk=nan.pk).update(called="", how_related="grandmother")
    nan.refresh_from_db()
    assert refused(in_service, nan) == queries.NO_NAME
    Name.objects.filter(person=nan.person).update(taken_back_at=None)
    assert make(in_service, nan)


@pytest.mark.parametrize("typed", ["Nan Jean", "my nan  jean", "Mrs Jean WHITCOMBE", "Granny Jean"])
def test_one_of_the_childs_people_is_chosen_never_typed_so_that_a_stop_reaches_the_promise(
    in_service: Cast, nan: Connection, typed: str
) -> None:
    assert refused(in_service, given_by=typed) == actions.ONE_OF_THEIRS
    assert make(in_service, given_by="Jean, your social worker")


def test_what_is_written_of_a_promise_is_looked_at_for_sealed_values(in_service: Cast, nan: Connection) -> None:
    looked: list[tuple[str, ...]] = []
    with mock.patch("kith.safety.actions.look_at_words", lambda said: looked.append(tuple(said.texts))):
        row = make(in_service, given_by="Cora", words="I live at 4 Made-up Row.")
        check(in_service, row, came(words="She came to 4 Made-up Row."))
        row.refresh_from_db()
        actions.end_promise(in_service.actor(COORDINATOR), promise=row, words="She left 4 Made-up Row.", at=NOW)
    texts = {text for one in looked for text in one}
    assert {"Cora", "I live at 4 Made-up Row.", "She came to 4 Made-up Row.", "She left 4 Made-up Row."} <= texts


def ends(cast: Cast, event: str, reason: Term, role: Role) -> None:
    given = {"reason": reason, "words": "So.", "on": TODAY, "at": LATER}
    move.move_referral(cast.actor(role), referral=cast.child.referrals.get(), event=event, **given)


@pytest.mark.parametrize(
    ("event", "reason", "role"),
    [
        ("referral.enough", ClosedAs.RECONNECTED, COORDINATOR),
        ("referral.closed", ClosedAs.CONFERENCE_AND_PLAN, MANAGER),
        ("referral.closed", ClosedAs.LEFT_CARE, MANAGER),
    ],
)
def test_the_end_of_the_work_holds_no_promise_and_a_later_stop_does(
    in_service: Cast, nan: Connection, event: str, reason: ClosedAs, role: Role
) -> None:
    if reason is ClosedAs.CONFERENCE_AND_PLAN:
        Referral.objects.update(place=Stage.SUPPORT_PLAN.value, stood_at=Stage.SUPPORT_PLAN.value)
    rows = [make(in_service, nan), make(in_service, given_by="Cora")]
    ends(in_service, event, reason, role)
    assert not Referral.objects.get(child=in_service.child).is_open
    assert {state(in_service, row) for row in rows} == {PromiseState.NOT_KNOWN}
    press(in_service)
    assert {state(in_service, row) for row in rows} == {PromiseState.HELD}


def test_a_yes_to_talking_that_is_taken_back_holds_every_promise(in_service: Cast, nan: Connection) -> None:
    rows = [make(in_service, nan), make(in_service, given_by="Cora")]
    no = standing.said(AgreementScope.TALK, AgreementAnswer.NO)
    standing.say(in_service, in_service.child.referrals.get(), no, minutes=1)
    assert {state(in_service, row) for row in rows} == {PromiseState.HELD}


def test_what_is_held_says_what_was_said_last_and_goes_on_only_where_it_may(in_service: Cast, nan: Connection) -> None:
    row = make(in_service, nan)
    check(in_service, row, came())
    pressed = press(in_service, Stop.Reach.PERSON, named="Nan Jean")
    (line,) = presenters.promises_page(in_service.actor(COORDINATOR), in_service.child, TODAY).rows
    assert (line.state.text, line.ask_about, line.can_resume) == ("Held", "What was said last: it happened.", False)
    Stop.objects.filter(pk=pressed.pk).update(lifted_at=LATER)
    (line,) = presenters.promises_page(in_service.actor(COORDINATOR), in_service.child, TODAY).rows
    assert line.can_resume


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


@pytest.mark.parametrize("role", [WORKER, MANAGER])
def test_only_the_coordinator_writes_changed_for_it_ends_the_promise(
    in_service: Cast, nan: Connection, role: Role
) -> None:
    row = make(in_service, nan)
    with pytest.raises(gate.ActionBlocked, match="it ends the promise"):
        check(in_service, row, came(CameOfPromise.CHANGED), role)
    assert state(in_service, row) is PromiseState.NOT_KNOWN
    check(in_service, row, came(CameOfPromise.KEPT, SaysSo.WORKER), role)
    row.refresh_from_db()
    check(in_service, row, came(CameOfPromise.CHANGED))
    assert state(in_service, row) is PromiseState.CHANGED


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


# --- putting right what was written down wrongly

RIGHT = actions.Wording("I will ring you on Saturdays.", HowOften.FORTNIGHTLY, TODAY)


def put_right(cast: Cast, row: Promise, wording: actions.Wording = RIGHT, role: Role = COORDINATOR) -> Promise:
    return actions.put_promise_right(cast.actor(role), promise=row, wording=wording, version=row.version, at=LATER)


def test_whoever_wrote_it_down_puts_it_right_and_how_it_stood_first_is_kept(
    in_service: Cast, nan: Connection, ask: Ask
) -> None:
    row = make(in_service, nan, ask=ask)
    check(in_service, row, came())
    row.refresh_from_db()
    put_right(in_service, row)
    actor = in_service.actor(COORDINATOR)
    (line,) = presenters.promises_page(actor, in_service.child, TODAY).rows
    assert (line.promise_id, line.words, line.when) == (row.pk, RIGHT.words, "Every two weeks, from 15 June 2026")
    assert line.before == (
        f"Put right. On 15 June 2026 it was written down as: “{WORDS}” Every week, from 15 June 2026.",
    )
    assert len(line.said) == 1
    assert queries.list_promised_for(actor, in_service.child.pk, TODAY) == {
        ask.pk: [f"Nan Jean promised: “{RIGHT.words}” Kept."]
    }
    assert press(in_service)
    assert state(in_service, row) is PromiseState.HELD
    assert Promise.objects.filter(held_at__isnull=False).count() == 1
    (before,) = row.before.all()
    with pytest.raises(scope.NotVisible):
        queries.get_promise(actor, before.pk)


def test_nobody_else_puts_it_right_nor_what_is_over_nor_before_what_came_of_it(
    in_service: Cast, nan: Connection
) -> None:
    row = make(in_service, nan, from_on=day(-3))
    check(in_service, row, came(on=day(-2)))
    row.refresh_from_db()
    with pytest.raises(gate.ActionBlocked, match="came of it on a day before"):
        put_right(in_service, row)
    for wrong in ({"words": " "}, {"how_often": HowOften.ONCE}, {"from_on": day(400)}):
        with pytest.raises(gate.ActionBlocked):
            put_right(in_service, row, dataclasses.replace(RIGHT, **{"from_on": day(-3), **wrong}))
    for role in OTHERS:
        with pytest.raises(gate.NotPermitted):
            put_right(in_service, row, role=role)
    Promise.objects.update(written_by=in_service.users[MANAGER])
    row.refresh_from_db()
    with pytest.raises(gate.ActionBlocked, match="Only whoever wrote it"):
        put_right(in_service, row, dataclasses.replace(RIGHT, from_on=day(-3)))
    assert not presenters.promises_page(in_service.actor(COORDINATOR), in_service.child, TODAY).rows[0].can_put_right
    Promise.objects.update(written_by=in_service.users[COORDINATOR])
    row.refresh_from_db()
    actions.end_promise(in_service.actor(COORDINATOR), promise=row, words="She moves.", at=NOW)
    row.refresh_from_db()
    with pytest.raises(gate.ActionBlocked, match="Write a new one"):
        put_right(in_service, row, dataclasses.replace(RIGHT, from_on=day(-3)))
    assert not row.before.exists()


def test_of_one_who_is_not_kept_the_words_go(in_service: Cast, nan: Connection) -> None:
    hers, ours = make(in_service, nan), make(in_service, given_by="Cora", words="I will write.")
    check(in_service, hers, came())
    hers.refresh_from_db()
    put_right(in_service, hers)
    Connection.objects.filter(pk=nan.pk).update(removed_on=TODAY)
    tasks.forget(in_service.service.pk, connection=str(nan.pk), was_wrong=1)
    hers.refresh_from_db()
    ours.refresh_from_db()
    assert {row.words for row in (hers, *hers.before.all())} == {actions.NOT_KEPT}
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
