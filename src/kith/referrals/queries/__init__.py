"""Reads: referrals, who waits, parents' answers, asks, agreement; and the checks the writing door asks."""

from kith.referrals.queries.agreement import agreement_is_given, nothing_is_stopped

__all__ = ["agreement_is_given", "nothing_is_stopped"]
