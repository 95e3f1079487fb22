"""Staff are not watched (SAFEGUARDING 18): no figure stands beside a person's name but their open children."""

import re
from collections.abc import Iterator
from html import unescape

import pytest

from kith.domain.terms import Role
from tests.contracts.sweep import addresses, visits, world
from tests.personas import Cast

pytestmark = [pytest.mark.once, pytest.mark.long]

OF_STAFF = (Role.COORDINATOR, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.SEARCHER)
# Days, times and reading numbers off a page are no figures about a person.
NO_FIGURE = re.compile(
    r"\b\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)(?: \d{4})?"
    r"|\b\d{1,2}:\d{2}\b|\b(?:19|20)\d{2}\b|zq\S+|\S*@\S*",
)
# The one figure by person: how many open children, against the number that the manager typed.
LOAD = re.compile(r"\b\d+ (?:open )?child(?:ren)?\b(?: with them)?|\bat most \d+\b|\bnumber set: \d+", re.I)
FIGURE = re.compile(r"\d+")
LINE = re.compile(r"<(li|tr)\b[^>]*>(.*?)</\1>", re.DOTALL)
PARAGRAPH = re.compile(r"<(p|dd|h\d|caption|label)\b[^>]*>(.*?)</\1>", re.DOTALL)


def figures(html: str, names: set[str]) -> list[str]:
    """Every line of a page (of a list, of a table, or a paragraph) that says a person's name and another figure."""
    bare = re.sub(r"<(script|nav|select)\b.*?</\1>", " ", html, flags=re.DOTALL)
    lines = [found[1] for found in LINE.findall(bare)] + [found[1] for found in PARAGRAPH.findall(LINE.sub(" ", bare))]
    found = [" ".join(unescape(re.sub(r"<[^>]*>", " ", line)).split()) for line in lines]
    return [
        line
        for line in found
        if any(name in line for name in names) and FIGURE.search(LOAD.sub(" ", NO_FIGURE.sub(" ", line)))
    ]


# Where a manager reads of people at work; elsewhere a number counts what stands in a file or a return.
OF_WORK = {"home", "referrals:coordinators", "referrals:load", "referrals:decisions", "referrals:waiting"}


def pages(cast: Cast) -> Iterator[visits.Visit]:
    """Every page on which a manager reads of people at work."""
    around = world.build(cast)
    visitor = visits.Visitor(cast.users[Role.MANAGER])
    for address in (one for one in addresses.walk() if one.name in OF_WORK):
        seen = visitor.visit(address, world.OWN, around.ids[world.OWN])
        if seen.status == 200 and "text/html" in seen.headers.get("Content-Type", ""):
            yield seen


def test_no_page_of_the_managers_counts_a_persons_work(cast: Cast) -> None:
    names = {cast.users[role].display_name for role in OF_STAFF}
    seen = list(pages(cast))
    assert len(seen) == len(OF_WORK)
    found = {s.address.name: lines for s in seen if (lines := figures(s.body.decode(), names))}
    assert found == {}


def test_a_persons_figure_would_be_seen() -> None:
    names = {"Cora Amberley"}
    row = "<table><tr><td>Cora Amberley: 12 hours</td></tr></table>"
    assert figures(row, names) == ["Cora Amberley: 12 hours"]
    assert figures("<li>Cora Amberley answered 3 of 4 in time</li>", names) != []
    assert (
        figures("<li>Cora Amberley. 4 open children, at most 12</li><p>Cora Amberley, 3 June 2026, 16:00</p>", names)
        == []
    )
