"""Clearance, restrictions, protected people, news to tell; and staff who may be related to somebody around a child."""

from kith.safety.models.household import LivesWith
from kith.safety.models.related import RelatedDecision, RelatedSign, StaffMarks
from kith.safety.models.standing import (
    AdoptionRoute,
    Apart,
    CareTaken,
    Clearance,
    ClearanceAsked,
    LeadAlert,
    LetterKeptBack,
    News,
    ProtectedPerson,
    Restriction,
    SaidNo,
    SideAnswer,
)

__all__ = [
    "AdoptionRoute",
    "Apart",
    "CareTaken",
    "Clearance",
    "ClearanceAsked",
    "LeadAlert",
    "LetterKeptBack",
    "LivesWith",
    "News",
    "ProtectedPerson",
    "RelatedDecision",
    "RelatedSign",
    "Restriction",
    "SaidNo",
    "SideAnswer",
    "StaffMarks",
]
