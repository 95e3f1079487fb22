"""Made-up models for tests: one that knows one odd name, and some that are no good."""

from collections.abc import Iterator

from kith.domain import casefiles


class OneName:
    """Knows "zork quill", which no rule takes for a name, and says so wherever it stands."""

    name, version = "tiny", "1"

    def names(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the name stands, and offsets that fit nothing."""
        yield (-5, 10**9)
        at = text.find("zork quill")
        if at >= 0:
            yield (at, at + len("zork quill"))


class Breaks(OneName):
    """Breaks on whatever it is given, and says what it read."""

    def names(self, text: str) -> Iterator[tuple[int, int]]:
        """Raise with words of the notes."""
        raise ValueError(text)


class GivesWords(OneName):
    """Gives words where numbers are asked for."""

    def names(self, text: str) -> Iterator[casefiles.Suggestion]:  # type: ignore[override]
        """No offsets."""
        yield from ["zork"]  # type: ignore[misc]


class CannotBeMade(OneName):
    """Needs a file that is not there."""

    def __init__(self) -> None:
        raise OSError
