"""Reads: what blocks, what is cleared, who lives with whom, who is protected, what is to be told; the door's check."""

from kith.safety.queries.blocking import (
    first_letters_are_checked,
    flags_want_a_manager,
    list_flagged,
    list_flags,
    nothing_blocks,
    why_not,
)
from kith.safety.queries.careful import care_is_taken
from kith.safety.queries.location import location_stays
from kith.safety.queries.said_no import who_said_no_stays
from kith.safety.queries.sheet import Sheet, get_sheet
from kith.safety.queries.sides import side_block

__all__ = [
    "Sheet",
    "care_is_taken",
    "first_letters_are_checked",
    "flags_want_a_manager",
    "list_flagged",
    "list_flags",
    "get_sheet",
    "location_stays",
    "nothing_blocks",
    "side_block",
    "who_said_no_stays",
    "why_not",
]
