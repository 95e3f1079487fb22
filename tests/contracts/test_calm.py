"""Any child's page is calm (SAFEGUARDING 20): no scores, counts against others, badges, red, or falling lines."""

import colorsys
import re
from pathlib import Path

import pytest

from tests.contracts import words

STATIC = words.SOURCE
# What draws attention, compares or counts: each as it would stand in a template.
LOUD = {
    "a badge or a count in a bubble": re.compile(r"badge|\bunread\b", re.I),
    "a tag in a loud colour": re.compile(r"govuk-tag--(?:red|orange|yellow|pink)|govuk-button--warning"),
    "a chart or a line that can fall": re.compile(
        r"\{%\s*(?:bars|timeline|chart|line_chart|sparkline)\b|<polyline|<meter|<progress"
    ),
    "a score, a share or a place among others": re.compile(
        r"\bscores?\b|\bpoints\b|per ?cent|\d\s*%(?!\})|\brank(?:ed|ing)?\b|\baverage\b|\b(?:other|most) children\b",
        re.I,
    ),
    "how many of how many": re.compile(r"\}\}\s*(?:of|out of|/)\s*\{\{(?!\s*steps)"),
    "how many there are": re.compile(r"\|\s*length\b\s*\}\}|\bcount\s*\}\}"),
}
COLOUR = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", re.I)
SHEETS = ("ui/static/ui/css/child.css", "network/static/network/together.css", "ui/static/ui/css/maps.css")


def loud(template: str) -> list[str]:
    """What a child's template has that is not calm."""
    bare = words.COMMENT.sub(" ", template)
    return [what for what, sign in LOUD.items() if sign.search(bare)]


def red(sheet: str) -> list[str]:
    """The colours of a style sheet that a person would call red."""
    return [found[0] for found in COLOUR.finditer(sheet) if _is_red(found[1])] + re.findall(
        r":\s*(?:dark)?red\b", sheet
    )


def _is_red(digits: str) -> bool:
    full = digits if len(digits) == 6 else "".join(one * 2 for one in digits)
    hue, light, strong = colorsys.rgb_to_hls(*(int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    return (hue < 0.03 or hue > 0.95) and strong > 0.5 and 0.2 < light < 0.8


def childs_templates() -> dict[str, Path]:
    """The templates that a child reads on a screen or on paper, with what they include."""
    return {name: words.templates()[name] for name in words.strict_templates()}


def test_no_childs_page_is_loud() -> None:
    found = childs_templates()
    assert len(found) > 30
    assert {name: what for name, path in found.items() if (what := loud(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize("sheet", SHEETS)
def test_nothing_is_red_in_a_childs_theme(sheet: str) -> None:
    assert red((STATIC / sheet).read_text("utf-8")) == []


def test_an_error_on_a_childs_page_is_not_red_either() -> None:
    theme = (STATIC / "ui/static/ui/css/theme.css").read_text("utf-8")
    (block,) = re.findall(r"^\.kith-theme-child \{(.*?)^\}", theme, re.DOTALL | re.MULTILINE)
    assert {"--kith-brick:", "--govuk-error-colour:"} <= set(re.findall(r"--[\w-]+:", block))
    assert red(block) == []
    assert red(theme.replace(block, "")) != [], "the staff's own colours have one, so the check can see it"


@pytest.mark.parametrize(
    "template",
    [
        '<span class="badge">3</span>',
        '<strong class="govuk-tag govuk-tag--red">Late</strong>',
        "{% bars page.steps %}",
        "<svg><polyline points='0,0 4,9'/></svg>",
        "Your score is 7",
        "{{ found }} of {{ asked }} people",
        "You have {{ people|length }} people",
        "More than other children",
        "40 % of your people",
    ],
)
def test_a_loud_page_would_be_seen(template: str) -> None:
    assert loud(template) != []


def test_a_red_would_be_seen() -> None:
    assert red("a { color: #d4351c; } b { color: #f00 } c { color: red }") == ["#d4351c", "#f00", ": red"]
    assert red("a { color: #0b0c0c; background: #fff; border: #1d70b8 }") == []
