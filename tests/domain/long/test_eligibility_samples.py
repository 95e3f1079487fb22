"""`kith eligible` on the sample returns gives the check values, worked out independently of this code."""

import json
from pathlib import Path
from typing import Any

import pytest

from kith import cli

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "ssda903" / "csv_multi_year"


def answer(capsys: pytest.CaptureFixture[str], years: tuple[str, ...], on: str, rules: str) -> dict[str, Any]:
    paths = [str(SAMPLES / year) for year in years]
    arguments = ["--on", on, "--rules", rules, "--repairs", "none", "--format", "json"]
    assert cli.main(["eligible", *paths, *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("years", "on", "in_care", "cannot_tell"),
    [
        (("2017",), "2018-03-31", 367, 234),
        (("2017", "2018"), "2019-03-31", 268, 155),
        (("2017", "2018", "2019"), "2020-03-31", 177, 36),
        (("2019", "2018", "2017"), "2018-03-31", 460, 283),
    ],
)
def test_check_values(
    capsys: pytest.CaptureFixture[str], years: tuple[str, ...], on: str, in_care: int, cannot_tell: int
) -> None:
    """No plan is in a return, so nobody is "yes"; "cannot tell" = under 16, under 3 years, no sign of adoption."""
    found = answer(capsys, years, on, "kent-2018")
    counts = found["counts"]
    assert (counts["population"], counts["in_care"], counts["yes"]) == (in_care, in_care, 0)
    assert (counts["no"], counts["cannot_tell"]) == (in_care - cannot_tell, cannot_tell)
    assert [child["answer"] for child in found["children"]].count("cannot_tell") == cannot_tell
    assert [child["child"] for child in found["children"]] == sorted(child["child"] for child in found["children"])


@pytest.mark.parametrize(
    ("on", "time_known"),
    [("2018-03-31", 119), ("2019-03-31", 77), ("2020-03-31", 34)],
)
def test_how_many_of_them_have_a_known_start(capsys: pytest.CaptureFixture[str], on: str, time_known: int) -> None:
    years = tuple(year for year in ("2017", "2018", "2019") if int(year) < int(on[:4]))
    found = answer(capsys, years, on, "kent-2018")
    times = [
        criterion["answer"]
        for child in found["children"]
        if child["answer"] == "cannot_tell"
        for criterion in child["criteria"]
        if criterion["id"] == "time_in_care"
    ]
    assert times.count("met") == time_known


def test_care_leavers_of_the_sample_are_those_aged_18_to_24_and_not_in_care(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Recounted here from the raw table: by birthday, less those with an open episode on the day."""
    found = answer(capsys, ("2017",), "2018-03-31", "care-leavers")
    rows = [line.split(",") for line in (SAMPLES / "2017" / "oc3.csv").read_text("utf-8").splitlines()]
    child, dob = rows[0].index("CHILD"), rows[0].index("DOB")
    by_age = {row[child] for row in rows[1:] if "1993-04-01" <= "-".join(reversed(row[dob].split("/"))) <= "2000-03-31"}
    listed = {entry["child"] for entry in found["children"]}
    assert listed <= by_age
    in_care = {entry["child"] for entry in answer(capsys, ("2017",), "2018-03-31", "leeds")["children"]}
    assert by_age - listed <= in_care
    assert found["counts"]["population"] == len(listed) > 0
