"""Somebody found by name among 100,000 as the page does it: by keys on the database, against a Jaro-Winkler scan.

The people, what is typed and the scan are those of `python -m bench matching`; here they stand in the tables of a
service, each beside one of 5,000 children, and whoever looks may know of all of them. Set DATABASE_URL to measure on
PostgreSQL.
"""

import gc
import os
import statistics
import sys
import time

from bench import _service  # before anything of Kith's

from django.db import connection  # isort: skip

from bench import _people, _written_down
from bench.matching import MOST, SLOWEST_MS, Scan
from kith.access import actions as access_actions
from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.children.models import Child
from kith.config import start
from kith.domain.terms import Role
from kith.sealing import create_key_file

PEOPLE, QUERIES, SEED = 100_000, 400, 11


def main() -> int:
    """Print time and recall beside a scan's, with and without a birth date; 1 where a goal is missed."""
    print(f"load average {os.getloadavg()[0]:.1f}")
    create_key_file(_service.HOME / "keys.json")
    _service.migrate()
    service = access_actions.found_service(name="Bench", slug="bench", councils={"X": "X"}, at=_written_down.NOW)
    user = User.objects.create_user("m@bench.example", display_name="M", role=Role.MANAGER.value, service=service)
    people = _people.register(PEOPLE, SEED)
    asked, scan = _people.sought(people, QUERIES, SEED), Scan(people)
    begun = time.perf_counter()
    ids = _written_down.fill(service, people)
    _count_rows()
    print(f"{PEOPLE:,} people written down in {time.perf_counter() - begun:.0f} s on {connection.vendor}")
    gc.collect()
    gc.freeze()  # a service does not hold 100,000 people in its memory
    actor, good = Actor.of_user(user), True
    with scope.acting(actor):
        child = Child.objects.order_by("reference")[0]
        for dated in (False, True):
            took, found = _written_down.searched(actor, child, asked, ids, dated=dated)
            scanned = sum(one.truth in scan.find(one.text, one.born if dated else None) for one in asked)
            p95 = statistics.quantiles(took, n=20)[-1] * 1000
            print(
                f"  {'names and birth date' if dated else 'names only'}: p50 {statistics.median(took) * 1000:.1f} ms, "
                f"p95 {p95:.1f} ms, recall@{MOST} {found / QUERIES:.3f}; scan {scanned / QUERIES:.3f}",
                flush=True,
            )
            good = good and p95 <= SLOWEST_MS and found >= scanned
    return 0 if good else 1


def _count_rows() -> None:
    """As either database has done before anybody searches: a server by itself, soon after so many rows have come."""
    start.count_rows()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    sys.exit(main())
