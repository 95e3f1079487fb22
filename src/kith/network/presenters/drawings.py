"""The page of a drawing: the picture, how else it could be looked at, and what a copy leaves out."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from kith.domain.network import Family
from kith.domain.network.maps import sheets, svg
from kith.domain.network.selection import Selection, is_crowded, is_large, nearest, selections
from kith.domain.terms import Drawing
from kith.network.presenters import pictures
from kith.network.presenters.pictures import Picture, Wanted
from kith.network.queries import CHILD, Around, Copy, Made, make_copy
from kith.ui import maps

COPIES = {
    Copy.MINE: "For me: all that I may see",
    Copy.TEAM: "The people who work with the child",
    Copy.FAMILY: "The family",
    Copy.CHILD: "The child",
    Copy.COURT: "The court",
}
# Who is told where the child lives, so that these copies say it; and what whoever makes one must know of that.
KNOW_WHERE = frozenset({Copy.TEAM, Copy.CHILD})
SAYS_WHERE = (
    "It is kept from somebody where the child lives. A copy for the people who work with the child, or for the child, "
    "still says with whom the child lives: hand it to nobody else."
)
# For whom each drawing may be copied: what the child drew or lived is for the child and the team.
COPIES_OF = {
    Drawing.CIRCLES: (Copy.MINE, Copy.TEAM, Copy.CHILD),
    Drawing.GENOGRAM: tuple(Copy),
    Drawing.ECOMAP: tuple(Copy),
    Drawing.CONNECTEDNESS: (Copy.MINE, Copy.TEAM, Copy.CHILD),
    Drawing.MOBILITY: (Copy.MINE, Copy.TEAM, Copy.CHILD),
    Drawing.GROWTH: (Copy.MINE, Copy.TEAM, Copy.CHILD),
}
# Where the place it is seen from can be another person's.
FROM_ANYBODY = (Drawing.GENOGRAM, Drawing.ECOMAP)
IN_PARTS = (Drawing.GENOGRAM, Drawing.ECOMAP, Drawing.CONNECTEDNESS, Drawing.CIRCLES)
PAPERS = {"a4": sheets.A4, "a3": sheets.A3}
ADDRESSES = {
    Drawing.CIRCLES: "network:map",
    Drawing.GENOGRAM: "network:genogram",
    Drawing.ECOMAP: "network:ecomap",
    Drawing.CONNECTEDNESS: "network:connectedness",
    Drawing.MOBILITY: "network:mobility",
    Drawing.GROWTH: "network:growth",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """How somebody wants to see it: for whom, from whose place, which part, and which sides are hidden."""

    copy: Copy = Copy.MINE
    seen_from: str = CHILD
    part: str = ""
    hide: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        said = [("copy", self.copy.value), ("seen_from", self.seen_from), ("part", self.part)]
        return urlencode([*said, *(("hide", one) for one in self.hide)])


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen on the page, as (value, words)."""

    copies: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    sides: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Other:
    """Another drawing of the same network."""

    label: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the same drawing, and where it stands alone."""

    key: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class DrawingPage:
    """One drawing of a child's network."""

    child_id: uuid.UUID
    child: str
    kind: Drawing
    on: dt.date
    picture: Picture
    copy: str
    is_copy: bool
    left_out: tuple[str, ...]
    warning: str
    part: str
    is_large: bool
    is_crowded: bool
    others: tuple[Other, ...]
    print_a4: str
    print_a3: str
    take: str
    parts: tuple[Part, ...]
    homes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of paper with a piece of the picture."""

    number: int
    row: int
    column: int
    overlaps: bool
    svg: object


@dataclass(frozen=True, slots=True)
class PosterPage:
    """A drawing to print: the picture on as many sheets as keep its words readable, then the same in words."""

    child_id: uuid.UUID
    child: str
    kind: Drawing
    on: dt.date
    copy: str
    is_copy: bool
    paper: str
    picture: Picture
    sheets: tuple[Sheet, ...]
    back: str


SIDES_TO_HIDE = (
    *((word, label) for word, (label, _) in pictures.SIDES.items()),
    (pictures.WORKERS, "Workers"),
)


def choices(kind: Drawing, around: Around) -> Choices:
    """What can be chosen for a drawing."""
    family = make_copy(around, Copy.MINE).family
    people = tuple(around.names.items()) if kind in FROM_ANYBODY else ((CHILD, str(around.child)),)
    parts = tuple((one.key, one.name) for one in selections(family)) if kind in IN_PARTS else ()
    return Choices(
        copies=tuple((copy.value, COPIES[copy]) for copy in COPIES_OF[kind]),
        people=people,
        parts=(("", "Everybody"), *parts),
        sides=SIDES_TO_HIDE if kind in IN_PARTS else (),
    )


def movable(around: Around) -> tuple[tuple[str, str], ...]:
    """Who can be moved aside in the family tree: the id of their connection, and their name."""
    names = around.names
    return tuple((str(pk), names[key]) for key, pk in around.connections.items())


def other_drawings(kind: Drawing, child_id: uuid.UUID) -> tuple[Other, ...]:
    """Every drawing of the same network, the one that is looked at marked."""
    return tuple(Other(one.label, reverse(ADDRESSES[one], args=[child_id]), one is kind) for one in Drawing)


def drawing_page(kind: Drawing, around: Around, asked: Asked) -> DrawingPage:
    """The page of a drawing on a day."""
    made = make_copy(around, asked.copy)
    part = chosen_part(made.family, asked)
    drawn = picture_of(kind, around, asked, made, legend_beside=True)
    asked_for = f"{asked.query}&on={around.on.isoformat()}"
    end = f"?{asked_for}&kind={kind.value}"
    poster = reverse("network:poster", args=[around.child.pk])
    return DrawingPage(
        child_id=around.child.pk,
        child=str(around.child),
        kind=kind,
        on=around.on,
        picture=drawn,
        copy=COPIES[asked.copy],
        is_copy=asked.copy is not Copy.MINE,
        left_out=(*made.left_out, *not_named(drawn)),
        warning=warning(around, [asked.copy]),
        part=part.name if part else "",
        is_large=is_large(made.family),
        is_crowded=is_crowded(made.family),
        others=other_drawings(kind, around.child.pk),
        print_a4=f"{poster}{end}&paper=a4",
        print_a3=f"{poster}{end}&paper=a3",
        take=f"{reverse('network:take_along', args=[around.child.pk, kind.value])}?{asked_for}",
        parts=tuple(
            Part(one.key, one.name, f"{address(kind, around, replace(asked, part=one.key, hide=()))}&{_day(around.on)}")
            for one in selections(made.family)
            if kind in IN_PARTS
        ),
        homes=tuple(pictures.home_label(number) for number, _ in enumerate(around.homes, 1))
        if kind is Drawing.MOBILITY
        else (),
    )


def warning(around: Around, copies: Iterable[Copy]) -> str:
    """What whoever makes one of these copies is warned of; empty where there is nothing."""
    return SAYS_WHERE if around.kept_back and not KNOW_WHERE.isdisjoint(copies) else ""


def not_named(drawn: Picture) -> tuple[str, ...]:
    """Of whom a copy for others says nothing, because they have no place in the drawing; for whoever makes it."""
    if not drawn.undrawn:
        return ()
    who = "1 person who has" if len(drawn.undrawn) == 1 else f"{len(drawn.undrawn)} people who have"
    return (f"{who} no place in this drawing",)


def poster_page(kind: Drawing, around: Around, asked: Asked, paper: str, *, for_pdf: bool = False) -> PosterPage:
    """A drawing on paper, no words of it below 8 points; for a PDF each sheet brings its own look."""
    made = make_copy(around, asked.copy)
    picture, cut = _cut(kind, around, asked, made, PAPERS[paper])
    dress = _with_its_look if for_pdf else str
    signs = tuple(replace(one, sample=pictures.safe(dress(one.sample))) for one in picture.signs)
    pieces = tuple(
        Sheet(
            number,
            one.row,
            one.column,
            any(other.column > 1 for other in cut.sheets),
            pictures.safe(dress(sheets.on_sheet(picture.svg, one, name="sheet", new_name=f"sheet{number}"))),
        )
        for number, one in enumerate(cut.sheets, 1)
    )
    return PosterPage(
        child_id=around.child.pk,
        child=str(around.child),
        kind=kind,
        on=around.on,
        copy=COPIES[asked.copy],
        is_copy=asked.copy is not Copy.MINE,
        paper=f"{paper}-upright" if cut.paper.is_upright else paper,
        picture=replace(picture, signs=signs),
        sheets=pieces,
        back=address(kind, around, asked),
    )


def _cut(kind: Drawing, around: Around, asked: Asked, made: Made, paper: sheets.Paper) -> tuple[Picture, sheets.Cut]:
    """The picture in the form that needs fewest sheets.

    Who loves, who will be there may also stand in narrow rows; a legend that does not fit on the one sheet stands with
    the words, and is never cut.
    """
    narrow = {"is_narrow": True}
    ways = [{}, narrow, {"legend_beside": True}, narrow | {"legend_beside": True}]
    tried = []
    for way in ways if kind is Drawing.CONNECTEDNESS else ways[::2]:
        picture = picture_of(kind, around, asked, made, name="sheet", on_paper=True, **way)
        cut = sheets.sheets(picture.svg, paper, keep_whole=picture.spans, least=picture.least)
        if len(cut.sheets) == 1:
            return picture, cut
        tried.append((picture, cut))
    return min(tried, key=lambda one: (len(one[1].sheets), not one[0].signs))


def _with_its_look(drawn: str) -> str:
    return svg.for_paper(drawn, maps.look())


def address(kind: Drawing, around: Around, asked: Asked) -> str:
    """Where the drawing is looked at in this way."""
    return f"{reverse(ADDRESSES[kind], args=[around.child.pk])}?{asked.query}"


def _day(on: dt.date) -> str:
    """A day as the form above a drawing sends it."""
    return urlencode({"on_day": on.day, "on_month": on.month, "on_year": on.year})


def chosen_part(family: Family, asked: Asked) -> Selection | None:
    """The part that was asked for; of a family too large for one look the nearest generations, unless all was asked."""
    found = selections(family)
    part = next((one for one in found if one.key == asked.part), None)
    if part is None and is_large(family) and not asked.hide:
        part = nearest(family)
    return part


def picture_of(
    kind: Drawing,
    around: Around,
    asked: Asked,
    made: Made,
    name: str = "drawing",
    *,
    on_paper: bool = False,
    is_narrow: bool = False,
    legend_beside: bool = False,
) -> Picture:
    """The part of a drawing that was asked for; people lead to their pages only where whoever looks sees their own."""
    connections = around.connections

    def href(key: str) -> str | None:
        known = asked.copy is Copy.MINE and key in connections
        return reverse("people:person", args=[connections[key]]) if known else None

    part = chosen_part(made.family, asked)
    people: Collection[str] | None = part.people if part else None
    gone = pictures.hidden(made.family, asked.hide)
    if gone:
        people = frozenset(people or made.family.by_id) - gone
    wanted = Wanted(asked.copy, asked.seen_from, people, href, name, on_paper, is_narrow, legend_beside)
    return pictures.picture(kind, made.family, around, wanted)
