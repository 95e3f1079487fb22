"""The service as journeys run it: read in once by a process that waits, and begun anew from it for each journey.

`python -m tests.journeys.served FD` listens on that socket. Each line on its input is a list in JSON, what to do (DO)
and with what; it is answered by a line once it is done. What is done beside the pages is split off, too: reading the
project in takes more than a second, and a journey does it several times.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.template.loader import get_template
from django.template.utils import get_app_template_dirs
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from kith.config import web
from kith.config.wsgi import application
from tests.journeys.county import work_off_jobs

FAILED = 1
OURS = Path(web.__file__).resolve().parents[1]
GRACE_SECONDS = 1  # nobody waits for an answer once a journey is over


class Service(BaseApplication):  # type: ignore[misc]
    """Gunicorn as `kith serve` starts it, with the pages already read in."""

    def __init__(self, door: int) -> None:
        self.door = door
        super().__init__()

    def load_config(self) -> None:
        ours = {name: value for name, value in vars(web).items() if not name.startswith("_")}
        for name, value in {**ours, "graceful_timeout": GRACE_SECONDS, "bind": f"fd://{self.door}"}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return application


def split_off(output: str, work: Callable[[], Any]) -> int:
    """Do it in a process of its own that writes all it says to a file; the number of the process."""
    number = os.fork()
    if number:
        return number
    code = FAILED
    try:
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(file, sys.stdout.fileno())
        os.dup2(file, sys.stderr.fileno())
        work()
        code = 0
    except BaseException:  # noqa: BLE001  (whatever happens here never goes on as the process that waits)
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def end(number: int) -> None:
    """End the service and wait until its last process has gone."""
    os.kill(number, signal.SIGTERM)
    os.waitpid(number, 0)


def stage(steps: str) -> None:
    """Take steps of staging.py, and print what they give."""
    importlib.import_module("tests.journeys.staging").run(steps)


def sit_idle(minutes: int) -> None:
    """Let nobody have done anything for so long, as far as their sessions know."""
    store = importlib.import_module("django.contrib.sessions.backends.db").SessionStore
    for key in store.get_model_class().objects.values_list("pk", flat=True):
        session = store(key)
        session["last_seen"] = session["last_seen"] - minutes * 60
        session.save()


DO: dict[str, Callable[..., None]] = {"stage": stage, "work_off_jobs": work_off_jobs, "sit_idle": sit_idle}


def read_in() -> None:
    """Read in every page before anything is split off: its code, and how it looks."""
    assert get_resolver().url_patterns
    for folder in get_app_template_dirs("templates"):
        for path in sorted(Path(folder).rglob("*.html")) if OURS in Path(folder).parents else []:
            get_template(str(path.relative_to(folder)))
    gc.collect()
    gc.freeze()


def main(door: int) -> None:
    """Begin and end services, and do what else there is to do, as the input says, until there is no more of it."""
    read_in()
    running = 0
    for line in sys.stdin:
        what, output, *given = json.loads(line)
        code = 0
        if what in DO:
            number = split_off(output, partial(DO[what], *given))
            code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        else:
            if running:
                end(running)
            running = split_off(output, Service(door).run) if what == "begin" else 0
        print(code, flush=True)
    if running:
        end(running)


if __name__ == "__main__":
    main(int(sys.argv[1]))
