"""A small made-up county, built once a run; each journey walks through a copy of it that runs on a port of its own."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = "wealdshire", "marlbury"
LONGEST_BUILD_SECONDS = 300
BUILD = (sys.executable, "-m", "tests.journeys.county")
# What a developer has set for their own work must not reach the copy.
OURS = ("KITH_", "DATABASE_URL", "DJANGO_")


@dataclass(frozen=True)
class Running:
    """A copy that answers: where, and what it has written to its log so far."""

    url: str
    home: Path
    do: Callable[..., str]  # what Place.do does

    @property
    def log(self) -> str:
        """Everything that the service said, apart from its pages."""
        return (self.home / "log.txt").read_text(encoding="utf-8")

    def kith(self, *arguments: str) -> str:
        """What `kith …` prints, run on this copy as its administrator would."""
        command = [sys.executable, "-m", "kith.cli", *arguments]
        done = subprocess.run(
            command, env=environment(self.home), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def sit_idle(self, minutes: int) -> None:
        """Let nobody have done anything for so long, as far as their sessions know."""
        self.do("sit_idle", minutes)

    def stage(self, *steps: tuple[str, dict[str, Any]]) -> list[Any]:
        """Take steps of tests/journeys/staging.py on this copy; what each of them gives."""
        given: list[Any] = json.loads(self.do("stage", json.dumps(steps)).splitlines()[-1])
        return given

    def work_off_jobs(self) -> None:
        """Run every background job that waits, as the worker beside the pages would, and stop."""
        self.do("work_off_jobs")


def work_off_jobs() -> None:
    """Run every background job that waits in this process's home, and stop."""
    from django.core.management import call_command  # noqa: PLC0415  (this process alone is the service)

    try:
        call_command("db_worker", queue_name="*", batch=True, startup_delay=False)
    except SystemExit as left:
        if left.code:
            raise


def an_id(address: str) -> str:
    """The id that an address names."""
    return re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", address)[0]


def begin_to_build(folder: Path) -> subprocess.Popen[bytes] | None:
    """Let a process of its own make the home that every copy is made from, unless another worker has begun it.

    Whoever needs the home waits for its mark, not for the process.
    """
    with (folder / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (folder / "county.log").exists():
            return None
        with (folder / "county.log").open("w") as log:
            there = environment(folder / "county")
            return subprocess.Popen(BUILD, env=there, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)


def built(folder: Path) -> Path:
    """The home that every copy is made from, once it stands."""
    home, patience = folder / "county", time.monotonic() + LONGEST_BUILD_SECONDS
    while not (home / "built").exists():
        said = (folder / "county.log").read_text(encoding="utf-8")
        assert time.monotonic() < patience, said
        assert not (home / "failed").exists(), said
        time.sleep(0.2)
    return home


class Place:
    """Where one journey after another runs: a home that is made anew for each, and a port with the service behind it.

    The service is read in once, by a process that waits; each journey gets one split off from it.
    """

    def __init__(self, original: Path, home: Path, **settings: str) -> None:
        """Copy the county to `home`; `settings` are added to the environment of the service."""
        self.original, self.home = original, home
        self.renew()
        self.is_new = True
        with socket.create_server(("127.0.0.1", 0)) as door:
            self.url = f"http://127.0.0.1:{door.getsockname()[1]}"
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.served", str(door.fileno())],
                env=environment(home, **settings),
                cwd=ROOT,
                pass_fds=[door.fileno()],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )

    def renew(self) -> None:
        """The home as it was at first, whatever a journey did to it."""
        shutil.rmtree(self.home, ignore_errors=True)
        shutil.copytree(self.original, self.home)

    @contextmanager
    def running(self) -> Iterator[Running]:
        """Serve a new copy until the journey is over; the first has the one that the service was read in from."""
        if not self.is_new:
            self.renew()
        self.is_new = False
        log = self.home / "log.txt"
        log.touch()
        self.say("begin", log)
        try:
            yield Running(self.url, self.home, self.do)
        finally:
            self.say("end", log)

    def do(self, what: str, *given: Any) -> str:
        """What doing something of `served.DO` beside the pages prints."""
        with tempfile.NamedTemporaryFile("r", encoding="utf-8") as output:
            code, said = self.say(what, Path(output.name), *given), output.read()
        assert code == 0, said
        return said

    def say(self, what: str, output: Path, *given: Any) -> int:
        """Tell the process that waits what to do, and wait until it is done; how it ended."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([what, str(output), *given]) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())  # no number, where the process that waits has gone

    def close(self) -> None:
        """Let the process that waits go."""
        self.process.communicate(timeout=30)


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The environment of a process that lives in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    here = {"KITH_HOME": str(home), "KITH_DEMO": "1", "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    return {**kept, **here, **settings}


def main() -> None:
    """Build the county in the home that the environment names, and leave a mark there: built, or failed."""
    home = Path(os.environ["KITH_HOME"])
    try:
        make()
    except BaseException:
        home.mkdir(exist_ok=True)
        (home / "failed").touch()
        raise
    (home / "built").touch()


def make() -> None:
    """Make it up, and do all that this has left to do: no journey need wait for that."""
    from kith.config import start  # noqa: PLC0415  (this process alone becomes the service)

    start.prepare(demo=True)
    from django.db import connections  # noqa: PLC0415  (needs settings)

    from kith.demo import build, county  # noqa: PLC0415  (needs Django)

    places = (
        (county.Size("Wealdshire", in_care=300, yes=60, check=20), FIRST, "Wealdshire Lifelong Links"),
        (county.Size("Marlbury", in_care=20, yes=3, check=2), SECOND, "Marlbury Lifelong Links"),
    )
    build.build(start.today(), seed=1, places=places)
    work_off_jobs()
    connections.close_all()  # all that was written stands in the file that is copied


if __name__ == "__main__":
    main()
