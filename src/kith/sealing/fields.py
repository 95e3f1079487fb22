"""Model fields whose values are encrypted before they reach the database."""

import json
from typing import Any, cast

from django.db import models
from django.db.models.query_utils import DeferredAttribute

from kith.sealing import keys, reading

# A text that says who wrote it begins with these: no form lets such a character in.
_BEGINS, _ENDS = "\x02", "\x03"
_CLOSE: Any = {"ensure_ascii": False, "separators": (",", ":")}


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


class WordsAttribute(DeferredAttribute):
    """Gives the words of a row as the reader in force may see them; keeps them as they were written."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        words = super().__get__(instance, cls)
        return words if instance is None else reading.as_shown(words, instance)

    def __set__(self, instance: Any, words: Any) -> None:
        instance.__dict__[self.field.attname] = words.written if isinstance(words, reading.Shown) else words


class SealedTextField(SealedField):
    """A sealed string that remembers who wrote it. Known sealed values in it are shown to nobody who may not know them.

    ``as_it_is``: for words that are compared with a digest, and so are never shown in part.
    """

    # What stands in a row, for the type checker: not the bytes that the database holds.
    _pyi_private_set_type: str
    _pyi_private_get_type: str  # type: ignore[assignment]

    def __init__(self, *args: Any, as_it_is: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.descriptor_class = DeferredAttribute if as_it_is else WordsAttribute

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The words as they were written, not as whoever saves the row sees them."""
        words = reading.as_written(model_instance.__dict__.get(self.attname))
        model_instance.__dict__[self.attname] = words
        return words

    def dump(self, value: Any) -> bytes:
        words = reading.as_written(str(value) if not isinstance(value, str) else value)
        head = f"{_BEGINS}{words.by}{_ENDS}" if words.by or words.startswith(_BEGINS) else ""
        return f"{head}{words}".encode()

    def parse(self, value: bytes) -> Any:
        words = value.decode("utf-8")
        if not words.startswith(_BEGINS):
            return reading.Written(words)
        by, _, rest = words[1:].partition(_ENDS)
        return reading.Written(rest, by)


class SeveralWordsAttribute(DeferredAttribute):
    """As WordsAttribute, for every text inside a value of several."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        return value if instance is None else reading.each_text(value, lambda one: reading.as_shown(one, instance))

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = reading.each_text(value, reading.bare)


class SealedJSONField(SealedField):
    """A sealed JSON value. Every text in it remembers who wrote it, and is shown as a sealed text is.

    ``as_it_is``: for what the program alone reads, or its writer alone, or whoever knows every sealed value.
    """

    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, as_it_is: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_as_it_is = as_it_is
        self.descriptor_class = DeferredAttribute if as_it_is else SeveralWordsAttribute

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The texts as they were written, not as whoever saves the row sees them."""
        return model_instance.__dict__.get(self.attname)

    def dump(self, value: Any) -> bytes:
        return json.dumps(value if self.is_as_it_is else reading.each_text(value, _signed), **_CLOSE).encode("utf-8")

    def parse(self, value: bytes) -> Any:
        parsed = json.loads(value)
        return parsed if self.is_as_it_is else reading.each_text(parsed, _read)


def _signed(words: str) -> str:
    """A text inside a value of several with who wrote it before it, as `SealedTextField` keeps one."""
    written = reading.as_written(words)
    return f"{_BEGINS}{written.by}{_ENDS}{written}" if written.by or written.startswith(_BEGINS) else str(written)


def _read(words: str) -> reading.Written:
    if not words.startswith(_BEGINS):
        return reading.Written(words)
    by, _, rest = words[1:].partition(_ENDS)
    return reading.Written(rest, by)


class WordsOfRowAttribute(WordsAttribute):
    """As WordsAttribute, for words that stand open: whoever wrote the row wrote them."""

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        words = DeferredAttribute.__get__(self, instance, cls)
        if instance is None or not isinstance(words, reading.Written):
            return words
        field = cast("WordsField", self.field)
        if field.is_name and not any(one.isdecimal() or one == "@" for one in words):
            return words
        by = getattr(instance, f"{field.writer}_id")
        return reading.as_shown(words, instance, by=f"user:{by}" if by else "")


class WordsField(models.CharField):
    """A line of words that stands open in the database, so that it can be ordered by. Shown as sealed words are.

    ``writer`` names the link of the row to whoever wrote it: a row has one writer, or its words are never changed.
    ``is_name``: letters alone are what somebody is called, and stay whatever else bears the same name.
    The database sees an ordinary line of text, so that no migration knows of this.
    """

    def __init__(self, *args: Any, writer: str = "recorded_by", is_name: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.writer, self.is_name = writer, is_name
        self.descriptor_class = WordsOfRowAttribute

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value if value is None else reading.Written(value)

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(reading.bare(value) if isinstance(value, str) else value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """The words as they were written, not as whoever saves the row sees them."""
        return reading.bare(model_instance.__dict__.get(self.attname))
