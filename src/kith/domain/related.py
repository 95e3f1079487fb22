"""Is a member of staff related to somebody around a child? Signs, and when they close the record (case B7).

A sign is a question and no finding: many people share a surname, and a postcode with their neighbours. Home and
telephone are compared as keyed digests, so that nothing here can read either. See docs/adr/0040.
"""

import re
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from kith.domain.names.folding import plain
from kith.domain.terms import Term


class Strength(StrEnum):
    """How much a sign says. The value is what is kept of it."""

    SURNAME = "surname"
    HOME = "home"
    SAID = "said"


class Outcome(Term):
    """What was decided of a member of staff and a child's record."""

    OPEN = "open", "They may read the record"
    CLOSED = "closed", "The record is closed to them"
    NOBODY = "nobody", "No child here is meant"


# Each may be chance; the two together close a record.
STRONG = frozenset({Strength.SURNAME, Strength.HOME})


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff: the name others know them by, and the digests of their own postcode and telephone."""

    name: str
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Known:
    """One thing known of somebody around a child: a name (``family`` where it was divided), or a way's digests."""

    person: Hashable
    full: str = ""
    family: str = ""
    marks: frozenset[str] = frozenset()
    is_professional: bool = False


def name_words(name: str) -> frozenset[str]:
    """The words of a name as they are compared; both halves of a double name, and the two as one."""
    found = set()
    for word in plain(name).split():
        halves = [_letters(half) for half in re.split(r"[-\u2010-\u2015]", word)]
        found |= {*halves, "".join(halves)}
    return frozenset(word for word in found if len(word) > 1)


def surnames(staff_name: str) -> frozenset[str]:
    """The surname of a member of staff: the last word of their name, with the halves of a double one."""
    words = staff_name.split()
    return name_words(words[-1]) if len(words) > 1 else frozenset()


def signs(staff: Staff, around: Iterable[Known]) -> set[tuple[Hashable, Strength]]:
    """Who around a child may be related to this member of staff, and by which sign.

    Where a name was not divided each of its words is compared: families that write the surname first are found too. A
    professional who only shares the surname is none: that is most often a colleague, or the reader's own name.
    """
    own = surnames(staff.name)
    found: set[tuple[Hashable, Strength]] = set()
    for known in around:
        if staff.marks & known.marks:
            found.add((known.person, Strength.HOME))
        if not known.is_professional and own & name_words(known.family or known.full):
            found.add((known.person, Strength.SURNAME))
    return found


def closes(new: Collection[Strength], looked_at: Collection[Strength] = ()) -> bool:
    """Whether signs close a record until somebody has looked: a surname and a home together.

    ``looked_at``: signs that somebody has looked at already. They count beside new ones, and close nothing again by
    themselves. What a member of staff says themselves always closes, and is not asked here.
    """
    return {*new, *looked_at} >= STRONG and not set(looked_at) >= STRONG


def _letters(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum())
