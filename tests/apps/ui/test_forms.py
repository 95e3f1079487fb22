"""Form fields as GOV.UK markup: labels, hints and errors tied to their inputs by ids."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template

from kith.ui import form_markup
from kith.ui.forms import Sample

pytestmark = pytest.mark.once


class Ids(HTMLParser):
    """Every id of a page, and every id that something points at."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.there: list[str] = []
        self.pointed_at: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.there.append(str(given["id"]))
        for name in ("for", "aria-describedby", "aria-labelledby"):
            self.pointed_at |= set(str(given.get(name) or "").split())
        if tag == "a" and str(given.get("href") or "").startswith("#"):
            self.pointed_at.add(str(given["href"])[1:])


def page(form: forms.Form) -> str:
    template = Template("{% load kith_ui %}{% error_summary form %}{{ form }}")
    return template.render(Context({"form": form}))


@pytest.mark.parametrize("form", [Sample(), Sample({})], ids=["empty", "with errors"])
def test_every_label_hint_and_error_points_at_something_that_is_there_once(form: Sample) -> None:
    ids = Ids(page(form))
    assert ids.pointed_at - set(ids.there) == set()
    assert len(ids.there) == len(set(ids.there))


def test_every_kind_of_field_is_in_the_sample() -> None:
    kinds = {form_markup.kind(field) for field in Sample()}
    assert kinds == {name for _, name in form_markup.KINDS}


def test_errors_stand_in_the_summary_in_the_order_of_the_fields() -> None:
    form = Sample({"asked_on_day": "3", "asked_on_year": "2026"})
    lines = form_markup.problems(form)
    assert [line.href for line in lines] == [
        "#id_reason", "#id_words", "#id_asked_on_month", "#id_how_soon_0", "#id_who_0", "#id_where", "#id_still_true",
    ]  # fmt: skip
    assert lines[2].text == "The date must include a month"


def test_only_the_wrong_boxes_of_a_date_are_marked() -> None:
    shown = str(Sample({"asked_on_day": "3", "asked_on_year": "2026"})["asked_on"].as_field_group())
    marked = re.findall(r'govuk-input--error" id="(\w+)"', shown)
    assert marked == ["id_asked_on_month"]


def test_answers_stay_chosen() -> None:
    form = Sample({"how_soon": "soon", "who": ["carer", "advocate"], "still_true": "on"})
    shown = page(form)
    checked = re.findall(r'id="(\w+)"[^>]* checked', shown)
    assert checked == ["id_how_soon_1", "id_who_0", "id_who_2", "id_still_true"]


def test_hints_of_answers_are_tied_to_them() -> None:
    shown = str(Sample()["how_soon"].as_field_group())
    assert 'aria-describedby="id_how_soon_0_hint"' in shown
    assert "somebody is ill" in shown


def test_browser_checks_stay_off_and_our_words_are_used() -> None:
    assert " required" not in page(Sample())


def test_words_of_people_are_escaped() -> None:
    assert "<b>" not in page(Sample({"reason": "<b>", "words": "<b>", "asked_on_day": '"><b>'}))


def test_what_can_be_left_out_says_so() -> None:
    shown = page(Sample())
    assert len(re.findall(r"\(optional\)", shown)) == 3


def test_errors_of_the_whole_form_come_first_without_a_link() -> None:
    form = Sample({})
    form.full_clean()
    form.add_error(None, "These two do not go together")
    assert form_markup.problems(form)[0] == form_markup.Problem("These two do not go together", "")
