"""Referrals at a chosen point of the way, for the tests of this app."""

import datetime as dt

from kith.domain.pathway import Stage
from kith.domain.terms import AroseAt, ChildAnswer, HowSoon, Role
from kith.referrals import actions
from kith.referrals.models import Referral
from tests.personas import NOW, Cast

SAFE = actions.SafetyGiven("Nobody.", "Nobody known.", "None.")


def referral(cast: Cast, place: Stage = Stage.REFERRAL, at: dt.datetime = NOW) -> Referral:
    """A referral of the cast's child that has come as far as ``place``, through the real actions."""
    manager, coordinator = cast.actor(Role.MANAGER), cast.actor(Role.COORDINATOR)
    made = actions.refer_child(
        cast.actor(Role.SOCIAL_WORKER),
        child=cast.child,
        arose_at=AroseAt.REVIEW,
        why="Lost his Nan.",
        at=at,
        given=SAFE,
    )
    if place.number >= Stage.CHILD_AGREEMENT.number:
        level = actions.propose(manager, made, (), at.date()).level
        made = actions.decide_how_soon(manager, referral=made, given=actions.Decided(level), at=at).referral
    if place.number >= Stage.CONSENT_AND_SAFETY.number:
        made = actions.move_referral(
            coordinator, referral=made, event="referral.agreed", reason=ChildAnswer.YES, at=at
        ).referral
    if place.number >= Stage.ALLOCATION.number:
        made = actions.move_referral(manager, referral=made, event="referral.baseline_settled", at=at).referral
    if place.number >= Stage.DISCOVERY.number:
        actions.allocate_coordinator(manager, referral=made, coordinator=cast.users[Role.COORDINATOR], at=at)
    return Referral.objects.get(pk=made.pk)


IN_TURN = actions.Decided(HowSoon.IN_TURN)
