"""Measures of one child's network on one day. They describe; none is a target, and more is not always better.

The definitions are Kith's own (definitions.toml, 21 November 2026); size, composition and density after Tracy and
Whittaker (1990) and Blakeslee (2015), diversity after Simpson (1949). None is ever shown to a child as a score.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from kith.domain.network.bonds import Bond, Network
from kith.domain.terms import Side, SupportKind

DASH = "\u2013"


class Size(NamedTuple):
    """People in touch, the unpaid adults among them, and relatives who are known, in touch or not."""

    in_touch: int
    unpaid_adults: int
    known_relatives: int


class DropOut(NamedTuple):
    """What would be left if some people could not help any more: kinds of support with and without somebody."""

    people: tuple[str, ...]
    names: tuple[str, ...]
    left: frozenset[SupportKind]
    lost: tuple[SupportKind, ...]


def size(network: Network) -> Size:
    """How many are in touch (A), how many of them are unpaid adults (U), and how many relatives are known at all."""
    return Size(len(network.alters), len(network.unpaid_adults), len(network.relatives))


def density(network: Network) -> float | None:
    """Pairs who know each other as a share of all pairs, 2E / (A (A - 1)), from 0 to 1; None below two people.

    The child is left out. High is not "good": a dense network often hangs on one household.
    """
    people = len(network.alters)
    return 2 * len(network.knows) / (people * (people - 1)) if people > 1 else None


def composition(network: Network) -> dict[Side, float]:
    """The share of each side of the child's life among the people in touch whose side is known; empty if none is.

    The sides in their order, those with nobody left out; shares from 0 to 1 that add up to 1.
    """
    counts = Counter(bond.side for bond in network.alters.values() if bond.side)
    known = sum(counts.values())
    return {side: counts[side] / known for side in Side if counts[side]}


def diversity(network: Network) -> float | None:
    """One less the sum of the squared shares of the sides (Simpson 1949): the chance that two people in touch, drawn
    with replacement, are of different sides. From 0 (all of one side) to 7/8 (eight sides alike); None if no side is
    known.
    """
    shares = composition(network)
    return 1 - sum(share**2 for share in shares.values()) if shares else None


def sides_with_someone(network: Network) -> tuple[int, int]:
    """(sides with at least one person in touch, sides there are)."""
    return len(composition(network)), len(Side)


def sides_balance(network: Network) -> tuple[int, int]:
    """(people in touch on mum's side, on dad's side)."""
    sides = [bond.side for bond in network.alters.values()]
    return sides.count(Side.MUM), sides.count(Side.DAD)


def capacity(network: Network) -> dict[SupportKind, int]:
    """K_s: how many unpaid adults in touch give each kind of support; every kind, in its order."""
    counts = Counter(kind for bond in network.unpaid_adults for kind in bond.supports)
    return {kind: counts[kind] for kind in SupportKind}


def gaps(network: Network) -> tuple[SupportKind, ...]:
    """Kinds of support that no unpaid adult gives (K_s = 0)."""
    return tuple(kind for kind, count in capacity(network).items() if count == 0)


def thin(network: Network) -> tuple[SupportKind, ...]:
    """Kinds of support that only one unpaid adult gives (K_s = 1)."""
    return tuple(kind for kind, count in capacity(network).items() if count == 1)


def multiplexity(network: Network) -> float | None:
    """Kinds of support that one unpaid adult gives on average, from 0 to 6; None if there is no unpaid adult."""
    adults = network.unpaid_adults
    return sum(len(bond.supports) for bond in adults) / len(adults) if adults else None


def spare(network: Network) -> int:
    """How many unpaid adults may leave, whoever they are, before some kind of support has nobody: min K_s - 1.

    0: the next to leave may leave a gap. -1: there is a gap already.
    """
    return min(capacity(network).values()) - 1


def if_one_drops_out(network: Network) -> DropOut | None:
    """The unpaid adult without whom the fewest kinds of support would have somebody: the smallest C(a).

    None if there is none whose going would leave a new gap. Of several alike the first by name, then by id.
    """
    return _worst(network, lambda bond: bond.person)


def if_a_household_drops_out(network: Network) -> DropOut | None:
    """The same for all unpaid adults of one household together. People without a household are left out."""
    return _worst(network, lambda bond: bond.household)


def _worst(network: Network, group_of: Callable[[Bond], str | None]) -> DropOut | None:
    groups: dict[str, list[Bond]] = {}
    for bond in network.unpaid_adults:
        group = group_of(bond)
        if group is not None:
            groups.setdefault(group, []).append(bond)
    found = [_without(network, gone) for gone in groups.values()]
    losing = [one for one in found if one.lost]
    return min(losing, key=lambda one: (len(one.left), one.names, one.people), default=None)


def _without(network: Network, gone: Iterable[Bond]) -> DropOut:
    leaving = sorted(gone, key=lambda bond: (bond.shown, bond.person))
    out = {bond.person for bond in leaving}
    left = frozenset(kind for bond in network.unpaid_adults if bond.person not in out for kind in bond.supports)
    lost = tuple(kind for kind, count in capacity(network).items() if count and kind not in left)
    return DropOut(tuple(bond.person for bond in leaving), tuple(bond.shown for bond in leaving), left, lost)


def fragments(network: Network) -> tuple[tuple[str, ...], ...]:
    """The parts of the network that do not know each other, the largest first: connected parts of A under E.

    Each part is a sorted list of ids; somebody who knows none of the others is a part of one.
    """
    beside: dict[str, set[str]] = {person: set() for person in network.alters}
    for one, other in map(sorted, network.knows):
        beside[one].add(other)
        beside[other].add(one)
    parts: list[tuple[str, ...]] = []
    seen: set[str] = set()
    for person in beside:
        if person not in seen:
            parts.append(_part(person, beside, seen))
    return tuple(sorted(parts, key=lambda part: (-len(part), part)))


def _part(person: str, beside: Mapping[str, set[str]], seen: set[str]) -> tuple[str, ...]:
    found, waiting = {person}, [person]
    while waiting:
        new = beside[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    seen |= found
    return tuple(sorted(found))


def isolated(network: Network) -> tuple[str, ...]:
    """People in touch with the child who know none of the others, if there are others: often mentors and old carers."""
    if len(network.alters) < 2:
        return ()
    return tuple(part[0] for part in fragments(network) if len(part) == 1)
