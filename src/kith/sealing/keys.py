"""The key ring: which keys seal and open values, and how they are rotated."""

import hashlib
import hmac
import itertools
import json
import os
import secrets
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12
NONCES_AT_ONCE = 1_000
KEY_ID_BYTES = 4


class SealBroken(Exception):
    """A sealed value cannot be opened: the key is missing or the value was changed."""


class KeyRing:
    """AES-256-GCM keys by id. The newest seals; all of them open.

    A sealed value is ``key id (4 bytes) | nonce (12 bytes) | ciphertext and tag``. The ``place`` (for example
    ``returns.RawRow.sealed``) is authenticated with the value, so a value cannot be moved to another column.
    """

    def __init__(self, keys: dict[str, bytes], current_id: str, digest_key: bytes) -> None:
        self._ciphers = {bytes.fromhex(key_id): AESGCM(key) for key_id, key in keys.items()}
        self._current_id = bytes.fromhex(current_id)
        self._cipher = self._ciphers[self._current_id]
        self._digest_key = digest_key

    def seal(self, value: bytes, place: str) -> bytes:
        """Encrypt ``value`` for one place."""
        nonce = os.urandom(NONCE_BYTES)
        return self._current_id + nonce + self._cipher.encrypt(nonce, value, place.encode())

    def seal_each(self, values: Iterable[bytes | None], place: str) -> Iterator[bytes | None]:
        """Encrypt many values for one place; None stays None. As `seal`, with the nonces drawn a thousand at a time."""
        encrypt, key_id, bound = self._cipher.encrypt, self._current_id, place.encode()
        chunks = iter(values)
        while chunk := list(itertools.islice(chunks, NONCES_AT_ONCE)):
            drawn = os.urandom(NONCE_BYTES * len(chunk))
            nonces = (drawn[at : at + NONCE_BYTES] for at in range(0, len(drawn), NONCE_BYTES))
            for value, nonce in zip(chunk, nonces, strict=True):
                yield None if value is None else key_id + nonce + encrypt(nonce, value, bound)

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt; raises SealBroken if the key is not on the ring or the value or its place was changed."""
        cipher = self._ciphers.get(bytes(sealed[:KEY_ID_BYTES]))
        if cipher is None:
            raise SealBroken("The key that sealed this value is not on the key ring.")
        nonce = sealed[KEY_ID_BYTES : KEY_ID_BYTES + NONCE_BYTES]
        try:
            return cipher.decrypt(nonce, sealed[KEY_ID_BYTES + NONCE_BYTES :], place.encode())
        except InvalidTag as error:
            raise SealBroken("This sealed value was changed, or moved from another place.") from error

    def is_current(self, sealed: bytes) -> bool:
        """Whether a value is sealed with the newest key, so that rotation may skip it."""
        return bytes(sealed[:KEY_ID_BYTES]) == self._current_id

    def digest(self, value: str, purpose: str) -> bytes:
        """A keyed digest, for finding an exact value again without storing it."""
        return hmac.new(self._digest_key, f"{purpose}\0{value}".encode(), hashlib.sha256).digest()


def create_key_file(path: Path) -> None:
    """Make a new key file that only its owner can read. Refuses to overwrite one."""
    key_id = secrets.token_hex(KEY_ID_BYTES)
    content = {
        "current": key_id,
        "keys": {key_id: secrets.token_hex(32)},
        "digest_key": secrets.token_hex(32),
    }
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)


def rotate_key_file(path: Path) -> str:
    """Add a new current key beside the old ones and return its id; old values still open."""
    content = json.loads(path.read_text(encoding="utf-8"))
    key_id = secrets.token_hex(KEY_ID_BYTES)
    content["keys"][key_id] = secrets.token_hex(32)
    content["current"] = key_id
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
    fresh.replace(path)
    load.cache_clear()
    return key_id


@lru_cache(maxsize=4)
def load(path: Path) -> KeyRing:
    """Read a key file."""
    content = json.loads(path.read_text(encoding="utf-8"))
    keys = {key_id: bytes.fromhex(key) for key_id, key in content["keys"].items()}
    return KeyRing(keys, content["current"], bytes.fromhex(content["digest_key"]))


def current() -> KeyRing:
    """The key ring named in settings."""
    return load(Path(settings.KITH_KEY_FILE))


def keyed_digest(value: str, purpose: str) -> bytes:
    """A keyed digest of a value with the service's own key."""
    return current().digest(value, purpose)
