"""The table of moves: every case, and what must hold for every row of it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import pathway
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import ClosedAs, Role, Term
from tests.domain.spec import cases

ON = date(2026, 3, 2)
PLACES: list[pathway.Place] = [*Stage, *SideState]


def place(value: str) -> pathway.Place:
    return next(known for known in PLACES if known == value)


def attempt(case: dict[str, Any]) -> pathway.Attempt:
    codes: list[Term] = [code for move in pathway.MOVES if move.event == case["event"] for code in move.reasons]
    days = case.get("look_again_in_days")
    return pathway.Attempt(
        event=case["event"],
        role=Role(case["role"]),
        on=ON,
        to=place(case["goes_to"]) if "goes_to" in case else None,
        reason=next(code for code in codes if code == case["reason"]) if "reason" in case else None,
        words=case.get("words", ""),
        look_again_on=None if days is None else ON + timedelta(days=days),
        who_was_there=case.get("who_was_there", ""),
        seconds_another=case.get("seconds_another", False),
    )


@pytest.mark.parametrize("case", cases.table("pathway"), ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    stands_at = place(case["from"])
    if "refused" in case:
        with pytest.raises(pathway.MoveNotAllowed) as refusal:
            pathway.check_move(stands_at, attempt(case))
        assert str(refusal.value) == case["refused"]
        return
    move = pathway.check_move(stands_at, attempt(case))
    stood_at = Stage(case.get("stood_at", case["from"])) if move.to is pathway.SAME else Stage.REFERRAL
    assert pathway.landing(move, stood_at) == case["to"]


def test_there_are_eighteen_stages_in_order() -> None:
    assert [stage.number for stage in Stage] == list(range(18))


def test_no_value_names_two_places() -> None:
    assert len({known.value for known in PLACES}) == len(PLACES)


def test_every_place_can_be_reached_and_none_is_a_dead_end() -> None:
    reached = {move.to for move in pathway.MOVES} | {Stage.COULD_BE_OFFERED}
    assert [known for known in PLACES if known not in reached] == []
    left = {known for move in pathway.MOVES if move.to is not pathway.SAME for known in move.from_}
    assert [known for known in PLACES if known not in left | {SideState.PAUSED}] == []


def test_a_child_can_stop_from_every_stage_with_a_referral_and_from_a_pause() -> None:
    for known in (*pathway.REFERRED, SideState.PAUSED, SideState.ADULT_STRAND, SideState.REOPENED):
        move = pathway.check_move(known, pathway.Attempt(event="referral.stopped", role=Role.CHILD, on=ON))
        assert move.to is SideState.STOPPED_BY_CHILD


def test_a_child_is_never_asked_for_words() -> None:
    assert [move.event for move in pathway.MOVES if Role.CHILD in move.roles and move.words] == []


def test_every_ending_can_be_asked_to_start_again() -> None:
    for ending in pathway.ENDED:
        assert "referral.reopened" in {move.event for move in pathway.moves_from(ending, Role.CHILD)}


def test_the_system_makes_no_move() -> None:
    assert [move.event for move in pathway.MOVES if Role.SYSTEM in move.roles] == []


def test_every_way_past_the_childs_being_asked_goes_through_their_yes() -> None:
    """Without `referral.agreed` no stage with a coordinator at work can be reached from a new referral."""
    seen, waiting = set(), [Stage.COULD_BE_OFFERED]
    while waiting:
        here = waiting.pop()
        seen.add(here)
        for move in pathway.MOVES:
            if here in move.from_ and move.event != "referral.agreed" and isinstance(move.to, Stage | SideState):
                waiting += [move.to] if move.to not in seen else []
    assert seen.isdisjoint(pathway.STAGES[5:])


def test_every_closing_code_can_be_used() -> None:
    codes = {code for move in pathway.MOVES for code in move.reasons if isinstance(code, ClosedAs)}
    assert codes == set(ClosedAs)


def test_enough_for_me_is_a_good_ending_and_so_is_a_plan() -> None:
    assert pathway.is_good_ending(SideState.ENOUGH_FOR_ME)
    assert pathway.is_good_ending(SideState.CLOSED, ClosedAs.PLAN_AFTER_REVIEW)
    assert not pathway.is_good_ending(SideState.CLOSED, ClosedAs.NO_ONE_FOUND)
    assert not pathway.is_good_ending(SideState.DECLINED)


def test_work_does_not_go_to_the_stage_it_stands_at() -> None:
    made = pathway.Attempt(event="stage.entered", role=Role.MANAGER, on=ON, to=Stage.SEARCH, words="again")
    with pytest.raises(pathway.MoveNotAllowed, match="not possible"):
        pathway.check_move(Stage.SEARCH, made)
    assert Stage.SEARCH not in {move.to for move in pathway.moves_from(Stage.SEARCH, Role.MANAGER)}


def test_asking_to_start_again_leads_on_from_an_ending_only() -> None:
    assert pathway.is_ended(SideState.DECLINED)
    assert not pathway.is_ended(SideState.PAUSED)
    for known in (*Stage, SideState.PAUSED):
        assert "referral.reopened" not in {move.event for move in pathway.moves_from(known, Role.CHILD)}


def allowed(move: pathway.Move, role: Role) -> Iterator[pathway.Attempt]:
    """Attempts that give all that the row asks for."""
    for reason in move.reasons or (None,):
        yield pathway.Attempt(
            event=move.event,
            role=role,
            on=ON,
            to=move.to if isinstance(move.to, Stage | SideState) else None,
            reason=reason,
            words="because we agreed it",
            look_again_on=ON + timedelta(days=1),
            who_was_there="Her carer",
            seconds_another=True,
        )


def test_every_row_of_the_table_can_be_used_by_each_of_its_roles() -> None:
    for move in pathway.MOVES:
        for role in move.roles:
            for made in allowed(move, role):
                for known in (known for known in move.from_ if known is not move.to):
                    assert pathway.check_move(known, made).to == move.to


@given(
    st.sampled_from(PLACES),
    st.sampled_from(sorted({move.event for move in pathway.MOVES})),
    st.sampled_from(list(Role)),
    st.sampled_from([None, *PLACES]),
    st.booleans(),
)
def test_nothing_outside_the_table_is_allowed(
    stands_at: pathway.Place, event: str, role: Role, to: pathway.Place | None, seconds: bool
) -> None:
    made = pathway.Attempt(event=event, role=role, on=ON, to=to, words="x", seconds_another=seconds)
    try:
        move = pathway.check_move(stands_at, made)
    except pathway.MoveNotAllowed:
        return
    assert move in pathway.moves_from(stands_at, role)
    assert to in (None, move.to)
    assert not move.reasons
    assert not move.look_again
    assert seconds or not move.seconded


OPEN = [place for place in PLACES if not pathway.is_ended(place) and place is not Stage.COULD_BE_OFFERED]


@pytest.mark.parametrize("from_place", OPEN)
def test_from_every_stage_a_child_has_an_ending_of_their_own(from_place: pathway.Place) -> None:
    """docs/adr/0020: a no before the work, a stop after, so that nothing under way outlives the child's no."""
    events = {move.event for move in pathway.moves_from(from_place, Role.CHILD)}
    assert events & {"referral.declined", "referral.stopped"}
    if from_place in pathway.WITH_COORDINATOR:
        assert "referral.declined" not in events
        assert "referral.stopped" in events
