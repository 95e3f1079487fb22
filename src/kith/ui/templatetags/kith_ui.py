"""The tag library of every page: components, fields, error summary, dates, pictures."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms, template
from django.db import models
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.template.exceptions import TemplateSyntaxError
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe

from kith.domain import eligibility, languages, limits
from kith.domain.returns import tables
from kith.ui import charts, components, form_markup
from kith.ui import versions as versions_of_a_row

register = template.Library()
TO_RING = re.compile(r"\+?\d[\d ()./-]{1,}")
DATED = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")

# Our own pictures escape every word they are given; the page shows one of the two.
LAYOUTS = {"wide": charts.WIDE, "narrow": charts.NARROW}


@register.simple_tag(name="component")
def component(name: str, params: Mapping[str, Any] | None = None, **more: Any) -> SafeString:
    """`{% component "button" text="Save" %}`: a GOV.UK component; `params` may come from a presenter."""
    return components.render(name, {**(params or {}), **more})


class Wrap(template.Node):
    """A component round a piece of template."""

    def __init__(self, name: FilterExpression, params: dict[str, FilterExpression], inside: NodeList) -> None:
        self.name, self.params, self.inside = name, params, inside

    def render(self, context: Context) -> SafeString:
        params = {key: value.resolve(context) for key, value in self.params.items()}
        return components.render(self.name.resolve(context), {**params, "html": self.inside.render(context)})


@register.tag(name="wrap")
def wrap(parser: Parser, token: Token) -> Wrap:
    """`{% wrap "details" summary_text="Why" %}...{% endwrap %}`: the inside becomes the component's html."""
    _, *bits = token.split_contents()
    if not bits:
        raise TemplateSyntaxError("wrap needs the name of a component")
    name = parser.compile_filter(bits.pop(0))
    params = token_kwargs(bits, parser)
    if bits:
        raise TemplateSyntaxError(f"wrap takes name=value only, not {bits[0]!r}")
    inside = parser.parse(("endwrap",))
    parser.delete_first_token()
    return Wrap(name, params, inside)


@register.inclusion_tag("ui/forms/field.html")
def field(bound: BoundField, size: str = "s", inline: bool = False, page_heading: bool = False) -> dict[str, Any]:
    """`{% field form.name size="l" %}`: a field with a label size (s, m, l), radios in a row, or as the h1."""
    return {"field": bound, "size": size, "inline": inline, "page_heading": page_heading}


@register.inclusion_tag("ui/forms/error_summary.html")
def error_summary(
    *given: forms.BaseForm | Sequence[forms.BaseForm], title: str = "There is a problem"
) -> dict[str, Any]:
    """`{% error_summary form %}`: every error of the forms (or of a list of forms) as links to the fields.

    Nothing when all is well.
    """
    every: list[forms.BaseForm] = []
    for one in given:
        every.extend(one if isinstance(one, list | tuple) else [one])  # type: ignore[list-item]
    return {"problems": [line for form in every for line in form_markup.problems(form)], "title": title}


@register.inclusion_tag("ui/_true_on.html")
def true_on(on: datetime.date) -> dict[str, Any]:
    """`{% true_on page.on %}`: every list says on which day it is true (SAFEGUARDING 17)."""
    return {"on": on}


@register.inclusion_tag("ui/_timeline.html")
def timeline(
    spans: Sequence[charts.Span],
    on: datetime.date,
    title: str = "Time in care",
    name: str = "timeline",
    table_open: bool = True,
    known_until: datetime.date | None = None,
) -> dict[str, Any]:
    """`{% timeline page.spans page.on %}`: a care history as a picture for wide and narrow, and as a table."""
    told: dict[str, Any] = {"title": title, "known_until": known_until}
    drawn = {
        word: mark_safe(charts.care_timeline(spans, on, layout=layout, name=f"{name}-{word}", **told))  # noqa: S308
        for word, layout in LAYOUTS.items()
    }
    rows = charts.rows(spans, on, known_until=known_until)
    return {"rows": rows, "on": on, "title": title, "open": table_open, **drawn}


@register.inclusion_tag("ui/_bars.html")
def bars(
    bars: Sequence[charts.Bar], title: str, name: str, what: str = "What", table: str = "closed"
) -> dict[str, Any]:
    """`{% bars page.reach title="Who we reach" name="reach" %}`: counts as a picture and as a table.

    ``table``: closed, open, or beside (the page has a table of its own that says as much).
    """
    drawn = {
        word: mark_safe(charts.bar_chart(bars, layout=layout, name=f"{name}-{word}", title=title))  # noqa: S308
        for word, layout in LAYOUTS.items()
    }
    notes = any(bar.note for bar in bars)
    return {"bars": bars, "title": title, "what": what, "has_notes": notes, "table": table, **drawn}


@register.simple_tag(takes_context=True)
def kept_for(context: template.Context) -> str:
    """`{% kept_for %}`: for whom ui/js/kept.js keeps in this tab what is typed; empty where it must keep nothing.

    Another name for each session, which changes when somebody signs in or out and when a device is handed over or
    back. Nothing is kept where nobody is signed in, nor while a device waits to be given back (docs/adr 0017).
    """
    request = context.get("request")
    key = getattr(getattr(request, "session", None), "session_key", None)
    held = getattr(request, "held", None)
    if not key or not getattr(getattr(request, "user", None), "is_authenticated", False) or (held and held.is_over):
        return ""
    return salted_hmac("kith.ui.kept", key).hexdigest()[:24]


@register.simple_tag
def versions(current: models.Model, sent: QueryDict) -> versions_of_a_row.Versions:
    """`{% versions stale.current sent as both %}`: a row as it is now beside what was sent."""
    return versions_of_a_row.compare(current, sent)


@register.simple_tag
def words_sent(sent: QueryDict) -> versions_of_a_row.Sent:
    """`{% words_sent request.POST as sent %}`: what was typed into a form that could not be saved."""
    return versions_of_a_row.of_sent(sent)


@register.simple_tag
def limit(name: str) -> int:
    """`{% limit "dormant_days" %}`: a number of the rules, so that no page says another one than holds."""
    return limits.number(name)


@register.filter
def rules_title(name: str) -> str:
    """A rule set that ships with Kith by its title; one of a service's own by the name it was given."""
    return next((one.title for one in eligibility.rule_sets() if one.id == name), name)


@register.filter
def without_sign_off(language: str) -> str:
    """A child's language, if pages for agreeing, stopping and worries must not be used in it; else ""."""
    return languages.without_sign_off(language or "")


@register.filter
def column_in_words(column: str) -> str:
    """A column of the return in plain words with its code after."""
    return tables.column_in_words(column)


@register.filter
def thousands(number: int) -> str:
    """90804 as people read it: 90,804."""
    return f"{number:,}"


@register.filter
def day_in_words(dated: str) -> str:
    """The date of a source as people write it: 2018-06-21 is 21 June 2018, 2017-04 is April 2017; words stay."""
    found = DATED.fullmatch(dated)
    if not found:
        return dated
    year, month, day = (int(part or 1) for part in found.groups())
    return date_format(datetime.date(year, month, day), "j F Y" if found[3] else "F Y")


@register.filter
def ring(number: str) -> str:
    """The address that rings a number as people write it: "+44 (0)1632 960 123" is tel:+441632960123; none is empty."""
    found = TO_RING.search(number.replace("(0)", ""))
    return "tel:" + "".join(sign for sign in found[0] if sign in "+0123456789") if found else ""


@register.filter
def kind(bound: BoundField) -> str:
    """The name of the field template that fits."""
    return form_markup.kind(bound)


@register.filter
def control(bound: BoundField) -> SafeString:
    """The field's widget with GOV.UK's classes."""
    return mark_safe(form_markup.control(bound))  # noqa: S308  Django's own widget rendering


@register.filter
def described_by(bound: BoundField) -> str:
    """The ids of a field's hint and error."""
    return form_markup.described_by(bound)


@register.filter
def optional(bound: BoundField) -> bool:
    """Whether the label must say that it can be left out; boxes to tick and what narrows a list say so themselves."""
    if getattr(bound.form, "narrows_a_list", False):
        return False
    sometimes = getattr(bound.field, "is_needed_sometimes", False)
    return not bound.field.required and not sometimes and form_markup.kind(bound) not in {"checkbox", "checkboxes"}


@register.filter
def hint_for(bound: BoundField, value: Any) -> str:
    """The hint of one answer among radios or checkboxes, or nothing."""
    hints: Mapping[str, str] = getattr(bound.field, "hints", {})
    return hints.get(str(value), "")
