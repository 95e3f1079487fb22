"""SAFEGUARDING 19: of one who says no only keyed marks are kept; a failed candidate is purged, with proof."""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection as database
from django.test import Client
from django_tasks_db.models import DBTaskResult

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.domain.terms import FactSource, Layer, NewsKind, PersonAnswer, PersonFactKind, PersonStatus, ReachKind, Role
from kith.finding import actions, tasks
from kith.finding.models import Approach, Attempt, Evidence
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people import actions as people
from kith.people.models import Connection, Name, PersonFact, Reach
from kith.safety import actions as safety
from kith.safety import tasks as safety_tasks
from kith.safety.models import CareTaken, Clearance, LeadAlert, News, SaidNo
from kith.safety.presenters import protecting
from kith.safety.queries import said_no
from tests.apps.people import said
from tests.contracts.sweep.world import CANARIES, OWN, build
from tests.personas import NOW, TODAY, Cast

FILE = people.Says(FactSource.FILE, "page 14")
SECRET = ("Whitcombe", "01632 960 456", "1 Made-up Road", "Sure she is")


@pytest.fixture
def jean(in_service: Cast) -> Connection:
    """Somebody the child named, of whom more was found."""
    row = said.add(in_service, "Nan Jean", called="Nan Jean")
    cora = in_service.actor(Role.COORDINATOR)
    found(in_service, row, FILE)
    actions.add_evidence(
        cora, connection=row, kind=FactSource.FILE, who="page 14", words="Sure she is", on=TODAY, at=NOW
    )
    item = OutboxItem.objects.create(
        service=in_service.service, child=in_service.child, kind="letter", state="sent", needs="approach",
        person_id=row.person_id, recipient="Jean Whitcombe\n1 Made-up Road", body="Please ring.",
        queued_by=in_service.users[Role.COORDINATOR], released_by=in_service.users[Role.SAFEGUARDING_LEAD],
    )  # fmt: skip
    Approach.objects.create(
        service=in_service.service, child=in_service.child, connection=row, layer=Layer.FIRST.value, item=item,
        still_in_care=True, by=in_service.users[Role.COORDINATOR],
    )  # fmt: skip
    return row


def found(cast: Cast, row: Connection, says: people.Says) -> None:
    """What was found of a person: a name, a birth date, a number."""
    cora = cast.actor(Role.COORDINATOR)
    people.add_name(cora, connection=row, given=people.NameGiven("Jean Whitcombe"), says=says, at=NOW)
    born = people.FactGiven(PersonFactKind.BORN, year=1956)
    people.add_fact(cora, connection=row, given=born, says=says, at=NOW)
    phone = people.ReachGiven(ReachKind.PHONE, "01632 960 456")
    people.add_reach(cora, connection=row, given=phone, says=says, at=NOW)


def answer(cast: Cast, row: Connection, given: PersonAnswer) -> None:
    answered = actions.Answered(given, TODAY, words="Jean Whitcombe said no.")
    approach = Approach.objects.get(connection=row)
    actions.record_answer(cast.actor(Role.COORDINATOR), approach=approach, answered=answered, at=NOW)
    run_job(cast)


def run_job(cast: Cast) -> None:
    jobs = DBTaskResult.objects.filter(args_kwargs__args__0="finding.forget")
    for job in list(jobs):
        tasks.forget(cast.service.pk, **job.args_kwargs["args"][2])
    jobs.delete()


def tell_the_child(cast: Cast) -> None:
    """Somebody tells the child face to face."""
    News.objects.update(who_tells=cast.users[Role.COORDINATOR])
    news = News.objects.get()
    safety.mark_told(cast.actor(Role.COORDINATOR), news=news, words="He was sad.", at=NOW)
    run_job(cast)


def test_of_one_who_said_no_only_marks_are_kept_once_the_child_was_told(in_service: Cast, jean: Connection) -> None:
    answer(in_service, jean, PersonAnswer.DO_NOT_WRITE)
    assert SaidNo.objects.count() == 1  # at once
    assert Reach.objects.exists()  # the child is told first
    tell_the_child(in_service)
    assert not Reach.objects.exists()
    assert not PersonFact.objects.exists()
    assert not Evidence.objects.exists()
    assert [name.full for name in Name.objects.all()] == ["Nan Jean"]  # the child's own word
    item = OutboxItem.objects.get()
    assert (item.recipient, item.body) == ("Not kept", "Not kept")
    assert Approach.objects.get().answer == PersonAnswer.DO_NOT_WRITE.value
    kept = SaidNo.objects.get()
    assert len(kept.marks) == 3  # each name with the year, and the number
    assert all(len(mark) == 64 for mark in kept.marks)


def test_the_file_that_nobody_has_collected_goes_too(
    in_service: Cast, jean: Connection, tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.KITH_OUTBOX_FOLDER = str(tmp_path)
    item = OutboxItem.objects.get()
    file, other = tmp_path / f"{item.pk}.txt", tmp_path / f"{uuid.uuid4()}.txt"
    for one in (file, other):
        one.write_text("Jean Whitcombe\n1 Made-up Road\n\nPlease ring.\n")
    with django_capture_on_commit_callbacks(execute=True):
        answer(in_service, jean, PersonAnswer.DO_NOT_WRITE)
        tell_the_child(in_service)
        assert file.exists()  # not before the transaction is kept
    assert [one.name for one in tmp_path.iterdir()] == [other.name]
    event = AuditEvent.objects.filter(kind="person.forgotten").order_by("-seq")[0]
    assert event.codes["files"] == 1


def test_the_record_says_what_went_and_how_many_never_who(in_service: Cast, jean: Connection) -> None:
    answer(in_service, jean, PersonAnswer.DO_NOT_WRITE)
    tell_the_child(in_service)
    event = AuditEvent.objects.filter(kind="person.forgotten").order_by("-seq")[0]
    codes = {key: event.codes[key] for key in ("ways", "facts", "names", "evidence", "letters")}
    assert (codes, event.count) == ({"ways": 1, "facts": 1, "names": 1, "evidence": 1, "letters": 1}, 5)
    assert not any(word in json.dumps(event.codes) for word in SECRET)
    with database.cursor() as cursor:
        for table in ("safety_saidno", "people_name", "people_reach", "people_personfact"):
            cursor.execute(f"SELECT * FROM {table}")
            assert not any(word in str(cursor.fetchall()) for word in SECRET)


def test_what_was_written_beside_one_who_said_no_goes_too(in_service: Cast, jean: Connection) -> None:
    of = {"service": in_service.service, "child": in_service.child, "connection": jean}
    by, on = {"by": in_service.users[Role.SOCIAL_WORKER]}, {"on": TODAY, "at": NOW}
    Clearance.objects.create(
        **of,
        **by,
        at=NOW,
        kind="letter",
        answer="yes",
        until_on=TODAY + dt.timedelta(days=9),
        why="Jean Whitcombe is kind.",
        on=TODAY,
    )
    CareTaken.objects.create(**of, **by, **on, kind="trafficking", named="Jean Whitcombe", words="1 Made-up Road")
    answer(in_service, jean, PersonAnswer.DO_NOT_WRITE)
    tell_the_child(in_service)
    left = [News.objects.get().words, *CareTaken.objects.values_list("named", "words")[0]]
    left += Clearance.objects.values_list("why", "conditions", "checks")[0]
    assert [str(one) for one in left if one] == ["Not kept", "Not kept"]
    assert News.objects.get().told_words == "He was sad."


def test_what_stands_beside_another_row_of_the_same_person_goes_too(in_service: Cast, jean: Connection) -> None:
    again = said.add(in_service, "Jeannie", called="The lady from the market")
    cora = in_service.actor(Role.COORDINATOR)
    actions.add_evidence(
        cora, connection=again, kind=FactSource.FILE, who="page 9", words="Sure she is", on=TODAY, at=NOW
    )
    Clearance.objects.create(
        service=in_service.service, child=in_service.child, connection=again, by=in_service.users[Role.SOCIAL_WORKER],
        at=NOW, kind="letter", answer="yes", until_on=TODAY + dt.timedelta(days=9), why="Jean is kind.", on=TODAY,
    )  # fmt: skip
    people.merge_people(
        in_service.actor(Role.MANAGER), connection=jean, other=again, words="The market lady is Nan.", at=NOW
    )
    answer(in_service, jean, PersonAnswer.DO_NOT_WRITE)
    tell_the_child(in_service)
    assert not Evidence.objects.exists()
    assert Clearance.objects.get().why is None


def test_the_same_person_again_gets_no_letter_and_the_lead_alone_is_told(in_service: Cast, jean: Connection) -> None:
    answer(in_service, jean, PersonAnswer.UNWILLING)
    tell_the_child(in_service)
    again = said.add(in_service, called="Gran", child=said.second_child(in_service))
    found(in_service, again, said.CHILD_SAYS)  # taken as always
    safety_tasks.look_at_person(in_service.service.pk, str(again.pk))
    alert = LeadAlert.objects.get()
    assert alert.said_no is not None
    assert "asked not to be written to" in protecting.alert_row(alert).why
    letter = outbox.Letter(outbox.Kind.CANCELLATION, "Jean", "Please ring.", person_id=again.person_id)
    item = outbox.queue_item(in_service.actor(Role.COORDINATOR), child=again.child, letter=letter, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="asked not to be written to"):
        outbox.release_item(in_service.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)


@pytest.mark.parametrize("may", [True, False])
def test_the_lead_settles_that_one_whom_the_marks_fit_may_be_written_to_and_nobody_else_is(
    in_service: Cast, jean: Connection, sign_in: Callable[[User], Client], may: bool
) -> None:
    """She came back by herself, or it is her sister with the same number."""
    answer(in_service, jean, PersonAnswer.UNWILLING)
    tell_the_child(in_service)
    rows = [
        said.add(in_service, called="Gran", child=said.second_child(in_service, name)) for name in ("Alex", "Billie")
    ]
    for row in rows:
        found(in_service, row, said.CHILD_SAYS)
        safety_tasks.look_at_person(in_service.service.pk, str(row.pk))
    alert, lead = LeadAlert.objects.get(person=rows[0].person), sign_in(in_service.users[Role.SAFEGUARDING_LEAD])
    page = f"/safety/protected/alerts/{alert.pk}/"
    assert "Letters to this person may go" in lead.get(page).content.decode()
    lead.post(page, {"words": "She rang the office herself."} | ({"may_be_written_to": "on"} if may else {}))
    fit = [bool(said_no.find_said_no(in_service.service.pk, row.person_id)) for row in rows]
    assert fit == [not may, True]
    assert ("Letters to this person may go." in lead.get(page).content.decode()) is may
    if may:
        people.change_status(
            in_service.actor(Role.COORDINATOR), connection=rows[0], at=NOW,
            stands=people.Stands(PersonStatus.UNWILLING, TODAY, FactSource.RELATIVE, "No, after all."),
        )  # fmt: skip
        run_job(in_service)
        assert said_no.find_said_no(in_service.service.pk, rows[0].person_id), "a second no counts anew"


def test_of_a_failed_candidate_the_ways_the_evidence_and_the_letter_go_at_once(
    in_service: Cast, jean: Connection
) -> None:
    answer(in_service, jean, PersonAnswer.WRONG_PERSON)
    assert not Reach.objects.exists()
    assert not Evidence.objects.exists()
    assert OutboxItem.objects.get().recipient == "Not kept"
    assert not SaidNo.objects.exists()
    assert PersonFact.objects.exists()
    event = AuditEvent.objects.get(kind="person.forgotten")
    assert (event.count, event.codes["answer"]) == (3, "wrong_person")


def stands(cast: Cast, row: Connection, status: PersonStatus, source: FactSource = FactSource.RELATIVE) -> None:
    """Written down on the person's own page, not as the answer to a letter: Nan rang and said so."""
    row.refresh_from_db()
    given = people.Stands(status, TODAY, source, "Jean Whitcombe rang.")
    people.change_status(cast.actor(Role.COORDINATOR), connection=row, stands=given, at=NOW)
    run_job(cast)


@pytest.mark.parametrize("status", [PersonStatus.UNWILLING, PersonStatus.DO_NOT_WRITE])
def test_a_no_without_a_letter_is_news_and_kept_as_marks_too(
    in_service: Cast, jean: Connection, status: PersonStatus
) -> None:
    Approach.objects.all().delete()
    stands(in_service, jean, status)
    news = News.objects.get()
    assert (news.kind, news.connection_id, news.told_at) == (NewsKind.SAID_NO.value, jean.pk, None)
    assert news.words == "Jean Whitcombe rang."
    assert SaidNo.objects.count() == 1
    assert Reach.objects.exists()  # the child is told first
    tell_the_child(in_service)
    assert [table.__name__ for table in (Reach, Evidence, PersonFact) if table.objects.exists()] == []
    assert [name.full for name in Name.objects.all()] == ["Nan Jean"]


def test_whoever_is_written_down_as_one_who_said_no_is_marked_and_news(in_service: Cast) -> None:
    row = said.add(in_service, "Jean Whitcombe", says=FILE, status=PersonStatus.DO_NOT_WRITE)
    people.add_fact(
        in_service.actor(Role.COORDINATOR), connection=row, given=people.FactGiven(PersonFactKind.BORN, year=1956),
        says=FILE, at=NOW,
    )  # fmt: skip
    assert not News.objects.exists(), "the child said so and knows"
    run_job(in_service)
    assert SaidNo.objects.count() == 1


def test_a_no_is_one_piece_of_news_however_often_it_is_written_down(in_service: Cast, jean: Connection) -> None:
    answer(in_service, jean, PersonAnswer.UNWILLING)
    stands(in_service, jean, PersonStatus.DO_NOT_WRITE)
    assert [row.words for row in News.objects.all()] == ["Jean Whitcombe said no."]


def test_that_somebody_is_not_safe_is_news_too(in_service: Cast, jean: Connection) -> None:
    stands(in_service, jean, PersonStatus.UNSAFE_FOR_NOW)
    assert [row.kind for row in News.objects.all()] == [NewsKind.NOT_SAFE.value]
    assert not SaidNo.objects.exists()


@pytest.mark.parametrize("by_letter", [True, False])
def test_who_came_back_before_the_child_was_told_is_not_forgotten(
    in_service: Cast, jean: Connection, by_letter: bool
) -> None:
    if by_letter:
        answer(in_service, jean, PersonAnswer.UNWILLING)
    else:
        stands(in_service, jean, PersonStatus.UNWILLING)
    stands(in_service, jean, PersonStatus.WILLING)
    tell_the_child(in_service)
    assert Reach.objects.exists()
    assert Evidence.objects.exists()


def test_a_yes_keeps_everything(in_service: Cast, jean: Connection) -> None:
    answer(in_service, jean, PersonAnswer.WILLING)
    assert Reach.objects.exists()
    assert not AuditEvent.objects.filter(kind="person.forgotten").exists()


def test_what_serves_another_child_too_stays(in_service: Cast, jean: Connection) -> None:
    other: Any = Connection.objects.get(pk=jean.pk)
    other.pk, other.child = None, said.second_child(in_service)
    other.id = uuid.uuid4()
    other.save(force_insert=True)
    Reach.objects.update(for_child=None)
    answer(in_service, jean, PersonAnswer.WRONG_PERSON)
    assert Reach.objects.exists()


def test_somebody_of_whom_only_a_name_and_the_letter_are_known_is_found_again(
    in_service: Cast, jean: Connection
) -> None:
    Reach.objects.all().delete()
    PersonFact.objects.all().delete()
    OutboxItem.objects.update(recipient="Jean Whitcombe\n1 Made-up Road\nZZ1 1ZZ")
    answer(in_service, jean, PersonAnswer.DO_NOT_WRITE)
    tell_the_child(in_service)
    assert "Whitcombe" not in str(list(Name.objects.values_list("full", flat=True)))
    again = said.add(in_service, "Jean Whitcombe", child=said.second_child(in_service))
    letter = outbox.Letter(
        outbox.Kind.LETTER, "Jean Whitcombe\n1 Made-up Rd\nZZ1 1ZZ", "Hello.", person_id=again.person_id
    )
    item = OutboxItem.objects.create(
        service=in_service.service, child=again.child, kind=letter.kind, recipient=letter.recipient, body=letter.body,
        person_id=again.person_id, needs="approach", queued_by=in_service.users[Role.COORDINATOR],
    )  # fmt: skip
    assert said_no.find_said_no(in_service.service.pk, item.person_id)


@pytest.mark.parametrize("written_to", [True, False])
def test_a_candidate_who_was_the_wrong_one_is_purged_whether_written_to_or_not(
    in_service: Cast, jean: Connection, written_to: bool
) -> None:
    if not written_to:
        Approach.objects.all().delete()
    cora = in_service.actor(Role.COORDINATOR)
    people.remove_connection(cora, connection=jean, at=NOW)
    run_job(in_service)
    assert Reach.objects.exists(), "only taken off: everything stays"
    people.bring_back_connection(cora, connection=jean, at=NOW)
    people.remove_connection(cora, connection=jean, was_wrong=True, at=NOW)
    run_job(in_service)
    assert [table.__name__ for table in (Reach, Evidence, PersonFact) if table.objects.exists()] == []
    assert [name.full for name in Name.objects.all()] == ["Nan Jean"], "the child's own word"
    assert not SaidNo.objects.exists()
    event = AuditEvent.objects.get(kind="person.forgotten")
    assert (event.codes["names"], event.codes["facts"], event.codes["ways"]) == (1, 1, 1)


def test_nobody_is_purged_who_was_brought_back_before_the_job_ran(in_service: Cast, jean: Connection) -> None:
    cora = in_service.actor(Role.COORDINATOR)
    people.remove_connection(cora, connection=jean, was_wrong=True, at=NOW)
    people.bring_back_connection(cora, connection=jean, at=NOW)
    run_job(in_service)
    assert Reach.objects.exists()


# What stays beside one who said no: the child's own words, how the child was told, what the adoption agency asked and
# answered, and marks that say nothing.
STAYS = {
    "finding.LeadDecision.rests_on",
    "finding.NotesAnswer.mark",
    "finding.NotesAnswer.rule",
    "network.ChildSaid.checked_in_words",
    "network.ChildSaid.who_was_there",
    "network.FamilyFileAnswer.key",
    "network.TieQuality.words",
    "outbox.OutboxItem.about_person",
    "outbox.OutboxItem.carrier_ref",
    "outbox.OutboxItem.code",
    "safety.AdoptionRoute.agency",
    "safety.AdoptionRoute.came_of_it",
    "safety.AdoptionRoute.why",
    "safety.Clearance.childs_feeling",
    "safety.News.checked_in_words",
    "safety.News.told_words",
    "safety.News.where",
    "safety.News.with_whom",
}


def _is_beside(table: Any) -> bool:
    return any(one.name == "connection" and one.related_model is Connection for one in table._meta.fields)


@pytest.mark.long
def test_no_table_keeps_a_word_of_one_who_said_no_but_those_named(cast: Cast) -> None:
    """One row of every table stands beside the person, each text of it with a mark: also of tables to come."""
    world = build(cast)
    system = Actor.system(actions.FORGET, cast.service.pk)
    with scope.acting(system):
        News.objects.update(told_at=NOW)
        for table in (Name, PersonFact):
            table.objects.update(source=FactSource.FILE.value)
        row = Connection.objects.get(pk=world.ids[OWN]["people.Connection"])
        actions.forget_person(system, service=cast.service, connection=row, answer=PersonAnswer.DO_NOT_WRITE, at=NOW)
        beside = {table: table.objects.filter(connection=row) for table in apps.get_models() if _is_beside(table)}
        beside |= {table: table.objects.filter(person_id=row.person_id) for table in (Name, PersonFact, Reach)}
        beside |= {Attempt: Attempt.objects.filter(search__connection=row), OutboxItem: OutboxItem.objects.all()}
        left = {
            f"{table._meta.label}.{field.name}"
            for table, rows in beside.items()
            for one in rows.filter(service=cast.service)
            for field in table._meta.fields
            if isinstance(value := getattr(one, field.attname), str) and CANARIES[OWN] in value
        }
    assert left == STAYS
