"""How long a newcomer waits for the first page: `kith serve --demo` in an empty home, step by step, by the clock.

Printed, never asserted: seconds are of this machine. The installing before it is measured by `bench.footprint`.
"""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

# The project's own goals of November 2026, in seconds: migrating, making up the county, and all of it with installing.
GOALS = {"migrate": 10, "demo": 25}
GOAL_WITH_INSTALL = 90
ADDRESS = re.compile(r"Kith is at (http://\S+)")
MAKING_UP = "Making up"
LONGEST_WAIT = 600
A_LOOK = 0.05  # seconds between two looks: what is measured takes many


def main() -> int:
    """Print what each step took; 1 where no page came."""
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as home:
        took = first_page(home)
    if took is None:
        print("No page came.", file=sys.stderr)
        return 1
    for name, seconds in took.items():
        print(f"{name}: {seconds:.1f} s" + (f", goal {GOALS[name]}" if name in GOALS else ""))
    print(
        f"from the command to the first page: {sum(took.values()):.1f} s; "
        f"with installing the goal is {GOAL_WITH_INSTALL}"
    )
    return 0


def first_page(home: str) -> dict[str, float] | None:
    """Seconds of each step in order, from the command on; None where it stopped before a page came."""
    told = {name: value for name, value in os.environ.items() if not name.startswith(("KITH_", "DJANGO_", "DATABASE_"))}
    told |= {"KITH_HOME": home, "PYTHONUNBUFFERED": "1"}
    begun = time.perf_counter()
    command = [sys.executable, "-m", "kith.cli", "serve", "--demo", "--port", "8700"]
    says = Path(home) / "says.txt"
    with says.open("wb") as said:
        served = subprocess.Popen(command, env=told, stdout=said)
    try:
        made, ready, address = _follow(served, says)
        if not address or not _answers(address):
            return None
        answered = time.perf_counter()
    finally:
        served.terminate()
        served.wait(timeout=60)
    return {"migrate": made - begun, "demo": ready - made, "first answer": answered - ready}


def _follow(served: subprocess.Popen[bytes], says: Path) -> tuple[float, float, str]:
    """When the tables stood, when the county did, and where the pages are, from what the command says."""
    made, until = 0.0, time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until and served.poll() is None:
        text = says.read_text("utf-8")
        if not made and MAKING_UP in text:
            made = time.perf_counter()
        if found := ADDRESS.search(text):
            return made, time.perf_counter(), found[1]
        time.sleep(A_LOOK)
    return 0.0, 0.0, ""


def _answers(address: str) -> bool:
    """Whether the first page comes, sooner or later."""
    until = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/demo/") as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, ConnectionError):
            time.sleep(A_LOOK)
    return False


if __name__ == "__main__":
    sys.exit(main())
