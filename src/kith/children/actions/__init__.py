"""Writes: case teams, local facts, eligibility runs, rule sets, and committing an import."""

from kith.children.actions.case_team import join_case_team, leave_case_team
from kith.children.actions.commit import commit_return, roll_back_return
from kith.children.actions.eligibility import (
    DAILY,
    Change,
    Rerun,
    answer_again,
    answer_today,
    mark_asked,
    refresh,
    rerun_eligibility,
    run_eligibility,
    wait_for_tomorrow,
)
from kith.children.actions.facts import Fact, Upload, bring_in_facts, record_fact
from kith.children.actions.managers import bring_in_people, follow_managers, name_manager
from kith.children.actions.rules import choose_rules, publish_rules

__all__ = [
    "DAILY",
    "Change",
    "Fact",
    "Rerun",
    "Upload",
    "answer_again",
    "answer_today",
    "bring_in_facts",
    "bring_in_people",
    "choose_rules",
    "commit_return",
    "follow_managers",
    "join_case_team",
    "leave_case_team",
    "mark_asked",
    "name_manager",
    "publish_rules",
    "record_fact",
    "refresh",
    "rerun_eligibility",
    "roll_back_return",
    "run_eligibility",
    "wait_for_tomorrow",
]
