"""Write the reference pages that are made from the code: `python tools/generate_docs.py [--check]`."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import document_pathway
import document_rules
import document_terms
from kith.config import optional

REFERENCE = Path(__file__).resolve().parents[1] / "docs" / "reference"

Pages = Mapping[str, Callable[[], str]]

# Made from the domain alone.
PAGES: Pages = {
    "pathway.md": document_pathway.page,
    "rules.md": document_rules.page,
    "terms.md": document_terms.page,
}
# Made from the service.
SERVICE_PAGES = {
    "actions.md": "document_actions.page",
    "events.md": "document_actions.events_page",
    "fields.md": "document_roles.fields_page",
    "findings.md": "document_findings.page",
    "roles.md": "document_roles.page",
    "settings.md": "document_settings.page",
}


def service_pages() -> Pages:
    """The pages made from the service, which is loaded for them; the pages of the domain go without."""
    if not optional.load("django.apps.apps").ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings_for_types")
        optional.load("django").setup()
    return {name: optional.load(path) for name, path in SERVICE_PAGES.items()}


def stale(pages: Pages = PAGES) -> list[str]:
    """The pages that do not say what the code says now."""
    return [
        name
        for name, page in pages.items()
        if not (REFERENCE / name).is_file() or (REFERENCE / name).read_text("utf-8") != page()
    ]


def main(arguments: list[str], pages: Pages = PAGES) -> int:
    """Write what is stale; with `--check` only name it, and end with 1 if there is anything."""
    found = stale(pages)
    if "--check" in arguments:
        print("".join(f"docs/reference/{name} is stale: run make fix\n" for name in found), end="")
        return 1 if found else 0
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name in found:
        (REFERENCE / name).write_text(pages[name](), "utf-8")
        print(f"docs/reference/{name} is written anew")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], {**PAGES, **service_pages()}))
