"""May this actor do this? Asked once, inside an action or a query."""

from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.access.roles import ROLES


class Refused(Exception):
    """An action was refused. ``code`` goes to the audit record, ``text`` to the person."""

    code = "refused"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class NotPermitted(Refused):
    """The actor's role does not hold the permission."""

    code = "not_permitted"


class ActionBlocked(Refused):
    """The role may, but something about this child says not now (an agreement, a stop, a safety rule)."""

    code = "blocked"


class BlockedAboutOne(ActionBlocked):
    """The same, for what the child says, or has not said, about one person: few are told which (SAFEGUARDING 5)."""


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor's role holds the permission."""
    return permission in ROLES[actor.role].permissions


def check(actor: Actor, permission: Permission) -> None:
    """Raise NotPermitted unless the actor's role holds the permission."""
    if not may(actor, permission):
        raise NotPermitted(f"{ROLES[actor.role].label} may not do this.")
