"""The parts of a workbook's package: walking through one of them, piece by piece, and what can go wrong."""

import zipfile
import zlib

from kith.domain.returns import safexml, sheets

BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, KeyError, ValueError)


class Enough(Exception):
    """Raised by whoever takes what a part holds and needs no more of it."""


class Reader:
    """One part of a workbook; by default nothing of it is of interest."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, words: str) -> None:
        """Words within an element."""


def walk(reader: Reader, archive: zipfile.ZipFile, part: str) -> None:
    """Take a reader through a part, until the end or until it has enough. Raises sheets.CannotRead."""
    try:
        with archive.open(part) as unpacked:
            chunks = iter(lambda: unpacked.read(safexml.CHUNK), b"")
            safexml.Walk(reader.start, reader.end, reader.text).through(chunks)
    except (safexml.NotSafe, safexml.Damaged) as failure:
        raise sheets.CannotRead(f"a part of the workbook cannot be read: {failure}") from failure
    except sheets.CannotRead:
        raise
    except BROKEN as failure:
        raise sheets.CannotRead("the workbook is damaged or locked with a password") from failure
    except Enough:
        return


def whole(text: str | None, otherwise: int = 0) -> int:
    """A number as attributes hold it; `otherwise` for anything else."""
    return int(text) if text and text.strip().isascii() and text.strip().isdecimal() and len(text) < 10 else otherwise
