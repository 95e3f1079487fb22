"""What cannot be written down does not happen: where the record fails, nothing is shown and nothing is saved."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.audit import record
from kith.audit.models import AuditEvent, ReadMark
from kith.domain.terms import Role
from kith.records.models import CaseCopy, Note
from tests.contracts.sweep import addresses, canaries, logs, visits, whole_tree, world
from tests.personas import Cast

# Where the failure strikes is above either database; that both roll back is held by tests/apps/access/test_doors.py.
pytestmark = pytest.mark.once

MANY = 50
DAY = {"happened_on_day": "14", "happened_on_month": "6", "happened_on_year": "2026"}


def fails(*given: object) -> None:
    """The record cannot be written; as a server does, the database says what it could not take."""
    raise DatabaseError(f"could not extend file. DETAIL: Failing row contains ({given}), {whole_tree.SECRET}")


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on no event can be written."""
    return lambda: monkeypatch.setattr(record, "_append_chain", fails)


def test_a_childs_record_is_not_shown(cast: Cast, full: Callable[[], None], sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(cast.users[Role.SOCIAL_WORKER])
    address = reverse("record", args=[cast.child.pk])
    assert cast.child.preferred_name in browser.get(address).content.decode()
    ReadMark.objects.all().delete()
    full()
    browser.raise_request_exception = False
    answer = browser.get(address)
    assert answer.status_code == 500
    assert cast.child.preferred_name not in answer.content.decode()
    assert not ReadMark.objects.exists(), "the next try is not taken for one that stands in the record"


def test_nothing_is_saved(in_service: Cast, full: Callable[[], None], sign_in: Callable[[User], Client]) -> None:
    browser = sign_in(in_service.users[Role.SOCIAL_WORKER])
    address = reverse("write_note", args=[in_service.child.pk])
    browser.post(address, {**DAY, "words": "We met."})
    before = [model.objects.count() for model in (Note, CaseCopy)] + [AuditEvent.objects.count()]
    assert before[:2] == [1, 1]
    full()
    browser.raise_request_exception = False
    answer = browser.post(address, {**DAY, "words": "We met again."})
    assert answer.status_code == 500
    assert [model.objects.count() for model in (Note, CaseCopy)] + [AuditEvent.objects.count()] == before


def test_whoever_signs_in_unrecorded_is_not_signed_in(cast: Cast, full: Callable[[], None]) -> None:
    user, password = cast.users[Role.SOCIAL_WORKER], "three quiet otters"
    user.set_password(password)
    user.save()
    full()
    browser = Client(raise_request_exception=False)
    sent = {"login": user.email, "password": password}
    assert browser.post(reverse("account_login"), sent).status_code == 500
    assert browser.get(reverse("home")).status_code == 302


@pytest.mark.long
def test_no_page_that_writes_an_event_is_shown_without_it(cast: Cast, full: Callable[[], None]) -> None:
    ids = world.build(cast).ids[world.OWN]
    visitor = visits.Visitor(cast.users[Role.COORDINATOR], ids)
    pages = [(one, how) for one in addresses.walk() for how in visits.METHODS]
    owe = [(one, how) for one, how in pages if visitor.visit(one, world.OWN, ids, how).events]
    assert len(owe) > MANY
    full()
    with logs.written() as said:
        seen = [visitor.visit(one, world.OWN, ids, how) for one, how in owe]
    assert [visit.told for visit in seen if visit.status != 500 or visit.events] == []
    assert [line for visit in seen for line in canaries.problems(visit, None)] == []
    # Each of these is a page that breaks, with what it was about to show in its hands.
    logged = said.getvalue()
    assert logged.count("DatabaseError") >= len(owe)
    assert list(canaries.found(logged)) == []
