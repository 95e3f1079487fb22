"""The child's answers: what a yes needs, what a no does at once, who may know, and how the work moves."""

import datetime as dt

import pytest

from kith.access import gate, scope
from kith.access.action import Asked
from kith.access.permissions import Permission
from kith.audit.models import AuditEvent
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, HowShown, ParentalAnswer, Role
from kith.outbox.models import OutboxItem
from kith.records.models import CaseCopy
from kith.referrals import queries
from kith.referrals.actions import agreement
from kith.referrals.models import Agreement, Referral, StageChange, Stop
from kith.referrals.models import ParentalAnswer as ParentalRow
from kith.referrals.queries import agreement as reads
from tests import standing
from tests.personas import NOW, TODAY, Cast

TALK, FILE, SEARCH, APPROACH, MEET, CONFERENCE, SHARE_PLAN = AgreementScope
YES, NOT_NOW, NO = AgreementAnswer
said = standing.said


def asked(cast: Cast, subject: object, needs: AgreementScope | None) -> Asked:
    return Asked(cast.actor(Role.COORDINATOR), Permission.QUEUE_OUTBOX, subject, needs, "x.y", NOW)  # type: ignore[arg-type]


def letter_about(referral: Referral, person: str, needs: AgreementScope = APPROACH) -> OutboxItem:
    about = {"child_id": referral.child_id, "about_person": person, "needs": needs}
    return OutboxItem(service_id=referral.service_id, kind=OutboxItem.Kind.EXPORT, **about)


def test_yes_to_talking_moves_the_work_on(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    (row,) = standing.say(in_service, referral, said(TALK, childs_words="Yeah all right"))
    referral.refresh_from_db()
    assert referral.place == Stage.CONSENT_AND_SAFETY
    assert StageChange.objects.get(referral=referral).reason == "yes"
    assert (row.childs_words, row.how_shown, row.on) == ("Yeah all right", ["words"], TODAY)
    event = AuditEvent.objects.get(kind="agreement.recorded")
    assert (event.codes, event.words) == ({"scope": "talk", "answer": "yes"}, None)


def test_a_decision_is_copied_for_the_case_system_without_the_childs_own_words(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    standing.say(in_service, referral, said(TALK, childs_words="Only if Nan knows"))
    copy = CaseCopy.objects.get(kind="agreement")
    assert "Answer: yes." in copy.words
    assert "Jo, the foster carer" in copy.words
    assert "Nan" not in copy.words


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"how_shown": ()}, "how the child showed"),
        ({"who_was_there": " "}, "who was there"),
        ({"how_shown": (HowShown.BEHAVIOUR,)}, "who knows how"),
    ],
)
def test_a_yes_needs_how_we_know(in_service: Cast, missing: dict[str, object], words: str) -> None:
    referral = standing.referral_at(in_service)
    with pytest.raises(gate.ActionBlocked, match=words):
        standing.say(in_service, referral, said(TALK, **missing))
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(("born_on", "needed"), [(dt.date(2010, 6, 15), True), (dt.date(2010, 6, 16), False)])
def test_from_sixteen_a_yes_needs_how_we_know_that_the_young_person_can_decide(
    in_service: Cast, born_on: dt.date, needed: bool
) -> None:
    in_service.child.born_on = born_on
    in_service.child.save()
    referral = standing.referral_at(in_service)
    if needed:
        with pytest.raises(gate.ActionBlocked, match="From 16"):
            standing.say(in_service, referral, said(TALK, capacity=""))
    else:
        assert standing.say(in_service, referral, said(TALK, capacity=""))


@pytest.mark.parametrize("answer", [NO, NOT_NOW])
def test_a_no_is_kept_whatever_is_missing(in_service: Cast, answer: AgreementAnswer) -> None:
    referral = standing.referral_at(in_service)
    bare = agreement.Said(CONFERENCE, answer, TODAY)
    standing.say(in_service, referral, bare)
    assert Agreement.objects.get().answer == answer


def test_yes_to_all_is_not_possible(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    for scope_asked in (FILE, SEARCH, CONFERENCE):
        with pytest.raises(gate.ActionBlocked):
            standing.say(in_service, referral, said(scope_asked, named="Grandad"))
    standing.say(in_service, referral, said(TALK))
    with pytest.raises(gate.ActionBlocked, match="one person at a time"):
        standing.say(in_service, referral, said(SEARCH))
    with pytest.raises(gate.ActionBlocked, match="when it is next"):
        standing.say(in_service, referral, said(CONFERENCE))


def test_no_to_the_first_question_is_the_childs_choice_and_ends_the_work(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    standing.say(in_service, referral, said(TALK, NO))
    referral.refresh_from_db()
    assert (referral.place, referral.is_open) == (SideState.DECLINED, False)
    assert StageChange.objects.get(referral=referral).reason == "no"


def test_a_changed_mind_before_the_work_began_is_recorded_as_that(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    standing.say(in_service, referral, said(TALK), said(TALK, NO))
    assert StageChange.objects.filter(referral=referral).order_by("at").last().reason == "changed_mind"


def test_no_to_talking_later_stops_everything(in_service: Cast) -> None:
    referral = standing.has_agreed(in_service)
    standing.say(in_service, referral, said(TALK, NO))
    referral.refresh_from_db()
    assert referral.place == SideState.STOPPED_BY_CHILD
    assert Stop.objects.get().reach == Stop.Reach.EVERYTHING


def test_not_now_keeps_the_day_to_ask_again(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    again = TODAY + dt.timedelta(days=30)
    standing.say(in_service, referral, said(TALK, NOT_NOW, ask_again_on=again))
    referral.refresh_from_db()
    assert referral.place == Stage.CHILD_AGREEMENT
    actor = in_service.actor(Role.COORDINATOR)
    assert reads.list_next_questions(actor, referral, NOW) == []
    assert [q.scope for q in reads.list_next_questions(actor, referral, NOW + dt.timedelta(days=30))] == [TALK]


def test_withdraw_agreement_holds_the_letters_of_that_step_and_person_only(in_service: Cast) -> None:
    referral = standing.has_agreed(in_service)
    standing.say(in_service, referral, said(SEARCH, named="Aunt Bea"), said(APPROACH, named="Aunt Bea"), minutes=-20)
    for person in ("Grandad", "Aunt Bea"):
        letter_about(referral, person).save()
    actor = in_service.actor(Role.COORDINATOR)
    agreement.withdraw_agreement(actor, referral=referral, said=said(APPROACH, NO, named="grandad"), at=NOW)
    states = {item.about_person: item.state for item in OutboxItem.objects.all()}
    assert states == {"Grandad": "frozen", "Aunt Bea": "queued"}
    assert AuditEvent.objects.filter(kind="agreement.withdrawn").count() == 1


def test_withdraw_agreement_is_never_a_yes(in_service: Cast) -> None:
    referral = standing.has_agreed(in_service)
    with pytest.raises(gate.ActionBlocked):
        agreement.withdraw_agreement(in_service.actor(Role.COORDINATOR), referral=referral, said=said(TALK), at=NOW)


def test_no_about_a_person_is_seen_by_the_coordinator_only_and_not_copied(in_service: Cast) -> None:
    referral = standing.has_agreed(in_service)
    before = CaseCopy.objects.filter(kind="agreement").count()
    others = (Role.SOCIAL_WORKER, Role.MANAGER, Role.SAFEGUARDING_LEAD)

    def all_of(role: Role) -> tuple[object, object, object]:
        actor = in_service.actor(role)
        answers = reads.list_answers(actor, referral, TODAY), reads.list_answers_kept(actor, referral, TODAY)
        return *answers, reads.list_running(actor, referral, TODAY)

    as_seen = {role: all_of(role) for role in others}
    standing.say(in_service, referral, said(APPROACH, NO, named="Grandad"))
    assert CaseCopy.objects.filter(kind="agreement").count() == before

    def seen(role: Role) -> list[tuple[str, str]]:
        return [
            (kept.answered.scope.value, kept.answered.answer.value)
            for kept in reads.list_answers(in_service.actor(role), referral, TODAY)
        ]

    assert ("approach", "no") in seen(Role.COORDINATOR)
    # nobody else is told of the no: neither by its place nor by what would change because of it
    for role in others:
        assert all_of(role) == as_seen[role]
        assert ("approach", "no") not in seen(role)
    assert ("approach", "yes") in seen(Role.SOCIAL_WORKER)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.SAFEGUARDING_LEAD])
def test_record_agreement_is_refused_for_other_roles(in_service: Cast, role: Role) -> None:
    referral = standing.referral_at(in_service)
    with pytest.raises(gate.NotPermitted):
        standing.say(in_service, referral, said(TALK), role=role)
    assert AuditEvent.objects.get(kind="action.refused").codes["code"] == "not_permitted"


def test_record_agreement_of_a_stranger_or_another_team_is_not_there(in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    other = standing.referral_at(in_service, child=in_service.other_team_child)
    for actor, row in (
        (in_service.stranger(Role.COORDINATOR), referral),
        (in_service.actor(Role.COORDINATOR), other),
    ):
        with pytest.raises(scope.NotVisible):
            agreement.record_agreement(actor, referral=row, said=said(TALK), at=NOW)


# --- what the writing door asks


@pytest.mark.parametrize(("needs", "person"), [(SEARCH, "Grandad"), (APPROACH, "my grandad"), (None, "")])
def test_what_was_agreed_may_go_on(in_service: Cast, needs: AgreementScope | None, person: str) -> None:
    referral = standing.has_agreed(in_service)
    for check in (queries.agreement_is_given, queries.nothing_is_stopped):
        check(asked(in_service, letter_about(referral, person, needs or SEARCH), needs))


@pytest.mark.parametrize(("needs", "person"), [(SEARCH, "Aunt Bea"), (MEET, "Grandad"), (CONFERENCE, ""), (FILE, "")])
def test_what_was_not_agreed_may_not(in_service: Cast, needs: AgreementScope, person: str) -> None:
    referral = standing.has_agreed(in_service)
    with pytest.raises(gate.ActionBlocked, match="has not agreed"):
        queries.agreement_is_given(asked(in_service, letter_about(referral, person, needs), needs))


def test_a_yes_to_somebody_is_none_to_whoever_has_no_name_of_the_child(in_service: Cast) -> None:
    referral = standing.has_agreed(in_service)
    with pytest.raises(gate.ActionBlocked, match="First write down what the child calls this person"):
        queries.agreement_is_given(asked(in_service, letter_about(referral, "", SEARCH), SEARCH))


def test_nothing_is_agreed_without_an_open_referral(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked, match="no open referral"):
        queries.agreement_is_given(asked(in_service, in_service.child, SEARCH))


def test_a_pause_and_a_parents_no_hold_outward_steps(in_service: Cast) -> None:
    referral = standing.has_agreed(in_service)
    subject = asked(in_service, letter_about(referral, "Grandad"), APPROACH)
    queries.nothing_is_stopped(subject)
    row = ParentalRow.objects.create(
        service=in_service.service,
        child=in_service.child,
        referral=referral,
        holder="Mum",
        answer=ParentalAnswer.NO.value,
        legal_status="V2",
        asked_on=TODAY,
        at=NOW,
    )
    with pytest.raises(gate.ActionBlocked):
        queries.nothing_is_stopped(subject)
    row.delete()
    Referral.objects.filter(pk=referral.pk).update(place=SideState.PAUSED.value)
    with pytest.raises(gate.ActionBlocked, match="stopped or paused"):
        queries.nothing_is_stopped(subject)
