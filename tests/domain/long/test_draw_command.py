"""`kith draw` as it is typed: the shape of its answer, its files, and its exit codes."""

from __future__ import annotations

import json
import pathlib
import xml.etree.ElementTree as ET

import pytest

from kith import cli

HARTLEY = pathlib.Path(__file__).parents[2] / "data" / "families" / "hartley.json"
GEDCOM = """0 HEAD
1 GEDC
2 VERS 7.0
0 @I1@ INDI
1 NAME Mia /Hartley/
1 SEX F
0 @I2@ INDI
1 NAME Kelly /Hartley/
1 SEX F
0 @I3@ INDI
1 NAME Kept /Back/
1 RESN CONFIDENTIAL
0 @F1@ FAM
1 WIFE @I2@
1 CHIL @I1@
1 CHIL @I9@
0 TRLR
"""


def answer(capsys: pytest.CaptureFixture[str], *typed: str) -> tuple[int, str, str]:
    try:
        code = cli.main(["draw", *typed])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    written = capsys.readouterr()
    return code, written.out, written.err


def drawn(capsys: pytest.CaptureFixture[str], *typed: str) -> dict:
    code, out, _ = answer(capsys, *typed, "--format", "json")
    assert code == 0
    return json.loads(out)


def test_json_has_the_shape_of_the_contract(capsys):
    found = drawn(capsys, str(HARTLEY))
    assert list(found) == ["schema", "nodes", "links", "not_shown", "crossings", "errors"]
    assert found["schema"] == "kith.draw/1"
    assert set(found["nodes"][0]) == {"id", "x", "y", "width", "height", "row"}
    assert {one["id"] for one in found["not_shown"]} == {"beth", "coach"}
    assert len({node["id"] for node in found["nodes"]}) == len(found["nodes"]) == 23
    union = next(link for link in found["links"] if link["kind"] == "union")
    assert set(union) == {"kind", "from", "to", "points", "union"}


def on_box(point: list[float], node: dict) -> bool:
    x, y = point
    inside = node["x"] - 0.02 <= x <= node["x"] + node["width"] + 0.02
    inside = inside and node["y"] - 0.02 <= y <= node["y"] + node["height"] + 0.02
    edges = (x - node["x"], x - node["x"] - node["width"], y - node["y"], y - node["y"] - node["height"])
    return inside and min(abs(edge) for edge in edges) < 0.02


@pytest.mark.parametrize("kind", ["genogram", "ecomap"])
def test_lines_begin_and_end_on_the_boxes_they_name(capsys, kind):
    found = drawn(capsys, str(HARTLEY), "--kind", kind)
    nodes = {node["id"]: node for node in found["nodes"]}
    unions = {link["union"]: link for link in found["links"] if link["kind"] == "union"}
    assert len(found["links"]) >= 14
    for link in found["links"]:
        assert on_box(link["points"][-1], nodes[link["to"]]), link
        if link["from"] in nodes:
            assert on_box(link["points"][0], nodes[link["from"]]), link
        else:
            start, line = link["points"][0], unions[link["from"]]["points"]
            assert any(lies_between(start, one, other) for one, other in zip(line, line[1:])), link  # noqa: B905


def lies_between(point: list[float], one: list[float], other: list[float]) -> bool:
    low, high = sorted((one[0], other[0])), sorted((one[1], other[1]))
    return low[0] - 0.02 <= point[0] <= low[1] + 0.02 and high[0] - 0.02 <= point[1] <= high[1] + 0.02


@pytest.mark.parametrize("kind", ["genogram", "circles", "ecomap"])
def test_drawing_stands_alone_and_is_the_same_every_time(capsys, tmp_path, kind):
    files = [tmp_path / "one.svg", tmp_path / "two.svg"]
    for file in files:
        assert answer(capsys, str(HARTLEY), "--kind", kind, "-o", str(file), "--on", "2026-11-22")[0] == 0
    text = files[0].read_text(encoding="utf-8")
    assert text == files[1].read_text(encoding="utf-8")
    root = ET.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in text
    assert "style=" not in text
    assert ".kith-map__" in text


def test_table_and_csv_hold_everybody_who_is_drawn(capsys):
    names = {node["id"] for node in drawn(capsys, str(HARTLEY))["nodes"]}
    code, out, _ = answer(capsys, str(HARTLEY), "--format", "csv")
    assert code == 0
    assert {line.split(",")[0] for line in out.splitlines()[1:]} == names
    code, out, _ = answer(capsys, str(HARTLEY))
    assert "22 people. 8 on mum’s side" in out


def test_focus_changes_from_whose_place_it_is_seen(capsys):
    assert "Mia Hartley" in answer(capsys, str(HARTLEY))[1]
    _, out, _ = answer(capsys, str(HARTLEY), "--focus", "kev", "--format", "csv")
    assert "kelly,Kelly Hartley,sister," in out
    code, out, err = answer(capsys, str(HARTLEY), "--focus", "nobody")
    assert (code, out) == (2, "")
    assert '"nobody" is the id of nobody in it.' in err


def test_gedcom_is_drawn_with_its_errors_and_without_whom_it_keeps_back(capsys, tmp_path):
    file = tmp_path / "family.ged"
    file.write_text(GEDCOM, encoding="utf-8")
    found = drawn(capsys, str(file), "-o", str(tmp_path / "map.svg"))
    assert len(found["nodes"]) == 2
    assert [error["line"] for error in found["errors"]] == [16]
    assert ["keeps this person back" in one["why"] for one in found["not_shown"]] == [True]
    assert "Kept" not in (tmp_path / "map.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("x.json", b"{", "line 1: This is no JSON"),
        ("x.json", b'{"people": [\n{"id": "a\xff"}]}', "line 2: This is no text in UTF-8"),
        ("x.json", b"[]", "line 1: The file holds no JSON object"),
        ("x.ged", b"\x89PNG\r\n\x1a\n", "x.ged"),
        ("x.gdz", b"PK\x03\x04broken", "x.gdz"),
    ],
)
def test_what_is_no_family_is_said_in_words(capsys, tmp_path, name, data, said):
    file = tmp_path / name
    file.write_bytes(data)
    code, out, err = answer(capsys, str(file), "--format", "json")
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("text", "count"), [('{"people": []}', 0), ('{"people": [{"id": "a"}]}', 1), ("{}", 0)])
@pytest.mark.parametrize("kind", ["genogram", "circles", "ecomap"])
def test_nobody_and_one_person_are_drawn(capsys, tmp_path, text, count, kind):
    file = tmp_path / "x.json"
    file.write_text(text)
    found = drawn(capsys, str(file), "--kind", kind, "-o", str(tmp_path / "x.svg"))
    assert len(found["nodes"]) == count
    ET.fromstring((tmp_path / "x.svg").read_text(encoding="utf-8"))


def test_file_that_is_not_there_is_said(capsys):
    code, _, err = answer(capsys, "/nowhere/family.json")
    assert code == 2
    assert err == "/nowhere/family.json: No such file or directory.\n"
