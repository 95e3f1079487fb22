"""As many children, workers and imports as a list is to hold."""

import datetime as dt
from typing import Any

from kith.access import action, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit import record
from kith.children.models import CaseMember, Child, EligibilityResult, EligibilityRun, LocalFact
from kith.domain import casefiles, returns
from kith.domain.pathway import Stage
from kith.domain.terms import Role
from kith.finding.models import Approach, Attempt, CaseNotes, Evidence, FamilyTime, Notice, Search
from kith.finding.queries.notes import NOTES, dump
from kith.network.models import ChildSaid, FamilyFile, MapPlace, MapVersion, Parentage, Support, Tie, TieQuality, Union
from kith.network.queries import FAMILY_FILES
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, Name, Person, PersonFact, Reach, StatusChange
from kith.plans.models import Promise, PromiseCheck
from kith.records.models import CaseCopy, Concern, ConcernReader, Note, Paper
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

LATER = "later"  # marks the family files beside the first
FIRST_NAMES = ("Jean", "Alan", "Mary", "Peter", "Susan")


def grow(cast: Cast, first: int, last: int) -> dict[str, Any]:
    """Add the things numbered first to last: a child with everything, one who waits, one not offered, a colleague.

    Gives the ids of the rows of the first of these children, by table.
    """
    ids: dict[str, Any] = {}
    with scope.every_service("a service is filled"):
        run = EligibilityRun.objects.filter(service=cast.service, is_current=True).first()
        for number in range(first, last + 1):
            child = cast.child if number == 1 else _child(cast, f"F{number}")
            around = webs.Around(child, cast.users, number=number, run=run)
            made = webs.build(around)
            run = made[EligibilityRun]
            ids = ids or {model._meta.label: row.pk for model, row in made.items()}
            _many_of_the_first(cast, run)
            _row_that_waits(cast, number)
            _somebody(cast)
            _looked_for(cast)
            _files(cast, number)
            _waits(cast, number)
            _not_offered(cast, number, run)
            _colleague(cast, number)
        _event(cast, last)
    return ids


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


def _looked_for(cast: Cast) -> None:
    """One more of everything that was tried, found, written and planned for the first person."""
    around = webs.Around(cast.child, cast.users)
    first = _first_person(cast)
    made: webs.Rows = {Child: cast.child, User: cast.users[Role.COORDINATOR], Connection: first}
    made[Search] = Search.objects.filter(connection=first).get()
    made[OutboxItem] = webs.another(OutboxItem, around, made, person_id=first.person_id)
    for model in (Attempt, Evidence, Notice, Approach, FamilyTime):
        webs.another(model, around, made)
    made[Promise] = webs.another(Promise, around, made)
    webs.another(PromiseCheck, around, made)


def _files(cast: Cast, number: int) -> None:
    """One more family file of the first child, and one more person in the first file and in the first notes."""
    people = range(1, number + 1)
    if number > 1:
        made: webs.Rows = {Child: cast.child, User: cast.users[Role.COORDINATOR]}
        webs.another(FamilyFile, webs.Around(cast.child, cast.users), made, focus=LATER, counts={"people": [1, 1, 0]})
    tree = FamilyFile.objects.filter(child=cast.child).exclude(focus=LATER).get()
    lines = "".join(f"0 @I{one}@ INDI\n1 NAME {FIRST_NAMES[one % 5]} /Made-up{one}/\n" for one in people)
    kept = FAMILY_FILES.keep(f"0 HEAD\n{lines}0 TRLR\n".encode(), file_id=tree.pk)
    FamilyFile.objects.filter(pk=tree.pk).update(stored_as=kept, counts={"people": [number, number, 0]})
    notes = CaseNotes.objects.filter(child=cast.child).get()
    text = " ".join(f"Nan {FIRST_NAMES[one % 5]} Barnet{chr(ord('a') + one % 26)} rang." for one in people)
    found = casefiles.find_people(text, all_mentions=True)
    kept = NOTES.keep(dump(casefiles.overview(text, found, TODAY)), file_id=notes.pk)
    counts = {"people": len(found), "left_out": 0, "characters": len(text)}
    CaseNotes.objects.filter(pk=notes.pk).update(stored_as=kept, counts=counts)


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
    """Somebody who may be given work, and who has opened the first child's concern."""
    colleague = User.objects.create_user(
        f"colleague{number}@weald.example",
        display_name=f"Colleague {number}",
        role=Role.COORDINATOR.value,
        service=cast.service,
        team=cast.users[Role.MANAGER].team,
    )
    concern = Concern.objects.filter(child=cast.child).get()
    ConcernReader.objects.create(service=cast.service, concern=concern, user=colleague, opened_at=NOW)


def _event(cast: Cast, last: int) -> None:
    with record.unit_of_work():
        for _ in range(last):
            for kind in ("children.searched", "child.opened"):
                action.note(Actor.of_user(cast.users[Role.MANAGER]), kind, cast.child, NOW)
