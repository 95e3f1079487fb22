"""Writes: what is decided about whom to look for next. Nobody is looked for by any of these."""

import datetime as dt

from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.terms import LeadReason
from kith.finding.models import LeadDecision
from kith.finding.queries import leads

OVER = "This was settled already."
SAY_WHY = "Write a few words about why."


@action.action(Permission.LOOK_FOR_NEXT, on="child", event="lead.put_aside")
def put_aside(actor: Actor, *, child: Child, ref: str, reason: LeadReason, words: str, at: dt.datetime) -> LeadDecision:
    """Put a suggestion aside, with the reason. It comes back only when the facts it rests on change.

    Why stands in no event: it may tell what the child said. Raises NotVisible for anybody but the child's own
    coordinator, and where there is no such suggestion now.
    """
    if reason is LeadReason.OTHER and not words.strip():
        raise gate.ActionBlocked(SAY_WHY)
    row = _decide(actor, child, ref, LeadDecision.Kind.ASIDE, at, reason=reason.value, words=words.strip() or None)
    action.note(actor, "lead.put_aside", row, at)
    return row


@action.action(Permission.LOOK_FOR_NEXT, on="child", event="lead.to_be_asked")
def ask_child_first(actor: Actor, *, child: Child, ref: str, at: dt.datetime) -> LeadDecision:
    """Note that the child is asked about a suggestion when the coordinator sees them next. Nothing else happens."""
    row = _decide(actor, child, ref, LeadDecision.Kind.ASK, at)
    action.note(actor, "lead.to_be_asked", row, at)
    return row


@action.action(Permission.LOOK_FOR_NEXT, on="decision", event="lead.brought_back")
def bring_back(actor: Actor, *, decision: LeadDecision, at: dt.datetime) -> LeadDecision:
    """Take a decision about a suggestion back: it stands among them again, as far as its facts still do."""
    if decision.ended_at is not None:
        raise gate.ActionBlocked(OVER)
    decision.ended_by_id, decision.ended_at = actor.user_id, at
    decision.save()
    action.note(actor, "lead.brought_back", decision, at)
    return decision


def _decide(
    actor: Actor, child: Child, ref: str, kind: LeadDecision.Kind, at: dt.datetime, **more: str | None
) -> LeadDecision:
    if not leads.is_own_coordinator(actor, child.pk):
        raise scope.NotVisible
    found = leads.list_suggestions(actor, child, timezone.localdate(at)).get(ref)
    LeadDecision.objects.filter(child=child, ref=ref, ended_at__isnull=True).update(
        ended_at=at, ended_by_id=actor.user_id
    )
    return LeadDecision.objects.create(
        service_id=child.service_id,
        child=child,
        ref=ref,
        rests_on=leads.rests_on(found.lead),
        kind=kind.value,
        sentence=found.lead.sentence,
        connection=found.connection,
        by_id=actor.user_id,
        at=at,
        **more,
    )
