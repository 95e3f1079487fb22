"""Reads: whom to look for next for one child, as the child's own coordinator sees it, in a fixed number of questions.

What only some may know (protected people, who said no, sealed ways to reach somebody) is not read here at all, so that
no lead, no missing one and no count can tell of it (SAFEGUARDING 2). What the child told the coordinator alone leaves
people out in silence, so nobody but the child's own coordinator reads this (SAFEGUARDING 5).
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import CaseMember, Child
from kith.domain import leads
from kith.finding.models import LeadDecision
from kith.finding.queries import lead_facts
from kith.people import queries as people
from kith.people.models import Connection
from kith.sealing import keyed_digest

NAMED_AS, RESTS_ON = "finding.lead", "finding.lead.basis"
REF_LENGTH = 24


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One lead as a page shows it. ``ref`` names it in an address and says nothing; ``asking`` is an open note to ask.

    ``before`` is an earlier decision to put it aside, which no longer counts because something has changed. ``ask`` is
    what the child asked for, in the child's words, where it would serve that.
    """

    ref: str
    lead: leads.Lead
    connection: Connection | None
    asking: LeadDecision | None = None
    before: LeadDecision | None = None
    ask: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What there is now, in order, and what was put aside and stays so until its facts change."""

    child: Child
    now: tuple[Suggestion, ...]
    aside: tuple[LeadDecision, ...]

    def get(self, ref: str) -> Suggestion:
        """One of those there are now; raises NotVisible."""
        found = next((one for one in self.now if one.ref == ref), None)
        if found is None:
            raise scope.NotVisible
        return found


def is_own_coordinator(actor: Actor, child_id: uuid.UUID) -> bool:
    """Whether somebody is the child's coordinator now."""
    rows = CaseMember.objects.filter(user_id=actor.user_id, child_id=child_id, until_on__isnull=True)
    return rows.filter(part=CaseMember.Part.COORDINATOR).exists()


def open_child(actor: Actor, child_id: uuid.UUID, at: dt.datetime) -> Child:
    """A child for these pages: an audited read, for the child's own coordinator. Raises NotVisible, NotPermitted."""
    gate.check(actor, Permission.LOOK_FOR_NEXT)
    with record.unit_of_work():
        if not is_own_coordinator(actor, child_id):
            raise scope.NotVisible
        return people.open_child(actor, child_id, at)


def list_suggestions(actor: Actor, child: Child, on: dt.date) -> Suggestions:
    """The leads of a child without those that were put aside on these same facts."""
    if not is_own_coordinator(actor, child.pk):
        raise scope.NotVisible
    read = lead_facts.get_facts(actor, child, on)
    decided = {row.ref: row for row in _decisions(actor, child)}
    now, aside = [], []
    for lead in leads.find(read.facts):
        ref = ref_of(lead)
        row = decided.get(ref)
        if row is not None and row.is_aside and row.rests_on == rests_on(lead):
            aside.append(row)
            continue
        is_open = row is not None and row.kind == LeadDecision.Kind.ASK
        connection = read.connections.get(lead.person)
        before = row if row is not None and row.is_aside else None
        now.append(Suggestion(ref, lead, connection, row if is_open else None, before, read.asked.get(lead.person, "")))
    return Suggestions(child, tuple(now), tuple(aside))


def get_decision(actor: Actor, decision_id: uuid.UUID) -> LeadDecision:
    """One decision; raises NotVisible."""
    row: LeadDecision = scope.fetch(actor, LeadDecision.objects.select_related("child", "by"), decision_id)
    return row


def ref_of(lead: leads.Lead) -> str:
    """What names a lead in an address: a keyed mark, so that an address says nothing."""
    return keyed_digest(lead.key, NAMED_AS).hex()[:REF_LENGTH]


def rests_on(lead: leads.Lead) -> str:
    """The keyed mark of the facts a lead rests on."""
    return keyed_digest(lead.basis, RESTS_ON).hex()


def _decisions(actor: Actor, child: Child) -> Iterable[LeadDecision]:
    """The decisions that stand, the latest of each lead last."""
    rows = scope.visible(actor, LeadDecision.objects).filter(child=child, ended_at__isnull=True)
    return rows.select_related("by", "child").order_by("at", "pk")
