"""Reads: a family file that is being looked through, read again from its encrypted copy."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child
from kith.domain import gedcom
from kith.domain.gedcom import review
from kith.network.models import FamilyFile, FamilyFileAnswer
from kith.network.queries.members import CHILD, Member, list_members
from kith.sealing import keyed_digest
from kith.sealing.store import Store

FAMILY_FILES = Store("family-files", "network.FamilyFile")


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """A file with who is in it, and what was answered so far: by key the connection, None for a no.

    ``here``: who of it stands beside the child, because the file is a copy of our own. ``same``: of whom somebody said
    that they are a person who was here before the answer.
    """

    found: gedcom.Import
    review: review.Review
    answered: dict[str, uuid.UUID | None]
    here: dict[str, Member]
    same: frozenset[str] = frozenset()


def list_family_files(actor: Actor, child: Child) -> Any:
    """The family files of a child, the newest first."""
    rows = scope.visible(actor, FamilyFile.objects).filter(child=child)
    return rows.select_related("by", "finished_by").order_by("-at", "pk")


def get_family_file(actor: Actor, file_id: uuid.UUID) -> FamilyFile:
    """One family file; raises NotVisible."""
    found: FamilyFile = scope.fetch(actor, FamilyFile.objects.select_related("child", "by", "finished_by"), file_id)
    return found


def open_family_file(actor: Actor, file_id: uuid.UUID, at: dt.datetime) -> FamilyFile:
    """The same, as an audited read of the child's record. Raises NotVisible, NotPermitted."""
    gate.check(actor, Permission.RECORD_PEOPLE)
    with record.unit_of_work():
        found = get_family_file(actor, file_id)
        scope.note_opened(actor, found.child_id, at)
    return found


def get_looked_through(actor: Actor, file: FamilyFile) -> LookedThrough | None:
    """Who is in a file; None once it is finished and its bytes are gone."""
    if not file.stored_as:
        return None
    found = gedcom.read(FAMILY_FILES.open_kept(file.stored_as, file_id=file.pk))
    rows = scope.visible(actor, FamilyFileAnswer.objects).filter(file=file).select_related("connection__person")
    answers = {row.key: row for row in rows.order_by("at", "pk")}
    answered = {key: row.connection_id for key, row in answers.items()}
    same = {key for key, row in answers.items() if row.connection and row.connection.person.added_at < row.at}
    here = {key: one for key, one in get_own(actor, file.child, found).items() if one.key != CHILD}
    return LookedThrough(found, review.review(found, file.focus), answered, here, frozenset(same))


def get_own(actor: Actor, child: Child, found: gedcom.Import) -> dict[str, Member]:
    """Who in a file is somebody of this child's map, by key: where it is a copy that was taken along from here."""
    written = {details.uid: key for key, details in found.details.items() if details.uid}
    if not written:
        return {}
    named = {uid: one for one in list_members(actor, child) for uid in uids_of(child, one)}
    return {key: named[uid] for uid, key in written.items() if uid in named}


def uids_of(child: Child, member: Member) -> list[str]:
    """What names somebody in the copies of a child's family, the one that is written first.

    It is made with the service's own key, for this child: it tells nobody else who it is, nor that the same person
    stands beside another child.
    """
    ids = [CHILD] if member.key == CHILD else [str(pk) for pk in member.person_ids]
    made = [keyed_digest(f"{child.pk} {one}", "network.family_file.uid") for one in ids]
    return [str(uuid.UUID(bytes=digest[:16], version=4)) for digest in made]
