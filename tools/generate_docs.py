"""Write the reference pages that are made from the code: `python tools/generate_docs.py [--check]`."""

import sys
from collections.abc import Callable
from pathlib import Path

import document_pathway
import document_rules

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"

PAGES: dict[str, Callable[[], str]] = {
    "pathway.md": document_pathway.page,
    "rules.md": document_rules.page,
}


def stale() -> list[str]:
    """The pages that do not say what the code says now."""
    return [
        name
        for name, page in PAGES.items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text("utf-8") != page()
    ]


def main(arguments: list[str]) -> int:
    """Write what is stale; with `--check` only name it, and end with 1 if there is anything."""
    found = stale()
    if "--check" in arguments:
        print("".join(f"docs/reference/{name} is stale: run make fix\n" for name in found), end="")
        return 1 if found else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in found:
        (REFERENCE / name).write_text(PAGES[name](), "utf-8")
        print(f"docs/reference/{name} is written anew")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
