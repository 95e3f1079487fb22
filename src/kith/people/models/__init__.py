"""People who matter: persons, their many names, facts, ways to reach them, and their connection to a child.

A person is a row of the service, seen only by those who may see a child they are connected to. Everything said of a
person carries ``for_child``: told for that child only, or (empty) for every child the person is connected to; sharing
is an explicit act. Facts are dated rows that never change, so contradictions stand side by side.
"""

from kith.people.models.naming import (
    KEYS_MADE_BY,
    LONGEST_KEY,
    Name,
    NameFamily,
    NameKey,
    NameQuerySet,
    as_matched,
    families_of,
    keys_of,
    variants_of,
    write_keys,
)
from kith.people.models.persons import (
    HAS_A_RECORD,
    SAID_NO,
    AboutPerson,
    AboutPersonQuerySet,
    Connection,
    ConnectionQuerySet,
    FoundQuerySet,
    Person,
    PersonFact,
    PersonQuerySet,
    Reach,
    ReachQuerySet,
    StatusChange,
)
from kith.people.models.same import (
    Merge,
    MergeAsked,
    MergeAskedQuerySet,
    MergeQuerySet,
    SameLook,
    SameLookQuerySet,
    TwoPeople,
    TwoPeopleQuerySet,
)
from kith.people.models.sealed import SealedPeople, sealed_to, told_children

__all__ = [
    "KEYS_MADE_BY",
    "LONGEST_KEY",
    "Name",
    "NameFamily",
    "NameKey",
    "NameQuerySet",
    "as_matched",
    "families_of",
    "keys_of",
    "variants_of",
    "write_keys",
    "AboutPerson",
    "AboutPersonQuerySet",
    "Connection",
    "ConnectionQuerySet",
    "FoundQuerySet",
    "HAS_A_RECORD",
    "Person",
    "PersonFact",
    "PersonQuerySet",
    "Reach",
    "ReachQuerySet",
    "SAID_NO",
    "StatusChange",
    "Merge",
    "MergeAsked",
    "MergeAskedQuerySet",
    "MergeQuerySet",
    "SameLook",
    "SameLookQuerySet",
    "TwoPeople",
    "TwoPeopleQuerySet",
    "SealedPeople",
    "sealed_to",
    "told_children",
]
