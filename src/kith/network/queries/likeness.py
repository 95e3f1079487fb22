"""Reads: who beside a child a person of a family file could be, and who would have too many birth parents by it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import matching, names, network
from kith.domain.gedcom import review
from kith.domain.network.maps.speaking import family_words
from kith.domain.terms import Certainty, ParentageKind
from kith.network.queries.files import LookedThrough
from kith.network.queries.members import CHILD, list_members
from kith.network.queries.ties import list_ties
from kith.people import queries as people

TWO_PARENTS = 2
MOST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class CouldBe:
    """Somebody beside the child who could be a person of the file, with what speaks for and against it."""

    somebody: people.Somebody
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Crowded:
    """Somebody who would have more than two birth parents, by name, and who those would be."""

    child: str
    parents: tuple[str, ...]


def list_could_be(
    actor: Actor, child: Child, through: LookedThrough, offers: Iterable[review.Offer]
) -> dict[str, tuple[CouldBe, ...]]:
    """By key: who beside this child each of these could be, the likeliest first. One look for all of them.

    The rule of the page on which somebody is added (people.who_is_like); besides, whoever has no name here or there is
    known by who they are. Nobody whom another row of this file is already stands there again.
    """
    taken = {pk for pk in through.answered.values() if pk}
    taken |= {one.somebody.connection.pk for one in through.here.values() if one.somebody}
    known = [one for one in people.list_people(actor, child) if one.connection.pk not in taken]
    like = people.who_is_like(known, people.get_variants(actor))
    found: dict[str, tuple[CouldBe, ...]] = {}
    for offer in offers:
        fulls = [name.full for name in offer.names]
        alike = {one.connection.pk: one for one in (*like(fulls), *_by_who(offer, known))}
        found[offer.key] = _ranked(offer, alike.values())
    return found


def _by_who(offer: review.Offer, known: Iterable[people.Somebody]) -> list[people.Somebody]:
    """Those without a name, here or in the file, who are to the child what the file says: "Mum", "mum's mum"."""
    what = people.fold(family_words(offer.what))
    return [
        one
        for one in known
        if what
        and not (one.all_names and offer.names)
        and what in {people.fold(one.called), people.fold(one.connection.how_related)}
    ]


def _ranked(offer: review.Offer, alike: Iterable[people.Somebody]) -> tuple[CouldBe, ...]:
    """The likeliest first, as domain.matching weighs names and births; its reasons are shown, its number is not."""
    named = tuple(names.Name(whole=name.full) for name in offer.names)
    described = matching.Person(offer.key, named, _born(offer.born))
    weighed = [(matching.compare(described, people.as_compared(one)), one) for one in alike]
    weighed.sort(key=lambda pair: (-pair[0].probability, pair[1].shown.casefold()))
    return tuple(
        CouldBe(one, tuple(evidence.said for evidence in found.evidence)) for found, one in weighed[:MOST_SHOWN]
    )


def _born(when: network.When | None) -> matching.Born | None:
    if when is None or when.year is None:
        return None
    if when.is_exact and when.first:
        return matching.Born.on(when.first)
    return matching.Born(when.year, about=2 if when.about else 0)


def list_crowded(
    actor: Actor, child: Child, through: LookedThrough, here: Mapping[str, str], new: Iterable[str]
) -> list[Crowded]:
    """Who would have a third birth parent if these came over: keys of the file, of whom ``here`` says who is a member.

    Only where one of the ties is new: what stood here before was somebody's own decision.
    """
    members = list_members(actor, child)
    shown = {member.key: member.name for member in members}
    keys = dict(here) | {key: f"new {key}" for key in new}
    shown |= {keys[offer.key]: offer.shown for offer in through.review.offers if offer.key in set(new)}
    if through.review.focus:
        keys[through.review.focus] = CHILD
    before = _births(actor, child, {pk: member.key for member in members for pk in member.person_ids})
    # Ours by name, whatever the order they were written down in; those of the file after them.
    after = {key: sorted(parents, key=lambda one: shown[one]) for key, parents in before.items()}
    for row, parent in review.ties_among(through.review.family, keys).parents:
        if row.kind is network.ParentageKind.BIRTH and row.says.certainty is not Certainty.CONTRADICTED:
            parents = after.setdefault(keys[row.child], [])
            parents += [keys[parent]] if keys[parent] not in parents else []
    return [
        Crowded(shown[key], tuple(shown[one] for one in parents))
        for key, parents in after.items()
        if len(parents) > TWO_PARENTS and len(parents) > len(before.get(key, ()))
    ]


def _births(actor: Actor, child: Child, keys: Mapping[object, str]) -> dict[str, list[str]]:
    """The birth parents of each member as they are told for this child, without those that somebody contradicts."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in list_ties(actor, child, keys).parentage:  # type: ignore[arg-type]
        born = row.kind == ParentageKind.BIRTH.value and row.certainty != Certainty.CONTRADICTED.value
        if born and keys[row.parent_id] not in found[keys[row.child_person_id]]:
            found[keys[row.child_person_id]].append(keys[row.parent_id])
    return found
