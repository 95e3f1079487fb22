"""Writes: notes, concerns, copies for the council's case system, and papers that were photographed or scanned."""

from kith.records.actions.papers import CHECKING, Sent, keep_paper, note_checked, take_paper_away
from kith.records.actions.scanning import Answer, look_through
from kith.records.actions.writing import (
    PASSING_ON,
    Written,
    keep_for_case_system,
    keep_from_in_words,
    mark_copied,
    open_concern,
    overtake_copies,
    pass_on_concern,
    raise_concern,
    settle_concern,
    write_note,
)

__all__ = [
    "PASSING_ON",
    "CHECKING",
    "Answer",
    "Sent",
    "Written",
    "keep_for_case_system",
    "overtake_copies",
    "keep_from_in_words",
    "keep_paper",
    "look_through",
    "mark_copied",
    "note_checked",
    "open_concern",
    "pass_on_concern",
    "raise_concern",
    "settle_concern",
    "take_paper_away",
    "write_note",
]
