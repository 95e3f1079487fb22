"""Is it safe? The coordinator asks, the worker answers several at once on a phone, an order blocks, news is told."""

import datetime as dt
import re

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

NAN: steps.Somebody = ("Jean Whitcombe", "Nan Jean", "Mum’s mum")
GAZ: steps.Somebody = ("Gary Whitcombe", "Uncle Gaz", "Mum’s brother")


@pytest.fixture
def child(arrive: Arrive) -> str:
    """A child of Sam's and Cora's, with two people who matter."""
    name = steps.childs_name(arrive)
    cora = arrive("Cora Amberley", looks=False)
    for person in (NAN, GAZ):
        steps.add_person(cora, name, person)
    return name


def safety_of(anyone: Visitor, child: str, called: str) -> None:
    """Go to the page that says whether a person is safe."""
    steps.people(anyone, child)
    anyone.follow(called)
    anyone.follow("Is it safe?")


def ask(cora: Visitor, child: str, called: str, *boxes: str) -> None:
    """Ask whether a person is safe."""
    safety_of(cora, child, called)
    cora.press("Ask: is it safe?")
    for box in boxes:
        cora.choose(box)
    cora.write("Why now?", "The child asks at every visit.")
    cora.press("Ask the social worker")


def answer(sam: Visitor, who: str, given: str, words: str = "") -> None:
    """Answer the first question about a person on the sheet."""
    row = sam.page.get_by_role("group", name=who).first
    row.get_by_label(given).first.check(force=True)
    if words:
        row.get_by_label("If what, or why?").fill(words)


@pytest.mark.parametrize("how", [{"script": False, "width": 360}, {"width": 360}], ids=str)
def test_a_worker_answers_several_at_once(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley")
    ask(cora, child, "Nan Jean", "Write or call", "Come to the conference")
    cora.sees("Asked. It stands on the social worker’s first page")
    ask(cora, child, "Uncle Gaz", "Write or call")
    safety_of(cora, child, "Nan Jean")
    steps.lives_with(cora, "alone", "She says so herself.")
    cora.go("/")
    cora.sees("The social worker says whether it is safe: 2 people.")

    sam = arrive("Sam Thornbury", **how)
    sam.follow("2 people need your answer")
    sheet = sam.page.url
    sam.is_at("2 people need your answer")
    assert sam.page.locator(".kith-nav").count() == 0, "no menu: one page, one thing to do"
    sam.press("Save these answers")
    sam.sees("Choose an answer for at least one person.")
    answer(sam, "Nan Jean", "Yes")
    answer(sam, "Uncle Gaz", "Not now")
    sam.press("Save these answers")
    assert sam.errors == ["Write why not now, and what would have to change"]
    answer(sam, "Uncle Gaz", "Not now", "Not while the hearing is on.")
    sam.press("Save these answers")
    sam.sees("Your 2 answers about 2 people are saved.")
    sam.is_at("1 person needs your answer")

    # The link comes back to this one page after signing in.
    late = arrive()
    late.go(sheet)
    late.press("Be Sam Thornbury")
    late.is_at("1 person needs your answer")
    answer(late, "Nan Jean", "Yes, if", "Only while her brother is not there.")
    late.press("Save these answers")
    late.is_at("Nobody waits for your answer")

    safety_of(cora, child, "Uncle Gaz")
    cora.sees("Not while the hearing is on.")
    cora.follow("I see it differently")
    cora.write("How do you see it?", "The hearing is over.")
    cora.press("Write it down")
    cora.sees("The hearing is over.")


def test_an_order_blocks_whatever_was_answered(arrive: Arrive, child: str) -> None:
    sam = arrive("Sam Thornbury")
    sam.follow(child)
    sam.follow("Orders, who must not meet")
    sam.press("Write down an order or decision")
    sam.press("Write it down")
    assert sam.errors == ["Choose what it is", "Choose whom it is about", "Write what it says"]
    sam.choose("Court order: no family time")
    sam.pick("Whom is it about?", "Uncle Gaz (Gary Whitcombe)")
    sam.write("Court and number", "MADE UP 1/26")
    sam.write("What does it say?", "No family time until further order.")
    sam.press("Write it down")
    sam.sees("MADE UP 1/26")
    sam.sees_not("Lift it")

    cora = arrive("Cora Amberley", width=360)
    cora.follow(child)
    cora.sees("An order or a decision stands")
    safety_of(cora, child, "Uncle Gaz")
    cora.sees("An order stands")
    assert cora.page.get_by_role("button", name="Ask: is it safe?").count() == 0

    moira = arrive("Moira Kestrel")
    steps.find(moira, child)
    moira.follow("Orders, who must not meet")
    moira.follow("Lift it")
    moira.write("Why does it no longer stand", "The court ended it today.")
    moira.press("Lift it", exact=True)
    moira.sees("Lifted")

    cora.page.reload()
    cora.press("Ask: is it safe?")


def test_news_is_told_face_to_face(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley")
    safety_of(cora, child, "Nan Jean")
    cora.follow("News to tell about")
    cora.choose("They have died")
    cora.write("What is known, and who says so?", "In 2024, says the registrar.")
    cora.press("Keep it")
    cora.is_at(f"Who tells {child}, when and where?")
    cora.pick("Who tells the child?", "Sam Thornbury")
    weekend = dt.date(2199, 6, 1)
    cora.day("tell_on", weekend.year, weekend.month, weekend.day)
    cora.write("Where?", "At home")
    cora.write("Who is with them then", "The carer, who stays all evening")
    cora.press("Save the plan")
    assert cora.errors == ["Not before or in a weekend: choose a day with people around the child on the day after"]
    cora.day("tell_on", 2197, 6, 1)
    cora.press("Save the plan")
    cora.go("/")
    cora.sees("Sam Thornbury tells it. At home.")

    sam = arrive("Sam Thornbury", width=360)
    sam.follow(child, within=sam.page.locator(".kith-list", has_text="tells it"))
    sam.write("How was the child told", "I said it plainly. We sat for a while.")
    sam.press("Save: it was told")
    sam.sees("Told: look in on the child")

    cora.go("/")
    cora.follow(child, within=cora.page.locator(".kith-list", has_text="look in on the child"))
    cora.write("How is the child?", "Sad, and slept.")
    cora.press("Save")
    cora.sees("Sad, and slept.")


def test_protected_people_are_the_leads_alone(arrive: Arrive, service: county.Running, child: str) -> None:
    lea = arrive("Lea Marchetti", width=360)
    lea.turn_to("Protected people")
    lea.press("Add somebody")
    lea.press("Keep")
    assert len(lea.errors) == 3
    lea.write("Every name this person is known by", "Marta Hollowbridge")
    lea.write("Why is this person protected", "Lives in a refuge.")
    later = dt.date.today() + dt.timedelta(days=100)
    lea.day("review_on", later.year, later.month, later.day)
    lea.press("Keep")
    lea.sees("Marta Hollowbridge")
    kept = lea.page.url

    cora = arrive("Cora Amberley", looks=False)
    steps.add_person(cora, child, ("Marta Hollowbridge", "Auntie Marta", "Mum’s friend"))
    cora.sees("Added.")
    cora.go(kept)
    assert cora.status == 404
    moira = arrive("Moira Kestrel", looks=False)
    moira.go(kept)
    assert moira.status == 404

    service.work_off_jobs()
    lea.turn_to("Protected people")
    lea.follow(child, within=lea.page.locator("#alerts + ul"))
    lea.press("Settle it")
    assert lea.errors == ["Write what was done"]
    lea.write("What was done?", "Spoke with nobody; letters wait for me.")
    lea.press("Settle it")
    lea.sees(re.compile("Spoke with nobody"))
