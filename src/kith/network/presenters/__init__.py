"""Page objects: the map drawn together, the network on any date, what changed, versions, who belongs to whom."""

from kith.network.presenters.belonging import BelongingPage, belonging_page, member_choices, who_was_there
from kith.network.presenters.drawing import blank_page
from kith.network.presenters.drawings import (
    SIDES_TO_HIDE,
    Asked,
    Choices,
    DrawingPage,
    PosterPage,
    choices,
    drawing_page,
    movable,
    poster_page,
)
from kith.network.presenters.files import file_lines, file_page, sent, taken_over
from kith.network.presenters.given import NearPage, near_page, whom
from kith.network.presenters.map import ChangesPage, MapPage, changes_page, map_page, sentence
from kith.network.presenters.taking import Taken, TakingPage, forms_of, readers_of, take, taking_page
from kith.network.presenters.together import STEPS, TogetherPage, face_of, guessed, initial_place, loved, together_page
from kith.network.presenters.versions import (
    SidePage,
    VersionPage,
    draw_rows,
    side_page,
    version_choices,
    version_page,
)

__all__ = [
    "SIDES_TO_HIDE",
    "STEPS",
    "Asked",
    "BelongingPage",
    "ChangesPage",
    "Choices",
    "DrawingPage",
    "MapPage",
    "NearPage",
    "PosterPage",
    "SidePage",
    "Taken",
    "TakingPage",
    "TogetherPage",
    "VersionPage",
    "belonging_page",
    "blank_page",
    "changes_page",
    "choices",
    "draw_rows",
    "drawing_page",
    "face_of",
    "file_lines",
    "file_page",
    "forms_of",
    "guessed",
    "initial_place",
    "loved",
    "map_page",
    "movable",
    "member_choices",
    "near_page",
    "poster_page",
    "readers_of",
    "sent",
    "sentence",
    "side_page",
    "take",
    "taking_page",
    "taken_over",
    "together_page",
    "version_choices",
    "version_page",
    "who_was_there",
    "whom",
]
