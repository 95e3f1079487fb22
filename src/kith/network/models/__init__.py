"""Tables: how people belong together, and what the child drew and said."""

from kith.network.models.files import FamilyFile, FamilyFileAnswer
from kith.network.models.maps import ChildSaid, LoveMark, MapPlace, MapVersion, Nudge
from kith.network.models.ties import (
    Household,
    HouseholdMember,
    Parentage,
    Support,
    Tie,
    TieQuality,
    Union,
    UnionEvent,
)

__all__ = [
    "ChildSaid",
    "FamilyFile",
    "FamilyFileAnswer",
    "Household",
    "HouseholdMember",
    "LoveMark",
    "MapPlace",
    "MapVersion",
    "Nudge",
    "Parentage",
    "Support",
    "Tie",
    "TieQuality",
    "Union",
    "UnionEvent",
]
