"""Three children with everything about them: one's own, another team's, another service's."""

import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import action, scope
from kith.access.actor import Actor
from kith.access.models import Council, Service, Team, User
from kith.audit import record
from kith.children.models import CareRow, CaseMember, Child, EligibilityRun
from kith.domain import casefiles
from kith.domain.terms import Role
from kith.finding.models import CaseNotes
from kith.finding.queries.notes import NOTES, dump
from kith.network.models import FamilyFile, MapPlace, MapVersion
from kith.network.queries import FAMILY_FILES
from kith.people.models import Reach
from kith.records.models import Note, Paper
from kith.records.queries import PAPERS
from kith.referrals.models import Agreement
from kith.returns.actions import store
from kith.returns.models import StoredFile
from tests import personas
from tests.factories import rows, webs

OWN, TEAM, FAR, NOBODYS = "own", "other team", "other service", "nobody's"
POSITIONS = (OWN, TEAM, FAR, NOBODYS)
# What stands in front of every canary of a child's web: zqown-records-Note-words.
CANARIES = {OWN: "zqown", TEAM: "zqteam", FAR: "zqfar"}


@dataclass(frozen=True)
class World:
    """The cast, and ids by position and table."""

    cast: personas.Cast
    ids: dict[str, dict[str, Any]]


def build(cast: personas.Cast) -> World:
    """Fill the cast's two services; every free text of everybody carries a canary."""
    with scope.every_service("children of two services are made"):
        _join(cast)
        children = {OWN: cast.child, TEAM: cast.other_team_child, FAR: cast.foreign_child}
        for position, child in children.items():
            _mark(child, CANARIES[position])
        _mark_the_other_service(cast)
        made: dict[str, webs.Rows] = {}
        for number, (position, child) in enumerate(children.items(), 1):
            people = _people(cast, position)
            run = made[OWN][EligibilityRun] if position == TEAM else None
            around = webs.Around(child, people, CANARIES[position], number, run)
            made[position] = webs.build(around)
            _more(around, made[position])
        _mark_people(cast.service, CANARIES[OWN])
        _mark_people(cast.other_service, CANARIES[FAR])
    ids = {where: {model._meta.label: row.pk for model, row in made[where].items()} for where in made}
    ids[NOBODYS] = {label: uuid.uuid4() for label in ids[OWN]}
    return World(cast, ids)


def _join(cast: personas.Cast) -> None:
    """The adviser is in the child's team too; the public page of the service is on."""
    adviser = cast.users[Role.PERSONAL_ADVISER]
    CaseMember.objects.create(
        service=cast.service, child=cast.child, user=adviser, part="worker", from_on=personas.TODAY
    )
    Service.objects.filter(pk=cast.service.pk).update(ask_page_is_on=True)


def _people(cast: personas.Cast, position: str) -> dict[Role, User]:
    """Who works with a child. The other team's coordinator is somebody else."""
    if position == FAR:
        return cast.strangers
    if position == OWN:
        return cast.users
    other = User.objects.create_user(
        "other.coordinator@weald.example",
        display_name="zqteam-access-User-display_name",
        role=Role.COORDINATOR.value,
        service=cast.service,
    )
    return {**cast.users, Role.COORDINATOR: other, Role.SOCIAL_WORKER: other}


def _mark(child: Child, canary: str) -> None:
    values = {field.name: rows.token(canary, field) for field in rows.free_texts(Child)}
    Child.objects.filter(pk=child.pk).update(**values)
    child.refresh_from_db()


def _mark_the_other_service(cast: personas.Cast) -> None:
    """Nobody here may even learn what it is called or who works there."""
    canary, far = CANARIES[FAR], cast.other_service
    Service.objects.filter(pk=far.pk).update(name=f"{canary}-access-Service-name")
    for model in (Council, Team):
        for field in rows.free_texts(model):
            model.objects.filter(service=far).update(**{field.name: rows.token(canary, field)})
    for user in User.objects.filter(service=far):
        User.objects.filter(pk=user.pk).update(display_name=f"{canary}-access-User-display_name-{user.role}")


def _mark_people(service: Service, canary: str) -> None:
    """How people sign in, and which languages they speak: who keeps a service's people reads the one, few the other."""
    for user in User.objects.filter(service=service):
        User.objects.filter(pk=user.pk).update(
            email=f"{canary}-access-User-email.{user.pk.hex[:8]}@weald.example",
            languages=[f"{canary}-access-User-languages"],
        )
        user.refresh_from_db()


def _more(around: webs.Around, made: webs.Rows) -> None:
    """What only some of those may read who may read the rest; the canary says so."""
    service, canary = around.child.service, around.canary
    file = made[StoredFile]
    StoredFile.objects.filter(pk=file.pk).update(stored_as=store.keep(b"CHILD\r\n1\r\n", file_id=file.pk))
    paper = made[Paper]
    kept = PAPERS.keep(b"a picture", file_id=paper.pk)
    Paper.objects.filter(pk=paper.pk).update(stored_as=kept, state=Paper.State.KEPT, media_type="image/jpeg")
    tree = made[FamilyFile]
    kept = FAMILY_FILES.keep(b"0 HEAD\n0 @I1@ INDI\n1 NAME Jean /Made-up/\n0 TRLR\n", file_id=tree.pk)
    FamilyFile.objects.filter(pk=tree.pk).update(stored_as=kept, counts={"people": [1, 1, 0]})
    notes = made[CaseNotes]
    found = casefiles.find_people("Nan Jean rang.", all_mentions=True)
    data = dump(casefiles.overview("Nan Jean rang.", found, personas.TODAY))
    counts = {"people": 1, "left_out": 0, "characters": 14}
    CaseNotes.objects.filter(pk=notes.pk).update(stored_as=NOTES.keep(data, file_id=notes.pk), counts=counts)
    row = {"on": "2026-02-01", "code": rows.token(canary, CareRow._meta.get_field("values"))}
    rows.make(CareRow, service, canary, made, table="Reviews", year=2026, values=row)
    for model in (Note, Paper):
        rows.make(model, service, f"{canary}-stays", made, stays_in_service=True)
    no = {"answer": "not_now", "named_digest": "somebody", "scope": "approach", "on": personas.TODAY}
    rows.make(Agreement, service, f"{canary}-quiet", made, **no)
    rows.make(Reach, service, f"{canary}-sealed", made, is_sealed=True, recorded_by=None, for_child=around.child)
    shown = {"drawn_by": "child", "finished_at": personas.NOW, "is_shared": True, "on": personas.TODAY}
    version = rows.make(MapVersion, service, f"{canary}-shared", made, **shown)
    rows.make(MapPlace, service, f"{canary}-shared", {**made, MapVersion: version})
    with record.unit_of_work():
        coordinator = Actor.of_user(around.people[Role.COORDINATOR])
        words = f"{canary}-audit-AuditEvent-words"
        action.note(coordinator, "children.searched", service, personas.NOW, words=words)
