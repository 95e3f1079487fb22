"""The case tables: read from the TOML files beside this module."""

import tomllib
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def table(name: str) -> list[dict[str, Any]]:
    """The cases of one table, in their order."""
    cases: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
    return cases
