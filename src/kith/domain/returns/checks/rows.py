"""Rules about one row: its codes, its dates, and the child's birth."""

from collections.abc import Callable, Iterator

from kith.domain import dates
from kith.domain.returns import codes, tables
from kith.domain.returns.checks.view import Hit, View, day, quoted

_EPISODES = tables.Table.EPISODES
# Support for care leavers ends at 25 at the latest (Children and Social Work Act 2017, section 3).
_NO_LONGER_A_CARE_LEAVER = 26


def code(column: str, name: str, *, may_be_blank: bool = False) -> Callable[[View], Iterator[Hit]]:
    """A rule: the value of an Episodes column is a code of that year's return."""

    def check(view: View) -> Iterator[Hit]:
        allowed = codes.valid(_EPISODES, column, view.year)
        for part in view.of(_EPISODES):
            values = part.columns[column]
            wrong = set(values) - allowed - ({None} if may_be_blank else set())
            if not wrong:
                continue
            for at, value in enumerate(values):
                if value in wrong:
                    said = f"{quoted(value)} is not a code of the {view.year} return" if value else "is blank"
                    yield Hit(part, at, column, f"{name} {said}.")

    return check


def birth_missing(view: View) -> Iterator[Hit]:
    """102: no date of birth."""
    for part in view.of(tables.Table.HEADER):
        births = part.columns["DOB"]
        if None in births:
            for at, dob in enumerate(births):
                if dob is None:
                    yield Hit(part, at, "DOB", "The date of birth is missing or is not a date, so no age can be told.")


def birth_after_year(view: View) -> Iterator[Hit]:
    """301: born after the year ended."""
    end = dates.return_year_end(view.year)
    for part in view.of(tables.Table.HEADER):
        for at, dob in enumerate(part.columns["DOB"]):
            if dob is not None and dob > end:
                yield Hit(part, at, "DOB", f"Born on {day(dob)}, after the return year ended on {day(end)}.")


def birth_long_ago(view: View) -> Iterator[Hit]:
    """Too old to be in a children's return: mostly a slip in the year, which would make every age wrong."""
    end = dates.return_year_end(view.year)
    for part in view.of(tables.Table.HEADER):
        for at, dob in enumerate(part.columns["DOB"]):
            if dob is not None and dates.age_on(dob, end) >= _NO_LONGER_A_CARE_LEAVER:
                yield Hit(part, at, "DOB", f"Born on {day(dob)}: {dates.age_on(dob, end)} years old on {day(end)}.")


def birth_differs(view: View) -> Iterator[Hit]:
    """203: rows disagree on the date of birth, in this return or with another year's."""
    unsure = {child for child, known in view.births.items() if len(known) > 1}
    for part in view.with_dates_of_birth() if unsure else ():
        for at, (child, dob) in enumerate(zip(part.columns["CHILD"], part.columns["DOB"], strict=True)):
            if child in unsure and dob is not None:
                others = ", ".join(day(other) for other in sorted(view.births[child] - {dob}))
                words = f"Born on {day(dob)} here and on {others} elsewhere. A person must say which."
                yield Hit(part, at, "DOB", words)


def starts_before_birth(view: View) -> Iterator[Hit]:
    """302: care began before the child was born."""
    for part in view.of(_EPISODES):
        children, starts = part.columns["CHILD"], part.columns["DECOM"]
        for at, (child, start) in enumerate(zip(children, starts, strict=True)):
            dob = view.birth(child)
            if dob is not None and start < dob:
                yield Hit(part, at, "DECOM", f"Begins on {day(start)}, before the child was born on {day(dob)}.")


def ends_before_start(view: View) -> Iterator[Hit]:
    """356: an episode ends before it begins."""
    for part in view.of(_EPISODES):
        for at, (start, end) in enumerate(zip(part.columns["DECOM"], part.columns["DEC"], strict=True)):
            if end is not None and end < start:
                yield Hit(part, at, "DEC", f"Ends on {day(end)}, before it begins on {day(start)}.")


def end_and_reason(view: View) -> Iterator[Hit]:
    """148: the end and its reason are both given or both blank."""
    for part in view.of(_EPISODES):
        for at, (end, reason) in enumerate(zip(part.columns["DEC"], part.columns["REC"], strict=True)):
            if (end is None) != (reason is None):
                if end is None:
                    words = f"Reason for the end {quoted(reason)} but no end date: the episode counts as open."
                    yield Hit(part, at, "DEC", words)
                else:
                    yield Hit(part, at, "REC", f"Ends on {day(end)} but no reason is given.")


def asylum_status_ends_late(view: View) -> Iterator[Hit]:
    """304: unaccompanied asylum-seeking status ends on the 18th birthday at the latest."""
    for part in view.of(tables.Table.UASC):
        for at, (child, ceased) in enumerate(zip(part.columns["CHILD"], part.columns["DUC"], strict=True)):
            dob = view.birth(child)
            if dob is not None and ceased is not None and ceased > dates.birthday(dob, 18):
                yield Hit(part, at, "DUC", f"The status ends on {day(ceased)}, after the 18th birthday.")
