"""A child's network: the people who matter, how they belong together, and the drawings of it."""

from kith.domain.network.checking import check
from kith.domain.network.graph import (
    Family,
    Household,
    Parentage,
    Person,
    Problem,
    Says,
    Status,
    Stay,
    Tie,
    Union,
    without,
)
from kith.domain.network.reading import FamilyNotReadable, from_json
from kith.domain.network.when import DateNotReadable, When, parse
from kith.domain.network.words import (
    Being,
    Flow,
    Gender,
    ParentageKind,
    Quality,
    Ring,
    Sector,
    TieKind,
    Touch,
    UnionStatus,
)

__all__ = [
    "Being",
    "DateNotReadable",
    "Family",
    "FamilyNotReadable",
    "Flow",
    "Gender",
    "Household",
    "Parentage",
    "ParentageKind",
    "Person",
    "Problem",
    "Quality",
    "Ring",
    "Says",
    "Sector",
    "Status",
    "Stay",
    "Tie",
    "TieKind",
    "Touch",
    "Union",
    "UnionStatus",
    "When",
    "check",
    "from_json",
    "parse",
    "without",
]
