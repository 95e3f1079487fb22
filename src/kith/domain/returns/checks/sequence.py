"""Rules about how a child's episodes follow one another, and about decisions on adoption."""

from collections.abc import Callable, Iterator

from kith.domain.returns import tables
from kith.domain.returns.checks.view import Hit, View, day, quoted

_EPISODES = tables.Table.EPISODES
_STARTED = "S"
_CONTINUES = "X1"


def not_ended(view: View) -> Iterator[Hit]:
    """142: another episode began while this one has no end."""
    for part in view.of(_EPISODES):
        starts, ends = part.columns["DECOM"], part.columns["DEC"]
        for before, after in view.consecutive(part):
            if ends[before] is None:
                words = f"Has no end, but the child's next episode begins on {day(starts[after])}."
                yield Hit(part, before, "DEC", words)


def overlaps(view: View) -> Iterator[Hit]:
    """501: an episode begins before the one before it has ended."""
    for part in view.of(_EPISODES):
        starts, ends = part.columns["DECOM"], part.columns["DEC"]
        for before, after in view.consecutive(part):
            if ends[before] is not None and starts[after] < ends[before]:
                words = f"Begins on {day(starts[after])}, before the episode before it ends on {day(ends[before])}."
                yield Hit(part, after, "DECOM", words)


def starts_before_the_end(view: View) -> Iterator[Hit]:
    """431: said to start being looked after on or before the day the episode before ended."""
    for part in view.of(_EPISODES):
        starts, ends, reasons = (part.columns[name] for name in ("DECOM", "DEC", "RNE"))
        for before, after in view.consecutive(part):
            if reasons[after] == _STARTED and ends[before] is not None and starts[after] <= ends[before]:
                words = (
                    f"Care is said to start on {day(starts[after])}, but the child was in care until "
                    f"{day(ends[before])} (the episode before)."
                )
                yield Hit(part, after, "RNE", words)


def does_not_start_after_leaving(view: View) -> Iterator[Hit]:
    """432: the child had left care, so the next episode has to be a start."""
    for part in view.of(_EPISODES):
        left, reasons = part.columns["REC"], part.columns["RNE"]
        for before, after in view.consecutive(part):
            if left[before] not in {None, _CONTINUES} and reasons[after] != _STARTED:
                words = f"The child left care at the end of the episode before ({left[before]}): this is a start (S)."
                yield Hit(part, after, "RNE", words)


def continues_on_another_day(view: View) -> Iterator[Hit]:
    """433: said to continue, but it does not begin on the day the one before ended."""
    for part in view.of(_EPISODES):
        starts, ends, reasons = (part.columns[name] for name in ("DECOM", "DEC", "RNE"))
        for before, after in view.consecutive(part):
            if reasons[after] not in {None, _STARTED} and ends[before] != starts[after]:
                ended = f"ended on {day(ends[before])}" if ends[before] else "has no end"
                words = f"Said to continue ({quoted(reasons[after])}), but the episode before {ended}."
                yield Hit(part, after, "RNE", words)


def continues_into_nothing(view: View) -> Iterator[Hit]:
    """388: said to be followed by another episode the same day, and none is."""
    for part in view.of(_EPISODES):
        starts, ends, left = (part.columns[name] for name in ("DECOM", "DEC", "REC"))
        followed = {before for before, after in view.consecutive(part) if ends[before] == starts[after]}
        for at, (end, reason) in enumerate(zip(ends, left, strict=True)):
            if reason == _CONTINUES and end is not None and at not in followed:
                words = f"Said to go on in a new episode on {day(end)} (X1), but the next does not begin that day."
                yield Hit(part, at, "REC", words)


def without_decision(column: str, of: frozenset[str], what: str) -> Callable[[View], Iterator[Hit]]:
    """A rule: an episode with one of these codes needs a decision that the child should be placed for adoption."""

    def check(view: View) -> Iterator[Hit]:
        decided = {child for part in view.of(tables.Table.PLACED_ADOPTION) for child in part.columns["CHILD"]}
        for part in view.of(_EPISODES):
            for at, (child, value) in enumerate(zip(part.columns["CHILD"], part.columns[column], strict=True)):
                if value in of and child not in decided:
                    words = f"{what} ({quoted(value)}), but no decision to place for adoption is filed."
                    yield Hit(part, at, column, words)

    return check
