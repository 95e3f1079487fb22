"""Joining and leaving a child's case team: who is in it sees the child, from and until that moment."""

import pytest

from kith.access import gate, scope
from kith.children import actions
from kith.children.models import CaseMember, Child
from kith.domain.terms import Role
from tests.personas import NOW, Cast


def sees(cast: Cast, role: Role) -> bool:
    actor = cast.actor(role)
    return scope.visible(actor, Child.objects).filter(pk=cast.child.pk).exists()


def test_join_case_team_and_leave_case_team_decide_who_sees_the_child(in_service: Cast) -> None:
    manager, adviser = in_service.actor(Role.MANAGER), in_service.users[Role.PERSONAL_ADVISER]
    part = CaseMember.Part.WORKER.value
    assert not sees(in_service, Role.PERSONAL_ADVISER)
    first = actions.join_case_team(manager, child=in_service.child, user=adviser, part=part, at=NOW)
    again = actions.join_case_team(manager, child=in_service.child, user=adviser, part=part, at=NOW)
    assert first == again
    assert sees(in_service, Role.PERSONAL_ADVISER)
    actions.leave_case_team(manager, child=in_service.child, user=adviser, part=part, at=NOW)
    assert not sees(in_service, Role.PERSONAL_ADVISER)
    first.refresh_from_db()
    assert first.until_on == NOW.date()


def test_leave_case_team_leaves_the_others_in_it(in_service: Cast) -> None:
    manager, coordinator = in_service.actor(Role.MANAGER), in_service.users[Role.COORDINATOR]
    actions.leave_case_team(manager, child=in_service.child, user=coordinator, part="coordinator", at=NOW)
    assert not sees(in_service, Role.COORDINATOR)
    assert sees(in_service, Role.SOCIAL_WORKER)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.COORDINATOR])
def test_leave_case_team_is_for_the_manager(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        actions.leave_case_team(
            in_service.actor(role), child=in_service.child, user=in_service.users[role], part="worker", at=NOW
        )


def test_leave_case_team_of_another_service_is_not_there(in_service: Cast) -> None:
    with pytest.raises(scope.NotVisible):
        actions.leave_case_team(
            in_service.actor(Role.MANAGER),
            child=in_service.foreign_child,
            user=in_service.strangers[Role.COORDINATOR],
            part="coordinator",
            at=NOW,
        )
