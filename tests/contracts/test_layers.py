"""The import contracts of pyproject.toml hold on a small clean package, and each breaks on the import it forbids."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.contracts.house import tree

pytestmark = pytest.mark.once

CLEAN = {
    "cli/eligible.py": "from kith.config import optional\nfrom kith.domain import dates\n",
    "config/optional.py": "",
    "config/start.py": "",
    "casework/views.py": "from kith.children import queries\n",
    "children/models.py": "from kith.access import scope\n",
    "children/queries.py": "from kith.children import models\n",
    "children/actions.py": "from kith.children import models, queries\n",
    "children/presenters.py": "from kith.children import queries\n",
    "children/forms.py": "from kith.children import presenters, queries\n",
    "children/views.py": "from kith.children import actions, forms, presenters, queries\n",
    "children/tasks.py": "from kith.children import actions, queries\n",
    "children/urls.py": "from kith.children import views\n",
    "access/scope.py": "from kith.audit import record\n",
    "audit/models.py": "",
    "audit/record.py": "from kith.audit import models\nfrom kith.sealing import keys\n",
    "sealing/keys.py": "",
    "domain/dates.py": "import datetime\n",
}

CONTRACTS = tomllib.loads((tree.ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
(LAYERS,) = (one["layers"] for one in CONTRACTS if one["name"] == "Layers: imports go down only")
PLACED = [name.strip() for layer in LAYERS for name in layer.split("|")]
# Every package that must be there is, be it empty.
CLEAN = {f"{name}/__init__.py": "" for name in PLACED if "(" not in name} | CLEAN

# What breaks, in which file, and the contract that must say so.
BROKEN = [
    ("children/models.py", "from kith.casework import views\n", "Layers: imports go down only"),
    ("domain/dates.py", "from kith.children import models\n", "Layers: imports go down only"),
    ("elsewhere/text.py", "", "Layers: imports go down only"),
    ("cli/eligible.py", "import django\n", "The command starts without Django"),
    ("children/views.py", "from kith.children import models\n", "Pages and interfaces never touch tables"),
    ("casework/views.py", "from kith.children import models\n", "Pages and interfaces never touch tables"),
    ("access/scope.py", "from kith.audit import models\n", "Only audit touches the audit table"),
]


# What breaks many times in one package, and the contract that must name each.
UPWARDS = [
    ("models", "queries"),
    ("queries", "actions"),
    ("actions", "presenters"),
    ("presenters", "forms"),
    ("forms", "views"),
    ("forms", "tasks"),
    ("views", "tasks"),
    ("tasks", "views"),
    ("views", "urls"),
]
NOT_FOR_RULES = ["django", "sqlite3", "requests"]


def lint(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Write a package called kith and judge it by the project's own contracts."""
    for name, text in files.items():
        path = folder / "kith" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        for package in (path.parent, folder / "kith"):
            (package / "__init__.py").touch()
        path.write_text(text)
    return subprocess.run(
        [
            str(Path(sys.executable).parent / "lint-imports"),
            "--no-cache",
            "--config",
            str(tree.ROOT / "pyproject.toml"),
        ],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_clean_package_keeps_every_contract(tmp_path: Path) -> None:
    done = lint(tmp_path, CLEAN)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_package_that_is_gone_is_noticed(tmp_path: Path) -> None:
    done = lint(tmp_path, {file: text for file, text in CLEAN.items() if not file.startswith("finding/")})
    assert done.returncode == 1
    assert "kith.finding" in done.stdout + done.stderr


def test_only_what_is_not_built_stands_in_brackets() -> None:
    built = {folder.name for folder in (tree.ROOT / "src" / "kith").iterdir() if (folder / "__init__.py").is_file()}
    assert {name for name in PLACED if "(" not in name} == built


@pytest.mark.parametrize(("file", "line", "contract"), BROKEN)
def test_contract_finds_the_forbidden_import(tmp_path: Path, file: str, line: str, contract: str) -> None:
    done = lint(tmp_path, {**CLEAN, file: CLEAN.get(file, "") + line})
    assert done.returncode == 1
    broken = [text for text in done.stdout.splitlines() if text.endswith("BROKEN") or " BROKEN " in text]
    assert any(text.startswith(contract) for text in broken), done.stdout


def chains(done: subprocess.CompletedProcess[str]) -> set[tuple[str, str]]:
    """(importer, imported) of every import that was found to break a contract."""
    found = re.findall(r"(kith[\w.]*) ->\s+([\w.]+)", done.stdout)
    return {(one, other) for one, other in found}


def test_every_step_upwards_inside_an_app_is_found(tmp_path: Path) -> None:
    broken = dict(CLEAN)
    for one, other in UPWARDS:
        broken[f"children/{one}.py"] += f"from kith.children import {other}\n"
    done = lint(tmp_path, broken)
    assert done.returncode == 1
    assert {(f"kith.children.{one}", f"kith.children.{other}") for one, other in UPWARDS} <= chains(done), done.stdout


def test_whatever_rules_may_not_lean_on_is_found(tmp_path: Path) -> None:
    lines = "".join(f"import {name}\n" for name in NOT_FOR_RULES)
    done = lint(tmp_path, {**CLEAN, "domain/dates.py": lines})
    assert done.returncode == 1
    assert {("kith.domain.dates", name) for name in NOT_FOR_RULES} <= chains(done), done.stdout


def test_the_command_and_the_settings_stand_side_by_side(tmp_path: Path) -> None:
    done = lint(tmp_path, {**CLEAN, "cli/eligible.py": "from kith.config import start\n"})
    assert ("kith.cli.eligible", "kith.config.start") in chains(done), done.stdout
    other = lint(tmp_path, {**CLEAN, "config/start.py": "from kith.cli import eligible\n"})
    assert ("kith.config.start", "kith.cli.eligible") in chains(other), other.stdout


@pytest.mark.parametrize("name", ["api", "my_view", "doorway"])
def test_pages_of_every_package_are_held_from_the_tables(name: str) -> None:
    """These hold nothing but pages: whoever builds one names all of it in the contract."""
    (held,) = (one["source_modules"] for one in CONTRACTS if one["name"] == "Pages and interfaces never touch tables")
    assert not (tree.ROOT / "src" / "kith" / name).is_dir() or f"kith.{name}.**" in held
