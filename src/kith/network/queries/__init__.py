"""Reads: how a child's people belong together, their maps, and the network on any date."""

from kith.network.models import Household, Parentage, Tie, Union
from kith.network.queries.drawings import Around, Copy, Made, make_copy, read_around, standing_of
from kith.network.queries.family import build_family
from kith.network.queries.files import (
    FAMILY_FILES,
    LookedThrough,
    get_family_file,
    list_family_files,
    look_through,
    open_family_file,
)
from kith.network.queries.given import get_support, list_qualities, list_support, list_support_of, lives_with
from kith.network.queries.homes import Home, list_homes
from kith.network.queries.maps import (
    Loved,
    get_known_to_child,
    get_said,
    get_todays,
    get_unfinished,
    get_version,
    list_loved,
    list_places,
    list_to_ask_again,
    list_to_check_in,
    list_versions,
    open_said,
    open_version,
    placed_before,
    rings_now,
    says_now,
)
from kith.network.queries.members import CHILD, Member, list_members
from kith.network.queries.near import where_a_child_lives, who_is_near
from kith.network.queries.standing import Standing, list_standing, read_histories, standing_on
from kith.network.queries.ties import Ties, get_member, get_row, list_ties

__all__ = [
    "CHILD",
    "FAMILY_FILES",
    "Around",
    "Copy",
    "Home",
    "Household",
    "LookedThrough",
    "Loved",
    "Made",
    "Member",
    "Parentage",
    "Standing",
    "Tie",
    "Ties",
    "Union",
    "build_family",
    "get_family_file",
    "get_known_to_child",
    "get_member",
    "get_row",
    "get_said",
    "get_support",
    "get_todays",
    "get_unfinished",
    "get_version",
    "list_family_files",
    "list_homes",
    "list_loved",
    "list_members",
    "list_places",
    "list_qualities",
    "list_standing",
    "list_support",
    "list_support_of",
    "list_ties",
    "list_to_ask_again",
    "list_to_check_in",
    "list_versions",
    "lives_with",
    "look_through",
    "make_copy",
    "open_family_file",
    "open_said",
    "open_version",
    "placed_before",
    "read_around",
    "read_histories",
    "rings_now",
    "says_now",
    "standing_of",
    "standing_on",
    "where_a_child_lives",
    "who_is_near",
]
