"""Check values: the sample returns and what was counted from them by hand before Kith existed."""

import datetime
import json
import pathlib

import pytest

from kith import cli
from kith.domain import care, dates, returns

D = datetime.date
FOLDER = pathlib.Path(__file__).parents[2] / "data" / "ssda903" / "csv_multi_year"
# in care, under 16, start known, A3-A6, E1, P1, R5 or J, then: under 16, under 3 years by the lower bound and neither
# placed for adoption nor under E1 or D1; of which with a known start. First: open rows and children.
CHECKS = [
    ("2017", D(2018, 3, 31), (436, 434), (367, 305, 172, 16, 29, 20, 103), (234, 119)),
    ("2017 2018", D(2019, 3, 31), (323, 319), (268, 227, 124, 9, 18, 10, 65), (155, 77)),
    ("2017 2018 2019", D(2020, 3, 31), (211, 210), (177, 141, 79, 7, 13, 8, 47), (36, 34)),
    ("2017 2018 2019", D(2018, 3, 31), (551, 546), (460, 376, 190, 19, 39, 26, 126), (283, 130)),
]


def records(years: str) -> dict[tuple[str | None, str], returns.Record]:
    return returns.timelines(returns.read([returns.Source(year, FOLDER / year) for year in years.split()]))


def in_care(years: str, on: datetime.date) -> list[care.CareFacts]:
    return [known for known in care.care(records(years).values(), on) if known.in_care]


@pytest.mark.parametrize(("years", "on", "opened", "counts", "recent"), CHECKS)
def test_care_on_a_date(years, on, opened, counts, recent):
    of = records(years)
    known = care.care(of.values(), on)
    rows = [row for record in of.values() for row in record.episodes]
    assert sum(row.decom <= on and (row.dec is None or row.dec > on) for row in rows) == opened[0]
    assert len(known) == opened[1]
    cared = [child for child in known if child.in_care]
    assert counts == (
        len(cared),
        sum(child.age < 16 for child in cared),
        sum(child.start_known for child in cared),
        sum(child.placed_for_adoption for child in cared),
        sum(child.placement_order for child in cared),
        sum(child.placed_with_parents for child in cared),
        sum(child.custody for child in cared),
    )
    young = [
        child
        for child in cared
        if child.age < 16 and child.start > dates.years_before(on, 3) and not child.adoption_plan
    ]
    assert recent == (len(young), sum(child.start_known for child in young))


@pytest.mark.parametrize(("years", "on", "opened", "counts", "recent"), CHECKS)
def test_the_command_says_the_same(capsys, years, on, opened, counts, recent):
    paths = [str(FOLDER / year) for year in years.split()]
    assert cli.main(["care", *paths, "--on", on.isoformat(), "--repairs", "none", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    cared = [child for child in answer["children"] if child["in_care"]]
    assert (answer["counts"]["open"], len(answer["children"])) == (opened[1], opened[1])
    assert answer["counts"]["in_care"] == len(cared)
    in_json = (
        len(cared),
        sum(child["age"] < 16 for child in cared),
        *(
            sum(child[key] for child in cared)
            for key in ("start_known", "placed_for_adoption", "placement_order", "custody")
        ),
    )
    assert in_json == (*counts[:5], counts[6])


@pytest.mark.parametrize(
    ("years", "on", "homes", "carers"),
    [
        ("2017", D(2018, 3, 31), 111, 92),
        ("2017 2018", D(2019, 3, 31), None, 57),
        ("2017 2018 2019", D(2020, 3, 31), 34, 27),
    ],
)
def test_three_or_more_homes_in_the_year(years, on, homes, carers):
    cared = in_care(years, on)
    if homes is not None:
        assert sum(child.homes_in_year >= 3 for child in cared) == homes
    assert sum(care.homes_in_year(child.record, on, kinds=care.NEW_CARER) >= 3 for child in cared) == carers


def test_what_the_three_years_hold():
    reading = returns.read([returns.Source("all", FOLDER)])
    assert reading.refused == []
    of = returns.timelines(reading)
    assert len(of) == 820
    assert sum(bool(record.episodes) for record in of.values()) == 810
    assert sum(len(record.episodes) for record in of.values()) == 2463
    assert sum(len(file.parts[0]) for file in reading.files if file.table is returns.Table.EPISODES) == 3082


def test_difficulties_scores_and_care_leavers_of_one_year():
    of = records("2017").values()
    scores = [row.score for record in of for row in record.sdq]
    given = [score for score in scores if score is not None]
    assert (len(scores), len(given), round(sum(given) / len(given), 2)) == (670, 325, 20.26)
    assert sum(score >= 17 for score in given) == 194
    leavers = [row for record in of for row in record.oc3]
    assert (len(leavers), sum(row.in_touch == "YES" for row in leavers)) == (126, 17)
    assert sum((row.accommodation or "").startswith("S") for row in leavers) == 6


def test_stale_children_are_counted_in_and_marked():
    known = care.care(records("2017 2018 2019").values(), D(2020, 3, 31))
    stale = [child for child in known if child.stale]
    assert 0 < len(stale) < len(known)
    assert all(child.current.dec is None and child.current.year < 2020 for child in stale)


def test_repairs_close_what_a_later_return_no_longer_holds():
    of = returns.timelines(returns.read([returns.Source("all", FOLDER)]), repairs="liia")
    known = care.care(of.values(), D(2020, 3, 31))
    assert not any(child.stale for child in known)
    unrepaired = care.care(records("2017 2018 2019").values(), D(2020, 3, 31))
    gone = {child.child for child in unrepaired if child.stale} - {child.child for child in known}
    assert gone == {child.child for child in unrepaired if child.stale}


def test_rows_kept_in_a_database_give_the_same_records_as_the_files():
    reading = returns.read([returns.Source("all", FOLDER)])
    kept = [
        returns.Submitted(file.table, part.council, part.year, part.sha256, part.file, row.line, row.values)
        for file in reading.files
        for part in file.parts
        for row in file.rows
        if row.status is returns.Status.ACCEPTED
    ]
    assert returns.timelines(reversed(kept)) == returns.timelines(reading)
