"""Who lives with somebody is asked before anything reaches them, also where nothing is written (SAFEGUARDING 3).

A letter on the mat, a call, a first visit: who shares the home learns of it. So a person says on a day who lives there,
that nobody does, or that nobody could find out; and whoever lives there and must not hear of it holds the step until it
is answered for them. The answer runs out as an answer about safety does: people move. See docs/adr/0044.
"""

from datetime import date
from enum import StrEnum

from kith.domain import safety

ASK_FIRST = "First write down who lives with this person, or that it was looked into and nobody knows."
ASK_AGAIN = "Who lives with this person was asked long ago: people move. Ask again first."


class Why(StrEnum):
    """Why somebody near a person holds what would reach that person: the words for those who may know it."""

    ORDER = "An order or a decision stands about them"
    NOT_SAFE = "It was answered or written down that they are not safe"
    SAID_NO = "They said no to being in touch"
    ADOPTION = "They go by the adoption route"
    APART = "They must not meet somebody around the child"


AS_FAR_AS_KNOWN = frozenset({Why.ORDER})
"""What holds where two people only know each other; all else holds in one home alone."""


def counts_until(asked_on: date) -> date:
    """The first day on which an answer of a day no longer counts: as long as an answer about safety."""
    return safety.lasts_until(asked_on, None)


def why_not(asked_on: date | None, *, day: date) -> str | None:
    """The sentence that asks who lives with a person; None where that was answered and still counts.

    ``asked_on``: the day of the latest answer; None where nobody has ever asked.
    """
    if asked_on is None:
        return ASK_FIRST
    return None if day < counts_until(asked_on) else ASK_AGAIN
