"""The child’s maps: drawn together, finished, never changed; "not now" and "never", between child and coordinator."""

import datetime as dt
from typing import Any

import pytest

from kith.access import action, gate, scope
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.children.models import CaseMember
from kith.domain.terms import (
    AgreementScope,
    ChildSays,
    LoveAnswer,
    LoveQuestion,
    PersonStatus,
    Ring,
    Role,
    SeesNow,
    Side,
)
from kith.network import actions, queries
from kith.network.models import ChildSaid, LoveMark, MapPlace, MapVersion
from kith.people import actions as people
from kith.people.models import Connection
from kith.records.models import CaseCopy
from tests import standing
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

LATER = NOW + dt.timedelta(days=40)
CLOSEST = actions.Placed(Ring.CLOSEST, Side.MUM)
DONE = actions.Finished("Linda, my foster carer")


@pytest.fixture
def agreed(in_service: Cast) -> Cast:
    """A child who said yes to talking."""
    standing.say(in_service, standing.referral_at(in_service), standing.said(AgreementScope.TALK), minutes=-30)
    return in_service


def cora(cast: Cast) -> Any:
    return cast.actor(Role.COORDINATOR)


def start(cast: Cast, at: dt.datetime = NOW) -> MapVersion:
    version: MapVersion = actions.start_map(cora(cast), child=cast.child, at=at)
    return version


def place(cast: Cast, version: MapVersion, whom: Connection, placed: actions.Placed = CLOSEST) -> MapPlace:
    row: MapPlace = actions.place_person(cora(cast), map_version=version, connection=whom, placed=placed, at=NOW)
    return row


def finish(cast: Cast, version: MapVersion, given: actions.Finished = DONE) -> None:
    actions.finish_map(cora(cast), map_version=version, given=given, at=NOW)


def test_start_map_needs_the_childs_yes_to_talking(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked):
        start(in_service)
    standing.referral_at(in_service)
    with pytest.raises(gate.ActionBlocked):
        start(in_service)
    assert not MapVersion.objects.exists()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SOCIAL_WORKER])
def test_only_the_coordinator_draws_with_the_child(agreed: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        actions.start_map(agreed.actor(role), child=agreed.child, at=NOW)


def test_place_person_puts_and_moves_and_says_whether_they_see_each_other(agreed: Cast) -> None:
    version = start(agreed)
    nan = said.add(agreed, "Jean", side=None, status=PersonStatus.NAMED_UNFOUND)
    place(agreed, version, nan, actions.Placed(Ring.CLOSE, Side.MUM, SeesNow.NOT_ANY_MORE))
    nan.refresh_from_db()
    assert (nan.side, nan.status) == ("mum", "lost_touch")
    place(agreed, version, nan, actions.Placed(Ring.SEE_AGAIN, Side.FRIENDS))
    nan.refresh_from_db()
    (row,) = queries.list_places(cora(agreed), version)
    assert (row.ring, row.side, row.sees_now, nan.side) == ("see_again", "friends", "not_any_more", "mum")


def test_what_more_is_known_of_a_person_is_not_undone_by_placing_them(agreed: Cast) -> None:
    version = start(agreed)
    nan = said.add(agreed, "Jean", status=PersonStatus.WILLING)
    place(agreed, version, nan, actions.Placed(Ring.CLOSE, Side.MUM, SeesNow.NEVER_MET))
    nan.refresh_from_db()
    assert nan.status == "willing"


def test_somebody_the_child_does_not_know_of_cannot_stand_on_their_map(agreed: Cast) -> None:
    version = start(agreed)
    secret = said.add(agreed, "Half-brother", child_knows=False)
    other = said.add(agreed, "Bev", child=said.second_child(agreed))
    for whom in (secret, other):
        with pytest.raises(scope.NotVisible):
            place(agreed, version, whom)
        with pytest.raises(scope.NotVisible):
            actions.answer_love(
                cora(agreed),
                map_version=version,
                answer=LoveAnswer.NAMED,
                named=[(LoveQuestion.LOVES, whom)],
                at=NOW,
            )
    assert not MapPlace.objects.exists()


def test_a_finished_map_is_changed_by_nobody(agreed: Cast) -> None:
    version = start(agreed)
    nan = said.add(agreed, "Jean")
    place(agreed, version, nan)
    finish(agreed, version, actions.Finished("Linda", "This is my family.", is_shared=True))
    with pytest.raises(gate.ActionBlocked):
        place(agreed, version, nan, actions.Placed(Ring.KNOWN, Side.DAD))
    with pytest.raises(gate.ActionBlocked):
        actions.take_off_map(cora(agreed), map_version=version, connection=nan, at=NOW)
    with pytest.raises(gate.ActionBlocked):
        actions.write_who_is_here(cora(agreed), map_version=version, words="Nobody", at=NOW)
    with pytest.raises(gate.ActionBlocked):
        actions.answer_love(cora(agreed), map_version=version, answer=LoveAnswer.NOBODY, named=[], at=NOW)
    with pytest.raises(gate.ActionBlocked):
        finish(agreed, version)
    (row,) = MapPlace.objects.all()
    version.refresh_from_db()
    assert (row.ring, version.words, version.who_was_there) == ("closest", "This is my family.", "Linda")
    people.remove_connection(cora(agreed), connection=nan, at=NOW)
    assert MapPlace.objects.count() == 1


def test_the_next_map_begins_as_the_child_left_the_last_one_and_leaves_that_as_it_is(agreed: Cast) -> None:
    first = start(agreed)
    nan, bev = said.add(agreed, "Jean"), said.add(agreed, "Bev")
    place(agreed, first, nan), place(agreed, first, bev, actions.Placed(Ring.KNOWN, Side.DAD))
    finish(agreed, first)
    second = start(agreed, LATER)
    assert second != first
    actions.place_person(
        cora(agreed), map_version=second, connection=bev, placed=actions.Placed(Ring.CLOSE, Side.DAD), at=LATER
    )
    actions.take_off_map(cora(agreed), map_version=second, connection=nan, at=LATER)
    rings = {row.connection_id: row.ring for row in queries.list_places(cora(agreed), first)}
    assert rings == {nan.pk: "closest", bev.pk: "known"}
    assert [row.ring for row in queries.list_places(cora(agreed), second)] == ["close"]
    people.remove_connection(cora(agreed), connection=bev, at=LATER)
    actions.finish_map(cora(agreed), map_version=second, given=DONE, at=LATER)
    assert not start(agreed, LATER + dt.timedelta(days=1)).places.exists()


def test_a_map_left_unfinished_is_gone_on_with_today_and_kept_as_it_was_later(agreed: Cast) -> None:
    first = start(agreed)
    nan = said.add(agreed, "Jean")
    place(agreed, first, nan)
    assert start(agreed, NOW + dt.timedelta(hours=1)) == first
    second = start(agreed, LATER)
    first.refresh_from_db()
    assert (second != first, first.finished_at, first.is_shared) == (True, first.changed_at, False)
    assert [row.connection for row in second.places.all()] == [nan]


def test_finish_map_says_who_was_there(agreed: Cast) -> None:
    version = start(agreed)
    with pytest.raises(gate.ActionBlocked):
        finish(agreed, version, actions.Finished(" "))
    actions.write_who_is_here(cora(agreed), map_version=version, words="Linda", at=NOW)
    version.refresh_from_db()
    assert version.who_was_there == "Linda"


@pytest.mark.parametrize(
    ("shared", "drawn_by", "readers"),
    [
        (False, "child", {Role.COORDINATOR, Role.MANAGER}),
        (True, "child", {Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.SAFEGUARDING_LEAD}),
        (False, "worker", {Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.SAFEGUARDING_LEAD}),
    ],
)
def test_a_map_is_read_by_those_whom_the_child_lets(
    agreed: Cast, shared: bool, drawn_by: str, readers: set[Role]
) -> None:
    nan = said.add(agreed, "Jean")
    if drawn_by == "child":
        version = start(agreed)
        place(agreed, version, nan)
        actions.answer_love(
            cora(agreed), map_version=version, answer=LoveAnswer.NAMED, named=[(LoveQuestion.LOVES, nan)], at=NOW
        )
        finish(agreed, version, actions.Finished("Linda", is_shared=shared))
    else:
        actions.draw_map(cora(agreed), child=agreed.child, places=[(nan, CLOSEST)], words="So far.", at=NOW)
    for role in (Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.SAFEGUARDING_LEAD, Role.ANALYST):
        actor = agreed.actor(role)
        found = [scope.visible(actor, model.objects).exists() for model in (MapVersion, MapPlace)]
        assert found == [role in readers] * 2, role
        assert scope.visible(actor, LoveMark.objects).exists() == (role in readers and drawn_by == "child")


def test_an_unfinished_map_is_not_read_over_the_childs_shoulder(agreed: Cast) -> None:
    start(agreed)
    assert not scope.visible(agreed.actor(Role.SOCIAL_WORKER), MapVersion.objects).exists()


def test_draw_map_stands_beside_the_childs_own(agreed: Cast) -> None:
    version = start(agreed)
    nan = said.add(agreed, "Jean")
    place(agreed, version, nan)
    finish(agreed, version, actions.Finished("Linda", is_shared=True))
    worker = agreed.actor(Role.SOCIAL_WORKER)
    actions.draw_map(
        worker, child=agreed.child, places=[(nan, actions.Placed(Ring.KNOWN, Side.MUM))], words="", at=LATER
    )
    versions = queries.list_versions(worker, agreed.child)
    assert [one.drawn_by for one in versions] == ["worker", "child"]
    assert {(row.version_id, row.ring) for row in queries.list_places(worker, *versions)} == {
        (versions[0].pk, "known"),
        (version.pk, "closest"),
    }
    with pytest.raises(gate.ActionBlocked):
        actions.draw_map(worker, child=agreed.child, places=[], words="", at=LATER)
    other = said.add(agreed, "Bev", child=said.second_child(agreed))
    with pytest.raises(scope.NotVisible):
        actions.draw_map(worker, child=agreed.child, places=[(other, CLOSEST)], words="", at=LATER)


def test_answer_love_takes_the_place_of_what_was_said_before_in_this_map(agreed: Cast) -> None:
    version = start(agreed)
    nan = said.add(agreed, "Jean")
    both = [(question, nan) for question in LoveQuestion]
    actions.answer_love(cora(agreed), map_version=version, answer=LoveAnswer.NAMED, named=both, at=NOW)
    assert LoveMark.objects.count() == 2
    actions.answer_love(cora(agreed), map_version=version, answer=LoveAnswer.RATHER_NOT, named=[], at=NOW)
    version.refresh_from_db()
    assert (version.love, LoveMark.objects.count()) == ("rather_not", 0)


# --- not now, never


def record(cast: Cast, whom: Connection, says: ChildSays, again: dt.date | None = None) -> ChildSaid:
    given = actions.SaidGiven(says, again, "Linda")
    row: ChildSaid = actions.record_child_said(cora(cast), connection=whom, given=given, at=NOW)
    return row


def test_record_child_said_is_read_by_the_childs_coordinator_alone(agreed: Cast) -> None:
    nan = said.add(agreed, "Jean")
    record(agreed, nan, ChildSays.NEVER)
    second = User.objects.create_user(
        "second@weald.example", display_name="Second", role=Role.COORDINATOR.value, service=agreed.service
    )
    roles = set(Role) - {Role.SYSTEM, Role.NATIONAL, Role.EVALUATOR}
    readers = {role for role in roles if queries.get_says_now(agreed.actor(role), agreed.child)}
    assert readers == {Role.COORDINATOR}
    actor = type(cora(agreed)).of_user(second)
    assert queries.get_says_now(actor, agreed.child) == {}
    CaseMember.objects.filter(user=agreed.users[Role.COORDINATOR]).update(until_on=TODAY)
    CaseMember.objects.create(
        service=agreed.service, child=agreed.child, user=second, part="coordinator", from_on=TODAY
    )
    assert queries.get_says_now(actor, agreed.child)[nan.pk].says == "never"
    assert queries.get_says_now(cora(agreed), agreed.child) == {}


def test_what_the_child_said_stands_in_no_event_copy_or_status(agreed: Cast) -> None:
    nan = said.add(agreed, "Jean")
    before = (nan.status, nan.version, CaseCopy.objects.count())
    for says in ChildSays:
        record(agreed, nan, says, TODAY + dt.timedelta(days=30))
    nan.refresh_from_db()
    assert (nan.status, nan.version, CaseCopy.objects.count()) == before
    events = AuditEvent.objects.filter(kind="child_says.recorded")
    assert {(str(one.codes), one.words) for one in events} == {("{}", None)}
    assert len(events) == len(ChildSays)


def test_not_now_needs_a_day_and_comes_back_on_it(agreed: Cast) -> None:
    nan = said.add(agreed, "Jean")
    with pytest.raises(gate.ActionBlocked):
        record(agreed, nan, ChildSays.NOT_NOW)
    record(agreed, nan, ChildSays.NOT_NOW, TODAY + dt.timedelta(days=7))
    assert not queries.list_to_ask_again(cora(agreed), TODAY).exists()
    assert queries.list_to_ask_again(cora(agreed), TODAY + dt.timedelta(days=7)).count() == 1
    assert not queries.list_to_ask_again(agreed.actor(Role.MANAGER), TODAY + dt.timedelta(days=7)).exists()
    given = actions.SaidGiven(ChildSays.YES)
    actions.record_child_said(cora(agreed), connection=nan, given=given, at=LATER)
    assert not queries.list_to_ask_again(cora(agreed), TODAY + dt.timedelta(days=7)).exists()
    assert queries.get_says_now(cora(agreed), agreed.child)[nan.pk].says == "yes"


def test_a_never_waits_for_a_quiet_check_in(agreed: Cast) -> None:
    nan = said.add(agreed, "Jean")
    row = record(agreed, nan, ChildSays.NEVER)
    assert list(queries.list_to_check_in(cora(agreed))) == [row]
    assert not queries.list_to_check_in(agreed.actor(Role.MANAGER)).exists()
    with pytest.raises(gate.ActionBlocked):
        actions.check_in(cora(agreed), said=row, words=" ", version=1, at=NOW)
    with pytest.raises(action.StaleVersion):
        actions.check_in(cora(agreed), said=row, words="We walked.", version=2, at=NOW)
    actions.check_in(cora(agreed), said=row, words="We walked. He is fine with it.", version=1, at=NOW)
    assert not queries.list_to_check_in(cora(agreed)).exists()
    with pytest.raises((gate.NotPermitted, scope.NotVisible)):
        actions.check_in(agreed.actor(Role.MANAGER), said=row, words="x", version=2, at=NOW)
