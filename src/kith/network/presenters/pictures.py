"""One family in each of the forms practice draws it in: the picture, its sentence, and the same content as rows."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from kith.domain.network import Family, Person, when
from kith.domain.network.copies import Audience
from kith.domain.network.kinship import SECTOR_OF_GROUP, kin, ties_of_focus
from kith.domain.network.maps import (
    circles,
    circles_svg,
    connectedness,
    connectedness_svg,
    ecomap,
    ecomap_svg,
    genogram,
    genogram_svg,
    growth,
    growth_svg,
    legend,
    mobility,
    mobility_svg,
    sheets,
)
from kith.domain.network.maps.speaking import Row
from kith.domain.network.words import Sector
from kith.domain.terms import Drawing
from kith.network import queries
from kith.network.presenters.absent import Absent, absent
from kith.network.queries import CHILD, Around, Copy

AUDIENCES = {
    Copy.MINE: Audience.TEAM,
    Copy.TEAM: Audience.TEAM,
    Copy.COURT: Audience.COURT,
    Copy.FAMILY: Audience.FAMILY,
    Copy.CHILD: Audience.CHILD,
}
# The parts that may be hidden, by the word in an address.
SIDES = {
    "mum": ("Mum’s side", Sector.MUM),
    "dad": ("Dad’s side", Sector.DAD),
    "siblings": ("Brothers and sisters", Sector.SIBLINGS),
    "carers": ("Carers", Sector.CARERS),
}
WORKERS = "workers"
COLUMNS = (
    ("relation", "Who"), ("side", "Part"), ("ring", "How near"), ("life", "Born, died"), ("family", "In the family"),
    ("in_touch", "In touch?"), ("since", "Since"), ("notes", "More"),
)  # fmt: skip
# The copies that only staff read: in these it is said of whom the child does not know.
STAFFS = frozenset({Copy.MINE, Copy.TEAM})
NOT_KNOWN = "the child does not know of them"
MOST_BELOW = 90
# Of more than these the sentence gives the number; the words beside each in the table say who they are.
MOST_NAMED = 8
MOST_MOMENTS = 6
PART_OF_A_YEAR = dt.timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a row, with the head of its column."""

    head: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person (or home) of a drawing in words; ``connection_id`` leads to their page, where there is one."""

    name: str
    connection_id: uuid.UUID | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """What one sign in a drawing means."""

    sample: SafeString
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with everything that says the same without it; the width of each person, who should not be cut through,
    and the size of its smallest words, for paper. `undrawn`: who is neither drawn nor named in a copy, by key. `signs`:
    the legend, where it does not stand in the picture itself."""

    title: str
    says: str
    svg: SafeString
    first: str
    heads: tuple[str, ...]
    rows: tuple[Line, ...]
    absent: tuple[Absent, ...]
    spans: tuple[tuple[float, float], ...]
    least: float = sheets.LEAST_SIZE
    undrawn: frozenset[str] = frozenset()
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """How it is to be drawn: for whom, from whose place, which people (None: all), where a person leads, and whether it
    is for a sheet of paper, or for one that stands on its short side; `legend_beside`: not in the picture itself."""

    copy: Copy
    seen_from: str = CHILD
    people: Collection[str] | None = None
    href: Callable[[str], str | None] = lambda key: None
    name: str = "drawing"
    on_paper: bool = False
    is_narrow: bool = False
    legend_beside: bool = False


def picture(kind: Drawing, family: Family, around: Around, wanted: Wanted) -> Picture:
    """The drawing of a kind."""
    unknown = _not_known_to_the_child(family, around, wanted)
    family = _marked(family, unknown)
    if kind is Drawing.MOBILITY:
        return _mobility(family, around, wanted)
    if kind is Drawing.GROWTH:
        return _growth(family, around, wanted)
    view, draws = VIEWS[kind]
    seen = family.seen_from(wanted.seen_from) if wanted.seen_from in family.by_id else family
    more = _more(kind, around, wanted)
    drawn = view(seen, audience=AUDIENCES[wanted.copy], on=around.on, people=wanted.people, href=wanted.href, **more)  # type: ignore[operator]
    drawn = _said_below(drawn, family, unknown)
    links = around.connections if wanted.copy is Copy.MINE else {}
    heads, rows = _lines(drawn.rows, links)
    return Picture(
        title=drawn.title,
        says=drawn.says,
        **_drawn(draws, drawn, wanted),
        first="Name",
        heads=heads,
        rows=rows,
        # A copy for others names nobody who is not drawn in it: who else matters is not theirs to read.
        absent=absent(drawn.not_shown, family, links) if wanted.copy is Copy.MINE else (),
        undrawn=frozenset() if wanted.copy is Copy.MINE else frozenset(one.id for one in drawn.not_shown),
        spans=_spans(drawn),
        least=sheets.LEAST_OF.get(kind.value, sheets.LEAST_SIZE),
    )


def _drawn(draws: Any, view: Any, wanted: Wanted) -> dict[str, Any]:
    """The picture, and its legend in it or beside it: in the corners of the circles it takes no room of its own."""
    if not wanted.legend_beside or draws is circles_svg:
        return {"svg": safe(draws.render(view, name=wanted.name))}
    signs = tuple(Sign(safe(one.sample), one.words) for one in legend.signs(draws.entries_of(view)))
    return {"svg": safe(draws.render(view, name=wanted.name, with_legend=False)), "signs": signs}


def _more(kind: Drawing, around: Around, wanted: Wanted) -> dict[str, Any]:
    """What only one kind of drawing is told: who was moved by hand, and that paper is wider than high."""
    if kind is Drawing.CIRCLES and wanted.on_paper:
        return {"form": circles.PAPER}
    if kind is Drawing.CONNECTEDNESS and wanted.is_narrow:
        return {"per_line": connectedness.NARROW}
    # What was moved by hand counts where one sees all one may; a copy's spacing tells of nobody who is not in it.
    return {"nudges": around.nudges} if kind is Drawing.GENOGRAM and wanted.copy is Copy.MINE else {}


def _spans(drawn: Any) -> tuple[tuple[float, float], ...]:
    """From where to where each person reaches, who should stand whole on one sheet."""
    if hasattr(drawn, "faces"):
        return tuple((face.box.x, face.box.x + face.box.width) for face in drawn.faces)
    half = circles.PAPER.cell.width / 2
    return tuple((one.x - half, one.x + half) for one in getattr(drawn, "spots", getattr(drawn, "bodies", ())))


def _not_known_to_the_child(family: Family, around: Around, wanted: Wanted) -> frozenset[str]:
    """Of whom a copy for staff says that the child does not know; nobody in any other copy (SAFEGUARDING 4)."""
    if wanted.copy not in STAFFS:
        return frozenset()
    unknown = {one.key for one in around.standing if not one.somebody.connection.child_knows}
    shown = family.by_id.keys() if wanted.people is None else wanted.people
    return frozenset(unknown.intersection(family.by_id, shown))


def _marked(family: Family, unknown: Collection[str]) -> Family:
    if not unknown:
        return family
    people = (
        dataclasses.replace(one, marks=(*one.marks, NOT_KNOWN)) if one.id in unknown else one for one in family.people
    )
    return dataclasses.replace(family, people=tuple(people))


def _said_below(drawn: Any, family: Family, unknown: Collection[str]) -> Any:
    """The drawing with whom the child does not know of in its sentence, and below the picture wherever it goes."""
    if not unknown:
        return drawn
    names = sorted(_childs_word(family.by_id[key]) for key in unknown)
    named = f"The child does not know of: {', '.join(names)}."
    counted = f"The child does not know of {len(names)} people here."
    said = named if len(names) <= MOST_NAMED else counted
    below = said if len(said) <= MOST_BELOW else counted
    more = {"foot": " · ".join(filter(None, (drawn.foot, below)))} if hasattr(drawn, "foot") else {}
    return dataclasses.replace(drawn, says=f"{drawn.says} {said}", **more)


VIEWS = {
    Drawing.CIRCLES: (circles.view, circles_svg),
    Drawing.GENOGRAM: (genogram.view, genogram_svg),
    Drawing.ECOMAP: (ecomap.view, ecomap_svg),
    Drawing.CONNECTEDNESS: (connectedness.view, connectedness_svg),
}


def safe(svg: str) -> SafeString:
    # Our own picture: every word in it is escaped where it is written (kith.domain.network.maps.svg).
    return mark_safe(svg)  # noqa: S308


def _lines(rows: Iterable[Row], links: dict[str, uuid.UUID]) -> tuple[tuple[str, ...], tuple[Line, ...]]:
    """The columns that say anything, and the rows in the order of the picture."""
    known = list(rows)
    used = [(name, head) for name, head in COLUMNS if any(getattr(row, name) for row in known)]
    lines = [
        Line(row.name, links.get(row.id), tuple(Cell(head, getattr(row, name)) for name, head in used)) for row in known
    ]
    return tuple(head for _, head in used), tuple(lines)


def hidden(family: Family, hide: Collection[str]) -> set[str]:
    """Who stands on a side that is hidden: by the side that every drawing and table says of them."""
    sides = {SIDES[word][1] for word in hide if word in SIDES}
    everybody, ties = kin(family), ties_of_focus(family)
    placed = {key: tie.sector for key, tie in ties.items() if tie.sector}
    side = {key: placed.get(key) or SECTOR_OF_GROUP.get(one.group) for key, one in everybody.items()}
    out = {key for key, one in side.items() if one in sides and key != family.focus}
    if WORKERS in hide:
        out |= {person.id for person in family.people if person.professional}
    return out


def _mobility(family: Family, around: Around, wanted: Wanted) -> Picture:
    """The homes of the return in a line, with those who are known to have lived there; never why one ended."""
    homes = [_home(number, home, family, around) for number, home in enumerate(around.homes, 1)]
    born = family.by_id[CHILD].born
    drawn = mobility.view(homes, born=born, on=around.on, with_marks=wanted.copy in (Copy.MINE, Copy.TEAM))
    present = {key for home in around.homes for key in _there(home, family)}
    drawn = _said_below(drawn, family, _not_known_to_the_child(family, around, wanted) & present)
    heads = ("When", "Age", "Who was there")
    lines = tuple(
        Line(label, None, tuple(Cell(head, text) for head, text in zip(heads, rest, strict=True)))
        for label, *rest in drawn.rows
    )
    svg = safe(mobility_svg.render(drawn, name=wanted.name))
    return Picture(drawn.title, drawn.says, svg, "Home", heads, lines, (), ())


def home_label(number: int) -> str:
    """What a home of the return is called, counted from the first: the return has no name for it."""
    return f"Home {number}"


def _home(number: int, home: queries.Home, family: Family, around: Around) -> mobility.Home:
    end = when.on(home.until_on) if home.until_on else None
    is_now = home.from_on <= around.on and (home.until_on is None or home.until_on > around.on)
    names = _who_was_there(home, family)
    seen = around.child.last_seen_on
    return mobility.Home(
        label=home_label(number),
        start=when.on(home.from_on),
        end=end,
        people=tuple((name, "") for name in names),
        is_now=is_now,
        known_until=seen if seen and seen < around.on else None,
    )


def _who_was_there(home: queries.Home, family: Family) -> list[str]:
    """Who lived in a household with the child while this was the child's home."""
    return list(dict.fromkeys(_childs_word(family.by_id[key]) for key in _there(home, family)))


def _there(home: queries.Home, family: Family) -> list[str]:
    """The same people, by id."""
    found: dict[str, None] = {}
    for household in family.households:
        childs = [stay for stay in household.stays if stay.person == CHILD and _touches(stay, home)]
        for stay in household.stays if childs else ():
            if stay.person != CHILD and _touches(stay, home):
                found[stay.person] = None
    return list(found)


def _childs_word(person: Person) -> str:
    """Somebody as the child calls them, else by name."""
    return person.called or person.name or person.hint or "Name not known"


def _touches(stay: object, home: queries.Home) -> bool:
    start, end = getattr(stay, "start", None), getattr(stay, "end", None)
    begins = start.first if start and start.first else dt.date.min
    ends = end.last if end and end.last else dt.date.max
    return begins < (home.until_on or dt.date.max) and home.from_on < ends


def _growth(family: Family, around: Around, wanted: Wanted) -> Picture:
    """Who was in touch at each moment: the days of the maps, and the day looked at."""
    shown = {key for key in family.by_id if key != CHILD}
    names = {key: family.by_id[key] for key in shown}
    moments = []
    for day in moments_of(around):
        there = [one for one in queries.standing_of(around, wanted.copy, day) if one.in_touch and one.key in shown]
        label = "Now" if day == around.on else "A map was drawn" if day in around.map_days else "Earlier"
        known = [(one.key, names[one.key]) for one in there]
        pairs = tuple((key, _childs_word(one)) for key, one in known)
        moments.append(growth.Moment(label, day, pairs))
    drawn = growth.view(moments, audience=AUDIENCES[wanted.copy])
    ever = {key for moment in moments for key, _ in moment.people}
    drawn = _said_below(drawn, family, _not_known_to_the_child(family, around, wanted) & ever)
    heads = tuple(f"{column.on.day} {column.on:%B %Y}" for column in drawn.columns)
    lines = tuple(
        Line(name, None, tuple(Cell(head, text) for head, text in zip(heads, rest, strict=True)))
        for name, *rest in drawn.rows
    )
    made = _drawn(growth_svg, drawn, wanted)
    return Picture(drawn.title, drawn.says, made.pop("svg"), "Name", heads, lines, (), (), **made)


def moments_of(around: Around) -> list[dt.date]:
    """The first day, the days of the latest maps, and the day looked at; a half year before it where none was drawn."""
    days = [day for day in around.map_days if day < around.on]
    if not days:
        days = [around.on - PART_OF_A_YEAR]
    kept = [days[0], *days[1:][-(MOST_MOMENTS - 2) :]]
    return [*kept, around.on]
