"""Background jobs: concerns that nobody took go to the next person; held papers are looked through for viruses."""

import datetime as dt
import uuid

from django.utils import timezone

from kith.access import jobs, scope
from kith.access.actor import Actor
from kith.records import actions, queries

# How long a paper is held before the scanner is asked again (the project's own, November 2026).
ASK_AGAIN = dt.timedelta(minutes=5)


def pass_on_concerns(service_id: uuid.UUID) -> None:
    """Pass on every concern that has waited for 15 working minutes and that nobody took."""
    actor = Actor.system(actions.PASSING_ON, service_id)
    at = timezone.now()
    with scope.acting(actor):
        for row in queries.list_overdue_concerns(actor, at):
            actions.pass_on_concern(actor, concern=row, at=at)


def check_papers(service_id: uuid.UUID) -> None:
    """Have every held paper looked through; while the scanner does not answer they stay held, and it is asked again."""
    actor = Actor.system(actions.CHECKING, service_id)
    with scope.acting(actor):
        for paper in queries.list_held_papers(actor):
            answer = actions.look_through(queries.PAPERS.open_kept(paper.stored_as, file_id=paper.pk))
            actions.note_checked(actor, paper=paper, answer=answer, at=timezone.now())
            if answer is actions.Answer.NONE:
                jobs.keep_waiting(actions.CHECKING, service_id, timezone.now() + ASK_AGAIN)
                break
