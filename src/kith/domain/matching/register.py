"""A register at hand, indexed: whom a description could mean, each with the rivals beside it."""

import collections
import functools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kith.domain import names
from kith.domain.matching import comparing, frequencies, indexing, scale, weights
from kith.domain.matching.model import Comparison, Field, Person, Rival

# How many of a register are looked at closely for one description. Those with the rarest keys in common come first.
CLOSELY = 40
# The same where every person of a register is looked at, each pair from both sides.
_WITHIN = 25
# A key that more than this many share is looked up only if no other finds anybody.
COMMON = 3_000
# Rivals less likely than this are not worth a sentence.
_RIVAL_FROM = 0.005
_MOST_RIVALS, _LOOKED_AT, _APART = 3, 8, 0.3
PERHAPS_TWICE = "agrees as well, and may be the same person written down twice"


class Register:
    """People who stand in one register, with counts and index. Built once; nothing in it changes."""

    def __init__(
        self,
        persons: Iterable[Person],
        *,
        weights: weights.Weights | None = None,
        variants: names.Variants | None = None,
    ) -> None:
        """Count the persons; ids must differ. Raises ValueError naming the id that stands twice."""
        self.persons: Mapping[str, Person] = _by_id(persons)
        counted = frequencies.count(self.persons.values(), variants)
        self.scale = scale.of(weights, counted, variants)

    @functools.cached_property
    def _postings(self) -> Mapping[str, list[str]]:
        """The index, made when somebody is first looked for: whoever brings the pairs does without."""
        postings: dict[str, list[str]] = collections.defaultdict(list)
        for person in self.persons.values():
            for key in indexing.keys(person, self.scale.variants):
                postings[key].append(person.id)
        return dict(postings)

    def near(self, person: Person, most: int = CLOSELY) -> list[Person]:
        """Those of the register who share the rarest keys with a person (never themselves), best first."""
        itself = person.id if self.persons.get(person.id) is person else ""
        found = self.ranked(indexing.aspects(person, self.scale.variants), itself, most)
        return [self.persons[one] for one in found]

    def ranked(self, aspects: Iterable[indexing.Aspect], but: str, most: int) -> list[str]:
        """Ids by the sum, over aspects, of how rare the rarest shared key is."""
        aspects = list(aspects)
        scores = self._scores(aspects, COMMON) or self._scores(aspects, len(self.persons))
        scores.pop(but, None)
        return sorted(scores, key=lambda one: (-scores[one], one))[:most]

    def _scores(self, aspects: list[indexing.Aspect], common: int) -> dict[str, float]:
        scores: dict[str, float] = {}
        for aspect in aspects:
            seen: set[str] = set()
            lists = [found for key in aspect if (found := self._postings.get(key)) and len(found) <= common]
            for found in sorted(lists, key=len):
                worth = math.log2(1 + len(self.persons) / len(found))
                for one in found:
                    if one not in seen:
                        seen.add(one)
                        scores[one] = scores.get(one, 0.0) + worth
        return scores


def candidates(mention: Person, register: Register) -> tuple[Comparison, ...]:
    """Whom of a register a description could mean: everybody at least "possible", the most likely first.

    Each names its rivals, and its probability takes them into account: two equally good ones share it.
    """
    found = [comparing.assess(mention, person, register.scale) for person in register.near(mention)]
    return tuple(with_rivals(found, register))


def against(mention: Person, other: str, register: Register) -> Comparison:
    """A description and one of a register (by id), with the rivals, however little speaks for it.

    For a page that shows two people because a person asked about them: a third row that may be one person with the
    other stands among the rivals too, since whoever reads sees both. Raises KeyError for an id not of the register.
    """
    near = {person.id: person for person in register.near(mention)} | {other: register.persons[other]}
    found = [comparing.assess(mention, person, register.scale) for person in near.values()]
    worth = sorted((one for one in found if one.probability >= _RIVAL_FROM), key=lambda one: (-one.bits, one.b))
    chosen = next(one for one in found if one.b == other)
    weighed = _rivals(chosen, worth[:_LOOKED_AT], register, None)
    judged = _judged(chosen, weighed, register)
    twice = tuple(
        Rival(rival.b, register.persons[rival.b].called, rival.probability, PERHAPS_TWICE)
        for rival, apart in weighed
        if apart < _APART
    )
    return replace(judged, rivals=(*judged.rivals, *twice)[:_MOST_RIVALS])


def pairs(register: Register, among: Iterable[tuple[str, str]] | None = None) -> Iterator[Comparison]:
    """Every two of a register who could be one person (a < b), by id; of two views of a pair the less sure counts.

    `among` = the pairs of ids that are looked at, where something else has found them; without it those with rare keys
    in common.
    """
    kept: dict[tuple[str, str], Comparison] = {}
    for found in _compared_within(register, _near(register) if among is None else among).values():
        for one in with_rivals(found, register, has_duplicates=True):
            pair = (one.a, one.b) if one.a < one.b else (one.b, one.a)
            turned = one if one.a < one.b else one.turned()
            seen = kept.get(pair)
            kept[pair] = turned if seen is None or turned.probability < seen.probability else seen
    yield from (kept[pair] for pair in sorted(kept))


def pairs_across(persons: Iterable[Person], register: Register) -> Iterator[Comparison]:
    """Every pair of one of these persons and one of the register who could be one person, by id."""
    for person in sorted(persons, key=lambda one: one.id):
        yield from sorted(candidates(person, register), key=lambda one: one.b)


def _near(register: Register) -> Iterator[tuple[str, str]]:
    for person in register.persons.values():
        yield from ((person.id, other.id) for other in register.near(person, _WITHIN))


def _compared_within(register: Register, among: Iterable[tuple[str, str]]) -> dict[str, list[Comparison]]:
    """For each person those worth a second look, each pair compared once and kept with both."""
    found: dict[str, list[Comparison]] = collections.defaultdict(list)
    for a, b in sorted({(min(pair), max(pair)) for pair in among}):
        one = comparing.assess(register.persons[a], register.persons[b], register.scale)
        if one.probability >= _RIVAL_FROM:
            found[a].append(one)
            found[b].append(one.turned())
    return found


def with_rivals(
    found: Iterable[Comparison], register: Register, *, has_duplicates: bool = False
) -> Iterator[Comparison]:
    """Comparisons of one description with several of a register, each against the others, the most likely first.

    Those who could be one person with each other are rivals only as far as they are not. In a register that is looked
    through for duplicates two who both look like a third are as likely one as two before anything is compared.
    """
    worth = sorted(found, key=lambda one: (-one.bits, one.b))
    first = [one for one in worth if one.probability >= _RIVAL_FROM]
    strangers = 1.0 if has_duplicates else None
    settled = [_judged(one, _rivals(one, first[:_LOOKED_AT], register, strangers), register) for one in first]
    chances = {one.b: one.probability for one in settled}
    kept = (_beside(one, chances) for one in settled if one.band)
    yield from sorted(kept, key=lambda one: (-one.probability, one.b))


def _rivals(
    one: Comparison, found: list[Comparison], register: Register, strangers: float | None
) -> list[tuple[Comparison, float]]:
    """The others, each with the chance that they are not the same person as the one compared."""
    person = register.persons[one.b]
    weighed = []
    for other in found:
        if other.b != one.b:
            between = comparing.assess(person, register.persons[other.b], register.scale)
            same = comparing.probability(between.bits, between.relative, register.scale, strangers=strangers)
            weighed.append((other, 1 - same))
    return weighed


def _judged(one: Comparison, weighed: list[tuple[Comparison, float]], register: Register) -> Comparison:
    """The comparison with the chance that is left to it beside its rivals, who still stand as they were compared."""
    by = register.scale
    sure = one.probability * comparing.share(one.bits, [(rival.bits, apart) for rival, apart in weighed])
    rivals = [rival for rival, apart in weighed if apart >= _APART]
    apart_in = [field for rival in rivals for field in _tell_apart(one, rival, register)]
    return replace(
        one,
        probability=sure,
        band=comparing.band(sure, one.evidence, by),
        rivals=tuple(_shown(one, rival, register) for rival in rivals[:_MOST_RIVALS]),
        settle=comparing.settle(one.evidence, apart_in),
    )


def _beside(one: Comparison, chances: Mapping[str, float]) -> Comparison:
    """The comparison with the chance that is left to each rival."""
    return replace(one, rivals=tuple(replace(rival, probability=chances[rival.id]) for rival in one.rivals))


def _shown(one: Comparison, rival: Comparison, register: Register) -> Rival:
    """A rival with up to two findings that speak less for them than for the one compared."""
    bits = {evidence.field: evidence.bits for evidence in one.evidence}
    less = [evidence for evidence in rival.evidence if evidence.bits < bits.get(evidence.field, 0.0) - 1]
    words = [evidence.said for evidence in sorted(less, key=lambda evidence: evidence.bits)[:2]]
    differs = "; ".join(word[:1].lower() + word[1:] for word in words) or "agrees as well"
    return Rival(rival.b, register.persons[rival.b].called, rival.probability, differs)


def _tell_apart(one: Comparison, rival: Comparison, register: Register) -> Iterator[Field]:
    """What is recorded of both and differs between them."""
    between = comparing.assess(register.persons[one.b], register.persons[rival.b], register.scale)
    yield from (evidence.field for evidence in between.evidence if evidence.bits < 0)


def _by_id(persons: Iterable[Person]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for person in persons:
        if person.id in found:
            raise ValueError(f"the id {person.id} stands twice in this register")
        found[person.id] = person
    return found
