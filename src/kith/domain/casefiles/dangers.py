"""Words nearby that ask for a safety check before anybody goes near a person; they flag, a person decides."""

from kith.domain.casefiles import lexicon, tokens

SAFETY = "safety"
_WINDOW = 3


def found_in(sentence: tokens.Sentence, lex: lexicon.Lexicon) -> list[str]:
    """The safety words of a sentence in order, without those that the sentence denies ("no convictions")."""
    words = sentence.tokens
    hits: list[tuple[int, str]] = []
    at = 0
    while at < len(words):
        hit = lex.safety.at(words, at) if words[at].low in lex.safety else None
        if hit is None:
            at += 1
            continue
        if not _denied(words, at, hit[1], lex):
            hits.append((at, hit[1]))
        at = hit[0]
    if hits and _is_cleared(sentence, lex):
        hits = [(place, phrase) for place, phrase in hits if phrase in lex.safety_rules["grave"]]
    return [phrase for _, phrase in hits]


def _denied(words: tuple[tokens.Token, ...], at: int, phrase: str, lex: lexicon.Lexicon) -> bool:
    if phrase in lex.safety_rules["whatever_before"]:
        return False
    before = {token.low for token in words[max(0, at - _WINDOW) : at]}
    return not before.isdisjoint(lex.safety_rules["cleared_before"])


def _is_cleared(sentence: tokens.Sentence, lex: lexicon.Lexicon) -> bool:
    said = " ".join(token.low for token in sentence.tokens)
    return any(phrase in said for phrase in lex.safety_rules["cleared_sentence"])
