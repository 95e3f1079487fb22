"""The measures in plain sentences, for workers: no figure stands without what it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kith.domain.network import measures
from kith.domain.network.bonds import Network
from kith.domain.network.measures import DASH, DropOut
from kith.domain.terms import SupportKind


def sentences(network: Network) -> list[str]:
    """What the measures say of one network on one day, the most needed first. Never for a child's own pages."""
    return [
        _size(network),
        *_sides(network),
        *_support(network),
        *_if_gone(network),
        _who_knows_whom(network),
    ]


def _size(network: Network) -> str:
    found = measures.size(network)
    adults = "1 of them an unpaid adult" if found.unpaid_adults == 1 else f"{found.unpaid_adults} of them unpaid adults"
    text = f"{_count(found.in_touch, 'person', 'people')} in touch, {adults}."
    if network.age_not_known:
        unknown = _count(network.age_not_known, "person", "people")
        text += f" The age of {unknown} is not known, so they do not count as adults."
    return f"{text} {_count(found.known_relatives, 'relative', 'relatives')} known, in touch or not."


def _sides(network: Network) -> Iterator[str]:
    mum, dad = measures.sides_balance(network)
    with_someone, of = measures.sides_with_someone(network)
    yield f"Sides with someone: {with_someone} of {of}. {mum} on mum\u2019s side, {dad} on dad\u2019s side."


def _support(network: Network) -> Iterator[str]:
    empty, single = measures.gaps(network), measures.thin(network)
    if empty:
        yield f"No unpaid adult for: {', '.join(map(_plain, empty))}."
    if single:
        yield f"Only one unpaid adult for: {', '.join(map(_plain, single))}."
    if not empty and not single:
        yield f"Every kind of support has at least {measures.spare(network) + 1} unpaid adults."


def _if_gone(network: Network) -> Iterator[str]:
    one, household = measures.if_one_drops_out(network), measures.if_a_household_drops_out(network)
    if one:
        yield _left(one)
    if household and (one is None or household.people != one.people):
        yield _left(household)


def _left(gone: DropOut) -> str:
    lost = _joined(map(_plain, gone.lost), "or")
    return f"If {_joined(gone.names, 'and')} could not help, nobody would be left for {lost}."


def _who_knows_whom(network: Network) -> str:
    share = measures.density(network)
    if share is None:
        return f"Who knows whom: {DASH}."
    people = len(network.alters)
    pairs = _count(people * (people - 1) // 2, "pair", "pairs")
    parts, alone = measures.fragments(network), measures.isolated(network)
    groups = "all know each other through somebody" if len(parts) == 1 else f"{len(parts)} parts that do not meet"
    text = f"Who knows whom: {len(network.knows)} of {pairs} ({share:.0%}); {groups}."
    if alone:
        names = _joined([network.alters[person].shown for person in alone], "and")
        text += f" {names} {'knows' if len(alone) == 1 else 'know'} none of the others."
    return text


def _plain(kind: SupportKind) -> str:
    return kind.label[0].lower() + kind.label[1:]


def _joined(words: Iterable[str], word: str) -> str:
    *first, last = words
    return f"{', '.join(first)} {word} {last}" if first else last


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
