"""Writes: services, councils, teams and people."""

import datetime as dt

from django.db.models import F

from kith.access import action
from kith.access.actions.people_list import Person, read_people
from kith.access.actor import Actor
from kith.access.models import Council, Service, Team, User
from kith.access.permissions import Permission
from kith.access.roles import CASE_WORKERS
from kith.audit import record
from kith.domain.returns import tables
from kith.domain.terms import Role


def found_service(*, name: str, slug: str, councils: dict[str, str], at: dt.datetime) -> Service:
    """Make a service and its councils (code to name). The one write that is no action: nobody exists to ask yet.

    It still writes its event, as the first link of the new service's chain.
    """
    with record.unit_of_work():
        service = Service.objects.create(
            name=name, slug=slug, switched_off_columns=list(tables.OFF_AT_FIRST), created_at=at
        )
        for code, council in councils.items():
            Council.objects.create(service=service, name=council, code=code)
        action.note(Actor.system("init", service.pk), "service.founded", service, at, councils=len(councils))
    return service


@action.action(Permission.MANAGE_USERS, on="service", event="user.made")
def make_user(
    actor: Actor,
    *,
    service: Service,
    email: str,
    name: str,
    role: Role,
    at: dt.datetime,
    team: str = "",
    password: str | None = None,
) -> User:
    """Make one person. Without a password they set one from a link an administrator sends."""
    national = role in {Role.NATIONAL, Role.EVALUATOR}
    user = User.objects.create_user(
        email,
        password,
        display_name=name,
        role=role.value,
        service=None if national else service,
        team=_team(service, team) if team and not national else None,
        created_at=at,
    )
    action.note(actor, "user.made", user, at, role=role.value)
    return user


@action.action(Permission.MANAGE_USERS, on="user", event="user.notice_noted")
def note_notice(actor: Actor, *, user: User, on: dt.date | None, at: dt.datetime, version: int | None = None) -> User:
    """Note the day on which somebody gave notice of leaving, or take it away: what they read since is watched."""
    action.expect_version(user, version)
    user.notice_on = on
    user.save(update_fields=["notice_on", "version"])
    action.note(actor, "user.notice_noted", user, at, is_noted=on is not None)
    return user


@action.action(Permission.MANAGE_USERS, on="service", event="users.brought_in", bulk=True)
def bring_in_users(actor: Actor, *, service: Service, text: str, at: dt.datetime) -> int:
    """Make or update everybody in a CSV list (email, name, role, team, area, languages, manager).

    Raises ListRefused with every bad line; then nothing is saved. Returns how many people the list holds. A list with
    a column ``manager`` says who manages each worker; children.bring_in_people lets the case teams follow.
    """
    people = read_people(text, service)
    for person in people:
        team = _team(service, person.team, person.area) if person.team else None
        given = {
            "display_name": person.name,
            "role": person.role.value,
            "service": service,
            "team": team,
            "languages": person.languages,
        }
        User.objects.update_or_create(
            email=person.email,
            defaults={**given, "version": F("version") + 1},
            create_defaults={**given, "password": "!", "created_at": at},
        )
    _set_managers(service, people)
    action.note(actor, "users.brought_in", service, at, count=len(people))
    return len(people)


def _set_managers(service: Service, people: list[Person]) -> None:
    """Say who manages whom, once everybody of the list is there; who is no worker any more has no manager."""
    ids = dict(User.objects.filter(service=service).values_list("email", "pk"))
    for person in people:
        if person.manager is not None or person.role not in CASE_WORKERS:
            manager_id = ids[person.manager] if person.manager else None
            User.objects.filter(email=person.email).update(manager=manager_id, version=F("version") + 1)


def _team(service: Service, name: str, area: str = "") -> Team:
    team, _ = Team.objects.get_or_create(service=service, name=name, defaults={"area": area})
    return team
