"""A care history in words: homes, times in care, legal status, and how far away, as far as somebody may know."""

import datetime as dt

import pytest

from kith.casework.presenters import care
from kith.domain.returns import Episode, Record
from kith.ui.charts import Span

pytestmark = pytest.mark.once

D = dt.date


def record(*episodes: Episode) -> Record:
    return Record(
        council="WEALD", child="W1001", dob=D(2014, 3, 2), dob_conflict=False, sex="M", episodes=episodes,
        last_seen=D(2026, 3, 31), last_return=D(2026, 3, 31), uasc_known=True,
    )  # fmt: skip


def labels(spans: tuple[Span, ...], kind: str) -> list[tuple[str, D, D | None]]:
    return [(span.label, span.start, span.end) for span in spans if span.kind == kind]


def test_a_change_of_legal_status_is_no_new_home() -> None:
    spans = care.spans(
        record(
            Episode(D(2020, 1, 1), D(2020, 6, 1), rne="S", ls="C1", place="U6", rec="X1"),
            Episode(D(2020, 6, 1), None, rne="L", ls="C2", place="U6"),
        )
    )
    assert labels(spans, "period") == [("In care", D(2020, 1, 1), None)]
    assert labels(spans, "home") == [("Foster carer", D(2020, 1, 1), None)]
    assert labels(spans, "legal") == [
        ("Interim care order", D(2020, 1, 1), D(2020, 6, 1)),
        ("Care order", D(2020, 6, 1), None),
    ]


def test_two_foster_homes_one_after_another_are_two_homes() -> None:
    spans = care.spans(
        record(
            Episode(D(2020, 1, 1), D(2020, 6, 1), rne="S", ls="C2", place="U6", rec="X1"),
            Episode(D(2020, 6, 1), None, rne="P", ls="C2", place="U6"),
        )
    )
    assert labels(spans, "home") == [
        ("Foster carer", D(2020, 1, 1), D(2020, 6, 1)),
        ("Foster carer", D(2020, 6, 1), None),
    ]
    assert labels(spans, "legal") == [("Care order", D(2020, 1, 1), None)]


def test_a_gap_makes_two_times_in_care_and_short_breaks_say_so() -> None:
    spans = care.spans(
        record(
            Episode(D(2020, 1, 1), D(2020, 6, 1), rne="S", ls="V4", place="U6", rec="E8"),
            Episode(D(2021, 6, 1), None, rne="S", ls="V2", place="K2"),
        )
    )
    assert labels(spans, "period") == [
        ("Short breaks", D(2020, 1, 1), D(2020, 6, 1)),
        ("In care", D(2021, 6, 1), None),
    ]
    assert labels(spans, "home")[1][0] == "Children’s home"


def test_a_code_nobody_knows_is_another_home_and_no_record_is_nothing() -> None:
    spans = care.spans(record(Episode(D(2020, 1, 1), None, rne="S", ls="??", place="Q9")))
    assert [span.label for span in spans] == ["In care", "Another home", "Another legal status"]
    assert care.spans(None) == ()


@pytest.mark.parametrize(
    ("miles", "restricted", "in_team", "said"),
    [
        (4.2, False, True, "About 4 miles from home."),
        (4.2, False, False, "0-10 miles from home."),
        (15.0, False, False, "10-20 miles from home."),
        (31.0, False, False, "20+ miles from home."),
        (None, False, True, ""),
        (None, True, True, "Not shown: where this child lives must not be known."),
        (4.2, True, False, "Not shown: where this child lives must not be known."),
    ],
)
def test_distance_is_a_band_outside_the_team_and_nothing_where_it_is_restricted(
    miles: float | None, restricted: bool, in_team: bool, said: str
) -> None:
    assert care.distance_in_words(miles, is_restricted=restricted, in_team=in_team) == said
