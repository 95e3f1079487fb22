"""Several rows or names that are one person: one source, and one row of letters."""

import datetime as dt

import pytest

from kith.access import gate
from kith.casework.presenters.people_sheet import people_sheet
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementScope,
    ContactKind,
    FactSource,
    Layer,
    NoticeKind,
    PersonAnswer,
    Role,
    SearchState,
)
from kith.finding import actions, queries
from kith.finding.presenters import handover, trail
from kith.finding.queries import letters, notices, searches
from kith.people import actions as people
from kith.people.models import Connection
from kith.referrals.models import Referral
from tests import standing
from tests.apps.finding.test_finding_actions import answer, clear, letter, make_sure, plan, send, start, write
from tests.apps.people import said
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast


@pytest.fixture
def grandad(in_service: Cast) -> Connection:
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    return person


def test_one_who_tells_it_twice_by_two_of_their_names_is_one_source(in_service: Cast, grandad: Connection) -> None:
    me = in_service.actor(Role.COORDINATOR)
    said.add(in_service, "Beatrice Cole", called="Auntie Bea")
    for who in ("Bea", "Mrs Beatrice Cole"):
        kind = FactSource.RELATIVE
        actions.add_evidence(me, connection=grandad, kind=kind, who=who, words="It is him.", on=TODAY, at=NOW)
    assert queries.count_sources(queries.list_evidence(me, [grandad])) == {grandad.person_id: 1}
    assert not queries.is_sure(grandad)
    assert not trail.trail_page(me, grandad, TODAY).letter_checks[0].is_so


def test_one_source_on_each_of_two_rows_is_two_sources_of_one_person(in_service: Cast, grandad: Connection) -> None:
    """Taken for one, they are one person: on the pages, behind "found", in what is asked next and who is to be told."""
    me, again = in_service.actor(Role.COORDINATOR), connect(in_service.child, "Grandad", "W. Whitcombe")
    for row, kind, who in ((grandad, FactSource.FILE, "page 2"), (again, FactSource.RELATIVE, "Bea")):
        actions.add_evidence(me, connection=row, kind=kind, who=who, words="His name.", on=TODAY, at=NOW)
    search = start(in_service, again)
    assert not queries.is_sure(grandad)
    with pytest.raises(gate.ActionBlocked, match="independent sources"):
        actions.end_search(me, search=search, state=SearchState.FOUND, words="It is him.", at=NOW)
    people.merge_people(me, connection=grandad, other=again, words="One birth date.", at=NOW)
    for row in (grandad, again):
        row.refresh_from_db()
        assert queries.is_sure(row)
        page = trail.trail_page(me, row, TODAY)
        assert (len(page.sources), page.letter_checks[0].is_so) == (2, True)
    assert queries.count_sources(queries.list_evidence(me, [grandad])) == {grandad.person_id: 2}
    assert [row.found for row in people_sheet(me, in_service.child, TODAY).rows] == ["Sure: 2 sources"]
    assert searches.list_not_sure_yet(in_service.child.pk) == []
    assert len(notices.list_due(me, [in_service.child.pk], TODAY, TODAY + dt.timedelta(days=60))) == 1
    told = actions.Told(NoticeKind.TOLD, TODAY, "By post.")
    actions.record_notice(me, connection=again, told=told, at=NOW)
    assert notices.list_due(me, [in_service.child.pk], TODAY, TODAY + dt.timedelta(days=60)) == []
    assert actions.end_search(me, search=search, state=SearchState.FOUND, words="It is him.", at=NOW)


def test_a_source_for_another_child_does_not_count(in_service: Cast, grandad: Connection) -> None:
    me, other = in_service.actor(Role.COORDINATOR), connect(said.second_child(in_service), "Pops")
    Connection.objects.filter(pk=other.pk).update(person=grandad.person)
    other.refresh_from_db()
    for row, kind, who in ((grandad, FactSource.FILE, "page 2"), (other, FactSource.RELATIVE, "Bea")):
        actions.add_evidence(me, connection=row, kind=kind, who=who, words="His name.", on=TODAY, at=NOW)
    assert not queries.is_sure(grandad)


def test_nobody_is_written_to_for_the_first_time_twice(in_service: Cast, grandad: Connection) -> None:
    """After two rows were taken for one person the second goes on where the first stood."""
    again = connect(in_service.child, "Grandad", "W. Whitcombe")
    me = in_service.actor(Role.COORDINATOR)
    for person in (grandad, again):
        make_sure(in_service, person)
        clear(in_service, person)
    first = write(in_service, grandad)
    send(in_service, first.item)
    people.merge_people(me, connection=grandad, other=again, words="One birth date.", at=NOW)
    again.refresh_from_db()
    with pytest.raises(gate.ActionBlocked, match="still waiting for an answer"):
        write(in_service, again, letter(Layer.FAMILY))
    answer(in_service, first, PersonAnswer.WILLING)
    assert [one.layer for one in letters.as_sent(again)] == [Layer.FIRST]
    page = trail.trail_page(me, again, TODAY + dt.timedelta(days=1))
    assert (page.next_layer, len(page.letters)) == (Layer.FAMILY, 1)


def test_what_goes_on_at_the_second_of_two_rows_stands_on_every_page_of_the_person(
    in_service: Cast, grandad: Connection
) -> None:
    """A search that went on at the row which was taken for another stood on no trail, sheet or handover."""
    me, again = in_service.actor(Role.COORDINATOR), connect(in_service.child, "Grandad", "W. Whitcombe")
    referral = Referral.objects.get(child=in_service.child)
    standing.say(in_service, referral, standing.said(AgreementScope.MEET, named="Grandad"), minutes=-10)
    start(in_service, again)
    make_sure(in_service, again)
    clear(in_service, again)
    write(in_service, again)
    clear(in_service, again, ContactKind.SUPERVISED)
    plan(in_service, again)
    people.merge_people(me, connection=grandad, other=again, words="One birth date.", at=NOW)
    for row in (grandad, again):
        row.refresh_from_db()
        page = trail.trail_page(me, row, TODAY)
        assert (len(page.searches), len(page.letters), len(page.times)) == (1, 1, 1)
    (row,) = people_sheet(me, in_service.child, TODAY).rows
    assert row.by == in_service.users[Role.COORDINATOR].display_name
    handed = handover.handover_page(me, in_service.child, TODAY)
    assert (len(handed.searches), len(handed.letters), len(handed.times)) == (1, 1, 1)
