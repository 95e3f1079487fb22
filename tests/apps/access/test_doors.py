"""The two doors: nothing is written without its event, nothing is seen from another service."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django_scopes.exceptions import ScopeError

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.models import Council, Team
from kith.access.permissions import Permission
from kith.audit.models import AuditEvent
from kith.children.models import CaseMember, Child
from kith.domain.terms import Role
from tests.personas import NOW, Cast


@action.action(Permission.RECORD_LOCAL_FACT, on="child", event="test.renamed")
def rename_child(actor: Actor, *, child: Child, name: str, at: dt.datetime, silent: bool = False) -> Child:
    """Rename a child, for these tests."""
    child.preferred_name = name
    child.save()
    if not silent:
        action.note(actor, "test.renamed", child, at)
    return child


@action.action(Permission.RECORD_LOCAL_FACT, on="child", event="test.moved")
def move_child(actor: Actor, *, child: Child, name: str, at: dt.datetime, silent: bool = False) -> None:
    """Rename a child on the way to something else, for these tests."""
    rename_child(actor, child=child, name=name, at=at)
    if not silent:
        action.note(actor, "test.moved", child, at)


@pytest.fixture(autouse=True)
def _leave_the_registry_as_it_was() -> Any:
    yield
    for name in ("rename_child", "move_child"):
        action.REGISTRY.pop(f"tests.apps.access.test_doors.{name}", None)


def test_an_action_writes_its_event(cast: Cast) -> None:
    rename_child(cast.actor(Role.SOCIAL_WORKER), child=cast.child, name="Bobbie", at=NOW)
    event = AuditEvent.objects.get(kind="test.renamed")
    assert (event.child_id, event.actor_role) == (cast.child.pk, "social_worker")


def test_an_action_without_its_event_is_rolled_back(in_service: Cast) -> None:
    with pytest.raises(action.EventMissing):
        rename_child(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, name="Bobbie", at=NOW, silent=True)
    assert Child.objects.get(pk=in_service.child.pk).preferred_name == "Robin"


def test_an_outer_action_owes_its_own_event_beside_that_of_a_nested_one(in_service: Cast) -> None:
    actor = in_service.actor(Role.SOCIAL_WORKER)
    with pytest.raises(action.EventMissing, match="test.moved"):
        move_child(actor, child=in_service.child, name="Bobbie", at=NOW, silent=True)
    assert Child.objects.get(pk=in_service.child.pk).preferred_name == "Robin"
    assert not AuditEvent.objects.filter(kind__startswith="test.").exists(), "what the nested one wrote went with it"
    move_child(actor, child=in_service.child, name="Bobbie", at=NOW)
    assert Child.objects.get(pk=in_service.child.pk).preferred_name == "Bobbie"
    assert list(AuditEvent.objects.values_list("kind", flat=True).order_by("seq")) == ["test.renamed", "test.moved"]


def test_a_refusal_is_recorded_after_the_rollback(cast: Cast) -> None:
    with pytest.raises(gate.NotPermitted):
        rename_child(cast.actor(Role.SAFEGUARDING_LEAD), child=cast.child, name="Bobbie", at=NOW)
    event = AuditEvent.objects.get(kind="action.refused")
    assert event.codes["code"] == "not_permitted"


@pytest.mark.parametrize("subject", ["foreign_child", "other_team_child"])
def test_not_yours_is_not_there(cast: Cast, subject: str) -> None:
    with pytest.raises(scope.NotVisible):
        rename_child(cast.actor(Role.SOCIAL_WORKER), child=getattr(cast, subject), name="Bobbie", at=NOW)


def test_a_tenant_table_without_a_service_in_force_raises(cast: Cast) -> None:
    with pytest.raises(ScopeError):
        Child.objects.count()


def test_visible_starts_from_the_actors_service(cast: Cast) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        assert set(scope.visible(cast.actor(Role.MANAGER), Child.objects)) == {cast.child, cast.other_team_child}
        assert set(scope.visible(cast.actor(Role.SOCIAL_WORKER), Child.objects)) == {cast.child}


def test_leaving_a_team_takes_effect_at_once(in_service: Cast) -> None:
    actor = in_service.actor(Role.SOCIAL_WORKER)
    CaseMember.objects.filter(user_id=actor.user_id).update(until_on=NOW.date())
    assert not scope.visible(actor, Child.objects).exists()


def test_a_foreign_key_cannot_cross_services(cast: Cast) -> None:
    with scope.every_service("two services are touched on purpose"):
        far = Council.objects.get(code="NORTH")
        with pytest.raises(DatabaseError, match="another service"), transaction.atomic():
            Child.objects.filter(pk=cast.child.pk).update(council=far)
        team = Team.objects.get(service=cast.other_service)
        cast.users[Role.MANAGER].team = team
        with pytest.raises(DatabaseError, match="another service"), transaction.atomic():
            cast.users[Role.MANAGER].save()


def test_a_stale_version_raises(in_service: Cast) -> None:
    child = in_service.child
    action.expect_version(child, 1)
    assert child.version == 2
    with pytest.raises(action.StaleVersion):
        action.expect_version(child, 1)
