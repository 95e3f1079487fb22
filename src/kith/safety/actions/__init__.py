"""Writes: clearance, restrictions, sides, who must not meet, the adoption route, protected people, news to tell."""

from kith.safety.actions.adoption import close_route, open_route
from kith.safety.actions.apart import end_apart, set_apart
from kith.safety.actions.careful import CareGiven, end_care, take_care
from kith.safety.actions.clearance import (
    Asking,
    Given,
    SideGiven,
    add_dissent,
    answer_several,
    answer_side,
    answer_sides,
    ask_again,
    ask_clearance,
    clear,
)
from kith.safety.actions.household import Home, say_who_lives_with
from kith.safety.actions.letters import keep_back_letter
from kith.safety.actions.merging import hold_what_is_under_way
from kith.safety.actions.news import Telling, check_in, keep_news, mark_told, plan_telling, stands_elsewhere
from kith.safety.actions.protecting import (
    end_protection,
    keep_said_no,
    look_at_typed,
    note_match,
    note_place,
    note_typed,
    protect,
    review_protection,
    settle_alert,
    watch,
)
from kith.safety.actions.related import (
    decide_related,
    give_own_marks,
    look_for_relatives,
    note_related,
    say_related,
    say_related_to_child,
    settle_said,
)
from kith.safety.actions.restricting import Order, lift_restriction, restrict
from kith.safety.actions.sealed_words import look_at_words, tell_of_words
from kith.safety.actions.sides import (
    hold_sides_that_wait,
    hold_who_is_under_18,
    hold_who_knows_one_under_an_order,
    hold_who_needs_care,
)

__all__ = [
    "Asking",
    "CareGiven",
    "Given",
    "Home",
    "Order",
    "SideGiven",
    "Telling",
    "add_dissent",
    "answer_several",
    "answer_side",
    "answer_sides",
    "ask_again",
    "ask_clearance",
    "check_in",
    "clear",
    "close_route",
    "decide_related",
    "end_apart",
    "end_care",
    "end_protection",
    "give_own_marks",
    "hold_sides_that_wait",
    "hold_what_is_under_way",
    "hold_who_is_under_18",
    "hold_who_knows_one_under_an_order",
    "hold_who_needs_care",
    "keep_back_letter",
    "keep_news",
    "keep_said_no",
    "lift_restriction",
    "look_at_words",
    "look_for_relatives",
    "mark_told",
    "note_match",
    "note_place",
    "note_typed",
    "look_at_typed",
    "note_related",
    "open_route",
    "plan_telling",
    "protect",
    "restrict",
    "review_protection",
    "say_related",
    "say_related_to_child",
    "say_who_lives_with",
    "set_apart",
    "settle_alert",
    "settle_said",
    "stands_elsewhere",
    "take_care",
    "tell_of_words",
    "watch",
]
