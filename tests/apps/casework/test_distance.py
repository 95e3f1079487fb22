"""How far from home a child lives, on the record: miles for the case team, a band for others, or nothing at all."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.children.models import CaseMember, Child
from kith.domain import returns
from kith.domain.terms import Role
from tests.apps.children import asked
from tests.apps.returns import small_return
from tests.personas import TODAY, Cast

SignIn = Callable[[User], Client]
# Maidstone to Canterbury: 24.3 miles.
ROW = "K1,01/05/2024,S,C2,N1,U6,PR1,,,,ME14 1XQ,CT1 2EH,,"
EXACT, BAND = "About 24 miles from home.", "20+ miles from home."
PARTS = {
    Role.SOCIAL_WORKER: CaseMember.Part.WORKER,
    Role.COORDINATOR: CaseMember.Part.COORDINATOR,
    Role.REVIEWING_OFFICER: CaseMember.Part.REVIEWING_OFFICER,
}


@pytest.fixture
def child(in_service: Cast) -> Child:
    """A child from a return that gives both postcodes, with everybody around the child; one manages the worker."""
    header = small_return.csv(small_return.HEADER, ["K1,1,02/03/2014,WBRI"])
    rows = small_return.csv(f"{small_return.EPISODES},WHEREABOUTS", [ROW])
    asked.bring_in(in_service, [returns.Source("Header.csv", header), returns.Source("Episodes.csv", rows)])
    child = asked.child("K1")
    around = [(in_service.users[role], part) for role, part in PARTS.items()]
    for user, part in [*around, (workers_manager(in_service), CaseMember.Part.WORKERS_MANAGER)]:
        CaseMember.objects.create(service=in_service.service, child=child, user=user, part=part.value, from_on=TODAY)
    return child


def workers_manager(cast: Cast) -> User:
    """Another social worker, whom the worker names as manager."""
    found, _ = User.objects.get_or_create(
        email="manages@weald.example",
        defaults={"display_name": "Team Manager", "role": Role.SOCIAL_WORKER.value, "service": cast.service},
    )
    return found


def miles(sign_in: SignIn, user: User, child: Child) -> list[str]:
    """What the record says of miles to somebody, and of both postcodes."""
    response = sign_in(user).get(reverse("record", args=[child.pk]))
    assert response.status_code == 200
    return re.findall(r"[^>.\n]*?miles[^<.]*\.|ME14|CT1", response.content.decode())


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.COORDINATOR, None], ids=["worker", "coordinator", "manager"])
def test_the_case_team_reads_the_miles(in_service: Cast, sign_in: SignIn, child: Child, role: Role | None) -> None:
    user = in_service.users[role] if role else workers_manager(in_service)
    assert [said.strip() for said in miles(sign_in, user, child)] == [EXACT]


@pytest.mark.parametrize("role", [Role.REVIEWING_OFFICER, Role.MANAGER, Role.SAFEGUARDING_LEAD])
def test_others_read_the_band(in_service: Cast, sign_in: SignIn, child: Child, role: Role) -> None:
    assert [said.strip() for said in miles(sign_in, in_service.users[role], child)] == [BAND]


@pytest.mark.parametrize("role", [*PARTS, Role.MANAGER, Role.SAFEGUARDING_LEAD])
def test_nobody_reads_any_where_it_must_not_be_known(
    in_service: Cast, sign_in: SignIn, child: Child, role: Role
) -> None:
    child.location_restricted = True
    child.save()
    assert miles(sign_in, in_service.users[role], child) == []
