"""`kith eligible`: its shape, its exit codes, and what it says to whom."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kith import cli

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
    "K1,01/02/2017,S,C2,N1,U6,PR1,,,,,,\n"
    "K2,01/02/2017,P,C2,N1,U6,PR1,,,,,,\n"
    "K3,01/02/2017,S,E1,N1,A4,PR1,,,,,,\n"
    "K4,01/03/2018,S,V4,N1,U6,PR1,,,,,,\n"
)
HEADER = (
    "CHILD,SEX,DOB,ETHNIC\nK1,1,15/07/2002,WBRI\nK2,1,15/09/2006,WBRI\nK3,2,15/09/2015,WBRI\nK4,2,15/09/2008,WBRI\n"
)
LEAVERS = "CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\nL1,15/09/1998,YES,F1,B1\n"
FACTS = (
    "council,child,fact,value,from,source,author\n"
    "Wealdshire,K1,plan,long_term_foster,2018-01-05,care plan,A. Worker\n"
    "Wealdshire,K2,plan,wait,2018-01-05,care plan,A. Worker\n"
    "Wealdshire,X9,plan,other,2018-01-05,care plan,A. Worker\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    returned = tmp_path / "2018"
    returned.mkdir()
    for name, text in {"episodes": EPISODES, "header": HEADER, "oc3": LEAVERS}.items():
        (returned / f"{name}.csv").write_text(text, "utf-8")
    (tmp_path / "facts.csv").write_text(FACTS, "utf-8")
    return tmp_path


def command(folder: Path, *more: str, on: str = "2018-06-21") -> int:
    return cli.main(["eligible", str(folder / "2018"), "--council", "Wealdshire", "--on", on, *more])


def answer(folder: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert command(folder, "--format", "json", *more) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_shape_of_the_contract(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(folder, capsys, "--rules", "kent-2018", "--facts", str(folder / "facts.csv"))
    children = found.pop("children")
    assert found == {
        "schema": "kith.eligible/1",
        "on": "2018-06-21",
        "rules": "kent-2018",
        "repairs": "none",
        "ledger": {"read": 9, "new": 9, "unchanged": 0, "changed": 0, "quarantined": 0},
        "refused": [],
        "counts": {"population": 3, "in_care": 3, "yes": 1, "no": 1, "cannot_tell": 1, "stale": 0},
        "as_at": "2018-03-31",
        "warnings": [
            "The last return ends on 2018-03-31: what happened after that is not in this answer.",
            "Facts not used, as no return that was read has the child under that council (children): 1.",
        ],
    }
    plan = "The plan is: long-term foster home (A. Worker, care plan, 5 January 2018)."
    assert children[0] == {
        "council": "Wealdshire",
        "child": "K1",
        "answer": "yes",
        "criteria": [
            {"id": "age", "answer": "met", "why": "Aged 15; turns 16 on 15 July 2018.", "missing": []},
            {
                "id": "time_in_care",
                "answer": "met",
                "why": "In care since 1 February 2017: less than 3 years.",
                "missing": [],
            },
            {"id": "plan_home", "answer": "met", "why": plan, "missing": []},
            {"id": "plan_adoption", "answer": "met", "why": plan, "missing": []},
        ],
        "near_miss": {"criterion": "age", "on": "2018-07-15", "days": 24, "text": "turns 16 in 24 days"},
        "last_seen": "2018-03-31",
        "stale": False,
    }
    assert [(child["child"], child["answer"]) for child in children[1:]] == [("K2", "cannot_tell"), ("K3", "no")]
    assert children[1]["criteria"][1]["missing"] == [{"fact": "care_start", "who": "analyst"}]


def test_a_fact_that_cannot_be_used_is_said_with_its_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(folder, "--rules", "kent-2018", "--facts", str(folder / "facts.csv")) == 0
    assert "facts.csv, line 3: “" in capsys.readouterr().err


@pytest.mark.parametrize(("on", "is_said"), [("2017-03-31", True), ("2017-04-01", False)])
def test_before_the_first_return_it_says_that_returns_tell_little(
    folder: Path, capsys: pytest.CaptureFixture[str], on: str, is_said: bool
) -> None:
    for asked in (["eligible", "--rules", "leeds"], ["care"]):
        assert cli.main([*asked, str(folder / "2018"), "--council", "Wealdshire", "--on", on, "--format", "json"]) == 0
        warned = json.loads(capsys.readouterr().out)["warnings"]
        said = "The first return begins on 2017-04-01: before it the returns tell only of who was still in care then."
        assert (said in warned) == is_said


def test_only_councils_whose_first_return_begins_later_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = folder / "2019"
    later.mkdir()
    rows = EPISODES.replace("URN\n", "URN,LA\n").replace(",,,,,,\n", ",,,,,,,North\n")
    (later / "episodes.csv").write_text(rows.replace("/2018", "/2019").replace("/2017", "/2018"), "utf-8")
    paths = [str(folder / "2018"), str(later)]
    assert cli.main(["care", *paths, "--council", "Wealdshire", "--on", "2017-05-01", "--format", "json"]) == 0
    warned = json.loads(capsys.readouterr().out)["warnings"]
    assert "The first return begins after 2017-05-01 for: North on 2018-04-01." in warned


def test_whom_a_repair_takes_to_have_left_is_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = folder / "2019"
    later.mkdir()
    kept = "".join(line for line in EPISODES.splitlines(keepends=True) if not line.startswith("K1"))
    (later / "episodes.csv").write_text(kept + "K5,01/05/2018,S,C2,N1,U6,PR1,,,,,,\n", "utf-8")
    for repairs, is_said in (("liia", True), ("none", False)):
        asked = ["care", str(folder), "--council", "Wealdshire", "--on", "2019-03-31", "--repairs", repairs]
        assert cli.main([*asked, "--format", "json"]) == 0
        found = json.loads(capsys.readouterr().out)
        said = [one for one in found["warnings"] if one.startswith("Taken to have left care")]
        assert bool(said) == is_said
        assert found["counts"]["stale"] == (not is_said), "a row that a repair closed is not open, so not stale"
    assert not [one for one in said if "LIIA_2): 1 children" not in one]


def test_same_input_same_bytes(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = set()
    for paths in (("header", "episodes", "oc3"), ("oc3", "episodes", "header")):
        files = [str(folder / "2018" / f"{name}.csv") for name in paths]
        assert cli.main(["eligible", *files, "--on", "2018-06-21", "--rules", "leeds", "--format", "json"]) == 0
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1


def test_a_table_leads_with_the_sentence_that_goes_with_the_figure(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(folder, "--rules", "kent-2018") == 0
    text = capsys.readouterr().out
    assert "True on 2018-06-21 under kent-2018" in text
    assert "Could be offered: up to 2; for 2 of them a person must still check." in text
    assert re.search(r"^[^ ]+ +.*a person must check .* not known: plan \(social worker\)$", text, re.MULTILINE)


def test_csv_has_one_line_a_child(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(folder, "--rules", "kent-2018", "--format", "csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("council,child,answer,age,time_in_care,plan_home,plan_adoption,missing,soon")
    assert [line.split(",")[1] for line in lines[1:]] == ["K1", "K2", "K3"]


def test_explain_shows_the_rows_behind_each_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(folder, capsys, "--rules", "kent-2018", "--explain", "K3")
    assert [child["child"] for child in found["children"]] == ["K3"]
    assert found["counts"]["population"] == 3
    row = [{"file": f"{folder}/2018/episodes.csv", "line": 4}]
    born = [{"file": f"{folder}/2018/header.csv", "line": 4}]
    assert [criterion["rows"] for criterion in found["children"][0]["criteria"]] == [born, row, [], row]
    assert command(folder, "--rules", "kent-2018", "--explain", "K3") == 0
    text = capsys.readouterr().out
    assert f"Row: {folder}/2018/episodes.csv, line 4." in text
    assert "K1" not in text


def test_explain_shows_the_rows_that_disagree_on_the_date_of_birth(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "2018" / "reviews.csv").write_text(
        "CHILD,DOB,REVIEW,REVIEW_CODE\nK2,15/09/2006,01/03/2018,PN1\nK1,16/07/2002,01/03/2018,PN1\n", "utf-8"
    )
    found = answer(folder, capsys, "--rules", "kent-2018", "--explain", "K1")
    age = found["children"][0]["criteria"][0]
    assert (age["answer"], age["why"]) == ("unknown", "Rows give different dates of birth.")
    assert age["rows"] == [
        {"file": f"{folder}/2018/header.csv", "line": 2},
        {"file": f"{folder}/2018/reviews.csv", "line": 3},
    ]
    alone = answer(folder, capsys, "--rules", "kent-2018", "--explain", "K2")
    assert alone["children"][0]["criteria"][0]["rows"] == [{"file": f"{folder}/2018/header.csv", "line": 3}]


def test_explain_says_why_a_child_is_not_asked_about(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for child, rules, why in (
        ("K4", "kent-2018", "in short breaks on 21 June 2018"),
        ("L1", "kent-2018", "not in care on 21 June 2018"),
        ("K1", "care-leavers", "no care leaver of 18 to 24"),
    ):
        found = answer(folder, capsys, "--rules", rules, "--explain", child)
        assert found["children"] == []
        assert why in found["not_asked_about"][0]["why"]


def test_care_leavers(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(folder, capsys, "--rules", "care-leavers")
    assert found["counts"] == {"population": 1, "in_care": 3, "yes": 1, "no": 0, "cannot_tell": 0, "stale": 0}
    assert [child["child"] for child in found["children"]] == ["L1"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ((), "kent-2018"),
        (("--rules", "kent-1918"), "There are no rules called kent-1918"),
        (("--rules", "kent-2018", "--facts", "nowhere.csv"), "nowhere.csv cannot be opened"),
        (("--rules", "kent-2018", "--explain", "Z1"), "Z1 is in none of the returns"),
    ],
)
def test_what_cannot_be_answered_ends_with_2_and_says_why(
    folder: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], said: str
) -> None:
    assert command(folder, *more) == 2
    written = capsys.readouterr()
    assert said in written.err
    assert written.out == ""


def test_nothing_readable_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "note.csv").write_text("a,b\n1,2\n", "utf-8")
    assert cli.main(["eligible", str(tmp_path), "--on", "2018-06-21", "--rules", "leeds"]) == 2
    assert "Nothing could be read" in capsys.readouterr().err


def test_a_service_may_use_its_own_file_of_rules(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = folder / "own.toml"
    own.write_text(
        'id = "own"\ntitle = "Own"\nsays = "Under 12."\nvalid_from = 2018-01-01\npopulation = "in_care"\n'
        '[[sources]]\ntext = "Service meeting"\ndated = "2018-01-01"\n'
        '[[criteria]]\nid = "age"\nkind = "age"\nunder = 12\nsays = "Under 12."\nsource = "Service meeting"\n',
        "utf-8",
    )
    found = answer(folder, capsys, "--rules", str(own))
    assert (found["rules"], found["counts"]["yes"], found["counts"]["no"]) == ("own", 2, 1)


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_any_date_is_answered(folder: Path, capsys: pytest.CaptureFixture[str], on: str) -> None:
    facts = ("--facts", str(folder / "late.csv"))
    (folder / "late.csv").write_text("child,fact,value,from\nK2,care_start,9998-01-01,2018-01-05\n", "utf-8")
    assert command(folder, "--format", "json", "--rules", "kent-2018", *facts, on=on) == 0
    counts = json.loads(capsys.readouterr().out)["counts"]
    assert counts["population"] == counts["no"] == (0 if on < "2018" else 3)


def test_csv_has_its_heading_where_nobody_is_asked_about(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(folder, "--format", "csv", "--rules", "kent-2018") == 0
    heading = capsys.readouterr().out.splitlines()[0]
    for more in ((), ("--explain", "K1")):
        assert command(folder, "--format", "csv", "--rules", "kent-2018", *more, on="1999-01-01") == 0
        assert capsys.readouterr().out.splitlines() == [heading]


def test_a_birth_after_the_date_is_not_called_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "2018" / "header.csv").write_text("CHILD,SEX,DOB,ETHNIC\nK1,1,15/03/2018,WBRI\n", "utf-8")
    assert command(folder, "--format", "json", "--rules", "kent-2018", on="2018-03-01") == 0
    age = json.loads(capsys.readouterr().out)["children"][0]["criteria"][0]
    assert (age["answer"], age["missing"]) == ("unknown", [{"fact": "date_of_birth", "who": "analyst"}])
    assert age["why"] == "The date of birth given (15 March 2018) is after 1 March 2018."
