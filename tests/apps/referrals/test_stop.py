"""Stop and pause: what is held at once, what is not, who pressed, and starting again in person."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.casework.presenters import manager
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import AgreementScope, PausedBy, Role
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.records.models import CaseCopy
from kith.referrals.actions import stop
from kith.referrals.models import Referral, StageChange, Stop
from kith.referrals.queries import agreement, stops
from tests import standing
from tests.personas import NOW, TODAY, Cast

Reach, Kind = Stop.Reach, OutboxItem.Kind
APPROACH, SEARCH = AgreementScope.APPROACH, AgreementScope.SEARCH


def queue(
    cast: Cast, person: str = "Grandad", needs: AgreementScope | None = APPROACH, kind: str = "letter"
) -> OutboxItem:
    letter = outbox.Letter(Kind(kind), "J. Doe, 1 Made-up Road", "Dear J.", needs, person)
    if needs is not None:
        known = Connection.objects.filter(called=person).first() or standing.may_write_to(cast, person)
        letter = standing.letter_to(known, needs)
    return outbox.queue_item(cast.actor(Role.COORDINATOR), child=cast.child, letter=letter, at=NOW)


def press(cast: Cast, reach: str, role: Role = Role.COORDINATOR, **more: object) -> Stop:
    pressed = stop.Pressed(Reach(reach), Role.CHILD, **more)  # type: ignore[arg-type]
    return stop.stop_for_child(cast.actor(role), child=cast.child, pressed=pressed, at=NOW)


def states() -> dict[str, str]:
    return {f"{item.about_person or item.kind}/{item.needs}": item.state for item in OutboxItem.objects.all()}


@pytest.fixture
def with_letters(in_service: Cast) -> Cast:
    """Letters about two people, one of them released, and a neutral cancellation."""
    referral = standing.has_agreed(in_service)
    standing.say(
        in_service,
        referral,
        standing.said(SEARCH, named="Aunt Bea"),
        standing.said(APPROACH, named="Aunt Bea"),
        minutes=-20,
    )
    released = queue(in_service)
    outbox.release_item(in_service.actor(Role.SAFEGUARDING_LEAD), item=released, at=NOW)
    queue(in_service, needs=SEARCH)
    queue(in_service, "Aunt Bea")
    queue(in_service, "", None, "cancellation")
    return in_service


@pytest.mark.parametrize(
    ("reach", "more", "held"),
    [
        ("everything", {}, {"Grandad/approach", "Grandad/search", "Aunt Bea/approach"}),
        ("person", {"named": "my grandad"}, {"Grandad/approach", "Grandad/search"}),
        ("person", {"named": "Joe from the shop"}, {"Grandad/approach", "Grandad/search", "Aunt Bea/approach"}),
        ("step", {"scope": SEARCH}, {"Grandad/search"}),
    ],
)
def test_stop_for_child_holds_what_it_reaches_and_nothing_else(
    with_letters: Cast, reach: str, more: dict[str, object], held: set[str]
) -> None:
    press(with_letters, reach, **more)
    assert {name for name, state in states().items() if state == "frozen"} == held
    assert states()["cancellation/"] == "queued"


def test_nothing_outward_can_be_written_or_let_go_after_a_stop(with_letters: Cast) -> None:
    press(with_letters, "everything")
    with pytest.raises(gate.ActionBlocked):
        queue(with_letters, "Aunt Bea")
    manager = with_letters.actor(Role.MANAGER)
    for item in OutboxItem.objects.exclude(needs=""):
        for try_it in (outbox.release_item, outbox.unfreeze_item):
            with pytest.raises(gate.ActionBlocked):
                try_it(manager, item=item, at=NOW)


def test_a_neutral_cancellation_may_go_after_a_stop_released_by_a_person(with_letters: Cast) -> None:
    press(with_letters, "everything")
    item = OutboxItem.objects.get(kind="cancellation")
    released = outbox.release_item(with_letters.actor(Role.MANAGER), item=item, at=NOW)
    assert outbox.send_item(Actor.system("outbox.send", with_letters.service.pk), item=released, at=NOW).state == "sent"


def test_who_pressed_is_kept_and_the_coordinator_gets_in_touch_the_next_working_day(with_letters: Cast) -> None:
    friday = dt.datetime(2026, 6, 19, 16, tzinfo=dt.UTC)
    pressed = stop.Pressed(Reach.EVERYTHING, Role.CARER, words="Not in the mood for this.")
    row = stop.stop_for_child(
        with_letters.actor(Role.SOCIAL_WORKER), child=with_letters.child, pressed=pressed, at=friday
    )
    assert (row.pressed_by, row.written_by.role, row.words) == ("carer", "social_worker", "Not in the mood for this.")
    assert row.get_in_touch_by == dt.date(2026, 6, 22)
    coordinator = with_letters.actor(Role.COORDINATOR)
    assert [seen.id for seen in stops.list_to_get_in_touch(coordinator)] == [row.pk]
    stop.record_getting_in_touch(coordinator, stop=row, at=NOW, version=1)
    assert stops.list_to_get_in_touch(coordinator) == []
    row.refresh_from_db()
    assert row.lifted_at is None


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER])
def test_stop_of_everything_moves_the_work_whoever_writes_it_down(with_letters: Cast, role: Role) -> None:
    press(with_letters, "everything", role)
    referral = Referral.objects.get()
    assert (referral.place, referral.is_open) == (SideState.STOPPED_BY_CHILD, False)


def test_stop_by_a_role_without_such_a_move_holds_everything_all_the_same(with_letters: Cast) -> None:
    press(with_letters, "everything", Role.SAFEGUARDING_LEAD)
    assert Referral.objects.get().place == Stage.APPROACH
    assert "queued" not in {state for name, state in states().items() if name != "cancellation/"}
    with pytest.raises(gate.ActionBlocked):
        queue(with_letters)


def test_about_whom_a_stop_is_stays_between_the_child_and_the_coordinator(with_letters: Cast) -> None:
    press(with_letters, "person", named="Grandad", words="He shouted.")

    def seen(role: Role) -> stops.StopSeen:
        return stops.list_stops(with_letters.actor(role), with_letters.child)[0]

    assert seen(Role.COORDINATOR).what == "One person: Grandad"
    for role in (Role.SOCIAL_WORKER, Role.MANAGER):
        assert (seen(role).what, seen(role).named, seen(role).words) == ("One person", "", "")
    assert not any("Grandad" in copy.words for copy in CaseCopy.objects.filter(kind="stop"))
    assert not any("Grandad" in str(event.codes) for event in AuditEvent.objects.all())


def test_lift_stop_needs_words_and_lets_nothing_go_by_itself(with_letters: Cast) -> None:
    row = press(with_letters, "person", named="Grandad")
    coordinator = with_letters.actor(Role.COORDINATOR)
    with pytest.raises(gate.ActionBlocked, match="who spoke"):
        stop.lift_stop(coordinator, stop=row, words=" ", at=NOW)
    stop.lift_stop(coordinator, stop=row, words="Talked at his home with Jo; he wants to go on.", at=NOW, version=1)
    assert states()["Grandad/approach"] == "frozen"
    item = OutboxItem.objects.filter(state="frozen").first()
    with pytest.raises(gate.ActionBlocked, match="not going out"):
        outbox.unfreeze_item(with_letters.actor(Role.MANAGER), item=item, at=NOW)
    assert outbox.cancel_item(coordinator, item=item, at=NOW).state == "cancelled", "and is written anew"


def test_what_a_stop_of_a_step_held_is_put_back_once_it_is_lifted(with_letters: Cast) -> None:
    row = press(with_letters, "step", scope=AgreementScope.APPROACH)
    stop.lift_stop(with_letters.actor(Role.COORDINATOR), stop=row, words="Talked at home; go on.", at=NOW, version=1)
    item = OutboxItem.objects.filter(state="frozen").first()
    assert outbox.unfreeze_item(with_letters.actor(Role.MANAGER), item=item, at=NOW).state == "queued"


def test_after_a_stop_of_everything_the_child_is_asked_again_step_by_step(with_letters: Cast) -> None:
    row = press(with_letters, "everything")
    coordinator = with_letters.actor(Role.COORDINATOR)
    stop.lift_stop(
        coordinator, stop=row, words="At school, with Jo. Wants to try again.", at=NOW + dt.timedelta(days=9)
    )
    referral = Referral.objects.get()
    assert (referral.place, referral.is_open) == (Stage.CHILD_AGREEMENT, True)
    assert [q.scope for q in agreement.list_next_questions(coordinator, referral, NOW)] == [AgreementScope.TALK]
    with pytest.raises(gate.ActionBlocked, match="has not agreed"):
        queue(with_letters)


def test_pause_for_child_holds_everything_until_a_day(with_letters: Cast) -> None:
    referral = Referral.objects.get()
    day = TODAY + dt.timedelta(days=14)
    stop.pause_for_child(with_letters.actor(Role.COORDINATOR), referral=referral, look_again_on=day, at=NOW)
    referral.refresh_from_db()
    assert (referral.place, referral.look_again_on) == (SideState.PAUSED, day)
    assert "queued" not in {state for name, state in states().items() if name != "cancellation/"}
    with pytest.raises(gate.ActionBlocked):
        queue(with_letters)


@pytest.mark.parametrize(
    ("by", "reason", "says"),
    [
        (Role.CHILD, PausedBy.CHILD, "because the child asked"),
        (Role.SOCIAL_WORKER, PausedBy.SOCIAL_WORKER, "for the child, said by: social worker"),
        (Role.COORDINATOR, PausedBy.FOR_THE_CHILD, "for the child, said by: coordinator"),
    ],
)
def test_a_pause_is_put_down_to_whoever_said_it(with_letters: Cast, by: Role, reason: PausedBy, says: str) -> None:
    day = TODAY + dt.timedelta(days=14)
    actor = with_letters.actor(Role.COORDINATOR)
    stop.pause_for_child(actor, referral=Referral.objects.get(), look_again_on=day, at=NOW, pressed_by=by)
    assert StageChange.objects.get(to_place=SideState.PAUSED.value).reason == reason.value
    assert says in (CaseCopy.objects.get(kind="pause").words or "")


def test_stop_for_child_without_its_person_or_step_is_refused(with_letters: Cast) -> None:
    for reach, more in (("person", {"named": " "}), ("step", {})):
        with pytest.raises(gate.ActionBlocked):
            press(with_letters, reach, **more)


def test_stop_for_child_of_a_stranger_or_another_team_is_not_there(with_letters: Cast) -> None:
    pressed = stop.Pressed(Reach.EVERYTHING, Role.CHILD)
    for actor, child in (
        (with_letters.stranger(Role.COORDINATOR), with_letters.child),
        (with_letters.actor(Role.COORDINATOR), with_letters.other_team_child),
    ):
        with pytest.raises(scope.NotVisible):
            stop.stop_for_child(actor, child=child, pressed=pressed, at=NOW)


def test_stop_for_child_is_refused_for_a_role_that_works_with_no_child(with_letters: Cast) -> None:
    with pytest.raises(gate.NotPermitted):
        press(with_letters, "everything", Role.ANALYST)
    assert "frozen" not in states().values()


def test_every_hook_is_called_inside_the_transaction(with_letters: Cast, settings: object) -> None:
    settings.STOP_HOOKS = [*settings.STOP_HOOKS, "tests.apps.referrals.broken_hook.hold_nothing"]  # type: ignore[attr-defined]
    with pytest.raises(RuntimeError, match="this hook fails"):
        press(with_letters, "everything")
    assert not Stop.objects.exists()
    assert "frozen" not in states().values()


@pytest.mark.parametrize("reach", ["everything", "step", "person"])
def test_what_is_stopped_already_is_not_stopped_twice_and_no_word_is_lost(with_letters: Cast, reach: str) -> None:
    more: dict[str, object] = {"step": {"scope": AgreementScope.SEARCH}, "person": {"named": "Nan Jean"}}.get(reach, {})  # type: ignore[assignment]
    first = press(with_letters, reach, words="He is tired.", **more)
    again = press(with_letters, reach, Role.SOCIAL_WORKER, words="He said it at school too.", **more)
    press(with_letters, reach, **more)
    assert again.pk == first.pk
    assert Stop.objects.count() == 1
    assert str(Stop.objects.get().words) == "He is tired.\nHe said it at school too."
    assert CaseCopy.objects.filter(kind="stop").count() == 1
    at = NOW + dt.timedelta(hours=1)
    stop.lift_stop(with_letters.actor(Role.COORDINATOR), stop=Stop.objects.get(), words="At home.", at=at)
    assert not Stop.objects.filter(lifted_at__isnull=True).exists()
    assert press(with_letters, reach, **more).pk != first.pk, "after starting again it is a new stop"


def test_a_stop_of_another_person_or_step_is_its_own(with_letters: Cast) -> None:
    press(with_letters, "person", named="Nan Jean")
    press(with_letters, "person", named="Uncle Bob")
    press(with_letters, "step", scope=AgreementScope.SEARCH)
    press(with_letters, "step", scope=AgreementScope.TALK)
    press(with_letters, "everything")
    assert Stop.objects.count() == 5


@pytest.mark.parametrize(
    ("reach", "more"), [("everything", {}), ("person", {"named": "my grandad"})], ids=["everything", "one person"]
)
def test_the_manager_is_told_of_a_stop_on_the_first_page_and_not_about_whom(
    with_letters: Cast, sign_in: Callable[[User], Client], reach: str, more: dict[str, object]
) -> None:
    press(with_letters, reach, **more)
    client = sign_in(with_letters.users[Role.MANAGER])
    page = client.get(reverse("home")).content.decode()
    said = page[page.index(">Said stop<") :]
    assert manager.GET_IN_TOUCH in said
    assert reverse("record", args=[with_letters.child.pk]) in said
    assert "grandad" not in page
    record = client.get(reverse("record", args=[with_letters.child.pk])).content.decode()
    assert "Stopped: " in record
    stop.record_getting_in_touch(
        with_letters.actor(Role.COORDINATOR), stop=Stop.objects.get(), at=NOW, version=Stop.objects.get().version
    )
    assert ">Said stop<" not in client.get(reverse("home")).content.decode()
