"""What leaves says what somebody wrote to be sent, to whom they wrote it, and nothing else of anybody."""

import json
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kith.access import scope
from kith.access.models import User
from kith.children.models import Child
from kith.config.carriers.smtp import SUBJECT
from kith.domain.terms import Role
from kith.outbox import tasks
from kith.outbox.models import OutboxItem
from tests.apps.outbox import carriers
from tests.contracts.sweep import canaries, logs, visits, world
from tests.factories import webs
from tests.personas import NOW, Cast

# What is handed over is decided above the database.
pytestmark = [pytest.mark.once, pytest.mark.long]

Kind = OutboxItem.Kind
OWN = world.CANARIES[world.OWN]
RECIPIENT, BODY = "outbox-OutboxItem-recipient", "outbox-OutboxItem-body"
# What is written to somebody by each way, beside the canary of the name.
TO = {
    "letter": "\n1 Made-up Road\nSometown\nME1 1XX",
    "email": ", {number}@mail.example",
    "sms": " 07700 90012{number}",
}
BY_POST = {(world.OWN, RECIPIENT), (world.OWN, BODY)}
# The name beside an address or a number stays here.
BY_WIRE = {(world.OWN, BODY)}


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    """The post room's folder; nothing is asked before a thing leaves, so that each kind does."""
    settings.KITH_OUTBOX_FOLDER = str(tmp_path / "outbox")
    settings.ACTION_CHECKS = []
    return tmp_path / "outbox"


@pytest.fixture
def said() -> Iterator[Any]:
    """The log."""
    with logs.written() as lines:
        yield lines


def released(cast: Cast, way: str) -> list[OutboxItem]:
    """One thing of each kind that leaves next, in a world where everything else is marked too."""
    world.build(cast)
    around = webs.Around(cast.child, cast.users, OWN)
    made: webs.Rows = {Child: cast.child, User: cast.users[Role.COORDINATOR]}
    at = {"state": "released", "released_at": NOW, "released_by": cast.users[Role.MANAGER]}
    rows = []
    with scope.every_service("things that leave are made"):
        for number, kind in enumerate(Kind):
            needs = "" if kind in OutboxItem.GO_ANYWAY else "approach"
            to = f"{OWN}-{RECIPIENT}{TO[way].format(number=number)}"
            rows.append(webs.another(OutboxItem, around, made, kind=kind.value, needs=needs, recipient=to, **at))
    assert all(f"{OWN}-outbox-OutboxItem-about_person" in row.about_person for row in rows), "it may not leave"
    return rows


def send(cast: Cast, rows: list[OutboxItem], capture: Any) -> int:
    """Let the job run, and see that everything left; the number of the last event before."""
    with connection.cursor() as cursor:
        cursor.execute(visits.LATEST)
        mark = int(cursor.fetchone()[0])
    with capture(execute=True):
        tasks.send_released(cast.service.pk)
    with scope.every_service("what left is looked at"):
        left = OutboxItem.objects.filter(pk__in=[row.pk for row in rows], state="sent")
        assert left.count() == len(Kind)
    return mark


def nothing_beside(mark: int, said: Any) -> None:
    """No canary in the log, in the codes of the record or in the jobs that wait."""
    assert list(canaries.found(said.getvalue())) == []
    events = visits.events_since(mark)
    assert events
    assert list(canaries.found(repr(events))) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM django_tasks_database_dbtaskresult")
        assert list(canaries.found(repr(cursor.fetchall()))) == []


def test_files_for_the_post_room(cast: Cast, folder: Path, said: Any, django_capture_on_commit_callbacks: Any) -> None:
    rows = released(cast, "letter")
    mark = send(cast, rows, django_capture_on_commit_callbacks)
    assert {file.name for file in folder.iterdir()} == {f"{row.pk}.txt" for row in rows}
    for file in folder.iterdir():
        assert set(canaries.found(file.read_text("utf-8"))) == BY_POST
    nothing_beside(mark, said)


def test_mail(cast: Cast, folder: Path, said: Any, settings: Any, django_capture_on_commit_callbacks: Any) -> None:
    rows = released(cast, "email")
    settings.KITH_CARRIERS = dict.fromkeys(("letter", "email", "sms"), "smtp")
    with carriers.mail() as server:
        settings.KITH_SMTP = {"host": "127.0.0.1", "port": server.port, "sender": "kith@weald.example"} | {
            "user": "", "password": "", "security": "none",
        }  # fmt: skip
        mark = send(cast, rows, django_capture_on_commit_callbacks)
    assert len(server.messages) == len(Kind) - 1, "all but the export"
    for text in server.messages:
        message = message_from_string(text)
        assert message["Subject"] == SUBJECT
        assert list(canaries.found(repr(message.items()))) == []
        assert set(canaries.found(text)) == BY_WIRE
    assert list(canaries.found(repr(server.recipients))) == []
    (export,) = folder.iterdir()
    assert set(canaries.found(export.read_text("utf-8"))) == BY_POST
    nothing_beside(mark, said)


@pytest.mark.parametrize(("way", "gets"), [("letter", BY_POST), ("email", BY_WIRE), ("sms", BY_WIRE)])
def test_notify(
    way: str,
    gets: set[tuple[str, str]],
    cast: Cast,
    folder: Path,
    said: Any,
    settings: Any,
    django_capture_on_commit_callbacks: Any,
) -> None:
    rows = released(cast, way)
    settings.KITH_CARRIERS = dict.fromkeys(TO, "notify")
    settings.KITH_NOTIFY_KEY, settings.KITH_NOTIFY_TEMPLATES = carriers.KEY, {one: f"t-{one}" for one in TO}
    with carriers.notify() as server:
        settings.KITH_NOTIFY_URL = server.url
        mark = send(cast, rows, django_capture_on_commit_callbacks)
    assert len(server.asked) == len(Kind) - 1, "all but the export"
    for _method, path, told in server.asked:
        assert path == f"/v2/notifications/{way}"
        assert set(canaries.found(json.dumps(told))) == gets
        assert list(canaries.found(told["reference"])) == []
    nothing_beside(mark, said)
