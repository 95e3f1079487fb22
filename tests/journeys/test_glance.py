"""A page counts as built the same as another only where an accessibility check would find the same."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.visitor import GLANCE

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
