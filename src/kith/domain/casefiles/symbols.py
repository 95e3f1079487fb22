"""A sentence written as one letter for each unit and word, so that rules can be patterns over it."""

import re
from typing import NamedTuple

from kith.domain.casefiles import lexicon, tokens
from kith.domain.casefiles.units import CHILD, Unit

_MARKS = {
    **{",": ",", ";": ";", ":": ":", "(": "(", "[": "(", ")": ")", "]": ")", "=": "=", "/": "/", "&": "&", "+": "&"},
    **{"-": "-", "–": "-", "—": "-", ".": ".", "|": ","},
}
# Units: N name, C child, K relative, R profession. Words: by letter. Every other word is x, adverbs are q.
_WORDS = {
    word: letter
    for letter, words in {
        "b": "is am was are were been be being became remains",
        "!": "not isn't wasn't never aren't",
        "&": "and plus",
        "s": "as",
        "h": "has have had got having expecting",
        "w": "who which whom",
        "a": "a an the another",
        "o": "of",
        "t": "to",
        "n": "on",
        "e": "in at from by near for via through",
        "y": "with w",
        "p": "he she they",
        "i": "i we i've we've",
        "u": "you",
        "Z": "moved moves moving",
        "I": "i'm we're",
        "d": "aged age years yrs yr year old one two three four five six seven eight nine ten dob born b",
        "v": "says said claims claimed states stated thinks believes",
        "m": "remarried married marries marry remarries wed",
        "M": "dating seeing marrying engaged",
        "L": "relationship",
        "B": "back together out involved",
        "V": "live lives living remains remain remaining stays staying settled",
        "W": "lived stayed stay",
        "F": "placement",
        "D": "placed matched match",
        "G": "fostered",
        "T": "taught",
        "Q": "now",
        "S": "split separated",
    }.items()
    for word in words.split()
}
_LEFT_OUT = frozenset("\"“”'‘’«»")
# "shes dads sister": he is, she is, they are, who is, written as one word.
_IS = {"shes": "pb", "hes": "pb", "theyre": "pb", "whos": "wb", "thats": "wb"}
_SILENT = frozenset({"here"})
_SAID_WITH_S = frozenset({"he", "she", "it", "that", "who", "there", "this", "name"})
_AGES = re.compile(r"(?<=N)d(?=[,;&)])|\([dx]{0,2}\.?d+[dx]?\)|(?<=N),[d.]+,(?=[&bw])|(?<=N),[d.]+(?=[,&;.])")
_MODALS = frozenset({"may", "might", "could", "must", "would", "will", "can", "should"})
_CARING = {
    **dict.fromkeys(("look", "looks", "looking", "cares", "caring"), "j"),
    **dict.fromkeys(("looked", "cared"), "J"),
}
# Whoever watches the match with somebody is not placed with her.
_PLAYED = frozenset("football rugby cricket tennis boxing netball hockey the a this that his her".split())
_MOVING = frozenset({"move", "moves", "moved", "moving"})

Tokens = tuple[tokens.Token, ...]


class Symbols(NamedTuple):
    """A sentence as letters, the unit behind each (None where it is a word), and the token where each begins."""

    text: str
    units: tuple[Unit | None, ...]
    starts: tuple[int, ...]


def write(sentence: tokens.Sentence, units: list[Unit], lex: lexicon.Lexicon) -> Symbols:
    """The sentence as letters. Owners ("mum's" of "mum's sister"), ages and quotation marks are left out."""
    found = sentence.tokens
    by_first = {unit.first: unit for unit in units}
    owning = _owning(found, units)
    letters: list[str] = []
    behind: list[Unit | None] = []
    starts: list[int] = []
    at = 0
    while at < len(found):
        unit = by_first.get(at)
        if at in owning:
            letter, after = "", owning[at]
        elif unit is not None:
            letter, after = "x" if unit.general else unit.kind, unit.end
        else:
            letter, after = _letter(found, at, lex)
        for one in letter:
            letters.append(one)
            behind.append(None if one == "x" else unit)
            starts.append(at)
        at = max(after, at + 1)
    return _without_ages(Symbols("".join(letters), tuple(behind), tuple(starts)))


def _owning(found: Tokens, units: list[Unit]) -> dict[int, int]:
    """Where an owner begins and ends: "mum's sister" and "sister of mum" are one relative, not two."""
    skipped: dict[int, int] = {}
    skipped.update(_sides(found, units))
    for before, unit in zip(units, units[1:], strict=False):
        if unit.owner is before or (unit.owner_is_child and _is_owner(before) and unit.first - before.end <= 1):
            skipped[before.first] = unit.first
        elif before.owner is unit or (before.owner_is_child and unit.kind == CHILD and unit.first - before.end == 1):
            end = unit.end
            if unit.kind != CHILD:
                end = next((name.end for name in units if name.first == end and name.kind == "N" and name.owns), end)
            joined = next((name for name in units if name.first == end + 1 and name.kind == "N"), None)
            if unit.kind == "N" and joined is not None and found[end].low in {"and", "&", "+"} and before.plural:
                end = joined.end
            marked = end < len(found) and found[end].kind == "s"
            skipped[before.end] = end + marked
    return skipped


def _sides(found: Tokens, units: list[Unit]) -> dict[int, int]:
    """Where "on mum's side" begins and ends: it says whose relative somebody is, and stands between nobody."""
    skipped = {}
    for unit in units:
        start = next((at for at in (unit.first - 1, unit.first) if at > 0 and found[at].low in {"on", "from"}), 0)
        end = next((at for at in range(unit.end, min(unit.end + 3, len(found))) if found[at].low == "side"), 0)
        if unit.side and start and end:
            skipped[start] = end + 1
    return skipped


def _is_owner(before: Unit) -> bool:
    """The child, or whoever is named beside the child as owner: "Tilly & Grace's mum"."""
    return before.kind == CHILD or before.kind == "N" and before.owns


def _letter(found: Tokens, at: int, lex: lexicon.Lexicon) -> tuple[str, int]:
    token = found[at]
    if token.kind == "d":
        return "d", at + 1
    if token.kind in "sp":
        return _mark(found, at)
    two = _two_words(found, at)
    if two is not None:
        return two
    named = lex.naming.at(found, at)
    if named is not None or _calls(found, at):
        return "c", named[0] if named is not None else at + 1
    letter = _WORDS.get(token.low) or _IS.get(token.low)
    if letter is None:
        letter = "q" if token.low in lex.contexts["adverbs"] else "z" if token.low in lex.contexts["verbs"] else "x"
    return letter, at + 1


def _mark(found: Tokens, at: int) -> tuple[str, int]:
    """A mark or a possessive; "she's" is "she is", and of "mum's got" the possessive says nothing."""
    token = found[at]
    if token.kind == "p":
        return ("" if token.text in _LEFT_OUT else _MARKS.get(token.text, "x")), at + 1
    if at + 1 < len(found) and found[at + 1].low == "got":
        return "", at + 1
    return ("b" if at and found[at - 1].low in _SAID_WITH_S else "s"), at + 1


def _two_words(found: Tokens, at: int) -> tuple[str, int] | None:
    """Two words that are one: "m.", "w/", "look after", "foster him", "moved in", "to be", "turns out", "may be"."""
    token = found[at]
    before = found[at - 1].low if at else ""
    following = found[at + 1].low if at + 1 < len(found) else ""
    if token.low in _SILENT:
        return "", at + 1
    if token.low in {"m", "w"} and following in {".", "/"}:
        return ("m" if token.low == "m" else "y"), at + 2
    if token.low in _CARING and following in {"after", "for"}:
        return _CARING[token.low], at + 2
    if token.low == "match" and before in _PLAYED:
        return "x", at + 1
    if token.low == "foster" and before not in {"the", "a", "his", "her"} and _is_whom(found, at + 1):
        return "G", at + 1
    if token.low == "into" and [other.low for other in found[at + 1 : at + 3]] in (["care", "with"], ["care", "w"]):
        return "D", at + 2
    if token.low == "in" and before in _MOVING:
        return "B", at + 1
    if token.low == "together" and following in {",", ":", "-", "–"} and at and found[at - 1].kind == "w":
        # "They have a daughter together, Freya"
        return "", at + 1
    if token.low == "staying" and following == "put":
        # The arrangement of that name: "Staying Put w/ Sylvie".
        return "V", at + 2
    return _being(token.low, following, at)


def _being(low: str, following: str, at: int) -> tuple[str, int] | None:
    if following == "be":
        return ("b", at + 2) if low == "to" else ("q", at + 1) if low in _MODALS else None
    return ("q", at + 2) if following == "out" and low in {"turns", "turned"} else None


def _is_whom(found: Tokens, at: int) -> bool:
    """Whether somebody is fostered, not a carer: "to foster him", "foster Lewis"."""
    if at >= len(found):
        return False
    return found[at].low in {"him", "her", "them", "me", "us"} or found[at].text[:1].isupper()


def _calls(found: Tokens, at: int) -> bool:
    """ "who everyone calls Tash" """
    if found[at].low not in {"calls", "call", "nicknames"} or at + 1 >= len(found):
        return False
    near = {token.low for token in found[max(0, at - 3) : at]}
    return found[at + 1].text[:1].isupper() and not near.isdisjoint({"who", "whom"})


def _without_ages(whole: Symbols) -> Symbols:
    """ "Liam (14) and Josh, 12, are" reads as "Liam and Josh are"."""
    drop: set[int] = set()
    for match in _AGES.finditer(whole.text):
        if "d" in match.group():
            drop.update(range(match.start(), match.end()))
    if not drop:
        return whole
    kept = [index for index in range(len(whole.text)) if index not in drop]
    return Symbols(
        "".join(whole.text[index] for index in kept),
        tuple(whole.units[index] for index in kept),
        tuple(whole.starts[index] for index in kept),
    )
