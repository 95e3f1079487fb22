"""From a list to a coordinator: one child from “could be offered it, and why” to a record in the child's own words."""

import datetime as dt
import re

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

WISH = "Find my Grandad. He had a shed."
GRANDAD = "Grandad"


def test_from_a_list_to_a_coordinator(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury", keyboard=True)
    name = steps.first_not_offered(sam)
    link = sam.page.get_by_role("link", name=f"Refer {name}").first.get_attribute("href") or ""
    child = county.an_id(link)

    moira = arrive("Moira Kestrel")
    never = never_asked(moira)
    sees_who_and_why(moira, name, child)
    refers_and_answers(sam, name)
    moira.go("/")
    assert never_asked(moira) == never - 1, "who was referred was asked"
    referral = decides_and_names_a_coordinator(moira, name)

    cora = arrive("Cora Amberley", width=768)
    says_yes_together(cora, name)
    sam.go(f"/record/{child}/")
    sam.is_at(name)
    for said in (WISH, "Coordinator: Cora Amberley.", "Talks about Nan Jean at every visit.", "Soon"):
        sam.sees(re.compile(re.escape(said)))
    said_yes_to = sam.page.locator("table", has_text="Talk with me").last
    assert "Yes" in said_yes_to.inner_text()
    sam.go(f"/referrals/{referral}/parents/")
    sam.sees("She hopes he finds his grandad.")


def never_asked(moira: Visitor) -> int:
    """How many children nobody has asked, as the manager's first page counts."""
    return int(moira.page.locator(".kith-figure", has_text="Never asked").inner_text().split()[2])


def sees_who_and_why(moira: Visitor, name: str, child: str) -> None:
    """The list of who was never asked, one child found in it by name, and each rule with what it rests on."""
    moira.follow("Who", within=moira.page.locator(".kith-figure", has_text="Never asked"))
    moira.write("Find a child by name", name)
    moira.press("Find")
    moira.use(moira.page.locator(f".kith-list a[href*='{child}']").first)  # not by name: two may have the same
    moira.is_at(f"Could {name} be offered Lifelong Links?")
    assert moira.page.locator(".kith-answer").count() == 4, "age, time in care, and both plans"
    moira.sees("Rules from:")


def refers_and_answers(sam: Visitor, name: str) -> None:
    """The worker refers, answers what must be safe, and writes down what a parent said: all by the keyboard."""
    sam.follow(f"Refer {name}")
    steps.fill_in_referral(sam)
    sam.is_at(f"{name} is referred")
    sam.follow("See the referral")
    sam.sees("Nobody that we know of.")
    sam.follow("Parents’ answers")
    sam.write("Who has parental responsibility?", "Mum")
    sam.write("Why do they have it?", "mother")
    sam.choose("Yes", question="What is the answer?")
    today = dt.date.today()
    sam.day("asked_on", today.year, today.month, today.day)
    sam.write("In a few words", "She hopes he finds his grandad.")
    sam.press("Save the answer")
    sam.sees("She hopes he finds his grandad.")


def decides_and_names_a_coordinator(moira: Visitor, name: str) -> str:
    """How soon, otherwise than the reasons say and with a reason in words; then who; gives the referral's id."""
    moira.turn_to("Decisions")
    moira.follow(name)
    referral = county.an_id(moira.page.url)
    moira.choose("Has asked more than once")
    moira.choose("Soon", question="How soon?")
    moira.write("If you decide otherwise", "The reviewing officer asks for it before the summer.")
    moira.press("Accept and save")
    moira.sees("How soon is decided, with its reasons.")
    steps.allocate(moira, "Cora Amberley")
    moira.sees("Cora Amberley is the child’s coordinator now.")
    return referral


def says_yes_together(cora: Visitor, name: str) -> None:
    """The child asks for somebody in their own words, says yes to the first step, and gives the device back."""
    cora.follow(name, within=cora.page.locator(".kith-list").last)
    cora.follow("Saying yes, together")
    cora.press("Start a session together")
    cora.press("Go on")
    cora.write("Say it in your own words", WISH)
    cora.write("Is it about one person?", GRANDAD)
    cora.press("Save and go on")
    cora.press("Go on")
    cora.press("Yes")
    cora.write("Who is here with you?", "Linda, my foster carer")
    cora.choose("In words", question="How did you say yes?")
    cora.press("Save my yes")
    cora.is_at("Can Cora Amberley read your file?")
    cora.press("Not now")
    cora.follow("Stop for today")
    cora.press("We are done")
    cora.press("It is me")
    cora.is_at(f"Saying yes, together with {name}")
