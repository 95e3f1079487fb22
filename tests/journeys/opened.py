"""Pages to which a crawl along the links of the county does not come, and the journey that opens each of them.

Nobody has to believe it: the journey itself fails if it ends without having looked at what stands beside it here.
"""

from __future__ import annotations

# "test_file.py::test_name": names of addresses.
OPENED_BY: dict[str, tuple[str, ...]] = {
    "test_analyst.py::test_a_return_comes_in_and_is_taken_back": ("returns:findings", "returns:waiting_rows"),
    "test_answers.py::test_a_parents_no_is_settled_by_advice_or_by_the_manager": ("referrals:settle",),
    "test_answers.py::test_what_came_of_an_ask_a_corrected_note_a_paper_and_a_pause": (
        "records:paper", "records:take_away", "referrals:stopped",
    ),
    "test_child.py::test_a_child_asks_and_is_answered": ("referrals:request",),
    "test_coordinator.py::test_a_worry_always_passes": ("records:concern",),
    "test_coordinator.py::test_saying_yes_together": ("referrals:together_copy",),
    "test_coordinator.py::test_stop_means_stop": ("referrals:start_again",),
    "test_family_file.py::test_a_family_file_is_looked_through_and_destroyed": ("network:family_file",),
    "test_file.py::test_notes_are_pasted_answered_and_forgotten": ("finding:notes",),
    "test_finding.py::test_from_what_a_child_asks_for_to_the_first_family_time": (
        "finding:answer", "finding:carer_taps", "finding:child_check_in", "finding:evidence_take_back",
        "finding:family_time", "finding:family_time_came", "finding:letter", "finding:search", "finding:search_end",
        "finding:try", "plans:check", "plans:end", "plans:make_of", "plans:put_right", "safety:answer_side",
    ),
    "test_first_light.py::test_from_a_list_to_a_coordinator": (
        "referrals:allocate", "referrals:made", "referrals:together_about", "referrals:together_asks",
        "referrals:together_end", "referrals:together_not_everyone", "referrals:together_question",
    ),
    "test_map.py::test_a_child_draws_the_map": (
        "map_copy", "map_done", "map_drawn", "map_finish", "map_love", "map_people", "map_who",
    ),
    "test_put_right.py::test_what_was_written_down_is_ended_and_put_right": (
        "finding:family_time_off", "finding:hand_over", "network:support_end", "outbox:item", "people:child_knows",
        "people:reach", "people:undo_merge", "referrals:together_what_i_said", "safety:clear", "safety:close_route",
        "safety:decide_related", "safety:end_apart", "safety:end_care",
    ),
    "test_safety.py::test_a_worker_answers_several_at_once": ("safety:add_dissent", "safety:answer"),
    "test_safety.py::test_an_order_blocks_whatever_was_answered": ("safety:lift_restriction",),
    "test_safety.py::test_news_is_told_face_to_face": ("safety:check_in", "safety:mark_told", "safety:plan_telling"),
    "test_safety.py::test_protected_people_are_the_leads_alone": ("safety:settle_alert",),
    "test_worker.py::test_a_worker_does_not_withdraw_alone": (
        "referrals:withdraw", "referrals:withdraw_decide", "referrals:withdraw_told",
    ),
}  # fmt: skip
BY_JOURNEYS = {name for names in OPENED_BY.values() for name in names}


def owed(journey: str) -> set[str]:
    """What a journey ("test_file.py::test_name") has to open before it ends."""
    return set(OPENED_BY.get(journey, ()))
