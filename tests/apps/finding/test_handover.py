"""The handover sheet: where looking stands, on paper; nothing that the child told the coordinator alone."""

from collections.abc import Callable

import pytest
from django.test import Client

from kith.domain.terms import ChildSays, LeadReason, Role
from kith.finding import actions
from kith.finding.models import Search
from kith.finding.queries import leads
from kith.network import actions as network
from kith.people.models import Connection
from tests.apps.finding.test_finding_actions import make_sure, start, tried
from tests.apps.finding.test_suggestions import nan, referral
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[..., Client]
__all__ = ["nan", "referral"]


def sheet(cast: Cast, sign_in: SignIn, role: Role = Role.COORDINATOR) -> str:
    return sign_in(cast.users[role]).get(f"/finding/children/{cast.child.pk}/handover/").content.decode()


@pytest.fixture
def sought(in_service: Cast, nan: Connection) -> Search:
    somebody = connect(in_service.child, "Somebody else", "Kim Cole")
    search = start(in_service, somebody)
    for _ in range(4):
        actions.record_attempt(in_service.actor(Role.COORDINATOR), search=search, tried=tried(), at=NOW)
        search.refresh_from_db()
    return search


def test_it_says_who_is_looked_for_the_last_tries_and_how_sure(
    in_service: Cast, sought: Search, sign_in: SignIn
) -> None:
    make_sure(in_service, sought.connection)
    page = sheet(in_service, sign_in)
    assert "Kim Cole" in page
    assert page.count("Looked; nobody of that name.") == 3
    assert "And 1 earlier try, on the trail." in page
    assert "Sure: 2 sources" in page
    assert "read orders, who must not meet and news to tell in Kith" in page


def test_nothing_the_child_told_the_coordinator_alone_changes_it(
    in_service: Cast, nan: Connection, sought: Search, sign_in: SignIn
) -> None:
    me = in_service.actor(Role.COORDINATOR)
    before = sheet(in_service, sign_in, Role.MANAGER)
    one = next(one for one in leads.list_suggestions(me, in_service.child, TODAY).now if one.connection == nan)
    actions.put_aside(me, child=in_service.child, ref=one.ref, reason=LeadReason.NOT_NOW, words="Later.", at=NOW)
    given = network.SaidGiven(ChildSays.NEVER)
    network.record_child_said(me, connection=nan, given=given, at=NOW)
    after = sheet(in_service, sign_in, Role.MANAGER)
    assert after.partition("<main")[2] == before.partition("<main")[2]
    assert "Jean Whitcombe" not in after
    assert "Look for next" not in after


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.SEARCHER, Role.REVIEWING_OFFICER, Role.ANALYST])
def test_it_is_for_those_who_look(in_service: Cast, sought: Search, sign_in: SignIn, role: Role) -> None:
    address = f"/finding/children/{in_service.child.pk}/handover/"
    assert sign_in(in_service.users[role]).get(address).status_code in (403, 404)
    assert sign_in(in_service.strangers[Role.COORDINATOR]).get(address).status_code == 404
