"""Writes: services, councils, teams and people."""

import csv
import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F

from kith.access import action, fitting
from kith.access.actor import Actor
from kith.access.models import Council, Service, Team, User
from kith.access.permissions import Permission
from kith.access.roles import BY_LIST, CASE_WORKERS
from kith.audit import record
from kith.domain.returns import tables
from kith.domain.terms import Role

LIST_COLUMNS = ("email", "name", "role", "team", "area", "languages", "manager")
KEPT_IN: dict[str, tuple[type[Any], str]] = {
    "email": (User, "email"),
    "name": (User, "display_name"),
    "team": (Team, "name"),
    "area": (Team, "area"),
}


class ListRefused(Exception):
    """A list of people cannot be taken in; ``problems`` says each line and what is wrong. Nothing was saved."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


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


@dataclass(frozen=True)
class Person:
    """One line of a list of people. ``manager``: an e-mail, "" for nobody, None where the list has no such column."""

    email: str
    name: str
    role: Role
    team: str
    area: str
    languages: list[str]
    manager: str | None


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


def read_people(text: str, service: Service) -> list[Person]:
    """Read the list; raises ListRefused naming every line that cannot be taken."""
    try:
        rows = csv.DictReader(io.StringIO(text.lstrip("\ufeff")), strict=True)
        missing = [name for name in ("email", "name", "role") if name not in (rows.fieldnames or [])]
        if missing:
            raise ListRefused([f"The list has no column called {', '.join(missing)}."])
        taken = dict(User.objects.exclude(service=service).values_list("email", "service_id"))
        people: dict[int, Person] = {}
        problems: list[str] = []
        seen: set[str] = set()
        for row in rows:
            person, wrong = _person({key: (value or "").strip() for key, value in row.items() if key})
            if not wrong and person and person.email in seen:
                wrong = "this e-mail address stands in the list twice."
            if not wrong and person and person.email in taken:
                wrong = "this e-mail address belongs to somebody elsewhere."
            if wrong or person is None:
                problems.append(f"Line {rows.line_num}: {wrong}")
                continue
            seen.add(person.email)
            people[rows.line_num] = person
    except csv.Error as error:
        raise ListRefused([f"The list cannot be read as CSV: {error}."]) from error
    problems = problems or _manager_problems(service, people)
    if problems:
        raise ListRefused(problems)
    return list(people.values())


def _manager_problems(service: Service, people: dict[int, Person]) -> list[str]:
    """What is wrong with who manages whom, as it would stand once the whole list is in; by line."""
    known = list(User.objects.filter(service=service).values_list("email", "role", "manager__email"))
    roles = {email: Role(role) for email, role, _ in known} | {one.email: one.role for one in people.values()}
    managers: dict[str, str | None] = {email: manager for email, _, manager in known}
    managers |= {one.email: one.manager for one in people.values() if one.manager is not None}
    managers |= {one.email: None for one in people.values() if one.role not in CASE_WORKERS and not one.manager}
    found = ((line, _manager_problem(one, roles, managers)) for line, one in people.items())
    return [f"Line {line}: {wrong}" for line, wrong in found if wrong]


def _manager_problem(person: Person, roles: dict[str, Role], managers: dict[str, str | None]) -> str:
    if person.role not in CASE_WORKERS:
        if person.manager:
            return "only a social worker or personal adviser has a manager here: leave the column empty."
        if person.email in managers.values():
            return "this person manages others and would be no worker any more: name those another manager first."
    elif person.manager and person.manager not in roles:
        return f"the manager “{person.manager}” is neither in this list nor among the people here."
    elif person.manager and roles[person.manager] not in CASE_WORKERS:
        return f"a manager is a social worker or personal adviser, and “{person.manager}” is not."
    elif person.manager and person.email in _above(person.email, managers):
        return f"“{person.manager}” would be managed by this person too."
    return ""


def _above(email: str, managers: dict[str, str | None]) -> set[str]:
    """Everybody who manages somebody, or manages somebody who does, by e-mail."""
    found: set[str] = set()
    above = managers.get(email)
    while above and above not in found:
        found.add(above)
        above = managers.get(above)
    return found


def _person(row: dict[str, str]) -> tuple[Person | None, str]:
    email = row["email"].lower()
    try:
        validate_email(email)
    except ValidationError:
        return None, "this is not an e-mail address."
    if not row["name"]:
        return None, "the name is missing."
    role = next((r for r in Role if row["role"].lower() in {r.value, r.label.lower()}), None)
    if role not in BY_LIST:
        return None, f"“{row['role']}” is not a role. Roles are: {', '.join(role.label for role in BY_LIST)}."
    if wrong := _too_long(row):
        return None, wrong
    languages = [word.strip() for word in row.get("languages", "").split(";") if word.strip()]
    manager = row["manager"].lower() if "manager" in row else None
    return Person(email, row["name"], role, row.get("team", ""), row.get("area", ""), languages, manager), ""


def _too_long(row: dict[str, str]) -> str:
    """What is wrong with a line some of whose cells the database could not keep as they are."""
    for name, (table, column) in KEPT_IN.items():
        if wrong := fitting.long_text(row.get(name) or "", table._meta.get_field(column)):
            return f"the {name} {wrong}."
    return "the languages hold a NUL character: type them again." if fitting.NUL in row.get("languages", "") else ""


def _team(service: Service, name: str, area: str = "") -> Team:
    team, _ = Team.objects.get_or_create(service=service, name=name, defaults={"area": area})
    return team
