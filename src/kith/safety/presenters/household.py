"""Who lives with a person in words: what was answered, by whom and on what day, and what is still to be asked."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kith.domain import household as rules
from kith.domain.terms import LivesWithKind
from kith.safety.models import LivesWith
from kith.safety.presenters import words
from kith.safety.queries import around, household

IN_SHORT = {
    LivesWithKind.ALONE: "Alone",
    LivesWithKind.OTHERS: "With others, see “is it safe?”",
    LivesWithKind.NOT_KNOWN: "Not known, looked into",
}
NOT_ASKED = "Nobody has asked yet."


@dataclass(frozen=True, slots=True)
class HomeWords:
    """What stands about somebody's home. ``asks``: the sentence that asks, empty where an answer counts.

    ``also``: whoever is written down among the child's people as living there, and was not named when it was asked.
    """

    says: str
    why: str = ""
    by: str = ""
    asks: str = ""
    also: str = ""


def home_words(
    rows: Iterable[LivesWith], people: around.Around, root: uuid.UUID, on: dt.date, written: Collection[uuid.UUID] = ()
) -> HomeWords:
    """The answer that counts for somebody, from rows read already, by the row that is kept.

    ``written``: the rows of whoever lives there by what is written down about the child's people.
    """
    found = household.latest_of(rows, root)
    others = {people.roots.get(row.other_id, row.other_id) for row in found if row.other_id}
    there = {people.roots.get(one, one) for one in written} & set(people.by_root)
    also = _in_order(people.name(one) for one in there - others - {root})
    if not found:
        return HomeWords(NOT_ASKED, asks=rules.ASK_FIRST, also=also)
    first = found[0]
    named = [people.name(one) for one in others]
    says = LivesWithKind(first.answer).label
    says = f"{says}: {_in_order(named)}." if named else f"{says}."
    asked = f"Asked on {words.day(first.on)}, written down by {words.by(first.by)}."
    return HomeWords(says, first.words, asked, rules.why_not(first.on, day=on) or "", also)


def home_in_short(
    rows: Iterable[LivesWith], names: Mapping[uuid.UUID, str], root: uuid.UUID, written: Sequence[str]
) -> str:
    """The same in a cell of a list: whoever lives there by name, or else the answer.

    ``names`` by every row of a person; ``written``: who lives there by what is written down about the child's people.
    """
    found = household.latest_of(rows, root)
    if not found:
        return _in_order(written)
    named = {names[row.other_id] for row in found if row.other_id and row.other_id in names}
    everybody = _in_order({*named, *written})
    kind = LivesWithKind(found[0].answer)
    if kind is LivesWithKind.OTHERS:
        return everybody or IN_SHORT[kind]
    return f"{IN_SHORT[kind]}; written down: {everybody}" if everybody else IN_SHORT[kind]


def _in_order(names: Iterable[str]) -> str:
    return ", ".join(sorted(names, key=str.casefold))
