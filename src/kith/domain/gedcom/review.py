"""Looking through a family file beside a child: who is in it, what they would be to the child, what is kept back.

What the file itself keeps back (RESN of any kind: data-standards.md 4) is offered to nobody: not the person, not the
name, not the tie, not a way to reach somebody. It is only counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kith.domain.gedcom import naming
from kith.domain.gedcom.result import Contact, Details, Import, Name
from kith.domain.network import (
    Family,
    Gender,
    Parentage,
    Person,
    Tie,
    TieKind,
    Union,
    UnionStatus,
    When,
    kinship,
    showing,
    siblings,
)
from kith.domain.terms import Certainty, ReachKind

FAR = 1_000_000
# Facts with an address at which somebody is or was to be found; none: the address stands with the person.
_HOMES = frozenset({"", "RESI", "OCCU"})


@dataclass(frozen=True, slots=True)
class Offer:
    """One person of a file. `what` is what they are to the child (empty: not known), `steps` how far on the way there.

    `contacts` are to be sealed by whoever takes the person over. `gender` is what the file says, which need not be what
    the person says; `uid` names the record in every copy of the file. `tie`: what the child has with them by record.
    """

    key: str
    names: tuple[Name, ...]
    shown: str
    what: str
    group: kinship.Group
    steps: int
    born: When | None
    died: When | None
    has_died: bool
    contacts: tuple[Contact, ...]
    gender: Gender = Gender.UNKNOWN
    uid: str = ""
    tie: TieKind | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A file beside a child. `focus` is the key of the child in it, or empty; `child` is what the file says of them.

    `kept_back` counts, by kind in plain words, what the file does not want shown; `notes` and `media` count what stays
    in the file and is taken over by nobody.
    """

    focus: str
    child: Offer | None
    offers: tuple[Offer, ...]
    family: Family
    kept_back: Mapping[str, int]
    notes: int
    media: int


def review(found: Import, focus: str = "") -> Review:
    """Everybody whom the file lets anybody see, those nearest to `focus` first; `focus` unknown counts as none."""
    shown = showing.shown(found.family)
    focus = focus if focus in shown.family.by_id else ""
    family = replace(shown.family, focus=focus or None)
    # A parent whom the file itself disputes makes nobody anything to the child.
    undisputed = (row for row in family.parentage if row.says.certainty is not Certainty.CONTRADICTED)
    kin = kinship.kin(replace(family, parentage=tuple(undisputed)))
    ways = _contacts(found.contacts)
    tied = {one: tie.kind for tie in family.ties if focus in (tie.a, tie.b) for one in (tie.a, tie.b)}
    everybody = {
        person.id: replace(_offer(person, found.details, kin, ways[person.id]), tie=tied.get(person.id))
        for person in family.people
    }
    child = everybody.pop(focus, None)
    offers = sorted(everybody.values(), key=lambda offer: (offer.steps, offer.shown.casefold(), offer.key))
    notes, media = len(found.notes), len(found.media)
    return Review(focus, child, tuple(offers), family, _kept_back(found, shown), notes, media)


def _kept_back(found: Import, shown: showing.Shown) -> dict[str, int]:
    ways = sum(one.is_restricted and not shown.family.by_id.keys().isdisjoint(one.people) for one in found.contacts)
    return shown.left_out | ({"ways to reach people": ways} if ways else {})


def _contacts(contacts: Iterable[Contact]) -> Mapping[str, tuple[Contact, ...]]:
    """By person the ways to reach them that may be seen. Where somebody was born or buried is no way to reach them."""
    ways: dict[str, tuple[Contact, ...]] = defaultdict(tuple)
    for contact in contacts:
        is_place = contact.kind is ReachKind.ADDRESS and contact.about not in _HOMES
        for person in () if contact.is_restricted or is_place else contact.people:
            ways[person] += (contact,)
    return ways


def _offer(
    person: Person, details: Mapping[str, Details], kin: Mapping[str, kinship.Kin], contacts: tuple[Contact, ...]
) -> Offer:
    known = details.get(person.id)
    names = tuple(name for name in known.names if not name.is_restricted and name.full.strip()) if known else ()
    what = kin.get(person.id)
    steps = what.steps if what and what.steps else FAR
    return Offer(
        key=person.id,
        # What our own files keep of who somebody is, in the place of a name, is no name.
        names=tuple(name for name in names if name.words != naming.NOT_A_NAME),
        shown=person.name or (names[0].full if names else "") or person.hint or "Name not known",
        what=(what.words if what else "") or person.hint,
        group=what.group if what else kinship.Group.OTHERS,
        steps=steps,
        born=person.born,
        died=person.died,
        has_died=person.has_died,
        contacts=contacts,
        gender=person.gender,
        uid=known.uid if known else "",
    )


@dataclass(frozen=True, slots=True)
class Ties:
    """Who is whose parent, as (row, parent), which couples there are, who are brothers and sisters without a parent in
    common, and who is tied otherwise, among some people of a file. `pairs`: couples of whom it says no more."""

    parents: tuple[tuple[Parentage, str], ...]
    couples: tuple[tuple[Union, UnionStatus, When | None], ...]
    siblings: tuple[siblings.Pair, ...] = ()
    pairs: tuple[Union, ...] = ()
    others: tuple[Tie, ...] = ()


def ties_among(family: Family, people: Iterable[str]) -> Ties:
    """What ties these people to each other. A tie to somebody else is left out, so that it names nobody."""
    inside = frozenset(people)
    parents = tuple(
        (row, parent) for row in family.parentage if row.child in inside for parent in row.parents if parent in inside
    )
    unions = [one for one in family.unions if len(one.partners) == len(inside.intersection(one.partners)) > 1]
    couples = tuple((union, status.kind, status.start) for union in unions for status in union.history)
    return Ties(
        parents,
        couples,
        tuple(pair for pair in siblings.pairs(family) if {pair.a, pair.b} <= inside),
        tuple(union for union in unions if all(one.kind is UnionStatus.UNKNOWN for one in union.history)),
        tuple(tie for tie in family.ties if {tie.a, tie.b} <= inside and tie.kind not in siblings.KINDS),
    )
