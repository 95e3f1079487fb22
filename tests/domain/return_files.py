"""Small returns for tests, written as an authority would send them."""

import io
import zipfile

from kith.domain import returns

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"


def csv_of(header: str, *rows: str) -> bytes:
    """A file with this header; a row that ends in "..." is filled with blank cells."""
    width = header.count(",") + 1
    lines = [header, *(_filled(row, width) for row in rows)]
    return ("\n".join(lines) + "\n").encode()


def episodes(*rows: str) -> bytes:
    """An Episodes file."""
    return csv_of(EPISODES, *rows)


def header(*rows: str) -> bytes:
    """A Header file."""
    return csv_of(HEADER, *rows)


def read(_year_folder: str = "2018", /, **files: bytes) -> returns.Reading:
    """Read files that stand in one folder: `read(episodes=..., header=...)`."""
    return returns.read([returns.Source(f"{_year_folder}/{name}.csv", data) for name, data in files.items()])


def one(data: bytes, name: str = "episodes.csv", **options: object) -> returns.Reading:
    """Read one file."""
    return returns.read([returns.Source(name, data)], **options)  # type: ignore[arg-type]


def zip_of(**files: bytes) -> bytes:
    """A zip; "__" in a name stands for "/" and the ending .csv is added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/") + ".csv", data)
    return buffer.getvalue()


def balanced(reading: returns.Reading) -> bool:
    """The ledger adds up, and so do the rows of the files."""
    book = reading.ledger
    parts = book.new + book.unchanged + book.changed + book.quarantined
    return book.read == parts == sum(file.row_count for file in reading.files)


def _filled(row: str, width: int) -> str:
    if not row.endswith("..."):
        return row
    start = row.removesuffix("...").rstrip(",")
    return start + "," * (width - 1 - start.count(","))
