"""Comparing two descriptions: evidence, how sure it makes us in this register, the one fact that would settle it."""

import math
from collections.abc import Iterable

from kith.domain import names
from kith.domain.matching import facts, frequencies, naming, scale, weights
from kith.domain.matching.model import Band, Comparison, Evidence, Field, Person

# Facts that tell one person from another, the best first; a family name or a home does not tell relatives apart.
_TELLING = {
    Field.BORN: "the full birth date",
    Field.EMAIL: "an e-mail address",
    Field.PHONE: "a phone number",
    Field.RELATION: "how they are related to the child",
    Field.MIDDLE_NAME: "a middle name",
}
_NAMES = frozenset([Field.FIRST_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.ORDER])
_STAND_INS = frozenset(["stand_in", "stand_in_near"])
_FULL = frozenset(["same", "swapped", "slip", "two_parts", "birthday", "different"])


def compare(
    a: Person,
    b: Person,
    *,
    weights: weights.Weights | None = None,
    frequencies: frequencies.Frequencies | None = None,
    variants: names.Variants | None = None,
) -> Comparison:
    """What speaks for and against two descriptions being of one person; the order of the two makes no difference.

    `frequencies` counts the register at hand and gives its size; without it names count as usual and the register as
    small. Rivals are not known here: see `candidates`. The form is that of Fellegi and Sunter (1969), with a second
    score against a relative of the person (docs/adr/0015). It is never an instruction to merge.
    """
    return assess(a, b, scale.of(weights, frequencies, variants))


def assess(a: Person, b: Person, by: scale.Scale) -> Comparison:
    """The same with a scale that was made once."""
    evidence = (*naming.compare(a.profile, b.profile, by), *facts.compare(a, b, by))
    bits = math.fsum(one.bits for one in evidence)
    relative = math.fsum(one.relative for one in evidence)
    sure = probability(bits, relative, by)
    how_sure = band(sure, evidence, by)
    return Comparison(
        a=a.id,
        b=b.id,
        evidence=evidence,
        bits=bits,
        relative=relative,
        probability=sure,
        band=how_sure,
        settle=settle(evidence, ()) if how_sure else "",
    )


def probability(bits: float, relative: float, by: scale.Scale, *, strangers: float | None = None) -> float:
    """The chance (0 to 1) that it is this person and not a stranger or an absent relative of theirs.

    Odds against before anything is compared: `strangers`, by default from the size of the register; relatives by how
    many of each person's are not in it.
    """
    if strangers is None:
        strangers = (1 - by.weights.in_register) / by.weights.prior(by.frequencies.size)
    return 1 / (1 + strangers * 2.0**-bits + by.weights.absent_relatives * 2.0**-relative)


def share(bits: float, rivals: Iterable[tuple[float, float]]) -> float:
    """The share (0 to 1) of a chance that is left beside rivals: (their bits, the chance that they are somebody else).

    If all of them are the same person, nothing is taken; as far as they are not, only one of all can be meant.
    """
    together, weighed = 1.0, 1.0
    for rival, apart in rivals:
        together *= 1 - apart
        weighed += apart * 2.0 ** (rival - bits)
    return together + (1 - together) / weighed


def band(sure: float, evidence: Iterable[Evidence], by: scale.Scale) -> Band | None:
    """The band of a probability; None below possible. Names alone are never very likely, however rare they are."""
    found = next((name for name, least in zip(Band, by.weights.bands, strict=True) if sure >= least), None)
    if found is Band.VERY_LIKELY and not any(_is_beyond_names(one) for one in evidence):
        return Band.LIKELY
    return found


def _is_beyond_names(one: Evidence) -> bool:
    """Whether this speaks for one person and is neither a name nor a day that many were given."""
    return one.bits > 0 and one.field not in _NAMES and not (one.field is Field.BORN and one.level in _STAND_INS)


def settle(evidence: Iterable[Evidence], telling_apart: Iterable[Field]) -> str:
    """The one fact to look for next: one that tells the rivals apart, else the most telling one that is not known."""
    known = {one.field: one.level for one in evidence}
    if Field.AGAINST in known:
        return ""
    lacking = [field for field in _TELLING if not _is_known(field, known)]
    chosen = next((field for field in telling_apart if field in lacking), None) or next(iter(lacking), None)
    return f"Check: {_TELLING[chosen]} would settle it best." if chosen else ""


def _is_known(field: Field, known: dict[Field, str]) -> bool:
    return field in known and (field is not Field.BORN or known[field] in _FULL)
