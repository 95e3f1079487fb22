"""Photos and scans: kept encrypted and cleaned, seen like notes, held until looked through, taken away for good."""

import datetime as dt
import io
import re
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from PIL import Image

from kith.access import gate, scope
from kith.domain import papers
from kith.domain.terms import KeepFrom, PaperKind, Role
from kith.records import actions, queries, tasks
from kith.records.models import CaseCopy, Paper
from tests.personas import NOW, TODAY, Cast

WORDS = "Nan is in the middle, next to me."


@pytest.fixture(autouse=True)
def a_store_of_its_own(settings, tmp_path: Path) -> None:
    settings.KITH_STORE = str(tmp_path)


def photo(colour: str = "red") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(stream, "JPEG")
    return stream.getvalue()


def keep(cast: Cast, role: Role = Role.COORDINATOR, **given: object) -> Paper:
    values = {"cleaned": papers.clean("map.jpg", photo()), "kind": PaperKind.MAP, "made_on": TODAY, "words": WORDS}
    return actions.keep_paper(cast.actor(role), child=cast.child, given=actions.Sent(**(values | given)), at=NOW)


def files(settings) -> list[Path]:
    folder = Path(settings.KITH_STORE) / "papers"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_paper_is_kept_encrypted_and_comes_back_whole(in_service: Cast, settings) -> None:
    row = keep(in_service)
    (file,) = files(settings)
    assert file.stat().st_mode & 0o777 == 0o600
    assert b"\xff\xd8\xff" not in file.read_bytes()
    _, data = queries.open_paper_file(in_service.actor(Role.COORDINATOR), row.pk, NOW)
    assert Image.open(io.BytesIO(data)).size == (40, 20)


def test_a_paper_is_seen_like_a_note(in_service: Cast) -> None:
    """SAFEGUARDING 15: what stays in the service is not the worker's."""
    keep(in_service)
    keep(in_service, stays_in_service=True)
    for role, number in ((Role.SOCIAL_WORKER, 1), (Role.COORDINATOR, 2), (Role.MANAGER, 2), (Role.ANALYST, 0)):
        assert queries.list_papers(in_service.actor(role), in_service.child).count() == number, role


def test_an_answer_about_a_person_on_paper_is_the_coordinators_alone(in_service: Cast) -> None:
    """SAFEGUARDING 5: whoever keeps the photo, nothing of it goes out, and no worker and no manager opens it."""
    row = keep(in_service, Role.SOCIAL_WORKER, kind=PaperKind.ANSWER)
    assert row.stays_in_service
    assert not CaseCopy.objects.exists()
    for role, number in ((Role.SOCIAL_WORKER, 0), (Role.COORDINATOR, 1), (Role.MANAGER, 0)):
        assert queries.list_papers(in_service.actor(role), in_service.child).count() == number, role
    with pytest.raises(scope.NotVisible):
        queries.open_paper_file(in_service.actor(Role.MANAGER), row.pk, NOW)


def test_a_copy_for_the_case_system_says_that_it_is_there(in_service: Cast) -> None:
    keep(in_service, keep_from=(KeepFrom.MUM.value,))
    keep(in_service, stays_in_service=True)
    (copy,) = CaseCopy.objects.all()
    assert copy.words == (
        "Lifelong Links, 15 June 2026: A map of people, drawn on paper, kept as a picture. "
        f"{WORDS} Keep this from: Mum."
    )


def test_a_paper_of_tomorrow_is_refused_and_no_file_stays(in_service: Cast, settings) -> None:
    with pytest.raises(gate.ActionBlocked, match="today or earlier"):
        keep(in_service, made_on=TODAY + dt.timedelta(days=1))
    assert files(settings) == []


def test_what_is_taken_away_is_gone_and_its_story_stays(
    in_service: Cast, settings, django_capture_on_commit_callbacks
) -> None:
    row = keep(in_service)
    actor = in_service.actor(Role.COORDINATOR)
    with pytest.raises(gate.ActionBlocked, match="why"):
        actions.take_paper_away(actor, paper=row, words=" ", at=NOW)
    assert len(files(settings)) == 1
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_paper_away(actor, paper=row, words="The school’s name is on it.", at=NOW)
    assert files(settings) == []
    row.refresh_from_db()
    assert (row.state, row.taken_away_words, row.taken_away_by_id) == (
        "taken_away",
        "The school’s name is on it.",
        actor.user_id,
    )
    with pytest.raises(scope.NotVisible):
        queries.open_paper_file(actor, row.pk, NOW)
    with pytest.raises(gate.ActionBlocked, match="already"):
        actions.take_paper_away(actor, paper=row, words="Again", at=NOW)


# --- the virus scanner


class Scanner(threading.Thread):
    """Answers as ClamAV's daemon does; ``got`` is what was sent to it."""

    def __init__(self, answer: bytes) -> None:
        super().__init__(daemon=True)
        self.answer, self.got = answer, b""
        self.line = socket.create_server(("127.0.0.1", 0))
        self.where = f"127.0.0.1:{self.line.getsockname()[1]}"

    def run(self) -> None:
        asking, _ = self.line.accept()
        with asking, asking.makefile("rb") as sent:
            assert sent.read(10) == b"zINSTREAM\0"
            while size := struct.unpack(">I", sent.read(4))[0]:
                self.got += sent.read(size)
            asking.sendall(self.answer)
        self.line.close()


@pytest.fixture
def scanner(settings) -> Iterator[Callable[[bytes], Scanner]]:
    made: list[Scanner] = []

    def start(answer: bytes) -> Scanner:
        made.append(Scanner(answer))
        made[-1].start()
        settings.KITH_SCANNER = made[-1].where
        return made[-1]

    yield start
    for one in made:
        one.line.close()


def held(cast: Cast, settings) -> Paper:
    settings.KITH_SCANNER = "127.0.0.1:9"
    row = keep(cast)
    assert row.state == "held"
    with pytest.raises(scope.NotVisible):
        queries.open_paper_file(cast.actor(Role.COORDINATOR), row.pk, NOW)
    return row


def test_a_held_paper_is_seen_once_it_is_clean(in_service: Cast, settings, scanner) -> None:
    row = held(in_service, settings)
    asked = scanner(b"stream: OK\0")
    tasks.check_papers(in_service.service.pk)
    asked.join(5)
    _, data = queries.open_paper_file(in_service.actor(Role.COORDINATOR), row.pk, NOW)
    assert asked.got == data


def test_what_the_scanner_finds_is_destroyed(
    in_service: Cast, settings, scanner, django_capture_on_commit_callbacks
) -> None:
    row = held(in_service, settings)
    scanner(b"stream: Made-Up-Test FOUND\0")
    with django_capture_on_commit_callbacks(execute=True):
        tasks.check_papers(in_service.service.pk)
    row.refresh_from_db()
    assert (row.state, files(settings)) == ("refused", [])


@pytest.mark.parametrize("answer", [b"", b"INSTREAM size limit exceeded. ERROR\0"])
def test_a_scanner_that_gives_no_answer_leaves_it_held_and_is_asked_again(
    in_service: Cast, settings, scanner, answer
) -> None:
    row = held(in_service, settings)
    scanner(answer)
    tasks.check_papers(in_service.service.pk)
    row.refresh_from_db()
    assert row.state == "held"
    assert DBTaskResult.objects.filter(run_after__gt=NOW - dt.timedelta(days=3650)).exists()


def test_a_scanner_that_is_down_leaves_it_held(in_service: Cast, settings) -> None:
    row = held(in_service, settings)
    tasks.check_papers(in_service.service.pk)
    row.refresh_from_db()
    assert row.state == "held"


# --- pages


def send(browser: Client, cast: Cast, name: str, data: bytes, **more: str):
    form = {"kind": "map", "made_on_day": 14, "made_on_month": 6, "made_on_year": 2026, "words": WORDS}
    sent = {**form, "file": SimpleUploadedFile(name, data)}
    return browser.post(reverse("records:keep_paper", args=[cast.child.pk]), sent | more)


def test_a_photo_is_sent_and_stands_on_its_page(in_service: Cast, sign_in) -> None:
    browser = sign_in(in_service.users[Role.COORDINATOR])
    answer = send(browser, in_service, "Nan and Kayden at 5 Mill Lane.jpg", photo())
    page = browser.get(answer["Location"]).content.decode()
    assert f'alt="{WORDS}"' in page
    assert "Mill Lane" not in page
    picture = browser.get(re.search(r'<img class="kith-paper__picture" src="([^"]+)"', page).group(1))
    assert picture["Content-Type"] == "image/jpeg"
    assert picture["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in picture["Content-Security-Policy"]
    assert picture["Cache-Control"] == "no-store"


def test_a_worker_who_keeps_an_answer_is_told_who_opens_it(in_service: Cast, sign_in) -> None:
    browser = sign_in(in_service.users[Role.SOCIAL_WORKER])
    answer = send(browser, in_service, "stop.jpg", photo(), kind="answer")
    assert answer["Location"] == reverse("records:papers", args=[in_service.child.pk])
    page = browser.get(answer["Location"]).content.decode()
    assert "It is kept. Only the child’s coordinator can open it." in page
    assert PaperKind.ANSWER.label not in page


def test_a_file_that_is_no_picture_is_refused_with_the_reason(in_service: Cast, sign_in, settings) -> None:
    browser = sign_in(in_service.users[Role.COORDINATOR])
    page = send(browser, in_service, "map.jpg", b"<svg onload=alert(1)>").content.decode()
    assert "its name ends in .jpg but its content is of another kind" in page
    assert WORDS in page
    assert files(settings) == []
    assert not Paper.objects.exists()


def test_a_scan_is_handed_out_to_be_saved(in_service: Cast, sign_in) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    scan = io.BytesIO()
    writer.write(scan)
    browser = sign_in(in_service.users[Role.COORDINATOR])
    answer = send(browser, in_service, "scan.pdf", scan.getvalue())
    assert "Save the PDF (1 page)" in browser.get(answer["Location"]).content.decode()
    file = browser.get(reverse("records:paper_file", args=[Paper.objects.get().pk]))
    assert (file["Content-Type"], file["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="paper.pdf"',
    )


def test_a_stranger_finds_no_paper(in_service: Cast, sign_in) -> None:
    row = keep(in_service)
    browser = sign_in(in_service.strangers[Role.COORDINATOR])
    for page in ("paper", "paper_file", "take_away"):
        assert browser.get(reverse(f"records:{page}", args=[row.pk])).status_code == 404
