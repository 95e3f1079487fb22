"""Every page that each role can reach by links: no failure, accessible, narrow enough, nobody named in its title.

And the other way round: every page that answers a role (tests/contracts/matrix.txt) is reached by links.
"""

from __future__ import annotations

import re
import tomllib
from urllib.parse import urljoin, urlsplit

import pytest

from kith.demo import people
from kith.domain.terms import Role
from tests.contracts.sweep import addresses, matrix
from tests.journeys import county
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor, shape

# One person of each role. A personal adviser sees what a social worker sees, so that it is looked at once.
PEOPLE = {one.role: one.name for one in reversed(people.PERSONAS)}
SEEN_AS_ANOTHER = {Role.PERSONAL_ADVISER}
# The gallery has tests of its own; downloads are no pages.
ELSEWHERE = ("/gallery/", "/demo/", "/static/", "/leave/", "/sign-in/out/")
NOT_PAGES = (".csv",)
# Pages to which no link leads, and how one gets there. Signing in and `/ask/` are for people who are not signed in.
FOR_ANYBODY = ("account_", "mfa_", "ask:")
REACHED_OTHERWISE = {
    "audit_child": "from the form that finds a child by number",
    "audit_words": "from an event whose words are sealed; the privacy officer's journey opens one",
    "bring_in_people": "from the form on the page of the people",
    "records:sent": "after a concern was sent",
    "hand_back": "shown where a device is in a child's hands",
}
MADE_UP = tomllib.loads((county.ROOT / "src/kith/demo/county/names.toml").read_text(encoding="utf-8"))
# "Do" is a surname, too.
SURNAMES = {one for group in MADE_UP.values() for one in group["surnames"]} - {"Do"}


def links(somebody: Visitor) -> list[str]:
    """Where the links of this page lead, within the service."""
    found = somebody.page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return [urljoin(urlsplit(somebody.page.url).path, href).split("#")[0] for href in found]


def given_to(role: Role) -> set[str]:
    """The names of all addresses without an id that answer this role with a page."""
    lines = matrix.read().get(role.value, [])
    names = {found[1] for line in lines if (found := re.match(r"([\w:-]+) +200 ", line))}
    return {name for name in names if not name.startswith(FOR_ANYBODY)}


@pytest.mark.parametrize("role", PEOPLE, ids=str)
def test_every_page_of_a_role(arrive: Arrive, role: Role) -> None:
    somebody = arrive(PEOPLE[role], looks=role not in SEEN_AS_ANOTHER)
    todo, been = ["/"], set()
    while todo:
        address = todo.pop(0)
        kind = shape(address)
        if not address.startswith("/") or kind in been or kind.startswith(ELSEWHERE) or kind.endswith(NOT_PAGES):
            continue
        been.add(kind)
        somebody.go(address)
        assert somebody.status == 200, f"{kind} answers {somebody.status}: a link that leads nowhere"
        assert not SURNAMES & set(somebody.page.title().split()), f"{kind}: {somebody.page.title()}"
        todo += links(somebody)
    paths = {one.name: one.path for one in addresses.walk() if not one.ids}
    no_link = {name for name in given_to(role) - set(REACHED_OTHERWISE) if shape(paths[name]({})) not in been}
    assert no_link == set(), "pages to which no link leads"
