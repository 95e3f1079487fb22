"""Files outside the database: one encrypted file each, named by chance, for its owner only."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from kith.sealing import keys


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of encrypted files. ``place`` names the table whose rows they belong to: a file fits its row alone."""

    folder: str
    place: str

    def keep(self, content: bytes, *, file_id: uuid.UUID) -> str:
        """Encrypt a file's bytes into the store; returns the name under which they stand."""
        folder = self._path()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = uuid.uuid4().hex
        handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(keys.current().seal(content, f"{self.place}:{file_id}"))
        return name

    @contextmanager
    def keeping(self, content: bytes, *, file_id: uuid.UUID) -> Iterator[str]:
        """Keep a file while its row is saved inside; where that fails, no file stays behind."""
        name = self.keep(content, file_id=file_id)
        try:
            yield name
        except BaseException:
            self.remove(name)
            raise

    def open_kept(self, name: str, *, file_id: uuid.UUID) -> bytes:
        """The bytes of a stored file. Raises OSError if it is gone, SealBroken if it was changed."""
        return keys.current().open((self._path() / name).read_bytes(), f"{self.place}:{file_id}")

    def remove(self, name: str) -> None:
        """Destroy a stored file."""
        if name:
            (self._path() / name).unlink(missing_ok=True)

    def _path(self) -> Path:
        return Path(settings.KITH_STORE) / self.folder
