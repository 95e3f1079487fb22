"""The copy that is kept of one table of an XML file or a workbook: its rows as CSV, each with its place.

Of such a file only the tables that Kith reads are kept, so that nothing else in a workbook (other lists, other
children) stays with the service. Switched-off values are replaced already.
"""

import csv
import io

from kith.domain.returns import model, sheets, tables

_BESIDE = ("place", "waits")


def of_file(file: model.FileRead) -> bytes:
    """The rows of a file as it was read: place, why a row waits (blank if it does not), and its cells."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow([*_BESIDE, *file.columns])
    for row in file.rows:
        writer.writerow([row.line, row.reason, *row.raw])
    return out.getvalue().encode()


def read(data: bytes, table: tables.Table) -> sheets.Sheet:
    """The sheet that a copy was made of; its findings were noted when the file came in."""
    _, _, *header = next(rows := csv.reader(io.StringIO(data.decode(), newline="")))
    kept = [sheets.SheetRow(int(line), cells, waits) for line, waits, *cells in rows]
    return sheets.Sheet(tables.SPECS[table], tuple(header), kept)
