"""Writes: how a child's people belong together, the child's maps, and what the child says."""

from kith.network.actions.copies import take_copy
from kith.network.actions.files import (
    MOST_BYTES,
    Answered,
    answer_family_file,
    finish_family_file,
    name_child_in_file,
    take_in_family_file,
)
from kith.network.actions.households import HouseholdGiven, StayGiven, add_household, add_member, leave_household
from kith.network.actions.maps import (
    Finished,
    Placed,
    answer_love,
    draw_map,
    finish_map,
    place_person,
    start_map,
    take_off_map,
    write_who_is_here,
)
from kith.network.actions.nudging import Way, nudge_person
from kith.network.actions.papers import keep_paper_map
from kith.network.actions.said import SaidGiven, check_in, record_child_said
from kith.network.actions.support import QualityGiven, add_quality, add_support, end_support
from kith.network.actions.ties import (
    TWO,
    Among,
    ParentageGiven,
    TieGiven,
    UnionGiven,
    add_parentage,
    add_tie,
    add_union,
    add_union_event,
    end_row,
    take_back_row,
)

__all__ = [
    "MOST_BYTES",
    "TWO",
    "Among",
    "Answered",
    "Finished",
    "HouseholdGiven",
    "ParentageGiven",
    "Placed",
    "QualityGiven",
    "SaidGiven",
    "StayGiven",
    "TieGiven",
    "UnionGiven",
    "Way",
    "add_household",
    "add_member",
    "add_parentage",
    "add_quality",
    "add_support",
    "add_tie",
    "add_union",
    "add_union_event",
    "answer_family_file",
    "answer_love",
    "check_in",
    "draw_map",
    "end_row",
    "end_support",
    "finish_family_file",
    "finish_map",
    "keep_paper_map",
    "leave_household",
    "name_child_in_file",
    "nudge_person",
    "place_person",
    "record_child_said",
    "start_map",
    "take_back_row",
    "take_copy",
    "take_in_family_file",
    "take_off_map",
    "write_who_is_here",
]
