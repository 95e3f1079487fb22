"""Reads: news to tell a child, and which changes the child has not been told of yet."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import Certainty, FactSource, NewsKind, PersonFactKind, PersonStatus
from kith.people.models import Connection, PersonFact, StatusChange
from kith.safety.models import News
from kith.safety.queries import sides

# What the child is told, or was: not what turned out not to be so before.
THAT_IS_SO = Q(not_so_at__isnull=True)


def list_news(actor: Actor, child: Child) -> Any:
    """The news about a child's people, what is not told yet first."""
    rows = scope.visible(actor, News.objects).filter(child=child)
    related = ("connection__person", "who_tells", "told_by", "found_by")
    return rows.select_related(*related).order_by(F("told_at").desc(nulls_first=True), "found_at", "pk")


def get_news(actor: Actor, news_id: uuid.UUID) -> News:
    """One piece of news; raises NotVisible."""
    row: News = scope.fetch(
        actor, News.objects.select_related("child", "connection__person", "who_tells", "found_by", "told_by"), news_id
    )
    return row


def list_to_tell(actor: Actor, children: list[uuid.UUID]) -> list[News]:
    """News of these children that somebody has still to tell, the oldest first."""
    rows = scope.visible(actor, News.objects).filter(child_id__in=children, told_at__isnull=True)
    return list(rows.select_related("child", "connection", "who_tells").order_by("found_at"))


def list_check_ins(actor: Actor, children: list[uuid.UUID]) -> list[News]:
    """Told news after which nobody has looked in yet (SAFEGUARDING 4: within three days)."""
    rows = scope.visible(actor, News.objects).filter(
        child_id__in=children, told_at__isnull=False, checked_in_at__isnull=True
    )
    return list(rows.select_related("child", "connection").order_by("check_in_by"))


def deaths_told(child_id: uuid.UUID) -> set[uuid.UUID]:
    """The connections of whose death the child was told, and nobody waits to tell it again; whoever asks."""
    rows = News.objects.filter(THAT_IS_SO, child_id=child_id, kind=NewsKind.HAS_DIED.value, connection__isnull=False)
    seen = list(rows.values_list("connection_id", "told_at"))
    return {key for key, told in seen if told} - {key for key, told in seen if not told}


def is_known(connection: Connection, kind: NewsKind) -> bool:
    """Whether news of a kind about somebody waits to be told already; for rules, whoever asks.

    Of a death also whether the child was told, said so, or it was before they were born: that is no news.
    """
    ids, child = sides.one_person(connection.person_id), connection.child
    rows = News.objects.filter(THAT_IS_SO, child=child, kind=kind.value, connection__person_id__in=ids)
    if kind is not NewsKind.HAS_DIED:
        return rows.filter(told_at__isnull=True).exists()
    facts, changes = _deaths(connection)
    facts = facts.filter(taken_back_at__isnull=True)
    of_old = facts.filter(year__lt=child.birth.year) if child.birth else facts.none()
    from_child = FactSource.CHILD.value
    told = (rows, of_old, facts.filter(source=from_child), changes.filter(source=from_child))
    return any(one.exists() for one in told)


def list_no_longer_so(connection: Connection) -> Any:
    """News of somebody's death that nobody has told, where it was written down that they died and no longer stands.

    For the rules themselves, whoever asks.
    """
    facts, changes = _deaths(connection)
    there = Connection.objects.filter(person_id__in=sides.one_person(connection.person_id), child=connection.child)
    stands = facts.filter(taken_back_at__isnull=True).exclude(certainty=Certainty.CONTRADICTED.value).exists()
    stands = stands or there.filter(status=PersonStatus.DIED.value).exists()
    if stands or not (facts.exists() or changes.exists()):
        return News.objects.none()
    return News.objects.filter(THAT_IS_SO, connection__in=there, kind=NewsKind.HAS_DIED.value, told_at__isnull=True)


def _deaths(connection: Connection) -> tuple[Any, Any]:
    """Every account of somebody's death told for the child: as a fact, also what was taken back, and as a change."""
    ids, child = sides.one_person(connection.person_id), connection.child
    facts = PersonFact.objects.filter(person_id__in=ids, kind=PersonFactKind.DIED.value)
    changes = StatusChange.objects.filter(connection__person_id__in=ids, child=child, status=PersonStatus.DIED.value)
    return facts.filter(Q(for_child=child) | Q(for_child__isnull=True)), changes


def untold_since(child_id: uuid.UUID) -> dict[uuid.UUID, dt.datetime]:
    """For each connection with news not told yet, since when: the child's pages stay as they were then."""
    return {key: one.since for key, one in untold(child_id).items()}


@dataclass(frozen=True, slots=True)
class Untold:
    """News about one person that the child has not been told yet: since when, and whether it is that they died."""

    since: dt.datetime
    has_died: bool


def untold(child_id: uuid.UUID) -> dict[uuid.UUID, Untold]:
    """What of each connection the child has not been told yet; for rules, whoever asks."""
    rows = News.objects.filter(THAT_IS_SO, child_id=child_id, told_at__isnull=True, connection__isnull=False)
    found: dict[uuid.UUID, Untold] = {}
    for row in rows.order_by("-found_at"):
        before = found.get(row.connection_id)
        died = row.kind == NewsKind.HAS_DIED.value or (before is not None and before.has_died)
        found[row.connection_id] = Untold(row.found_at, died)
    return found
