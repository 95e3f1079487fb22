"""Naming a coordinator: the case team, the load the manager set, another person where the child asks."""

import datetime as dt

import pytest

from kith.access import action, gate, scope
from kith.access.models import User
from kith.children.models import CaseMember
from kith.domain.pathway import Stage
from kith.domain.terms import Role
from kith.referrals import actions, queries
from kith.referrals.models import Allocation, Referral
from tests.apps.referrals import made
from tests.personas import NOW, Cast

LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def second(in_service: Cast) -> User:
    """Another coordinator of the service, in nobody's case team."""
    return User.objects.create_user(
        "second@weald.example", display_name="Second Coordinator", role="coordinator", service=in_service.service
    )


def allocate(cast: Cast, referral: Referral, user: User, **more: object) -> Allocation:
    return actions.allocate_coordinator(
        cast.actor(Role.MANAGER), referral=referral, coordinator=user, **{"at": NOW, **more}
    )


def test_allocate_coordinator_opens_the_child_to_them_and_moves_on(in_service: Cast, second: User) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    allocate(in_service, referral, second, version=referral.version)
    kept = Referral.objects.get()
    assert (kept.coordinator, kept.allocated_at, kept.place) == (second, NOW, Stage.DISCOVERY.value)
    assert CaseMember.objects.filter(user=second, part="coordinator", until_on__isnull=True).exists()


def test_a_coordinator_may_be_named_as_soon_as_it_is_accepted_without_a_move(in_service: Cast, second: User) -> None:
    referral = made.referral(in_service, Stage.CHILD_AGREEMENT)
    allocate(in_service, referral, second)
    assert Referral.objects.get().place == Stage.CHILD_AGREEMENT.value


def test_a_coordinator_is_not_named_before_the_referral_is_accepted(in_service: Cast, second: User) -> None:
    with pytest.raises(gate.ActionBlocked, match="Referred"):
        allocate(in_service, made.referral(in_service), second)


def test_another_coordinator_needs_words_and_the_first_leaves_the_team(in_service: Cast, second: User) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    first = in_service.users[Role.COORDINATOR]
    with pytest.raises(gate.ActionBlocked, match="another coordinator"):
        allocate(in_service, referral, second)
    allocate(in_service, referral, second, words="She would like a woman.", child_asked=True, at=LATER)
    assert not CaseMember.objects.filter(user=first, part="coordinator", until_on__isnull=True).exists()
    assert [row.child_asked for row in queries.list_allocations(in_service.actor(Role.MANAGER), referral)] == [
        True,
        False,
    ]


def test_more_children_than_the_manager_set_needs_words(in_service: Cast, second: User) -> None:
    manager = in_service.actor(Role.MANAGER)
    actions.set_load(manager, user=second, most_children=0, at=NOW, version=1)
    referral = made.referral(in_service, Stage.ALLOCATION)
    with pytest.raises(gate.ActionBlocked, match="0 children and the number set is 0"):
        allocate(in_service, referral, second)
    allocate(in_service, referral, second, words="Speaks the language.")
    assert queries.get_coordinator(manager, second.pk).open_children == 1


def test_only_a_coordinator_of_the_service_can_be_named(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    for user in (in_service.users[Role.SOCIAL_WORKER], in_service.strangers[Role.COORDINATOR]):
        with pytest.raises(gate.ActionBlocked, match="not a coordinator"):
            allocate(in_service, referral, user)
    assert not Allocation.objects.exists()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER])
def test_allocate_coordinator_is_the_managers(in_service: Cast, second: User, role: Role) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    with pytest.raises(gate.NotPermitted):
        actions.allocate_coordinator(in_service.actor(role), referral=referral, coordinator=second, at=NOW)


def test_allocate_coordinator_from_another_service_is_not_there(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    stranger = in_service.stranger(Role.MANAGER)
    with pytest.raises(scope.NotVisible):
        actions.allocate_coordinator(
            stranger, referral=referral, coordinator=in_service.strangers[Role.COORDINATOR], at=NOW
        )


def test_set_load_is_the_managers_within_the_service_and_versioned(in_service: Cast, second: User) -> None:
    with pytest.raises(gate.NotPermitted):
        actions.set_load(in_service.actor(Role.COORDINATOR), user=second, most_children=9, at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.set_load(in_service.stranger(Role.MANAGER), user=second, most_children=9, at=NOW)
    with pytest.raises(action.StaleVersion):
        actions.set_load(in_service.actor(Role.MANAGER), user=second, most_children=9, at=NOW, version=7)


def test_list_coordinators_counts_open_children_only(in_service: Cast, second: User) -> None:
    manager = in_service.actor(Role.MANAGER)
    made.referral(in_service, Stage.DISCOVERY)
    loads = {user.display_name: user.open_children for user in queries.list_coordinators(manager)}
    assert loads == {"Coordinator Weald": 1, "Second Coordinator": 0}
    actions.move_referral(
        manager, referral=Referral.objects.get(), event="referral.transferred", words="Moved to Northmarch.", at=NOW
    )
    assert {user.open_children for user in queries.list_coordinators(manager)} == {0}
