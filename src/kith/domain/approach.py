"""Getting in touch by layers: what must be so before a letter goes, and what it must not give away.

Nothing about the child leaves until the person is sure by two sources, the worker has cleared the letter, and the
child agreed that this person is told (practice 2.3). Those three are asked by the checks of the action; here stands
the order of the layers and what the words of each may say.
"""

import functools
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources

from kith.domain.terms import Layer, PersonAnswer

WENT_WELL = frozenset({PersonAnswer.WILLING, PersonAnswer.WILLING_LATER})
ENDS_IT = frozenset({PersonAnswer.UNWILLING, PersonAnswer.DO_NOT_WRITE, PersonAnswer.HAS_DIED})
"""Answers after which nobody writes again unless the person comes back by themselves."""


@dataclass(frozen=True, slots=True)
class Template:
    """The words to start from for a layer, and what they must not give away."""

    layer: Layer
    text: str
    must_not_say: tuple[str, ...]
    names_the_child: bool


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter of before: its layer and the answer so far (None: none yet)."""

    layer: Layer
    answer: PersonAnswer | None


@functools.cache
def templates() -> Mapping[Layer, Template]:
    """The letters of the data file by layer (data/letters.toml gives source and date)."""
    text = resources.files("kith.domain.data").joinpath("letters.toml").read_text("utf-8")
    rows = tomllib.loads(text)
    return {
        layer: Template(
            layer, rows[layer]["text"].strip(), tuple(rows[layer]["must_not_say"]), rows[layer]["names_the_child"]
        )
        for layer in Layer
    }


def fill(layer: Layer, words: Mapping[str, str]) -> str:
    """A letter's words with the blanks filled in; a blank nobody filled stays in braces, to be seen."""
    return re.sub(r"\{(\w+)\}", lambda blank: words.get(blank[1]) or blank[0], templates()[layer].text)


def next_layer(earlier: Sequence[Sent]) -> Layer | None:
    """The layer that comes next after these letters, oldest first; None where nothing more may be written."""
    if any(letter.answer in ENDS_IT for letter in earlier):
        return None
    well = {letter.layer for letter in earlier if letter.answer in WENT_WELL}
    return next((layer for layer in Layer if layer not in well), None)


def why_not_yet(layer: Layer, earlier: Sequence[Sent]) -> str | None:
    """Why a letter of this layer is not next, in words; None where it is."""
    if any(letter.answer in ENDS_IT for letter in earlier):
        return "This person has answered. Nobody writes again unless they come back by themselves."
    if any(letter.answer is None for letter in earlier):
        return "A letter is still waiting for an answer: first write down what came of it."
    due = next_layer(earlier)
    if due is None:
        return "Every letter has been answered: the next step is to talk, not to write."
    if list(Layer).index(layer) > list(Layer).index(due):
        return f"First comes: {due.label}"
    return None


def gives_away(layer: Layer, text: str, names: Sequence[str], *, recipient: str = "") -> list[str]:
    """The words in a letter that say more than its layer may, each once, in the order of the text.

    ``names`` are the child's names: only the last layer may say them, or any part of them, unless the ``recipient``
    bears the same one. A space in what may not be said stands for a hyphen too.
    """
    template = templates()[layer]
    forbidden = {re.escape(word).replace(r"\ ", r"[\s-]+") for word in template.must_not_say}
    if not template.names_the_child:
        own = {part.casefold() for part in _parts(recipient)}
        forbidden |= {re.escape(part) for name in names for part in _parts(name) if part.casefold() not in own}
    if not forbidden:
        return []
    pattern = "|".join(sorted(forbidden, key=len, reverse=True))
    found = re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
    return list(dict.fromkeys(match[0].lower() for match in found))


def _parts(name: str) -> list[str]:
    """The words of a name, without initials: they stand in any letter."""
    return [part for part in re.split(r"[\s,-]+", name) if len(part) > 1]


def blanks(text: str) -> list[str]:
    """The blanks that nobody filled in."""
    return re.findall(r"\{(\w+)\}", text)
