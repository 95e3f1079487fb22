"""Is it safe? The worker's sheet, asking, one person's page, another view, and the sides to think of first."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.audit.models import AuditEvent
from kith.domain.pathway import Stage
from kith.domain.terms import Box, Cleared, ContactKind, RestrictionKind, Role
from kith.people.models import Connection
from kith.safety import actions
from kith.safety.models import Clearance, ClearanceAsked, SideAnswer
from kith.safety.presenters import words as in_words
from kith.safety.queries import get_sheet
from tests import standing
from tests.apps.safety.around import boxes_in_words, connect, sent_day
from tests.apps.safety.conftest import Be
from tests.pages import text
from tests.personas import Cast

LETTER, PHONE = ContactKind.LETTER, ContactKind.PHONE
NEAR: dict[uuid.UUID, set[uuid.UUID]] = {}


def near(child_id: uuid.UUID, day: dt.date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who lives with whom, for these tests."""
    return NEAR


def ask(cast: Cast, connection: Connection, *boxes: Box, why: str = "She asked after her.") -> None:
    asking = actions.Asking(boxes or (Box.WRITE_OR_CALL,), why)
    actions.ask_clearance(cast.actor(Role.COORDINATOR), connection=connection, asking=asking, at=timezone.now())


def row(connection: Connection, box: Box = Box.WRITE_OR_CALL, **given: Any) -> dict[str, Any]:
    """What the browser sends for one row of the sheet; ``kinds`` as they are ticked at first."""
    asked = ClearanceAsked.objects.get(connection=connection, box=box.value, answered_at__isnull=True)
    until = timezone.localdate() + dt.timedelta(days=100)
    sent = {"kinds": ["letter", "message", "phone"], **sent_day("until", until), **given}
    return {f"row-{asked.pk}-{name}": value for name, value in sent.items()}


def sheet(child: Any) -> str:
    return reverse("safety:answer", args=[child.pk])


def test_the_sheet_names_who_needs_an_answer_and_has_no_menu(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    ask(in_service, nan, Box.WRITE_OR_CALL, Box.CONFERENCE)
    ask(in_service, uncle, why="He rang the school.")
    shown = text(be(Role.SOCIAL_WORKER), sheet(in_service.child))
    assert "2 people need your answer" in shown
    assert '<nav class="kith-nav"' not in shown
    for words in (
        "Nan Jean (Jean Whitcombe)",
        "She asked after her.",
        "He rang the school.",
        "Safe to come to the con",
    ):
        assert words in shown
    assert "Jean" not in shown.partition("<title>")[2].partition("</title>")[0]


def test_the_sheet_says_where_there_are_more_questions_than_people(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    ask(in_service, nan)
    worker = be(Role.SOCIAL_WORKER)
    assert "There are" not in text(worker, sheet(in_service.child)), "one question about one person needs no count"
    ask(in_service, nan, Box.CONFERENCE)
    assert "There are 2 questions about this person." in text(worker, sheet(in_service.child))
    ask(in_service, uncle)
    assert "There are 3 questions about 2 people: for some, more than one question." in text(
        worker, sheet(in_service.child)
    )
    sent = {**row(nan, answer="yes"), **row(nan, Box.CONFERENCE, kinds=["conference"], answer="yes")}
    answer = worker.post(sheet(in_service.child), sent, follow=True).content.decode()
    assert "Your 2 answers about 1 person are saved." in answer


def test_several_rows_are_answered_at_once_and_what_is_left_open_waits(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    ask(in_service, nan, Box.WRITE_OR_CALL, Box.CONFERENCE)
    ask(in_service, uncle)
    sent = {
        **row(nan, answer="yes"),
        **row(nan, Box.CONFERENCE, kinds=["conference"]),
        **row(uncle, answer="no", words="He frightened Robin."),
    }
    worker = be(Role.SOCIAL_WORKER)
    answer = worker.post(sheet(in_service.child), sent, follow=True)
    assert "Your 2 answers about 2 people are saved." in answer.content.decode()
    assert "1 person needs your answer" in answer.content.decode()
    given = {(one.connection_id, one.kind): one.answer for one in Clearance.objects.all()}
    assert given[nan.pk, "phone"] == "yes"
    assert given[uncle.pk, "letter"] == "no"
    assert ClearanceAsked.objects.filter(answered_at__isnull=True).get().box == Box.CONFERENCE.value


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"answer": "yes_if"}, "Write the conditions: yes, if what?"),
        ({"answer": "not_now", "words": "  "}, "Write why not now, and what would have to change"),
        ({"answer": "no"}, "Write why it is not safe"),
        ({"words": "Only by letter."}, "Choose an answer"),
        ({"answer": "yes", **sent_day("until", dt.date(2020, 1, 1))}, "The day must be later than today"),
        ({"answer": "yes", **sent_day("until", dt.date(2099, 1, 1))}, "A yes lasts 12 months at most"),
        ({"answer": "yes", "kinds": []}, "Choose what the answer is about"),
        ({"answer": "yes", "kinds": ["overnight"]}, "Choose what the answer is about"),
    ],
)
def test_an_answer_that_is_not_whole_saves_none_of_them(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection, given: dict[str, Any], says: str
) -> None:
    ask(in_service, nan)
    ask(in_service, uncle)
    sent = {**row(nan, answer="yes"), **row(uncle, **given)}
    answer = be(Role.SOCIAL_WORKER).post(sheet(in_service.child), sent)
    assert says in answer.content.decode()
    assert "Error:" in answer.content.decode().partition("<title>")[2][:40]
    assert not Clearance.objects.exists()


def test_nothing_chosen_is_said_and_saves_nothing(in_service: Cast, be: Be, nan: Connection) -> None:
    ask(in_service, nan)
    answer = be(Role.SOCIAL_WORKER).post(sheet(in_service.child), row(nan))
    assert "Choose an answer for at least one person." in answer.content.decode()
    assert not Clearance.objects.exists()


def test_an_answer_counts_until_the_next_review_or_for_six_months(in_service: Cast, be: Be, nan: Connection) -> None:
    ask(in_service, nan)
    worker, child = be(Role.SOCIAL_WORKER), in_service.child
    page = text(worker, sheet(child))
    assert "an answer counts for six months" in page
    child.next_review_on = timezone.localdate() + dt.timedelta(days=40)
    child.save()
    assert "until the next review on" in text(worker, sheet(child))
    form = worker.get(sheet(child)).context["forms"][0]
    assert form["until"].value() == child.next_review_on
    assert "needs a new answer" in text(worker, reverse("safety:clear", args=[nan.pk]))
    soon = "a letter or a visit after that day needs a new answer"
    assert soon in text(worker, sheet(child)), "it would run out as soon as it is given"
    child.next_review_on = timezone.localdate() + dt.timedelta(days=43)
    child.save()
    assert soon not in text(worker, sheet(child))
    assert "needs a new answer" not in text(worker, reverse("safety:clear", args=[nan.pk]))
    assert set(form["kinds"].value()) == {"letter", "message", "phone"}


def test_somebody_elses_answer_is_not_overwritten(in_service: Cast, be: Be, nan: Connection, uncle: Connection) -> None:
    ask(in_service, nan)
    ask(in_service, uncle)
    sent = {**row(nan, answer="yes"), **row(uncle, answer="yes")}
    refused = actions.Given((LETTER,), Cleared.NO, timezone.localdate() + dt.timedelta(days=9), why="He shouted.")
    actions.clear(in_service.actor(Role.MANAGER), connection=uncle, given=refused, at=timezone.now())
    answer = be(Role.SOCIAL_WORKER).post(sheet(in_service.child), sent, follow=True).content.decode()
    assert "Your answer is saved." in answer
    assert "One of your answers was not saved" in answer
    assert [one.answer for one in Clearance.objects.filter(connection=uncle)] == ["no"]


def test_an_order_refuses_a_yes_on_the_page_and_keeps_what_was_typed(in_service: Cast, be: Be, nan: Connection) -> None:
    ask(in_service, nan)
    order = actions.Order(RestrictionKind.COURT_NO_CONTACT, "Order of 3 May.", timezone.localdate(), nan, (PHONE,))
    actions.restrict(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, order=order, at=timezone.now())
    worker = be(Role.SOCIAL_WORKER)
    page = worker.get(sheet(in_service.child))
    assert "It blocks: phone or video call" in page.content.decode()
    assert set(page.context["forms"][0]["kinds"].value()) == {"letter", "message"}
    sent = row(nan, answer="yes", checks="Rang the police.")
    answer = worker.post(sheet(in_service.child), sent).content.decode()
    assert "An order or a decision stands against this." in answer
    assert "Rang the police." in answer
    assert not Clearance.objects.exists()


def test_who_may_not_answer_and_whose_child_it_is_not(in_service: Cast, be: Be) -> None:
    assert be(Role.COORDINATOR).get(sheet(in_service.child)).status_code == 403
    assert be(Role.REVIEWING_OFFICER).get(sheet(in_service.child)).status_code == 403
    assert be(Role.SOCIAL_WORKER).get(sheet(in_service.other_team_child)).status_code == 404


def test_the_link_comes_back_to_the_sheet_after_signing_in(in_service: Cast) -> None:
    answer = Client().get(sheet(in_service.child))
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"?next={sheet(in_service.child)}")


def test_the_workers_first_page_says_how_many_wait_and_links_there(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    assert "need your answer" not in text(be(Role.SOCIAL_WORKER), "/")
    ask(in_service, nan, Box.WRITE_OR_CALL, Box.CONFERENCE)
    ask(in_service, uncle)
    shown = text(be(Role.SOCIAL_WORKER), "/")
    assert "2 people need your answer" in shown
    assert sheet(in_service.child) in shown
    assert "need your answer" not in text(be(Role.REVIEWING_OFFICER), "/")


# --- the coordinator


def test_ask_clearance_from_a_person_and_see_it_waits(in_service: Cast, be: Be, nan: Connection) -> None:
    cora, page = be(Role.COORDINATOR), reverse("safety:ask_clearance", args=[nan.pk])
    assert "Choose what to ask about" in cora.post(page, {"words": "x"}).content.decode()
    sent = {"boxes": ["write_or_call", "conference"], "words": "She wants to write."}
    shown = cora.post(page, sent, follow=True).content.decode()
    assert "Asked. It stands on the social worker’s first page" in shown
    assert "Asked on" in shown
    assert boxes_in_words(in_service, nan)[0] == "Asked"
    # What waits already is not asked twice.
    assert 'value="conference"' not in text(cora, page)
    assert cora.post(page, {"boxes": ["conference"]}).status_code == 200
    assert ClearanceAsked.objects.count() == 2


def test_the_person_page_shows_every_answer_with_its_words(in_service: Cast, be: Be, nan: Connection) -> None:
    until = timezone.localdate() + dt.timedelta(days=50)
    given = actions.Given(
        (LETTER, PHONE), Cleared.YES_IF, until, "Only on Sundays.", checks="Police, May.", childs_feeling="I miss her."
    )
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=given, at=timezone.now())
    shown = text(be(Role.COORDINATOR), reverse("safety:person", args=[nan.pk]))
    for words in (
        "Only on Sundays.",
        "Police, May.",
        "I miss her.",
        "Letter, phone or video call",
        "I see it differently",
    ):
        assert words in shown
    assert "Give or change an answer" not in shown


def test_clear_changes_an_answer_that_nobody_asked_for(in_service: Cast, be: Be, nan: Connection) -> None:
    worker, page = be(Role.SOCIAL_WORKER), reverse("safety:clear", args=[nan.pk])
    until = sent_day("until", timezone.localdate() + dt.timedelta(days=30))
    sent = {"kinds": ["overnight"], "answer": "not_now", "words": "After the summer.", **until}
    assert worker.post(page, sent)["Location"] == reverse("safety:person", args=[nan.pk])
    assert boxes_in_words(in_service, nan)[3] == "Not asked yet"
    shown = text(worker, reverse("safety:person", args=[nan.pk]))
    assert "Stay overnight:</strong> not now, look again on" in shown


def test_add_dissent_stands_beside_the_answer_once(in_service: Cast, be: Be, nan: Connection) -> None:
    until = timezone.localdate() + dt.timedelta(days=50)
    refused = actions.Given((LETTER,), Cleared.NO, until, why="Rowed with the carer.")
    one = actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=refused, at=timezone.now())[0]
    cora, page = be(Role.COORDINATOR), reverse("safety:add_dissent", args=[one.pk])
    assert "Write how you see it" in cora.post(page, {"words": " "}).content.decode()
    shown = cora.post(page, {"words": "She was ill that day."}, follow=True).content.decode()
    assert "She was ill that day." in shown
    assert "I see it differently" not in shown
    assert cora.post(page, {"words": "Again."}).status_code == 409


# --- sides (SAFEGUARDING 3)


@pytest.fixture
def lives_with(in_service: Cast, nan: Connection, uncle: Connection) -> Any:
    """Nan lives with Uncle Gaz, about whom an order stands."""
    order = actions.Order(RestrictionKind.COURT_NO_CONTACT, "Order of 3 May.", timezone.localdate(), uncle)
    actions.restrict(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, order=order, at=timezone.now())
    NEAR.clear()
    NEAR[uncle.person_id] = {nan.person_id}
    with override_settings(KITH_WHO_KNOWS=[f"{__name__}.near"]):
        yield uncle


def test_a_yes_waits_until_each_side_is_answered(in_service: Cast, be: Be, nan: Connection, lives_with: Any) -> None:
    ask(in_service, nan)
    worker, sides = be(Role.SOCIAL_WORKER), reverse("safety:answer_side", args=[nan.pk])
    page = text(worker, sheet(in_service.child))
    assert "Uncle Gaz (Gary Whitcombe)" in page
    assert sides in page
    assert (
        "First answer for each person who lives with this person"
        in worker.post(sheet(in_service.child), row(nan, answer="yes")).content.decode()
    )
    side = f"side-{lives_with.person_id}"
    assert "Answer for at least one of them." in worker.post(sides, {"x": "y"}).content.decode()
    assert "Write why it can go on" in worker.post(sides, {f"{side}-goes_on": "yes"}).content.decode()
    worker.post(sides, {f"{side}-goes_on": "no", f"{side}-words": "He opens her post."})
    assert "This side waits" in worker.post(sheet(in_service.child), row(nan, answer="yes")).content.decode()
    worker.post(sides, {f"{side}-goes_on": "yes", f"{side}-words": "He has moved out."})
    assert worker.post(sheet(in_service.child), row(nan, answer="yes")).status_code == 302
    assert SideAnswer.objects.count() == 2
    assert Clearance.objects.filter(connection=nan, answer="yes").count() == 3


@pytest.mark.parametrize("name", ["lives_with", "answer_side"])
def test_what_is_asked_before_a_yes_leads_back_to_the_one_page_of_answers(
    in_service: Cast, be: Be, nan: Connection, lives_with: Any, name: str
) -> None:
    ask(in_service, nan)
    worker, page = be(Role.SOCIAL_WORKER), reverse(f"safety:{name}", args=[nan.pk])
    side, today = f"side-{lives_with.person_id}", sent_day("on", timezone.localdate())
    sent = {
        "answer": "alone",
        "words": "She says so.",
        f"{side}-goes_on": "yes",
        f"{side}-words": "Moved out.",
        **today,
    }
    assert f"{page}?answers" in text(worker, sheet(in_service.child))
    assert sheet(in_service.child) in text(worker, f"{page}?answers")
    assert worker.post(f"{page}?answers", sent)["Location"] == sheet(in_service.child)
    assert worker.post(page, sent)["Location"] == reverse("safety:person", args=[nan.pk])


def test_a_no_needs_no_side(in_service: Cast, be: Be, nan: Connection, lives_with: Any) -> None:
    ask(in_service, nan)
    sent = row(nan, answer="no", words="Not while he lives there.")
    assert be(Role.SOCIAL_WORKER).post(sheet(in_service.child), sent).status_code == 302


def test_answer_sides_is_about_people_who_are_restricted_and_near(
    in_service: Cast, nan: Connection, lives_with: Any
) -> None:
    worker, stranger = in_service.actor(Role.SOCIAL_WORKER), connect(in_service.child, "Somebody")
    given = actions.SideGiven(stranger.person_id, True, "He is fine.")
    with pytest.raises(scope.NotVisible):
        actions.answer_sides(worker, connection=nan, sides=[given], at=timezone.now())
    assert not SideAnswer.objects.exists()
    assert len(get_sheet(worker, in_service.child.pk).restrictions) == 1


def test_ask_again_stands_on_the_workers_first_page_and_goes_once_a_day(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    standing.referral_at(in_service, Stage.APPROACH)
    ask(in_service, nan, Box.WRITE_OR_CALL, Box.CONFERENCE)
    coordinator, worker = be(Role.COORDINATOR), be(Role.SOCIAL_WORKER)
    nudge = reverse("safety:ask_again", args=[in_service.child.pk])
    assert nudge not in text(coordinator, "/"), "not on the day on which it was asked"
    ClearanceAsked.objects.update(asked_at=timezone.now() - dt.timedelta(days=3))
    assert nudge in text(coordinator, "/")
    answer = coordinator.post(nudge, follow=True).content.decode()
    assert "The social worker reads on their first page that you asked again." in answer
    again = f", asked again on {in_words.day(timezone.localdate())}"
    assert again in answer
    assert nudge not in answer
    assert again in text(worker, "/")
    assert nudge not in text(worker, "/")
    (event,) = AuditEvent.objects.filter(kind="clearance.asked_again")
    assert event.count == 2
    second = coordinator.post(nudge)
    assert (second.status_code, "asked again today" in second.content.decode()) == (409, True)
    ClearanceAsked.objects.update(asked_again_at=timezone.now() - dt.timedelta(days=1))
    assert nudge in text(coordinator, "/")
    ClearanceAsked.objects.update(answered_at=timezone.now())
    late = coordinator.post(nudge)
    assert (late.status_code, "has an answer by now" in late.content.decode()) == (409, True)
    assert worker.post(nudge).status_code == 403
