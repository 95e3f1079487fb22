"""Whom notes leave out: each by name with the sentence, and with a way to say that this one matters."""

import pytest
from django.test import Client
from django.urls import reverse

from kith.domain.terms import NotesSay, Role
from kith.finding import actions
from kith.finding.models import CaseNotes, NotesAnswer
from kith.finding.queries import notes as queries
from kith.people.models import Connection, Name
from tests.apps.finding.test_notes import take_in, text_of
from tests.personas import NOW, Cast

TEACHER = "His teacher, Mr Okafor, is the only one who got him. "


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path) -> None:
    settings.KITH_STORE = str(tmp_path)


def left_out(cast: Cast, row: CaseNotes) -> dict[str, str]:
    through = queries.get_looked_through(cast.actor(Role.COORDINATOR), row)
    return {one.known.name: one.mark for one in through.workers}


def test_who_is_left_out_stands_there_by_name_with_the_sentence(in_service: Cast, cora: Client) -> None:
    mail = "From: Priya Shah\nTo: Tom Bright\n\nDear Tom,\nHis aunt Bev Harker rang.\nThanks, Priya\n"
    page = text_of(cora, reverse("finding:notes", args=[take_in(in_service, TEACHER + "\n\n" + mail).pk]))
    assert "3 left out, by name below" in page
    assert "only wrote or got a message: Mr Okafor, Priya Shah, Tom Bright." in page
    assert "Mr Okafor , is the only one who got him." in page
    assert page.count("This one matters") == 3


def test_one_who_matters_stands_among_those_named_and_can_be_added(in_service: Cast, cora: Client) -> None:
    row = take_in(in_service, TEACHER + "His aunt Bev Harker rang.")
    page, (mark,) = reverse("finding:notes", args=[row.pk]), left_out(in_service, row).values()
    assert "1 to be asked about." in cora.post(page, {"matters": [mark]}, follow=True).content.decode()
    assert left_out(in_service, row) == {}
    assert "only one who got him" in NotesAnswer.objects.get().sentence
    cora.post(page, {f"say-{mark}": "new"})
    assert Name.objects.get(person=Connection.objects.get().person).full == "Mr Okafor"


def test_one_who_matters_is_not_forgotten_by_one_press(in_service: Cast, cora: Client) -> None:
    row = take_in(in_service, TEACHER)
    page, (mark,) = reverse("finding:notes", args=[row.pk]), left_out(in_service, row).values()
    assert "forgotten for good" in cora.post(page, {"matters": [mark], "finish": "yes"}).content.decode()
    assert "Finished." in cora.post(page, {"finish": "yes"}, follow=True).content.decode()


def test_notes_that_name_workers_only_are_not_lost(in_service: Cast) -> None:
    row = take_in(in_service, TEACHER)
    assert (row.counts["people"], row.counts["left_out"]) == (0, 1)
    (mark,) = left_out(in_service, row).values()
    given = [actions.NotesAnswered(mark, NotesSay.ASK)]
    (kept,) = actions.answer_notes(in_service.actor(Role.COORDINATOR), notes=row, given=given, at=NOW)
    assert kept.answer == NotesSay.ASK.value
