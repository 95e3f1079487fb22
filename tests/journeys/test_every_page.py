"""Every page that each role can reach by links: no failure, accessible, narrow enough, nobody named in its title.

And the other way round: every page that answers a role (tests/contracts/matrix.txt) is reached by links; of those about
one row, which only some rows have, by the one role that has most of them, or by a journey (opened.py).
"""

from __future__ import annotations

import re
import tomllib
from urllib.parse import urljoin, urlsplit

import pytest

from kith.demo import people
from kith.domain.terms import Role
from tests.contracts.sweep import matrix
from tests.journeys import county, opened
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
# What an address answers with, where it is no page.
FILES = {
    "records:paper_file": "the picture or PDF of a paper; the journey of a paper sees that it is shown",
    "returns:download_findings": "a list to take away (.csv)",
    "returns:download_waiting_rows": "a list to take away (.csv)",
}
# Who comes to most pages about a child, a person, a letter … : of several roles that get one, the first has to.
FIRST = (Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.SAFEGUARDING_LEAD, Role.ANALYST, *Role)
A_PAGE = re.compile(r"([\w:-]+)((?: \w+)*) +200 ")
MADE_UP = tomllib.loads((county.ROOT / "src/kith/demo/county/names.toml").read_text(encoding="utf-8"))
# "Do" is a surname, too.
SURNAMES = {one for group in MADE_UP.values() for one in group["surnames"]} - {"Do"}


def links(somebody: Visitor) -> list[str]:
    """Where the links of this page lead, within the service."""
    found = somebody.page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return [urljoin(urlsplit(somebody.page.url).path, href).split("#")[0] for href in found]


def given_to(role: Role, *, about_a_row: bool) -> set[str]:
    """The names of the addresses that answer this role with a page: of those with an id, or of those without."""
    found = [kept for line in matrix.read().get(role.value, []) if (kept := A_PAGE.match(line))]
    return {name for name, ids in (one.groups() for one in found) if bool(ids) is about_a_row}


def owed_by(role: Role) -> set[str]:
    """The pages to which this role's links have to lead."""
    plain = {name for name in given_to(role, about_a_row=False) if not name.startswith(FOR_ANYBODY)}
    before = FIRST[: FIRST.index(role)]
    rows = given_to(role, about_a_row=True).difference(*(given_to(one, about_a_row=True) for one in before))
    return plain.difference(REACHED_OTHERWISE) | rows.difference(opened.BY_JOURNEYS, FILES)


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
    assert owed_by(role) - somebody.been == set(), "pages to which no link leads"


def test_every_page_about_a_row_is_somebodys_to_open() -> None:
    """The matrix knows each of them; no reason outlives its page, and no journey is named that is not there."""
    every = {name for role in PEOPLE for name in given_to(role, about_a_row=True)}
    assert {name for role in PEOPLE for name in owed_by(role)} >= every.difference(opened.BY_JOURNEYS, FILES)
    assert every >= opened.BY_JOURNEYS | set(FILES)
    for journey in opened.OPENED_BY:
        file, _, name = journey.partition("::")
        assert f"def {name}(" in (county.ROOT / "tests/journeys" / file).read_text(encoding="utf-8"), journey
