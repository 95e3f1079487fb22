"""Makes .venv and fills it from the hashed requirements; does nothing if that is already done.

Standard library only. `python tools/bootstrap.py runtime` for `make run`, `dev` for everything else.
"""

import argparse
import hashlib
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
REQUIREMENTS = {"runtime": "requirements.txt", "dev": "requirements-dev.txt"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("want", choices=sorted(REQUIREMENTS))
    want: str = parser.parse_args().want
    if is_fresh(want):
        return 0
    started = time.monotonic()
    make_environment()
    for step in (requirements_step(want), project_step()):
        if run_pip(step):
            print_advice()
            return 1
    stamp_path(want).write_text(fingerprint(want), encoding="ascii")
    print(f"Ready in {time.monotonic() - started:.0f} s.", flush=True)
    return 0


def environment_python() -> Path:
    """Where the virtual environment keeps its interpreter."""
    return ENVIRONMENT / "bin" / "python"


def stamp_path(want: str) -> Path:
    """The file that remembers what was installed."""
    return ENVIRONMENT / f".kith-{want}"


def fingerprint(want: str) -> str:
    """Changes when a requirement, the project's own metadata, the interpreter or the folder changes."""
    digest = hashlib.sha256()
    for name in (REQUIREMENTS[want], "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    digest.update(repr((sys.version_info[:2], str(ENVIRONMENT))).encode())
    return digest.hexdigest()


def is_fresh(want: str) -> bool:
    """True if the environment holds what is wanted. The developers' set contains the runtime one."""
    if not environment_python().exists():
        return False
    wider = {"runtime": ("runtime", "dev"), "dev": ("dev",)}[want]
    return any(stamp_path(name).exists() and stamp_path(name).read_text() == fingerprint(name) for name in wider)


def make_environment() -> None:
    """A new environment, unless a working one of this Python stands here already."""
    if environment_works():
        return
    print("Making .venv ...", flush=True)
    venv.EnvBuilder(with_pip=True, clear=True).create(ENVIRONMENT)


def environment_works() -> bool:
    """False for none, another Python, or one moved from elsewhere (its scripts name the old place)."""
    if not environment_python().exists():
        return False
    probe = "import sys, pip; print(sys.version_info[:2], sys.prefix)"
    found = subprocess.run([str(environment_python()), "-c", probe], capture_output=True, text=True, check=False)
    activate = (ENVIRONMENT / "bin" / "activate").read_text(encoding="utf-8", errors="replace")
    return found.stdout.strip() == f"{sys.version_info[:2]} {ENVIRONMENT}" and str(ENVIRONMENT) in activate


def requirements_step(want: str) -> list[str]:
    """Exactly the locked files: hashes checked, nothing resolved anew."""
    print(f"Installing {REQUIREMENTS[want]} ...", flush=True)
    return ["--require-hashes", "--no-deps", "-r", str(ROOT / REQUIREMENTS[want])]


def project_step() -> list[str]:
    """Kith itself, in place. The build backend is locked too, so no isolated download of it."""
    return ["--no-build-isolation", "--no-deps", "--editable", str(ROOT)]


def run_pip(arguments: list[str]) -> int:
    """Pip's exit code; its output only if it fails."""
    command = [
        str(environment_python()),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "-q",
    ]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
    return done.returncode


def print_advice() -> None:
    print(
        "\nThe packages could not be installed (see above)."
        "\nIf this network needs a proxy, set HTTPS_PROXY and try again.",
        file=sys.stderr,
    )


if __name__ == "__main__":
    sys.exit(main())
