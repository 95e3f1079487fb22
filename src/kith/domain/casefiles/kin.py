"""Words for relatives and professions in a sentence, with the words before them that change what they say."""

from collections.abc import Iterable

from kith.domain.casefiles import lexicon, meant, paths, tokens
from kith.domain.casefiles.meant import begins_name
from kith.domain.casefiles.units import KIN, ROLE, Unit

Tokens = tuple[tokens.Token, ...]

# The "language" of notes that write Mo and Fa for mother and father.
SHORTHAND = "shorthand"
_WITH_MO = frozenset({"Fa", "MGM", "PGM", "MGF", "PGF"})
# The same of those that write F and M in the middle of a sentence.
_LETTER_IS = frozenset(
    "located not and & + aged unable traced untraced unknown arrested charged released remanded absent present "
    "deported denies denied admits reports reported reporting out back w".split()
)
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Dr"})
_BY_LETTER = {"F": "father", "M": "mother"}
_WRITTEN_BY_LETTERS = frozenset({"MGM", "PGM", "MGF", "PGF", "MGPs", "PGPs"})
_SIDES = {"maternal": "mother", "paternal": "father", "mat": "mother", "pat": "father"}
_ARTICLES = frozenset({"a", "an", "the", "another", "any", "no", "this", "that", "some", "each", "one"})
_PRONOUNS = frozenset({"his", "her", "their", "my", "our", "your"})
_OF_A_CHURCH = frozenset("church parish mass priest chapel chaplain chaplaincy cathedral presbytery catholic".split())
_COUNTS = frozenset("two three four five six seven eight nine ten both several many some 2 3 4 5 6 7 8 9".split())
# No relation says so, but the note's own word for a child does: "a boy of nine", "born (girl)".
_SAYS = {**dict.fromkeys(("boy", "lad"), "m"), **dict.fromkeys(("girl", "lass", "lassie"), "f")}
_KNOCKS = frozenset(
    {"half", "step", "great", "foster", "adoptive", "adopted", "former", "ex", "previous", "old", "past"}
)


def find(
    found: Tokens,
    lex: lexicon.Lexicon,
    spoken: frozenset[str] = frozenset(),
    *,
    child: frozenset[str] = frozenset(),
) -> list[Unit]:
    """The units of a sentence in order; none overlap. `spoken` = languages that the document surely has words of;
    a word of another language that is the name of the `child` is the child."""
    units: list[Unit] = []
    at = 0
    while at < len(found):
        unit = _unit_at(found, at, lex, units[-1].end if units else 0, spoken)
        if unit is None or unit.kin is not None and unit.kin.language and found[unit.head].low in child:
            at += 1
            continue
        if units:
            _side_too(found, unit, units[-1])
        units.append(unit)
        at = unit.end
    return units


def _side_too(found: Tokens, unit: Unit, before: Unit) -> None:
    """ "Paternal grandmother and grandfather", "maternal aunt and uncle": both are of that side."""
    joined = unit.first == before.end + 1 and found[before.end].low in {"and", "&"}
    if not joined or unit.kin is None or before.kin is None or unit.article or unit.pronoun or len(unit.path) != 1:
        return
    if before.path[-1].startswith("great-") and unit.path in {("aunt",), ("uncle",)} and unit.path == unit.kin.path:
        unit.path = (f"great-{unit.path[0]}",)
        return
    side = next((_SIDES[token.low] for token in found[before.first : before.head] if token.low in _SIDES), "")
    if side and unit.kin.sided and unit.path == unit.kin.path:
        unit.path = paths.sided(side, unit.kin)


def _unit_at(found: Tokens, at: int, lex: lexicon.Lexicon, floor: int, spoken: frozenset[str]) -> Unit | None:
    token = found[at]
    if token.kind != "w" and token.kind != "d":
        return None
    if lex.not_names.at(found, at) and lex.people.at(found, at) is None:
        return None
    if (
        token.text in lex.titles
        and at + 1 < len(found)
        and found[at + 1].text[:1].isupper()
        and found[at + 1].kind == "w"
    ):
        return None
    hit = lex.people.at(found, at)
    if hit is None:
        hit = _letter(found, at, lex) or _short(found, at, lex, spoken) or _misspelt(found, at, lex)
    if hit is None or _is_over(found, at, hit[0], lex) or _ends_a_name(found, at, hit[1]):
        return None
    if _is_priest(found, at):
        hit = at + 1, lexicon.Role("priest", "PRIEST")
    end, entry = hit
    blocked = lex.not_names.at(found, at)
    if blocked is not None and blocked[0] > end or _ends_a_place(found, at, end, lex):
        return None
    unit = _role(found, at, end, entry) if isinstance(entry, lexicon.Role) else _kin(found, at, end, entry)
    _look_before(found, unit, floor)
    if unit.path == ("foster carer",) and unit.end < len(found) and found[unit.end].kind == "d":
        # FC1
        unit.end += found[unit.end].start == found[unit.end - 1].end
    if unit.kin is not None and not meant.is_somebody(found, unit, spoken):
        return None
    unit.general = meant.is_general(found, unit, lex)
    return unit


def _is_priest(found: Tokens, at: int) -> bool:
    """ "Father Joseph at St Anne's" is no child's father: the sentence speaks of a church."""
    if found[at].text != "Father" or not begins_name(found, at + 1) or at and found[at - 1].low in _PRONOUNS:
        return False
    return any(token.low in _OF_A_CHURCH for token in found) or any(
        saint.text == "St" and begins_name(found, number + 1) for number, saint in enumerate(found)
    )


def _ends_a_name(found: Tokens, at: int, entry: lexicon.Kin | lexicon.Role) -> bool:
    """Of Lily-Mae the second is no Portuguese mother."""
    if at < 2 or isinstance(entry, lexicon.Role):
        return False
    if (
        begins_name(found, at - 1)
        and begins_name(found, at)
        and not _TITLES.isdisjoint({found[at - 1].text, found[at - 2].text})
    ):
        # Mr Teofil Pop, Ms Bibi
        return True
    if not entry.language or found[at - 1].text not in {"-", "‑"}:
        return False
    return begins_name(found, at) and begins_name(found, at - 2) and found[at - 1].end == found[at].start


def _is_over(found: Tokens, at: int, end: int, lex: lexicon.Lexicon) -> bool:
    """ "his ex-carer Bev" is a former carer, not a former partner."""
    following = end + (end < len(found) and found[end].text in {"-", "‑"})
    return found[at].low == "ex" and end == at + 1 and following < len(found) and bool(lex.people.at(found, following))


def _ends_a_place(found: Tokens, at: int, end: int, lex: lexicon.Lexicon) -> bool:
    """Addis Ababa is a town, though "ababa" is a father."""
    if not at or not found[at].text[:1].isupper() or not found[at - 1].text[:1].isupper():
        return False
    place = lex.places.at(found, at - 1)
    return place is not None and place[0] >= end


def _misspelt(found: Tokens, at: int, lex: lexicon.Lexicon) -> tuple[int, lexicon.Kin | lexicon.Role] | None:
    right = lex.corrected(found[at].low)
    entry = lex.kin.get(right) if right and found[at].text[:1].islower() else None
    return (at + 1, entry) if entry else None


def in_shorthand(found: Tokens, elsewhere: bool = False) -> bool:
    """Whether "Mo" is the mother as duty notes write her: "Mo = Kerry", "Mo Jodie L.", "Mo and Fa separated".

    `elsewhere` = the note writes "Fa" or "MGM" in another place.
    """
    for at, token in enumerate(found):
        if token.text != "Mo" or at and found[at - 1].kind not in "pd" and not elsewhere or at + 1 >= len(found):
            continue
        behind = found[at - 1].text if at else ""
        named = begins_name(found, at + 1) and behind not in {"&", "+", "-", "'", "‘", "“", '"'}
        if found[at + 1].text in {"=", ":"} or named or elsewhere or any(other.text in _WITH_MO for other in found):
            return True
    return False


def writes_fa(found: Tokens) -> bool:
    """Whether a sentence writes "Fa" or "MGM"."""
    return any(token.text in _WITH_MO for token in found)


def letters(sentences: list[Tokens], child: Iterable[str]) -> frozenset[str]:
    """The letters by which a note calls the parents: "told M", "PGM says F out"; not the letter of the child."""
    alone = [found[at].text for found in sentences for at in range(len(found)) if _stands_alone(found, at)]
    short = any(token.text in _WRITTEN_BY_LETTERS for found in sentences for token in found)
    own = {word[:1].upper() for word in child}
    return frozenset({*alone, "MA"} if short else alone) - own if len(alone) > 1 or short else frozenset()


def _stands_alone(found: Tokens, at: int) -> bool:
    """Whether F or M stands as somebody: "told M", "M's sis"; not "Dr M Hale", "Kyle M", "M & P Goodwin"."""
    if found[at].text not in _BY_LETTER or at and found[at - 1].kind != "p" and found[at - 1].low != found[at - 1].text:
        return False
    following = found[at + 1] if at + 1 < len(found) else None
    if following is None:
        return False
    return following.kind == "s" or following.text == "(" or following.text.isalpha() and following.text.islower()


def _short(
    found: Tokens, at: int, lex: lexicon.Lexicon, spoken: frozenset[str]
) -> tuple[int, lexicon.Kin | lexicon.Role] | None:
    """ "Mo", "MA" and "M" in a note that is written in shorthand: the mother, her sister and the mother."""
    if found[at].text in spoken and _stands_alone(found, at):
        return at + 1, lex.kin[_BY_LETTER[found[at].text]]
    if found[at].text == "MA" and {SHORTHAND, "MA"} & spoken:
        return at + 1, lex.kin["mat aunt"]
    if SHORTHAND not in spoken:
        return None
    return (at + 1, lex.kin["mother"]) if found[at].text == "Mo" else None


def _letter(found: Tokens, at: int, lex: lexicon.Lexicon) -> tuple[int, lexicon.Kin | lexicon.Role] | None:
    """F and M at the start of a sentence of notes are father and mother: "F located in Bure"; "M, Jo Hart, rang"."""
    if found[at].text == "Fr" and at + 1 < len(found) and found[at + 1].kind != "d":
        priest = begins_name(found, at + 1) or found[at + 1].text == "."
        return None if priest else (at + 1, lex.kin["father"])
    if found[at].text not in {"F", "M"} or at + 1 >= len(found):
        return None
    following = found[at + 1].low
    if following == "," and meant.begins_name(found, at + 2) and not (at and found[at - 1].text[:1].isupper()):
        return at + 1, lex.kin["father" if found[at].text == "F" else "mother"]
    if at and found[at - 1].kind not in "pd":
        return None
    if following in {"and", "&"} and begins_name(found, at + 2) and begins_name(found, at + 3):
        # "M & P Goodwin"
        return None
    if following in {"=", ":"} or following == "(" and meant.begins_name(found, at + 2):
        return at + 1, lex.kin["father" if found[at].text == "F" else "mother"]
    if following in lex.contexts["person_after"] or following in _LETTER_IS:
        return at + 1, lex.kin["father" if found[at].text == "F" else "mother"]
    return None


def _kin(found: Tokens, at: int, end: int, kin: lexicon.Kin) -> Unit:
    gender = kin.gender or _SAYS.get(found[end - 1].low, "")
    return Unit(KIN, at, end, word=found[at].low, kin=kin, head=at, path=kin.path, gender=gender, plural=kin.plural)


def _role(found: Tokens, at: int, end: int, role: lexicon.Role) -> Unit:
    return Unit(ROLE, at, end, role=role, head=at, path=(role.relation,))


def _look_before(found: Tokens, unit: Unit, floor: int) -> None:
    """Take in the words before the unit that belong to it, then the article or pronoun before those."""
    at = unit.first
    lex = lexicon.load().contexts["qualities"]
    while at > floor:
        low = found[at - 1].low
        short = low == "." and found[at - 2].low in {"pat", "mat"} or low == "up" and found[at - 2].low == "grown"
        if (low in {"-", "‑"} or short) and at - 1 > floor and found[at - 2].low in lex:
            at -= 1
            continue
        side = _SIDES.get(low) or _SIDES.get(lexicon.load().corrected(low), "")
        before = unit.path
        if low in {"on", "off"} and found[at].low not in {"-", "/", "and", "off", "on"}:
            # "Grandparents on mum's side"; not "his on-off partner"
            break
        if not (low in lex or side) or not _applied(unit, low, side):
            break
        at -= 1
        if unit.path != before:
            unit.whole = at
    unit.first = at
    if at > floor:
        low = found[at - 1].low
        if low in _ARTICLES:
            unit.article = low
            unit.first = at - 1
        elif low in _PRONOUNS:
            unit.pronoun = low
            unit.first = at - 1


def _applied(unit: Unit, word: str, side: str) -> bool:
    """What the word before makes of the relation; False where it does not belong to it."""
    if word in _COUNTS:
        unit.article = unit.article or "count"
        return unit.plural or unit.role is not None or word in {"both", "one"}
    if side:
        if unit.kin is not None:
            unit.path = paths.sided(side, unit.kin._replace(path=unit.path, sided=_sided_of(unit)))
        return unit.kin is not None
    if word in _KNOCKS:
        changed = paths.compound(word, unit.path[-1])
        if changed:
            unit.path = (*unit.path[:-1], changed)
            unit.former = unit.former or changed.startswith("former ")
        return changed is not None or word in {"former", "ex", "previous", "old", "past"} or word == "adopted"
    if word == "another":
        unit.article = word
    if word in {"late", "deceased", "dead"}:
        unit.dead = True
    changed = paths.compound(word, unit.path[-1])
    if changed:
        unit.path = (*unit.path[:-1], changed)
    return True


def _sided_of(unit: Unit) -> str:
    """What the relation becomes on one side, after the words before it were applied: great + aunt -> aunt."""
    if unit.kin is None or unit.path == unit.kin.path:
        return unit.kin.sided if unit.kin else ""
    if unit.path[-1].startswith("great-"):
        return unit.path[-1].removeprefix("great-")
    return unit.path[-1] if unit.path[-1].startswith("step-") else ""
