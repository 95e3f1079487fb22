"""Reads: what the other rule sets would say of a child, and what rules not published yet would say of all."""

import datetime as dt

from kith.access.actor import Actor
from kith.children.models import Child, EligibilityRun
from kith.children.queries import facts, records, rules
from kith.domain import care, eligibility
from kith.domain.terms import Answer, CriterionAnswer


def list_under_other_rules(actor: Actor, child: Child, run: EligibilityRun) -> list[tuple[str, Answer, str]]:
    """What the other rule sets would say of a child on the day of a run: title, answer, what decides it."""
    record = records.get_records(actor, [child.pk]).get((child.council.code, child.reference))
    if record is None:
        return []
    known = care.facts(record, run.on)
    book = facts.get_fact_book(actor, [child.pk])
    found = []
    for rule_set, _ in rules.list_rules(actor):
        in_care_rules = rule_set.population is eligibility.Population.IN_CARE
        if rule_set.id == run.rules or in_care_rules != (known is not None and known.in_care):
            continue
        result = eligibility.check(rule_set, record, known if in_care_rules else None, on=run.on, facts=book)
        deciding = next((one.why for one in result.criteria if one.answer is not CriterionAnswer.MET), "")
        found.append((rule_set.title, Answer(result.answer), deciding))
    return found


def get_counts_under(actor: Actor, rule_set: eligibility.RuleSet, on: dt.date) -> eligibility.Counts:
    """How many children rules would answer with yes, no and "a person must check" on a day; nothing is kept."""
    found = eligibility.check_all(rule_set, records.get_records(actor), on=on, facts=facts.get_fact_book(actor))
    return found.counts
