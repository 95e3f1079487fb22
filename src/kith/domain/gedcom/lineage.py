"""Who is whose child and in which way: what families say of their children, and people of their families."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kith.domain.gedcom import families, people
from kith.domain.gedcom.families import Child, narrower
from kith.domain.gedcom.gathering import Gathered
from kith.domain.network import Parentage, ParentageKind, When
from kith.domain.network.graph import SURE


class Lineage:
    """Brings together the two sides, each of which may say more than the other."""

    def __init__(self, found: Sequence[families.Found], persons: Iterable[people.Found], gathered: Gathered) -> None:
        self._families = found
        self._gathered = gathered
        self._links: dict[tuple[str, str], list[people.Link]] = {}
        self._adoptions: dict[tuple[str, str], people.Adoption] = {}
        by_id = {one.id: one for one in found}
        for person in persons:
            self._take(person, by_id)

    def rows(self) -> Iterator[Parentage]:
        """Every parentage, in the order of the families; one that names no parent is left out."""
        for found in self._families:
            for child in found.children.values():
                yield from self._of(found, child)

    def _take(self, one: people.Found, by_id: Mapping[str, families.Found]) -> None:
        """What only a person's own record says is taken, with a word."""
        person = one.person.id
        for link in one.child_of:
            self._links.setdefault((link.family, person), []).append(link)
            self._add_child(by_id[link.family], person, link.line)
        for adoption in one.adoptions:
            self._adoptions[(adoption.family, person)] = adoption
            self._add_child(by_id[adoption.family], person, adoption.line)
        for family_id, line in one.partner_in:
            self._add_partner(by_id[family_id], person, line)

    def _add_child(self, found: families.Found, person: str, line: int) -> None:
        if person not in found.children:
            words = f'"{person}" is a child of the family "{found.id}" here, but not there. Taken as one.'
            self._gathered.problems.say("one-sided", line, words)
            found.children[person] = Child(person, {}, SURE, line)

    def _add_partner(self, found: families.Found, person: str, line: int) -> None:
        if person in found.partner_ids:
            return
        is_full = len(found.partners) > 1
        how = "which has two others. Left out." if is_full else "but not there. Taken as one."
        words = f'"{person}" is a partner in the family "{found.id}" here, {how}'
        self._gathered.problems.say("one-sided", line, words)
        if is_full:
            self._gathered.refuse("links")
        else:
            role = "WIFE" if any(taken == "HUSB" for taken, _ in found.partners) else "HUSB"
            found.partners.append((role, person))

    def _of(self, found: families.Found, child: Child) -> Iterator[Parentage]:
        adoption = self._adoptions.get((found.id, child.id))
        union = found.union()
        done: set[tuple[str, ParentageKind, When | None, When | None]] = set()
        links = self._links.get((found.id, child.id))
        for link in links or [people.Link(found.id, None, None, None, SURE, child.line)]:
            kinds = _kinds(found, child, link, adoption)
            says = narrower(narrower(link.says, found.says), child.says)
            for parents, kind in _together(found, kinds):
                keys = {(parent, kind, link.start, link.end) for parent in parents}
                if not done.isdisjoint(keys):
                    continue
                done |= keys
                adopted = adoption if adoption and kind is ParentageKind.ADOPTIVE else None
                yield Parentage(
                    child.id,
                    parents,
                    kind,
                    union.id if union and parents == found.couple else None,
                    start=_adopted_on(adopted) or link.start,
                    end=link.end,
                    says=narrower(says, adopted.says) if adopted else says,
                    line=child.line,
                )


def _adopted_on(adoption: people.Adoption | None) -> When | None:
    return adoption.on if adoption else None


def _together(
    found: families.Found, kinds: Mapping[str, ParentageKind]
) -> Iterator[tuple[tuple[str, ...], ParentageKind]]:
    """Parents who are so in one way: the couple in one row, or each in their own; parents beyond the couple alone."""
    couple = found.couple
    for kind in dict.fromkeys(kinds[parent] for parent in couple):
        yield tuple(parent for parent in couple if kinds[parent] is kind), kind
    for parent in found.partner_ids[2:]:
        yield (parent,), kinds[parent]


def _kinds(
    found: families.Found, child: Child, link: people.Link, adoption: people.Adoption | None
) -> dict[str, ParentageKind]:
    """The kind for each partner: from the child's record, the family's, or an adoption by one of the two."""
    usual = link.kind or (ParentageKind.ADOPTIVE if adoption else ParentageKind.BIRTH)
    kinds = {person: child.each.get(role, usual) for role, person in found.partners}
    if adoption and adoption.by != "BOTH":
        for role, person in found.partners:
            if role == adoption.by:
                kinds[person] = ParentageKind.ADOPTIVE
            elif kinds[person] is ParentageKind.ADOPTIVE:
                # The other partner was a parent before; the file does not say here in which way.
                kinds[person] = ParentageKind.UNKNOWN
    return kinds
