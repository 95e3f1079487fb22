"""Everything that leaves: only under a yes, only released by a person, never after a stop."""

import datetime as dt
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.domain.terms import AgreementAnswer, AgreementScope, Role
from kith.outbox import actions, tasks
from kith.outbox.actions import post_room
from kith.outbox.models import OutboxItem
from kith.referrals.actions import stop
from tests import standing
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
APPROACH = AgreementScope.APPROACH
LETTER = actions.Letter(actions.Kind.LETTER, "J. Doe\n1 Made-up Road", "Dear J., may we talk?", APPROACH, "Grandad")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """The post room's folder, empty."""
    settings.KITH_OUTBOX_FOLDER = str(tmp_path / "outbox")
    return tmp_path / "outbox"


@pytest.fixture
def agreed(in_service: Cast) -> Cast:
    """A child who said yes to writing to Grandad."""
    standing.has_agreed(in_service)
    return in_service


def queue(cast: Cast, letter: actions.Letter = LETTER, role: Role = Role.COORDINATOR) -> OutboxItem:
    return actions.queue_item(cast.actor(role), child=cast.child, letter=letter, at=NOW)


def release(cast: Cast, item: OutboxItem, role: Role = Role.MANAGER) -> OutboxItem:
    return actions.release_item(cast.actor(role), item=item, at=NOW)


def send_all(cast: Cast, capture: Any) -> None:
    with capture(execute=True):
        tasks.send_released(cast.service.pk)


def test_a_released_letter_leaves_as_a_file_that_says_nothing_outside(
    agreed: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    item = release(agreed, queue(agreed))
    send_all(agreed, django_capture_on_commit_callbacks)
    (file,) = folder.iterdir()
    assert file.name == f"{item.pk}.txt"
    assert file.read_text() == "J. Doe\n1 Made-up Road\n\nDear J., may we talk?\n"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    item.refresh_from_db()
    assert item.state == "sent"
    kinds = list(AuditEvent.objects.filter(kind__startswith="outbox.").order_by("seq").values_list("kind", flat=True))
    assert kinds == ["outbox.queued", "outbox.released", "outbox.sent"]
    assert not any("Doe" in str(event.codes) for event in AuditEvent.objects.all())


def test_what_nobody_released_does_not_leave(
    agreed: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    queue(agreed)
    send_all(agreed, django_capture_on_commit_callbacks)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"needs": None}, "which step"),
        ({"about_person": " "}, "one person at a time"),
        ({"about_person": "Aunt Bea"}, "has not agreed"),
        ({"needs": AgreementScope.CONFERENCE}, "has not agreed"),
    ],
)
def test_queue_item_goes_under_a_yes(agreed: Cast, change: dict[str, Any], words: str) -> None:
    letter = actions.Letter(**{**LETTER.__dict__, **change})
    with pytest.raises(gate.ActionBlocked, match=words):
        queue(agreed, letter)
    assert not OutboxItem.objects.exists()


def test_the_database_itself_wants_a_step_and_a_person_who_released(agreed: Cast) -> None:
    item = queue(agreed)
    for wrong in ({"needs": ""}, {"state": "sent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OutboxItem.objects.filter(pk=item.pk).update(**wrong)


def test_a_stop_between_release_and_sending_means_nothing_leaves(
    agreed: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    item = release(agreed, queue(agreed))
    pressed = stop.Pressed(stop.Reach.EVERYTHING, Role.CHILD)
    stop.stop_for_child(agreed.actor(Role.COORDINATOR), child=agreed.child, pressed=pressed, at=NOW)
    send_all(agreed, django_capture_on_commit_callbacks)
    item.refresh_from_db()
    assert item.state == "frozen"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_the_yes_is_asked_again_at_the_moment_of_sending(
    agreed: Cast, folder: Path, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    item = release(agreed, queue(agreed))
    settings.STOP_HOOKS = []  # as if the holding had failed: the check at the end must still hold
    referral = agreed.child.referrals.get()
    standing.say(agreed, referral, standing.said(APPROACH, AgreementAnswer.NO, named="Grandad"))
    send_all(agreed, django_capture_on_commit_callbacks)
    item.refresh_from_db()
    assert item.state == "frozen"
    assert list(folder.iterdir()) == []
    send_all(agreed, django_capture_on_commit_callbacks)
    assert AuditEvent.objects.filter(kind="action.refused").count() == 1


def test_nothing_is_left_behind_where_sending_was_rolled_back(
    agreed: Cast, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = release(agreed, queue(agreed))
    sender = Actor.system("outbox.send", agreed.service.pk)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr("kith.outbox.actions.items.action.note", fail)
        with pytest.raises(RuntimeError):
            actions.send_item(sender, item=item, at=NOW)
    item.refresh_from_db()
    assert item.state == "released"
    assert [file.suffix for file in folder.iterdir()] == [".part"]


def test_what_a_crash_interrupted_is_finished_or_removed(agreed: Cast, folder: Path) -> None:
    sent, held = release(agreed, queue(agreed)), release(agreed, queue(agreed))
    for item, state in ((sent, "sent"), (held, "frozen")):
        post_room.write_aside(item)
        OutboxItem.objects.filter(pk=item.pk).update(state=state)
    post_room.tidy(Actor.system("outbox.send", agreed.service.pk))
    assert [file.name for file in folder.iterdir()] == [f"{sent.pk}.txt"]


def test_cancel_item_keeps_it_on_record_and_a_sent_one_cannot_be_cancelled(agreed: Cast) -> None:
    coordinator = agreed.actor(Role.COORDINATOR)
    item = actions.cancel_item(coordinator, item=queue(agreed), at=NOW, version=1)
    assert (item.state, item.cancelled_by_id) == ("cancelled", coordinator.user_id)
    with pytest.raises(gate.ActionBlocked, match="cancelled"):
        release(agreed, item)
    with pytest.raises(action.StaleVersion):
        actions.cancel_item(coordinator, item=queue(agreed), at=NOW, version=9)


@pytest.mark.parametrize(
    ("role", "refusal"),
    [(Role.COORDINATOR, gate.NotPermitted), (Role.SOCIAL_WORKER, scope.NotVisible), (Role.ANALYST, scope.NotVisible)],
)
def test_release_item_is_refused_for_other_roles(agreed: Cast, role: Role, refusal: type[Exception]) -> None:
    item = queue(agreed)
    with pytest.raises(refusal):
        release(agreed, item, role)
    item.refresh_from_db()
    assert item.state == "queued"


def test_letters_of_another_service_are_not_there(agreed: Cast) -> None:
    item = queue(agreed)
    for act in (actions.release_item, actions.cancel_item, actions.unfreeze_item):
        with pytest.raises(scope.NotVisible):
            act(agreed.stranger(Role.MANAGER), item=item, at=NOW)


def test_only_the_job_sends(agreed: Cast) -> None:
    item = release(agreed, queue(agreed))
    with pytest.raises(gate.NotPermitted):
        actions.send_item(agreed.actor(Role.MANAGER), item=item, at=NOW)


# --- the pages


@pytest.fixture
def page(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The same with the clock standing still, and no service in force outside the requests."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with scope.acting(cast.actor(Role.MANAGER)):
        standing.has_agreed(cast)
    return cast


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_letter_is_written_by_one_and_released_by_another(page: Cast, sign_in: SignIn) -> None:
    coordinator, manager = (sign_in(page.users[role]) for role in (Role.COORDINATOR, Role.MANAGER))
    address = reverse("outbox:write", args=[page.child.pk])
    sent = {"kind": "letter", "recipient": "J. Doe", "body": "Dear J."}
    assert "Say which step" in words(coordinator.post(address, sent))
    assert "Say whom it is about" in words(coordinator.post(address, {**sent, "needs": "approach"}))
    item = coordinator.post(address, {**sent, "needs": "approach", "about_person": "Grandad"})["Location"]
    assert "Release it" not in words(coordinator.get(item))
    assert "Release it" in words(manager.get(item))
    assert "Released. It leaves in a moment." in words(manager.post(f"{item}release/", {"version": 1}, follow=True))
    assert manager.post(f"{item}release/", {"version": 1}).status_code == 409
    assert "Cancelled." in words(coordinator.post(f"{item}cancel/", {"version": 2}, follow=True))


def test_a_letter_the_child_did_not_agree_to_gets_the_page_that_says_so(page: Cast, sign_in: SignIn) -> None:
    sent = {"kind": "letter", "needs": "search", "about_person": "Aunt Bea", "recipient": "B. Doe", "body": "Dear B."}
    answer = sign_in(page.users[Role.COORDINATOR]).post(reverse("outbox:write", args=[page.child.pk]), sent)
    assert answer.status_code == 409
    assert "The child has not agreed to this step." in words(answer)


@pytest.mark.parametrize(
    ("role", "status"), [(Role.COORDINATOR, 200), (Role.SAFEGUARDING_LEAD, 200), (Role.SOCIAL_WORKER, 403)]
)
def test_the_list_is_for_those_who_write_or_release(page: Cast, sign_in: SignIn, role: Role, status: int) -> None:
    assert sign_in(page.users[role]).get(reverse("outbox:list")).status_code == status


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_needs_few_queries_and_shows_no_recipient(
    page: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], Any], many: int
) -> None:
    with scope.acting(page.actor(Role.MANAGER)):
        for minute in range(many):
            row = queue(page)
            OutboxItem.objects.filter(pk=row.pk).update(queued_at=NOW + dt.timedelta(minutes=minute))
    client = sign_in(page.users[Role.MANAGER])
    client.get(reverse("outbox:list"))
    with django_assert_max_num_queries(8):
        shown = words(client.get(reverse("outbox:list")))
    assert shown.count("Waiting to be released") == min(many, 25)
    assert "Doe" not in shown
