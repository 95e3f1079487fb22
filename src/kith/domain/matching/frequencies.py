"""How common names and places are in the register at hand: a rare name that agrees says more than a common one."""

import collections
import csv
import functools
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import resources

from kith.domain import names
from kith.domain.matching.model import Person

Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True, eq=False)
class Frequencies:
    """Counts over a register of `size` people. Each counts once for a value, however many names they have."""

    size: int = 0
    first: Counts = field(default_factory=dict)
    family: Counts = field(default_factory=dict)
    place: Counts = field(default_factory=dict)
    groups: Mapping[int, int] = field(default_factory=dict)
    first_sounds: Counts = field(default_factory=dict)
    family_sounds: Counts = field(default_factory=dict)

    def share(self, count: int, usual: float, weight: float) -> float:
        """The share of people with a value counted so often, drawn towards the usual share in small registers."""
        return (count + weight * usual) / (self.size + weight)


@functools.cache
def common(part: str) -> Mapping[str, float]:
    """The rough share (0 to 1) of people in Britain with a common name, by its plain form; `part`: first, family."""
    text = (resources.files("kith.domain.matching") / "data" / "common.csv").read_text("utf-8")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return {row["name"]: float(row["share"]) for row in rows if row["part"] == part}


NOT_COUNTED = Frequencies()


def count(persons: Iterable[Person], variants: names.Variants | None = None) -> Frequencies:
    """Count the register at hand."""
    known = variants or names.load()
    counters: tuple[collections.Counter[str], ...] = tuple(collections.Counter() for _ in range(5))
    first, family, place, first_sounds, family_sounds = counters
    groups: collections.Counter[int] = collections.Counter()
    size = 0
    for person in persons:
        size += 1
        profile = person.profile
        firsts = {word for reading in profile.readings for word in (reading.first, reading.alone) if word}
        families = {word for reading in profile.readings for word in (*reading.family, reading.alone) if word}
        plain = {names.plain(word) for word in firsts}
        first.update(plain)
        family.update({names.plain(word) for word in families})
        first_sounds.update({names.skeleton(word) for word in firsts})
        family_sounds.update({names.skeleton(word) for word in families})
        groups.update({group for word in plain for group in known.groups_of(word)})
        if profile.place:
            place[profile.place] += 1
    return Frequencies(size, first, family, place, groups, first_sounds, family_sounds)
