"""Writes: what holds of an account once somebody has signed in with it (docs/adr/0046)."""

import datetime as dt

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission


@action.action(Permission.MANAGE_USERS, on="user", event="user.account_closed")
def close_account(actor: Actor, *, user: User, at: dt.datetime, version: int | None = None) -> User:
    """Close somebody's account: nobody signs in with it from the next page on. What they wrote and did stays.

    Nobody closes their own, so that somebody is always left who can open one. Raises ActionBlocked.
    """
    action.expect_version(user, version)
    if str(user.pk) == actor.id:
        raise gate.ActionBlocked("Nobody closes their own account: another service administrator does.")
    user.is_active = False
    user.signed_out_at = at
    user.save(update_fields=["is_active", "signed_out_at", "version"])
    action.note(actor, "user.account_closed", user, at)
    return user


@action.action(Permission.MANAGE_USERS, on="user", event="user.account_opened")
def open_account(actor: Actor, *, user: User, at: dt.datetime, version: int | None = None) -> User:
    """Open an account again. Its old password is gone: a new one is set from a link, as on the first day."""
    action.expect_version(user, version)
    user.is_active = True
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password", "version"])
    action.note(actor, "user.account_opened", user, at)
    return user


@action.action(Permission.MANAGE_USERS, on="user", event="user.signed_out_by_another")
def sign_somebody_out(actor: Actor, *, user: User, at: dt.datetime) -> User:
    """End every session of somebody, whose laptop was lost or who left something open."""
    return _end_sessions(user, actor, "user.signed_out_by_another", at)


@action.action(Permission.SIGN_IN, on="user", event="user.signed_out_everywhere")
def sign_out_everywhere(actor: Actor, *, user: User, at: dt.datetime) -> User:
    """End every session of one's own. Raises NotVisible for anybody else's."""
    _own(actor, user)
    return _end_sessions(user, actor, "user.signed_out_everywhere", at)


@action.action(Permission.SIGN_IN, on="user", event="user.device_confirmed")
def know_device(actor: Actor, *, user: User, at: dt.datetime) -> User:
    """Say that it was oneself who signed in on a new device. Raises NotVisible for anybody else's."""
    _own(actor, user)
    user.new_device_at = None
    user.version += 1
    user.save(update_fields=["new_device_at", "version"])
    action.note(actor, "user.device_confirmed", user, at)
    return user


def _own(actor: Actor, user: User) -> None:
    if str(user.pk) != actor.id:
        raise scope.NotVisible


def _end_sessions(user: User, actor: Actor, event: str, at: dt.datetime) -> User:
    user.signed_out_at = at
    user.version += 1
    user.save(update_fields=["signed_out_at", "version"])
    action.note(actor, event, user, at)
    return user
