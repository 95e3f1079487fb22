"""Making people and bringing in a list of them: whole or not at all, and nobody of another service."""

import pytest
from django.db import IntegrityError

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
    before = known.version
    lines = (
        f"{known.email},Sam Carter,social worker,West,Polish; Urdu\nnew@weald.example,New Person,coordinator,West,\n"
    )
    assert bring_in(in_service, lines) == 2
    known.refresh_from_db()
    assert (known.display_name, str(known.team), known.languages) == ("Sam Carter", "West", ["Polish", "Urdu"])
    assert known.version > before, "a form that stands open about them is stale"
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


# --- who manages whom

MANAGED = "email,name,role,manager\n"


def bring_in_managed(cast: Cast, *lines: str) -> None:
    text = MANAGED + "\n".join(lines) + "\n"
    actions.bring_in_users(cast.actor(Role.SERVICE_ADMIN), service=cast.service, text=text, at=NOW)


def manager_of(email: str) -> str | None:
    return User.objects.values_list("manager__email", flat=True).get(email=email)


def test_bring_in_users_names_managers_who_may_stand_further_down(in_service: Cast) -> None:
    bring_in_managed(
        in_service,
        "wanda@weald.example,Wanda,social worker,TESSA@weald.example",
        "tessa@weald.example,Tessa,social worker,social_worker@weald.example",
    )
    assert manager_of("wanda@weald.example") == "tessa@weald.example"
    assert manager_of("tessa@weald.example") == "social_worker@weald.example"
    # A list without the column says nothing of managers; an empty cell says nobody.
    bring_in(in_service, "wanda@weald.example,Wanda,social worker,,\n")
    assert manager_of("wanda@weald.example") == "tessa@weald.example"
    bring_in_managed(in_service, "wanda@weald.example,Wanda,personal adviser,")
    assert manager_of("wanda@weald.example") is None


@pytest.mark.parametrize(
    ("lines", "line", "said"),
    [
        (["w@weald.example,W,social worker,nobody@weald.example"], 2, "neither in this list nor among the people"),
        (["w@weald.example,W,social worker,manager@north.example"], 2, "neither in this list nor among the people"),
        (["w@weald.example,W,social worker,manager@weald.example"], 2, "a manager is a social worker"),
        (["w@weald.example,W,coordinator,social_worker@weald.example"], 2, "leave the column empty"),
        (["w@weald.example,W,social worker,w@weald.example"], 2, "would be managed by this person too"),
        (
            ["w@weald.example,W,social worker,", "social_worker@weald.example,S,analyst,"],
            3,
            "this person manages others and would be no worker",
        ),
    ],
)
def test_bring_in_users_refuses_managers_who_cannot_be(
    in_service: Cast, lines: list[str], line: int, said: str
) -> None:
    adviser = in_service.users[Role.PERSONAL_ADVISER]
    adviser.manager = in_service.users[Role.SOCIAL_WORKER]
    adviser.save()
    with pytest.raises(actions.ListRefused) as refused:
        bring_in_managed(in_service, *lines)
    assert [problem.partition(":")[0] for problem in refused.value.problems] == [f"Line {line}"]
    assert said in refused.value.problems[0]
    assert not User.objects.filter(email="w@weald.example").exists()


def test_bring_in_users_refuses_two_who_would_manage_each_other(in_service: Cast) -> None:
    with pytest.raises(actions.ListRefused) as refused:
        bring_in_managed(
            in_service,
            "a@weald.example,A,social worker,b@weald.example",
            "b@weald.example,B,social worker,c@weald.example",
            "c@weald.example,C,social worker,a@weald.example",
        )
    assert len(refused.value.problems) == 3


def test_who_is_no_worker_any_more_has_no_manager(in_service: Cast) -> None:
    bring_in_managed(in_service, "w@weald.example,W,social worker,social_worker@weald.example")
    bring_in(in_service, "w@weald.example,W,coordinator,,\n")
    assert manager_of("w@weald.example") is None


def test_nobody_is_their_own_manager_in_the_tables_either(in_service: Cast) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER]
    with pytest.raises(IntegrityError):
        User.objects.filter(pk=worker.pk).update(manager=worker)


def test_a_list_with_what_the_database_cannot_keep_is_refused_line_by_line(in_service: Cast) -> None:
    admin, service = in_service.actor(Role.SERVICE_ADMIN), in_service.service
    people = [
        f"a@weald.example,{'x' * 3000},manager,,",
        "b@weald.example,B\0,manager,,",
        f"c@weald.example,C,manager,{'t' * 121},",
        "d@weald.example,D,manager,,pol\0ish",
        "e@weald.example,E,manager,,",
    ]
    with pytest.raises(actions.ListRefused) as refused:
        actions.bring_in_users(admin, service=service, text=LIST + "\n".join(people) + "\n", at=NOW)
    assert [one.split(":")[0] for one in refused.value.problems] == ["Line 2", "Line 3", "Line 4", "Line 5"]
    assert "3,000 characters long, and at most 120" in refused.value.problems[0]
    assert "NUL" in refused.value.problems[1]
    assert not User.objects.filter(email="e@weald.example").exists()
