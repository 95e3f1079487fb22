"""One child, from what they ask for to the first family time; and Stop, which holds it all."""

import datetime as dt
import re

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.test_safety import GAZ, ask, safety_of
from tests.journeys.visitor import Visitor

GRANDAD = ("Walter Whitcombe", "Grandad", "Mum’s dad")
NEXT = ("Can Cora Amberley write to Grandad, or ring?", "Do you want to meet Grandad?")
ASKED = "Find my Grandad. He had a shed with trains."


@pytest.fixture
def child(arrive: Arrive) -> str:
    """A child who has Cora as coordinator and Sam as worker, and has not been asked anything yet."""
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel", looks=False)
    steps.decide_how_soon(moira, name)
    steps.allocate(moira, "Cora Amberley")
    return name


@pytest.mark.parametrize("how", [{"width": 1280}, {"width": 360, "script": False}], ids=str)
def test_from_what_a_child_asks_for_to_the_first_family_time(
    arrive: Arrive, service: county.Running, child: str, how: dict[str, object]
) -> None:
    before = sent(service)
    cora, sam = arrive("Cora Amberley", **how), arrive("Sam Thornbury", **how)
    the_child_asks(cora, child)
    the_work_begins(arrive("Moira Kestrel", looks=False), child)
    steps.add_person(cora, child, GRANDAD)
    steps.add_person(cora, child, GAZ)
    they_live_together(cora, child)
    under_an_order(sam, child)

    ask(cora, child, "Grandad", "Write or call", "Meet with a worker")
    the_worker_answers(sam, child)
    looked_for_and_found(cora, child)
    says_yes_to(cora, child, *NEXT)

    how_letters_look(arrive("Moira Kestrel", looks=False))
    the_first_letter(cora, child)
    the_lead_lets_it_go(arrive("Lea Marchetti", **how), child)
    trail(cora, child)
    cora.sees_not("Write down the answer")
    service.work_off_jobs()
    assert len(sent(service) - before) == 1
    he_answers_and_they_meet(cora, child)
    he_promises_and_keeps_it(cora, child)
    news_is_told(cora, child)
    stop_holds_it_all(cora, child)


def sent(service: county.Running) -> set[str]:
    """What has left so far, as files in the folder of the outbox."""
    return {one.name for one in (service.home / "outbox").glob("*.txt")}


def the_child_asks(cora: Visitor, child: str) -> None:
    """Asks in the child's words; yes to talking and to looking for this one person."""
    together(cora, child)
    cora.write("Say it in your own words", ASKED)
    cora.write("Is it about one person?", "Grandad")
    cora.press("Save and go on")
    cora.press("Go on")
    yes(cora, "Can Cora Amberley talk with you?")
    cora.is_at("Can Cora Amberley read your file?")
    cora.press("Not now")
    yes(cora, "Can Cora Amberley look for Grandad?")
    hand_back(cora)


def the_work_begins(moira: Visitor, child: str) -> None:
    """Nobody is looked for before the parents' answers and safety are settled."""
    steps.find(moira, child)
    moira.follow("The referral, with its history")
    moira.follow("Move on")
    moira.follow("Answers and safety are settled")
    moira.press("Save", exact=True)
    moira.sees("Finding out who matters, with the child")


def together(cora: Visitor, child: str) -> None:
    """Begin a session together."""
    cora.go("/")
    cora.follow(child, within=cora.page.locator(".kith-list").last)
    cora.follow("Saying yes, together")
    cora.press("Start a session together")
    cora.press("Go on")


def yes(cora: Visitor, question: str) -> None:
    """The child says yes to one question."""
    cora.is_at(question)
    cora.press("Yes")
    cora.write("Who is here with you?", "Nobody else")
    cora.choose("In words", question="How did you say yes?")
    if cora.page.get_by_label("can decide this").count():
        cora.write("can decide this", "Said it back in their own words.")
    cora.press("Save my yes")


def hand_back(cora: Visitor) -> None:
    """End the session, and give the device back."""
    cora.press("We are done")
    cora.press("It is me")


def says_yes_to(cora: Visitor, child: str, *questions: str) -> None:
    """Another session together, when the next steps are next."""
    together(cora, child)
    while not cora.heading.startswith(questions[0]):
        cora.press("Go on")
    for question in questions:
        yes(cora, question)
    hand_back(cora)


def they_live_together(cora: Visitor, child: str) -> None:
    """Who lives with whom is written down before anybody is asked about."""
    steps.people(cora, child)
    cora.follow("Who belongs to whom")
    cora.follow("Add people who live together")
    cora.write("A word for it", "Grandad’s house")
    cora.choose("Walter Whitcombe", question="Who lives there")
    cora.choose("Gary Whitcombe", question="Who lives there")
    cora.page.locator("[name=source]").select_option("child")
    cora.page.locator("[name=certainty]").select_option("certain")
    cora.use(cora.page.locator("main form button").first)
    cora.sees("Grandad’s house")


def under_an_order(sam: Visitor, child: str) -> None:
    """An order about the uncle, who lives with Grandad."""
    sam.go("/")
    sam.follow(child)
    sam.follow("Orders, who must not meet")
    sam.press("Write down an order or decision")
    sam.choose("Court order: no family time")
    sam.pick("Whom is it about?", "Uncle Gaz (Gary Whitcombe)")
    sam.write("Court and number", "MADE UP 1/26")
    sam.write("What does it say?", "No family time until further order.")
    sam.press("Write it down")


def the_worker_answers(sam: Visitor, child: str) -> None:
    """No yes before somebody has asked who lives there and thought of the uncle; then both questions at once."""
    sam.go("/")
    sam.follow("1 person needs your answer", within=sam.page.locator("li", has_text=child))
    sheet = sam.page.url
    for box in range(2):
        answer_box(sam, box)
    sam.press("Save these answers")
    sam.sees(re.compile("First write down who lives with this person"))
    steps.lives_with(sam, "others", "The tenancy list of the house.")
    sam.go(sheet)
    for box in range(2):
        answer_box(sam, box)
    sam.press("Save these answers")
    sam.sees(re.compile("First answer for each person who lives with this person"))
    sam.follow("Say whether it goes on or waits")
    sam.choose("It can go on")
    sam.write("Why?", "Gaz moved out in spring; the letter goes to Grandad’s box at work.")
    sam.press("Save", exact=True)
    sam.go(sheet)
    for box in range(2):
        answer_box(sam, box)
    sam.press("Save these answers")
    sam.is_at("Nobody waits for your answer")


def answer_box(sam: Visitor, number: int) -> None:
    """Yes to one of the questions on the sheet."""
    sam.page.get_by_role("radio", name="Yes", exact=True).nth(number).check(force=True)


def trail(anyone: Visitor, child: str) -> None:
    """The trail of Grandad."""
    steps.people(anyone, child)
    anyone.follow("Grandad")
    anyone.follow("Looking for them, letters and family time")


def looked_for_and_found(cora: Visitor, child: str) -> None:
    """A search with a dead end; one source is not enough, two are."""
    trail(cora, child)
    cora.sees(ASKED)
    cora.press("Start looking")
    cora.choose(f"“{ASKED}”")
    cora.press("Start looking")
    cora.follow("Write down a try")
    cora.choose("The child’s file")
    cora.write("What was done, and what came of it?", "Page 41 names a street; he has moved.")
    cora.choose("Dead end")
    cora.press("Save the try")
    cora.sees("Page 41 names a street; he has moved.")
    for number, (kind, who) in enumerate((("The file", "Page 41"), ("A relative's account", "Aunt Bev"))):
        cora.follow("It has ended")
        cora.choose("Found, and sure")
        cora.write("In a few words", "It is him.")
        cora.press("Save", exact=True)
        assert cora.errors == ["Two independent sources must say that this is the person before it is sure."], number
        trail(cora, child)
        cora.follow("Add what says so")
        cora.choose(kind)
        cora.write("Who or what exactly?", who)
        cora.write("What does it say?", "His name and birthday.")
        cora.press("Save the source")
    cora.sees("Sure: 2 sources.")
    cora.follow("No longer counts")
    cora.is_at("A source about Grandad that no longer counts")
    trail(cora, child)
    cora.follow("It has ended")
    cora.choose("Found, and sure")
    cora.write("In a few words", "It is him.")
    cora.press("Save", exact=True)
    cora.sees("Found, and sure")


def how_letters_look(moira: Visitor) -> None:
    """The service's neutral address and number."""
    moira.go("/finding/places/")
    moira.write("Return address", "PO Box 40")
    moira.write("Number to ring or text", "01632 960 777")
    moira.press("Save how letters look")


def the_first_letter(cora: Visitor, child: str) -> None:
    """It says only who writes; a word too much is refused before anything is kept."""
    trail(cora, child)
    cora.press("Write the first letter")
    cora.write("Name and address it goes to", "Walter Whitcombe\n1 Made-up Road")
    words = cora.page.get_by_label("What it says").input_value()
    assert "Dear Walter Whitcombe," in words
    assert "PO Box 40" in words
    cora.write("What it says", f"{words}\nYour grandson is in care.")
    cora.choose("I looked today")
    cora.press("Send it for a check")
    assert cora.errors == ["This letter may not say that yet. Take out: “grandson”, “care”"]
    cora.write("What it says", words)
    cora.press("Send it for a check")
    cora.sees("Sent for a check.")
    assert not steps.pressable(cora, "Write the first letter").count()


def the_lead_lets_it_go(lea: Visitor, child: str) -> None:
    """Every letter to a person waits for the safeguarding lead."""
    lea.go("/safety/letters/")
    lea.follow(f"{child}: Grandad")
    lea.sees("Dear Walter Whitcombe,")
    lea.press("Release it")


def he_answers_and_they_meet(cora: Visitor, child: str) -> None:
    """The answer in his words, then the first family time, as the child and the carer saw it."""
    trail(cora, child)
    cora.follow("Write down the answer")
    cora.choose("Yes", question="What did they answer?")
    cora.write("What was said, and by whom?", "He rang at once.")
    cora.write("What could they offer?", "To write, and to show the trains.")
    cora.press("Save the answer")
    cora.sees("They could offer: To write, and to show the trains.")

    plan(cora, dt.date.today())
    cora.follow("What came of it")
    cora.choose("It happened")
    cora.press("Save", exact=True)
    cora.follow(f"How it was for {child}")
    cora.choose("Good", question="How was it?")
    cora.write("In the child’s own words", "He still has the trains.")
    cora.press("Save", exact=True)
    cora.sees(re.compile("He still has the trains."))
    cora.follow("What the carer says")
    for question in ("How was the child before?", "that evening?", "And the next day?"):
        cora.choose("Settled", question=question)
    cora.press("Save", exact=True)
    cora.sees(re.compile("that evening: settled"))


def he_promises_and_keeps_it(cora: Visitor, child: str) -> None:
    """What he promised, for what the child asked; the child says it was kept, and it stands by the ask."""
    trail(cora, child)
    cora.follow("Write down what they promise")
    cora.write("What do they promise, in their own words?", "I will rnig you on Sundays.")
    cora.choose("Every week", question="How often?")
    cora.press("Save the promise")
    cora.sees(re.compile("asked: “Find my Grandad"))
    cora.follow("Put right")
    cora.write("What do they promise, in their own words?", "I will ring you on Sundays.")
    cora.press("Save", exact=True)
    cora.sees(re.compile("it was written down as: “I will rnig you on Sundays.” Every week"))
    cora.follow("What came of it")
    cora.choose("The child", question="Who says so?")
    cora.choose("It happened", question="What came of it?")
    cora.write("In their words", "He rang at four.")
    cora.press("Save", exact=True)
    cora.sees(re.compile("“He rang at four.”"))
    cora.follow("It ends")
    cora.is_at("This promise ends")
    cora.follow("Back to promises")
    cora.follow(f"{child}’s record")
    cora.sees(re.compile("Grandad promised: “I will ring you on Sundays.” Kept."))


def plan(cora: Visitor, on: dt.date) -> None:
    """A time together with a worker there."""
    cora.press("Plan family time")
    cora.choose("Meet with a worker there")
    cora.day("on", on.year, on.month, on.day)
    cora.write("Where?", "The café by the river")
    cora.write("Who is there to help?", "Cora")
    cora.choose(f"“{ASKED}”")
    cora.press("Plan it")


def news_is_told(cora: Visitor, child: str) -> None:
    """He tells of something the child does not know: it is told face to face, and somebody looks in afterwards."""
    safety_of(cora, child, "Grandad")
    cora.follow("News to tell about")
    cora.choose("Something the child does not know")
    cora.write("What is known, and who says so?", "Grandma died last year, he says.")
    cora.press("Keep it")
    cora.pick("Who tells the child?", "Cora Amberley")
    cora.write("Where?", "On a walk")
    cora.write("Who is with them then", "The carer, all evening")
    cora.press("Save the plan")
    cora.go("/")
    cora.sees("Cora Amberley tells it. On a walk.")


def stop_holds_it_all(cora: Visitor, child: str) -> None:
    """A second letter waits and a second time is planned: one press holds both."""
    trail(cora, child)
    here = cora.page.url
    plan(cora, dt.date.today() + dt.timedelta(days=900))
    assert cora.errors == ["The answer runs out before that day. Ask again first, or choose an earlier day."]
    trail(cora, child)
    plan(cora, dt.date.today())
    cora.press("Write the second letter")
    cora.write("Name and address it goes to", "Walter Whitcombe\n1 Made-up Road")
    cora.choose("I looked today")
    cora.press("Send it for a check")
    cora.go("/")
    cora.follow(child, within=cora.page.locator(".kith-list").last)
    cora.follow("Stop or pause")
    cora.press("Stop everything")
    cora.go(here)
    cora.sees("Held: stopped")
    cora.follow("All promises")
    cora.sees(re.compile(r"^\s*Held\s*$"))
    cora.go(here)
    cora.sees(re.compile("Held, "))
    for button in ("Write the", "Plan family time"):
        assert not steps.pressable(cora, re.compile(button)).count()
