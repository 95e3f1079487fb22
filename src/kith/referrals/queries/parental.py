"""Reads: the answers of people with parental responsibility, and whether they stop outward steps."""

from kith.referrals.models import Referral


def outward_block(referral: Referral) -> str | None:
    """The sentence that says why outward steps wait for a parental answer; None where nothing waits."""
    return None
