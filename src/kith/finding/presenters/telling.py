"""Whether a person knows that we hold facts about them, in words (UK GDPR Article 14)."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kith.domain.terms import NoticeState
from kith.finding.models import Approach, Evidence, Notice
from kith.finding.queries import notices
from kith.referrals.presenters.words import day

SAYS = {
    NoticeState.NOT_SURE: "Not yet: first two sources must say who they are.",
    NoticeState.DUE: "They are to be told by {day}: within a month of being sure, or with the first letter.",
    NoticeState.LATE: "They should have been told by {day}. Tell them, or write down why not.",
    NoticeState.TOLD: "They were told on {day}.",
    NoticeState.NOT_TOLD: "Not told yet, for a reason. It is looked at again on {day}.",
}


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One thing that was written down."""

    what: str
    on: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Telling:
    """Where it stands, in a sentence, and what was written down, the latest first."""

    says: str
    rows: tuple[NoticeLine, ...]


def telling(evidence: Iterable[Evidence], letters: Iterable[Approach], rows: list[Notice], on: dt.date) -> Telling:
    """Where telling one person stands."""
    stands = notices.get_standing(evidence, letters, rows, on)
    says = SAYS[stands.state].format(day=day(stands.day) if stands.day else "")
    lines = (
        NoticeLine(row.get_kind_display(), day(row.on), row.words or "", row.by.display_name) for row in reversed(rows)
    )
    return Telling(says, tuple(lines))
