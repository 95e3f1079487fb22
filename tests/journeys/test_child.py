"""A child asks for themselves, on a phone, and a person answers by the day that was promised."""

import pytest
from playwright.sync_api import Page

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive

ASK = f"/ask/{county.FIRST}/"


def ask(child, name: str) -> None:
    child.write("What name do you like?", name)
    child.write("What do you want to tell us?", "I want to find my nan.")
    child.write("How can we reach you safely?", "See me at school on a Tuesday.")
    child.press("Send")


@pytest.mark.parametrize("script", [False, True])
def test_a_child_asks_and_is_answered(arrive: Arrive, script: bool) -> None:
    child = arrive(width=360, script=script)
    child.go(ASK)
    for number in ("999", "0800 1111", "01632 960 123"):
        child.sees(number)
    promised = child.page.locator("strong", has_text="day ").last.inner_text()
    ask(child, "Bo")
    child.is_at("Thank you for telling us")
    child.sees(promised)
    child.sees_not("I want to find my nan.")

    sam = arrive("Sam Thornbury", looks=False)
    known = steps.first_not_offered(sam)
    moira = arrive("Moira Kestrel", script=script)
    moira.sees("Nobody has opened it yet.")
    moira.follow("A request")
    moira.press("Open it")
    moira.sees("I want to find my nan.")
    moira.sees(promised)
    moira.write("Name or reference", known)
    moira.press("Look")
    moira.press("It is this child")
    moira.write("What did you tell them, and how?", "Saw Bo at school. We start next week.")
    moira.press("Keep the reply")
    moira.sees("The reply is kept.")
    moira.follow("Read", within=moira.page.locator("main"))
    moira.write("What may the social worker read?", "Asks for a grandmother.")
    moira.press("Make the referral")
    moira.sees("The social worker reads that the service referred, not that the child asked.")
    moira.turn_to("Decisions")
    moira.sees("The child asked.")
    sam.go("/referrals/not-yet-offered/")
    sam.sees_not(known)


def test_the_answer_is_the_same_whoever_asks(arrive: Arrive) -> None:
    """Nobody can learn from the page whether a child is known here."""
    sam = arrive("Sam Thornbury", looks=False)
    known = steps.first_not_offered(sam)
    child = arrive(width=360)
    answers = []
    for name in (known, "Nobody Atall"):
        child.go(ASK)
        ask(child, name)
        answers.append((child.status, child.words, child.page.url))
    assert answers[0] == answers[1]


def test_leaving_is_first_and_the_title_tells_nothing(arrive: Arrive) -> None:
    child = arrive(width=360)
    child.go(ASK)
    child.page.keyboard.press("Tab")
    assert child.page.evaluate("document.activeElement.textContent") == "Leave this page"
    assert "Lifelong" not in child.page.title()


def test_without_a_rota_the_page_is_off(arrive: Arrive) -> None:
    moira = arrive("Moira Kestrel")
    moira.turn_to("Who reads, and when")
    moira.press("Take off")
    child = arrive(width=360)
    child.go(ASK)
    child.is_at("This page is not open")
    child.sees("0800 1111")
    assert _fields(child.page) == 0


def _fields(page: Page) -> int:
    return page.locator("main textarea, main input").count()
