"""Reads: children's records, care history, local facts and stored answers."""

from kith.children.queries.records import care_facts, child_ids, get_distance, load_records

__all__ = ["care_facts", "child_ids", "get_distance", "load_records"]
