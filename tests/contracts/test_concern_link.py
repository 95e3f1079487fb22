"""A safeguarding concern always passes, from any page of a child (SAFEGUARDING 15): the way there stands on each."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse

from kith.domain.terms import Role
from kith.referrals.views import held
from tests.contracts.sweep import addresses, visits, world
from tests.personas import Cast

pytestmark = [pytest.mark.once, pytest.mark.long]

STAFF = (Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER)
# The form for a concern itself; a sheet of paper has its own words for whoever is in danger.
NOT_THERE = {"records:raise": "this is the page"}
PRINTED = b"ui/css/paper."
# Rows of the service, not of one child.
OF_NO_CHILD = {"access.User", "access.RotaEntry", "returns.Batch", "children.EligibilityRun", "safety.ProtectedPerson"}


def pages(cast: Cast, role: Role) -> Iterator[visits.Visit]:
    """Every page of the cast's child that this person sees on their own device."""
    around = world.build(cast)
    visitor = visits.Visitor(cast.users[role])
    for address in addresses.walk():
        tables = {addresses.TABLES[hole] for hole in address.ids}
        if not tables - OF_NO_CHILD or address.name in held.OF_THE_REFERRAL | held.OF_THE_MAP:
            continue
        seen = visitor.visit(address, world.OWN, around.ids[world.OWN])
        if seen.status == 200 and "text/html" in seen.headers.get("Content-Type", ""):
            yield seen


def lacks(seen: visits.Visit) -> bool:
    """Whether no way to the form for a concern stands on a page."""
    start = re.escape(reverse("records:raise").rstrip("/"))
    link = re.search(rf'href="{start}[^"]*"'.encode(), seen.body)
    return link is None and seen.address.name not in NOT_THERE and PRINTED not in seen.body


@pytest.mark.parametrize("role", STAFF)
def test_from_every_page_of_a_child_a_concern_can_be_raised(role: Role, cast: Cast) -> None:
    seen = list(pages(cast, role))
    assert len(seen) >= 10
    assert {"record", "referrals:show"} <= {one.address.name for one in seen}
    assert sorted({one.address.name for one in seen if lacks(one)}) == []
