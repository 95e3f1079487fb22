"""Family files of genealogy programs: reading GEDCOM 5.5.1, GEDCOM 7 and GEDZIP, and writing GEDCOM 7.

`read` turns bytes into an `Import` to look through; it never raises and never opens what a file names.
"""

from kith.domain.gedcom.reading import read
from kith.domain.gedcom.result import (
    Contact,
    Count,
    Details,
    Import,
    Limits,
    Media,
    Name,
    Note,
    Restriction,
    RestrictionKind,
    Unused,
)
from kith.domain.gedcom.writing import Written, write

__all__ = [
    "Contact",
    "Count",
    "Details",
    "Import",
    "Limits",
    "Media",
    "Name",
    "Note",
    "Restriction",
    "RestrictionKind",
    "Unused",
    "Written",
    "read",
    "write",
]
