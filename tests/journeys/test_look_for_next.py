"""Whom and what to look for next: the reasons read, one put aside and brought back, the child to be asked about one."""

import pytest
from playwright.sync_api import Locator

from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor


def cards(visitor: Visitor, holding: str) -> Locator:
    """Suggestions that hold this. Whatever is folded away is opened: how many stand open is the page's own affair."""
    visitor.page.evaluate("document.querySelectorAll('main details').forEach(one => { one.open = true })")
    return visitor.page.locator(".kith-card", has_text=holding)


def a_child_to_ask(cora: Visitor) -> None:
    """The suggestions for the first of her children about whom one is for the child to answer first."""
    for link in cora.page.get_by_role("link", name="Look for next for").all():
        address = link.get_attribute("href")
        cora.go(address or "")
        if cards(cora, "Note: ask").count():
            return
        cora.go("/")
    raise AssertionError("No suggestion in the whole county is for a child to answer first.")


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_a_suggestion_is_read_put_aside_brought_back_and_asked_about(arrive: Arrive, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    a_child_to_ask(cora)
    cora.is_at("Look for next")
    cora.sees("Suggestions from what stands here, for you alone")
    card = cards(cora, "Note: ask").last
    sentence = card.locator("h3").inner_text()
    assert card.locator("li").count() >= 1, "the rows behind it stand beside it"

    cora.follow("Put aside", within=card)
    cora.is_at("Put this aside")
    cora.sees(sentence)
    cora.press("Put it aside")
    assert cora.errors == ["Choose why"]
    cora.choose("It is in hand already")
    cora.press("Put it aside")
    cora.is_at("Look for next")
    assert cards(cora, sentence).count() == 0
    aside = cora.page.locator(".kith-list li", has_text=sentence)
    assert "It is in hand already" in aside.inner_text()
    assert "(Cora Amberley)." in aside.inner_text()

    cora.press("Bring it back", within=aside)
    assert cards(cora, sentence).count() == 1
    cora.press("Note: ask", within=cards(cora, sentence))
    assert "To ask next time" in cards(cora, sentence).inner_text()
    assert "Noted by Cora Amberley" in cards(cora, sentence).inner_text()

    # For the coordinator alone: nobody else finds a word of it.
    address = cora.page.url
    for name in ("Sam Thornbury", "Moira Kestrel"):
        other = arrive(name, looks=False)
        other.go(address)
        other.sees_not(sentence)
