"""What a look at the family tree asked for: lines that turn alike, words beside their own line, carers among adults."""

import re

import pytest

from kith.domain.network.copies import Audience
from kith.domain.network.graph import Family, Parentage, Person, Status, Tie, Union
from kith.domain.network.maps import circles, genogram, genogram_svg, legend
from kith.domain.network.when import in_year
from kith.domain.network.words import ParentageKind, Sector, TieKind, UnionStatus

ME, MUM, DAD, FELIX, JAN, PETE = (Person(name.lower(), name) for name in ("Me", "Mum", "Dad", "Felix", "Jan", "Pete"))
BORN = Parentage("me", ("mum", "dad"))


def tree(*more: Person, ties: tuple[Tie, ...] = (), **rows: tuple[object, ...]) -> genogram.Genogram:
    parentage = (BORN, *rows.get("parentage", ()))
    family = Family((ME, MUM, DAD, *more), rows.get("unions", ()), parentage, ties, focus="me")  # type: ignore[arg-type]
    return genogram.view(family)


def test_the_bar_of_brothers_and_sisters_turns_at_both_its_ends() -> None:
    view = tree(FELIX, ties=(Tie("me", "felix", TieKind.SIBLING),))
    one, other = view.besides
    assert one.points[0] == other.points[0]
    assert len(one.points) == len(other.points) == 3
    drawn = genogram_svg.render(view, with_legend=False)
    assert drawn.count("Q") == 2 + sum(len(line.points) - 2 for line in view.descents)


def test_the_word_of_a_line_stands_on_the_side_where_no_other_line_ends() -> None:
    couple = (Person("abe", "Abe"), Person("ann", "Ann"))
    fostered = Parentage("me", ("abe", "ann"), kind=ParentageKind.FOSTER)
    view = tree(*couple, parentage=(fostered,))
    ends = {line.kind: line.points[-1][0] for line in view.descents}
    x, anchor = re.findall(r'<text x="([\d.-]+)"[^>]*class="kith-map__note"( text-anchor="end")?>F<', _drawn(view))[0]
    assert ends["foster"] < ends["birth"]
    assert float(x) < ends["foster"]
    assert anchor


def test_a_couple_of_unknown_age_and_no_tie_of_blood_stands_with_the_parents() -> None:
    pair = Union("u1", ("jan", "pete"), (Status(UnionStatus.MARRIED, in_year(1996)),))
    cared = tuple(Tie("me", one, TieKind.CARER, sector=Sector.CARERS) for one in ("jan", "pete"))
    view = tree(JAN, PETE, unions=(pair,), ties=cared)
    rows = {face.box.id: face.box.row for face in view.faces}
    assert rows["jan"] == rows["pete"] == rows["mum"] == rows["me"] - 1


def test_chosen_family_who_cared_for_the_child_has_the_colour_of_carers_and_others_a_sample() -> None:
    ties = (
        Tie("me", "jan", TieKind.CHOSEN_FAMILY, sector=Sector.CARERS),
        Tie("me", "pete", TieKind.CHOSEN_FAMILY),
    )
    view = tree(JAN, PETE, ties=ties)
    assert {face.box.id: face.tone for face in view.faces if face.box.id in ("jan", "pete")} == {
        "jan": "carers",
        "pete": "others",
    }
    said = [sign.words for sign in legend.signs(genogram_svg.entries_of(view))]
    assert "Others" in said
    assert "Carers and step-parents" in said


def test_the_legend_as_a_list_says_the_same_as_the_one_in_the_picture() -> None:
    view = tree(FELIX, ties=(Tie("me", "felix", TieKind.HALF_SIBLING),))
    signs = legend.signs(genogram_svg.entries_of(view))
    inside = re.findall(r'class="kith-map__key">([^<]+)<', _drawn(view))
    assert [sign.words for sign in signs] == inside
    assert all(sign.sample.startswith("<svg") for sign in signs)
    assert "kith-map__legend" not in genogram_svg.render(view, with_legend=False)


def _drawn(view: genogram.Genogram) -> str:
    return genogram_svg.render(view)


def test_on_an_empty_map_each_ring_has_its_name_on_itself() -> None:
    for audience in (Audience.TEAM, Audience.CHILD):
        view = circles.view(Family((ME,), focus="me"), audience=audience)
        assert [one.x for one in view.rings] == [0.0] * 4
        for one, radius, inner in zip(view.rings[3:], view.radii[3:], view.radii[2:], strict=False):
            assert -radius < one.box[1] < one.box[3] < -inner


@pytest.mark.parametrize(
    ("start", "end", "words"), [(2024, 2024, "F 2024"), (2024, 2025, "F 2024–2025"), (2024, None, "F 2024")]
)
def test_a_foster_line_names_each_year_once(start: int, end: int | None, words: str) -> None:
    fostered = Parentage(
        "me", ("jan",), kind=ParentageKind.FOSTER, start=in_year(start), end=in_year(end) if end else None
    )
    (line,) = [one for one in tree(JAN, parentage=(fostered,)).descents if one.kind == "foster"]
    assert line.words == words
