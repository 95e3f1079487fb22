"""How wide words come out and where they break, without a font at hand."""

from __future__ import annotations

import unicodedata

# Mean widths against the size, by kind of letter, measured on Atkinson Hyperlegible Next and rounded up.
_NARROW = frozenset("ilIjtfr.,:;'’‘|!()[]- ·/")
_WIDE = frozenset("mwMW@%—…")
_THIN, _USUAL, _CAPITAL, _BROAD, _FULL = 0.34, 0.56, 0.68, 0.9, 1.02


def width(words: str, size: float) -> float:
    """About how wide a line is, in the unit of its size."""
    return sum(_letter(letter) for letter in words) * size


def _letter(letter: str) -> float:
    if letter in _NARROW:
        return _THIN
    if letter in _WIDE:
        return _BROAD
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    return _CAPITAL if letter.isupper() else _USUAL


def wrap(words: str, *, room: float, size: float, lines: int) -> list[str]:
    """At most `lines` lines no wider than the room; a long word is broken, what is left over ends in an ellipsis."""
    broken: list[str] = []
    for word in words.split():
        for piece in _pieces(word, room, size):
            joined = f"{broken[-1]} {piece}" if broken else piece
            if broken and not broken[-1].endswith("-") and width(joined, size) <= room:
                broken[-1] = joined
            else:
                broken.append(piece)
    if len(broken) > lines:
        last = broken[lines - 1].removesuffix("-")
        while last and width(f"{last}…", size) > room:
            last = last[:-1]
        broken = [*broken[: lines - 1], f"{last.rstrip()}…"]
    return broken


def _pieces(word: str, room: float, size: float) -> list[str]:
    """A word as it is; or, where it is wider than the room, parted at its own hyphens and then into even pieces."""
    if width(word, size) <= room:
        return [word]
    own = word.find("-", 1) + 1
    if 0 < own < len(word):
        return [*_pieces(word[:own], room, size), *_pieces(word[own:], room, size)]
    count = int(width(word, size) / (room - width("-", size))) + 1
    while True:
        length = -(-len(word) // count)
        cut = [word[at : at + length] for at in range(0, len(word), length)]
        pieces = [f"{piece}-" for piece in cut[:-1]] + cut[-1:]
        if length == 1 or all(width(piece, size) <= room for piece in pieces):
            return pieces
        count += 1


def listed(items: list[str]) -> str:
    """One, two and three."""
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def counted(number: int, one: str, many: str | None = None) -> str:
    """1 person, 2 people."""
    return f"{number} {one if number == 1 else many or one + 's'}"
