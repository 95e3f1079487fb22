"""Brothers and sisters of whom nobody has said whose children they are: drawn from a bar, named, and told apart."""

from __future__ import annotations

import dataclasses

import pytest

from kith.domain import gedcom, network
from kith.domain.network import exports, kinship, siblings
from kith.domain.network.copies import Audience
from kith.domain.network.graph import Family, Parentage, Person, Says, Tie, Union
from kith.domain.network.layout import SYMBOL, layout
from kith.domain.network.maps import flat, genogram, genogram_svg
from kith.domain.network.when import in_year
from kith.domain.network.words import Gender, ParentageKind, TieKind
from kith.domain.terms import Certainty

MAN, WOMAN = Gender.MALE, Gender.FEMALE
SIBLING, HALF, STEP = TieKind.SIBLING, TieKind.HALF_SIBLING, TieKind.STEP_SIBLING
ADOPTIVE = TieKind.ADOPTIVE_SIBLING


def family(*ties: Tie, parents: bool = False, more: tuple[Person, ...] = ()) -> Family:
    """A child with a mother (and her parents) and her brother Dean, of whom only the tie is known."""
    people = [
        Person("kid", "Mia"),
        Person("mum", "Kay", WOMAN, in_year(1985), called="Mum"),
        Person("dean", "Dean", MAN, in_year(1980)),
        *more,
    ]
    rows = [Parentage("kid", ("mum",))]
    if parents:
        people += [Person("gran", "Pat", WOMAN), Person("grandad", "Jim", MAN)]
        rows.append(Parentage("mum", ("gran", "grandad")))
    made, problems = network.check(Family(tuple(people), (), tuple(rows), ties, focus="kid"))
    assert problems == []
    return made


@pytest.mark.parametrize("parents", [False, True])
def test_an_uncle_without_parents_hangs_from_a_bar_beside_his_sister(parents: bool) -> None:
    laid = layout(family(Tie("dean", "mum", SIBLING), parents=parents))
    box = {one.id: one for one in laid.boxes}
    assert box["dean"].row == box["mum"].row == box["kid"].row - 1 == int(parents)
    assert {line.child for line in laid.siblings} == {"dean", "mum"}
    assert len({line.comb for line in laid.siblings}) == 1
    for line in laid.siblings:
        x, y = line.points[-1]
        assert y == box[line.child].y
        assert abs(x - box[line.child].middle) <= SYMBOL / 2
        assert 0 <= line.points[0][1] < y
        if parents:
            assert line.points[0][1] > box["gran"].bottom
    # The elder stands left, as among brothers and sisters whose parents are known.
    assert box["dean"].x < box["mum"].x
    assert laid.crossings == 0


@pytest.mark.parametrize(
    ("kind", "words", "relation"),
    [
        (SIBLING, "Brother of Kay", "mum’s brother"),
        (HALF, "Half-brother of Kay", "mum’s half-brother"),
        (STEP, "Stepbrother of Kay", "mum’s stepbrother"),
        (ADOPTIVE, "Adoptive brother of Kay", "mum’s adoptive brother"),
    ],
)
def test_every_way_is_told_apart_in_table_words_and_line(kind: TieKind, words: str, relation: str) -> None:
    view = genogram.view(family(Tie("mum", "dean", kind)))
    row = next(row for row in view.rows if row.id == "dean")
    assert (row.family, row.relation, row.side) == (words, relation, "Mum’s side")
    assert relation in next(face.spoken for face in view.faces if face.box.id == "dean")
    assert {one.kind for one in view.besides} == {kind.value}
    assert "2 people. 2 on mum’s side" in view.says
    assert words.split(" of ")[0].split("-")[0].casefold() in genogram_svg.render(view).casefold()


def test_four_ways_have_four_lines() -> None:
    drawn = {}
    for kind in (SIBLING, HALF, STEP, ADOPTIVE):
        text = genogram_svg.render(genogram.view(family(Tie("mum", "dean", kind))))
        drawn[kind] = text.split("kith-map__legend")[0].split("</desc>")[1]
    assert len(set(drawn.values())) == len(drawn)


def test_a_tie_that_parentage_says_already_draws_no_bar() -> None:
    made = family(Tie("dean", "mum", SIBLING), parents=True)
    rows = (*made.parentage, Parentage("dean", ("gran",)))
    laid = layout(dataclasses.replace(made, parentage=rows))
    assert laid.siblings == ()
    kin = kinship.kin(dataclasses.replace(made, parentage=rows))["dean"]
    assert (kin.words, kin.steps) == ("mother’s brother", 3)
    assert kinship.kin(made)["dean"].steps == 3


@pytest.mark.parametrize(
    ("father", "tie", "said"),
    [
        (None, None, "sister or half-sister"),
        ("lee", None, "half-sister"),
        (None, HALF, "half-sister"),
        (None, SIBLING, "sister"),
        ("dad", None, "sister"),
    ],
)
def test_whose_father_is_not_known_is_no_half_sister_before_somebody_says_so(
    father: str | None, tie: TieKind | None, said: str
) -> None:
    people = tuple(Person(name, name.title(), WOMAN) for name in ("kid", "zoe", "mum", "dad", "lee"))
    rows = (Parentage("kid", ("mum", "dad")), Parentage("zoe", ("mum", father) if father else ("mum",)))
    made, _ = network.check(Family(people, (), rows, (Tie("zoe", "kid", tie),) if tie else (), focus="kid"))
    assert kinship.kin(made)["zoe"].words == said


def test_a_step_brother_whose_father_stands_beside_her_mother_needs_no_bar() -> None:
    people = (Person("a", "A"), Person("b", "B"), Person("mum", "M", WOMAN), Person("dad", "D", MAN))
    rows = (Parentage("a", ("mum",)), Parentage("b", ("dad",)))
    union = Union("u", ("mum", "dad"))
    made, _ = network.check(Family(people, (union,), rows, (Tie("a", "b", STEP),), focus="a"))
    assert layout(made).siblings == ()
    assert len(layout(dataclasses.replace(made, unions=())).siblings) == 2


def test_full_ones_are_one_set_and_half_ones_only_where_all_are_said_to_be() -> None:
    more = (Person("kim", "Kim", WOMAN), Person("lee", "Lee", MAN))
    full = layout(
        family(Tie("mum", "dean", SIBLING), Tie("dean", "kim", SIBLING), Tie("kim", "lee", SIBLING), more=more)
    )
    assert {line.child for line in full.siblings} == {"mum", "dean", "kim", "lee"}
    assert len({line.comb for line in full.siblings}) == 1
    half = layout(family(Tie("mum", "dean", HALF), Tie("dean", "kim", HALF), more=more))
    bars: dict[int, set[str]] = {}
    for line in half.siblings:
        bars.setdefault(line.comb, set()).add(line.child)
    assert sorted(map(sorted, bars.values())) == [["dean", "kim"], ["dean", "mum"]]


def test_what_is_not_sure_is_drawn_lighter() -> None:
    unsure = Tie("dean", "mum", SIBLING, says=Says(Certainty.LIKELY))
    view = genogram.view(family(unsure))
    assert {one.is_sure for one in view.besides} == {False}
    assert "kith-map__line--unsure" in genogram_svg.render(view)


def test_a_brother_two_rows_away_by_record_still_has_his_line() -> None:
    """Dean is said to be mum's brother and is her grandmother's father: both are drawn, nothing is lost."""
    made = family(Tie("dean", "mum", SIBLING), parents=True)
    laid = layout(dataclasses.replace(made, parentage=(*made.parentage, Parentage("gran", ("dean",)))))
    assert {line.child for line in laid.siblings} == {"dean", "mum"}


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("kind", [SIBLING, HALF, STEP, ADOPTIVE])
def test_a_withheld_brother_leaves_no_trace(audience: Audience, kind: TieKind) -> None:
    more = (Person("kim", "Kim", WOMAN),)
    made = family(Tie("dean", "mum", kind), Tie("kim", "dean", kind), more=more)
    gone = dataclasses.replace(made.by_id["dean"], says=Says(withheld=True))
    hidden = dataclasses.replace(made, people=tuple(gone if one.id == "dean" else one for one in made.people))
    view = genogram.view(hidden, audience=audience)
    never = genogram.view(network.without(made, ["dean"]), audience=audience)
    assert view == never
    assert genogram_svg.render(view) == genogram_svg.render(never)
    assert "½" not in genogram_svg.render(view)
    assert view.besides == ()


def test_a_withheld_parent_and_a_parent_nobody_knows_look_the_same() -> None:
    """Two sisters whose mother is kept back: the same bar, in the same words, as where nobody knows her."""
    people = (Person("a", "Ann", WOMAN), Person("b", "Bea", WOMAN), Person("m", "Em", WOMAN, says=Says(withheld=True)))
    rows = (Parentage("a", ("m",)), Parentage("b", ("m",)))
    kept, _ = network.check(Family(people, (), rows, focus="a"))
    known, _ = network.check(Family(people[:2], (), (), (Tie("a", "b", SIBLING),), focus="a"))
    assert genogram_svg.render(genogram.view(kept)) == genogram_svg.render(genogram.view(known))


def test_programs_get_a_line_from_the_one_to_the_other() -> None:
    view = genogram.view(family(Tie("mum", "dean", HALF)))
    found = flat.of_genogram(view)
    (link,) = (one for one in found.links if one["kind"] == "sibling")
    box = {one["id"]: one for one in found.nodes}
    assert (link["from"], link["to"], link["siblings"]) == ("dean", "mum", "half_sibling")
    for person, (x, y) in (("dean", link["points"][0]), ("mum", link["points"][-1])):
        assert y == box[person]["y"]
        assert box[person]["x"] <= x <= box[person]["x"] + box[person]["width"]


def test_carers_of_one_home_are_no_parents_in_common() -> None:
    rows = (Parentage("a", ("c",), ParentageKind.FOSTER), Parentage("b", ("c",), ParentageKind.FOSTER))
    people = (Person("a", "A"), Person("b", "B"), Person("c", "C"))
    made, _ = network.check(Family(people, (), rows, (Tie("a", "b", SIBLING),), focus="a"))
    assert len(layout(made).siblings) == 2
    assert kinship.kin(made)["b"].words == "brother or sister"


@pytest.mark.parametrize(("kind", "families"), [(SIBLING, 1), (TieKind.TWIN, 1), (HALF, 0), (STEP, 0), (ADOPTIVE, 0)])
def test_a_family_file_says_what_is_known_and_no_more(kind: TieKind, families: int) -> None:
    """Full brothers and sisters are a family without parents, as the standard has it; of the others only the tie."""
    made = family(Tie("dean", "mum", kind))
    text = gedcom.write(made).text
    alone = [part for part in text.split("\n0 ") if " FAM\n" in part and "HUSB" not in part and "WIFE" not in part]
    assert len(alone) == families
    assert [part.count("1 CHIL") for part in alone] == [2] * families
    found = gedcom.read(text.encode())
    assert list(found.errors) == []
    assert [tie.kind for tie in found.family.ties] == [kind]
    assert {pair.kind for pair in siblings.pairs(found.family)} == {kind}


def test_a_tie_that_is_kept_back_is_no_open_family_in_a_file() -> None:
    text = gedcom.write(family(Tie("dean", "mum", SIBLING, says=Says(sensitive=True))), with_sensitive=True).text
    assert text.count(" FAM\n") == 1
    assert "RESN CONFIDENTIAL" in text


@pytest.mark.parametrize("kind", siblings.KINDS)
def test_json_says_in_which_way(kind: TieKind) -> None:
    read, problems = network.from_json(exports.to_json(family(Tie("dean", "mum", kind))))
    assert problems == []
    assert [tie.kind for tie in read.ties] == [kind]
