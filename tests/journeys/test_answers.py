"""What else is said and written down on the way: a parent's no, not now, offered, enough children, and a pause."""

import datetime as dt
import re
from typing import Any

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

NO_FROM_DAD = "He wants none of it."
ADVICE = "The child’s wish may be followed. Counsel, in writing."
VERDICT = "I have it on my wall."
AGAIN = "We walked by the sea, not by the river."


@pytest.fixture
def story(service: county.Running) -> dict[str, Any]:
    """A child of Sam's with Cora as coordinator, whom people are looked for, and who is in care under an order."""
    return dict(service.stage(("begin", {"stage": "search", "order": True}))[0])


def test_a_parents_no_is_settled_by_advice_or_by_the_manager(arrive: Arrive, story: dict[str, Any]) -> None:
    sam = arrive("Sam Thornbury")
    address = f"/referrals/{story['referral']}/parents/"
    sam.go(address)
    sam.press("Save the answer")
    assert sam.errors == ["Write who has parental responsibility", "Choose what the answer is"]
    parent_says_no(sam, "Dad", "In care by agreement (V2)", NO_FROM_DAD)
    sam.sees(re.compile("legal advice"))
    assert not steps.pressable(sam, re.compile("Record legal advice")).count(), "a worker does not settle it"
    parent_says_no(sam, "Mum", "Full care order (C2)", "Not before her hearing.")

    moira = arrive("Moira Kestrel", width=360)
    moira.go(address)
    moira.follow("Record legal advice or a decision about the answer of Dad")
    moira.is_at(f"Dad said no: {story['name']}")
    moira.sees(NO_FROM_DAD)
    assert not moira.page.get_by_label("Why does the work go on all the same?").count(), (
        "nobody goes on without an order"
    )
    moira.press("Save")
    assert moira.errors == ["Write the legal advice", "Enter the date"]
    moira.write("What is the legal advice?", ADVICE)
    enter_today(moira, "legal_advice_on")
    moira.press("Save")
    moira.sees(re.compile(re.escape(ADVICE)))

    moira.follow("Record legal advice or a decision about the answer of Mum")
    moira.press("Save")
    assert moira.errors == ["Write the legal advice with its date, or why the work goes on"]
    moira.write("Why does the work go on all the same?", "The court has heard the child.")
    moira.press("Save")
    moira.sees("Moira Kestrel decided to go on: The court has heard the child.")
    assert not moira.page.get_by_text("Record legal advice or a decision").count(), "nothing waits any more"
    moira.sees(NO_FROM_DAD)


def test_not_now_because_offered_and_how_many_children_are_enough(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury", width=360)
    first = steps.first_not_offered(sam)
    sam.follow(f"Not now, because … about {first}")
    sam.press("Save")
    assert sam.errors == ["Choose why not now", "Enter the date on which to look again"]
    sam.choose("Court proceedings are under way")
    later = dt.date.today() + dt.timedelta(days=60)
    sam.day("look_again_on", later.year, later.month, later.day)
    sam.press("Save")
    sam.is_at("Not offered yet")
    row = sam.page.locator("h2:text('To look at again later') ~ ul > li", has_text=first)
    assert "court proceedings are under way" in row.first.inner_text()

    second = sam.page.locator(".kith-list__name").first.inner_text()
    sam.follow(f"Offered: write the answer of {second}")
    sam.press("Save the answer")
    assert sam.errors == ["Choose what the child answered"]
    sam.choose("Yes to talking")
    sam.press("Save the answer")
    sam.is_at(f"Refer {second} to Lifelong Links")

    moira = arrive("Moira Kestrel")
    moira.go("/referrals/coordinators/")
    moira.follow("Set the number for Cora Amberley")
    moira.write("Most children at once", "-1")
    moira.press("Save")
    assert moira.errors
    moira.write("Most children at once", "3")
    moira.press("Save")
    row = moira.page.locator(".kith-list li", has_text="Cora Amberley")
    assert "at most 3" in row.inner_text()


def test_what_came_of_an_ask_a_corrected_note_a_paper_and_a_pause(arrive: Arrive, story: dict[str, Any]) -> None:
    cora = arrive("Cora Amberley")
    cora.go(f"/record/{story['child']}/")
    cora.follow("What the child asked for")
    cora.press("Write down something the child asked for")
    cora.press("Save in the child’s words")
    assert cora.errors == ["Write down what the child asked for."]
    cora.write("What did the child ask for?", "A photo of me as a baby.")
    cora.press("Save in the child’s words")
    cora.follow(re.compile("^What came of it"))
    cora.choose("A photo, a grave, an object or a place")
    cora.press("Save the kind")
    cora.follow(re.compile("^What came of it"))
    cora.choose("It happened", question="What came of it?")
    cora.write("What does the child say came of it?", VERDICT)
    cora.press("Save what came of it")
    cora.sees(re.compile(VERDICT))
    a_note_is_corrected(cora, story["child"])
    a_paper_is_kept_and_taken_away(cora, story["child"])
    pauses_and_goes_on(cora, story)


def a_note_is_corrected(cora: Visitor, child: str) -> None:
    """The first words stay; the later ones say what they correct."""
    cora.go(f"/notes/children/{child}/write/")
    cora.write("Your note", "We walked by the river.")
    cora.press("Save the note")
    cora.follow("Correct this note")
    cora.sees("The earlier note stays as it is.")
    cora.write("Your note", AGAIN)
    cora.press("Save the note")
    cora.sees(AGAIN)
    cora.sees("We walked by the river.")
    cora.sees(re.compile("^Corrects the note of"))


def a_paper_is_kept_and_taken_away(cora: Visitor, child: str) -> None:
    """A photo of a paper is shown with its words; who takes it away says why, and that stays."""
    photo = cora.page.screenshot(clip={"x": 0, "y": 0, "width": 200, "height": 100})
    cora.go(f"/notes/children/{child}/papers/")
    cora.press("Keep a photo or scan")
    cora.press("Keep it")
    assert cora.errors == ["Choose a photo or a scan", "Choose what it is", "Write what is on it"]
    sent = {"name": "IMG_1.png", "mimeType": "image/png", "buffer": photo}
    cora.page.get_by_label("A photo or a scan").set_input_files(sent)  # type: ignore[arg-type]
    cora.choose("A drawing")
    cora.write("What is on it, for somebody who cannot see it?", "A house with a blue door.")
    cora.press("Keep it")
    cora.sees("It is kept.")
    picture = cora.page.get_by_role("img", name="A house with a blue door.")
    if not picture.count():
        cora.follow("A drawing")
    assert picture.evaluate("one => one.complete && one.naturalWidth") == 200
    cora.follow("Take it away")
    cora.press("Take it away", exact=True)
    assert cora.errors == ["Write why it is taken away"]
    cora.write("Why should it not be kept?", "Another child’s drawing.")
    cora.press("Take it away", exact=True)
    cora.sees("It is taken away.")
    assert cora.page.get_by_role("img", name="A house with a blue door.").count() == 0


def pauses_and_goes_on(cora: Visitor, story: dict[str, Any]) -> None:
    """The child pauses everything in a session; going on is said by the coordinator, in words."""
    cora.go(f"/referrals/{story['referral']}/together/")
    cora.press("Start a session together")
    cora.go(f"/referrals/children/{story['child']}/stop/")
    cora.pick("For how long?", "Two weeks")
    cora.press("Pause")
    cora.is_at("We wait")
    until = dt.date.today() + dt.timedelta(days=14)
    cora.sees(re.compile(f"We ask you again on {until:%A} {until.day} {until:%B}"))
    cora.press("Go on")
    cora.press("We are done")
    cora.press("It is me")
    cora.go(f"/record/{story['child']}/")
    cora.sees("Paused")
    steps.move_on(cora, story["referral"], "Go on", "Back from the holiday, and wants to go on.")
    cora.go(f"/referrals/{story['referral']}/")
    assert cora.page.locator(".govuk-tag").first.inner_text() == "Looking for people"
    cora.sees(re.compile("Back from the holiday, and wants to go on."))
    cora.sees(re.compile("The child asked for a pause."))


def parent_says_no(sam: Visitor, who: str, status: str, words: str) -> None:
    """Write down the no of one person with parental responsibility, asked today."""
    sam.write("Who has parental responsibility?", who)
    sam.choose("No", question="What is the answer?")
    enter_today(sam, "asked_on")
    sam.pick("Legal status that day", status)
    sam.write("In a few words", words)
    sam.press("Save the answer")
    assert sam.errors == []
    sam.sees(words)


def enter_today(anyone: Visitor, name: str) -> None:
    """Fill a date in three parts with today."""
    today = dt.date.today()
    anyone.day(name, today.year, today.month, today.day)
