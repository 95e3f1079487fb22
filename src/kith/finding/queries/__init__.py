"""Reads: searches and their tries, evidence, letters and answers, family time, places to look, how letters look."""

from kith.finding.queries.families import get_family_time, list_family_times
from kith.finding.queries.letters import get_approach, get_letter_head, it_is_still_sure, list_approaches
from kith.finding.queries.searches import (
    count_sources,
    get_chosen_sources,
    get_evidence,
    get_search,
    is_sure,
    list_evidence,
    list_not_sure_yet,
    list_searches,
)

__all__ = [
    "count_sources",
    "get_approach",
    "get_chosen_sources",
    "get_evidence",
    "get_family_time",
    "get_letter_head",
    "get_search",
    "is_sure",
    "it_is_still_sure",
    "list_approaches",
    "list_evidence",
    "list_family_times",
    "list_not_sure_yet",
    "list_searches",
]
