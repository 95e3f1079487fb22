"""A page counts as built the same as another only where an accessibility check would find the same."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys import visitor
from tests.journeys.visitor import GLANCE, FoundAccessible, Visitor

FIELD = '<label for="a">{label}</label><input id="a" value="{value}">'
ADA = FIELD.format(label="Your name", value="Ada")


def built(chromium: Browser, *bodies: str) -> list[str]:
    """How each of these pages is built."""
    page = chromium.new_page()
    found = []
    for body in bodies:
        page.set_content(body)
        found.append(page.evaluate(GLANCE, [])["built"])
    page.context.close()
    return found


def test_other_words_and_another_row_change_nothing(chromium: Browser) -> None:
    one, other = built(chromium, ADA, FIELD.format(label="Their name", value="Jean"))
    assert one == other
    row = "<tr><th>Name</th><td>12</td></tr>"
    assert len(set(built(chromium, *(f"<table>{row * rows}</table>" for rows in (1, 2, 9))))) == 1


@pytest.mark.parametrize(
    "body",
    [
        FIELD.format(label="", value="Ada"),
        ADA.replace('for="a"', 'for="b"'),
        ADA + "<h4>More</h4>",
        ADA.replace("<input", '<input class="other"'),
        ADA + '<p id="a">The same id twice</p>',
    ],
)
def test_what_the_check_looks_at_changes_it(body: str, chromium: Browser) -> None:
    one, other = built(chromium, ADA, body)
    assert one != other


def test_what_one_worker_found_accessible_the_others_know_and_nothing_else(tmp_path: Path) -> None:
    one, other, elsewhere = FoundAccessible(tmp_path), FoundAccessible(tmp_path), FoundAccessible()
    one.add("built like this")
    assert one.has("built like this")
    assert other.has("built like this")
    assert not other.has("built otherwise")
    assert not elsewhere.has("built like this")


def test_a_page_that_is_found_wanting_is_found_wanting_by_whoever_comes_next(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        monkeypatch.setattr(visitor, "FOUND_ACCESSIBLE", FoundAccessible(tmp_path))
        somebody = Visitor.arrive(chromium, "http://127.0.0.1")
        somebody.page.set_content('<html lang="en"><title>A</title><main><h1>A</h1><input></main></html>')
        somebody.look()
        somebody.page.context.close()
        assert any("label" in line for line in somebody.complaints), somebody.complaints
