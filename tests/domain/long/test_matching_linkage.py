"""Splink on our weights: the same comparisons give the same bits, and nobody who counts is lost by its blocking."""

from __future__ import annotations

import csv
import importlib
import json
import pathlib
import sys

import pytest

from kith import cli
from kith.domain import matching
from kith.domain.matching import comparing, linkage
from kith.domain.matching.linkage import linking
from kith.domain.names import Name, NameKind
from tests.domain import matching_register

SEEDS = (3, 8)
Band = matching.Band


def made(seed: int) -> tuple[list[matching.Person], set[tuple[str, str]]]:
    """A register with relatives of everybody and 600 notes put into it, and who is whom."""
    people, notes = matching_register.make(seed, 600)
    truth = {tuple(sorted((note.truth, note.person.id))) for note in notes if note.truth}
    return [*people, *(note.person for note in notes)], truth


@pytest.mark.parametrize("seed", SEEDS)
def test_scores_of_splink_and_of_our_own_agree_on_the_same_comparisons(seed: int) -> None:
    persons, _ = made(seed)
    register = matching.Register(persons)
    found = linkage.link(persons, register.scale)
    assert len(found) > 1_000
    apart = sorted(
        abs(one.bits - comparing.assess(register.persons[one.a], register.persons[one.b], register.scale).bits)
        for one in found
    )
    assert sum(bits <= 0.1 for bits in apart) / len(apart) >= 0.97
    assert sum(bits <= 2.0 for bits in apart) / len(apart) >= 0.99


@pytest.mark.parametrize("seed", SEEDS)
def test_splink_finds_whom_our_own_index_finds_and_the_words_are_the_same(seed: int) -> None:
    persons, truth = made(seed)
    own = {(one.a, one.b): one for one in matching.pairs(matching.Register(persons))}
    _, linked = linkage.pairs(persons)
    ours = {(one.a, one.b): one for one in linked}
    for band, least in ((Band.VERY_LIKELY, 0.98), (Band.LIKELY, 0.95), (Band.POSSIBLE, 0.85)):
        of_band = {pair for pair, one in own.items() if one.band is band}
        assert len(of_band & set(ours)) >= least * len(of_band), band
    assert len(truth & set(ours)) >= 0.98 * len(truth & set(own))
    for pair in set(own) & set(ours):
        assert ours[pair].evidence == own[pair].evidence


# Each kind of evidence alone or nearly so: the bits must be those of the weights, not only of a mixture.
BASE = {"family": "Thistlewood", "given": "Sharon"}
CASES = {
    "same": ({}, {}),
    "nickname": ({}, {"given": "Shaz"}),
    "spelling": ({"given": "Mohammed"}, {"given": "Muhammad"}),
    "language": ({"given": "Katarzyna"}, {"given": "Catherine"}),
    "looks alike": ({"given": "Hassan"}, {"given": "Hussein"}),
    "initial": ({}, {"given": "S"}),
    "other initial": ({}, {"given": "J"}),
    "short": ({"given": "Funmilayo"}, {"given": "Funmi"}),
    "other alphabet": ({}, {"given": "Шарон"}),
    "close": ({"given": "Christina"}, {"given": "Christiana"}),
    "family differs": ({}, {"family": "Ravenscroft"}),
    "double family": ({}, {"family": "Ravenscroft-Thistlewood"}),
    "family for a man or a woman": ({"family": "Kowalski"}, {"family": "Kowalska"}),
    "family nearly": ({}, {"family": "Thistlewod"}),
    "middle": ({"given": "Sharon Anne"}, {"given": "Sharon Anne"}),
    "middle initial": ({"given": "Sharon Anne"}, {"given": "Sharon A"}),
    "middle differs": ({"given": "Sharon Anne"}, {"given": "Sharon Mary"}),
    "middle used": ({"given": "Anne Sharon"}, {"given": "Sharon"}),
    "one word": ({}, {"whole": "Sharon"}),
    "postcode": ({"postcode": "TN23 1AA"}, {"postcode": "TN231AA"}),
    "postcode near": ({"postcode": "TN23 1AA"}, {"postcode": "TN23 1AB"}),
    "postcode district": ({"postcode": "TN23 1AA"}, {"postcode": "TN23 9XY"}),
    "postcode differs": ({"postcode": "TN23 1AA"}, {"postcode": "LS1 4DY"}),
    "postcode beside place": (
        {"postcode": "TN23 1AA", "place": "Ashford"},
        {"postcode": "LS1 4DY", "place": "Ashford"},
    ),
    "place": ({"place": "Ashford"}, {"place": "Ashford"}),
    "place differs": ({"place": "Ashford"}, {"place": "Leeds"}),
    "phone": ({"phones": ("01632 960 123",)}, {"phones": ("+44 1632 960123",)}),
    "phone differs": ({"phones": ("01632 960 123",)}, {"phones": ("01632 960 124",)}),
    "e-mail": ({"emails": ("a@example.org",)}, {"emails": ("A@example.org",)}),
    "earlier": ({"former": "Netherton"}, {"family": "Netherton"}),
    "swapped": ({}, {"given": "Thistlewood", "family": "Sharon"}),
}
BIRTHS = {
    "same": ((1979, 5, 2), (1979, 5, 2)),
    "swapped": ((1979, 5, 2), (1979, 2, 5)),
    "slip": ((1979, 5, 12), (1979, 5, 13)),
    "turned figures": ((1979, 5, 12), (1979, 5, 21)),
    "two parts": ((1979, 5, 2), (1979, 5, 19)),
    "birthday": ((1979, 5, 2), (1999, 5, 2)),
    "different": ((1979, 5, 2), (1983, 11, 30)),
    "month": ((1979, 5, 2), (1979, 5)),
    "other month": ((1979, 5, 2), (1979, 6)),
    "year": ((1979, 5, 2), (1979,)),
    "about": ((1979, 5, 2), (1980, None, None, 2)),
    "about the same": ((1979, 5, 2), (1979, None, None, 2)),
    "next year": ((1979,), (1980,)),
    "other year": ((1979,), (1985,)),
    "stand-in": ((1979, 1, 1), (1979, 5, 2)),
    "stand-in near": ((1979, 1, 1), (1980, 5, 2)),
    "stand-in far": ((1979, 7, 1), (1990, 5, 2)),
}


def person(id_: str, given: dict) -> matching.Person:
    values = {**BASE, **given}
    name = Name(whole=values["whole"]) if "whole" in values else Name(given=values["given"], family=values["family"])
    names = [name, *([Name(family=values["former"], kind=NameKind.BIRTH)] if "former" in values else [])]
    beside = {key: given[key] for key in ("place", "postcode", "phones", "emails", "born") if key in given}
    return matching.Person(id_, tuple(names), **beside)


def both_scores(one: dict, other: dict) -> tuple[float, float]:
    """Splink's bits and ours for two people; a phone and an e-mail in common let blocking find any two."""
    met = {"phones": ("01632 960 999",)} if "phones" not in {*one, *other} else {"emails": ("met@example.org",)}
    if "phones" in {*one, *other} and "emails" in {*one, *other}:
        met = {}
    a, b = person("a", {**met, **one}), person("b", {**met, **other})
    register = matching.Register([a, b])
    found = linkage.link([a, b], register.scale, one_in=2.0**60)
    assert [(pair.a, pair.b) for pair in found] == [("a", "b")]
    return found[0].bits, comparing.assess(a, b, register.scale).bits


@pytest.mark.parametrize("case", CASES)
def test_each_finding_has_the_bits_of_the_weights(case: str) -> None:
    theirs, ours = both_scores(*CASES[case])
    assert theirs == pytest.approx(ours, abs=0.01)


@pytest.mark.parametrize("case", BIRTHS)
def test_each_birth_has_the_bits_of_the_weights(case: str) -> None:
    theirs, ours = both_scores(*({"born": matching.Born(*parts)} for parts in BIRTHS[case]))
    assert theirs == pytest.approx(ours, abs=0.01)


def test_other_weights_are_another_model_and_nothing_is_trained() -> None:
    persons, _ = made(3)
    text = (pathlib.Path(matching.__file__).parent / "data" / "weights.toml").read_text("utf-8")
    other = matching.parse(
        text.replace("same = { bits = 13.0, relative = 6.2 }", "same = { bits = 3.0, relative = 1.0 }")
    )
    plain, changed = (linkage.link(persons, matching.Register(persons, weights=w).scale) for w in (None, other))
    again = linkage.link(persons, matching.Register(persons).scale)
    assert plain == again
    assert len(changed) < len(plain)


def test_a_key_that_too_many_share_is_no_reason_to_compare_them() -> None:
    home = [matching.Person(str(n), (), postcode="TN23 1AA") for n in range(linking.COMMON + 1)]
    assert linkage.link(home, matching.Register(home).scale, one_in=2.0**60) == []
    assert linkage.link(home[:3], matching.Register(home[:3]).scale, one_in=2.0**60) != []


def test_the_same_settings_are_written_in_the_words_of_spark() -> None:
    """Splink takes them for its Spark backend, and every condition is SQL that Spark's grammar knows."""
    splink, sqlglot = (importlib.import_module(name) for name in ("splink", "sqlglot"))
    given = linkage.settings(matching.load(), 60_000_000, linkage.SPARK)
    assert json.loads(json.dumps(given)) == given
    made_of = splink.SettingsCreator.from_path_or_dict(given).get_settings(linkage.SPARK)
    assert len(made_of.comparisons) == len(given["comparisons"])
    conditions = [level["sql_condition"] for one in given["comparisons"] for level in one["comparison_levels"]]
    for sql in conditions:
        if sql != "ELSE":
            sqlglot.parse_one(sql, read="spark", error_level=sqlglot.ErrorLevel.RAISE)
    written = " ".join(conditions)
    assert "arrays_overlap(" in written
    assert "list_has_any(" not in written
    assert "jaro_winkler(" in written


# --- the command


@pytest.fixture
def people(tmp_path: pathlib.Path) -> pathlib.Path:
    persons, _ = made(3)
    path = tmp_path / "people.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file)
        written.writerow(["id", "first", "last", "dob", "place"])
        for one in persons:
            name = one.names[0]
            written.writerow([one.id, name.given, name.family, one.born or "", one.place])
    return path


def answered(capsys: pytest.CaptureFixture[str], *typed: object) -> tuple[int, str, str]:
    code = cli.main(["same", *map(str, typed)])
    written = capsys.readouterr()
    return code, written.out, written.err


def test_the_command_answers_in_the_same_shape(capsys, people) -> None:
    code, out, err = answered(capsys, people, "--backend", "splink", "--min", "very-likely", "--format", "json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert (answer["schema"], answer["backend"]) == ("kith.same/1", "splink")
    code, own, _ = answered(capsys, people, "--min", "very-likely", "--format", "json")
    theirs = {(one["a"], one["b"]): one["why"] for one in answer["pairs"]}
    ours = {(one["a"], one["b"]) for one in json.loads(own)["pairs"]}
    assert len(ours & set(theirs)) >= 0.98 * len(ours) > 0
    assert all(any(line.startswith("First name: ") for line in why) for why in theirs.values())
    assert "backend" not in json.loads(own)


def test_the_command_says_what_to_type_where_splink_is_not_installed(capsys, people, monkeypatch) -> None:
    linking._libraries.cache_clear()
    monkeypatch.setitem(sys.modules, "splink", None)
    code, out, err = answered(capsys, people, "--backend", "splink")
    linking._libraries.cache_clear()
    assert (code, out) == (2, "")
    assert (
        err.strip() == f"kith: Splink is not installed here. Type: {linkage.WHAT_TO_TYPE}"
        or linkage.WHAT_TO_TYPE in err
    )


def test_the_command_looks_for_pairs_within_one_list_only(capsys, people) -> None:
    code, _, err = answered(capsys, people, people, "--backend", "splink")
    assert code == 2
    assert "within one list" in err
