"""What is typed outlasts a reload, in this tab only, and is gone once it is sent, forgotten or the device goes on."""

import pytest

from tests.journeys import county
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

WORDS = "He asked for his Nan twice."


def kept(visitor: Visitor) -> int:
    return int(visitor.page.evaluate("window.sessionStorage.length"))


def a_note(coordinator: Visitor) -> None:
    """The page of a note about the first of their children, half written."""
    coordinator.follow("Write a note about")
    coordinator.write("Your note", WORDS)


def test_a_note_outlasts_a_reload_and_is_gone_once_it_is_sent(arrive: Arrive) -> None:
    cora = arrive("Cora Amberley", looks=False)
    a_note(cora)
    cora.page.reload()
    cora.sees("Here is what you wrote before.")
    assert WORDS in cora.page.locator("textarea").evaluate_all("all => all.map(one => one.value)")
    cora.press("Save the note")
    assert kept(cora) == 0


def test_what_was_typed_can_be_forgotten_and_is_not_there_after_signing_out(arrive: Arrive) -> None:
    cora = arrive("Cora Amberley", looks=False)
    a_note(cora)
    cora.page.reload()
    cora.press("Forget it")
    cora.sees_not("Here is what you wrote before.")
    assert kept(cora) == 0
    cora.write("Your note", WORDS)
    address = cora.page.url
    assert kept(cora) == 1
    cora.press("Sign out")
    assert kept(cora) == 0
    cora.be("Cora Amberley")
    cora.go(address)
    assert WORDS not in cora.page.locator("textarea").evaluate_all("all => all.map(one => one.value)")


@pytest.mark.parametrize("script", [True, False])
def test_a_note_sent_after_the_session_ended_comes_back_and_is_saved(
    arrive: Arrive, service: county.Running, script: bool
) -> None:
    cora = arrive("Cora Amberley", width=360, script=script)
    a_note(cora)
    cora.choose("Mum", question="Keep this from")
    service.sit_idle(16)
    cora.press("Save the note")
    cora.sees("it waits for you alone for 30 minutes")
    cora.press("Be Cora Amberley")
    cora.is_at("What you wrote is not sent yet")
    cora.write("Your note", f"{WORDS} And his dog.")
    cora.press("Send it now")
    cora.sees(f"{WORDS} And his dog.")
    assert "Keep this from: Mum." in cora.words


def test_what_waits_is_for_nobody_else_and_can_be_thrown_away(arrive: Arrive, service: county.Running) -> None:
    cora = arrive("Cora Amberley", looks=False)
    a_note(cora)
    service.sit_idle(16)
    cora.press("Save the note")
    cora.press("Be Sam Thornbury")
    cora.sees_not(WORDS)
    cora.be("Cora Amberley")
    cora.press("Throw it away")
    cora.sees("What you wrote was thrown away.")
    cora.go("/sign-in/unsent/")
    cora.sees_not(WORDS)
