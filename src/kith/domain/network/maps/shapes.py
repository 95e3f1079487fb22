"""The shapes of people and the marks on them."""

from __future__ import annotations

from kith.domain.network.maps.svg import Point, element, words

FOCUS_RING = 5.5


def shape(name: str, at: Point, size: float, *, cls: str = "kith-map__shape") -> str:
    """A person's shape with its middle at a point. Unknown names are drawn as the diamond of "not known"."""
    (x, y), half = at, size / 2
    if name == "circle":
        return element("circle", cx=x, cy=y, r=half, cls=cls)
    if name == "square":
        return _square(x, y, half, cls)
    if name == "square-in-circle":
        return element("circle", cx=x, cy=y, r=half, cls=cls) + _square(x, y, half * 0.56, f"{cls} kith-map__inner")
    if name == "circle-in-square":
        return _square(x, y, half, cls) + element("circle", cx=x, cy=y, r=half * 0.62, cls=f"{cls} kith-map__inner")
    return element("path", d=_path(name, x, y, half), cls=cls)


def _square(x: float, y: float, half: float, cls: str) -> str:
    return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, rx=half * 0.16, cls=cls)


def _path(name: str, x: float, y: float, half: float) -> str:
    corners = {
        "house": [(-0.94, -0.1), (0, -1), (0.94, -0.1), (0.94, 0.96), (-0.94, 0.96)],
        "triangle": [(0, -0.9), (0.95, 0.8), (-0.95, 0.8)],
        "small-triangle": [(0, -0.5), (0.5, 0.45), (-0.5, 0.45)],
        "small-cross": [(-0.45, -0.45), (0.45, 0.45), (0, 0), (0.45, -0.45), (-0.45, 0.45), (0, 0)],
    }.get(name, [(0, -1.04), (1.04, 0), (0, 1.04), (-1.04, 0)])
    points = [f"{x + dx * half:.1f} {y + dy * half:.1f}" for dx, dy in corners]
    return f"M{'L'.join(points)}Z"


def ring(name: str, at: Point, size: float) -> str:
    """The second outline of whoever the picture is seen from."""
    return shape(name, at, size + 2 * FOCUS_RING, cls="kith-map__ring")


def cross(x: float, y: float, size: float, *, is_round: bool) -> str:
    """The X through somebody who has died, to the edge of the shape."""
    half = size / 2 * (0.707 if is_round else 1.0)
    left, right, top, bottom = x - half, x + half, y - half, y + half
    d = f"M{left:.1f} {top:.1f}L{right:.1f} {bottom:.1f}M{right:.1f} {top:.1f}L{left:.1f} {bottom:.1f}"
    return element("path", d=d, cls="kith-map__cross")


def heart(x: float, y: float) -> str:
    """Chosen family."""
    left, right = (
        "c-9 -6 -7.5 -12.5 -3.6 -12.5c2 0 3.1 1.3 3.6 2.6",
        "c.5 -1.3 1.6 -2.6 3.6 -2.6c3.9 0 5.4 6.5 -3.6 12.5z",
    )
    return element("path", d=f"M{x:.1f} {y + 5:.1f}{left}{right}", cls="kith-map__heart")


def tag(letter: str, x: float, y: float) -> str:
    """A letter in a small round: which home, or who says so."""
    return element("circle", cx=x, cy=y, r=8.5, cls="kith-map__tag") + words(
        letter, x=x, y=y + 4.2, cls="kith-map__letter", anchor="middle"
    )
