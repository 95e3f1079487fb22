"""Background jobs by name: a lower app can cause work in a higher one without importing it."""

import datetime as dt
import logging
import uuid
from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

JOBS: dict[str, str] = {
    "children.answer_today": "kith.children.tasks.answer_today",
    "finding.discard_notes": "kith.finding.tasks.discard_notes",
    "finding.forget": "kith.finding.tasks.forget",
    "finding.look_at_places": "kith.finding.tasks.look_at_places",
    "outbox.follow": "kith.outbox.tasks.follow_sent",
    "outbox.send": "kith.outbox.tasks.send_released",
    "people.look_through": "kith.people.tasks.look_through",
    "records.check_papers": "kith.records.tasks.check_papers",
    "records.pass_on_concerns": "kith.records.tasks.pass_on_concerns",
    "referrals.pass_on_unopened": "kith.referrals.tasks.pass_on_unopened",
    "safety.look_at_everybody": "kith.safety.tasks.look_at_everybody",
    "safety.look_at_person": "kith.safety.tasks.look_at_person",
    "safety.look_at_typed": "kith.safety.tasks.look_at_typed",
    "safety.tell_of_words": "kith.safety.tasks.tell_of_words",
}


class JobFailed(Exception):
    """A job broke. The queue keeps this text in the clear: which job, which kind of error and where, nobody's words."""


def enqueue(name: str, service_id: uuid.UUID, after: dt.datetime | None = None, **arguments: str | int) -> None:
    """Put a named job in the queue; it runs after the transaction commits, and not before ``after``."""
    if name not in JOBS:
        raise KeyError(f"No job is called {name}.")
    run.using(run_after=after).enqueue(name, str(service_id), arguments)


def keep_waiting(name: str, service_id: uuid.UUID, after: dt.datetime) -> None:
    """See that one such job waits for its time, and only one: for jobs that go on from day to day."""
    waiting = DBTaskResult.objects.filter(
        task_path=run.module_path, status=TaskResultStatus.READY, args_kwargs__args=[name, str(service_id), {}]
    )
    if not waiting.exists():
        enqueue(name, service_id, after=after)


@task()
def run(name: str, service_id: str, arguments: dict[str, Any]) -> None:
    """Run a named job as the system, in one service; raises JobFailed in place of whatever broke."""
    job: Callable[..., None] = import_string(JOBS[name])
    try:
        job(uuid.UUID(service_id), **arguments)
    except Exception as error:
        logger.exception("The job %s broke.", name)
        raise JobFailed(f"{name}: {type(error).__qualname__}, see the log") from None
