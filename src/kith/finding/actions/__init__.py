"""Writes: searches, evidence, letters and answers, family time, suggestions, and everything held by a stop."""

from kith.finding.actions.approaching import Answered, Written, record_answer, write_approach
from kith.finding.actions.family import (
    CarerSaid,
    ChildSaid,
    Planned,
    call_off_family_time,
    plan_family_time,
    record_carer_taps,
    record_child_check_in,
    record_family_time,
)
from kith.finding.actions.forgetting import FORGET, forget_person
from kith.finding.actions.freezing import freeze_finding, keep_apart
from kith.finding.actions.looking import (
    Tried,
    add_evidence,
    end_search,
    hand_over_search,
    record_attempt,
    resume_search,
    start_search,
    take_back_evidence,
)
from kith.finding.actions.notes import DISCARD, NotesAnswered, answer_notes, discard_notes, finish_notes, take_in_notes
from kith.finding.actions.notices import Told, record_notice
from kith.finding.actions.places import choose_source, keep_letter_head
from kith.finding.actions.queue import hand_back_search, record_queue_try
from kith.finding.actions.suggesting import ask_child_first, bring_back, put_aside

__all__ = [
    "DISCARD",
    "FORGET",
    "Answered",
    "CarerSaid",
    "ChildSaid",
    "NotesAnswered",
    "Planned",
    "Told",
    "Tried",
    "Written",
    "add_evidence",
    "answer_notes",
    "ask_child_first",
    "bring_back",
    "call_off_family_time",
    "choose_source",
    "discard_notes",
    "end_search",
    "finish_notes",
    "forget_person",
    "freeze_finding",
    "keep_apart",
    "hand_back_search",
    "hand_over_search",
    "keep_letter_head",
    "plan_family_time",
    "put_aside",
    "record_answer",
    "record_attempt",
    "record_carer_taps",
    "record_child_check_in",
    "record_family_time",
    "record_notice",
    "record_queue_try",
    "resume_search",
    "start_search",
    "take_back_evidence",
    "take_in_notes",
    "write_approach",
]
