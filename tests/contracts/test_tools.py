"""The tools behind `make`: they say what is missing, count honestly, and leave nothing running."""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

import bootstrap
import postgres
import preflight
import run_tests

pytestmark = pytest.mark.once


# --- preflight


@pytest.fixture
def nobody_special(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not root: commands to be typed start with sudo."""
    monkeypatch.setattr(preflight, "is_root", lambda: False)


@pytest.mark.usefixtures("nobody_special")
def test_old_python_is_told_what_to_type() -> None:
    lack = preflight.python_lack((3, 9), "apt-get")
    assert lack is not None
    assert "3.9" in lack.what
    assert "sudo apt-get install -y --no-install-recommends python3.11 python3.11-venv" in lack.command
    assert preflight.python_lack((3, 11), "apt-get") is None


@pytest.mark.parametrize("system", ["apt-get", "dnf", "brew", None])
@pytest.mark.usefixtures("nobody_special")
def test_missing_venv_module_is_one_line_everywhere(system: str | None) -> None:
    lack = preflight.venv_lack(False, (3, 12), system)
    assert lack is not None
    assert "\n" not in lack.command
    assert ("python3.12-venv" in lack.command) == (system == "apt-get")
    assert ("sudo" in lack.command) == (system in ("apt-get", "dnf"))


def test_folder_that_cannot_be_written_to_is_found(tmp_path: Path) -> None:
    assert preflight.write_lack(tmp_path) is None
    # A folder that is not there fails as a read-only one does, also where the tests run as root.
    assert preflight.write_lack(tmp_path / "none") is not None


def test_full_disk_is_found(tmp_path: Path) -> None:
    assert preflight.space_lack(tmp_path, needed_mb=1) is None
    assert preflight.space_lack(tmp_path, needed_mb=10**9) is not None


def test_preflight_stops_with_the_first_thing_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacks = [preflight.Lack("First.", "one command"), preflight.Lack("Second.", "another")]
    monkeypatch.setattr(preflight, "basic_lacks", lambda: lacks)
    assert preflight.main([]) == 1
    said = capsys.readouterr().err
    assert "one command" in said
    assert "another" not in said


LACKS = {
    "python": "Kith needs Python 3.11 or newer; this is Python 3.10.",
    "venv": "cannot make a virtual environment",
    "write": "This folder cannot be written to",
    "space": "Only 1 MB are free here",
}


@pytest.mark.parametrize("name", LACKS)
def test_each_basic_thing_is_really_looked_for(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(preflight, "ROOT", tmp_path)  # where nothing is installed yet
    assert preflight.basic_lacks() == []
    if name == "python":
        monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    if name == "venv":
        monkeypatch.setattr(importlib.util, "find_spec", lambda module: None if module == "ensurepip" else module)
    if name == "write":
        monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    if name == "space":
        monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10**6))
    (lack,) = preflight.basic_lacks()
    assert LACKS[name] in lack.what
    assert preflight.main([]) == 1
    assert lack.command in capsys.readouterr().err


def refuse(*_: object, **__: object) -> None:
    """A folder that only others may write to."""
    raise PermissionError


def test_tests_install_what_they_need_where_they_may(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lacking, ran = [["chromium"], []], []
    monkeypatch.setattr(preflight, "basic_lacks", list)
    monkeypatch.setattr(preflight, "missing_test_parts", lambda: lacking.pop(0))
    monkeypatch.setattr(preflight, "package_system", lambda: "apt-get")
    monkeypatch.setattr(preflight, "is_root", lambda: True)
    monkeypatch.setattr(subprocess, "run", lambda command, **options: ran.append((command, options["env"])))
    assert preflight.main(["tests"]) == 0
    assert capsys.readouterr().out == "Installing for the tests: chromium\n"
    ((command, environment),) = ran
    install = "apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation"
    assert command == ["sh", "-c", install]
    assert environment["DEBIAN_FRONTEND"] == "noninteractive"


def test_tests_say_what_to_install_where_installing_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preflight, "basic_lacks", list)
    monkeypatch.setattr(preflight, "missing_test_parts", lambda: ["chromium"])
    monkeypatch.setattr(preflight, "package_system", lambda: "apt-get")
    monkeypatch.setattr(preflight, "is_root", lambda: True)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)
    assert preflight.main(["tests"]) == 1
    assert "The tests need chromium." in capsys.readouterr().err


def test_tests_say_what_to_install_where_they_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preflight, "missing_test_parts", lambda: ["chromium", "postgresql"])
    monkeypatch.setattr(preflight, "package_system", lambda: "apt-get")
    monkeypatch.setattr(preflight, "may_install", lambda _system: False)
    (lack,) = preflight.provide_test_parts()
    assert lack.what == "The tests need chromium and postgresql."
    assert lack.command.endswith("apt-get install -y --no-install-recommends chromium fonts-liberation postgresql")


def test_preflight_reads_on_an_old_python() -> None:
    """The file must get as far as its own message: nothing newer than Python 3.6 (walrus, match)."""
    text = Path(preflight.__file__).read_text(encoding="utf-8")
    compile(text, "preflight.py", "exec", dont_inherit=True)
    assert not re.search(r":=|^\s*match |\) -> .*\|| list\[|: .* \| None", text, re.MULTILINE)


# --- bootstrap


def test_stamp_changes_with_the_requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    for name in ("requirements.txt", "requirements-dev.txt", "pyproject.toml"):
        (tmp_path / name).write_text("a")
    before = bootstrap.fingerprint("runtime")
    assert bootstrap.fingerprint("runtime") == before
    (tmp_path / "requirements.txt").write_text("b")
    assert bootstrap.fingerprint("runtime") != before


def test_environment_is_fresh_only_with_its_stamp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path)
    assert not bootstrap.is_fresh("dev")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").touch()
    assert not bootstrap.is_fresh("dev")
    bootstrap.stamp_path("dev").write_text(bootstrap.fingerprint("dev"))
    assert bootstrap.is_fresh("dev")
    # The developers' set contains the runtime one, not the other way round.
    assert bootstrap.is_fresh("runtime")
    bootstrap.stamp_path("dev").rename(bootstrap.stamp_path("runtime"))
    assert not bootstrap.is_fresh("dev")


# --- counting

PASSED = '<testcase classname="t" name="a"/>'
FAILED = '<testcase classname="t" name="b"><failure message="no"/></testcase>'
BROKEN = '<testcase classname="t" name="c"><error message="no"/></testcase>'
SKIPPED = '<testcase classname="t" name="d"><skipped message="no browser here"/></testcase>'


def count(cases: str, code: int = 0) -> run_tests.Outcome:
    return run_tests.counted("part", ElementTree.fromstring(f"<suites><suite>{cases}</suite></suites>"), code)


@pytest.mark.parametrize(
    ("cases", "code", "passed", "failed"),
    [
        (PASSED * 3, 0, 3, 0),
        (PASSED + FAILED + BROKEN, 1, 1, 2),
        (PASSED + SKIPPED, 0, 1, 1),
        ("", 5, 0, 1),
        (PASSED, 3, 1, 1),
    ],
    ids=[
        "all pass",
        "failure and error",
        "a skip counts as failed",
        "no test ran",
        "pytest broke after its tests",
    ],
)
def test_counts_are_honest(cases: str, code: int, passed: int, failed: int) -> None:
    outcome = count(cases, code)
    assert (outcome.passed, outcome.failed) == (passed, failed)


def test_allowed_skip_is_listed_but_not_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_tests, "allowed_skips", lambda: {"^no browser": "shown elsewhere"})
    outcome = count(PASSED + SKIPPED)
    assert (outcome.passed, outcome.failed) == (1, 0)
    assert outcome.remarks == ["skipped, allowed: t::d: no browser here"]


def test_closing_line_adds_the_parts_up() -> None:
    parts = [run_tests.Outcome("a", 3, 0), run_tests.Outcome("b", 4, 2, remarks=["b: why"])]
    text = run_tests.report(parts, ["journeys"])
    assert text.splitlines()[-1] == "7 passed, 2 failed"
    assert "b: why" in text
    assert "Not run here, but by `make test`: journeys." in text
    assert "Not run here" not in run_tests.report(parts, [])


def test_a_shorter_run_leaves_out_whole_parts_by_name() -> None:
    assert run_tests.left_out("all") == []
    assert "journeys" in run_tests.left_out("quick")
    assert "domain" not in run_tests.left_out("domain")


def test_missing_folder_fails_its_part() -> None:
    outcome = run_tests.run_suite(run_tests.Suite("part", ("tests/none",)))
    assert (outcome.passed, outcome.failed) == (0, 1)


def test_failing_command_fails_its_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_tests, "run", lambda _command, _settings: 1)
    assert run_tests.run_check(run_tests.Check("lint", ("ruff",))).failed == 1


# --- the private database server


def test_private_server_answers_a_plain_role_and_goes_away() -> None:
    question = "select rolname, rolsuper from pg_roles where rolname = current_user"
    script = (
        "import os, psycopg\n"
        "with psycopg.connect(os.environ['DATABASE_URL']) as connection:\n"
        f"    print(connection.execute({question!r}).fetchone())\n"
    )
    with postgres.private_server() as address:
        answer = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=True,
        )
    assert answer.stdout.strip() == "('kith', False)"
    gone = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        check=False,
    )
    assert gone.returncode != 0
