"""Which language a word for a relative is of, where it is a word of several: mama is a mother, and in Urdu an uncle."""

import collections

from kith.domain.casefiles import lexicon, tokens
from kith.domain.casefiles.units import KIN, Unit

# A language in the words of notes, where the list of words calls it otherwise.
_CALLED = {
    **dict.fromkeys(("sorani", "kurmanji", "badini", "kurdish"), ("Kurdish Sorani", "Kurdish")),
    **dict.fromkeys(("persian", "farsi", "dari"), ("Dari", "Farsi")),
    **dict.fromkeys(("bangla", "sylheti"), ("Bengali",)),
    **dict.fromkeys(("pushto", "pashtu"), ("Pashto",)),
}


def spoken(sentences: list[tokens.Sentence], units: list[list[Unit]]) -> frozenset[str]:
    """The languages that the document names, or surely has a word of: one that is no word of another language."""
    sure = [unit.kin for found in units for unit in found if unit.kin is not None and not unit.kin.care]
    heard = {one for kin in sure for one in lexicon.languages(kin)}
    for sentence in sentences:
        for token in sentence.tokens:
            if token.text[:1].isupper():
                heard.update(_CALLED.get(token.low, (token.text.capitalize(),)))
    return frozenset(heard) - {"many languages"}


def may_speak(sentence: tokens.Sentence, lex: lexicon.Lexicon) -> bool:
    """Whether a word of the sentence may be one for a relative in a language of home."""
    return any(token.low in lex.of_home for token in sentence.tokens)


def settle(
    sentences: list[tokens.Sentence], units: list[list[Unit]], lex: lexicon.Lexicon, *, heard: frozenset[str]
) -> None:
    """Read words of several languages in the one that the document names, or most of its other words are of."""
    spoken: collections.Counter[str] = collections.Counter(heard)
    several: list[tuple[Unit, tuple[lexicon.Kin, ...]]] = []
    for sentence, found in zip(sentences, units, strict=True):
        for unit in found:
            if unit.kind != KIN or unit.kin is None:
                continue
            word = " ".join(token.low for token in sentence.tokens[unit.head : unit.end])
            readings = lex.readings.get(word)
            if readings:
                several.append((unit, readings))
            elif unit.kin.language:
                spoken.update(lexicon.languages(unit.kin))
    for unit, readings in several:
        if not spoken or unit.kin is None or unit.path != unit.kin.path:
            continue
        best = max(readings, key=lambda kin: sum(spoken[one] for one in lexicon.languages(kin)))
        if any(spoken[one] for one in lexicon.languages(best)):
            unit.kin, unit.path, unit.gender = best, best.path, best.gender
