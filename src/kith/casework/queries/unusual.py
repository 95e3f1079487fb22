"""Reads: what in the record of who looked is worth a second look, for a privacy officer (abuse case B8)."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import ReadingAnswer, User
from kith.access.permissions import Permission
from kith.audit import queries as audit
from kith.audit import record
from kith.casework.queries.sought import Sought, find_sought
from kith.children.models import CaseMember
from kith.domain import watching
from kith.domain.watching import Reader, Sign, SignKind, Unusual
from kith.referrals.models import Referral

# How much of the record one page, and one answer, looks back on.
LOOKED_AT = dt.timedelta(days=28)

KINDS: dict[str, SignKind] = {
    audit.OPENED: SignKind.OPENED,
    audit.REFUSED: SignKind.REFUSED,
    "audit.child_searched": SignKind.LOOKED_UP,
    "audit.words_opened": SignKind.UNSEALED,
    "children.searched": SignKind.LOOKED_UP,
    "map.copy_taken": SignKind.COPIED,
    "people.searched": SignKind.LOOKED_FOR,
    "people.searched_too_often": SignKind.REFUSED,
    "search.started": SignKind.SEARCHED,
    "user.signed_in": SignKind.SIGNED_IN,
    "user.too_fast": SignKind.TOO_FAST,
}


@dataclass(frozen=True, slots=True)
class Found:
    """One alert with the person it is about, and what was made of it last."""

    unusual: Unusual
    reader: User
    answer: ReadingAnswer | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to look: nobody has yet, or more came since."""
        return self.answer is None or self.answer.last_seq < max(self.unusual.seqs)


def first_day(until: dt.date) -> dt.date:
    """The first of the days that end on this one (both included)."""
    return until - LOOKED_AT + dt.timedelta(days=1)


def open_unusual(actor: Actor, since: dt.date, until: dt.date, at: dt.datetime) -> list[Found]:
    """What ended on these days (both included), the latest first. That it was looked through is an event itself.

    A fixed number of queries. No child is named or told apart: whoever watches over the record sees no child's page.
    """
    with record.unit_of_work():
        found = _find(actor, since, until)
        scope.note_listed(actor, "audit.unusual_listed", at, len(found))
    return found


def get_unusual(actor: Actor, user_id: uuid.UUID, rule: str, first_seq: int, until: dt.date) -> Found:
    """One alert that ended on a day or in the four weeks before; raises NotVisible."""
    for one in _find(actor, first_day(until), until):
        if (one.reader.pk, one.unusual.rule.value, min(one.unusual.seqs)) == (user_id, rule, first_seq):
            return one
    raise scope.NotVisible


def _find(actor: Actor, since: dt.date, until: dt.date) -> list[Found]:
    gate.check(actor, Permission.VIEW_AUDIT)
    if actor.service_id is None:
        raise scope.NotVisible
    setting = watching.load_setting()
    begin, end = _midnight(since), _midnight(until + dt.timedelta(days=1))
    traces = audit.list_traces(actor.service_id, KINDS, begin - setting.looks_back, end)
    sought = _sought(actor.service_id, traces)
    signs = _signs(actor.service_id, traces, sought)
    people = {str(one.pk): one for one in User.objects.filter(service_id=actor.service_id)}
    found = [
        unusual
        for key, person in people.items()
        for unusual in watching.find_unusual(Reader(key, person.notice_on), signs[key], related=sought.are_related)
        if begin <= unusual.until < end
    ]
    answers = _answers(actor.service_id)
    latest = sorted(found, key=lambda one: one.until, reverse=True)
    return [Found(one, people[str(one.reader)], answers.get(_key(one))) for one in latest]


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _key(unusual: Unusual) -> tuple[str, str, int]:
    return str(unusual.reader), unusual.rule.value, min(unusual.seqs)


def _answers(service_id: uuid.UUID) -> dict[tuple[str, str, int], ReadingAnswer]:
    """The latest answer to each alert; its sealed words are fetched where somebody reads them, not for a list."""
    rows = ReadingAnswer.objects.filter(service_id=service_id).select_related("by").order_by("at", "pk")
    rows = rows.defer("words")
    return {(str(row.reader_id), row.rule, row.first_seq): row for row in rows}


def _sought(service_id: uuid.UUID, traces: list[audit.Trace]) -> Sought:
    looked_for = [trace for trace in traces if KINDS[trace.kind] in {SignKind.SEARCHED, SignKind.LOOKED_FOR}]
    searches = [trace.subject_id for trace in looked_for if KINDS[trace.kind] is SignKind.SEARCHED]
    return find_sought(service_id, searches, {trace.child_id for trace in looked_for})


def _signs(service_id: uuid.UUID, traces: list[audit.Trace], sought: Sought) -> defaultdict[str, list[Sign]]:
    """The traces of each person as the rules read them."""
    teams = _teams(service_id, {trace.actor_id for trace in traces if trace.kind == audit.OPENED})
    closed = _closed(service_id)
    found: defaultdict[str, list[Sign]] = defaultdict(list)
    for trace in traces:
        local = timezone.localtime(trace.at)
        spans = teams.get((trace.actor_id, trace.child_id), ())
        sign = Sign(
            seq=trace.seq,
            at=local,
            kind=KINDS[trace.kind],
            child=trace.child_id,
            is_theirs=any(start <= local.date() and (end is None or local.date() <= end) for start, end in spans),
            closed_on=closed.get(trace.child_id),
            person=trace.name or sought.by_search.get(trace.subject_id),
        )
        found[trace.actor_id].append(sign)
    return found


def _teams(service_id: uuid.UUID, readers: Iterable[str]) -> dict[tuple[str, Any], list[tuple[dt.date, Any]]]:
    rows = CaseMember.objects.filter(service_id=service_id, user_id__in=list(readers))
    found: defaultdict[tuple[str, Any], list[tuple[dt.date, Any]]] = defaultdict(list)
    for user_id, child_id, start, end in rows.values_list("user_id", "child_id", "from_on", "until_on"):
        found[str(user_id), child_id].append((start, end))
    return dict(found)


def _closed(service_id: uuid.UUID) -> dict[Any, dt.date]:
    """The day on which the work with a child ended, for every child with whom none goes on."""
    rows = Referral.objects.filter(service_id=service_id)
    going_on = set(rows.filter(is_open=True).values_list("child_id", flat=True))
    ended = rows.filter(closed_at__isnull=False).order_by("closed_at").values_list("child_id", "closed_at")
    return {child: timezone.localdate(at) for child, at in ended if child not in going_on}
