"""What the file knows: notes are read, nobody in them becomes a person before a yes, and the text is not kept."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from kith.access import gate, scope
from kith.access.models import User
from kith.domain.terms import Certainty, FactSource, NameKind, NotesSay, PersonStatus, ReachKind, Role, Side
from kith.finding import actions, tasks
from kith.finding.models import CaseNotes, NotesAnswer
from kith.finding.queries import lead_facts
from kith.finding.queries import notes as queries
from kith.people import actions as people
from kith.people.models import Connection, Name
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

TEXT = (
    "03.02.14 - Placed with his maternal grandmother, Jean Harker. SW Tom Bright visited. He likes the garden.\n"
    "June 2019: Jean Harker rang twice. There is a no contact order against her brother Vic.\n"
    "04/05/2021 He asked whether Jean Harker still has the dog. Auntie Shaz sent a card.\n"
)


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path) -> None:
    settings.KITH_STORE = str(tmp_path)


def take_in(cast: Cast, text: str = TEXT, role: Role = Role.COORDINATOR) -> CaseNotes:
    return actions.take_in_notes(cast.actor(role), child=cast.child, text=text, form="text", at=NOW)


def marks(cast: Cast, row: CaseNotes) -> dict[str, str]:
    through = queries.get_looked_through(cast.actor(Role.COORDINATOR), row)
    return {one.known.name or one.known.relation: one.mark for one in through.named}


def answer(cast: Cast, row: CaseNotes, *given: actions.NotesAnswered) -> list[NotesAnswer]:
    return actions.answer_notes(cast.actor(Role.COORDINATOR), notes=row, given=given, at=NOW)


def test_taking_notes_in_makes_nobody_and_keeps_sentences_only_and_those_encrypted(in_service: Cast, tmp_path) -> None:
    row = take_in(in_service)
    assert not Connection.objects.exists()
    (stored,) = (tmp_path / "case-notes").iterdir()
    assert b"Harker" not in stored.read_bytes()
    kept = queries.NOTES.open_kept(row.stored_as, file_id=row.pk).decode()
    assert "Jean Harker" in kept
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), row)
    assert {"Jean Harker", "Shaz"} <= {(one.known.name or "").removeprefix("Auntie ") for one in through.named}
    assert (len(through.workers), row.counts["people"]) == (1, len(through.named))


def test_a_yes_adds_them_with_the_sentence_and_who_says_so(in_service: Cast) -> None:
    row = take_in(in_service)
    (made,) = answer(in_service, row, actions.NotesAnswered(marks(in_service, row)["Jean Harker"], NotesSay.NEW))
    nan = made.connection
    assert (nan.how_related, nan.side, nan.status) == ("mother’s mother", Side.MUM.value, PersonStatus.LOST_TOUCH.value)
    assert not nan.child_knows
    name = Name.objects.get(person=nan.person)
    assert (name.full, name.source, name.certainty) == ("Jean Harker", FactSource.FILE.value, Certainty.LIKELY.value)
    assert "Jean Harker" in made.sentence
    assert [kept.sentence for kept in queries.list_kept(in_service.actor(Role.COORDINATOR), nan)] == [made.sentence]


def test_the_same_as_somebody_here_keeps_the_name_that_the_notes_write(in_service: Cast) -> None:
    nan = said.add(in_service, "Jean Whitcombe", called="Nan Jean")
    row = take_in(in_service)
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), row)
    mark = marks(in_service, row)["Jean Harker"]
    assert nan.pk in {one.connection_id for one in through.here}
    answer(in_service, row, actions.NotesAnswered(mark, NotesSay.SAME, nan.pk))
    assert Connection.objects.count() == 1
    added = Name.objects.get(person=nan.person, full="Jean Harker")
    assert (added.kind, added.source) == (NameKind.ALIAS.value, FactSource.FILE.value)


@pytest.mark.parametrize(
    ("here", "is_alike"),
    [("Jean Harker", True), ("Jeanie Harker", True), ("Harker, Jean", True), ("Jean Whitcombe", False), ("Bob", False)],
)
def test_who_could_be_meant_is_shown(in_service: Cast, here: str, is_alike: bool) -> None:
    said.add(in_service, here)
    row = take_in(in_service)
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), row)
    jean = next(one for one in through.named if one.known.name == "Jean Harker")
    assert bool(jean.alike) is is_alike


def test_a_no_is_remembered_without_words_and_the_same_words_are_not_offered_again(in_service: Cast) -> None:
    row = take_in(in_service)
    mark = marks(in_service, row)["Jean Harker"]
    (no,) = answer(in_service, row, actions.NotesAnswered(mark, NotesSay.NOT))
    assert (no.sentence, no.connection_id) == (None, None)
    exact = take_in(in_service, "  ".join(TEXT.split(" ")))
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), exact)
    assert through.refused == 1
    assert mark not in {one.mark for one in through.named}
    with pytest.raises(gate.ActionBlocked, match="not in these notes"):
        answer(in_service, exact, actions.NotesAnswered(mark, NotesSay.NEW))


def test_to_ask_can_be_answered_later_and_nothing_twice(in_service: Cast) -> None:
    row = take_in(in_service)
    mark = marks(in_service, row)["Jean Harker"]
    answer(in_service, row, actions.NotesAnswered(mark, NotesSay.ASK))
    answer(in_service, row, actions.NotesAnswered(mark, NotesSay.NEW))
    assert NotesAnswer.objects.filter(ended_at=None).get().answer == NotesSay.NEW.value
    with pytest.raises(gate.ActionBlocked, match="answered already"):
        answer(in_service, row, actions.NotesAnswered(mark, NotesSay.NOT))
    assert Connection.objects.count() == 1


def test_somebody_beside_another_child_is_no_answer(in_service: Cast) -> None:
    row = take_in(in_service)
    mark = marks(in_service, row)["Jean Harker"]
    with pytest.raises(gate.ActionBlocked, match="who stands here"):
        answer(in_service, row, actions.NotesAnswered(mark, NotesSay.SAME, row.pk))


def test_in_the_end_the_rest_is_forgotten(in_service: Cast, tmp_path, django_capture_on_commit_callbacks) -> None:
    row = take_in(in_service)
    answer(in_service, row, actions.NotesAnswered(marks(in_service, row)["Jean Harker"], NotesSay.NEW))
    with django_capture_on_commit_callbacks(execute=True):
        actions.finish_notes(in_service.actor(Role.MANAGER), notes=row, at=NOW)
    assert list((tmp_path / "case-notes").iterdir()) == []
    row.refresh_from_db()
    assert queries.get_looked_through(in_service.actor(Role.COORDINATOR), row) is None
    assert NotesAnswer.objects.get().sentence
    with pytest.raises(gate.ActionBlocked, match="looked through already"):
        answer(in_service, row, actions.NotesAnswered("x", NotesSay.NEW))


def test_notes_in_which_nobody_is_named_are_refused(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked, match="Nobody was found"):
        take_in(in_service, "It rained all day and nothing happened.")
    assert not CaseNotes.objects.exists()


def test_only_whoever_took_them_in_looks_through_them(in_service: Cast) -> None:
    row = take_in(in_service)
    queries.open_notes(in_service.actor(Role.COORDINATOR), row.pk, NOW)
    for role in (Role.SOCIAL_WORKER, Role.MANAGER):
        with pytest.raises(scope.NotVisible):
            queries.open_notes(in_service.actor(role), row.pk, NOW)


def test_a_sealed_place_in_a_kept_sentence_is_covered_for_whoever_does_not_know_it(in_service: Cast) -> None:
    row = take_in(in_service, "His maternal grandmother, Jean Harker, lives at 12 Mill Lane, ME14 1XX.")
    (made,) = answer(in_service, row, actions.NotesAnswered(marks(in_service, row)["Jean Harker"], NotesSay.NEW))
    given = people.ReachGiven(ReachKind.ADDRESS, "12 Mill Lane, ME14 1XX", is_sealed=True)
    says = people.Says(FactSource.PROFESSIONAL)
    people.add_reach(in_service.actor(Role.MANAGER), connection=made.connection, given=given, says=says, at=NOW)
    with scope.acting(in_service.actor(Role.SOCIAL_WORKER)):
        assert "ME14 1XX" not in NotesAnswer.objects.get().sentence
    with scope.acting(in_service.actor(Role.COORDINATOR)):
        assert "ME14 1XX" in NotesAnswer.objects.get().sentence


def text_of(client: Client, path: str) -> str:
    answer_ = client.get(path)
    assert answer_.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer_.content.decode()).split())


@pytest.fixture
def cora(in_service: Cast, sign_in) -> Client:
    user: User = in_service.users[Role.COORDINATOR]
    return sign_in(user)


def test_pasted_notes_lead_to_who_is_named_and_a_yes_to_the_person(in_service: Cast, cora: Client) -> None:
    said.add(in_service, called="Auntie Shaz")
    path = reverse("finding:file", args=[in_service.child.pk])
    assert "Years of notes" in text_of(cora, path)
    sent = cora.post(path, {"text": TEXT})
    page = text_of(cora, sent.url)
    assert re.search(r"\d+ people, 1 perhaps here already, 1 of these nobody has looked for or written to", page)
    assert "Named 4 times, 2014 to 2021" in page or "Named 3 times, 2014 to 2021" in page
    assert "Check safety first: “no contact order” stands nearby" in page
    assert "1 left out, by name below" in page
    assert "Look for next: three, and why" in page
    row = CaseNotes.objects.get()
    jean, shaz = (f"say-{marks(in_service, row)[name]}" for name in ("Jean Harker", "Shaz"))
    refused = cora.post(sent.url, {jean: "new", shaz: "same"})
    assert "Choose whom this person is the same as" in refused.content.decode()
    assert Connection.objects.count() == 1
    here = Connection.objects.get()
    done = cora.post(sent.url, {jean: "new", shaz: "same", shaz.replace("say", "same"): str(here.pk)}, follow=True)
    assert "1 added, 1 put beside somebody here." in done.content.decode()
    nan = Connection.objects.exclude(pk=here.pk).get()
    assert "What the file says" in text_of(cora, reverse("finding:trail", args=[nan.pk]))
    cora.post(reverse("finding:notes_finish", args=[row.pk]))
    assert "Looked through." in text_of(cora, path)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "Paste the notes, or send a file"),
        ({"text": "Nan Jean rang.", "file": ("a.txt", b"Nan Jean rang.")}, "not both"),
        ({"file": ("a.doc", b"x")}, "older Word file"),
        ({"file": ("a.docx", b"x")}, "of another kind"),
        ({"file": ("a.txt", b"")}, "The file is empty"),
        ({"text": "Nothing happened."}, "Nobody was found"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_reason(
    in_service: Cast, cora: Client, given: dict[str, object], words: str
) -> None:
    sent = {key: SimpleUploadedFile(*one) if isinstance(one, tuple) else one for key, one in given.items()}
    answer_ = cora.post(reverse("finding:file", args=[in_service.child.pk]), sent)
    assert answer_.status_code == 200
    assert words in answer_.content.decode()
    assert not CaseNotes.objects.exists()


def test_who_has_a_name_comes_before_whoever_has_none(in_service: Cast, cora: Client) -> None:
    row = take_in(in_service, "The foster carer said he slept. " * 9 + "His aunt Bev Harker rang.")
    page = text_of(cora, reverse("finding:notes", args=[row.pk]))
    assert page.index("Named once") < page.index("Named 9 times"), "also where a file speaks of them less often"


def test_what_is_found_is_told_in_sentences(in_service: Cast, cora: Client) -> None:
    said.add(in_service, "Jeanie Harker")
    page = text_of(cora, reverse("finding:notes", args=[take_in(in_service).pk]))
    assert re.search(r"First name: nickname of \(Jean – Jeanie\)\. Speaks (strongly )?for it\.", page)
    assert "for]" not in page


def test_nobody_is_forgotten_by_one_press(in_service: Cast, cora: Client) -> None:
    """Finish saves what was chosen, and asks first where somebody has no yes or no: what is forgotten is gone."""
    row = take_in(in_service)
    page, mark = reverse("finding:notes", args=[row.pk]), marks(in_service, row)["Jean Harker"]
    chosen = {f"say-{mark}": "new", "finish": "yes"}
    asked = cora.post(page, chosen).content.decode()
    assert "Answer about everybody first, or tick that the rest is forgotten for good" in asked
    assert re.search(rf'id="id_say-{mark}-new" value="new" checked', asked), "what was chosen stands there still"
    row.refresh_from_db()
    assert row.stored_as
    assert not Connection.objects.exists()
    told = cora.post(page, {**chosen, "forget": "on"}, follow=True).content.decode()
    assert "1 added." in told
    assert "Finished." in told
    row.refresh_from_db()
    assert not row.stored_as
    assert Connection.objects.count() == 1


def test_whoever_is_to_be_asked_about_is_not_forgotten_by_one_press_either(in_service: Cast, cora: Client) -> None:
    row = take_in(in_service, "His aunt Bev Harker rang.")
    page, (mark,) = reverse("finding:notes", args=[row.pk]), marks(in_service, row).values()
    assert "forgotten for good" in cora.post(page, {f"say-{mark}": "ask", "finish": "yes"}).content.decode()
    assert "Finished." in cora.post(page, {f"say-{mark}": "not", "finish": "yes"}, follow=True).content.decode()


def test_notes_of_one_day_are_told_from_each_other_by_their_hour(in_service: Cast, cora: Client) -> None:
    first = take_in(in_service)
    CaseNotes.objects.filter(pk=first.pk).update(at=NOW - dt.timedelta(hours=2, minutes=5))
    take_in(in_service)
    page = text_of(cora, reverse("finding:file", args=[in_service.child.pk]))
    assert re.findall(r"15 June 2026, (\d\d:\d\d)", page) == ["11:00", "08:55"], "in local time, the newest first"


def test_notes_of_one_person_are_spoken_of_in_the_singular(in_service: Cast, cora: Client) -> None:
    row = take_in(in_service, "His aunt Bev Harker rang.")
    page = reverse("finding:notes", args=[row.pk])
    cora.post(reverse("finding:notes_finish", args=[row.pk]))
    assert "1 person was named in these notes." in text_of(cora, page)


def test_a_sent_file_is_read_like_pasted_notes(in_service: Cast, cora: Client) -> None:
    path = reverse("finding:file", args=[in_service.child.pk])
    cora.post(path, {"file": SimpleUploadedFile("notes.txt", TEXT.encode())})
    assert CaseNotes.objects.get().form == "text"


def test_the_page_explains_who_could_be_meant_and_names_the_rivals(in_service: Cast, cora: Client) -> None:
    said.add(in_service, "Jeanie Harker")
    said.add(in_service, "Jean Harker", called="Nan")
    page = text_of(cora, reverse("finding:notes", args=[take_in(in_service).pk]))
    assert "First name: the same (Jean)" in page
    assert "First name: nickname of (Jean \u2013 Jeanie)" in page
    assert "Could also be Jeanie Harker" in page
    assert "Could also be Jean Harker (Mum’s mum, beside Robin): agrees as well" in page
    assert page.count("would settle it best") == 2


def test_the_questions_do_not_grow_with_who_is_named(in_service: Cast, cora: Client) -> None:
    few = take_in(in_service)
    many = take_in(in_service, "".join(f"His uncle Bob{n:02} Stone{n:02} rang. " for n in range(40)).replace("0", "o"))
    counts = []
    text_of(cora, reverse("finding:notes", args=[few.pk]))  # the first opening is written down
    for row in (few, many):
        with CaptureQueriesContext(connection) as asked:
            text_of(cora, reverse("finding:notes", args=[row.pk]))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_kept_sentence_is_a_mention_for_look_for_next(in_service: Cast) -> None:
    row = take_in(in_service)
    (made,) = answer(in_service, row, actions.NotesAnswered(marks(in_service, row)["Jean Harker"], NotesSay.NEW))
    read = lead_facts.get_facts(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    mentions = [one for one in read.facts.mentions if one.of_file]
    assert [(one.note, read.connections[one.person].pk) for one in mentions] == [(str(row.pk), made.connection_id)]


def test_what_nobody_finished_in_time_is_discarded_and_it_is_told_how_many(
    in_service: Cast, cora: Client, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = take_in(in_service)
    jobs = DBTaskResult.objects.all()
    waiting = next(one for one in jobs if one.args_kwargs["args"][0] == "finding.discard_notes")
    assert waiting.run_after == row.at + dt.timedelta(days=28)
    page = reverse("finding:file", args=[in_service.child.pk])
    assert "is discarded" in text_of(cora, page)
    mark = next(iter(marks(in_service, row).values()))
    answer(in_service, row, actions.NotesAnswered(mark, NotesSay.NOT))
    named = row.counts["people"]
    with django_capture_on_commit_callbacks(execute=True):
        tasks.discard_notes(in_service.service.pk, notes=str(row.pk))
    row.refresh_from_db()
    assert (row.stored_as, row.counts["discarded"], row.finished_by) == ("", named - 1, None)
    assert list((tmp_path / "case-notes").iterdir()) == []
    whom = "1 person" if named == 2 else f"{named - 1} people"
    assert f"Nobody had answered about {whom}." in text_of(cora, page)
    tasks.discard_notes(in_service.service.pk, notes=str(row.pk))
    row.refresh_from_db()
    assert row.counts["discarded"] == named - 1
