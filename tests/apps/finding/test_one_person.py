"""Several rows or names that are one person: one source, and one row of letters."""

import datetime as dt

import pytest

from kith.access import gate
from kith.domain.pathway import Stage
from kith.domain.terms import FactSource, Layer, PersonAnswer, Role
from kith.finding import actions, queries
from kith.finding.presenters import trail
from kith.finding.queries import letters
from kith.people import actions as people
from kith.people.models import Connection
from tests import standing
from tests.apps.finding.test_finding_actions import answer, clear, letter, make_sure, send, write
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
    assert queries.count_sources(queries.list_evidence(me, [grandad])) == {grandad.pk: 1}
    assert not queries.is_sure(grandad)
    assert not trail.trail_page(me, grandad, TODAY).letter_checks[0].is_so


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
