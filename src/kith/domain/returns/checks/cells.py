"""Rules about single cells beside the codes of an episode: codes of every table, scores, and postcodes."""

import re
from collections.abc import Iterator

from kith.domain import limits
from kith.domain.returns import codes, tables
from kith.domain.returns.checks.view import Hit, View, folded, quoted

# Columns that a rule with DfE's number looks at, and the pupil number: its codes stand in for a number.
_LOOKED_AT_ELSEWHERE = frozenset({"RNE", "LS", "CIN", "PLACE", "REC", tables.PUPIL_COLUMN})
# Normalised on reading, so that one child is not both 1 and M; the codes that say the same count as one.
_SAME = {"SEX": {"1": "M", "2": "F"}}
_HIGHEST_SCORE = limits.number("highest_sdq_score")
# Homeless, or in custody: no such place can suit a care leaver (DfE rule 133).
_NEVER_SUITABLE = frozenset({"S1", "X1"})
# A whole postcode, or its first part as authorities that share their returns cut it (area, district, sector).
_POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?(?:[0-9](?:[A-Z]{2})?)?")


def code_of_its_year(view: View) -> Iterator[Hit]:
    """Every other code is one of that year's return; the value is kept as it stands."""
    for part in view.parts:
        if part.table in tables.LISTS:
            continue
        for column in sorted(part.named & codes.columns() - _LOOKED_AT_ELSEWHERE):
            values, same = part.columns[column], _SAME.get(column, {})
            allowed = {same.get(code, code) for code in codes.valid_anywhere(column, view.year)}
            wrong = {value for value in set(values) if value is not None and str(value) not in allowed}
            for at, value in enumerate(values) if wrong else ():
                if value in wrong:
                    words = f"{quoted(value)} in {column} is not a code of the {view.year} return. It is kept."
                    yield Hit(part, at, column, words)


def never_suitable(view: View) -> Iterator[Hit]:
    """133: a care leaver who is homeless or in custody, in a place said to suit."""
    for part in view.of(tables.Table.OC3):
        for at, home in enumerate(part.columns["ACCOM"]):
            if home in _NEVER_SUITABLE:
                what = "homeless" if home.startswith("S") else "in custody"
                words = f"{quoted(home)} says {what} and in a place that suits: it cannot be both. It is kept."
                yield Hit(part, at, "ACCOM", words)


def score_in_range(view: View) -> Iterator[Hit]:
    """An SDQ score is 0 to 40."""
    for part in view.of(tables.Table.OC2):
        for at, score in enumerate(part.columns["SDQ_SCORE"]):
            if score is not None and score > _HIGHEST_SCORE:
                words = f"The SDQ score {score:,} is above {_HIGHEST_SCORE}, the highest there is. Is it a slip?"
                yield Hit(part, at, "SDQ_SCORE", words)


def score_or_reason(view: View) -> Iterator[Hit]:
    """197a: a score, or a reason why there is none; never both."""
    for part in view.of(tables.Table.OC2):
        said = zip(part.columns["SDQ_SCORE"], part.columns["SDQ_REASON"], strict=True)
        for at, (score, reason) in enumerate(said):
            if score is not None and reason is not None:
                words = f"An SDQ score is given, and {quoted(reason)} as the reason why there is none. Which is right?"
                yield Hit(part, at, "SDQ_REASON", words)


def postcode_form(view: View) -> Iterator[Hit]:
    """A postcode that is none. What it says is never shown: it could be a home with a slip in it."""
    for part in view.parts:
        kinds = tables.SPECS[part.table].columns
        for column in sorted(name for name in part.named if kinds[name] is tables.Kind.POSTCODE):
            values = part.columns[column]
            wrong = {value for value in set(values) if value and not _POSTCODE.fullmatch(value.replace(" ", ""))}
            for at, value in enumerate(values) if wrong else ():
                if value in wrong:
                    yield Hit(part, at, column, f"{column} is not written like a postcode, so no distance can be told.")


def ids_that_look_alike(view: View) -> Iterator[Hit]:
    """Two children whose numbers differ only by capitals, spaces or noughts in front: perhaps one child.

    They stay two. It is said once for each child and year, where the child stands first.
    """
    told: set[str] = set()
    for part in sorted(view.parts, key=lambda part: list(tables.Table).index(part.table)) if view.alike else ():
        for at, child in enumerate(part.columns[tables.CHILD_COLUMN]):
            others = view.alike.get(folded(child), set()) - {child}
            if others and child not in told:
                told.add(child)
                named = ", ".join(quoted(other) for other in sorted(others))
                words = f"{quoted(child)} looks like {named}, and is read as another child. A person must say."
                yield Hit(part, at, tables.CHILD_COLUMN, words)
