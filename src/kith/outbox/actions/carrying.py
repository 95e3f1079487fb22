"""Writes: handing a released thing to a carrier, and what came of it. Between the two no transaction is open.

First the row is marked as being handed over (the agreement, the stops and the safety rules are asked in that moment),
then the carrier is asked, then the outcome is kept. If the machine stops between, the carrier is asked by our reference
what became of it, so that nothing is carried twice.
"""

import datetime as dt

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import carrying
from kith.domain.carrying import Came
from kith.outbox.actions.items import ask_the_checks
from kith.outbox.models import OutboxItem

State = OutboxItem.State
ARRIVED = (Came.ACCEPTED, Came.DELIVERED)


@action.action(Permission.SEND_OUTBOX, on="item", event="outbox.handed_over")
def hand_over_item(actor: Actor, *, item: OutboxItem, way: carrying.Way, at: dt.datetime) -> carrying.Parcel:
    """Mark a released thing as being handed over, and give what the carrier is to carry. Raises ActionBlocked."""
    if item.state != State.RELEASED:
        raise gate.ActionBlocked(f"This cannot be sent: {item.get_state_display().lower()}.")
    ask_the_checks(actor, Permission.SEND_OUTBOX, item, "outbox.handed_over", at)
    item.state, item.way, item.handed_at, item.try_again_at = State.ON_THE_WAY, way.value, at, None
    item.tries += 1
    item.version += 1
    item.save()
    action.note(actor, "outbox.handed_over", item, at, item_kind=item.kind, way=way.value, tries=item.tries)
    return carrying.Parcel(str(item.pk), way, item.recipient, item.body)


@action.action(Permission.SEND_OUTBOX, on="item", event="outbox.carried")
def note_outcome(actor: Actor, *, item: OutboxItem, outcome: carrying.Outcome, at: dt.datetime) -> OutboxItem:
    """Keep what came of handing over: sent, to be tried again later, or failed, and then a person decides.

    What could not be handed over stays released: nobody needs to let it go again for the next try.
    """
    if item.state != State.ON_THE_WAY:
        raise gate.ActionBlocked("This is not being handed over.")
    item.came, item.code, item.carrier_ref = outcome.came.value, outcome.code, outcome.carrier_ref
    again = carrying.try_again_at(item.tries, at) if outcome.came is Came.LATER else None
    if outcome.came in ARRIVED:
        item.state, item.sent_at = State.SENT, at
        _follow_later(item, at)
    elif again is not None:
        item.state, item.try_again_at = State.RELEASED, again
        jobs.enqueue("outbox.send", item.service_id, after=again)
    else:
        item.state = State.FAILED
    item.version += 1
    item.save()
    action.note(actor, "outbox.carried", item, at, came=item.came, why=item.code, state=item.state)
    return item


@action.action(Permission.SEND_OUTBOX, on="item", event="outbox.followed")
def note_followed(actor: Actor, *, item: OutboxItem, outcome: carrying.Outcome, at: dt.datetime) -> OutboxItem:
    """Keep what a carrier says later of something it took: it arrived, or it could not be delivered after all."""
    if item.state == State.SENT:
        item.came, item.code = outcome.came.value, outcome.code
        if outcome.came is Came.REFUSED:
            item.state = State.FAILED
        elif outcome.came is Came.ACCEPTED:
            _follow_later(item, at)
        item.version += 1
        item.save()
    action.note(actor, "outbox.followed", item, at, came=outcome.came.value, why=outcome.code)
    return item


def _follow_later(item: OutboxItem, at: dt.datetime) -> None:
    setting = carrying.load_setting()
    if item.came == Came.ACCEPTED.value and item.sent_at and at < item.sent_at + setting.ask_until:
        jobs.keep_waiting("outbox.follow", item.service_id, after=at + setting.ask_after)
