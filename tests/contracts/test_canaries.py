"""What people wrote turns up only where it may: on pages, in logs, in files, in the audit record, in failures."""

import logging
import traceback
import uuid
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test import override_settings

from kith.access import jobs, scope
from kith.access.models import User
from kith.domain.terms import Role
from tests.contracts.sweep import addresses, canaries, logs, rules, visits, whole_tree, world
from tests.factories import rows
from tests.personas import Cast

# What a page shows is decided by the same code on both databases; the walls beneath it are held on both.
pytestmark = [pytest.mark.once, pytest.mark.long]

MOST_PAGES = 60
# Without these the rest would prove nothing: the people who must see something do see it.
MUST_SEE = {
    Role.COORDINATOR: {"referrals-Ask-words", "stays-records-Note-words", "outbox-OutboxItem-body"},
    Role.MANAGER: {"referrals-SafetyAnswers-could_be_a_danger", "referrals-SelfReferral-answers", "records-Note-words"},
    Role.SOCIAL_WORKER: {
        "referrals-Referral-why",
        "referrals-Referral-how_soon_why",
        "records-Note-childs_words",
        "children-LocalFact-value",
        "children-EligibilityResult-near_miss",
    },
    Role.SAFEGUARDING_LEAD: {"records-Concern-words"},
    Role.ANALYST: {"returns-Finding-text", "children-Child-preferred_name", "children-EligibilityResult-name_then"},
    Role.PRIVACY_OFFICER: {"audit-AuditEvent-words"},
    Role.SERVICE_ADMIN: {"access-User-email"},
}


@pytest.mark.parametrize("role", visits.ROLES)
def test_links_lead_to_nothing_that_is_not_theirs(role: Role, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    world.build(cast)
    caplog.set_level(logging.DEBUG)
    left = files_left()
    seen = list(visits.Visitor(cast.users[role]).crawl(MOST_PAGES))
    assert [line for visit in seen for line in canaries.problems(visit, role)] == []
    assert list(rules.crashes(seen)) == []
    assert {visit.path: visit.status for visit in seen if visit.status in {403, 404}} == {}, "links that lead nowhere"
    assert list(canaries.found(caplog.text)) == []
    assert files_left() == left


@pytest.mark.parametrize("role", MUST_SEE)
def test_those_who_must_see_it_do(role: Role, cast: Cast) -> None:
    around = world.build(cast)
    visitor = visits.Visitor(cast.users[role], around.ids[world.OWN])
    texts = [
        visitor.visit(address, world.OWN, around.ids[world.OWN], method).body.decode("utf-8", "replace")
        for method in visits.METHODS
        for address in addresses.walk()
    ]
    seen = {field for text in texts for whose, field in canaries.found(text) if whose == world.OWN}
    assert MUST_SEE[role] - seen == set()


def test_every_column_of_several_values_has_a_canary_or_a_reason(cast: Cast) -> None:
    assert rows.json_columns() == rows.JSON_WORDS | set(rows.JSON_CODES)
    assert not rows.JSON_WORDS & set(rows.JSON_CODES)
    world.build(cast)
    for label in sorted(rows.JSON_WORDS):
        table, _, name = label.rpartition(".")
        with scope.every_service("a column is looked through"):
            held = repr(list(apps.get_model(table)._default_manager.values_list(name, flat=True)))
        marked = label.replace(".", "-")
        assert {f"{canary}-{marked}" for canary in world.CANARIES.values() if f"{canary}-{marked}" in held} >= {
            f"{world.CANARIES[whose]}-{marked}" for whose in (world.OWN, world.FAR)
        }, label


def test_whoever_signs_in_has_a_canary_in_the_address(cast: Cast) -> None:
    world.build(cast)
    addresses_ = User.objects.exclude(service=None).values_list("email", "service")
    assert all(any(field == "access-User-email" for _, field in canaries.found(email)) for email, _ in addresses_), (
        list(addresses_)
    )


def test_the_audit_table_holds_words_sealed_only(cast: Cast) -> None:
    world.build(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit_auditevent")
        assert list(canaries.found(repr(cursor.fetchall()))) == []


def test_a_page_that_breaks_tells_nobody_why(cast: Cast) -> None:
    with override_settings(ROOT_URLCONF=whole_tree.__name__), logs.written() as said:
        broken = addresses.Address("broken", ())
        visit = visits.Visitor(cast.users[Role.COORDINATOR]).visit(broken, world.OWN, {})
    assert visit.status == 500
    assert list(canaries.problems(visit, Role.COORDINATOR)) == []
    assert list(rules.weak_headers(visit)) == []
    logged = said.getvalue()
    assert "ValueError" in logged
    assert "whole_tree.py" in logged
    assert list(canaries.found(logged)) == []


def test_a_job_that_breaks_keeps_no_words(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(jobs.JOBS, "test.breaks", f"{__name__}.breaks")
    with pytest.raises(jobs.JobFailed) as failed:
        jobs.run.func("test.breaks", str(cast.service.pk), {})
    told = "".join(traceback.format_exception(failed.value))
    assert "test.breaks" in told
    assert "ValueError" in told
    assert list(canaries.found(told)) == []


def breaks(service_id: uuid.UUID) -> None:
    """A job that fails with somebody's words in the message."""
    raise ValueError(f"cannot send {whole_tree.SECRET}")


@pytest.mark.parametrize("path", ["/zqown-children-Child-preferred_name/", "/children/?area=zqown-children-Child-area"])
def test_what_was_typed_into_the_address_is_not_said_again(path: str, cast: Cast) -> None:
    visit = visits.Visitor(cast.users[Role.ORGANISER]).ask(path, addresses.Address("typed", ()))
    assert list(canaries.found(visit.body.decode())) == []


def files_left() -> set[str]:
    """Everything that stands in the folder of outgoing things."""
    return {str(path) for path in Path(settings.KITH_OUTBOX_FOLDER).rglob("*")}
