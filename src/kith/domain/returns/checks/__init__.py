"""The validation rules that care facts lean on most, under DfE's own numbers, each finding in plain English."""

from kith.domain.returns.checks.run import AGAINST_SAVED, RULES, Rule, check

__all__ = ["AGAINST_SAVED", "RULES", "Rule", "check"]
