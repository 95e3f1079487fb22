"""Who lives with a person in words: what was answered, by whom and on what day, and what is still to be asked."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from kith.domain import household as rules
from kith.domain.terms import LivesWithKind
from kith.safety.models import LivesWith
from kith.safety.presenters import words
from kith.safety.queries import around, household

NOT_ASKED = "Nobody has asked yet."


@dataclass(frozen=True, slots=True)
class HomeWords:
    """What stands about somebody's home. ``asks``: the sentence that asks, empty where an answer counts."""

    says: str
    why: str = ""
    by: str = ""
    asks: str = ""


def home_words(rows: Iterable[LivesWith], people: around.Around, root: uuid.UUID, on: dt.date) -> HomeWords:
    """The answer that counts for somebody, from rows read already, by the row that is kept."""
    found = household.latest_of(rows, root)
    if not found:
        return HomeWords(NOT_ASKED, asks=rules.ASK_FIRST)
    first = found[0]
    named = [people.name(people.roots.get(row.other_id, row.other_id)) for row in found if row.other_id]
    says = LivesWithKind(first.answer).label
    says = f"{says}: {', '.join(sorted(named, key=str.casefold))}." if named else f"{says}."
    asked = f"Asked on {words.day(first.on)}, written down by {words.by(first.by)}."
    return HomeWords(says, first.words, asked, rules.why_not(first.on, day=on) or "")
