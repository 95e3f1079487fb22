"""The circles as rows: rings from the nearest outwards, and in each ring its people."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kith.domain.network.maps import circles
from kith.domain.network.vocabulary import RINGS, SECTORS
from kith.domain.terms import Ring, Side

# The words of the drawing are those of the list beside it (kith/domain/network/maps/data/circles.toml).
CHILDS_RINGS = {ring: circles.labels()["rings"][drawn.value]["me"] for ring, drawn in RINGS.items()}
STAFFS_RINGS = {ring: circles.labels()["rings"][drawn.value]["they"] for ring, drawn in RINGS.items()}
STAFFS_SIDES = {side: circles.labels()["sectors"][drawn.value]["they"] for side, drawn in SECTORS.items()}
CHILDS_SIDES = {side: circles.labels()["sectors"][drawn.value]["me"] for side, drawn in SECTORS.items()}


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody on a map: the name, and where they stand; ``ring`` None: nowhere yet."""

    connection_id: uuid.UUID
    name: str
    ring: Ring | None
    side: Side | None
    place: str
    side_label: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class RingRow:
    """One ring with its people."""

    label: str
    faces: tuple[Face, ...]


def ring_rows(faces: Iterable[Face], labels: dict[Ring, str]) -> tuple[RingRow, ...]:
    """Every ring from the nearest outwards, also an empty one, so that it can be seen and filled."""
    by_ring: dict[Ring, list[Face]] = defaultdict(list)
    for face in faces:
        if face.ring:
            by_ring[face.ring].append(face)
    return tuple(RingRow(labels[ring], tuple(by_ring[ring])) for ring in Ring)


def place_in_words(ring: Ring, side: Side) -> str:
    """Where somebody stands, as the child reads it: "Closest, my mum’s side"."""
    words = CHILDS_SIDES[side]
    return f"{CHILDS_RINGS[ring]}, {words[0].lower()}{words[1:]}"
