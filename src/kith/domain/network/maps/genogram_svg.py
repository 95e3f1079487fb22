"""Draws a genogram view as SVG: outlines, lines, people generation by generation, legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kith.domain.network.kinship import Group
from kith.domain.network.layout import SYMBOL
from kith.domain.network.layout.model import GAP, LINE
from kith.domain.network.maps import shapes, strokes
from kith.domain.network.maps.genogram import Beside, Descent, Face, Feeling, Genogram, Pair
from kith.domain.network.maps.households import Outline
from kith.domain.network.maps.legend import Sample, legend
from kith.domain.network.maps.profile import Style, profile
from kith.domain.network.maps.svg import Frame, Point, element, person, picture, words

MARGIN = 26.0
LEAST_WIDTH = 560.0
_TAKEN = 26.0  # of another line so near there is no room for words between the two
_ABOVE = 34.0  # over the first row, for outlines and the ring of the focus
_SIZES = (("small", 700.0), ("middling", 880.0), ("wide", 1250.0))
_ROUND = ("circle", "square-in-circle")


def render(view: Genogram, *, name: str = "genogram", with_legend: bool = True) -> str:
    """The picture as SVG text; `name` is unique on the page. Its looks are in maps.css."""
    laid = view.layout
    wide = max(laid.right - laid.left, LEAST_WIDTH if view.faces else 320.0)
    left = (laid.left + laid.right - wide) / 2
    entries = list(entries_of(view)) if with_legend else []
    key, high = legend(entries, left=left, top=laid.bottom + 28, width=wide)
    bottom = laid.bottom + (28 + high if entries else 0.0)
    foot = words(view.foot, x=left, y=bottom + 24, cls="kith-map__foot") if view.foot else ""
    nobody = "" if view.faces else words(view.says, x=left, y=laid.top + 20, cls="kith-map__name")
    frame = Frame(
        kind="genogram",
        name=name,
        title=view.title,
        says=view.says,
        left=left - MARGIN,
        top=laid.top - _ABOVE,
        width=wide + 2 * MARGIN,
        height=bottom - laid.top + _ABOVE + (40 if view.foot else 20) + (40 if not view.faces else 0),
        size=_size(wide) if view.faces else "",
    )
    return picture(frame, _behind(view), _people(view, name), nobody, key, foot)


def _size(wide: float) -> str:
    """A small family is shown larger on a large screen, one a little too wide for it in its width; nobody moves for it,
    and paper has its own scale."""
    return next((name for name, most in _SIZES if wide <= most), "")


def _behind(view: Genogram) -> str:
    """Everything that readers get from the table instead: outlines and lines."""
    parts = [_outline(outline, outline.box) for outline in view.outlines if outline.box]
    parts += [_feeling(one) for one in view.feelings]
    # The dashed lines first: where several children share a piece, the solid one lies on top.
    for descent in sorted(view.descents, key=lambda one: profile()["parentage"][one.kind].line == "solid"):
        parts.append(strokes.line(descent.points, profile()["parentage"][descent.kind], sure=descent.is_sure))
    for beside in view.besides:
        parts.append(strokes.line(beside.points, profile()["siblings"][beside.kind], sure=beside.is_sure))
    parts += _line_words([*view.descents, *view.besides])
    parts += [_pair(pair) for pair in view.pairs]
    # The names of homes last: where a line cannot be avoided, they stand over it.
    for one in view.outlines:
        if one.label:
            said = words(one.words, x=one.label.x, y=one.label.y, cls="kith-map__note", anchor=one.label.anchor)
            parts.append(said)
    return element("g", *parts, aria_hidden="true")


def _line_words(lines: Sequence[Descent | Beside]) -> Iterator[str]:
    """What is said of a line at its lower end: on its right, or on its left where another line ends close by there."""
    ends = [line.points[-1] for line in lines]
    for line in lines:
        x, y = line.points[-1]
        is_taken = any(0 < other - x < _TAKEN and abs(height - y) < _TAKEN for other, height in ends)
        if line.words:
            yield words(
                line.words, x=x - 6 if is_taken else x + 6, y=y - 9, cls="kith-map__note",
                anchor="end" if is_taken else None,
            )  # fmt: skip


def _outline(outline: Outline, sides: tuple[float, float, float, float]) -> str:
    left, top, right, bottom = sides
    return element(
        "rect", x=left, y=top, width=right - left, height=bottom - top, rx=16,
        cls=f"kith-map__home kith-map__home--{outline.kind}",
    )  # fmt: skip


def _pair(pair: Pair) -> str:
    drawn = strokes.line(pair.points, profile()["unions"][pair.kind], sure=pair.is_sure)
    level, left, right = _level(pair.points)
    middle = (left + right) / 2
    if pair.ending:
        drawn += strokes.slashes((middle + (right - left) / 4, level), profile()["endings"][pair.ending])
    for at, said in enumerate(reversed(pair.words)):
        drawn += words(said, x=middle, y=level - 8 - 14 * at, cls="kith-map__note", anchor="middle")
    return drawn


def _level(points: Sequence[Point]) -> tuple[float, float, float]:
    """The height and the ends of the level piece of a partner line."""
    for one, other in zip(points, points[1:], strict=False):
        if abs(one[1] - other[1]) < 0.5:
            return one[1], min(one[0], other[0]), max(one[0], other[0])
    return points[0][1], points[0][0], points[-1][0]


def _feeling(one: Feeling) -> str:
    drawn = strokes.feeling(one.start, one.end, profile()["qualities"][one.quality.value], room=SYMBOL / 2 + 7)
    if one.letter:
        x, y = (one.start[0] * 2 + one.end[0]) / 3, (one.start[1] * 2 + one.end[1]) / 3
        drawn += shapes.tag(one.letter, x, y)
    return drawn


def _people(view: Genogram, name: str) -> str:
    near = _neighbours(view)
    letters: dict[str, str] = {}
    for outline in view.outlines:
        for one in outline.people if outline.letter else ():
            letters[one] = letters.get(one, "") + outline.letter
    drawn = []
    for at, face in enumerate(view.faces):
        ways = {f"data_{way}": f"{name}-{other + 1}" for way, other in near[at].items()}
        drawn.append(
            person(
                face.spoken, *_face(face, letters.get(face.box.id, "")), href=face.href, id=f"{name}-{at + 1}",
                data_row=face.box.row + 1, **ways,
            )
        )  # fmt: skip
    return element("g", *drawn, role="list", aria_label="People") if drawn else ""


def _face(face: Face, letter: str) -> Iterator[str]:
    box, style = face.box, profile()["symbols"][face.symbol]
    x, y = box.middle, box.y + SYMBOL / 2
    classes = ["kith-map__shape", f"kith-map__shape--{face.tone}"]
    classes += [f"kith-map__shape--{mark}" for mark in face.marks if mark in ("focus", "unsure", "same", "died")]
    if "focus" in face.marks:
        yield shapes.ring(style.shape, (x, y), SYMBOL)
    yield shapes.shape(style.shape, (x, y), SYMBOL, cls=" ".join(classes))
    if "died" in face.marks:
        yield shapes.cross(x, y, SYMBOL, is_round=style.shape in _ROUND)
    inside = face.age or ("?" if not face.is_named else "")
    if inside:
        cls = "kith-map__age kith-map__age--focus" if "focus" in face.marks else "kith-map__age"
        yield words(inside, x=x, y=y + 5.5, cls=cls, anchor="middle")
    if "unsure" in face.marks:
        yield shapes.tag("?", x + SYMBOL / 2, box.y + 1)
    if "chosen" in face.marks:
        yield shapes.heart(x + SYMBOL / 2, box.y + 3)
    if letter:
        yield shapes.tag(letter, x - SYMBOL / 2, box.y + 1)
    y = box.y + SYMBOL + GAP - 4
    for line in face.names:
        y += LINE
        yield words(line, x=x, y=y, cls="kith-map__name" if face.is_named else "kith-map__unnamed", anchor="middle")
    for line in face.small:
        y += LINE
        yield words(line, x=x, y=y - 1, cls="kith-map__small", anchor="middle")


def _neighbours(view: Genogram) -> list[dict[str, int]]:
    """For the arrow keys: who stands up (a parent), down (a child), left and right (in the row) of each person."""
    place = {face.box.id: at for at, face in enumerate(view.faces)}
    found: list[dict[str, int]] = [{} for _ in view.faces]
    for line in view.layout.children:
        child = place[line.child]
        for parent in line.parents:
            found[child].setdefault("up", place[parent])
            found[place[parent]].setdefault("down", child)
    for at in range(1, len(view.faces)):
        if view.faces[at].box.row == view.faces[at - 1].box.row:
            found[at]["left"], found[at - 1]["right"] = at - 1, at
    return found


# The legend

TONES = {
    Group.MUM.value: "Mum’s side",
    Group.DAD.value: "Dad’s side",
    Group.PARENT.value: "Another parent’s side",
    Group.SIBLINGS.value: "Brothers and sisters",
    Group.CARERS.value: "Carers and step-parents",
    Group.OWN.value: "Own family",
    Group.OTHERS.value: "Others",
}


def entries_of(view: Genogram) -> Iterator[tuple[Sample, str]]:
    """A sample for every kind in use, in the order of the profile."""
    styles = profile()
    symbols = {face.symbol for face in view.faces}
    for name, style in styles["symbols"].items():
        if name in symbols:
            yield _symbol_sample(style), style.legend
    tones = {face.tone for face in view.faces}
    yield from ((_tone_sample(tone), said) for tone, said in TONES.items() if tone in tones)
    if any(face.age.startswith("~") for face in view.faces):
        yield (lambda x, y: words("~7", x=x, y=y + 5, cls="kith-map__age", anchor="middle")), "About that age"
    marks = {mark for face in view.faces for mark in face.marks}
    marks |= {outline.kind for outline in view.outlines}
    lines: tuple[Pair | Descent | Beside, ...] = (*view.pairs, *view.descents, *view.besides)
    if not all(line.is_sure for line in lines):
        marks.add("light")
    for name, style in styles["marks"].items():
        if name in marks:
            yield _mark_sample(name, _shape_of(view, name)), _mark_words(view, name, style)
    for section, used in (
        ("unions", {pair.kind for pair in view.pairs}),
        ("endings", {pair.ending for pair in view.pairs}),
        ("parentage", {descent.kind for descent in view.descents}),
        ("siblings", {beside.kind for beside in view.besides}),
        ("qualities", {one.quality.value for one in view.feelings}),
    ):
        for name, style in styles[section].items():
            if name in used:
                yield _line_sample(section, style), style.legend


def _mark_words(view: Genogram, name: str, style: Style) -> str:
    letters = [
        f"{one.letter}: {one.words}" if one.words else one.letter
        for one in view.outlines
        if one.kind == name and one.letter
    ]
    return f"{style.legend}; marked {', '.join(letters)}" if letters else style.legend


def _shape_of(view: Genogram, mark: str) -> str:
    """The shape in which a mark is explained: that of the first who has it."""
    symbol = next((face.symbol for face in view.faces if mark in face.marks), "")
    return profile()["symbols"][symbol].shape if symbol else "circle"


def _tone_sample(tone: str) -> Sample:
    cls = f"kith-map__shape kith-map__shape--{tone}"
    return lambda x, y: element("rect", x=x - 16, y=y - 8, width=32, height=16, rx=8, cls=cls)


def _symbol_sample(style: Style) -> Sample:
    return lambda x, y: shapes.shape(style.shape, (x, y), 22, cls="kith-map__shape")


def _mark_sample(name: str, outline: str) -> Sample:
    def draw(x: float, y: float) -> str:
        if name == "heart" or name == "chosen":
            return shapes.heart(x, y + 1)
        if name == "unsure":
            return shapes.tag("?", x, y)
        if name == "light":
            return strokes.line([(x - 18, y), (x + 18, y)], profile()["unions"]["married"], sure=False)
        if name in ("household", "placement"):
            return element(
                "rect", x=x - 17, y=y - 11, width=34, height=22, rx=7, cls=f"kith-map__home kith-map__home--{name}"
            )
        shape = shapes.shape(outline, (x, y), 20, cls=f"kith-map__shape kith-map__shape--{name}")
        if name == "died":
            return shape + shapes.cross(x, y, 20, is_round=outline in _ROUND)
        return (shapes.ring(outline, (x, y), 20) if name == "focus" else "") + shape

    return draw


def _line_sample(section: str, style: Style) -> Sample:
    def draw(x: float, y: float) -> str:
        if section == "qualities":
            return strokes.feeling((x - 18, y), (x + 18, y), style, room=0.0)
        if section == "endings":
            level = strokes.line([(x - 18, y), (x + 18, y)], profile()["unions"]["married"])
            return level + strokes.slashes((x, y), style)
        if section == "parentage":
            return strokes.line([(x, y - 13), (x, y + 13)], style)
        if section == "siblings":
            bar = [(x - 15, y + 11), (x - 15, y - 8), (x + 15, y - 8), (x + 15, y + 11)]
            return strokes.line(bar, style)
        return strokes.line([(x - 18, y), (x + 18, y)], style)

    return draw
