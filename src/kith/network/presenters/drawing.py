"""The circles as a picture, from the same people as the table beside it; for the child only what the child may see."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from kith.domain import network
from kith.domain.network.copies import Audience
from kith.domain.network.maps import circles as rounds
from kith.domain.network.maps import circles_svg
from kith.domain.network.vocabulary import RINGS, SECTORS
from kith.network.presenters import circles

Address = Callable[[uuid.UUID], str]
CHILD = "child"


@dataclass(frozen=True, slots=True)
class BlankPage:
    """A map to draw by hand: the rings and the parts of a life, in a child's words."""

    picture: SafeString
    rings: tuple[str, ...]
    sides: tuple[str, ...]


def blank_page() -> BlankPage:
    """A blank map."""
    empty = network.Family(people=(network.Person(CHILD, "Me"),), focus=CHILD)
    picture = _svg(rounds.view(empty, audience=Audience.CHILD), "blank")
    return BlankPage(picture, tuple(circles.CHILDS_RINGS.values()), tuple(circles.CHILDS_SIDES.values()))


def of_network(
    family: network.Family, on: dt.date, connections: dict[str, uuid.UUID], gone: Collection[str] = ()
) -> SafeString:
    """The circles of a day for the case team: a checked family but for ``gone``, those nobody has placed yet marked as
    a guess."""

    def href(key: str) -> str | None:
        return reverse("people:person", args=[connections[key]]) if key in connections else None

    people = frozenset(family.by_id).difference(gone)
    return _svg(rounds.view(family, audience=Audience.TEAM, on=on, people=people, href=href), "circles")


def of_faces(
    faces: Collection[circles.Face],
    *,
    child: str,
    name: str,
    to_child: bool,
    address: Address | None = None,
    on_paper: bool = False,
) -> SafeString:
    """The circles of one map: those who stand on it and nobody else; ``address`` leads to a person."""
    people, ties = [network.Person(CHILD, child)], []
    for face in faces:
        if face.ring and face.side:
            key = str(face.connection_id)
            people.append(network.Person(key, face.name, called=face.name))
            ties.append(network.Tie(CHILD, key, ring=RINGS[face.ring], sector=SECTORS[face.side]))
    family = network.Family(people=tuple(people), ties=tuple(ties), focus=CHILD)
    audience = Audience.CHILD if to_child else Audience.TEAM
    form = rounds.PAPER if on_paper else rounds.SCREEN
    view = rounds.view(
        family, audience=audience, href=lambda key: address(uuid.UUID(key)) if address else None, form=form
    )
    return _svg(view, name)


def _svg(view: rounds.Circles, name: str) -> SafeString:
    # Our own picture: every word in it is escaped where it is written (kith.domain.network.maps.svg).
    return mark_safe(circles_svg.render(view, name=name))  # noqa: S308
