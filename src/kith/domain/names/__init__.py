"""Names: many for one person, kept as written, and which of them are the same name."""

from kith.domain.names.customs import Custom, Part
from kith.domain.names.families import carriers, family_stem
from kith.domain.names.folding import LONGEST, Oddity, alphabet, folded, oddities, plain, words
from kith.domain.names.lists import is_first_name, is_kin_word, is_title
from kith.domain.names.model import Name, NameRefused
from kith.domain.names.skeleton import skeleton, skeletons
from kith.domain.names.variants import (
    Kind,
    Link,
    ListNotReadable,
    NoFamily,
    Row,
    Variants,
    key,
    load,
    load_and,
    load_with,
    row_of,
    shipped,
)
from kith.domain.terms import NameKind

__all__ = [
    "LONGEST",
    "Custom",
    "Kind",
    "Link",
    "ListNotReadable",
    "Name",
    "NameKind",
    "NameRefused",
    "NoFamily",
    "Oddity",
    "Part",
    "Row",
    "Variants",
    "alphabet",
    "carriers",
    "family_stem",
    "folded",
    "is_first_name",
    "is_kin_word",
    "is_title",
    "key",
    "load",
    "load_and",
    "load_with",
    "oddities",
    "plain",
    "row_of",
    "shipped",
    "skeleton",
    "skeletons",
    "words",
]
