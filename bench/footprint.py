"""How much `make run` installs: the runtime requirements in a fresh environment, in megabytes of files.

Needs the package index. What is measured is what stands on the disk, hard links and symbolic links counted once.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The project's own goal of November 2026: megabytes of the environment that `make run` makes.
GOAL = 450
A_MEGABYTE = 1_000_000


def main() -> int:
    """Print the size; 1 where it is over the goal."""
    with tempfile.TemporaryDirectory(prefix="kith-bench-") as folder:
        begun = time.perf_counter()
        environment = Path(folder) / "venv"
        subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
        pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.txt")], check=True)
        seconds = time.perf_counter() - begun
        megabytes = size(environment) / A_MEGABYTE
    print(f"runtime environment: {megabytes:,.0f} MB, goal {GOAL}; made in {seconds:.0f} s by the clock")
    return 0 if megabytes <= GOAL else 1


def size(folder: Path) -> int:
    """Bytes of every file below, each once."""
    seen = {}
    for path in folder.rglob("*"):
        about = path.lstat()
        if path.is_file() and not path.is_symlink():
            seen[about.st_dev, about.st_ino] = about.st_size
    return sum(seen.values())


if __name__ == "__main__":
    sys.exit(main())
