"""Words for relatives and professions in a sentence, with the words before them that change what they say."""

from kith.domain.casefiles import lexicon, paths, tokens
from kith.domain.casefiles.units import KIN, ROLE, Unit

Tokens = tuple[tokens.Token, ...]

_SIDES = {"maternal": "mother", "paternal": "father", "mat": "mother", "pat": "father"}
_ARTICLES = frozenset({"a", "an", "the", "another", "any", "no", "this", "that", "some", "each", "one"})
_PRONOUNS = frozenset({"his", "her", "their", "my", "our", "your"})
_COUNTS = frozenset({"two", "three", "four", "five", "six", "both", "several", "many", "some", "2", "3", "4", "5"})
_KNOCKS = frozenset(
    {"half", "step", "great", "foster", "adoptive", "adopted", "former", "ex", "previous", "old", "past"}
)
# Words that are often a verb, a name or something else: somebody must own them, or a name must follow.
_SUPERLATIVES = frozenset({"eldest", "youngest", "oldest"})
_NEEDS_OWNER = frozenset(
    "child children kid kids baby babies boy girl boys girls lad pop pops da pal pals buddy marra butty ex sis mate "
    "mates bloke fella boss man guy widow widower bf gf "
    "ch lads lasses lass lassie wean weans bairn bairns toddler newborn wee little".split()
)
_HAVING = frozenset({"has", "had", "have", "having", "got", "expecting", "are", "to"})
_COMPOUND_ENDS = frozenset("time figure figures tongue evening evenings group groups company christmas blanket".split())
_PLAIN_ROLES = frozenset(
    "head chair worker professional staff police director minutes driver expert recorder deputy manager practitioner "
    "com counsel recorder principal consultant registrar escort clerk admin inspector assessor probation doctor".split()
)


def find(found: Tokens, lex: lexicon.Lexicon, spoken: frozenset[str] = frozenset()) -> list[Unit]:
    """The units of a sentence in order; none overlap. `spoken` = languages that the document surely has words of."""
    units: list[Unit] = []
    at = 0
    while at < len(found):
        unit = _unit_at(found, at, lex, units[-1].end if units else 0, spoken)
        if unit is None:
            at += 1
            continue
        units.append(unit)
        at = unit.end
    return units


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
        hit = _letter(found, at, lex) or _misspelt(found, at, lex)
    if hit is None or _is_over(found, at, hit[0], lex):
        return None
    end, entry = hit
    blocked = lex.not_names.at(found, at)
    if blocked is not None and blocked[0] > end or _ends_a_place(found, at, end, lex):
        return None
    unit = _role(found, at, end, entry) if isinstance(entry, lexicon.Role) else _kin(found, at, end, entry)
    _look_before(found, unit, floor)
    if unit.kin is not None and not _is_meant(found, unit, spoken):
        return None
    unit.general = _is_general(found, unit, lex)
    return unit


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


def _letter(found: Tokens, at: int, lex: lexicon.Lexicon) -> tuple[int, lexicon.Kin | lexicon.Role] | None:
    """F and M at the start of a sentence of notes are father and mother: "F located in Bure"."""
    if found[at].text not in {"F", "M"} or at and found[at - 1].kind not in "pd" or at + 1 >= len(found):
        return None
    following = found[at + 1].low
    if following in {"=", ":"} or following == "(" and _begins_name(found, at + 2):
        return at + 1, lex.kin["father" if found[at].text == "F" else "mother"]
    if following in lex.contexts["person_after"] or following in {"located", "not", "and", "&", "aged", "unable"}:
        return at + 1, lex.kin["father" if found[at].text == "F" else "mother"]
    return None


def _kin(found: Tokens, at: int, end: int, kin: lexicon.Kin) -> Unit:
    return Unit(KIN, at, end, kin=kin, head=at, path=kin.path, gender=kin.gender, plural=kin.plural)


def _role(found: Tokens, at: int, end: int, role: lexicon.Role) -> Unit:
    return Unit(ROLE, at, end, role=role, head=at, path=(role.relation,))


def _look_before(found: Tokens, unit: Unit, floor: int) -> None:
    """Take in the words before the unit that belong to it, then the article or pronoun before those."""
    at = unit.first
    lex = lexicon.load().contexts["qualities"]
    while at > floor:
        low = found[at - 1].low
        short = low == "." and found[at - 2].low in {"pat", "mat"}
        if (low in {"-", "‑"} or short) and at - 1 > floor and found[at - 2].low in lex:
            at -= 1
            continue
        side = _SIDES.get(low) or _SIDES.get(lexicon.load().corrected(low), "")
        before = unit.path
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


def _is_meant(found: Tokens, unit: Unit, spoken: frozenset[str]) -> bool:
    """Whether a word that may be something else is a person here."""
    kin, word = unit.kin, found[unit.head]
    if kin is None:
        return True
    following = found[unit.end] if unit.end < len(found) else None
    after = following.low if following is not None else ""
    owned = bool(unit.pronoun) or (unit.first > 0 and found[unit.first - 1].kind == "s")
    named = following is not None and following.text[:1].isupper() and following.kind == "w"
    if _is_another_word(found, unit, after):
        return False
    if word.low == "respite" and unit.end - unit.head == 1:
        return named
    if word.low in _SUPERLATIVES:
        return owned and (named or not after.isalpha())
    if kin.language and word.text[:1].isupper() and not owned and not named and word.low in lexicon.load().given:
        return False
    if _is_introduced(found, unit, after):
        return True
    if kin.language and not spoken.isdisjoint(lexicon.languages(kin)) and not _is_a_name(found, unit):
        return True
    if kin.care == "spoken":
        return False
    if kin.care == "name":
        return named or owned
    if unit.path != kin.path:
        # "half sis", "ex-boss"
        return True
    if kin.care == "possessed" or word.low in _NEEDS_OWNER:
        return owned or named or (word.text[:1].isupper() and unit.first > 0)
    return True


def _is_a_name(found: Tokens, unit: Unit) -> bool:
    """ "Chú Ba": of two words for relatives with capitals the second is what the first is called."""
    before = found[unit.head - 1] if unit.head else None
    capital = before is not None and before.text[:1].isupper() and found[unit.head].text[:1].isupper()
    return capital and before is not None and lexicon.load().people.at(found, unit.head - 1) is not None


def _is_another_word(found: Tokens, unit: Unit, after: str) -> bool:
    """Gillingham FC is no foster carer; of "twin sister" the sister is meant."""
    word = found[unit.head].low
    if word in {"fc", "fcs"} and unit.first:
        before = found[unit.head - 1]
        return not unit.pronoun and before.kind == "w" and before.text[:1].isupper()
    return word == "twin" and after in {"sister", "brother", "sisters", "brothers"}


def _is_introduced(found: Tokens, unit: Unit, after: str) -> bool:
    """ "has a baby", "a new man", "the ex", "children of": somebody in particular."""
    kin = unit.kin
    if kin is None:
        return False
    behind = found[unit.first - 1].low if unit.first else ""
    listed = unit.article == "the" and after in {",", "("} and _begins_name(found, unit.end + 1)
    if listed and (kin.path == ("child",) or kin.kind == "spouse"):
        return True
    if kin.path == ("child",):
        if unit.plural and _lists(found, unit):
            return True
        return after == "of" or (unit.article in {"a", "an", "count", "another"} and behind in _HAVING)
    before = found[unit.head - 1].low if unit.head else ""
    new = before in {"new", "current"} or unit.article in {"a", "an", "the"} and before == "ex"
    return kin.kind == "spouse" and (new or (found[unit.head].low == "ex" and bool(unit.article)))


def _lists(found: Tokens, unit: Unit) -> bool:
    """ "2 kids, Jade and Tom", "boys: Jack, Joe", "three children - Ella, Joe": names follow a number or a mark."""
    at = unit.end
    if at < len(found) and found[at].text in {",", ":", "(", "-", "–", "—"}:
        return _begins_name(found, at + 1) and (unit.article == "count" or found[at].text in {":", "("})
    return unit.article == "count" and _begins_name(found, at)


def _begins_name(found: Tokens, at: int) -> bool:
    return at < len(found) and found[at].kind == "w" and found[at].text[:1].isupper()


def _is_one_of_many(found: Tokens, unit: Unit) -> bool:
    """ "a good mum", "a rubbish dad": said of somebody, not somebody."""
    before = [found[unit.first - back].low if unit.first >= back else "" for back in (1, 2)]
    return unit.article in {"a", "an"} or (before[1] in {"a", "an"} and before[0].isalpha())


def _is_general(found: Tokens, unit: Unit, lex: lexicon.Lexicon) -> bool:
    """Spoken of in general, or said not to be: "no brothers", "a mother figure", "like an uncle"."""
    before = found[unit.first - 1].low if unit.first else ""
    owned = bool(unit.pronoun) or before == "'s"
    if unit.article in {"no", "any"} or _is_predicate(found, unit, before):
        return True
    if before in lex.contexts["general_before"] and not owned:
        return True
    if unit.plural and unit.path in {("mother",), ("father",)} and found[unit.head - 1].low in {"different", "two"}:
        return True
    if unit.role is not None and unit.end - unit.head == 1 and found[unit.head].low in _PLAIN_ROLES:
        return False
    if (
        unit.path in {("mother",), ("father",)}
        and _is_one_of_many(found, unit)
        and not _is_named_next(found, unit, lex)
    ):
        return True
    return _is_part_of_a_thing(found, unit, lex, owned=owned)


def _is_named_next(found: Tokens, unit: Unit, lex: lexicon.Lexicon) -> bool:
    """ "a mum called Becky", "a dad (Patrick)": somebody in particular after all."""
    if unit.end + 1 >= len(found):
        return False
    return (
        lex.naming.at(found, unit.end) is not None or found[unit.end].text == "(" and _begins_name(found, unit.end + 1)
    )


def _is_predicate(found: Tokens, unit: Unit, before: str) -> bool:
    """ "were brothers", "calls him dad", "not his dad": said of somebody else."""
    if unit.pronoun:
        titled = before in {"not", "isn't", "wasn't"} and unit.path[-1] in {"uncle", "aunt", "cousin"}
        return titled and (unit.first < 2 or found[unit.first - 2].low not in {"or", "why", "if"})
    if before in {"not", "isn't", "wasn't", "never"}:
        return unit.owner is None
    if before in {"him", "her", "them"} and unit.first > 1:
        return found[unit.first - 2].low in {"call", "calls", "called"}
    return unit.plural and before in {"were", "are"} and not unit.article


def _is_part_of_a_thing(found: Tokens, unit: Unit, lex: lexicon.Lexicon, *, owned: bool) -> bool:
    """ "family history", "mother tongue", "a mother and baby placement", "parents' evening"."""
    following = found[unit.end] if unit.end < len(found) else None
    if following is None or following.text[:1].isupper():
        return False
    after_next = found[unit.end + 1].low if unit.end + 1 < len(found) else ""
    if following.low == "and" and after_next == "baby":
        return True
    if following.text == "'" and unit.plural and not owned:
        return after_next in lex.contexts["general_after"]
    if unit.kin is not None and unit.kin.kind in {"kin", "spouse", "chosen"}:
        return following.low in _COMPOUND_ENDS
    return following.low in lex.contexts["general_after"]
