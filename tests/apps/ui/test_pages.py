"""Base pages, error pages and leaving: what every page promises whoever builds it."""

import datetime
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory

from kith.domain.terms import Role
from kith.ui import views

TEMPLATES = Path(views.__file__).parent / "templates"
pytestmark = pytest.mark.urls("tests.apps.ui.gallery_urls")
EVERY_PAGE = sorted(views.PAGES)
CHILD_PAGES = ["child", "together", "worry"]


@pytest.fixture
def shown(client: Client, settings, db):
    def show(name: str, query: str = "") -> str:
        client.raise_request_exception = False
        return client.get(f"/gallery/{name}/{query}").content.decode()

    return show


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_no_page_has_a_script_or_style_inside_it(name: str, shown) -> None:
    page = shown(name, "?errors")
    assert "<h1" in page
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_nothing_on_a_page_comes_from_elsewhere(name: str, shown) -> None:
    page = shown(name)
    for address in re.findall(r'(?:src|<link[^>]*href)="([^"]+)"', page):
        assert address.startswith("/static/")
        assert finders.find(address.removeprefix("/static/")), address


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_page_of_the_demo_says_made_up(name: str, shown, settings) -> None:
    settings.KITH_DEMO = True
    assert "Made-up" in shown(name)
    settings.KITH_DEMO = False
    assert "Made-up" not in shown(name)


def whole_pages(source: Path) -> dict[str, str]:
    """Templates that are a page from its first line to its last: all others extend one of them."""
    texts = {path.relative_to(source).as_posix(): path.read_text("utf-8") for path in source.rglob("*.html")}
    return {name: text for name, text in texts.items() if "<html" in text}


def says_made_up(text: str) -> bool:
    return '{% include "ui/_demo.html" %}' in text or "{% if kith_demo %}" in text


def test_whatever_is_a_whole_page_says_made_up_in_the_demo(tmp_path: Path) -> None:
    pages = whole_pages(TEMPLATES.parents[1])
    bases = {f"ui/templates/ui/base{end}.html" for end in ("", "_child", "_error", "_print")}
    assert bases | {"network/templates/network/poster.html"} <= set(pages)
    assert [name for name, text in pages.items() if not says_made_up(text)] == []
    (tmp_path / "letter.html").write_text("<html><body>Dear Sir</body></html>")
    assert [name for name, text in whole_pages(tmp_path).items() if not says_made_up(text)] == ["letter.html"]


@pytest.mark.parametrize("name", EVERY_PAGE)
def test_every_page_has_a_language_one_heading_and_one_main(name: str, shown) -> None:
    page = shown(name)
    assert 'lang="en-GB"' in page
    assert page.count("<h1") == 1
    assert page.count('id="main"') == 1


@pytest.mark.parametrize("name", CHILD_PAGES)
def test_a_childs_page_can_be_left_first_and_gives_nothing_away(name: str, shown) -> None:
    page = shown(name)
    body = page[page.index("<body") :]
    first = re.search(r"<(?:a|button|input)\b[^>]*>", body)
    assert first is not None
    assert 'href="/leave/"' in first[0]
    title = re.search(r"<title>(.*?)</title>", page)
    assert title is not None
    assert title[1] in {"My page", "Our page", "A page to read"}
    assert "icon-plain" in page


def test_leaving_ends_the_session_and_goes_somewhere_ordinary(client: Client, db) -> None:
    session = client.session
    session["together"] = "something"
    session.save()
    answer = client.get("/leave/")
    assert answer.status_code == 302
    assert answer["Location"] == views.LEAVE_TO
    assert '"cookies"' in answer["Clear-Site-Data"]
    assert "no-store" in answer["Cache-Control"]
    assert dict(client.session) == {}


@pytest.mark.parametrize("status", ["400", "403", "403_csrf", "404", "429", "500"])
def test_error_pages_need_nothing_from_the_view(status: str) -> None:
    page = render_to_string(f"{status}.html")
    assert "<h1" in page
    assert 'href="/"' in page


def test_a_refusal_says_why() -> None:
    assert "Only a manager may do this." in render_to_string("403.html", {"text": "Only a manager may do this."})


def test_a_refusal_sends_nobody_to_themselves() -> None:
    asks = "ask your service administrator"
    for role, is_sent in ((Role.MANAGER, True), (Role.SERVICE_ADMIN, False)):
        page = render_to_string("403.html", {"role": role.value})
        assert (asks in page) is is_sent, role
        assert ("whoever has the role for it" in page) is not is_sent, role


def test_every_template_parses() -> None:
    names = [str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html")]
    assert len(names) > 25
    for name in names:
        get_template(name)


def test_the_title_says_when_a_form_has_errors(shown) -> None:
    assert "<title>Error: " in shown("index", "?errors")
    assert "<title>Error: " not in shown("index")


def test_the_header_names_the_person_and_their_role() -> None:
    class Person:
        is_authenticated = True
        display_name = "Priya <Nair>"
        role_label = "Coordinator"

    request = RequestFactory().get("/")
    request.user = Person()  # type: ignore[assignment]
    page = render_to_string("ui/base.html", {"nav": [{"text": "Today", "href": "/", "current": True}]}, request)
    assert "Priya &lt;Nair&gt;" in page
    assert "Coordinator" in page
    assert re.search(r'<a [^>]*href="/" aria-current="page">Today', page)


def test_a_list_says_on_which_day_it_is_true() -> None:
    page = render_to_string("ui/_true_on.html", {"on": datetime.date(2026, 11, 2)})
    assert re.sub(r"<[^>]+>", "", page).strip() == "True on 2 November 2026."
