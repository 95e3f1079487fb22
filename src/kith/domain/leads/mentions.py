"""Where notes name somebody who stands among the people already, and where they ask after the child.

Nobody new comes out of this: only whole names of two words or more are looked for, of people who stand here, and a name
that two of them bear counts for neither. A sentence is from one full stop to the next.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kith.domain.leads.model import Mention, OfSchool, Someone
from kith.domain.leads.setting import load

LEAST_WORDS = 2
A_FEW = 3
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def find(people: Iterable[Someone], notes: Iterable[tuple[str, date, str]]) -> tuple[Mention, ...]:
    """Every mention, one a person and note; ``notes`` are (id, day, text).

    Where a sentence names somebody and has one of the phrases of rule R11, the mention carries that sentence.
    """
    wanted = _names(people)
    if not wanted:
        return ()
    return tuple(mention for note, on, text in notes for mention in _of_note(wanted, note, on, text=text))


def of_file(person: str, file: str, on: date, *, sentence: str) -> Mention:
    """What a sentence says that was kept from a file, about somebody of whom a person said that it names them."""
    return Mention(person, file, on, sentence.strip() if _asks_after(_words(sentence)) else "", of_file=True)


def find_of_school(notes: Iterable[tuple[str, date, str]]) -> tuple[OfSchool, ...]:
    """The latest notes that speak of a teacher, a coach and the like, each kind once; ``notes`` are (id, day, text)."""
    kinds = load().rules["R8"].words("kinds")
    found: dict[str, OfSchool] = {}
    for note, on, text in sorted(notes, key=lambda one: (one[1], one[0])):
        words = f" {' '.join(_words(text))} "
        for kind in kinds:
            if f" {kind.casefold()} " in words or f" {kind.casefold()}s " in words:
                found[kind] = OfSchool(kind, note, on)
    # "Class teacher" says all that "teacher" says of the same note.
    told = [one for one in found.values() if not any(_says_more(two, one) for two in found.values())]
    return tuple(sorted(told, key=lambda one: (one.on, one.kind), reverse=True)[:A_FEW])


def _says_more(two: OfSchool, one: OfSchool) -> bool:
    return two.note == one.note and two.kind != one.kind and two.kind.endswith(one.kind)


def _of_note(wanted: dict[tuple[str, ...], str], note: str, on: date, *, text: str) -> Iterator[Mention]:
    found: dict[str, str] = {}
    for sentence in _SENTENCES.split(text):
        words = _words(sentence)
        asks = _asks_after(words)
        for name, person in wanted.items():
            if _holds(words, name):
                found[person] = found.get(person, "") or (sentence.strip() if asks else "")
    for person, words_ in sorted(found.items()):
        yield Mention(person, note, on, words_)


def _names(people: Iterable[Someone]) -> dict[tuple[str, ...], str]:
    bearers: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for one in people:
        for name in one.names:
            words = tuple(_words(name))
            if len(words) >= LEAST_WORDS:
                bearers[words].add(one.id)
    return {words: next(iter(ids)) for words, ids in bearers.items() if len(ids) == 1}


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _holds(words: Sequence[str], name: Sequence[str]) -> bool:
    """Whether a name stands in words, in its order; the last word may have an 's."""
    size = len(name)
    for start in range(len(words) - size + 1):
        part = [*words[start : start + size - 1], words[start + size - 1].removesuffix("'s")]
        if part == list(name):
            return True
    return False


def _asks_after(words: Sequence[str]) -> bool:
    text = f" {' '.join(words)} "
    return any(f" {phrase} " in text for phrase in load().rules["R11"].words("phrases"))
