"""Whom to look for next, and why: rules R1 to R17 and the negative list. Suggestions, never a score."""

from kith.domain.leads.leaving_out import forms, left_out, plain
from kith.domain.leads.listing import RULES, find, order, why_here
from kith.domain.leads.mentions import find as find_mentions
from kith.domain.leads.mentions import find_of_school, of_file
from kith.domain.leads.model import (
    CHILD,
    Blocks,
    Facts,
    Home,
    Lead,
    Mention,
    Needs,
    Row,
    Someone,
    Times,
    Unmatched,
)
from kith.domain.leads.setting import RuleSpec, Setting, load

__all__ = [
    "CHILD",
    "RULES",
    "Blocks",
    "Facts",
    "Home",
    "Lead",
    "Mention",
    "Needs",
    "Row",
    "RuleSpec",
    "Setting",
    "Someone",
    "Times",
    "Unmatched",
    "find",
    "find_mentions",
    "find_of_school",
    "forms",
    "left_out",
    "load",
    "of_file",
    "order",
    "plain",
    "why_here",
]
