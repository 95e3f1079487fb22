"""Reads: children, one at a time and in lists."""

import datetime as dt
import uuid
from typing import Any

from django.db.models import Q

from kith.access import scope
from kith.access.actor import Actor
from kith.audit import record
from kith.children.models import CaseMember, Child

MOST_FOUND = 50


def get_child(actor: Actor, child_id: uuid.UUID) -> Child:
    """One child the actor may see; raises scope.NotVisible."""
    found: Child = scope.fetch(actor, Child.objects.select_related("council"), child_id)
    return found


def has_child(actor: Actor, child_id: uuid.UUID) -> bool:
    """Whether the actor may see this child now."""
    return bool(scope.visible(actor, Child.objects).filter(pk=child_id).exists())


def open_child(actor: Actor, child_id: uuid.UUID, at: dt.datetime) -> Child:
    """One child's record, opened: the reading is one event for each actor, child and hour."""
    with record.unit_of_work():
        child = get_child(actor, child_id)
        scope.note_opened(actor, child.pk, at)
    return child


def open_search(actor: Actor, words: str, at: dt.datetime) -> list[Child]:
    """Look for children; the search is one event, its words sealed."""
    with record.unit_of_work():
        found = list(list_matching_children(actor, words))
        if words.strip():
            scope.note_listed(actor, "children.searched", at, len(found), words)
    return found


def list_matching_children(actor: Actor, words: str) -> Any:
    """Children whose name or CHILD number holds these words, at most MOST_FOUND; empty words find nobody."""
    words = words.strip()
    rows = scope.visible(actor, Child.objects)
    if not words:
        return rows.none()
    fits = Q(preferred_name__icontains=words) | Q(reference__iexact=words)
    return rows.filter(fits).select_related("council").order_by("preferred_name", "reference")[:MOST_FOUND]


def list_case_team(actor: Actor, child: Child) -> Any:
    """The people in a child's case team now."""
    rows = scope.visible(actor, CaseMember.objects).filter(child=child, until_on__isnull=True)
    return rows.select_related("user").order_by("part", "from_on")


def is_around(actor: Actor, child_id: uuid.UUID) -> bool:
    """Whether the actor is in a child's case team now."""
    rows = scope.visible(actor, CaseMember.objects).filter(child_id=child_id, until_on__isnull=True)
    return bool(rows.filter(user_id=actor.user_id).exists())


def list_mine(actor: Actor) -> Any:
    """The children of the actor's own caseload, soonest review first."""
    mine = scope.visible(actor, CaseMember.objects).filter(user_id=actor.user_id, until_on__isnull=True)
    rows = scope.visible(actor, Child.objects).filter(pk__in=mine.values("child_id"))
    return rows.select_related("council").order_by("next_review_on", "preferred_name", "reference")
