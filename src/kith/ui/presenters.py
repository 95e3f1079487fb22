"""What the gallery shows: made-up values for every component, field and picture."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from kith.ui import charts, versions

ON = datetime.date(2026, 11, 21)
KNOWN_UNTIL = datetime.date(2026, 3, 31)  # where the returns end


def day(year: int, month: int, number: int) -> datetime.date:
    """A date of the made-up history."""
    return datetime.date(year, month, number)


SPANS = (
    charts.Span(day(2019, 3, 4), day(2020, 1, 31), "First time in care", "period", "other"),
    charts.Span(day(2021, 6, 10), None, "Second time in care", "period", "other"),
    charts.Span(day(2019, 3, 4), day(2020, 1, 31), "Foster carer, Ashbridge", "home", "foster"),
    charts.Span(day(2021, 6, 10), day(2021, 6, 29), "Short stay with a foster carer", "home", "foster"),
    charts.Span(day(2021, 6, 29), day(2023, 2, 14), "Nan Jean, who is approved as a carer", "home", "family"),
    charts.Span(
        day(2023, 2, 14), day(2024, 8, 30), "Children’s home with a school, Upper Fernhurst", "home", "residential"
    ),
    charts.Span(day(2024, 8, 30), None, "Foster carer, Maple End", "home", "foster"),
    charts.Span(day(2019, 3, 4), day(2020, 1, 31), "In care by agreement", "legal"),
    charts.Span(day(2021, 6, 10), day(2022, 3, 3), "Interim care order", "legal"),
    charts.Span(day(2022, 3, 3), None, "Care order", "legal"),
)  # fmt: skip
BUSY = tuple(
    charts.Span(
        ON - datetime.timedelta(days=90 * (20 - at)),
        ON - datetime.timedelta(days=90 * (19 - at)) if at < 19 else None,
        f"Home {at + 1}",
        "home",
        ("foster", "residential", "family", "own", "other")[at % 5],
    )
    for at in range(20)
)
NEW = (charts.Span(day(2026, 11, 9), None, "Foster carer, Ashbridge", "home", "foster"),)
FUNNEL = (
    charts.Bar("Could be offered Lifelong Links", 300, note="for 58 of them a person must still check"),
    charts.Bar("Put forward", 85),
    charts.Bar("Agreed by the child and the worker", 35),
    charts.Bar("A conference has been held", 6),
)
REACH = (
    charts.Bar("Came alone to the country", 12, of=58),
    charts.Bar("Disabled", 9, of=31),
    charts.Bar("In custody", None, of=8, note="fewer than 8: kept back"),
    charts.Bar("10 to 15 years old", 96, of=181),
)

BOTH = versions.Versions(
    who="Dana Whitlock",
    version=4,
    rows=(
        versions.VersionRow("How soon", "Soon", "Urgent", differs=True),
        versions.VersionRow("Why", "A move is planned.", "A move is planned.", differs=False),
        versions.VersionRow("Note", "", "Nan rang. She is well.\nShe asked after Amal.", differs=True),
    ),
    kept=(("how_soon", "urgent"),),
)


@dataclass(frozen=True, slots=True)
class Gallery:
    """The page object of the gallery."""

    on: datetime.date
    spans: tuple[charts.Span, ...]
    known_until: datetime.date
    busy: tuple[charts.Span, ...]
    new: tuple[charts.Span, ...]
    none: tuple[charts.Span, ...]
    funnel: list[charts.Bar]
    reach: tuple[charts.Bar, ...]
    components: dict[str, dict[str, Any]]


def gallery() -> Gallery:
    """Everything the gallery's templates show."""
    return Gallery(ON, SPANS, KNOWN_UNTIL, BUSY, NEW, (), charts.funnel(FUNNEL), REACH, COMPONENTS)


COMPONENTS: dict[str, dict[str, Any]] = {
    "breadcrumbs": {"items": [{"text": "Home", "href": "#"}, {"text": "Waiting", "href": "#"}, {"text": "Amal"}]},
    "summary_list": {
        "rows": [
            {
                "key": {"text": "Chosen name"},
                "value": {"text": "Amal"},
                "actions": {"items": [{"href": "#", "text": "Change", "visually_hidden_text": "chosen name"}]},
            },
            {"key": {"text": "In care since"}, "value": {"text": "10 June 2021"}},
            {"key": {"text": "Next review"}, "value": {"text": "4 January 2027"}},
        ]
    },
    "phase_tag": {"text": "New"},
    "pagination": {
        "previous": {"href": "#"},
        "next": {"href": "#"},
        "items": [{"number": 1, "href": "#"}, {"number": 2, "href": "#", "current": True}, {"number": 3, "href": "#"}],
    },
    "table": {
        "caption": "Waiting, longest first",
        "caption_classes": "govuk-table__caption--m",
        "first_cell_is_header": True,
        "head": [{"text": "Child"}, {"text": "Days"}, {"text": "How soon"}],
        "rows": [
            [{"text": "Amal"}, {"text": "34"}, {"text": "Urgent: turns 16 in 41 days"}],
            [{"text": "Rowan"}, {"text": "12"}, {"text": "In turn"}],
        ],
    },
    "task_list": {
        "id_prefix": "gallery-tasks",
        "items": [
            {"title": {"text": "The child’s agreement to talk"}, "href": "#", "status": {"text": "Done"}},
            {
                "title": {"text": "The three safety questions"},
                "href": "#",
                "status": {"tag": {"text": "Waiting for Dana", "classes": "govuk-tag--yellow"}},
            },
        ],
    },
}  # fmt: skip
