"""How people of a family file who were taken over belong together: parents, couples, brothers and sisters, any tie."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.gedcom import review
from kith.domain.network import When, siblings, vocabulary, words
from kith.domain.terms import Certainty, TieKind, UnionStatus
from kith.network import queries
from kith.network.actions import taking_over, ties
from kith.people import actions as people

# The words of the drawings as the words of the record; an end that nobody describes is parting.
PARTNERS = {drawn: kept for kept, drawn in vocabulary.UNIONS.items()} | {words.UnionStatus.ENDED: UnionStatus.SEPARATED}
# Twins are brothers and sisters on record: their birthday says the rest.
SIBLINGS = dict.fromkeys(siblings.FULL, TieKind.BROTHER_OR_SISTER) | {
    words.TieKind.HALF_SIBLING: TieKind.HALF_BROTHER_OR_SISTER,
    words.TieKind.STEP_SIBLING: TieKind.STEP_BROTHER_OR_SISTER,
    words.TieKind.ADOPTIVE_SIBLING: TieKind.ADOPTED_BROTHER_OR_SISTER,
}
PARENTS = {drawn: kept for kept, drawn in vocabulary.PARENTAGE.items()}
TIES = {drawn: kept for kept, drawn in vocabulary.TIES.items()}
# What a side, or the line for who somebody is, does not say of the child's own tie.
OF_ITS_OWN = frozenset({words.TieKind.CHOSEN_FAMILY, words.TieKind.GODPARENT})
PARENT_SOMEHOW = "Parent, the file does not say in which way"
PARTNERS_SOMEHOW = "Partners, the file does not say in which way"


@dataclass(frozen=True, slots=True)
class _Here:
    """Between whom of the file ties are written down: their keys here, and of whom one of two must be new."""

    keys: Mapping[str, str]
    new: Collection[str]

    def between(self, one: str, other: str) -> ties.Among | None:
        """The two as they are known here; None where neither came now."""
        return ties.Among(self.keys[one], self.keys[other]) if one in self.new or other in self.new else None


def tie_together(
    actor: Actor, child: Child, found: review.Review, here: Mapping[str, uuid.UUID], new: set[str], at: dt.datetime
) -> int:
    """Write down how those who came now belong to everybody of the file who is here, and nothing twice.

    Returns how many ties are left out because somebody would be born to their own descendant.
    """
    keys = taking_over.members_of(actor, child, here)
    if found.focus:
        keys[found.focus] = queries.CHILD
    among, between = review.ties_among(found.family, keys), _Here(keys, new)
    left = 0
    for parentage, says in _parentages(among, between):
        told: dict[str, Any] = {"child": child, "given": parentage, "says": says, "at": at}
        if ties.is_own_ancestor(actor, child=child, given=parentage, at=at):
            left += 1
        elif not ties.is_parentage_there(actor, **told):
            ties.add_parentage(actor, **told)
    for couple in _couples(among, between):
        if not ties.is_union_there(actor, child=child, given=couple, says=taking_over.SAYS, at=at):
            ties.add_union(actor, child=child, given=couple, says=taking_over.SAYS, at=at)
    for tied in _ties(among, between):
        if not ties.is_tie_there(actor, child=child, given=tied, says=taking_over.SAYS, at=at):
            ties.add_tie(actor, child=child, given=tied, says=taking_over.SAYS, at=at)
    return left


def _parentages(among: review.Ties, here: _Here) -> Iterator[tuple[ties.ParentageGiven, people.Says]]:
    """Each parent with what the file says of it: for how long, and whether it is disputed."""
    for row, parent in among.parents:
        kind, between = PARENTS.get(row.kind), here.between(row.child, parent)
        if kind and between:
            is_disputed = row.says.certainty is Certainty.CONTRADICTED
            says = replace(taking_over.SAYS, certainty=Certainty.CONTRADICTED) if is_disputed else taking_over.SAYS
            yield ties.ParentageGiven(between, kind, _day(row.start), _day(row.end)), says


def _couples(among: review.Ties, here: _Here) -> Iterator[ties.UnionGiven]:
    for union, status, start in among.couples:
        partners, between = PARTNERS.get(status), here.between(*union.partners)
        if partners and between:
            yield ties.UnionGiven(between, partners, on=_day(start), year=start.year if start else None)


def _ties(among: review.Ties, here: _Here) -> Iterator[ties.TieGiven]:
    """Brothers and sisters, friends, godparents; and in words what the record has no kind for."""
    vague = [(row.child, parent) for row, parent in among.parents if row.kind not in PARENTS]
    said = [
        *((pair.a, pair.b, SIBLINGS[pair.kind], "") for pair in among.siblings),
        *((one, other, TieKind.RELATIVE, PARENT_SOMEHOW) for one, other in vague),
        *((union.partners[0], union.partners[1], TieKind.OTHER, PARTNERS_SOMEHOW) for union in among.pairs),
    ]
    for one, other, kind, line in said:
        between = here.between(one, other)
        if between:
            yield ties.TieGiven(between, kind, line)
    for tied in among.others:
        between = here.between(tied.a, tied.b)
        is_own = between and queries.CHILD in (between.one, between.other)
        if between and (not is_own or tied.kind in OF_ITS_OWN):
            kind = TIES.get(tied.kind, TieKind.OTHER)
            line = tied.words or ("" if tied.kind in TIES else tied.kind.label)
            yield ties.TieGiven(between, kind, line, _day(tied.start), _day(tied.end))


def _day(when: When | None) -> dt.date | None:
    return when.first if when and when.is_exact else None
