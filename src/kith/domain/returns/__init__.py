"""Reading the statutory return: what other parts of Kith may use.

`read` turns files, folders and zips into a `Reading`; `timelines` turns a reading, or rows kept in a database, into
one `Record` a child.
"""

from kith.domain.returns.born import births
from kith.domain.returns.model import (
    FORMS,
    MASK,
    Distances,
    FileRead,
    Finding,
    Ledger,
    Limits,
    Part,
    Reading,
    Refused,
    Row,
    Severity,
    Source,
    Status,
    Submitted,
)
from kith.domain.returns.reading import TWO_VERSIONS, finding_order, read, told
from kith.domain.returns.records import (
    AdoptionDecision,
    Birth,
    CareLeaver,
    Episode,
    ListRow,
    Record,
    Review,
    Sdq,
    UasRow,
)
from kith.domain.returns.tables import FIRST_YEAR, HISTORIES, LAST_YEAR, Table
from kith.domain.returns.timeline import timelines

__all__ = [
    "FIRST_YEAR",
    "FORMS",
    "HISTORIES",
    "LAST_YEAR",
    "MASK",
    "TWO_VERSIONS",
    "AdoptionDecision",
    "Birth",
    "CareLeaver",
    "Distances",
    "Episode",
    "FileRead",
    "Finding",
    "Ledger",
    "Limits",
    "ListRow",
    "Part",
    "Reading",
    "Record",
    "Refused",
    "Review",
    "Row",
    "Sdq",
    "Severity",
    "Source",
    "Status",
    "Submitted",
    "Table",
    "UasRow",
    "births",
    "finding_order",
    "read",
    "timelines",
    "told",
]
