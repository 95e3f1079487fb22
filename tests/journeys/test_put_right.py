"""What was written down is ended, called off, handed on or put right: the pages to which only some rows lead."""

import datetime as dt
import re
from typing import Any

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

NAN = ["Nan Jean", "Jean Whitcombe", "Mum’s mum", "lost_touch"]
GAZ = ["Uncle Gaz", "Gary Whitcombe", "Mum’s brother", "in_touch"]
GARY = ["Uncle Gary", "Gary Whitcomb", "Mum’s brother", "could_be"]


@pytest.fixture
def story(service: county.Running) -> dict[str, Any]:
    """A child with three people, two of whom may be one, and who wants to meet Nan."""
    yes = [[step, NAN[0]] for step in ("search", "approach", "meet")]
    given = {"stage": "reconnection", "persons": [NAN, GAZ, GARY], "agreed": yes, "unknown_to_child": [GARY[0]]}
    one = service.stage(("begin", given))[0]
    nan, gaz, gary = (one["persons"][who[0]] for who in (NAN, GAZ, GARY))
    service.stage(("is_safe", {"connection": nan}))  # which says who lives with her, too
    return {**one, "nan": nan, "gaz": gaz, "gary": gary}


def test_what_was_written_down_is_ended_and_put_right(arrive: Arrive, story: dict[str, Any]) -> None:
    sam, cora, moira = arrive("Sam Thornbury"), arrive("Cora Amberley"), arrive("Moira Kestrel")
    the_worker_answers(sam, story)
    two_may_meet_after_all(sam, story["child"])
    what_came_first_is_over(sam, story["child"])
    the_agency_has_answered(cora, story["gaz"])
    a_number_is_right_and_a_gift_is_over(cora, story)
    the_search_is_handed_on(cora, story["nan"])
    the_day_is_called_off(cora, story["nan"])
    one_person_and_two_again(cora, story)
    what_i_said_and_a_letter(cora, story)
    sam_knows_the_family(sam, moira, story)


def lead_on(anyone: Visitor, ending: str) -> None:
    """Follow the link whose address ends so; what it says is not what this is about."""
    anyone.use(anyone.page.locator(f"main a[href$='{ending}']").first)


def save(anyone: Visitor, *, refused: bool = False) -> None:
    """Press the first button of the page's form; whether something was missing."""
    anyone.use(anyone.page.locator("main form button").first)
    assert bool(anyone.errors) is refused, anyone.errors


def says(cora: Visitor) -> None:
    """Who says so, and how sure it is."""
    cora.page.locator("[name=source]").select_option("child")
    if cora.page.locator("[name=certainty]").count():
        cora.page.locator("[name=certainty]").select_option("certain")


def the_worker_answers(sam: Visitor, story: dict[str, Any]) -> None:
    """One answer about one person and one way: she may be met with a worker there."""
    sam.go(f"/safety/people/{story['nan']}/answer/?box=meet")
    sam.press("Save")
    assert sam.errors
    sam.page.locator("[name=answer][value=yes]").check(force=True)
    sam.page.locator("[value=supervised]").check(force=True)
    sam.press("Save")
    assert sam.errors == []


def two_may_meet_after_all(sam: Visitor, child: str) -> None:
    """Who must not meet, and why they may now."""
    sam.go(f"/safety/children/{child}/apart/add/")
    sam.page.locator("[name=one]").select_option(label="Nan Jean (Jean Whitcombe)")
    sam.page.locator("[name=other]").select_option(label="Uncle Gaz (Gary Whitcombe)")
    sam.write("Why must they not meet?", "They fell out over the house.")
    sam.press("Write it down")
    lead_on(sam, "/end/")
    save(sam, refused=True)
    sam.write("Why may they meet now?", "They made it up in spring.")
    save(sam)
    sam.sees(re.compile("They made it up in spring."))


def what_came_first_is_over(sam: Visitor, child: str) -> None:
    """What comes before anybody is reached no longer stands."""
    steps.write_care(sam, child, "Checked for trafficking", "The first responder’s answer.")
    lead_on(sam, "/end/")
    sam.is_at("It no longer stands")
    save(sam, refused=True)
    sam.write("Why does it no longer stand?", "A new check is under way.")
    save(sam)


def the_agency_has_answered(cora: Visitor, gaz: str) -> None:
    """By the adoption route, and back."""
    cora.go(f"/safety/people/{gaz}/adoption/")
    cora.write("Why does this person go by the adoption route?", "Was adopted as a baby, says Nan.")
    save(cora)
    lead_on(cora, "/close/")
    save(cora, refused=True)
    cora.write("What did the agency answer?", "He was not; it was his cousin.")
    save(cora)
    cora.is_at(re.compile("stand"))
    cora.go(f"/safety/people/{gaz}/")
    assert not cora.page.locator("main a[href$='/close/']").count(), "the route is over"


def a_number_is_right_and_a_gift_is_over(cora: Visitor, story: dict[str, Any]) -> None:
    """A way to reach somebody is right today; what somebody gave is given no more; the child was told of somebody."""
    cora.go(f"/people-who-matter/{story['nan']}/reach/add/")
    cora.choose("Address")
    cora.write("The number, address or name", "1 Made-up Road")
    says(cora)
    save(cora)
    cora.use(cora.page.locator("main a[href*='/reach/']:not([href$='/add/'])").first)
    cora.press("It is right today")
    assert cora.errors == []

    cora.go(f"/network/people/{story['gaz']}/support/add/")
    cora.page.locator("[name=kind]").first.check(force=True)
    says(cora)
    save(cora)
    lead_on(cora, "/end/")
    cora.is_at("They give it no more")
    today = dt.date.today()
    cora.day("until_on", today.year, today.month, today.day)
    save(cora)

    cora.go(f"/people-who-matter/{story['gary']}/")
    lead_on(cora, "/child-knows/")
    cora.press("Yes, they know")
    cora.sees("Saved. This person may now stand on pages that the child sees.")


def the_search_is_handed_on(cora: Visitor, nan: str) -> None:
    """Somebody else looks from now on."""
    cora.go(f"/finding/people/{nan}/search/")
    save(cora)
    cora.go(f"/finding/people/{nan}/")
    lead_on(cora, "/hand-over/")
    cora.page.locator("[name=owner]").last.check(force=True)
    save(cora)


def the_day_is_called_off(cora: Visitor, nan: str) -> None:
    """A first family time, and why it is not to be."""
    cora.go(f"/finding/people/{nan}/family-time/")
    today = dt.date.today()
    cora.choose("Meet with a worker there")
    cora.day("on", today.year, today.month, today.day)
    cora.write("Where?", "The café by the river")
    cora.write("Who is there to help?", "Cora")
    cora.press("Plan it")
    lead_on(cora, "/call-off/")
    save(cora, refused=True)
    cora.write("Why was it called off?", "The river is in flood.")
    save(cora)
    cora.sees(re.compile("The river is in flood."))


def one_person_and_two_again(cora: Visitor, story: dict[str, Any]) -> None:
    """Two of nearly one name are put together, and taken apart again: each keeps what was said of them."""
    cora.go(f"/people-who-matter/{story['gaz']}/same/{story['gary']}/")
    cora.write("How do you know", "One birthday, and Nan has one son.")
    cora.press("Yes, one person")
    assert cora.errors == []
    lead_on(cora, "/undo/")
    save(cora, refused=True)
    cora.page.locator("[name=words]").fill("Nan has two sons.")
    cora.press("Two people", exact=True)
    cora.sees("They are two people again.")


def what_i_said_and_a_letter(cora: Visitor, story: dict[str, Any]) -> None:
    """In the child's hands: all that was answered. At the desk: a letter that waits until it is released."""
    cora.go(f"/letters/children/{story['child']}/write/")
    cora.choose("Legal notice")
    cora.write("Name and address it goes to", "The court\n1 Made-up Road")
    cora.write("What it says", "The child asks to be heard.")
    cora.press("Keep it until it is released")
    cora.sees("The child asks to be heard.")
    cora.go(f"/referrals/{story['referral']}/together/")
    cora.press("Start a session together")
    cora.go(f"/referrals/{story['referral']}/together/what-i-said/")
    cora.sees("Do you want to meet Nan Jean?")


def sam_knows_the_family(sam: Visitor, moira: Visitor, story: dict[str, Any]) -> None:
    """Who says so is closed out at once; the manager speaks with him and decides."""
    record = f"/record/{story['child']}/"
    sam.go(f"/safety/children/{story['child']}/i-know-them/")
    sam.write("How do you know them?", "Her aunt lives next door to me.")
    sam.press("Yes, I know them")
    sam.go(record)
    assert sam.status == 404
    moira.go("/safety/related/")
    moira.follow("Sam Thornbury", within=moira.page.locator("#waiting + ul li", has_text=story["name"]))
    moira.sees(re.compile("Her aunt lives next door to me."))
    save(moira, refused=True)
    moira.choose("Yes, open it to them")
    moira.write("Why?", "Spoke with Sam: they have never met.")
    moira.press("Keep the decision")
    sam.go(record)
    assert sam.status == 200
