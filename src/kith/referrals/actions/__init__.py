"""Writes: one file for each thing a person does to a referral."""

from kith.referrals.actions.allocate import allocate_coordinator, set_load
from kith.referrals.actions.move import move_on, move_referral
from kith.referrals.actions.nudging import nudge_about_parent, nudge_about_withdrawal
from kith.referrals.actions.offer import NEEDS_WORDS, OfferGiven, record_offer
from kith.referrals.actions.parental import AnswerGiven, Settled, record_parental_answer, settle_refusal
from kith.referrals.actions.refer import refer_child
from kith.referrals.actions.safety import SafetyGiven, answer_safety
from kith.referrals.actions.triage import TICKED, Decided, decide_how_soon, propose
from kith.referrals.actions.withdraw import Proposed, Told, decide_withdrawal, propose_withdrawal, record_told

__all__ = [
    "NEEDS_WORDS",
    "TICKED",
    "AnswerGiven",
    "Decided",
    "OfferGiven",
    "Proposed",
    "SafetyGiven",
    "Settled",
    "Told",
    "allocate_coordinator",
    "answer_safety",
    "decide_how_soon",
    "decide_withdrawal",
    "move_on",
    "move_referral",
    "nudge_about_parent",
    "nudge_about_withdrawal",
    "propose",
    "propose_withdrawal",
    "record_offer",
    "record_parental_answer",
    "record_told",
    "refer_child",
    "set_load",
    "settle_refusal",
]
