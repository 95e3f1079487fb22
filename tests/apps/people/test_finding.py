"""Somebody found by name while it is typed: misspelt, former names, within what one may know, recorded, limited."""

import datetime as dt
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kith.access import gate, scope
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.children.models import ClosedRecord
from kith.domain import limits, matching
from kith.domain.terms import NameKind, PersonFactKind, Role
from kith.people import actions, queries
from kith.people.models import KEYS_MADE_BY, Connection, Name, NameKey, Person
from kith.people.queries import finding
from tests.apps.people import said
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def kathleen(in_service: Cast) -> Connection:
    row = said.add(in_service, "Kathleen Whitcombe")
    actions.add_name(
        in_service.actor(Role.COORDINATOR),
        connection=row,
        given=actions.NameGiven("Kathleen Ó Súilleabháin", NameKind.BIRTH),
        says=said.FILE_SAYS,
        at=NOW,
    )
    said.add(in_service, "Walter Bell", how_related="Neighbour")
    return row


def find(cast: Cast, text: str, role: Role = Role.COORDINATOR) -> list[queries.FoundSomebody]:
    return queries.open_people_like(cast.actor(role), cast.child, text, NOW)


@pytest.mark.parametrize(
    "typed",
    ["Kathleen Whitcombe", "Whitcombe Kathleen", "kat", "Kathl", "Kathleen Witcomb", "Kath Whitcombe", "Kate Whitcombe",
     "Cathleen Whitcome", "Kathleen O Suilleabhain"],
)  # fmt: skip
def test_she_is_found_however_her_name_is_typed(in_service: Cast, kathleen: Connection, typed: str) -> None:
    found = find(in_service, typed)
    assert [one.connection for one in found][:1] == [kathleen], typed
    assert found[0].name == "Kathleen Whitcombe"


@pytest.mark.parametrize(
    ("born", "first"),
    [
        (None, "in 1950"),
        (matching.Born(1971), "in 1971"),
        (matching.Born.on(dt.date(1950, 5, 3)), "in 1950"),
        (matching.Born.on(dt.date(1971, 6, 2)), "in 1971"),
    ],
)
def test_of_two_of_one_name_whoever_was_born_then_comes_first(
    in_service: Cast, born: matching.Born | None, first: str
) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    for day in (dt.date(1950, 5, 3), dt.date(1971, 6, 2)):
        row = said.add(in_service, "Kathleen Whitcombe", how_related=f"in {day.year}")
        given = actions.FactGiven(PersonFactKind.BORN, on=day)
        actions.add_fact(actor, connection=row, given=given, says=said.FILE_SAYS, at=NOW)
    found = queries.open_people_like(actor, in_service.child, "Kathleen Whitcombe", NOW, born)
    assert len(found) == 2
    if born:
        assert found[0].connection.how_related == first
    event = AuditEvent.objects.get(kind="people.searched")
    assert event.words == "Kathleen Whitcombe" + (f", born {born}" if born else "")


def test_whoever_was_born_that_year_is_put_in_order_before_others_of_the_name(
    in_service: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt name agrees in fewer keys than the same name of many others; the year of birth makes up for it."""
    actor = in_service.actor(Role.COORDINATOR)
    for _ in range(5):
        said.add(in_service, "Kathleen Whitcombe")
    row = said.add(in_service, "Kathleen Witcomb")
    given = actions.FactGiven(PersonFactKind.BORN, on=dt.date(1971, 6, 2))
    actions.add_fact(actor, connection=row, given=given, says=said.FILE_SAYS, at=NOW)
    monkeypatch.setattr("kith.people.queries.finding.MOST_RANKED", 3)
    for born, there in ((None, False), (matching.Born(1972), False), (matching.Born(1971, 2, 6), True)):
        found = queries.open_people_like(actor, in_service.child, "Kathleen Whitcombe", NOW, born)
        assert (row in [one.connection for one in found]) is there, born
        assert len(found) == 3


def test_common_beginnings_do_not_crowd_out_a_rare_name(
    in_service: Cast, kathleen: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many names are looked at and no more: those of the rarest keys first."""
    for at in range(12):
        said.add(in_service, f"Kathryn {chr(65 + at)}arsh")
    monkeypatch.setattr("kith.people.queries.finding.MOST_LOOKED_AT", 8)
    monkeypatch.setattr("kith.people.queries.finding.MOST_RANKED", 4)
    assert find(in_service, "Kathleen Whitcomb")[0].connection == kathleen
    assert find(in_service, "kat"), "where every key is common the rarest is still looked up"


def test_words_of_two_names_of_one_person_count_together(
    in_service: Cast, kathleen: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first name of today and a family name of before: each alone is shared by others."""
    for at in range(6):
        said.add(in_service, f"Kathleen {chr(65 + at)}arsh")
        said.add(in_service, f"Pam{chr(97 + at)} O Suilleabhain")
    monkeypatch.setattr("kith.people.queries.finding.MOST_RANKED", 1)
    row = said.add(in_service, "Kathleen Zephyr")
    given = actions.NameGiven("Quennell", NameKind.BIRTH)
    actions.add_name(in_service.actor(Role.COORDINATOR), connection=row, given=given, says=said.FILE_SAYS, at=NOW)
    for at in range(3):
        said.add(in_service, f"Wilf{chr(97 + at)} Quennell")
    assert [one.connection for one in find(in_service, "Kathleen Quennell")] == [row]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_whoever_sees_every_child_and_whoever_does_not_see_merged_rows_alike(in_service: Cast, role: Role) -> None:
    kept, other, third = (said.add(in_service, name) for name in ("Ada Quill", "Adah Quill", "Bo Rook"))
    other.person.same_as = kept.person
    other.person.save()
    Connection.objects.filter(pk=kept.pk).update(child=in_service.other_team_child)
    actor = in_service.actor(role)
    seen = set(scope.visible(actor, Person.objects).values_list("pk", flat=True))
    assert seen == {kept.person_id, other.person_id, third.person_id}
    told = set(scope.visible(actor, Name.objects).values_list("full", flat=True))
    assert told == {"Ada Quill", "Adah Quill", "Bo Rook"}


def test_a_closed_record_hides_its_people_from_whoever_sees_every_child(in_service: Cast) -> None:
    hidden, shown = (
        said.add(in_service, "Ada Quill"),
        said.add(in_service, "Bo Rook", child=said.second_child(in_service)),
    )
    manager = in_service.users[Role.MANAGER]
    ClosedRecord.objects.create(service=in_service.service, child=in_service.child, user=manager, closed_at=NOW)
    actor = in_service.actor(Role.MANAGER)
    assert set(scope.visible(actor, Person.objects).values_list("pk", flat=True)) == {shown.person_id}
    assert [one.name for one in queries.open_people_like(actor, shown.child, "Ada Quill", NOW)] == []
    assert hidden.person_id not in set(scope.visible(actor, Name.objects).values_list("person_id", flat=True))


def test_a_former_name_is_said_beside_the_one_she_goes_by(in_service: Cast, kathleen: Connection) -> None:
    assert find(in_service, "Kathleen Ó Súilleabháin")[0].by_name == "Kathleen Ó Súilleabháin"


@pytest.mark.parametrize("typed", ["", "ka", "k4 1", "Zebedee Quarles"])
def test_too_few_letters_or_nobody_like_it_finds_nobody(in_service: Cast, kathleen: Connection, typed: str) -> None:
    assert find(in_service, typed) == []


def test_a_name_that_was_a_slip_finds_nobody(in_service: Cast, kathleen: Connection) -> None:
    Name.objects.filter(full="Kathleen Whitcombe").update(taken_back_at=NOW)
    assert find(in_service, "Whitcombe") == []


def test_whoever_was_taken_off_is_not_found(in_service: Cast, kathleen: Connection) -> None:
    Connection.objects.filter(pk=kathleen.pk).update(removed_on=NOW.date())
    assert find(in_service, "Kathleen Whitcombe") == []


def test_two_rows_of_one_person_are_found_once(in_service: Cast, kathleen: Connection) -> None:
    other = said.add(in_service, "Kathy Whitcombe")
    other.person.same_as = kathleen.person
    other.person.save()
    assert [one.connection for one in find(in_service, "Kathleen Whitcombe")] == [kathleen]


def test_what_is_written_on_a_row_that_was_taken_for_another_counts(
    in_service: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name, its birth and its place beside the child are that person's."""
    kept, other = said.add(in_service, "Ada Quill"), said.add(in_service, "Kathleen Witcomb")
    born = actions.FactGiven(PersonFactKind.BORN, on=dt.date(1971, 6, 2))
    actor = in_service.actor(Role.COORDINATOR)
    actions.add_fact(actor, connection=other, given=born, says=said.FILE_SAYS, at=NOW)
    for _ in range(3):
        said.add(in_service, "Kathleen Whitcombe")
    other.person.same_as = kept.person
    other.person.save()
    Connection.objects.filter(pk=kept.pk).update(removed_on=NOW.date())
    monkeypatch.setattr("kith.people.queries.finding.MOST_RANKED", 1)
    (found,) = queries.open_people_like(actor, in_service.child, "Kathleen Whitcombe", NOW, matching.Born(1971))
    assert (found.connection, found.name, found.by_name) == (other, "Ada Quill", "Kathleen Witcomb")


def test_only_people_one_may_know_of_are_found(in_service: Cast, kathleen: Connection) -> None:
    said.add(in_service, "Kathleen Marsh", child=in_service.other_team_child, role=Role.MANAGER)
    assert [one.name for one in find(in_service, "Kathleen Marsh")] == ["Kathleen Whitcombe"]
    beside = {one.name: one.is_same_child for one in find(in_service, "Kathleen", Role.MANAGER)}
    assert beside == {"Kathleen Whitcombe": True, "Kathleen Marsh": False}


def test_whoever_may_not_be_known_takes_nobodys_place(
    in_service: Cast, kathleen: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So many are put in order and no more: how many others there are of a name must not be told by who is missing."""
    monkeypatch.setattr(finding, "MOST_RANKED", 1)
    for _ in range(8):
        said.add(in_service, "Kathleen Whitcombe", child=in_service.other_team_child, role=Role.MANAGER)
    assert [one.connection for one in find(in_service, "Kathleen Whitcombe")] == [kathleen]


def test_it_is_for_those_who_write_people_down(in_service: Cast, kathleen: Connection) -> None:
    with pytest.raises(gate.NotPermitted):
        find(in_service, "Kathleen", Role.ANALYST)


def test_each_search_is_an_event_of_the_child_with_its_words_sealed(in_service: Cast, kathleen: Connection) -> None:
    find(in_service, "Kathleen Whit")
    event = AuditEvent.objects.get(kind="people.searched")
    assert (event.child_id, event.count, event.words) == (in_service.child.pk, 1, "Kathleen Whit")
    with database.cursor() as cursor:
        cursor.execute("SELECT words, codes FROM audit_auditevent WHERE kind = 'people.searched'")
        assert "Whit" not in str(cursor.fetchall())


def test_a_script_that_guesses_comes_to_its_end_and_leaves_a_trace(
    in_service: Cast, kathleen: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        find(in_service, "Kathleen")
    monkeypatch.setattr(limits, "number", {"people_searches_an_hour": 3}.__getitem__)
    with pytest.raises(queries.SearchedTooOften):
        find(in_service, "Kathleen")
    assert AuditEvent.objects.filter(kind="people.searched_too_often").count() == 1
    assert AuditEvent.objects.filter(kind="people.searched").count() == 3
    assert find(in_service, "Kathleen", Role.MANAGER)
    later = NOW + dt.timedelta(hours=1, minutes=1)
    assert queries.open_people_like(in_service.actor(Role.COORDINATOR), in_service.child, "Kathleen", later)


def test_two_of_one_name_are_told_apart_by_the_year_of_birth_as_far_as_the_searcher_may_know(
    in_service: Cast, sign_in: SignIn
) -> None:
    me, manager = in_service.actor(Role.COORDINATOR), in_service.actor(Role.MANAGER)
    for year, is_about, how in ((1950, False, "Mum’s mum"), (1981, True, "Aunt")):
        row = said.add(in_service, "Ottoline Ravenscroft", how_related=how)
        given = actions.FactGiven(PersonFactKind.BORN, year=year, is_about=is_about)
        actions.add_fact(me, connection=row, given=given, says=said.FILE_SAYS, at=NOW)
    # Told for another team's child alone: that child's page says it, and nobody else learns it.
    own = said.add(in_service, "Ottoline Ravenscroft", how_related="Neighbour")
    shared = actions.Shared(in_service.other_team_child, actions.Described(how_related="Great-aunt"))
    beside = actions.share_person(manager, connection=own, given=shared, at=NOW)
    born = actions.FactGiven(PersonFactKind.BORN, on=dt.date(1933, 5, 2))
    actions.add_fact(manager, connection=beside, given=born, says=said.FILE_SAYS, at=NOW)
    assert sorted(one.born for one in find(in_service, "Ottoline")) == ["", "1950", "about 1981"]
    assert sorted(one.born for one in find(in_service, "Ottoline", Role.MANAGER)) == ["1933", "1950", "about 1981"]
    page = sign_in(in_service.users[Role.COORDINATOR]).post(
        reverse("people:find", args=[in_service.child.pk]), {"name": "Ottoline"}
    )
    words = page.content.decode()
    assert "Mum’s mum. Born 1950.</p>" in words
    assert "Aunt. Born about 1981.</p>" in words
    assert "1933" not in words


def test_the_questions_do_not_grow_and_do_not_differ(in_service: Cast, kathleen: Connection) -> None:
    def asked(text: str) -> int:
        # Each page asks for the sealed values anew.
        with scope.acting(in_service.actor(Role.COORDINATOR)), CaptureQueriesContext(database) as captured:
            find(in_service, text)
        return len(captured)

    few = asked("Kathleen")
    for at in range(30):
        said.add(in_service, f"Kathleen {chr(65 + at % 26)}arsh{at}")
    assert asked("Kathleen") == few
    assert asked("Zebedee Quarles") <= few


def test_every_name_has_its_keys_whichever_way_it_is_written(in_service: Cast, kathleen: Connection) -> None:
    assert not Name.objects.filter(keys__isnull=True).exists()
    row = Name.objects.first()
    about = {"service_id": row.service_id, "person_id": row.person_id, "source": "file"}
    made = Name.objects.bulk_create([Name(full="Beatrix Hollow", folded="beatrix hollow", **about)])
    assert NameKey.objects.filter(name=made[0]).exists()
    assert [one.name for one in find(in_service, "Beatrix")]


def test_keys_go_with_their_name(in_service: Cast, kathleen: Connection) -> None:
    ids = list(Name.objects.filter(person=kathleen.person).values_list("pk", flat=True))
    Name.objects.filter(pk__in=ids).delete()
    assert not NameKey.objects.filter(name_id__in=ids).exists()


def test_keys_are_made_by_the_rules_of_today() -> None:
    """Where this fails the rules or the list of names have changed: add a migration that makes every key anew."""
    assert matching.keys_version() == KEYS_MADE_BY


def test_names_from_before_get_the_keys_of_today(in_service: Cast, kathleen: Connection) -> None:
    made, other = said.add(in_service, "Coach Danny").person.names.get(), said.beside_far_child(in_service)
    before = set(NameKey.objects.filter(name=made).values_list("key", flat=True))
    with scope.every_service("what stood there before"):
        far = set(NameKey.objects.filter(name__person=other.person).values_list("key", flat=True))
        NameKey.objects.all().delete()
        NameKey.objects.create(service=in_service.service, name=made, key="w:coach")
    importlib.import_module("kith.people.migrations.0010_double_names").make_keys_again(apps, None)
    assert set(NameKey.objects.filter(name=made).values_list("key", flat=True)) == before
    assert "w:coach" not in before
    assert [one.name for one in find(in_service, "Whitcombe")] == ["Kathleen Whitcombe"]
    with scope.every_service("what stands there now"):
        assert set(NameKey.objects.filter(name__person=other.person).values_list("key", flat=True)) == far != set()


def test_the_page_finds_with_and_without_script(in_service: Cast, kathleen: Connection, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    address = reverse("people:find", args=[in_service.child.pk])
    assert "Enter at least three letters" in client.post(address, {"name": ""}).content.decode()
    page = client.post(address, {"name": "Witcomb"}).content.decode()
    assert "Kathleen Whitcombe" in page
    assert "<html" in page
    assert (
        "The date must include a month"
        in client.post(address, {"name": "Witcomb", "born_on_day": "3"}).content.decode()
    )
    dated = client.post(address, {"name": "Witcomb", "born_year": "1950"}).content.decode()
    assert "Kathleen Whitcombe" in dated
    part = client.post(address, {"name": "Witcomb"}, headers={"X-Kith-Part": "found"}).content.decode()
    assert "Kathleen Whitcombe" in part
    assert "<html" not in part
    assert "Nobody with a name like this" in client.post(address, {"name": "Zebedee"}).content.decode()


def test_the_page_says_what_it_does_not_look_for(in_service: Cast, kathleen: Connection, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    address = reverse("people:find", args=[in_service.child.pk])
    few = client.post(address, {"name": "Ka"}).content.decode()
    assert "Enter at least three letters" in few
    assert "Nobody with a name like this" not in few
    born = {"born_on_day": "2", "born_on_month": "6", "born_on_year": "1971", "born_year": "1950"}
    other = client.post(address, {"name": "Kathleen", **born}).content.decode()
    assert "another year than that of the day" in other
    assert "Kathleen Whitcombe" not in other


def test_too_often_is_said_on_the_page(in_service: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_often(*args: Any, **more: Any) -> None:
        raise queries.SearchedTooOften

    monkeypatch.setattr("kith.people.queries.open_people_like", too_often)
    client = sign_in(in_service.users[Role.COORDINATOR])
    answer = client.post(reverse("people:find", args=[in_service.child.pk]), {"name": "Kathleen"})
    assert answer.status_code == 429
    assert "searched very often" in answer.content.decode()


def test_another_services_people_are_not_there(in_service: Cast, kathleen: Connection) -> None:
    stranger = in_service.stranger(Role.COORDINATOR)
    with scope.acting(stranger):
        assert queries.open_people_like(stranger, in_service.foreign_child, "Kathleen", NOW) == []


@pytest.mark.parametrize(("typed", "found"), [("", 0), ("ka", 0), ("k a .,", 0), ("kat", 1)])
def test_fewer_than_three_letters_find_nobody_and_are_no_search(
    in_service: Cast, kathleen: Connection, typed: str, found: int
) -> None:
    cora = in_service.actor(Role.COORDINATOR)
    assert len(queries.open_people_like(cora, in_service.child, typed, NOW)) == found
    assert AuditEvent.objects.filter(kind="people.searched").count() == found
