"""No page lets anybody guess who is protected: a protected and an unknown name give the same answer, byte for byte.

SAFEGUARDING 2 and abuse case B1: status, headers, bytes (tokens, ids and the name itself removed) and the statements
(their values removed) are compared over pairs of names typed into every form that takes one; the lead alone is told.
KITH_ORACLE_PAIRS=1000 tries so many pairs by each form (`make oracle`).
"""

import datetime as dt
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kith.access import scope
from kith.domain.pathway import Stage
from kith.domain.terms import Cleared, ContactKind, Role
from kith.finding import actions as finding
from kith.finding.models import Search
from kith.people.models import Connection, Name
from kith.safety import actions, tasks
from kith.safety.models import LeadAlert
from kith.safety.queries import protected
from tests.apps.finding.test_finding_actions import make_sure
from tests.apps.safety.around import connect
from tests.apps.safety.conftest import Be
from tests.contracts.sweep import visits
from tests.personas import Cast
from tests.standing import has_agreed

pytestmark = pytest.mark.long

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
AN_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
SAVEPOINT = re.compile(r'"s\d+_x\d+"')
# How many keys a name has depends on its letters alone: several rows, or values, of one statement are one.
SEVERAL_ROWS = re.compile(r"(\((?:%s|DEFAULT)(?:, %s)*\))(?:, \1)+")
KEYS_LOOKED_FOR = re.compile(r"(\.\"key\" IN \()%s(?:, %s)*\)")
# What each key is worth: as many as there are of them.
KEYS_WEIGHED = re.compile(r"(?: WHEN %s THEN %s)+")
VARY = {"Set-Cookie", "Content-Length", "Location"}
A_DAY_SECONDS = 86400
EACH = int(os.environ.get("KITH_ORACLE_PAIRS", "0"))
PAIRS, SOME, FEW = EACH or 100, EACH or 25, EACH or 10
FOLLOWED = 10  # pairs after which the next pages are read too
ON = {"on_day": "1", "on_month": "6", "on_year": "2026"}
OWNER = "whoever looks"
SAYS = {"source": "child", "certainty": "certain"}
PERSON = {
    **SAYS, "name_kind": "used", "called": "", "how_related": "Mum’s friend", "status": "named_unfound",
    "child_knows": "yes", "gender": "not_known",
}  # fmt: skip


@dataclass(frozen=True)
class Route:
    """A form that takes a name: its address, what is sent with the name, and how many pairs are tried.

    ``somebody``: a person of that name is among the child's people already, and it is their page. ``beside_another``:
    the protected ones are written down beside a child whom whoever types does not work with.
    """

    path: Callable[[Cast, Connection], str]
    sent: Callable[[str], dict[str, Any]]
    pairs: int
    somebody: Callable[[Cast, str], Connection] | None = None
    tells_the_lead: bool = False
    status: int = 302
    beside_another: bool = False
    headers: dict[str, str] | None = None


def of_that_name(cast: Cast, name: str) -> Connection:
    """A person of the name, whom the child calls Nan Jean."""
    return connect(cast.child, "Nan Jean", name)


def sure_and_cleared(cast: Cast, name: str) -> Connection:
    """A person of the name who may be written to."""
    person = of_that_name(cast, name)
    make_sure(cast, person)
    later = timezone.localdate() + dt.timedelta(days=300)
    given = actions.Given((ContactKind.LETTER,), Cleared.YES, later)
    actions.clear(cast.actor(Role.SOCIAL_WORKER), connection=person, given=given, at=timezone.now())
    return person


def open_search(cast: Cast, nan: Connection) -> str:
    """The search for Nan Jean, begun by whoever came first."""
    found = Search.objects.filter(connection=nan).first() or finding.start_search(
        cast.actor(Role.COORDINATOR), connection=nan, owner=cast.users[Role.COORDINATOR], at=timezone.now()
    )
    return str(found.pk)


def find(cast: Cast, _: Connection) -> str:
    return reverse("people:find", args=[cast.child.pk])


ROUTES = {
    "a name that is looked for": Route(
        find, lambda name: {"name": name}, PAIRS, tells_the_lead=True, status=200, beside_another=True
    ),
    "a name that is looked for while it is typed": Route(
        find, lambda name: {"name": name}, FEW, tells_the_lead=True, status=200, headers={"X-Kith-Part": "list"}
    ),
    "a name that is looked for and is among the child's people": Route(
        find, lambda name: {"name": name}, SOME, of_that_name, tells_the_lead=True, status=200
    ),
    "a person who is added": Route(
        lambda cast, _: reverse("people:add", args=[cast.child.pk]),
        lambda name: {**PERSON, "full": name},
        PAIRS,
        tells_the_lead=True,
    ),
    "another name of somebody": Route(
        lambda _, nan: reverse("people:name_add", args=[nan.pk]),
        lambda name: {**SAYS, "full": name, "kind": "birth"},
        FEW,
        tells_the_lead=True,
    ),
    "a note": Route(
        lambda cast, _: reverse("write_note", args=[cast.child.pk]),
        lambda name: {
            "words": f"Spoke of {name}.",
            "happened_on_day": "1",
            "happened_on_month": "6",
            "happened_on_year": "2026",
        },  # fmt: skip
        FEW,
    ),
    "a letter that goes to none of the people": Route(
        lambda cast, _: reverse("outbox:write", args=[cast.child.pk]),
        lambda name: {"kind": "legal_notice", "recipient": name, "body": f"About {name}."},
        FEW,
    ),
    "a search for somebody": Route(
        lambda _, person: reverse("finding:search", args=[person.pk]),
        lambda _: {"owner": OWNER, "ask": ""},
        SOME,
        of_that_name,
        tells_the_lead=True,
    ),
    "a try of a search": Route(
        lambda cast, nan: reverse("finding:try", args=[open_search(cast, nan)]),
        lambda name: {
            "source": "case_file",
            "words": f"Asked after {name}.",
            "outcome": "leads_on",
            "version": "1",
            **ON,
        },  # fmt: skip
        SOME,
    ),
    "a source": Route(
        lambda _, nan: reverse("finding:evidence_add", args=[nan.pk]),
        lambda name: {"kind": "relative", "who": name, "words": f"{name} says so.", **ON},
        SOME,
    ),
    "a letter to somebody": Route(
        lambda _, person: reverse("finding:letter", args=[person.pk, "first"]),
        lambda name: {
            "recipient": f"{name}, 1 Made-up Road",
            "body": f"Dear {name}, please ring me.",
            "still_in_care": "on",
            "ask": "",
        },  # fmt: skip
        SOME,
        sure_and_cleared,
        tells_the_lead=True,
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


def answer(
    browser: Client,
    path: str,
    sent: dict[str, Any],
    name: str,
    *,
    follow: bool = True,
    headers: dict[str, str] | None = None,
) -> tuple[Any, ...]:
    """What somebody learns by sending a name (and reading the page that follows), and how much was asked for it."""
    statements: list[str] = []

    def keep(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        plain = SEVERAL_ROWS.sub(r"\1", SAVEPOINT.sub("S", sql))
        statements.append(KEYS_WEIGHED.sub(" WHEN", KEYS_LOOKED_FOR.sub(r"\1%s)", plain)))
        return execute(sql, *more)

    with connection.execute_wrapper(keep):
        first = browser.post(path, sent, headers=headers)
        second = browser.get(first["Location"]) if follow and first.status_code == 302 else first
    where = AN_ID.sub("ID", first.get("Location", ""))
    return first.status_code, where, bare(first, name), second.status_code, bare(second, name), statements


def bare(response: Any, name: str) -> tuple[list[tuple[str, str]], str]:
    """Headers and text without tokens, ids and the name that was typed."""
    body = AN_ID.sub("ID", TOKEN.sub(r"\1", response.content.decode()))
    return sorted((key, one) for key, one in response.items() if key not in VARY), body.replace(name, "NAME")


@pytest.mark.once
@pytest.mark.parametrize("route", ROUTES)
def test_a_protected_and_an_unknown_name_give_the_same_answer(
    in_service: Cast, be: Be, nan: Connection, route: str
) -> None:
    has_agreed(in_service, Stage.APPROACH, "Nan Jean")
    one, cora = ROUTES[route], steady(be(Role.COORDINATOR))
    me = str(in_service.users[Role.COORDINATOR].pk)
    every = names(random.Random(route), 2 * one.pairs)
    kept, unknown = every[: one.pairs], every[one.pairs :]
    protect(in_service, kept)
    for name in kept if one.beside_another else ():
        connect(in_service.other_team_child, "Somebody", name)
    path = "" if one.somebody else one.path(in_service, nan)
    for number, pair in enumerate(zip(kept, unknown, strict=True)):
        answers, told, later = [], [], []
        for name in pair:
            with visits.undone():
                where = one.path(in_service, one.somebody(in_service, name)) if one.somebody else path
                sent = {key: me if value == OWNER else value for key, value in one.sent(name).items()}
                answers.append(answer(cora, where, sent, name, follow=number < FOLLOWED, headers=one.headers))
                if one.status == 302:
                    look_at_the_latest(in_service)
                look_at_typed(in_service)
                told.append(LeadAlert.objects.count())
                if number == 0:
                    later.append([bare(cora.get(page), name) for page in pages(in_service)])
                    told_to_nobody_else(in_service)
        assert answers[0][0] == one.status, "the form was not taken, so it proves nothing"
        assert answers[0] == answers[1]
        assert later[:1] == later[1:]
        assert told == ([1, 0] if one.tells_the_lead else [0, 0])


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
    for row in Connection.objects.filter(child=cast.child, person_id__in=latest):
        tasks.look_at_person(cast.service.pk, str(row.pk))


def look_at_typed(cast: Cast) -> None:
    """What the job does with a name that was looked for."""
    for job in DBTaskResult.objects.filter(args_kwargs__args__0="safety.look_at_typed"):
        tasks.look_at_typed(cast.service.pk, **job.args_kwargs["args"][2])


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
