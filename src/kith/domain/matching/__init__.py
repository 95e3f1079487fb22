"""Is this the same person? Evidence for and against in words, with the rivals; a person decides, nothing is merged."""

from kith.domain.matching.comparing import compare
from kith.domain.matching.frequencies import Frequencies, count
from kith.domain.matching.indexing import keys
from kith.domain.matching.indexing import version as keys_version
from kith.domain.matching.likeness import Level, first_names
from kith.domain.matching.model import Band, Born, Comparison, Evidence, Field, Person, Relation, Rival
from kith.domain.matching.register import Register, against, candidates, pairs, pairs_across
from kith.domain.matching.searching import Found, Query, rank, search
from kith.domain.matching.weights import Weights, WeightsNotReadable, load, parse

__all__ = [
    "Band",
    "Born",
    "Comparison",
    "Evidence",
    "Field",
    "Found",
    "Frequencies",
    "Level",
    "Person",
    "Query",
    "Register",
    "Relation",
    "Rival",
    "Weights",
    "WeightsNotReadable",
    "against",
    "candidates",
    "compare",
    "count",
    "first_names",
    "keys",
    "keys_version",
    "load",
    "pairs",
    "pairs_across",
    "parse",
    "rank",
    "search",
]
