"""The door for a language model that a service may add: it only adds names, and everything works without one."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol

# What the rule of a suggestion begins with where a model alone saw the name.
SEEN_BY = "model:"


class NameModel(Protocol):
    """What such a model offers. Kith ships none. `name` and `version` stand in the suggestion's rule."""

    @property
    def name(self) -> str:
        """What it is called."""

    @property
    def version(self) -> str:
        """Which one it is."""

    def names(self, text: str) -> Iterable[tuple[int, int]]:
        """People's names in the text: half-open code point offsets.

        Must not send the text anywhere: notes never leave the service.
        """


class Heard(NamedTuple):
    """What a model said of one text, so that nothing of the model itself runs while the rules read."""

    name: str
    version: str
    found: tuple[tuple[int, int], ...]

    def names(self, text: str) -> Iterable[tuple[int, int]]:
        """The names it gave."""
        return self.found


def ask(model: NameModel, text: str) -> Heard:
    """Have a model read a text. Whatever it raises comes through, and what is no pair of numbers raises too."""
    found = tuple((int(start), int(end)) for start, end in model.names(text))
    return Heard(str(model.name), str(model.version), found)


def rule_of(model: NameModel) -> str:
    """The rule of a suggestion that this model alone saw."""
    return f"{SEEN_BY}{model.name}/{model.version}"


def seen_by(rule: str) -> str:
    """The model (name/version) that alone saw a name, by the rule of its suggestion; "" for the rules' own."""
    return rule.removeprefix(SEEN_BY) if rule.startswith(SEEN_BY) else ""
