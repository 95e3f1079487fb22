"""Reads: referrals, who waits, parents' answers, asks, agreement; and the checks the writing door asks."""

from kith.referrals.queries.agreed import list_going_on
from kith.referrals.queries.agreement import agreement_is_given, nothing_is_stopped
from kith.referrals.queries.coordinators import get_coordinator, list_coordinators
from kith.referrals.queries.funnel import Funnel, get_funnel
from kith.referrals.queries.known import Known, factors_of, get_known, hints_of, limits_of
from kith.referrals.queries.offers import (
    count_not_offered,
    is_put_forward,
    list_not_offered,
)
from kith.referrals.queries.parental import get_answer, list_holder_names, list_holders, open_answer, outward_block
from kith.referrals.queries.places import (
    adult_on,
    as_place,
    get_place,
    place_in_words,
    reason_label,
    reasons_of,
    said_of,
)
from kith.referrals.queries.referrals import (
    can_know_who_asked,
    can_read_words,
    get_child,
    get_earliest_day,
    get_latest_decisions,
    get_latest_referral,
    get_referral,
    list_allocations,
    list_changes,
    list_decisions,
    list_safety_answers,
    open_child,
    open_referral,
)
from kith.referrals.queries.waiting import (
    count_waiting_languages,
    list_look_again,
    list_noes_to_look_at,
    list_proposed_withdrawals,
    list_to_accept,
    list_unfinished_withdrawals,
    list_waiting,
)
from kith.referrals.queries.withdrawals import get_withdrawal, list_withdrawals, open_withdrawal

__all__ = [
    "Funnel",
    "Known",
    "adult_on",
    "agreement_is_given",
    "list_going_on",
    "as_place",
    "count_not_offered",
    "count_waiting_languages",
    "factors_of",
    "get_answer",
    "get_child",
    "get_coordinator",
    "get_earliest_day",
    "get_funnel",
    "get_known",
    "get_latest_referral",
    "get_place",
    "get_referral",
    "get_withdrawal",
    "hints_of",
    "is_put_forward",
    "limits_of",
    "get_latest_decisions",
    "list_allocations",
    "list_changes",
    "list_coordinators",
    "list_decisions",
    "list_holder_names",
    "list_holders",
    "list_look_again",
    "list_noes_to_look_at",
    "list_not_offered",
    "list_proposed_withdrawals",
    "list_safety_answers",
    "list_to_accept",
    "list_unfinished_withdrawals",
    "list_waiting",
    "list_withdrawals",
    "can_know_who_asked",
    "can_read_words",
    "nothing_is_stopped",
    "open_answer",
    "open_child",
    "open_referral",
    "open_withdrawal",
    "outward_block",
    "place_in_words",
    "reason_label",
    "reasons_of",
    "said_of",
]
