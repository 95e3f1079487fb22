"""One version of a map, two versions side by side, and the rows of a worker's own map."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.terms import DrawnBy, LoveAnswer, MapKind, Ring, Side
from kith.network import queries
from kith.network.models import MapPlace, MapVersion
from kith.network.presenters import drawing
from kith.network.presenters.circles import STAFFS_RINGS, STAFFS_SIDES, Face, RingRow, ring_rows
from kith.people import queries as people
from kith.people.presenters import words
from kith.records.presenters import PaperLine, paper_line


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One version as staff read it: when, by whom, who was there, what was said, who stood where."""

    version_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    kind: str
    on: str
    drawn_by: str
    by: str
    who_was_there: str
    words: str
    is_kept_here: bool
    is_finished: bool
    picture: SafeString
    paper: PaperLine | None
    rings: tuple[RingRow, ...]
    loves: tuple[str, ...]
    will_be_there: tuple[str, ...]
    love_answer: str

    @property
    def people(self) -> int:
        """How many stand on it."""
        return sum(len(row.faces) for row in self.rings)


@dataclass(frozen=True, slots=True)
class SidePage:
    """Two versions side by side; neither overrules the other."""

    child_id: uuid.UUID
    child: str
    left: VersionPage | None
    right: VersionPage | None
    differ: tuple[str, ...]


def version_page(actor: Actor, version: MapVersion) -> VersionPage:
    """One version."""
    named = {one.connection.pk: one for one in people.list_people(actor, version.child, also_removed=True)}
    return _page(version, queries.list_places(actor, version), queries.list_loved(actor, version), named)


def _page(
    version: MapVersion, places: Sequence[MapPlace], loved: queries.Loved, named: dict[uuid.UUID, people.Somebody]
) -> VersionPage:
    faces = [_face(place, named) for place in places if place.version_id == version.pk]
    marks = sorted(loved[version.pk], key=str)
    names = {pk: one.shown for pk, one in named.items()}
    answer = version.love if version.love not in ("", LoveAnswer.NAMED.value) else ""
    return VersionPage(
        version_id=version.pk,
        child_id=version.child_id,
        child=str(version.child),
        kind=MapKind(version.kind).label,
        on=words.day(version.on),
        drawn_by=DrawnBy(version.drawn_by).label,
        by=words.by(version.by),
        who_was_there=version.who_was_there or "",
        words=version.words or "",
        is_kept_here=version.drawn_by == DrawnBy.CHILD.value and not version.is_shared,
        is_finished=version.finished_at is not None,
        picture=_circles(version, faces),
        paper=paper_line(version.paper) if version.paper else None,
        rings=ring_rows(faces, STAFFS_RINGS) if version.paper is None else (),
        loves=tuple(names[pk] for question, pk in marks if question == "loves" and pk in names),
        will_be_there=tuple(names[pk] for question, pk in marks if question == "will_be_there" and pk in names),
        love_answer=LoveAnswer(answer).label if answer else "",
    )


def _circles(version: MapVersion, faces: Sequence[Face]) -> SafeString:
    """The circles as they were drawn; a map on paper has its photo instead."""
    if version.paper:
        return SafeString("")
    return drawing.of_faces(faces, child=str(version.child), name=f"map-{version.pk.hex[:8]}", to_child=False)


def _face(place: MapPlace, named: dict[uuid.UUID, people.Somebody]) -> Face:
    ring, side = Ring(place.ring), Side(place.side)
    somebody = named.get(place.connection_id)
    connection = place.connection
    name = somebody.shown if somebody else connection.called or connection.how_related or "Name not known"
    return Face(place.connection_id, name, ring, side, "", STAFFS_SIDES[side])


def side_page(actor: Actor, child: Child, versions: Sequence[MapVersion], left: str, right: str) -> SidePage:
    """Two versions side by side: those asked for by id, else the child's latest and the worker's latest."""
    first = _chosen(versions, left, DrawnBy.CHILD)
    second = _chosen([one for one in versions if one != first], right, DrawnBy.WORKER)
    shown = [one for one in (first, second) if one]
    places = queries.list_places(actor, *shown)
    named = {one.connection.pk: one for one in people.list_people(actor, child, also_removed=True)}
    loved = queries.list_loved(actor, *shown)
    pages = {one.pk: _page(one, places, loved, named) for one in shown}
    return SidePage(
        child_id=child.pk,
        child=str(child),
        left=pages[first.pk] if first else None,
        right=pages[second.pk] if second else None,
        differ=tuple(_differ(pages[first.pk], pages[second.pk])) if first and second else (),
    )


def _chosen(versions: Sequence[MapVersion], asked: str, drawn_by: DrawnBy) -> MapVersion | None:
    wanted = next((one for one in versions if str(one.pk) == asked), None)
    of_kind = next((one for one in versions if one.drawn_by == drawn_by.value), None)
    return wanted or of_kind or next(iter(versions), None)


def _differ(left: VersionPage, right: VersionPage) -> Iterable[str]:
    """Who stands elsewhere, or only in one of the two, in a sentence each."""
    first = {face.connection_id: face for row in left.rings for face in row.faces}
    second = {face.connection_id: face for row in right.rings for face in row.faces}
    for pk, face in first.items():
        if pk not in second:
            yield f"{face.name}: only on the first map."
        elif second[pk].ring is not face.ring:
            yield f"{face.name}: {_ring(face)} on the first map, {_ring(second[pk])} on the second."
    yield from (f"{face.name}: only on the second map." for pk, face in second.items() if pk not in first)


def _ring(face: Face) -> str:
    return f"“{STAFFS_RINGS[face.ring]}”" if face.ring else ""


def version_choices(versions: Iterable[MapVersion]) -> list[tuple[str, str]]:
    """For a form: each version by its day and who drew it."""
    return [(str(one.pk), f"{words.day(one.on)}, {DrawnBy(one.drawn_by).label.lower()}") for one in versions]


def draw_rows(actor: Actor, child: Child, versions: Sequence[MapVersion]) -> list[tuple[uuid.UUID, str, str, str]]:
    """For a worker's own map: everybody, as the worker's last map has them; never as the child's has them."""
    last = next((one for one in versions if one.drawn_by == DrawnBy.WORKER.value), None)
    places = {place.connection_id: place for place in queries.list_places(actor, last)} if last else {}
    found = people.list_people(actor, child, with_dates=False)
    rows = []
    for one in sorted(found, key=lambda one: one.shown.casefold()):
        place = places.get(one.connection.pk)
        side = place.side if place else one.connection.side
        rows.append((one.connection.pk, one.shown, place.ring if place else "", side))
    return rows
