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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FIRST, SECOND = "wealdshire", "marlbury"
LONGEST_BUILD_SECONDS = 300
# What a developer has set for their own work must not reach the copy.
OURS = ("KITH_", "DATABASE_URL", "DJANGO_")

SAT_IDLE = """
from django.contrib.sessions.backends.db import SessionStore
for key in SessionStore.get_model_class().objects.values_list("pk", flat=True):
    session = SessionStore(key)
    session["last_seen"] = session["last_seen"] - {} * 60
    session.save()
"""


@dataclass(frozen=True)
class Running:
    """A copy that answers: where, and what it has written to its log so far."""

    url: str
    home: Path

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
        command = [sys.executable, "-m", "django", "shell", "--no-imports", "--command", SAT_IDLE.format(minutes)]
        subprocess.run(command, env=environment(self.home), cwd=ROOT, check=True, capture_output=True, timeout=120)

    def stage(self, *steps: tuple[str, dict[str, Any]]) -> list[Any]:
        """Take steps of tests/journeys/staging.py on this copy; what each of them gives."""
        command = f"from tests.journeys import staging; staging.run({json.dumps(steps)!r})"
        done = subprocess.run(
            [sys.executable, "-m", "django", "shell", "--no-imports", "--command", command],
            env=environment(self.home), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        given: list[Any] = json.loads(done.stdout.splitlines()[-1])
        return given

    def work_off_jobs(self) -> None:
        """Run every background job that waits, as the worker beside the pages would, and stop."""
        work_off_jobs(self.home)


def work_off_jobs(home: Path) -> None:
    """Run every background job that waits in a home."""
    command = [sys.executable, "-m", "django", "db_worker", "--queue-name", "*", "--batch", "--no-startup-delay"]
    done = subprocess.run(
        command, env=environment(home), cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def an_id(address: str) -> str:
    """The id that an address names."""
    return re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", address)[0]


def build_once(folder: Path) -> Path:
    """The home that every copy is made from; built by whichever worker comes first."""
    home = folder / "county"
    with (folder / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "built").exists():
            subprocess.run(
                [sys.executable, "-m", "tests.journeys.county"],
                env=environment(home),
                cwd=ROOT,
                check=True,
                timeout=LONGEST_BUILD_SECONDS,
            )
            work_off_jobs(home)  # what making it up has left: no journey need wait for that
            (home / "built").touch()
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
        (self.home / "log.txt").touch()
        self.say(str(self.home / "log.txt"))
        try:
            yield Running(self.url, self.home)
        finally:
            self.say("")

    def say(self, line: str) -> None:
        """Tell the process that waits what to do, and wait until it is done."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline(), "the service could not be begun"

    def close(self) -> None:
        """Let the process that waits go."""
        self.process.communicate(timeout=30)


def environment(home: Path, **settings: str) -> dict[str, str]:
    """The environment of a process that lives in `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    here = {"KITH_HOME": str(home), "KITH_DEMO": "1", "DJANGO_SETTINGS_MODULE": "kith.config.settings"}
    return {**kept, **here, **settings}


def main() -> None:
    """Build the county in the home that the environment names."""
    from kith.config import start  # noqa: PLC0415  (this process alone becomes the service)

    start.prepare(demo=True)
    from kith.demo import build, county  # noqa: PLC0415  (needs Django)

    places = (
        (county.Size("Wealdshire", in_care=300, yes=60, check=20), FIRST, "Wealdshire Lifelong Links"),
        (county.Size("Marlbury", in_care=20, yes=3, check=2), SECOND, "Marlbury Lifelong Links"),
    )
    build.build(start.today(), seed=1, places=places)


if __name__ == "__main__":
    main()
