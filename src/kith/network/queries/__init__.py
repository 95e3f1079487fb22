"""Reads: how a child's people belong together, their maps, and the network on any date."""

from kith.network.queries.maps import (
    get_said,
    get_unfinished,
    get_version,
    list_places,
    list_to_ask_again,
    list_to_check_in,
    list_versions,
    open_version,
    placed_before,
    says_now,
)
from kith.network.queries.members import Member, list_members
from kith.network.queries.near import who_is_near
from kith.network.queries.ties import Ties, get_member, get_row, list_ties

__all__ = [
    "Member",
    "Ties",
    "get_member",
    "get_row",
    "get_said",
    "get_unfinished",
    "get_version",
    "list_members",
    "list_places",
    "list_ties",
    "list_to_ask_again",
    "list_to_check_in",
    "list_versions",
    "open_version",
    "placed_before",
    "says_now",
    "who_is_near",
]
