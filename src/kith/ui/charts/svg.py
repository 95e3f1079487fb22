"""SVG as text: elements, a titled picture, words that fit a width."""

from __future__ import annotations

import html
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """One of the two drawings of a picture; the page shows the one that fits the column it stands in.

    `width` in the picture's own units, `size` of its words in the same, `least` the narrowest column in CSS pixels
    in which it is shown (charts.css). No word may come out under 8 points, 10.7 CSS pixels.
    """

    width: float
    size: float
    least: float
    labels: float

    @property
    def beside(self) -> bool:
        """Whether labels stand beside the bars; else above them."""
        return self.labels > 0


# A phone of 320 px leaves 250 px inside a card.
WIDE = Layout(width=940, size=16, least=640, labels=290)
NARROW = Layout(width=320, size=14, least=250, labels=0)
# The mean width of a letter of our typeface against its height, a little on the safe side.
LETTER = 0.54


def element(tag: str, *inside: str, **attributes: object) -> str:
    """One element; `_` in a name stands for `-`, `cls` for class. Values are escaped, the inside is markup."""
    written = "".join(
        f' {"class" if name == "cls" else name.replace("_", "-")}="{html.escape(_plain(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    return f"<{tag}{written}>{''.join(inside)}</{tag}>" if inside else f"<{tag}{written}/>"


def _plain(value: object) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(words: str, *, x: float, y: float, size: float, **attributes: object) -> str:
    """A line of words, escaped; `y` is its base line."""
    attributes.setdefault("cls", "kith-chart__text")
    attributes.setdefault("fill", "#1f2e2c")
    return element("text", html.escape(words, quote=False), x=x, y=y, font_size=size, **attributes)


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture is called, what it says in a sentence or two, and the stem of its ids on the page."""

    name: str
    title: str
    says: str


def svg(picture: Picture, *parts: str, width: float, height: float) -> str:
    """The whole picture, with its title and description for those who do not see it."""
    title_id, says_id = f"{picture.name}-title", f"{picture.name}-says"
    return element(
        "svg",
        element("title", html.escape(picture.title, quote=False), id=title_id),
        element("desc", html.escape(picture.says, quote=False), id=says_id),
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {_plain(float(width))} {_plain(float(height))}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=title_id,
        aria_describedby=says_id,
        cls="kith-chart__picture",
    )


def width_of(words: str, size: float) -> float:
    """About how wide a line comes out, in the picture's units."""
    return len(words) * size * LETTER


def fit(words: str, *, width: float, size: float, lines: int) -> list[str]:
    """Words broken into at most `lines` lines of a width; what does not fit ends in an ellipsis."""
    most = max(int(width / (size * LETTER)), 4)
    broken: list[str] = [""]
    for word in words.split():
        if broken[-1] and len(broken[-1]) + 1 + len(word) > most:
            broken.append(word)
        else:
            broken[-1] = f"{broken[-1]} {word}".strip()
    kept = broken[:lines]
    if len(broken) > lines:
        kept[-1] = f"{kept[-1]} …"
    return [line if len(line) <= most else f"{line[: most - 1].rstrip()}…" for line in kept]
