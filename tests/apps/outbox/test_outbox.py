"""Everything that leaves: only under a yes, only released by a person, never after a stop."""

import dataclasses
import datetime as dt
import stat
import uuid
from collections.abc import Callable
from functools import partial
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
from kith.domain.carrying import Way
from kith.domain.terms import AgreementAnswer, AgreementScope, RestrictionKind, Role
from kith.outbox import actions, tasks
from kith.outbox.actions import post_room
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.referrals.actions import stop
from kith.referrals.models import Stop
from kith.safety import actions as safety
from kith.safety.models import Clearance
from tests import standing
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
APPROACH = AgreementScope.APPROACH


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> Path:
    """The post room's folder, empty."""
    settings.KITH_OUTBOX_FOLDER = str(tmp_path / "outbox")
    return tmp_path / "outbox"


@pytest.fixture
def agreed(in_service: Cast) -> Cast:
    """A child who said yes to writing to Grandad, and a worker who said that it is safe."""
    standing.has_agreed(in_service)
    standing.may_write_to(in_service)
    return in_service


def letter_to_grandad() -> actions.Letter:
    return standing.letter_to(Connection.objects.get(called="Grandad"))


def queue(cast: Cast, letter: actions.Letter | None = None, role: Role = Role.COORDINATOR) -> OutboxItem:
    letter = letter or letter_to_grandad()
    return actions.queue_item(cast.actor(role), child=cast.child, letter=letter, at=NOW)


def release(cast: Cast, item: OutboxItem, role: Role = Role.SAFEGUARDING_LEAD) -> OutboxItem:
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
    letter = dataclasses.replace(letter_to_grandad(), **change)
    with pytest.raises(gate.ActionBlocked, match=words):
        queue(agreed, letter)
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("kind", OutboxItem.TO_A_PERSON)
@pytest.mark.parametrize("missing", [{"person_id": None}, {"contact_kind": None}])
def test_what_goes_to_a_person_names_the_person_so_that_safety_is_asked(
    agreed: Cast, kind: OutboxItem.Kind, missing: dict[str, Any]
) -> None:
    letter = dataclasses.replace(letter_to_grandad(), kind=kind)
    with pytest.raises(gate.ActionBlocked, match="written on the page of that person"):
        queue(agreed, dataclasses.replace(letter, **missing))
    assert queue(agreed, letter).state == "queued"


def test_no_other_kind_may_go_under_a_step_about_a_person_without_the_person(agreed: Cast) -> None:
    letter = actions.Letter(actions.Kind.EXPORT, "J. Doe", "Dear J.", APPROACH, "Grandad")
    with pytest.raises(gate.ActionBlocked, match="written on the page of that person"):
        queue(agreed, letter)


def test_a_letter_to_somebody_who_was_not_cleared_or_is_under_an_order_is_not_even_written(agreed: Cast) -> None:
    nan = connect(agreed.child, "Grandad", "Another Grandad")  # the child said yes to the word, nobody to this person
    with pytest.raises(gate.ActionBlocked, match="Nobody has answered"):
        queue(agreed, standing.letter_to(nan))
    cleared = Connection.objects.exclude(pk=nan.pk).get()
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "Order of today.", TODAY, cleared)
    safety.restrict(agreed.actor(Role.SOCIAL_WORKER), child=agreed.child, order=order, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="order"):
        queue(agreed, standing.letter_to(cleared))


def test_a_yes_to_safety_that_has_lapsed_is_asked_at_every_press_and_when_it_is_sent(agreed: Cast) -> None:
    """Nothing holds a letter on the day a clearance ends: the checks of each step do."""
    lead = agreed.actor(Role.SAFEGUARDING_LEAD)
    waits, held, goes = queue(agreed), queue(agreed), release(agreed, queue(agreed))
    OutboxItem.objects.filter(pk=held.pk).update(state=OutboxItem.State.FROZEN)
    Clearance.objects.update(until_on=TODAY + dt.timedelta(days=1))
    sender = Actor.system("outbox.send", agreed.service.pk)
    for press, item, who in (
        (actions.release_item, waits, lead),
        (actions.unfreeze_item, held, lead),
        (actions.send_item, goes, sender),
        (partial(actions.hand_over_item, way=Way.LETTER), goes, sender),
    ):
        with pytest.raises(gate.ActionBlocked, match="has run out"):
            press(who, item=item, at=NOW + dt.timedelta(days=1))


def test_only_what_was_let_go_is_sent_and_only_what_is_held_is_put_back(agreed: Cast, folder: Path) -> None:
    item = queue(agreed)
    with pytest.raises(gate.ActionBlocked, match="cannot be sent"):
        actions.send_item(Actor.system("outbox.send", agreed.service.pk), item=item, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="cannot be put back"):
        actions.unfreeze_item(agreed.actor(Role.MANAGER), item=item, at=NOW)
    assert not folder.exists()


def test_what_is_put_back_waits_to_be_let_go_anew(
    agreed: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    item = release(agreed, queue(agreed))
    OutboxItem.objects.update(state=OutboxItem.State.FROZEN)
    item.refresh_from_db()
    put_back = actions.unfreeze_item(agreed.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)
    send_all(agreed, django_capture_on_commit_callbacks)
    assert put_back.state == "queued"
    assert list(folder.iterdir()) == []


def test_nobody_lets_go_what_they_wrote_themselves(agreed: Cast) -> None:
    notice = actions.Letter(actions.Kind.CANCELLATION, "The school", "Not on Friday.")
    item = queue(agreed, notice, Role.MANAGER)
    with pytest.raises(gate.ActionBlocked, match="Somebody else"):
        release(agreed, item, Role.MANAGER)
    assert release(agreed, item, Role.SAFEGUARDING_LEAD).state == "released"


def test_the_form_for_other_letters_offers_no_letter_to_a_person(page: Cast, sign_in: SignIn) -> None:
    cora, address = sign_in(page.users[Role.COORDINATOR]), reverse("outbox:write", args=[page.child.pk])
    shown = cora.get(address).content.decode()
    assert 'value="legal_notice"' in shown
    for kind in OutboxItem.TO_A_PERSON:
        assert f'value="{kind.value}"' not in shown
        sent = {"kind": kind.value, "needs": "share_plan", "recipient": "J. Doe", "body": "Dear J."}
        assert cora.post(address, sent).status_code == 200
    with scope.acting(page.actor(Role.MANAGER)):
        assert not OutboxItem.objects.exists()


def test_the_database_itself_wants_a_step_a_person_and_a_person_who_released(agreed: Cast) -> None:
    item = queue(agreed)
    for wrong in ({"needs": ""}, {"state": "sent"}, {"person_id": None}):
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


def test_a_stop_about_one_person_holds_what_is_about_them_or_about_nobody_named_and_nothing_else(agreed: Cast) -> None:
    first = queue(agreed)
    items = {"grandad": first.pk}
    for about, needs in (("Aunt Bea", "approach"), ("", "share_plan"), ("", "")):
        row = OutboxItem.objects.get(pk=first.pk)
        row.pk, row.about_person, row.needs = uuid.uuid4(), about or None, needs
        row.kind = OutboxItem.Kind.LETTER if about else OutboxItem.Kind.LEGAL_NOTICE
        row.save(force_insert=True)
        items[about or needs or "anyway"] = row.pk
    pressed = stop.Pressed(stop.Reach.PERSON, Role.CHILD, named="my grandad")
    stop.stop_for_child(agreed.actor(Role.COORDINATOR), child=agreed.child, pressed=pressed, at=NOW)
    states = {name: OutboxItem.objects.get(pk=pk).state for name, pk in items.items()}
    assert states == {"grandad": "frozen", "Aunt Bea": "queued", "share_plan": "frozen", "anyway": "queued"}


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


def test_a_file_is_put_in_place_only_once_the_sending_is_kept(
    agreed: Cast, folder: Path, django_capture_on_commit_callbacks: Any
) -> None:
    item = release(agreed, queue(agreed))
    with django_capture_on_commit_callbacks(execute=True):
        actions.send_item(Actor.system("outbox.send", agreed.service.pk), item=item, at=NOW)
        assert [file.suffix for file in folder.iterdir()] == [".part"]
    assert [file.suffix for file in folder.iterdir()] == [".txt"]


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
    with pytest.raises(gate.ActionBlocked, match="not going out"):
        release(agreed, item)
    with pytest.raises(gate.ActionBlocked, match="cancelled"):
        actions.cancel_item(coordinator, item=item, at=NOW)
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


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.PRIVACY_OFFICER])
def test_letters_are_not_there_for_those_who_neither_write_nor_release_them(agreed: Cast, role: Role) -> None:
    """Whichever page asks: the wall stands in the reading, not in the page of the list alone."""
    queue(agreed)
    assert scope.visible(agreed.actor(Role.COORDINATOR), OutboxItem.objects).exists()
    assert not scope.visible(agreed.actor(role), OutboxItem.objects).exists()


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
        standing.may_write_to(cast)
    return cast


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_a_letter_is_written_by_one_and_released_by_another(page: Cast, sign_in: SignIn) -> None:
    coordinator, manager = (sign_in(page.users[role]) for role in (Role.COORDINATOR, Role.MANAGER))
    address = reverse("outbox:write", args=[page.child.pk])
    sent = {"kind": "export", "recipient": "The school", "body": "The plan."}
    assert "Say which step" in words(coordinator.post(address, sent))
    assert "Say which step" in words(coordinator.post(address, {**sent, "needs": "approach"}))
    item = coordinator.post(address, {**sent, "kind": "legal_notice"})["Location"]
    assert "Release it" not in words(coordinator.get(item))
    assert "Release it" in words(manager.get(item))
    # What would be refused is not offered, and the page says why.
    own = manager.post(address, {**sent, "kind": "legal_notice"})["Location"]
    assert "Release it" not in words(manager.get(own))
    assert "You cannot let it go now.</strong> Somebody else must read this" in words(manager.get(own))
    assert "Released. It leaves in a moment." in words(manager.post(f"{item}release/", {"version": 1}, follow=True))
    assert manager.post(f"{item}release/", {"version": 1}).status_code == 409
    assert "Cancelled." in words(coordinator.post(f"{item}cancel/", {"version": 2}, follow=True))


def test_a_letter_the_child_did_not_agree_to_gets_the_page_that_says_so(page: Cast, sign_in: SignIn) -> None:
    sent = {"kind": "export", "needs": "share_plan", "recipient": "The school", "body": "The plan."}
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
    assert shown.count("Sent for a check") == min(many, 25)
    assert "Doe" not in shown


def test_what_a_stop_refuses_is_not_offered_and_the_page_says_why(page: Cast, sign_in: SignIn) -> None:
    with scope.acting(page.actor(Role.MANAGER)):
        item = queue(page)
        pressed = stop.Pressed(Stop.Reach.EVERYTHING, Role.CHILD)
        stop.stop_for_child(page.actor(Role.COORDINATOR), child=page.child, pressed=pressed, at=NOW)
    manager = sign_in(page.users[Role.MANAGER])
    shown = words(manager.get(reverse("outbox:item", args=[item.pk])))
    assert "Put it back" not in shown
    assert "You cannot let it go now." in shown
    assert manager.post(reverse("outbox:unfreeze", args=[item.pk]), {"version": item.version + 1}).status_code == 409
