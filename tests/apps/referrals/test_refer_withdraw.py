"""A worker does not withdraw alone (SAFEGUARDING 10)."""

import datetime as dt

import pytest

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.domain.pathway import MoveNotAllowed, SideState, Stage
from kith.domain.terms import PausedBy, Role, WithdrawalReason
from kith.records.models import CaseCopy
from kith.referrals import actions, queries
from kith.referrals.models import Referral, StageChange, Withdrawal
from kith.referrals.presenters import waiting, withdraw
from tests.apps.referrals import made
from tests.personas import NOW, TODAY, Cast

AGAIN = TODAY + dt.timedelta(days=60)
WHY = actions.Proposed(
    WithdrawalReason.HOME_FRAGILE, "The carers are thinking of giving notice.", "A settled home.", AGAIN
)
TOLD = actions.Told("Priya, in the garden", TODAY, "We wait until you have settled. Your wish stays.", TODAY, TODAY)


def propose(cast: Cast, place: Stage = Stage.DISCOVERY, role: Role = Role.SOCIAL_WORKER) -> Withdrawal:
    return actions.propose_withdrawal(cast.actor(role), referral=made.referral(cast, place), given=WHY, at=NOW)


def decide(cast: Cast, withdrawal: Withdrawal, *, agreed: bool, words: str = "I spoke to both.") -> Withdrawal:
    return actions.decide_withdrawal(
        cast.actor(Role.MANAGER), withdrawal=withdrawal, agreed=agreed, words=words, at=NOW, version=withdrawal.version
    )


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER])
def test_propose_withdrawal_changes_nothing_before_the_managers_yes(in_service: Cast, role: Role) -> None:
    withdrawal = propose(in_service, role=role)
    referral = Referral.objects.get()
    assert (referral.place, referral.is_open, withdrawal.agreed) == (Stage.DISCOVERY.value, True, None)
    assert list(queries.list_proposed_withdrawals(in_service.actor(Role.MANAGER))) == [withdrawal]


def test_a_proposal_does_not_end_a_pause(in_service: Cast) -> None:
    worker, referral = in_service.actor(Role.SOCIAL_WORKER), made.referral(in_service, Stage.DISCOVERY)
    pause = {"reason": PausedBy.CARER, "words": "Carer is ill.", "look_again_on": AGAIN}
    paused = actions.move_referral(worker, referral=referral, event="referral.paused", at=NOW, **pause).referral
    actions.propose_withdrawal(worker, referral=paused, given=WHY, at=NOW)
    assert Referral.objects.get().place == SideState.PAUSED.value


def test_decide_withdrawal_with_a_yes_ends_it_and_keeps_the_reason(in_service: Cast) -> None:
    decide(in_service, propose(in_service), agreed=True)
    referral = Referral.objects.get()
    change = StageChange.objects.get(event="referral.withdrawn")
    assert (referral.place, referral.is_open, referral.look_again_on) == (SideState.WITHDRAWN.value, False, AGAIN)
    assert (change.reason, change.words) == ("home_fragile", "I spoke to both.")
    assert StageChange.objects.filter(event="referral.agreed").exists()


def test_decide_withdrawal_with_a_no_lets_the_work_go_on(in_service: Cast) -> None:
    withdrawal = decide(in_service, propose(in_service), agreed=False)
    assert Referral.objects.get().place == Stage.DISCOVERY.value
    assert withdrawal.decision_words == "I spoke to both."
    with pytest.raises(gate.ActionBlocked, match="already"):
        decide(in_service, withdrawal, agreed=True)


def test_a_manager_cannot_withdraw_what_nobody_proposed(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    given = {"reason": WithdrawalReason.OTHER, "words": "x", "look_again_on": AGAIN}
    with pytest.raises(MoveNotAllowed, match="proposed by another person"):
        actions.move_referral(
            in_service.actor(Role.MANAGER), referral=referral, event="referral.withdrawn", at=NOW, **given
        )


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.COORDINATOR])
def test_decide_withdrawal_is_the_managers(in_service: Cast, role: Role) -> None:
    withdrawal = propose(in_service)
    with pytest.raises(gate.NotPermitted):
        actions.decide_withdrawal(in_service.actor(role), withdrawal=withdrawal, agreed=True, words="x", at=NOW)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.COORDINATOR])
def test_propose_withdrawal_is_the_workers(in_service: Cast, role: Role) -> None:
    referral = made.referral(in_service)
    with pytest.raises(gate.NotPermitted):
        actions.propose_withdrawal(in_service.actor(role), referral=referral, given=WHY, at=NOW)


def test_withdrawal_of_another_service_is_not_there(in_service: Cast) -> None:
    withdrawal = propose(in_service)
    stranger = in_service.stranger(Role.MANAGER)
    with pytest.raises(scope.NotVisible):
        actions.decide_withdrawal(stranger, withdrawal=withdrawal, agreed=True, words="x", at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.record_told(stranger, withdrawal=withdrawal, given=TOLD, at=NOW)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (actions.Proposed(WHY.reason, WHY.words, " ", AGAIN), "need to change"),
        (actions.Proposed(WHY.reason, "", "A settled home.", AGAIN), "words of its own"),
        (actions.Proposed(WHY.reason, WHY.words, "A settled home.", TODAY), "later date"),
    ],
    ids=["what would change it", "words", "a later date"],
)
def test_a_proposal_says_why_what_would_change_it_and_when(
    in_service: Cast, given: actions.Proposed, said: str
) -> None:
    with pytest.raises((gate.ActionBlocked, MoveNotAllowed), match=said):
        actions.propose_withdrawal(
            in_service.actor(Role.SOCIAL_WORKER), referral=made.referral(in_service), given=given, at=NOW
        )


def test_a_second_proposal_waits_for_the_first(in_service: Cast) -> None:
    withdrawal = propose(in_service)
    with pytest.raises(gate.ActionBlocked, match="waiting"):
        actions.propose_withdrawal(
            in_service.actor(Role.SOCIAL_WORKER), referral=withdrawal.referral, given=WHY, at=NOW
        )


def test_nobody_tells_the_child_before_the_managers_yes(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked, match="nothing to tell"):
        actions.record_told(in_service.actor(Role.COORDINATOR), withdrawal=propose(in_service), given=TOLD, at=NOW)


def test_record_told_finishes_it_step_by_step(in_service: Cast) -> None:
    manager, coordinator = in_service.actor(Role.MANAGER), in_service.actor(Role.COORDINATOR)
    withdrawal = decide(in_service, propose(in_service), agreed=True)
    assert list(queries.list_unfinished_withdrawals(manager)) == [withdrawal]
    with pytest.raises(gate.ActionBlocked, match="which words"):
        actions.record_told(
            coordinator, withdrawal=withdrawal, given=actions.Told(child_told_by="Priya", child_told_on=TODAY), at=NOW
        )
    actions.record_told(coordinator, withdrawal=withdrawal, given=actions.Told(advocate_offered_on=TODAY), at=NOW)
    assert list(queries.list_unfinished_withdrawals(manager)) == [withdrawal]
    kept = actions.record_told(coordinator, withdrawal=withdrawal, given=TOLD, at=NOW)
    assert kept.child_told_words == TOLD.child_told_words
    assert not queries.list_unfinished_withdrawals(manager).exists()
    assert CaseCopy.objects.filter(kind="withdrawal.told").count() == 2


def test_whoever_is_to_be_told_is_not_asked_to_tell_themselves(in_service: Cast) -> None:
    withdrawal = decide(in_service, propose(in_service), agreed=True)
    assert "tell the reviewing officer" in waiting.unfinished(withdrawal, Role.SOCIAL_WORKER).what
    to_the_officer = waiting.unfinished(withdrawal, Role.REVIEWING_OFFICER).what
    assert "tell the reviewing officer" not in to_the_officer
    assert "write down when you, the reviewing officer, were told" in to_the_officer


def test_nobody_seconds_their_own_proposal_though_they_lead_the_service_now(in_service: Cast) -> None:
    withdrawal = propose(in_service)
    worker = in_service.users[Role.SOCIAL_WORKER]
    worker.role = Role.MANAGER.value
    worker.save()
    with pytest.raises(MoveNotAllowed, match="proposed by another person"):
        actions.decide_withdrawal(Actor.of_user(worker), withdrawal=withdrawal, agreed=True, words="x", at=NOW)
    assert (Referral.objects.get().is_open, Withdrawal.objects.get().agreed) == (True, None)


def test_a_decision_without_words_says_none(in_service: Cast) -> None:
    withdrawal = decide(in_service, propose(in_service), agreed=False)
    manager = in_service.actor(Role.MANAGER)
    assert withdraw.withdrawal_row(manager, withdrawal).decided.endswith("2026: I spoke to both.")
    withdrawal.decision_words = None
    assert withdraw.withdrawal_row(manager, withdrawal).decided.endswith("did not agree on 15 June 2026")


def test_what_is_still_to_be_told_goes_when_the_child_is_referred_again(in_service: Cast) -> None:
    manager = in_service.actor(Role.MANAGER)
    withdrawal = decide(in_service, propose(in_service), agreed=True)
    assert list(queries.list_unfinished_withdrawals(manager)) == [withdrawal]
    made.referral(in_service, Stage.REFERRAL)
    assert not queries.list_unfinished_withdrawals(manager).exists()


def test_what_is_still_to_be_told_goes_when_the_same_referral_goes_on(in_service: Cast) -> None:
    manager = in_service.actor(Role.MANAGER)
    decide(in_service, propose(in_service), agreed=True)
    actions.move_referral(
        in_service.actor(Role.COORDINATOR),
        referral=Referral.objects.get(),
        event="referral.reopened",
        words="They asked again.",
        at=NOW,
    )
    assert not queries.list_unfinished_withdrawals(manager).exists()
