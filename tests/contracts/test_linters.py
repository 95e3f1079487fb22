"""The linters find what they are there to find: each rule of the house that they keep is seen to break once."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.house import tree

pytestmark = pytest.mark.once

PROGRAMS = Path(sys.executable).parent
HEAD = '"""What it does."""\n\n'
DOES = '    """Do it."""\n'
WINDING = "".join(f"    if a == {number}:\n        return {number}\n" for number in range(10))

# (rule, where, what breaks it): sizes, imports and clocks of ARCHITECTURE.md.
BROKEN = [
    ("C901", "domain/care.py", f"def f(a: int) -> int:\n{DOES}{WINDING}    return 11\n"),
    (
        "PLR0913",
        "domain/care.py",
        f"def f(a: int, *, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i: int) -> None:\n{DOES}",
    ),
    ("PLC0415", "domain/care.py", f"def f() -> None:\n{DOES}    import calendar\n\n    calendar.setfirstweekday(0)\n"),
    ("DTZ005", "domain/care.py", "import datetime as dt\n\nNOW = dt.datetime.now()\n"),
    ("DTZ011", "domain/care.py", "import datetime as dt\n\nTODAY = dt.date.today()\n"),
    ("TID252", "children/queries.py", "from . import models\n\nROWS = models.Child\n"),
    (
        "BLE001",
        "domain/care.py",
        f"def f() -> int:\n{DOES}    try:\n        return 1\n    except Exception:\n        return 2\n",
    ),
    ("T201", "domain/care.py", f"def f() -> None:\n{DOES}    print()\n"),
    ("N802", "domain/care.py", f"def inCare() -> None:\n{DOES}"),
]


def ruff(where: str, text: str) -> str:
    """What ruff says of a file of ours."""
    name = str(tree.ROOT / "src" / "kith" / where)
    command = [
        str(PROGRAMS / "ruff"),
        "check",
        "--no-cache",
        "--output-format",
        "concise",
        "--stdin-filename",
        name,
        "-",
    ]
    return subprocess.run(command, cwd=tree.ROOT, input=text, capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize(("rule", "where", "text"), BROKEN, ids=[rule for rule, _, _ in BROKEN])
def test_ruff_finds_what_breaks_the_rule(rule: str, where: str, text: str) -> None:
    assert f" {rule} " in ruff(where, HEAD + text)


def test_ruff_leaves_the_right_thing_alone() -> None:
    text = f"{HEAD}def f(a: int, *, b: int, c: int, d: int, e: int, f: int, g: int, h: int) -> int:\n{DOES}"
    nine = WINDING.partition("    if a == 9")[0]
    assert "All checks passed" in ruff("domain/care.py", f"{text}{nine}    return b + c + d + e + f + g + h\n")


@pytest.mark.long
def test_a_function_without_types_is_found(tmp_path: Path) -> None:
    path = tmp_path / "untyped.py"
    path.write_text(f"{HEAD}def f(a):\n{DOES}    return a\n", "utf-8")
    command = [str(PROGRAMS / "mypy"), "--cache-dir", str(tmp_path / "cache"), str(path)]
    done = subprocess.run(command, cwd=tree.ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "[no-untyped-def]" in done.stdout
