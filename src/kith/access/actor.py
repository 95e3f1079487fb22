"""Who is acting: a user, the child, a network member, the public page or a named job. Never None."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from kith.audit.record import Who
from kith.domain.terms import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. ``kind`` is user, child, member, public or system."""

    kind: str
    id: str
    role: Role
    service_id: Any  # a UUID, or None for national people; Any because filters take no None
    child_id: uuid.UUID | None = None
    name: str = ""

    @classmethod
    def of_user(cls, user: Any) -> "Actor":
        """The actor for a signed-in user."""
        return cls("user", str(user.pk), Role(user.role), user.service_id, None, user.display_name)

    @classmethod
    def system(cls, job: str, service_id: uuid.UUID | None) -> "Actor":
        """The actor for a named job, in one service."""
        return cls("system", job, Role.SYSTEM, service_id, None, job)

    @classmethod
    def public_child(cls, service_id: uuid.UUID) -> "Actor":
        """A child on the public page: nobody is known, nothing can be seen."""
        return cls("public", "public page", Role.CHILD, service_id)

    @property
    def user_id(self) -> Any:
        """The user's id, where the actor is a user; else None. (Any: it goes into filters, which take no None.)"""
        return uuid.UUID(self.id) if self.kind == "user" else None

    def who(self) -> Who:
        """This actor as the audit record keeps it."""
        return Who(self.kind, self.id, self.role.value, self.service_id)


class StaffRequest(HttpRequest):
    """A request of somebody who is signed in: the door has put their actor on it."""

    actor: Actor
