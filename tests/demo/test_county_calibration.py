"""The made-up county has the size and the shape of a real one: Kent at 31 March 2018, as the DfE published it."""

from __future__ import annotations

import collections
import datetime

import pytest

from kith.demo import county
from kith.domain import care, dates, eligibility, returns
from tests.demo import built

# DfE, local authority interactive tool and "Children looked after in England", Kent (886), year ending 31 March 2018;
# under the Open Government Licence v3.0. Shares for the third and fourth: 195 of 1,641, and 67%.
KENT_IN_CARE, KENT_UASC, KENT_THREE_HOMES, KENT_STABLE_SHARE, KENT_SDQ = 1641, 234, 195, 0.67, 14.6
KENT_STARTED, KENT_CEASED = 768, 1049
WITHIN = 0.15

COUNTIES = [(built.ON, built.SEED), (datetime.date(2024, 4, 1), 2), (datetime.date(2026, 3, 31), 3)]


def near(value: float, target: float, within: float = WITHIN) -> bool:
    return abs(value - target) <= within * target


@pytest.fixture(params=COUNTIES, ids=lambda county: f"{county[0]} seed {county[1]}")
def which(request: pytest.FixtureRequest) -> tuple[datetime.date, int]:
    found: tuple[datetime.date, int] = request.param
    return found


@pytest.fixture
def last_day(which: tuple[datetime.date, int]) -> datetime.date:
    return dates.return_year_end(county.last_return_year(which[0]))


@pytest.fixture
def in_care(which: tuple[datetime.date, int], last_day: datetime.date) -> list[care.CareFacts]:
    records = returns.timelines(built.reading(*which))
    return [known for known in care.care(records.values(), last_day) if known.in_care]


def test_children_in_care_and_how_many_of_them_came_alone(in_care: list[care.CareFacts]) -> None:
    assert near(len(in_care), KENT_IN_CARE)
    assert near(sum(known.uasc is True for known in in_care), KENT_UASC)


def test_children_with_three_homes_or_more_in_the_year(in_care: list[care.CareFacts]) -> None:
    three = sum(known.homes_in_year >= 3 for known in in_care)
    assert near(three, KENT_THREE_HOMES)
    assert near(three / len(in_care), KENT_THREE_HOMES / KENT_IN_CARE)


def test_long_term_stability(in_care: list[care.CareFacts]) -> None:
    stable = [known.long_term_stable for known in in_care if known.long_term_stable is not None]
    assert near(sum(stable) / len(stable), KENT_STABLE_SHARE)


def test_strengths_and_difficulties_score(which: tuple[datetime.date, int], last_day: datetime.date) -> None:
    scores = [
        int(row["SDQ_SCORE"])
        for row in built.rows(f"{last_day.year}/oc2.csv", built.files(*which))
        if row["SDQ_SCORE"] and 5 <= dates.age_on(built.day(row["DOB"]), last_day) <= 16
    ]
    assert len(scores) > 500
    assert abs(sum(scores) / len(scores) - KENT_SDQ) <= 1


def test_about_as_many_start_as_leave_in_every_year(which: tuple[datetime.date, int], last_day: datetime.date) -> None:
    started: collections.Counter[int] = collections.Counter()
    ended: collections.Counter[int] = collections.Counter()
    for year in range(last_day.year - 4, last_day.year + 1):
        for row in built.rows(f"{year}/episodes.csv", built.files(*which)):
            care_proper = row["LS"] not in {"V3", "V4"}
            started[year] += care_proper and row["RNE"] == "S" and dates.return_year(built.day(row["DECOM"])) == year
            ended[year] += care_proper and row["REC"] not in {"", "X1"}
    assert all(KENT_STARTED <= started[year] <= KENT_CEASED for year in started)
    assert all(KENT_STARTED <= ended[year] <= KENT_CEASED for year in started)
    assert all(near(ended[year], started[year], 0.1) for year in started)


def test_about_three_hundred_could_be_offered_it(which: tuple[datetime.date, int]) -> None:
    facts = eligibility.read_facts(returns.Source(county.FACTS, built.files(*which)[county.FACTS]))
    answers = eligibility.check_all(
        eligibility.load_rules("kent-2018"),
        returns.timelines(built.reading(*which)),
        on=which[0],
        facts=eligibility.FactBook(facts.facts),
    )
    assert near(answers.counts.yes, county.COUNTY.yes, 0.05)
    assert near(answers.counts.cannot_tell, county.COUNTY.check, 0.05)
    assert answers.counts.stale == 0


def test_ages_are_spread_as_they_are_in_england(in_care: list[care.CareFacts]) -> None:
    """Children's Commissioner, stability index 2019: 0-4 19%, 5-11 30%, 12-15 28%, 16 and over 23% (England, 2018)."""
    bands = collections.Counter(
        0 if (known.age or 0) < 5 else 5 if (known.age or 0) < 12 else 12 if (known.age or 0) < 16 else 16
        for known in in_care
    )
    # More of Kent's came alone from abroad at 16 or 17, so the bounds are wide.
    for band, share in {0: 0.19, 5: 0.30, 12: 0.28, 16: 0.23}.items():
        assert abs(bands[band] / len(in_care) - share) < 0.09


def test_everybody_whom_the_panel_asks_about_is_there(in_care: list[care.CareFacts]) -> None:
    assert sum(known.custody for known in in_care) >= 3
    assert sum(known.disabled is True for known in in_care) >= 20
    assert sum(known.placed_for_adoption for known in in_care) >= 10
    assert sum(known.current is not None and known.current.place == "P1" for known in in_care) >= 5


@pytest.mark.parametrize("size", [county.SECOND, county.THIRD], ids=lambda size: size.council)
def test_the_small_services_have_about_a_hundred_children(size: county.Size) -> None:
    records = returns.timelines(built.reading(size=size))
    known = care.care(records.values(), dates.return_year_end(county.last_return_year(built.ON)))
    assert near(sum(child.in_care for child in known), 100)
    facts = eligibility.read_facts(returns.Source(county.FACTS, built.files(size=size)[county.FACTS]))
    rules = eligibility.load_rules("kent-2018")
    counts = eligibility.check_all(rules, records, on=built.ON, facts=eligibility.FactBook(facts.facts)).counts
    assert (counts.yes, counts.cannot_tell) == (size.yes, size.check)
