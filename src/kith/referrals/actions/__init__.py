"""Writes: one file for each thing a person does to a referral."""

from kith.referrals.actions.move import move_referral

__all__ = ["move_referral"]
