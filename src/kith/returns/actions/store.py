"""The store of returned files: one encrypted file each, named by chance, outside the database."""

import os
import uuid
from pathlib import Path

from django.conf import settings

from kith.sealing import keys

PLACE = "returns.StoredFile"


def keep(content: bytes, *, file_id: uuid.UUID) -> str:
    """Encrypt a file's bytes into the store, for its owner only; returns the name under which they stand."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name = uuid.uuid4().hex
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(keys.current().seal(content, f"{PLACE}:{file_id}"))
    return name


def open_kept(name: str, *, file_id: uuid.UUID) -> bytes:
    """The bytes of a stored file. Raises OSError if it is gone, SealBroken if it was changed."""
    return keys.current().open((_folder() / name).read_bytes(), f"{PLACE}:{file_id}")


def remove(name: str) -> None:
    """Destroy a stored file."""
    if name:
        (_folder() / name).unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.KITH_STORE) / "returns"
