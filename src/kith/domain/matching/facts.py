"""Comparing what is known beside names: birth, place, contact points, relations, and what one person cannot be."""

import datetime
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from kith.domain import names
from kith.domain.matching import likeness, profiles
from kith.domain.matching.likeness import Level
from kith.domain.matching.model import Born, Evidence, Field, Person
from kith.domain.matching.scale import Scale

# The last three characters of a UK postcode follow the district, which has two to four (Royal Mail's form).
_DISTRICT_AFTER, _SHORTEST = 3, 5
GENERATION = 13
_BORN = {
    "same": "the same day",
    "swapped": "the same with day and month changed round",
    "slip": "one figure differs",
    "two_parts": "two of day, month and year agree",
    "birthday": "day and month agree, the years are a generation apart",
    "month": "the same month and year",
    "year": "the same year",
    "year_near": "about the same year",
    "stand_in": "the same year; 1 January or 1 July may stand for a day that nobody knew",
    "stand_in_near": "the years are near; 1 January or 1 July may stand for a day that nobody knew",
    "stand_in_far": "the years are far apart, even if 1 January or 1 July stands for a day that nobody knew",
    "year_differs": "the year differs",
    "different": "the date differs",
}


def compare(a: Person, b: Person, scale: Scale) -> list[Evidence]:
    """The evidence of everything but names, in the order of `Field`."""
    return [*_born(a, b, scale), *_where(a, b, scale), *_reached(a, b, scale), *_related(a, b, scale)]


def born_level(a: Born, b: Born, scale: Scale) -> str:
    """How two birth dates agree: a level of the section `born` of the weights."""
    if a.is_full and b.is_full and not (_stands_in(a, scale) or _stands_in(b, scale)):
        return _days(a, b)
    apart = abs(a.year - b.year)
    if (a.is_full and _stands_in(a, scale)) or (b.is_full and _stands_in(b, scale)):
        if apart == 0:
            return "stand_in"
        return "stand_in_near" if apart <= scale.weights.stand_in_years else "stand_in_far"
    if a.month is not None and b.month is not None and not apart:
        return "month" if a.month == b.month else "year_differs"
    if apart == 0:
        return "year_near" if a.about or b.about else "year"
    return "year_near" if apart <= max(a.about + b.about, 1) else "year_differs"


def _born(a: Person, b: Person, scale: Scale) -> Iterator[Evidence]:
    if a.born and b.born:
        level = born_level(a.born, b.born, scale)
        shown = f"({a.born})" if a.born == b.born else f"({a.born} \u2013 {b.born})"
        yield scale.weigh(Field.BORN, level, f"{_BORN[level]} {shown}")


def _stands_in(born: Born, scale: Scale) -> bool:
    return (born.month, born.day) in scale.weights.stand_in_days


def _days(a: Born, b: Born) -> str:
    parts = list(zip(_parts(a), _parts(b), strict=True))
    wrong = [pair for pair in parts if pair[0] != pair[1]]
    if not wrong:
        return "same"
    if a.year == b.year and (a.month, a.day) == (b.day, b.month):
        return "swapped"
    if len(wrong) > 1:
        return "different"
    # Years that far apart are those of a parent and a child sooner than a slip.
    if abs(a.year - b.year) >= GENERATION:
        return "birthday"
    return "slip" if OSA.distance(*wrong[0]) == 1 else "two_parts"


def _parts(born: Born) -> tuple[str, str, str]:
    return f"{born.year:04}", f"{born.month or 0:02}", f"{born.day or 0:02}"


def _where(a: Person, b: Person, scale: Scale) -> Iterator[Evidence]:
    """Postcode and place say one thing: only the one that agrees better is counted."""
    found = [*_postcode(a, b, scale), *_place(a, b, scale)]
    if found:
        yield max(found, key=lambda one: (one.bits, one.relative, one.field))


def _postcode(a: Person, b: Person, scale: Scale) -> Iterator[Evidence]:
    one, other = a.profile.postcode, b.profile.postcode
    if not one or not other:
        return
    level, finding = "different", "differs"
    if one == other:
        level, finding = "same", "the same"
    elif OSA.distance(one, other, score_cutoff=1) == 1:
        level, finding = "near", "one character differs"
    elif one[:-_DISTRICT_AFTER] == other[:-_DISTRICT_AFTER] and len(one) >= _SHORTEST:
        level, finding = "district", "the same district"
    yield scale.weigh(Field.POSTCODE, level, finding)


def _place(a: Person, b: Person, scale: Scale) -> Iterator[Evidence]:
    one, other = a.profile.place, b.profile.place
    if not one or not other:
        return
    counts = scale.frequencies.place
    level, finding = "different", f"differs ({profiles.shown(a.place)} \u2013 {profiles.shown(b.place)})"
    if one == other:
        level, finding = "same", f"the same ({profiles.shown(a.place)})"
    elif likeness.family_names(*sorted((one, other))).level not in (Level.DIFFERENT, Level.OTHER_ALPHABET):
        level, finding = "near", f"nearly the same ({profiles.shown(a.place)} \u2013 {profiles.shown(b.place)})"
    yield scale.weigh(Field.PLACE, level, finding, count=max(counts.get(one, 0), counts.get(other, 0)))


def _reached(a: Person, b: Person, scale: Scale) -> Iterator[Evidence]:
    for field, one, other in (
        (Field.PHONE, a.profile.phones, b.profile.phones),
        (Field.EMAIL, a.profile.emails, b.profile.emails),
    ):
        if one and other:
            level = "same" if one & other else "different"
            yield scale.weigh(field, level, "the same" if level == "same" else "differs")


def _related(a: Person, b: Person, scale: Scale) -> Iterator[Evidence]:
    levels = [_relation(*codes, scale) for codes in _same_child(a, b)]
    if levels:
        level = max(levels, key=list(_RELATION).index)
        yield scale.weigh(Field.RELATION, level, _RELATION[level])
    if a.gender and b.gender and a.gender != b.gender:
        yield scale.weigh(Field.GENDER, "different", "recorded differently, each as the person says")
    yield from _cannot(a, b, scale)


# From the weakest to the strongest.
_RELATION = {
    "different": "they are related to the same child in different ways",
    "same_child": "both belong to the same child's people",
    "same": "the same to the same child",
    "same_only_one": "the same to the same child, and a child has only one",
}


def _same_child(a: Person, b: Person) -> Iterator[tuple[str, str]]:
    for one in a.relations:
        for other in b.relations:
            if one.child == other.child:
                yield names.folded(one.code), names.folded(other.code)


def _relation(one: str, other: str, scale: Scale) -> str:
    if not one or not other:
        return "same_child"
    if one != other:
        return "different"
    return "same_only_one" if one in scale.weights.only_one else "same"


def _cannot(a: Person, b: Person, scale: Scale) -> Iterator[Evidence]:
    if _died_before(a.died_on, b.seen_on) or _died_before(b.died_on, a.seen_on):
        yield scale.weigh(Field.AGAINST, "died", "one is recorded as having died before the other was last seen")
    if b.id in a.present_with or a.id in b.present_with:
        yield scale.weigh(Field.AGAINST, "together", "both were seen at one time in the same place")
    if b.id in a.not_same_as or a.id in b.not_same_as:
        yield scale.weigh(Field.AGAINST, "decided", "somebody has decided that they are two people")


def _died_before(died: datetime.date | None, seen: datetime.date | None) -> bool:
    return died is not None and seen is not None and died < seen
