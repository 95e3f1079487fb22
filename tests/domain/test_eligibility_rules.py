"""Rule sets: those that ship, a service's own, and what is wrong with one that cannot be used."""

from datetime import date
from pathlib import Path

import pytest

from kith.domain import eligibility
from kith.domain.eligibility import Kind, Population, rulesets

OWN = """
id = "our-own"
title = "Our own"
says = "Under 18, in care for less than 5 years."
valid_from = 2024-01-01
population = "in_care"
notes = ["Agreed by the service."]

[[sources]]
text = "Service meeting"
dated = "2024-01-01"

[[criteria]]
id = "age"
kind = "age"
at_least = 10
under = 18
says = "The young person is 10 to 17."
source = "Service meeting"

[[criteria]]
id = "time_in_care"
kind = "time_in_care"
under = 5
counted = "this_period"
says = "In care for less than 5 years."
source = "Service meeting"

[[criteria]]
id = "plan_home"
kind = "plan"
not_with = ["return_home", "special_guardianship"]
says = "No plan to live in the family."
source = "Service meeting"
"""


def test_the_rule_sets_that_ship() -> None:
    found = {rules.id: [(c.id, c.under, c.at_least) for c in rules.criteria] for rules in eligibility.rule_sets()}
    plans = [("plan_home", 0, 0), ("plan_adoption", 0, 0)]
    assert found == {
        "frg-2017": [("age", 16, 0), ("time_in_care", 2, 0), *plans],
        "frg-trial": [("age", 16, 0), ("time_in_care", 3, 0), *plans],
        "kent-2018": [("age", 16, 0), ("time_in_care", 3, 0), *plans],
        "leeds": plans,
        "dfe-2023": [("age", 18, 0)],
        "care-leavers": [("age", 25, 18)],
    }


@pytest.mark.parametrize("rules", eligibility.rule_sets(), ids=lambda rules: rules.id)
def test_every_rule_set_is_dated_and_sourced_and_named_by_its_file(rules: eligibility.RuleSet) -> None:
    assert rules.sources
    assert all(criterion.source and criterion.says.endswith(".") for criterion in rules.criteria)
    assert eligibility.load_rules(rules.id) == rules
    plans = [criterion for criterion in rules.criteria if criterion.kind is Kind.PLAN]
    assert {criterion.id: criterion.evidence for criterion in plans} in (
        {},
        {"plan_home": False, "plan_adoption": True},
    )


def test_a_service_may_publish_its_own_as_text_or_file(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    rules = eligibility.load_rules(tmp_path / "own.toml")
    assert rules == eligibility.parse_rules(OWN)
    assert (rules.valid_from, rules.population, rules.ages) == (date(2024, 1, 1), Population.IN_CARE, (10, 18))
    assert rules.digest != eligibility.parse_rules(OWN.replace("under = 5", "under = 4")).digest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "our-own"', 'id = "Our Own"', '"id" is missing, or is not a proper text'),
        ('title = "Our own"', "", '"title" is missing'),
        ("2024-01-01\npop", '"2024-01-01"\npop', '"valid_from" must be a date'),
        ('"in_care"', '"everybody"', '"population" must be one of: in_care, care_leavers'),
        ('"in_care"', '"care_leavers"', "rules for care leavers need an age and cannot ask for the time"),
        ("[[sources]]", "[[elsewhere]]", "a key that no rule knows: elsewhere"),
        ('kind = "age"', 'kind = "height"', '"kind" must be one of: age, time_in_care, plan'),
        ("under = 18", "under = 9", "must be lower than under"),
        ("under = 18", 'under = "18"', '"under" must be a whole number of years'),
        ("under = 5", "under = 0", '"under" must be a whole number of years'),
        ("under = 5", "under = 5\nat_least = 1", "a key that no rule knows: at_least"),
        ('counted = "this_period"', 'counted = "ever"', 'counted as "this_period" only'),
        ('"return_home", ', '"home", ', "not_with must list one or more of: return_home"),
        ('id = "plan_home"', 'id = "age"', "each criterion needs its own id"),
        ('id = "our-own"', "id", "not valid TOML"),
        ('notes = ["Agreed by the service."]', "notes = 5", '"notes" must be a list of texts'),
        ('notes = ["Agreed by the service."]', 'notes = "one"', '"notes" must be a list of texts'),
        ('id = "our-own"', "id = " + "9" * 5000, "not valid TOML"),
        ('id = "our-own"', "id = " + "[" * 5000, "brackets inside brackets without end"),
    ],
)
def test_rules_that_do_not_fit_say_what_is_wrong(old: str, new: str, said: str) -> None:
    assert old in OWN
    with pytest.raises(eligibility.RulesNotReadable, match=said):
        eligibility.parse_rules(OWN.replace(old, new, 1))


def test_what_is_wrong_is_told_with_its_line_and_name() -> None:
    line = OWN.splitlines().index("[[criteria]]", OWN.splitlines().index('id = "age"')) + 1
    with pytest.raises(eligibility.RulesNotReadable) as wrong:
        eligibility.parse_rules(OWN.replace("under = 5", "under = 0"))
    assert f'[[criteria]] number 2 ("time_in_care"), which starts on line {line}: ' in str(wrong.value)
    with pytest.raises(eligibility.RulesNotReadable, match=r"\[\[sources\]\] number 1, which starts on line 9: "):
        eligibility.parse_rules(OWN.replace('dated = "2024-01-01"', ""))


def test_every_line_that_rules_can_have_is_explained() -> None:
    allowed = set().union(*(own for own, _ in rulesets._KINDS.values()))
    assert set(eligibility.MEANINGS) == rulesets._TOP | rulesets._EVERY_CRITERION | allowed | {"text", "dated"}


def test_an_unknown_name_lists_the_names(tmp_path: Path) -> None:
    with pytest.raises(eligibility.RulesNotReadable, match="kent-2018"):
        eligibility.load_rules("kent-1918")
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(eligibility.RulesNotReadable, match="bad.toml"):
        eligibility.load_rules(tmp_path / "bad.toml")
    (tmp_path / "empty.toml").write_text("", "utf-8")
    with pytest.raises(eligibility.RulesNotReadable, match="empty.toml: "):
        eligibility.load_rules(tmp_path / "empty.toml")


@pytest.mark.parametrize("name", ["x" * 5000, "x\0", ".", ""])
def test_what_no_file_can_be_called_is_an_unknown_name(name: str) -> None:
    with pytest.raises(eligibility.RulesNotReadable, match="There are no rules called"):
        eligibility.load_rules(name)
