"""Reads: children's records, care history, local facts and stored answers."""

from kith.children.queries.records import get_child_ids, get_distance, get_records, list_care_facts

__all__ = ["list_care_facts", "get_child_ids", "get_distance", "get_records"]
