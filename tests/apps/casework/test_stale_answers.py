"""An answer that rests on a row a later return no longer holds is marked wherever it is counted or listed."""

import re
from collections.abc import Callable, Sequence

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.children.models import EligibilityResult, EligibilityRun
from kith.domain.terms import FactName, Role
from tests.apps.children import asked
from tests.personas import Cast

SignIn = Callable[[User], Client]
NAMES = {"K1": "Ashley", "K2": "Blake", "K3": "Charlie"}
# Of the two, Ashley could be offered it and Charlie could not.
STALE = ("K1", "K3")
ANY = "no longer holds"
MARK = "(a later return no longer holds this child)"
LOOK = "1 answer rests on a row that a later return no longer holds. Somebody should look before it is used."
OF_COULD = f"Of those who could be offered it, {LOOK}"


@pytest.fixture
def run(in_service: Cast) -> EligibilityRun:
    """Today's answer; the worker has Ashley and Blake, and a later return has lost nobody."""
    asked.bring_in(in_service, asked.files())
    worker = in_service.users[Role.SOCIAL_WORKER].email
    asked.say(
        in_service,
        *(asked.fact(child, FactName.PREFERRED_NAME, name) for child, name in NAMES.items()),
        *(asked.fact(child, FactName.WORKER, worker) for child in ("K1", "K2")),
    )
    return asked.current()


def lose(run: EligibilityRun, *, stale: Sequence[str] = STALE) -> None:
    """A later return no longer holds these children; it holds all others."""
    children = [asked.child(reference).pk for reference in stale]
    EligibilityResult.objects.filter(run=run).update(stale=Q(child__in=children))
    EligibilityRun.objects.filter(pk=run.pk).update(counts=asked.current().counts | {"stale": len(stale)})


def text(client: Client, name: str) -> str:
    response = client.get(reverse(name), follow=True)
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_managers_figures_and_reach_say_how_many(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    assert ANY not in text(client, "home")
    lose(run)
    page = text(client, "home")
    figures, reach = page.split("Who we are not reaching")
    assert figures.count(OF_COULD) == 1
    assert reach.count(OF_COULD) == 1


def test_the_reach_page_says_how_many_of_all_the_rules_ask_about(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn
) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    assert ANY not in text(client, "children:reach")
    lose(run)
    page = text(client, "children:reach")
    assert "Of all the rules ask about, 2 answers rest on rows that a later return no longer holds." in page
    assert "Of these, 1 could be offered it." in page


def test_the_workers_row_is_marked(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert ANY not in text(client, "home")
    lose(run)
    page = text(client, "home")
    assert page.count(MARK) == 1
    ashley, mark = page.index("Ashley"), page.index(MARK)
    assert ashley < mark < page.index("Refer Ashley")


def test_not_offered_says_how_many_and_marks_the_row(in_service: Cast, run: EligibilityRun, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert ANY not in text(client, "referrals:not_offered")
    lose(run)
    page = text(client, "referrals:not_offered")
    assert "2 of the 2 children who could be offered" in page
    assert page.count(OF_COULD) == 1
    assert page.count(MARK) == 1
    assert page.index("Ashley") < page.index(MARK) < page.index("Refer Ashley")


def test_nothing_more_is_asked_of_the_database(
    in_service: Cast, run: EligibilityRun, sign_in: SignIn, django_assert_max_num_queries: Callable[..., object]
) -> None:
    pages = [(Role.MANAGER, "home"), (Role.MANAGER, "children:reach"), (Role.SOCIAL_WORKER, "home")]
    for role, name in [*pages, (Role.SOCIAL_WORKER, "referrals:not_offered")]:
        client = sign_in(in_service.users[role])
        text(client, name)
        lose(run, stale=[])
        with django_assert_max_num_queries(60) as before:
            text(client, name)
        lose(run)
        with django_assert_max_num_queries(len(before)):
            text(client, name)
