"""Writes: one who said no is kept only as keyed marks; a failed candidate is purged, with proof and no name."""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.utils.module_loading import import_string

from kith.access import action
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.domain import contacting
from kith.domain.terms import FactSource, PersonAnswer
from kith.finding.models import Approach, Attempt, Evidence, FamilyTime, LeadDecision, NotesAnswer, Notice, Search
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, MergeAsked, Name, PersonFact, Reach, StatusChange
from kith.safety import actions as safety
from kith.safety.models import CareTaken, Clearance, ClearanceAsked, LivesWith, News, SideAnswer
from kith.safety.queries import news, sides

FORGET = "finding.forget"
NOT_KEPT = "Not kept"


@action.action(Permission.WATCH_NAMES, on="service", event="person.forgotten")
def forget_person(
    actor: Actor,
    *,
    service: Service,
    connection: Connection,
    answer: PersonAnswer,
    at: dt.datetime,
    is_off: bool = False,
) -> dict[str, int]:
    """Keep the marks of one who said no, and once the child has been told purge what was found of them.

    What the child said of the person stays: it is the child's own. Of a failed candidate the ways to reach them, the
    evidence and the letters go at once, and all else too where they were taken off (``is_off``). The event says what
    kinds of rows went and how many of each, never who. Returns these counts. Nothing is purged that also serves
    another child.
    """
    gone: dict[str, int] = {}
    if answer in contacting.SAID_NO:
        safety.keep_said_no(actor, service=service, connection=connection, at=at)
        if news.untold_since(connection.child_id).keys().isdisjoint(_beside(connection)):
            gone = _purge(actor, service, connection, at, whole=True)
    elif answer in contacting.NOT_THEM:
        gone = _purge(actor, service, connection, at, whole=is_off)
    kinds: dict[str, Any] = {"answer": answer.value, **gone}
    action.note(actor, "person.forgotten", connection, at, count=sum(gone.values()), **kinds)
    return gone


def _beside(connection: Connection) -> list[uuid.UUID]:
    """Every connection of a child to a person: a row that was taken for another has one of its own."""
    ids = sides.one_person(connection.person_id)
    rows = Connection.objects.filter(child_id=connection.child_id, person_id__in=ids)
    return list(rows.values_list("pk", flat=True))


def _purge(actor: Actor, service: Service, connection: Connection, at: dt.datetime, *, whole: bool) -> dict[str, int]:
    ids, child_id = sides.one_person(connection.person_id), connection.child_id
    about, beside = _only_of_this_child(ids, child_id), _beside(connection)
    gone = {
        "ways": _deleted(Reach.objects.filter(about)),
        "evidence": _deleted(Evidence.objects.filter(connection__in=beside)),
        "letters": _emptied(beside),
        "files": outbox.destroy_files(_items(beside).values_list("pk", flat=True)),
    }
    if whole:
        gone |= {
            "facts": _deleted(PersonFact.objects.filter(about).exclude(source=FactSource.CHILD.value)),
            "names": _deleted(Name.objects.filter(about).exclude(source=FactSource.CHILD.value)),
            "tries": _deleted(Attempt.objects.filter(search__connection__in=beside)),
        }
        _forget_words(beside)
        for hook in settings.PURGE_HOOKS:
            import_string(hook)(actor, service=service, beside=beside, at=at)
    return gone


def _forget_words(beside: list[uuid.UUID]) -> None:
    """Take out what was written beside a person; that it happened, when and by whom stays. So does how it was told."""
    of = Q(connection__in=beside)
    Search.objects.filter(of).update(brief=None, ended_words=None, version=F("version") + 1)
    Approach.objects.filter(of).update(answer_words=None, offers=None, version=F("version") + 1)
    FamilyTime.objects.filter(of).update(where=None, who_helps=None, words=None, version=F("version") + 1)
    News.objects.filter(of).update(words=NOT_KEPT, version=F("version") + 1)
    CareTaken.objects.filter(of).update(named=None, words=NOT_KEPT, ended_words=None, version=F("version") + 1)
    Clearance.objects.filter(of).update(conditions=None, why=None, checks=None, dissent=None)
    ClearanceAsked.objects.filter(of).update(words=None)
    SideAnswer.objects.filter(of).update(words=NOT_KEPT)
    LivesWith.objects.filter(of).update(words=NOT_KEPT)
    Notice.objects.filter(of).update(words=None)
    MergeAsked.objects.filter(of | Q(other__in=beside)).update(words=NOT_KEPT, answer_words=None)
    StatusChange.objects.filter(of).update(words=None)
    LeadDecision.objects.filter(of).update(sentence=None, words=None)
    NotesAnswer.objects.filter(of).update(sentence=None)


def _only_of_this_child(ids: list[uuid.UUID], child_id: uuid.UUID) -> Q:
    """The rows about a person that serve this child alone: all of them where no other child has the person."""
    mine = Q(person_id__in=ids)
    if Connection.objects.filter(mine).exclude(child_id=child_id).exists():
        return mine & Q(for_child_id=child_id)
    return mine


def _emptied(beside: list[uuid.UUID]) -> int:
    kept = [item.pk for item in _items(beside) if item.body != NOT_KEPT]
    return int(
        OutboxItem.objects.filter(pk__in=kept).update(recipient=NOT_KEPT, body=NOT_KEPT, version=F("version") + 1)
    )


def _items(beside: list[uuid.UUID]) -> Any:
    """The letters to a person."""
    return OutboxItem.objects.filter(pk__in=Approach.objects.filter(connection__in=beside).values("item_id"))


def _deleted(rows: Any) -> int:
    """Destroy rows and what hangs from them; how many of these rows themselves."""
    return int(rows.delete()[1].get(rows.model._meta.label, 0))
