"""What is known locally of the made-up children, and what they are called."""

from __future__ import annotations

import collections
import datetime
import random

import pytest

from kith.demo import county
from kith.demo.county import chance, names
from kith.domain import eligibility, returns, terms
from tests.demo import built


def facts() -> tuple[eligibility.LocalFact, ...]:
    read = eligibility.read_facts(returns.Source(county.FACTS, built.files()[county.FACTS]))
    assert read.findings == ()
    return read.facts


def test_every_fact_is_dated_by_the_day_and_says_where_it_comes_from() -> None:
    assert all(fact.from_ <= built.ON and fact.source and fact.author for fact in facts())


def test_every_fact_of_the_file_is_there() -> None:
    # The county's returns give every child one date of birth, so nobody had to say one.
    assert {fact.fact for fact in facts()} == set(terms.FactName.of_the_rules()) - {terms.FactName.DATE_OF_BIRTH}


def test_facts_are_about_children_in_care_and_only_the_plan_may_lack() -> None:
    open_at_the_end = {r["CHILD"] for r in built.rows("2026/episodes.csv") if not r["DEC"] and r["LS"] != "V4"}
    known = collections.defaultdict(set)
    for fact in facts():
        known[fact.fact].add(fact.child)
    for always in (terms.FactName.AREA, terms.FactName.WORKER, terms.FactName.LANGUAGE, terms.FactName.NEXT_REVIEW):
        assert known[always] == open_at_the_end
    assert 100 < len(open_at_the_end - known[terms.FactName.PLAN]) < 250


def test_a_worker_says_nothing_before_they_began() -> None:
    since = {fact.child: (fact.value, fact.from_) for fact in facts() if fact.fact is terms.FactName.WORKER}
    said = [fact for fact in facts() if since[fact.child][0] == fact.author]
    assert len(said) > 1000
    # Whoever came back may have been the worker of an earlier time, too.
    assert sum(fact.from_ < since[fact.child][1] for fact in said) < len(said) / 50


def test_the_next_review_lies_ahead_and_within_half_a_year() -> None:
    due = [datetime.date.fromisoformat(f.value) for f in facts() if f.fact is terms.FactName.NEXT_REVIEW]
    assert all(built.ON < on <= built.ON + datetime.timedelta(days=183) for on in due)


def test_everyone_in_care_in_the_five_years_has_a_name() -> None:
    named = {row["child"]: row for row in built.rows(county.NAMES)}
    filed = {
        row["CHILD"] for year in range(2022, 2027) for row in built.rows(f"{year}/episodes.csv") if row["LS"] != "V4"
    }
    # Those who left on the first day of the first return were in care only before it.
    assert len(filed - set(named)) <= 5
    assert all(row["first_name"] and row["surname"] and row["preferred_name"] for row in named.values())
    assert sum(row["first_name"] != row["preferred_name"] for row in named.values()) > 200


@pytest.mark.parametrize("seed", [1, 2])
def test_at_most_two_children_of_a_whole_county_have_one_full_name(seed: int) -> None:
    for first in ("first_name", "preferred_name"):
        full = collections.Counter(
            (row[first], row["surname"]) for row in built.rows(county.NAMES, built.files(seed=seed))
        )
        assert max(full.values()) <= 2, full.most_common(3)


def test_a_surname_says_whether_a_child_came_alone() -> None:
    by_heritage = {name: set(one.surnames) for name, one in names.heritages().items()}
    came = set().union(*(by_heritage[name] for name in names.ARRIVED_HERITAGES))
    assert not came & set().union(*(by_heritage[name] for name in names.SETTLED_HERITAGES))


def test_numbers_and_names_of_children_give_nothing_away() -> None:
    numbers = [row["child"] for row in built.rows(county.NAMES)]
    assert len(set(numbers)) == len(numbers)
    assert all(len(number) == 6 and number.isdigit() for number in numbers)


class TestChance:
    def test_a_deal_keeps_its_proportions(self) -> None:
        dealt = chance.deal(random.Random(1), 200, {"a": 50, "b": 30, "c": 20})
        assert collections.Counter(dealt) == {"a": 100, "b": 60, "c": 40}

    def test_a_deal_of_few_gives_just_as_many(self) -> None:
        for count in range(10):
            assert len(chance.deal(random.Random(1), count, {"a": 0.1, "b": 0.2, "c": 0.7})) == count

    def test_a_spread_has_one_in_every_slice(self) -> None:
        assert sorted(int(share * 40) for share in chance.spread(random.Random(1), 40)) == list(range(40))

    def test_a_pick_never_takes_what_has_no_chance(self) -> None:
        rng = random.Random(1)
        assert {chance.pick(rng, {"never": 0, "often": 3, "rarely": 1}) for _ in range(500)} == {"often", "rarely"}
