"""What is typed outlasts a reload, in this tab only, and is gone once it is sent, forgotten or the device goes on."""

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
