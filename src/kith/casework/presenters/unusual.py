"""Unusual reading on a page: what, who, when, and what was made of it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import date_format

from kith.casework.queries.unusual import LOOKED_AT, Found


@dataclass(frozen=True, slots=True)
class UnusualRow:
    """One alert. ``address`` leads to writing down what was made of it, ``events`` to what the person did."""

    says: str
    who: str
    user_id: uuid.UUID
    when: str
    is_open: bool
    made_of_it: str
    address: str
    events: str


@dataclass(frozen=True, slots=True)
class UnusualPage:
    """Four weeks: what is still to be looked at, and what somebody has looked at."""

    since: dt.date
    until: dt.date
    open: tuple[UnusualRow, ...]
    answered: tuple[UnusualRow, ...]
    pagination: dict[str, Any]


def unusual_page(found: list[Found], since: dt.date, until: dt.date, today: dt.date) -> UnusualPage:
    """The page of four weeks."""
    rows = [unusual_row(one, until) for one in found]
    pagination = {"next": {"href": f"?until={(until - LOOKED_AT).isoformat()}", "text": "Earlier"}}
    if until < today:
        later = min(until + LOOKED_AT, today)
        pagination["previous"] = {"href": f"?until={later.isoformat()}", "text": "Later"}
    return UnusualPage(
        since,
        until,
        tuple(row for row in rows if row.is_open),
        tuple(row for row in rows if not row.is_open),
        pagination,
    )


def unusual_row(one: Found, until: dt.date) -> UnusualRow:
    """One alert in words."""
    unusual, answer = one.unusual, one.answer
    place = [one.reader.pk, unusual.rule.value, min(unusual.seqs)]
    month = {"actor": str(one.reader.pk), "month": f"{unusual.until:%Y-%m}"}
    return UnusualRow(
        says=unusual.sentence,
        who=f"{one.reader.display_name} ({one.reader.role_label.lower()})",
        user_id=one.reader.pk,
        when=_when(unusual.since, unusual.until),
        is_open=one.is_open,
        made_of_it=_made_of_it(answer),
        address=f"{reverse('unusual_answer', args=place)}?{urlencode({'until': until.isoformat()})}",
        events=f"{reverse('audit')}?{urlencode(month)}",
    )


def _when(since: dt.datetime, until: dt.datetime) -> str:
    if since.date() == until.date():
        return f"{date_format(since, 'j F Y, H:i')} to {until:%H:%M}"
    return f"{date_format(since, 'j F Y, H:i')} to {date_format(until, 'j F Y, H:i')}"


def _made_of_it(answer: Any) -> str:
    if answer is None:
        return ""
    return f"{answer.get_outcome_display()}: {answer.by.display_name}, {date_format(answer.at, 'j F Y')}"
