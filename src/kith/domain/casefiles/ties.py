"""What a sentence says of two people without a word for a relative: married, back with, placed with, fostered."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kith.domain.casefiles import tokens
from kith.domain.casefiles.symbols import Symbols
from kith.domain.casefiles.units import CHILD, NAME, Unit

_TWO = "(N)(?:[&,]{1,2}(N))?(?!s)"
# (pattern, what the others are). Group 1 is the first of two partners, where there is one; the rest are the others.
_TIES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"([NKp]),?w?q*b?h?q*m(?:,?e?d{1,2})?(?:[xe]{0,2}t)?a?(?:x{0,2}[xK],?c?)?(N)", "spouse"),
        (r"()[,&]m[xe]{0,2}t(N)", "spouse"),
        (r"([NKp]),?w?q*b?q*M[yt]?(N)", "partner"),
        (r"(?:([NKp])[^NKC.]{0,6})?Lq*y(N)", "partner"),
        (r"([NKp]),?(?:[^NKC.;,]{0,4}B|[^NKC.;,]{0,5}Q)q*y(N)(?!s)", "parent's partner"),
        (r"(?:V|live)q*y(K)&(N)(?![,&sKR(])", "parent's partner"),
        (r"(K)(?:&C)?[^NKC.;,]{0,4}[BV][^NKC.;,]{0,6}y(?:ax{1,2}c)?(N)(?![sKR(]|,?w)", "parent's partner, perhaps"),
        (r"([NK])q*bq*y(N)(?![sKR&(])", "parent's partner"),
        (r"([NKp]),?q*(?:b?q*!|[^NKC.;,]{0,3}S[xB]?)q*[ye](N)(?!s)", "parent's former partner"),
        (rf"()(?:[FD]q*b?|D[xeB]{{1,4}}|x[te]?V)q*y{_TWO}", "placed"),
        (rf"()[FD]q*b?q*yN,?&?q+y{_TWO}", "placed"),
        (rf"()FoCq*y{_TWO}", "placed"),
        (r"()[FD]\((N)", "placed"),
        (r"()(?<!N)C[xqzb]{0,2}[ey](N)s?(?![NKR])", "couple with the child"),
        (r"()(?<!N)C(?=q*hq*b)[qhb]{2,4}y(N)(?![NKRs&])", "still with the child"),
        (r"()(?<!N)C[xqzbh]{0,3}y(N)&(N)(?![NKRs])", "two with the child"),
        (r"()(N)(?:&(N))?q*jx", "carer of the child"),
        (r"()(N)(?:&(N))?,?w?hq*Jx", "carer of the child"),
        (r"()(N)(?:&(N))?,?w?x?Jx", "former carer of the child"),
        (r"(N)(?:\([^)(]{1,12}\))?,?wh(N)(?:&(N))?(?![sd])", "child"),
        (r"()ph(N)&(N)(?![sd])", "child of the couple"),
        (rf"(){_TWO},?w?q*hq*G", "foster carer"),
        (rf"(){_TWO},?w?[qxzt]{{0,3}}G", "former foster carer"),
        (r"()(N),?wq*T", "former teacher"),
        (rf"()(?:[Cpiu]|^)[^NKC.;,]{{0,5}}Vq*y{_TWO}", "carer of the subject"),
        (rf"()(?:^x&N|C&N|N&C)q*Vq*y{_TWO}", "carer of the subject"),
        (r"()(N)(?:&(N))?,yw[Cp]h?q*V", "carer of the child"),
        (r"()(N)(?:&(N))?,yw[Cp]h?q*W", "former carer of the child"),
        (rf"()(?:[Cpiu]|^)[^NKC.;,]{{0,5}}Wq*y{_TWO}", "former carer of the subject"),
        (rf"()(?:[Cpiu]|^)[^NKC.;,]{{0,3}}Z(?:t|ey|By|y|B){_TWO}", "carer of the subject"),
    )
)
_HAS = re.compile(r"([NKCpi])(?:\([^)(]{1,12}\))?(?:[^NKCpi.;,]{0,14}[&,])?q*h[hqd]*[ad]*(K)")
_HAS_TOO = re.compile(r"(?:[cN,(&)d]|a){1,8}?&[ad]*(K)")
_SAME_NAME = re.compile(r"(N)\(?,?[wxzq]{0,2}b?q*c(N)")
_SAME_RELATIVE = re.compile(r"(K)(?:\(N\)|N)?(?:\(|=|,(?:wb)?|q*b|[^NKC.]{1,14}[pw]q*b)(K)")


class Tie(NamedTuple):
    """One of two (None where the sentence names nobody), the other, and what the other is."""

    who: Unit | None
    other: Unit
    word: str
    start: int


def find(whole: Symbols) -> Iterator[Tie]:
    """The ties of a sentence: "Mum is married to Piotr", "a relationship with Lee", "placed with Jo and Phil"."""
    for pattern, word in _TIES:
        for match in pattern.finditer(whole.text):
            who = whole.units[match.start(1)] if match[1] else None
            for group in range(2, (match.lastindex or 1) + 1):
                other = whole.units[match.start(group)] if match[group] else None
                if other is not None:
                    yield Tie(who, other, word, whole.starts[match.start()])


def born_to(sentence: tokens.Sentence, units: list[Unit]) -> list[Unit]:
    """Who is named as the child's parents: "Leo born at the Royal to Kim Hale (19)"; of "to Kim and Ed" both."""
    found = sentence.tokens
    at = _born(found)
    before = [unit for unit in units if unit.end <= at]
    after = [unit for unit in units if unit.first > at]
    if at < 0 or not before or before[-1].kind != CHILD or not after:
        return []
    if after[0].kind != NAME or found[after[0].first - 1].low != "to" or _owns(found, after[0]):
        return []
    two = len(after) > 1 and after[1].kind == NAME and after[1].first == after[0].end + 1
    return after[:2] if two and found[after[0].end].low in {"and", "&"} else after[:1]


def _born(found: tuple[tokens.Token, ...]) -> int:
    """Where "born" stands, or "b." before "to"."""
    for index, token in enumerate(found):
        if token.low == "born":
            return index
        if token.low == "b" and [other.low for other in found[index + 1 : index + 3]] == [".", "to"]:
            return index + 1
    return -1


def _owns(found: tuple[tokens.Token, ...], unit: Unit) -> bool:
    return unit.end < len(found) and found[unit.end].kind == "s"


_COUPLE = re.compile(r"(K)(?:N)?(?:\([^)(]{1,12}\))?&(K)")
_GRAND = frozenset({"grandmother", "grandfather"})
_SHARING = frozenset({"same", "share", "shares", "shared"})
_SAME = re.compile(r"(N)&(N)(?:&N)?[hx]a?x?(K)")


def same_parent(sentence: tokens.Sentence, whole: Symbols) -> Iterator[tuple[Unit, Unit, Unit]]:
    """ "Ryan and Kelsie have the same dad, Gaz": the two, and their father."""
    for match in _SAME.finditer(whole.text):
        first, second, parent = (whole.units[match.start(group)] for group in (1, 2, 3))
        if first is not None and second is not None and parent is not None:
            same = not _SHARING.isdisjoint(token.low for token in sentence.tokens[second.end : parent.head])
            if (
                same
                and parent.path in {("mother",), ("father",)}
                and not parent.pronoun
                and (parent.owner is None or parent.owner is first)
            ):
                yield first, second, parent


def grandparents(whole: Symbols) -> Iterator[tuple[Unit, Unit]]:
    """ "Nan Jean and Grandad Ted": two that are a couple."""
    for match in _COUPLE.finditer(whole.text):
        first, second = whole.units[match.start(1)], whole.units[match.start(2)]
        if first is not None and second is not None and not (first.plural or second.plural):
            steps = {first.path[-1], second.path[-1]}
            if steps == _GRAND:
                yield first, second


def having(whole: Symbols) -> Iterator[tuple[int, Unit]]:
    """(place of who has, the relative): "Shaz has two daughters", "she had a brother"."""
    for match in _HAS.finditer(whole.text):
        unit = whole.units[match.start(2)]
        if unit is None or unit.pronoun or unit.article == "the" or unit.owner is not None or unit.owner_is_child:
            continue
        yield match.start(1), unit
        at = match.end()
        while more := _HAS_TOO.match(whole.text, at):
            unit, at = whole.units[more.start(1)], more.end()
            if unit is None or unit.pronoun or unit.article == "the" or unit.owner is not None or unit.owner_is_child:
                break
            yield match.start(1), unit


def same_relative(whole: Symbols) -> Iterator[tuple[Unit, Unit]]:
    """Two words that may be for one relative: "her brother (Ayaan's aabo)", "his nan, who is dad's mum"."""
    for match in _SAME_RELATIVE.finditer(whole.text):
        before, after = whole.units[match.start(1)], whole.units[match.start(2)]
        if before is not None and after is not None and not (before.links and after.links):
            yield before, after


def same_name(whole: Symbols) -> Iterator[tuple[Unit, Unit]]:
    """Two names of one person: "Sharon, known as Shaz"."""
    for match in _SAME_NAME.finditer(whole.text):
        before, after = whole.units[match.start(1)], whole.units[match.start(2)]
        if before is not None and after is not None:
            yield before, after
