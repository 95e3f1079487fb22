"""Forms of a searcher's queue."""

from kith.domain.terms import HandedBack
from kith.ui import parts


class HandBack(parts.Versioned):
    """What came of a search."""

    found = parts.one_of("What came of it?", HandedBack.choices(), missing="Choose what came of it")
