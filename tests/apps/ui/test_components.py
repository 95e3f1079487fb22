"""The component tag: GOV.UK markup from one cached environment, with nothing unsafe let through."""

import pytest
from django.template import Context, Template
from django.utils.safestring import mark_safe

from kith.ui import components
from kith.ui.templatetags import kith_ui


def render(source: str, **context: object) -> str:
    return Template("{% load kith_ui %}" + source).render(Context(context))


def test_component_gives_govuk_markup() -> None:
    button = render('{% component "button" text="Save" prevent_double_click=True %}')
    assert 'class="govuk-button"' in button
    assert 'data-prevent-double-click="true"' in button
    assert "Save" in button


def test_component_takes_params_from_a_presenter_and_more_beside() -> None:
    params = {"rows": [{"key": {"text": "Name"}, "value": {"text": "Amal"}, "actions": {"items": []}}]}
    shown = render('{% component "summary-list" params classes="kith-here" %}', params=params)
    assert "Amal" in shown
    assert "kith-here" in shown


def test_component_escapes_text() -> None:
    assert "<script>" not in render('{% component "button" text=words %}', words="<script>alert(1)</script>")


@pytest.mark.parametrize("key", ["html", "title_html", "caption_html"])
def test_html_that_was_not_marked_safe_is_escaped(key: str) -> None:
    name = {"html": "inset-text", "title_html": "notification-banner", "caption_html": "panel"}[key]
    params = {"html": "<b>bold</b>", "titleHtml": "<b>bold</b>"} | {key: "<b>bold</b>"}
    assert "<b>" not in components.render(name, params)


def test_html_marked_safe_stays() -> None:
    assert "<b>bold</b>" in components.render("inset-text", {"html": mark_safe("<b>bold</b>")})


def test_html_deep_in_a_list_is_escaped() -> None:
    rows = [[{"html": "<img src=x onerror=alert(1)>"}]]
    assert "<img" not in components.render("table", {"rows": rows})


@pytest.mark.parametrize("address", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x"])
def test_a_link_cannot_run_a_script(address: str) -> None:
    with pytest.raises(components.UnsafeAddress):
        components.render("button", {"text": "Go", "href": address})


@pytest.mark.parametrize("name", ["no-such-thing", "../button", "Button"])
def test_an_unknown_component_is_named(name: str) -> None:
    with pytest.raises(components.UnknownComponent, match=name):
        components.render(name, {})


def test_wrap_puts_its_inside_into_the_component() -> None:
    shown = render('{% wrap "details" summary_text="Why" %}<p>{{ words }}</p>{% endwrap %}', words="<i>")
    assert "<p>&lt;i&gt;</p>" in shown
    assert "Why" in shown


def test_templates_are_made_once() -> None:
    components.render("button", {"text": "One"})
    before = components._template.cache_info().misses
    components.render("button", {"text": "Two"})
    assert components._template.cache_info().misses == before


def test_what_was_made_once_is_made_again_only_where_it_says_something_else() -> None:
    first = components.render("button", {"text": "Keep me"})
    assert components.render("button", {"text": "Keep me"}) is first
    assert components.render("button", {"text": "Keep me", "classes": "x"}) != first
    assert "<b>" in components.render("tag", {"text": mark_safe("<b>")})
    assert "&lt;b&gt;" in components.render("tag", {"text": "<b>"}), "equal to what was safe, and not safe"
    one, true = ({"text": "a", "disabled": value} for value in (1, True))
    assert components.render("button", one) is not components.render("button", true)


def test_a_pagination_is_made_once_for_each_page_it_leads_to() -> None:
    def pages(href: str) -> str:
        return components.render("pagination", {"next": {"href": href}, "items": [{"number": 2, "href": href}]})

    assert pages("?page=2") is pages("?page=2")
    assert "?page=3" in pages("?page=3")


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("inset-text", {"text": "Amal asked us to stop."}),
        ("button", {"text": "a", "attributes": {"data-x": "1"}}),
        ("warning-text", {"text": "Amal", "icon_fallback_text": "Stopped"}),
    ],
)
def test_what_may_say_something_of_somebody_is_not_kept(name: str, params: dict[str, object]) -> None:
    assert components.render(name, params) is not components.render(name, params)


def test_a_kept_button_still_refuses_a_script() -> None:
    for _ in range(2):
        with pytest.raises(components.UnsafeAddress):
            components.render("button", {"text": "x", "href": "javascript:alert(1)"})


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        ("2018-06-21", "21 June 2018"),
        ("2017-04", "April 2017"),
        ("no date given; read in 2025", "no date given; read in 2025"),
    ],
)
def test_the_date_of_a_source_is_written_as_people_write_it(dated: str, words: str) -> None:
    assert kith_ui.day_in_words(dated) == words


def test_rules_are_called_by_their_title_or_by_the_name_a_service_gave_them() -> None:
    assert kith_ui.rules_title("kent-2018") == "Kent's pilot (2018)"
    assert kith_ui.rules_title("ours-2026") == "ours-2026"


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("999", "tel:999"),
        ("0800 1111", "tel:08001111"),
        ("+44 (0)1632 960 123", "tel:+441632960123"),
        ("01632 960123, nights only", "tel:01632960123"),
        ("Ask at the desk", ""),
        ("", ""),
    ],
)
def test_a_number_as_people_write_it_can_be_rung(number: str, address: str) -> None:
    assert kith_ui.ring(number) == address
