"""Reads: letters to people by layer, where each stands, and how a service's letters look."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from kith.access import gate, scope
from kith.access.action import Asked
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.approach import Sent
from kith.domain.terms import Layer, PersonAnswer
from kith.finding.models import Approach, LetterHead
from kith.finding.queries.searches import about_them, is_sure
from kith.outbox import queries as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, Name

State = OutboxItem.State
NOT_SURE = "Two independent sources no longer say that this is the person. It does not go."


def list_approaches(actor: Actor, connections: Iterable[Connection]) -> list[Approach]:
    """The letters to these people of one child, the oldest first, each with its item of the outbox.

    Also those to a row that was taken for the same person.
    """
    rows = scope.visible(actor, Approach.objects).filter(about_them(connections))
    return list(rows.select_related("item", "by", "ask", "connection__person").order_by("at"))


def get_approach(actor: Actor, approach_id: uuid.UUID) -> Approach:
    """One letter; raises NotVisible."""
    rows = Approach.objects.select_related("connection", "child", "item")
    row: Approach = scope.fetch(actor, rows, approach_id)
    return row


def as_sent(connection: Connection) -> list[Sent]:
    """The letters to a person as the rules read them, oldest first; those that will not leave are left out.

    Rows that were taken for one person are one: nobody is written to for the first time twice.
    """
    rows = Approach.objects.filter(about_them([connection])).exclude(item__state=State.CANCELLED).order_by("at")
    return [Sent(Layer(row.layer), PersonAnswer(row.answer) if row.answer else None) for row in rows]


def list_names_of(child: Child) -> list[str]:
    """Every name of a child that stands anywhere, for the rules about what a letter may say: whoever asks.

    Beside a brother or sister the child stands by a whole name, which the preferred one is seldom a part of.
    """
    beside = Name.objects.filter(person__child=child, taken_back_at__isnull=True).values_list("full", flat=True)
    return [*child.names, *beside]


def get_letter_head(actor: Actor) -> LetterHead | None:
    """How this service's letters look; None until somebody has written it down."""
    row: LetterHead | None = scope.visible(actor, LetterHead.objects).order_by("-at").first()
    return row


def it_is_still_sure(asked: Asked) -> None:
    """Raise ActionBlocked where a letter to somebody would go whom two sources no longer call the right person.

    What spoke for them may be taken back while the letter waits (practice 2.3 a). Asked of whoever lets it go.
    """
    item = outbox.leaving(asked)
    row = Approach.objects.filter(item=item).select_related("connection").first() if item is not None else None
    if row is not None and not is_sure(row.connection):
        raise gate.ActionBlocked(NOT_SURE)


def list_unanswered(actor: Actor, children: Iterable[uuid.UUID]) -> Any:
    """Letters about these children that have left and are not answered yet, the oldest first."""
    rows = scope.visible(actor, Approach.objects).filter(child_id__in=list(children), answer="", item__state=State.SENT)
    return rows.select_related("connection", "child", "item").order_by("item__sent_at")


def list_answered_since(actor: Actor, children: Iterable[uuid.UUID], since: dt.date) -> Any:
    """Answers about these children since a day, the newest first."""
    rows = scope.visible(actor, Approach.objects).filter(child_id__in=list(children), answered_on__gte=since)
    return rows.exclude(answer="").select_related("connection", "child").order_by("-answered_on")
