"""No page lets anybody guess who is protected: a protected and an unknown name give the same answer, byte for byte.

SAFEGUARDING 2 and abuse case B1: status, headers, bytes (tokens, ids and the name itself removed) and the number of
statements are compared over pairs of names typed into every form that takes one; the lead alone is told.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.domain.pathway import Stage
from kith.domain.terms import Role
from kith.people.models import Connection, Name
from kith.safety import actions, tasks
from kith.safety.models import LeadAlert
from kith.safety.queries import protected
from tests.apps.safety.conftest import Be
from tests.contracts.sweep import visits
from tests.personas import Cast
from tests.standing import has_agreed

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
VARY = {"Set-Cookie", "Content-Length", "Location"}
A_DAY_SECONDS = 86400
PAIRS = 200
FEW = 10
SAYS = {"source": "child", "certainty": "certain"}
PERSON = {
    **SAYS, "name_kind": "used", "called": "", "how_related": "Mum’s friend", "status": "named_unfound",
    "child_knows": "yes", "gender": "not_known",
}  # fmt: skip


@dataclass(frozen=True)
class Route:
    """A form that takes a name: its address, what is sent with the name, and how many pairs are tried."""

    path: Callable[[Cast, Connection], str]
    sent: Callable[[str], dict[str, Any]]
    pairs: int


ROUTES = {
    "a person who is added": Route(
        lambda cast, _: reverse("people:add", args=[cast.child.pk]), lambda name: {**PERSON, "full": name}, PAIRS
    ),
    "another name of somebody": Route(
        lambda _, nan: reverse("people:name_add", args=[nan.pk]),
        lambda name: {**SAYS, "full": name, "kind": "birth"},
        FEW,
    ),
    "a note": Route(
        lambda cast, _: reverse("records:write", args=[cast.child.pk]),
        lambda name: {
            "words": f"Spoke of {name}.",
            "happened_on_day": "1",
            "happened_on_month": "6",
            "happened_on_year": "2026",
        },  # fmt: skip
        FEW,
    ),
    "a letter": Route(
        lambda cast, _: reverse("outbox:write", args=[cast.child.pk]),
        lambda name: {
            "kind": "letter",
            "needs": "approach",
            "about_person": "Nan Jean",
            "recipient": name,
            "body": "Please ring.",
        },  # fmt: skip
        FEW,
    ),
}


def steady(browser: Client) -> Client:
    """The same browser, whose session need not be written each half minute: that would be a statement more."""
    session, now = browser.session, timezone.now().timestamp()
    session.update({"began": now, "last_seen": now + A_DAY_SECONDS})
    session.save()
    return browser


def names(rng: random.Random, count: int) -> list[str]:
    """Made-up names, all of one length and beginning, no two alike."""
    found: set[str] = set()
    while len(found) < count:
        first, last = ("".join(rng.choices(LETTERS, k=7)) for _ in range(2))
        found.add(f"Zz{first} {last.capitalize()}")  # all stand last in a list by name
    return sorted(found)


def answer(browser: Client, path: str, sent: dict[str, Any], name: str, *, follow: bool = True) -> tuple[Any, ...]:
    """What somebody learns by sending a name (and reading the page that follows), and how much was asked for it."""
    reset_queries()  # the log of statements is not endless
    with CaptureQueriesContext(connection) as asked:
        first = browser.post(path, sent)
        second = browser.get(first["Location"]) if follow and first.status_code == 302 else first
    where = AN_ID.sub("ID", first.get("Location", ""))
    return first.status_code, where, bare(first, name), second.status_code, bare(second, name), len(asked)


def bare(response: Any, name: str) -> tuple[list[tuple[str, str]], str]:
    """Headers and text without tokens, ids and the name that was typed."""
    body = AN_ID.sub("ID", TOKEN.sub(r"\1", response.content.decode()))
    return sorted((key, one) for key, one in response.items() if key not in VARY), body.replace(name, "NAME")


@pytest.mark.parametrize("route", ROUTES)
def test_a_protected_and_an_unknown_name_give_the_same_answer(
    in_service: Cast, be: Be, nan: Connection, route: str
) -> None:
    has_agreed(in_service, Stage.APPROACH, "Nan Jean")
    one, cora = ROUTES[route], steady(be(Role.COORDINATOR))
    every = names(random.Random(route), 2 * one.pairs)
    kept, unknown = every[: one.pairs], every[one.pairs :]
    protect(in_service, kept)
    path = one.path(in_service, nan)
    for number, pair in enumerate(zip(kept, unknown, strict=True)):
        answers, told, later = [], [], []
        for name in pair:
            with visits.undone():
                answers.append(answer(cora, path, one.sent(name), name, follow=number < FEW))
                look_at_the_latest(in_service)
                told.append(LeadAlert.objects.count())
                if number == 0:
                    later.append([bare(cora.get(page), name) for page in pages(in_service)])
                    told_to_nobody_else(in_service)
        assert answers[0][0] == 302, "the form was not taken, so it proves nothing"
        assert answers[0] == answers[1]
        assert later[:1] == later[1:]
        assert told == ([1, 0] if route.endswith(("added", "somebody")) else [0, 0])


def protect(cast: Cast, kept: list[str]) -> None:
    lead = cast.actor(Role.SAFEGUARDING_LEAD)
    later = timezone.localdate().replace(year=2199)
    for name in kept:
        actions.protect(
            lead, service=cast.service, names=[name], words="In a refuge.", review_on=later, at=timezone.now()
        )


def look_at_the_latest(cast: Cast) -> None:
    """What the job does in its own time, for whoever was written down last."""
    latest = Name.objects.filter(service=cast.service).order_by("-recorded_at").values("person_id")[:1]
    row = Connection.objects.get(child=cast.child, person_id__in=latest)
    tasks.look_at_person(cast.service.pk, str(row.pk))


def pages(cast: Cast) -> list[str]:
    """Where whoever typed the name could look next."""
    child = cast.child.pk
    return [
        "/", reverse("record", args=[child]), reverse("people:list", args=[child]), reverse("outbox:list"),
        reverse("safety:standing", args=[child]), reverse("safety:news", args=[child]),
    ]  # fmt: skip


def told_to_nobody_else(cast: Cast) -> None:
    """The lead is told; nobody else learns that there was anything to tell."""
    assert len(protected.list_alerts(cast.actor(Role.SAFEGUARDING_LEAD))) == LeadAlert.objects.count()
    for role in (Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.PRIVACY_OFFICER):
        with scope.acting(cast.actor(role)):
            assert len(protected.list_alerts(cast.actor(role))) == 0


def test_the_test_would_see_a_difference(in_service: Cast, be: Be, nan: Connection) -> None:
    route, cora = ROUTES["a person who is added"], steady(be(Role.COORDINATOR))
    path, (first, second) = route.path(in_service, nan), names(random.Random(1), 2)
    with visits.undone():
        cora.post(path, route.sent(first))
        known = answer(cora, path, route.sent(first), first)  # a name that is known is shown to be alike
    with visits.undone():
        assert known != answer(cora, path, route.sent(second), second)
