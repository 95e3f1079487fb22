"""What a child sees of people who are not approved for them (abuse case B11 of security 1.3): nothing, in any state.

Whatever is found, looked for, written, asked, answered, taken care of, ordered or kept as news about people of whom the
child has not been told: the pages in the child's hands stay as they are to the byte, with the counts on them, and ask
the database as many questions as before. Once a person has been told face to face, and not before, the
pages may change.
"""

import datetime as dt
import random
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from django.db import connection as database
from django.db import transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access import gate
from kith.access.models import User
from kith.config import middleware
from kith.domain.pathway import Stage
from kith.domain.terms import (
    CareKind,
    Cleared,
    ContactKind,
    FactSource,
    NewsKind,
    PersonAnswer,
    PersonFactKind,
    PersonStatus,
    RestrictionKind,
    Role,
    SearchState,
)
from kith.finding import actions as finding
from kith.people import actions as people
from kith.people.models import Connection
from kith.referrals.models import Referral
from kith.safety import actions as safety
from tests import standing
from tests.apps.finding.test_finding_actions import answer, clear, make_sure, send, start, tried, write
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

pytestmark = pytest.mark.long

WALKS, STEPS = 2, 12
# Of whom the child asked for, somebody who could be this person: looked for and written to with the child's yes.
ASKED_FOR = "Grandad"
SECRETS = ("Zebedee", "Quillfeather", "Xanthe")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*')
LATER = TODAY + dt.timedelta(days=360)
ASKED = ("together_asks", "together_not_everyone", "together_question", "together_what_i_said", "together_end")
DRAWN = ("map_who", "map_people", "map_drawn", "map_love", "map_finish")
Seen = list[tuple[str, int]]


class Hidden:
    """People of whom the child does not know, and what happens around them."""

    def __init__(self, cast: Cast, dice: random.Random) -> None:
        self.cast, self.dice = cast, dice
        self.coordinator, self.worker = cast.actor(Role.COORDINATOR), cast.actor(Role.SOCIAL_WORKER)
        self.there = [self.somebody()]
        self.happened: set[str] = set()
        # Outward things first: once an order stands, no search and no letter begins.
        self.to_come = [self.is_looked_for, self.is_written_to, self.is_taken_care_of]

    def somebody(self, called: str = "") -> Connection:
        """One more person is found."""
        called = called or self.dice.choice(SECRETS)
        one = connect(self.cast.child, called, "Zebedee Quillfeather", status=PersonStatus.COULD_BE)
        assert not one.child_knows
        return one

    def happens(self) -> None:
        """Any one thing."""
        one = self.dice.choice(self.there)
        things: list[Callable[[Connection], Any]] = [
            lambda _: self.there.append(self.somebody()),
            self.is_looked_for,
            self.is_written_to,
            self.is_taken_care_of,
            self.stands_elsewhere,
            self.is_known_of,
            self.says_so,
            self.is_asked_about,
            self.is_news,
            self.is_under_an_order,
        ]
        thing = self.to_come.pop() if self.to_come else self.dice.choice(things)
        with suppress(gate.ActionBlocked):  # an order that stands refuses what would come after it
            thing(one)
            self.happened.add(getattr(thing, "__name__", ""))

    def is_looked_for(self, _: Connection) -> None:
        """A search with a try, which found somebody or nobody."""
        one = self.somebody(ASKED_FOR)
        search = start(self.cast, one)
        finding.record_attempt(self.coordinator, search=search, tried=tried(), at=NOW)
        search.refresh_from_db()
        state = self.dice.choice([SearchState.FOUND, SearchState.NOT_FOUND])
        if state is SearchState.FOUND:
            make_sure(self.cast, one)
        finding.end_search(self.coordinator, search=search, state=state, words="Xanthe says so.", at=NOW)

    def is_written_to(self, _: Connection) -> None:
        """A first letter that goes and is answered, with a yes or a no."""
        one = self.somebody(ASKED_FOR)
        make_sure(self.cast, one)
        clear(self.cast, one)
        letter = write(self.cast, one)
        send(self.cast, letter.item)
        letter.refresh_from_db()
        answer(self.cast, letter, self.dice.choice(list(PersonAnswer)), "Zebedee says so.")

    def is_taken_care_of(self, one: Connection) -> None:
        """What comes before somebody is reached."""
        kind = self.dice.choice([CareKind.PRESENTED, CareKind.ABROAD, CareKind.TRAFFICKING_CHECK])
        given = safety.CareGiven(kind, "Zebedee rang.", TODAY, one)
        safety.take_care(self.worker, child=self.cast.child, given=given, at=NOW)

    def stands_elsewhere(self, one: Connection) -> None:
        status = self.dice.choice([PersonStatus.FOUND, PersonStatus.WILLING, PersonStatus.DIED, PersonStatus.IN_TOUCH])
        stands = people.Stands(status, TODAY, FactSource.FILE, "Zebedee rang.")
        people.change_status(self.coordinator, connection=one, stands=stands, at=NOW)

    def is_known_of(self, one: Connection) -> None:
        given = people.FactGiven(PersonFactKind.BORN, year=self.dice.randrange(1940, 1990))
        people.add_fact(self.coordinator, connection=one, given=given, says=people.Says(FactSource.FILE), at=NOW)

    def says_so(self, one: Connection) -> None:
        kind = self.dice.choice([FactSource.FILE, FactSource.RELATIVE])
        finding.add_evidence(
            self.coordinator, connection=one, kind=kind, who="page 3", words="Xanthe.", on=TODAY, at=NOW
        )

    def is_asked_about(self, one: Connection) -> None:
        given = safety.Given((ContactKind.LETTER,), self.dice.choice(list(Cleared)), LATER, "Xanthe stays away.", "No.")
        safety.clear(self.worker, connection=one, given=given, at=NOW)

    def is_news(self, one: Connection) -> None:
        kind = self.dice.choice(list(NewsKind))
        safety.keep_news(self.coordinator, child=self.cast.child, kind=kind, words="Xanthe.", connection=one, at=NOW)

    def is_told(self) -> None:
        """The child is told of one of them, face to face."""
        people.note_child_knows(self.coordinator, connection=self.there[0], at=NOW)

    def is_under_an_order(self, one: Connection) -> None:
        order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "No Zebedee.", TODAY, one)
        safety.restrict(self.worker, child=self.cast.child, order=order, at=NOW)


def in_the_childs_hands(client: Client, cast: Cast, referral: Referral) -> Seen:
    """Each page of a session together: its bytes without the token, and how many statements it took."""
    pages = [reverse(f"referrals:{name}", args=[referral.pk]) for name in ASKED]
    pages += [reverse(name, args=[cast.child.pk]) for name in DRAWN]
    seen = []
    for page in pages:
        with CaptureQueriesContext(database) as asked:
            answer = client.get(page)
        assert answer.status_code == 200, page
        seen.append((TOKEN.sub(r"\1", answer.content.decode()), len(asked)))
    return seen


@pytest.mark.once
def test_no_state_shows_the_child_somebody_of_whom_they_were_not_told(
    in_service: Cast, sign_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    # That somebody is still there is noted once a minute: the walk must not depend on how fast this machine is.
    monkeypatch.setattr(middleware, "NOTED_EVERY_SECONDS", 1_000_000)
    referral = standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    Connection.objects.filter(pk=connect(in_service.child, "Grandad", "Walter").pk).update(child_knows=True)
    client = sign_in(in_service.users[Role.COORDINATOR])
    client.post(reverse("map_start", args=[in_service.child.pk]))
    in_the_childs_hands(client, in_service, referral)  # what is written down once an hour is written down
    before = in_the_childs_hands(client, in_service, referral)
    assert any("Grandad" in words for words, _ in before), "whom the child knows is there"
    happened = set()
    for seed in range(WALKS):
        with transaction.atomic():
            hidden = Hidden(in_service, random.Random(seed))
            for _ in range(STEPS):
                hidden.happens()
                after = in_the_childs_hands(client, in_service, referral)
                assert after == before
                assert not any(secret in words for words, _ in after for secret in SECRETS)
            happened |= hidden.happened
            hidden.is_told()
            assert in_the_childs_hands(client, in_service, referral) != before, "and this test can tell"
            transaction.set_rollback(True)
    assert {"is_looked_for", "is_written_to", "is_taken_care_of"} <= happened
