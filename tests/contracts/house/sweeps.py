"""Whether what is swept page by page runs on one database, unless it asks what the two may answer differently."""

import re
from collections.abc import Iterable

from tests.contracts.house.tree import Module

SWEEPS = "tests/contracts/test_"
OPENS_PAGES = re.compile(r"\bvisits\.Visitor\(")
ONCE = re.compile(r"^pytestmark = .*\bpytest\.mark\.once\b", re.MULTILINE)
# Files of sweeps that run on both databases, and what the databases may differ in.
ON_BOTH = {
    "test_budgets": "how many questions a page asks, and how much they bring",
    "test_matrix": "which rows each role gets; on PostgreSQL a tenth of the addresses",
    "test_stale": "two savings at once, told apart by the moments that the database keeps",
    "test_true_on": "which rows are true on a day",
}


def problems(modules: Iterable[Module]) -> list[str]:
    """Files of sweeps that are neither marked `once` nor say why they run on both; and reasons without a need."""
    found = []
    for module in modules:
        name = module.parts[-1]
        if not module.path.startswith(SWEEPS) or not OPENS_PAGES.search(module.text):
            continue
        once = bool(ONCE.search(module.text))
        if once is (name in ON_BOTH):
            found.append(f"{module.path}: {'has a reason for both' if once else 'marked `once`, or say why on both'}")
    return found
