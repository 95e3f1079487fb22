"""`kith serve`: the next free port, who to sign in as, and pages and jobs that start and end together."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kith import cli
from kith.config import start
from kith.demo import build, people

HERE = "127.0.0.1"
ADDRESS = re.compile(r"Kith is at (http://\S+)")
LONGEST_WAIT = 120
SAID = "said.txt"
OTHERS = ("KITH_", "DJANGO_", "DATABASE_")  # settings of the run of tests, not of the command


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with closing(socket.create_server((HERE, 0))) as other:
        yield other.getsockname()[1]


def test_a_port_that_is_free_is_taken_as_it_is(taken: int) -> None:
    with closing(socket.create_server((HERE, 0))) as other:
        free = other.getsockname()[1]
    assert start.free_port(HERE, free) == free


def test_the_next_free_port_where_it_is_taken(taken: int) -> None:
    found = start.free_port(HERE, taken)
    assert taken < found < taken + 50


def test_no_port_is_free(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setattr(start, "range", lambda first, _: [first], raising=False)
    with pytest.raises(OSError, match=f"No free port from {taken}"):
        start.free_port(HERE, taken)


def test_it_says_where_it_is_and_whom_to_sign_in_as(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], taken: int
) -> None:
    ran: list[tuple[Any, ...]] = []
    monkeypatch.setattr(start, "prepare", lambda **_: None)
    monkeypatch.setattr(build, "build_if_empty", lambda *_, **__: False)
    monkeypatch.setattr(start, "run_processes", lambda host, port, worker: ran.append((host, port, worker)) or 0)
    assert cli.main(["serve", "--demo", "--port", str(taken)]) == 0
    said = capsys.readouterr().out
    ((host, port, worker),) = ran
    assert (host, worker) == (HERE, True)
    assert port > taken
    assert f"Kith is at http://localhost:{port}" in said
    assert [one.name for one in people.PERSONAS if one.name not in " ".join(said.split())] == []


@pytest.mark.long
@pytest.mark.once
def test_pages_and_jobs_start_together_and_end_together(tmp_path: Path) -> None:
    # First in an empty home, then twice in one that was used before.
    for how in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        starts_and_ends(tmp_path, how)


def starts_and_ends(tmp_path: Path, how: signal.Signals) -> None:
    served = serve(tmp_path)
    try:
        address = where(tmp_path)
        with urllib.request.urlopen(f"{address}/sign-in/", timeout=LONGEST_WAIT) as page:
            assert page.status == 200
        running = children_of(served.pid)
        assert [len([one for one in running.values() if word in one]) for word in ("gunicorn", "db_worker")] == [1, 1]
        # Ctrl and C is heard by everybody of one group: the job worker must hear of the end once, not twice.
        assert {os.getpgid(pid) for pid in running} == set(running)
    finally:
        os.killpg(served.pid, how)
        code = served.wait(timeout=LONGEST_WAIT)
    assert code == 0, how.name
    assert [pid for pid in running if Path(f"/proc/{pid}").exists()] == []


def serve(home: Path) -> subprocess.Popen[bytes]:
    """The command as it is typed, in an empty home; what it says goes to a file there."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(OTHERS)}
    given |= {"KITH_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "kith.cli", "serve", "--port", "8650"]
    with (home / SAID).open("wb") as said:
        return subprocess.Popen(command, env=given, stdout=said, process_group=0)


def where(home: Path) -> str:
    """The address that it says, once pages come from there."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        if found := ADDRESS.search((home / SAID).read_text("utf-8")):
            port = int(found[1].rpartition(":")[2])
            with closing(socket.socket()) as probe:
                if not probe.connect_ex((HERE, port)):
                    return found[1]
        time.sleep(0.05)
    raise AssertionError("no page came")


def children_of(parent: int) -> dict[int, str]:
    """The commands that a process started, by their number."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(stat[1]) == parent:
            found[int(folder.name)] = command
    return found
