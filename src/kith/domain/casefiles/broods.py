"""Brothers and sisters told as a list: "one of five: Darren (22), Kelly", "Mum's four: ...", "Ann & Leo's mum"."""

from collections.abc import Iterator

from kith.domain.casefiles import owners, paths, people, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, ROLE, Unit

Tokens = tuple[tokens.Token, ...]

_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_PLACES = frozenset("one eldest oldest youngest second third fourth fifth middle last first".split())
_BROOD = {
    **dict.fromkeys(("children", "kids", "siblings", "sibs", "subjects", "twins"), paths.SIBLING),
    "boys": "brother",
    "girls": "sister",
    "brothers": "brother",
    "sisters": "sister",
}
# Words and marks that may stand between two names of a list besides what stands in brackets.
_WITHIN = frozenset({",", ";", "and", "&", "+", "/", "-", "–", "aged", "then", "himself", "herself", "him", "her"})


def read(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """Give the names of such lists their relation; the units are settled already."""
    for unit, step, owner in _found(sentence, units):
        person = unit.person.key() if isinstance(unit.person, Person) else None
        if person is None or person.claims or person.roles or person is owner:
            continue
        person.claims.append(people.Claim(owner, (step,), "kin.list"))


def _found(sentence: tokens.Sentence, units: list[Unit]) -> Iterator[tuple[Unit, str, Person | None]]:
    found = sentence.tokens
    yield from _one_of(found, units)
    yield from _number_of(found, units)
    yield from _with_child(found, units)
    yield from _same_parent(found, units)


def _one_of(found: Tokens, units: list[Unit]) -> Iterator[tuple[Unit, str, Person | None]]:
    """ "He is one of five: Darren (22), Kelly (19)", "the youngest of three - Ann, Leo and Kayden"."""
    for at in range(2, len(found)):
        if found[at].low not in _NUMBERS and found[at].kind != "d" or found[at - 1].low != "of":
            continue
        if found[at - 2].low not in _PLACES:
            continue
        mark = at + 1 + (at + 1 < len(found) and found[at + 1].low in _BROOD)
        if mark >= len(found) or found[mark].text not in {":", "-", "–", "—", "(", ","}:
            continue
        before = [unit for unit in units if unit.end <= at and unit.kind in (CHILD, NAME, KIN)]
        holder = before[-1] if before else None
        owner = holder.person.key() if holder is not None and isinstance(holder.person, Person) else None
        for unit in _listed(found, units, mark + 1):
            yield unit, paths.SIBLING, owner


def _number_of(found: Tokens, units: list[Unit]) -> Iterator[tuple[Unit, str, Person | None]]:
    """ "Mum's four: Chantelle (23), Jordan": hers."""
    for at in range(2, len(found) - 1):
        if found[at].low not in _NUMBERS or found[at + 1].text not in {":", ",", "-", "–"} or found[at - 1].kind != "s":
            continue
        holder = next((unit for unit in units if unit.end == at - 1 and isinstance(unit.person, Person)), None)
        if holder is not None and isinstance(holder.person, Person):
            for unit in _listed(found, units, at + 2):
                yield unit, "child", holder.person.key()


def _with_child(found: Tokens, units: list[Unit]) -> Iterator[tuple[Unit, str, Person | None]]:
    """ "three boys: Emir 11, Kaan 9 and Nuri", "the siblings Nuri and Kaan": the child is one of them."""
    for index, unit in enumerate(units):
        if unit.kind not in (CHILD, NAME):
            continue
        before = [token.low for token in found[max(0, unit.first - 6) : unit.first]]
        step = next((_BROOD[word] for word in reversed(before) if word in _BROOD), "")
        owned = any(other.kind == KIN and other.end <= unit.first and unit.first - other.end <= 6 for other in units)
        begun = bool(before) and (before[-1] in _BROOD or before[-1] in {":", ",", "(", "-", "–"})
        members = list(_listed(found, units[index:], unit.first, child=True))
        aged = all(_has_age(found, one) for one in members) and len(members) > 1
        step = step or (paths.SIBLING if aged else "")
        if (
            not begun
            and not aged
            or not step
            or owned
            and before[-1] != ":"
            or all(one.kind == NAME for one in members)
        ):
            continue
        yield from ((one, step, None) for one in members if one.kind == NAME)


def _has_age(found: Tokens, unit: Unit) -> bool:
    """ "Nico (4)", "Emir 11,": an age stands right behind."""
    after = [token.text for token in found[unit.end : unit.end + 2]]
    return any(text.isdigit() and len(text) <= len("17") for text in after)


def _same_parent(found: Tokens, units: list[Unit]) -> Iterator[tuple[Unit, str, Person | None]]:
    """ "Tilly & Grace's mum": Grace has the same one."""
    for first, second, unit in zip(units, units[1:], units[2:], strict=False):
        if unit.kind == KIN and owners.of_both(found, unit, (first, second)):
            yield (first if first.kind == NAME else second), paths.SIBLING, None


def _listed(found: Tokens, units: list[Unit], start: int, *, child: bool = False) -> Iterator[Unit]:
    """The names of a list from a token on, to the first word that belongs to none; the child's where asked for."""
    at = start
    by_first = {unit.first: unit for unit in units}
    while at < len(found):
        unit = by_first.get(at)
        if unit is not None and unit.kind in (NAME, CHILD):
            if unit.end < len(found) and found[unit.end].kind == "s":
                return
            if child or unit.kind == NAME:
                yield unit
            at = unit.end
        elif found[at].text == "(":
            at = next((index + 1 for index in range(at, len(found)) if found[index].text == ")"), len(found))
        elif found[at].low in _WITHIN or found[at].kind == "d" or unit is not None and unit.kind == ROLE:
            at += 1
        else:
            return
