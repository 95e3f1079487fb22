"""Years of notes are pasted; a page says whom they name; each is answered, and what was not is forgotten."""

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Arrive

NOTES = """03.02.14 - Placed with maternal grandmother, Jean Harker. SW Tom Bright visited.
June 2019: Jean Harker rang twice. There is a no contact order against her brother Vic.
04/05/2021 Asked whether Jean Harker still has the dog. Auntie Shaz sent a card."""

# Of a card beyond its words, in pixels: the padding above and below.
A_LINE_OR_TWO = 50


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280, "keyboard": True}], ids=str)
def test_notes_are_pasted_answered_and_forgotten(arrive: Arrive, how: dict[str, object]) -> None:
    child = steps.childs_name(arrive)
    steps.add_person(arrive("Cora Amberley", looks=False), child, ("Sharon Whitcombe", "Auntie Shaz", "Mum’s sister"))

    cora = arrive("Cora Amberley", **how)
    steps.people(cora, child)
    cora.follow("What the file knows")
    cora.press("See who is named")
    assert cora.errors == ["Paste the notes, or send a file"]
    cora.write("Paste the notes", NOTES)
    cora.press("See who is named")
    cora.is_at("Who is named in these notes")
    cora.sees("1 perhaps here already")
    cora.sees("Check safety first:")
    words = cora.page.locator(".kith-card figure").first
    empty = words.bounding_box()["height"] - words.locator("blockquote").bounding_box()["height"]  # type: ignore[index]
    assert empty < A_LINE_OR_TWO, "what the notes say is a card half empty"
    cora.choose("Add as a new person", question="Who is this? Jean Harker")
    cora.choose("The same as somebody here", question="Who is this? Shaz")
    cora.press("Save these answers")
    cora.sees("1 added, 1 put beside somebody here.")
    cora.press("Finish")
    assert cora.errors == ["Answer about everybody first, or tick that the rest is forgotten for good"]
    cora.choose("Forget the one person")
    cora.press("Finish")
    cora.sees("Finished. Whoever you added stays")
    cora.sees("Looked through.")

    steps.people(cora, child)
    cora.sees("Jean Harker")
