"""Writes: what no return holds, typed on a child's page or brought in as a list."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import connection

from kith.access import action, scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.access.permissions import Permission
from kith.children.actions import eligibility as answering
from kith.children.models import CaseMember, Child, LocalFact
from kith.domain import eligibility
from kith.domain.terms import FactName
from kith.returns.actions import bulk

YES = "yes"
CASE_TEAM_PARTS = {
    FactName.WORKER: CaseMember.Part.WORKER,
    FactName.REVIEWING_OFFICER: CaseMember.Part.REVIEWING_OFFICER,
}


@dataclass(frozen=True)
class Fact:
    """One fact to record: what, its value, since when, from where, who says so."""

    name: FactName
    value: str
    from_on: dt.date
    source: str
    author: str


@action.action(Permission.RECORD_LOCAL_FACT, on="child", event="fact.recorded")
def record_fact(actor: Actor, *, child: Child, fact: Fact, at: dt.datetime) -> LocalFact:
    """Record one dated fact about a child. Earlier facts stay; the latest day counts; the answer is worked out anew.

    Raises eligibility.FactNotReadable if the value is none this fact can have.
    """
    value = eligibility.clean_value(fact.name, fact.value)
    row = LocalFact.objects.create(
        service_id=child.service_id,
        child=child,
        fact=fact.name.value,
        value=value,
        from_on=fact.from_on,
        source=fact.source,
        author=fact.author,
        recorded_by_id=actor.user_id,
        recorded_at=at,
    )
    _follow(child, at.date())
    answering.answer_again(actor, child=child, at=at)
    action.note(actor, "fact.recorded", row, at, fact=fact.name.value)
    return row


def _follow(child: Child, on: dt.date) -> None:
    """Let the child's own columns follow the latest facts."""
    latest: dict[str, str] = {}
    rows = LocalFact.objects.filter(child=child, from_on__lte=on).order_by("from_on", "recorded_at")
    for name, value in rows.values_list("fact", "value"):
        latest[name] = value
    child.preferred_name = latest.get(FactName.PREFERRED_NAME.value, child.preferred_name)
    child.area = latest.get(FactName.AREA.value, child.area)
    child.language = latest.get(FactName.LANGUAGE.value, child.language)
    if FactName.NEXT_REVIEW.value in latest:
        child.next_review_on = dt.date.fromisoformat(latest[FactName.NEXT_REVIEW.value])
    if FactName.LOCATION_RESTRICTED.value in latest:
        child.location_restricted = latest[FactName.LOCATION_RESTRICTED.value].casefold() == YES
    child.version += 1
    child.save()


@dataclass(frozen=True)
class Upload:
    """What bringing in a list of facts did: rows read = saved + refused; ``known`` were there already."""

    id: uuid.UUID
    saved: int
    known: int
    unknown_children: tuple[tuple[str, str], ...]
    unknown_people: tuple[str, ...]


@action.action(Permission.UPLOAD_FACTS, on="service", event="facts.brought_in", bulk=True)
def bring_in_facts(
    actor: Actor, *, service: Service, facts: tuple[eligibility.LocalFact, ...], at: dt.datetime
) -> Upload:
    """Save a whole list of facts in one transaction, or none of it.

    A fact about a child whom no return names is not saved and is named in the answer; the same fact twice is one.
    Workers and reviewing officers who sign in here (found by e-mail or name) join the child's case team.
    """
    children = _children_by_key(actor, facts)
    there = set(
        scope.visible(actor, LocalFact.objects).values_list("child_id", "fact", "value", "from_on", "source", "author")
    )
    upload_id = uuid.uuid4()
    rows: list[LocalFact] = []
    known = 0
    unknown: set[tuple[str, str]] = set()
    for fact in facts:
        child = children.get((fact.council or "", fact.child)) or children.get(("", fact.child))
        if child is None:
            unknown.add((fact.council or "", fact.child))
            continue
        same = (child.pk, fact.fact.value, fact.value, fact.from_, fact.source, fact.author)
        if same in there:
            known += 1
            continue
        there.add(same)
        rows.append(_row(actor, child, fact, upload_id=upload_id, at=at))
    _insert(rows)
    unnamed = _apply(actor, rows, at)
    action.note(actor, "facts.brought_in", service, at, count=len(rows), batch_id=str(upload_id))
    return Upload(upload_id, len(rows), known, tuple(sorted(unknown)), tuple(sorted(unnamed)))


def _row(
    actor: Actor, child: Child, fact: eligibility.LocalFact, *, upload_id: uuid.UUID, at: dt.datetime
) -> LocalFact:
    return LocalFact(
        service_id=child.service_id,
        child=child,
        fact=fact.fact.value,
        value=fact.value,
        from_on=fact.from_,
        source=fact.source,
        author=fact.author,
        recorded_by_id=actor.user_id,
        recorded_at=at,
        upload_id=upload_id,
    )


COLUMNS = (
    *("id", "service_id", "child_id", "fact", "value", "from_on", "source", "author", "certainty"),
    *("recorded_by_id", "recorded_at", "upload_id"),
)


def _insert(rows: list[LocalFact]) -> None:
    """Store a list of facts without a model's overhead: a county's list holds tens of thousands."""
    fields = {field.column: field for field in LocalFact._meta.concrete_fields}
    prepare = [(column, fields[column].get_db_prep_save) for column in COLUMNS]
    bulk.insert_rows(
        LocalFact,
        columns=COLUMNS,
        rows=(tuple(prepared(getattr(row, column), connection) for column, prepared in prepare) for row in rows),
    )


def _children_by_key(actor: Actor, facts: tuple[eligibility.LocalFact, ...]) -> dict[tuple[str, str], Child]:
    """Children by council code and CHILD; by CHILD alone too where only one council has that number."""
    found: dict[tuple[str, str], Child] = {}
    wanted = {fact.child for fact in facts}
    several: set[str] = set()
    for child in scope.visible(actor, Child.objects).select_related("council"):
        if child.reference in wanted:
            found[child.council.code, child.reference] = child
            if ("", child.reference) in found:
                several.add(child.reference)
            found["", child.reference] = child
    for reference in several:
        del found["", reference]
    return found


def _apply(actor: Actor, rows: list[LocalFact], at: dt.datetime) -> set[str]:
    """Let children's columns and case teams follow the new facts; returns names that nobody here has."""
    on = at.date()
    changed: dict[uuid.UUID, Child] = {}
    for row in sorted(rows, key=lambda row: row.from_on):
        if row.from_on <= on:
            changed[row.child_id] = row.child
            _set_column(row.child, FactName(row.fact), row.value)
    fields = ("preferred_name", "area", "language", "next_review_on")
    bulk.update_rows(
        Child,
        columns=fields,
        rows=[
            (*(getattr(child, name) for name in fields), bulk.as_stored(Child, column="id", value=child.pk))
            for child in changed.values()
        ],
    )
    return _join_teams(actor, rows, on)


def _set_column(child: Child, name: FactName, value: str) -> None:
    if name is FactName.AREA:
        child.area = value
    elif name is FactName.LANGUAGE:
        child.language = value
    elif name is FactName.PREFERRED_NAME:
        child.preferred_name = value
    elif name is FactName.NEXT_REVIEW:
        child.next_review_on = dt.date.fromisoformat(value)


def _join_teams(actor: Actor, rows: list[LocalFact], on: dt.date) -> set[str]:
    """Put named workers and reviewing officers in the case teams; one event covers the whole list."""
    people: dict[str, User] = {}
    for user in User.objects.filter(service_id=actor.service_id, is_active=True):
        people[user.email] = people[user.display_name.casefold()] = user
    unnamed: set[str] = set()
    joining: dict[tuple[uuid.UUID, str], CaseMember] = {}
    for row in sorted(rows, key=lambda row: row.from_on):
        part = CASE_TEAM_PARTS.get(FactName(row.fact))
        if part is None or row.from_on > on:
            continue
        person = people.get(row.value.casefold())
        if person is None:
            unnamed.add(row.value)
            continue
        joining[row.child_id, part] = CaseMember(
            service_id=row.service_id, child_id=row.child_id, user=person, part=part, from_on=row.from_on
        )
    here = CaseMember.objects.filter(until_on__isnull=True, child_id__in={child for child, _ in joining})
    for member in here:
        new = joining.get((member.child_id, member.part))
        if new is None:
            continue
        if new.user_id == member.user_id:
            del joining[member.child_id, member.part]
        else:
            CaseMember.objects.filter(pk=member.pk).update(until_on=on)
    CaseMember.objects.bulk_create(joining.values(), batch_size=500)
    return unnamed
