"""Reads: imports, their findings, and the rows that answers are made from."""

from kith.returns.queries.behind import OWN_TABLES, WITH_BIRTHS, Place, SentRow, Shown, list_rows_of_child
from kith.returns.queries.comparing import Comparison, PartChanges, compare
from kith.returns.queries.imports import (
    A_PAGE,
    FINDINGS_A_PAGE,
    count_findings,
    get_batch,
    is_to_be_checked_again,
    list_batches,
    list_councils,
    list_files,
    list_finding_groups,
    open_findings,
)
from kith.returns.queries.incoming import Sent, SentFile, find_against_saved, get_council_codes, read_sent
from kith.returns.queries.kept import get_kept
from kith.returns.queries.stored import (
    RowsInForce,
    get_pupils_in_force,
    get_replaced,
    get_rows_in_force,
    get_rows_to_compare,
    list_batches_in_force,
    list_children_in_force,
    list_known_again,
    list_parts_in_force,
    list_tables_in_force,
    open_postcodes,
    unseal,
)
from kith.returns.queries.waiting import A_PAGE as WAITING_A_PAGE
from kith.returns.queries.waiting import WaitingRow, count_waiting, open_waiting_rows

__all__ = [
    "A_PAGE",
    "FINDINGS_A_PAGE",
    "OWN_TABLES",
    "WAITING_A_PAGE",
    "WITH_BIRTHS",
    "Comparison",
    "PartChanges",
    "Place",
    "RowsInForce",
    "Sent",
    "SentFile",
    "SentRow",
    "Shown",
    "WaitingRow",
    "compare",
    "find_against_saved",
    "get_council_codes",
    "count_findings",
    "count_waiting",
    "get_batch",
    "get_replaced",
    "list_batches",
    "list_batches_in_force",
    "list_children_in_force",
    "list_councils",
    "list_files",
    "list_finding_groups",
    "list_known_again",
    "list_parts_in_force",
    "list_rows_of_child",
    "list_tables_in_force",
    "is_to_be_checked_again",
    "open_findings",
    "open_postcodes",
    "open_waiting_rows",
    "get_pupils_in_force",
    "get_kept",
    "read_sent",
    "get_rows_in_force",
    "get_rows_to_compare",
    "unseal",
]
