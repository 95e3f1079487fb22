"""Whether a word for a relative is somebody in particular here, and not another word or said in general."""

from kith.domain.casefiles import lexicon, tokens
from kith.domain.casefiles.units import Unit

Tokens = tuple[tokens.Token, ...]

# Words that are often a verb, a name or something else: somebody must own them, or a name must follow.
_SUPERLATIVES = frozenset({"eldest", "youngest", "oldest"})
_NEEDS_OWNER = frozenset(
    "child children kid kids baby babies boy girl boys girls lad pop pops da pal pals buddy marra butty ex sis mate "
    "mates bloke fella feller chap boss man guy widow widower bf gf "
    "ch lads lasses lass lassie wean weans bairn bairns toddler newborn wee little other".split()
)
# With a capital these are part of a name or a thing, no title: Guy's hospital, Spider-Man.
_NO_TITLES = frozenset({"man", "guy", "boss", "bloke", "fella"})
_NOBODYS = frozenset({"nobody", "everybody", "everyone", "anybody", "anyone", "someone", "somebody"})
_MARKS = frozenset({'"', "“", "”", "'", "‘", "’"})
_SEVERAL = frozenset({"different", "two", "three", "four", "five", "separate", "2", "3", "4"})
_CALLED_NEAR = 6
_COPULAS = frozenset({"is", "was", "are", "were", "been", "'s"})
_CALLS = frozenset({"call", "calls", "called", "calling"})
_HAVING = frozenset({"has", "had", "have", "having", "got", "expecting", "are", "to"})
_COMPOUND_ENDS = frozenset("time figure figures tongue evening evenings group groups company christmas blanket".split())
_PLAIN_ROLES = frozenset(
    "head chair worker professional staff police director minutes driver expert recorder deputy manager practitioner "
    "com counsel recorder principal consultant registrar escort clerk admin inspector assessor probation doctor".split()
)


def is_somebody(found: Tokens, unit: Unit, spoken: frozenset[str]) -> bool:
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
    if _is_a_first_name(kin, word, following if named else None, spoken) and not owned:
        return False
    if _is_introduced(found, unit, after) or _is_spoken(found, unit, kin, spoken):
        return True
    return _has_what_it_needs(unit, kin, word, owned=owned, named=named)


def _is_a_first_name(
    kin: lexicon.Kin, word: tokens.Token, following: tokens.Token | None, spoken: frozenset[str]
) -> bool:
    """ "Tia rang", "Tia Pike"; "Tia Maria" may be an aunt. `following` = a word with a capital behind it."""
    given = lexicon.load().given
    if not kin.language or not word.text[:1].isupper() or word.low not in given:
        return False
    return following is None or following.low not in given and spoken.isdisjoint(lexicon.languages(kin))


def _is_spoken(found: Tokens, unit: Unit, kin: lexicon.Kin, spoken: frozenset[str]) -> bool:
    return bool(kin.language) and not spoken.isdisjoint(lexicon.languages(kin)) and not _is_a_name(found, unit)


def _has_what_it_needs(unit: Unit, kin: lexicon.Kin, word: tokens.Token, *, owned: bool, named: bool) -> bool:
    """Whether a word that asks for an owner or a name has one; "half sis" asks for nothing more."""
    if kin.care in {"spoken", "name"}:
        return kin.care == "name" and (named or owned)
    if unit.path != kin.path:
        return True
    if kin.care == "possessed" or word.low in _NEEDS_OWNER:
        return owned or named or (word.text[:1].isupper() and unit.first > 0 and word.low not in _NO_TITLES)
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
    if word == "man" and found[unit.head - 1].low == "best":
        # at a wedding
        return True
    if word == "man" and found[unit.head - 1].low == "old" and unit.article in {"a", "an", "the"}:
        # "an old man of the same village" is nobody's old man.
        return True
    if word == "baby" and (lexicon.load().corrected(after) or after) in {
        "brother",
        "brothers",
        "sister",
        "sisters",
        "cousin",
        "bro",
        "sis",
    }:
        return True
    return word == "twin" and after in {
        "sister",
        "brother",
        "sisters",
        "brothers",
        "boys",
        "girls",
        "sons",
        "daughters",
    }


def _is_introduced(found: Tokens, unit: Unit, after: str) -> bool:
    """ "has a baby", "a new man", "the ex", "children of": somebody in particular."""
    kin = unit.kin
    if kin is None:
        return False
    if kin.path == ("friend",) and (after == "called" or _is_apposed(found, unit)):
        return True
    behind = found[unit.first - 1].low if unit.first else ""
    listed = unit.article == "the" and after in {",", "("} and begins_name(found, unit.end + 1)
    if listed and (kin.path == ("child",) or kin.kind == "spouse"):
        return True
    if kin.path == ("child",):
        apposed = behind in {",", "is", "was", "were", "as"}
        if unit.article in {"a", "an"} and after in {"(", ","} and begins_name(found, unit.end + 1) and not apposed:
            return True
        if unit.plural and _lists(found, unit):
            return True
        return after == "of" or (unit.article in {"a", "an", "count", "another"} and behind in _HAVING)
    before = found[unit.head - 1].low if unit.head else ""
    new = before in {"new", "current"} or unit.article in {"a", "an", "the"} and before == "ex"
    return kin.kind == "spouse" and (new or (found[unit.head].low == "ex" and bool(unit.article)))


def _is_apposed(found: Tokens, unit: Unit) -> bool:
    """ "Haider, a mate": the article stands behind a name and a comma."""
    return (
        unit.article in {"a", "an"}
        and unit.first > 1
        and found[unit.first - 1].text == ","
        and (begins_name(found, unit.first - 2))
    )


def _lists(found: Tokens, unit: Unit) -> bool:
    """ "2 kids, Jade and Tom", "boys: Jack, Joe", "three children - Ella, Joe": names follow a number or a mark."""
    at = unit.end
    if at < len(found) and found[at].text in {",", ":", "(", "-", "–", "—"}:
        return begins_name(found, at + 1) and (unit.article == "count" or found[at].text in {":", "("})
    return unit.article == "count" and begins_name(found, at)


def begins_name(found: Tokens, at: int) -> bool:
    """Whether a word with a capital letter stands there."""
    return at < len(found) and found[at].kind == "w" and found[at].text[:1].isupper()


def _is_one_of_many(found: Tokens, unit: Unit) -> bool:
    """ "a good mum", "a rubbish dad": said of somebody, not somebody."""
    before = [found[unit.first - back].low if unit.first >= back else "" for back in (1, 2)]
    return unit.article in {"a", "an"} or (before[1] in {"a", "an"} and before[0].isalpha())


def is_general(found: Tokens, unit: Unit, lex: lexicon.Lexicon) -> bool:
    """Spoken of in general, or said not to be: "no brothers", "a mother figure", "like an uncle"."""
    before = found[unit.first - 1].low if unit.first else ""
    owned = bool(unit.pronoun) or before == "'s"
    if (
        unit.article in {"no", "any"}
        or _is_called_so(found, unit)
        or _is_predicate(found, unit, before)
        or _is_only_called(found, unit)
    ):
        return True
    if _is_a_job(found, unit, before):
        return True
    if before in lex.contexts["general_before"] and not owned and not (before == "like" and _is_liked(found, unit)):
        return True
    if unit.plural and unit.path in {("mother",), ("father",)} and found[unit.head - 1].low in _SEVERAL:
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


def _is_a_job(found: Tokens, unit: Unit, before: str) -> bool:
    """ "came to Luton as a carer", "young carers", a panel on "connected persons": what people are, nobody."""
    word = found[unit.head].low
    if word in {"carer", "carers"} and unit.head == unit.end - 1:
        return before == "as" and unit.article == "a" or found[unit.head - 1].low == "young"
    return word == "connected" and unit.plural


def _is_liked(found: Tokens, unit: Unit) -> bool:
    """ "would like cousin Aoife there": no "like a cousin", for she is named."""
    return not unit.article and begins_name(found, unit.end) and unit.head == unit.first


def _is_named_next(found: Tokens, unit: Unit, lex: lexicon.Lexicon) -> bool:
    """ "a mum called Becky", "a dad (Patrick)": somebody in particular after all."""
    if unit.end + 1 >= len(found):
        return False
    return (
        lex.naming.at(found, unit.end) is not None or found[unit.end].text == "(" and begins_name(found, unit.end + 1)
    )


def _is_predicate(found: Tokens, unit: Unit, before: str) -> bool:
    """ "were brothers", "calls him dad", "not his dad": said of somebody else."""
    if unit.pronoun and before == "as" and any(token.low == "own" for token in found[unit.first : unit.head]):
        # "treat Sam as their own grandson"
        return True
    if unit.pronoun and before == "like" and unit.first > 1 and found[unit.first - 2].low in _COPULAS:
        # "Doreen is like my nan"
        return True
    if unit.pronoun:
        titled = before in {"not", "isn't", "wasn't"} and unit.path[-1] in {"uncle", "aunt", "cousin"}
        return titled and (unit.first < 2 or found[unit.first - 2].low not in {"or", "why", "if"})
    if before in {"not", "isn't", "wasn't", "never"}:
        return unit.owner is None
    if before in {"him", "her", "them"} and unit.first > 1:
        return found[unit.first - 2].low in {"call", "calls", "called"}
    if begins_name(found, unit.first - 1) and unit.first > 1 and found[unit.first - 2].low in {"call", "calls"}:
        # "Aurora calls Sue mama"
        return True
    there = unit.first > 1 and found[unit.first - 2].low == "there"
    if before in {"were", "are"} and not unit.article:
        return unit.plural and not there or _is_pair(found, unit.end)
    return before == "and" and _is_pair(found, unit.first - 1) and found[unit.first - 3].low in {"were", "are"}


def _is_pair(found: Tokens, at: int) -> bool:
    """ "were brother and sister": what two are to each other."""
    sides = {found[at - 1].low, found[at + 1].low} if 0 < at < len(found) - 1 and found[at].low == "and" else set()
    return sides == {"brother", "sister"}


def _is_only_called(found: Tokens, unit: Unit) -> bool:
    """ "calls her "nan"", "nobody's grandad", "a pretend cousin": not the child's relative."""
    if begins_name(found, unit.end) or unit.pronoun:
        return False
    at = unit.first - 1
    if at > 0 and found[at].kind == "s" and found[at - 1].low in _NOBODYS or found[unit.head - 1].low == "pretend":
        return True
    if unit.article or at < 1 or found[at].text not in _MARKS:
        return False
    return found[at - 1].low in {"him", "her", "them"} and at > 1 and found[at - 2].low in _CALLS


def _is_called_so(found: Tokens, unit: Unit) -> bool:
    """ "Jess's parents, who she calls Nan and Pops": what they are called, nobody else."""
    if unit.pronoun or unit.article or begins_name(found, unit.end):
        return False
    low = [token.low for token in found[max(0, unit.first - _CALLED_NEAR) : unit.first]]
    at = next((at for at, word in enumerate(low) if word in {"calls", "call"}), -1)
    return at >= 0 and not {"who", "whom"}.isdisjoint(low[:at]) and len(low) - at <= 3


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
        of_siblings = (
            unit.word in {"sibling", "siblings"} and not owned and following.low in lex.contexts["general_after"]
        )
        return following.low in _COMPOUND_ENDS or of_siblings
    return following.low in lex.contexts["general_after"]
