"""Reads: people who matter to a child, what is said of each, and who could be the same person."""

from kith.people.queries.alike import Alike, as_compared, fold, list_alike, who_is_like, who_is_meant
from kith.people.queries.connections import (
    get_connection,
    get_merge,
    list_connections,
    list_other_children,
    one_person,
    open_child,
    open_connection,
    root_of,
)
from kith.people.queries.finding import FoundSomebody, SearchedTooOften, open_people_like
from kith.people.queries.said import (
    Said,
    get_fact,
    get_name,
    get_reach,
    list_merges,
    list_names,
    list_rows_of,
    list_rows_to_tell,
    list_said,
    plain,
)
from kith.people.queries.sealed import Sealed, SealedValues, get_words_shown_to, marks_of
from kith.people.queries.somebody import Somebody, list_people, name_of, own_name_of
from kith.people.queries.twice import FoundTwice, Looked, Twice, get_latest_look, get_looked, is_going_on, open_twice

__all__ = [
    "FoundTwice",
    "Looked",
    "Twice",
    "get_latest_look",
    "is_going_on",
    "get_looked",
    "open_twice",
    "Alike",
    "FoundSomebody",
    "Said",
    "SearchedTooOften",
    "Sealed",
    "SealedValues",
    "Somebody",
    "open_people_like",
    "fold",
    "get_connection",
    "get_fact",
    "get_merge",
    "get_name",
    "get_reach",
    "list_alike",
    "list_connections",
    "list_merges",
    "list_names",
    "list_other_children",
    "list_people",
    "list_said",
    "marks_of",
    "name_of",
    "one_person",
    "open_child",
    "open_connection",
    "own_name_of",
    "plain",
    "root_of",
    "list_rows_of",
    "list_rows_to_tell",
    "as_compared",
    "who_is_like",
    "who_is_meant",
    "get_words_shown_to",
]
