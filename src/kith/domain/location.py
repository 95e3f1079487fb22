"""Where a child lives must not reach somebody: what a text gives away of it, and whom the text would reach.

Practice 2.6: "mark 'location must not reach: [person]' and block it in letters, maps, invitations and attachments".
One rule for everything that leaves: it looks at the words, however an address is spaced or shortened (`traces`), and at
who would read them. Somebody who lives with a person, or knows them, may pass on what that person reads.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kith.domain import traces
from kith.domain.terms import ReachKind

GIVES_AWAY = "It says where the child lives, and that must not reach this person. Take it out, and write it again."
GIVES_AWAY_TO_ANYBODY = "It says where the child lives, and that must reach nobody outside. Take it out."


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that says where the child lives: an address or postcode of the home, a phone number there."""

    kind: ReachKind
    value: str


@dataclass(frozen=True, slots=True)
class Kept:
    """From whom it is kept: ``people`` by id; ``from_everybody`` where nobody outside may learn it."""

    people: frozenset[Any] = frozenset()
    from_everybody: bool = False


def gives_away(texts: Iterable[str], places: Sequence[Place]) -> bool:
    """Whether any of these texts holds something that says where the child lives."""
    keys = frozenset(key for place in places for key in traces.keys_of(place.kind, place.value))
    index = traces.Index([(place.kind, place.value, None) for place in places])
    return any(
        any(trace.key in keys for trace in traces.traces(text)) or next(index.find(text), None) is not None
        for text in texts
    )


def reaches(kept: Kept, readers: Collection[Any] | None) -> bool:
    """Whether a text would reach somebody it must not. ``readers``: its reader and who lives with or knows them.

    None where nobody knows who reads it (a letter to an address, a file): then it may be any of them.
    """
    return kept.from_everybody or bool(kept.people if readers is None else kept.people & set(readers))


def why_not(
    texts: Iterable[str], *, places: Sequence[Place], kept: Kept, readers: Collection[Any] | None
) -> str | None:
    """The sentence that says why these texts may not go to these readers; None where they may."""
    if not reaches(kept, readers) or not gives_away(texts, places):
        return None
    return GIVES_AWAY_TO_ANYBODY if kept.from_everybody else GIVES_AWAY
