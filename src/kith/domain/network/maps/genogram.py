"""The genogram as plain values: who stands where, in which shape, with which lines (after McGoldrick)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kith.domain.network import siblings
from kith.domain.network.copies import Audience, Href, copy_for
from kith.domain.network.graph import Family, Parentage, Person, Tie, Union
from kith.domain.network.kinship import ENDINGS, Group
from kith.domain.network.layout import LABEL, Layout, NotShown, layout
from kith.domain.network.layout.model import Box
from kith.domain.network.maps.households import Outline, outlines
from kith.domain.network.maps.profile import profile, symbol_of
from kith.domain.network.maps.speaking import Row, Speaker
from kith.domain.network.maps.svg import Point
from kith.domain.network.maps.text import wrap
from kith.domain.network.words import ParentageKind, Quality, Sector, TieKind, UnionStatus
from kith.domain.terms import Certainty

NAME_SIZE, SMALL_SIZE = 14.0, 12.0
# Ties that put somebody beside the family in a genogram; others have the circles and the ecomap.
FAMILY_TIES = (
    *siblings.KINDS, TieKind.RELATIVE, TieKind.CHOSEN_FAMILY, TieKind.GODPARENT, TieKind.CARER,
)  # fmt: skip
_BASES = (UnionStatus.MARRIED, UnionStatus.TOGETHER, UnionStatus.BRIEF)


@dataclass(frozen=True, slots=True)
class Face:
    """One drawn person. `tone` is the side they stand on; `marks` are keys of the profile's marks."""

    box: Box
    symbol: str
    names: tuple[str, ...]
    small: tuple[str, ...]
    age: str
    tone: str
    marks: tuple[str, ...]
    spoken: str
    href: str | None
    is_named: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """The line between two partners: its kind and ending (keys of the profile), the words above it."""

    points: tuple[Point, ...]
    kind: str
    ending: str | None
    words: tuple[str, ...]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Descent:
    """The line down to a child: its kind (a key of the profile) and the short words beside its end."""

    points: tuple[Point, ...]
    kind: str
    words: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The line from a bar without parents down to a brother or sister: its kind (a key of the profile's siblings), and
    the short words beside its end."""

    points: tuple[Point, ...]
    kind: str
    words: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Feeling:
    """A tie between two drawn people with a quality, and the letter of who says so."""

    start: Point
    end: Point
    quality: Quality
    letter: str


@dataclass(frozen=True)
class Genogram:
    """A whole genogram. `says` is the plain sentence on top; `foot` the line below (date, seen from, for whom)."""

    layout: Layout
    faces: tuple[Face, ...]
    pairs: tuple[Pair, ...]
    descents: tuple[Descent, ...]
    besides: tuple[Beside, ...]
    feelings: tuple[Feeling, ...]
    outlines: tuple[Outline, ...]
    rows: tuple[Row, ...]
    not_shown: tuple[NotShown, ...]
    title: str
    says: str
    foot: str
    is_calm: bool


def view(
    family: Family,
    *,
    audience: Audience = Audience.TEAM,
    on: datetime.date | None = None,
    people: Collection[str] | None = None,
    href: Href = lambda person: None,
    feelings: bool = True,
    nudges: Mapping[str, float] | None = None,
) -> Genogram:
    """The genogram of a checked family for an audience, as on a day (for ages), of some people if not all.

    What the audience may not have is taken out before anything is placed or counted. `nudges`: who was moved by hand,
    by how many columns.
    """
    copy = copy_for(family, audience).family
    speaker = Speaker(copy, audience, on)
    shown, not_shown = _chosen(copy, people)
    speaker.drawn = frozenset(shown)
    laid = layout(copy, shown, lines_of=lambda person: _line_count(speaker, person), nudges=nudges)
    drawn = [box.person for box in laid.boxes if box.same_as is None]
    return Genogram(
        layout=laid,
        faces=tuple(_face(speaker, box, href) for box in laid.boxes),
        pairs=tuple(_pairs(copy, laid)),
        descents=tuple(_descents(laid, copy)),
        besides=tuple(_besides(laid)),
        feelings=tuple(_feelings(copy, laid, speaker)) if feelings else (),
        outlines=outlines(copy, laid, on),
        rows=tuple(speaker.row(person) for person in drawn),
        not_shown=not_shown,
        title="Genogram: the family, drawn generation by generation",
        says=speaker.summary(drawn),
        foot=_foot(speaker, on),
        is_calm=audience.is_calm,
    )


def _chosen(family: Family, people: Collection[str] | None) -> tuple[list[str], tuple[NotShown, ...]]:
    """Everybody with a family line or a near tie, and everybody without any tie at all; others with the reason."""
    related = {person for union in family.unions for person in union.partners if len(union.partners) > 1}
    related |= {person for row in family.parentage for person in (row.child, *row.parents)}
    near = {person for tie in family.ties if tie.kind in FAMILY_TIES for person in (tie.a, tie.b)}
    tied = {person for tie in family.ties for person in (tie.a, tie.b)}
    shown, not_shown = [], []
    for person in family.people:
        if people is not None and person.id not in people:
            not_shown.append(NotShown(person.id, "Not in the part that was chosen."))
        elif person.id in related or person.id == family.focus or person.id in near:
            shown.append(person.id)
        elif person.professional:
            not_shown.append(NotShown(person.id, "A worker, not family: see the circles or the ecomap."))
        elif person.id in tied:
            not_shown.append(NotShown(person.id, "No family tie is known: see the circles or the ecomap."))
        else:
            shown.append(person.id)
    return shown, tuple(not_shown)


def _foot(speaker: Speaker, on: datetime.date | None) -> str:
    focus = speaker.family.by_id.get(speaker.family.focus or "")
    parts = [f"True on {on.day} {on:%B %Y}" if on else ""]
    if focus and not speaker.is_child:
        parts.append(f"Seen from {speaker.name(focus)}")
    return " · ".join(part for part in parts if part)


# People


def _names(speaker: Speaker, person: Person) -> list[str]:
    return wrap(speaker.name(person), room=LABEL, size=NAME_SIZE, lines=4)


def _small(speaker: Speaker, person: Person) -> list[str]:
    """Below the name: what the child calls them, what is known instead of a name, what they are to the child, years."""
    said = []
    if person.called and person.name and not speaker.is_child and person.called != person.name:
        said.append(f"“{person.called}”")
    if not person.name and not person.called and person.hint:
        said.append(speaker.hint(person))
    family = speaker.family
    alone = person.id not in family.parentage_of and not any(person.id in row.parents for row in family.parentage)
    alone = alone and not any(person.id in union.partners for union in family.unions)
    if alone and person.id != family.focus and not speaker.siblings.get(person.id):
        said.append(speaker.relation(person))
    lines = [line for words in said if words for line in wrap(words, room=LABEL, size=SMALL_SIZE, lines=2)]
    years = speaker.years(person)
    return [*lines, years] if years else lines


def _line_count(speaker: Speaker, person: Person) -> int:
    return len(_names(speaker, person)) + len(_small(speaker, person))


def _face(speaker: Speaker, box: Box, href: Href) -> Face:
    person = box.person
    marks = _marks(speaker, box)
    more = [] if box.same_as is None else ["the same person stands here a second time"]
    small = _small(speaker, person)
    return Face(
        box=box,
        symbol=symbol_of(person),
        names=tuple(_names(speaker, person)),
        small=tuple([*small, "same person"] if box.same_as else small),
        age=speaker.age(person),
        tone=_tone(speaker, person),
        marks=marks,
        spoken=speaker.spoken_name(person, *more, *_mark_words(marks)),
        href=href(person.id),
        is_named=bool(person.name or person.called),
    )


def _tone(speaker: Speaker, person: Person) -> str:
    """The side by kinship; of those who are no kin whoever cared for the child stands among the carers."""
    group, tie = speaker.kin_of(person.id).group, speaker.ties.get(person.id)
    is_carer = group is Group.OTHERS and tie is not None and tie.sector is Sector.CARERS
    return (Group.CARERS if is_carer else group).value


def _marks(speaker: Speaker, box: Box) -> tuple[str, ...]:
    person = box.person
    tie = speaker.ties.get(person.id)
    found = {
        "focus": person.id == speaker.family.focus,
        "died": person.has_died,
        "unsure": person.says.certainty is not Certainty.CERTAIN,
        "chosen": tie is not None and tie.kind is TieKind.CHOSEN_FAMILY,
        "same": box.same_as is not None,
    }
    return tuple(mark for mark, holds in found.items() if holds)


def _mark_words(marks: tuple[str, ...]) -> list[str]:
    return [profile()["marks"][mark].legend.lower() for mark in marks if mark in ("unsure", "chosen")]


# Lines


def _pairs(family: Family, laid: Layout) -> list[Pair]:
    return [
        _pair([family.union_by_id[union] for union in line.unions], line.points)
        for line in laid.partners
    ]  # fmt: skip


def _pair(unions: list[Union], points: tuple[Point, ...]) -> Pair:
    history = [status for union in unions for status in union.history]
    base = next((status.kind for status in reversed(history) if status.kind in _BASES), UnionStatus.UNKNOWN)
    last = history[-1].kind if history else UnionStatus.UNKNOWN
    ending = last.value if last in (*ENDINGS, UnionStatus.BACK_TOGETHER) and last is not UnionStatus.WIDOWED else None
    words = []
    for status in history:
        style = profile()["unions"].get(status.kind.value) or profile()["endings"].get(status.kind.value)
        if status.start and style:
            words.append(f"{style.short} {status.start.short}".strip())
    sure = all(union.says.certainty is Certainty.CERTAIN for union in unions)
    return Pair(points, base.value, ending, tuple(words[-2:]), sure)


def _descents(laid: Layout, family: Family) -> list[Descent]:
    names = {box.id: box.person.id for box in laid.boxes}
    found = []
    for line in laid.children:
        child = names[line.child]
        parents = {names[parent] for parent in line.parents}
        rows = [row for row in family.parentage_of.get(child, ()) if set(row.parents) == parents]
        kind = line.kinds[0]
        sure = all(row.says.certainty is Certainty.CERTAIN for row in rows)
        found.append(Descent(line.points, kind.value, _descent_words(kind, rows), sure))
    return found


def _besides(laid: Layout) -> list[Beside]:
    style = profile()["siblings"]
    return [
        Beside(line.points, line.kind.value, style[line.kind.value].short, line.is_sure) for line in laid.siblings
    ]  # fmt: skip


def _descent_words(kind: ParentageKind, rows: list[Parentage]) -> str:
    """A 2019; F 2019–2021; F 2015–2017, 2019 where there were two times; F 2024 where it was over within the year."""
    short = profile()["parentage"][kind.value].short
    dated = [row for row in rows if row.kind is kind and (row.start or row.end)]
    if not short or not dated:
        return short
    dated.sort(key=lambda row: (row.start and row.start.order) or datetime.date.min)
    return f"{short} {', '.join(map(_years, dated))}"


def _years(row: Parentage) -> str:
    start, end = (row.start.short if row.start else ""), (row.end.short if row.end else "")
    return f"{start}–{end}" if end and end != start else start


def _feelings(family: Family, laid: Layout, speaker: Speaker) -> list[Feeling]:
    """Ties with a quality between two who are drawn; two views of one tie stand side by side."""
    boxes = {box.id: box for box in laid.boxes}
    drawn: Counter[frozenset[str]] = Counter()
    found = []
    for tie in sorted(family.ties, key=lambda tie: (tie.a, tie.b, tie.quality or "", tie.says.source or "", tie.words)):
        if tie.quality is None or tie.a not in boxes or tie.b not in boxes:
            continue
        pair = frozenset((tie.a, tie.b))
        aside = 16.0 * drawn[pair]
        drawn[pair] += 1
        start, end = ((box.middle + aside, box.y + box.width / 2) for box in (boxes[tie.a], boxes[tie.b]))
        found.append(Feeling(start, end, tie.quality, "" if speaker.is_child else _letter(tie)))
    return found


def _letter(tie: Tie) -> str:
    """Who says so: C the child's words, F the file, R a relative ..."""
    label = tie.says.source.label if tie.says.source else ""
    return label.removeprefix("The ").removeprefix("the ").removeprefix("A ")[:1].upper()
