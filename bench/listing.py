"""The list of who could be offered Lifelong Links, against Django admin's list of the same rows.

The same 25 of the same 1,600 rows, the same columns, filters, order and signed-in person, through the same middleware;
figures on both sides (Django's facets). Kith's page keeps the record of who looked besides. The ratio to Django's list
without any figures is printed too. Then Kith's page with ten times the rows.
Set DATABASE_URL to measure on PostgreSQL.
"""

import atexit
import datetime as dt
import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

HOME = Path(tempfile.mkdtemp(prefix="kith-bench-"))
atexit.register(shutil.rmtree, HOME, ignore_errors=True)
os.environ.update(
    KITH_HOME=str(HOME),
    KITH_SECRET_KEY="only-for-bench-" + "x" * 40,
    KITH_SECOND_FACTOR="0",
    DJANGO_SETTINGS_MODULE="bench._admin_settings",
)
(HOME / "static").mkdir()

import django  # noqa: E402  (the settings come first)

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from kith.access import actions as access_actions  # noqa: E402
from kith.access import scope  # noqa: E402
from kith.access.models import Council, Service, User  # noqa: E402
from kith.children.models import Child, EligibilityResult, EligibilityRun  # noqa: E402
from kith.domain import eligibility  # noqa: E402
from kith.domain.terms import Role  # noqa: E402
from kith.sealing import create_key_file  # noqa: E402

COUNTY, TEN_TIMES = 1_600, 16_000
SHOWN = 25
ROUNDS = 25
# The performance goals of the project, November 2026.
GOAL, GROWTH, QUERIES = 0.5, 1.2, 8
NOW = dt.datetime(2026, 4, 1, 9, 0, tzinfo=dt.UTC)
# (answer, how many in twenty): a county has about 300 of 1,600 who could be offered it.
ANSWERS = ["yes"] * 2 + ["cannot_tell"] * 2 + ["no"] * 16
KITH = "/children/?answer=all"
# Django's way to show how many: with figures, as Kith's page has them, and without.
PLAIN = "/admin/children/eligibilityresult/"
ADMIN = f"{PLAIN}?_facets=True"


def make_service(slug: str, number: int) -> User:
    """A service with so many children in its current answer; returns its manager."""
    service: Service = access_actions.found_service(name=slug, slug=slug, councils={slug: slug}, at=NOW)
    rules = eligibility.load_rules("kent-2018")
    criteria = [
        {
            "id": one.id,
            "answer": "met",
            "why": "In care since 1 May 2024: less than 3 years.",
            "missing": [],
            "rows": [],
        }
        for one in rules.criteria
    ]
    with scope.every_service("the workload fills services by hand"):
        council = Council.objects.get(service=service)
        run = EligibilityRun.objects.create(
            service=service,
            on=NOW.date(),
            rules=rules.id,
            rules_version=rules.digest[:12],
            rules_text=rules.text,
            counts={
                "yes": number // 10,
                "no": number * 8 // 10,
                "cannot_tell": number // 10,
                "areas": ["East", "West"],
            },
            is_current=True,
        )
        children = [
            Child(service=service, council=council, reference=str(at), preferred_name=f"Child {at * 7919 % number:06}")
            for at in range(number)
        ]
        Child.objects.bulk_create(children, batch_size=2_000)
        EligibilityResult.objects.bulk_create(
            (_result(run, child, at, criteria) for at, child in enumerate(children)), batch_size=2_000
        )
    return User.objects.create_user(
        f"manager@{slug}.example", display_name="Manager", role=Role.MANAGER.value, service=service
    )


def _result(run: EligibilityRun, child: Child, at: int, criteria: list[Any]) -> EligibilityResult:
    answer, soon = ANSWERS[at % len(ANSWERS)], at % 15 == 0
    return EligibilityResult(
        service_id=run.service_id,
        run=run,
        child=child,
        answer=answer,
        criteria=criteria,
        missing="Plan for the child's future" if answer == "cannot_tell" else "",
        near_miss={"criterion": "age", "days": 41, "text": "turns 16 in 41 days"} if soon else None,
        near_miss_on=dt.date(2026, 5, 12) if soon else None,
        age=at % 18,
        care_start=dt.date(2024, 5, 1),
        area=("East", "West")[at % 2],
        name_then=child.preferred_name,
        asked=at % 30 == 0,
    )


def signed_in(user: User) -> Client:
    """A client signed in as a person."""
    client = Client()
    client.force_login(user, backend="kith.config.sign_in.Backend")
    return client


def timed(client: Client, address: str) -> float:
    """Seconds of processor time of one request: what others do on the machine counts less than by the clock."""
    begun = time.process_time()
    response = client.get(address)
    seconds = time.process_time() - begun
    if response.status_code != 200:
        raise SystemExit(f"{address}: {response.status_code}")
    return seconds


def names(client: Client, address: str) -> list[str]:
    """The children on a page, in order."""
    return re.findall(r">(Child \d{6})</a>", client.get(address).content.decode())


def queries(client: Client, address: str) -> int:
    """How many queries a page takes; the start and end of its transaction are none."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    aside = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not row["sql"].startswith(aside) for row in captured.captured_queries)


def main() -> int:
    """Print the ratios; 1 where the sides show other rows, or one goes past its goal."""
    create_key_file(HOME / "keys.json")
    call_command("migrate", verbosity=0)
    small, large = (signed_in(make_service(slug, number)) for slug, number in (("one", COUNTY), ("ten", TEN_TIMES)))
    shown = names(small, KITH)
    if shown != names(small, ADMIN) or len(shown) != SHOWN:
        print("DIFFERENT WORK: the two sides do not show the same rows.")
        return 1
    ratios, plain, growths, seconds = [], [], [], []
    for _ in range(ROUNDS):
        ours, theirs, tenfold = timed(small, KITH), timed(small, ADMIN), timed(large, KITH)
        ratios.append(ours / theirs)
        plain.append(ours / timed(small, PLAIN))
        growths.append(tenfold / ours)
        seconds.append(ours)
    ratio, growth = statistics.median(ratios), statistics.median(growths)
    counts = {COUNTY: queries(small, KITH), TEN_TIMES: queries(large, KITH)}
    quartiles = statistics.quantiles(ratios, n=4)
    noisy = " (noisy)" if quartiles[2] > 1.5 * quartiles[0] else ""
    print(
        f"{SHOWN} of {COUNTY:,} rows on {connection.vendor}: {ratio:.2f} of Django admin's list, goal {GOAL}{noisy}; "
        f"{statistics.median(seconds) * 1000:.0f} ms of processor time; admin takes {queries(small, ADMIN)} queries; "
        f"{statistics.median(plain):.2f} of its list without figures"
    )
    print(f"with ten times the rows: {growth:.2f} times as long, goal {GROWTH}")
    print(f"queries: {counts[COUNTY]} at {COUNTY:,} rows, {counts[TEN_TIMES]} at {TEN_TIMES:,}, goal {QUERIES}")
    return 0 if ratio <= GOAL and growth <= GROWTH and max(counts.values()) <= QUERIES else 1


if __name__ == "__main__":
    sys.exit(main())
