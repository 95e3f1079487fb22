"""Whose words a note gives without quotation marks: of "T/C with Jean (MGM). My brother still writes", hers."""

from kith.domain.casefiles import tokens
from kith.domain.casefiles.units import KIN, NAME, Unit

_HEADS = frozenset(
    "t/c tc call called calls phone phoned telephone tel rang ring visit visited saw met meeting spoke spoken talked "
    "conversation discussion interview interviewed".split()
)
_WRITTEN = frozenset("email e-mail letter message text note voicemail".split())
_SPOKE = frozenset(
    "rang rings called phoned telephoned emailed wrote writes texted said says told tells explained explains states "
    "stated reports reported talked".split()
)
_DAYS = frozenset("mon tue wed thu fri sat sun".split())
_LONGEST_DAY = 5
# So many words may stand before whom the call was with: "T/C at 3.15 pm from".
_FEW = 6
# "Theresa, who had Skye from 2012 to 2016, said": so many tokens.
_NEAR = 14
# A comma, the child and a possessive.
_OF_THE_CHILD = 3
_AS_SAID = 3


def read(sentences: list[tokens.Sentence], units: list[list[Unit]]) -> dict[int, Unit]:
    """By where a sentence begins: whom the worker called, saw or heard from in the note or the day that it is of."""
    told: dict[int, Unit] = {}
    teller, opens = None, True
    for sentence, found in zip(sentences, units, strict=True):
        if _is_another_day(sentence):
            teller, opens = None, True
        if opens and found:
            teller, opens = _whose_words(sentence, found) or _called(sentence, found), False
        if teller is not None:
            told[sentence.start] = teller
    return told


def _is_another_day(sentence: tokens.Sentence) -> bool:
    """ "12/3/19 ...", "14:15 Mason came", "Weds." """
    first = sentence.tokens[0]
    return sentence.begins_line and first.kind == "d" or first.low[:3] in _DAYS and len(first.text) <= _LONGEST_DAY


def _whose_words(sentence: tokens.Sentence, units: list[Unit]) -> Unit | None:
    """ "Babcia's own words, through an interpreter", "Typed as she said it, Mrs Doyle, nan"."""
    low = [token.low for token in sentence.tokens]
    for unit in units:
        if unit.kind not in (NAME, KIN) or unit.plural:
            continue
        after = low[unit.end : unit.end + 3]
        if after[:1] == ["'s"] and "words" in after and set(after[1 : after.index("words")]) <= {"own"}:
            return unit
        if "as" in low[: unit.first] and low[max(0, unit.first - _AS_SAID) : unit.first] == ["said", "it", ","]:
            return unit
    return None


def _called(sentence: tokens.Sentence, units: list[Unit]) -> Unit | None:
    """ "Phone call with Corey's gran, Pat", "Pat rang": whom the first words of a note or a line name."""
    one = next((unit for unit in units if unit.kind in (NAME, KIN) and not _owns(sentence, unit)), None)
    if one is None or one.plural or one.pronoun in {"my", "our"}:
        return None
    before = [token.low for token in sentence.tokens[: one.first]]
    words = [word for word in before if word.isalpha() or word == "t/c"]
    if len(words) <= _FEW and _is_one(sentence.tokens[: one.first]) and not _HEADS.isdisjoint(words):
        return one
    if words[-1:] == ["from"] and not _WRITTEN.isdisjoint(words) or words[-_AS_SAID:] == ["as", "told", "by"]:
        return one
    after = [token.low for token in sentence.tokens[one.end : one.end + _NEAR]]
    spoke = next((one.end + at for at, word in enumerate(after) if word in _SPOKE), 0)
    others = [unit for unit in units if one.end < unit.first < spoke and unit.kind in (NAME, KIN)]
    return one if len(words) < 2 and spoke and len(others) < 2 else None


def _is_one(before: tuple[tokens.Token, ...]) -> bool:
    """ "Visit to Connor, Erin's brother": who is called stands before the comma; not "Interview, gran there"."""
    at = next((at for at, token in enumerate(before) if token.text == ","), len(before))
    return at == len(before) or before[at - 1].text[:1].isupper() and len(before) - at <= _OF_THE_CHILD


def _owns(sentence: tokens.Sentence, unit: Unit) -> bool:
    return unit.end < len(sentence.tokens) and sentence.tokens[unit.end].kind == "s"
