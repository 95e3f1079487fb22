"""The list of names that are one name: it can be read, it holds together, and it finds what it was not made from."""

import csv
import itertools
import random
from pathlib import Path

import pytest

from kith.domain import matching, names
from kith.domain.matching.likeness import Level

PAIRS = Path(__file__).resolve().parents[2] / "data" / "names" / "pairs.csv"
HEADER = "name,variants,culture,kind,how_known\n"
# Enough to say that two first names may be one; the weaker levels are not.
ENOUGH = frozenset(Level) - {Level.NEAR, Level.DIFFERENT, Level.LOOKS_ALIKE, Level.OTHER_ALPHABET, Level.INITIAL}
# Floors of the project: recall of variants at no more than so many false for 1,000 pairs of different names.
RECALL, FALSE_IN_THOUSAND = 0.80, 3.0
LIST = names.load()


def read_pairs() -> list[dict[str, str]]:
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_one(one: str, other: str) -> bool:
    joined = ("".join(names.words(name)) for name in (one, other))
    return matching.first_names(*joined, LIST).level in ENOUGH


def recall(pairs: list[dict[str, str]]) -> float:
    return sum(is_one(pair["a"], pair["b"]) for pair in pairs) / len(pairs)


def test_held_out_variants_are_found() -> None:
    held = [pair for pair in read_pairs() if pair["part"] == "held"]
    assert len(held) > 600
    assert recall(held) >= RECALL


def test_held_out_variants_that_the_list_does_not_hold_are_found_by_rule() -> None:
    held = [pair for pair in read_pairs() if pair["part"] == "held"]
    unlisted = [pair for pair in held if not LIST.link(names.key(pair["a"]), names.key(pair["b"]))]
    assert len(unlisted) >= 100
    assert recall(unlisted) >= RECALL


@pytest.mark.parametrize("culture", sorted({pair["culture"] for pair in read_pairs()}))
def test_no_culture_is_left_behind(culture: str) -> None:
    assert recall([pair for pair in read_pairs() if pair["culture"] == culture]) >= RECALL


def test_different_names_are_seldom_taken_for_one() -> None:
    """Two names are different where no chain of true pairs joins them."""
    group: dict[str, str] = {}

    def root(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    for pair in read_pairs():
        group[root(pair["a"])] = root(pair["b"])
    sample = random.Random(4).sample(sorted(group), 450)
    apart = [pair for pair in itertools.combinations(sample, 2) if root(pair[0]) != root(pair[1])]
    false = sum(is_one(*pair) for pair in apart)
    assert len(apart) > 90_000
    assert false / len(apart) * 1_000 <= FALSE_IN_THOUSAND


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("shaz", "sharon", Level.NICKNAME),
        ("shaz", "shazza", Level.FORMS),
        ("hassan", "hussein", Level.LOOKS_ALIKE),
        ("hasan", "husain", Level.LOOKS_ALIKE),
        ("ali", "ellie", Level.LOOKS_ALIKE),
        ("oluwatamilore", "tamilore", Level.SHORT),
        ("j", "john", Level.INITIAL),
        ("j", "mary", Level.DIFFERENT),
        ("аnna", "anna", Level.OTHER_ALPHABET),
        ("josé", "jose", Level.SAME),
    ],
)
def test_levels_of_first_names(one: str, other: str, level: Level) -> None:
    assert matching.first_names(one, other, LIST).level is level
    assert matching.first_names(other, one, LIST).level is level


def test_the_list_is_large_and_of_many_cultures_and_says_how_each_row_is_known() -> None:
    assert len(LIST.rows) >= 400
    wanted = {"UK", "Irish", "Welsh", "Somali", "Arabic", "Afghan", "Eritrean and Ethiopian", "Kurdish and Turkish"}
    wanted |= {"Yoruba", "Igbo", "Polish", "Romanian", "Ukrainian and Russian", "Albanian", "Vietnamese", "Chinese"}
    wanted |= {"South Asian", "Portuguese and Spanish"}
    assert wanted <= {row.culture for row in LIST.rows}
    assert all(row.how_known for row in LIST.rows)


def test_no_two_rows_are_the_same_group_twice() -> None:
    seen = [(names.key(row.names[0]), row.culture, row.kind, row.names[1:]) for row in LIST.rows]
    assert len(set(seen)) == len(seen)


def test_a_service_may_add_rows_of_its_own() -> None:
    added = names.load_with(HEADER + "Philomena,Boo; Mena,our town,nickname,said by the family\n")
    assert LIST.link("boo", "philomena") is None
    link = added.link("boo", "philomena")
    assert link is not None
    assert (link.kind, link.full) == (names.Kind.NICKNAME, "Philomena")


def test_a_service_may_say_that_two_names_differ_and_that_wins() -> None:
    added = names.load_with(HEADER + "Sharon,Shaz,our town,different,two sisters\n")
    assert LIST.link("shaz", "sharon")
    assert added.link("shaz", "sharon") is None
    assert added.are_different("sharon", "shaz")


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("name,variants\nA,B\n", 1, "columns must be"),
        (HEADER + "Ann,Annie,UK,nickname,x\nBob,,UK,nickname,x\n", 3, "at least one variant"),
        (HEADER + "Ann,Annie,UK,pet name,x\n", 2, "kind must be one of"),
        (HEADER + "Ann,Annie,UK,nickname,\n", 2, "how_known is empty"),
        (HEADER + "Ann,???,UK,nickname,x\n", 2, "no letters"),
        (HEADER + "Ann,Annie,UK,nickname,x,y\n", 2, "more than 5 cells"),
    ],
)
def test_a_list_that_cannot_be_used_says_where(text: str, line: int, said: str) -> None:
    with pytest.raises(names.ListNotReadable, match=said) as caught:
        names.load_with(text)
    assert caught.value.line == line
