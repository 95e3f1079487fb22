"""Settings and people of a service."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.access import action, gate, scope
from kith.access.models import Service, User
from kith.casework import actions
from kith.casework.forms import service as forms
from kith.domain.returns import tables
from kith.domain.terms import Role
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
GIVEN = actions.Settings(7, "01632 960124", ("TEETH_CHECK", "CONVICTED"))


def keep(cast: Cast, role: Role = Role.SERVICE_ADMIN, **more: Any) -> Service:
    values: dict[str, Any] = {"given": GIVEN} | more
    return actions.keep_settings(cast.actor(role), service=cast.service, at=NOW, **values)


def test_keep_settings_keeps_them(in_service: Cast) -> None:
    keep(in_service)
    service = Service.objects.get(pk=in_service.service.pk)
    assert (service.reply_working_days, service.emergency_number) == (7, "01632 960124")
    assert service.switched_off_columns == ["CONVICTED", "TEETH_CHECK"]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.ANALYST, Role.PRIVACY_OFFICER])
def test_keep_settings_is_for_those_who_keep_the_service(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        keep(in_service, role)


def test_keep_settings_of_another_service_is_not_there(in_service: Cast) -> None:
    stranger = in_service.stranger(Role.SERVICE_ADMIN)
    with pytest.raises(scope.NotVisible):
        actions.keep_settings(stranger, service=in_service.service, given=GIVEN, at=NOW)


def test_keep_settings_on_a_stale_page_changes_nothing(in_service: Cast) -> None:
    keep(in_service, version=1)
    with pytest.raises(action.StaleVersion):
        keep(in_service, version=1)


def test_the_page_for_children_cannot_lose_its_emergency_number(in_service: Cast) -> None:
    Service.objects.filter(pk=in_service.service.pk).update(ask_page_is_on=True)
    with pytest.raises(gate.ActionBlocked, match="emergency number"):
        keep(in_service, given=actions.Settings(5, " ", ()))
    with pytest.raises(gate.ActionBlocked, match="at least one"):
        keep(in_service, given=actions.Settings(0, "01632 960124", ()))


def test_the_settings_page_shows_and_keeps(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SERVICE_ADMIN])
    shown = client.get(reverse("settings")).content.decode()
    assert "Nobody is on the rota" in shown
    assert "Convicted, or given a youth caution (CONVICTED)" in shown
    sent = {"reply_working_days": "3", "emergency_number": "01632 960125", "switched_off_columns": ["CONVICTED"]}
    answer = client.post(reverse("settings"), sent | {"version": "1"})
    assert (answer.status_code, Service.objects.get(pk=in_service.service.pk).reply_working_days) == (302, 3)
    assert client.post(reverse("settings"), sent | {"version": "1"}).status_code == 409


def test_every_column_that_can_be_switched_off_is_said_in_words() -> None:
    assert set(forms.columns_no_answer_needs()) <= set(tables.IN_WORDS)
    assert tables.column_in_words("SUBSTANCE_MISUSE").endswith(" (SUBSTANCE_MISUSE)")
    assert tables.column_in_words("NOBODYS") == "NOBODYS"


def test_people_are_brought_in_whole_or_not_at_all(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SERVICE_ADMIN])
    good = b"email,name,role\nnew@weald.example,Newa Person,coordinator\n"
    bad = good + b"other@weald.example,Other,wizard\n"
    answer = client.post(reverse("bring_in_people"), {"people": SimpleUploadedFile("p.csv", bad)})
    assert "is not a role" in answer.content.decode()
    assert not User.objects.filter(email="new@weald.example").exists()
    assert client.post(reverse("bring_in_people"), {"people": SimpleUploadedFile("p.csv", good)}).status_code == 302
    assert "Newa Person" in client.get(reverse("people")).content.decode()


def test_one_person_is_added_by_a_form_and_nobody_is_changed_by_it(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SERVICE_ADMIN])
    page = client.get(reverse("people")).content.decode()
    assert "kith users link" in page
    assert "The names of roles" in page
    new = {"email": "New@weald.example", "name": 'Newa, "Person"', "role": "Coordinator", "team": "North team"}
    assert client.post(reverse("bring_in_people"), new).status_code == 302
    made = User.objects.get(email="new@weald.example")
    assert (made.display_name, made.role, made.team.name) == (new["name"], "coordinator", "North team")
    again = client.post(reverse("bring_in_people"), new | {"role": "Analyst"}).content.decode()
    assert "Somebody here signs in with this address already" in again
    made.refresh_from_db()
    assert made.role == "coordinator"
    assert "Choose the role" in client.post(reverse("bring_in_people"), new | {"role": ""}).content.decode()
    nobodys = {"email": "x@weald.example", "name": "X\0", "role": "Analyst", "team": ""}
    assert client.post(reverse("bring_in_people"), nobodys).status_code == 200
    assert not User.objects.filter(email="x@weald.example").exists()
    foreign = client.post(
        reverse("bring_in_people"), new | {"email": in_service.strangers[Role.COORDINATOR].email}
    ).content.decode()
    assert "belongs to somebody elsewhere" in foreign


def test_people_of_another_service_are_not_on_the_list(in_service: Cast, sign_in: SignIn) -> None:
    body = sign_in(in_service.users[Role.SERVICE_ADMIN]).get(reverse("people")).content.decode()
    assert "Coordinator Weald" in body
    assert "North" not in body


@pytest.mark.parametrize("name", ["people", "bring_in_people", "settings"])
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.PANEL])
def test_these_pages_are_not_for_everybody(in_service: Cast, sign_in: SignIn, name: str, role: Role) -> None:
    assert sign_in(in_service.users[role]).get(reverse(name)).status_code == 403
