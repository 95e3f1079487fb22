"""Every address as every role, on one's own child, another team's, another service's and nobody's."""

import functools
import os
import random

import pytest
from django.db import connection

import document_actions
from kith.domain.terms import Role
from tests.contracts.sweep import addresses, canaries, logs, matrix, rules, visits, world
from tests.personas import Cast

# What a page shows is decided by the same code on both databases, so on PostgreSQL a tenth is enough.
pytestmark = pytest.mark.long

SEED = 20260101
# The whole source is read for this: once, not for each role.
documented = functools.cache(document_actions.events)


def to_visit(role: Role) -> list[addresses.Address]:
    """Every address on SQLite; a tenth on PostgreSQL: for each role another, and the same each time."""
    found = list(addresses.walk())
    chance = random.Random(f"{SEED} {role}")
    return found if connection.vendor == "sqlite" else chance.sample(found, len(found) // 10)


@pytest.mark.parametrize("role", visits.ROLES)
def test_every_address_as(role: Role, cast: Cast) -> None:
    around = world.build(cast)
    visitor = visits.Visitor(cast.users[role], around.ids[world.OWN])
    with logs.written() as said:
        seen = [one for method in visits.METHODS for one in visitor.tour(around, to_visit(role), method)]
    found = {
        "crashes": list(rules.crashes(seen)),
        "told to strangers": list(rules.strangers_told(seen, role, around)),
        "looked at though refused": list(rules.looked_though_refused(seen)),
        "written by nothing": list(rules.writes(seen)),
        "undocumented": list(rules.undocumented(seen, documented())),
        "headers": [line for one in seen for line in rules.weak_headers(one)],
        "canaries in the log": [f"{field} of {whose}" for whose, field in canaries.found(said.getvalue())],
        "canaries": [line for one in seen for line in canaries.problems(one, role)],
    }
    problems = [f"{name}: {line}" for name, lines in found.items() for line in dict.fromkeys(lines)]
    assert not problems, "\n".join(problems)
    if connection.vendor == "sqlite":
        _compare(role, matrix.lines(seen))


def _compare(role: Role, found: list[str]) -> None:
    """Whoever gets something else than before gets it on purpose: `make fix` writes the table anew."""
    if os.environ.get("KITH_WRITE_MATRIX"):
        matrix.write(role, found)
    assert found == matrix.read().get(role.value)
