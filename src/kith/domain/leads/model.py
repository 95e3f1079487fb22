"""What the rules read about one child, and what they say: plain values, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from kith.domain.terms import PersonStatus, Side, SupportKind
from kith.domain.terms.base import Term

CHILD = "child"
"""The key of the child's own row among the parents and children."""

Times = tuple[tuple[date | None, date | None], ...]
"""Half-open times; None is not known, or still so."""


class Needs(Term):
    """What comes before anybody is looked for."""

    ASK_CHILD = "ask_child", "Ask the child first"
    TELL_FIRST = "tell_first", "News to tell first, face to face"
    LOOK = "look", "The child said yes: somebody may look"
    AGENCY = "agency", "The adoption agency looks and asks, not we"
    TRACING = "tracing", "Only by the tracing route, after the check for trafficking"
    REMEMBER = "remember", "Remember them together; nobody is looked for"


@dataclass(frozen=True, slots=True)
class Someone:
    """One person around the child, rows taken for one person once.

    ``names`` are all their names and the child's word; empty: nobody knows one. ``named_on`` is the day on which the
    child named them first, in words or on their map; ``is_asked_for``: an open ask of the child is about them.
    ``sought_on`` and ``written_on`` are the latest search and letter. ``cared`` are the times in which they cared for
    or worked with the child (None: they did not). ``is_agreed``: the child said yes to looking for them.
    """

    id: str
    shown: str
    status: PersonStatus
    names: tuple[str, ...] = ()
    has_name: bool = True
    side: Side | None = None
    is_paid: bool = False
    is_minor: bool = False
    child_knows: bool = True
    is_asked_for: bool = False
    named_on: date | None = None
    in_touch: Times = ()
    last_in_touch_on: date | None = None
    sought_on: date | None = None
    written_on: date | None = None
    cared: Times | None = None
    household: str = ""
    supports: frozenset[SupportKind] = frozenset()
    is_near: bool = False
    is_remembered: bool = False
    is_agreed: bool = False

    def is_in_touch(self) -> bool:
        """Whether they are in touch with the child now."""
        return self.status in PersonStatus.counted_in_touch()

    def last_touch(self, on: date) -> date | None:
        """The last day on which they were in touch as far as anybody wrote it down; ``on`` where they still are."""
        if self.is_in_touch() and self.last_in_touch_on is None:
            return on
        known = [until for _, until in self.in_touch if until]
        return max([*known, *([self.last_in_touch_on] if self.last_in_touch_on else [])], default=None)

    def tried_since(self, day: date | None) -> bool:
        """Whether anybody looked for them or wrote to them since a day (ever, where it is None)."""
        tried = [one for one in (self.sought_on, self.written_on) if one]
        return any(day is None or one >= day for one in tried)


@dataclass(frozen=True, slots=True)
class Home:
    """One home of the returns: the code of the placement, the first day, and the day on which it ended (or None)."""

    from_on: date
    until_on: date | None
    place: str
    is_foster: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """That a note names somebody. ``words`` is the sentence where they ask after the child, else empty.

    ``of_file``: it is a sentence kept from a file that was read through on that day; ``note`` is then the file's id.
    """

    person: str
    note: str
    on: date
    words: str = ""
    of_file: bool = False


@dataclass(frozen=True, slots=True)
class OfSchool:
    """That a note speaks of somebody from a school or a club: which kind ("coach"), in which note, of which day."""

    kind: str
    note: str
    on: date


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An ask of the child about somebody who does not stand among the people yet."""

    ask: str
    named: str
    on: date
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class Blocks:
    """What is never suggested, by the person's id: the negative list, always applied.

    ``everything``: a stop of everything or of looking, or an order for everybody. ``restricted``: an order or a
    manager's block stands about them; ``order_names`` are the names of those whom orders are about and ``order_texts``
    the words of orders: whoever is named there is left out. ``sides`` live with or know somebody restricted and wait
    (SAFEGUARDING 3). ``not_them``: the child said never or not now. ``stopped``: a stop holds them, or the child said
    no to looking. ``unsafe``: a "no" or "not now" stands. ``agency``: the adoption route. ``held``: they presented
    themselves as family, and are not confirmed (SAFEGUARDING 9).
    """

    everything: bool = False
    restricted: frozenset[str] = frozenset()
    order_names: frozenset[str] = frozenset()
    order_texts: tuple[str, ...] = ()
    sides: frozenset[str] = frozenset()
    not_them: frozenset[str] = frozenset()
    stopped: frozenset[str] = frozenset()
    unsafe: frozenset[str] = frozenset()
    agency: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Facts:
    """Everything the rules read about one child on one day.

    ``parents`` gives the birth parents of each person by id (``CHILD`` for the child). ``partners`` and ``knows`` are
    pairs of ids. ``siblings`` and ``adopted`` are brothers and sisters of the child, those who were adopted apart.
    ``own_names`` are the child's own whole names. ``born_on`` None: not known.
    """

    child: str
    on: date
    people: tuple[Someone, ...] = ()
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    partners: frozenset[frozenset[str]] = frozenset()
    knows: frozenset[frozenset[str]] = frozenset()
    siblings: frozenset[str] = frozenset()
    adopted: frozenset[str] = frozenset()
    homes: tuple[Home, ...] = ()
    mentions: tuple[Mention, ...] = ()
    of_school: tuple[OfSchool, ...] = ()
    unmatched: tuple[Unmatched, ...] = ()
    household: str = ""
    born_on: date | None = None
    own_names: tuple[str, ...] = ()
    is_unaccompanied: bool = False
    blocks: Blocks = field(default_factory=Blocks)

    def by_id(self) -> dict[str, Someone]:
        """The people by id."""
        return {one.id: one for one in self.people}


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a lead: what it says, and the person or note it is about (empty: neither)."""

    text: str
    person: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """One suggestion. ``about`` says what it is about within the rule; ``person`` the person's id, empty for a gap.

    ``recent`` is the newest day of its rows and ``gap`` how much is missing: both for the order only.
    """

    rule: str
    about: str
    sentence: str
    rows: tuple[Row, ...]
    needs: Needs
    person: str = ""
    asked: bool = False
    named: bool = False
    is_minor: bool = False
    recent: date = date.min
    gap: int = 0

    @property
    def key(self) -> str:
        """What this lead is, however its facts change."""
        return f"{self.rule}:{self.about}"

    @property
    def ask_first(self) -> bool:
        """Whether the child is asked before anything else happens: yes, unless the child has said yes already."""
        return self.needs is not Needs.LOOK

    @property
    def basis(self) -> str:
        """The facts it rests on as one text: what was put aside comes back only when this changes."""
        rows = [f"{row.text}|{row.person}|{row.note}" for row in self.rows]
        return "\n".join([self.key, self.needs.value, *sorted(rows)])
