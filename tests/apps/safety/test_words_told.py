"""Whoever writes a sealed value is told nothing; the safeguarding lead is told, once, wherever it was written."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image

from kith.access import action
from kith.domain.papers import clean
from kith.domain.terms import PaperKind, ReachKind, Role
from kith.people import actions as people
from kith.people.models import Connection
from kith.records import actions as records
from kith.records.actions import papers
from kith.safety import tasks
from kith.safety.models import LeadAlert
from kith.safety.queries import protected
from tests.apps.people import said
from tests.apps.safety.conftest import Be
from tests.domain import note_files
from tests.personas import NOW, TODAY, Cast

PHONE = "01632 960 456"


def seal(cast: Cast, nan: Connection, role: Role = Role.SOCIAL_WORKER) -> None:
    given = people.ReachGiven(ReachKind.PHONE, PHONE, is_sealed=True)
    people.add_reach(cast.actor(role), connection=nan, given=given, says=said.CHILD_SAYS, at=NOW)


def write(cast: Cast, words: str, role: Role = Role.COORDINATOR) -> None:
    records.write_note(
        cast.actor(role), child=cast.child, given=records.Written(words=words, happened_on=TODAY), at=NOW
    )


def run_jobs(cast: Cast) -> int:
    """Do every job about words that waits; how many there were."""
    jobs = list(DBTaskResult.objects.filter(args_kwargs__args__0="safety.tell_of_words"))
    for job in jobs:
        tasks.tell_of_words(cast.service.pk, **job.args_kwargs["args"][2])
    return len(jobs)


def test_the_lead_is_told_once_by_whom_and_of_what(in_service: Cast, be: Be, nan: Connection) -> None:
    seal(in_service, nan)
    for words in ("Ring 01632960456.", "She rang from 01632-960-456 again.", "Nothing to see."):
        write(in_service, words)
    assert run_jobs(in_service) == 4  # the sealing itself is looked at like everything else
    alert = LeadAlert.objects.get()
    assert (alert.by, alert.child, alert.person_id) == (
        in_service.users[Role.COORDINATOR], in_service.child, nan.person_id
    )  # fmt: skip
    page = be(Role.SAFEGUARDING_LEAD).get(reverse("safety:protected")).content.decode()
    assert "Sealed phone of one of their people was written in words by Coordinator Weald" in page
    assert PHONE not in page
    settled = be(Role.SAFEGUARDING_LEAD).post(
        reverse("safety:settle_alert", args=[alert.pk]), {"words": "Spoke with Cora."}
    )
    assert settled.status_code == 302
    assert len(protected.list_alerts(in_service.actor(Role.SAFEGUARDING_LEAD))) == 0
    write(in_service, "Once more: 01632 960456")
    run_jobs(in_service)
    assert LeadAlert.objects.count() == 2


def test_whoever_sealed_it_is_not_told_on(in_service: Cast, nan: Connection) -> None:
    seal(in_service, nan)
    write(in_service, f"Mum's number is {PHONE}", Role.SOCIAL_WORKER)
    run_jobs(in_service)
    assert not LeadAlert.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"words": PHONE},
        {"given": people.FactGiven(kind=None, words=f"at {PHONE}")},  # type: ignore[arg-type]
        {"several": [{"words": ("", f"ring {PHONE}")}]},
        {"files": [SimpleUploadedFile(f"mum {PHONE}.docx", b"PK")]},
    ],
)
def test_a_text_is_found_wherever_it_stands_in_what_was_given(
    in_service: Cast, nan: Connection, given: dict[str, Any]
) -> None:
    seal(in_service, nan)
    DBTaskResult.objects.all().delete()
    cora = in_service.actor(Role.COORDINATOR)
    action.look_at_words(cora, "records.write_note", in_service.child, given, NOW)
    run_jobs(in_service)
    assert LeadAlert.objects.count() == 1


def photo(words: str) -> bytes:
    exif, stream = Image.Exif(), io.BytesIO()
    exif[0x010E] = words
    Image.new("RGB", (8, 8), "red").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("scan.pdf", note_files.pdf(f"Ring Mum on {PHONE}")),
        ("photo.jpg", photo(f"Mum {PHONE}")),
        (f"mum {PHONE}.jpg", photo("a picture")),
    ],
)
def test_the_lead_is_told_of_what_stands_inside_a_paper(
    in_service: Cast, nan: Connection, name: str, data: bytes
) -> None:
    seal(in_service, nan)
    sent = papers.Sent(clean(name, data), PaperKind.LETTER, TODAY)
    papers.keep_paper(in_service.actor(Role.COORDINATOR), child=in_service.child, given=sent, at=NOW)
    run_jobs(in_service)
    assert LeadAlert.objects.count() == 1


FAMILY = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n0 @I1@ INDI\n1 NAME Bev /Marsh/\n{note}0 TRLR\n"
NAMED = b"Robin's aunt Bev Marsh came to see him on Sunday."


@pytest.mark.parametrize(
    ("page", "name", "data"),
    [
        ("network:family_files", "tree.ged", FAMILY.format(note=f"1 NOTE Ring {PHONE}\n").encode()),
        ("network:family_files", "tree.ged", FAMILY.format(note=f"1 NOTE Ring {PHONE}\n").encode("utf-16")),
        ("network:family_files", f"mum {PHONE}.ged", FAMILY.format(note="").encode()),
        ("finding:file", f"mum_{PHONE.replace(' ', '_')}.txt", NAMED),
        ("finding:file", "notes.txt", NAMED + f" Ring {PHONE}.".encode()),
    ],
)
def test_the_lead_is_told_of_what_stands_in_any_file_that_is_sent_and_in_its_name(
    in_service: Cast, be: Be, nan: Connection, page: str, name: str, data: bytes
) -> None:
    seal(in_service, nan)
    run_jobs(in_service)
    cora = be(Role.COORDINATOR)
    answer = cora.post(reverse(page, args=[in_service.child.pk]), {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 302
    run_jobs(in_service)
    assert LeadAlert.objects.count() == 1


def test_an_action_without_words_puts_no_job_in_the_queue(in_service: Cast, nan: Connection) -> None:
    DBTaskResult.objects.all().delete()
    people.note_child_knows(in_service.actor(Role.COORDINATOR), connection=nan, at=NOW, version=None)
    assert run_jobs(in_service) == 0
