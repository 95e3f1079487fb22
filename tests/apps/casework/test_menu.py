"""The menu: read at a glance for every role, in parts where it would be long, and every page still reached by it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import gate
from kith.access.models import User
from kith.config import navigation
from kith.domain.terms import Role
from tests.personas import Cast

SignIn = Callable[[User], Client]
NAV = re.compile(r'<nav class="kith-nav[^"]*" aria-label="([^"]+)">(.*?)</nav>', re.DOTALL)
LINK = re.compile(r'<a class="kith-nav__link" href="([^"]+)"(?: aria-current="(\w+)")?>([^<]+)</a>')
STAFF = [role for role in Role if role is not Role.SYSTEM]


def menus(client: Client, address: str) -> dict[str, list[tuple[str, str, str]]]:
    """Each row of the menu by its label: address, whether it is where we are, text."""
    return {label: LINK.findall(row) for label, row in NAV.findall(client.get(address).content.decode())}


@pytest.mark.long
@pytest.mark.parametrize("role", STAFF)
def test_the_first_row_is_read_at_a_glance_and_every_page_is_two_steps_away(
    cast: Cast, sign_in: SignIn, role: Role
) -> None:
    client = sign_in(cast.users[role])
    start = {Role.PRIVACY_OFFICER: reverse("audit"), Role.SEARCHER: reverse("finding:queue")}.get(role, "/")
    first = menus(client, start)["Menu"]
    assert 1 <= len(first) <= navigation.AT_A_GLANCE
    reached = {address for address, _, _ in first}
    for address, _, _ in first:
        if client.get(address).status_code == 200:
            reached |= {one for row in menus(client, address).values() for one, _, _ in row}
    pages = [page for part in navigation.PARTS for page in part.pages]
    mine = {reverse(page.name) for page in pages if gate.may(cast.actor(role), page.permission)}
    assert reached == mine


def test_the_managers_menu_is_in_parts_and_says_where_we_are(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.users[Role.MANAGER])
    home = menus(client, "/")
    texts = ["Home", "Children", "Referrals", "Concerns", "Figures", "Service"]
    assert [text for _, _, text in home["Menu"]] == texts
    assert [here for _, here, _ in home["Menu"]] == ["page", "", "", "", "", ""]
    assert set(home) == {"Menu"}
    decisions = menus(client, reverse("referrals:decisions"))
    assert [here for _, here, _ in decisions["Menu"]] == ["", "", "true", "", "", ""]
    assert [(text, here) for _, here, text in decisions["Referrals"]] == [
        ("Waiting", ""),
        ("Decisions", "page"),
        ("Children who asked", ""),
        ("After a stop", ""),
        ("Letters", ""),
    ]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("record", "Children"),
        ("children:why", "Children"),
        ("referrals:asks", "Referrals"),
        ("outbox:write", "Referrals"),
    ],
)
def test_a_page_that_stands_in_no_menu_still_belongs_to_a_part(
    cast: Cast, sign_in: SignIn, name: str, part: str
) -> None:
    found = menus(sign_in(cast.users[Role.MANAGER]), reverse(name, args=[cast.child.pk]))
    assert [text for _, here, text in found["Menu"] if here] == [part]
    assert [here for _, here, _ in found[part] if here] == []


def test_a_concern_belongs_to_concerns_and_a_form_to_nothing(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.users[Role.MANAGER])
    sent = {"words": "He shouts."}
    sign_in(cast.users[Role.COORDINATOR]).post(reverse("records:raise", args=[cast.child.pk]), sent)
    listed = client.get(reverse("records:concerns")).content.decode()
    (concern,) = set(re.findall(r"/notes/concerns/[0-9a-f-]{36}/", listed))
    assert [text for _, here, text in menus(client, concern)["Menu"] if here] == ["Concerns"]
    assert [text for _, here, text in menus(client, reverse("records:raise"))["Menu"] if here] == []


def test_a_short_menu_has_no_parts(cast: Cast, sign_in: SignIn) -> None:
    found = menus(sign_in(cast.users[Role.ANALYST]), reverse("children:list"))
    assert set(found) == {"Menu"}
    assert [text for _, here, text in found["Menu"] if here == "page"] == ["Who could be offered it"]


def test_every_page_of_the_menu_stands_there_once() -> None:
    names = [page.name for part in navigation.PARTS for page in part.pages]
    assert len(names) == len(set(names))
