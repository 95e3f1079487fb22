"""Whose relative a word speaks of, where the words say so: Shaz's mum, her mothers cousin, sister of Alison."""

from kith.domain.casefiles import lexicon, paths, tokens
from kith.domain.casefiles.units import CHILD, KIN, NAME, ROLE, Unit

Tokens = tuple[tokens.Token, ...]

_THE_CHILD = frozenset(
    {
        "boys",
        "girls",
        "siblings",
        "twins",
        "kids",
        "brothers",
        "sisters",
        "family",
        "child",
        "person",
        "boy",
        "girl",
        "baby",
        "yp",
        "children",
        "cyp",
        "adult",
        "teenager",
        "lad",
    }
)
_YOUNGER = frozenset({"son", "daughter", "nephew", "niece", "grandson", "granddaughter", "grandchild", "godson"})
SEVERAL = frozenset({"twins", "triplets", "quads"})
_JOINS = frozenset({"and", "&", ",", "(", ")"})
_NEAR = 8
_IS = ({"is"}, {"'s"}, {"was"}, {"became"})
_ONES = frozenset({"his", "her"})
_HERS = {"hers": "her", "his": "his", "theirs": "their", "mine": "my"}
_SIDE_WORDS = frozenset({"side", "sides", "family"})
_NEXT_OF_KIN = frozenset({"mother", "father", "parent", "brother", "sister", paths.SIBLING, "cousin", "aunt", "uncle"})
_SIDES = {
    **dict.fromkeys(("maternal", "mat", "mother"), "mother"),
    **dict.fromkeys(("paternal", "pat", "father"), "father"),
}


def assign(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """Give each word for a relative its owner, and take what stands "on mum's side" to that side."""
    found = sentence.tokens
    for index, unit in enumerate(units):
        if unit.kind not in (KIN, ROLE):
            continue
        before = units[index - 1] if index else None
        if before is not None and _is_the_child(found, unit, before):
            unit.general = True
            continue
        if _is_shared(found, unit, units[:index]) or _shares_one(found, unit, units[max(0, index - 2) : index]):
            continue
        if _owned_before(found, unit, before) or before is not None and _unmarked(found, unit, before):
            continue
        if _of_hers(found, unit, units[index + 1 :]):
            continue
        if index + 1 < len(units):
            _owned_after(found, unit, units[index + 1 : index + 4])
    _take_sides(found, units)
    _take_twins(units)


def _take_twins(units: list[Unit]) -> None:
    """ "Kau fu has twins", "with his twins": an adult's children."""
    for unit in units:
        if unit.kind == KIN and unit.word in SEVERAL and (unit.pronoun in _ONES or unit.owner):
            unit.path = ("child",)


def _is_the_child(found: Tokens, unit: Unit, before: Unit) -> bool:
    """ "so Tia is an auntie", "Tommy is a big brother" of the child: nobody else is meant."""
    between = {token.low for token in found[before.end : unit.first]} - {'"', "“", "now", "already"}
    return before.kind == CHILD and unit.kind == KIN and unit.article in {"a", "an"} and between in _IS


def _is_shared(found: Tokens, unit: Unit, before: list[Unit]) -> bool:
    """ "The boys share a dad", "they have the same mum": the child's."""
    if unit.path not in {("mother",), ("father",)} or unit.pronoun or not unit.first:
        return False
    verb = found[unit.first - 1].low
    same = any(token.low == "same" for token in found[unit.first : unit.head])
    if verb not in {"share", "shares", "shared"} and not (same and verb in {"have", "has", "had", "with"}):
        return False
    of_child = any(one.kind == CHILD for one in before) or any(
        token.low in _THE_CHILD | {"they", "both", "all"} for token in found[: unit.first]
    )
    if of_child:
        unit.owner_is_child, unit.general = True, False
    return of_child


def of_both(found: Tokens, unit: Unit, named: tuple[Unit, Unit]) -> bool:
    """ "Tilly & Grace's mum", where Tilly is the child: the child's."""
    first, second = named
    if unit.path not in {("mother",), ("father",), ("parent",)} or second.first != first.end + 1:
        return False
    marked = second.end < len(found) and found[second.end].kind == "s" and second.end + 1 == unit.first
    if {first.kind, second.kind} != {CHILD, NAME} or not marked or found[first.end].low not in {"and", "&", "+"}:
        return False
    unit.owner_is_child = second.owns = True
    return True


def _owned_before(found: Tokens, unit: Unit, before: Unit | None) -> bool:
    """X's mum, the parents' solicitor, the child's aunt, Tia, whose mum."""
    at = unit.first - 1
    if at < 1 or unit.pronoun:
        return False
    if found[at].low == "whose" and before is not None and at - before.end <= 1:
        unit.owner_is_child = before.kind == CHILD
        unit.owner = None if unit.owner_is_child else before
        before.owns = True
        return True
    plural = found[at].text in {"'", "’"} and found[at - 1].low.endswith("s") and found[at - 1].end == found[at].start
    if found[at].kind != "s" and not plural:
        return False
    if before is not None and before.end == at:
        unit.owner_is_child = before.kind == CHILD
        unit.owner = None if unit.owner_is_child else before
        before.owns = True
        return True
    unit.owner_is_child = found[at - 1].low in _THE_CHILD
    return True


def _shares_one(found: Tokens, unit: Unit, before: list[Unit]) -> bool:
    """Whether whose it is stands before a relative or a name that it is joined to."""
    if not before:
        return False
    two = len(before) > 1 and (
        of_both(found, unit, (before[0], before[1])) or _shares_behind(found, unit, before[0], before[1])
    )
    return two or _shares(found, unit, before[-1])


def _shares(found: Tokens, unit: Unit, before: Unit) -> bool:
    """his mum and stepdad: what stands before the first belongs to both."""
    owned = before.pronoun or before.owner is not None or before.owner_is_child
    if not owned or before.kind != KIN or unit.kind != KIN or unit.pronoun or unit.article:
        return False
    if unit.first != before.end + 1 or found[before.end].low not in {"and", "&", "or"}:
        return False
    return _share(found, unit, before)


def _shares_behind(found: Tokens, unit: Unit, before: Unit, name: Unit) -> bool:
    """Kelly's mum Jean and stepdad Keith: the same with the first one's name between."""
    owned = before.pronoun or before.owner is not None or before.owner_is_child
    if not owned or before.kind != KIN or unit.kind != KIN or unit.pronoun or unit.article or name.kind != NAME:
        return False
    if name.first != before.end or unit.first != name.end + 1 or found[name.end].low not in {"and", "&"}:
        return False
    return _share(found, unit, before)


def _share(found: Tokens, unit: Unit, before: Unit) -> bool:
    if found[unit.head].text[0].isupper():
        return False
    unit.shared = True
    unit.pronoun, unit.owner, unit.owner_is_child = before.pronoun, before.owner, before.owner_is_child
    return True


def _unmarked(found: Tokens, unit: Unit, before: Unit) -> bool:
    """her mothers cousin, mums sister: the plural is a possessive that lacks its mark."""
    if before.kind == CHILD and before.end == unit.first and unit.kind == KIN and not unit.pronoun:
        unit.owner_is_child = found[before.end - 1].low.endswith("s") and found[before.end - 1].low != before.words[-1]
        before.owns = unit.owner_is_child
        return unit.owner_is_child
    if (
        before.kind == NAME
        and before.end == unit.first
        and _lacks_mark(before)
        and unit.kind == KIN
        and not unit.pronoun
    ):
        # "Michelles lad Bobby"
        before.words = (*before.words[:-1], before.words[-1][:-1])
        before.owns, unit.owner = True, before
        return True
    if before.kind != KIN or before.end != unit.first or not before.plural or unit.kind != KIN or unit.pronoun:
        return False
    if not found[before.end - 1].low.endswith("s"):
        return False
    before.plural = False
    before.owns = True
    unit.owner = before
    return True


def _lacks_mark(name: Unit) -> bool:
    given, word = lexicon.load().given, name.words[-1] if name.words else ""
    return word.endswith("s") and word[:-1] in given and word not in given and not name.title


def _of_hers(found: Tokens, unit: Unit, following: list[Unit]) -> bool:
    """ "a cousin of hers", "that brother of his": as "her cousin"; not "a cousin of his mother"."""
    if unit.kind != KIN or unit.pronoun or unit.end + 1 >= len(found) or found[unit.end].low != "of":
        return False
    if following and following[0].first <= unit.end + 1:
        return False
    unit.pronoun = _HERS.get(found[unit.end + 1].low, "")
    return bool(unit.pronoun)


def _owned_after(found: Tokens, unit: Unit, following: list[Unit]) -> None:
    """the sister of Alison, a cousin of his mother, aunt to Ellie, the parents of Mia's brother."""
    after = following[0]
    if after.first != unit.end + 1 or unit.pronoun or unit.kind != KIN:
        return
    word = found[unit.end].low
    chained = len(following) > 1 and following[1].first == after.end + 1
    if len(following) > 1 and found[min(after.end, len(found) - 1)].kind == "s" and (chained or after.kind != KIN):
        if not chained and word != "of":
            # "M to Deb's" goes there.
            return
        if not chained:
            # "a brother of Carla's, Ted": hers, as "of Carla" would be.
            unit.owner, unit.owner_is_child = (None if after.kind == CHILD else after), after.kind == CHILD
            return
        after.owns = True
        after = following[1]
        if word == "of":
            unit.owner = after
            return
    said = (
        unit.article in {"a", "an", "the", "another"}
        or unit.first == 0
        or found[unit.first - 1].low in {"is", "was", ",", "("}
    )
    whose = (
        unit.path[-1] in _YOUNGER
        or after.kind == CHILD
        or after.pronoun
        or after is not following[0]
        or unit.path[-1] in paths.SIBLINGS
    )
    if word == "of" or (word == "to" and said and whose):
        unit.owner_is_child = after.kind == CHILD
        unit.owner = after if after.kind in (NAME, KIN) else None
        place = following.index(after) + 1
        if after.kind == KIN and place < len(following) and following[place].first == after.end:
            # "the mother of his friend Olly": Olly is the friend.
            following[place].owns = after.owns = following[place].kind == NAME


def _take_sides(found: Tokens, units: list[Unit]) -> None:
    """ "on his mum's side", "on the paternal side": relatives there are the mother's or the father's."""
    for index, unit in enumerate(units):
        if _through(found, unit, units[index - 1] if index else None):
            unit.general = True
            continue
        side = _side(found, unit)
        if side is None:
            continue
        unit.general = unit.side = True
        on = found[unit.first - 1].low if unit.first else ""
        starts = on in {"", "on", "from"} and not any(other.kind == KIN for other in units[:index])
        there = units[index + 1 :] if starts else _listed_before(found, units[:index])
        for other in there:
            to_side(other, side)
    _take_heading(found, units)
    _take_side_of(found, units)
    for at, token in enumerate(found):
        short = token.low in {"mat", "pat"} and at + 1 < len(found) and found[at + 1].text == ")"
        if short or token.low in {"maternal", "paternal"}:
            for other in _on_that_side(found, units, at):
                to_side(other, _SIDES[token.low])


def _listed_before(found: Tokens, units: list[Unit]) -> list[Unit]:
    """The last relative before, and those that are joined to it: "an aunt, Jade, and an uncle, Steve"."""
    relatives = [unit for unit in units if unit.kind == KIN]
    listed = relatives[-1:]
    for before in reversed(relatives[:-1]):
        names = {at for unit in units if unit.kind == NAME for at in range(unit.first, unit.end)}
        between = [found[at].low for at in range(before.end, listed[-1].first) if at not in names]
        if "and" not in between and "&" not in between or not _JOINS.issuperset(between):
            break
        listed.append(before)
    return listed


def _on_that_side(found: Tokens, units: list[Unit], at: int) -> list[Unit]:
    """Whom "paternal" speaks of behind a relative: "Gran (Moira, paternal)", "an aunt on the paternal side"."""
    following = found[at + 1] if at + 1 < len(found) else None
    relatives = [other for other in units if other.kind == KIN]
    before = [other for other in relatives if other.end <= at][-1:]
    if following is None or following.text in {")", ",", ";", "."}:
        return [other for other in before if at - other.end < _NEAR]
    if following.low in {"side", "sides"}:
        return before or [other for other in relatives if other.first > at]
    return []


def _take_heading(found: Tokens, units: list[Unit]) -> None:
    """ "Paternal: aunt Donna, uncle Dave", "Maternal family - nan Jean": a heading says whose side they all are."""
    start = 2 if units[0].kind == CHILD and units[0].first == 0 and len(found) > 1 and found[1].kind == "s" else 0
    first = found[start].low if start < len(found) else ""
    if first not in {"maternal", "paternal"} or len(found) < start + 3:
        return
    mark = start + (2 if found[start + 1].low in _SIDE_WORDS | {"relatives", "line"} else 1)
    if mark >= len(found) or found[mark].text not in {":", "-", "–", "—"}:
        return
    for unit in units:
        if unit.first <= start + 1:
            unit.general = unit.kin is not None and unit.kin.kind == "relative"
        else:
            to_side(unit, _SIDES[first])


def _take_side_of(found: Tokens, units: list[Unit]) -> None:
    """ "Paul's side: mother Irene, a brother Neil", "Mum's family: Jean (mum)": theirs whose side it is."""
    head = units[0]
    at = head.end + 1
    marked = head.kind in (NAME, KIN) and not head.owner and head.first <= 1 and at + 1 < len(found)
    if not marked or found[head.end].kind != "s" or found[at].low not in _SIDE_WORDS:
        return
    if found[at + 1].text not in {":", "-", "–", "—"}:
        return
    for unit in units[1:]:
        free = unit.owner is None and not unit.owner_is_child and len(unit.path) == 1
        if unit.kind == KIN and free and unit.path[0] in _NEXT_OF_KIN:
            unit.owner, unit.pronoun = head, ""
            head.side = head.side or head.kind == KIN


def _through(found: Tokens, unit: Unit, before: Unit | None) -> bool:
    """ "a half-brother through dad": the father is only named to say which half."""
    if before is None or before.kind != KIN or unit.kind != KIN or unit.path not in {("mother",), ("father",)}:
        return False
    between = {token.low for token in found[before.end : unit.first]}
    return "half" in before.path[-1] and bool(between & {"through", "via", "by"}) and len(between) == 1


def _side(found: Tokens, unit: Unit) -> str | None:
    if unit.kind != KIN or unit.path not in {("mother",), ("father",)} or unit.end + 1 >= len(found):
        return None
    marked = found[unit.end].kind == "s" and found[unit.end + 1].low == "side"
    unmarked = unit.plural and found[unit.end].low == "side"
    return _SIDES[unit.path[0]] if marked or unmarked else None


def to_side(unit: Unit, side: str) -> None:
    """Make a relative without an owner one of the mother's or the father's."""
    if unit.kind == KIN and unit.kin is not None and len(unit.path) == 1 and unit.owner is None:
        unit.path = paths.sided(side, _as_now(unit))


def _as_now(unit: Unit) -> lexicon.Kin:
    kin = unit.kin or lexicon.Kin(unit.path, "", "", False, "", "kin")
    return kin if kin.path == unit.path else kin._replace(path=unit.path, sided="")
