"""Whom the child named when saying what matters is offered to be added to the people, and never silently lost."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.domain.terms import PersonStatus, Role
from kith.people import actions as people
from kith.people.models import Connection
from kith.referrals.models import Ask
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
OFFERED = re.compile(r'name="called" value="([^"]*)"')
TITLE = "Named by the child, and not here yet"


@pytest.fixture(autouse=True)
def asked(in_service: Cast) -> None:
    for minute, (words, named) in enumerate(
        (
            ("Find my Grandad.", "my Grandad"),
            ("Is Grandad well?", "Grandad"),
            ("Aunt Bev, please.", "Aunt Bev"),
            ("A bike.", None),
        )
    ):
        Ask.objects.create(
            service=in_service.service,
            child=in_service.child,
            words=words,
            named=named,
            asked_on=TODAY,
            written_at=NOW + dt.timedelta(minutes=minute),
        )


def sheet(client: Client, cast: Cast) -> str:
    return client.get(reverse("people_sheet", args=[cast.child.pk])).content.decode()


def test_who_was_named_is_added_by_one_press(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    page = sheet(client, in_service)
    assert OFFERED.findall(page) == ["my Grandad", "Aunt Bev"], "each once, however they were named"
    record = client.get(reverse("record", args=[in_service.child.pk])).content.decode()
    assert "and not among them yet: my Grandad, Aunt Bev." in record
    form = page[page.index(TITLE) :]
    form = form[form.index("<form") : form.index("</form>")]
    given = dict(re.findall(r'name="([a-z_]+)" value="([^"]*)"', form))
    del given["csrfmiddlewaretoken"]
    added = client.post(reverse("people:add", args=[in_service.child.pk]), given)
    made = Connection.objects.get()
    assert (added.status_code, made.called) == (302, "my Grandad")
    assert (made.status, made.child_knows, made.named_by_child) == (PersonStatus.NAMED_UNFOUND.value, True, True)
    assert OFFERED.findall(sheet(client, in_service)) == ["Aunt Bev"]


def test_who_was_taken_off_is_not_offered_again(in_service: Cast, sign_in: SignIn) -> None:
    gone = connect(in_service.child, "Aunt Bev")
    people.remove_connection(in_service.actor(Role.COORDINATOR), connection=gone, version=gone.version, at=NOW)
    assert OFFERED.findall(sheet(sign_in(in_service.users[Role.COORDINATOR]), in_service)) == ["my Grandad"]


def test_who_may_not_write_people_down_is_offered_nobody(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SAFEGUARDING_LEAD])
    page = sheet(client, in_service)
    assert "People and safety" in page
    assert TITLE not in page
    assert "not among them yet" not in client.get(reverse("record", args=[in_service.child.pk])).content.decode()
