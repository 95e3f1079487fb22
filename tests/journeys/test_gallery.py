"""Every component in a real browser: accessible, narrow enough for a phone, and a child can always leave."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kith.ui import views

pytestmark = [pytest.mark.urls("tests.apps.ui.gallery_urls"), pytest.mark.django_db(transaction=True)]
EVERY_PAGE = sorted(views.PAGES)
CHILD_PAGES = ["child", "together", "worry"]
SMALLEST = 320


@pytest.mark.parametrize("width", [SMALLEST, 1280])
@pytest.mark.parametrize("name", EVERY_PAGE)
def test_a_page_is_accessible_and_fits(name: str, width: int, open_page: Callable[..., Page], axe) -> None:
    page = open_page(f"/gallery/{name}/?errors", width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["index", "child", "together", "404"])
@pytest.mark.parametrize("width", [360, 768, 900, 1024, 1100, 1600])
def test_a_page_stands_clear_of_both_edges_alike(name: str, width: int, open_page: Callable[..., Page]) -> None:
    page = open_page(f"/gallery/{name}/", width=width)
    for box in page.locator("body > .govuk-width-container, footer > .govuk-width-container").all():
        left, right = box.evaluate("one => [one.getBoundingClientRect().left, one.getBoundingClientRect().right]")
        assert left >= 15
        assert abs(left - (width - right)) <= 1


def test_the_check_sees_what_is_wrong(open_page: Callable[..., Page], axe) -> None:
    page = open_page("/gallery/child/")
    page.evaluate("document.querySelector('h1').innerHTML = '<img src=\"/static/ui/icon.svg\">'")
    assert any(": image-alt: " in line for line in axe(page))


@pytest.mark.parametrize("name", ["index", "child"])
def test_a_page_is_whole_without_scripts(name: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"/gallery/{name}/", script=False)
    expect(page.locator("h1")).to_be_visible()
    inside = page.locator("main details summary")
    assert inside.count() == 0 or inside.first.is_visible()


def test_one_of_two_drawings_is_shown(open_page: Callable[..., Page]) -> None:
    for width, shown, hidden in [(1280, "wide", "narrow"), (SMALLEST, "narrow", "wide")]:
        page = open_page("/gallery/", width=width)
        expect(page.locator(f"#usual-{shown}-title").locator("..")).to_be_visible()
        expect(page.locator(f"#usual-{hidden}-title").locator("..")).to_be_hidden()


@pytest.mark.parametrize("width", [SMALLEST, 360, 700, 768, 1024, 1280])
def test_words_in_pictures_are_never_under_eight_points(width: int, open_page: Callable[..., Page]) -> None:
    page = open_page("/gallery/", width=width)
    smallest = page.evaluate("""() => Math.min(...[...document.querySelectorAll('svg[role=img] text')]
        .filter(line => line.getBoundingClientRect().height)
        .map(line => parseFloat(line.getAttribute('font-size')) * line.getScreenCTM().a))""")
    assert smallest >= 8 * 96 / 72


@pytest.mark.parametrize("name", CHILD_PAGES)
def test_leaving_comes_first_for_the_keyboard(name: str, open_page: Callable[..., Page]) -> None:
    page = open_page(f"/gallery/{name}/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Leave this page"


@pytest.fixture
def way_out(settings, live_server) -> str:
    """Somewhere ordinary on this machine, since no test reaches further."""
    settings.KITH_LEAVE_TO = f"{live_server.url}/gallery/404/"
    return str(settings.KITH_LEAVE_TO)


def leave_by_button(page: Page) -> None:
    page.get_by_role("link", name="Leave this page").click()


def leave_by_shift(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift")


@pytest.mark.parametrize("leave", [leave_by_button, leave_by_shift])
def test_leaving_hides_everything_and_back_does_not_return(
    leave: Callable[[Page], None], open_page: Callable[..., Page], way_out: str
) -> None:
    page = open_page("/gallery/print/")
    page.goto(page.url.replace("print", "child"))
    leave(page)
    page.wait_for_url(way_out)
    page.go_back()
    assert "Hi Amal" not in page.content()


def test_the_page_is_blank_before_the_next_one_is_asked_for(open_page: Callable[..., Page], way_out: str) -> None:
    page = open_page("/gallery/child/")
    left = page.evaluate("""() => {
        for (let press = 0; press < 3; press += 1) {
            document.dispatchEvent(new KeyboardEvent('keyup', {key: 'Shift'}));
        }
        return [getComputedStyle(document.body).display, document.title];
    }""")
    assert left == ["none", ""]
    page.wait_for_url(way_out)


def test_two_shifts_and_another_key_stay(open_page: Callable[..., Page], way_out: str) -> None:
    page = open_page("/gallery/child/")
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    expect(page.locator("h1")).to_have_text("Hi Amal.")


def test_leaving_works_without_scripts(open_page: Callable[..., Page], way_out: str) -> None:
    page = open_page("/gallery/worry/", script=False)
    leave_by_button(page)
    assert page.url == way_out


def test_a_line_of_the_error_summary_leads_to_its_field(open_page: Callable[..., Page]) -> None:
    page = open_page("/gallery/?errors")
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    page.get_by_role("link", name="Enter a date").click()
    assert page.evaluate("document.activeElement.id") == "id_asked_on_day"


def test_a_blank_form_prints_on_one_sheet(open_page: Callable[..., Page]) -> None:
    page = open_page("/gallery/print/")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
