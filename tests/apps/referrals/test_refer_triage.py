"""How soon: accepted and decided in one go, the proposal kept, an override only with words."""

import datetime as dt
from typing import Any

import pytest

from kith.access import action, gate, scope
from kith.children.models import CareEpisode, EligibilityResult, EligibilityRun
from kith.domain import eligibility, triage
from kith.domain.pathway import MoveNotAllowed, SideState, Stage
from kith.domain.terms import ChildAnswer, HowSoon, Role, TriageReason
from kith.records.models import CaseCopy
from kith.referrals import actions, queries
from kith.referrals.models import Referral, StageChange, TriageDecision
from kith.referrals.presenters import deciding, waiting
from tests.apps.referrals import made
from tests.personas import NOW, TODAY, Cast

AGE_25 = {"kind": "age", "on": "2026-07-26", "years": 25}
KENT = eligibility.load_rules("kent-2018").text
IN_CARE = {"kind": "time_in_care", "on": "2026-08-14", "years": 3}
NOWHERE = {"batch_number": 1, "line": 1, "raw_row_id": 1}


def decide(cast: Cast, referral: Referral, given: actions.Decided, **more: object) -> TriageDecision:
    return actions.decide_how_soon(cast.actor(Role.MANAGER), referral=referral, given=given, **{"at": NOW, **more})


def test_decide_how_soon_accepts_and_keeps_both_moves(in_service: Cast) -> None:
    decide(in_service, made.referral(in_service), made.IN_TURN, version=1)
    referral = Referral.objects.get()
    moves = StageChange.objects.exclude(event="referral.made").order_by("at", "from_place")
    assert {change.event for change in moves} == {"referral.accepted", "referral.triaged"}
    assert (referral.place, referral.how_soon) == (Stage.CHILD_AGREEMENT.value, "in_turn")
    assert CaseCopy.objects.get(kind="triage.decided").words.startswith(
        "Lifelong Links: how soon was decided. In turn."
    )


def test_a_birthday_within_90_days_is_proposed_as_urgent_with_the_day(in_service: Cast) -> None:
    in_service.child.born_on = dt.date(2010, 7, 26)
    in_service.child.save()
    decision = decide(in_service, made.referral(in_service), actions.Decided(HowSoon.URGENT))
    assert decision.reasons == [{"code": "birthday", "level": "urgent", "text": "Turns 16 in 41 days."}]
    assert triage.find_version(decision.setting) == triage.load_setting(TODAY)


def test_a_birthday_is_ticked_only_where_the_date_of_birth_is_not_known_and_with_words(in_service: Cast) -> None:
    referral = made.referral(in_service)
    ticked = actions.Decided(HowSoon.URGENT, (TriageReason.BIRTHDAY,), "Says he is 15, no papers.")
    with pytest.raises(gate.ActionBlocked, match="reasons say"):
        decide(in_service, referral, ticked)
    in_service.child.born_on = None
    in_service.child.save()
    with pytest.raises(gate.ActionBlocked, match="Write what is known of it"):
        decide(in_service, referral, actions.Decided(HowSoon.URGENT, (TriageReason.BIRTHDAY,), " "))
    decision = decide(in_service, referral, ticked)
    assert [one["text"] for one in decision.reasons] == ["Turns 16 or 18 soon: the date is not known."]


@pytest.mark.parametrize("called", ["time_in_care", "not_too_long"])
def test_a_limit_is_not_known_where_nobody_checked_or_the_start_of_care_is_missing(
    in_service: Cast, called: str
) -> None:
    manager, child = in_service.actor(Role.MANAGER), in_service.child
    assert not queries.get_known(manager, child, TODAY).limit_is_known
    text = KENT.replace('id = "time_in_care"', f'id = "{called}"')
    run = EligibilityRun.objects.create(
        service=in_service.service, on=TODAY, rules="kent-2018", rules_version="1", rules_text=text, is_current=True
    )
    missing = [{"fact": "care_start", "who": "analyst"}]
    row = EligibilityResult.objects.create(
        service=in_service.service,
        run=run,
        child=child,
        answer="cannot_tell",
        criteria=[{"id": called, "answer": "unknown", "why": "", "missing": missing, "rows": []}],
    )
    known = queries.get_known(manager, child, TODAY)
    assert TriageReason.RULE_LIMIT in queries.factors_of(known, ()).without_a_date
    row.criteria[0]["missing"] = []
    row.save()
    assert queries.get_known(manager, child, TODAY).limit_is_known


@pytest.mark.parametrize(
    ("near", "said"),
    [
        (
            {"criterion": "age", "limits": [AGE_25, IN_CARE]},
            "Reaches the time limit of the rule in 60 days. Turns 25, the age limit of the rule, in 41 days.",
        ),
        ({"criterion": "age", "limits": [AGE_25]}, "Turns 25, the age limit of the rule, in 41 days."),
        ({"criterion": "time_in_care"}, "Reaches the time limit of the rule in 41 days."),  # kept before there were two
    ],
)
def test_every_limit_of_the_rules_that_is_near_makes_it_urgent(
    in_service: Cast, near: dict[str, Any], said: str
) -> None:
    manager, child = in_service.actor(Role.MANAGER), in_service.child
    child.born_on = dt.date(2001, 7, 26)
    child.save()
    run = EligibilityRun.objects.create(
        service=in_service.service, on=TODAY, rules="own", rules_version="1", rules_text=KENT, is_current=True
    )
    EligibilityResult.objects.create(
        service=in_service.service,
        run=run,
        child=child,
        answer="yes",
        near_miss=near,
        near_miss_on=dt.date(2026, 7, 26),
    )
    referral = made.referral(in_service)
    proposed = actions.propose(manager, referral, (), TODAY)
    assert (proposed.level, [one.text for one in proposed.reasons]) == (HowSoon.URGENT, [said])
    waits = waiting.open_waiting_page(manager, 1, NOW, TODAY).rows[0]
    assert (waits.is_urgent, waits.why) == (True, (said,))


def test_a_contradicted_date_of_birth_proposes_nothing(in_service: Cast) -> None:
    in_service.child.born_on, in_service.child.birth_date_conflict = dt.date(2010, 7, 26), True
    in_service.child.save()
    proposed = actions.propose(in_service.actor(Role.MANAGER), made.referral(in_service), (), TODAY)
    assert proposed.level is HowSoon.IN_TURN
    assert "not known" in proposed.said


def test_a_ticked_reason_counts_and_another_level_needs_words(in_service: Cast) -> None:
    referral = made.referral(in_service)
    ill = (TriageReason.ILL_RELATIVE,)
    with pytest.raises(gate.ActionBlocked, match='reasons say "Urgent"'):
        decide(in_service, referral, actions.Decided(HowSoon.SOON, ill))
    assert Referral.objects.get().place == Stage.REFERRAL.value
    decision = decide(
        in_service, referral, actions.Decided(HowSoon.SOON, ill, "Nan is in hospital.", "She comes home on Friday.")
    )
    assert (decision.level, decision.suggested) == ("soon", "urgent")
    assert decision.override_words == "She comes home on Friday."
    assert "Nan" not in str(decision.reasons)


def test_words_written_before_the_reasons_were_followed_after_all_are_kept(in_service: Cast) -> None:
    given = actions.Decided(HowSoon.URGENT, (TriageReason.ILL_RELATIVE,), "Nan is in hospital.", "She may come home.")
    decision = decide(in_service, made.referral(in_service), given)
    assert (decision.words, decision.override_words) == ("Nan is in hospital. She may come home.", None)


def test_how_soon_can_be_decided_again_without_a_move(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.ALLOCATION)
    later = NOW + dt.timedelta(hours=1)
    decide(in_service, referral, actions.Decided(HowSoon.URGENT, (TriageReason.HOME_MOVE,)), at=later)
    assert Referral.objects.get().place == Stage.ALLOCATION.value
    assert [row.level for row in queries.list_decisions(in_service.actor(Role.MANAGER), referral)] == [
        "urgent",
        "in_turn",
    ]


def test_a_child_who_comes_back_is_accepted_again(in_service: Cast) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    referral = made.referral(in_service)
    no = {"reason": ChildAnswer.NO, "words": "Not for me.", "who_was_there": "Jo"}
    actions.move_referral(worker, referral=referral, event="referral.declined", at=NOW, **no)
    again = actions.move_referral(worker, referral=referral, event="referral.reopened", at=NOW).referral
    assert again.place == SideState.REOPENED.value
    decide(in_service, again, made.IN_TURN)
    assert Referral.objects.get().place == Stage.CHILD_AGREEMENT.value


def test_an_ended_referral_is_not_decided(in_service: Cast) -> None:
    referral = made.referral(in_service)
    actions.move_referral(
        in_service.actor(Role.MANAGER), referral=referral, event="referral.not_eligible", words="Is 19.", at=NOW
    )
    with pytest.raises(gate.ActionBlocked, match="ended"):
        decide(in_service, referral, made.IN_TURN)


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.COORDINATOR, Role.REVIEWING_OFFICER])
def test_decide_how_soon_is_the_managers(in_service: Cast, role: Role) -> None:
    referral = made.referral(in_service)
    with pytest.raises(gate.NotPermitted):
        actions.decide_how_soon(in_service.actor(role), referral=referral, given=made.IN_TURN, at=NOW)


def test_decide_how_soon_from_another_service_is_not_there(in_service: Cast) -> None:
    referral = made.referral(in_service)
    with pytest.raises(scope.NotVisible):
        actions.decide_how_soon(in_service.stranger(Role.MANAGER), referral=referral, given=made.IN_TURN, at=NOW)


def test_decide_how_soon_on_a_stale_page_changes_nothing(in_service: Cast) -> None:
    referral = made.referral(in_service)
    decide(in_service, referral, made.IN_TURN, version=referral.version)
    with pytest.raises(action.StaleVersion):
        decide(in_service, referral, actions.Decided(HowSoon.URGENT, (), "", "words"), version=referral.version)
    assert TriageDecision.objects.count() == 1


def test_a_recent_move_is_said_beside_the_box_and_an_old_one_is_not(in_service: Cast) -> None:
    manager, child = in_service.actor(Role.MANAGER), in_service.child
    for decom, dec, rne in (
        ("2024-02-01", "2025-06-01", "S"),
        ("2025-06-01", "2026-05-20", "P"),
        ("2026-05-20", None, "B"),
    ):
        CareEpisode.objects.create(
            service=in_service.service,
            child=child,
            decom=decom,
            dec=dec,
            rne=rne,
            ls="C2",
            place="U6",
            year=2026,
            **NOWHERE,
        )
    setting = triage.load_setting(TODAY)
    now = queries.get_known(manager, child, TODAY)
    assert (now.legal_status, now.moved_on) == ("C2", dt.date(2026, 5, 20))
    assert queries.hints_of(now, setting) == {TriageReason.HOME_MOVE: "Moved home on 20 May 2026."}
    assert deciding.suggested(manager, made.referral(in_service), TODAY) == (), "that it is about to happen nobody said"
    later = queries.get_known(manager, child, TODAY + dt.timedelta(days=90))
    assert queries.hints_of(later, setting) == {}


def test_move_referral_says_in_words_what_the_table_does_not_allow(in_service: Cast) -> None:
    with pytest.raises(MoveNotAllowed, match="not possible while"):
        actions.move_referral(
            in_service.actor(Role.MANAGER), referral=made.referral(in_service), event="referral.allocated", at=NOW
        )
