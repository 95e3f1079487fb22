"""Telling a person that we hold facts about them: written down, listed when due, purged with them (Article 14)."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.casework.presenters import today
from kith.domain.pathway import Stage
from kith.domain.terms import FactSource, NoticeKind, PersonAnswer, Role
from kith.finding import actions
from kith.finding.models import Notice
from kith.finding.queries import notices
from kith.people.models import Connection
from tests import standing
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def nan(in_service: Cast) -> Connection:
    """Nan Jean, of whom two sources said a fortnight ago that it is her."""
    standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    row = said.add(in_service, "Nan Jean", called="Nan Jean")
    at = NOW - dt.timedelta(days=14)
    for kind, who in ((FactSource.FILE, "page 14"), (FactSource.RELATIVE, "Aunt Bev")):
        actions.add_evidence(
            in_service.actor(Role.COORDINATOR), connection=row, kind=kind, who=who, words="It is her.", on=TODAY, at=at
        )
    return row


def note(cast: Cast, row: Connection, role: Role = Role.COORDINATOR, **more: Any) -> Notice:
    given: dict[str, Any] = {"kind": NoticeKind.TOLD, "on": TODAY, "words": "I gave her the page."} | more
    return actions.record_notice(cast.actor(role), connection=row, told=actions.Told(**given), at=NOW)


def due(cast: Cast, days: int = 30) -> list[notices.Due]:
    until = TODAY + dt.timedelta(days=days)
    return notices.list_due(cast.actor(Role.COORDINATOR), [cast.child.pk], TODAY, until)


def test_who_is_sure_is_to_be_told_within_a_month(in_service: Cast, nan: Connection) -> None:
    assert [(one.connection, one.by, one.is_late) for one in due(in_service)] == [(nan, dt.date(2026, 7, 1), False)]
    assert due(in_service, days=10) == []


def test_told_or_a_reason_not_to_closes_it(in_service: Cast, nan: Connection) -> None:
    note(in_service, nan, kind=NoticeKind.WOULD_ENDANGER, until=TODAY + dt.timedelta(days=20))
    assert due(in_service) == []
    note(in_service, nan)
    assert due(in_service) == []


def test_whoever_was_taken_off_is_not_waited_for(in_service: Cast, nan: Connection) -> None:
    Connection.objects.filter(pk=nan.pk).update(removed_on=TODAY)
    assert due(in_service) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"words": " "}, "how they were told"),
        ({"on": TODAY + dt.timedelta(days=1)}, "must have come"),
        ({"until": TODAY + dt.timedelta(days=9)}, "leave the second day empty"),
        ({"kind": NoticeKind.CANNOT_REACH}, "on which day"),
        ({"kind": NoticeKind.CANNOT_REACH, "until": TODAY}, "on which day"),
        ({"kind": NoticeKind.CANNOT_REACH, "until": TODAY + dt.timedelta(days=100)}, "within 3 months"),
    ],
)
def test_what_does_not_fit_is_refused(in_service: Cast, nan: Connection, more: dict[str, Any], says: str) -> None:
    with pytest.raises(gate.ActionBlocked, match=says):
        note(in_service, nan, **more)
    assert not Notice.objects.exists()


def test_it_is_the_coordinators_in_their_own_service(in_service: Cast, nan: Connection) -> None:
    with pytest.raises(gate.NotPermitted):
        note(in_service, nan, Role.SOCIAL_WORKER)
    with pytest.raises(scope.NotVisible):
        actions.record_notice(
            in_service.stranger(Role.COORDINATOR),
            connection=nan,
            told=actions.Told(NoticeKind.TOLD, TODAY, "x"),
            at=NOW,
        )


def test_today_and_the_trail_say_it(in_service: Cast, nan: Connection, sign_in: SignIn) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    assert "Nan Jean is to be told what we hold." in [
        line.why for line in today.open_today(actor, TODAY, NOW).running_out
    ]
    client = sign_in(in_service.users[Role.COORDINATOR])
    trail = reverse("finding:trail", args=[nan.pk])
    assert "They should have been told by 1 July 2026" in client.get(trail).content.decode()  # the day of the test
    day = {"on_day": "15", "on_month": "6", "on_year": "2026"}
    page = client.post(
        reverse("finding:notice", args=[nan.pk]), {"kind": "told", "words": "By telephone.", **day}, follow=True
    ).content.decode()
    assert "They were told on 15 June 2026." in page
    assert "By telephone." in page


def test_the_page_to_give_them_names_nobody(in_service: Cast, nan: Connection, sign_in: SignIn) -> None:
    body = sign_in(in_service.users[Role.COORDINATOR]).get(reverse("finding:notice_sheet", args=[nan.pk])).content
    for word in ("Robin", "Jean", "Wealdshire", "care", "child", "Lifelong Links"):
        assert word.lower() not in body.decode().split("<main")[1].split("</main>")[0].lower(), word


def test_the_words_go_with_whoever_said_no(in_service: Cast, nan: Connection) -> None:
    row = note(in_service, nan)
    job = Actor.system(actions.FORGET, in_service.service.pk)
    actions.forget_person(job, service=in_service.service, connection=nan, answer=PersonAnswer.UNWILLING, at=NOW)
    row.refresh_from_db()
    assert row.words is None
