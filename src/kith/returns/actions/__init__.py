"""Writes: taking in a return, and what saving it or taking it back does to its rows."""

from kith.returns.actions.bulk import as_stored, insert_rows, update_rows
from kith.returns.actions.receive import (
    check_return_again,
    compare_with_stored,
    discard_return,
    must_be_unsaved,
    receive_return,
)
from kith.returns.actions.saving import put_in_force, write_parts
from kith.returns.actions.store import open_kept

__all__ = [
    "as_stored",
    "check_return_again",
    "compare_with_stored",
    "discard_return",
    "insert_rows",
    "must_be_unsaved",
    "open_kept",
    "put_in_force",
    "receive_return",
    "update_rows",
    "write_parts",
]
