"""Whether a run of capitals is a person's name, and by which rule."""

from kith.domain.casefiles import traps
from kith.domain.casefiles.look import Look
from kith.domain.casefiles.units import Unit

_NOT_BEFORE_NAME = frozenset({"the", "a", "an", "on", "using", "uses", "via", "new", "this", "each", "every", "some"})
_SURE_PLACE = frozenset({"in", "near", "at", "outside", "hmp", "hmyoi", "yoi", "into", "ysgol", "via"})
# First names that notes use for the place more often.
_BIG_PLACES = frozenset(
    "kent devon india jordan preston washington georgia brent cleveland mali chad lincoln paris milan sofia erbil "
    "salem chelsea everton aden harlow clifton linton milton nelson elgin sandy ash hope".split()
)
_NO_SUBJECT = frozenset("the a an to of for in on at that this it he she they i we you his her their my our".split())
_AFTER_HOUSEHOLD = frozenset("and or have had who in for since on to until are were will would where as but".split())
_SAYING = frozenset("said says told asked rang called phoned texted emailed wrote explained reported replied".split())


def verdict(look: Look, unit: Unit, confirmed: set[str]) -> tuple[str, bool]:
    """The rule by which the capitals are a name and whether there is no doubt; an empty rule where they are none."""
    if traps.is_body(look, unit):
        look.was_place(unit)
        return "", False
    if look.is_date(unit) or look.is_family(unit):
        return "", False
    if _is_named(look, unit):
        return "name.called", True
    if _are_the_carers(look, unit):
        return "name.household", False
    beside = look.kin_before(unit.first) is not None
    if (
        look.kin_near(unit)
        and not (_is_place(look, unit, sure=True) and not beside)
        and not _is_plain_word_pair(look, unit)
    ):
        return "name.relative", True
    if look.owns_relative(unit) and not _all_words(look, unit):
        return "name.owner", True
    if len(unit.words) > 1:
        return _many(look, unit)
    return _one(look, unit, confirmed)


def _is_named(look: Look, unit: Unit) -> bool:
    """Whether "called", "known as", "aka" stands before."""
    for back in (1, 2):
        if look.low(unit.first - back) in {'"', "“", "'", "‘"}:
            continue
        start = unit.first - back
        for length in range(4):
            hit = look.lex.naming.at(look.tokens, start - length) if start - length >= 0 else None
            if hit and hit[0] == start + 1:
                return look.low(start) != "called" or look.low(start - 1) != "mum" or True
        break
    return False


def _is_plain_word_pair(look: Look, unit: Unit) -> bool:
    """After a relative a capital may begin another word: "Mum Yesterday"; headings: "Carer Report"."""
    lex, word = look.lex, unit.words[0]
    before = look.kin_before(unit.first)
    if before is not None and before.head > 0 and word not in lex.contexts["heads"]:
        return False
    return (
        word not in lex.given
        and word not in lex.word_names
        and lex.is_word(word)
        and len(unit.words) == 1
        and not (look.low(unit.first - 1) == "," and look.low(unit.end) in {".", ",", ")", ";", "(", ""})
        and (look.low(unit.first - 1) not in {'"', "“", "'", "‘"} and not look.is_subject(unit.end))
    )


def _all_words(look: Look, unit: Unit) -> bool:
    lex = look.lex
    return all(lex.is_word(word) and word not in lex.given and word not in lex.word_names for word in unit.words)


def _is_place(look: Look, unit: Unit, *, sure: bool = False) -> bool:
    """Whether the list of places holds the words; `sure`: and no first name is written the same."""
    hit = look.lex.places.at(look.tokens, unit.first)
    if hit is None or hit[0] < unit.end:
        return False
    return not (sure and unit.words[0] in look.lex.given | look.lex.word_names)


def _many(look: Look, unit: Unit) -> tuple[str, bool]:
    lex, first = look.lex, unit.words[0]
    known_first = first in lex.given or first in lex.word_names
    if _is_place(look, unit) and not (known_first and look.is_subject(unit.end) and not look.place_before(unit)):
        look.was_place(unit)
        return "", False
    if known_first:
        if first in lex.word_names and all(lex.is_word(word) for word in unit.words) and look.place_before(unit):
            return "", False
        return "name.full", True
    if look.joins_name(unit) and not _all_words(look, unit):
        return "name.joined", False
    if lex.is_word(first) or _all_words(look, unit):
        return "", False
    if look.place_before(unit) or look.lex.places.at(look.tokens, unit.first) and not look.is_subject(unit.end):
        look.was_place(unit)
        return "", False
    if look.low(unit.first - 1) in _NOT_BEFORE_NAME and not look.is_subject(unit.end):
        return "", False
    return "name.full", not any(lex.is_word(word) for word in unit.words)


def _one(look: Look, unit: Unit, confirmed: set[str]) -> tuple[str, bool]:
    lex, word = look.lex, unit.words[0]
    person_before = look.low(unit.first - 1) in lex.contexts["person_before"]
    acts = look.is_subject(unit.end)
    owned = look.kind(unit.end) == "s"
    placed = look.place_before(unit)
    text = look.tokens[unit.first].text
    named = word in lex.given or word in lex.word_names
    joined = look.low(unit.first - 1) in {",", "and", "&"} and look.last_name == unit.first - 1 > 0
    if joined and named and not look.is_start(unit) and look.low(unit.end) not in lex.contexts["heads"]:
        return "name.joined", False
    if _is_place(look, unit) and (placed or word in _BIG_PLACES or not named):
        if not placed and (word in confirmed or named and (acts or person_before)):
            return "name.first", False
        look.was_place(unit)
        return "", False
    if text.isupper() and len(text) > 1:
        return _capitals(look, unit, confirmed)
    if word in lex.given:
        if placed and not owned and look.low(unit.first - 1) in _SURE_PLACE:
            look.was_place(unit)
            return "", False
        return "name.first", True
    if word in confirmed and not lex.is_word(word) and (owned or not placed):
        return "name.first", True
    if word in lex.word_names or word in confirmed:
        return _word_name(look, unit, confirmed, acts=acts, owned=owned, placed=placed)
    if lex.is_word(word) or len(text) == 1:
        return ("name.joined", False) if look.joins_name(unit) else ("", False)
    return _unknown(look, unit, person=person_before or acts, owned=owned, placed=placed)


def _word_name(
    look: Look, unit: Unit, confirmed: set[str], *, acts: bool, owned: bool, placed: bool
) -> tuple[str, bool]:
    """A name that is a word as well: at the start of a sentence only who acts is taken."""
    if placed and not owned:
        return "", False
    if not look.is_start(unit):
        return "name.word", False
    following = look.low(unit.end)
    base = following in {"can", "may", "might", "could", "should", "must", "will", "would"} and unit.words[0] in {
        "will",
        "may",
    }
    listed = (
        following in {"and", "&", "(", ","} and look.tokens[min(unit.end + 1, len(look.tokens) - 1)].text[:1].isupper()
    )
    if (
        (acts or owned or listed)
        and not base
        and not (unit.words[0] in {"will", "may"} and following in {"have", "is"})
    ):
        return "name.word", False
    if unit.words[0] in confirmed - {"will", "may"} and following not in _NO_SUBJECT:
        return "name.word", False
    alone = unit.end - unit.first == len([token for token in look.tokens if token.kind == "w"])
    return ("name.word", False) if alone else ("", False)


def _unknown(look: Look, unit: Unit, *, person: bool, owned: bool, placed: bool) -> tuple[str, bool]:
    """A capital that is in no list: a name, unless the words around say a place or a thing."""
    lex = look.lex
    if placed:
        look.was_place(unit)
        return "", False
    if look.low(unit.first - 1) == "the" and unit.words[0].endswith("s") and _is_household(look, unit):
        return "name.household", False
    if look.low(unit.first - 1) in _NOT_BEFORE_NAME and not look.is_subject(unit.end):
        return "", False
    if look.is_start(unit):
        listed = look.low(unit.end) in {"and", "&", "(", ","}
        alone = len([token for token in look.tokens if token.kind == "w"]) == 1
        following = look.low(unit.end)
        verb = following.endswith(("ed", "s", "ing")) and following.isalpha() and lex.is_word(following)
        return ("name.unknown", False) if look.is_subject(unit.end) or owned or listed or alone or verb else ("", False)
    return "name.unknown", False


def _are_the_carers(look: Look, unit: Unit) -> bool:
    """ "Their carers, the Whittles": a family by its name, though it is a word too."""
    named = len(unit.words) == 1 and unit.words[0].endswith("s") and look.low(unit.first - 1) == "the"
    return named and look.low(unit.first - 2 - (look.low(unit.first - 2) == ",")) in {"carers", "fosterers"}


def _is_household(look: Look, unit: Unit) -> bool:
    """ "with the Boltons": a family by its name."""
    before = look.low(unit.first - 2)
    lead = before in {
        "with",
        "to",
        "from",
        "by",
        "and",
        "at",
        "carers",
        "family",
        "find",
        "of",
        "for",
        ",",
        "",
        "-",
        "–",
        ":",
    }
    after = look.low(unit.end)
    return lead and (look.kind(unit.end) != "w" or after in _AFTER_HOUSEHOLD) or look.is_subject(unit.end)


def _capitals(look: Look, unit: Unit, confirmed: set[str]) -> tuple[str, bool]:
    """A word all in capitals: a name of the lists, or initials of somebody who acts."""
    lex, word = look.lex, unit.words[0]
    if len(word) > 3:
        known = word in lex.given or word in confirmed
        return ("name.first", False) if known else ("", False)
    acting = look.low(unit.end) in _SAYING | {"to", "attended", "visited", "met", "has", "is", "will"}
    if len(word) == 2 and acting:
        return "name.initials", False
    return "", False
