"""Keeps the example in README.md true: runs its commands and writes what they really print.

python tools/readme_example.py
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(<!-- example: [^>]*-->\n```console\n)(.*?)(```\n)", re.DOTALL)
PROMPT = "$ "


def commands(block: str) -> list[str]:
    """The lines that a reader would type."""
    return [line.removeprefix(PROMPT) for line in block.splitlines() if line.startswith(PROMPT)]


def rerun(block: str) -> str:
    """The same commands with what they print now, in an empty folder."""
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for command in commands(block):
            lines.append(PROMPT + command)
            lines += run(command, folder).splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines)


def run(command: str, folder: str) -> str:
    """What one command prints. Raises CalledProcessError if it fails."""
    programs = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": programs + os.pathsep + os.environ["PATH"], "COLUMNS": "100"}
    # A newcomer types this into a shell, pipes included.
    return subprocess.run(
        ["sh", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def renewed(readme: str) -> str:
    """The README with every example run again. Raises ValueError if it holds none."""
    if not BLOCK.search(readme):
        raise ValueError("README.md holds no example")
    return BLOCK.sub(lambda found: found[1] + rerun(found[2]) + found[3], readme)


def main() -> int:
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
