"""Template tags by which a page of two people says what stands about each: a manager looks first."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils import timezone

from kith.access import gate
from kith.access.permissions import Permission
from kith.safety.queries import list_flagged, list_flags

register = template.Library()


@register.simple_tag(takes_context=True)
def flags_about(context: template.Context, person_id: uuid.UUID) -> tuple[str, ...]:
    """`{% flags_about person.key as flags %}`: what stands about a person, as far as whoever looks may know of it."""
    actor: Any = context["request"].actor
    return list_flags(actor, person_id, timezone.localdate())


@register.simple_tag(takes_context=True)
def with_flags(context: template.Context, rows: Sequence[Any]) -> list[tuple[Any, bool]]:
    """`{% with_flags page.rows as rows %}`: each row, and whether something stands about one of its ``people``."""
    actor: Any = context["request"].actor
    found = list_flagged(actor, {one for row in rows for one in row.people}, timezone.localdate())
    return [(row, not found.isdisjoint(row.people)) for row in rows]


@register.simple_tag(takes_context=True)
def passes_flags(context: template.Context) -> bool:
    """`{% passes_flags as may_pass %}`: whether whoever looks takes two for one also where something stands."""
    actor: Any = context["request"].actor
    return gate.may(actor, Permission.LIFT_RESTRICTION)
