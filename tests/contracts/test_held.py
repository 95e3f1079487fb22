"""A device in a child's hands: every page of the staff is closed on it until its coordinator has shown who they are."""

from typing import Any

import pytest

from kith.domain.terms import Role
from kith.referrals.views import held
from tests.contracts.sweep import addresses, canaries, visits, world
from tests.personas import Cast

pytestmark = [pytest.mark.once, pytest.mark.long]

CLOSED = b"Please give this back to"
# What a child's own pages lead to, and what must always work. Everything else is closed.
OPEN = held.OF_THE_REFERRAL | held.OF_THE_MAP | held.OF_THE_CHILD | held.ALWAYS | {"records:sent"}
NAMES_NOBODY = OPEN - held.OF_THE_REFERRAL - held.OF_THE_MAP - held.OF_THE_CHILD
OVER = -1


def tour(cast: Cast, role: Role, method: str, seconds: int = visits.A_DAY_SECONDS) -> list[visits.Visit]:
    """Every address, about the child who has the device and about another one, asked for on that device."""
    around = world.build(cast)
    visitor = visits.Visitor(cast.users[role])
    visitor.browser = visits.Browser(visits.session_of(cast.users[role], around.ids[world.OWN], seconds))
    visitor.in_childs_hands = visitor.browser
    return [
        visitor.visit(address, position, around.ids[position], method)
        for address in addresses.walk()
        for position in ((world.OWN, world.TEAM) if address.ids else (world.OWN,))
    ]


def is_open(visit: visits.Visit) -> bool:
    """Whether the answer is anything but the page that asks to give the device back."""
    return not (visit.status == held.CLOSED and CLOSED in visit.body)


@pytest.mark.parametrize(
    ("role", "method"), [(Role.COORDINATOR, "GET"), (Role.COORDINATOR, "POST"), (Role.MANAGER, "GET")]
)
def test_only_the_childs_own_pages_are_open(role: Role, method: str, cast: Cast) -> None:
    seen = tour(cast, role, method)
    opened = [visit for visit in seen if is_open(visit)]
    assert {visit.address.name for visit in opened} == OPEN
    # The page about nobody in particular of "something worries me" is the staff's, not the child's.
    assert {visit.address.name for visit in opened if not visit.address.ids} == NAMES_NOBODY
    # Another child's pages are closed too, of the same team or not.
    assert {visit.position for visit in opened} == {world.OWN}
    closed = [visit for visit in seen if not is_open(visit)]
    assert {visit.address.name for visit in closed} >= {"home", "record", "referrals:together", "account_login"}
    told = [line for visit in closed for line in canaries.problems(visit, None)]
    assert [line for line in told if "access-User-display_name" not in line] == []
    assert [visit.told for visit in closed if visit.events] == []


@pytest.mark.parametrize("method", visits.METHODS)
def test_when_its_time_is_over_nothing_is_open_but_the_way_back(method: str, cast: Cast) -> None:
    opened = {visit.address.name for visit in tour(cast, Role.COORDINATOR, method, OVER) if is_open(visit)}
    assert opened == held.ALWAYS | (
        held.KEEPS_WHAT_WAS_TYPED | held.KEEPS_WHAT_WAS_DRAWN if method == "POST" else set()
    )


def test_without_the_door_that_closes_them_the_pages_would_be_open(cast: Cast, settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "keep_closed" not in name]
    opened = {visit.address.name for visit in tour(cast, Role.COORDINATOR, "GET") if is_open(visit)}
    assert opened >= {"home", "record", "referrals:together"}
