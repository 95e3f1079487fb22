"""Words of a text with their offsets, and where its sentences end. Nothing of the text is changed."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from kith.domain.casefiles import abbreviated

# A letter may carry combining marks; an apostrophe within a word belongs to it (O'Neill), a possessive 's does not.
_LETTER = r"[^\W\d_][\u0300-\u036f\u1ab0-\u1aff]*"
_TOKEN = re.compile(
    rf"(?P<c>[Tt]/[Cc](?![^\W_]))|(?P<s>['’][sS](?![^\W_]))|(?P<w>(?:{_LETTER})+(?:['’](?![sS](?![^\W_]))(?:{_LETTER})+)*)"
    r"|(?P<d>\d+(?:[.,/:]\d+)*)|(?P<n>\r\n|\r|\n)|(?P<p>\S)"
)
_NO_END = frozenset(
    "mr mrs ms dr w st prof rev fr sgt no approx tel vs eg ie etc b d m f nee dob c j inc jr sr messrs hon ext".split()
)
# Short forms that stand in the middle of what is said, in notes without capitals.
_SHORT = frozenset(
    "re fc fcs mgm mgf pgm pgf sw tc wk mth yr yrs hrs min mins mat pat inc incl poss prob esp appt".split()
)
_A_FEW = 3
# So many words at most stand before the colon of a form.
_LABEL_WORDS = 6
_BULLETS = frozenset("-–—•*·▪◦‣➢+")
_CLOSERS = frozenset("\"'”’)]»")
# A line that ends before this column was ended on purpose; a longer one was wrapped.
_WRAPPED_FROM = 55
# No sentence is longer; what is longer is cut, so that reading time grows with the text only.
_LONGEST = 400


class Token(NamedTuple):
    """One word or mark. `kind`: w word, d digits, s a possessive 's, p any other mark, n end of a line."""

    text: str
    low: str
    start: int
    end: int
    kind: str


class Sentence(NamedTuple):
    """Some tokens in order without ends of lines; `line` says that it begins a line, `block` how many blanks before."""

    tokens: tuple[Token, ...]
    begins_line: bool
    block: int

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.tokens[0].start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.tokens[-1].end


def tokens(text: str) -> list[Token]:
    """Every token of the text in order; offsets are code points, `low` is in small letters with a plain apostrophe."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = (match.lastgroup or "p").replace("c", "w")
        word = match.group()
        low = word.lower().replace("’", "'") if kind in "ws" else word
        found.append(Token(word, low, match.start(), match.end(), kind))
    return found


def sentences(found: list[Token]) -> Iterator[Sentence]:
    """The tokens by sentence: ended by a full stop, a blank line, or a line that ends early or before a list mark."""
    current: list[Token] = []
    small = _in_small_letters(found)
    begins_line, blanks, block = True, 0, 0
    line_start = 0
    for at, token in enumerate(found):
        if token.kind == "n":
            blanks += 1
            if current and _line_ends(found, at, line_start):
                yield Sentence(tuple(current), begins_line, block)
                current, begins_line = [], True
            elif not current:
                begins_line = True
            line_start = token.end
            continue
        if not current:
            block, blanks = blanks, 0
        blanks = 0
        if abbreviated.is_mark(found, at):
            continue
        current.append(token)
        if _ends(found, at) or small and _ends_small(found, at) or len(current) >= _LONGEST:
            yield Sentence(tuple(current), begins_line, block)
            current, begins_line = [], False
    if current:
        yield Sentence(tuple(current), begins_line, block)


def _in_small_letters(found: list[Token]) -> bool:
    """Whether whoever writes begins sentences in small letters: then a full stop ends one all the same."""
    after = [found[at + 1] for at in range(len(found) - 1) if _is_full_stop(found, at) and found[at + 1].kind == "w"]
    return len(after) >= _A_FEW and sum(one.text[:1].islower() for one in after) * 2 > len(after)


def _is_full_stop(found: list[Token], at: int) -> bool:
    """A full stop with a space behind it, at the end of a word that is no short form."""
    before = found[at - 1] if at else None
    if found[at].text != "." or before is None or before.end != found[at].start or found[at + 1].start == found[at].end:
        return False
    return before.low not in _NO_END and before.low not in _SHORT and len(before.text) > 1


def _ends_small(found: list[Token], at: int) -> bool:
    return at + 1 < len(found) and found[at + 1].kind != "n" and _is_full_stop(found, at)


def _line_ends(found: list[Token], at: int, line_start: int) -> bool:
    """Whether the end of this line is the end of what it says."""
    following = found[at + 1] if at + 1 < len(found) else None
    if following is None or following.kind == "n":
        return True
    if found[at].start - line_start < _WRAPPED_FROM or following.text in _BULLETS or following.kind == "d":
        return True
    if found[at - 1].text in {":", ";"}:
        return True
    return following.text[:1].isupper() and _is_label(found, at + 1)


def _is_label(found: list[Token], at: int) -> bool:
    """ "Significant others: Nanny Lin": a line of a form begins with a few words and a colon."""
    ahead = found[at : at + _LABEL_WORDS + 1]
    colon = next((place for place, token in enumerate(ahead) if token.kind != "w"), 0)
    return bool(colon) and ahead[colon].text == ":"


def _ends(found: list[Token], at: int) -> bool:
    token = found[at]
    following = found[at + 1] if at + 1 < len(found) else None
    if token.text in _CLOSERS:
        return _ends_before_closer(found, at, following)
    if token.text not in {".", "!", "?", "…"} or following is None:
        return False
    if following.text in _CLOSERS and following.start == token.end:
        return False
    if following.start == token.end and following.kind != "n":
        return False
    return token.text != "." or not _is_short_form(found, at, following)


def _ends_before_closer(found: list[Token], at: int, following: Token | None) -> bool:
    """A quotation that ends with its own full stop ends the sentence, unless it goes on in small letters."""
    if at == 0 or found[at - 1].text not in {".", "!", "?"} or found[at - 1].end != found[at].start:
        return False
    return following is not None and following.start > found[at].end and not following.text[:1].islower()


def _is_short_form(found: list[Token], at: int, following: Token) -> bool:
    """Whether the full stop belongs to the word before it: Mr., J., approx."""
    before = found[at - 1] if at else None
    if before is None or before.end != found[at].start or following.kind == "n":
        return False
    if before.low in _NO_END:
        return True
    single = len(before.text) == 1 and before.text.isupper() and following.low not in abbreviated.BEGINS
    return following.text[:1].islower() or (single and following.text[:1].isupper())
