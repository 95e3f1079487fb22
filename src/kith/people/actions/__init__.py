"""Writes: people who matter, what is said of them, where they stand for a child, and who is the same person."""

from kith.people.actions.asking import ask_to_merge, decline_merge
from kith.people.actions.connections import (
    Described,
    Stands,
    bring_back_connection,
    change_status,
    describe_connection,
    note_child_knows,
    remove_connection,
)
from kith.people.actions.holding import hold_everything, hold_steps
from kith.people.actions.merging import merge_people, undo_merge
from kith.people.actions.naming import FamilyGiven, add_name_family, end_name_family
from kith.people.actions.persons import (
    NOBODY,
    FactGiven,
    NameGiven,
    PersonGiven,
    Says,
    Traits,
    add_fact,
    add_name,
    add_person,
    describe_person,
    take_back,
)
from kith.people.actions.reach import ReachGiven, add_reach, confirm_reach, end_reach
from kith.people.actions.sealing import open_people, seal_people
from kith.people.actions.sharing import Shared, connect_child, own_row, share_person
from kith.people.actions.twice import LOOKING, ask_for_look, keep_found, tell_apart

__all__ = [
    "ask_to_merge",
    "decline_merge",
    "LOOKING",
    "NOBODY",
    "Described",
    "FactGiven",
    "FamilyGiven",
    "NameGiven",
    "PersonGiven",
    "ReachGiven",
    "Says",
    "Shared",
    "Stands",
    "Traits",
    "add_fact",
    "add_name",
    "add_name_family",
    "add_person",
    "add_reach",
    "ask_for_look",
    "bring_back_connection",
    "change_status",
    "confirm_reach",
    "connect_child",
    "describe_connection",
    "describe_person",
    "end_name_family",
    "end_reach",
    "hold_everything",
    "hold_steps",
    "keep_found",
    "merge_people",
    "note_child_knows",
    "open_people",
    "own_row",
    "remove_connection",
    "seal_people",
    "share_person",
    "take_back",
    "tell_apart",
    "undo_merge",
]
