"""A record that is closed to an insider looks like one that is not there; a manager decides (security.md 1.3, B7)."""

import datetime as dt
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access import gate, scope
from kith.access.action import StaleVersion
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit import queries as audit
from kith.audit.models import AuditEvent
from kith.children.models import ClosedRecord, EligibilityResult, EligibilityRun
from kith.children.queries import children, eligibility
from kith.domain.pathway import Stage
from kith.domain.related import Outcome
from kith.domain.terms import ReachKind, Role
from kith.people import queries as people
from kith.people.models import Connection
from kith.records.models import Concern
from kith.referrals import actions as referrals
from kith.safety import actions
from kith.safety.models import RelatedDecision, RelatedSign, StaffMarks
from tests.apps.referrals import made
from tests.apps.safety.around import connect
from tests.apps.safety.test_related import PHONE, POSTCODE, give, named, reach
from tests.personas import NOW, Cast

Seed = Callable[[Cast, User, Connection], None]
LATER = NOW + dt.timedelta(hours=2)


def postcode(cast: Cast, user: User, who: Connection) -> None:
    named(cast, user, "Priya Whitcombe")
    give(user, postcode=POSTCODE)
    reach(cast, who, ReachKind.ADDRESS, f"4 Mill Lane, Weald, {POSTCODE}")


def sealed_phone(cast: Cast, user: User, who: Connection) -> None:
    named(cast, user, "Priya Whitcombe")
    give(user, phone=PHONE)
    reach(cast, who, ReachKind.PHONE, PHONE, sealed=True)


def two_people(cast: Cast, user: User, who: Connection) -> None:
    """The name of one of the family and the home of another."""
    named(cast, user, "Priya Whitcombe")
    give(user, phone=PHONE)
    reach(cast, connect(cast.child, "Cousin", "Sam Weald"), ReachKind.PHONE, PHONE)


STRONG = [postcode, sealed_phone, two_people]


def opens(actor: Actor, child_id: uuid.UUID, at: dt.datetime = NOW) -> bool:
    try:
        children.open_child(actor, child_id, at)
    except scope.NotVisible:
        return False
    return True


def say(cast: Cast, role: Role = Role.COORDINATOR) -> RelatedSign:
    return actions.say_related_to_child(cast.actor(role), child=cast.child, words="My cousin’s boy", at=NOW)


def decide(cast: Cast, outcome: Outcome, words: str = "Looked at", **more: Any) -> RelatedDecision:
    sign = RelatedSign.objects.filter(child=cast.child).earliest("seen_at")
    return actions.decide_related(cast.actor(Role.MANAGER), sign=sign, outcome=outcome, words=words, at=LATER, **more)


@pytest.mark.parametrize("seed", STRONG)
def test_every_seeded_conflict_closes_the_record_at_the_first_opening(
    in_service: Cast, nan: Connection, seed: Seed
) -> None:
    user = in_service.users[Role.COORDINATOR]
    seed(in_service, user, nan)
    assert not opens(Actor.of_user(user), in_service.child.pk)
    assert ClosedRecord.objects.get().user == user
    assert not AuditEvent.objects.filter(kind="child.opened", actor_id=str(user.pk)).exists()
    assert AuditEvent.objects.filter(kind="related.closed").count() == 1
    assert opens(in_service.actor(Role.SOCIAL_WORKER), in_service.child.pk)


@pytest.mark.parametrize("seed", STRONG)
def test_it_is_closed_where_somebody_is_named_coordinator(in_service: Cast, nan: Connection, seed: Seed) -> None:
    user = in_service.users[Role.COORDINATOR]
    seed(in_service, user, nan)
    referral = made.referral(in_service, Stage.ALLOCATION)
    referrals.allocate_coordinator(in_service.actor(Role.MANAGER), referral=referral, coordinator=user, at=NOW)
    assert ClosedRecord.objects.get().user == user


def test_nobody_is_named_coordinator_to_whom_the_record_is_closed(in_service: Cast, nan: Connection) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    say(in_service)
    with pytest.raises(gate.ActionBlocked, match="closed to this person"):
        referrals.allocate_coordinator(
            in_service.actor(Role.MANAGER),
            referral=referral,
            coordinator=in_service.users[Role.COORDINATOR],
            at=NOW,
        )


@pytest.mark.parametrize("weak", ["surname", "home", "nothing"])
def test_one_sign_alone_closes_nothing_and_is_answered_the_same(in_service: Cast, nan: Connection, weak: str) -> None:
    user = in_service.users[Role.COORDINATOR]
    if weak == "surname":
        named(in_service, user, "Priya Whitcombe")
    if weak == "home":
        give(user, phone=PHONE)
        reach(in_service, nan, ReachKind.PHONE, PHONE)
    assert opens(Actor.of_user(user), in_service.child.pk)
    assert not ClosedRecord.objects.exists()
    assert RelatedSign.objects.count() == (weak != "nothing")


def test_a_closed_record_is_on_no_list_search_or_table(in_service: Cast, nan: Connection) -> None:
    actor, child = in_service.actor(Role.COORDINATOR), in_service.child
    made.referral(in_service, Stage.ALLOCATION)

    def seen() -> tuple[int, int, int, int]:
        with scope.acting(actor):
            return (
                len(children.list_mine(actor)),
                len(children.list_matching_children(actor, child.preferred_name)),
                len(scope.visible(actor, Connection.objects)),
                len(people.open_people_like(actor, child, "Jean Whitcombe", NOW)) if opens(actor, child.pk) else 0,
            )

    before = seen()
    assert before == (1, 1, 1, 1)
    say(in_service)
    assert seen() == (0, 0, 0, 0)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.ANALYST, Role.SAFEGUARDING_LEAD])
def test_it_is_closed_to_those_who_see_every_child_too(in_service: Cast, nan: Connection, role: Role) -> None:
    actor = in_service.actor(role)
    Concern.objects.create(service=in_service.service, child=in_service.child, words="Worried")
    tables = [type(in_service.child).objects, Connection.objects, Concern.objects]
    held = [scope.visible(actor, rows).count() for rows in tables]
    ClosedRecord.objects.create(
        service=in_service.service, child=in_service.child, user=in_service.users[role], closed_at=NOW
    )
    left = [scope.visible(actor, rows).count() for rows in tables]
    assert [max(0, number - 1) for number in held] == left
    assert sum(held) > sum(left)


def test_the_figures_above_the_list_leave_a_closed_record_out(in_service: Cast) -> None:
    actor, closed = in_service.actor(Role.ANALYST), in_service.child
    run = EligibilityRun.objects.create(
        service=in_service.service, on=NOW.date(), rules="kent-2018", counts={"no": 2, "stale": 0}
    )
    for child in (closed, in_service.other_team_child):
        EligibilityResult.objects.create(service=in_service.service, run=run, child=child, answer="no")
    assert eligibility.count_results(actor, run, eligibility.Filter(answer="")).rows == 2
    ClosedRecord.objects.create(
        service=in_service.service, child=closed, user=in_service.users[Role.ANALYST], closed_at=NOW
    )
    assert eligibility.count_results(actor, run, eligibility.Filter(answer="")).rows == 1
    EligibilityResult.objects.filter(run=run).exclude(child=closed).update(answer="yes")
    assert eligibility.count_results(actor, run, eligibility.Filter(answer="")).rows == 1


@pytest.mark.parametrize(
    ("role", "address"), [(Role.MANAGER, "/"), (Role.ANALYST, "/"), (Role.MANAGER, "/children/reach/")]
)
def test_the_figures_of_a_first_page_leave_a_closed_record_out(
    in_service: Cast, client: Client, role: Role, address: str
) -> None:
    run = EligibilityRun.objects.create(
        service=in_service.service,
        on=NOW.date(),
        rules="kent-2018",
        counts={"yes": 0, "no": 0, "cannot_tell": 2},
        is_current=True,
    )
    for child in (in_service.child, in_service.other_team_child):
        EligibilityResult.objects.create(service=in_service.service, run=run, child=child, answer="cannot_tell")
    client.force_login(in_service.users[role])
    said = "Could be offered: up to {0}; for {0} of them"
    assert said.format(2) in client.get(address).content.decode()
    ClosedRecord.objects.create(
        service=in_service.service, child=in_service.child, user=in_service.users[role], closed_at=NOW
    )
    assert said.format(1) in client.get(address).content.decode()


def test_it_looks_like_a_record_that_is_not_there(in_service: Cast, nan: Connection, client: Client) -> None:
    """The oracle of B7: one status, the same bytes and the same questions to the database."""
    user = in_service.users[Role.COORDINATOR]
    postcode(in_service, user, nan)
    client.force_login(user)
    absent, closed = uuid.uuid4(), in_service.child.pk
    first = _asked(client, closed)
    assert first[0] == _asked(client, absent)[0]
    assert ClosedRecord.objects.get().child_id == closed
    assert _asked(client, closed) == _asked(client, absent)


def _asked(client: Client, child_id: uuid.UUID) -> tuple[Any, list[str]]:
    found, asked = [], []
    for name in (
        "record",
        "people_sheet",
        "people:list",
        "children:why",
        "safety:standing",
        "safety:say",
        "write_note",
    ):
        with CaptureQueriesContext(database) as questions:
            answer = client.get(reverse(name, args=[child_id]))
        body = answer.content.decode().replace(str(child_id), "-")
        body = re.sub(r'(name="csrfmiddlewaretoken" value|nonce|data-request)="[^"]*"', "", body)
        found.append((name, answer.status_code, body))
        asked += [_plain(one["sql"], child_id) for one in questions]
    return found, asked


def _plain(sql: str, child_id: uuid.UUID) -> str:
    for form in (str(child_id), child_id.hex):
        sql = sql.replace(form, "-")
    return re.sub(r"'[0-9a-f]{12,}'|'\d{4}-\d\d-\d\d[^']*'|s\d+_x\d+", "-", sql)


def test_what_somebody_says_of_themselves_closes_the_record_at_once(in_service: Cast, nan: Connection) -> None:
    sign = say(in_service)
    assert (sign.words, sign.strength, sign.looked_at) == ("My cousin’s boy", "said", None)
    assert not opens(in_service.actor(Role.COORDINATOR), in_service.child.pk)
    assert opens(in_service.actor(Role.SOCIAL_WORKER), in_service.child.pk)


def test_whoever_decides_may_open_it_again_and_known_signs_close_nothing(in_service: Cast, nan: Connection) -> None:
    user = in_service.users[Role.COORDINATOR]
    postcode(in_service, user, nan)
    assert not opens(Actor.of_user(user), in_service.child.pk)
    decide(in_service, Outcome.OPEN)
    assert opens(Actor.of_user(user), in_service.child.pk, LATER)
    assert not RelatedSign.objects.filter(looked_at__isnull=True).exists()
    connect(in_service.child, "Cousin", "Alf Whitcombe")
    assert opens(Actor.of_user(user), in_service.child.pk, LATER)
    assert RelatedSign.objects.filter(looked_at__isnull=True).count() == 1


def test_a_home_beside_a_name_that_was_looked_at_closes_it(in_service: Cast, nan: Connection) -> None:
    user = in_service.users[Role.COORDINATOR]
    named(in_service, user, "Priya Whitcombe")
    assert opens(Actor.of_user(user), in_service.child.pk)
    decide(in_service, Outcome.OPEN)
    give(user, phone=PHONE)
    reach(in_service, nan, ReachKind.PHONE, PHONE)
    assert not opens(Actor.of_user(user), in_service.child.pk, LATER)


def test_it_may_stay_closed_and_a_name_alone_may_close_it(in_service: Cast, nan: Connection) -> None:
    user = in_service.users[Role.COORDINATOR]
    named(in_service, user, "Priya Whitcombe")
    assert opens(Actor.of_user(user), in_service.child.pk)
    decide(in_service, Outcome.CLOSED, "His aunt")
    assert not opens(Actor.of_user(user), in_service.child.pk, LATER)
    assert (RelatedDecision.objects.get().words, RelatedDecision.objects.get().outcome) == ("His aunt", "closed")


def test_nobody_decides_about_themselves_and_few_decide_at_all(in_service: Cast, nan: Connection) -> None:
    for role in (Role.MANAGER, Role.COORDINATOR):
        sign = say(in_service, role)
        for who in in_service.users:
            actor = in_service.actor(who)
            if actor.service_id is None or (role is Role.COORDINATOR and who is Role.MANAGER):
                continue
            with pytest.raises((scope.NotVisible, gate.NotPermitted)):
                actions.decide_related(actor, sign=sign, outcome=Outcome.OPEN, words="I may", at=NOW)
    assert ClosedRecord.objects.filter(opened_at__isnull=True).count() == 2


def test_a_manager_to_whom_it_is_closed_decides_about_nobody_there(in_service: Cast, nan: Connection) -> None:
    sign = say(in_service)
    say(in_service, Role.MANAGER)
    with pytest.raises(scope.NotVisible):
        actions.decide_related(
            in_service.actor(Role.MANAGER), sign=sign, outcome=Outcome.OPEN, words="Let them", at=NOW
        )


def test_a_decision_needs_a_reason_and_the_page_as_it_is(in_service: Cast, nan: Connection) -> None:
    say(in_service)
    with pytest.raises(gate.ActionBlocked, match="Write why"):
        decide(in_service, Outcome.OPEN, "  ")
    decide(in_service, Outcome.CLOSED, version=1)
    with pytest.raises(StaleVersion):
        decide(in_service, Outcome.OPEN, version=1)
    assert not opens(in_service.actor(Role.COORDINATOR), in_service.child.pk)


def test_what_is_said_of_no_record_is_read_by_the_manager_and_closes_what_is_meant(
    in_service: Cast, nan: Connection
) -> None:
    user = in_service.users[Role.COORDINATOR]
    sign = actions.say_related(Actor.of_user(user), user=user, words="The Whitcombes next door", at=NOW)
    assert opens(Actor.of_user(user), in_service.child.pk)
    manager = in_service.actor(Role.MANAGER)
    actions.settle_said(manager, sign=sign, children=[in_service.child], words="Neighbours", at=LATER)
    assert not opens(Actor.of_user(user), in_service.child.pk, LATER)
    with pytest.raises(gate.ActionBlocked, match="already"):
        actions.settle_said(manager, sign=sign, children=[], words="Again", at=LATER)


def test_nobody_may_be_meant(in_service: Cast) -> None:
    user = in_service.users[Role.COORDINATOR]
    sign = actions.say_related(Actor.of_user(user), user=user, words="Some Marshes", at=NOW)
    actions.settle_said(in_service.actor(Role.MANAGER), sign=sign, children=[], words="None here", at=LATER)
    assert not ClosedRecord.objects.exists()
    assert RelatedDecision.objects.get().outcome == Outcome.NOBODY.value
    assert RelatedSign.objects.get().looked_by == in_service.users[Role.MANAGER]


def test_where_a_relative_lives_is_not_found_out_by_trying(in_service: Cast, nan: Connection) -> None:
    user = in_service.users[Role.COORDINATOR]
    for number in (1, 2, 3):
        give(user, postcode=f"WD{number} 4QZ")
    with pytest.raises(gate.ActionBlocked, match="3 times"):
        give(user, postcode=POSTCODE)
    assert StaffMarks.objects.count() == 3
    actions.give_own_marks(Actor.of_user(user), user=user, postcode=POSTCODE, phone="", at=NOW + dt.timedelta(days=366))
    assert StaffMarks.objects.count() == 4


def test_the_record_of_what_happened_shows_nobody_which_child(in_service: Cast, nan: Connection) -> None:
    say(in_service)
    decide(in_service, Outcome.CLOSED)
    of_child = audit.list_events(in_service.service.pk, audit.Narrowed(child_id=in_service.child.pk), first=0, most=50)
    assert not [row.kind for row in of_child if row.kind.startswith("related.")]
    of_service = audit.list_events(in_service.service.pk, audit.Narrowed(), first=0, most=50)
    told = [row for row in of_service if row.kind.startswith("related.")]
    assert {row.kind for row in told} == {"related.declared", "related.decided"}
    assert [(row.child_id, row.codes) for row in told] == [(None, {})] * 2
