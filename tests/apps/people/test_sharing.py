"""The same person beside two children: an explicit act that says what is told there."""

import pytest

from kith.access import gate, scope
from kith.domain.terms import PersonFactKind, PersonStatus, ReachKind, Role
from kith.people import actions, presenters, queries
from kith.people.models import Connection
from tests.apps.people import said
from tests.personas import NOW, Cast


def share(cast: Cast, connection: Connection, **more: object) -> Connection:
    child = more.pop("child", None) or said.second_child(cast)
    given = actions.Shared(child, actions.Described("Gran", "Dad’s mum"), **more)  # type: ignore[arg-type]
    made: Connection = actions.share_person(cast.actor(Role.COORDINATOR), connection=connection, given=given, at=NOW)
    return made


def somebody(cast: Cast) -> Connection:
    row = said.add(cast, "Jean Hartley", called="Nan Jean")
    actor = cast.actor(Role.COORDINATOR)
    for words, says in (("Drinks.", said.FILE_SAYS), ("Bakes.", said.SHARED)):
        given = actions.FactGiven(PersonFactKind.STORY, words)
        actions.add_fact(actor, connection=row, given=given, says=says, at=NOW)
    phone = actions.ReachGiven(ReachKind.PHONE, "01632 960456")
    actions.add_reach(actor, connection=row, given=phone, says=said.CHILD_SAYS, at=NOW)
    return row


def test_share_person_tells_only_what_was_chosen_and_what_is_for_every_child(in_service: Cast) -> None:
    row = somebody(in_service)
    name = row.person.names.get()
    made = share(in_service, row, telling=(name.pk,))
    page = presenters.person_page(in_service.actor(Role.COORDINATOR), made)
    assert [line.text for line in page.names] == ["Jean Hartley"]
    assert [line.text for facts in page.facts for line in facts.lines] == ["Bakes."]
    assert page.ways == ()
    assert page.called == "Gran"
    assert "Nan Jean" not in repr(page)
    assert [one.name for one in page.others] == ["Robin"]
    first = presenters.person_page(in_service.actor(Role.COORDINATOR), row)
    assert [one.name for one in first.others] == ["Alex"]


def test_without_choosing_nothing_told_for_one_child_is_told_for_the_other(in_service: Cast) -> None:
    made = share(in_service, somebody(in_service))
    page = presenters.person_page(in_service.actor(Role.COORDINATOR), made)
    assert page.names == ()
    assert page.title == "Gran"


def test_share_person_reaches_nobody_elses_child_or_row(in_service: Cast) -> None:
    row, other = somebody(in_service), said.add(in_service, "Bev")
    with pytest.raises(scope.NotVisible):
        share(in_service, row, child=in_service.other_team_child)
    with pytest.raises(scope.NotVisible):
        share(in_service, row, child=in_service.foreign_child)
    with pytest.raises(scope.NotVisible):
        share(in_service, row, telling=(other.person.names.get().pk,))
    second = said.second_child(in_service, "Kim")
    share(in_service, row, child=second)
    with pytest.raises(gate.ActionBlocked):
        share(in_service, row, child=second)


def test_whoever_does_not_know_the_other_child_learns_nothing_of_them(in_service: Cast) -> None:
    row = somebody(in_service)
    made = actions.share_person(
        in_service.actor(Role.MANAGER),
        connection=row,
        given=actions.Shared(in_service.other_team_child, actions.Described(how_related="Dad’s mum")),
        at=NOW,
    )
    page = presenters.person_page(in_service.actor(Role.SOCIAL_WORKER), row)
    assert page.others == ()
    assert "Sasha" not in repr(page)
    with pytest.raises(scope.NotVisible):
        queries.get_connection(in_service.actor(Role.SOCIAL_WORKER), made.pk)


def test_connect_child_ties_a_brother_who_has_a_record_here(in_service: Cast) -> None:
    other = said.second_child(in_service)
    made = actions.connect_child(
        in_service.actor(Role.COORDINATOR),
        child=in_service.child,
        other=other,
        given=said.given(how_related="Brother", status=PersonStatus.IN_TOUCH),
        at=NOW,
    )
    assert made.person.child == other
    (one,) = queries.list_people(in_service.actor(Role.COORDINATOR), in_service.child)
    assert one.name == "Alex"
    back = actions.connect_child(
        in_service.actor(Role.COORDINATOR),
        child=other,
        other=in_service.child,
        given=said.given(how_related="Brother"),
        at=NOW,
    )
    assert back.person.child == in_service.child
    with pytest.raises(scope.NotVisible):
        actions.connect_child(
            in_service.actor(Role.COORDINATOR),
            child=in_service.child,
            other=in_service.other_team_child,
            given=said.given(how_related="Sister"),
            at=NOW,
        )
    with pytest.raises(gate.ActionBlocked):
        actions.connect_child(
            in_service.actor(Role.COORDINATOR),
            child=other,
            other=other,
            given=said.given(how_related="Me"),
            at=NOW,
        )
