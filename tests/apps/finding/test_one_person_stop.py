"""A child's stop, or no, about one person reads to whoever must not know of it as if it were taken back (ADR 0024).

The same child stands twice at the same moment: once the child says stop or no about Grandad; once the coordinator takes
the letter back, ends the search and calls the family time off. Whoever must not know reads the same, word for word.
"""

import datetime as dt
import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from kith.access import gate
from kith.access.models import User
from kith.domain import holding
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    CameOfPromise,
    ContactKind,
    HowOften,
    Role,
    SaysSo,
    SearchState,
)
from kith.finding import actions
from kith.finding.models import Evidence, FamilyTime, Search
from kith.outbox import actions as outbox
from kith.outbox import tasks
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.plans import actions as plans
from kith.plans.models import Promise
from kith.referrals.actions import asks, stop
from kith.referrals.models import Stop
from tests import standing
from tests.apps.finding.test_finding_actions import clear, make_sure, tried, write
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

pytestmark = pytest.mark.long

SignIn = Callable[[User], Client]
MANAGER, LEAD, WORKER, OFFICER = Role.MANAGER, Role.SAFEGUARDING_LEAD, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER
NOT_TOLD = (MANAGER, LEAD, WORKER, OFFICER, Role.SEARCHER, Role.PRIVACY_OFFICER)
THEN = NOW + dt.timedelta(minutes=20)
STEPS = (AgreementScope.SEARCH, AgreementScope.APPROACH, AgreementScope.MEET)
# Pages that say to everybody that a stop about one person stands, and never about whom.
SAY_A_STOP = ("record", "today")


@pytest.fixture
def grandad(in_service: Cast, monkeypatch: pytest.MonkeyPatch) -> Connection:
    """Grandad, who is looked for, written to and to be met, and Aunt Bea, with whom nothing goes on."""
    monkeypatch.setattr(timezone, "now", lambda: THEN)
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    Connection.objects.filter(pk=person.pk).update(child_knows=True)
    connect(in_service.child, "Aunt Bea")
    referral = standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    standing.say(in_service, referral, standing.said(AgreementScope.MEET, named="Grandad"), minutes=-10)
    me = in_service.actor(Role.COORDINATOR)
    ask = asks.save_ask(me, child=in_service.child, words="Find my Grandad.", asked_on=TODAY, named="Grandad", at=NOW)
    search = actions.start_search(me, connection=person, owner=in_service.users[MANAGER], ask=ask, at=NOW)
    actions.record_attempt(me, search=search, tried=tried(), at=NOW)
    make_sure(in_service, person)
    clear(in_service, person, *ContactKind)
    write(in_service, person)
    notice = outbox.Letter(OutboxItem.Kind.CANCELLATION, "The school", "Not on Friday.")
    outbox.release_item(
        in_service.actor(MANAGER), item=outbox.queue_item(me, child=in_service.child, letter=notice, at=NOW), at=NOW
    )
    planned = actions.Planned(ContactKind.SUPERVISED, TODAY, "The park café", "Jo drives")
    actions.plan_family_time(me, connection=person, planned=planned, at=NOW)
    words = "I will ring you on Sundays."
    promised = plans.Promised(words, HowOften.WEEKLY, TODAY, connection=person, ask=ask)
    plans.make_promise(me, child=in_service.child, promised=promised, at=NOW)
    return person


def says_stop(cast: Cast, role: Role = Role.COORDINATOR) -> None:
    pressed = stop.Pressed(Stop.Reach.PERSON, Role.CHILD, named="Grandad")
    stop.stop_for_child(cast.actor(role), child=cast.child, pressed=pressed, at=THEN)


def says_no(cast: Cast) -> None:
    referral = cast.child.referrals.get()
    answers = [standing.said(step, AgreementAnswer.NO, named="Grandad") for step in STEPS]
    standing.say(cast, referral, *answers, minutes=20)


def takes_back(cast: Cast) -> None:
    """At another moment: the moment of a stop is known to many, and must not tell which letter it held."""
    me, at = cast.actor(Role.COORDINATOR), NOW + dt.timedelta(minutes=3)
    outbox.cancel_item(me, item=letter(), at=at)
    actions.end_search(me, search=Search.objects.get(), state=SearchState.ENDED, words="Enough for now.", at=at)
    actions.call_off_family_time(me, family_time=FamilyTime.objects.get(), words="The room is not free.", at=at)
    plans.end_promise(me, promise=Promise.objects.get(), words="The line is dead.", at=at)


def letter() -> OutboxItem:
    row: OutboxItem = OutboxItem.objects.get(person_id__isnull=False)
    return row


def pages(cast: Cast, person: Connection) -> dict[str, str]:
    item, child = letter(), cast.child
    search, time = Search.objects.get(), FamilyTime.objects.get()
    return {
        "sheet": f"/network/children/{child.pk}/",
        "person": f"/people/{person.pk}/",
        "trail": f"/finding/people/{person.pk}/",
        "handover": f"/finding/children/{child.pk}/handover/",
        "letters": "/letters/",
        "letter": f"/letters/{item.pk}/",
        "lead's letters": "/safety/letters/",
        "lead's letter": f"/safety/letters/{item.pk}/",
        "try": f"/finding/searches/{search.pk}/try/",
        "end": f"/finding/searches/{search.pk}/end/",
        "hand over": f"/finding/searches/{search.pk}/hand-over/",
        "start": f"/finding/people/{person.pk}/search/",
        "write": f"/finding/people/{person.pk}/letter/first/",
        "plan": f"/finding/people/{person.pk}/family-time/",
        "came of it": f"/finding/family-time/{time.pk}/came/",
        "promises": f"/promises/children/{child.pk}/",
        "promise": f"/promises/{Promise.objects.get().pk}/came/",
        "queue": "/finding/queue/",
        "task": f"/finding/queue/{search.pk}/",
        "safe": f"/safety/people/{person.pk}/",
        "record": f"/record/{child.pk}/",
        "today": "/",
    }


def text(answer: Any) -> str:
    """What a page says and which controls it has, without what changes at each visit."""
    body = re.sub(r"<head>.*?</head>|<input[^>]*csrfmiddlewaretoken[^>]*>", "", answer.content.decode(), flags=re.S)
    body = re.sub(r'(nonce|name="version" value|value)="[^"]*"', r'\1=""', body)
    return f"{answer.status_code}\n" + "\n".join(line.strip() for line in html.unescape(body).splitlines())


def read(cast: Cast, sign_in: SignIn, person: Connection, role: Role, change: Callable[[Cast], None]) -> dict[str, str]:
    """What somebody reads on every page after a change, which is undone again."""
    with transaction.atomic():
        change(cast)
        client = sign_in(cast.users[role])
        found = {name: text(client.get(address)) for name, address in pages(cast, person).items()}
        for row in Evidence.objects.all():
            actions.take_back_evidence(cast.actor(Role.COORDINATOR), evidence=row, words="Another Walter.", at=THEN)
        found["sheet, not sure"] = text(client.get(pages(cast, person)["sheet"]))
        transaction.set_rollback(True)
    return found


@pytest.mark.once
@pytest.mark.parametrize("role", NOT_TOLD)
@pytest.mark.parametrize("change", [says_stop, says_no])
def test_whoever_must_not_know_reads_what_they_read_when_it_was_taken_back(
    in_service: Cast, grandad: Connection, sign_in: SignIn, role: Role, change: Callable[[Cast], None]
) -> None:
    held = read(in_service, sign_in, grandad, role, change)
    taken = read(in_service, sign_in, grandad, role, takes_back)
    for name in held:
        if change is says_stop and name in SAY_A_STOP:
            only = set(held[name].splitlines()) - set(taken[name].splitlines())
            assert not [line for line in only if "Grandad" in line], name
            continue
        assert held[name].splitlines() == taken[name].splitlines(), name
        assert "Held" not in held[name], name


@pytest.mark.parametrize("role", [Role.COORDINATOR])
@pytest.mark.parametrize("change", [says_stop, says_no])
def test_the_coordinator_sees_what_is_held(
    in_service: Cast, grandad: Connection, sign_in: SignIn, role: Role, change: Callable[[Cast], None]
) -> None:
    seen = read(in_service, sign_in, grandad, role, change)
    for name in ("sheet, not sure", "trail", "handover", "letters", "letter", "promises"):
        assert "Held" in seen[name], name
    assert "Go on looking" in seen["trail"]
    assert "Let it go on" not in seen["promises"], "the stop, or the no, stands"


@pytest.mark.once
@pytest.mark.parametrize("role", [MANAGER, LEAD, WORKER])
def test_a_stop_of_everything_and_of_a_step_goes_on_showing(
    in_service: Cast, grandad: Connection, sign_in: SignIn, role: Role
) -> None:
    for pressed in (
        stop.Pressed(Stop.Reach.EVERYTHING, Role.CHILD),
        stop.Pressed(Stop.Reach.STEP, Role.CHILD, AgreementScope.SEARCH),
    ):

        def press(cast: Cast, pressed: stop.Pressed = pressed) -> None:
            stop.stop_for_child(cast.actor(Role.COORDINATOR), child=cast.child, pressed=pressed, at=THEN)

        seen = read(in_service, sign_in, grandad, role, press)
        if pressed.reach is Stop.Reach.EVERYTHING and role is WORKER:
            assert "Everything has stopped" in seen["sheet"]  # of the people nothing is read any more (ADR 0048)
            continue
        assert "Held: stopped" in seen["sheet"] + seen["trail"]
        if pressed.reach is Stop.Reach.EVERYTHING:
            assert "Held: stopped" in seen["letters"]
            assert "You cannot let it go now." in seen["letter"]
            assert "Put it back in the queue" not in seen["letter"]


def test_whoever_wrote_the_stop_sees_what_it_held(in_service: Cast, grandad: Connection, sign_in: SignIn) -> None:
    says_stop(in_service, MANAGER)
    client = sign_in(in_service.users[MANAGER])
    assert "Held: stopped" in text(client.get("/letters/"))
    assert "Held: stopped" in text(client.get(f"/finding/people/{grandad.pk}/"))
    assert "Held" not in text(sign_in(in_service.users[LEAD]).get("/letters/"))


def refusals(cast: Cast, change: Callable[[Cast], None]) -> dict[str, str]:
    """What the manager is told on trying each thing; undone again."""
    me, at = cast.actor(MANAGER), THEN
    with transaction.atomic():
        change(cast)
        item, search, time = letter(), Search.objects.get(), FamilyTime.objects.get()
        promise, kept = Promise.objects.get(), plans.Came(CameOfPromise.KEPT, SaysSo.CHILD, TODAY)
        ended = SearchState.ENDED
        tries: dict[str, Callable[[], Any]] = {
            "release": lambda: outbox.release_item(me, item=item, at=at),
            "put back": lambda: outbox.unfreeze_item(me, item=item, at=at),
            "cancel": lambda: outbox.cancel_item(me, item=item, at=at),
            "resume": lambda: actions.resume_search(me, search=search, at=at),
            "end": lambda: actions.end_search(me, search=search, state=ended, words="So.", at=at),
            "hand over": lambda: actions.hand_over_search(me, search=search, owner=cast.users[MANAGER], at=at),
            "came": lambda: actions.record_family_time(me, family_time=time, happened=True, words="", at=at),
            "call off": lambda: actions.call_off_family_time(me, family_time=time, words="So.", at=at),
            "promise": lambda: plans.check_promise(me, promise=promise, came=kept, at=at),
        }
        told = {}
        for name, act in tries.items():
            with pytest.raises(gate.ActionBlocked) as refused:
                act()
            told[name] = refused.value.text
        transaction.set_rollback(True)
    return told


@pytest.mark.parametrize("change", [says_stop, says_no])
def test_a_step_is_refused_in_the_words_for_what_was_taken_back(
    in_service: Cast, grandad: Connection, change: Callable[[Cast], None]
) -> None:
    held, taken = refusals(in_service, change), refusals(in_service, takes_back)
    assert held["resume"] == holding.NOT_NOW
    held["resume"] = taken["resume"]
    assert held == taken
    assert "not going out" in held["put back"]


@pytest.mark.parametrize("change", [says_stop, says_no, None])
def test_looking_anew_is_refused_as_for_somebody_whom_the_child_was_never_asked_about(
    in_service: Cast, grandad: Connection, change: Callable[[Cast], None] | None
) -> None:
    if change:
        change(in_service)
    person = grandad if change else Connection.objects.exclude(pk=grandad.pk).get()
    owner = in_service.users[MANAGER]
    with pytest.raises(gate.ActionBlocked) as refused:
        actions.start_search(in_service.actor(MANAGER), connection=person, owner=owner, at=THEN)
    assert refused.value.text == holding.NOT_NOW
    with pytest.raises(gate.ActionBlocked) as known:
        actions.start_search(in_service.actor(Role.COORDINATOR), connection=person, owner=owner, at=THEN)
    assert known.value.text != holding.NOT_NOW


def test_what_was_held_when_it_was_to_be_sent_reads_the_same(
    in_service: Cast, grandad: Connection, settings: Any
) -> None:
    outbox.release_item(in_service.actor(LEAD), item=letter(), at=NOW)
    settings.STOP_HOOKS = []  # a letter that was being handed over when the child said stop, and came back
    says_stop(in_service)
    tasks.send_released(in_service.service.pk)
    item = letter()
    assert (item.state, item.held_private) == ("frozen", True)


def test_what_an_unknown_name_holds_is_told_to_nobody_else(in_service: Cast, grandad: Connection) -> None:
    pressed = stop.Pressed(Stop.Reach.PERSON, Role.CHILD, named="Walt")
    stop.stop_for_child(in_service.actor(Role.COORDINATOR), child=in_service.child, pressed=pressed, at=THEN)
    assert letter().held_private
    assert Search.objects.get().held_private
    assert FamilyTime.objects.get().held_private


def test_what_is_taken_up_again_is_no_longer_hidden(in_service: Cast, grandad: Connection) -> None:
    says_stop(in_service)
    me, row = in_service.actor(Role.COORDINATOR), Stop.objects.get()
    stop.lift_stop(me, stop=row, words="Talked in the park; go on.", at=THEN)
    search = actions.resume_search(me, search=Search.objects.get(), at=THEN)
    assert (search.state, search.held_private, search.held_by_id) == ("looking", False, None)
