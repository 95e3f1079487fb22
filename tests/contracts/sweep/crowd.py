"""As many children, workers and imports as a list is to hold."""

import datetime as dt
from typing import Any

from django.apps import apps

from kith.access import action, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit import record
from kith.children.models import CaseMember, Child, EligibilityResult, EligibilityRun, LocalFact
from kith.domain import returns
from kith.domain.pathway import Stage
from kith.domain.terms import Role
from kith.network.models import ChildSaid, MapPlace, MapVersion, Parentage, Support, Tie, TieQuality, Union
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, Name, Person, PersonFact, Reach, StatusChange
from kith.records.models import CaseCopy, Note, Paper
from kith.referrals import models as referrals
from kith.referrals.models import Agreement, Ask, Referral
from kith.returns.models import Batch, Finding, RawRow, StoredFile
from kith.safety.models import (
    AdoptionRoute,
    Apart,
    Clearance,
    ClearanceAsked,
    LeadAlert,
    LetterKeptBack,
    LivesWith,
    News,
    ProtectedPerson,
    RelatedSign,
    Restriction,
    SideAnswer,
)
from tests.contracts.sweep import addresses
from tests.factories import rows, webs
from tests.personas import NOW, TODAY, Cast

# Everybody whose lists are counted is in every child's team.
TEAM = {
    Role.SOCIAL_WORKER: "worker",
    Role.PERSONAL_ADVISER: "worker",
    Role.REVIEWING_OFFICER: "reviewing_officer",
    Role.COORDINATOR: "coordinator",
}
# What one child may have many of.
MANY_OF_ONE = (LocalFact, Note, Paper, CaseCopy, Ask, Agreement, referrals.StageChange, EligibilityResult, Finding)


MANY_ABOUT_SAFETY = (
    AdoptionRoute,
    Apart,
    Clearance,
    ClearanceAsked,
    News,
    ProtectedPerson,
    LeadAlert,
    LivesWith,
    RelatedSign,
    Restriction,
    SideAnswer,
)


def grow(cast: Cast, first: int, last: int) -> None:
    """Add the things numbered first to last: a child with everything, one who waits, one not offered, a colleague."""
    with scope.every_service("a service is filled"):
        run = EligibilityRun.objects.filter(service=cast.service, is_current=True).first()
        for number in range(first, last + 1):
            child = cast.child if number == 1 else _child(cast, f"F{number}")
            around = webs.Around(child, cast.users, number=number, run=run)
            run = webs.build(around)[EligibilityRun]
            _many_of_the_first(cast, run)
            _row_that_waits(cast, number)
            _somebody(cast)
            _waits(cast, number)
            _not_offered(cast, number, run)
            _colleague(cast, number)
        _event(cast, last)


def ids_of_the_first(cast: Cast) -> dict[str, Any]:
    """The id of every row of the first child's web, by table."""
    with scope.every_service("rows of one child are looked up"):
        rows_ = {model: model._default_manager.filter(service=cast.service).order_by("pk") for model in _tables()}
        ids = {model._meta.label: found.first().pk for model, found in rows_.items() if found.exists()}
        ids["referrals.Referral"] = cast.child.referrals.get().pk
        ids["people.Connection"] = _first_person(cast).pk
        ids["returns.Batch"] = Batch.objects.get(service=cast.service, number=1).pk
    return {**ids, "children.Child": cast.child.pk}


def _tables() -> list[type[Any]]:
    return [apps.get_model(label) for label in set(addresses.TABLES.values())]


def _child(cast: Cast, reference: str) -> Child:
    child = Child.objects.create(service=cast.service, council=cast.council, reference=reference, area="East")
    for role, part in TEAM.items():
        CaseMember.objects.create(
            service=cast.service, child=child, user=cast.users[role], part=part, from_on=dt.date(2025, 1, 1)
        )
    return child


def _many_of_the_first(cast: Cast, run: EligibilityRun) -> None:
    """One more of everything that one child, or one import, may have many of."""
    around = webs.Around(cast.child, cast.users)
    batch = Batch.objects.get(service=cast.service, number=1)
    made: webs.Rows = {
        Batch: batch,
        Child: cast.child,
        EligibilityRun: rows.make(
            EligibilityRun, cast.service, rules=run.rules, rules_text=run.rules_text, counts=run.counts
        ),
        Referral: cast.child.referrals.get(),
        StoredFile: batch.files.get(),
        User: cast.users[Role.COORDINATOR],
    }
    for model in MANY_OF_ONE:
        webs.another(model, around, made)


def _row_that_waits(cast: Cast, number: int) -> None:
    """One more row of the first import, which is saved, that could not be used."""
    batch = Batch.objects.get(service=cast.service, number=1)
    RawRow.objects.create(
        service=cast.service,
        part=batch.parts.get(),
        line=number,
        sealed=[["", "31/02/2026"], []],
        status=returns.Status.QUARANTINED.value,
        reason="CHILD is blank.",
    )
    batch.status, batch.ledger = Batch.Status.COMMITTED, batch.ledger | {"quarantined": number}
    batch.save()


def _somebody(cast: Cast) -> None:
    """One more person beside the first child, with all that is said of them and their place on the child's maps."""
    around = webs.Around(cast.child, cast.users)
    made: webs.Rows = {Child: cast.child, User: cast.users[Role.COORDINATOR]}
    made[Person] = webs.another(Person, around, made)
    for model in (Name, PersonFact, Reach):
        made[model] = webs.another(model, around, made)
    made[Connection] = webs.another(Connection, around, made, child_knows=True, status="in_touch")
    _safety_of(around, dict(made))
    first = _first_person(cast)
    made[MapVersion] = MapVersion.objects.get(child=cast.child, finished_at=None)
    for model in (MapPlace, ChildSaid):
        webs.another(model, around, made)
    for model in (Parentage, Tie, Union):
        webs.another(model, around, made)
    for model in (Name, PersonFact, Reach, StatusChange, Clearance, Support, TieQuality):
        more = {"until_on": TODAY} if model is Support else {}
        webs.another(model, around, {**made, Person: first.person, Connection: first}, **more)
    kept = {"finished_at": NOW, "drawn_by": "worker", "on": TODAY}
    webs.another(MapPlace, around, {**made, MapVersion: webs.another(MapVersion, around, made, **kept)})


def _safety_of(around: webs.Around, made: webs.Rows) -> None:
    """One more of everything about the safety of one person beside the first child."""
    for model in MANY_ABOUT_SAFETY:
        made[model] = webs.another(model, around, made)
    webs.another(News, around, made, told_at=NOW)
    item = webs.another(OutboxItem, around, made, person_id=made[Person].pk)
    if item.pk.int % 2:
        webs.another(LetterKeptBack, around, {**made, OutboxItem: item})


def _first_person(cast: Cast) -> Connection:
    """The person of the first child's web: the only one of whom it is said since when they stand where."""
    return cast.child.connections.filter(changes__isnull=False).distinct().get()


def _waits(cast: Cast, number: int) -> None:
    place = Stage.ALLOCATION.value
    Referral.objects.create(
        service=cast.service,
        child=_child(cast, f"W{number}"),
        place=place,
        stood_at=place,
        arose_at="review",
        made_on=TODAY,
        made_at=NOW,
        how_soon="soon",
        how_soon_why=[{"code": "ill_relative", "level": "soon", "text": "A relative is ill."}],
    )


def _not_offered(cast: Cast, number: int, run: EligibilityRun) -> None:
    EligibilityResult.objects.create(
        service=cast.service, child=_child(cast, f"N{number}"), run=run, answer="yes", name_then=f"N{number}"
    )


def _colleague(cast: Cast, number: int) -> None:
    User.objects.create_user(
        f"colleague{number}@weald.example",
        display_name=f"Colleague {number}",
        role=Role.COORDINATOR.value,
        service=cast.service,
        team=cast.users[Role.MANAGER].team,
    )


def _event(cast: Cast, last: int) -> None:
    with record.unit_of_work():
        for _ in range(last):
            action.note(Actor.of_user(cast.users[Role.MANAGER]), "children.searched", cast.child, NOW)
