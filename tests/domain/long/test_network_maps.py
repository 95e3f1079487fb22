"""The maps: sound SVG, everybody in picture and table alike, nothing of those kept back, words that can be read."""

from __future__ import annotations

import dataclasses
import datetime
import functools
import itertools
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kith.domain import network
from kith.domain.network import selection
from kith.domain.network.copies import Audience
from kith.domain.network.graph import Family, Household, Person, Says, Status, Stay, Tie, Union
from kith.domain.network.maps import (
    circles,
    circles_svg,
    connectedness,
    connectedness_svg,
    ecomap,
    ecomap_svg,
    genogram,
    genogram_svg,
    love_lines,
    ring_names,
    rounds,
    sheets,
    strokes,
    style,
    svg,
    text,
)
from kith.domain.network.maps.text import width
from kith.domain.network.when import in_year
from kith.domain.network.words import Quality, Ring, Sector, TieKind, UnionStatus
from tests.factories import families
from tests.factories.hard_families import HARD

HARTLEY = Path(__file__).parents[2] / "data" / "families" / "hartley.json"
DAY = datetime.date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"
SHEET = Path(network.__file__).parents[2] / "ui" / "static" / "ui" / "css" / "maps.css"

Render = Callable[..., str]
MAPS: dict[str, tuple[Callable[..., Any], Render]] = {
    "genogram": (genogram.view, genogram_svg.render),
    "circles": (circles.view, circles_svg.render),
    "ecomap": (ecomap.view, ecomap_svg.render),
    "connectedness": (connectedness.view, connectedness_svg.render),
}


@functools.cache
def hartley() -> Family:
    family, problems = network.from_json(HARTLEY.read_text(encoding="utf-8"))
    assert problems == []
    return family


def drawn(kind: str, family: Family, **options: Any) -> tuple[Any, str]:
    view, render = MAPS[kind]
    found = view(family, **options)
    return found, render(found)


def link(person: str) -> str:
    return f"/people/{person}/"


# Sound and the same as the table


@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize("part", range(20))
def test_picture_is_sound_and_holds_the_people_of_its_table(kind: str, part: int) -> None:
    for seed in range(part, 200, 20):
        family, _ = network.check(families.family(seed))
        is_sound(kind, family, *drawn(kind, family, href=link))


def is_sound(kind: str, family: Family, view: Any, text: str) -> None:
    root = ET.fromstring(text)
    assert root.find(f"{SVG}title").text == view.title
    assert root.find(f"{SVG}desc").text == view.says
    assert root.get("aria-labelledby") == root.find(f"{SVG}title").get("id")
    linked = [one.get("href") for one in root.iter(f"{SVG}a")]
    in_table = [link(row.id) for row in view.rows]
    assert sorted(set(linked)) == sorted(in_table)
    assert kind == "genogram" or len(linked) == len(in_table)
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert not re.search("style=|<script", text)
    focus = {family.focus} if kind in ("circles", "ecomap") else set()
    shown = {row.id for row in view.rows} | {one.id for one in view.not_shown} | focus
    assert shown == family.by_id.keys()


@pytest.mark.parametrize("kind", MAPS)
def test_every_link_is_spoken_in_full_and_its_drawing_is_hidden_from_readers(kind: str) -> None:
    _, text = drawn(kind, hartley(), href=link)
    root = ET.fromstring(text)
    (people,) = (one for one in root.iter(f"{SVG}g") if one.get("role") == "list")
    for item in people:
        assert item.get("role") == "listitem"
        anchor, words = item
        assert anchor.get("aria-label")
        assert [child.get("aria-hidden") for child in (*anchor, words)] == ["true", "true"]
        # What a link shows must be in its name: initials and short dates stand beside it (WCAG 2.5.3).
        assert not list(anchor.iter(f"{SVG}text"))
    spoken = {one.get("href"): one.get("aria-label") for one in root.iter(f"{SVG}a")}
    assert "Pauline Hartley, mum’s mum, born 2 April 1961, in touch, last seen 3 May 2026" in spoken[link("pauline")]
    unseen = [one for one in root if one.tag not in (f"{SVG}title", f"{SVG}desc") and one.get("role") != "list"]
    words = [one for one in unseen if one.tag == f"{SVG}g"]
    assert all(one.get("aria-hidden") == "true" for one in words)


def test_people_stand_in_the_source_generation_by_generation_and_know_their_neighbours() -> None:
    _, text = drawn("genogram", hartley(), href=link)
    root = ET.fromstring(text)
    items = [one for one in root.iter(f"{SVG}g") if one.get("role") == "listitem"]
    rows = [int(one.get("data-row")) for one in items]
    assert rows == sorted(rows)
    by_id = {one.get("id"): one for one in items}
    mia = next(one for one in items if "Mia" in one[0].get("aria-label"))
    assert by_id[mia.get("data-up")].get("data-down")
    assert int(by_id[mia.get("data-up")].get("data-row")) == int(mia.get("data-row")) - 1
    assert by_id[mia.get("data-left")].get("data-right") == mia.get("id")


@pytest.mark.parametrize("kind", MAPS)
def test_order_of_the_rows_does_not_matter(kind: str) -> None:
    shuffled, _ = network.check(families.shuffled(hartley(), 3))
    assert drawn(kind, shuffled)[1] == drawn(kind, hartley())[1]


@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", "a&b\"c'", "\x00\x0b\ud800", "يوسف", "李小龙", "👩‍👧", "x" * 5_000, "]]>", "-" * 90],
)
def test_any_name_leaves_the_picture_sound(kind: str, name: str) -> None:
    people = (Person("mia", name), Person("mum", name, called=name, hint=name))
    family = Family(people, ties=(Tie("mia", "mum", TieKind.RELATIVE, words=name),), focus="mia")
    root = ET.fromstring(drawn(kind, family, href=link)[1])
    assert not list(root.iter(f"{SVG}script"))
    assert len(list(root.iter(f"{SVG}a"))) >= 1


@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize("name", HARD)
def test_hard_family_has_every_map(kind: str, name: str) -> None:
    view, text = drawn(kind, HARD[name].family)
    ET.fromstring(text)
    assert view.says


# Nothing of whom is kept back


@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("gone", ["dean", "kelly", "tanya", "pauline", "coach", "olu", "sam"])
def test_withheld_person_leaves_no_trace(kind: str, audience: Audience, gone: str) -> None:
    """Byte for byte the picture of a family in which they never were: no name, id, count or gap can tell."""
    secret = dataclasses.replace(hartley().by_id[gone], name="Secret Canary", says=Says(withheld=True))
    people = tuple(secret if person.id == gone else person for person in hartley().people)
    view, text = drawn(kind, dataclasses.replace(hartley(), people=people), audience=audience, href=link)
    never, plain = drawn(kind, network.without(hartley(), [gone]), audience=audience, href=link)
    assert text == plain
    assert view == never
    assert link(gone) not in text
    assert "Canary" not in text + repr(view.rows) + repr(view.not_shown)


def troubled() -> Family:
    people = (Person("mia", "Mia"), Person("dad", "Dan", marks=("heroin",)), Person("mum", "Kay"))
    ties = (
        Tie("mia", "dad", quality=Quality.ABUSIVE),
        Tie("mia", "mum", TieKind.RELATIVE, quality=Quality.HOSTILE, words="shouts"),
        Tie("mia", "mum", TieKind.FRIEND, says=Says(sensitive=True), words="told in secret"),
    )
    union = Union(
        "u", ("dad", "mum"), (Status(UnionStatus.TOGETHER), Status(UnionStatus.SEPARATED, says=Says(sensitive=True)))
    )
    rows = (network.Parentage("mia", ("dad", "mum"), union="u"),)
    return network.check(Family(people, (union,), rows, ties, focus="mia"))[0]


@pytest.mark.parametrize("kind", MAPS)
@pytest.mark.parametrize("audience", [Audience.CHILD, Audience.FAMILY])
def test_copy_for_the_child_or_the_family_is_calm(kind: str, audience: Audience) -> None:
    view, text = drawn(kind, troubled(), audience=audience)
    said = (text + repr(view.rows)).lower()
    for word in ("heroin", "abus", "hostile", "secret", "separated"):
        assert word not in said
    team, _ = drawn(kind, troubled())
    assert "heroin" in repr(team.rows).lower()


# Genogram


def test_sentence_counts_everybody_once() -> None:
    view, _ = drawn("genogram", hartley())
    assert view.says.startswith("22 people. 8 on mum’s side, 4 on dad’s side, ")
    numbers = [int(number) for number in re.findall(r"\d+", view.says)]
    assert numbers[0] == sum(numbers[1:]) == len(view.rows) - 1
    sides = [row.side for row in view.rows if row.id != "mia"]
    said = (("Mum’s side", "on mum’s side"), ("Dad’s side", "on dad’s side"), ("Carers", "among carers"))
    for side, words in (*said, ("Brothers and sisters", "among brothers and sisters"), ("Others", "other")):
        assert f"{sides.count(side)} {words}" in view.says
    child, _ = drawn("genogram", hartley(), audience=Audience.CHILD)
    assert "8 on your mum’s side, 4 on your dad’s side" in child.says


def test_focus_can_be_switched() -> None:
    view, _ = drawn("genogram", hartley().seen_from("ruby"))
    relation = {row.id: row.relation for row in view.rows}
    assert relation["mia"] == "half-sister"
    assert relation["lee"] == "dad"
    assert relation["ruby"] == "seen from here"
    assert relation["dean"] == "mum’s former husband"


def test_legend_has_the_kinds_in_use_and_no_other() -> None:
    _, text = drawn("genogram", HARD["one known parent"].family)
    legend = re.findall(r'kith-map__key">([^<]+)<', text)
    assert legend[:4] == ["Man or boy", "Woman or girl", "Mum’s side", "Brothers and sisters"]
    assert legend[4:] == ["Seen from here", "Child by birth"]
    _, full = drawn("genogram", hartley())
    said = re.findall(r'kith-map__key">([^<]+)<', full)
    assert {"Fostered (F)", "Adopted (A)", "Divorced (d)", "Chosen family", "Not confirmed", "Very close"} <= set(said)


def test_second_drawing_says_that_it_is_the_same_person() -> None:
    view, text = drawn("genogram", HARD["uncle and niece"].family, href=link)
    again = [face for face in view.faces if face.box.same_as]
    assert len(again) == 1
    assert "the same person stands here a second time" in again[0].spoken
    person = again[0].box.person.id
    assert person in ("u", "n")
    assert (text.count(f'href="{link(person)}"'), "kith-map__shape--same" in text.split("legend")[0]) == (2, True)
    assert [row.id for row in view.rows].count(person) == 1


def test_home_is_outlined_or_lettered() -> None:
    letters = {outline.letter for outline in drawn("genogram", hartley())[0].outlines if outline.box is None}
    assert letters == {"A"}
    pair = dataclasses.replace(hartley(), households=(Household("h", "At Nan’s", (Stay("ron"), Stay("pauline"))),))
    (home,) = (o for o in drawn("genogram", pair)[0].outlines if o.kind == "household")
    assert home.box is not None
    assert home.words == "At Nan’s"


def at_home(family: Family) -> Family:
    """The family with a named home for each couple and for each lone parent, with their children."""
    homes = [
        Household(f"h{one.id}", "Auntie Bev’s flat", tuple(Stay(person) for person in (*one.partners, *children)))
        for one in family.unions
        if (children := [row.child for row in family.parentage if set(row.parents) == set(one.partners)][:2])
    ]
    homes += [
        Household(f"k{row.child}", "Auntie Bev’s flat", (Stay(row.child), Stay(row.parents[0])))
        for row in family.parentage
        if len(row.parents) == 1
    ]
    return dataclasses.replace(family, households=tuple(homes))


def test_no_line_runs_through_the_name_of_a_home_where_a_corner_is_free() -> None:
    """At most one name in fifty stands over a line."""
    named, run_through = 0, 0
    for seed in range(0, 200, 4):
        view = genogram.view(at_home(network.check(families.family(seed))[0]), on=DAY)
        lines = [
            *(line.points for line in view.layout.children), *(line.points for line in view.layout.partners)
        ]  # fmt: skip
        pieces = [
            (min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1]))
            for points in lines
            for a, b in itertools.pairwise(points)
        ]
        for home in view.outlines:
            if home.label and home.box:
                left, top, right, bottom = home.label.box(home.words)
                assert home.box[0] < left < right < home.box[2]
                assert home.box[1] < top < bottom < home.box[3]
                named += 1
                run_through += any(lie_on_each_other((left, top, right, bottom), piece) for piece in pieces)
    assert named > 80
    assert run_through <= named / 50


# Circles and ecomap


def separate(places: list[tuple[float, float]], wide: float = rounds.WIDTH, high: float = rounds.HEIGHT) -> bool:
    return all(
        abs(one[0] - other[0]) >= wide - 0.1 or abs(one[1] - other[1]) >= high - 0.1
        for one, other in itertools.combinations(places, 2)
    )


@pytest.mark.parametrize("seed", range(0, 200, 8))
def test_nobody_overlaps_on_the_circles_and_the_ecomap(seed: int) -> None:
    family, _ = network.check(families.family(seed))
    for form in (circles.SCREEN, circles.PAPER):
        on_circles = circles.view(family, on=DAY, form=form)
        assert separate([(spot.x, spot.y) for spot in on_circles.spots], form.cell.width, form.cell.height)
        edges = [0.0, *on_circles.radii]
        for spot in on_circles.spots:
            ring, x = circles.RINGS.index(spot.ring), spot.x / form.cell.pull
            assert edges[ring] < math.hypot(x, spot.y) < edges[ring + 1]
            angle = math.atan2(x, -spot.y) % (2 * math.pi)
            (part,) = (part for part in on_circles.slices if part.sector is spot.sector)
            assert part.start <= angle <= part.end
    round_, _ = drawn("ecomap", family)
    assert separate([(body.x, body.y) for body in round_.bodies])
    assert [body.id for body in round_.bodies if is_run_through(body, round_.bodies)] == []


def is_run_through(body: ecomap.Body, bodies: tuple[ecomap.Body, ...]) -> bool:
    """Whether the line of somebody further out runs through this disc."""
    for other in bodies:
        far = math.hypot(other.x, other.y)
        if other is body or not other.line or far <= math.hypot(body.x, body.y):
            continue
        along = (body.x * other.x + body.y * other.y) / far
        aside = abs(body.x * other.y - body.y * other.x) / far
        if along > 0 and aside < ecomap.DISC + 4:
            return True
    return False


def test_lines_of_love_run_through_nobody_and_no_name() -> None:
    """Of 200 families of up to 120 people, a fifth of them loved; sampled every few points."""
    lines = 0
    for seed in range(200):
        family = network.check(families.family(seed))[0]
        loved = [one.id for one in family.people if one.id != family.focus][seed % 5 :: 5]
        ties = tuple(Tie(family.focus or "", one, supports=("loves", "there")) for one in loved)
        view = connectedness.view(dataclasses.replace(family, ties=ties), on=DAY)
        child = next(one for one in view.stands if one.is_child)
        symbols = {one.id: (one.x - 21, one.y - 21, one.x + 21, one.y + 21) for one in view.stands}
        names = [
            (one.x - wide / 2, one.y + 26, one.x + wide / 2, one.y + 24 + 16 * len(one.names))
            for one in view.stands
            for wide in (max(text.width(line, connectedness.SIZE) for line in one.names),)
        ]
        for one in view.stands:
            if one.is_child or not one.loves:
                continue
            boxes = [*names, *(box for name, box in symbols.items() if name not in (child.id, one.id))]
            points = love_lines.way(child, one, view.stands)
            assert points[0] == (child.x, child.y)
            assert points[-1] == (one.x, one.y)
            lines += 1
            for a, b in itertools.pairwise(points):
                (left, right), (top, bottom) = sorted((a[0], b[0])), sorted((a[1], b[1]))
                near = [box for box in boxes if box[0] < right and left < box[2] and box[1] < bottom and top < box[3]]
                for part in range(41):
                    x, y = a[0] + (b[0] - a[0]) * part / 40, a[1] + (b[1] - a[1]) * part / 40
                    assert not any(box[0] < x < box[2] and box[1] < y < box[3] for box in near), (seed, one.id)
    assert lines > 1500


def test_a_second_stroke_keeps_its_distance() -> None:
    way = [(0.0, 0.0), (100.0, 0.0), (100.0, 100.0)]
    assert strokes.beside(way, 4.5) == [(0.0, 4.5), (95.5, 4.5), (95.5, 100.0)]
    assert strokes.beside(way[:2], -2.0) == [(0.0, -2.0), (100.0, -2.0)]


def test_the_childs_own_placing_wins() -> None:
    ties = (
        Tie("mia", "pauline", TieKind.RELATIVE, ring=Ring.CLOSEST, sector=Sector.FRIENDS),
        Tie("mia", "dean", TieKind.RELATIVE, ring=Ring.WISHED),
    )
    view, _ = drawn("circles", dataclasses.replace(hartley(), ties=ties))
    spot = {spot.id: spot for spot in view.spots}
    assert (spot["pauline"].ring, spot["pauline"].sector, spot["pauline"].is_guess) == (
        Ring.CLOSEST,
        Sector.FRIENDS,
        False,
    )
    assert (spot["dean"].ring, spot["dean"].sector) == (Ring.WISHED, Sector.DAD)
    assert (spot["kelly"].ring, spot["kelly"].is_guess) == (Ring.KNOWN, True)
    assert "Not placed yet: 22." in view.says


def test_hundreds_have_room_on_the_circles() -> None:
    guests = [rounds.Guest(str(n), n * 7 % 8, n * n % 4) for n in range(400)]
    found = rounds.place(guests, groups=8, rings=4, core=58)
    assert len(found.places) == 400
    assert separate(list(found.places.values()))


def lie_on_each_other(one: ring_names.Box, other: ring_names.Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def words_of(spot: circles.Spot, form: circles.Format) -> ring_names.Box:
    """Where somebody's disc and name are."""
    half = max(form.disc, *(width(name, circles.SIZE) / 2 for name in spot.names))
    return spot.x - half, spot.y - form.cell.height / 2, spot.x + half, spot.y + form.cell.height / 2


@pytest.mark.parametrize("form", [circles.SCREEN, circles.PAPER], ids=["screen", "paper"])
def test_the_names_of_the_rings_stand_where_nobody_stands(form: circles.Format) -> None:
    """In nine of ten networks of up to forty people; where everything is full, where they hide least."""
    families_, hidden = [families.family(seed) for seed in range(200)], 0
    usual = [family for family in families_ if len(family.people) <= 40]
    assert len(usual) > 50
    for family in usual:
        view = circles.view(network.check(family)[0], on=DAY, form=form)
        assert len(view.rings) == len(Ring)
        people = [words_of(spot, form) for spot in view.spots]
        hidden += any(lie_on_each_other(ring.box, one) for ring in view.rings for one in people)
        assert not any(lie_on_each_other(a.box, b.box) for a, b in itertools.combinations(view.rings, 2))
    assert hidden <= len(usual) / 10


def test_workers_can_be_left_out_of_the_circles() -> None:
    view = circles.view(hartley(), workers=False)
    assert Sector.WORKERS not in {part.sector for part in view.slices}
    assert [(one.id, one.why) for one in view.not_shown] == [("beth", "Workers are hidden in this copy.")]


# Paper, colour, size


def a_usual_network(number: int) -> network.Family:
    """Twelve people around a child, three in every ring, in every part of a life."""
    sectors, rings = list(Sector), list(Ring)
    people = [Person(f"p{at}", f"Florence Whittingham {at}") for at in range(12)]
    ties = (
        Tie("c", one.id, ring=rings[(at + number) % 4], sector=sectors[(at * 3 + number) % 8])
        for at, one in enumerate(people)
    )
    return network.Family(people=(Person("c", "Robin Dewhurst"), *people), ties=tuple(ties), focus="c")


@pytest.mark.parametrize("number", range(8))
def test_the_circles_of_a_usual_network_are_one_sheet_of_paper_that_lies(number: int) -> None:
    view = circles.view(a_usual_network(number), on=DAY, form=circles.PAPER)
    cut = sheets.sheets(circles_svg.render(view), sheets.A4, least=sheets.LEAST_OF["circles"])
    assert (len(cut.sheets), cut.paper.is_upright) == (1, False)


@pytest.mark.parametrize("kind", sheets.LEAST_OF)
def test_the_smallest_words_of_a_drawing_are_those_that_paper_counts_on(kind: str) -> None:
    _, text = drawn(kind, hartley())
    rules = re.findall(r"^([^{}]+)\{[^}]*font-size:\s*([\d.]+)px", SHEET.read_text(encoding="utf-8"), re.MULTILINE)
    sizes = {one: float(size) for heads, size in rules for one in re.findall(r"kith-map__[\w-]+", heads)}
    used = set(re.findall(r'<text[^>]* class="([\w-]+)"', text))
    assert used
    assert min(sizes[one] for one in used) >= sheets.LEAST_OF[kind]


@pytest.mark.parametrize("paper", [sheets.A4, sheets.A3], ids=lambda paper: paper.name)
@pytest.mark.parametrize("kind", ["genogram", "circles"])
@pytest.mark.parametrize("seed", [2, 54, 120])
def test_no_word_is_printed_below_eight_points(kind: str, seed: int, paper: sheets.Paper) -> None:
    family, _ = network.check(families.family(seed))
    view, text = drawn(kind, family)
    people = [(b.middle - 54, b.middle + 54) for b in view.layout.boxes] if kind == "genogram" else []
    least = sheets.LEAST_OF.get(kind, sheets.LEAST_SIZE)
    found = sheets.sheets(text, paper, keep_whole=people, least=least)
    cut, room = found.sheets, found.paper.room(least)
    assert all(sheet.width <= room[0] + 0.01 and sheet.height <= room[1] + 0.01 for sheet in cut)
    scale = 72 / 25.4 * (found.paper.width - 20) / room[0]
    assert scale * least == pytest.approx(8.0)
    assert room[1] * scale == pytest.approx(72 / 25.4 * (found.paper.height - 20 - sheets.WORDS_MM))
    left, top, width, height = map(float, re.search(r'viewBox="([^"]+)"', text)[1].split())
    first_row = [sheet for sheet in cut if sheet.row == 1]
    assert (first_row[0].left, first_row[-1].left + first_row[-1].width) == (left, pytest.approx(left + width))
    for one, other in itertools.pairwise(first_row):
        assert one.left + one.width - other.left == pytest.approx(sheets.OVERLAP)
    for low, high in people:
        assert any(sheet.left <= low and high <= sheet.left + sheet.width for sheet in first_row)
    assert sum(sheet.height for sheet in cut if sheet.column == 1) == pytest.approx(height)
    one = sheets.on_sheet(text, cut[-1], name=kind, new_name=f"{kind}-sheet")
    assert ET.fromstring(one).get("aria-labelledby") == f"{kind}-sheet-title"


def test_no_words_of_the_style_are_smaller_than_the_sheets_count_on() -> None:
    sizes = [float(size) for size in re.findall(r"font-size:\s*([\d.]+)px", SHEET.read_text(encoding="utf-8"))]
    assert len(sizes) > 10
    assert min(sizes) == sheets.LEAST_SIZE


def test_words_on_a_rim_are_known_to_what_makes_a_pdf() -> None:
    """A program that cannot paint the rim first would hide the words under it; these get a rim of their own there."""
    rules = re.findall(r"^([^{}]+)\{[^}]*paint-order", SHEET.read_text(encoding="utf-8"), re.MULTILINE)
    rimmed = {one for heads in rules for one in re.findall(r"kith-map__[\w-]+", heads)}
    assert "kith-map__name" in rimmed
    for one in rimmed:
        assert "kith-map__rim" in svg.for_paper(f'<svg><text x="1" class="{one}">Nan</text></svg>', ""), one


def test_no_rule_of_one_kind_of_map_puts_the_rim_back_over_the_words_of_a_pdf() -> None:
    """Specificity: classes are counted, as all these rules are made of classes alone."""
    made = svg.for_paper('<svg><text x="1" class="kith-map__name">Nan</text></svg>', SHEET.read_text(encoding="utf-8"))
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", made)
    of_names = [
        (head.count("."), "stroke: none" in body)
        for heads, body in rules
        for head in heads.split(",")
        if head.strip().endswith(".kith-map__name") and "stroke:" in body
    ]
    assert of_names[-1] == (max(weight for weight, _ in of_names), True)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colours(rule: str, prop: str) -> set[str]:
    return set(re.findall(rf"(?:^|[;{{]\s*){prop}:\s*(#[0-9a-f]{{6}})", rule))


# Lines and fills that only please: rings, spokes and grounds are also named in words on the map and in its table.
PLEASANT = ("spoke", "plate", "band", "circle--", "home {", "heart")


def test_words_and_lines_stand_out_from_every_ground() -> None:
    sheet = style.written_out(SHEET.read_text(encoding="utf-8"))
    rules = [rule for rule in sheet.split("\n") if rule.startswith(".kith-map") and "focus-visible" not in rule]
    grounds = {"#ffffff"}
    for rule in rules:
        if re.search(r"shape--|disc--|circle--|band--|card|home", rule) and "focus" not in rule:
            grounds |= colours(rule, "fill")
    assert len(grounds) > 12
    words = {
        colour
        for rule in rules
        if re.search(r" text|name|small|note|key|slice|who|count", rule)
        for colour in colours(rule, "fill")
    }
    assert {colour: ground for colour in words for ground in grounds if contrast(colour, ground) < 4.5} == {}
    lines = {
        colour for rule in rules if not any(one in rule for one in PLEASANT) and "paint-order" not in rule
        for colour in colours(rule, "stroke")
    } - {"#ffffff", "#f6f2e8"}  # fmt: skip
    assert len(lines) > 5
    assert {line: contrast(line, "#ffffff") for line in lines if contrast(line, "#ffffff") < 3} == {}
    assert contrast("#ffffff", "#17564f") >= 4.5


def test_no_colour_is_red() -> None:
    for colour in re.findall(r"#[0-9a-f]{6}", SHEET.read_text(encoding="utf-8")):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert not (red > 150 and green < 90 and blue < 90), colour


# Large networks


def test_large_network_offers_its_parts() -> None:
    family, _ = network.check(families.family(1, 200))
    assert selection.is_large(family)
    parts = selection.selections(family)
    assert len({part.key for part in parts}) == len(parts) > 2
    for part in parts:
        assert family.focus in part.people
        assert part.people < {person.id for person in family.people}
        view, text = drawn("genogram", family, people=part.people)
        ET.fromstring(text)
        assert {row.id for row in view.rows} <= part.people
        assert {one.id for one in view.not_shown} >= {p.id for p in family.people} - part.people


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_a_large_network_opens_with_the_child_parents_and_grandparents(seed: int) -> None:
    family, _ = network.check(families.family(seed, 160))
    part = selection.nearest(family)
    assert part is not None
    near = {family.focus or ""}
    for _ in range(2):
        near |= {parent for row in family.parentage if row.child in near for parent in row.parents}
    assert near <= part.people


def test_years_of_a_household_decide_whether_it_stands_there() -> None:
    home = Household("h", "Then", (Stay("ron"), Stay("pauline")), start=in_year(2001), end=in_year(2010))
    family = dataclasses.replace(hartley(), households=(home,))
    assert not [o for o in genogram.view(family).outlines if o.kind == "household"]
