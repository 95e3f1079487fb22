"""Somebody who is here already, found while their name is typed, by a coordinator who is about to add them."""

import re

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor


def people_of_a_child(cora: Visitor) -> str:
    """The people of the first of her children who has some with a name of two words; one of these names."""
    addresses = [
        one.get_attribute("href") or "" for one in cora.page.get_by_role("link", name="Look for next for").all()
    ]
    for address in addresses:
        child = re.findall(r"[0-9a-f-]{36}", address)[0]
        cora.go(f"/people-who-matter/children/{child}/")
        names = [one.inner_text() for one in cora.page.locator("main .kith-list__name").all()]
        whole = [name for name in names if re.fullmatch(r"[A-Z][a-z]{3,} [A-Z][a-z]{4,}", name)]
        if whole:
            return whole[0]
    raise AssertionError("None of her children has anybody with a name and a family name.")


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_somebody_is_found_before_they_are_added_twice(arrive: Arrive, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    name = people_of_a_child(cora)
    misspelt = name[:-2] + name[-1]
    cora.follow("Is somebody here already? Find them by name")
    cora.is_at("Is somebody here already?")
    field = cora.page.get_by_label("Their name, or as much of it as you know")
    field.press_sequentially(misspelt)
    if how.get("script", True):
        cora.page.locator("#found .kith-list__name", has_text=name).first.wait_for()
    else:
        cora.press("Look")
    assert misspelt not in cora.page.url
    cora.follow(name, within=cora.page.locator("#found"))
    cora.is_at(name)
