"""How something that is held reads to somebody: what waits for a child's word about one person is not everybody's.

A stop, or a "no", about one person is the child's and their coordinator's own (SAFEGUARDING 5 and 6). Everybody else
reads what it holds as if the coordinator had taken it back: the same words, lists, buttons and refusals (ADR 0024).
A stop of everything, of a step, a pause and an order are not private and read as held to whoever may see them.
"""

import uuid

from kith.domain.terms import Role

# One label for what was taken back and for what is held about one person: each is true of both.
NOT_GOING_OUT = "Not going out"
NOT_LOOKED_FOR = "Not being looked for now"
NOT_GOING_AHEAD = "Not going ahead"
# Said where the child was never asked, where a yes has lapsed, where they said no, and where they stopped it.
NOT_NOW = "This cannot be done now. The child’s coordinator says whether and when it can."

_KNOW = frozenset({Role.COORDINATOR, Role.CHILD})


def is_told(role: Role) -> bool:
    """Whether this role knows what a child says about one person; coordinators see their own children only."""
    return role in _KNOW


def knows(role: Role, user_id: uuid.UUID | None, written_by: uuid.UUID | None) -> bool:
    """Whether somebody knows of one word of a child about one person: also whoever wrote that word down."""
    return is_told(role) or (user_id is not None and user_id == written_by)
