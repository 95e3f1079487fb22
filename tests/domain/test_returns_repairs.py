"""The named repairs: what each does, that none touches a sound timeline, and that rows stay as filed."""

import datetime

import pytest

from kith.domain import returns
from kith.domain.returns import liia

D = datetime.date


def row(decom: str, dec: str | None, rne: str, year: int, rec: str | None = "X1") -> returns.Episode:
    end = None if dec is None else D.fromisoformat(dec)
    return returns.Episode(D.fromisoformat(decom), end, rne, rec=rec if end else None, year=year)


def shown(rows: list[returns.Episode]) -> list[tuple[str, str | None, str | None, str | None]]:
    """Start, end, reason for the end, repair."""
    return [(str(row.decom), row.dec and str(row.dec), row.rec, row.repaired_by) for row in rows]


CASES = [
    (
        "LIIA_1",
        [row("2016-05-01", None, "S", 2017), row("2017-05-01", None, "P", 2018)],
        [("2016-05-01", "2017-05-01", "X1", "LIIA_1"), ("2017-05-01", None, None, None)],
    ),
    (
        "LIIA_1A the year ended first",
        [row("2016-05-01", None, "S", 2017), row("2017-05-01", None, "S", 2018)],
        [("2016-05-01", "2017-03-31", "E99", "LIIA_1A"), ("2017-05-01", None, None, None)],
    ),
    (
        "LIIA_1A care started again first",
        [row("2016-05-01", None, "S", 2017), row("2017-02-01", None, "S", 2018)],
        [("2016-05-01", "2017-01-31", "E99", "LIIA_1A"), ("2017-02-01", None, None, None)],
    ),
    ("LIIA_2", [row("2016-05-01", None, "S", 2017)], [("2016-05-01", "2017-03-31", "E99", "LIIA_2")]),
    (
        "LIIA_3A",
        [row("2016-05-01", "2016-06-01", "S", 2017), row("2016-05-01", "2016-07-01", "S", 2018)],
        [("2016-05-01", "2016-07-01", "X1", None)],
    ),
    (
        "LIIA_4",
        [row("2016-05-01", "2017-06-01", "S", 2017), row("2017-05-01", None, "P", 2018)],
        [("2016-05-01", "2017-05-01", "X1", "LIIA_4"), ("2017-05-01", None, None, None)],
    ),
    (
        "LIIA_5",
        [row("2017-05-01", "2017-06-01", "S", 2018), row("2017-06-03", None, "P", 2018)],
        [("2017-05-01", "2017-06-03", "X1", "LIIA_5"), ("2017-06-03", None, None, None)],
    ),
]


@pytest.mark.parametrize(("name", "rows", "expected"), CASES, ids=[case[0] for case in CASES])
def test_a_repair(name, rows, expected):
    assert shown(liia.repaired(rows, 2018)) == expected


def test_a_sound_timeline_is_left_alone():
    rows = [
        row("2016-05-01", "2017-05-01", "S", 2018),
        row("2017-05-01", "2017-06-01", "P", 2018, rec="E4A"),
        row("2017-09-01", "2017-10-01", "S", 2018, rec="E8"),
        # Contradictory, but nothing says that the one before went on.
        row("2017-12-01", None, "P", 2018),
    ]
    assert liia.repaired(rows, 2018) == rows


def test_an_open_row_of_the_latest_return_stays_open():
    rows = [row("2016-05-01", None, "S", 2018)]
    assert liia.repaired(rows, 2018) == rows
    assert liia.repaired(rows, 2019) != rows


def test_a_repair_of_a_repaired_timeline_changes_nothing():
    for _, rows, _ in CASES:
        once = liia.repaired(rows, 2018)
        assert liia.repaired(once, 2018) == once


def test_every_repair_says_what_it_does_and_how_sure_it_is():
    assert {repair.confidence for repair in liia.CONFIDENCE.values()} == {"high", "medium", "low"}
    applied = {made.repaired_by for _, rows, _ in CASES for made in liia.repaired(rows, 2018)} - {None}
    assert applied == liia.CONFIDENCE.keys()


def test_an_unknown_way_of_repairing_is_an_error():
    with pytest.raises(ValueError, match="none or liia"):
        returns.timelines([], repairs="guess")
