"""Sealed values in the wrong box, through the door and through the pages (abuse case B15 of security 1.3).

tests/domain/long/test_leaks.py tries the rules that know such a value again; here several hundred are written as people
write, kept by the action door, and read by somebody who may not know them; and every way of writing one goes through a
real page: typed, in a Word file, in a PDF, beside a picture, in a file's name.
"""

import random
from collections.abc import Callable, Iterator, Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kith.access import scope
from kith.domain.terms import Role
from kith.people import actions
from kith.people.models import Connection
from kith.records.models import Note
from kith.safety.models import LeadAlert
from tests.apps.people import said
from tests.apps.safety.around import sent_day
from tests.apps.safety.conftest import Be
from tests.apps.safety.test_words_told import NAMED, photo, run_jobs, write
from tests.domain import note_files
from tests.domain.long.test_leaks import LEAST_IN_TEXT, Leak, a_leak, each_form
from tests.personas import NOW, Cast

pytestmark = pytest.mark.long

THROUGH_THE_DOOR, IN_A_NOTE, IN_A_NAME = 300, 10, 3
NOBODYS = "01632 960 001"


def seal(cast: Cast, nan: Connection, leaks: list[Leak]) -> None:
    """The worker seals each of them."""
    for kind, value, _ in leaks:
        given = actions.ReachGiven(kind, value, is_sealed=True)
        actions.add_reach(cast.actor(Role.SOCIAL_WORKER), connection=nan, given=given, says=said.CHILD_SAYS, at=NOW)
    DBTaskResult.objects.all().delete()


def in_parts(leaks: Sequence[Leak], length: int) -> Iterator[Sequence[Leak]]:
    return (leaks[begin : begin + length] for begin in range(0, len(leaks), length))


def words(leaks: Sequence[Leak]) -> str:
    return " ".join(f"She said: {written}, since May." for _, _, written in leaks)


def told(cast: Cast) -> int:
    """Of how many sealed values the lead is told, once the jobs are done."""
    run_jobs(cast)
    return LeadAlert.objects.filter(reach__isnull=False).values("reach").distinct().count()


def test_what_is_sealed_is_covered_however_it_was_written_and_the_lead_is_told(
    in_service: Cast, nan: Connection
) -> None:
    dice = random.Random(15)
    leaks = [a_leak(dice) for _ in range(THROUGH_THE_DOOR)]
    seal(in_service, nan, leaks)
    for some in in_parts(leaks, IN_A_NOTE):
        write(in_service, f"{words(some)} Ring {NOBODYS}.")
    with scope.acting(in_service.actor(Role.REVIEWING_OFFICER)):
        read = [note.words for note in Note.objects.all()]
    assert sum(one.count("[sealed]") for one in read) >= LEAST_IN_TEXT * THROUGH_THE_DOOR
    assert all(NOBODYS in one for one in read), "a number that nobody sealed"
    left = [written for _, _, written in leaks if any(written in one for one in read)]
    assert len(left) <= (1 - LEAST_IN_TEXT) * THROUGH_THE_DOOR, left
    assert told(in_service) >= LEAST_IN_TEXT * THROUGH_THE_DOOR


# --- through the pages

Send = Callable[[Client, Cast, Sequence[Leak]], int]


def typed(cora: Client, cast: Cast, leaks: Sequence[Leak]) -> int:
    sent = {"words": words(leaks), **sent_day("happened_on", timezone.localdate())}
    return cora.post(reverse("write_note", args=[cast.child.pk]), sent).status_code


def in_a_word_file(cora: Client, cast: Cast, leaks: Sequence[Leak]) -> int:
    data = note_files.docx(note_files.paragraph(f"{NAMED.decode()} {words(leaks)}"))
    return cora.post(
        reverse("finding:file", args=[cast.child.pk]), {"file": SimpleUploadedFile("n.docx", data)}
    ).status_code


def a_paper(cora: Client, cast: Cast, name: str, data: bytes) -> int:
    sent = {
        "kind": "map",
        "words": "A map.",
        **sent_day("made_on", timezone.localdate()),
        "file": SimpleUploadedFile(name, data),
    }
    return cora.post(reverse("records:keep_paper", args=[cast.child.pk]), sent).status_code


def in_a_pdf(cora: Client, cast: Cast, leaks: Sequence[Leak]) -> int:
    escaped = words(leaks).replace("(", "\\(").replace(")", "\\)")
    return a_paper(cora, cast, "scan.pdf", note_files.pdf(escaped))


def beside_a_picture(cora: Client, cast: Cast, leaks: Sequence[Leak]) -> int:
    return a_paper(cora, cast, "photo.jpg", photo(words(leaks)))


def in_names(cora: Client, cast: Cast, leaks: Sequence[Leak]) -> int:
    names = [" and ".join(written for _, _, written in some) for some in in_parts(leaks, IN_A_NAME)]
    return max(a_paper(cora, cast, f"{name}.jpg", photo("a picture")) for name in names)


@pytest.mark.parametrize("send", [typed, in_a_word_file, in_a_pdf, beside_a_picture, in_names])
def test_every_way_of_writing_one_is_found_through_every_page(
    in_service: Cast, be: Be, nan: Connection, send: Send
) -> None:
    leaks = each_form(random.Random(send.__name__))
    seal(in_service, nan, leaks)
    assert send(be(Role.COORDINATOR), in_service, leaks) == 302
    assert told(in_service) == len(leaks)
