"""Short words for relatives that are written with a full stop: "her bro. Simon", "w/ his mo., Claudette"."""

from collections.abc import Sequence
from typing import Protocol

_KIN = frozenset("bro bros sis husb dau daus unc cous sib sibs".split())
# Behind these a name is as often another sentence: "returned to Mo. Jake was upset".
_PARENTS = frozenset({"mo", "fa", "fr"})
_OF_SOMEBODY = frozenset("his her their w / with & and s 's putative alleged birth bio nat step".split())
# With these another sentence begins: "I miss my bro. He never rings".
BEGINS = frozenset(
    "he she they i we it this that there the a an his her their my our you mum dad mother father nan gran mo fa "
    "child children both sw no not yes but and so then when if after before".split()
)


class Word(Protocol):
    """A word or mark of the text."""

    @property
    def text(self) -> str:
        """As written."""

    @property
    def low(self) -> str:
        """In small letters."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""

    @property
    def kind(self) -> str:
        """What it is."""


def is_mark(found: Sequence[Word], at: int) -> bool:
    """Whether the full stop there is a part of the short word before it, and no mark of its own."""
    if found[at].text != "." or not at or at + 1 >= len(found) or found[at - 1].end != found[at].start:
        return False
    short, following = found[at - 1].low, found[at + 1]
    if following.kind == "n":
        return False
    if short in _KIN:
        return not (following.text[:1].isupper() and following.low in BEGINS)
    before = found[at - 2] if at > 1 else None
    if short not in _PARENTS or short == "mo" and before is not None and before.text.isdigit():
        # "3 mo. old"
        return False
    begins = before is None or before.text in {"–", "-", ":", "|", ";"} or before.kind in "nd"
    return not following.text[:1].isupper() or begins or before is not None and before.low in _OF_SOMEBODY
