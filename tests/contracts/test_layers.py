"""The import contracts of pyproject.toml hold on a small clean package, and each breaks on the import it forbids."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contracts.house import tree

pytestmark = pytest.mark.once

CLEAN = {
    "cli/eligible.py": "from kith.config import optional\nfrom kith.domain import dates\n",
    "config/optional.py": "",
    "casework/views.py": "from kith.children import queries\n",
    "children/models.py": "from kith.access import scope\n",
    "children/queries.py": "from kith.children import models\n",
    "children/views.py": "from kith.children import queries\n",
    "access/scope.py": "from kith.audit import record\n",
    "audit/models.py": "",
    "audit/record.py": "from kith.audit import models\nfrom kith.sealing import keys\n",
    "sealing/keys.py": "",
    "domain/dates.py": "import datetime\n",
}

# What breaks, in which file, and the contract that must say so.
BROKEN = [
    ("children/models.py", "from kith.casework import views\n", "Layers: imports go down only"),
    ("domain/dates.py", "from kith.children import models\n", "Layers: imports go down only"),
    ("elsewhere/text.py", "", "Layers: imports go down only"),
    ("children/models.py", "from kith.children import queries\n", "Inside an app"),
    ("domain/dates.py", "import django\n", "The domain knows no framework"),
    ("cli/eligible.py", "import django\n", "The command starts without Django"),
    ("children/views.py", "from kith.children import models\n", "Pages and interfaces never touch tables"),
    ("casework/views.py", "from kith.children import models\n", "Pages and interfaces never touch tables"),
    ("access/scope.py", "from kith.audit import models\n", "Only audit touches the audit table"),
]


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


@pytest.mark.parametrize(("file", "line", "contract"), BROKEN)
def test_contract_finds_the_forbidden_import(tmp_path: Path, file: str, line: str, contract: str) -> None:
    done = lint(tmp_path, {**CLEAN, file: CLEAN.get(file, "") + line})
    assert done.returncode == 1
    broken = [text for text in done.stdout.splitlines() if text.endswith("BROKEN") or " BROKEN " in text]
    assert any(text.startswith(contract) for text in broken), done.stdout
