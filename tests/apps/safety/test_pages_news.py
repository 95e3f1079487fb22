"""News to tell: kept, planned for a good day, told face to face, looked in on; and it stands on the first pages."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.domain import safety as rules
from kith.domain.pathway import MOVES, Stage
from kith.domain.terms import (
    Cleared,
    ClosedAs,
    ContactKind,
    FactSource,
    NewsKind,
    PersonFactKind,
    PersonStatus,
    Role,
)
from kith.people import actions as people
from kith.people.models import Connection, PersonFact
from kith.referrals.actions import stop
from kith.referrals.actions.move import move_on
from kith.safety import actions
from kith.safety.models import News
from kith.safety.presenters import news as presenters
from kith.safety.queries import news, soon
from tests.apps.safety.around import sent_day
from tests.apps.safety.conftest import Be
from tests.personas import Cast
from tests.standing import referral_at

BORN = dt.date(2014, 6, 10)


def good_day() -> dt.date:
    day = presenters.next_good_day(None, timezone.localdate())
    assert day is not None
    return day


def text(client: Client, path: str = "/") -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def plan(cast: Cast, **given: Any) -> dict[str, Any]:
    """What the browser sends for a plan."""
    who = str(cast.users[Role.SOCIAL_WORKER].pk)
    where = {"where": "At home", "with_whom": "Jo, who cares for him", "at_time": "16:30"}
    return {"who_tells": who, "version": "1", **where, **sent_day("tell_on", good_day()), **given}


@pytest.fixture
def died(in_service: Cast, nan: Connection) -> News:
    """News about somebody the child does not know of."""
    return actions.keep_news(
        in_service.actor(Role.COORDINATOR),
        child=in_service.child,
        kind=NewsKind.HAS_DIED,
        words="In 2024, says Aunt Bev.",
        connection=nan,
        at=timezone.now(),
    )


def test_keep_news_leads_to_the_plan_and_mark_told_to_looking_in(in_service: Cast, be: Be, nan: Connection) -> None:
    referral_at(in_service, Stage.APPROACH)
    cora, add = be(Role.COORDINATOR), reverse("safety:keep_news", args=[in_service.child.pk])
    assert f'value="{nan.pk}" selected' in text(cora, f"{add}?about={nan.pk}")
    empty = cora.post(add, {"x": "y"}).content.decode()
    assert "Choose what the news is" in empty
    assert "Write what is known" in empty
    sent = {"kind": "has_died", "about": str(nan.pk), "words": "In 2024, says Aunt Bev."}
    to_plan = cora.post(add, sent)["Location"]
    row = News.objects.get()
    assert to_plan == reverse("safety:plan_telling", args=[row.pk])
    assert "Nobody is to tell it yet" in text(cora)
    cora.post(to_plan, plan(in_service))
    assert "Social worker Weald tells it. At home." in text(cora)
    # It stands on the page of whoever tells it, and on nobody else's.
    assert "News to tell" in text(be(Role.SOCIAL_WORKER))
    assert "News to tell" not in text(be(Role.REVIEWING_OFFICER))
    told = reverse("safety:mark_told", args=[row.pk])
    assert "Write how the child was told" in cora.post(told, {"version": "2"}).content.decode()
    assert not nan.child_knows
    shown = cora.post(told, {"version": "2", "words": "He cried, then asked for a photo."}, follow=True)
    by = timezone.localdate() + dt.timedelta(days=3)
    assert "Told: look in on the child" in shown.content.decode()
    nan.refresh_from_db()
    assert nan.child_knows
    assert f"by {by:%-d %B %Y}" in text(cora)
    look_in = reverse("safety:check_in", args=[row.pk])
    cora.post(look_in, {"version": "3", "words": "Sad, but eating."})
    assert "News to tell" not in text(cora)
    assert "Sad, but eating." in text(cora, reverse("safety:news", args=[in_service.child.pk]))
    assert cora.post(look_in, {"version": "4", "words": "Again."}).status_code == 409


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"who_tells": ""}, "Choose who tells the child"),
        ({"where": " "}, "Write where the child is told"),
        ({"with_whom": ""}, "Write who is with the child then"),
        ({"at_time": ""}, "Enter a time"),
        ({"at_time": "08:15"}, "Not before school"),
        (sent_day("tell_on", dt.date(2020, 1, 1)), "That day has passed"),
        (sent_day("tell_on", dt.date(2199, 6, 1)), "Not before or in a weekend"),
        (sent_day("tell_on", dt.date(2197, 3, 2)), "Not on a birthday"),
    ],
)
def test_a_bad_plan_is_said_beside_its_field(
    in_service: Cast, be: Be, died: News, given: dict[str, str], says: str
) -> None:
    answer = be(Role.COORDINATOR).post(reverse("safety:plan_telling", args=[died.pk]), plan(in_service, **given))
    assert says in answer.content.decode()
    died.refresh_from_db()
    assert died.who_tells_id is None


def test_the_day_that_is_offered_is_a_good_one() -> None:
    friday = dt.date(2026, 6, 5)
    for born, day in ((None, dt.date(2026, 6, 8)), (dt.date(2014, 6, 9), dt.date(2026, 6, 10))):
        assert presenters.next_good_day(born, friday) == day
        assert rules.bad_day_to_tell(day, born=born, today=friday) is None


FACT, STATUS = "fact", "status"


def has_died(
    cast: Cast, whom: Connection, how: str, source: FactSource = FactSource.RELATIVE, year: int = 2025
) -> None:
    """A death as it is written down on a person's page: as a fact, or as where they stand."""
    me, at = cast.actor(Role.COORDINATOR), timezone.now()
    if how == FACT:
        fact = people.FactGiven(PersonFactKind.DIED, year=year)
        people.add_fact(me, connection=whom, given=fact, says=people.Says(source, "Aunt Bev"), at=at)
    else:
        stands = people.Stands(PersonStatus.DIED, timezone.localdate(), source, "Aunt Bev rang.")
        people.change_status(me, connection=whom, stands=stands, at=at)


@pytest.mark.parametrize("how", [(FACT,), (STATUS,), (FACT, STATUS), (STATUS, FACT)])
def test_a_death_that_is_written_down_is_news_to_tell_once(
    in_service: Cast, be: Be, nan: Connection, how: tuple[str, ...]
) -> None:
    referral_at(in_service)
    for one in how:
        has_died(in_service, nan, one)
    row = News.objects.get()
    assert (row.kind, row.connection, row.told_at) == (NewsKind.HAS_DIED.value, nan, None)
    assert "Aunt Bev" in row.words
    assert "They have died" in text(be(Role.COORDINATOR), reverse("home"))
    me = in_service.actor(Role.COORDINATOR)
    who = in_service.users[Role.COORDINATOR]
    telling = actions.Telling(who, good_day(), dt.time(16, 30), "At home", "Jo, the foster carer")
    row = actions.plan_telling(me, news=row, telling=telling, at=timezone.now())
    actions.mark_told(me, news=row, words="At home.", at=timezone.now())
    for one in (FACT, STATUS):
        has_died(in_service, nan, one, year=2024)
    assert News.objects.count() == 1, "the child knows that they died"


def test_of_a_death_that_no_longer_stands_nobody_tells_the_child(in_service: Cast, be: Be, nan: Connection) -> None:
    referral_at(in_service)
    me, alive = (
        in_service.actor(Role.COORDINATOR),
        people.Stands(PersonStatus.COULD_BE, timezone.localdate(), FactSource.FILE),
    )
    for how in (FACT, STATUS):
        has_died(in_service, nan, how)
    people.change_status(me, connection=nan, stands=alive, at=timezone.now())
    assert news.list_to_tell(me, [in_service.child.pk]) == [News.objects.get()], "the fact still says so"
    people.take_back(me, connection=nan, row=PersonFact.objects.get(), at=timezone.now())
    assert (news.list_to_tell(me, [in_service.child.pk]), news.untold(in_service.child.pk)) == ([], {})
    assert "News to tell" not in text(be(Role.COORDINATOR))
    assert be(Role.COORDINATOR).get(reverse("safety:plan_telling", args=[News.objects.get().pk])).status_code == 404
    has_died(in_service, nan, STATUS)
    assert len(news.list_to_tell(me, [in_service.child.pk])) == 1
    assert News.objects.count() == 2


def test_news_that_was_kept_by_hand_waits_whatever_else_changes(in_service: Cast, nan: Connection, died: News) -> None:
    me, stands = in_service.actor(Role.COORDINATOR), PersonStatus.COULD_BE
    given = people.Stands(stands, timezone.localdate(), FactSource.FILE)
    people.change_status(me, connection=nan, stands=given, at=timezone.now())
    assert news.list_to_tell(me, [in_service.child.pk]) == [died]


@pytest.mark.parametrize("how", [FACT, STATUS])
def test_a_death_that_the_child_tells_is_no_news(in_service: Cast, nan: Connection, how: str) -> None:
    has_died(in_service, nan, how, FactSource.CHILD)
    for later in (FACT, STATUS):
        has_died(in_service, nan, later)
    assert not News.objects.exists()


@pytest.mark.parametrize(("year", "is_news"), [(1987, False), (2020, True)])
def test_a_death_before_the_child_was_born_is_no_news(
    in_service: Cast, nan: Connection, year: int, is_news: bool
) -> None:
    for how in (FACT, STATUS):
        has_died(in_service, nan, how, year=year)
    assert News.objects.exists() is is_news


def test_news_that_is_not_planned_cannot_be_told(in_service: Cast, be: Be, died: News) -> None:
    answer = be(Role.COORDINATOR).post(
        reverse("safety:mark_told", args=[died.pk]), {"version": "1", "words": "Told her."}
    )
    assert answer.status_code == 409
    assert "First say who tells the child" in answer.content.decode()


def test_those_who_do_not_keep_news_read_nothing_of_it(in_service: Cast, be: Be, died: News) -> None:
    assert be(Role.ANALYST).get(reverse("safety:news", args=[in_service.child.pk])).status_code == 403
    assert be(Role.ANALYST).get(reverse("safety:mark_told", args=[died.pk])).status_code == 403


# --- running out soon (SAFEGUARDING 14)


def _stops_for_nan(cast: Cast) -> None:
    pressed = stop.Pressed(stop.Reach.PERSON, Role.CHILD, named="Nan Jean")
    stop.stop_for_child(cast.actor(Role.COORDINATOR), child=cast.child, pressed=pressed, at=timezone.now())


@pytest.mark.parametrize(
    ("answer", "days", "says"),
    [
        (Cleared.YES, 41, "the answer to “Write or call” runs out."),
        (Cleared.YES, 43, ""),
        (Cleared.YES, -2, "the answer to “Write or call” has run out."),
        (Cleared.YES, -50, ""),
        (Cleared.NOT_NOW, 5, "“Write or call” was answered not now. Look again."),
        (Cleared.NO, 5, ""),
    ],
)
def test_an_answer_that_runs_out_is_raised_six_weeks_before(
    in_service: Cast, be: Be, nan: Connection, answer: Cleared, days: int, says: str
) -> None:
    referral_at(in_service, Stage.APPROACH)
    until = timezone.localdate() + dt.timedelta(days=days)
    given = actions.Given((ContactKind.LETTER, ContactKind.PHONE), answer, until, why="For now.")
    at = timezone.now() - dt.timedelta(days=80)
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=given, at=at)
    for role in (Role.COORDINATOR, Role.SOCIAL_WORKER):
        page = text(be(role))
        assert ("Nan Jean: " in page) == bool(says), role
        assert says in page
    if says:
        _stops_for_nan(in_service)
        assert says not in text(be(Role.COORDINATOR)), "nobody is asked anew about whoever is left alone"
        assert says in text(be(Role.SOCIAL_WORKER)), "a stop about one person shows to the coordinator alone"
    assert len(soon.list_running_out(in_service.actor(Role.COORDINATOR), [in_service.child.pk], until)) <= 1


def test_a_newer_answer_or_a_question_ends_the_line(in_service: Cast, be: Be, nan: Connection) -> None:
    worker, today = in_service.actor(Role.SOCIAL_WORKER), timezone.localdate()
    given = actions.Given((ContactKind.LETTER,), Cleared.YES, today + dt.timedelta(days=10))
    actions.clear(worker, connection=nan, given=given, at=timezone.now() - dt.timedelta(days=3))
    listed = [in_service.child.pk]
    assert len(soon.list_running_out(worker, listed, today)) == 1
    actions.ask_clearance(
        in_service.actor(Role.COORDINATOR), connection=nan, asking=actions.Asking(tuple(rules.Box)), at=timezone.now()
    )
    assert soon.list_running_out(worker, listed, today) == []
    later = actions.Given((ContactKind.LETTER,), Cleared.YES, today + dt.timedelta(days=200))
    actions.clear(worker, connection=nan, given=later, at=timezone.now())
    assert soon.list_running_out(worker, listed, today) == []


def test_the_record_says_that_news_waits_and_not_what_it_is(in_service: Cast, be: Be, nan: Connection) -> None:
    address = reverse("record", args=[in_service.child.pk])
    waits = "to be told to Robin, face to face."
    assert waits not in text(be(Role.SOCIAL_WORKER), address)
    actor, at = in_service.actor(Role.COORDINATOR), timezone.now()
    given: dict[str, Any] = {"child": in_service.child, "kind": NewsKind.HAS_DIED, "connection": nan, "at": at}
    news = [actions.keep_news(actor, words="In 2024, says Aunt Bev.", **given)]
    for role in (Role.COORDINATOR, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.MANAGER):
        shown = text(be(role), address)
        mark = shown[shown.index('id="news"') : shown.index('id="words"')]
        assert f"News waits {waits}" in mark
        assert reverse("safety:news", args=[in_service.child.pk]) in mark
        assert "Aunt Bev" not in shown
        assert NewsKind.HAS_DIED.label not in mark
    news.append(actions.keep_news(actor, words="So does the register.", **given))
    assert f"2 pieces of news wait {waits}" in text(be(Role.COORDINATOR), address)
    News.objects.update(told_at=at)
    assert waits not in text(be(Role.COORDINATOR), address)


def test_what_waits_to_be_told_does_not_end_with_the_work(in_service: Cast, be: Be, died: News) -> None:
    referral = referral_at(in_service, Stage.FOLLOW_UP)
    row = next(
        n for n, move in enumerate(MOVES) if move.event == "referral.closed" and ClosedAs.LEFT_CARE in move.reasons
    )
    page = text(be(Role.MANAGER), reverse("referrals:make_move", args=[referral.pk, row]))
    assert "News waits to be told to Robin, face to face." in page
    assert f'href="{reverse("safety:news", args=[in_service.child.pk])}"' in page
    move_on(
        in_service.actor(Role.MANAGER), referral=referral, event="referral.closed", at=timezone.now(),
        reason=ClosedAs.LEFT_CARE, words="He is 18.",
    )  # fmt: skip
    cora, to_plan = be(Role.COORDINATOR), reverse("safety:plan_telling", args=[died.pk])
    assert to_plan in text(cora)
    assert cora.post(to_plan, plan(in_service)).status_code == 302
    died.refresh_from_db()
    actions.mark_told(in_service.actor(Role.COORDINATOR), news=died, words="At home.", at=timezone.now())
    assert reverse("safety:check_in", args=[died.pk]) in text(cora)
    died.refresh_from_db()
    actions.check_in(in_service.actor(Role.COORDINATOR), news=died, words="He is well.", at=timezone.now())
    assert "News to tell" not in text(cora)


@pytest.mark.parametrize(("closed_as", "stays"), [(ClosedAs.MOVED_AWAY, True), (ClosedAs.DIED, False)])
def test_of_a_child_who_died_nothing_waits_to_be_told(
    in_service: Cast, be: Be, died: News, *, closed_as: ClosedAs, stays: bool
) -> None:
    referral = referral_at(in_service, Stage.FOLLOW_UP)
    move_on(
        in_service.actor(Role.MANAGER), referral=referral, event="referral.closed", at=timezone.now(),
        reason=closed_as, words="So says the worker.",
    )  # fmt: skip
    assert (reverse("safety:plan_telling", args=[died.pk]) in text(be(Role.COORDINATOR))) is stays
