"""Referring a child: the facts kept, who may, coming back after an ending, and the safety answers."""

import datetime as dt

import pytest

from kith.access import gate, scope
from kith.audit.models import AuditEvent
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import AroseAt, ChildAnswer, Role
from kith.records.models import CaseCopy
from kith.referrals import actions, queries
from kith.referrals.models import Referral, SafetyAnswers, StageChange
from tests.personas import NOW, Cast

SAFE = actions.SafetyGiven("Nobody who must not know.", "Uncle Terry, to the child's sister.", "None.", "Not at night.")
LATER = NOW + dt.timedelta(days=30)


def refer(cast: Cast, role: Role = Role.SOCIAL_WORKER, **more: object) -> Referral:
    given = {"arose_at": AroseAt.REVIEW, "why": "Asks about her Nan.", "at": NOW, "given": SAFE, **more}
    return actions.refer_child(cast.actor(role), child=cast.child, **given)


@pytest.mark.parametrize(
    "role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.MANAGER], ids=lambda role: role.value
)
def test_refer_child_keeps_the_referral_its_first_move_and_the_safety_answers(in_service: Cast, role: Role) -> None:
    referral = refer(in_service, role)
    change = StageChange.objects.get(referral=referral)
    assert (referral.place, referral.made_on, referral.is_open) == ("referral", NOW.date(), True)
    assert (change.event, change.from_place, change.to_place) == ("referral.made", "identified", "referral")
    assert SafetyAnswers.objects.get(referral=referral).bottom_lines == "Not at night."
    assert set(CaseCopy.objects.values_list("kind", flat=True)) == {"referral.made", "safety.answered"}


def test_refer_child_leaves_ids_and_codes_in_the_audit_record_only(in_service: Cast) -> None:
    refer(in_service)
    event = AuditEvent.objects.get(kind="referral.made")
    assert event.codes == {"arose_at": "review", "by_the_child": False, "again": False}
    assert not any("Nan" in str(event.codes) for event in AuditEvent.objects.all())


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST, Role.PANEL, Role.CHILD], ids=lambda role: role.value)
def test_refer_child_is_refused_for_other_roles(in_service: Cast, role: Role) -> None:
    with pytest.raises((gate.NotPermitted, scope.NotVisible)):
        refer(in_service, role)
    assert not Referral.objects.exists()


def test_refer_child_of_another_team_or_service_is_not_there(in_service: Cast) -> None:
    for child in (in_service.other_team_child, in_service.foreign_child):
        with pytest.raises(scope.NotVisible):
            actions.refer_child(
                in_service.actor(Role.SOCIAL_WORKER), child=child, arose_at=AroseAt.VISIT, why="x", at=NOW
            )


def test_refer_child_twice_is_refused_in_words(in_service: Cast) -> None:
    refer(in_service)
    with pytest.raises(gate.ActionBlocked, match="still open"):
        refer(in_service, Role.MANAGER)


def test_a_child_who_said_no_can_come_back_on_the_same_referral(in_service: Cast) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    first = refer(in_service)
    no = {"reason": ChildAnswer.NO, "words": "Not for me.", "who_was_there": "Jo"}
    actions.move_referral(worker, referral=first, event="referral.declined", at=NOW, **no)
    assert not Referral.objects.get(pk=first.pk).is_open
    again = refer(in_service, by_the_child=True, at=LATER)
    assert (again.pk, again.place, again.is_open) == (first.pk, SideState.REOPENED.value, True)
    assert again.by_the_child
    assert again.made_on == NOW.date()
    assert queries.list_changes(worker, again).first().words == "Asks about her Nan."


def test_a_childs_own_request_needs_no_safety_answers(in_service: Cast) -> None:
    referral = refer(in_service, Role.MANAGER, given=None, by_the_child=True)
    assert referral.by_the_child
    assert not SafetyAnswers.objects.exists()


def test_answer_safety_keeps_earlier_answers_and_shows_the_latest_first(in_service: Cast) -> None:
    referral = refer(in_service)
    actor = in_service.actor(Role.SOCIAL_WORKER)
    actions.answer_safety(
        actor, referral=referral, given=actions.SafetyGiven("Dad.", "Dad, to Mum.", "Non-molestation order."), at=LATER
    )
    assert [row.must_not_know for row in queries.list_safety_answers(actor, referral)] == [
        "Dad.",
        "Nobody who must not know.",
    ]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SAFEGUARDING_LEAD], ids=lambda role: role.value)
def test_answer_safety_is_refused_for_other_roles(in_service: Cast, role: Role) -> None:
    referral = refer(in_service)
    with pytest.raises(gate.NotPermitted):
        actions.answer_safety(in_service.actor(role), referral=referral, given=SAFE, at=NOW)


def test_sealed_words_are_not_in_the_database_as_text(in_service: Cast) -> None:
    referral = refer(in_service)
    raw = Referral.objects.filter(pk=referral.pk).extra(select={"raw": "why"}).values_list("raw", flat=True).get()
    assert b"Nan" not in bytes(raw)


def test_get_latest_referral_prefers_the_open_one(in_service: Cast) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    assert queries.get_latest_referral(worker, in_service.child.pk) is None
    referral = refer(in_service)
    assert queries.get_latest_referral(worker, in_service.child.pk) == referral
    assert queries.get_place(referral) is Stage.REFERRAL
