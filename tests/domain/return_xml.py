"""Small XML returns for tests, as an authority's system would write them."""

from kith.domain import returns

OPEN, CLOSE = "<?xml version='1.0' encoding='utf-8'?>\n<EXPSSDA903>", "</EXPSSDA903>"


def element(name: str, *inside: str, **fields: str) -> str:
    """An element with a field for each name; a blank one is there and empty."""
    said = "".join(f"<{field}>{value}</{field}>" if value else f"<{field} />" for field, value in fields.items())
    return f"<{name}>{said}{''.join(inside)}</{name}>"


def header(child: str = "7", *inside: str, **fields: str) -> str:
    """A child's HEADER."""
    given = {"CHILDID": child, "UPN": "", "SEX": "1", "DOB": "02/03/2012", "ETHNIC": "WBRI", "UASC": ""} | fields
    return element("HEADER", *inside, **given)


def episode(**fields: str) -> str:
    """An EPISODE that is open."""
    given = {"DECOM": "01/05/2017", "RNE": "S", "LS": "C2", "CIN": "N1", "PL": "U4", "DEC": "", "REC": ""} | fields
    return element("EPISODE", **given)


def child(*inside: str) -> str:
    """A CHILD, on a line of its own."""
    return f"\n<CHILD>{''.join(inside)}</CHILD>"


def document(*children: str) -> bytes:
    """A whole return."""
    return f"{OPEN}{''.join(children)}\n{CLOSE}\n".encode()


def read(data: bytes, name: str = "return.xml", **options: object) -> returns.Reading:
    """Read one XML file."""
    return returns.read([returns.Source(name, data)], **options)  # type: ignore[arg-type]


def rows(reading: returns.Reading, table: returns.Table) -> list[dict[str, str]]:
    """The rows of a table as sent, by column."""
    return [
        dict(zip(file.columns, row.raw, strict=False))
        for file in reading.files
        if file.table is table
        for row in file.rows
    ]
