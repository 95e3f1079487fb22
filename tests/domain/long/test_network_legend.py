"""What stands round a drawing says the same as the drawing: its sentence, its legend, its line of homes."""

from __future__ import annotations

import dataclasses
import re

import pytest

from kith.domain import network
from kith.domain.network.copies import Audience
from kith.domain.network.graph import Family, Household, Parentage, Person, Says, Status, Stay, Tie, Union
from kith.domain.network.maps import genogram, genogram_svg, mobility, mobility_svg
from kith.domain.network.when import in_year
from kith.domain.network.words import Gender, Sector, TieKind, UnionStatus
from kith.domain.terms import Certainty


def test_where_the_child_put_somebody_counts_in_the_sentence_as_in_the_table() -> None:
    people = (Person("mia", "Mia"), Person("jo", "Jo"), Person("sam", "Sam"))
    ties = (Tie("mia", "jo", TieKind.CHOSEN_FAMILY, sector=Sector.DAD), Tie("mia", "sam", TieKind.CHOSEN_FAMILY))
    view = genogram.view(Family(people, ties=ties, focus="mia"))
    assert [row.side for row in view.rows if row.id == "jo"] == ["Dad’s side"]
    assert view.says == "2 people. 0 on mum’s side, 1 on dad’s side, 1 other."


def test_the_legend_shows_the_child_in_the_childs_own_shape_and_says_what_a_letter_means() -> None:
    people = (Person("mia", "Mia"), Person("a", "A"), Person("b", "B"), Person("c", "C"))
    rows = (network.Parentage("mia", ("a",)), network.Parentage("c", ("b",)))
    home = Household("h", "Gran’s flat", (Stay("mia"), Stay("b")))
    family = network.check(Family(people, (), rows, (), (home,), focus="mia"))[0]
    text = genogram_svg.render(genogram.view(family))
    legend = text.split("kith-map__legend")[1]
    assert "Live together; marked A: Gran’s flat" in legend
    sample = legend.split("Seen from here")[0].rsplit("kith-map__key", 1)[-1]
    assert "<circle" not in sample


def test_one_home_alone_is_no_line() -> None:
    homes = [mobility.Home("Gran"), mobility.Home("The Swaffers")]
    for number, lines in ((0, 0), (1, 0), (2, 1)):
        text = mobility_svg.render(mobility.view(homes[:number]))
        assert text.count("kith-map__life") == lines
    start = re.search(r'd="M([\d.]+) ', text.split("kith-map__life")[0].rsplit("<path", 1)[1])
    circle = re.search(r'<circle cx="([\d.]+)"', text)
    assert start is not None
    assert circle is not None
    assert start[1] == circle[1]


@pytest.mark.parametrize(
    ("audience", "said"),
    [
        (
            Audience.TEAM,
            {
                "kit": "Child of Ann (likely, since 2010); half-sister of Bo (not sure)",
                "ann": "With Lee (contradicted, married 2005)",
                "lee": "With Ann (contradicted, married 2005)",
                "bo": "Half-brother of Kit (not sure)",
            },
        ),
        (Audience.CHILD, {"kit": "Child of Ann (not sure, since 2010); half-sister of Bo (not sure)"}),
    ],
)
def test_what_is_drawn_light_is_said_in_the_table(audience: Audience, said: dict[str, str]) -> None:
    """A line that nobody confirmed is light in the picture; its table says so, to a child in plain words."""
    people = (
        Person("kit", "Kit", Gender.FEMALE),
        Person("bo", "Bo", Gender.MALE),
        Person("ann", "Ann"),
        Person("lee", "Lee"),
    )
    married = Status(UnionStatus.MARRIED, in_year(2005))
    family = Family(
        people,
        unions=(Union("u", ("ann", "lee"), (married,), Says(Certainty.CONTRADICTED)),),
        parentage=(Parentage("kit", ("ann",), start=in_year(2010), says=Says(Certainty.LIKELY)),),
        ties=(Tie("kit", "bo", TieKind.HALF_SIBLING, says=Says(Certainty.POSSIBLE)),),
        focus="kit",
    )
    view = genogram.view(network.check(family)[0], audience=audience)
    assert [one.is_sure for one in (*view.pairs, *view.descents, *view.besides)] == [False] * 4
    told = {row.id: row.family for row in view.rows}
    assert {key: told[key] for key in said} == said
    legend = genogram_svg.render(view).split("kith-map__legend")[1]
    assert "kith-map__line--unsure" in legend
    assert legend.count("Lighter line: not confirmed") == 1
    sure = genogram_svg.render(
        genogram.view(network.check(dataclasses.replace(family, unions=(), parentage=(), ties=()))[0])
    )
    assert "Lighter line" not in sure
