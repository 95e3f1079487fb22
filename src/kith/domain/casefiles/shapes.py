"""How a name is written: first and last names, particles, initials, hyphens, titles, nicknames in quotes, née."""

from kith.domain.casefiles import lexicon, tokens
from kith.domain.casefiles.units import NAME, Unit

Tokens = tuple[tokens.Token, ...]

_PARTICLES = frozenset(
    "de da di do dos das del della bin ibn bint al el abu ul ud van von der den du la le ap ab ferch y e bar".split()
)
_QUOTES = frozenset("\"'“”‘’«»")
_MAIDEN = frozenset({"nee", "née", "neé", "formerly", "now", "previously"})
_DESCRIBING = frozenset({"Big", "Little", "Old", "Young", "Lil"})


def gathered(found: Tokens, at: int, *, taken: frozenset[int], lex: lexicon.Lexicon) -> Unit:
    """The run of capitals that begins here, as one possible name."""
    end, words = at + 1, [found[at].low]
    aliases: list[str] = []
    while end < len(found):
        step = _next_part(found, end, taken, lex)
        if step is None:
            break
        end, word, alias = step
        if word:
            words.append(word)
        if alias:
            aliases.append(alias)
    return _unit(found, at, end, words, aliases)


def _unit(found: Tokens, at: int, end: int, words: list[str], aliases: list[str]) -> Unit:
    other_names = (*aliases, *_maiden(found, end))
    return Unit(NAME, at, end, words=tuple(word for word in words if word), aliases=other_names, head=at)


def _next_part(found: Tokens, at: int, taken: frozenset[int], lex: lexicon.Lexicon) -> tuple[int, str, str] | None:
    """The end, the word and the nickname of the next part of a name; None where the name is over."""
    token = found[at]
    if at in taken:
        return None
    if token.text in {"-", "‑"} and _adjacent(found, at) and _is_second_part(found, at + 1, taken, lex):
        return at + 2, found[at + 1].low, ""
    if token.text == "." and len(found[at - 1].text) == 1 and found[at - 1].end == token.start:
        return (at + 1, "", "") if _is_part(found, at + 1, taken, lex) else None
    if _is_part(found, at, taken, lex):
        return at + 1, token.low, ""
    if token.low in _PARTICLES and token.kind == "w" and _is_part(found, at + 1, taken, lex):
        return at + 2, found[at + 1].low, ""
    if token.text in _QUOTES | {"("} and at + 3 < len(found) and found[at + 2].text in _QUOTES | {")"}:
        inner = found[at + 1]
        quoted = token.text in _QUOTES or _is_part(found, at + 3, taken, lex)
        if quoted and _is_part(found, at + 1, taken, lex) and _is_part(found, at + 3, taken, lex):
            return at + 4, found[at + 3].low, inner.low
    return None


def _is_part(found: Tokens, at: int, taken: frozenset[int], lex: lexicon.Lexicon) -> bool:
    if at >= len(found) or at in taken:
        return False
    token = found[at]
    if token.kind != "w" or not token.text[:1].isupper() or token.low in lex.acronyms and token.text.isupper():
        return False
    if token.text in lex.titles and at + 1 < len(found) and found[at + 1].text[:1].isupper():
        return False
    if token.text in lex.titles and _second_title(found, at + 1, lex):
        # "Then Mr and Mrs Lowe"
        return False
    blocked = lex.not_names.at(found, at)
    return blocked is None or blocked[1] in {"clubs", "peoples", "idols"} and token.low in lex.given


def _is_second_part(found: Tokens, at: int, taken: frozenset[int], lex: lexicon.Lexicon) -> bool:
    """Of Ellie-May the second is no month."""
    whole = found[at - 2].low in lex.given and found[at].low in lex.word_names | lex.given
    return _is_part(found, at, taken, lex) or at not in taken and found[at].text[:1].isupper() and whole


def _adjacent(found: Tokens, at: int) -> bool:
    return 0 < at < len(found) - 1 and found[at - 1].end == found[at].start and found[at].end == found[at + 1].start


def _maiden(found: Tokens, at: int) -> list[str]:
    """Names in brackets behind: (née Whitcombe), (formerly Pike)."""
    if at + 2 < len(found) and found[at].text == "(" and found[at + 1].low in _MAIDEN:
        return [token.low for token in found[at + 2 : at + 4] if token.text[:1].isupper()]
    if at + 1 < len(found) and found[at].low in {"nee", "née", "neé"} and found[at + 1].text[:1].isupper():
        return [found[at + 1].low]
    return []


def maiden_end(found: Tokens, unit: Unit) -> int:
    """Where the bracket with the earlier name ends, so that it is not taken for a second person."""
    at = unit.end
    if at + 2 < len(found) and found[at].text == "(" and found[at + 1].low in _MAIDEN:
        close = next((index for index in range(at, min(at + 7, len(found))) if found[index].text == ")"), at)
        return close + 1
    if at + 1 < len(found) and found[at].low in {"nee", "née", "neé"} and found[at + 1].text[:1].isupper():
        return at + 2
    return at


def titled(found: Tokens, at: int, *, taken: frozenset[int], lex: lexicon.Lexicon) -> Unit | None:
    """A name that begins with a title: Mrs Baines, PC Hussain, Mr and Mrs Whitlock, Big Trev."""
    text = found[at].text
    if text not in lex.titles:
        return None
    start = at + 1
    if start < len(found) and found[start].text == ".":
        start += 1
    second = _second_title(found, start, lex)
    start = second or start
    if lex.titles[text] is not None and start < len(found) and found[start].kind == "d":
        # PC 4412 Dunn
        start += 1
    if start >= len(found) or start in taken or not _may_follow_title(found, start, lex):
        return None
    single = len(found[start].text) == 1 and found[start].text.isupper()
    if text in _DESCRIBING and not (single or found[start].low in lex.given or found[start].low in lex.word_names):
        return None
    unit = gathered(found, start, taken=taken, lex=lex)
    unit.title, unit.role, unit.first, unit.head = text, lex.titles[text], at, at
    unit.plural = second is not None
    return unit


def _second_title(found: Tokens, at: int, lex: lexicon.Lexicon) -> int | None:
    """Where the name begins after "and Mrs", if a second title stands here."""
    if at + 1 >= len(found) or found[at].low not in {"and", "&", "+"} or found[at + 1].text not in lex.titles:
        return None
    after = at + 2
    return after + 1 if after < len(found) and found[after].text == "." else after


def _may_follow_title(found: Tokens, at: int, lex: lexicon.Lexicon) -> bool:
    token = found[at]
    if token.kind != "w" or not token.text[:1].isupper():
        return False
    return not (token.low in lex.acronyms and token.text.isupper() and len(token.text) > 1)
