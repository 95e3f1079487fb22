"""Style sheets and vendored files: enough contrast, no red for a child, nothing that belongs to GOV.UK alone."""

import colorsys
import re
from pathlib import Path

import pytest

import kith.network
from kith.ui import views

pytestmark = pytest.mark.once

STATIC = Path(views.__file__).parent / "static" / "ui"
THEME = (STATIC / "css" / "theme.css").read_text(encoding="utf-8")


def variables(selector: str) -> dict[str, str]:
    """The first block of custom properties of a selector, with `var()` followed."""
    block = re.search(rf"^{re.escape(selector)} \{{(.*?)^\}}", THEME, re.MULTILINE | re.DOTALL)
    assert block, selector
    return dict(re.findall(r"(--[\w-]+): ([^;]+);", block[1]))


STAFF = variables(":root")
CHILD = STAFF | variables(".kith-theme-child")


def colour(theme: dict[str, str], name: str) -> tuple[float, float, float]:
    value = theme[name]
    while value.startswith("var("):
        value = theme[value[4:-1]]
    return tuple(int(value[at : at + 2], 16) / 255 for at in (1, 3, 5))  # type: ignore[return-value]


def luminance(rgb: tuple[float, float, float]) -> float:
    """WCAG 2.2, relative luminance."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(theme: dict[str, str], one: str, other: str) -> float:
    high, low = sorted((luminance(colour(theme, one)), luminance(colour(theme, other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


WORDS = [
    ("--kith-ink", "--kith-paper"),
    ("--kith-ink", "--kith-ochre-tint"),
    ("--kith-ink", "--kith-stone-tint"),
    ("--kith-ink-soft", "--kith-paper"),
    ("--kith-ink-soft", "--kith-surface"),
    ("--kith-ink-soft", "--kith-ochre-tint"),
    ("--kith-ink-soft", "--kith-stone-tint"),
    ("--kith-surface", "--kith-pine"),
    ("--kith-surface", "--kith-pine-deep"),
    ("--kith-surface", "--kith-ochre-deep"),
    ("--kith-pine-deep", "--kith-pine-tint"),
    ("--kith-ochre-deep", "--kith-ochre-tint"),
    ("--kith-sky", "--kith-sky-tint"),
    ("--kith-plum", "--kith-plum-tint"),
    ("--kith-brick", "--kith-brick-tint"),
    ("--kith-brick", "--kith-paper"),
    ("--govuk-link-colour", "--kith-paper"),
    ("--govuk-link-visited-colour", "--kith-paper"),
    ("--govuk-focus-text-colour", "--govuk-focus-colour"),
]
EDGES = [("--govuk-input-border-colour", "--kith-surface"), ("--kith-line-strong", "--kith-surface")]


@pytest.mark.parametrize("theme", [STAFF, CHILD], ids=["staff", "child"])
@pytest.mark.parametrize(("front", "back"), WORDS)
def test_words_stand_out_from_their_ground(theme: dict[str, str], front: str, back: str) -> None:
    assert contrast(theme, front, back) >= 4.5


@pytest.mark.parametrize("theme", [STAFF, CHILD], ids=["staff", "child"])
@pytest.mark.parametrize(("front", "back"), EDGES)
def test_edges_of_what_can_be_pressed_stand_out(theme: dict[str, str], front: str, back: str) -> None:
    assert contrast(theme, front, back) >= 3


def test_no_colour_of_a_childs_page_is_red() -> None:
    """SAFEGUARDING 20. Red: a hue within 20 degrees of pure red that is neither pale nor grey."""
    reds = []
    for name, value in CHILD.items():
        if value.startswith("#"):
            hue, light, saturation = colorsys.rgb_to_hls(*colour(CHILD, name))
            if min(hue, 1 - hue) < 20 / 360 and saturation > 0.3 and light < 0.85:
                reds.append(name)
    assert reds == []


def test_nothing_that_belongs_to_gov_uk_alone_is_shipped() -> None:
    shipped = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js"}]
    assert len(shipped) > 8
    for path in shipped:
        text = path.read_text(encoding="utf-8")
        for banned in ("GDS Transport", "govuk-crest", "sourceMappingURL"):
            assert banned not in text, path
        # Every address in a style sheet is a file of ours beside it.
        for address in re.findall(r'url\("?([^")]+)"?\)', text) if path.suffix == ".css" else ():
            assert (path.parent / address).is_file(), address


def test_the_scripts_of_the_drawings_are_small() -> None:
    """Under 15 kB, all of the maps' own together: they only add to what is there without them."""
    scripts = list((Path(kith.network.__file__).parent / "static" / "network").rglob("*.js"))
    assert {path.name for path in scripts} >= {"drawing.js", "centre.js"}
    assert sum(path.stat().st_size for path in scripts) < 15_000


def test_licences_stand_beside_what_they_cover() -> None:
    assert "MIT License" in (STATIC / "vendor" / "LICENSE.govuk-frontend-mit.txt").read_text(encoding="utf-8")
    fonts = STATIC / "fonts"
    assert "SIL OPEN FONT LICENSE" in (fonts / "LICENSE.atkinson-hyperlegible-next-ofl.txt").read_text(encoding="utf-8")
