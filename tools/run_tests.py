"""Runs the checks and the tests in parts and ends with one line: N passed, N failed.

python tools/run_tests.py          everything that CI runs
python tools/run_tests.py quick    no browser, SQLite only, without what takes long
python tools/run_tests.py domain   the pure rules, without Django and without what takes long

What a shorter run leaves out is named at its end.
"""

import argparse
import contextlib
import os
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree

import postgres

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "test-results"
# A part that hangs is ended, so that the closing line still comes and names it.
LONGEST_PART_SECONDS = 1500
NOTHING_COLLECTED = 5


@dataclass(frozen=True)
class Check:
    """A command that passes or fails as a whole."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Suite:
    """A run of pytest over some folders of tests/."""

    name: str
    folders: tuple[str, ...]
    options: tuple[str, ...] = ()
    on_postgres: bool = False
    brief: bool = False  # tests that make up their own examples try a few, not all


@dataclass
class Outcome:
    """What one part counted; `remarks` are printed again at the end."""

    name: str
    passed: int = 0
    failed: int = 0
    seconds: float = 0.0
    remarks: list[str] = field(default_factory=list)


LINT = Check("lint", ("ruff", "check", "--quiet", "--output-format", "concise"))
FORMAT = Check("format", ("ruff", "format", "--check", "--quiet", "--output-format", "concise"))
LAYERS = Check("layers", ("lint-imports", "--no-cache"))
TYPES = Check("types", ("mypy",))

# Two at once; tests that share what takes long to make (`xdist_group`) run in one of them, which makes it once.
TOGETHER = ("-n", "2", "--dist", "loadgroup")
# Without the Django plugin: a domain test that needs Django fails here. The first part is too short to share out.
DOMAIN = Suite("domain", ("tests/domain",), ("-p", "no:django", "-p", "no:xdist", "--ignore=tests/domain/long"))
DOMAIN_LONG = Suite("domain, long", ("tests/domain/long",), ("-p", "no:django", *TOGETHER))
DOMAIN_BRIEF = replace(DOMAIN, name="domain, brief", brief=True)
SQLITE = Suite("SQLite", ("tests/apps", "tests/contracts", "tests/demo"), TOGETHER)
SQLITE_QUICK = Suite("SQLite, quick", ("tests/apps", "tests/contracts"), ("-n", "2", "-m", "not long"))
POSTGRES = Suite("PostgreSQL", ("tests/apps", "tests/contracts"), ("-n", "2", "-m", "not once"), on_postgres=True)
# A journey waits for its browser about a third of the time: three at once keep two cores busy. They walk through a
# county that migrations made; the workers' own databases, behind the gallery alone, need only their tables.
JOURNEYS = Suite("journeys", ("tests/journeys",), ("-n", "3", "--no-migrations"))

MODES: dict[str, tuple[Check | Suite, ...]] = {
    "all": (LINT, FORMAT, LAYERS, TYPES, DOMAIN, DOMAIN_LONG, SQLITE, POSTGRES, JOURNEYS),
    "quick": (LINT, FORMAT, LAYERS, TYPES, DOMAIN_BRIEF, SQLITE_QUICK),
    "domain": (DOMAIN_BRIEF,),
}
# Run by a command of their own: `make fuzz`. They hold long random runs.
ELSEWHERE = ("tests/fuzz",)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mode", nargs="?", choices=sorted(MODES), default="all")
    mode = parser.parse_args().mode
    parts = MODES[mode]
    RESULTS.mkdir(parents=True, exist_ok=True)
    outcomes = [timed(part) for part in parts]
    print(report(outcomes, left_out(mode)), flush=True)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def left_out(mode: str) -> list[str]:
    """What this run does not do, by the names of the parts of the whole: nothing is left out in silence."""
    parts = MODES[mode]
    missing = [part.name for part in MODES["all"] if part not in parts]
    if DOMAIN_BRIEF in parts:
        missing[missing.index(DOMAIN.name)] = "all made-up examples of the domain tests"
    return missing


def timed(part: Check | Suite) -> Outcome:
    print(f"\n=== {part.name}", flush=True)
    started = time.monotonic()
    outcome = run_check(part) if isinstance(part, Check) else run_suite(part)
    outcome.seconds = time.monotonic() - started
    return outcome


def run_check(check: Check) -> Outcome:
    """A linter counts as one test."""
    program, *arguments = check.command
    code = run([str(Path(sys.executable).parent / program), *arguments], {})
    if code == 0:
        return Outcome(check.name, passed=1)
    return Outcome(check.name, failed=1, remarks=[f"{check.name} failed (see above): {' '.join(check.command)}"])


def run_suite(suite: Suite) -> Outcome:
    """Counts come from the results file; a run that leaves none, or runs no test, has failed."""
    results = RESULTS / f"{suite.name}.xml"
    results.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "--tb=short", f"--junit-xml={results}", *suite.options]
    missing = [folder for folder in suite.folders if not (ROOT / folder).is_dir()]
    if missing:
        return Outcome(suite.name, failed=1, remarks=[f"{suite.name}: there is no {', '.join(missing)}"])
    try:
        with database(suite) as settings:
            code = run([*command, *suite.folders], settings | ({"KITH_HYPOTHESIS": "brief"} if suite.brief else {}))
    except postgres.ServerNotStarted as problem:
        return Outcome(suite.name, failed=1, remarks=[f"{suite.name}: {problem}"])
    if not results.exists():
        return Outcome(suite.name, failed=1, remarks=[f"{suite.name}: pytest stopped early (code {code})"])
    return counted(suite.name, ElementTree.parse(results).getroot(), code)


@contextlib.contextmanager
def database(suite: Suite) -> Iterator[dict[str, str | None]]:
    """Environment changes for the suite's database. Never the one a developer has set for their own work."""
    if not suite.on_postgres:
        yield {"DATABASE_URL": None}
        return
    with postgres.private_server() as address:
        yield {"DATABASE_URL": address}


def run(command: list[str], settings: dict[str, str | None]) -> int:
    """Exit code of a command run at the top of the tree; its output goes straight to the screen.

    What Python compiles is kept whatever the machine's habit: a journey starts many programs, each of 800 files.
    """
    wanted = {**os.environ, **settings, "PYTHONDONTWRITEBYTECODE": None}
    environment = {name: value for name, value in wanted.items() if value is not None}
    try:
        return subprocess.run(command, cwd=ROOT, env=environment, timeout=LONGEST_PART_SECONDS, check=False).returncode
    except subprocess.TimeoutExpired:
        print(f"Ended after {LONGEST_PART_SECONDS} s.", flush=True)
        return 1


def counted(name: str, results: ElementTree.Element, code: int) -> Outcome:
    """Add up a results file. A skipped or expected failure counts as failed unless its reason is allowed."""
    outcome = Outcome(name)
    for case in results.iter("testcase"):
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif (skipped := case.find("skipped")) is not None:
            count_skip(outcome, f"{case.get('classname')}::{case.get('name')}", skipped.get("message") or "")
        else:
            outcome.passed += 1
    if code == NOTHING_COLLECTED or outcome.passed + outcome.failed == 0:
        outcome.failed += 1
        outcome.remarks.append(f"{name}: no test ran")
    elif code and not outcome.failed:
        outcome.failed += 1
        outcome.remarks.append(f"{name}: pytest ended with code {code}")
    return outcome


def count_skip(outcome: Outcome, test: str, reason: str) -> None:
    """Nothing is skipped in silence."""
    if any(re.search(pattern, reason) for pattern in allowed_skips()):
        outcome.remarks.append(f"skipped, allowed: {test}: {reason}")
        return
    outcome.failed += 1
    outcome.remarks.append(f"skipped, which counts as failed: {test}: {reason}")


def allowed_skips() -> dict[str, str]:
    """Patterns of reasons, each with why that skip is acceptable (pyproject.toml)."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    allowed: dict[str, str] = settings["tool"]["kith"]["tests"]["allowed_skips"]
    return allowed


def report(outcomes: list[Outcome], not_run: list[str]) -> str:
    """The table of parts, the remarks, what was left out, and the closing line."""
    lines = ["", f"{'part':<14}{'passed':>8}{'failed':>8}{'seconds':>9}"]
    lines += [f"{part.name:<14}{part.passed:>8}{part.failed:>8}{part.seconds:>9.0f}" for part in outcomes]
    lines += [remark for part in outcomes for remark in part.remarks]
    if not_run:
        lines += ["", f"Not run here, but by `make test`: {'; '.join(not_run)}."]
    passed, failed = (sum(getattr(part, count) for part in outcomes) for count in ("passed", "failed"))
    return "\n".join([*lines, "", f"{passed} passed, {failed} failed"])


if __name__ == "__main__":
    sys.exit(main())
