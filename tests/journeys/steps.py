"""Steps that several journeys share, each as the person would do it."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator

from tests.journeys.visitor import Visitor

# A full name, what the child calls them, who they are to the child.
Somebody = tuple[str, str, str]


def pressable(anyone: Visitor, text: str | re.Pattern[str]) -> Locator:
    """What says this and can be pressed, be it a button, or a link that looks like one."""
    return anyone.page.get_by_role("button", name=text).or_(anyone.page.get_by_role("link", name=text))


def first_not_offered(worker: Visitor) -> str:
    """The name of the first child of theirs who was not offered it yet."""
    worker.turn_to("Not offered yet")
    return worker.page.locator(".kith-list__name").first.inner_text()


def refer(worker: Visitor, why: str = "Talks about Nan Jean at every visit.") -> str:
    """Refer the first child not offered yet, in one page with the three safety questions; returns the name."""
    name = first_not_offered(worker)
    worker.follow(f"Refer {name}")
    fill_in_referral(worker, why)
    return name


def fill_in_referral(worker: Visitor, why: str = "Talks about Nan Jean at every visit.") -> None:
    """Fill in the one page of a referral, and refer."""
    worker.choose("On a visit", question="Where did it come up?")
    worker.write("Why, in a few words?", why)
    worker.write("Who must not know we are looking", "Nobody that we know of.")
    worker.write("Who could be a danger", "Nobody known today.")
    worker.write("Which orders or proceedings", "None.")
    worker.press("Refer")


def decide_how_soon(manager: Visitor, name: str) -> None:
    """Decide as the reasons say."""
    manager.turn_to("Decisions")
    manager.follow(name)
    proposed = manager.page.locator(".kith-card .govuk-tag").first.inner_text()
    manager.choose(proposed, question="How soon?")
    manager.press("Accept and save")


def allocate(manager: Visitor, coordinator: str) -> None:
    """On the page of a referral: name a coordinator who has room."""
    manager.follow("Name a coordinator")
    manager.choose(coordinator)
    manager.press("Save")


def find(anyone: Visitor, name: str) -> None:
    """Find a child by name, and open the record; of several of one name, of the one who was referred."""
    number = 0
    while True:
        anyone.turn_to("Who could be offered it")
        anyone.write("Find a child by name", name)
        anyone.press("Find")
        anyone.follow(name, within=anyone.page.locator(".kith-list li").nth(number))
        anyone.follow("The child's record")
        if anyone.page.get_by_text("has not been referred.").count() == 0:
            return
        number += 1


def childs_name(arrive: Callable[..., Visitor]) -> str:
    """A child of Sam's whom Cora coordinates, from referral to allocation; returns the name."""
    name = refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel", looks=False)
    decide_how_soon(moira, name)
    allocate(moira, "Cora Amberley")
    return name


def people(anyone: Visitor, child: str) -> None:
    """Go to the people of a child, from the list of one's own children: lines above it lead elsewhere."""
    anyone.go("/")
    anyone.follow(child, within=anyone.page.locator("main :is(.kith-list, table)").last)
    anyone.follow("People and safety")


def add_person(cora: Visitor, child: str, person: Somebody) -> None:
    """Add somebody who matters to a child."""
    people(cora, child)
    add_person_here(cora, person)


def add_person_here(cora: Visitor, person: Somebody) -> None:
    """The same, where the people of the child stand already."""
    cora.press("Add somebody")
    full, called, how = person
    cora.write("Name", full)
    cora.page.locator("[name=called]").fill(called)
    cora.page.locator("[name=how_related]").fill(how)
    cora.pick("Where does it stand today?", "Known, lost touch")
    cora.choose("Yes", question="Does the child know of this person?")
    cora.page.locator("[name=source]").select_option("child")
    cora.page.locator("[name=certainty]").select_option("certain")
    cora.press("Add this person")


def agree_to_talk(cora: Visitor, child: str) -> None:
    """The child says yes to talking with the coordinator, and the device goes back."""
    cora.go("/")
    cora.follow(child, within=cora.page.locator(".kith-list").last)
    cora.follow("Saying yes, together")
    cora.press("Start a session together")
    cora.press("Go on")
    cora.write("Say it in your own words", "I want to draw my people.")
    cora.press("Save and go on")
    cora.press("Go on")
    cora.press("Yes")
    cora.write("Who is here with you?", "Nobody else")
    cora.choose("In words", question="How did you say yes?")
    cora.press("Save my yes")
    cora.be("Cora Amberley")


def move_on(anyone: Visitor, referral: str, move: str, words: str, *, which: str = "") -> None:
    """Make one move of a referral, with a few words or a reason where it asks for them."""
    anyone.go(f"/referrals/{referral}/move-on/")
    anyone.follow(move)
    if which:
        anyone.choose(which)
    if words:
        anyone.write("In a few words", words)
    anyone.press("Save", exact=True)
    assert anyone.errors == []


def write_care(worker: Visitor, child: str, kind: str, words: str, *, about: str = "", named: str = "") -> None:
    """Write down one thing that comes before anybody is reached."""
    worker.go(f"/safety/children/{child}/care/add/")
    worker.choose(kind)
    worker.press("Continue")
    if about:
        worker.pick("About whom?", about)
    if named:  # what is asked hangs on the kind
        worker.page.locator("[name=named]").fill(named)
    worker.write("Who says so", words)
    worker.press("Write it down")
    worker.sees(re.compile(re.escape(words)))


def lives_with(anyone: Visitor, answer: str, words: str) -> None:
    """From a page about somebody's safety: write down who lives with them ("alone", "others" as ticked, "unknown")."""
    anyone.follow("Write down who lives with them")
    anyone.page.locator(f"[name=answer][value={answer}]").check(force=True)
    anyone.write("Who says so, and how do they know?", words)
    anyone.press("Write it down")
