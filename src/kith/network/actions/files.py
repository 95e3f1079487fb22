"""A family file: taken in to be looked through, answered person by person, finished and destroyed."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import gedcom
from kith.domain.gedcom import review
from kith.domain.network import When, siblings, vocabulary, words
from kith.domain.network.kinship import Group
from kith.domain.network.maps.speaking import family_words
from kith.domain.terms import (
    Certainty,
    FactSource,
    NameKind,
    PersonFactKind,
    PersonStatus,
    Side,
    TieKind,
    UnionStatus,
)
from kith.network import queries
from kith.network.actions import ties
from kith.network.models import FamilyFile, FamilyFileAnswer
from kith.people import actions as people
from kith.people.models import Connection

FINISHED = "This file was looked through already, and is destroyed."
HERE = "This person is here already: the file is a copy of our own."
NOBODY_IN_IT = "Nobody in this file can be read, or the file keeps everybody back."
# A file is read anew for each page that shows it (the project's own number, November 2026): about 8,000 people.
MOST_BYTES = 2_000_000
# In which part of the child's life somebody stands, as far as a family tree says.
SIDES = {
    Group.MUM: Side.MUM,
    Group.DAD: Side.DAD,
    Group.SIBLINGS: Side.BROTHERS_AND_SISTERS,
    Group.CARERS: Side.CARED_FOR_ME,
}
# The words of the drawings as the words of the record; an end that nobody describes is parting.
PARTNERS = {drawn: kept for kept, drawn in vocabulary.UNIONS.items()} | {words.UnionStatus.ENDED: UnionStatus.SEPARATED}
# Twins are brothers and sisters on record: their birthday says the rest.
SIBLINGS = dict.fromkeys(siblings.FULL, TieKind.BROTHER_OR_SISTER) | {
    words.TieKind.HALF_SIBLING: TieKind.HALF_BROTHER_OR_SISTER,
    words.TieKind.STEP_SIBLING: TieKind.STEP_BROTHER_OR_SISTER,
    words.TieKind.ADOPTIVE_SIBLING: TieKind.ADOPTED_BROTHER_OR_SISTER,
}
PARENTS = {drawn: kept for kept, drawn in vocabulary.PARENTAGE.items()}
# What a family file says is an account of whoever made it, for this child alone.
SAYS = people.Says(FactSource.FILE, "A family file", Certainty.LIKELY)


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered about some people of a file, by their keys; ``status``: where those taken over stand today;
    ``gender``: of whom the gender is taken over as the file says it."""

    yes: Sequence[str] = ()
    no: Sequence[str] = ()
    status: PersonStatus = PersonStatus.LOST_TOUCH
    gender: Sequence[str] = ()


@action.action(Permission.RECORD_PEOPLE, on="child", event="family_file.taken_in")
def take_in_family_file(actor: Actor, *, child: Child, data: bytes, at: dt.datetime) -> FamilyFile:
    """Take in a family file to be looked through. Nobody in it becomes a person here, and its name is not kept.

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
def answer_family_file(actor: Actor, *, family_file: FamilyFile, given: Answered, at: dt.datetime) -> list[Connection]:
    """Take some people of a file over, with how they belong together, and remember who is not wanted.

    Names, birth and death are told for this child alone; every way to reach them is sealed. Ties are written down
    where both ends are here. Raises ActionBlocked for a finished file or somebody who is not in it.
    """
    through = _open(actor, family_file)
    offers = {offer.key: offer for offer in through.review.offers}
    chosen = [key for key in given.yes if key not in given.no and not through.answered.get(key)]
    if not {*given.yes, *given.no} <= offers.keys():
        raise gate.ActionBlocked("This person is not in the file.")
    if not through.here.keys().isdisjoint(chosen):
        raise gate.ActionBlocked(HERE)
    made = {key: _take_over(actor, family_file, offers[key], given, at) for key in chosen}
    rows = [*made.items(), *((key, None) for key in given.no if key not in through.answered)]
    FamilyFileAnswer.objects.bulk_create(
        FamilyFileAnswer(
            service_id=family_file.service_id,
            child_id=family_file.child_id,
            file=family_file,
            key=key,
            connection=connection,
            by_id=actor.user_id,
            at=at,
        )
        for key, connection in rows
    )
    here = {key: pk for key, pk in through.answered.items() if pk} | {key: one.pk for key, one in made.items()}
    here |= {key: one.somebody.connection.pk for key, one in through.here.items() if one.somebody}
    _tie(actor, family_file.child, through.review, here, set(made), at)
    action.note(actor, "family_file.answered", family_file, at, yes=len(made), no=len(given.no))
    return list(made.values())


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


def _take_over(actor: Actor, file: FamilyFile, offer: review.Offer, answered: Answered, at: dt.datetime) -> Connection:
    stands = PersonStatus.DIED if offer.has_died else answered.status
    gender = vocabulary.GENDERS_OF_FILES.get(offer.gender) if offer.key in answered.gender else None
    names = [people.NameGiven(name.full[:200], name.kind, name.given[:120], name.family[:120]) for name in offer.names]
    given = people.PersonGiven(
        described=people.Described(how_related=family_words(offer.what)[:120], side=SIDES.get(offer.group)),
        stands=people.Stands(stands, timezone.localdate(at), FactSource.FILE),
        names=tuple(names or ([people.NameGiven(offer.shown[:200], NameKind.USED)] if not offer.what else [])),
        traits=people.Traits(gender=gender) if gender else people.Traits(),
    )
    connection = people.add_person(actor, child=file.child, given=given, says=SAYS, at=at)
    for kind, when in ((PersonFactKind.BORN, offer.born), (PersonFactKind.DIED, offer.died)):
        fact = _fact(kind, when)
        if fact:
            people.add_fact(actor, connection=connection, given=fact, says=SAYS, at=at)
    if gender:
        said = people.FactGiven(PersonFactKind.OTHER, f"Gender as a family file has it: {gender.label.lower()}")
        people.add_fact(actor, connection=connection, given=said, says=SAYS, at=at)
    for way in offer.contacts:
        if way.value.strip():
            reach = people.ReachGiven(way.kind, way.value.strip(), is_sealed=True)
            people.add_reach(actor, connection=connection, given=reach, says=SAYS, at=at)
    return connection


def _fact(kind: PersonFactKind, when: When | None) -> people.FactGiven | None:
    """A birth or death as a day, or as a year; a date with only one end is no fact here."""
    if when is None or when.year is None:
        return None
    exact = when.first if when.is_exact else None
    is_year = when.first is not None and when.last is not None and when.first.year == when.last.year
    return people.FactGiven(kind, on=exact, year=when.year, is_about=exact is None and (when.about or not is_year))


def _tie(
    actor: Actor, child: Child, found: review.Review, here: Mapping[str, uuid.UUID], new: set[str], at: dt.datetime
) -> None:
    """Write down how those who came now belong to everybody of the file who is here."""
    members = queries.list_members(actor, child)
    by_connection = {one.somebody.connection.pk: one.key for one in members if one.somebody}
    keys = {key: by_connection[pk] for key, pk in here.items() if pk in by_connection}
    if found.focus:
        keys[found.focus] = queries.CHILD
    among = review.ties_among(found.family, keys)
    for row, parent in among.parents:
        kind = PARENTS.get(row.kind)
        if kind and new & {row.child, parent}:
            given = ties.ParentageGiven(ties.Among(keys[row.child], keys[parent]), kind)
            ties.add_parentage(actor, child=child, given=given, says=SAYS, at=at)
    for union, status, start in among.couples:
        partners = PARTNERS.get(status)
        if partners and new.intersection(union.partners):
            between = ties.Among(*(keys[one] for one in union.partners))
            on = start.first if start and start.is_exact else None
            couple = ties.UnionGiven(between, partners, on=on, year=start.year if start else None)
            ties.add_union(actor, child=child, given=couple, says=SAYS, at=at)
    for pair in among.siblings:
        if new & {pair.a, pair.b}:
            tied = ties.TieGiven(ties.Among(keys[pair.a], keys[pair.b]), SIBLINGS[pair.kind])
            ties.add_tie(actor, child=child, given=tied, says=SAYS, at=at)
