"""An added model for notes: off by default, it only adds names, is marked, needs a yes, and stops nobody by failing."""

import logging
import re

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from kith.domain import casefiles
from kith.domain.terms import NotesSay, Role
from kith.finding import actions
from kith.finding.models import CaseNotes, NotesAnswer
from kith.finding.queries import notes as queries
from kith.people.models import Connection
from tests.apps.finding import name_model
from tests.personas import NOW, Cast

HERE = "tests.apps.finding.name_model"
TEXT = "Jean Harker, her nan, rang. We met zork quill by the shops. He was kind."
MARK = "Found by a model"


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path) -> None:
    settings.KITH_STORE = str(tmp_path)


def take_in(cast: Cast) -> CaseNotes:
    return actions.take_in_notes(cast.actor(Role.COORDINATOR), child=cast.child, text=TEXT, form="text", at=NOW)


def names(cast: Cast, row: CaseNotes) -> set[str | None]:
    through = queries.get_looked_through(cast.actor(Role.COORDINATOR), row)
    return {one.known.name for one in through.named}


def page(cast: Cast, sign_in, row: CaseNotes) -> str:
    client: Client = sign_in(cast.users[Role.COORDINATOR])
    text = client.get(reverse("finding:notes", args=[row.pk])).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_without_the_setting_the_rules_read_alone(in_service: Cast, sign_in, settings) -> None:
    assert settings.KITH_NAME_MODEL == ""
    row = take_in(in_service)
    assert names(in_service, row) == {"Jean Harker"}
    assert "model" not in row.counts
    assert MARK not in page(in_service, sign_in, row)


def test_it_adds_a_name_which_is_marked_and_in_no_record_before_a_yes(in_service: Cast, sign_in, settings) -> None:
    settings.KITH_NAME_MODEL = f"{HERE}.OneName"
    row = take_in(in_service)
    assert names(in_service, row) == {"Jean Harker", "zork quill"}
    assert not Connection.objects.exists()
    shown = page(in_service, sign_in, row)
    assert "An added model (tiny/1) looked for names too" in shown
    assert f"zork quill {MARK}" in shown
    assert shown.count(MARK) == 1
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), row)
    mark = next(one.mark for one in through.named if one.known.name == "zork quill")
    given = (actions.NotesAnswered(mark, NotesSay.NEW),)
    (made,) = actions.answer_notes(in_service.actor(Role.COORDINATOR), notes=row, given=given, at=NOW)
    assert (made.rule, made.sentence) == ("model:tiny/1", "We met zork quill by the shops.")
    assert Connection.objects.count() == 1


def test_a_model_with_a_long_name_is_kept_too(in_service: Cast, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.KITH_NAME_MODEL = f"{HERE}.OneName"
    monkeypatch.setattr(name_model.OneName, "version", "x" * 80)
    row = take_in(in_service)
    through = queries.get_looked_through(in_service.actor(Role.COORDINATOR), row)
    mark = next(one.mark for one in through.named if one.known.name == "zork quill")
    given = (actions.NotesAnswered(mark, NotesSay.NOT),)
    actions.answer_notes(in_service.actor(Role.COORDINATOR), notes=row, given=given, at=NOW)
    assert len(NotesAnswer.objects.get().rule) == 40


@pytest.mark.parametrize("broken", ["Breaks", "GivesWords", "CannotBeMade"])
def test_a_model_that_fails_stops_nobody_and_its_words_reach_no_log(
    in_service: Cast, sign_in, settings, caplog: pytest.LogCaptureFixture, broken: str
) -> None:
    settings.KITH_NAME_MODEL = f"{HERE}.{broken}"
    with caplog.at_level(logging.ERROR):
        row = take_in(in_service)
    assert names(in_service, row) == {"Jean Harker"}
    assert "The added model could not be used" in page(in_service, sign_in, row)
    assert "The model of KITH_NAME_MODEL failed" in caplog.text
    assert "zork" not in caplog.text
    assert "Harker" not in caplog.text


def test_a_model_that_is_not_there_stops_the_start(settings) -> None:
    settings.KITH_NAME_MODEL = f"{HERE}.NoSuchModel"
    with pytest.raises(ImportError):
        apps.get_app_config("finding").ready()
    settings.KITH_NAME_MODEL = f"{HERE}.OneName"
    apps.get_app_config("finding").ready()


def test_what_a_model_alone_saw_can_be_told_from_what_a_rule_found() -> None:
    heard = casefiles.ask(name_model.OneName(), TEXT)
    found = casefiles.find_people(TEXT, "Robin", names_from=heard)
    assert {one.name: casefiles.seen_by(one.rule) for one in found} == {"Jean Harker": "", "zork quill": "tiny/1"}
    assert all(TEXT[one.start : one.end] == one.quote for one in found)
