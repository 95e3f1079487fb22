"""GEDZIP: a zip with `gedcom.ged` at its top and the pictures beside it, none of which is unpacked."""

from __future__ import annotations

import io
import zipfile
import zlib

from kith.domain import archives
from kith.domain.gedcom.result import Limits

_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_FAMILY_FILE = "gedcom.ged"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)


class NotOpened(ValueError):
    """The archive is not opened; the message is a plain sentence."""


def is_packed(data: bytes) -> bool:
    """Whether the bytes are a zip."""
    return data.startswith(_MAGIC)


def unpack(data: bytes, limits: Limits) -> tuple[bytes, frozenset[str]]:
    """The bytes of the family file, and the names of all files in the archive. Raises NotOpened.

    FamilySearch GEDCOM 7.0, "GEDZIP". Where `gedcom.ged` is missing, the only file that ends in .ged is taken.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            archives.refuse_unsafe(entries, most_entries=limits.entries, most_ratio=limits.ratio)
            if sum(entry.file_size for entry in entries) > limits.total_bytes:
                raise NotOpened(f"The archive unpacks to more than {limits.total_bytes:,} bytes.")
            entry = _family_file(entries)
            if entry.file_size > limits.bytes:
                raise NotOpened(f"The family file in the archive is larger than {limits.bytes:,} bytes.")
            return archive.read(entry), frozenset(entry.filename for entry in entries)
    except archives.NotSafe as reason:
        raise NotOpened(f"The archive is not opened: {reason}.") from reason
    except NotOpened:
        raise
    except _UNREADABLE as failure:
        raise NotOpened("The archive is damaged, or locked with a password.") from failure


def _family_file(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    named = [entry for entry in entries if entry.filename == _FAMILY_FILE]
    likely = named or [entry for entry in entries if entry.filename.lower().endswith(".ged")]
    if len(likely) != 1:
        how = "no" if not likely else "more than one"
        raise NotOpened(f"The archive holds {how} family file; a GEDZIP has one, {_FAMILY_FILE}.")
    return likely[0]
