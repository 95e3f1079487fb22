"""Writes: known sealed values in what somebody wrote. The lead is told; to whoever wrote it nothing looks different."""

import datetime as dt
import uuid

from kith.access import action, jobs, scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.people import queries as people
from kith.people.models import Reach
from kith.safety.models import LeadAlert

TELL = "safety.tell_of_words"


def look_at_words(said: action.Said) -> None:
    """Look in everything that somebody wrote in one action for sealed values, and leave the rest to a job.

    One question and one job each time, whatever was written, so that nobody learns anything by trying (SAFEGUARDING 2).
    Whoever wrote down the sealed value knows it, and is not told on.
    """
    values, child_id = people.SealedValues(said.actor.service_id), scope.child_of(said.subject)
    found = {one.reach_id for text in said.texts for _, _, one in values.find(text, child_id) if not _is_own(said, one)}
    jobs.enqueue(
        TELL,
        said.actor.service_id,
        child=str(child_id or ""),
        by=str(said.actor.user_id or ""),
        ways=",".join(sorted(str(one) for one in found)),
    )


def _is_own(said: action.Said, sealed: people.Sealed) -> bool:
    return sealed.by is not None and sealed.by == said.actor.user_id


@action.action(Permission.WATCH_NAMES, on="service", event="protected.looked")
def tell_of_words(
    actor: Actor,
    *,
    service: Service,
    child_id: uuid.UUID | None,
    by_id: uuid.UUID | None,
    ways: list[uuid.UUID],
    at: dt.datetime,
) -> int:
    """Tell the lead, once, of each sealed way to reach somebody that was written in words. Returns how many."""
    rows = Reach.objects.filter(service=service, pk__in=ways, is_sealed=True) if ways else ()
    for row in rows:
        LeadAlert.objects.get_or_create(
            service=service, child_id=child_id, reach=row, by_id=by_id, seen_at=None,
            defaults={"at": at, "person_id": row.person_id},
        )  # fmt: skip
    action.note(actor, "protected.looked", service, at)
    return len(rows)
