"""The audit record on a page: for the privacy officer, recorded itself, words sealed until somebody opens them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit import record
from kith.audit.models import AuditEvent
from kith.children.queries import children
from kith.domain.pathway import Stage
from kith.domain.terms import Role, WithdrawalReason
from kith.referrals import actions
from tests.apps.referrals import made
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
SEARCHED = "Robin with the red coat"


@pytest.fixture
def officer(in_service: Cast, sign_in: SignIn) -> Client:
    children.open_child(in_service.actor(Role.SOCIAL_WORKER), in_service.child.pk, NOW)
    children.open_search(in_service.actor(Role.MANAGER), SEARCHED, NOW)
    with scope.every_service("something happens next door"):
        children.open_child(in_service.stranger(Role.MANAGER), in_service.foreign_child.pk, NOW)
    return sign_in(in_service.users[Role.PRIVACY_OFFICER])


def words_event() -> AuditEvent:
    return AuditEvent.objects.exclude(words_digest="").get(kind="children.searched")


def test_the_first_page_of_a_privacy_officer_is_the_record(officer: Client) -> None:
    body = officer.get("/", follow=True).content.decode()
    assert "Social worker Weald" in body
    assert "A child’s record opened" in body


def test_nothing_of_another_service_stands_there(officer: Client) -> None:
    assert "North" not in officer.get(reverse("audit")).content.decode()


def test_the_list_is_narrowed_by_kind_person_month_and_child(officer: Client, in_service: Cast) -> None:
    worker = in_service.users[Role.SOCIAL_WORKER].pk
    for query, rows in (
        ({"kind": "child.opened"}, 1),
        ({"actor": worker}, 1),
        ({"actor": worker, "kind": "children.searched"}, 0),
        ({"child": in_service.child.pk}, 1),
        ({"child": in_service.other_team_child.pk}, 0),
    ):
        page = officer.get(reverse("audit"), query).context["page"]
        assert len(page.rows) == rows, query
    month = {"kind": "child.opened", "month": "2026-06"}
    narrowed = officer.get(reverse("audit"), month).context["narrow"]
    assert ("2026-06" in dict(narrowed.fields["month"].choices)) == narrowed.is_valid()


def test_the_first_page_is_what_people_did_and_says_what_it_leaves_out(officer: Client, in_service: Cast) -> None:
    with record.unit_of_work():
        job = Actor.system("people.names", in_service.service.pk)
        record.note(record.Event("people.compared", job.who(), NOW, "people.Person", "1"))
    first = officer.get(reverse("audit"))
    assert all(row.role != Role.SYSTEM.label for row in first.context["page"].rows)
    assert "What Kith did by itself is left out" in first.content.decode()
    everything = officer.get(reverse("audit"), {"actor": ""})
    assert [row for row in everything.context["page"].rows if row.role == Role.SYSTEM.label]
    assert "What Kith did by itself is left out" not in everything.content.decode()


def test_a_filter_that_is_no_choice_narrows_nothing(officer: Client) -> None:
    everything = officer.get(reverse("audit")).context["page"].total
    found = officer.get(reverse("audit"), {"kind": "no.such", "child": "x"}).context["page"]
    assert found.total >= everything


def test_a_child_nobody_looked_at_shows_nothing_and_never_what_happened_to_others(
    in_service: Cast, sign_in: SignIn
) -> None:
    assert not AuditEvent.objects.filter(kind="child.opened").exists()
    officer = sign_in(in_service.users[Role.PRIVACY_OFFICER])
    of_a_child = officer.get(reverse("audit"), {"child": in_service.other_team_child.pk})
    assert of_a_child.context["page"].rows == ()
    assert of_a_child.context["only_looked"]
    wrong = officer.get(reverse("audit"), {"child": in_service.other_team_child.pk, "kind": "no.such"})
    assert wrong.context["page"].rows == (), "a choice that is none still leaves the child"


def test_reading_the_record_is_recorded(officer: Client) -> None:
    officer.get(reverse("audit"))
    assert AuditEvent.objects.filter(kind="audit.listed", actor_role="privacy_officer").count() == 1


def test_sealed_words_come_after_a_warning_and_are_an_event(officer: Client) -> None:
    address = reverse("audit_words", args=[words_event().seq])
    listed, warned = officer.get(reverse("audit")), officer.get(address)
    assert SEARCHED not in listed.content.decode() + warned.content.decode()
    assert "is recorded with your name" in warned.content.decode()
    assert not AuditEvent.objects.filter(kind="audit.words_opened").exists()
    assert SEARCHED in officer.post(address).content.decode()
    opened = AuditEvent.objects.get(kind="audit.words_opened")
    assert opened.codes == {"opened": words_event().seq}


def test_words_of_an_event_that_is_not_there_are_not_found(officer: Client) -> None:
    assert officer.post(reverse("audit_words", args=[9999])).status_code == 404


def test_a_child_is_found_by_number_and_the_search_is_sealed(officer: Client, in_service: Cast) -> None:
    found = officer.post(reverse("audit_child"), {"reference": "w1001"}, follow=True)
    assert found.redirect_chain == [(f"{reverse('audit')}?child={in_service.child.pk}", 302)]
    body = found.content.decode()
    assert "Who looked at one child’s record" in body
    assert "CHILD W1001" in body
    assert [row.what for row in found.context["page"].rows] == ["A child’s record opened"]
    everything = officer.get(f"{reverse('audit')}?child={in_service.child.pk}&kind=&actor=people")
    assert "What happened to one child’s record" in everything.content.decode()
    assert f'child={in_service.child.pk}&amp;kind=&amp;actor=people"' in body
    assert "Robin" not in body
    assert str(in_service.foreign_child.pk) not in body
    assert AuditEvent.objects.get(kind="audit.child_searched").words == "w1001"


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR, Role.SERVICE_ADMIN, Role.NATIONAL, Role.CARER])
@pytest.mark.parametrize("name", ["audit", "audit_child"])
def test_the_record_is_the_privacy_officers(in_service: Cast, sign_in: SignIn, role: Role, name: str) -> None:
    assert sign_in(in_service.users[role]).get(reverse(name)).status_code == 403


def test_the_list_stays_within_its_budget(officer: Client, django_assert_max_num_queries: Any) -> None:
    officer.get(reverse("audit"))
    for _ in range(30):
        officer.get(reverse("audit"))
    with django_assert_max_num_queries(8 + 3):
        officer.get(reverse("audit"))


def test_a_move_says_which_it_was(in_service: Cast, officer: Client) -> None:
    referral = made.referral(in_service, Stage.CHILD_AGREEMENT)
    actions.propose_withdrawal(
        in_service.actor(Role.SOCIAL_WORKER),
        referral=referral,
        given=actions.Proposed(WithdrawalReason.DUPLICATE, "Two of them.", "Nothing.", TODAY + dt.timedelta(days=90)),
        at=NOW,
    )
    rows = officer.get(reverse("audit"), {"kind": "referral.moved"}).context["page"].rows
    assert [row.what for row in rows] == [
        "A withdrawal was proposed",
        "How soon was decided",
        "A referral was accepted",
    ]
