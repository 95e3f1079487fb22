"""The `kith` command as a program: where its answer goes, what it loads, and that nothing ends in a traceback."""

import argparse
import csv
import datetime
import errno
import io
import json
import subprocess
import sys

import pytest

from kith import cli
from kith.cli import output
from kith.config import optional

KENT = ["project", "kent-2018"]


# Every command that needs no service, on something small of its own.
STATELESS = {
    "care": ["return", "--on", "2018-03-31"],
    "check": ["return"],
    "draw": ["family.json"],
    "eligible": ["return", "--on", "2018-03-31", "--rules", "kent-2018"],
    "people": ["note.txt"],
    "project": ["kent-2018"],
    "same": ["list.csv"],
}
OF_A_SERVICE = {"audit", "demo", "doctor", "import", "init", "serve", "users"}
STARTS = (
    "import sys\nfrom kith import cli\ncode = cli.main(sys.argv[1:])\n"
    "assert not any(name.split('.')[0] == 'django' for name in sys.modules), 'Django was loaded'\nsys.exit(code)"
)


@pytest.fixture
def small(tmp_path):
    (tmp_path / "return").mkdir()
    episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,HOME_POST,PL_POST\n7,01/05/2017,S,C2,N1,U4,ME14 1XQ,CT1 2EH\n"
    (tmp_path / "return" / "episodes.csv").write_text(episodes)
    (tmp_path / "family.json").write_text(json.dumps({"focus": "a", "people": [{"id": "a", "name": "Ann"}]}))
    (tmp_path / "note.txt").write_text("Her uncle Peter Reed rang.")
    (tmp_path / "list.csv").write_text("id,first,last,dob\n1,Ann,Reed,1990-02-03\n2,Anne,Reed,1990-02-03\n")
    return tmp_path


def test_every_command_needs_no_service_or_is_known_to_be_of_one():
    assert set(STATELESS) | OF_A_SERVICE == set(cli.COMMANDS)
    assert not set(STATELESS) & OF_A_SERVICE


@pytest.mark.parametrize("command", STATELESS)
def test_a_command_that_needs_no_service_takes_help_and_every_format(monkeypatch, capsys, small, command):
    monkeypatch.chdir(small)
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    assert "--format {table,json,csv}" in capsys.readouterr().out
    answers = {}
    for form in output.FORMATS:
        assert cli.main([command, *STATELESS[command], "--format", form]) == 0
        answers[form], said = capsys.readouterr()
        assert "Traceback" not in said
    assert json.loads(answers["json"])["schema"] == f"kith.{command}/1"
    assert len(list(csv.reader(io.StringIO(answers["csv"])))) > 1 or command == "check"
    assert len(set(answers.values())) == 3


@pytest.mark.parametrize("command", STATELESS)
def test_a_command_that_needs_no_service_never_loads_django(small, command):
    words = [sys.executable, "-c", STARTS, command, *STATELESS[command]]
    done = subprocess.run(words, cwd=small, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_the_same_input_gives_the_same_bytes_on_every_terminal(monkeypatch, encoding):
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding=encoding))
    assert cli.main(KENT) == 0
    assert "85 put forward − 12 withdrawn" in written.getvalue().decode("utf-8")


def test_a_file_name_that_is_no_text_is_shown_and_the_json_stays_json(monkeypatch, tmp_path):
    (tmp_path / "a\udcff.csv").write_bytes(b"a,b\n")
    (tmp_path / "e.csv").write_bytes(b"CHILD,DECOM,RNE,LS,CIN,PLACE\n7,01/05/2017,S,C2,N1,U4\n")
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="utf-8"))
    assert cli.main(["check", str(tmp_path), "--format", "json"]) == 0
    assert json.loads(written.getvalue().decode("utf-8"))["refused"][0]["file"] == f"{tmp_path}/a\udcff.csv"


class FullDisk(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


class NobodyReads(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_a_full_disk_is_said_and_a_reader_who_leaves_is_not(monkeypatch, capsys, form):
    monkeypatch.setattr(sys, "stdout", FullDisk())
    assert cli.main([*KENT, "--format", form]) == 2
    assert capsys.readouterr().err == "No space left on device.\n"
    monkeypatch.setattr(sys, "stdout", NobodyReads())
    assert cli.main([*KENT, "--format", form]) == 0
    assert capsys.readouterr().err == ""


def test_without_anywhere_to_write_it_still_ends_well(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert cli.main([*KENT, "--format", "json"]) == 0
    sys.stdout.close()


@pytest.mark.parametrize("count", [0, 1, 999, 1000, 1001, 2500])
def test_json_in_parts_is_the_json_that_python_writes(capsys, count):
    children = [{"child": str(at), "on": datetime.date(2018, 3, 31), "why": 'é " \n'} for at in range(count)]
    payload = {"schema": "kith.test/1", "on": datetime.date(2018, 3, 31), "counts": {"n": count}, "children": children}
    output.emit(argparse.Namespace(format="json"), payload, ())
    whole = json.dumps(payload, ensure_ascii=False, default=datetime.date.isoformat)
    assert capsys.readouterr().out == whole + "\n"


def test_late_loading_gives_modules_and_what_stands_in_them():
    assert optional.load("kith.cli.output") is output
    assert optional.load("kith.cli.output.emit") is output.emit


@pytest.mark.parametrize("dotted", ["kith.nothing", "kith.cli.nothing", "kith.cli.output.nothing"])
def test_late_loading_of_what_is_not_there_says_so(dotted):
    with pytest.raises(ImportError, match="There is no nothing in kith") as raised:
        optional.load(dotted)
    assert raised.value.name == dotted


@pytest.mark.parametrize("dotted", ["k", "no_such_package", "no_such_package.part", "no_such_package.part.name"])
def test_late_loading_of_a_package_that_is_not_installed_names_it(dotted):
    with pytest.raises(ModuleNotFoundError) as raised:
        optional.load(dotted)
    assert raised.value.name == dotted.partition(".")[0]


@pytest.mark.parametrize("word", ["person", "nonsense"])
def test_a_command_that_there_is_not_is_usage(capsys, word):
    with pytest.raises(SystemExit) as stopped:
        cli.main([word, "x"])
    assert stopped.value.code == 2
    assert f"invalid choice: '{word}'" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["care", "--on", "2018-03-31"], ["check"], ["import"]])
def test_an_empty_path_is_not_taken_for_this_folder(capsys, command):
    with pytest.raises(SystemExit) as stopped:
        cli.main([*command, ""])
    assert stopped.value.code == 2
    assert "a PATH is empty" in capsys.readouterr().err


@pytest.mark.parametrize("councils", [["=Name"], ["Name"], ["A="], ["A=One", "A=Two"]])
def test_a_council_without_code_or_name_or_given_twice_is_usage(capsys, councils):
    named = [word for council in councils for word in ("--council", council)]
    assert (
        cli.main(["init", "--name", "N", "--slug", "n", *named, "--admin", "a@example.org", "--admin-name", "A"]) == 2
    )
    assert "Write each council once, as CODE=NAME" in capsys.readouterr().err


def test_where_no_password_can_be_asked_for_it_says_where_to_put_one(monkeypatch, capsys):
    monkeypatch.delenv("KITH_ADMIN_PASSWORD", raising=False)
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    arguments = ["--name", "N", "--slug", "n", "--council", "A=One", "--admin", "a@example.org", "--admin-name", "A"]
    assert cli.main(["init", *arguments]) == 2
    assert "KITH_ADMIN_PASSWORD" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serve", "--port", "65536"], "65536 is not a port"),
        (["serve", "--port", "x"], "x is not a port"),
        (["demo", "--on", "today"], "today is not a date"),
    ],
)
def test_a_port_or_a_date_that_is_none_is_usage(capsys, arguments, said):
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err
