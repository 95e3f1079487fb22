"""Two rows taken for one person: every reading takes them for one, and it can be undone without loss."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.domain.terms import PersonFactKind, Role
from kith.people import actions, presenters, queries
from kith.people.models import Connection, Merge, Name, Person
from tests.apps.people import said
from tests.personas import NOW, Cast

WHY = "Same birth date in the file, and Nan says so."


def merge(cast: Cast, first: Connection, second: Connection, role: Role = Role.COORDINATOR) -> Merge:
    row: Merge = actions.merge_people(cast.actor(role), connection=first, other=second, words=WHY, at=NOW)
    return row


def shown(cast: Cast, role: Role = Role.COORDINATOR) -> list[str]:
    return sorted(one.shown for one in queries.list_people(cast.actor(role), cast.child))


def undo(cast: Cast, row: Merge, connection: Connection) -> None:
    connection.refresh_from_db()
    actions.undo_merge(cast.actor(Role.COORDINATOR), merge=row, connection=connection, words="Two aunts.", at=NOW)


def test_merge_people_then_every_reading_takes_two_for_one(in_service: Cast) -> None:
    first, second = said.add(in_service, "Shaz"), said.add(in_service, "Sharon Booth", called="Auntie Shaz")
    born = actions.FactGiven(PersonFactKind.BORN, year=1980)
    actions.add_fact(in_service.actor(Role.COORDINATOR), connection=second, given=born, says=said.FILE_SAYS, at=NOW)
    row = merge(in_service, first, second)
    (one,) = queries.list_people(in_service.actor(Role.COORDINATOR), in_service.child)
    assert one.connection == first
    assert set(one.all_names) == {"Shaz", "Sharon Booth"}
    assert one.born is not None
    for connection in (first, second):
        connection.refresh_from_db()
        page = presenters.person_page(in_service.actor(Role.COORDINATOR), connection)
        assert {line.text for line in page.names} == {"Shaz", "Sharon Booth"}
        assert [facts.what for facts in page.facts] == ["Born"]
    undo(in_service, row, first)
    assert shown(in_service) == ["Shaz", "Sharon Booth"] or shown(in_service) == ["Sharon Booth", "Shaz"]
    first.refresh_from_db()
    assert [line.text for line in presenters.person_page(in_service.actor(Role.COORDINATOR), first).names] == ["Shaz"]
    with pytest.raises(gate.ActionBlocked):
        undo(in_service, row, first)


def test_merge_people_needs_a_reason_and_two_people(in_service: Cast) -> None:
    first, second = said.add(in_service, "Shaz"), said.add(in_service, "Sharon")
    with pytest.raises(gate.ActionBlocked):
        actions.merge_people(in_service.actor(Role.COORDINATOR), connection=first, other=second, words=" ", at=NOW)
    with pytest.raises(gate.ActionBlocked):
        merge(in_service, first, first)
    with pytest.raises(gate.NotPermitted):
        merge(in_service, first, second, Role.SOCIAL_WORKER)


def test_merge_people_never_crosses_services(in_service: Cast) -> None:
    first, far = said.add(in_service, "Jean Hartley"), said.beside_far_child(in_service)
    for role in (Role.MANAGER, Role.COORDINATOR):
        with pytest.raises(scope.NotVisible):
            merge(in_service, first, far, role)
    with pytest.raises(scope.NotVisible):
        merge(in_service, far, first, Role.MANAGER)
    assert not Merge.objects.exists()


def test_merge_people_of_another_teams_child_is_not_there(in_service: Cast) -> None:
    first = said.add(in_service, "Jean")
    other = said.add(in_service, "Jean", child=in_service.other_team_child, role=Role.MANAGER)
    with pytest.raises(scope.NotVisible):
        merge(in_service, first, other)


def test_a_merge_of_two_childrens_people_tells_neither_what_was_told_for_the_other(in_service: Cast) -> None:
    second_child = said.second_child(in_service)
    first = said.add(in_service, "Jean")
    second = said.add(in_service, "Jean Hartley", child=second_child)
    for words, says in (("Told for Alex", said.CHILD_SAYS), ("Told for all", said.SHARED)):
        story = actions.FactGiven(PersonFactKind.STORY, words)
        actions.add_fact(in_service.actor(Role.COORDINATOR), connection=second, given=story, says=says, at=NOW)
    merge(in_service, first, second)
    first.refresh_from_db()
    for role in (Role.COORDINATOR, Role.MANAGER):
        page = presenters.person_page(in_service.actor(role), first)
        assert [line.text for facts in page.facts for line in facts.lines] == ["Told for all"]
        assert [line.text for line in page.names] == ["Jean"]
    assert shown(in_service) == ["Jean"]


def refuses(actor: Actor, *, kept: Person, other: Person, at: dt.datetime) -> None:
    """A check that wants a manager."""
    assert {kept.pk, other.pk} == set(Person.objects.values_list("pk", flat=True))
    if actor.role is not Role.MANAGER:
        raise gate.ActionBlocked("This needs the manager to look.")


@override_settings(MERGE_CHECKS=[f"{__name__}.refuses"])
def test_merge_people_asks_every_check_first(in_service: Cast) -> None:
    first, second = said.add(in_service, "Shaz"), said.add(in_service, "Sharon")
    with pytest.raises(gate.ActionBlocked, match="manager"):
        merge(in_service, first, second)
    assert not Merge.objects.exists()
    merge(in_service, first, second, Role.MANAGER)
    assert shown(in_service) == ["Shaz"]


def test_a_childs_own_row_is_the_one_that_stays(in_service: Cast) -> None:
    other = said.second_child(in_service)
    first = said.add(in_service, "Alex, a brother")
    connection = actions.connect_child(
        in_service.actor(Role.COORDINATOR),
        child=in_service.child,
        other=other,
        given=said.given(how_related="Brother"),
        at=NOW,
    )
    row = merge(in_service, first, connection)
    assert row.kept == connection.person
    third = said.second_child(in_service, "Sam")
    far = actions.connect_child(
        in_service.actor(Role.COORDINATOR),
        child=in_service.child,
        other=third,
        given=said.given(how_related="Sister"),
        at=NOW,
    )
    with pytest.raises(gate.ActionBlocked, match="record each"):
        merge(in_service, first, far)


def groups(connections: list[Connection]) -> set[frozenset[int]]:
    """Which of the people stand for one, as the table has it."""
    roots: dict[Any, set[int]] = {}
    for number, connection in enumerate(connections):
        person = Person.objects.get(pk=connection.person_id)
        root = person.same_as_id or person.pk
        assert not Person.objects.get(pk=root).same_as_id, "a row that stands for somebody stands for itself"
        roots.setdefault(root, set()).add(number)
    return {frozenset(group) for group in roots.values()}


@pytest.mark.long
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(steps=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=9))
def test_any_order_of_merging_and_undoing_comes_out_as_the_merges_in_force_say(
    in_service: Cast, steps: list[tuple[int, int, bool]]
) -> None:
    people = [said.add(in_service, f"Number {number}") for number in range(5)]
    in_force: list[tuple[Merge, int, int]] = []
    for first, second, take_apart in steps:
        if take_apart and in_force:
            row, one, _ = in_force.pop(first % len(in_force))
            undo(in_service, row, people[one])
            continue
        try:
            for connection in people:
                connection.refresh_from_db()
            in_force.append((merge(in_service, people[first], people[second]), first, second))
        except gate.ActionBlocked:
            continue
    expected = [{number} for number in range(5)]
    for _, one, two in in_force:
        a, b = (next(group for group in expected if number in group) for number in (one, two))
        if a is not b:
            a |= b
            expected.remove(b)
    # Taking two apart joins nobody anew, and leaves joined whoever a merge in force still joins.
    assert groups(people) == {frozenset(group) for group in expected}
    names = Name.objects.filter(person__in=[one.person_id for one in people])
    assert len(list(itertools.chain(names))) == 5
