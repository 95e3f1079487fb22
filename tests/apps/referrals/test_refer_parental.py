"""Answers of people with parental responsibility, and what a refusal stops (SAFEGUARDING 7)."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.children.models import CareEpisode
from kith.domain.terms import ParentalAnswer as Answered
from kith.domain.terms import Role
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.referrals import actions, queries
from kith.referrals.models import ParentalAnswer, Referral
from tests import standing
from tests.apps.referrals import made
from tests.personas import NOW, TODAY, Cast

ADVICE = actions.Settled("Counsel: may go on.", TODAY)
REASONS = actions.Settled(went_on_why="Mum fears her own brother only.")


def answer(
    cast: Cast, referral: Referral, given: Answered = Answered.NO, status: str = "V2", **more: object
) -> ParentalAnswer:
    values = {"holder": "Mum", "asked_on": TODAY, "words": "She is afraid.", **more}
    return actions.record_parental_answer(
        cast.actor(Role.SOCIAL_WORKER),
        referral=referral,
        given=actions.AnswerGiven(answer=given, legal_status=status, **values),
        at=NOW,
    )


def settle(cast: Cast, refusal: ParentalAnswer, given: actions.Settled) -> ParentalAnswer:
    return actions.settle_refusal(cast.actor(Role.MANAGER), refusal=refusal, given=given, at=NOW)


def test_a_refusal_by_agreement_stops_outward_steps_until_legal_advice(in_service: Cast) -> None:
    referral = made.referral(in_service)
    assert queries.outward_block(referral, TODAY) is None
    refusal = answer(in_service, referral)
    assert "legal advice" in (queries.outward_block(referral, TODAY) or "")
    with pytest.raises(gate.ActionBlocked, match="not in care under an order"):
        settle(in_service, refusal, REASONS)
    settle(in_service, refusal, ADVICE)
    assert queries.outward_block(referral, TODAY) is None


def test_under_a_care_order_the_manager_goes_on_with_reasons(in_service: Cast) -> None:
    referral = made.referral(in_service)
    refusal = answer(in_service, referral, status="C2")
    assert "a manager may go on" in (queries.outward_block(referral) or "")
    row = settle(in_service, refusal, REASONS)
    assert row.went_on_by == in_service.users[Role.MANAGER]
    assert queries.outward_block(referral) is None


def episode(cast: Cast, ls: str, decom: dt.date, dec: dt.date | None = None) -> None:
    CareEpisode.objects.create(
        service=cast.service, child=cast.child, decom=decom, dec=dec, rne="L", ls=ls, place="U6", year=2026,
        batch_number=1, line=1, raw_row_id=1,
    )  # fmt: skip


def test_going_on_under_an_order_ends_with_the_order(in_service: Cast) -> None:
    referral, later = made.referral(in_service), TODAY + dt.timedelta(days=10)
    episode(in_service, "C2", TODAY - dt.timedelta(days=400), later)
    refusal = answer(in_service, referral, status="C2")
    settle(in_service, refusal, REASONS)
    episode(in_service, "V2", later)
    assert queries.outward_block(referral, later - dt.timedelta(days=1)) is None
    assert "in care by agreement. Nothing goes out until legal advice" in (queries.outward_block(referral, later) or "")
    assert "legal advice" in (queries.outward_block(referral) or "")
    manager = in_service.actor(Role.MANAGER)
    with pytest.raises(gate.ActionBlocked, match="not in care under an order"):
        actions.settle_refusal(manager, refusal=refusal, given=REASONS, at=NOW + dt.timedelta(days=11))
    actions.settle_refusal(manager, refusal=refusal, given=ADVICE, at=NOW + dt.timedelta(days=11))
    assert queries.outward_block(referral, later) is None


def test_a_new_order_needs_a_new_decision(in_service: Cast) -> None:
    referral = made.referral(in_service)
    refusal = answer(in_service, referral, status="C2")
    settle(in_service, refusal, REASONS)
    episode(in_service, "V2", TODAY + dt.timedelta(days=10), TODAY + dt.timedelta(days=20))
    episode(in_service, "C2", TODAY + dt.timedelta(days=20))
    later = NOW + dt.timedelta(days=30)
    assert "a manager may go on" in (queries.outward_block(referral, later.date()) or "")
    actions.settle_refusal(in_service.actor(Role.MANAGER), refusal=refusal, given=REASONS, at=later)
    assert queries.outward_block(referral, later.date()) is None


def test_an_order_made_after_a_refusal_lets_the_manager_go_on(in_service: Cast) -> None:
    referral = made.referral(in_service)
    refusal = answer(in_service, referral, status="V2")
    episode(in_service, "C1", TODAY + dt.timedelta(days=5))
    at = NOW + dt.timedelta(days=6)
    actions.settle_refusal(in_service.actor(Role.MANAGER), refusal=refusal, given=REASONS, at=at)
    assert queries.outward_block(referral, at.date()) is None


def test_the_page_says_that_a_decision_ended_with_the_order(
    in_service: Cast, sign_in: Callable[[User], Client]
) -> None:
    referral = made.referral(in_service)
    settle(in_service, answer(in_service, referral, status="C2"), REASONS)
    episode(in_service, "V2", TODAY + dt.timedelta(days=1))
    page = sign_in(in_service.users[Role.MANAGER]).get(reverse("referrals:parents", args=[referral.pk]))
    assert "this decision no longer counts" in page.content.decode()


def test_a_letter_waits_again_when_the_order_ends(in_service: Cast) -> None:
    referral, coordinator = standing.has_agreed(in_service), in_service.actor(Role.COORDINATOR)
    person = standing.may_write_to(in_service)
    refusal = answer(in_service, referral, status="C2")
    settle(in_service, refusal, REASONS)

    def queue() -> OutboxItem:
        letter = standing.letter_to(person)
        return outbox.queue_item(coordinator, child=in_service.child, letter=letter, at=NOW)

    item = outbox.release_item(in_service.actor(Role.SAFEGUARDING_LEAD), item=queue(), at=NOW)
    episode(in_service, "V2", TODAY)
    with pytest.raises(gate.ActionBlocked, match="until legal advice is recorded"):
        queue()
    sender = Actor.system("outbox.send", in_service.service.pk)
    with pytest.raises(gate.ActionBlocked, match="until legal advice is recorded"):
        outbox.send_item(sender, item=item, at=NOW)
    item.refresh_from_db()
    assert item.state == "released"
    settle(in_service, refusal, ADVICE)
    assert outbox.send_item(sender, item=item, at=NOW).state == "sent"


def test_one_refusal_among_several_answers_is_enough(in_service: Cast) -> None:
    referral = made.referral(in_service)
    answer(in_service, referral, Answered.YES, holder="Dad")
    answer(in_service, referral, holder="Mum")
    answer(in_service, referral, Answered.UNSAFE_TO_ASK, holder="Gran", asked_on=None)
    assert queries.outward_block(referral, TODAY)


def test_a_later_yes_of_the_same_person_lifts_it_and_the_no_stays(in_service: Cast) -> None:
    referral = made.referral(in_service)
    answer(in_service, referral)
    answer(in_service, referral, Answered.YES, holder=" mum ")
    assert queries.outward_block(referral, TODAY) is None
    (mum,) = queries.list_holders(in_service.actor(Role.MANAGER), referral, TODAY)
    assert [row.answer for row in mum.earlier] == ["no"]


def test_a_new_refusal_needs_its_own_advice(in_service: Cast) -> None:
    referral = made.referral(in_service)
    settle(in_service, answer(in_service, referral), ADVICE)
    answer(in_service, referral, words="Still no.")
    assert queries.outward_block(referral, TODAY)


def test_at_18_a_parents_refusal_stops_nothing_and_at_16_it_is_asked_again(in_service: Cast) -> None:
    referral = made.referral(in_service)
    answer(in_service, referral)
    in_service.child.born_on = dt.date(2010, 8, 1)
    in_service.child.save()
    referral = Referral.objects.get()
    manager = in_service.actor(Role.MANAGER)
    (holder,) = queries.list_holders(manager, referral, dt.date(2026, 8, 1))
    assert "16th birthday" in (holder.ask_again or "")
    assert queries.outward_block(referral, dt.date(2028, 7, 31))
    assert queries.outward_block(referral, dt.date(2028, 8, 1)) is None


@pytest.mark.parametrize(
    ("given", "more", "said"),
    [
        (Answered.YES, {"asked_on": None}, "day on which"),
        (Answered.NO, {"asked_on": None}, "day on which"),
        (Answered.UNSAFE_TO_ASK, {"asked_on": None, "words": ""}, "unsafe"),
    ],
)
def test_record_parental_answer_says_what_is_missing(
    in_service: Cast, given: Answered, more: dict[str, object], said: str
) -> None:
    with pytest.raises(gate.ActionBlocked, match=said):
        answer(in_service, made.referral(in_service), given, **more)


def test_settle_refusal_is_the_managers_and_needs_something(in_service: Cast) -> None:
    refusal = answer(in_service, made.referral(in_service), status="C2")
    with pytest.raises(gate.NotPermitted):
        actions.settle_refusal(in_service.actor(Role.SOCIAL_WORKER), refusal=refusal, given=ADVICE, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="legal advice with its date"):
        settle(in_service, refusal, actions.Settled("Advice without a date."))
    with pytest.raises(scope.NotVisible):
        actions.settle_refusal(in_service.stranger(Role.MANAGER), refusal=refusal, given=ADVICE, at=NOW)


def test_only_a_refusal_is_settled(in_service: Cast) -> None:
    yes = answer(in_service, made.referral(in_service), Answered.YES)
    with pytest.raises(gate.ActionBlocked, match="Only a refusal"):
        settle(in_service, yes, ADVICE)


@pytest.mark.parametrize("role", [Role.PANEL, Role.SAFEGUARDING_LEAD, Role.ANALYST])
def test_record_parental_answer_is_refused_for_other_roles(in_service: Cast, role: Role) -> None:
    referral = made.referral(in_service)
    with pytest.raises((gate.NotPermitted, scope.NotVisible)):
        actions.record_parental_answer(
            in_service.actor(role), referral=referral, given=actions.AnswerGiven("Mum", Answered.NOT_ASKED_YET), at=NOW
        )


def test_the_day_of_asking_is_called_needed_where_it_is(in_service: Cast, sign_in: Callable[[User], Client]) -> None:
    referral = made.referral(in_service)
    address = reverse("referrals:parents", args=[referral.pk])
    page = sign_in(in_service.users[Role.MANAGER]).get(address).content.decode()
    asked = page[page.index("When were they asked?") :][:400]
    assert "optional" not in asked
    assert "Needed unless they were not asked." in asked
