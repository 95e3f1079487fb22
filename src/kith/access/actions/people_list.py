"""Reading a list of people: every line that cannot be taken is named, and then none is."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from kith.access import fitting
from kith.access.models import Service, Team, User
from kith.access.roles import BY_LIST, CASE_WORKERS
from kith.domain.terms import Role

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
