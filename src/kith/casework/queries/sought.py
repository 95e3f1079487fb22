"""Reads: whom searches look for and who stands around the children they are for, each person once (abuse case B8).

Two rows are one person where somebody said so, or where they share a whole name and no birth year speaks against it:
whoever writes one adult down beside two children does not say that they are one.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models.functions import Coalesce

from kith.domain import limits
from kith.domain.terms import PersonFactKind
from kith.finding.models import Search
from kith.people.models import Connection, Name, PersonFact

ROOT = Coalesce("person__same_as_id", "person_id")


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom each search looks for, and whom each child has around them, by one id for one person."""

    by_search: dict[str, uuid.UUID]
    around: dict[Hashable, set[uuid.UUID]]

    def are_related(self, one: Hashable, other: Hashable, *, but_one: bool) -> bool:
        """Whether two children have people in common: more than the one looked for, where that one stands there."""
        return len(self.around.get(one, set()) & self.around.get(other, set())) > but_one


def find_sought(service_id: uuid.UUID, searches: Collection[str], children: Collection[Any]) -> Sought:
    """The people of these searches and of these children: four questions, however many there are."""
    rows = Search.objects.filter(service_id=service_id, pk__in=searches)
    roots = Coalesce("connection__person__same_as_id", "connection__person_id")
    by_search = {str(pk): root for pk, root in rows.annotate(root=roots).values_list("pk", "root")}
    beside = Connection.objects.filter(service_id=service_id, child_id__in=children).annotate(root=ROOT)
    stands = list(beside.values_list("child_id", "root"))
    one = _one_each(service_id, {*by_search.values(), *(root for _, root in stands)})
    around: defaultdict[Hashable, set[uuid.UUID]] = defaultdict(set)
    for child, root in stands:
        around[child].add(one.get(root, root))
    return Sought({pk: one.get(root, root) for pk, root in by_search.items()}, dict(around))


def _one_each(service_id: uuid.UUID, people: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """For each person who shares a whole name with others the id by which all of them go."""
    of = {"service_id": service_id, "taken_back_at__isnull": True}
    names = Name.objects.filter(**of, folded__contains=" ").annotate(root=ROOT).filter(root__in=people)
    facts = PersonFact.objects.filter(**of, kind=PersonFactKind.BORN.value).annotate(root=ROOT)
    years: defaultdict[uuid.UUID, set[int]] = defaultdict(set)
    for root, on, year in facts.filter(root__in=people).values_list("root", "on", "year"):
        years[root] |= {on.year if on else year} - {None}
    called: defaultdict[str, set[uuid.UUID]] = defaultdict(set)
    for root, folded in names.values_list("root", "folded"):
        called[folded].add(root)
    one: dict[uuid.UUID, uuid.UUID] = {}
    for alike in called.values():
        _join(sorted(alike), years, one)
    return one


def _join(alike: list[uuid.UUID], years: dict[uuid.UUID, set[int]], one: dict[uuid.UUID, uuid.UUID]) -> None:
    first, *others = alike
    for other in others:
        if _could_be(years[first], years[other]):
            kept, gone = one.get(first, first), one.get(other, other)
            one |= {person: kept for person, of in [*one.items(), (other, gone)] if of == gone}


def _could_be(some: Iterable[int], others: Collection[int]) -> bool:
    return (
        not some
        or not others
        or any(abs(year - other) <= limits.number("birth_years_apart") for year in some for other in others)
    )
