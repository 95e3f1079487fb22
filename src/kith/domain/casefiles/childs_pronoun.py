"""Whether a document calls the child he or she: it serves to read "her mum", and is given to nobody."""

from collections.abc import Iterator

from kith.domain.casefiles import tokens
from kith.domain.casefiles.units import CHILD, NAME, Unit

_HE_OR_SHE = {"his": "m", "her": "f", "he": "m", "she": "f"}
_BEGINS = {**_HE_OR_SHE, "he's": "m", "hes": "m", "she's": "f", "shes": "f"}


def read(sentences: list[tokens.Sentence], units: list[list[Unit]]) -> str:
    """m or f, where the words after the child's name are he or she far more often than the other; else nothing."""
    count = {"m": 0, "f": 0}
    only_child = True
    for sentence, found in zip(sentences, units, strict=True):
        first = _BEGINS.get(sentence.tokens[0].low)
        if first and only_child:
            count[first] += 1
        only_child = not any(unit.kind == NAME for unit in found) and any(unit.kind == CHILD for unit in found)
        for gender in _after_child(sentence, found):
            count[gender] += 2
    best, other = sorted(count.items(), key=lambda item: -item[1])
    return best[0] if best[1] > 2 * other[1] else ""


def _after_child(sentence: tokens.Sentence, found: list[Unit]) -> Iterator[str]:
    """The first he or she after each mention of the child, before anybody else is named."""
    for index, unit in enumerate(found):
        if unit.kind != CHILD:
            continue
        between = ""
        for at in range(unit.end, len(sentence.tokens)):
            gender = _HE_OR_SHE.get(sentence.tokens[at].low)
            if gender and gender != between:
                yield gender
            here = next((other for other in found[index + 1 :] if other.head == at), None)
            if gender or here is not None and (here.kind in (NAME, CHILD) or between or not here.gender):
                break
            between = here.gender if here is not None else between
