"""`kith project` as it is typed: the shape of its answer in three formats, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
import pathlib

import pytest

from kith import cli
from kith.domain import demand

PAPER = pathlib.Path(demand.__file__).parent / "data" / "kent-2018.toml"


@pytest.fixture
def inputs_file(tmp_path: pathlib.Path) -> pathlib.Path:
    """Kent's inputs as another authority would type them: without the names by which the paper is quoted."""
    path = tmp_path / "inputs.toml"
    path.write_text(PAPER.read_text().split("# The same figures under")[0])
    return path


def answer(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    try:
        code = cli.main(["project", *typed])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    written = capsys.readouterr()
    return code, written.out, written.err


def test_the_json_has_the_shape_of_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, "kent-2018", "--format", "json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert found["schema"] == "kith.project/1"
    assert found["inputs"]["as_at"] == "2018-06-21"
    assert (found["inputs"]["withdrawn_by_sw_pct"], found["inputs"]["withdrawn_by_sw"]) == (14, None)
    assert all(list(figure) == ["id", "value", "interval", "how", "say"] for figure in found["figures"])
    by_id = {figure["id"]: figure for figure in found["figures"]}
    low, high = by_id["projection_methods.counts_x_base"]["interval"]
    assert (round(low), round(high)) == (948, 1257)
    assert by_id["in_care"] == {
        "id": "in_care",
        "value": 1608,
        "interval": None,
        "how": "1,608, as given in the inputs for Kent, 21 June 2018",
        "say": None,
    }


def test_a_file_with_the_same_values_gives_the_same_figures(
    capsys: pytest.CaptureFixture[str], inputs_file: pathlib.Path
) -> None:
    from_paper = json.loads(answer(capsys, "kent-2018", "--format", "json")[1])
    assert json.loads(answer(capsys, str(inputs_file), "--format", "json")[1]) == from_paper


def test_the_table_never_prints_a_figure_without_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer(capsys, "kent-2018")
    for figure in demand.project(demand.paper("kent-2018").inputs).figures:
        assert figure.id in out
        assert figure.how in out
        assert (figure.say or "") in out


def test_the_csv_has_a_row_for_each_figure(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer(capsys, "kent-2018", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 26
    retained = next(row for row in rows if row["id"] == "retained.pct")
    assert float(retained["value"]) == 100 * 59 / 85
    assert float(retained["low"]) < float(retained["value"]) < float(retained["high"])


def test_the_same_input_gives_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "kent-2018") == answer(capsys, "kent-2018")


def test_a_percentage_that_fits_several_counts_is_answered_and_said(
    capsys: pytest.CaptureFixture[str], inputs_file: pathlib.Path
) -> None:
    inputs_file.write_text(inputs_file.read_text().replace("identified = 85", "identified = 850"))
    code, out, err = answer(capsys, str(inputs_file), "--format", "json")
    by_id = {figure["id"]: figure for figure in json.loads(out)["figures"]}
    assert code == 0
    assert by_id["withdrawn_by_sw.n"]["value"] is None
    assert "withdrawn_by_sw: not known: 14% of 850 could be more than one whole number (115 to 123)" in err


def test_a_fault_is_said_with_file_and_line_and_ends_in_2(
    capsys: pytest.CaptureFixture[str], inputs_file: pathlib.Path
) -> None:
    inputs_file.write_text('name = "Riverland"\nin_care = "many"\n')
    code, out, err = answer(capsys, str(inputs_file))
    assert (code, out) == (2, "")
    assert f"{inputs_file}, line 2: in_care (children in care on that day) should be a whole number" in err
    assert f"{inputs_file}: as_at is missing" in err


@pytest.mark.parametrize("name", ["nothing-like-it.toml", ".", "", "a\0b"])
def test_what_is_no_file_is_said_and_ends_in_2(capsys: pytest.CaptureFixture[str], name: str) -> None:
    code, out, err = answer(capsys, name)
    assert (code, out) == (2, "")
    assert "no such file that can be read" in err
    assert "kent-2018" in err


def test_without_inputs_it_says_how_it_is_used(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer(capsys)
    assert code == 2
    assert "INPUTS.toml|kent-2018" in err
