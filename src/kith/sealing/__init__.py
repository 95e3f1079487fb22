"""Sealed values: encryption at rest with keys that live outside the database."""

from kith.sealing.fields import SealedJSONField, SealedTextField, WordsField
from kith.sealing.keys import KeyRing, SealBroken, create_key_file, current, keyed_digest, rotate_key_file

__all__ = [
    "KeyRing",
    "SealBroken",
    "SealedJSONField",
    "SealedTextField",
    "WordsField",
    "create_key_file",
    "current",
    "keyed_digest",
    "rotate_key_file",
]
