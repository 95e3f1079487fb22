"""The words that stand on screen, taken from templates and forms, and the words that must not."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "src" / "kith"
# Pages that a child, a carer or a network member reads: whatever hangs from these, or stands in these apps.
STRICT_BASES = {"ui/base_child.html", "ui/base_public.html", "ui/base_together.html", "ui/base_print.html"}
STRICT_APPS = {"my_view", "doorway"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A word that must not stand on screen, what to say instead, and the phrases in which it may."""

    word: str
    instead: str
    allowed: tuple[str, ...] = ()

    def found_in(self, text: str) -> str | None:
        """The first place where the word stands outside an allowed phrase."""
        for phrase in self.allowed:
            text = re.sub(phrase, " ", text, flags=re.IGNORECASE)
        found = re.search(rf"\b(?:{self.word})\b", text, re.IGNORECASE)
        return text[max(found.start() - 30, 0) : found.end() + 30].strip() if found else None


# The words of the field as families and young people ask for them (TACT's "Language that cares", 2019).
EVERYWHERE = (
    Rule(
        "contact|contacts|contacted",
        "family time, or seeing or ringing somebody",
        (r"contact details", r"contact points?"),
    ),
    Rule("placements?", "home", (r"placement orders?", r"placement codes?")),
    Rule("siblings?", "brothers and sisters"),
    Rule("cases?|caseload|casework", "the child, the work, or the case system", (r"case system",)),
    Rule("mining|data-mining", "reading the notes"),
    Rule("fidelity", "how close the work is to the programme"),
    Rule("cohorts?", "group"),
    Rule("service users?", "child, young person, or the name"),
)
STRICT = tuple(Rule(rule.word, rule.instead, (r"case system",)) for rule in EVERYWHERE) + (
    Rule("leads?", "look for next"),
    Rule("candidates?", "could be"),
    Rule("clearances?", "safe to ...?"),
    Rule("surprises?", "news to tell"),
    Rule("triage[ds]?", "how soon"),
    Rule("declined?|declines", "said no for now"),
    Rule("allocat(?:e|ed|es|ion)", "your coordinator"),
    Rule("networks?", "people"),
    Rule("referrals?|self-referrals?", "asking"),
    Rule("eligib(?:le|ility)", "could be offered"),
    Rule("birth (?:mother|father|parents?|family)", "Mum, Dad, family"),
    Rule("abscond(?:s|ed|ing)?", "go missing"),
    Rule("care plans?", "my plan"),
    Rule("leaving care|care leavers?", "moving on, care-experienced"),
    Rule("permanence", "my home without disruptions"),
    Rule("challenging behaviour", "finding it hard"),
    Rule("broken|breaks? (?:a|the|his|her|their) promises?", "hasn't happened yet"),
    Rule("LAC|looked.after child(?:ren)?", "children in care"),
)

COMMENT = re.compile(r"\{#.*?#\}|\{% comment[^%]*%\}.*?\{% endcomment %\}", re.DOTALL)
VARIABLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
TAG = re.compile(r"\{%(.*?)%\}", re.DOTALL)
DEFAULT = re.compile(r"""\|\s*default(?:_if_none)?:\s*(?:"([^"]*)"|'([^']*)')""")
KEYWORD = re.compile(r"""(\w+)=(?:"([^"]*)"|'([^']*)')""")
TRANSLATED = re.compile(r"""^\s*(?:trans|translate)\s+(?:"([^"]*)"|'([^']*)')""")
# What is given by keyword to our tags and is read by no one.
NOT_READ = {"classes", "href", "name", "value", "id", "size", "type", "action", "title_id", "id_prefix", "for", "url"}
READ_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "data-label"}
# A name of the middle length stands where the page will put somebody's.
SOMEBODY = "Sam"


class Reader(HTMLParser):
    """Collects what a person reads or hears, block by block."""

    BLOCKS = {"p", "li", "h1", "h2", "h3", "td", "th", "div", "label", "legend", "button", "summary", "section", "dt",
              "dd", "figcaption", "blockquote", "title", "caption", "header", "main", "footer"}  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = [""]
        self.skipping = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.skipping = self.skipping or tag in {"script", "style", "svg"}
        if tag in self.BLOCKS:
            self.blocks.append("")
        self.blocks.extend(str(value) for name, value in attrs if name in READ_ATTRIBUTES and value)
        if any(name in READ_ATTRIBUTES for name, _ in attrs):
            self.blocks.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style", "svg"}:
            self.skipping = False
        if tag in self.BLOCKS:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.blocks[-1] += data


def blocks(template: str) -> list[str]:
    """The pieces of text that a page made from this template shows, in order."""
    bare = COMMENT.sub(" ", template)
    bare = VARIABLE.sub(lambda found: _first(DEFAULT.search(found[1])) or SOMEBODY, bare)
    reader = Reader()
    reader.feed(TAG.sub(lambda found: _words_of_tag(found[1]), bare))
    reader.close()
    return [" ".join(block.split()) for block in reader.blocks if block.strip()]


def _first(found: re.Match[str] | None) -> str:
    return next((group for group in found.groups() if group), "") if found else ""


def _words_of_tag(inside: str) -> str:
    translated = _first(TRANSLATED.search(inside))
    if translated:
        return translated
    given = [two or three for one, two, three in KEYWORD.findall(inside) if one not in NOT_READ]
    read = [f"<p>{words}</p>" for words in given if re.search(r"[A-Za-z]", words) and not words.endswith(".html")]
    return " ".join(read) or " "


@cache
def templates() -> dict[str, Path]:
    """Every template of the product by the name it is loaded under."""
    return {
        str(path.relative_to(folder)): path
        for folder in SOURCE.glob("*/templates")
        for path in sorted(folder.rglob("*.html"))
    }


def _loaded_by(name: str) -> set[str]:
    """The templates that one extends or includes by a fixed name."""
    text = COMMENT.sub(" ", templates()[name].read_text(encoding="utf-8"))
    return set(re.findall(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""", text)) & set(templates())


@cache
def strict_templates() -> frozenset[str]:
    """Templates that a child, a carer or a network member reads, with the pieces they are put together from."""
    strict = {name for name, path in templates().items() if path.relative_to(SOURCE).parts[0] in STRICT_APPS}
    strict |= STRICT_BASES & set(templates())
    grown = True
    while grown:
        extended = {name for name in templates() if _loaded_by(name) & strict & _bases()}
        included = set().union(*(_loaded_by(name) for name in strict)) if strict else set()
        grown = not (extended | included) <= strict
        strict |= extended | included
    return frozenset(strict)


@cache
def _bases() -> frozenset[str]:
    """Templates that another extends; being included by a page for staff makes a page no child's page."""
    pattern = re.compile(r"""\{%\s*extends\s+["']([^"']+)["']""")
    return frozenset(
        name for path in templates().values() for name in pattern.findall(path.read_text(encoding="utf-8"))
    )


def broken_rules(texts: list[str], rules: tuple[Rule, ...]) -> Iterator[str]:
    """A line for every rule that the texts break."""
    for text in texts:
        for rule in rules:
            found = rule.found_in(text)
            if found:
                yield f"“{found}”: say {rule.instead}"


def sentences_in_code(source: str) -> list[str]:
    """The sentences a Python module would show: texts with a space in them that are not docstrings."""
    tree = ast.parse(source)
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented
        and " " in node.value.strip()
    ]
