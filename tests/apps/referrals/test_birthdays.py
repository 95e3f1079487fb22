"""At 16 and at 18 each consent is asked again: the child's own yes stays on record and no longer counts."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import gate, scope
from kith.access.action import REGISTRY, Asked
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.casework.presenters import people_sheet, record, today
from kith.children.models import Child
from kith.domain.terms import AgreementScope, Role
from kith.finding.presenters import trail
from kith.outbox import actions as outbox
from kith.outbox import tasks
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.referrals import queries
from kith.referrals.models import Agreement, Referral
from kith.referrals.queries import agreement as reads
from kith.referrals.queries.agreement import AnswerKept
from tests import standing
from tests.personas import NOW, TODAY, Cast

BIRTHDAY = TODAY + dt.timedelta(days=1)
ON_THE_DAY = NOW + dt.timedelta(days=1)
SIXTEEN = dt.date(BIRTHDAY.year - 16, BIRTHDAY.month, BIRTHDAY.day)
EIGHTEEN = dt.date(BIRTHDAY.year - 18, BIRTHDAY.month, BIRTHDAY.day)
SEARCH, APPROACH, TALK = AgreementScope.SEARCH, AgreementScope.APPROACH, AgreementScope.TALK
SignIn = Callable[[User], Client]


def born(cast: Cast, born_on: dt.date) -> None:
    cast.child.born_on = born_on
    cast.child.save()


@pytest.fixture
def agreed(in_service: Cast) -> Referral:
    """A young person who turns 16 tomorrow and said yes to finding and writing to Grandad."""
    born(in_service, SIXTEEN)
    return standing.has_agreed(in_service)


def letter_waiting(cast: Cast, *, released: bool) -> OutboxItem:
    person = Connection.objects.filter(called="Grandad").first() or standing.may_write_to(cast)
    item = outbox.queue_item(cast.actor(Role.COORDINATOR), child=cast.child, letter=standing.letter_to(person), at=NOW)
    if released:
        outbox.release_item(cast.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)
    return OutboxItem.objects.get(pk=item.pk)


@pytest.mark.parametrize("born_on", [SIXTEEN, EIGHTEEN])
def test_the_yes_stays_on_record_and_no_longer_counts_from_the_birthday_on(in_service: Cast, born_on: dt.date) -> None:
    born(in_service, born_on)
    referral = standing.has_agreed(in_service)
    actor = in_service.actor(Role.COORDINATOR)
    assert len(reads.answers_that_count(referral, TODAY)) == 3
    assert dict(reads.answers_that_count(referral, BIRTHDAY)) == {}
    kept = reads.list_answers_kept(actor, referral, BIRTHDAY)
    assert [one.answered.answer.value for one in kept] == ["yes", "yes", "yes"]
    assert not any(one.counts for one in kept)
    assert all(one.lapsed and one.is_latest for one in kept)
    assert Agreement.objects.count() == 3
    asked = reads.list_next_questions(actor, referral, ON_THE_DAY)
    assert [question.scope for question in asked] == [TALK]


def test_a_yes_given_on_the_birthday_counts(in_service: Cast, agreed: Referral) -> None:
    again = standing.said(TALK, on=BIRTHDAY)
    standing.say(in_service, agreed, again, minutes=24 * 60)
    counting = reads.answers_that_count(agreed, BIRTHDAY)
    assert [scope_given for scope_given, _ in counting] == [TALK]
    with pytest.raises(gate.ActionBlocked, match="look for someone"):
        standing.say(in_service, agreed, standing.said(APPROACH, on=BIRTHDAY, named="Grandad"), minutes=24 * 60)


def test_with_two_dates_of_birth_no_birthday_is_known(in_service: Cast, agreed: Referral) -> None:
    in_service.child.birth_date_conflict = True
    in_service.child.save()
    agreed = Referral.objects.get(pk=agreed.pk)
    assert len(reads.answers_that_count(agreed, BIRTHDAY)) == 3


@pytest.mark.parametrize("known", [{"born_on": None}, {"birth_date_conflict": True}], ids=["none", "two"])
def test_where_no_birthday_can_be_known_everybody_who_asks_is_told_and_what_to_do(
    in_service: Cast, agreed: Referral, sign_in: SignIn, known: dict[str, Any]
) -> None:
    Child.objects.filter(pk=in_service.child.pk).update(**known)
    told = "Nobody can be reminded when this child turns 16 or 18"
    record_page = reverse("record", args=[in_service.child.pk])
    for role, addresses in (
        (Role.COORDINATOR, [record_page, reverse("referrals:together", args=[agreed.pk]), "/"]),
        (Role.SOCIAL_WORKER, [record_page, reverse("referrals:parents", args=[agreed.pk])]),
    ):
        client = sign_in(in_service.users[role])
        for address in addresses:
            shown = " ".join(client.get(address, follow=True).content.decode().split())
            assert told in shown, (role, address)
            assert "children’s data team" in shown
    Child.objects.filter(pk=in_service.child.pk).update(born_on=SIXTEEN, birth_date_conflict=False)
    assert told not in sign_in(in_service.users[Role.COORDINATOR]).get(record_page).content.decode()


@pytest.mark.parametrize("needs", sorted({spec.needs for spec in REGISTRY.values() if spec.needs}))
def test_the_door_refuses_every_step_that_needs_a_yes(
    in_service: Cast, agreed: Referral, needs: AgreementScope
) -> None:
    rows = [standing.said(scope_said, named="Grandad") for scope_said in (AgreementScope.MEET,)]
    Agreement.objects.create(
        service=in_service.service, child=in_service.child, referral=agreed, scope=rows[0].scope, answer="yes",
        named="Grandad", named_digest="x", on=TODAY, at=NOW,
    )  # fmt: skip
    subject = OutboxItem(service_id=agreed.service_id, child_id=agreed.child_id, about_person="Grandad", needs=needs)
    actor = in_service.actor(Role.COORDINATOR)
    before, after = (Asked(actor, Permission.QUEUE_OUTBOX, subject, needs, "x.y", at) for at in (NOW, ON_THE_DAY))
    queries.agreement_is_given(before)
    with pytest.raises(gate.ActionBlocked, match="has not agreed"):
        queries.agreement_is_given(after)


def test_a_letter_that_waits_can_neither_be_released_nor_queued_nor_sent(
    in_service: Cast, agreed: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued = letter_waiting(in_service, released=False)
    released = letter_waiting(in_service, released=True)
    lead, system = in_service.actor(Role.SAFEGUARDING_LEAD), Actor.system("outbox.send", in_service.service.pk)
    with pytest.raises(gate.ActionBlocked, match="The child’s coordinator says whether"):  # to others no more (0024)
        outbox.release_item(lead, item=queued, at=ON_THE_DAY)
    with pytest.raises(gate.ActionBlocked, match="The child’s coordinator says whether"):
        outbox.send_item(system, item=released, at=ON_THE_DAY)
    letter = standing.letter_to(Connection.objects.get(called="Grandad"))
    with pytest.raises(gate.ActionBlocked, match="has not agreed"):
        outbox.queue_item(in_service.actor(Role.COORDINATOR), child=in_service.child, letter=letter, at=ON_THE_DAY)
    monkeypatch.setattr(timezone, "now", lambda: ON_THE_DAY)
    tasks.send_released(in_service.service.pk)
    released.refresh_from_db()
    assert (released.state, released.sent_at) == (OutboxItem.State.FROZEN, None)


def test_the_trail_and_the_sheet_no_longer_say_that_looking_may_go_on(in_service: Cast, agreed: Referral) -> None:
    person = standing.may_write_to(in_service)
    Connection.objects.filter(pk=person.pk).update(child_knows=True)
    actor = in_service.actor(Role.COORDINATOR)

    def seen(on: dt.date) -> tuple[bool, str]:
        checks = trail.trail_page(actor, person, on).search_checks
        (row,) = people_sheet.people_sheet(actor, in_service.child, on).rows
        return next(check.is_so for check in checks if "said yes" in check.text), row.next

    assert seen(TODAY) == (True, people_sheet.LOOK)
    assert seen(BIRTHDAY) == (False, people_sheet.ASK_TO_LOOK)


def test_the_record_and_the_together_pages_say_it_in_words(
    in_service: Cast, agreed: Referral, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    page = record.record_page(actor, in_service.child, BIRTHDAY, ON_THE_DAY)
    said = "Said yes at 15: ask again, now that the 16th birthday has come."
    assert [line.no_longer for line in page.agreed.now] == [said] * 3
    assert page.next_question == "Talk with me"
    before = record.record_page(actor, in_service.child, TODAY, NOW)
    assert [line.no_longer for line in before.agreed.now] == [""] * 3
    assert before.agreed.birthday == "Turns 16 on 16 June 2026: each yes is asked again from then on."

    monkeypatch.setattr(timezone, "now", lambda: ON_THE_DAY)
    client = sign_in(in_service.users[Role.COORDINATOR])
    shown = client.get(reverse("referrals:together", args=[agreed.pk])).content.decode()
    assert said in shown
    client.post(reverse("referrals:together_start", args=[agreed.pk]))
    for name in ("what_i_said", "end", "copy"):
        shown = client.get(reverse(f"referrals:together_{name}", args=[agreed.pk])).content.decode()
        assert "You were 15 then. Since your 16th birthday we ask you again." in shown, name
        assert "I changed my mind" not in shown


def test_today_lists_it_as_due_from_the_birthday_on_and_sees_it_coming(in_service: Cast, agreed: Referral) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    ahead = today.open_today(actor, TODAY, NOW)
    assert [line.why for line in ahead.running_out] == ["Turns 16: what was agreed is asked again."]
    assert ahead.promised == ()
    due = today.open_today(actor, BIRTHDAY, ON_THE_DAY)
    (line,) = due.promised
    assert line.when == "from 16 June 2026"
    assert line.why.startswith("Said yes before turning 16: ask again, one step at a time. Talk with me; ")
    assert line.why.count("Grandad") == 2
    assert due.running_out == ()
    standing.say(in_service, agreed, standing.said(TALK, on=BIRTHDAY), minutes=24 * 60)
    (line,) = today.open_today(actor, BIRTHDAY, ON_THE_DAY).promised
    assert "Talk with me" not in line.why


def test_nothing_of_this_is_told_to_those_who_may_not_know_of_a_no(in_service: Cast, agreed: Referral) -> None:
    """A "no" about a person replaces the yes; for those who may not know of it everything stays as it was."""
    others = (Role.SOCIAL_WORKER, Role.MANAGER)

    def seen(role: Role) -> list[AnswerKept]:
        with scope.acting(in_service.actor(role)):
            return reads.list_answers(in_service.actor(role), agreed, BIRTHDAY)

    before = {role: seen(role) for role in others}
    standing.say(in_service, agreed, standing.said(APPROACH, standing.AgreementAnswer.NO, named="Grandad"))
    assert {role: seen(role) for role in others} == before
    assert seen(Role.COORDINATOR) != before[Role.MANAGER]
