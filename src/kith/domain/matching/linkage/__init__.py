"""Pairs in a register too large to be looked through one by one: blocked and scored by Splink, judged by our own."""

from kith.domain.matching.linkage.columns import NAMES, of
from kith.domain.matching.linkage.linking import WHAT_TO_TYPE, LinkageNotHere, Linked, is_here, link, pairs
from kith.domain.matching.linkage.model import DUCKDB, SPARK, settings

__all__ = [
    "DUCKDB",
    "NAMES",
    "SPARK",
    "WHAT_TO_TYPE",
    "LinkageNotHere",
    "Linked",
    "is_here",
    "link",
    "of",
    "pairs",
    "settings",
]
