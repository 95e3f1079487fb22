"""Reads: the personas to sign in as."""

import uuid

from kith.access.models import User
from kith.demo import people

NEIGHBOURS = ("marlbury", "northmere")


def list_personas() -> list[tuple[User, people.Persona]]:
    """The personas of the county, in their order."""
    users = {user.email: user for user in User.objects.filter(is_demo=True).select_related("service")}
    return [
        (user, persona) for persona in people.PERSONAS if (user := users.get(people.email(persona.name, "wealdshire")))
    ]


def list_neighbours() -> list[User]:
    """The managers of the other services, to see that nothing is shared."""
    rows = User.objects.filter(is_demo=True, role="manager", service__slug__in=NEIGHBOURS)
    return list(rows.select_related("service").order_by("service__slug"))


def get_persona(user_id: uuid.UUID) -> User | None:
    """A persona by its id; nobody else can be signed in as."""
    return User.objects.filter(pk=user_id, is_demo=True, is_active=True).first()
