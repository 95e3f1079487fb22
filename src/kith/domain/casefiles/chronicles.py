"""What the order of dated lines says: who is born there, and who had the child, what is over."""

import dataclasses
import re

from kith.domain.casefiles import paths, tokens
from kith.domain.casefiles.people import Claim, Person
from kith.domain.casefiles.units import CHILD, NAME, Unit

_CARER = ("foster carer",)
# So many dated lines are a chronology.
CHRONOLOGY = 3
_MOVED = frozenset({"moved", "moves", "placed", "placement", "adopted"})
MONTHS = frozenset("jan feb mar apr may jun jul aug sep oct nov dec".split())
_SEASONS = frozenset({"spring", "summer", "autumn", "winter", "early", "late", "mid"})
_YEARS = re.compile(r"(?:19|20)\d\d")
_BORN = frozenset({"born", "b"})
_LOVERS = frozenset({"partner", "husband", "wife", "boyfriend", "girlfriend"})
_STOPS = frozenset({".", ";", "and", "but", "&"})
_SPANS = frozenset("nights weeks months days years night week year".split())
_WHO_HAD = frozenset({"he", "she", "they", "i"})
_WHEN = frozenset({"at", "when", "in", "before", "for", "then", "until"})
_SOON = 6
_OVER = frozenset(
    {("from", "before"), ("from", "when"), ("last", "school")}
    | {("old", place) for place in ("flat", "house", "school", "street", "road", "place", "estate")}
)
_TO = frozenset({"to", "w", "with"})


def is_dated(sentence: tokens.Sentence) -> bool:
    """Whether the sentence begins with a date, as the lines of a chronology do."""
    first = sentence.tokens[0]
    if (first.low[:3] in MONTHS or first.low in _SEASONS) and len(sentence.tokens) > 1:
        return sentence.tokens[1].kind == "d"
    marked = len(sentence.tokens) > 2 and sentence.tokens[1].text in "./:"
    # "4. He then moved" is a paragraph of a statement.
    paragraph = marked and sentence.tokens[1].text == "." and sentence.tokens[2].kind == "w"
    return first.kind == "d" and (len(first.text) > 3 or marked and not paragraph)


def born(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "2012 - Mustafa born", in a chronology of somebody else: a brother or sister, if nothing else is said."""
    first = units[0]
    if first.kind != NAME or first.plural or not isinstance(first.person, Person) or first.end >= len(sentence.tokens):
        return
    person = first.person.key()
    if any(token.kind == "w" for token in sentence.tokens[: first.first]) or person.claims or person.roles:
        return
    if sentence.tokens[first.end].low in _BORN and is_dated(sentence):
        person.claims.append(Claim(None, (paths.SIBLING,), "kin.born"))


def parents(sentence: tokens.Sentence, units: list[Unit]) -> list[Unit]:
    """ "12.01.15 Born Leeds to Ewa Lis and Marcin Lis": whose birth a chronology begins with is the child."""
    found = sentence.tokens
    at = next((index for index, token in enumerate(found) if token.low == "born"), -1)
    if at < 0 or any(unit.first < at for unit in units) or any(token.kind == "w" for token in found[:at]):
        return []
    after = [unit for unit in units if unit.first > at]
    if not after or after[0].kind != NAME or found[after[0].first - 1].low != "to":
        return []
    two = len(after) > 1 and after[1].kind == NAME and after[1].first == after[0].end + 1
    return after[:2] if two and found[after[0].end].low in {"and", "&"} else after[:1]


def placed(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "20/06/20 - EPO. Sadie to Ms Amy Thwaite": a line that takes the child to somebody says who cares for her."""
    _placed_with(sentence, units)
    for before, unit in zip(units, units[1:], strict=False):
        if before.kind != CHILD or unit.kind != NAME or not isinstance(unit.person, Person):
            continue
        person = unit.person.key()
        between = [token.low for token in sentence.tokens[before.end : unit.first] if token.text != "."]
        joined = len(between) == 1 and between[0] in _TO
        owns = unit.owns or unit.end < len(sentence.tokens) and sentence.tokens[unit.end].kind == "s"
        second = next((other for other in units if _is_joined(sentence, unit, other)), None)
        taken = before.first > 0 and sentence.tokens[before.first - 1].kind == "w"
        # "walked Aaron to Ms Gaunt" goes on a corridor.
        if not joined or owns or taken or not (unit.title or second is not None or is_dated(sentence)):
            continue
        both = [person, *([second.person.key()] if second and isinstance(second.person, Person) else [])]
        if not unit.title and not is_dated(sentence) and any(one.claims for one in both):
            # "Saffron to Ross and Ingrid": her brother's father and his wife.
            continue
        for one in both:
            if not one.claims and not one.roles:
                one.claims.append(Claim(None, _CARER, "kin.placed", bare=True))


def _placed_with(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "16/02/18 | Placed Amina Dirie, Leicester": the line leaves out the child, and with."""
    first = units[0]
    person = first.person.key() if first.kind == NAME and isinstance(first.person, Person) else None
    words = [token.low for token in sentence.tokens[: first.first] if token.kind == "w"]
    if person is not None and words == ["placed"] and is_dated(sentence) and not person.claims and not person.roles:
        person.claims.append(Claim(None, _CARER, "kin.placed", bare=True))


def _is_joined(sentence: tokens.Sentence, unit: Unit, other: Unit) -> bool:
    """ "Les and Val Tonks" """
    return other.kind == NAME and other.first == unit.end + 1 and sentence.tokens[unit.end].low in {"and", "&", "+"}


def former(sentences: list[tokens.Sentence], found: list[Person]) -> None:
    """In a chronology whoever had the child in a line before the last one with a carer is a former carer; in the file
    of a child who was adopted every foster carer is."""
    carers = [person for person in found if _has_child(person)]
    adopted = any(claim.owner is None and claim.own[0].startswith("adoptive") for one in found for claim in one.claims)
    dated = [number for number, sentence in enumerate(sentences) if is_dated(sentence)]
    if len(dated) >= CHRONOLOGY:
        first = {id(one): _line(dated, one.mentions[0].sentence) for one in carers}
        last = max([*first.values(), *_moves(sentences, dated)], default=0)
        over = [one for one in carers if first[id(one)] < last]
    else:
        over = carers if adopted else []
    for person in over:
        person.claims = [
            dataclasses.replace(claim, own=("former foster carer", *claim.own[1:]))
            if claim.own[0] == _CARER[0]
            else claim
            for claim in person.claims
        ]


def _moves(sentences: list[tokens.Sentence], dated: list[int]) -> list[int]:
    """The lines in which the child goes to another home."""
    return [
        _line(dated, number)
        for number, sentence in enumerate(sentences)
        if any(token.low in _MOVED for token in sentence.tokens)
    ]


def _has_child(person: Person) -> bool:
    return any(claim.owner is None and claim.own == _CARER for claim in person.claims)


def _line(dated: list[int], sentence: int) -> int:
    """The number of the dated line that a sentence belongs to."""
    return sum(number <= sentence for number in dated)


def before(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "The carer he had at 9", "childminder from when he was little", "emergency carer for 9 nights": over."""
    for unit in units:
        changed = paths.compound("former", unit.path[-1]) if unit.path and unit.kind != NAME else None
        if changed is None or unit.former or unit.path[-1] in _LOVERS:
            continue
        end = next((name.end for name in units if name.kind == NAME and name.first == unit.end), unit.end)
        if _was(sentence, units, unit) or says_over([token.low for token in sentence.tokens[end : end + _SOON]]):
            unit.path, unit.former = (*unit.path[:-1], changed), True


def _was(sentence: tokens.Sentence, units: list[Unit], unit: Unit) -> bool:
    """ "I was Toby's foster mother", "we were his carers": not in "I was his carer's friend"."""
    child = next((one for one in units if one.kind == CHILD and one.first <= unit.first <= one.end + 1), unit)
    before = [token.low for token in sentence.tokens[max(0, child.first - 2) : child.first]]
    owns = unit.end < len(sentence.tokens) and sentence.tokens[unit.end].kind == "s"
    return before in (["i", "was"], ["we", "were"]) and not owns


def says_over(after: list[str]) -> bool:
    """Whether the words behind somebody who has a child say that it is over: for a year, until June."""
    after = after[after[:1] == [")"] :]
    stop = next((at for at, word in enumerate(after) if word in _STOPS), len(after))
    after = after[:stop]
    if not after:
        return False
    pairs = set(zip(after, after[1:], strict=False))
    if after[0] == "for":
        return len(after) > 2 and after[2] in _SPANS
    had = after[0] in _WHO_HAD and after[1:2] == ["had"] and bool(_WHEN & set(after[2:3]))
    return had or after[0] in {"until", "till"} or bool(pairs & _OVER)


def years(sentence: tokens.Sentence, units: list[Unit]) -> None:
    """ "Rose and Clive (foster carers 2014-16)": over."""
    for unit in units:
        rest = [token.text for token in sentence.tokens[unit.end : unit.end + 4]]
        over = len(rest) > 2 and _YEARS.fullmatch(rest[0]) and rest[1] in {"-", "–", "to"} and rest[2].isdigit()
        changed = paths.compound("former", unit.path[-1]) if unit.path else None
        if over and changed and not unit.former:
            unit.path, unit.former = (*unit.path[:-1], changed), True
