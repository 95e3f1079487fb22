"""Two rows taken for one: where the more careful of them stood holds for the person, on every page, until undone."""

import datetime as dt

import pytest

from kith.access import action, gate
from kith.casework.presenters.people_sheet import people_sheet
from kith.domain import safety
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, ContactKind, NewsKind, PersonStatus, Role, SearchState
from kith.finding import actions as finding
from kith.finding.models import Search
from kith.finding.presenters import trail
from kith.finding.queries import held
from kith.network import queries as networks
from kith.people import actions as people
from kith.people import presenters
from kith.people.models import Connection, Merge
from kith.safety.queries import why_not
from tests.apps.people import said
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast
from tests.standing import has_agreed

S = PersonStatus
CAREFUL = [S.DO_NOT_WRITE, S.UNWILLING, S.ADOPTION_ROUTE, S.UNSAFE_FOR_NOW, S.DIED]
LATER = NOW + dt.timedelta(minutes=5)


def stand(cast: Cast, row: Connection, status: PersonStatus) -> None:
    stands = people.Stands(status, TODAY, said.FILE_SAYS.source, "The worker knows.")
    people.change_status(cast.actor(Role.MANAGER), connection=row, stands=stands, at=NOW)


def merge(cast: Cast, kept: Connection, other: Connection) -> Merge:
    row: Merge = people.merge_people(cast.actor(Role.MANAGER), connection=kept, other=other, words="One.", at=LATER)
    for one in (kept, other):
        one.refresh_from_db()
    return row


def on_sheet(cast: Cast) -> list[tuple[str, str]]:
    page = people_sheet(cast.actor(Role.MANAGER), cast.child, TODAY)
    return sorted((row.status["text"], row.next) for row in page.rows)


@pytest.mark.parametrize("status", CAREFUL)
@pytest.mark.parametrize("is_kept", [True, False])
def test_the_more_careful_of_two_stands_on_every_page(
    in_service: Cast, nan: Connection, uncle: Connection, status: PersonStatus, *, is_kept: bool
) -> None:
    has_agreed(in_service, Stage.SAFETY_CHECKS)
    stand(in_service, uncle, status)
    stand(in_service, nan, S.WILLING)
    merge(in_service, *((uncle, nan) if is_kept else (nan, uncle)))
    assert {nan.status, uncle.status} == {status.value}
    ((shown, then),) = on_sheet(in_service)
    assert shown == status.label
    assert then != "Ask the child how and when to meet."
    for row in (nan, uncle):
        page = trail.trail_page(in_service.actor(Role.MANAGER), row, TODAY)
        assert page.status == status.label
        assert page.over == trail.OVER.get(status, "")
        assert not any(check.is_so for check in page.meeting_checks[:2])
        assert not page.can_write
        assert why_not(row.child_id, row.person_id, ContactKind.LETTER, TODAY)


def test_no_comes_before_the_adoption_route_not_safe_and_died(
    in_service: Cast, nan: Connection, uncle: Connection
) -> None:
    for first, second in zip(CAREFUL, CAREFUL[1:], strict=False):
        assert S.most_careful([S.IN_TOUCH, second, first]) is first
    assert S.most_careful([S.IN_TOUCH, S.WILLING]) is None
    stand(in_service, nan, S.UNSAFE_FOR_NOW)
    stand(in_service, uncle, S.DIED)
    merge(in_service, uncle, nan)
    assert [shown for shown, _ in on_sheet(in_service)] == ["Not safe for now"]


def test_the_history_says_so_and_taken_apart_each_stands_by_itself_again(
    in_service: Cast, nan: Connection, uncle: Connection
) -> None:
    stand(in_service, uncle, S.UNSAFE_FOR_NOW)
    stand(in_service, nan, S.WILLING)
    bev = connect(in_service.child, "Bev")
    stand(in_service, bev, S.IN_TOUCH)
    first = merge(in_service, nan, uncle)
    merge(in_service, nan, bev)
    bev.refresh_from_db()
    assert bev.status == S.UNSAFE_FOR_NOW.value
    manager = in_service.actor(Role.MANAGER)
    lines = [(one.what, one.more) for one in presenters.history_page(manager, nan).lines]
    assert ("Not safe for now", "Taken for one: what holds for the other row holds for both.") in lines
    people.undo_merge(manager, merge=first, connection=nan, words="Two men.", at=LATER + dt.timedelta(minutes=1))
    rows = {row.pk: row.status for row in Connection.objects.filter(pk__in=[nan.pk, uncle.pk, bev.pk])}
    assert rows == {nan.pk: "willing", uncle.pk: "unsafe_for_now", bev.pk: "in_touch"}
    assert [shown for shown, _ in on_sheet(in_service)] == ["Not safe for now", "Said yes"]
    nan.refresh_from_db()
    lines = [(one.what, one.more) for one in presenters.history_page(manager, nan).lines]
    assert ("Said yes", "Taken apart: each stands again where it stood by itself.") in lines


def test_a_form_from_before_writes_nothing_over_it(in_service: Cast, nan: Connection, uncle: Connection) -> None:
    before, stands = nan.version, people.Stands(S.WILLING, TODAY, said.FILE_SAYS.source)
    stand(in_service, uncle, S.UNSAFE_FOR_NOW)
    merge(in_service, nan, uncle)
    with pytest.raises(action.StaleVersion):
        people.change_status(
            in_service.actor(Role.COORDINATOR), connection=nan, stands=stands, at=LATER, version=before
        )
    nan.refresh_from_db()
    assert nan.status == S.UNSAFE_FOR_NOW.value


def test_beside_another_child_nothing_changes(in_service: Cast, nan: Connection) -> None:
    child = said.second_child(in_service)
    away = connect(child, "Gran", "Jean Whitcombe", status=S.DO_NOT_WRITE)
    merge(in_service, nan, away)
    assert nan.status == S.NAMED_UNFOUND.value


def test_what_is_under_way_is_held_whoever_takes_them_for_one(in_service: Cast, nan: Connection) -> None:
    has_agreed(in_service, Stage.SAFETY_CHECKS, "Nan Jean")
    cora = in_service.actor(Role.COORDINATOR)
    row: Search = finding.start_search(cora, connection=nan, owner=in_service.users[Role.COORDINATOR], at=NOW)
    again = connect(in_service.child, "Nan", status=S.ADOPTION_ROUTE)
    people.merge_people(cora, connection=nan, other=again, words="One.", at=LATER)
    row.refresh_from_db()
    assert held.get_search_state(cora, row) is SearchState.HELD
    assert AgreementScope.SEARCH in safety.ended_by(S.ADOPTION_ROUTE)


def test_news_of_the_other_row_is_not_told_to_the_child_by_a_page(
    in_service: Cast, nan: Connection, uncle: Connection
) -> None:
    """SAFEGUARDING 4: that two rows are one person must not show "not safe" before somebody has said it."""
    stand(in_service, uncle, S.UNSAFE_FOR_NOW)
    merge(in_service, nan, uncle)
    manager = in_service.actor(Role.MANAGER)
    around = networks.get_around(manager, in_service.child, TODAY)
    (told,) = networks.standing_of(around, networks.Copy.CHILD, TODAY)
    assert told.somebody.connection == nan
    assert told.status is S.NAMED_UNFOUND
    assert [row.kind for row in in_service.child.newss.all()] == [NewsKind.NOT_SAFE.value]


@pytest.mark.parametrize("status", [S.UNWILLING, S.DO_NOT_WRITE, S.UNSAFE_FOR_NOW])
def test_a_no_and_not_safe_want_a_manager(
    in_service: Cast, nan: Connection, uncle: Connection, status: PersonStatus
) -> None:
    stand(in_service, uncle, status)
    with pytest.raises(gate.ActionBlocked, match="a manager takes them for one"):
        people.merge_people(in_service.actor(Role.COORDINATOR), connection=nan, other=uncle, words="One.", at=LATER)
    merge(in_service, nan, uncle)
