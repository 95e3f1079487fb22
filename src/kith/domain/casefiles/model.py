"""The door for a language model that a service may add: it only adds names, and everything works without one."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol


class Found(NamedTuple):
    """A stretch of the text that the model takes for a person's name: half-open code point offsets."""

    start: int
    end: int


class NameModel(Protocol):
    """What such a model offers. Kith ships none. `name` and `version` stand in the suggestion's rule."""

    name: str
    version: str

    def names(self, text: str) -> Iterable[Found]:
        """People's names in the text. Must not send the text anywhere: notes never leave the service."""
        ...
