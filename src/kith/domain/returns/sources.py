"""Opening what was handed over: files, folders and zips, one file at a time and within limits."""

import io
import os
import pathlib
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kith.domain import archives
from kith.domain.returns import model

_ZIP_MAGIC = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)
_LITTER = {"__MACOSX", "Thumbs.db", "desktop.ini"}


class Member(NamedTuple):
    """One file. `folder` groups those that stand side by side: they belong to the same year's return.

    `copy_of` is the table where the file is a copy that Kith made of one (see copies.py).
    """

    name: str
    folder: str
    data: bytes
    copy_of: str = ""


class _NotOpened(Exception):
    """A limit was reached, or an archive is not safe to open or holds nothing to read."""


class _Budget:
    """Counts the bytes that one reading takes in."""

    def __init__(self, limits: model.Limits) -> None:
        self.limits = limits
        self.left = limits.total_bytes

    def take(self, size: int) -> None:
        if size > self.left:
            most = f"{self.limits.total_bytes:,} bytes"
            raise _NotOpened(f"it would take this reading over {most} at once; bring in one year at a time, or less")
        self.left -= size


def members(sources: Iterable[model.Source], limits: model.Limits) -> Iterator[Member | model.Refused]:
    """Every file in the sources, in the order of their names within a folder or zip. Litter of desktops is left out."""
    budget = _Budget(limits)
    for source in sources:
        if isinstance(source.data, bytes) and source.copy_of:
            budget.take(len(source.data))
            yield Member(source.name, posixpath.dirname(source.name), source.data, source.copy_of)
        elif isinstance(source.data, bytes):
            folder = posixpath.dirname(source.name)
            yield from _opened(source.name, folder, source.data, budget)
        else:
            yield from _from_path(source.name, source.data, budget)


def _from_path(name: str, path: pathlib.Path, budget: _Budget) -> Iterator[Member | model.Refused]:
    if os.path.isdir(path):
        shut: list[OSError] = []
        for file in _files_under(path, shut):
            yield from _from_path(_shown(name, path, file), file, budget)
        yield from (_not_opened(_shown(name, path, pathlib.Path(one.filename)), one) for one in shut)
        return
    try:
        data = _read(path, budget)
    except _NotOpened as reason:
        yield model.Refused(name, str(reason))
    except OSError as failure:
        yield _not_opened(name, failure)
    else:
        yield from _opened(name, str(path.parent.resolve()), data, budget)


def _read(path: pathlib.Path, budget: _Budget) -> bytes:
    """The bytes, as far as the budget goes: a device or a pipe does not say how long it is."""
    with path.open("rb") as file:
        state = os.fstat(file.fileno())
        if state.st_size > budget.left:
            budget.take(state.st_size)
        data = file.read() if stat.S_ISREG(state.st_mode) else file.read(budget.left + 1)
    if len(data) > budget.left:
        budget.take(len(data))
    return data


def _shown(name: str, folder: pathlib.Path, file: pathlib.Path) -> str:
    """The name of a file under the folder that was given by `name`."""
    return posixpath.join(name.rstrip("/"), file.relative_to(folder).as_posix())


def _not_opened(name: str, failure: OSError) -> model.Refused:
    return model.Refused(name, f"could not be opened: {failure.strerror or 'unreadable'}")


def _files_under(folder: pathlib.Path, shut: list[OSError]) -> Iterator[pathlib.Path]:
    """Every file in a folder, by name. Folders that cannot be opened go into `shut`: none is left out in silence."""
    for parent, folders, files in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        yield from (pathlib.Path(parent, name) for name in sorted(files) if not _is_litter(name))


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name in _LITTER


def _opened(name: str, folder: str, data: bytes, budget: _Budget) -> Iterator[Member | model.Refused]:
    """The file itself, or the files in it if it is a zip."""
    try:
        if data[:4] in {_ZIP_MAGIC, _EMPTY_ZIP}:
            yield from _from_zip(name, folder, data, budget)
            return
        budget.take(len(data))
    except (_NotOpened, archives.NotSafe) as reason:
        yield model.Refused(name, str(reason))
    except _UNREADABLE:
        yield model.Refused(name, "the zip is damaged or cannot be opened")
    else:
        yield Member(name, folder, data)


def _from_zip(name: str, folder: str, data: bytes, budget: _Budget) -> Iterator[Member | model.Refused]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if _is_document(entries):
            budget.take(sum(entry.file_size for entry in entries))
            yield Member(name, folder, data)
            return
        if not entries:
            raise _NotOpened("the zip holds no files")
        archives.refuse_unsafe(entries, most_entries=budget.limits.entries, most_ratio=budget.limits.ratio)
        budget.take(sum(entry.file_size for entry in entries))
        for entry in sorted(entries, key=lambda entry: entry.filename):
            if any(_is_litter(part) for part in entry.filename.replace("\\", "/").split("/")):
                continue
            shown = f"{name}!{entry.filename}"
            # Older Windows programs part folders with a backslash, which the format does not allow.
            within = posixpath.dirname(entry.filename.replace("\\", "/"))
            yield _unpacked(archive, entry, Member(shown, f"{folder}/{name}!{within}", b""), budget)


def _unpacked(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, member: Member, budget: _Budget
) -> Member | model.Refused:
    try:
        content = archive.read(entry)
        if content[:4] == _ZIP_MAGIC:
            with zipfile.ZipFile(io.BytesIO(content)) as inner:
                entries = inner.infolist()
            if not _is_document(entries):
                return model.Refused(member.name, "a zip inside a zip is not opened; unpack it first")
            budget.take(sum(one.file_size for one in entries))
    except _NotOpened as reason:
        return model.Refused(member.name, str(reason))
    except _UNREADABLE:
        return model.Refused(member.name, "this file in the zip is damaged or locked with a password")
    return member._replace(data=content)


def _is_document(entries: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether an archive is a workbook or another document of its family; what it is, its reader says."""
    return any(entry.filename == "[Content_Types].xml" for entry in entries)
