"""What is under way about somebody is held in the moment something comes to stand against it, and cannot begin anew."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.casework.presenters import today
from kith.children.models import CareRow, CaseMember, Child
from kith.domain.pathway import Stage
from kith.domain.terms import (
    CareKind,
    Cleared,
    ContactKind,
    FactSource,
    FamilyTimeState,
    LivesWithKind,
    ParentageKind,
    PersonFactKind,
    PersonStatus,
    RestrictionKind,
    Role,
    SearchState,
    TieKind,
    TryOutcome,
    UnionStatus,
)
from kith.finding import actions
from kith.finding.models import Approach, FamilyTime, Search
from kith.network import actions as network
from kith.outbox.models import OutboxItem
from kith.people import actions as people
from kith.people.models import Connection, Person
from kith.safety import actions as safety
from kith.safety.models import CareTaken, LivesWith
from tests import standing
from tests.apps.finding.test_finding_actions import LATER, clear, make_sure, plan, start, tried, write
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SOON_AFTER = NOW + dt.timedelta(minutes=5)
SEARCH, LETTER, TIME = "search", "letter", "time"
STEPS: dict[str, Callable[[Cast, Connection], object]] = {SEARCH: start, LETTER: write, TIME: plan}


@pytest.fixture
def grandad(in_service: Cast) -> Connection:
    """Grandad, who is looked for, written to and to be met; everything about him was settled."""
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    agreed(in_service, person)
    return person


@pytest.fixture
def in_care_alone(in_service: Cast) -> None:
    """The child came alone, and was checked for trafficking."""
    CareRow.objects.create(
        service=in_service.service, child=in_service.child, table="UASC", year=2026, batch_number=1, line=2, values={}
    )
    given = safety.CareGiven(CareKind.TRAFFICKING_CHECK, "The worker says so.", TODAY)
    safety.take_care(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, given=given, at=NOW)


def agreed(cast: Cast, person: Connection) -> None:
    """Everything goes on with somebody: a search, a letter and a time together."""
    if not cast.child.referrals.exists():
        standing.has_agreed(cast, Stage.SAFETY_CHECKS, person.called)
    standing.may_meet(cast, person.called)
    make_sure(cast, person)
    clear(cast, person, ContactKind.LETTER, ContactKind.SUPERVISED)
    for step in STEPS.values():
        step(cast, person)


def held(person: Connection) -> set[str]:
    """Which of the steps about somebody are held."""
    search, time = Search.objects.get(connection=person), FamilyTime.objects.get(connection=person)
    letter = Approach.objects.get(connection=person).item
    found = {
        SEARCH: search.state == SearchState.HELD.value,
        LETTER: letter.state == OutboxItem.State.FROZEN,
        TIME: time.state == FamilyTimeState.HELD.value,
    }
    return {name for name, is_held in found.items() if is_held}


def says(cast: Cast, person: Connection, answer: Cleared, *kinds: ContactKind) -> None:
    given = safety.Given(kinds, answer, LATER, conditions="Jo is there.", why="What a neighbour said.")
    safety.clear(cast.actor(Role.SOCIAL_WORKER), connection=person, given=given, at=SOON_AFTER)


@pytest.mark.parametrize(
    ("answer", "kinds", "holds"),
    [
        (Cleared.NO, (ContactKind.SUPERVISED,), {TIME}),
        (Cleared.NOT_NOW, (ContactKind.LETTER,), {LETTER}),
        (Cleared.NO, (ContactKind.LETTER, ContactKind.SUPERVISED), {LETTER, TIME}),
        (Cleared.NO, (ContactKind.OVERNIGHT,), set()),
        (Cleared.YES_IF, (ContactKind.LETTER, ContactKind.SUPERVISED), set()),
    ],
)
def test_a_no_of_the_worker_holds_what_a_yes_had_set_going(
    in_service: Cast, grandad: Connection, answer: Cleared, kinds: tuple[ContactKind, ...], holds: set[str]
) -> None:
    says(in_service, grandad, answer, *kinds)
    assert held(grandad) == holds


def test_a_held_time_together_stays_on_the_coordinators_today_until_its_day(
    in_service: Cast, grandad: Connection
) -> None:
    me, day = in_service.actor(Role.COORDINATOR), FamilyTime.objects.get().on
    says(in_service, grandad, Cleared.NO, ContactKind.SUPERVISED)
    (line,) = today.open_today(me, day, SOON_AFTER).visits
    assert line.why.endswith("It is held: tell everybody who expects it, and call it off.")
    assert today.open_today(me, day + dt.timedelta(days=1), SOON_AFTER).visits == ()


@pytest.mark.parametrize(
    ("status", "ends"),
    [
        (PersonStatus.ADOPTION_ROUTE, {SEARCH, LETTER, TIME}),
        (PersonStatus.DO_NOT_WRITE, {SEARCH, LETTER, TIME}),
        (PersonStatus.UNSAFE_FOR_NOW, {LETTER, TIME}),
        (PersonStatus.DIED, {LETTER, TIME}),
        (PersonStatus.WILLING_LATER, set()),
    ],
)
def test_where_somebody_stands_holds_what_cannot_go_on_and_lets_nothing_begin(
    in_service: Cast, grandad: Connection, status: PersonStatus, ends: set[str]
) -> None:
    stands = people.Stands(status, TODAY, FactSource.FILE, "Page 4.")
    people.change_status(in_service.actor(Role.SOCIAL_WORKER), connection=grandad, stands=stands, at=SOON_AFTER)
    assert held(grandad) == ends
    Search.objects.all().delete()
    Approach.objects.all().delete()
    FamilyTime.objects.all().delete()
    grandad.refresh_from_db()
    for name, step in STEPS.items():
        if name in ends:
            with pytest.raises(gate.ActionBlocked, match="said no|adoption route|not safe for now|have died"):
                step(in_service, grandad)
        else:
            step(in_service, grandad)


@pytest.mark.parametrize("first", ["the order", "the home"])
def test_who_lives_with_somebody_who_must_not_hear_is_held(in_service: Cast, grandad: Connection, first: str) -> None:
    """Uncle Gaz may not know, and he lives with Grandad: whichever is learned last holds what is under way."""
    uncle, worker = connect(in_service.child, "Uncle Gaz"), in_service.actor(Role.SOCIAL_WORKER)
    home = safety.Home(LivesWithKind.OTHERS, "He says so.", TODAY, (uncle,))
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "Order of today.", TODAY, uncle)

    def learn(what: str) -> None:
        if what == "the home":
            safety.say_who_lives_with(worker, connection=grandad, home=home, at=SOON_AFTER)
        else:
            safety.restrict(worker, child=in_service.child, order=order, at=SOON_AFTER)

    learn(first)
    assert held(grandad) == set()
    learn("the home" if first == "the order" else "the order")
    assert held(grandad) == {LETTER, TIME}


def stands(status: PersonStatus) -> Callable[[Cast, Connection, Connection], object]:
    given = people.Stands(status, TODAY, FactSource.RELATIVE, "What a neighbour said.")
    return lambda cast, uncle, _: people.change_status(
        cast.actor(Role.COORDINATOR), connection=uncle, stands=given, at=SOON_AFTER
    )


MUST_NOT_HEAR: dict[str, Callable[[Cast, Connection, Connection], object]] = {
    "said no": stands(PersonStatus.UNWILLING),
    "is not safe for now": stands(PersonStatus.UNSAFE_FOR_NOW),
    "goes by the adoption route": lambda cast, uncle, _: safety.open_route(
        cast.actor(Role.SOCIAL_WORKER), connection=uncle, why="Adopted.", agency="", at=SOON_AFTER
    ),
    "must not meet somebody": lambda cast, uncle, other: safety.set_apart(
        cast.actor(Role.SOCIAL_WORKER),
        child=cast.child,
        pair=(uncle, other),
        words="He hurt her.",
        on=TODAY,
        at=SOON_AFTER,
    ),
}


@pytest.mark.parametrize("why", MUST_NOT_HEAR)
def test_whatever_comes_to_stand_about_somebody_holds_whoever_lives_with_them(
    in_service: Cast, grandad: Connection, why: str
) -> None:
    uncle, other = connect(in_service.child, "Uncle Gaz"), connect(in_service.child, "Aunt Bea")
    home = safety.Home(LivesWithKind.OTHERS, "He says so.", TODAY, (uncle,))
    safety.say_who_lives_with(in_service.actor(Role.SOCIAL_WORKER), connection=grandad, home=home, at=SOON_AFTER)
    assert held(grandad) == set()
    MUST_NOT_HEAR[why](in_service, uncle, other)
    assert held(grandad) == {LETTER, TIME}


SAYS = people.Says(FactSource.RELATIVE)
BELONG: dict[str, Callable[..., object]] = {
    "one home": lambda me, given, two: network.add_household(
        me, **given, given=network.HouseholdGiven((network.StayGiven(two.one), network.StayGiven(two.other)))
    ),
    "parent": lambda me, given, two: network.add_parentage(
        me, **given, given=network.ParentageGiven(two, ParentageKind.BIRTH)
    ),
    "partners": lambda me, given, two: network.add_union(
        me, **given, given=network.UnionGiven(two, UnionStatus.MARRIED)
    ),
    "friends": lambda me, given, two: network.add_tie(me, **given, given=network.TieGiven(two, TieKind.FRIEND)),
}


@pytest.mark.parametrize("how", BELONG)
def test_whoever_turns_out_to_know_one_under_an_order_is_held(in_service: Cast, grandad: Connection, how: str) -> None:
    uncle = connect(in_service.child, "Uncle Gaz")
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "Order of today.", TODAY, uncle)
    safety.restrict(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, order=order, at=SOON_AFTER)
    assert held(grandad) == set()
    two = network.Among(str(grandad.person_id), str(uncle.person_id))
    given = {"child": in_service.child, "says": SAYS, "at": SOON_AFTER}
    BELONG[how](in_service.actor(Role.COORDINATOR), given, two)
    assert held(grandad) == {LETTER, TIME}


@pytest.mark.parametrize("kind", [CareKind.PRESENTED, CareKind.ABROAD, CareKind.ELSEWHERE, CareKind.TRAFFICKING_CHECK])
def test_what_comes_before_somebody_is_reached_holds_what_is_under_way(
    in_service: Cast, in_care_alone: None, grandad: Connection, kind: CareKind
) -> None:
    worker, other = in_service.actor(Role.SOCIAL_WORKER), connect(in_service.child, "Aunt Bea")
    if kind is CareKind.TRAFFICKING_CHECK:
        check = CareTaken.objects.get()
        safety.end_care(worker, taken=check, words="It was of somebody else.", at=SOON_AFTER)
    else:
        given = safety.CareGiven(kind, "The police say so.", TODAY, other, named="Devon")
        safety.take_care(worker, child=in_service.child, given=given, at=SOON_AFTER)
        assert held(grandad) == set(), "it is of somebody else"
        safety.take_care(worker, child=in_service.child, given=replace(given, connection=grandad), at=SOON_AFTER)
    assert held(grandad) == {LETTER, TIME}


@pytest.mark.parametrize(("year", "holds"), [(2012, {LETTER, TIME}), (1950, set())])
def test_whoever_turns_out_to_be_under_18_is_held(
    in_service: Cast, grandad: Connection, year: int, holds: set[str]
) -> None:
    me, born = in_service.actor(Role.COORDINATOR), people.FactGiven(PersonFactKind.BORN, year=year)
    people.add_fact(me, connection=grandad, given=born, says=SAYS, at=SOON_AFTER)
    assert held(grandad) == holds


def test_whoever_is_said_to_be_under_18_is_held(in_service: Cast, grandad: Connection) -> None:
    given = people.Traits(is_under_18=True)
    me = in_service.actor(Role.COORDINATOR)
    people.describe_person(me, person=grandad.person, given=given, connection=grandad, at=SOON_AFTER)
    assert held(grandad) == {LETTER, TIME}


def somebody_else(cast: Cast) -> tuple[Actor, Child]:
    """A coordinator of another child, who knows nothing of the cast's child."""
    child = cast.other_team_child
    user = User.objects.create(
        email="ona@weald.example", display_name="Ona", role=Role.COORDINATOR.value, service=cast.service
    )
    CaseMember.objects.create(service=cast.service, child=child, user=user, part="coordinator", from_on=TODAY)
    return Actor.of_user(user), child


@pytest.mark.parametrize("how", ["a birth", "under 18", "one row", "taken back"])
def test_under_18_learned_beside_one_child_holds_what_is_under_way_for_every_other(
    in_service: Cast, grandad: Connection, how: str
) -> None:
    """Whoever writes it down beside Sasha does not know that the same person is to meet Robin, and is not told."""
    ona, sasha = somebody_else(in_service)
    place = connect(sasha, "Wally", "Walter Whitcombe")
    if how == "one row":
        Connection.objects.filter(pk=place.pk).update(person=grandad.person)
        place.refresh_from_db()
    else:
        manager = in_service.actor(Role.MANAGER)
        people.merge_people(manager, connection=place, other=grandad, words="One and the same.", at=NOW)
        place.refresh_from_db()
    assert held(grandad) == set()
    given, at = people.Traits(is_under_18=True), SOON_AFTER
    born = people.FactGiven(PersonFactKind.BORN, year=1950 if how == "taken back" else 2012)
    with scope.acting(ona):
        if how in ("a birth", "taken back"):
            row = people.add_fact(ona, connection=place, given=born, says=SAYS, at=at)
        if how != "a birth":
            people.describe_person(ona, person=place.person, given=given, connection=place, at=at)
        if how == "taken back":
            assert held(grandad) == set(), "a birth outlives what was ticked"
            people.take_back(ona, connection=place, row=row, at=at)
    assert held(grandad) == {LETTER, TIME}
    frozen = AuditEvent.objects.filter(kind="finding.frozen", child_id=grandad.child_id)
    assert set(frozen.values_list("actor_id", flat=True)) == {"safety.hold_elsewhere"}


def test_taken_for_one_who_is_under_18_what_is_under_way_is_held(in_service: Cast, grandad: Connection) -> None:
    young = connect(in_service.other_team_child, "Wally", "Wally Whitcombe")
    Person.objects.filter(pk=young.person_id).update(is_under_18=True)
    manager = in_service.actor(Role.MANAGER)
    people.merge_people(manager, connection=young, other=grandad, words="One and the same.", at=SOON_AFTER)
    assert held(grandad) == {LETTER, TIME}


@pytest.mark.parametrize(("goes_on", "holds"), [(False, {LETTER, TIME}), (True, set())])
def test_a_side_that_waits_holds_what_is_under_way(
    in_service: Cast, grandad: Connection, goes_on: bool, holds: set[str]
) -> None:
    uncle, worker = connect(in_service.child, "Uncle Gaz"), in_service.actor(Role.SOCIAL_WORKER)
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "Order of today.", TODAY, uncle)
    safety.restrict(worker, child=in_service.child, order=order, at=SOON_AFTER)
    LivesWith.objects.create(
        service=in_service.service, child=in_service.child, connection=grandad, other=uncle.person, on=TODAY,
        answer=LivesWithKind.OTHERS.value, words="He says so.", by=in_service.users[Role.MANAGER], at=SOON_AFTER,
    )  # fmt: skip
    safety.answer_side(
        worker, connection=grandad, restricted=uncle.person, goes_on=goes_on, words="He is told first.", at=SOON_AFTER
    )
    assert held(grandad) == holds


def test_finding_somebody_does_not_make_them_safe(in_service: Cast, grandad: Connection) -> None:
    me, search = in_service.actor(Role.COORDINATOR), Search.objects.get()
    stands = people.Stands(PersonStatus.UNSAFE_FOR_NOW, TODAY, FactSource.FILE, "Page 4.")
    people.change_status(me, connection=grandad, stands=stands, at=SOON_AFTER)
    actions.record_attempt(me, search=search, tried=tried(outcome=TryOutcome.THIS_IS_THEM), at=SOON_AFTER)
    search.refresh_from_db()
    actions.end_search(me, search=search, state=SearchState.FOUND, words="It is him.", at=SOON_AFTER)
    grandad.refresh_from_db()
    assert grandad.status == PersonStatus.UNSAFE_FOR_NOW.value


def test_nothing_goes_on_with_somebody_who_was_taken_off_until_they_are_back(
    in_service: Cast, grandad: Connection
) -> None:
    me = in_service.actor(Role.COORDINATOR)
    people.remove_connection(me, connection=grandad, at=SOON_AFTER, was_wrong=True)
    assert held(grandad) == {SEARCH, LETTER, TIME}
    Search.objects.all().delete()
    with pytest.raises(gate.ActionBlocked, match="taken off"):
        start(in_service, grandad)
    people.bring_back_connection(me, connection=grandad, at=SOON_AFTER)
    start(in_service, grandad)


def test_another_of_the_same_name_goes_on(in_service: Cast, grandad: Connection) -> None:
    """Two candidates for one Grandad: one turns out to be another man, and the other is still looked for."""
    rival = connect(in_service.child, "Grandad", "Wilfred Whitcombe")
    agreed(in_service, rival)
    people.remove_connection(in_service.actor(Role.COORDINATOR), connection=rival, at=SOON_AFTER, was_wrong=True)
    assert (held(rival), held(grandad)) == ({SEARCH, LETTER, TIME}, set())


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFEGUARDING_LEAD])
def test_the_adoption_route_holds_everything_whoever_opens_it(
    in_service: Cast, grandad: Connection, role: Role
) -> None:
    safety.open_route(in_service.actor(role), connection=grandad, why="Adopted.", agency="", at=SOON_AFTER)
    assert held(grandad) == {SEARCH, LETTER, TIME}


@pytest.mark.parametrize(("answer", "holds"), [(Cleared.NO, {SEARCH, LETTER, TIME}), (Cleared.YES, set())])
def test_taking_somebody_for_one_who_is_not_safe_holds_what_is_under_way(
    in_service: Cast, grandad: Connection, answer: Cleared, holds: set[str]
) -> None:
    pops = connect(in_service.child, "Pops", "Walt Whitcombe")
    says(in_service, pops, answer, ContactKind.OVERNIGHT)
    manager = in_service.actor(Role.MANAGER)
    people.merge_people(manager, connection=grandad, other=pops, words="One and the same.", at=SOON_AFTER)
    assert held(grandad) == holds


def test_an_order_holds_what_is_under_way_by_another_name_of_the_same_person(
    in_service: Cast, grandad: Connection
) -> None:
    pops = connect(in_service.child, "Pops", "Walt Whitcombe")
    manager = in_service.actor(Role.MANAGER)
    people.merge_people(manager, connection=pops, other=grandad, words="One and the same.", at=NOW)
    pops.refresh_from_db()
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "Order of today.", TODAY, pops)
    safety.restrict(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, order=order, at=SOON_AFTER)
    assert held(grandad) == {SEARCH, LETTER, TIME}


@pytest.mark.parametrize(
    ("kind", "days", "in_plan", "holds"),
    [
        (ContactKind.SUPERVISED, 0, False, {"Grandad", "Aunt Bea"}),
        (ContactKind.SUPERVISED, 1, False, set()),
        (ContactKind.PHONE, 0, False, set()),
        (ContactKind.SUPERVISED, 0, True, {"Grandad"}),
    ],
)
def test_two_who_must_not_meet_are_held_on_a_day_on_which_both_were_to_come(
    in_service: Cast, grandad: Connection, kind: ContactKind, days: int, in_plan: bool, holds: set[str]
) -> None:
    """Of the times of the care plan none is ours to hold: then the other is."""
    bea, day = connect(in_service.child, "Aunt Bea", "Beatrice Tull"), FamilyTime.objects.get().on
    standing.may_meet(in_service, "Aunt Bea")
    clear(in_service, bea, ContactKind.SUPERVISED, ContactKind.PHONE)
    planned = actions.Planned(kind, day + dt.timedelta(days=days), "The park café", "Jo drives", is_withheld=True)
    actions.plan_family_time(in_service.actor(Role.COORDINATOR), connection=bea, planned=planned, at=NOW)
    FamilyTime.objects.filter(connection=bea).update(in_care_plan=in_plan)
    worker, at = in_service.actor(Role.SOCIAL_WORKER), SOON_AFTER
    safety.set_apart(worker, child=in_service.child, pair=(grandad, bea), words="He hit her.", on=TODAY, at=at)
    rows = FamilyTime.objects.filter(state=FamilyTimeState.HELD.value).select_related("connection")
    assert {row.connection.called for row in rows} == holds
    assert AuditEvent.objects.get(kind="family_time.kept_apart").count == len(holds)
