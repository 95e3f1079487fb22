"""Headings of a family list that say whose side everybody below them is on: "Maternal family:", "Dad's side"."""

from kith.domain.casefiles import owners, tokens
from kith.domain.casefiles.units import KIN, Unit

_PARENTS = {
    **dict.fromkeys(("maternal", "mat", "mum", "mums", "mother", "mothers", "mam", "mams", "mummy"), "mother"),
    **dict.fromkeys(("paternal", "pat", "dad", "dads", "father", "fathers", "daddy"), "father"),
}
_FAMILY = frozenset({"family", "side", "relatives", "line", "relations", "members", "extended", "birth", "kin"})
_BEFORE = frozenset({"on", "the", "his", "her", "their", "my"})
_LISTED = frozenset("-–—•*·▪◦‣➢+.)")
# A heading is short, and its list seldom longer.
_LONGEST_HEADING, _LONGEST_LIST = 7, 30


class Sections:
    """Follows the headings of one document."""

    def __init__(self) -> None:
        self._side = ""
        self._left = 0
        self._by_line = True

    def read(self, sentence: tokens.Sentence, units: list[Unit]) -> None:
        """Take the relatives of this sentence to the side that the heading above them says."""
        side, whole = _heading(sentence)
        if side:
            self._side, self._left, self._by_line = side, _LONGEST_LIST, whole
            return
        if self._is_over(sentence):
            self._side = ""
        if not self._side:
            return
        self._left -= 1
        for unit in units:
            if unit.kind == KIN and not unit.pronoun and not unit.general and not unit.owner_is_child:
                owners.to_side(unit, self._side)

    def _is_over(self, sentence: tokens.Sentence) -> bool:
        """A blank line, another heading, a line of prose or, where the list began beside the heading, a new line."""
        if self._left <= 0 or sentence.block > 1:
            return True
        if not self._by_line:
            return sentence.begins_line
        listed = sentence.tokens[0].text in _LISTED or sentence.tokens[0].kind == "d"
        ends = sentence.tokens[-1].text == "." and len(sentence.tokens) > _LONGEST_HEADING and not listed
        return sentence.tokens[-1].text == ":" or ends


def _heading(sentence: tokens.Sentence) -> tuple[str, bool]:
    """The side that a heading says, and whether it stands alone on its line."""
    found = [token for token in sentence.tokens[:_LONGEST_HEADING] if token.kind != "s"]
    # "Jayden's paternal family: ..."
    at = 1 if len(sentence.tokens) > 1 and sentence.tokens[1].kind == "s" and found[0].low not in _PARENTS else 0
    while at < len(found) and (found[at].low in _BEFORE or found[at].kind == "p" or found[at].kind == "d"):
        at += 1
    if not sentence.begins_line and at >= len(found) or at >= len(found):
        return "", False
    side, first = _PARENTS.get(found[at].low, ""), found[at].low
    rest = at + 1
    while rest < len(found) and found[rest].low in _FAMILY:
        rest += 1
    said = rest > at + 1 or first in {"maternal", "paternal"}
    if not side or not said:
        return "", False
    ends = len(sentence.tokens) <= _LONGEST_HEADING and all(token.kind == "p" for token in found[rest:])
    marked = rest < len(found) and found[rest].text in {":", "=", "-", "–", "—"}
    return (side, ends) if ends or marked else ("", False)
