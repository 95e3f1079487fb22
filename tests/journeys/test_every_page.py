"""Every page that each role can reach by links: no failure, accessible, narrow enough, nobody named in its title."""

from __future__ import annotations

import tomllib
from urllib.parse import urljoin, urlsplit

import pytest

from tests.journeys import county
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor, shape

ROLES = [
    "Ana Whitlock", "Moira Kestrel", "Sam Thornbury", "Ian Okafor", "Cora Amberley", "Lea Marchetti", "Priya Raman",
    "Ada Brightwell", "Councillor Pat Hollis", "Olu Fenwick",
]  # fmt: skip
# The gallery has tests of its own; downloads are no pages.
ELSEWHERE = ("/gallery/", "/demo/", "/static/", "/leave/", "/sign-in/out/")
NOT_PAGES = (".csv",)
MADE_UP = tomllib.loads((county.ROOT / "src/kith/demo/county/names.toml").read_text(encoding="utf-8"))
SURNAMES = {one for group in MADE_UP.values() for one in group["surnames"]}


def links(somebody: Visitor) -> list[str]:
    """Where the links of this page lead, within the service."""
    found = somebody.page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return [urljoin(urlsplit(somebody.page.url).path, href).split("#")[0] for href in found]


@pytest.mark.parametrize("name", ROLES)
def test_every_page_of_a_role(arrive: Arrive, name: str) -> None:
    somebody = arrive(name)
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
    assert been >= {"/"}
