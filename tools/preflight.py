"""Looks before anything is installed: says the one command to type if this machine lacks something.

Runs on the Python that the newcomer happens to have, so it keeps to syntax that Python 3.6 can read.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Dict, List, NamedTuple, Optional, Tuple

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)
SPACE_NEEDED_MB = 1200

# What each part is called by each package manager. `{version}` is the running Python's, as in 3.11.
PACKAGES: Dict[str, Dict[str, List[str]]] = {
    "apt-get": {
        "python": ["python3.11", "python3.11-venv"],
        "venv": ["python{version}-venv"],
        "chromium": ["chromium", "fonts-liberation"],
        "postgresql": ["postgresql"],
    },
    "dnf": {
        "python": ["python3.11"],
        "venv": ["python3-pip"],
        "chromium": ["chromium"],
        "postgresql": ["postgresql-server"],
    },
    "brew": {
        "python": ["python@3.12"],
        "venv": ["python@3.12"],
        "chromium": ["chromium"],
        "postgresql": ["postgresql@15"],
    },
}
# The first is the same browser without its windows: half the work for a page.
CHROMIUM_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Lack(NamedTuple):
    """One thing that is missing, in words, and the one command that puts it right."""

    what: str
    command: str


def python_lack(version: Tuple[int, ...], system: Optional[str]) -> Optional[Lack]:
    """Python older than 3.11 (`version` is sys.version_info)."""
    if tuple(version[:2]) >= OLDEST_PYTHON:
        return None
    what = "Kith needs Python 3.11 or newer; this is Python {}.{}.".format(*version[:2])
    return Lack(what, install_command(["python"], system, version))


def venv_lack(has_ensurepip: bool, version: Tuple[int, ...], system: Optional[str]) -> Optional[Lack]:
    """Debian packs `venv` apart from Python: `import venv` works there while `ensurepip` is missing."""
    if has_ensurepip:
        return None
    what = "This Python cannot make a virtual environment (its venv module is incomplete)."
    return Lack(what, install_command(["venv"], system, version))


def write_lack(folder: Path) -> Optional[Lack]:
    """A folder that cannot be written to: tried, since ownership and mounts can both forbid it."""
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            return None
    except OSError:
        return Lack("This folder cannot be written to.", 'sudo chown -R "$USER" .')


def space_lack(folder: Path, needed_mb: int = SPACE_NEEDED_MB) -> Optional[Lack]:
    """Too little room for the virtual environment and the made-up county."""
    free_mb = shutil.disk_usage(str(folder)).free // 1_000_000
    if free_mb >= needed_mb:
        return None
    return Lack("Only {} MB are free here; {} MB are needed.".format(free_mb, needed_mb), "df -h .")


def package_system() -> Optional[str]:
    """The first package manager found here, or None."""
    for name in ("apt-get", "dnf", "brew"):
        if shutil.which(name):
            return name
    return None


def chromium_path() -> Optional[str]:
    """The browser that the journeys drive: KITH_CHROMIUM if set, else the first one found."""
    named = os.environ.get("KITH_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    return next((path for path in map(shutil.which, CHROMIUM_NAMES) if path), None)


def postgres_folder() -> Optional[Path]:
    """The newest folder that holds initdb and pg_ctl; Debian keeps them off the PATH."""
    debian = Path("/usr/lib/postgresql")
    folders = sorted(debian.glob("*/bin"), key=_major, reverse=True) if debian.is_dir() else []
    on_path = shutil.which("pg_ctl")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def _major(folder: Path) -> int:
    name = folder.parent.name
    return int(name) if name.isdigit() else 0


def missing_test_parts() -> List[str]:
    """What the whole test run needs beyond Python, and this machine lacks."""
    found: Dict[str, object] = {"chromium": chromium_path(), "postgresql": postgres_folder()}
    return [name for name, place in found.items() if place is None]


def install_command(parts: List[str], system: Optional[str], version: Tuple[int, ...] = OLDEST_PYTHON) -> str:
    """The one line that installs `parts` with this machine's package manager, ready to be typed."""
    if system is None:
        return "install " + " and ".join(parts) + " (Python 3.12 from python.org, PostgreSQL 14 or newer)"
    names = [name for part in parts for name in PACKAGES[system][part]]
    listed = " ".join(names).format(version="{}.{}".format(*version[:2]))
    sudo = "" if system == "brew" or is_root() else "sudo "
    if system == "apt-get":
        return "{0}apt-get update && {0}apt-get install -y --no-install-recommends {1}".format(sudo, listed)
    return sudo + system + " install " + ("-y " if system == "dnf" else "") + listed


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def may_install(system: Optional[str]) -> bool:
    """Only where nobody has to be asked: root on a Debian-like machine."""
    return system == "apt-get" and is_root()


def basic_lacks() -> List[Lack]:
    """Everything `make run` needs."""
    system = package_system()
    has_ensurepip = importlib.util.find_spec("ensurepip") is not None
    tried = [
        python_lack(tuple(sys.version_info[:2]), system),
        venv_lack(has_ensurepip, tuple(sys.version_info[:2]), system),
        write_lack(ROOT),
        # A second run needs no new room.
        None if (ROOT / ".venv").exists() else space_lack(ROOT),
    ]
    return [lack for lack in tried if lack]


def provide_test_parts() -> List[Lack]:
    """Install Chromium and PostgreSQL where that may be done unasked; otherwise say how."""
    parts = missing_test_parts()
    if not parts:
        return []
    system = package_system()
    if may_install(system):
        print("Installing for the tests: " + ", ".join(parts), flush=True)
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        command = install_command(parts, system)
        subprocess.run(["sh", "-c", command], env=quiet, stdout=subprocess.DEVNULL, check=False)
        parts = missing_test_parts()
    if not parts:
        return []
    return [Lack("The tests need " + " and ".join(parts) + ".", install_command(parts, system))]


def main(arguments: List[str]) -> int:
    """Exit 0 if all is there; else say what to type and exit 1. `tests` adds what the tests need."""
    lacks = basic_lacks()
    if not lacks and "tests" in arguments:
        lacks = provide_test_parts()
    if lacks:
        # One thing at a time: the next may be cured by the first.
        print(
            "\n" + lacks[0].what + "\nType this, then try again:\n\n    " + lacks[0].command + "\n",
            file=sys.stderr,
        )
    return 1 if lacks else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
