"""A family file: taken in to be looked through, answered person by person, finished and destroyed."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import transaction

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import gedcom
from kith.domain.gedcom import review
from kith.domain.terms import PersonStatus
from kith.network import queries
from kith.network.actions import taking_over, tying
from kith.network.models import FamilyFile, FamilyFileAnswer
from kith.people.models import Connection

FINISHED = "This file was looked through already, and is destroyed."
HERE = "This person is here already: the file is a copy of our own."
NOBODY_IN_IT = "Nobody in this file can be read, or the file keeps everybody back."
TWO_FOR_ONE = "Two people of the file cannot both be the same person here. Choose again."
# A file is read anew for each page that shows it (the project's own number, November 2026): about 8,000 people.
MOST_BYTES = 2_000_000


class TwoForOne(gate.ActionBlocked):
    """Two people of a file were said to be one person here."""


class TooManyParents(gate.ActionBlocked):
    """Somebody would have a third birth parent; ``crowded`` says who, with the names."""

    def __init__(self, crowded: Sequence[queries.Crowded]) -> None:
        super().__init__("Somebody would have more than two birth parents.")
        self.crowded = tuple(crowded)


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered about some people of a file, by their keys; ``status``: where those taken over stand today;
    ``gender``: of whom the gender is taken over as the file says it. ``same``: who is somebody here, by connection;
    ``has_looked``: a third birth parent is meant."""

    yes: Sequence[str] = ()
    no: Sequence[str] = ()
    same: Mapping[str, uuid.UUID] = field(default_factory=dict)
    has_looked: bool = False
    status: PersonStatus = PersonStatus.LOST_TOUCH
    gender: Sequence[str] = ()


class TakenOver(NamedTuple):
    """Those who were taken over or added to, and how many ties of the file were left out: somebody would have been born
    to their own descendant."""

    people: list[Connection]
    ties_left_out: int


@action.action(Permission.RECORD_PEOPLE, on="child", event="family_file.taken_in")
def take_in_family_file(actor: Actor, *, child: Child, data: bytes, at: dt.datetime, name: str = "") -> FamilyFile:
    """Take in a family file to be looked through. Nobody in it becomes a person here.

    Its ``name`` is not kept; like the words of the file it is looked at for sealed values.

    Raises ActionBlocked for a file with nobody to look at, or one that is too large to be read for each page.
    """
    if len(data) > MOST_BYTES:
        raise gate.ActionBlocked(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Send one branch of the tree.")
    found = gedcom.read(data)
    if not review.review(found).offers:
        raise gate.ActionBlocked(NOBODY_IN_IT)
    row = FamilyFile(
        service_id=child.service_id,
        child=child,
        form=found.version[:20],
        counts={kind: list(count) for kind, count in found.counts.items()},
        by_id=actor.user_id,
        at=at,
    )
    # A copy that was taken along from here says itself who in it is the child.
    own = queries.get_own(actor, child, found)
    row.focus = next((key for key, one in own.items() if one.key == queries.CHILD), "")
    with queries.FAMILY_FILES.keeping(data, file_id=row.pk) as row.stored_as:
        row.save()
    action.note(actor, "family_file.taken_in", row, at, people=found.counts["people"].accepted)
    return row


@action.action(Permission.RECORD_PEOPLE, on="family_file", event="family_file.child_named")
def name_child_in_file(actor: Actor, *, family_file: FamilyFile, key: str, at: dt.datetime) -> FamilyFile:
    """Say who in the file is the child, so that everybody else is somebody to them. Raises ActionBlocked."""
    through = _open(actor, family_file)
    if key and key not in through.review.family.by_id:
        raise gate.ActionBlocked("This person is not in the file.")
    family_file.focus = key
    family_file.save(update_fields=["focus"])
    action.note(actor, "family_file.child_named", family_file, at, is_in_it=bool(key))
    return family_file


@action.action(Permission.RECORD_PEOPLE, on="family_file", event="family_file.answered")
def answer_family_file(actor: Actor, *, family_file: FamilyFile, given: Answered, at: dt.datetime) -> TakenOver:
    """Take some people of a file over, with how they belong together, and remember who is not wanted.

    Names, birth and death are told for this child alone; every way to reach them is sealed. Ties are written down
    where both ends are here. Whoever is the same as somebody here adds to them what is new, and changes nothing of
    where they stand. Raises ActionBlocked for a finished file or
    somebody who is not in it, NotVisible for somebody who is not this child's, TwoForOne, TooManyParents.
    """
    through = _open(actor, family_file)
    offers = {offer.key: offer for offer in through.review.offers}
    done = {key for key, pk in through.answered.items() if pk}
    chosen = [key for key in given.yes if key not in {*given.no, *given.same, *done}]
    if not {*given.yes, *given.no, *given.same} <= offers.keys():
        raise gate.ActionBlocked("This person is not in the file.")
    if not through.here.keys().isdisjoint({*chosen, *given.same}):
        raise gate.ActionBlocked(HERE)
    here = {key: pk for key, pk in through.answered.items() if pk}
    here |= {key: one.somebody.connection.pk for key, one in through.here.items() if one.somebody}
    same = {key: pk for key, pk in given.same.items() if key not in {*given.no, *done}}
    _must_be_one_each(same, here)
    before = taking_over.members_of(actor, family_file.child, here | same)
    if not given.has_looked:
        crowded = queries.list_crowded(actor, family_file.child, through, before, chosen)
        if crowded:
            raise TooManyParents(crowded)
    made = {key: taking_over.add(actor, family_file, offers[key], _answer(given, key), at) for key in chosen}
    for key, connection_id in same.items():
        wanted = _answer(given, key)
        made[key] = taking_over.add_to(actor, family_file, offers[key], connection_id, wanted, at=at)
    _keep(actor, family_file, {**made, **{key: None for key in given.no if key not in through.answered}}, at)
    here |= {key: one.pk for key, one in made.items()}
    left = tying.tie_together(actor, family_file.child, through.review, here, set(made), at)
    action.note(
        actor, "family_file.answered", family_file, at, yes=len(chosen), same=len(same), no=len(given.no), left_out=left
    )
    return TakenOver(list(made.values()), left)


def _answer(given: Answered, key: str) -> taking_over.Answer:
    return taking_over.Answer(given.status, key in given.gender)


def _must_be_one_each(same: Mapping[str, uuid.UUID], here: Mapping[str, uuid.UUID]) -> None:
    """Two people of one file are not one person here."""
    chosen = list(same.values())
    if len(set(chosen)) < len(chosen) or not set(chosen).isdisjoint(here.values()):
        raise TwoForOne(TWO_FOR_ONE)


def _keep(actor: Actor, file: FamilyFile, rows: Mapping[str, Connection | None], at: dt.datetime) -> None:
    FamilyFileAnswer.objects.bulk_create(
        FamilyFileAnswer(
            service_id=file.service_id,
            child_id=file.child_id,
            file=file,
            key=key,
            connection=connection,
            by_id=actor.user_id,
            at=at,
        )
        for key, connection in rows.items()
    )


@action.action(Permission.RECORD_PEOPLE, on="family_file", event="family_file.finished")
def finish_family_file(actor: Actor, *, family_file: FamilyFile, at: dt.datetime) -> FamilyFile:
    """Finish looking through: the file and who was not taken over are destroyed; the counts stay."""
    _open(actor, family_file)
    name, family_file.stored_as = family_file.stored_as, ""
    family_file.finished_at, family_file.finished_by_id = at, actor.user_id
    family_file.focus = ""
    family_file.save()
    FamilyFileAnswer.objects.filter(file=family_file, connection__isnull=True).delete()
    transaction.on_commit(lambda: queries.FAMILY_FILES.remove(name))
    action.note(actor, "family_file.finished", family_file, at)
    return family_file


def _open(actor: Actor, family_file: FamilyFile) -> queries.LookedThrough:
    through = queries.get_looked_through(actor, family_file)
    if through is None:
        raise gate.ActionBlocked(FINISHED)
    return through
