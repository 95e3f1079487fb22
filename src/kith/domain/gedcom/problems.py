"""What is wrong in a file, each thing with its line; a fault that fills a file is named often and then counted."""

from __future__ import annotations

from kith.domain.network import Problem

# So many problems of one kind are named one by one; a damaged file has one on every line.
MOST_OF_A_KIND = 200


class Problems:
    """Collects problems while a file is read."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._of_kind: dict[str, int] = {}
        self._last: dict[str, int | None] = {}

    def say(self, kind: str, line: int | None, text: str) -> None:
        """Note one problem. `kind` groups those that are alike; it is not shown."""
        count = self._of_kind.get(kind, 0) + 1
        self._of_kind[kind] = count
        self._last[kind] = line
        if count <= MOST_OF_A_KIND:
            self._found.append(Problem(text, line))

    def forget(self) -> None:
        """Begin anew: what was noted is of no interest after all."""
        self._found.clear()
        self._of_kind.clear()
        self._last.clear()

    def listed(self) -> list[Problem]:
        """Every problem in the order of the lines, those of the whole file first."""
        more = [
            Problem(f"{count - MOST_OF_A_KIND:,} more problems of the same kind follow, the last one here.", line)
            for (kind, count), line in zip(self._of_kind.items(), self._last.values(), strict=True)
            if count > MOST_OF_A_KIND
        ]
        return sorted([*self._found, *more], key=lambda problem: problem.line or 0)
