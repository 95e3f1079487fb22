"""The service as journeys run it: read in once by a process that waits, and begun anew from it for each journey.

`python -m tests.journeys.served FD` listens on that socket. A line on its input that names a file begins a service that
writes its log there; an empty line ends it. Each is answered by a line once it is done.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from kith.config import web
from kith.config.wsgi import application

FAILED = 1
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


def begin(door: int, log: str) -> int:
    """Split off a service that writes to `log`; its process number."""
    number = os.fork()
    if number:
        return number
    try:
        file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(file, sys.stdout.fileno())
        os.dup2(file, sys.stderr.fileno())
        Service(door).run()
    finally:
        os._exit(FAILED)  # whatever happens here never goes on as the process that waits


def end(number: int) -> None:
    """End the service and wait until its last process has gone."""
    os.kill(number, signal.SIGTERM)
    os.waitpid(number, 0)


def main(door: int) -> None:
    """Begin and end services as the input says, until there is no more of it."""
    assert get_resolver().url_patterns, "every page's code is read in before anything is split off"
    running = 0
    for line in sys.stdin:
        if running:
            end(running)
        running = begin(door, line.strip()) if line.strip() else 0
        print(running, flush=True)
    if running:
        end(running)


if __name__ == "__main__":
    main(int(sys.argv[1]))
