"""Storing 100,000 episodes, postcodes sealed one by one, against Django's bulk_create of the same rows.

Both sides start from the return as read and end with the same committed rows; what stands in them is compared before
any ratio is printed. Set DATABASE_URL to measure on PostgreSQL.
"""

import datetime as dt
import hashlib
import json
import random
import sys
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

from bench import _service
from kith.access import actions as access_actions
from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.domain import returns
from kith.domain.returns import tables
from kith.returns.actions import bulk, saving
from kith.returns.models import Batch, FilePart, RawRow, StoredFile
from kith.returns.queries import rowtext
from kith.sealing import create_key_file

ROWS = 100_000
ROUNDS = 5
# Storing, encryption included, at most this share of bulk_create (performance goals of the project, November 2026).
GOAL = 0.15
HEADER = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
NOW = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
Store = Callable[[FilePart, returns.FileRead], None]


def make() -> returns.FileRead:
    """A return with 100,000 episodes, read. There are some 5,000 registered homes and agencies (URN) in England."""
    chance = random.Random(1)
    first = dt.date(2023, 4, 1)
    rows = [HEADER]
    for number in range(ROWS):
        start = first + dt.timedelta(days=chance.randrange(365))
        end = f"{start + dt.timedelta(days=chance.randrange(1, 60)):%d/%m/%Y},X1" if chance.random() < 0.7 else ","
        home, away = (f"ME{chance.randrange(1, 20)} {chance.randrange(1, 9)}AA" for _ in range(2))
        rows.append(f"{number // 3},{start:%d/%m/%Y},S,C2,N1,U4,PR1,{end},,{home},{away},SC{chance.randrange(5_000)}")
    reading = returns.read([returns.Source("e.csv", "\r\n".join(rows).encode())], council="X")
    return reading.files[0]


def kith(part: FilePart, file: returns.FileRead) -> None:
    """Kith's own way."""
    text = rowtext.Writer().encode(file.parts[0], header=file.columns, council_code="X")
    bulk.insert_rows(RawRow, columns=saving.RAW_COLUMNS, rows=saving.raw_rows(part, text=text))


def django_way(part: FilePart, file: returns.FileRead) -> None:
    """One object a row, and bulk_create, whose sealed field encrypts each value."""
    RawRow.objects.bulk_create([_row(part, row) for row in file.rows], batch_size=1_000)


def _row(part: FilePart, row: returns.Row) -> RawRow:
    spec = tables.SPECS[tables.Table.EPISODES]
    hidden = [at for at, name in enumerate(spec.columns) if spec.columns[name] is tables.Kind.POSTCODE]
    values = [None if at in hidden else value for at, value in enumerate(row.raw)]
    normal = [None if at in hidden else value for at, value in enumerate(row.values)]
    return RawRow(
        service_id=part.service_id,
        part=part,
        line=row.line,
        reference=row.values[0],
        values=_json(values),
        normal=_json(normal),
        sealed=[[row.raw[at] for at in hidden], [row.values[at] for at in hidden]],
        status=row.status.value,
    )


def _json(values: list[Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=dt.date.isoformat)[1:-1]


def new_part() -> FilePart:
    """A place for one round's rows."""
    service = Service.objects.get().pk
    batch = Batch.objects.create(service_id=service, number=Batch.objects.count() + 1)
    file = StoredFile.objects.create(service_id=service, batch=batch, name="e.csv", table="Episodes", year=2024)
    return FilePart.objects.create(
        service_id=service, batch=batch, file=file, table="Episodes", council_code="X", year=2024
    )


def timed(store: Store, file: returns.FileRead) -> tuple[float, str]:
    """(seconds to the end of the commit, what then stands in the table).

    SQLite works inside this process, so its processor time is taken: what else runs on the machine does not count.
    """
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    part = new_part()
    began = clock()
    with transaction.atomic():
        store(part, file)
    seconds = clock() - began
    said = hashlib.sha256()
    for row in RawRow.objects.filter(part=part).order_by("line").iterator(5_000):
        said.update(repr((row.line, row.reference, row.values, row.normal, row.sealed, row.status)).encode())
    RawRow.objects.filter(part=part)._raw_delete(RawRow.objects.db)
    return seconds, said.hexdigest()


def main() -> int:
    """Print the ratio; 1 if it is over the goal or the two sides stored different rows."""
    create_key_file(_service.HOME / "keys.json")
    _service.migrate()
    service = access_actions.found_service(name="Bench", slug="bench", councils={"X": "X"}, at=NOW)
    file = make()
    with scope.acting(Actor.system("bench", service.pk)):
        rounds = [(timed(kith, file), timed(django_way, file)) for _ in range(ROUNDS)]
    if any(ours[1] != theirs[1] for ours, theirs in rounds):
        print("DIFFERENT WORK: the two sides did not store the same rows.")
        return 1
    for number, (ours, theirs) in enumerate(rounds, start=1):
        kind = "of processor time" if connection.vendor == "sqlite" else "by the clock"
        print(f"round {number}: {ours[0]:.2f} s and {theirs[0]:.2f} s {kind}")
    # What else runs on the machine can only add to a time, so the quickest round of each side is compared.
    ratio = min(ours[0] for ours, _ in rounds) / min(theirs[0] for _, theirs in rounds)
    print(f"storing {ROWS:,} rows on {connection.vendor}: {ratio:.3f} of bulk_create, goal {GOAL}")
    return 0 if ratio <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
