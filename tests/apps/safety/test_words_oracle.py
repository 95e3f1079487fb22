"""No free text lets anybody guess a sealed value: many guesses by each route, every answer the same.

SAFEGUARDING 2 and abuse case B15. Each guess is typed into a form as the coordinator; status, headers, bytes (tokens,
ids and the guess itself removed) and the statements (their values removed) must be those of the first guess, whether it
is a sealed number or nobody's. The lead alone is told, once for each that was sealed.
KITH_GUESSES=1000 makes as many as the rule names (`make oracle`).
"""

import datetime as dt
import os
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, reset_queries
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, Cleared, ContactKind, ReachKind, Role
from kith.people import actions
from kith.people.models import Connection
from kith.safety import actions as safety
from kith.safety import tasks
from kith.safety.models import LeadAlert, LivesWith
from tests.apps.people import said
from tests.apps.safety.around import sent_day
from tests.apps.safety.conftest import Be
from tests.apps.safety.test_oracle import AN_ID, bare, steady
from tests.contracts.sweep import visits
from tests.personas import Cast
from tests.standing import has_agreed, say
from tests.standing import said as yes

pytestmark = pytest.mark.long

GUESSES = int(os.environ.get("KITH_GUESSES", "60"))
SEALED = 20
READ_TOO = 5
ON = {"happened_on_day": "1", "happened_on_month": "6", "happened_on_year": "2026"}
VALUE = re.compile(r"x?'(?:[^']|'')*'|\"s\d+_x\d+\"|\b\d+\b|\b[0-9a-f]{32}\b")


@dataclass(frozen=True)
class Route:
    """A form with free text, and what is sent with a guess."""

    path: Callable[[Cast, Connection], str]
    sent: Callable[[str], dict[str, Any]]


def soon() -> dict[str, str]:
    """A day of next month, as a browser sends it."""
    return sent_day("on", timezone.localdate() + dt.timedelta(days=30))


ROUTES = {
    "a note": Route(
        lambda cast, _: reverse("write_note", args=[cast.child.pk]),
        lambda guess: {"words": f"Ring {guess} tomorrow.", **ON},
    ),
    "a way to reach somebody": Route(
        lambda _, nan: reverse("people:reach_add", args=[nan.pk]),
        lambda guess: {"kind": "phone", "value": guess, "source": "child", "certainty": "certain"},
    ),
    "a fact": Route(
        lambda _, nan: reverse("people:fact_add", args=[nan.pk]),
        lambda guess: {"kind": "lives", "words": f"Is at {guess}", "source": "child", "certainty": "certain"},
    ),
    "a place to meet": Route(
        lambda _, nan: reverse("finding:family_time", args=[nan.pk]),
        lambda guess: {
            "kind": "supervised",
            "where": f"Ring {guess} at the door.",
            "who_helps": "Jo",
            "ask": "",
            **soon(),
        },
    ),
    "a file of notes": Route(
        lambda cast, _: reverse("finding:file", args=[cast.child.pk]),
        lambda guess: {"text": "", "file": SimpleUploadedFile("notes.txt", f"Aunt Bev Marsh rang {guess}.".encode())},
    ),
    "a concern": Route(
        lambda cast, _: reverse("records:raise", args=[cast.child.pk]),
        lambda guess: {"words": f"He rang {guess}."},
    ),
}


def numbers(rng: random.Random, count: int) -> list[str]:
    """Made-up numbers of the range kept for drama, no two alike."""
    return [f"01632 9{number:05d}" for number in rng.sample(range(100_000), count)]


def may_be_met(cast: Cast, nan: Connection) -> None:
    """The child said yes to meeting her, and the worker that it is safe."""
    referral = has_agreed(cast, Stage.RECONNECTION, "Nan Jean")
    say(cast, referral, yes(AgreementScope.MEET, named="Nan Jean"), minutes=-20)
    until = timezone.localdate() + dt.timedelta(days=90)
    given = safety.Given((ContactKind.SUPERVISED,), Cleared.YES, until)
    safety.clear(cast.actor(Role.SOCIAL_WORKER), connection=nan, given=given, at=timezone.now())
    LivesWith.objects.update(on=timezone.localdate())


def answer(browser: Client, path: str, sent: dict[str, Any], guess: str) -> tuple[Any, ...]:
    """Status, headers, bytes and statements of one guess."""
    reset_queries()
    with CaptureQueriesContext(connection) as asked:
        found = browser.post(path, sent)
    statements = tuple(VALUE.sub("?", str(one["sql"])) for one in asked.captured_queries)
    where = AN_ID.sub("ID", found.get("Location", ""))
    return found.status_code, where, bare(found, guess), statements


def told(cast: Cast) -> int:
    """Do what the job of the latest guess does; how often the lead has been told by then."""
    job = DBTaskResult.objects.filter(args_kwargs__args__0="safety.tell_of_words").latest("enqueued_at")
    tasks.tell_of_words(cast.service.pk, **job.args_kwargs["args"][2])
    return int(LeadAlert.objects.filter(reach__isnull=False).count())


@pytest.mark.once
@pytest.mark.parametrize("route", ROUTES)
def test_a_sealed_and_an_unknown_number_give_the_same_answer(
    in_service: Cast, be: Be, nan: Connection, route: str
) -> None:
    rng, one = random.Random(route), ROUTES[route]
    every = numbers(rng, GUESSES)
    sealed = set(rng.sample(every, SEALED))
    worker = in_service.actor(Role.SOCIAL_WORKER)
    for number in sealed:
        given = actions.ReachGiven(ReachKind.PHONE, number, is_sealed=True)
        actions.add_reach(worker, connection=nan, given=given, says=said.CHILD_SAYS, at=timezone.now())
    may_be_met(in_service, nan)
    cora, path, first = steady(be(Role.COORDINATOR)), one.path(in_service, nan), None
    pages = [reverse("record", args=[in_service.child.pk]), reverse("people:person", args=[nan.pk])]
    read: list[Any] = []
    for number, guess in enumerate(sorted(every, key=lambda guess: guess not in sealed)):
        with visits.undone():
            found = answer(cora, path, one.sent(guess), guess)
            assert found[0] == 302, "the form was not taken, so it proves nothing"
            if number < READ_TOO or SEALED <= number < SEALED + READ_TOO:
                read.append([bare(cora.get(page), guess) for page in pages])
                assert told(in_service) == (guess in sealed)
        first = first or found
        assert found[:3] == first[:3]
        assert [pair for pair in zip(found[3], first[3], strict=True) if pair[0] != pair[1]] == []
    assert all(one == read[0] for one in read)


@pytest.mark.once
def test_the_test_would_see_a_difference(in_service: Cast, be: Be, nan: Connection) -> None:
    cora, one = steady(be(Role.COORDINATOR)), ROUTES["a note"]
    path = one.path(in_service, nan)
    with visits.undone():
        known = answer(cora, path, one.sent("01632 900001"), "01632 900001")
    with visits.undone():
        cora.get(path)
        assert known[:3] == answer(cora, path, one.sent("01632 900002"), "01632 900002")[:3]
    with visits.undone():
        refused = answer(cora, path, {**one.sent("01632 900002"), "happened_on_year": "2199"}, "01632 900002")
        assert known != refused
