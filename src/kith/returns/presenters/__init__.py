"""Page objects: imports, what was found in them, and rows that wait."""

from kith.returns.presenters.findings import CSV_COLUMNS, findings_csv, findings_page
from kith.returns.presenters.imports import batch_rows, change_sentences, import_page, ledger_sentence, takes_most
from kith.returns.presenters.sheets import pagination
from kith.returns.presenters.waiting import waiting_csv, waiting_page

__all__ = [
    "CSV_COLUMNS",
    "batch_rows",
    "change_sentences",
    "findings_csv",
    "findings_page",
    "import_page",
    "ledger_sentence",
    "pagination",
    "takes_most",
    "waiting_csv",
    "waiting_page",
]
