"""Somebody who matters: names, facts with who says so, slips, and where they stand."""

import datetime as dt

import pytest

from kith.access import action, gate, scope
from kith.audit.models import AuditEvent
from kith.domain.terms import Certainty, FactSource, Gender, NameKind, PersonFactKind, PersonStatus, Role
from kith.people import actions, forms, presenters, queries
from kith.people.models import Connection, Name, Person, PersonFact
from tests.apps.people import said
from tests.apps.safety.around import sent_day
from tests.personas import NOW, TODAY, Cast

YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


def born(**more: object) -> actions.FactGiven:
    return actions.FactGiven(PersonFactKind.BORN, **more)  # type: ignore[arg-type]


def fact(cast: Cast, connection: Connection, given: actions.FactGiven, says: actions.Says) -> PersonFact:
    at = NOW + dt.timedelta(minutes=PersonFact.objects.count())
    row: PersonFact = actions.add_fact(
        cast.actor(Role.COORDINATOR), connection=connection, given=given, says=says, at=at
    )
    return row


def test_add_person_keeps_who_says_so_and_no_name_in_the_record(in_service: Cast) -> None:
    row = said.add(in_service, "Jean Hartley", called="Nan Jean")
    name = Name.objects.get()
    assert (name.full, name.person, name.for_child) == ("Jean Hartley", row.person, in_service.child)
    assert (row.called, row.status, row.added_on) == ("Nan Jean", "lost_touch", TODAY)
    assert row.changes.get().status == "lost_touch"
    events = AuditEvent.objects.filter(kind__in=["person.added", "connection.made"])
    assert {event.child_id for event in events} == {in_service.child.pk}
    assert "Jean" not in repr([(event.codes, event.words) for event in events])


def test_add_person_without_a_name_is_a_full_row(in_service: Cast) -> None:
    row = said.add(in_service, how_related="Dad’s mum")
    assert not row.person.names.exists()
    found = queries.list_people(in_service.actor(Role.COORDINATOR), in_service.child)
    assert [one.shown for one in found] == ["Dad’s mum, name not known"]
    with pytest.raises(gate.ActionBlocked):
        said.add(in_service, how_related=" ")


def test_add_person_with_a_single_name_in_another_script(in_service: Cast) -> None:
    said.add(in_service, "ተስፋይ", called="Tesfay")
    said.add(in_service, "Saw", how_related="Teacher")
    names = [one.name for one in queries.list_people(in_service.actor(Role.COORDINATOR), in_service.child)]
    assert sorted(names) == ["Saw", "ተስፋይ"]


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SAFEGUARDING_LEAD, Role.SERVICE_ADMIN])
def test_add_person_is_for_those_who_work_with_the_child(in_service: Cast, role: Role) -> None:
    with pytest.raises((gate.NotPermitted, scope.NotVisible)):
        said.add(in_service, "Jean", role=role)
    assert not Person.objects.exists()


def test_a_person_of_another_teams_child_is_not_there(in_service: Cast) -> None:
    row = said.add(in_service, "Jean", child=in_service.other_team_child, role=Role.MANAGER)
    with pytest.raises(scope.NotVisible):
        queries.get_connection(in_service.actor(Role.COORDINATOR), row.pk)
    assert not scope.visible(in_service.actor(Role.COORDINATOR), Person.objects).exists()
    assert not scope.visible(in_service.actor(Role.COORDINATOR), Name.objects).exists()
    assert not scope.visible(in_service.actor(Role.ANALYST), Person.objects).exists()


def test_add_name_keeps_every_name_and_shows_the_one_that_is_used(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    row = said.add(in_service)
    for full, kind, until in (
        ("Jean Booth", NameKind.BIRTH, None),
        ("Jean Old", NameKind.USED, YESTERDAY),
        ("Jean Hartley", NameKind.MARRIED, None),
    ):
        name = actions.NameGiven(full, kind, until_on=until)
        actions.add_name(actor, connection=row, given=name, says=said.FILE_SAYS, at=NOW)
    assert queries.name_of(row.person.names.all(), row.person_id) == "Jean Hartley"
    assert row.person.names.count() == 3
    with pytest.raises(gate.ActionBlocked):
        actions.add_name(actor, connection=row, given=actions.NameGiven("  "), says=said.FILE_SAYS, at=NOW)


def test_add_fact_leaves_contradictions_side_by_side_with_who_says_so(in_service: Cast) -> None:
    row = said.add(in_service, "Jean")
    fact(in_service, row, born(on=dt.date(1950, 5, 3)), said.FILE_SAYS)
    fact(in_service, row, born(year=1950), said.CHILD_SAYS)
    page = presenters.person_page(in_service.actor(Role.COORDINATOR), row)
    assert [(facts.what, facts.differ) for facts in page.facts] == [("Born", False)]
    fact(in_service, row, born(year=1952), said.SHARED)
    lines = presenters.person_page(in_service.actor(Role.COORDINATOR), row).facts[0]
    assert lines.differ
    assert [(line.text, line.says) for line in lines.lines] == [
        ("3 May 1950", "The file, page 14. Likely."),
        ("1950", "The child's words."),
        ("1952", "A relative's account, Aunt Bev."),
    ]


@pytest.mark.parametrize(
    ("first", "second", "differ"),
    [
        (born(year=1950), born(year=1951), True),
        (born(year=1950), born(year=1951, is_about=True), False),
        (born(on=dt.date(1950, 5, 3)), born(on=dt.date(1950, 5, 4)), True),
        (born(on=dt.date(1950, 5, 3)), born(year=1950), False),
        (born(on=dt.date(1950, 5, 3)), born(year=1949), True),
        (actions.FactGiven(PersonFactKind.WORK, "Baker"), actions.FactGiven(PersonFactKind.WORK, "Nurse"), False),
    ],
)
def test_what_cannot_both_be_right(
    in_service: Cast, first: actions.FactGiven, second: actions.FactGiven, differ: bool
) -> None:
    row = said.add(in_service, "Jean")
    for given in (first, second):
        fact(in_service, row, given, said.FILE_SAYS)
    page = presenters.person_page(in_service.actor(Role.COORDINATOR), row)
    assert page.facts[0].differ is differ


def test_add_fact_that_says_nothing_is_refused(in_service: Cast) -> None:
    row = said.add(in_service, "Jean")
    for given in (born(), actions.FactGiven(PersonFactKind.WORK)):
        with pytest.raises(gate.ActionBlocked):
            fact(in_service, row, given, said.FILE_SAYS)
    fact(in_service, row, actions.FactGiven(PersonFactKind.DIED), said.FILE_SAYS)
    page = presenters.person_page(in_service.actor(Role.COORDINATOR), row)
    assert page.facts[0].lines[0].text == "day not known"


def test_the_surest_birth_counts_in_the_list(in_service: Cast) -> None:
    row = said.add(in_service, "Jean")
    fact(in_service, row, born(year=1952), actions.Says(FactSource.CHILD, certainty=Certainty.POSSIBLE))
    fact(in_service, row, born(year=1950), actions.Says(FactSource.FILE))
    fact(in_service, row, born(year=1951), actions.Says(FactSource.CHILD, certainty=Certainty.POSSIBLE))
    (one,) = queries.list_people(in_service.actor(Role.COORDINATOR), in_service.child)
    assert one.born is not None
    assert one.born.year == 1950


def test_take_back_a_slip_counts_no_more_and_stays_in_the_history(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    row = said.add(in_service, "Jaen Hartley")
    name = row.person.names.get()
    actions.take_back(actor, connection=row, row=name, at=NOW)
    page = presenters.person_page(actor, row)
    assert page.names == ()
    history = presenters.history_page(actor, row)
    assert any("A slip, taken back: Jaen Hartley" in line.what for line in history.lines)
    with pytest.raises(scope.NotVisible):
        actions.take_back(actor, connection=row, row=name, at=NOW)


def test_take_back_reaches_nobody_elses_row(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    first, second = said.add(in_service, "Jean"), said.add(in_service, "Bev")
    with pytest.raises(scope.NotVisible):
        actions.take_back(actor, connection=first, row=second.person.names.get(), at=NOW)


def test_change_status_keeps_the_ladder_and_an_earlier_day_does_not_count_now(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    row = said.add(in_service, "Jean", status=PersonStatus.NAMED_UNFOUND, on=YESTERDAY)

    def change(status: PersonStatus, on: dt.date) -> None:
        stands = actions.Stands(status, on, FactSource.PROFESSIONAL, "Rang.")
        actions.change_status(actor, connection=row, stands=stands, version=row.version, at=NOW)
        row.refresh_from_db()

    change(PersonStatus.IN_TOUCH, TODAY)
    assert (row.status, row.last_in_touch_on) == ("in_touch", TODAY)
    change(PersonStatus.LOST_TOUCH, YESTERDAY - dt.timedelta(days=400))
    assert row.status == "in_touch"
    assert [one.status for one in row.changes.order_by("on", "at")] == ["lost_touch", "named_unfound", "in_touch"]
    with pytest.raises(gate.ActionBlocked):
        change(PersonStatus.LOST_TOUCH, TOMORROW)
    with pytest.raises(action.StaleVersion):
        actions.change_status(
            actor,
            connection=row,
            stands=actions.Stands(PersonStatus.DIED, TODAY, FactSource.FILE),
            version=1,
            at=NOW,
        )


def test_describe_connection_and_describe_person(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    row = said.add(in_service, "Jean")
    given = actions.Described("Nan", "Mum’s mum, looked after him", None, YESTERDAY, named_by_child=True)
    actions.describe_connection(actor, connection=row, given=given, version=1, at=NOW)
    row.refresh_from_db()
    assert (row.called, row.side, row.named_by_child, row.version) == ("Nan", "", True, 2)
    traits = actions.Traits(Gender.WOMAN, "a lady", is_under_18=False)
    actions.describe_person(actor, person=row.person, given=traits, connection=row, version=1, at=NOW)
    row = queries.get_connection(actor, row.pk)
    assert presenters.person_page(actor, row).traits == ("a lady",)
    late = actions.Described(last_in_touch_on=TOMORROW)
    with pytest.raises(gate.ActionBlocked):
        actions.describe_connection(actor, connection=row, given=late, version=2, at=NOW)


def test_remove_connection_and_bring_back_connection(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    row = said.add(in_service, "Jean")
    actions.remove_connection(actor, connection=row, version=1, at=NOW)
    assert queries.list_people(actor, in_service.child) == []
    assert len(queries.list_people(actor, in_service.child, also_removed=True)) == 1
    row.refresh_from_db()
    actions.bring_back_connection(actor, connection=row, version=2, at=NOW)
    assert [one.name for one in queries.list_people(actor, in_service.child)] == ["Jean"]


def test_note_child_knows_is_a_step_of_its_own(in_service: Cast) -> None:
    row = said.add(in_service, "Half-brother", child_knows=False)
    actor = in_service.actor(Role.COORDINATOR)
    assert not presenters.person_page(actor, row).child_knows
    actions.note_child_knows(actor, connection=row, version=1, at=NOW)
    row.refresh_from_db()
    assert presenters.person_page(actor, row).child_knows
    assert AuditEvent.objects.filter(kind="connection.told", child_id=in_service.child.pk).count() == 1


# --- like names


@pytest.mark.parametrize(
    ("known", "typed", "alike"),
    [
        ("Jean Hartley", "jean  HARTLEY", True),
        ("Jean Hartley", "Hartley Jean", True),
        ("Jean Hartley", "Jean", True),
        ("Márta Kovács", "marta kovacs", True),
        ("Jean Hartley", "Joan Hartley", False),
        ("Elizabeth Hartley", "Liz Hartley", True),
        ("Elizabeth Hartley", "Elisabeth Hartly", True),
        ("Elizabeth Hartley", "Liz Marsh", False),
        ("Mohammed Rahman", "Muhammad Rahman", True),
        ("ተስፋይ", "ተስፋይ", True),
        ("Jean", "!!", False),
    ],
)
def test_somebody_with_a_like_name_is_shown_while_adding(in_service: Cast, known: str, typed: str, alike: bool) -> None:
    said.add(in_service, known)
    found = queries.list_alike(in_service.actor(Role.COORDINATOR), in_service.child, typed)
    assert [one.name for one in found] == ([known] if alike else [])


def test_like_names_come_from_my_other_children_and_never_from_anybody_elses(in_service: Cast) -> None:
    other = said.second_child(in_service)
    said.add(in_service, "Jean Hartley", child=other)
    said.add(in_service, "Jean Hartley", child=in_service.other_team_child, role=Role.MANAGER)
    said.beside_far_child(in_service)
    found = queries.list_alike(in_service.actor(Role.COORDINATOR), in_service.child, "Jean Hartley")
    assert [(one.connection.child, one.is_same_child) for one in found] == [(other, False)]


def test_nobody_writes_by_hand_that_it_is_sure_who_somebody_is() -> None:
    """Two sources say so, where a search ends."""
    given = {"status": PersonStatus.FOUND.value, "source": FactSource.FILE.value, **sent_day("on", YESTERDAY)}
    for form in (forms.ChangeStatus(given, today=TODAY), forms.AddPerson(given)):
        assert "status" in form.errors, form
    assert "status" not in forms.ChangeStatus({**given, "status": PersonStatus.COULD_BE.value}, today=TODAY).errors


def test_somebody_without_a_name_is_headed_like_everybody(in_service: Cast) -> None:
    made = said.add(in_service, how_related="foster carer")
    (shown,) = queries.list_people(in_service.actor(Role.COORDINATOR), in_service.child)
    assert shown.shown == presenters.heading(in_service.actor(Role.COORDINATOR), made) == "Foster carer, name not known"
