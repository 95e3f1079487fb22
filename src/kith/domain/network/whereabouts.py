"""What of a family a copy may hold that goes where it must not be learnt where the child lives.

Practice 2.6 and SAFEGUARDING: such a copy shows family and chosen family alone. Everybody else belongs to the child's
days (carers, friends, school, clubs, faith, workers), and whoever knows where they are finds the child. What would tell
it of family goes for everybody alike, so that nothing missing points to anybody: homes, who cares for whom, words of a
worker's own, who gives a place to stay.
"""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from kith.domain.network import kinship, siblings
from kith.domain.network.graph import Family, Person, Tie
from kith.domain.network.words import Flow, ParentageKind, Sector, TieKind
from kith.domain.terms import SupportKind

OF_ITS_DAYS = frozenset({Sector.CARERS, Sector.SCHOOL, Sector.FAITH, Sector.WORKERS})
A_PLACE_TO_STAY = SupportKind.PLACE_TO_STAY.label.lower()
# What somebody is who cares for the child, or is tied in words that are left out, as far as their part says it.
_OF_SECTORS: Mapping[Sector | None, TieKind] = {
    Sector.MUM: TieKind.RELATIVE,
    Sector.DAD: TieKind.RELATIVE,
    Sector.SIBLINGS: TieKind.SIBLING,
    Sector.CARERS: TieKind.RELATIVE,
    None: TieKind.OTHER,
}
SaysIt = Callable[[str], bool]


def who_tells(family: Family, lives_with: Collection[str]) -> set[str]:
    """Who could tell where the child lives: everybody but family and chosen family.

    ``lives_with``: who lives with the child, however it is known. Of them only those stay who are family by birth or as
    a parent's partner: their family knows them, and a gap in the tree would tell of them.
    """
    everybody = set(family.by_id) - {family.focus}
    here = set(lives_with)
    born = _kin(family, without=(*kinship.CARERS, ParentageKind.ADOPTIVE))
    stay = _kin(family, without=kinship.CARERS) - (here - born)
    return everybody - stay - (_chosen(family) - here)


def _kin(family: Family, without: Collection[ParentageKind]) -> set[str]:
    rows = tuple(row for row in family.parentage if row.kind not in without)
    by_blood = {key for key, one in kinship.kin(replace(family, parentage=rows)).items() if one.group in kinship.FAMILY}
    return by_blood | {key for key, tie in _own_ties(family) if tie.kind in (TieKind.RELATIVE, *siblings.KINDS)}


def _chosen(family: Family) -> set[str]:
    """Chosen family, but for those who are part of the child's days as well."""
    chosen = {key for key, tie in _own_ties(family) if tie.kind is TieKind.CHOSEN_FAMILY}
    days = {key for key, tie in _own_ties(family) if tie.sector in OF_ITS_DAYS}
    return {key for key in chosen - days if not family.by_id[key].professional}


def _own_ties(family: Family) -> list[tuple[str, Tie]]:
    """The child's own ties, each with the other's id."""
    mine = [tie for tie in family.ties if family.focus in (tie.a, tie.b)]
    return [(tie.b if tie.a == family.focus else tie.a, tie) for tie in mine]


def untold(family: Family, says_it: SaysIt) -> Family:
    """The family without what would tell where anybody lives. ``says_it``: whether a text says where the child does."""
    return replace(
        family,
        people=tuple(_person(one, says_it) for one in family.people),
        parentage=tuple(row for row in family.parentage if row.kind not in kinship.CARERS),
        ties=tuple(_ties(family.ties)),
        households=(),
    )


def _person(one: Person, says_it: SaysIt) -> Person:
    name, called = ("" if says_it(text) else text for text in (one.name, one.called))
    return replace(one, name=name, called=called, hint=kin_words(one.hint))


def _ties(ties: Iterable[Tie]) -> Iterable[Tie]:
    """The ties, without those of which nothing is left to say beside another of the same two."""
    said: set[frozenset[str]] = set()
    for one in ties:
        pair, left = frozenset((one.a, one.b)), _tie(one)
        is_empty = one.kind in (TieKind.OTHER, TieKind.CARER) and not left.words
        if not (is_empty and pair in said):
            yield left
        said.add(pair)


def _tie(one: Tie) -> Tie:
    supports = tuple(said for said in one.supports if said.casefold() != A_PLACE_TO_STAY)
    return replace(
        one,
        kind=_OF_SECTORS.get(one.sector, one.kind) if one.kind in (TieKind.OTHER, TieKind.CARER) else one.kind,
        words=kin_words(one.words),
        sector=None if one.sector is Sector.CARERS else one.sector,
        supports=supports,
        flow=one.flow if supports or not one.supports else Flow.NONE,
    )


# With the words of kinship.py for somebody's gender, all that a line for who somebody is may say there.
_MORE = frozenset(
    "of the my his her their s a or and step half great birth big little baby older younger old twin in law parent "
    "parents child children kid cousin relative family friend chosen godparent partner ex former".split()
)


def kin_words(line: str) -> str:
    """A worker's line for who somebody is, as far as it names kin and nothing else: "Mum's mum", not "in Leeds"."""
    head = re.split(r"[,;.(:]|\s[–—-]\s", line, maxsplit=1)[0].strip()
    words = re.findall(r"[^\W_]+", head.casefold())
    known = kinship.KIN_WORDS | _MORE
    return head if words and all(word in known for word in words) else ""
