"""The made-up county's returns: right in form, valid by the DfE's rules, true only of what had happened by then."""

from __future__ import annotations

import datetime
import hashlib
import itertools
import os
import re
import subprocess
import sys

import pytest

from kith.demo import county
from kith.domain import dates, returns
from kith.domain.returns import checks
from tests.demo import built

YEARS = range(2022, 2027)
# Dates that may lie after the return: the day on which a child who came alone turns 18 is filed ahead.
AHEAD = {"DUC"}


def test_there_are_five_years_ending_before_the_day() -> None:
    years = {int(name.split("/")[0]) for name in county.return_files(dict(built.files()))}
    assert years == set(YEARS)
    assert county.last_return_year(datetime.date(2026, 3, 31)) == 2025
    assert county.last_return_year(datetime.date(2026, 4, 1)) == 2026


def test_a_day_after_the_last_return_that_can_be_read_has_the_last_five() -> None:
    assert county.last_return_year(datetime.date(2031, 1, 1)) == returns.LAST_YEAR == county.LAST_YEAR


def test_a_day_with_too_few_returns_before_it_is_refused() -> None:
    with pytest.raises(ValueError, match="too early"):
        county.build(datetime.date(2021, 3, 31), 1)


def test_every_file_is_taken_for_the_table_and_the_year_that_it_is() -> None:
    found = {(file.table, file.year) for file in built.reading().files}
    workbook = {returns.Table.LIST_8, returns.Table.LIST_9}
    tables = set(returns.Table) - workbook - {returns.Table.DOLO, returns.Table.SW_EPISODES}
    assert found == {*itertools.product(tables, YEARS), *((returns.Table.SW_EPISODES, y) for y in (2024, 2025, 2026))}
    assert all(f"{file.year}/" in file.name for file in built.reading().files)


def test_no_row_waits_no_file_is_refused_and_no_rule_finds_anything() -> None:
    for on in (built.ON, datetime.date(2024, 4, 1)):
        reading = built.reading(on, 1 if on == built.ON else 2)
        assert (reading.refused, reading.ledger.quarantined, reading.findings) == ([], 0, [])
        assert list(checks.check(reading)) == []


def test_the_rules_would_find_a_fault() -> None:
    """The check above means something: one wrong code in one row is found."""
    episodes = built.files()["2026/episodes.csv"].decode().replace(",S,V2,", ",S,V9,", 1).encode()
    reading = returns.read([returns.Source("2026/episodes.csv", episodes)])
    assert [finding.rule for finding in checks.check(reading) if finding.rule == "144"] == ["144"]


def test_a_return_tells_nothing_of_what_came_after_it() -> None:
    for name in county.return_files(dict(built.files())):
        end = dates.return_year_end(int(name.split("/")[0]))
        for row in built.rows(name):
            for column, value in row.items():
                if column not in AHEAD and re.fullmatch(r"\d\d/\d\d/\d{4}", value):
                    assert built.day(value) <= end, (name, column, row)


@pytest.mark.parametrize("year", YEARS)
def test_codes_are_those_of_the_year(year: int) -> None:
    assert {row["SEX"] for row in built.rows(f"{year}/header.csv")} == ({"M", "F"} if year >= 2025 else {"1", "2"})
    places = {row["PLACE"] for row in built.rows(f"{year}/episodes.csv")}
    assert ("H5" in places) == (year < 2025)
    assert ("K3" in places) == (year >= 2025)


def test_each_home_follows_on_the_one_before() -> None:
    by_child: dict[str, list[dict[str, str]]] = {}
    for row in built.rows("2025/episodes.csv"):
        by_child.setdefault(row["CHILD"], []).append(row)
    followed = 0
    for rows in by_child.values():
        for before, row in itertools.pairwise(rows):
            assert before["DEC"]
            assert built.day(before["DEC"]) <= built.day(row["DECOM"])
            assert (before["REC"] == "X1") == (row["RNE"] != "S") == (before["DEC"] == row["DECOM"])
            followed += 1
    assert followed > 500


def test_nobody_is_in_care_past_their_eighteenth_birthday() -> None:
    born = {row["CHILD"]: built.day(row["DOB"]) for row in built.rows("2026/header.csv")}
    for row in built.rows("2026/episodes.csv"):
        ended = built.day(row["DEC"]) if row["DEC"] else dates.return_year_end(2026)
        assert ended <= dates.birthday(born[row["CHILD"]], 18)


def test_an_episode_is_filed_again_each_year_until_it_ends() -> None:
    open_in_2025 = {(r["CHILD"], r["DECOM"]) for r in built.rows("2025/episodes.csv") if not r["DEC"]}
    in_2026 = {(r["CHILD"], r["DECOM"]) for r in built.rows("2026/episodes.csv")}
    assert len(open_in_2025) > 1000
    assert open_in_2025 <= in_2026


def test_only_children_at_home_with_parents_live_at_the_family_s_postcode() -> None:
    for row in built.rows("2026/episodes.csv"):
        if row["PL_POST"]:
            assert (row["PL_POST"] == row["HOME_POST"]) == (row["PLACE"] == "P1")


def test_the_same_day_and_seed_give_the_same_bytes_in_another_process() -> None:
    script = (
        "import datetime, hashlib; from kith.demo import county; f = county.build(datetime.date(2026, 11, 21), 1);"
        "print(hashlib.sha256(repr(sorted(f.items())).encode()).hexdigest())"
    )
    # Another seed for Python's own hashing, so that nothing may lean on the order of a set.
    env = {**os.environ, "PYTHONHASHSEED": "12345"}
    there = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True)
    here = hashlib.sha256(repr(sorted(built.files().items())).encode()).hexdigest()
    assert there.stdout.strip() == here


def test_another_seed_gives_another_county() -> None:
    assert built.files(seed=1, size=county.SECOND) != built.files(seed=2, size=county.SECOND)


def test_another_day_of_the_same_year_changes_the_facts_and_not_the_returns() -> None:
    later = county.build(datetime.date(2027, 1, 15), built.SEED, county.SECOND)
    before = dict(built.files(size=county.SECOND))
    assert county.return_files(later) == county.return_files(before)
    assert later[county.FACTS] != before[county.FACTS]
