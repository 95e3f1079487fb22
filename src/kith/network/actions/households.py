"""Who lives, or lived, together: a household with a word for it, never an address."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.network import queries
from kith.network.actions.ties import about, one_of
from kith.network.models import Household, HouseholdMember
from kith.people import actions as people
from kith.safety import actions as safety


@dataclass(frozen=True, slots=True)
class StayGiven:
    """One of the child's people (by key) in a household, for a time."""

    who: str
    from_on: dt.date | None = None
    until_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HouseholdGiven:
    """People who live or lived together."""

    stays: tuple[StayGiven, ...]
    called: str = ""
    is_carers_home: bool = False


@action.action(Permission.RECORD_PEOPLE, on="child", event="household.recorded")
def add_household(
    actor: Actor, *, child: Child, given: HouseholdGiven, says: people.Says, at: dt.datetime
) -> Household:
    """Write down that people live or lived together. Raises ActionBlocked for nobody, NotVisible."""
    if not given.stays:
        raise gate.ActionBlocked("Choose who lives there.")
    known = {member.key: member for member in queries.list_members(actor, child)}
    row = Household.objects.create(
        called=given.called.strip(), is_carers_home=given.is_carers_home, **about(actor, child, says, at)
    )
    for stay in given.stays:
        _stay(actor, child, row, stay, known, at)
    action.note(actor, "household.recorded", child, at, row=str(row.pk))
    safety.hold_sides_that_wait(actor, child_id=child.pk, at=at)
    return row


@action.action(Permission.RECORD_PEOPLE, on="child", event="household.joined")
def add_member(
    actor: Actor, *, child: Child, household: Household, given: StayGiven, at: dt.datetime
) -> HouseholdMember:
    """Write down that one more person lives or lived there.

    Raises NotVisible, and ActionBlocked for somebody who lives there already.
    """
    row = queries.get_row(actor, child, Household, household.pk)
    known = {member.key: member for member in queries.list_members(actor, child)}
    made = _stay(actor, child, row, given, known, at)
    action.note(actor, "household.joined", child, at, row=str(row.pk))
    safety.hold_sides_that_wait(actor, child_id=child.pk, at=at)
    return made


@action.action(Permission.RECORD_PEOPLE, on="child", event="household.joined")
def join_household(
    actor: Actor, *, child: Child, household: Household, given: HouseholdGiven, at: dt.datetime
) -> list[HouseholdMember]:
    """Write down more people in a household that is there: whoever is new to it. Raises NotVisible."""
    row = queries.get_row(actor, child, Household, household.pk)
    known = {member.key: member for member in queries.list_members(actor, child)}
    there = set(HouseholdMember.objects.filter(household=row).values_list("person_id", flat=True))
    new = [stay for stay in given.stays if not there.intersection(known[stay.who].person_ids)]
    made = [_stay(actor, child, row, stay, known, at) for stay in new]
    action.note(actor, "household.joined", child, at, row=str(row.pk))
    safety.hold_sides_that_wait(actor, child_id=child.pk, at=at)
    return made


@action.action(Permission.RECORD_PEOPLE, on="member", event="household.left")
def leave_household(
    actor: Actor,
    *,
    member: HouseholdMember,
    child: Child,
    until_on: dt.date,
    at: dt.datetime,
    version: int | None = None,
) -> HouseholdMember:
    """Say since when somebody lives there no more. Raises StaleVersion, NotVisible, ActionBlocked."""
    if queries.get_member(actor, child, member.pk).pk != member.pk:
        raise scope.NotVisible
    action.expect_version(member, version)
    if member.from_on and until_on < member.from_on:
        raise gate.ActionBlocked("Nobody can leave before they came.")
    member.until_on = until_on
    member.save()
    action.note(actor, "household.left", child, at, row=str(member.household_id))
    return member


def _stay(
    actor: Actor,
    child: Child,
    household: Household,
    given: StayGiven,
    known: dict[str, queries.Member],
    at: dt.datetime,
) -> HouseholdMember:
    person = one_of(actor, child, given.who, known, at)
    now = HouseholdMember.objects.filter(household=household, person=person, until_on__isnull=True)
    if given.until_on is None and now.exists():
        raise gate.ActionBlocked("This person lives there already.")
    return HouseholdMember.objects.create(
        service_id=child.service_id,
        household=household,
        person=person,
        from_on=given.from_on,
        until_on=given.until_on,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
