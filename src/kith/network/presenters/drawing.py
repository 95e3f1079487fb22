"""The circles as a picture, from the same rows as the table beside it."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from kith.domain import network
from kith.network.presenters.circles import CHILDS_RINGS, CHILDS_SIDES


@dataclass(frozen=True, slots=True)
class BlankPage:
    """A map to draw by hand: the rings and the parts of a life, in a child's words."""

    picture: str
    rings: tuple[str, ...]
    sides: tuple[str, ...]


def blank_page() -> BlankPage:
    """A blank map."""
    return BlankPage("", tuple(CHILDS_RINGS.values()), tuple(CHILDS_SIDES.values()))


def circles(family: network.Family, on: dt.date, connections: Mapping[str, uuid.UUID]) -> str:
    """The picture as SVG."""
    return ""
