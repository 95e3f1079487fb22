"""Template tags by which any page about one child says that the child said stop (SAFEGUARDING 6)."""

import uuid
from typing import Any

from django import template

from kith.referrals.presenters import stop as presenters
from kith.referrals.queries import referrals

register = template.Library()


@register.simple_tag(takes_context=True)
def everything_stopped(context: template.Context, child_id: uuid.UUID) -> presenters.Stopped | None:
    """`{% everything_stopped page.child_id as stopped %}`: the stop of everything that stands; None where work goes on.

    What it says stands in referrals/stop/_staff.html. The asker is the actor of the request.
    """
    actor: Any = context["request"].actor
    latest = referrals.get_latest_referral(actor, child_id)
    return presenters.stopped(actor, child_id, latest, nobody="The coordinator")
