"""`kith people` as a coordinator runs it: the JSON of the contract, table and CSV, exit codes, errors in words."""

import csv
import io
import json

import pytest

from kith import cli
from tests.domain import note_files as made

KEYS = [
    *(
        "file",
        "start",
        "end",
        "quote",
        "name",
        "named",
        "relation",
        "code",
        "professional",
        "flags",
        "strength",
        "rule",
    ),
]
NOTE = (
    "T/C from Aunt Shaz. She said her mum has photos in Deal.\r\n"
    "Priya Shah (SW) rang. Kev has a no contact order. Aunt Shaz will ring again. Kayden is well.\n"
)


@pytest.fixture
def note(tmp_path):
    path = tmp_path / "note.txt"
    path.write_bytes(NOTE.encode())
    return path


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    try:
        code = cli.main(["people", *(str(argument) for argument in arguments)])
    except SystemExit as stopped:
        code = stopped.code
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def answer(capsys, *arguments: object) -> list[dict]:
    code, out, _ = run(capsys, *arguments, "--format", "json")
    assert code == 0
    assert list(json.loads(out)) == ["schema", "suggestions"]
    assert json.loads(out)["schema"] == "kith.people/1"
    return json.loads(out)["suggestions"]


def test_the_json_has_the_shape_of_the_contract(capsys, note):
    found = answer(capsys, note, "--child", "Kayden")
    assert [list(one) for one in found] == [KEYS] * 4
    assert [(one["quote"], one["name"], one["relation"], one["professional"], one["flags"]) for one in found] == [
        ("Aunt Shaz", "Shaz", "aunt", False, []),
        ("mum", None, "aunt's mother", False, []),
        ("Priya Shah", "Priya Shah", "social worker", True, []),
        ("Kev", "Kev", None, False, ["safety"]),
    ]
    assert {one["file"] for one in found} == {str(note)}
    assert {one["strength"] for one in found} <= {"likely", "possible", "weak"}
    assert all(one["named"] == (one["name"] is not None) for one in found)
    assert all(NOTE[one["start"] : one["end"]] == one["quote"] for one in found)


def test_every_mention_and_the_child_without_a_name(capsys, note):
    quotes = [one["quote"] for one in answer(capsys, note, "--child", "Kayden", "--all-mentions")]
    assert quotes.count("Aunt Shaz") == 2
    assert "Kayden" not in quotes
    assert "Kayden" in [one["quote"] for one in answer(capsys, note)]


def test_offsets_count_code_points(capsys, tmp_path):
    text = "🙂 Siân’s note.\r\n\r\nHis nan, Zoë Ćwikła, rang. Nguyễn Thị Hoa is his aunt."
    (tmp_path / "n.txt").write_bytes(text.encode())
    found = answer(capsys, tmp_path / "n.txt", "--child", "Kayden", "--all-mentions")
    assert all(text[one["start"] : one["end"]] == one["quote"] for one in found)
    assert {"Zoë Ćwikła", "Nguyễn Thị Hoa"} <= {one["quote"] for one in found}


def test_table_and_csv(capsys, note):
    code, table, err = run(capsys, note, "--child", "Kayden")
    assert (code, err) == (0, "")
    assert "4 found in 1 document: 3 with a name, 1 without; 1 of them professionals." in table
    assert "it misses about one mention in six" in table
    rows = list(csv.DictReader(io.StringIO(run(capsys, note, "--child", "Kayden", "--format", "csv")[1])))
    assert list(rows[0]) == KEYS
    assert [row["flags"] for row in rows] == ["", "", "", "safety"]
    assert (rows[1]["name"], rows[1]["named"]) == ("", "false")


def test_several_files_and_folders_give_one_order_whatever_the_order_given(capsys, tmp_path, note):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "letter.docx").write_bytes(made.docx(made.paragraph("I am his nan, Jean Whitcombe.")))
    (tmp_path / "b" / ".hidden.txt").write_text("His uncle Bob.")
    (tmp_path / "b" / "p.pdf").write_bytes(made.pdf("His cousin Reece rang."))
    (tmp_path / "b" / "m.eml").write_bytes(made.message("Thank you.").as_bytes())
    (tmp_path / "b" / "r.rtf").write_bytes(rb"{\rtf1 His sister Tia}")
    first = run(capsys, note, tmp_path / "b", "--format", "json")
    assert first[1] == run(capsys, tmp_path / "b", note, note, "--format", "json")[1]
    files = [one["file"].rpartition("/")[2] for one in json.loads(first[1])["suggestions"]]
    assert list(dict.fromkeys(files)) == ["letter.docx", "m.eml", "p.pdf", "r.rtf", "note.txt"]


def test_what_cannot_be_read_is_said_and_the_rest_is_answered(capsys, tmp_path, note):
    (tmp_path / "x.png").write_bytes(b"\x89PNG")
    (tmp_path / "old.doc").write_bytes(b"x")
    code, out, err = run(
        capsys, tmp_path / "x.png", tmp_path / "old.doc", tmp_path / "gone.txt", note, "--format", "json"
    )
    assert code == 0
    assert len(json.loads(out)["suggestions"]) == 5
    assert f"{tmp_path}/x.png: this kind of file is not read; these are: .txt" in err
    assert "old.doc: it is an older Word file; save it as .docx." in err
    assert "gone.txt: could not be opened: No such file or directory." in err


def test_nothing_readable_is_2(capsys, tmp_path):
    (tmp_path / "empty").mkdir()
    for given in ("gone.txt", "empty", "/dev/null"):
        code, out, err = run(capsys, tmp_path / given)
        assert (code, out) == (2, "")
        assert err
        assert "Traceback" not in err


def test_notices_stand_on_standard_error(capsys, tmp_path):
    (tmp_path / "n.txt").write_bytes("Siân’s nan".encode("cp1252"))
    assert "read as Windows-1252" in run(capsys, tmp_path / "n.txt")[2]


@pytest.mark.parametrize("arguments", [[], ["x.txt", "--format", "xml"], [""], ["x.txt", "--child"]])
def test_wrong_usage_is_2(capsys, arguments):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert "usage" in err


def test_a_note_without_anybody(capsys, tmp_path):
    (tmp_path / "n.txt").write_text("It rained all day in Deal.")
    assert answer(capsys, tmp_path / "n.txt") == []
    assert run(capsys, tmp_path / "n.txt", "--format", "csv")[1] == ",".join(KEYS) + "\n"


def test_help(capsys):
    code, out, _ = run(capsys, "--help")
    assert code == 0
    assert "NOTES" in out
    assert "--all-mentions" in out
