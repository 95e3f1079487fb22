"""Writes: hold searches and planned family time in the transaction of a stop (SAFEGUARDING 6), or of keeping apart."""

import datetime as dt

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain.agreement import Halt
from kith.domain.safety import IN_PERSON
from kith.domain.terms import AgreementScope, ContactKind, FamilyTimeState, SearchState
from kith.finding.models import FamilyTime, Search
from kith.safety.models import Apart
from kith.safety.queries import sides


@action.action(Permission.STOP, on="child", event="finding.frozen")
def freeze_finding(actor: Actor, *, child: Child, halt: Halt, at: dt.datetime) -> int:
    """Hold every open search and planned family time that the stop reaches; returns how many.

    Family time of the care plan is not ours to hold: it goes on, and the child's page says so.
    """
    held = 0
    looking = Search.objects.select_for_update(of=("self",)).filter(child=child, state=SearchState.LOOKING.value)
    for search in looking.select_related("connection"):
        if halt.reaches(AgreementScope.SEARCH, search.about_person, person=search.connection.person_id):
            search.held_at = at
            _hold(search, SearchState.HELD, actor, is_private=halt.is_private)
            held += 1
    planned = FamilyTime.objects.select_for_update(of=("self",)).filter(
        child=child, state=FamilyTimeState.PLANNED.value, in_care_plan=False
    )
    for family_time in planned.select_related("connection"):
        kind, person = ContactKind(family_time.contact_kind), family_time.connection.person_id
        if halt.reaches(AgreementScope.MEET, family_time.about_person, person=person, kind=kind):
            _hold(family_time, FamilyTimeState.HELD, actor, is_private=halt.is_private)
            held += 1
    action.note(actor, "finding.frozen", child, at, count=held)
    return held


@action.action(Permission.SET_APART, on="apart", event="family_time.kept_apart")
def keep_apart(actor: Actor, *, apart: Apart, at: dt.datetime) -> int:
    """Hold the planned times of two people who must not meet, on each day on which both would come; returns how many.

    A person chooses which of the two goes on. One of the care plan goes on in any case, and the other is held.
    """
    both = [set(sides.one_person(one)) for one in (apart.one_id, apart.other_id)]
    planned = FamilyTime.objects.select_for_update(of=("self",)).filter(
        child_id=apart.child_id, state=FamilyTimeState.PLANNED.value, contact_kind__in=IN_PERSON, on__gte=apart.on
    )
    rows = list(planned.filter(connection__person_id__in=both[0] | both[1]).select_related("connection"))
    days = [{row.on for row in rows if row.connection.person_id in one} for one in both]
    held = [row for row in rows if row.on in days[0] & days[1] and not row.in_care_plan]
    for row in held:
        _hold(row, FamilyTimeState.HELD, actor, is_private=False)
    action.note(actor, "family_time.kept_apart", apart, at, count=len(held))
    return len(held)


def _hold(row: Search | FamilyTime, state: SearchState | FamilyTimeState, actor: Actor, *, is_private: bool) -> None:
    """Private: it is the child's word about one person, so that whoever wrote that down is kept with it."""
    row.state, row.held_private, row.held_by_id = state.value, is_private, actor.user_id if is_private else None
    row.version += 1
    row.save()
