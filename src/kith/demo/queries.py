"""Reads: the personas to sign in as."""

import uuid

from kith.access.models import User
from kith.demo import people

NEIGHBOURS = ("marlbury", "northmere")
OF_A_NEIGHBOUR = ("Moira Kestrel", "Cora Amberley", "Sam Thornbury")


def list_personas() -> list[tuple[User, people.Persona]]:
    """The personas of the county, in their order."""
    users = {user.email: user for user in User.objects.filter(is_demo=True).select_related("service")}
    return [
        (user, persona) for persona in people.PERSONAS if (user := users.get(people.email(persona.name, "wealdshire")))
    ]


def list_neighbours() -> list[User]:
    """The manager, a coordinator and a worker of each other service: nothing is shared, and each has its own record."""
    rows = User.objects.filter(is_demo=True, display_name__in=OF_A_NEIGHBOUR, service__slug__in=NEIGHBOURS)
    found = rows.select_related("service").order_by("service__slug")
    return sorted(
        found, key=lambda one: (one.service.slug if one.service else "", OF_A_NEIGHBOUR.index(one.display_name))
    )


def get_persona(user_id: uuid.UUID) -> User | None:
    """A persona by its id; nobody else can be signed in as."""
    return User.objects.filter(pk=user_id, is_demo=True, is_active=True).first()
