"""The map that a child and a coordinator draw together, in words a child of nine can read.

Nothing stands here of people the child does not know of, of what was found out, or of where anybody stands for others.
"""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from kith.access.actor import Actor
from kith.domain.terms import ChildSays, LoveAnswer, Ring, Side
from kith.network import queries
from kith.network.models import MapPlace, MapVersion
from kith.network.presenters import drawing
from kith.network.presenters.circles import CHILDS_RINGS, CHILDS_SIDES, Face, RingRow, place_in_words, ring_rows
from kith.people import queries as people
from kith.people.models import Connection

STEPS = 5
SOMEBODY = "Somebody"
SAID = {ChildSays.YES: "Yes", ChildSays.NOT_NOW: "Not now", ChildSays.NEVER: "Never"}


@dataclass(frozen=True, slots=True)
class Loved:
    """Whom the child named for each of the two questions, or the other answer in words."""

    loves: tuple[str, ...]
    will_be_there: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class TogetherPage:
    """The child's map as it stands: everybody on it by ring, and those who have no place yet.

    ``language``: the child's, as it is recorded.
    """

    version_id: uuid.UUID
    child_id: uuid.UUID
    childs_name: str
    language: str
    who: str
    is_finished: bool
    on: object
    who_was_there: str
    words: str
    is_shared: bool
    picture: SafeString
    rings: tuple[RingRow, ...]
    unplaced: tuple[Face, ...]
    love: Loved

    @property
    def faces(self) -> tuple[Face, ...]:
        """Everybody, those on the map first."""
        return (*(face for row in self.rings for face in row.faces), *self.unplaced)


def together_page(actor: Actor, version: MapVersion, *, on_paper: bool = False) -> TogetherPage:
    """The map as the child sees it now, or as wide as a sheet of paper. Six queries however many people."""
    known = [one for one in people.list_people(actor, version.child, with_dates=False) if one.connection.child_knows]
    places = {place.connection_id: place for place in queries.list_places(actor, version)}
    order = {connection_id: number for number, connection_id in enumerate(places)}
    faces = [_face(one.connection, called(one), places.get(one.connection.pk)) for one in known]
    faces.sort(key=lambda face: order.get(face.connection_id, len(order)))
    names = {face.connection_id: face.name for face in faces}
    return TogetherPage(
        version_id=version.pk,
        child_id=version.child_id,
        childs_name=version.child.preferred_name or "you",
        language=version.child.language,
        who=actor.name,
        is_finished=version.finished_at is not None,
        on=version.on,
        who_was_there=version.who_was_there or "",
        words=version.words or "",
        is_shared=version.is_shared,
        picture=_picture(version, faces, on_paper),
        rings=ring_rows(faces, CHILDS_RINGS),
        unplaced=tuple(face for face in faces if face.ring is None),
        love=_loved(actor, version, names),
    )


def _picture(version: MapVersion, faces: list[Face], on_paper: bool) -> SafeString:
    """The child's own circles; each person leads to where they can be moved, while the map is being drawn."""

    def address(connection_id: uuid.UUID) -> str:
        return reverse("map_place", args=[version.child_id, connection_id])

    is_open = version.finished_at is None and not on_paper
    return drawing.of_faces(
        faces, child="Me", name="map", to_child=True, address=address if is_open else None, on_paper=on_paper
    )


def called(one: people.Somebody) -> str:
    """What the child calls somebody; else the name, or who they are."""
    return one.called or one.name or one.connection.how_related or SOMEBODY


def face_of(actor: Actor, version: MapVersion, connection: Connection) -> Face:
    """One person of the child's, with where they stand on this map."""
    names = people.list_names(actor, connection)
    name = connection.called or people.name_of(names, people.root_of(connection.person))
    places = {place.connection_id: place for place in queries.list_places(actor, version)}
    return _face(connection, name or connection.how_related or SOMEBODY, places.get(connection.pk))


def initial_place(face: Face, ring: str, side: Side | None) -> dict[str, str]:
    """What stands in the form for somebody's place: where they are, else what was chosen or guessed a page before."""
    if face.ring and face.side:
        return {"ring": face.ring.value, "side": face.side.value}
    known = ring if ring in {one.value for one in Ring} else ""
    return {"ring": known, "side": side.value if side else ""}


def loved(actor: Actor, version: MapVersion) -> dict[str, list[str]]:
    """Whom the child named so far, as the form has it."""
    found: dict[str, list[str]] = {"loves": [], "will_be_there": []}
    for question, connection_id in queries.list_loved(actor, version)[version.pk]:
        found[question].append(str(connection_id))
    return found


def guessed(connection: Connection) -> Side | None:
    """The part of the child's life that is known already."""
    return Side(connection.side) if connection.side else None


def _face(connection: Connection, name: str, place: MapPlace | None) -> Face:
    if place is None:
        return Face(connection.pk, name, None, None, "")
    ring, side = Ring(place.ring), Side(place.side)
    return Face(connection.pk, name, ring, side, place_in_words(ring, side), CHILDS_SIDES[side])


def _loved(actor: Actor, version: MapVersion, names: dict[uuid.UUID, str]) -> Loved:
    marks = queries.list_loved(actor, version)[version.pk]
    named: dict[str, list[str]] = {"loves": [], "will_be_there": []}
    for connection_id, name in names.items():
        for question, found in named.items():
            if (question, connection_id) in marks:
                found.append(name)
    answer = version.love if version.love not in ("", LoveAnswer.NAMED.value) else ""
    return Loved(tuple(named["loves"]), tuple(named["will_be_there"]), LoveAnswer(answer).label if answer else "")
