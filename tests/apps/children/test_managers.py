"""The worker's manager is in the case team of each of the worker's children, for as long as they manage them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.access import action, gate, scope
from kith.access.models import User
from kith.audit import queries as audit
from kith.children import actions
from kith.children.models import CaseMember, Child
from kith.config import founding
from kith.domain.terms import FactName, Role
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
PART = CaseMember.Part.WORKERS_MANAGER.value


@pytest.fixture
def tessa(in_service: Cast) -> User:
    """A team manager: she holds the role of the people she manages."""
    return a_worker(in_service, "tessa")


def a_worker(cast: Cast, name: str) -> User:
    return User.objects.create_user(
        f"{name}@weald.example", display_name=name.title(), role=Role.SOCIAL_WORKER.value, service=cast.service
    )


def name_manager(cast: Cast, manager: User | None, role: Role = Role.SERVICE_ADMIN, version: int | None = None) -> User:
    worker = cast.users[Role.SOCIAL_WORKER]
    return actions.name_manager(cast.actor(role), user=worker, manager=manager, version=version, at=NOW)


def sees(user: User, child: Child) -> bool:
    return scope.visible(scope.Actor.of_user(user), Child.objects).filter(pk=child.pk).exists()


def standing(child: Child) -> list[str]:
    rows = CaseMember.objects.filter(child=child, part=PART, until_on__isnull=True)
    return sorted(rows.values_list("user__display_name", flat=True))


def kinds(cast: Cast, child: Child) -> list[str]:
    narrowed = audit.Narrowed(child_id=child.pk)
    found = audit.list_events(cast.service.pk, narrowed, first=0, most=50)
    return sorted(one.kind for one in found if one.kind.startswith("case_team."))


def names_worker(cast: Cast, worker: User, minutes: int) -> None:
    fact = actions.Fact(FactName.WORKER, worker.email, TODAY, "case system", "Data team")
    at = NOW + dt.timedelta(minutes=minutes)
    actions.record_fact(cast.actor(Role.MANAGER), child=cast.child, fact=fact, at=at)


def test_name_manager_brings_the_manager_into_the_team_and_the_one_before_out(in_service: Cast, tessa: User) -> None:
    other, child = a_worker(in_service, "omar"), in_service.child
    name_manager(in_service, tessa)
    assert (standing(child), sees(tessa, child), sees(tessa, in_service.other_team_child)) == (["Tessa"], True, False)
    assert kinds(in_service, child) == ["case_team.joined"]
    name_manager(in_service, other)
    assert (standing(child), sees(tessa, child), sees(other, child)) == (["Omar"], False, True)
    name_manager(in_service, None)
    assert (standing(child), sees(other, child)) == ([], False)
    rows = CaseMember.objects.filter(child=child, part=PART).order_by("user__display_name")
    assert [(row.user.display_name, row.from_on, row.until_on) for row in rows] == [
        ("Omar", TODAY, TODAY),
        ("Tessa", TODAY, TODAY),
    ]
    assert kinds(in_service, child) == ["case_team.joined"] * 2 + ["case_team.left"] * 2
    found = audit.list_events(in_service.service.pk, audit.Narrowed(kind="user.manager_named"), first=0, most=5)
    assert [event.codes["joined"] for event in found] == [0, 1, 1]


def test_the_manager_comes_and_goes_with_the_worker(in_service: Cast, tessa: User) -> None:
    name_manager(in_service, tessa)
    names_worker(in_service, a_worker(in_service, "wanda"), minutes=1)
    assert (standing(in_service.child), sees(tessa, in_service.child)) == ([], False)
    names_worker(in_service, in_service.users[Role.SOCIAL_WORKER], minutes=2)
    assert standing(in_service.child) == ["Tessa"]


@pytest.mark.parametrize("part", ["worker", "reviewing_officer"])
def test_joining_as_the_worker_brings_the_manager_and_nothing_else_does(
    in_service: Cast, tessa: User, part: str
) -> None:
    name_manager(in_service, tessa)
    manager, worker = in_service.actor(Role.MANAGER), in_service.users[Role.SOCIAL_WORKER]
    child = in_service.other_team_child
    actions.join_case_team(manager, child=child, user=worker, part=part, at=NOW)
    assert standing(child) == (["Tessa"] if part == "worker" else [])
    actions.leave_case_team(manager, child=child, user=worker, part=part, at=NOW)
    assert standing(child) == []


def test_two_workers_of_one_manager_make_one_row_which_goes_with_the_last(in_service: Cast, tessa: User) -> None:
    adviser, manager = in_service.users[Role.PERSONAL_ADVISER], in_service.actor(Role.MANAGER)
    User.objects.filter(pk=adviser.pk).update(manager=tessa)
    name_manager(in_service, tessa)
    actions.join_case_team(manager, child=in_service.child, user=adviser, part="worker", at=NOW)
    assert standing(in_service.child) == ["Tessa"]
    worker = in_service.users[Role.SOCIAL_WORKER]
    actions.leave_case_team(manager, child=in_service.child, user=worker, part="worker", at=NOW)
    assert standing(in_service.child) == ["Tessa"]
    actions.leave_case_team(manager, child=in_service.child, user=adviser, part="worker", at=NOW)
    assert standing(in_service.child) == []


def test_a_manager_who_works_with_the_child_is_there_once(in_service: Cast, tessa: User) -> None:
    name_manager(in_service, tessa)
    actions.join_case_team(in_service.actor(Role.MANAGER), child=in_service.child, user=tessa, part="worker", at=NOW)
    assert standing(in_service.child) == []
    assert sees(tessa, in_service.child)


def test_a_list_of_people_moves_the_teams_in_one_event(in_service: Cast, tessa: User) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    text = f"email,name,role,manager\n{worker.email},Sam,social worker,{tessa.email}\n"
    admin = in_service.actor(Role.SERVICE_ADMIN)
    assert actions.bring_in_people(admin, service=in_service.service, text=text, at=NOW) == 1
    assert standing(in_service.child) == ["Tessa"]
    (event,) = audit.list_events(in_service.service.pk, audit.Narrowed(kind="case_teams.followed"), first=0, most=5)
    assert event.count == 1
    # Who may no longer manage leaves with the next list.
    text = f"email,name,role,manager\n{worker.email},Sam,social worker,\n{tessa.email},Tessa,analyst,\n"
    actions.bring_in_people(admin, service=in_service.service, text=text, at=NOW)
    assert standing(in_service.child) == []


def test_the_command_moves_the_teams_too(in_service: Cast, tessa: User) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    text = f"email,name,role,manager\n{worker.email},Sam,social worker,{tessa.email}\n"
    assert founding.bring_in("wealdshire", text) == (1, [])
    assert standing(in_service.child) == ["Tessa"]


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SOCIAL_WORKER, Role.SAFEGUARDING_LEAD])
def test_name_manager_is_for_those_who_keep_the_people(in_service: Cast, tessa: User, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        name_manager(in_service, tessa, role)
    assert standing(in_service.child) == []


def test_name_manager_takes_a_worker_of_the_same_service_only(in_service: Cast, tessa: User) -> None:
    admin, worker = in_service.actor(Role.SERVICE_ADMIN), in_service.users[Role.SOCIAL_WORKER]
    for nobody in (
        worker,
        in_service.users[Role.COORDINATOR],
        in_service.users[Role.REVIEWING_OFFICER],
        in_service.strangers[Role.SOCIAL_WORKER],
    ):
        with pytest.raises(gate.ActionBlocked, match="cannot be the manager"):
            name_manager(in_service, nobody)
    name_manager(in_service, tessa)
    with pytest.raises(gate.ActionBlocked, match="cannot be the manager"):
        actions.name_manager(admin, user=tessa, manager=worker, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="Only a social worker"):
        actions.name_manager(admin, user=in_service.users[Role.COORDINATOR], manager=tessa, at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.name_manager(admin, user=in_service.strangers[Role.SOCIAL_WORKER], manager=tessa, at=NOW)


def test_name_manager_on_a_stale_page_changes_nothing(in_service: Cast, tessa: User) -> None:
    name_manager(in_service, tessa, version=1)
    with pytest.raises(action.StaleVersion):
        name_manager(in_service, None, version=1)
    assert standing(in_service.child) == ["Tessa"]


# --- on pages


def test_the_people_page_names_managers_and_changes_them(in_service: Cast, tessa: User, sign_in: SignIn) -> None:
    client, worker = sign_in(in_service.users[Role.SERVICE_ADMIN]), in_service.users[Role.SOCIAL_WORKER]
    address = reverse("name_manager", args=[worker.pk])
    assert address in client.get(reverse("people")).content.decode()
    shown = client.get(address).content.decode()
    assert "The manager now: nobody." in shown
    assert f'<option value="{tessa.pk}">' in shown
    assert f'<option value="{worker.pk}">' not in shown
    answer = client.post(address, {"manager": str(tessa.pk), "version": "1"})
    assert answer.status_code == 302
    assert "Tessa" in client.get(reverse("people")).content.decode()
    assert standing(in_service.child) == ["Tessa"]
    assert client.post(address, {"manager": "", "version": "1"}).status_code == 409


def test_a_manager_of_another_service_cannot_be_chosen(in_service: Cast, sign_in: SignIn) -> None:
    client, worker = sign_in(in_service.users[Role.SERVICE_ADMIN]), in_service.users[Role.SOCIAL_WORKER]
    stranger = in_service.strangers[Role.SOCIAL_WORKER]
    sent = {"manager": str(stranger.pk), "version": "1"}
    assert "Error" in client.post(reverse("name_manager", args=[worker.pk]), sent).content.decode()
    assert client.get(reverse("name_manager", args=[stranger.pk])).status_code == 404


def test_a_coordinator_has_no_manager_here(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SERVICE_ADMIN])
    page = client.get(reverse("name_manager", args=[in_service.users[Role.COORDINATOR].pk])).content.decode()
    assert "Only a social worker or personal adviser has a manager here." in page


def test_the_list_of_people_takes_managers(in_service: Cast, tessa: User, sign_in: SignIn) -> None:
    client, worker = sign_in(in_service.users[Role.SERVICE_ADMIN]), in_service.users[Role.SOCIAL_WORKER]
    text = f"email,name,role,manager\n{worker.email},Sam,social worker,{tessa.email}\n".encode()
    client.post(reverse("bring_in_people"), {"people": SimpleUploadedFile("p.csv", text)})
    assert standing(in_service.child) == ["Tessa"]


def test_the_managers_first_page_says_whose_each_child_is(in_service: Cast, tessa: User, sign_in: SignIn) -> None:
    name_manager(in_service, tessa)
    page = " ".join(sign_in(tessa).get(reverse("home")).content.decode().split())
    worker = in_service.users[Role.SOCIAL_WORKER]
    assert "Robin" in page
    assert f"Worker: {worker.display_name}" in page
    assert "Worker:" not in sign_in(worker).get(reverse("home")).content.decode()
    record = sign_in(tessa).get(reverse("record", args=[in_service.child.pk])).content.decode()
    assert "The worker&#x27;s manager:" in record
