"""Brothers and sisters told as a list: "one of five: Darren (22), Kelly", "Mum's four: ...", "Ann & Leo's mum"."""

from collections.abc import Iterator

from kith.domain.casefiles import owners, paths, people, tokens
from kith.domain.casefiles.people import Person
from kith.domain.casefiles.units import CHILD, KIN, NAME, ROLE, Unit

Tokens = tuple[tokens.Token, ...]

_NUMBERS = frozenset("two three four five six seven eight nine ten eleven twelve".split())
_ORDINALS = frozenset(
    "one eldest oldest youngest second third fourth fifth sixth seventh middle last first mother father".split()
)
_IN_ORDER = frozenset("in oldest eldest living they these first from namely dead".split())
# So many sentences after it the list may come; so few are no list.
_SENTENCES, _FEWEST, _EARLY = 3, 3, 4
_CHILDREN = frozenset({"children", "kids", "boys", "girls"})
_SAID_OF_THEM = frozenset({"the", "his", "her", "another"})
_ORDER = frozenset(
    "eldest oldest youngest elder younger older second third fourth middle next other others one".split()
)
_SAID = frozenset({"he", "she", "i"})
_HAVE = frozenset({"has", "had", "have"})
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


class Broods:
    """Lists announced in one sentence and told in the next: "There were seven of them. In order: Jean; Ted; ..."."""

    def __init__(self) -> None:
        self._open: list[list[Person]] = []
        self._left = 0
        self._holder: Person | None = None
        self._step = ""

    def read(self, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """Whoever is listed is a brother or sister of the others, or a child of whoever has so many."""
        found = sentence.tokens
        announced = _announced(found)
        start = next((at for at, token in enumerate(found) if token.text == ":" and at > announced), -1)
        if announced >= 0:
            self._left, self._step, self._holder = _SENTENCES, *_whose(found, units, announced)
        elif self._left > 0:
            self._left -= 1
            if start < 0 and found[0].low in _IN_ORDER | {"the"} and found[1:2]:
                start = next((at for at, token in enumerate(found[:4]) if token.low in {"is", "are"}), -1)
        if announced < 0 and self._left > 0 and self._step:
            _claim(list(_some_of_them(found, units)), self._holder, self._step)
        if self._left <= 0 or start < 0 or announced < 0 and self._left == _SENTENCES:
            return
        listed = list(_first_of_each(found, units, start + 1))
        members = list(dict.fromkeys(unit.person.key() for unit in listed if isinstance(unit.person, Person)))
        if len(members) < _FEWEST:
            return
        if self._step:
            _claim(members, self._holder, self._step)
        else:
            self._open.append(members)

    def settle(self) -> None:
        """Of a list of which it was not said whose it is: what one of them is says what the others are."""
        for members in self._open:
            first = next((one.key() for one in members if people.relation(one.key()) is not None), None)
            if first is not None:
                _claim([one.key() for one in members], first, paths.SIBLING)


def _some_of_them(found: Tokens, units: list[Unit]) -> Iterator[Person]:
    """ "The eldest, Desmond, lives in Leeds", "The younger two, Amy and Ben,": some of who was announced."""
    at = 1 if found[0].low in _SAID_OF_THEM else 0
    if at >= len(found) or found[at].low not in _ORDER:
        return
    at += 1
    while at < len(found) and (found[at].low in _NUMBERS | {"ones", "one"} or found[at].kind == "d"):
        at += 1
    if at >= len(found) or found[at].low not in {",", "is", "are", "(", "-", "–", ":"}:
        return
    for unit in _listed(found, units, at + 1):
        if isinstance(unit.person, Person):
            yield unit.person.key()


def _announced(found: Tokens) -> int:
    """Where the sentence says how many they are: "one of eight", "they'd six", "seven Quills", "five children"."""
    for at, token in enumerate(found):
        if token.low not in _NUMBERS and not (token.kind == "d" and token.text.isdigit() and 2 < int(token.text) < 15):
            continue
        before = found[at - 1].low if at else ""
        two = found[at - 2].low if at > 1 else ""
        after = found[at + 1] if at + 1 < len(found) else None
        if before == "of" and two in _ORDINALS or before in {"had", "have", "has", "d", "'d"} and _ends(after):
            return at
        if after is not None and after.low in _BROOD or before in {"were", "are"} and two == "there":
            return at
    return -1


def _ends(after: tokens.Token | None) -> bool:
    return after is None or after.kind == "p" or after.low in _BROOD


def _whose(found: Tokens, units: list[Unit], at: int) -> tuple[str, Person | None]:
    """Whose brothers and sisters they are, or children, as far as the words say."""
    before = [unit for unit in units if unit.end <= at and unit.kind in (NAME, KIN, CHILD)]
    person = before[-1].person.key() if before and isinstance(before[-1].person, Person) else None
    of_child = (
        bool(before)
        and before[-1].kind == CHILD
        or found[at - 1].low in _HAVE
        and (at < _EARLY and found[at - 2].low in _SAID)
    )
    siblings = at + 1 < len(found) and found[at + 1].low in _BROOD and found[at + 1].low not in _CHILDREN
    both = {token.low for token in found[at + 1 : at + 4]} >= {"brothers", "sisters"}
    step = _BROOD[found[at + 1].low] if siblings and not both else paths.SIBLING
    if of_child:
        return (step if siblings or found[at - 1].low == "of" else ""), None
    if found[at - 1].low == "of":
        return paths.SIBLING, person
    if found[at - 1].low in _HAVE:
        return (step if siblings else "child"), person
    return "", None


def _first_of_each(found: Tokens, units: list[Unit], start: int) -> Iterator[Unit]:
    """The name that each part of a list begins with; parts end with a comma, a semicolon or "and"."""
    by_first = {unit.first: unit for unit in units}
    fresh = True
    depth = 0
    at = start
    while at < len(found):
        unit = by_first.get(at)
        depth += (found[at].text == "(") - (found[at].text == ")")
        if unit is not None and fresh and depth == 0:
            named = unit if unit.kind == NAME else by_first.get(unit.end) if unit.kind == KIN else None
            if named is not None and named.kind == NAME and not _is_owner(found, named):
                yield named
                fresh, at = False, named.end
                continue
        if found[at].low in {",", ";", "and", "&", "then"}:
            fresh = True
        elif found[at].kind == "w" and found[at].low not in {"young", "little", "big", "old", "baby"}:
            fresh = False
        at += 1


def _is_owner(found: Tokens, unit: Unit) -> bool:
    return unit.owns or unit.end < len(found) and found[unit.end].kind == "s"


def _claim(members: list[Person], holder: Person | None, step: str) -> None:
    """Whoever has them, or is their brother or sister, says how all of them are related."""
    for person in members:
        if person is not holder and _is_open(person):
            person.claims.append(people.Claim(holder, (step,), "kin.brood"))


def _is_open(person: Person) -> bool:
    return not person.roles and all(claim.bare for claim in person.claims)


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
