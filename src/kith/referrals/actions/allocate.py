"""Naming a child's coordinator, and the number of children the manager sets for each."""

import datetime as dt

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.children import actions as children
from kith.domain import pathway
from kith.records import actions as records
from kith.referrals import queries
from kith.referrals.actions import move
from kith.referrals.models import Allocation, Referral
from kith.safety import actions as safety
from kith.safety.queries import related as safety_queries

PART = "coordinator"
NOT_YET = (pathway.Stage.COULD_BE_OFFERED, pathway.Stage.IDENTIFIED, pathway.Stage.REFERRAL, pathway.SideState.REOPENED)


@action.action(Permission.ALLOCATE, on="referral", event="coordinator.allocated")
def allocate_coordinator(
    actor: Actor,
    *,
    referral: Referral,
    coordinator: User,
    at: dt.datetime,
    words: str = "",
    child_asked: bool = False,
    version: int | None = None,
) -> Allocation:
    """Name the child's coordinator; they join the case team, and one who had it before leaves it.

    May be done as soon as the referral is accepted. A referral that only waited for this moves on. Words are needed to
    name another person than before, and where it is more children than the number the manager set. Raises
    ActionBlocked, StaleVersion.
    """
    action.expect_version(referral, version)
    _refuse_unless_ready(referral)
    before = referral.coordinator
    _refuse_unless_possible(actor, coordinator, before, words)
    child = referral.child
    if safety_queries.is_closed_to(actor, child.pk, coordinator.pk):
        raise gate.ActionBlocked("This child’s record is closed to this person. Name somebody else.")
    if before is not None:
        children.leave_case_team(actor, child=child, user=before, part=PART, at=at)
    children.join_case_team(actor, child=child, user=coordinator, part=PART, at=at)
    referral.coordinator = coordinator
    referral.allocated_at = at
    referral.save()
    if queries.get_place(referral) is pathway.Stage.ALLOCATION:
        referral = move.move_referral(actor, referral=referral, event="referral.allocated", at=at).referral
    allocation = Allocation.objects.create(
        service_id=referral.service_id,
        child=child,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        coordinator=coordinator,
        child_asked=child_asked,
        words=words or None,
    )
    action.note(
        actor, "coordinator.allocated", allocation, at, coordinator_id=str(coordinator.pk), child_asked=child_asked
    )
    safety.look_for_relatives(Actor.of_user(coordinator), child.pk, at)
    records.keep_for_case_system(
        actor, child=child, kind="coordinator.allocated", subject_id=allocation.pk, words=in_words(allocation), at=at
    )
    return allocation


@action.action(Permission.SET_LOAD, on="user", event="user.load_set")
def set_load(
    actor: Actor, *, user: User, most_children: int | None, at: dt.datetime, version: int | None = None
) -> User:
    """Set the most children a coordinator should have at once; None takes the number away."""
    action.expect_version(user, version)
    user.most_children = most_children
    user.save(update_fields=["most_children", "version"])
    action.note(actor, "user.load_set", user, at, most_children=most_children)
    return user


def _refuse_unless_ready(referral: Referral) -> None:
    place = queries.get_place(referral)
    if not referral.is_open or place in NOT_YET:
        raise gate.ActionBlocked(f'A coordinator cannot be named while the referral stands at "{place.label}".')


def _refuse_unless_possible(actor: Actor, coordinator: User, before: User | None, words: str) -> None:
    found = queries.get_coordinator(actor, coordinator.pk)
    if found is None:
        raise gate.ActionBlocked("This person is not a coordinator of this service.")
    if before is not None and before.pk == found.pk:
        raise gate.ActionBlocked("This person is the child's coordinator already.")
    if before is not None and not words.strip():
        raise gate.ActionBlocked("Write why the child gets another coordinator.")
    if found.most_children is not None and found.open_children >= found.most_children and not words.strip():
        raise gate.ActionBlocked(
            f"{found.display_name} has {found.open_children} children and the number set is {found.most_children}. "
            "Write why this child should come to them all the same."
        )


def in_words(allocation: Allocation) -> str:
    """Who is the child's coordinator from when, as the case system reads it."""
    day = timezone.localdate(allocation.at)
    said = [f"Lifelong Links: {allocation.coordinator.display_name} is the child's coordinator from {day:%d/%m/%Y}."]
    if allocation.child_asked:
        said.append("The child asked for another person.")
    return " ".join([*said, allocation.words] if allocation.words else said)
