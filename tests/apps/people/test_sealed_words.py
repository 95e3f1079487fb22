"""Sealed values in free text: writers see their own words, who knows a warning, others see them covered."""

import datetime as dt
import importlib

import pytest
from django.apps import apps
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.domain.terms import ReachKind, Role
from kith.people import actions
from kith.people.models import Connection, Reach
from kith.records import actions as records
from kith.records.models import CaseCopy, Note
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

PHONE = "01632 960 456"
ADDRESS = "14 Orchard Lane, Nether Wallop\nME14 1XX"
WORDS = "Mum rang from 01632-960456. She is at 14 orchard ln now (me141xx)."
COVERED = "Mum rang from [sealed]. She is at [sealed] now ([sealed])."


def seal(cast: Cast, person: Connection, *, role: Role = Role.SOCIAL_WORKER) -> None:
    for kind, value in ((ReachKind.PHONE, PHONE), (ReachKind.ADDRESS, ADDRESS)):
        given = actions.ReachGiven(kind, value, is_sealed=True)
        actions.add_reach(cast.actor(role), connection=person, given=given, says=said.CHILD_SAYS, at=NOW)


def note(cast: Cast, words: str = WORDS, role: Role = Role.COORDINATOR, child: object = None) -> Note:
    given = records.Written(words=words, happened_on=TODAY)
    row: Note = records.write_note(cast.actor(role), child=child or cast.child, given=given, at=NOW)
    return row


def read(cast: Cast, row: object, field: str, role: Role) -> str:
    """What somebody of a role reads."""
    with scope.acting(cast.actor(role)):
        return str(getattr(type(row).objects.get(pk=row.pk), field))  # type: ignore[attr-defined]


def test_each_reader_sees_what_they_may_know(in_service: Cast) -> None:
    row = note(in_service)
    seal(in_service, said.add(in_service, "Kelly"))
    assert read(in_service, row, "words", Role.COORDINATOR) == WORDS  # wrote it, and need not know that it is sealed
    assert read(in_service, row, "words", Role.REVIEWING_OFFICER) == COVERED
    knows = "Mum rang from 01632-960456 (sealed). She is at 14 orchard ln (sealed) now (me141xx (sealed))."
    for role in (Role.SOCIAL_WORKER, Role.MANAGER, Role.SAFEGUARDING_LEAD):  # the worker sealed it
        assert read(in_service, row, "words", role) == knows


def test_the_copy_for_the_case_system_is_covered_too(in_service: Cast) -> None:
    seal(in_service, said.add(in_service, "Kelly"))
    note(in_service)
    copy = CaseCopy.objects.get()
    assert WORDS in read(in_service, copy, "words", Role.COORDINATOR)
    assert "01632" not in read(in_service, copy, "words", Role.REVIEWING_OFFICER)
    assert "orchard" not in read(in_service, copy, "words", Role.REVIEWING_OFFICER).casefold()


def test_numbers_are_known_everywhere_and_an_address_in_its_own_network(in_service: Cast) -> None:
    seal(in_service, said.add(in_service, "Kelly"))
    other = said.second_child(in_service)
    row = note(in_service, child=other, role=Role.COORDINATOR)
    elsewhere = read(in_service, row, "words", Role.SOCIAL_WORKER)
    assert elsewhere.startswith("Mum rang from 01632-960456 (sealed)")
    assert "14 orchard ln now" in elsewhere
    assert "(me141xx (sealed))" in elsewhere


def test_saving_a_row_that_somebody_sees_covered_loses_nothing(in_service: Cast) -> None:
    seal(in_service, said.add(in_service, "Kelly"))
    row = note(in_service)
    with scope.acting(in_service.actor(Role.REVIEWING_OFFICER)):
        seen = Note.objects.get(pk=row.pk)
        words = seen.words
        assert words == COVERED
        seen.words = words
        seen.save()
        seen.refresh_from_db()
    assert read(in_service, row, "words", Role.COORDINATOR) == WORDS
    assert read(in_service, row, "words", Role.REVIEWING_OFFICER) == COVERED


def test_what_was_taken_back_is_no_longer_covered_and_what_is_not_sealed_never_was(in_service: Cast) -> None:
    kelly = said.add(in_service, "Kelly")
    plain = actions.ReachGiven(ReachKind.PHONE, PHONE)
    actions.add_reach(in_service.actor(Role.SOCIAL_WORKER), connection=kelly, given=plain, says=said.CHILD_SAYS, at=NOW)
    row = note(in_service)
    assert read(in_service, row, "words", Role.REVIEWING_OFFICER) == WORDS
    seal(in_service, kelly)
    Reach.objects.filter(is_sealed=True).update(taken_back_at=NOW + dt.timedelta(days=1))
    assert read(in_service, row, "words", Role.REVIEWING_OFFICER) == WORDS


def test_the_same_number_written_down_openly_by_another_is_covered_to_a_third(in_service: Cast) -> None:
    kelly = said.add(in_service, "Kelly")
    seal(in_service, kelly)
    open_way = actions.add_reach(
        in_service.actor(Role.COORDINATOR),
        connection=kelly,
        given=actions.ReachGiven(ReachKind.PHONE, PHONE),
        says=said.CHILD_SAYS,
        at=NOW,
    )
    assert read(in_service, open_way, "value", Role.COORDINATOR) == PHONE
    assert read(in_service, open_way, "value", Role.REVIEWING_OFFICER) == "[sealed]"


@pytest.mark.parametrize("count", [1, 12])
def test_reading_many_words_asks_one_question_more(in_service: Cast, count: int) -> None:
    seal(in_service, said.add(in_service, "Kelly"))
    for _ in range(count):
        note(in_service)
    with scope.acting(in_service.actor(Role.REVIEWING_OFFICER)), CaptureQueriesContext(database) as asked:
        assert [row.words for row in Note.objects.all()] == [COVERED] * count
    assert len(asked) == 2


def test_a_job_reads_what_was_written(in_service: Cast) -> None:
    seal(in_service, said.add(in_service, "Kelly"))
    row = note(in_service)
    with scope.acting(Actor.system("outbox.send", in_service.service.pk)):
        assert Note.objects.get(pk=row.pk).words == WORDS


def test_what_a_child_calls_somebody_is_covered_too_and_a_form_that_showed_it_so_loses_nothing(
    in_service: Cast,
) -> None:
    kelly = said.add(in_service, "Kelly")
    described = actions.Described(called="Kelly 01632 960456", how_related="aunt at 14 Orchard Lane")
    actions.describe_connection(in_service.actor(Role.COORDINATOR), connection=kelly, given=described, at=NOW)
    seal(in_service, kelly, role=Role.MANAGER)
    assert read(in_service, kelly, "called", Role.COORDINATOR) == "Kelly 01632 960456"
    assert read(in_service, kelly, "called", Role.REVIEWING_OFFICER) == "Kelly [sealed]"
    assert read(in_service, kelly, "how_related", Role.REVIEWING_OFFICER) == "aunt at [sealed]"
    worker = in_service.actor(Role.SOCIAL_WORKER)
    sent_back = actions.Described(called="Kelly [sealed]", how_related="aunt, a nurse")
    actions.describe_connection(worker, connection=kelly, given=sent_back, at=NOW)
    assert read(in_service, kelly, "called", Role.COORDINATOR) == "Kelly 01632 960456"
    assert read(in_service, kelly, "called", Role.SOCIAL_WORKER) == "Kelly [sealed]"  # who wrote only the other line
    assert read(in_service, kelly, "how_related", Role.REVIEWING_OFFICER) == "aunt, a nurse"


def test_a_name_stays_a_name_where_an_online_name_is_the_same(in_service: Cast) -> None:
    kelly = said.add(in_service, "Kelly Hart")
    given = actions.ReachGiven(ReachKind.ONLINE, "Kelly Hart", is_sealed=True)
    actions.add_reach(in_service.actor(Role.SOCIAL_WORKER), connection=kelly, given=given, says=said.CHILD_SAYS, at=NOW)
    with scope.acting(in_service.actor(Role.REVIEWING_OFFICER)):
        assert [name.full for name in kelly.person.names.all()] == ["Kelly Hart"]


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (ReachKind.PHONE, "+353 87 123 4567", "She rang from 087 123 4567."),
        (ReachKind.PHONE, "07700 900123, or 01632 960456 after six", "She rang from 01632 960456."),
        (ReachKind.ADDRESS, "Flat 3, 14 Harbour Lane, Whitby", "She is at 14 harbour ln."),
    ],
)
def test_a_number_of_another_country_the_second_of_two_and_a_flat_are_covered_too(
    in_service: Cast, kind: ReachKind, value: str, words: str
) -> None:
    given = actions.ReachGiven(kind, value, is_sealed=True)
    kelly = said.add(in_service, "Kelly")
    actions.add_reach(in_service.actor(Role.SOCIAL_WORKER), connection=kelly, given=given, says=said.CHILD_SAYS, at=NOW)
    assert "[sealed]" in read(in_service, note(in_service, words), "words", Role.REVIEWING_OFFICER)


def test_what_was_written_down_before_is_marked_as_today(in_service: Cast) -> None:
    given = actions.ReachGiven(ReachKind.PHONE, "+353 87 123 4567", is_sealed=True)
    kelly = said.add(in_service, "Kelly")
    actions.add_reach(in_service.actor(Role.SOCIAL_WORKER), connection=kelly, given=given, says=said.CHILD_SAYS, at=NOW)
    marks = Reach.objects.get().marks
    Reach.objects.update(marks=[])
    importlib.import_module("kith.people.migrations.0007_marks_again").mark_again(apps, None)
    assert marks
    assert Reach.objects.get().marks == marks


def test_a_line_about_gender_takes_no_number_whoevers_it_is(in_service: Cast) -> None:
    kelly = said.add(in_service, "Kelly")
    given = actions.Traits(gender_words="ring 01632 960999")
    with pytest.raises(gate.ActionBlocked):
        actions.describe_person(
            in_service.actor(Role.COORDINATOR), person=kelly.person, given=given, connection=kelly, at=NOW
        )
