"""Rules about one row: its codes, its dates, and the child's birth."""

from collections.abc import Callable, Iterator

from kith.domain import dates, limits
from kith.domain.returns import codes, tables
from kith.domain.returns.checks.view import Hit, View, day, quoted

_EPISODES = tables.Table.EPISODES
# A number that stands at hundreds is a filler; naming them all would help nobody.
_NAMED_AT_MOST = 3
_NO_LONGER_A_CARE_LEAVER = limits.number("care_leaver_until_age") + 1


def code(column: str, name: str, *, may_be_blank: bool = False) -> Callable[[View], Iterator[Hit]]:
    """A rule: the value of an Episodes column is a code of that year's return."""

    def check(view: View) -> Iterator[Hit]:
        allowed = codes.valid(_EPISODES, column, view.year)
        for part in view.with_codes(column):
            values = part.columns[column]
            wrong = set(values) - allowed - ({None} if may_be_blank else set())
            if not wrong:
                continue
            for at, value in enumerate(values):
                if value in wrong:
                    said = f"{quoted(value)} is not a code of the {view.year} return" if value else "is blank"
                    yield Hit(part, at, column, f"{name} {said}.")

    return check


_is_a_placement = code("PLACE", "The placement")


def placement(view: View) -> Iterator[Hit]:
    """146: a code of that year's return, and one with which an episode could still begin on its first day."""
    yield from _is_a_placement(view)
    last_starts = codes.last_starts(_EPISODES, "PLACE", view.year)
    for part in view.of(_EPISODES) if last_starts else ():
        for at, (start, value) in enumerate(zip(part.columns["DECOM"], part.columns["PLACE"], strict=True)):
            last = last_starts.get(value)
            if last is not None and start > last:
                words = f"The placement {quoted(value)} cannot begin on {day(start)}: the last day was {day(last)}."
                yield Hit(part, at, "PLACE", words)


def birth_missing(view: View) -> Iterator[Hit]:
    """102: no date of birth."""
    for part in view.with_children():
        births = part.columns["DOB"]
        if None in births:
            for at, dob in enumerate(births):
                if dob is None:
                    yield Hit(part, at, "DOB", "The date of birth is missing or is not a date, so no age can be told.")


def birth_after_year(view: View) -> Iterator[Hit]:
    """301: born after the year ended."""
    end = dates.return_year_end(view.year)
    for part in view.with_children():
        for at, dob in enumerate(part.columns["DOB"]):
            if dob is not None and dob > end:
                yield Hit(part, at, "DOB", f"Born on {day(dob)}, after the return year ended on {day(end)}.")


def birth_long_ago(view: View) -> Iterator[Hit]:
    """Too old to be in a children's return: mostly a slip in the year, which would make every age wrong."""
    end = dates.return_year_end(view.year)
    for part in view.with_children():
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


def pupil_number_of_another(view: View) -> Iterator[Hit]:
    """A pupil number at two children, here or in a return saved before: swapped, copied, or one child filed as two.

    Nobody is merged and no number is moved: which of it is so, only a person can say.
    """
    shared = {upn for upn, children in view.pupils.items() if len(children | view.saved.get(upn, set())) > 1}
    for part in view.of(tables.Table.HEADER) if shared else ():
        for at, (child, upn) in enumerate(zip(part.columns["CHILD"], part.columns["UPN"], strict=True)):
            if upn in shared:
                named = _named(view.pupils[upn] - {child}, view.saved.get(upn, set()) - {child})
                if named:
                    words = f"This pupil number stands at another child too: {named}. A person must say whose it is."
                    yield Hit(part, at, "UPN", words)


def _named(here: set[str], before: set[str]) -> str:
    """The first few children of some, and how many more; those whom only a return saved before names say so."""
    others = [quoted(one) for one in sorted(here)]
    others += [f"{quoted(one)} (in a return saved before)" for one in sorted(before - here)]
    more = f" and {len(others) - _NAMED_AT_MOST:,} more" if len(others) > _NAMED_AT_MOST else ""
    return ", ".join(others[:_NAMED_AT_MOST]) + more


def starts_before_birth(view: View) -> Iterator[Hit]:
    """302: care began before the child was born."""
    for spells in view.spells():
        for at, child, start in spells.columns("CHILD", spells.start):
            dob = view.birth(child)
            if dob is not None and start is not None and start < dob:
                words = f"Begins on {day(start)}, before the child was born on {day(dob)}."
                yield Hit(spells.part, at, spells.start, words)


def ends_before_start(view: View) -> Iterator[Hit]:
    """356: an episode ends before it begins."""
    for spells in view.spells():
        for at, start, end in spells.columns(spells.start, spells.end):
            if start is not None and end is not None and end < start:
                words = f"Ends on {day(end)}, before it begins on {day(start)}."
                yield Hit(spells.part, at, spells.end, words)


def end_and_reason(view: View) -> Iterator[Hit]:
    """148: the end and its reason are both given or both blank."""
    for spells in view.spells():
        for at, end, reason in spells.columns(spells.end, "REC"):
            if end is None and reason is not None:
                words = f"Reason for the end {quoted(reason)} but no end date: the episode counts as open."
                yield Hit(spells.part, at, spells.end, words)
            elif end is not None and reason is None:
                yield Hit(spells.part, at, "REC", f"Ends on {day(end)} but no reason is given.")


def start_of_care_missing(view: View) -> Iterator[Hit]:
    """A child on the list of children in care without the day on which care began."""
    for part in view.of(tables.Table.LIST_8):
        for at, start in enumerate(part.columns["STARTED"]):
            if start is None:
                words = "The day on which care began is missing, so how long it has lasted cannot be told."
                yield Hit(part, at, "STARTED", words)


def asylum_status_ends_late(view: View) -> Iterator[Hit]:
    """304: unaccompanied asylum-seeking status ends on the 18th birthday at the latest."""
    for part in view.of(tables.Table.UASC):
        for at, (child, ceased) in enumerate(zip(part.columns["CHILD"], part.columns["DUC"], strict=True)):
            dob = view.birth(child)
            if dob is not None and ceased is not None and ceased > dates.birthday(dob, 18):
                yield Hit(part, at, "DUC", f"The status ends on {day(ceased)}, after the 18th birthday.")
