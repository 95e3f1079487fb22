"""Writes: case teams, local facts, eligibility runs, rule sets, and committing an import."""

from kith.children.actions.case_team import join_case_team, leave_case_team
from kith.children.actions.commit import commit_return, roll_back_return

__all__ = ["commit_return", "join_case_team", "leave_case_team", "roll_back_return"]
