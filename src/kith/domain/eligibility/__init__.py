"""Who could be offered Lifelong Links: dated rules, local facts, and answers that say why.

`load_rules` and `read_facts` give what is needed, `check` answers for one child, `check_all` for everybody.
"""

from kith.domain.eligibility.births import birth
from kith.domain.eligibility.checking import Answers, Checker, Counts, Result, check, check_all, explain, with_births
from kith.domain.eligibility.criteria import NEAR_DAYS, CriterionResult, Missing, NearMiss
from kith.domain.eligibility.localfacts import (
    DATES,
    LONGEST,
    LONGEST_ORIGIN,
    LONGEST_VALUE,
    FactBook,
    FactNotReadable,
    FactsNotReadable,
    FactsRead,
    LocalFact,
    clean_value,
    in_words,
    latest,
    no_way,
    read_facts,
    said_disabled,
)
from kith.domain.eligibility.meanings import MEANINGS
from kith.domain.eligibility.rulesets import (
    Criterion,
    Kind,
    Population,
    RuleSet,
    RulesNotReadable,
    load_rules,
    parse_rules,
    rule_sets,
)

__all__ = [
    "MEANINGS",
    "DATES",
    "LONGEST",
    "LONGEST_ORIGIN",
    "LONGEST_VALUE",
    "NEAR_DAYS",
    "Answers",
    "Checker",
    "Counts",
    "Criterion",
    "CriterionResult",
    "FactBook",
    "FactNotReadable",
    "FactsNotReadable",
    "FactsRead",
    "Kind",
    "LocalFact",
    "Missing",
    "NearMiss",
    "Population",
    "Result",
    "RuleSet",
    "RulesNotReadable",
    "birth",
    "check",
    "check_all",
    "clean_value",
    "explain",
    "in_words",
    "latest",
    "load_rules",
    "no_way",
    "parse_rules",
    "read_facts",
    "rule_sets",
    "said_disabled",
    "with_births",
]
