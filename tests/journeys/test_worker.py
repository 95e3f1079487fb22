"""The social worker: my children not yet offered it, one page to refer, and a withdrawal that is not theirs alone."""

import datetime as dt

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Arrive


@pytest.mark.parametrize("how", [{}, {"keyboard": True}, {"script": False, "width": 360}], ids=str)
def test_refer_in_one_page(arrive: Arrive, how: dict[str, object]) -> None:
    sam = arrive("Sam Thornbury", **how)
    sam.is_at("My children")
    name = steps.refer(sam)
    sam.is_at(f"{name} is referred")
    sam.sees("decides how soon with reasons in words")
    sam.sees("The coordinator’s notes with the child stay in the service.")
    sam.follow("Back to the children not offered yet")
    sam.sees_not(name)


def test_what_is_missing_is_said_at_the_top_and_beside_its_field(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury")
    name = steps.first_not_offered(sam)
    sam.follow(f"Refer {name}")
    sam.press("Refer")
    assert sam.errors[0] == "Choose where it came up"
    assert len(sam.errors) == 5
    assert sam.page.title().startswith("Error:")


def test_a_worker_does_not_withdraw_alone(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury")
    name = steps.refer(sam)
    sam.follow("See the referral")
    sam.follow("Propose to withdraw")
    later = dt.date.today() + dt.timedelta(days=90)
    sam.choose("The child's home is fragile at the moment")
    sam.write("In a few words", "The foster home may end next week.")
    sam.write("What would need to change", "A settled home.")
    sam.day("look_again_on", later.year, later.month, later.day)
    sam.press("Send to the manager")
    sam.sees("Until the manager decides, nothing changes.")

    moira = arrive("Moira Kestrel")
    moira.sees(name)
    moira.turn_to("Decisions")
    moira.follow(name, within=moira.page.locator("li", has_text="proposes to withdraw"))
    moira.choose("Yes, withdraw")
    moira.write("Why?", "Agreed with the reviewing officer.")
    moira.press("Save the decision")
    moira.sees("Withdrawn by the worker")

    sam.go("/")
    sam.follow(name, within=sam.page.locator(".kith-list"))
    sam.is_at(f"Who was told: {name}")
    today = dt.date.today()
    sam.write("Who told the child?", "Sam, at home.")
    sam.day("child_told_on", today.year, today.month, today.day)
    sam.write("In which words?", "Not now, and we look again after the winter.")
    sam.day("reviewing_officer_told_on", today.year, today.month, today.day)
    sam.day("advocate_offered_on", today.year, today.month, today.day)
    sam.press("Save")
    sam.sees("Not now, and we look again after the winter.")
