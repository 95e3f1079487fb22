"""Making people and bringing in a list of them: whole or not at all, and nobody of another service."""

import pytest

from kith.access import actions, gate, scope
from kith.access.models import User
from kith.audit import queries as reading
from kith.domain.terms import Role
from tests.personas import NOW, Cast

LIST = "email,name,role,team,languages\n"


def test_make_user_makes_one_who_signs_in_once_they_have_a_password(in_service: Cast) -> None:
    admin = in_service.actor(Role.SERVICE_ADMIN)
    made = actions.make_user(
        admin,
        service=in_service.service,
        email="Ada@Weald.example",
        name="Ada",
        role=Role.SOCIAL_WORKER,
        team="East",
        at=NOW,
    )
    assert (made.email, made.role, made.service, str(made.team)) == (
        "ada@weald.example",
        "social_worker",
        in_service.service,
        "East",
    )
    assert not made.has_usable_password()
    assert "user.made" in reading.list_kinds(in_service.service.pk)


def test_make_user_gives_national_people_no_service(in_service: Cast) -> None:
    admin = in_service.actor(Role.SERVICE_ADMIN)
    made = actions.make_user(
        admin, service=in_service.service, email="nat@example.org", name="Nat", role=Role.NATIONAL, at=NOW
    )
    assert made.service is None


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.ANALYST])
def test_make_user_is_for_those_who_keep_the_services_people(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        actions.make_user(
            in_service.actor(role), service=in_service.service, email="x@weald.example", name="X", role=role, at=NOW
        )
    assert not User.objects.filter(email="x@weald.example").exists()


def test_make_user_of_another_service_is_not_there(in_service: Cast) -> None:
    admin = in_service.actor(Role.SERVICE_ADMIN)
    with pytest.raises(scope.NotVisible):
        actions.make_user(
            admin, service=in_service.other_service, email="x@north.example", name="X", role=Role.MANAGER, at=NOW
        )


def bring_in(cast: Cast, lines: str, role: Role = Role.SERVICE_ADMIN) -> int:
    return actions.bring_in_users(cast.actor(role), service=cast.service, text=f"{LIST}{lines}", at=NOW)


def test_bring_in_users_makes_and_changes_people_and_is_one_event(in_service: Cast) -> None:
    known = in_service.users[Role.SOCIAL_WORKER]
    lines = (
        f"{known.email},Sam Carter,social worker,West,Polish; Urdu\nnew@weald.example,New Person,coordinator,West,\n"
    )
    assert bring_in(in_service, lines) == 2
    known.refresh_from_db()
    assert (known.display_name, str(known.team), known.languages) == ("Sam Carter", "West", ["Polish", "Urdu"])
    made = User.objects.get(email="new@weald.example")
    assert (made.role, made.service) == ("coordinator", in_service.service)
    assert not made.has_usable_password()
    (event,) = reading.list_events(in_service.service.pk, reading.Narrowed(kind="users.brought_in"), first=0, most=10)
    assert event.count == 2


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("not an address,A,coordinator,,", "not an e-mail address"),
        ("a@weald.example,,coordinator,,", "name is missing"),
        ("a@weald.example,A,wizard,,", "not a role"),
        ("a@weald.example,A,child,,", "not a role"),
        ("good@weald.example,A,coordinator,,", "twice"),
        ("manager@north.example,A,coordinator,,", "somebody elsewhere"),
    ],
)
def test_bring_in_users_takes_in_nobody_if_one_line_is_wrong(in_service: Cast, line: str, said: str) -> None:
    with pytest.raises(actions.ListRefused) as refused:
        bring_in(in_service, f"good@weald.example,Good,coordinator,,\n{line}\n")
    assert len(refused.value.problems) == 1
    assert "Line 3" in refused.value.problems[0]
    assert said in refused.value.problems[0]
    assert not User.objects.filter(email="good@weald.example").exists()


def test_bring_in_users_is_for_those_who_keep_the_services_people(in_service: Cast) -> None:
    with pytest.raises(gate.NotPermitted):
        bring_in(in_service, "a@weald.example,A,coordinator,,\n", Role.MANAGER)


def test_bring_in_users_of_another_service_is_not_there(in_service: Cast) -> None:
    with pytest.raises(scope.NotVisible):
        actions.bring_in_users(
            in_service.actor(Role.SERVICE_ADMIN), service=in_service.other_service, text=LIST, at=NOW
        )
