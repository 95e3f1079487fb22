"""Is it safe? Asked, answered for each kind, run out, seen differently; sides are thought of first."""

import datetime as dt
import uuid

import pytest
from django.test import override_settings

from kith.access import gate, scope
from kith.domain.terms import Box, Cleared, ContactKind, RestrictionKind, Role
from kith.people.models import Connection
from kith.records.models import CaseCopy
from kith.safety import actions
from kith.safety.models import Clearance, ClearanceAsked, Restriction
from kith.safety.queries import blocking, get_sheet
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

LATER = TODAY + dt.timedelta(days=90)
LETTER, PHONE, SUPERVISED = ContactKind.LETTER, ContactKind.PHONE, ContactKind.SUPERVISED
HOUSE: dict[uuid.UUID, set[uuid.UUID]] = {}


def house(child_id: uuid.UUID, day: dt.date) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who lives with whom, for these tests."""
    return HOUSE


@pytest.fixture
def nan(in_service: Cast) -> Connection:
    return connect(in_service.child, "Nan Jean", "Jean Whitcombe")


@pytest.fixture
def uncle(in_service: Cast) -> Connection:
    return connect(in_service.child, "Uncle Gaz", "Gary Whitcombe")


def yes(*kinds: ContactKind, until: dt.date = LATER) -> actions.Given:
    return actions.Given(kinds or (LETTER,), Cleared.YES, until)


def restrict(cast: Cast, connection: Connection | None, *kinds: ContactKind) -> Restriction:
    order = actions.Order(RestrictionKind.COURT_NO_CONTACT, "Order of 3 May.", TODAY, connection, kinds)
    return actions.restrict(cast.actor(Role.SOCIAL_WORKER), child=cast.child, order=order, at=NOW)


def why(connection: Connection, kind: ContactKind | None = LETTER, day: dt.date = TODAY) -> str | None:
    return blocking.why_not(connection.child_id, connection.person_id, kind, day)


def test_ask_clearance_waits_until_the_worker_answers(in_service: Cast, nan: Connection) -> None:
    asking = actions.Asking((Box.WRITE_OR_CALL, Box.MEET_WITH_WORKER), "She asked after him.")
    coordinator, worker = in_service.actor(Role.COORDINATOR), in_service.actor(Role.SOCIAL_WORKER)
    assert len(actions.ask_clearance(coordinator, connection=nan, asking=asking, at=NOW)) == 2
    assert actions.ask_clearance(coordinator, connection=nan, asking=asking, at=NOW) == []
    actions.clear(worker, connection=nan, given=yes(LETTER, PHONE), at=NOW)
    waiting = ClearanceAsked.objects.filter(answered_at__isnull=True)
    assert [row.box for row in waiting] == [Box.MEET_WITH_WORKER.value]


def test_clear_counts_for_each_kind_until_its_day(in_service: Cast, nan: Connection) -> None:
    assert why(nan) is not None
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=yes(), at=NOW)
    assert why(nan) is None
    assert why(nan, PHONE) is not None
    assert why(nan, day=LATER) is not None
    assert CaseCopy.objects.filter(kind="clearance").count() == 1


def test_answer_several_keeps_all_or_none(in_service: Cast, nan: Connection, uncle: Connection) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    no_reason = actions.Given((LETTER,), Cleared.NO, LATER)
    with pytest.raises(gate.ActionBlocked):
        actions.answer_several(worker, child=in_service.child, answers=[(nan, yes()), (uncle, no_reason)], at=NOW)
    assert not Clearance.objects.exists()
    because = actions.Given((LETTER,), Cleared.NO, LATER, why="He frightened Robin.")
    done = actions.answer_several(worker, child=in_service.child, answers=[(nan, yes()), (uncle, because)], at=NOW)
    assert done == 2
    assert (why(nan), why(uncle)) == (None, "It is not safe.")


def test_another_childs_person_cannot_be_answered(in_service: Cast) -> None:
    other = connect(in_service.other_team_child, "Somebody")
    worker = in_service.actor(Role.SOCIAL_WORKER)
    with pytest.raises(scope.NotVisible):
        actions.answer_several(worker, child=in_service.child, answers=[(other, yes())], at=NOW)


def test_answers_of_one_sheet_are_about_one_child_also_for_who_sees_every_child(in_service: Cast) -> None:
    other = connect(in_service.other_team_child, "Nan")
    with pytest.raises(scope.NotVisible):
        actions.answer_several(in_service.actor(Role.MANAGER), child=in_service.child, answers=[(other, yes())], at=NOW)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (actions.Given((), Cleared.YES, LATER), "Choose what"),
        (actions.Given((LETTER,), Cleared.YES, TODAY), "later day"),
        (actions.Given((LETTER,), Cleared.YES_IF, LATER), "conditions"),
        (actions.Given((LETTER,), Cleared.NOT_NOW, LATER), "Write why"),
        (actions.Given((LETTER,), Cleared.YES, dt.date(2027, 6, 16)), "A yes lasts 12 months at most"),
        (actions.Given((LETTER,), Cleared.YES_IF, dt.date(2099, 1, 1), "Jo is there."), "12 months at most"),
    ],
)
def test_an_answer_must_be_whole(in_service: Cast, nan: Connection, given: actions.Given, says: str) -> None:
    with pytest.raises(gate.ActionBlocked, match=says):
        actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=given, at=NOW)


def test_a_yes_may_last_a_year_and_a_no_as_long_as_it_must(in_service: Cast, nan: Connection) -> None:
    worker, far = in_service.actor(Role.SOCIAL_WORKER), dt.date(2099, 1, 1)
    for given in (yes(until=dt.date(2027, 6, 15)), actions.Given((LETTER,), Cleared.NO, far, why="He hit her.")):
        assert actions.clear(worker, connection=nan, given=given, at=NOW)[0].until_on == given.until


def test_a_coordinator_cannot_answer_and_add_dissent_stands_beside(in_service: Cast, nan: Connection) -> None:
    coordinator = in_service.actor(Role.COORDINATOR)
    with pytest.raises(gate.NotPermitted):
        actions.clear(coordinator, connection=nan, given=yes(), at=NOW)
    refused = actions.Given((LETTER,), Cleared.NO, LATER, why="Rowed with the carer.")
    row = actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=refused, at=NOW)[0]
    actions.add_dissent(coordinator, clearance=row, words="She was ill that day.", at=NOW)
    assert Clearance.objects.get().dissent == "She was ill that day."
    assert why(nan) == "It is not safe."


def test_restrict_wins_over_a_yes_until_it_is_lifted(in_service: Cast, nan: Connection, uncle: Connection) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    actions.clear(worker, connection=nan, given=yes(LETTER, SUPERVISED), at=NOW)
    row = restrict(in_service, nan, SUPERVISED)
    assert why(nan) is None
    assert why(nan, SUPERVISED) == "An order or a decision stands against this."
    assert why(nan, None) is None
    with pytest.raises(gate.ActionBlocked):
        actions.clear(worker, connection=nan, given=yes(SUPERVISED), at=NOW)
    with pytest.raises(gate.NotPermitted):
        actions.lift_restriction(worker, restriction=row, words="It has ended.", at=NOW)
    actions.lift_restriction(in_service.actor(Role.MANAGER), restriction=row, words="It has ended.", at=NOW)
    assert why(nan, SUPERVISED) is None


def test_restrict_in_an_emergency_ends_by_itself_after_seven_days(in_service: Cast, nan: Connection) -> None:
    worker, refused = in_service.actor(Role.SOCIAL_WORKER), RestrictionKind.REFUSED_SEVEN_DAYS
    row = actions.restrict(worker, child=in_service.child, order=actions.Order(refused, "Tonight.", TODAY, nan), at=NOW)
    assert row.until_on == TODAY + dt.timedelta(days=7)
    later = actions.Order(refused, "Tonight.", TODAY, nan, until_on=TODAY + dt.timedelta(days=8))
    with pytest.raises(gate.ActionBlocked, match="at most"):
        actions.restrict(worker, child=in_service.child, order=later, at=NOW)


def test_an_order_about_everybody_ends_looking_too(in_service: Cast, nan: Connection) -> None:
    restrict(in_service, None)
    assert why(nan, None) == "An order or a decision stands against this."


def test_answer_side_comes_before_a_yes(in_service: Cast, nan: Connection, uncle: Connection) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    restrict(in_service, uncle)
    HOUSE[nan.person_id] = {uncle.person_id}
    with override_settings(KITH_WHO_KNOWS=["tests.apps.safety.test_clearance.house"]):
        with pytest.raises(gate.ActionBlocked, match="First answer"):
            actions.clear(worker, connection=nan, given=yes(), at=NOW)
        actions.answer_side(
            worker, connection=nan, restricted=uncle.person, goes_on=False, words="He opens her post.", at=NOW
        )
        with pytest.raises(gate.ActionBlocked, match="waits"):
            actions.clear(worker, connection=nan, given=yes(), at=NOW)
        moved = {"restricted": uncle.person, "goes_on": True, "words": "He has moved out."}
        actions.answer_side(worker, connection=nan, at=NOW, **moved)
        with pytest.raises(gate.ActionBlocked, match="waits"):  # of two of one moment the careful one counts
            actions.clear(worker, connection=nan, given=yes(), at=NOW)
        actions.answer_side(worker, connection=nan, at=NOW + dt.timedelta(seconds=1), **moved)
        actions.clear(worker, connection=nan, given=yes(), at=NOW)
    assert why(nan) is None


def test_the_sheet_takes_the_same_number_of_questions_for_many(
    in_service: Cast, django_assert_num_queries: object
) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    for number in range(4):
        row = connect(in_service.child, f"Cousin {number}")
        actions.clear(worker, connection=row, given=yes(), at=NOW)
    with django_assert_num_queries(8):  # type: ignore[operator]
        sheet = get_sheet(worker, in_service.child.pk)
    assert [state.answer for state in sheet.boxes(row.person_id, TODAY)] == [Cleared.YES, None, None, None]


def test_two_people_taken_for_one_share_their_answers_and_orders(
    in_service: Cast, nan: Connection, uncle: Connection
) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    actions.clear(worker, connection=nan, given=yes(), at=NOW)
    restrict(in_service, uncle)
    uncle.person.same_as = nan.person
    uncle.person.save()
    assert why(nan) == "An order or a decision stands against this."


def test_of_two_rows_taken_for_one_person_the_latest_answer_counts(
    in_service: Cast, nan: Connection, uncle: Connection
) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    actions.clear(worker, connection=nan, given=yes(), at=NOW)
    refused = actions.Given((LETTER,), Cleared.NO, LATER, why="He frightened Robin.")
    actions.clear(worker, connection=uncle, given=refused, at=NOW + dt.timedelta(hours=1))
    uncle.person.same_as = nan.person
    uncle.person.save()
    assert (why(nan), why(uncle)) == ("It is not safe.", "It is not safe.")
    state = get_sheet(worker, in_service.child.pk).boxes(nan.person_id, TODAY)[0]
    assert state.answer is Cleared.NO
