"""The four boxes "safe to ...?" of a person in words: the answer that counts, until when, what stands against it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.utils import timezone

from kith.domain import safety as rules
from kith.domain.terms import Box, Cleared, ContactKind
from kith.safety.models import Clearance
from kith.safety.presenters import words
from kith.safety.queries.sheet import Sheet, root_of

ADOPTION = "Goes by the adoption route"
RESTRICTED = "An order stands"
NOT_ASKED = "Not asked yet"


@dataclass(frozen=True, slots=True)
class Finer:
    """One kind of being in touch under a box, where it is answered otherwise than the box."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class BoxWords:
    """One box: its question, what stands there now, and what goes with it.

    ``tag`` is the answer in force, "Asked", "Ran out", "Not asked yet", "An order stands" or "Goes by the adoption
    route". ``until`` is the first day on which the answer no longer counts. ``says`` are the conditions or the reason.
    ``is_blocked``: no kind of it can be answered with yes.
    ``finer`` are the kinds under "more", where they are not all answered alike.
    """

    box: Box
    label: str
    tag: words.Tag
    until: dt.date | None
    says: str
    asked_since: dt.date | None
    ran_out: bool
    is_blocked: bool
    finer: tuple[Finer, ...]

    @property
    def may_be_asked(self) -> bool:
        """Whether asking could lead to a yes: nothing stands against it, and nobody was asked already."""
        return not self.is_blocked and self.asked_since is None


def boxes(sheet: Sheet, person_id: uuid.UUID, on: dt.date) -> tuple[BoxWords, ...]:
    """The four boxes of a person on a day, in their order.

    ``person_id`` is the row that stands for the person (``Somebody.person_ids[0]``). Asks the database nothing.
    """
    by_adoption = is_by_adoption(sheet, person_id)
    return tuple(_box(sheet, person_id, state, on, by_adoption) for state in sheet.boxes(person_id, on))


def is_by_adoption(sheet: Sheet, person_id: uuid.UUID) -> bool:
    """Whether a person goes by the adoption route: then nobody here asks, writes or looks."""
    return any(root_of(row.connection.person) == person_id for row in sheet.routes)


def _box(sheet: Sheet, person_id: uuid.UUID, state: rules.BoxState, on: dt.date, by_adoption: bool) -> BoxWords:
    box = Box(state.box)
    counting = _counting(sheet, person_id, rules.KINDS_OF[box][0], on)
    asked = [row for row in sheet.asked if row.box == box.value and root_of(row.connection.person) == person_id]
    return BoxWords(
        box=box,
        label=box.label,
        tag=_tag(state, is_asked=bool(asked), by_adoption=by_adoption),
        until=state.until,
        says=(counting.conditions or counting.why or "") if counting else "",
        asked_since=min((timezone.localdate(row.asked_at) for row in asked), default=None),
        ran_out=state.ran_out,
        is_blocked=by_adoption or all(_stands(sheet, person_id, kind, on) for kind in rules.KINDS_OF[box]),
        finer=_finer(sheet, person_id, box, on) if state.differs or state.is_restricted else (),
    )


def _tag(state: rules.BoxState, *, is_asked: bool, by_adoption: bool) -> words.Tag:
    """What stands in a box: what blocks comes before any answer."""
    if by_adoption:
        return words.Tag(ADOPTION, "govuk-tag--grey")
    if state.is_restricted:
        return words.Tag(RESTRICTED, "govuk-tag--purple")
    if state.answer is not None:
        return words.Tag(words.answer(state.answer), words.TAGS[state.answer])
    if is_asked:
        return words.Tag("Asked", "govuk-tag--blue")
    return words.Tag("Ran out", "govuk-tag--yellow") if state.ran_out else words.Tag(NOT_ASKED, "govuk-tag--grey")


def _finer(sheet: Sheet, person_id: uuid.UUID, box: Box, on: dt.date) -> tuple[Finer, ...]:
    found = []
    for kind in rules.KINDS_OF[box]:
        restricted = _stands(sheet, person_id, kind, on)
        row = rules.in_force(sheet.standing.clearances, person_id, kind, day=on)
        found.append(Finer(kind.label, _finer_in_words(row, restricted=restricted)))
    return tuple(found)


def _finer_in_words(row: rules.Clearance | None, *, restricted: bool) -> str:
    if restricted:
        return RESTRICTED.lower()
    if row is None:
        return "no answer that counts"
    day = "look again on" if row.answer is Cleared.NOT_NOW else "until"
    return f"{words.answer(row.answer).lower()}, {day} {words.day(row.until)}"


def _counting(sheet: Sheet, person_id: uuid.UUID, kind: ContactKind, on: dt.date) -> Clearance | None:
    """The row of the answer that counts for a kind on a day."""
    rows = [
        row
        for row in sheet.clearances
        if row.kind == kind.value and root_of(row.connection.person) == person_id and row.on <= on
    ]
    latest = max(rows, key=lambda row: (row.on, row.at), default=None)
    return latest if latest is not None and on < latest.until_on else None


def _stands(sheet: Sheet, person_id: uuid.UUID, kind: ContactKind, on: dt.date) -> bool:
    """Whether an order or decision stands against a kind of being in touch."""
    return any(row.stands(person_id, kind, on) for row in sheet.standing.restrictions)
