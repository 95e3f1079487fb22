"""The fixed cast: a child and the people around them, another team's child, a service that must see nothing."""

import datetime as dt
from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Council, Service, Team, User
from kith.children.models import CaseMember, Child
from kith.domain.terms import Role

NOW = dt.datetime(2026, 6, 15, 10, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
NATIONAL_ROLES = {Role.NATIONAL, Role.EVALUATOR}


@dataclass
class Cast:
    """Everybody. ``users`` are of the first service, by role; ``strangers`` of the second."""

    service: Service
    other_service: Service
    council: Council
    users: dict[Role, User] = field(default_factory=dict)
    strangers: dict[Role, User] = field(default_factory=dict)
    child: Child = None  # type: ignore[assignment]
    other_team_child: Child = None  # type: ignore[assignment]
    foreign_child: Child = None  # type: ignore[assignment]

    def actor(self, role: Role) -> Actor:
        """The actor of the first service with a role."""
        return Actor.of_user(self.users[role])

    def stranger(self, role: Role) -> Actor:
        """The actor of the other service with a role."""
        return Actor.of_user(self.strangers[role])


def build() -> Cast:
    """Make the cast in the database. Robin's team: worker, reviewing officer, coordinator."""
    with scope.every_service("the cast spans two services"):
        service = Service.objects.create(
            name="Wealdshire Lifelong Links", slug="wealdshire", emergency_number="01632 960123"
        )
        other = Service.objects.create(name="Northmarch Lifelong Links", slug="northmarch")
        council = Council.objects.create(service=service, name="Wealdshire", code="WEALD")
        cast = Cast(service, other, council)
        cast.users = _people(service, "weald")
        cast.strangers = _people(other, "north")
        cast.child = _child(service, council, "W1001", "Robin", dt.date(2014, 3, 2))
        cast.other_team_child = _child(service, council, "W1002", "Sasha", dt.date(2012, 7, 9))
        far_council = Council.objects.create(service=other, name="Northmarch", code="NORTH")
        cast.foreign_child = _child(other, far_council, "W1001", "Ellis", dt.date(2013, 1, 20))
        CaseMember.objects.bulk_create(
            CaseMember(service=service, child=cast.child, user=cast.users[role], part=part, from_on=dt.date(2025, 1, 1))
            for role, part in (
                (Role.SOCIAL_WORKER, "worker"),
                (Role.REVIEWING_OFFICER, "reviewing_officer"),
                (Role.COORDINATOR, "coordinator"),
            )
        )
    return cast


def _people(service: Service, prefix: str) -> dict[Role, User]:
    """Everybody of one service, in one statement: nearly every test asks for them."""
    team = Team.objects.create(service=service, name="Lifelong Links", area="East")
    people = {}
    for role in Role:
        if role is Role.SYSTEM:
            continue
        own = None if role in NATIONAL_ROLES else service
        people[role] = User(
            email=f"{role.value}@{prefix}.example",
            password=make_password(None),
            display_name=f"{role.label} {prefix.title()}",
            role=role.value,
            service=own,
            team=team if own else None,
        )
    User.objects.bulk_create(people.values())
    return people


def _child(service: Service, council: Council, reference: str, name: str, born: dt.date) -> Child:
    return Child.objects.create(
        service=service, council=council, reference=reference, preferred_name=name, born_on=born, sex="M", area="East"
    )
