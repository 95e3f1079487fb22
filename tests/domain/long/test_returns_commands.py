"""`kith care` and `kith check` as an analyst runs them: what is printed, the JSON, the exit code."""

import csv
import io
import json
import pathlib

import pytest

from kith import cli
from kith.domain import returns
from tests.domain import return_files as made

FOLDER = pathlib.Path(__file__).parents[2] / "data" / "ssda903" / "csv_multi_year"
CARE_KEYS = [
    *("council", "child", "in_care", "short_breaks", "start", "start_known", "certainty", "age", "uasc"),
    *("formerly_uasc", "disabled", "custody", "secure", "placed_for_adoption", "placement_order", "homes_in_year"),
    *("homes_in_year_without_temporary", "carer_moves_in_year", "long_term_stable", "distance_miles", "last_seen"),
    "stale",
]
LEDGER_KEYS = ["read", "new", "unchanged", "changed", "quarantined"]
ROWS = [
    "7,01/05/2017,S,C2,N1,U4,PR1,,,,ME14 1XQ,CT1 2EH,",
    "8,01/06/2017,S,V3,N1,U4,PR1,,,,,,",
    "9,01/06/2017,S,Q9,N1,U4,PR1,,,,,,",
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "episodes.csv").write_bytes(made.episodes(*ROWS))
    (tmp_path / "header.csv").write_bytes(made.header("7,1,15/01/2008,WBRI,,,", "8,2,,WBRI,,,"))
    (tmp_path / "notes.txt").write_text("Not a table.")
    return tmp_path


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    try:
        code = cli.main([str(argument) for argument in arguments])
    except SystemExit as stopped:
        code = stopped.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_care_as_json_has_the_shape_of_the_contract(capsys, folder):
    code, out, err = run(capsys, "care", folder, "--on", "2018-03-31", "--council", "Wealdshire", "--format", "json")
    answer = json.loads(out)
    assert (code, err) == (0, "")
    assert list(answer)[:6] == ["schema", "on", "repairs", "ledger", "refused", "counts"]
    assert (answer["schema"], answer["on"], answer["repairs"]) == ("kith.care/1", "2018-03-31", "none")
    assert list(answer["ledger"]) == LEDGER_KEYS
    assert answer["refused"] == [{"file": f"{folder}/notes.txt", "reason": "no table of the return has these columns"}]
    assert answer["counts"] == {"open": 3, "in_care": 2, "stale": 0}
    assert [list(child) for child in answer["children"]] == [CARE_KEYS] * 3
    seven = answer["children"][0]
    assert seven == {
        **dict.fromkeys(CARE_KEYS, False),
        **{"council": "Wealdshire", "child": "7", "in_care": True, "start": "2017-05-01", "start_known": True},
        **{"certainty": "known", "age": 10, "uasc": None, "formerly_uasc": None, "disabled": None},
        **{"homes_in_year": 1, "homes_in_year_without_temporary": 1, "carer_moves_in_year": 0},
        **{"long_term_stable": None, "distance_miles": 24.3, "last_seen": "2018-03-31"},
    }
    assert [(child["short_breaks"], child["age"]) for child in answer["children"][1:]] == [(True, None), (False, None)]
    assert (answer["as_at"], answer["warnings"]) == (None, [])


def test_a_date_after_the_last_return_is_one_warning(capsys, folder):
    answer = json.loads(run(capsys, "care", folder, "--on", "2018-04-01", "--format", "json")[1])
    assert answer["as_at"] == "2018-03-31"
    assert len(answer["warnings"]) == 1


def test_care_of_the_samples_and_the_same_input_gives_the_same_bytes(capsys):
    first = run(capsys, "care", FOLDER / "2018", FOLDER / "2017", "--on", "2019-03-31", "--format", "json")
    second = run(capsys, "care", FOLDER / "2017", FOLDER / "2018", "--on", "2019-03-31", "--format", "json")
    assert first == second
    answer = json.loads(first[1])
    assert answer["counts"] == {"open": 319, "in_care": 268, "stale": 85}
    assert answer["ledger"]["read"] == sum(answer["ledger"][key] for key in LEDGER_KEYS[1:])
    order = [(child["council"] or "", child["child"]) for child in answer["children"]]
    assert order == sorted(order)


def test_care_repaired_leaves_out_the_stale(capsys):
    answer = json.loads(run(capsys, "care", FOLDER, "--on", "2020-03-31", "--repairs", "liia", "--format", "json")[1])
    assert (answer["repairs"], answer["counts"]["stale"]) == ("liia", 0)


def test_care_as_table_and_csv(capsys, folder):
    code, table, _ = run(capsys, "care", folder, "--on", "2018-03-31")
    assert code == 0
    assert "2 children in care, and 1 in short breaks only" in table
    assert "5 rows of 2 files" in table
    assert "notes.txt" in table
    rows = list(csv.DictReader(io.StringIO(run(capsys, "care", folder, "--on", "2018-03-31", "--format", "csv")[1])))
    assert list(rows[0]) == CARE_KEYS
    assert [row["child"] for row in rows] == ["7", "8", "9"]
    assert (rows[0]["start"], rows[0]["council"], rows[0]["in_care"]) == ("2017-05-01", "", "true")


def test_check_finds_by_line_and_says_1(capsys, folder):
    code, out, _ = run(capsys, "check", folder, "--format", "json")
    answer = json.loads(out)
    assert code == 1
    assert list(answer) == ["schema", "ledger", "refused", "findings"]
    assert answer["schema"] == "kith.check/1"
    assert {
        "file": f"{folder}/episodes.csv",
        "line": 4,
        "sheet": None,
        "column": "LS",
        "child": "9",
        "rule": "144",
        "severity": "error",
        "text": "The legal status “Q9” is not a code of the 2018 return.",
    } in answer["findings"]
    assert {(finding["rule"], finding["line"]) for finding in answer["findings"] if finding["severity"] == "error"} == {
        *(("144", 4), ("102", 3)),
    }


def test_check_of_a_sound_return_says_0_and_of_a_waiting_row_1(capsys, tmp_path):
    path = tmp_path / "e.csv"
    path.write_bytes(made.episodes(ROWS[0]))
    assert run(capsys, "check", path)[0] == 0
    path.write_bytes(made.episodes(ROWS[0], ",01/05/2017,S,C2,N1,U4..."))
    code, out, _ = run(capsys, "check", path)
    assert code == 1
    assert "1 waiting in quarantine" in out


@pytest.mark.parametrize("command", [["care", "--on", "2018-03-31"], ["check"]])
def test_nothing_readable_is_2_with_the_reason_in_plain_english(capsys, tmp_path, command):
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    code, out, err = run(capsys, *command, tmp_path, tmp_path / "gone.csv")
    assert (code, out) == (2, "")
    assert "x.png: it is not a text file" in err
    assert "gone.csv: could not be opened" in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "arguments",
    [
        ["care", "x.csv"],
        ["care", "x.csv", "--on", "31/03/2018"],
        ["care", "x.csv", "--on", "2018-02-30"],
        ["care", "x.csv", "--on", "2018-03-31", "--repairs", "guess"],
        ["check"],
        ["check", "x.csv", "--year", "2016"],
        ["check", "x.csv", "--format", "xml"],
    ],
)
def test_wrong_usage_is_2(capsys, arguments):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "usage" in err


@pytest.mark.parametrize("command", ["care", "check"])
def test_help(capsys, command):
    code, out, _ = run(capsys, command, "--help")
    assert code == 0
    assert "PATH" in out


def test_the_names_in_findings_are_as_given_and_name_the_member_of_a_zip(capsys, tmp_path):
    (tmp_path / "r.zip").write_bytes(made.zip_of(a__episodes=made.episodes(ROWS[2])))
    answer = json.loads(run(capsys, "check", tmp_path / "r.zip", "--format", "json")[1])
    assert {finding["file"] for finding in answer["findings"]} == {f"{tmp_path}/r.zip!a/episodes.csv"}


def test_rows_as_sent_are_not_kept_where_only_an_answer_is_wanted():
    source = returns.Source("e.csv", made.episodes(ROWS[0]))
    assert returns.read([source]).files[0].parts[0].raw is not None
    assert returns.read([source], keep_raw=False).files[0].parts[0].raw is None


def test_the_council_whose_returns_end_before_the_date_is_named(capsys, tmp_path):
    for year, council in (("2018", "Vale"), ("2019", "Wealdshire")):
        (tmp_path / year).mkdir()
        rows = [made.EPISODES + ",LA", f"7,01/05/{int(year) - 1},S,C2,N1,U4,PR1,,,,,,,{council}"]
        (tmp_path / year / "episodes.csv").write_text("\n".join(rows))
    for on, warnings in (
        ("2018-03-31", ["The first return begins after 2018-03-31 for: Wealdshire on 2018-04-01."]),
        ("2019-03-31", ["The last return ends before 2019-03-31 for: Vale on 2018-03-31."]),
        ("2019-04-01", ["The last return ends on 2019-03-31: what happened after that is not in this answer."]),
    ):
        answer = json.loads(run(capsys, "care", tmp_path, "--on", on, "--format", "json")[1])
        assert answer["warnings"] == warnings
        assert answer["as_at"] == ("2019-03-31" if on > "2019-03-31" else None)


def test_csv_has_its_heading_where_there_is_nothing_to_say(capsys, folder):
    assert run(capsys, "care", folder, "--on", "1999-01-01", "--format", "csv")[1] == ",".join(CARE_KEYS) + "\n"


def test_episodes_that_all_wait_leave_the_year_unknown_in_words_that_are_true(capsys, tmp_path):
    (tmp_path / "episodes.csv").write_bytes(made.episodes("7,01/05/2127,S,C2,N1,U4,PR1,,,,,,"))
    code, _, err = run(capsys, "check", tmp_path)
    assert code == 2
    assert "year not known: no episode that can be read stands beside it, and no year was given" in err


def test_an_empty_folder_is_said_to_be_empty(capsys, tmp_path):
    assert run(capsys, "check", tmp_path)[2].endswith("There is no file in what was given.\n")


@pytest.mark.parametrize("command", [["care"], ["eligible", "--rules", "kent-2018"]])
def test_a_file_that_another_replaces_is_named_beside_every_answer(capsys, folder, command):
    (folder / "more.csv").write_bytes(made.episodes("7,01/05/2017,S,V2,N1,U4,PR1,,,,,,"))
    code, out, _ = run(capsys, *command, folder, "--on", "2018-03-31", "--format", "json")
    (warning,) = [text for text in json.loads(out)["warnings"] if "differ" in text]
    assert code == 0
    assert f"{folder}/more.csv" in warning
    assert f"{folder}/episodes.csv" in warning
    assert warning in run(capsys, *command, folder, "--on", "2018-03-31")[1]
