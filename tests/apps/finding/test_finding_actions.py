"""From the child's ask to the first family time: searches, two sources, letters by layer, answers, and stop."""

import dataclasses
import datetime as dt

import pytest
from django_tasks_db.models import DBTaskResult

from kith.access import gate, scope
from kith.casework.presenters import people_sheet
from kith.casework.presenters import record as record_page
from kith.domain import approach as rules
from kith.domain.agreement import Question
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementScope,
    CarerTap,
    Cleared,
    ContactKind,
    FactSource,
    FamilyTimeState,
    Feeling,
    Layer,
    NewsKind,
    PersonAnswer,
    PersonStatus,
    RestrictionKind,
    Role,
    SearchState,
    TryOutcome,
)
from kith.finding import actions, queries
from kith.finding.models import Approach, Attempt, FamilyTime, LetterHead, Search
from kith.finding.presenters import trail
from kith.finding.queries import asked
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people import actions as people
from kith.people.models import Connection, Name
from kith.referrals.actions import asks, stop
from kith.referrals.models import Ask, Referral, Stop
from kith.referrals.queries import agreement as agreements
from kith.safety import actions as safety
from kith.safety.models import News
from tests import standing
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SOON = TODAY + dt.timedelta(days=10)
LATER = TODAY + dt.timedelta(days=90)
TO = "Jean Whitcombe\n1 Made-up Road"


@pytest.fixture
def grandad(in_service: Cast) -> Connection:
    """Grandad, whom Robin asked for, and said yes to looking for, writing to and meeting."""
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    referral = standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    standing.say(in_service, referral, standing.said(AgreementScope.MEET, named="Grandad"), minutes=-10)
    return person


def coordinator(cast: Cast) -> object:
    return cast.actor(Role.COORDINATOR)


def start(cast: Cast, person: Connection) -> Search:
    return actions.start_search(
        cast.actor(Role.COORDINATOR), connection=person, owner=cast.users[Role.COORDINATOR], at=NOW
    )


def tried(source: str = "case_file", outcome: TryOutcome = TryOutcome.DEAD_END) -> actions.Tried:
    return actions.Tried(source, TODAY, "Looked; nobody of that name.", outcome, SOON)


def make_sure(cast: Cast, person: Connection) -> None:
    for kind, who in ((FactSource.FILE, "page 12"), (FactSource.RELATIVE, "Aunt Bea")):
        actions.add_evidence(
            cast.actor(Role.COORDINATOR), connection=person, kind=kind, who=who, words="His name.", on=TODAY, at=NOW
        )


def clear(cast: Cast, person: Connection, *kinds: ContactKind, until: dt.date = LATER, minutes: int = 0) -> None:
    given, at = safety.Given(kinds or (ContactKind.LETTER,), Cleared.YES, until), NOW + dt.timedelta(minutes=minutes)
    safety.clear(cast.actor(Role.SOCIAL_WORKER), connection=person, given=given, at=at)


def letter(layer: Layer = Layer.FIRST, body: str = "", still: bool = True) -> actions.Written:
    words = {"name": "Walter", "writer": "Cora", "phone": "01632 960001", "child": "Robin", "address": "PO Box 9"}
    return actions.Written(layer, TO, body or rules.fill(layer, words), still)


def write(cast: Cast, person: Connection, written: actions.Written | None = None) -> Approach:
    return actions.write_approach(cast.actor(Role.COORDINATOR), connection=person, written=written or letter(), at=NOW)


def send(cast: Cast, item: OutboxItem) -> None:
    lead = cast.actor(Role.SAFEGUARDING_LEAD)
    outbox.release_item(lead, item=item, at=NOW)


def answer(cast: Cast, row: Approach, said: PersonAnswer, words: str = "") -> Approach:
    return actions.record_answer(
        cast.actor(Role.COORDINATOR), approach=row, answered=actions.Answered(said, TODAY, words), at=NOW
    )


def test_whoever_is_looked_for_and_written_to_is_looked_at_out_of_sight(in_service: Cast, grandad: Connection) -> None:
    """Whether they are protected or said no before, they may be so by now (SAFEGUARDING 2)."""
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    for step in (start, write):
        DBTaskResult.objects.all().delete()
        step(in_service, grandad)
        (job,) = DBTaskResult.objects.filter(args_kwargs__args__0="safety.look_at_person")
        assert job.args_kwargs["args"][2] == {"connection": str(grandad.pk)}


def test_start_search_needs_the_childs_yes_for_this_person(in_service: Cast, grandad: Connection) -> None:
    other = connect(in_service.child, "Uncle Gaz")
    with pytest.raises(gate.ActionBlocked, match="not agreed"):
        start(in_service, other)
    row = start(in_service, grandad)
    assert row.state == SearchState.LOOKING.value
    with pytest.raises(gate.ActionBlocked, match="already"):
        start(in_service, grandad)


def test_a_yes_to_one_person_is_none_for_somebody_without_a_word_of_the_child(
    in_service: Cast, grandad: Connection
) -> None:
    """As notes bring people in: by name, and nothing says who they are to the child."""
    stranger = connect(in_service.child, "", "Shaz Brown")
    clear(in_service, stranger, ContactKind.LETTER, ContactKind.SUPERVISED)
    for step in (start, plan):
        with pytest.raises(gate.ActionBlocked, match="First write down what the child calls this person"):
            step(in_service, stranger)
    page = trail.trail_page(coordinator(in_service), stranger, TODAY)
    said = [(one.is_so, one.why) for one in page.search_checks if "said yes" in one.text]
    assert (said, page.person) == ([(False, agreements.NO_WORD)], "Shaz Brown")


@pytest.mark.parametrize(("stage", "begins"), [(Stage.CONSENT_AND_SAFETY, False), (Stage.DISCOVERY, True)])
def test_nobody_is_looked_for_before_the_work_has_begun(
    in_service: Cast, grandad: Connection, stage: Stage, begins: bool
) -> None:
    Referral.objects.update(place=stage.value, stood_at=stage.value)
    if begins:
        assert start(in_service, grandad).state == SearchState.LOOKING.value
        return
    with pytest.raises(gate.ActionBlocked, match="First the parents"):
        start(in_service, grandad)


def test_record_attempt_keeps_dead_ends_and_refuses_a_false_profile(in_service: Cast, grandad: Connection) -> None:
    row, me = start(in_service, grandad), in_service.actor(Role.COORDINATOR)
    actions.record_attempt(me, search=row, tried=tried(), at=NOW)
    row.refresh_from_db()
    assert (row.next_try_on, row.version) == (SOON, 2)
    with pytest.raises(gate.ActionBlocked, match="deceives"):
        actions.record_attempt(me, search=row, tried=tried("false_profile"), at=NOW)
    with pytest.raises(gate.ActionBlocked, match="has not opened"):
        actions.record_attempt(me, search=row, tried=tried("public_profiles"), at=NOW)
    actions.choose_source(
        in_service.actor(Role.MANAGER), service=in_service.service, source="public_profiles", is_open=True, at=NOW
    )
    actions.record_attempt(me, search=row, tried=tried("public_profiles", TryOutcome.COULD_BE), at=NOW)
    grandad.refresh_from_db()
    assert grandad.status == PersonStatus.COULD_BE.value
    assert [one.outcome for one in Attempt.objects.order_by("at", "pk")].count("dead_end") == 1


def test_choose_source_never_opens_a_false_profile(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked, match="never"):
        actions.choose_source(
            in_service.actor(Role.MANAGER), service=in_service.service, source="false_profile", is_open=True, at=NOW
        )


def test_end_search_as_found_wants_two_sources(in_service: Cast, grandad: Connection) -> None:
    row, me = start(in_service, grandad), in_service.actor(Role.COORDINATOR)
    with pytest.raises(gate.ActionBlocked, match="Two independent sources"):
        actions.end_search(me, search=row, state=SearchState.FOUND, words="It is him.", at=NOW)
    make_sure(in_service, grandad)
    row = actions.end_search(me, search=row, state=SearchState.FOUND, words="It is him.", at=NOW)
    grandad.refresh_from_db()
    assert grandad.status == PersonStatus.FOUND.value
    assert row.ended_words == "It is him."


def test_take_back_evidence_makes_it_unsure_again(in_service: Cast, grandad: Connection) -> None:
    make_sure(in_service, grandad)
    assert queries.is_sure(grandad)
    first = queries.list_evidence(in_service.actor(Role.COORDINATOR), [grandad])[0]
    actions.take_back_evidence(in_service.actor(Role.COORDINATOR), evidence=first, words="Another Walter.", at=NOW)
    assert not queries.is_sure(grandad)


def test_a_letter_that_waits_does_not_go_once_it_is_not_sure_any_more(in_service: Cast, grandad: Connection) -> None:
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    row, source = write(in_service, grandad), grandad.evidences.first()
    item = OutboxItem.objects.get(pk=row.item_id)
    actions.take_back_evidence(coordinator(in_service), evidence=source, words="Another Walter.", at=NOW)
    with pytest.raises(gate.ActionBlocked, match="no longer say that this is the person"):
        send(in_service, item)
    actions.add_evidence(
        coordinator(in_service), connection=grandad, kind=FactSource.SCHOOL, who="The office", words="It is him.",
        on=TODAY, at=NOW,
    )  # fmt: skip
    send(in_service, item)
    item.refresh_from_db()
    assert item.state == OutboxItem.State.RELEASED


def test_getting_in_touch_is_the_next_question_once_two_sources_say_who_it_is(in_service: Cast) -> None:
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    referral = standing.referral_at(in_service, Stage.SEARCH)
    me = in_service.actor(Role.COORDINATOR)
    said = [standing.said(AgreementScope.TALK), standing.said(AgreementScope.SEARCH, named="Grandad")]
    standing.say(in_service, referral, *said, minutes=-10)
    asks.save_ask(me, child=in_service.child, words="Where is Grandad?", asked_on=TODAY, at=NOW, named="Grandad")
    in_touch = Question(AgreementScope.APPROACH, "Grandad")
    assert in_touch in agreements.list_next_questions(me, referral, NOW)

    start(in_service, person)
    assert in_touch not in agreements.list_next_questions(me, referral, NOW)
    make_sure(in_service, person)
    assert in_touch in agreements.list_next_questions(me, referral, NOW)


def test_hand_over_search_takes_the_trail_along(in_service: Cast, grandad: Connection) -> None:
    row, me = start(in_service, grandad), in_service.actor(Role.COORDINATOR)
    actions.record_attempt(me, search=row, tried=tried(), at=NOW)
    row.refresh_from_db()
    manager = in_service.users[Role.MANAGER]
    actions.hand_over_search(in_service.actor(Role.MANAGER), search=row, owner=manager, at=NOW)
    row.refresh_from_db()
    assert row.owner == manager
    assert row.attempts.count() == 1
    with pytest.raises(gate.ActionBlocked):
        actions.hand_over_search(me, search=row, owner=in_service.strangers[Role.MANAGER], at=NOW)


@pytest.mark.parametrize(
    ("sure", "cleared", "still", "says"),
    [
        (False, True, True, "Two independent"),
        (True, False, True, "Nobody has answered"),
        (True, True, False, "still in care"),
    ],
)
def test_write_approach_waits_for_everything(
    in_service: Cast, grandad: Connection, sure: bool, cleared: bool, still: bool, says: str
) -> None:
    if sure:
        make_sure(in_service, grandad)
    if cleared:
        clear(in_service, grandad)
    with pytest.raises(gate.ActionBlocked, match=says):
        write(in_service, grandad, letter(still=still))
    assert not OutboxItem.objects.exists()


def test_a_letter_goes_through_the_lead_and_says_nothing_too_early(in_service: Cast, grandad: Connection) -> None:
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    with pytest.raises(gate.ActionBlocked, match="foster"):
        write(in_service, grandad, letter(body="Your grandson lives with foster carers."))
    with pytest.raises(gate.ActionBlocked, match="braces"):
        write(in_service, grandad, letter(body="Dear {name}, please ring."))
    row = write(in_service, grandad)
    grandad.refresh_from_db()
    assert grandad.status == PersonStatus.WAITING.value
    with pytest.raises(gate.ActionBlocked, match="Sent for a check"):
        outbox.release_item(in_service.actor(Role.MANAGER), item=row.item, at=NOW)
    send(in_service, row.item)
    assert OutboxItem.objects.get().state == OutboxItem.State.RELEASED


def test_a_letter_says_no_name_of_the_child_that_stands_anywhere(in_service: Cast, grandad: Connection) -> None:
    """Beside a sister Robin stands by his whole name, which is not the one he goes by."""
    own = people.own_row(in_service.child, NOW)
    told = {"service": in_service.service, "source": FactSource.FILE.value, "for_child": in_service.other_team_child}
    Name.objects.create(person=own, full="Robert Askew", **told)
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    for said in ("We write about Robert.", "Do you know the Askews? Or an Askew?"):
        with pytest.raises(gate.ActionBlocked, match="may not say that yet"):
            write(in_service, grandad, letter(body=said))
    with pytest.raises(gate.ActionBlocked, match="Whoever looks is not told that"):
        actions.start_search(
            coordinator(in_service), connection=grandad, owner=in_service.users[Role.SEARCHER], brief="Askew", at=NOW
        )


def test_layers_follow_answers(in_service: Cast, grandad: Connection) -> None:
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    with pytest.raises(gate.ActionBlocked, match="First comes"):
        write(in_service, grandad, letter(Layer.CARE))
    row = write(in_service, grandad)
    with pytest.raises(gate.ActionBlocked, match="waiting"):
        write(in_service, grandad, letter(Layer.FAMILY))
    answer(in_service, row, PersonAnswer.WILLING)
    write(in_service, grandad, letter(Layer.FAMILY))


@pytest.mark.parametrize(
    ("said", "status", "news"),
    [
        (PersonAnswer.WILLING, PersonStatus.WILLING, None),
        (PersonAnswer.UNWILLING, PersonStatus.UNWILLING, NewsKind.SAID_NO),
        (PersonAnswer.DO_NOT_WRITE, PersonStatus.DO_NOT_WRITE, NewsKind.SAID_NO),
        (PersonAnswer.HAS_DIED, PersonStatus.DIED, NewsKind.HAS_DIED),
        (PersonAnswer.NO_REPLY, PersonStatus.WAITING, None),
    ],
)
def test_record_answer_makes_news_of_a_no(
    in_service: Cast, grandad: Connection, said: PersonAnswer, status: PersonStatus, news: NewsKind | None
) -> None:
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    row = answer(in_service, write(in_service, grandad), said, "Said so by phone.")
    grandad.refresh_from_db()
    assert grandad.status == status.value
    assert [one.kind for one in News.objects.all()] == ([news.value] if news else [])
    with pytest.raises(gate.ActionBlocked, match="already"):
        answer(in_service, row, PersonAnswer.WILLING)


def test_an_order_made_after_the_letter_holds_it_and_refuses_the_release(in_service: Cast, grandad: Connection) -> None:
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    row = write(in_service, grandad)
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "Order of today.", TODAY, grandad)
    safety.restrict(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, order=order, at=NOW)
    item = OutboxItem.objects.get(pk=row.item_id)
    assert item.state == OutboxItem.State.FROZEN
    with pytest.raises(gate.ActionBlocked, match="order"):
        outbox.unfreeze_item(in_service.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="order"):
        write(in_service, grandad)


def plan(cast: Cast, person: Connection, kind: ContactKind = ContactKind.SUPERVISED) -> FamilyTime:
    planned = actions.Planned(kind, SOON, "The park café", "Jo drives")
    return actions.plan_family_time(cast.actor(Role.COORDINATOR), connection=person, planned=planned, at=NOW)


def test_plan_family_time_wants_this_kind_cleared_beyond_the_day(in_service: Cast, grandad: Connection) -> None:
    with pytest.raises(gate.ActionBlocked, match="Nobody has answered"):
        plan(in_service, grandad)
    clear(in_service, grandad, ContactKind.SUPERVISED, until=SOON)
    with pytest.raises(gate.ActionBlocked, match="runs out before that day"):
        plan(in_service, grandad)
    clear(in_service, grandad, ContactKind.SUPERVISED, minutes=1)
    with pytest.raises(gate.ActionBlocked, match="Nobody has answered"):
        plan(in_service, grandad, ContactKind.ON_THEIR_OWN)
    row = plan(in_service, grandad)
    assert row.is_first
    assert Referral.objects.get().place == Stage.RECONNECTION.value


@pytest.mark.parametrize(
    ("kind", "days", "is_apart", "refused"),
    [
        (ContactKind.SUPERVISED, 0, True, True),
        (ContactKind.PHONE, 0, True, False),
        (ContactKind.SUPERVISED, 1, True, False),
        (ContactKind.SUPERVISED, 0, False, False),
    ],
)
def test_two_who_must_not_meet_do_not_come_on_one_day(
    in_service: Cast, grandad: Connection, kind: ContactKind, days: int, is_apart: bool, refused: bool
) -> None:
    bea = connect(in_service.child, "Aunt Bea")
    standing.may_meet(in_service, "Aunt Bea")
    for person in (grandad, bea):
        clear(in_service, person, ContactKind.SUPERVISED, ContactKind.PHONE)
    worker = in_service.actor(Role.SOCIAL_WORKER)
    row = safety.set_apart(worker, child=in_service.child, pair=(bea, grandad), words="He hit her.", on=TODAY, at=NOW)
    if not is_apart:
        safety.end_apart(worker, apart=row, words="They made up.", at=NOW)
    plan(in_service, grandad)
    planned = actions.Planned(kind, SOON + dt.timedelta(days=days), "The park café", "Jo drives", is_withheld=True)
    if refused:
        with pytest.raises(gate.ActionBlocked, match="must not meet this person comes on that day"):
            actions.plan_family_time(coordinator(in_service), connection=bea, planned=planned, at=NOW)
        return
    assert actions.plan_family_time(coordinator(in_service), connection=bea, planned=planned, at=NOW).pk


def test_a_search_is_given_to_nobody_who_does_not_look_for_people(in_service: Cast, grandad: Connection) -> None:
    me, row = in_service.actor(Role.COORDINATOR), start(in_service, grandad)
    for role in (Role.PANEL, Role.CARER, Role.NATIONAL):
        with pytest.raises(gate.ActionBlocked, match="must be a coordinator, a searcher or a manager"):
            actions.hand_over_search(me, search=row, owner=in_service.users[role], at=NOW)
    Search.objects.all().delete()
    with pytest.raises(gate.ActionBlocked, match="must be a coordinator, a searcher or a manager"):
        actions.start_search(me, connection=grandad, owner=in_service.users[Role.PANEL], at=NOW)


def test_first_family_time_with_check_in_and_taps(in_service: Cast, grandad: Connection) -> None:
    clear(in_service, grandad, ContactKind.SUPERVISED)
    row, me = plan(in_service, grandad), in_service.actor(Role.COORDINATOR)
    with pytest.raises(gate.ActionBlocked, match="not come yet"):
        actions.record_family_time(me, family_time=row, happened=True, words="", at=NOW)
    after = NOW + dt.timedelta(days=11)
    said = actions.ChildSaid(Feeling.GREAT, "He made me laugh.")
    with pytest.raises(gate.ActionBlocked, match="First write down"):
        actions.record_child_check_in(me, family_time=row, said=said, at=after)
    row = actions.record_family_time(me, family_time=row, happened=True, words="", at=after)
    actions.record_child_check_in(me, family_time=row, said=said, at=after)
    taps = actions.CarerSaid(CarerTap.SETTLED, CarerTap.UP_AND_DOWN, CarerTap.SETTLED, "Slept well.")
    actions.record_carer_taps(in_service.actor(Role.SOCIAL_WORKER), family_time=row, said=taps, at=after)
    grandad.refresh_from_db()
    assert grandad.status == PersonStatus.IN_TOUCH.value
    assert sorted(one.said_by for one in row.how_it_went.all()) == ["carer", "child"]


def test_call_off_family_time_keeps_why(in_service: Cast, grandad: Connection) -> None:
    clear(in_service, grandad, ContactKind.SUPERVISED)
    row, me = plan(in_service, grandad), in_service.actor(Role.COORDINATOR)
    actions.call_off_family_time(me, family_time=row, words="He is ill.", at=NOW)
    with pytest.raises(gate.ActionBlocked):
        actions.call_off_family_time(me, family_time=row, words="Again.", at=NOW)


def test_stop_freezes_it_all_in_one_transaction(in_service: Cast, grandad: Connection) -> None:
    search = start(in_service, grandad)
    make_sure(in_service, grandad)
    clear(in_service, grandad, ContactKind.LETTER, ContactKind.SUPERVISED)
    row, time = write(in_service, grandad), plan(in_service, grandad)
    in_plan = FamilyTime.objects.create(
        service=in_service.service, child=in_service.child, connection=grandad, contact_kind="supervised",
        in_care_plan=True, on=SOON, planned_by=in_service.users[Role.COORDINATOR],
    )  # fmt: skip
    pressed = stop.Pressed(Stop.Reach.EVERYTHING, Role.CHILD)
    stop.stop_for_child(in_service.actor(Role.COORDINATOR), child=in_service.child, pressed=pressed, at=NOW)
    for one in (search, time, in_plan):
        one.refresh_from_db()
    assert search.state == SearchState.HELD.value
    assert time.state == FamilyTimeState.HELD.value
    assert in_plan.state == FamilyTimeState.PLANNED.value
    assert OutboxItem.objects.get(pk=row.item_id).state == OutboxItem.State.FROZEN
    me = in_service.actor(Role.COORDINATOR)
    for attempt in (
        lambda: actions.record_attempt(me, search=search, tried=tried(), at=NOW),
        lambda: actions.resume_search(me, search=search, at=NOW),
    ):
        with pytest.raises(gate.ActionBlocked):
            attempt()


def test_freeze_finding_holds_one_person_only_where_one_is_stopped(in_service: Cast, grandad: Connection) -> None:
    bea = connect(in_service.child, "Aunt Bea")
    referral = Referral.objects.get()
    standing.say(in_service, referral, standing.said(AgreementScope.SEARCH, named="Aunt Bea"), minutes=-5)
    first, second = start(in_service, grandad), start(in_service, bea)
    pressed = stop.Pressed(Stop.Reach.PERSON, Role.CHILD, named="my grandad")
    stop.stop_for_child(in_service.actor(Role.COORDINATOR), child=in_service.child, pressed=pressed, at=NOW)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == (SearchState.HELD.value, SearchState.LOOKING.value)


@pytest.mark.parametrize("said", [PersonAnswer.WILLING, PersonAnswer.UNWILLING])
def test_a_later_letter_takes_nobody_back_who_is_in_touch_and_a_no_does(
    in_service: Cast, grandad: Connection, said: PersonAnswer
) -> None:
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    Connection.objects.filter(pk=grandad.pk).update(status=PersonStatus.IN_TOUCH.value)
    grandad.refresh_from_db()
    row = write(in_service, grandad)
    grandad.refresh_from_db()
    assert grandad.status == PersonStatus.IN_TOUCH.value, "they met already: nobody is only waiting for an answer"
    answer(in_service, row, said, "He rang.")
    grandad.refresh_from_db()
    assert grandad.status == (PersonStatus.IN_TOUCH if said is PersonAnswer.WILLING else PersonStatus.UNWILLING).value


def test_an_ask_of_another_child_is_refused(in_service: Cast, grandad: Connection) -> None:
    with scope.every_service("another child's ask"):
        foreign = asks.save_ask(
            in_service.actor(Role.MANAGER), child=in_service.other_team_child, words="Find Mum.", asked_on=TODAY, at=NOW
        )
    with pytest.raises(gate.ActionBlocked, match="another child"):
        actions.start_search(
            in_service.actor(Role.COORDINATOR),
            connection=grandad,
            owner=in_service.users[Role.COORDINATOR],
            ask=foreign,
            at=NOW,
        )


def test_what_was_done_stands_under_the_ask_it_answers_on_the_record(in_service: Cast, grandad: Connection) -> None:
    cora, owner = in_service.actor(Role.COORDINATOR), in_service.users[Role.COORDINATOR]
    wish = asks.save_ask(cora, child=in_service.child, words="Find my grandad.", asked_on=TODAY, at=NOW)
    other = asks.save_ask(cora, child=in_service.child, words="A photo of our dog.", asked_on=TODAY, at=NOW)
    actions.start_search(cora, connection=grandad, owner=owner, ask=wish, at=NOW)
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    write(in_service, grandad, dataclasses.replace(letter(), ask=wish))
    page = record_page.record_page(cora, in_service.child, TODAY, NOW)
    done = {line.ask_id: line.done for line in page.asks}
    assert done[wish.pk] == ("Looking: Grandad. We are looking.", "Letter: Grandad. First letter; no answer yet.")
    assert done[other.pk] == ()
    sheet = people_sheet.people_sheet(cora, in_service.child, TODAY)
    for shown in (
        {line.ask_id: line.outcome for line in page.asks},
        {one.id: one.outcome.label for one in sheet.asks},
    ):
        assert shown == {wish.pk: "Being tried", other.pk: "Not started"}, "what was begun is not told as not started"


def test_keep_letter_head_is_the_services_own_and_the_latest_counts(in_service: Cast) -> None:
    manager = in_service.actor(Role.MANAGER)
    for minutes, phone in enumerate(("01632 960001", "01632 960002")):
        at = NOW + dt.timedelta(minutes=minutes)
        actions.keep_letter_head(manager, service=in_service.service, address="PO Box 9", phone=phone, at=at)
    kept = queries.get_letter_head(in_service.actor(Role.COORDINATOR))
    assert kept is not None
    assert kept.phone == "01632 960002"
    assert LetterHead.objects.count() == 2


# --- the hour, the number, and the ask that each step serves


@pytest.mark.parametrize(
    ("kind", "hour", "withheld", "why"),
    [
        (ContactKind.SUPERVISED, dt.time(8, 30), False, "Not before school"),
        (ContactKind.PHONE, dt.time(8, 30), True, "Not before school"),
        (ContactKind.PHONE, dt.time(16), False, "number is withheld"),
        (ContactKind.PHONE, None, False, "number is withheld"),
    ],
)
def test_plan_family_time_neither_before_school_nor_by_a_number_that_shows(
    in_service: Cast, grandad: Connection, kind: ContactKind, hour: dt.time | None, withheld: bool, why: str
) -> None:
    clear(in_service, grandad, kind)
    weekday = next(day for day in (SOON, SOON + dt.timedelta(days=2)) if day.weekday() < 5)
    planned = actions.Planned(kind, weekday, "The park", "Jo", hour, is_withheld=withheld)
    with pytest.raises(gate.ActionBlocked, match=why):
        actions.plan_family_time(in_service.actor(Role.COORDINATOR), connection=grandad, planned=planned, at=NOW)
    later = actions.Planned(kind, weekday, "The park", "Jo", dt.time(16), is_withheld=True)
    actions.plan_family_time(in_service.actor(Role.COORDINATOR), connection=grandad, planned=later, at=NOW)


def test_a_step_serves_the_ask_of_the_step_before_else_the_open_one_that_names_them(
    in_service: Cast, grandad: Connection
) -> None:
    def made(named: str, words: str) -> Ask:
        return Ask.objects.create(
            service=in_service.service,
            child=in_service.child,
            named=named,
            words=words,
            asked_on=TODAY,
            written_at=NOW,
            written_by=in_service.users[Role.COORDINATOR],
        )

    cora = in_service.actor(Role.COORDINATOR)
    assert asked.get_ask_served(cora, grandad) is None
    other, about = made("", "To know why."), made("grandad", "To see Grandad.")
    served = asked.get_ask_served(cora, grandad)
    assert served is not None
    assert served.id == about.pk
    actions.start_search(cora, connection=grandad, owner=in_service.users[Role.COORDINATOR], at=NOW, ask=other)
    kept = asked.get_ask_served(cora, grandad)
    assert kept is not None
    assert kept.id == other.pk
