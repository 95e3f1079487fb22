"""Writes: case teams, local facts, eligibility runs, rule sets, and committing an import."""

from kith.children.actions.case_team import join_case_team, leave_case_team

__all__ = ["join_case_team", "leave_case_team"]
