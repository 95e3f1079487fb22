"""Template tags by which any page about a child's people says that they are sealed (abuse case B12)."""

import datetime as dt
import uuid
from typing import Any

from django import template

from kith.access import gate
from kith.access.permissions import Permission
from kith.people import queries

register = template.Library()


@register.simple_tag(takes_context=True)
def sealed_since(context: template.Context, child_id: uuid.UUID) -> dt.date | None:
    """`{% sealed_since page.child_id as sealed %}`: since when the people of a child are sealed; None where not.

    What it says stands in people/_sealed.html.
    """
    actor: Any = context["request"].actor
    return queries.get_sealed_since(actor, child_id)


@register.simple_tag(takes_context=True)
def reads_sealed(context: template.Context) -> bool:
    """`{% reads_sealed as may_read %}`: whether whoever looks reads sealed people."""
    actor: Any = context["request"].actor
    return gate.may(actor, Permission.READ_SEALED_PEOPLE)
