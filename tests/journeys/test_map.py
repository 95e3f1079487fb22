"""The child's map: drawn together on a tablet, who belongs to whom, any day, what changed, versions, one sheet."""

import datetime as dt
import re

import pytest
from playwright.sync_api import Locator

from tests.journeys import steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

NAN: steps.Somebody = ("Jean Whitcombe", "Nan Jean", "Mum’s mum")
GAZ: steps.Somebody = ("Gary Whitcombe", "Uncle Gaz", "Mum’s brother")
# A tablet held upright, a phone without scripts, a desk without a mouse.
IN_HAND = [
    {"width": 768},
    {"width": 360, "script": False},
    {"width": 1280, "keyboard": True},
]


@pytest.fixture
def child(arrive: Arrive) -> str:
    """A child of Sam's and Cora's who said yes to talking with Cora."""
    name = steps.childs_name(arrive)
    steps.agree_to_talk(arrive("Cora Amberley", looks=False), name)
    return name


def the_map(anyone: Visitor, child: str) -> None:
    """Go to the network of a child."""
    steps.people(anyone, child)
    anyone.follow("As a map, on any day")


def together(cora: Visitor, child: str, *, who: str = "Cora and me") -> None:
    """Give the device to the child and say who is here."""
    the_map(cora, child)
    cora.press("Draw the map together")
    cora.is_at("My map")
    cora.write("Who is here with you?", who)
    cora.press("Go on")


def add(cora: Visitor, called: str, who: str, ring: str, side: str) -> None:
    """In the child's hands: somebody in three fields, and the part of life they are in."""
    cora.write("What do you call them?", called)
    cora.write("Who are they to you?", who)
    cora.choose(ring, question="Where do they go?")
    cora.press("Add them")
    cora.is_at(f"Where does {called} go?")
    cora.choose(side, question="Which part of your life")
    cora.press("Put them on my map")


def ring(visitor: Visitor, number: int) -> str:
    """Who is listed in a ring, 1 the nearest."""
    return visitor.page.locator(f".kith-ring--{number}").inner_text()


def face(visitor: Visitor, called: str) -> Locator:
    """One of the child's people, on the page that lists them."""
    return visitor.page.locator(".kith-face", has_text=called)


def give_back(cora: Visitor) -> None:
    """The device goes back to the coordinator, who must sign in again."""
    cora.press("We are done")
    cora.be("Cora Amberley")


@pytest.mark.parametrize("how", IN_HAND, ids=str)
def test_a_child_draws_the_map(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    together(cora, child)
    cora.is_at("Who matters to you?")
    cora.sees("Let’s find out who is out there")
    cora.press("Add them")
    assert cora.errors == ["Write what you call them."]
    add(cora, "Nan Jean", "Mum’s mum", "Closest", "My mum’s side")
    cora.is_at("My map")
    assert "Nan Jean" in ring(cora, 1)
    cora.press("Add somebody")
    add(cora, "Mr Shah", "my teacher", "I know them", "School and clubs")
    assert "Mr Shah" in ring(cora, 3)
    # In the picture and in the list: the same people, each leading to where they can be moved.
    drawn = cora.page.locator(".kith-map__person a")
    assert drawn.count() == 2
    assert cora.page.get_by_role("link", name=re.compile("^Nan Jean")).count() == 2
    cora.follow("Mr Shah", within=cora.page.locator(".kith-rings"))
    cora.choose("Closest", question="How close are they to you?")
    cora.press("Put them on my map")
    assert "Mr Shah" in ring(cora, 1)
    assert "Mr Shah" not in ring(cora, 3)

    cora.press("Go on")
    cora.is_at("Two big questions")
    cora.press("Save")
    assert cora.errors == ["Tick somebody, or tap one of the answers below."]
    cora.choose("Nan Jean", question="Who loves you?")
    cora.choose("Nan Jean", question="will be there")
    cora.press("Save")
    cora.is_at("Keep my map")
    cora.write("anything you want to say", "These are mine.")
    cora.press("Keep my map")
    assert cora.errors == ["Choose who can see this map."]
    cora.choose("No, it stays with Lifelong Links")
    cora.press("Keep my map")
    cora.sees("Your map is kept.")
    cora.press("Keep a copy")
    cora.sees("These are mine.")
    cora.follow("Back")
    give_back(cora)

    the_map(cora, child)
    cora.sees("The child keeps this one with Lifelong Links.")
    sam = arrive("Sam Thornbury", looks=False)
    the_map(sam, child)
    sam.sees("No map has been drawn that you can see.")


@pytest.mark.parametrize("how", [{"width": 360}, {"width": 768, "script": False}], ids=str)
def test_not_now_and_never_stay_between_two(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    for person in (NAN, GAZ):
        steps.add_person(cora, child, person)
    together(cora, child)
    cora.follow("Just for us", within=face(cora, "Nan Jean"))
    cora.is_at("Do you want to see Nan Jean?")
    cora.sees("Only you and Cora Amberley can see what you tap here.")
    cora.press("Not now Ask me in a month")
    cora.follow("Just for us", within=face(cora, "Uncle Gaz"))
    cora.press("Never")
    cora.sees("Only you and I can see it.")
    cora.follow("Stop for today")
    cora.choose("Yes, they can see it")
    cora.press("Keep my map")
    give_back(cora)

    steps.people(cora, child)
    rows = cora.page.locator("tbody tr")
    assert "Not now" in rows.filter(has_text="Nan Jean").inner_text()
    assert "Never" in rows.filter(has_text="Uncle Gaz").inner_text()
    for name in ("Sam Thornbury", "Ian Okafor"):
        other = arrive(name, looks=False)
        other.go(cora.page.url)
        other.sees_not("Child says")
        other.sees_not("Never")
        other.sees_not("Not now")

    # A "never" is a quiet errand of the coordinator's own, in no word that says what it is about.
    cora.go("/")
    cora.sees_not("Never")
    quiet = cora.page.locator(".kith-list", has_text="Ask how they are, alone.")
    cora.follow(child, within=quiet)
    cora.is_at("A quiet check-in")
    cora.press("We have spoken")
    assert cora.errors == ["Write how it went, in a sentence"]
    cora.write("How did it go?", "Was fine, and wanted to play.")
    cora.press("We have spoken")
    cora.go("/")
    assert quiet.get_by_role("link", name=child).count() == 0


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_who_belongs_to_whom(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    for person in (NAN, GAZ):
        steps.add_person(cora, child, person)
    steps.people(cora, child)
    cora.follow("Who belongs to whom")
    cora.sees("No parent is written down.")
    cora.follow("Add a parent of somebody")
    cora.press("Save")
    assert "Choose in which way" in cora.errors
    cora.pick("Who is the parent?", "Jean Whitcombe")
    cora.pick("Whose parent are they?", "Gary Whitcombe")
    cora.choose("Birth", question="In which way?")
    cora.page.locator("[name=source]").select_option("child")
    cora.page.locator("[name=certainty]").select_option("certain")
    cora.press("Save")
    cora.sees("Jean Whitcombe is a parent of Gary Whitcombe by birth")
    cora.follow("Add people who live together")
    cora.write("A word for it", "Nan’s")
    cora.choose("Jean Whitcombe")
    cora.choose("Gary Whitcombe")
    cora.page.locator("[name=source]").select_option("child")
    cora.page.locator("[name=certainty]").select_option("certain")
    cora.press("Save")
    cora.sees("Nan’s")
    cora.follow("The map")
    row = cora.page.locator("tbody tr").filter(has=cora.page.locator("th", has_text="Jean Whitcombe"))
    assert "Gary Whitcombe" in row.inner_text(), "lives with"
    cora.follow("Who belongs to whom")
    cora.press("A slip: take it back", within=cora.page.locator("li", has_text="is a parent of Gary"))
    cora.sees("No parent is written down.")

    sam = arrive("Sam Thornbury", looks=False)
    sam.go(cora.page.url)
    sam.sees("Nan’s")


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280, "keyboard": True}], ids=str)
def test_any_day_and_what_changed(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    steps.add_person(arrive("Cora Amberley", looks=False), child, NAN)
    the_map(cora, child)
    cora.sees("1 person.")
    cora.sees("0 are in touch")
    cora.day("on", 2019, 5, 1)
    cora.press("Show it so")
    cora.sees("Nobody is written down here yet.")
    cora.sees("True on 1 May 2019")
    cora.day("on", 2019, 2, 30)
    cora.press("Show it so")
    assert len(cora.errors) == 1, "there is no such day, and the page says so"

    steps.people(cora, child)
    cora.follow("Nan Jean")
    cora.follow("Change where it stands")
    cora.choose("In touch", question="Where does it stand?")
    today = dt.date.today()
    cora.day("on", today.year, today.month, today.day)
    cora.page.locator("[name=source]").select_option("child")
    cora.press("Save")
    the_map(cora, child)
    cora.sees("1 is in touch")
    cora.follow("Kept, new and lost")
    cora.sees("0 kept, 1 new, 0 not in touch any more. More people is not the aim.")
    new = cora.page.locator(".kith-card", has_text="New, or back in touch")
    assert "Jean Whitcombe" in new.inner_text()
    cora.day("first", 2190, 1, 1)
    cora.press("Compare these days")
    assert cora.errors == ["The second day must be after the first"]


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_two_versions_side_by_side(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", looks=False)
    steps.add_person(cora, child, NAN)
    together(cora, child)
    cora.follow("Where do they go?", within=face(cora, "Nan Jean"))
    cora.choose("Closest")
    cora.choose("My mum’s side")
    cora.press("Put them on my map")
    cora.follow("Stop for today")
    cora.choose("Yes, they can see it")
    cora.press("Keep my map")
    give_back(cora)

    sam = arrive("Sam Thornbury", **how)
    the_map(sam, child)
    sam.follow("How I see it")
    sam.press("Keep my map")
    assert "Place at least one person" in sam.errors
    sam.pick("Jean Whitcombe: how near", "Close")
    sam.pick("Jean Whitcombe: which part", "Mum’s side")
    sam.write("What do you see?", "They have not met for a year.")
    sam.press("Keep my map")
    sam.sees("The child’s own map is not changed.")
    sam.follow("Side by side with another")
    sam.is_at("Two maps side by side")
    sam.sees("Neither overrules the other.")
    sam.sees("Jean Whitcombe: “Close” on the first map, “Closest” on the second.")
    assert sam.page.get_by_label("Second map").locator("option:checked").inner_text().endswith("the child")
