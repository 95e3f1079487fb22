"""Tables: searches and what came of them, decisions on suggestions, what the file knows, letter heads."""

from kith.finding.models.looking import (
    Approach,
    Attempt,
    Evidence,
    FamilyTime,
    HowItWent,
    LeadDecision,
    LetterHead,
    Notice,
    Search,
    SourceChoice,
)
from kith.finding.models.notes import CaseNotes, NotesAnswer

__all__ = [
    "Approach",
    "Attempt",
    "CaseNotes",
    "Evidence",
    "FamilyTime",
    "HowItWent",
    "LeadDecision",
    "LetterHead",
    "NotesAnswer",
    "Notice",
    "Search",
    "SourceChoice",
]
