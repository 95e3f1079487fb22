"""`kith same` as it is typed: the shape of its answer, its columns, and every mistake with its place."""

from __future__ import annotations

import csv
import io
import json
import pathlib
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith import cli
from kith.domain.matching import births, tables

PEOPLE = """id,first name,surname,dob,town,phone
9,Shaz,Hartley,1979-05-02,Ashford,
2,Lisa,Hartley,1981,Ashford,01233 555 123
3,Mohamed,Abdi,2006-03-04,Luton,
4,Maxamed,Cabdi,04/03/2006,Luton,+44 1233 555124
5,Sharon,Hartley,2 May 1979,Ashford,
"""
OTHERS = """ref;Full name;Born on;City
k1;Hartley, Sharon;1979;Ashford
k2;Mohamed Abdi;01/01/2006;Luton
"""


@pytest.fixture
def people(tmp_path: pathlib.Path) -> pathlib.Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str], *typed: object) -> tuple[int, str, str]:
    try:
        code = cli.main(["same", *map(str, typed)])
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    written = capsys.readouterr()
    return code, written.out, written.err


def found(capsys: pytest.CaptureFixture[str], *typed: object) -> list[dict]:
    code, out, _ = answer(capsys, *typed, "--format", "json")
    assert code == 0
    return json.loads(out)["pairs"]


def test_the_json_has_the_shape_of_the_contract(capsys, people) -> None:
    code, out, err = answer(capsys, people, "--format", "json")
    answered = json.loads(out)
    assert (code, err, answered["schema"]) == (0, "", "kith.same/1")
    assert [(pair["a"], pair["b"]) for pair in answered["pairs"]] == [("3", "4"), ("5", "9")]
    for pair in answered["pairs"]:
        assert list(pair) == ["a", "b", "probability", "band", "why"]
        assert 0.77 <= pair["probability"] <= 1
        assert pair["band"] == "very likely"
    assert "First name: nickname of (Sharon – Shaz) [for]" in answered["pairs"][1]["why"]


def test_two_lists_are_compared_across_and_not_within(capsys, people, tmp_path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(OTHERS, encoding="utf-16")
    pairs = found(capsys, people, other)
    assert [(pair["a"], pair["b"]) for pair in pairs] == [("3", "k2"), ("4", "k2"), ("5", "k1"), ("9", "k1")]


def test_the_table_says_what_was_read_and_that_a_person_decides(capsys, people) -> None:
    _, out, _ = answer(capsys, people)
    assert "Read 5 people of" in out
    assert "first = first name, last = surname, dob = dob, place = town, phone = phone" in out
    assert "2 very likely, 0 likely, 0 possible. Nothing was merged: a person decides." in out


def test_the_csv_has_a_row_a_pair(capsys, people) -> None:
    _, out, _ = answer(capsys, people, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [(row["a"], row["b"], row["band"]) for row in rows] == [("3", "4", "very likely"), ("5", "9", "very likely")]
    assert "; " in rows[0]["why"]


def test_no_pair_is_an_answer_too(capsys, tmp_path) -> None:
    (tmp_path / "two.csv").write_text("id,first,last\n1,Ann,Lee\n2,Bob,Wood\n")
    assert found(capsys, tmp_path / "two.csv") == []
    assert answer(capsys, tmp_path / "two.csv", "--format", "csv")[1] == "a,b,probability,band,why\n"
    (tmp_path / "none.csv").write_text("id,first,last\n")
    assert found(capsys, tmp_path / "none.csv") == []


def test_min_leaves_out_what_is_less_sure(capsys, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "id,first,last,dob\n1,Ann,Vickerstaff,\n2,Ann,Vickerstaff,1990-02-03\n3,Annie,Vickerstaff,1990-02-03\n"
    )
    bands = [{pair["band"] for pair in found(capsys, path, "--min", least)} for least in ("possible", "likely")]
    assert bands[0] >= bands[1]
    assert {pair["band"] for pair in found(capsys, path, "--min", "very-likely")} == {"very likely"}
    code, _, err = answer(capsys, path, "--min", "sure")
    assert code == 2
    assert "sure is not possible, likely or very-likely" in err


def test_columns_may_be_named(capsys, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Key No,Vorname,Nachname,geb\nx,Ann,Vickerstaff,1990-02-03\ny,Annie,Vickerstaff,1990-02-03\n")
    named = ["--id", "Key No", "--first", "Vorname", "--last", "nachname", "--dob", "geb"]
    assert [(pair["a"], pair["b"]) for pair in found(capsys, path, *named)] == [("x", "y")]


def test_a_column_that_was_named_is_not_taken_for_another_part(capsys, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,name,called,dob\nx,Vickerstaff,Ann,1990-02-03\ny,Vickerstaff,Annie,1990-02-03\n")
    _, out, _ = answer(capsys, path, "--last", "name", "--first", "called")
    assert "first = called, last = name" in out
    _, out, _ = answer(capsys, path, "--last", "name")
    assert "(id = id, last = name, dob = dob)" in out


def test_a_column_that_one_of_two_lists_lacks_is_found_there_by_its_usual_name(capsys, people, tmp_path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("nr,first,last,dob\nk1,Sharon,Hartley,1979-05-02\n")
    assert [pair["b"] for pair in found(capsys, people, other, "--id", "nr")] == ["k1", "k1"]


def test_the_order_of_rows_and_the_line_ends_make_no_difference(capsys, people, tmp_path) -> None:
    header, *rows = PEOPLE.splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_bytes(b"\xef\xbb\xbf" + "\r\n".join([header, *reversed(rows)]).encode())
    assert found(capsys, turned) == found(capsys, people)


def test_a_service_may_bring_its_own_names_and_weights(capsys, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,first,last,dob\n1,Boo,Vickerstaff,1990\n2,Philomena,Vickerstaff,1990-02-03\n")
    added = tmp_path / "names.csv"
    added.write_text("name,variants,culture,kind,how_known\nPhilomena,Boo,ours,nickname,the family\n")
    assert found(capsys, path) == []
    assert [pair["b"] for pair in found(capsys, path, "--names", added)] == ["2"]
    broken = tmp_path / "weights.toml"
    broken.write_text("id = ")
    code, _, err = answer(capsys, path, "--weights", broken)
    assert (code, "not valid TOML" in err) == (2, True)
    code, _, err = answer(capsys, path, "--names", path)
    assert (code, f"{path}, line 1: the columns must be" in err) == (2, True)


# --- mistakes


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "There is nothing in this file"),
        (b"\n \n", "There is nothing in this file"),
        (
            b"first,last\nAnn,Lee\n",
            "line 1: No column is known for the id; say which with --id. There are: first, last",
        ),
        (b"id,town\n1,Dover\n", "line 1: No column is known for a name; say which with --first or --last"),
        (
            b"id,first\n1,Ann\n1,Bob\n",
            "line 3, column id: Every row needs an id of its own: 1 is already the id of line 2",
        ),
        (b"id,first\n1,Ann\n ,Bob\n", "line 3, column id: Every row needs an id of its own: there is no id"),
        (b'id,first\n1,Ann\n2,"Bob\n', "line 3: A quotation mark opened here is never closed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(32)) * 9, "This cannot be read"),
    ],
)
def test_a_list_that_cannot_be_used_says_where(capsys, tmp_path, text: bytes, said: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(text)
    code, out, err = answer(capsys, path)
    assert (code, out) == (2, "")
    assert str(path) in err
    assert said in err


def test_a_missing_file_a_folder_and_an_unknown_column_are_said(capsys, people, tmp_path) -> None:
    assert answer(capsys, tmp_path / "no.csv")[0::2] == (2, f"{tmp_path}/no.csv: No such file or directory.\n")
    assert answer(capsys, tmp_path)[0] == 2
    code, _, err = answer(capsys, people, "--first", "nope")
    assert (code, "line 1, column nope: There is no column nope. There are: id, first name" in err) == (2, True)


def test_what_is_odd_in_a_row_is_said_and_the_rest_is_answered(capsys, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(PEOPLE + "6,Ann,Lee,31/02/2001,,\n7,Ann\n8,Bob,Wood,05/13/1990,,\n", encoding="utf-8")
    code, out, err = answer(capsys, path, "--format", "json")
    assert code == 0
    assert len(json.loads(out)["pairs"]) == 2
    assert f"{path}, line 7, column dob: 31/02/2001 is not a day of the calendar" in err
    assert f"{path}, line 8: 2 cells where the heading has 6; this row is left out." in err
    assert f"{path}, line 9, column dob: 05/13/1990 is not a day of the calendar; the day comes before" in err


def test_many_mistakes_are_counted_and_not_all_shown(capsys, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,first,dob\n" + "".join(f"{number},Ann,soon\n" for number in range(50)))
    _, _, err = answer(capsys, path)
    assert len(err.splitlines()) == 21
    assert "And 30 more like these." in err


def test_windows_1252_and_hostile_cells_are_read(capsys, tmp_path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("id,first,last,dob\n1,José,Müller,1990-02-03\n2,=1+1,<b>,\n".encode("cp1252"))
    path.write_bytes(path.read_bytes() + "3,José,Müller,1990-02-03\n".encode("cp1252"))
    assert [(pair["a"], pair["b"]) for pair in found(capsys, path)] == [("1", "3")]


def test_it_starts_without_django_and_ends_without_a_traceback(people) -> None:
    code = (
        "import sys; from kith import cli; cli.main(['same', sys.argv[1]]); "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(people)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# --- reading


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1984-05-03", (1984, 5, 3, 0)),
        ("03/05/1984", (1984, 5, 3, 0)),
        ("3.5.1984", (1984, 5, 3, 0)),
        ("19840503", (1984, 5, 3, 0)),
        ("3 May 1984", (1984, 5, 3, 0)),
        ("3rd Sept. 1984", (1984, 9, 3, 0)),
        ("1984-05-03 00:00:00", (1984, 5, 3, 0)),
        ("May 1984", (1984, 5, None, 0)),
        ("05/1984", (1984, 5, None, 0)),
        ("1984-05", (1984, 5, None, 0)),
        ("1984", (1984, None, None, 0)),
        ("about 1984", (1984, None, None, births.ABOUT)),
        ("c. 1984", (1984, None, None, births.ABOUT)),
    ],
)
def test_births_are_read(text: str, read: tuple) -> None:
    born = births.parse(text)
    assert (born.year, born.month, born.day, born.about) == read


@pytest.mark.parametrize(
    "text", ["", "soon", "05/13/1984", "31/02/2001", "0000-00-00", "3/5/84", "1700", "May the 4th"]
)
def test_what_is_no_birth_is_refused(text: str) -> None:
    with pytest.raises(births.NotABirth):
        births.parse(text)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for given_bytes in (data, b"id,first,dob\n" + data):
        try:
            table = tables.read(given_bytes)
        except tables.TableRefused:
            continue
        assert len({person.id for person in table.persons}) == len(table.persons)
