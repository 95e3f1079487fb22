"""Who could be offered this: every case of the case table, through the public check."""

from typing import Any

import pytest

from kith.domain import care, dates, eligibility, returns, terms
from tests.domain.spec import cases

CASES = cases.table("eligibility")


def subject(case: dict[str, Any]) -> tuple[returns.Record, care.CareFacts | None]:
    """The record and care facts that a case describes."""
    leaver = tuple(returns.CareLeaver(2018, code) for code in case.get("contact", ()))
    episodes = ()
    if not leaver:
        episodes = (returns.Episode(case["in_care_since"], place=case.get("place"), file="e.csv", line=2),)
    record = returns.Record(
        "Wealdshire",
        "1",
        dob=case.get("born"),
        dob_conflict=case.get("dob_conflict", False),
        episodes=episodes,
        oc3=leaver,
    )
    if leaver:
        return record, None
    facts = care.CareFacts(
        "Wealdshire",
        "1",
        case["on"],
        in_care=True,
        start=case["in_care_since"],
        start_known=case.get("start_known", True),
        age=dates.age_on(record.dob, case["on"]) if record.dob else None,
        dob=record.dob,
        placed_with_parents=case.get("lives_with_parents", False),
        adoption_plan="adoption" in case,
        adoption_why=case.get("adoption", ""),
        current=episodes[0],
        period=episodes,
        record=record,
    )
    return record, facts


def answer(case: dict[str, Any]) -> eligibility.Result:
    record, care_facts = subject(case)
    book = eligibility.FactBook(
        eligibility.LocalFact("Wealdshire", "1", terms.FactName(name), value, from_, "care plan", "A. Worker")
        for name, value, from_ in case.get("facts", ())
    )
    rules = eligibility.load_rules(case["rules"])
    return eligibility.check(rules, record, care_facts, on=case["on"], facts=book)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    result = answer(case)
    assert result.answer == case["answer"]
    answers = {criterion.id: criterion.answer for criterion in result.criteria}
    assert {name: answers[name] for name in case.get("criteria", {})} == case.get("criteria", {})
    if "missing" in case:
        missing = [f"{m.fact}: {m.who}" for criterion in result.criteria for m in criterion.missing]
        assert missing == case["missing"]
    if "why" in case:
        assert case["why"] in " ".join(criterion.why for criterion in result.criteria)
    if "near" in case:
        assert (result.near_miss._asdict() if result.near_miss else {}) == case["near"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_each_criterion_says_why_in_one_breath(case: dict[str, Any]) -> None:
    for criterion in answer(case).criteria:
        assert criterion.why.endswith(".")
        assert (criterion.answer is terms.CriterionAnswer.UNKNOWN) == bool(criterion.missing)


def test_what_the_return_shows_has_its_row_behind_it() -> None:
    time = next(c for c in answer(CASES[0]).criteria if c.id == "time_in_care")
    assert [(row.file, row.line) for row in time.rows] == [("e.csv", 2)]
