"""Reads: known sealed values, where they stand in free text, and how each reader sees them (SAFEGUARDING 2)."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BinaryField, ExpressionWrapper, F

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import traces
from kith.domain.terms import ReachKind
from kith.people.models import Reach
from kith.sealing import current, keyed_digest
from kith.sealing.reading import Written

MARK_OF = "people.reach.mark"
HIDDEN = "[sealed]"
KNOWN = " (sealed)"


@dataclass(frozen=True, slots=True)
class Sealed:
    """One sealed way to reach somebody: its id, and who wrote it down (they know it)."""

    reach_id: uuid.UUID
    person_id: uuid.UUID
    by: uuid.UUID | None


def marks_of(kind: ReachKind, value: str) -> list[str]:
    """The keyed digests under which a value's phone number and postcodes are found again in any text."""
    return sorted(keyed_digest(key, MARK_OF).hex() for key in traces.keys_of(kind, value))


class SealedValues:
    """The sealed values of a service, read with one question at first need.

    Phone numbers and postcodes are known everywhere, by their keyed digests; a whole address, e-mail address or name
    only in what is written about a child whose network holds it, and opened only then.
    """

    def __init__(self, service_id: uuid.UUID) -> None:
        self._service_id = service_id
        self._marks: dict[str, list[Sealed]] | None = None
        self._values: dict[uuid.UUID | None, dict[uuid.UUID, tuple[ReachKind, bytes, Sealed]]] = {}
        self._indexes: dict[uuid.UUID | None, traces.Index] = {}

    def find(self, words: str, child_id: uuid.UUID | None) -> Iterator[tuple[int, int, Sealed]]:
        """Where a sealed value stands in words about a child (None: about nobody in particular, so of any network)."""
        marks = self._load()
        if not marks and not self._values:
            return
        for trace in traces.traces(words) if marks else ():
            for sealed in marks.get(keyed_digest(trace.key, MARK_OF).hex(), ()):
                yield trace.start, trace.end, sealed
        for start, end, behind in self._index(child_id).find(words):
            if isinstance(behind, Sealed):
                yield start, end, behind

    def get_ready(self) -> None:
        """Ask for the values now."""
        self._load()

    def _load(self) -> dict[str, list[Sealed]]:
        if self._marks is None:
            self._marks = {}
            for reach_id, person_id, by, kind, marks, value, *children in _rows(self._service_id):
                sealed = Sealed(reach_id, person_id, by)
                for child_id in {None, *children}:
                    self._values.setdefault(child_id, {})[reach_id] = (ReachKind(kind), bytes(value), sealed)
                for mark in marks:
                    if sealed not in self._marks.setdefault(mark, []):
                        self._marks[mark].append(sealed)
        return self._marks

    def _index(self, child_id: uuid.UUID | None) -> traces.Index:
        if child_id not in self._indexes:
            place, held = Reach._meta.get_field("value").place(), self._values.get(child_id, {})
            opened = [(kind, _text(value, place), sealed) for kind, value, sealed in held.values()]
            self._indexes[child_id] = traces.Index(opened)
        return self._indexes[child_id]


Shows = tuple[Callable[[Written, Any], str], Callable[[], None]]


def get_words_shown_to(actor: Actor) -> Shows:
    """How an actor sees sealed words: a sealed value they do not know is covered, one that they know bears a warning.

    With what asks for the sealed values beforehand. Whoever wrote the words is not asked here: they see them unchanged
    (kith.sealing.reading).
    """
    values, sees_all = SealedValues(actor.service_id), gate.may(actor, Permission.READ_SEALED_PLACES)

    def shown(words: Written, row: Any) -> str:
        if isinstance(row, Reach) and row.is_sealed:
            return words
        found = values.find(words, _child_of(row))
        spans = [(start, end, sees_all or sealed.by == actor.user_id) for start, end, sealed in found]
        return traces.cover(words, spans, hidden=HIDDEN, known=KNOWN) if spans else words

    return shown, values.get_ready


def _child_of(row: Any) -> uuid.UUID | None:
    child_id: uuid.UUID | None = getattr(row, "child_id", None) or getattr(row, "for_child_id", None)
    return child_id


def _rows(service_id: uuid.UUID) -> Any:
    """The sealed ways of a service with the children whose networks hold them; one row for each such child."""
    raw = ExpressionWrapper(F("value"), output_field=BinaryField())
    rows = Reach.objects.filter(service_id=service_id, is_sealed=True, taken_back_at__isnull=True)
    return rows.annotate(raw=raw).values_list(
        "pk",
        "person_id",
        "recorded_by_id",
        "kind",
        "marks",
        "raw",
        "for_child_id",
        "person__connections__child_id",
        "person__same_as__connections__child_id",
    )


def _text(value: bytes, place: str) -> str:
    parsed: str = Reach._meta.get_field("value").parse(current().open(value, place))
    return parsed
