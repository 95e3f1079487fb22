"""Networks from the case tables: bonds and evidence out of the rows of a case."""

import datetime
from typing import Any

from kith.domain.network import bonds, loving
from kith.domain.terms import Ring, Side, SupportKind

LONG_AGO = datetime.date(2000, 1, 1)
DAY = datetime.date(2026, 6, 1)


def bond(row: dict[str, Any]) -> bonds.Bond:
    """One person of a case; a name is also the id."""
    return bonds.Bond(
        row["name"],
        row.get("since", LONG_AGO),
        row.get("until"),
        name=row["name"],
        in_touch=row.get("in_touch", True),
        born=row.get("born"),
        is_adult=_known(row.get("adult", True)),
        is_paid=row.get("paid", False),
        is_relative=row.get("relative", False),
        side=Side(row["side"]) if "side" in row else None,
        supports=frozenset(map(SupportKind, row.get("supports", ()))),
        household=row.get("household"),
    )


def evidence(row: dict[str, Any]) -> loving.Evidence:
    """One person of a case about loving relationships."""
    ring = _known(row.get("ring", "closest"))
    return loving.Evidence(
        row["name"],
        row["name"],
        is_paid=_known(row.get("paid", False)),
        is_adult=_known(row.get("adult", True)),
        is_cleared=_known(row.get("cleared", True)),
        ring=Ring(ring) if ring else None,
        said_yes=_known(row.get("said_yes", True)),
        last_in_touch=_known(row.get("last_in_touch", DAY)),
    )


def _known(value: Any) -> Any:
    return None if value == "not known" else value
