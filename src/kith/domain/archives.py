"""Zip archives from outside: what makes one unsafe to open."""

import stat
import zipfile
from collections.abc import Sequence

_LOCAL_HEADER = 30


class NotSafe(ValueError):
    """The archive is not opened; the text says why in words that may follow its name."""


def refuse_unsafe(entries: Sequence[zipfile.ZipInfo], *, most_entries: int, most_ratio: int) -> None:
    """Raise NotSafe where an archive could harm: too many files, packed too tightly, overlapping, or leading elsewhere.

    `most_ratio` is unpacked to packed size. What the files unpack to together is the caller's to limit. The Python
    library opens such archives without a word (zip bombs of overlapping files: D. Fifield, WOOT 2019).
    """
    if len(entries) > most_entries:
        raise NotSafe(f"the zip holds {len(entries):,} files; the limit is {most_entries:,}")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        parts = entry.filename.replace("\\", "/").split("/")
        if parts[0] == "" or ".." in parts or ":" in parts[0]:
            raise NotSafe("the zip holds a file with an unsafe path")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise NotSafe("the zip holds a link to another file")
        if entry.file_size > most_ratio * max(entry.compress_size, 1):
            raise NotSafe(f"the zip holds a file that unpacks to more than {most_ratio} times its size")
        if entry.header_offset < end:
            raise NotSafe("the zip holds files that overlap")
        end = entry.header_offset + _LOCAL_HEADER + len(entry.filename.encode()) + entry.compress_size
