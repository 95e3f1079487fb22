"""Every address wants a signed-in person or stands on the one public list."""

import pytest
from django.conf import settings
from django.shortcuts import resolve_url
from django.test import override_settings
from django.urls import path

from kith.config import urls
from tests.contracts.sweep import addresses, rules, visits, whole_tree, world
from tests.personas import Cast

pytestmark = pytest.mark.once

WHOLE_TREE = whole_tree.__name__
# Not there, not by this method, or a form that is no form: nothing is shown and nothing is done.
NOTHING = {404, 405}


def problems(visit: visits.Visit) -> list[str]:
    """What nobody in particular must not get."""
    is_public = visit.address.name in addresses.PUBLIC
    leads_to_sign_in = visit.status == 302 and visit.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))
    found = [] if is_public or leads_to_sign_in or visit.status in NOTHING else [f"{visit.told}: {visit.status}"]
    found += [f"{visit.told}: wrote {event['kind']}" for event in visit.events]
    return found + list(rules.crashes([visit]))


def without(line: str) -> list[str]:
    """What happens around a request without one of the two things that ask who somebody is."""
    return [one for one in settings.MIDDLEWARE if one != line]


# The line in the settings that closes whatever does not say that it is open.
CLOSES = "django.contrib.auth.middleware.LoginRequiredMiddleware"


@pytest.mark.parametrize("method", visits.METHODS)
def test_nobody_gets_anything_but_the_public_pages(method: str, cast: Cast) -> None:
    around = world.build(cast)
    everything = [*settings.INSTALLED_APPS, "kith.demo"]
    # Also where each view stands by itself, so that the line above them all hides none that forgot to ask.
    for layers in (settings.MIDDLEWARE, without(CLOSES)):
        with override_settings(ROOT_URLCONF=WHOLE_TREE, INSTALLED_APPS=everything, MIDDLEWARE=layers):
            seen = list(visits.Visitor().tour(around, _all(), method))
        assert [line for visit in seen for line in problems(visit)] == []
        # And the public list is no longer than it must be.
        shown = {visit.address.name for visit in seen if visit.status == 200}
        assert shown <= set(addresses.PUBLIC)
        if method == "GET":
            answered = {visit.address.name for visit in seen if visit.status in {200, 302}}
            assert set(addresses.PUBLIC) - answered <= {"demo:sign_in_as"}


def test_every_page_is_closed_but_those_that_say_they_are_open() -> None:
    assert CLOSES in settings.MIDDLEWARE
    everything = [*settings.INSTALLED_APPS, "kith.demo"]
    with override_settings(ROOT_URLCONF=WHOLE_TREE, INSTALLED_APPS=everything):
        says_open = {name for name, view in addresses.walk_views() if not getattr(view, "login_required", True)}
    assert says_open == set(addresses.PUBLIC) | set(addresses.LEAD_ON)


@override_settings(ROOT_URLCONF=WHOLE_TREE)
def test_every_part_of_every_address_is_known() -> None:
    assert addresses.unknown_holes(_all()) == []


@override_settings(ROOT_URLCONF=WHOLE_TREE)
def test_every_address_stands_under_one_name() -> None:
    names = [(one.name, one.holes) for one in _all()]
    assert len(names) == len(set(names))
    assert set(addresses.PUBLIC) <= {one.name for one in _all()}


def test_only_the_county_and_development_have_more_addresses() -> None:
    with override_settings(ROOT_URLCONF=WHOLE_TREE):
        more = {one.name for one in _all()}
    usual = {one.name for one in addresses.walk()}
    assert {name for name in more - usual if not name.startswith(("gallery:", "demo:"))} == set()
    assert {name for name in usual if name.startswith(("gallery:", "demo:"))} == set()


def test_a_page_that_forgot_to_ask_is_closed_and_is_found(cast: Cast) -> None:
    around = world.build(cast)
    forgotten = [*urls.urlpatterns, path("forgotten/", whole_tree.forgotten, name="forgotten")]
    tree = type("Tree", (), {"urlpatterns": forgotten})
    told = []
    for layers in (settings.MIDDLEWARE, without(CLOSES)):
        with override_settings(ROOT_URLCONF=tree, MIDDLEWARE=layers):
            visit = visits.Visitor().visit(addresses.Address("forgotten", ()), world.OWN, around.ids[world.OWN])
        told.append((visit.headers.get("Location"), problems(visit)))
    assert told == [(f"{resolve_url(settings.LOGIN_URL)}?next=/forgotten/", []), (None, ["GET forgotten: 200"])]


def _all() -> list[addresses.Address]:
    return [one for one in addresses.walk() if one.name != "broken"]
