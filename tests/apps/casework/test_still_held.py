"""What is still held after a stop or a pause was started again is named, until a person lets it go or ends it."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import scope
from kith.casework.presenters import record, today
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, ContactKind, FactSource, HowOften, PersonStatus, Role
from kith.finding import actions as finding
from kith.finding.models import FamilyTime, Search
from kith.people import actions as people
from kith.people.models import Connection
from kith.plans import actions as plans
from kith.referrals.actions import move, stop
from kith.referrals.models import Referral, Stop
from tests import standing
from tests.apps.finding.test_finding_actions import clear, make_sure, plan, start, write
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

AFTER, LATER = NOW + dt.timedelta(hours=1), NOW + dt.timedelta(hours=2)
ALL = "looking for Grandad; family time with Grandad; letter to Grandad; what Grandad promised."


@pytest.fixture
def grandad(in_service: Cast) -> Connection:
    """Grandad, who is looked for, written to and to be met, and who promised something."""
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    Connection.objects.filter(pk=person.pk).update(child_knows=True)
    person.refresh_from_db()
    standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    standing.may_meet(in_service, "Grandad")
    make_sure(in_service, person)
    clear(in_service, person, ContactKind.LETTER, ContactKind.SUPERVISED)
    for step in (start, write, plan):
        step(in_service, person)
    promised = plans.Promised("I will ring.", HowOften.WEEKLY, TODAY, connection=person)
    plans.make_promise(in_service.actor(Role.COORDINATOR), child=in_service.child, promised=promised, at=NOW)
    return person


def press(cast: Cast, reach: Stop.Reach, **more: object) -> Stop:
    pressed = stop.Pressed(reach, Role.CHILD, **more)  # type: ignore[arg-type]
    return stop.stop_for_child(cast.actor(Role.COORDINATOR), child=cast.child, pressed=pressed, at=AFTER)


def lift(cast: Cast, row: Stop) -> None:
    row.refresh_from_db()
    stop.lift_stop(cast.actor(Role.COORDINATOR), stop=row, words="Talked at home; go on.", at=LATER)


def named(cast: Cast, role: Role = Role.COORDINATOR) -> tuple[str, list[str]]:
    """What the record and today say of it."""
    actor = cast.actor(role)
    lines = today.open_today(actor, TODAY, LATER).still_held if role is Role.COORDINATOR else ()
    return record.record_page(actor, cast.child, TODAY, LATER).still_held, [line.why for line in lines]


def test_what_a_stop_of_everything_held_is_named_once_it_is_started_again(
    in_service: Cast, grandad: Connection
) -> None:
    assert named(in_service) == ("", [])
    row = press(in_service, Stop.Reach.EVERYTHING)
    assert named(in_service) == ("", [])
    lift(in_service, row)
    assert named(in_service) == (ALL, [f"Held: {ALL} Let each go, or end it."])


def test_what_a_pause_held_is_named_once_the_work_goes_on(in_service: Cast, grandad: Connection) -> None:
    me, referral = in_service.actor(Role.COORDINATOR), Referral.objects.get()
    stop.pause_for_child(me, referral=referral, look_again_on=TODAY + dt.timedelta(days=9), at=AFTER)
    assert named(in_service) == ("", [])
    referral.refresh_from_db()
    move.move_referral(me, referral=referral, event="referral.resumed", words="Exams are over.", at=LATER)
    assert named(in_service)[0] == ALL


def test_what_was_let_go_ended_or_cannot_go_on_is_named_no_more(in_service: Cast, grandad: Connection) -> None:
    me = in_service.actor(Role.COORDINATOR)
    lift(in_service, press(in_service, Stop.Reach.STEP, scope=AgreementScope.SEARCH))
    assert named(in_service)[0] == "looking for Grandad."
    finding.resume_search(me, search=Search.objects.get(), at=LATER)
    assert named(in_service) == ("", [])
    lift(in_service, press(in_service, Stop.Reach.STEP, scope=AgreementScope.MEET))
    assert "family time with Grandad" in named(in_service)[0]
    FamilyTime.objects.update(on=TODAY - dt.timedelta(days=1))
    stands = people.Stands(PersonStatus.UNSAFE_FOR_NOW, TODAY, FactSource.FILE, "Page 4.")
    people.change_status(me, connection=grandad, stands=stands, at=LATER)
    assert "family time" not in named(in_service)[0]


def test_what_another_stop_reaches_is_not_named(in_service: Cast, grandad: Connection) -> None:
    first = press(in_service, Stop.Reach.STEP, scope=AgreementScope.SEARCH)
    press(in_service, Stop.Reach.PERSON, named="Grandad")
    lift(in_service, first)
    assert named(in_service) == ("", [])


def test_a_stop_about_one_person_that_was_lifted_tells_nobody_else(in_service: Cast, grandad: Connection) -> None:
    """Whoever does not know of that word reads what it holds as taken back (ADR 0024)."""
    lift(in_service, press(in_service, Stop.Reach.PERSON, named="Grandad"))
    assert named(in_service)[0] == ALL
    for role in (Role.SOCIAL_WORKER, Role.MANAGER, Role.REVIEWING_OFFICER):
        assert named(in_service, role) == ("", [])


def test_both_pages_say_it(cast: Cast) -> None:
    with scope.acting(cast.actor(Role.COORDINATOR)):
        person = connect(cast.child, "Grandad", "Walter Whitcombe")
        standing.has_agreed(cast, Stage.SAFETY_CHECKS)
        start(cast, person)
        lift(cast, press(cast, Stop.Reach.STEP, scope=AgreementScope.SEARCH))
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    for address in (reverse("home"), reverse("record", args=[cast.child.pk])):
        page = client.get(address).content.decode()
        assert "Still held after the start again" in page
        assert "looking for Grandad." in page
