"""Promises of the tests, and what is said of them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from kith.access import gate
from kith.access.models import User
from kith.domain.terms import (
    CameOfPromise,
    HowOften,
    PromiseState,
    Role,
    SaysSo,
)
from kith.people.models import Connection
from kith.plans import actions, queries
from kith.plans.models import Promise, PromiseCheck
from kith.referrals.actions import stop
from kith.referrals.models import Stop
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
COORDINATOR, WORKER, MANAGER = Role.COORDINATOR, Role.SOCIAL_WORKER, Role.MANAGER
OTHERS = (MANAGER, Role.SAFEGUARDING_LEAD, WORKER, Role.REVIEWING_OFFICER)
LATER = NOW + dt.timedelta(minutes=20)
WORDS = "I will ring you on Sundays."


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def known(person: Connection) -> Connection:
    """The same, known to Robin."""
    Connection.objects.filter(pk=person.pk).update(child_knows=True)
    person.refresh_from_db()
    return person


def promised(connection: Connection | None = None, **more: Any) -> actions.Promised:
    given: dict[str, Any] = {"words": WORDS, "how_often": HowOften.WEEKLY, "from_on": TODAY, "connection": connection}
    return actions.Promised(**{**given, **more})


def make(cast: Cast, connection: Connection | None = None, *, at: dt.datetime = NOW, **more: Any) -> Promise:
    return actions.make_promise(cast.actor(COORDINATOR), child=cast.child, promised=promised(connection, **more), at=at)


def came(what: CameOfPromise = CameOfPromise.KEPT, says: SaysSo = SaysSo.CHILD, **more: Any) -> actions.Came:
    given: dict[str, Any] = {"on": TODAY, "words": "She rang at four.", "spoke_with_both": True}
    return actions.Came(what, says, **{**given, **more})


def check(cast: Cast, row: Promise, said: actions.Came, role: Role = COORDINATOR) -> PromiseCheck:
    return actions.check_promise(cast.actor(role), promise=row, came=said, at=NOW)


def state(cast: Cast, row: Promise, role: Role = COORDINATOR, on: dt.date = TODAY) -> PromiseState:
    (found,) = [one for one in queries.list_promises(cast.actor(role), row.child_id) if one.pk == row.pk]
    return queries.get_state(cast.actor(role), found, on)


def refused(cast: Cast, connection: Connection | None = None, **more: Any) -> str:
    with pytest.raises(gate.ActionBlocked) as why:
        make(cast, connection, **more)
    return why.value.text


def press(cast: Cast, reach: Stop.Reach = Stop.Reach.EVERYTHING, role: Role = COORDINATOR, **more: Any) -> Stop:
    pressed = stop.Pressed(reach, Role.CHILD, **more)
    return stop.stop_for_child(cast.actor(role), child=cast.child, pressed=pressed, at=LATER)


def on_day(name: str, on: dt.date) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}
