"""On paper: every page used with a child prints blank on one side of one sheet, and a record prints whole."""

import re

import pytest

from tests.journeys.conftest import Arrive

A4_POINTS = (595, 842)


def sides(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def sizes(printed: bytes) -> set[tuple[int, int]]:
    found = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", printed)
    return {(int(float(width)), int(float(height))) for width, height in found}


@pytest.mark.parametrize("script", [True, False])
def test_every_page_used_with_a_child_prints_blank_on_one_sheet(arrive: Arrive, script: bool) -> None:
    cora = arrive("Cora Amberley", script=script)
    cora.follow("Pages to print")
    addresses = [link.get_attribute("href") for link in cora.page.locator("main a").all()]
    paper = [address for address in addresses if address and "/paper/" in address]
    assert len(paper) > 8
    for address in paper:
        cora.go(address)
        printed = cora.page.pdf(format="A4", prefer_css_page_size=True)
        assert sides(printed) == 1, address
        cora.page.emulate_media(media="print")
        assert cora.page.get_by_text("Made-up: nobody").is_visible(), (
            f"{address}: on paper nobody could tell that it is made up"
        )
        cora.page.emulate_media(media="null")
        assert sizes(printed) == {A4_POINTS} or sizes(printed) == {(594, 841)}


def test_a_record_prints_without_what_can_only_be_pressed(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury", looks=False)
    sam.use(sam.page.locator("tbody th a").first)
    sam.page.emulate_media(media="print")
    assert sam.page.locator(".kith-nav").is_hidden()
    assert sam.page.locator("h1").is_visible()
    assert sam.page.get_by_text("What you can do now").is_hidden()
    assert 1 <= sides(sam.page.pdf(format="A4", prefer_css_page_size=True)) <= 5


def test_the_managers_list_prints_on_two_sheets_and_says_what_it_is_narrowed_to(arrive: Arrive) -> None:
    moira = arrive("Moira Kestrel", looks=False)
    moira.go("/children/?answer=could&never_asked=on")
    assert len(moira.page.locator("tbody tr").all()) == 25
    assert moira.page.get_by_text("Shown:").is_hidden()
    moira.page.emulate_media(media="print")
    assert moira.page.get_by_text("Shown: could be offered, all areas, never asked.").is_visible()
    for pressed in (
        "Find a child by name",
        "Sign out",
        "Bring in a list of facts",
        "The rules, the facts and the people",
    ):
        assert not any(one.is_visible() for one in moira.page.get_by_text(pressed).all()), pressed
    assert sides(moira.page.pdf(format="A4", prefer_css_page_size=True)) <= 2


def test_why_prints_the_rows_behind_it(arrive: Arrive) -> None:
    moira = arrive("Moira Kestrel", looks=False)
    moira.go("/children/")
    moira.use(moira.page.locator("tbody th a").first)
    row = moira.page.get_by_text("DECOM").first
    assert not row.is_visible()
    moira.page.emulate_media(media="print")
    assert row.is_visible()
    assert moira.page.get_by_text("The rows behind this").first.is_hidden()
