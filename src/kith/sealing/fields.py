"""Model fields whose values are encrypted before they reach the database."""

import json
from typing import Any

from django.db import models

from kith.sealing import keys


class SealedField(models.BinaryField):
    """Stores ciphertext; gives and takes plain values. Cannot be searched or ordered by, on purpose."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def place(self) -> str:
        """The place a value is bound to."""
        return f"{self.model._meta.label}.{self.name}"

    def dump(self, value: Any) -> bytes:
        """Turn a plain value into bytes."""
        raise NotImplementedError

    def parse(self, value: bytes) -> Any:
        """Turn bytes into the plain value."""
        raise NotImplementedError

    def get_prep_value(self, value: Any) -> Any:
        if value is None:
            return None
        return keys.current().seal(self.dump(value), self.place())

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = value if prepared else self.get_prep_value(value)
        return None if sealed is None else connection.Database.Binary(sealed)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        return self.parse(keys.current().open(bytes(value), self.place()))

    def get_lookup(self, lookup_name: str) -> Any:
        """Only "is null" makes sense on ciphertext."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


class SealedTextField(SealedField):
    """A sealed string."""

    # What stands in a row, for the type checker: not the bytes that the database holds.
    _pyi_private_set_type: str
    _pyi_private_get_type: str  # type: ignore[assignment]

    def dump(self, value: Any) -> bytes:
        return str(value).encode("utf-8")

    def parse(self, value: bytes) -> Any:
        return value.decode("utf-8")


class SealedJSONField(SealedField):
    """A sealed JSON value."""

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def dump(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")

    def parse(self, value: bytes) -> Any:
        return json.loads(value)
