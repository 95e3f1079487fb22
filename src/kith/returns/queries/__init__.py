"""Reads: imports, their findings, and the rows that answers are made from."""

from kith.returns.queries.behind import Place, SentRow, list_rows_of_child
from kith.returns.queries.comparing import Comparison, PartChanges, compare
from kith.returns.queries.imports import (
    A_PAGE,
    FINDINGS_A_PAGE,
    count_findings,
    get_batch,
    list_batches,
    list_councils,
    list_files,
    list_finding_groups,
    must_check_again,
    open_findings,
)
from kith.returns.queries.incoming import Sent, SentFile, council_codes, read_sent
from kith.returns.queries.kept import read_kept
from kith.returns.queries.stored import (
    RowsInForce,
    get_replaced,
    list_batches_in_force,
    list_children_in_force,
    list_known_again,
    list_parts_in_force,
    list_tables_in_force,
    open_postcodes,
    pupils_in_force,
    rows_in_force,
    rows_to_compare,
    unseal,
)
from kith.returns.queries.waiting import A_PAGE as WAITING_A_PAGE
from kith.returns.queries.waiting import WaitingRow, count_waiting, open_waiting_rows

__all__ = [
    "A_PAGE",
    "FINDINGS_A_PAGE",
    "WAITING_A_PAGE",
    "Comparison",
    "PartChanges",
    "Place",
    "RowsInForce",
    "Sent",
    "SentFile",
    "SentRow",
    "WaitingRow",
    "compare",
    "council_codes",
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
    "must_check_again",
    "open_findings",
    "open_postcodes",
    "open_waiting_rows",
    "pupils_in_force",
    "read_kept",
    "read_sent",
    "rows_in_force",
    "rows_to_compare",
    "unseal",
]
