"""What several steps of finding do alike: move the work on, and say where a person stands now."""

import datetime as dt

from django.utils import timezone

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import pathway
from kith.domain.pathway import Stage
from kith.domain.terms import FactSource, PersonStatus
from kith.people import actions as people
from kith.people.models import Connection
from kith.referrals import actions as referrals
from kith.referrals.models import Ask, Referral

# On the way to somebody: whoever is in touch with the child is not taken back to it by a second letter.
ON_THE_WAY = {PersonStatus.FOUND, PersonStatus.WAITING, PersonStatus.WILLING}


def go_to(actor: Actor, connection: Connection, stage: Stage, why: str, at: dt.datetime) -> None:
    """Move the child's work on to a later stage that has begun; never back, and only where this role may."""
    referral = Referral.objects.filter(child_id=connection.child_id, is_open=True).first()
    if referral is None or not gate.may(actor, Permission.MOVE_STAGE):
        return
    if Stage(referral.stood_at).number >= stage.number or referral.place != referral.stood_at:
        return
    rows = pathway.moves_from(Stage(referral.place), actor.role)
    if any(row.event == "stage.entered" and row.to is stage for row in rows):
        referrals.move_referral(actor, referral=referral, event="stage.entered", to=stage, words=why, at=at)


def stands_now(actor: Actor, connection: Connection, status: PersonStatus, at: dt.datetime, words: str = "") -> None:
    """Say where a person stands for the child from today on, if that is new, and no step back.

    No step takes "not safe for now" away: a person writes down that it is over.
    """
    is_in_touch = connection.status == PersonStatus.IN_TOUCH.value
    if connection.status in (status.value, PersonStatus.UNSAFE_FOR_NOW.value) or (is_in_touch and status in ON_THE_WAY):
        return
    stands = people.Stands(status, timezone.localdate(at), FactSource.PROFESSIONAL, words)
    people.change_status(actor, connection=connection, stands=stands, at=at)


def own_ask(connection: Connection, ask: Ask | None) -> Ask | None:
    """The ask that a step answers, if it is the same child's; raises ActionBlocked."""
    if ask is not None and ask.child_id != connection.child_id:
        raise gate.ActionBlocked("That was asked by another child.")
    return ask
