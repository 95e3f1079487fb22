"""What would help those who wait for a coordinator: room, and a coordinator who speaks the child's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kith.access.actor import Actor
from kith.referrals import queries

SERVICE_LANGUAGE = "english"


@dataclass(frozen=True, slots=True)
class Help:
    """One thing that would help, and the sentence that says of how many, and who could."""

    what: str
    say: str


def what_would_help(actor: Actor, waiting: int) -> tuple[Help, ...]:
    """Room against the numbers the manager set, and each language of those who wait; nothing where nobody waits."""
    if not waiting:
        return ()
    people = list(queries.list_coordinators(actor))
    languages = queries.count_waiting_languages(actor)
    named = {name: count for name, count in languages.items() if name.casefold() != SERVICE_LANGUAGE}
    return (_room(people, waiting), *(_language(name, count, people) for name, count in sorted(named.items())))


def has_room(user: Any) -> bool:
    """Whether a coordinator has fewer children than the number set; where none is set, nothing says they are full."""
    return bool(user.most_children is None or user.open_children < user.most_children)


def _room(people: Sequence[Any], waiting: int) -> Help:
    room = sum(max(one.most_children - one.open_children, 0) for one in people if one.most_children is not None)
    without = sum(one.most_children is None for one in people)
    said = f"{_children(waiting)} {'waits' if waiting == 1 else 'wait'}. "
    said += f"By the numbers you set, coordinators have room for {room:,}."
    if without:
        said += f" For {without} of {len(people)} coordinators no number is set."
    return Help("Coordinators’ time", said)


def _language(name: str, count: int, people: Sequence[Any]) -> Help:
    speak = [one for one in people if name.casefold() in {spoken.casefold() for spoken in one.languages}]
    free = [one.display_name for one in speak if has_room(one)]
    said = f"{_children(count)} who {'waits speaks' if count == 1 else 'wait speak'} it. "
    if free:
        said += f"Who speaks it and has room: {', '.join(free)}."
    elif speak:
        said += f"Who speaks it has no room: {', '.join(one.display_name for one in speak)}."
    else:
        said += "No coordinator speaks it: an interpreter would be needed."
    return Help(name, said)


def _children(count: int) -> str:
    return "1 child" if count == 1 else f"{count:,} children"
