"""The table of who gets which answer where, kept in matrix.txt so that any change shows in review."""

import fcntl
import itertools
from pathlib import Path

from kith.domain.terms import Role
from tests.contracts.sweep.visits import METHODS, Visit
from tests.contracts.sweep.world import FAR, OWN, TEAM

FILE = Path(__file__).parents[1] / "matrix.txt"
REFUSED = {"403", "404", "405"}
HEAD = """\
# Made by `make fix`; do not edit. What each role gets: status of GET, then of POST with an empty form.
# Where an address names a row, in this order: one's own child's, another team's, another service's.
# What is not listed is refused everywhere: 403, 404 or 405.
"""


def lines(visits: list[Visit]) -> list[str]:
    """One line for each address that gives anything: `children:why child_id  200 404 404  405 405 405`."""
    answers: dict[str, dict[str, list[str]]] = {}
    for visit in visits:
        if visit.position in (OWN, TEAM, FAR):
            name = " ".join((visit.address.name, *visit.address.ids))
            answers.setdefault(name, {}).setdefault(visit.method, []).append(str(visit.status))
    return [
        f"{name:<44} {'  '.join(' '.join(given[method]) for method in METHODS if method in given)}"
        for name, given in sorted(answers.items())
        if not REFUSED.issuperset(itertools.chain(*given.values()))
    ]


def read() -> dict[str, list[str]]:
    """The kept lines by role."""
    sections: dict[str, list[str]] = {}
    current: list[str] = []
    for line in FILE.read_text("utf-8").splitlines() if FILE.exists() else []:
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            current.append(line)
    return sections


def write(role: Role, found: list[str]) -> None:
    """Put one role's lines in place; several workers may do so at once."""
    with FILE.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sections = {**read(), role.value: found}
        text = [HEAD]
        for one in Role:
            if one.value in sections:
                text += [f"[{one.value}]", *sections[one.value], ""]
        FILE.write_text("\n".join(text).rstrip() + "\n", "utf-8")
    FILE.with_suffix(".lock").unlink(missing_ok=True)
