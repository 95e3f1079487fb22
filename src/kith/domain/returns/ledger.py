"""The ledger: which rows are new, unchanged or changed when the same key comes again."""

import itertools
from collections.abc import Iterable, Iterator

from kith.domain.returns import model, tables


class Books:
    """Counts accepted rows. Parts are entered in the order of year and content, so the counts never depend on order."""

    def __init__(self) -> None:
        self.new = 0
        self.unchanged = 0
        self.changed = 0
        self.findings: list[model.Finding] = []

    def enter(self, parts: Iterable[model.Part]) -> None:
        """Enter the parts of one table and one council."""
        waiting = list(parts)
        if len(waiting) == 1 and self._all_new(waiting[0]):
            return
        seen: dict[tables.Key, tuple[tuple[object, ...], model.Part, int]] = {}
        before: model.Part | None = None
        for part in waiting:
            self._compare(part, seen, is_copy=before is not None and _is_copy(part, before))
            before = part

    def ledger(self, quarantined: int) -> model.Ledger:
        """The ledger, with the rows that wait."""
        read = self.new + self.unchanged + self.changed + quarantined
        return model.Ledger(read, self.new, self.unchanged, self.changed, quarantined)

    def _all_new(self, part: model.Part) -> bool:
        if len(set(part.keys)) < len(part):
            return False
        self.new += len(part)
        return True

    def _compare(
        self,
        part: model.Part,
        seen: dict[tables.Key, tuple[tuple[object, ...], model.Part, int]],
        *,
        is_copy: bool,
    ) -> None:
        """Count one part's rows. Those of a copy are unchanged, also where one key stands in it more than once."""
        for key, values, line in zip(part.keys, rows_of(part), part.lines, strict=True):
            before = seen.get(key)
            if before is None:
                self.new += 1
            elif is_copy or before[0] == values:
                self.unchanged += 1
            else:
                self.changed += 1
            if before is not None and before[1] is part:
                self.findings.append(_twice(part, line, values, before))
            seen[key] = (values, part, line)


def _is_copy(part: model.Part, before: model.Part) -> bool:
    """Whether two parts of one table and council are the same file given twice: the same year and the same bytes."""
    return (part.year, part.sha256, part.sheet) == (before.year, before.sha256, before.sheet)


def rows_of(part: model.Part) -> Iterator[tuple[object, ...]]:
    """The rows of a part as tuples in the order of the table's columns."""
    names = tables.SPECS[part.table].columns
    return zip(*(part.columns[name] for name in names), strict=True)


def superseded(parts: Iterable[model.Part]) -> Iterator[tuple[model.Part, model.Part]]:
    """Pairs of (part left out, part used instead).

    Where two files give the same table, council and year and differ, the one with the higher SHA-256 is used whole:
    a corrected return replaces the earlier one, and no order of reading can change which.
    """

    def place(part: model.Part) -> tuple[str, str, int]:
        return part.table, part.council or "", part.year

    for _, group in itertools.groupby(sorted(parts, key=place), key=place):
        same = list(group)
        winner = max(same, key=lambda part: (part.sha256, part.file))
        yield from ((part, winner) for part in same if part.sha256 != winner.sha256)


def _twice(
    part: model.Part,
    line: int,
    values: tuple[object, ...],
    before: tuple[tuple[object, ...], model.Part, int],
) -> model.Finding:
    """Two rows of one file have one key."""
    spec = tables.SPECS[part.table]
    key = " and ".join(spec.key)
    if before[0] == values:
        rule, severity, words = "row.repeated", model.Severity.NOTE, f"The same row as line {before[2]}."
    else:
        rule, severity = "row.same-key", model.Severity.ERROR
        words = f"Line {before[2]} has the same {key} and says something else. This line is used; a person should look."
    child = str(values[0])
    return model.Finding(
        part.file, line, part.sheet, spec.key[-1], child, rule, severity, words, part.council, part.table
    )
