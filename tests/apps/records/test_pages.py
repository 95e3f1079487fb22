"""Writing a note, copying it, and raising a concern, in the browser's own way."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.domain.terms import Role
from kith.records.models import CaseCopy, Concern, ConcernReader, Note
from tests.personas import Cast

SignIn = Callable[[User], Client]
DAY = {"happened_on_day": "14", "happened_on_month": "6", "happened_on_year": "2026"}


def client(cast: Cast, sign_in: SignIn, role: Role) -> Client:
    return sign_in(cast.users[role])


def write(cast: Cast, browser: Client, **sent: Any) -> Any:
    return browser.post(reverse("write_note", args=[cast.child.pk]), {**DAY, "words": "We met.", **sent})


def test_a_coordinators_note_is_a_session_note_unless_they_say_otherwise(in_service: Cast, sign_in: SignIn) -> None:
    browser = client(in_service, sign_in, Role.COORDINATOR)
    form = browser.get(reverse("write_note", args=[in_service.child.pk])).context["form"]
    assert form["stays_in_service"].value() is True
    answer = write(in_service, browser, stays_in_service="on", copy=form["copy"].value())
    assert answer["Location"] == reverse("record", args=[in_service.child.pk])
    assert Note.objects.get().stays_in_service
    assert "session notes are kept in the service" in CaseCopy.objects.get().words


def test_a_worker_cannot_hide_a_note_from_themselves(in_service: Cast, sign_in: SignIn) -> None:
    write(in_service, client(in_service, sign_in, Role.SOCIAL_WORKER), stays_in_service="on")
    assert not Note.objects.get().stays_in_service


def test_someone_else_needs_a_name(in_service: Cast, sign_in: SignIn) -> None:
    browser = client(in_service, sign_in, Role.SOCIAL_WORKER)
    assert "Write from whom this is kept" in write(in_service, browser, keep_from=["someone_else"]).content.decode()
    write(in_service, browser, keep_from=["mum", "someone_else"], keep_from_who="Uncle Ray")
    assert Note.objects.get().keep_from == ["mum", "Uncle Ray"]


def test_an_empty_note_is_not_saved(in_service: Cast, sign_in: SignIn) -> None:
    browser = client(in_service, sign_in, Role.SOCIAL_WORKER)
    assert "Write what happened" in write(in_service, browser, words="").content.decode()
    assert Note.objects.count() == 0


def test_a_copy_is_read_and_marked(in_service: Cast, sign_in: SignIn) -> None:
    browser = client(in_service, sign_in, Role.SOCIAL_WORKER)
    write(in_service, browser)
    copy = CaseCopy.objects.get()
    assert (
        "Lifelong Links, 14 June 2026: We met." in browser.get(reverse("records:copy", args=[copy.pk])).content.decode()
    )
    words = browser.get(reverse("records:copy", args=[copy.pk])).context["row"].words
    writer, on = in_service.users[Role.SOCIAL_WORKER].display_name, timezone.localdate(copy.made_at)
    assert words.startswith(f"CHILD {copy.child.reference}. {on.day} {on:%B %Y}. Written by {writer}.")
    browser.post(reverse("records:copied", args=[copy.pk]))
    assert "Everything is copied." in browser.get(reverse("records:copies")).content.decode()


def test_a_concern_is_raised_from_the_record_opened_and_settled(in_service: Cast, sign_in: SignIn) -> None:
    coordinator = client(in_service, sign_in, Role.COORDINATOR)
    record = coordinator.get(reverse("record", args=[in_service.child.pk])).content.decode()
    address = reverse("records:raise", args=[in_service.child.pk])
    assert address in record
    assert "ring 999" in coordinator.get(address).content.decode()
    coordinator.post(address, {"words": "Bruises."})
    concern = Concern.objects.get()
    assert coordinator.get(reverse("records:concern", args=[concern.pk])).status_code == 404
    lead = client(in_service, sign_in, Role.SAFEGUARDING_LEAD)
    listed = lead.get("/", follow=True).content.decode()
    assert "Robin" in listed
    assert "Bruises." not in listed
    assert "Bruises." in lead.get(reverse("records:concern", args=[concern.pk])).content.decode()
    reader = ConcernReader.objects.get(user=in_service.users[Role.SAFEGUARDING_LEAD])
    assert reader.opened_at is not None
    version = Concern.objects.get().version
    lead.post(reverse("records:settle", args=[concern.pk]), {"what_was_done": "Doctor seen.", "version": str(version)})
    assert "Doctor seen." in lead.get(reverse("records:concern", args=[concern.pk])).content.decode()


def test_a_concern_can_be_raised_from_any_page_without_a_child(in_service: Cast, sign_in: SignIn) -> None:
    worker = client(in_service, sign_in, Role.SOCIAL_WORKER)
    assert reverse("records:raise") in worker.get("/").content.decode()
    assert worker.post(reverse("records:raise"), {"words": ""}).status_code == 200
    answer = worker.post(reverse("records:raise"), {"words": "Something is wrong."}, follow=True)
    assert "It was sent" in answer.content.decode()
    assert Concern.objects.get().child is None


def test_the_page_says_whom_it_goes_to_and_what_happens_without_a_rota(in_service: Cast, sign_in: SignIn) -> None:
    coordinator = client(in_service, sign_in, Role.COORDINATOR)
    shown = coordinator.get(reverse("records:raise", args=[in_service.child.pk])).content.decode()
    assert (
        shown.index("ring 999")
        < shown.index("0800 1111")
        < shown.index("emergency number")
        < shown.index("What worries you?")
    )
    assert "to the child’s worker and to the safeguarding lead, whatever was agreed" in shown
    assert "No hours are set in which somebody reads this." in shown
    assert "Monday to Friday, 9am to 5pm counts: unopened for 15 minutes of that time" in shown
    lead = in_service.users[Role.SAFEGUARDING_LEAD]
    User.objects.filter(pk=lead.pk).update(is_active=False)
    shown = coordinator.get(reverse("records:raise")).content.decode()
    assert "This goes to the manager, whatever was agreed" in shown
    User.objects.filter(pk=in_service.users[Role.MANAGER].pk).update(is_active=False)
    assert "nobody would take this" in coordinator.get(reverse("records:raise")).content.decode()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.CARER, Role.PANEL])
def test_no_link_stands_where_it_would_lead_to_a_refusal(in_service: Cast, sign_in: SignIn, role: Role) -> None:
    browser = client(in_service, sign_in, role)
    may = browser.get(reverse("records:raise")).status_code == 200
    assert (reverse("records:raise") in browser.get("/").content.decode()) == may


def test_pages_of_another_teams_child_are_not_there(in_service: Cast, sign_in: SignIn) -> None:
    browser = client(in_service, sign_in, Role.SOCIAL_WORKER)
    for name in ("write_note", "records:raise"):
        assert browser.get(reverse(name, args=[in_service.other_team_child.pk])).status_code == 404


def test_what_waits_to_be_copied_is_listed_newest_first_and_mine_alone(in_service: Cast, sign_in: SignIn) -> None:
    browser = client(in_service, sign_in, Role.SOCIAL_WORKER)
    for words in ("The first.", "The second."):
        write(in_service, browser, words=words)
    first, second = CaseCopy.objects.order_by("made_at")
    CaseCopy.objects.filter(pk=first.pk).update(made_at=first.made_at - dt.timedelta(days=1), made_by=None)
    listed = browser.get(reverse("records:copies")).context["rows"]
    assert [row.copy_id for row in listed] == [second.pk, first.pk]
    mine = browser.get(reverse("records:copies"), {"mine": "1"}).context["rows"]
    assert [row.copy_id for row in mine] == [second.pk]
