"""Writes: answers to who could be offered Lifelong Links."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from kith.access import action, scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.children.models import Child, EligibilityResult, EligibilityRun
from kith.children.queries import eligibility as answers
from kith.children.queries import facts as local_facts
from kith.children.queries import records
from kith.children.queries import rules as rule_sets
from kith.domain import care, eligibility
from kith.returns.models import Batch

LONGEST_NAME_LIST = 200


@action.action(Permission.RUN_ELIGIBILITY, on="service", event="eligibility.answered", bulk=True)
def run_eligibility(
    actor: Actor, *, service: Service, on: dt.date, at: dt.datetime, rules: str = "", make_current: bool = False
) -> EligibilityRun:
    """Work out who could be offered this on a date, past or future, and keep the answer with what it used.

    ``rules`` is a rule set's name (default: the service's own). With ``make_current`` it becomes the answer that
    lists and home pages show.
    """
    rule_set, version = rule_sets.get_rules(actor, rules or service.rules)
    people = answers.map_keys(actor)
    by_key = records.load_records(actor)
    found = eligibility.check_all(rule_set, by_key, on=on, facts=local_facts.get_fact_book(actor))
    batches = scope.visible(actor, Batch.objects).filter(status=Batch.Status.COMMITTED)
    if make_current:
        scope.visible(actor, EligibilityRun.objects).filter(is_current=True).update(is_current=False)
    run = EligibilityRun.objects.create(
        service=service,
        on=on,
        rules=rule_set.id,
        rules_version=version,
        rules_text=rule_set.text,
        counts=found.counts._asdict() | {"areas": sorted({area for _, _, area, _ in people.values() if area})},
        made_at=at,
        is_current=make_current,
    )
    run.batches.set(batches)
    _store(run, found.results, by_key, people)
    action.note(actor, "eligibility.answered", run, at, count=found.counts.population, rules=rule_set.id)
    return run


def _store(run: EligibilityRun, results: Iterable[eligibility.Result], by_key: Any, people: Any) -> None:
    rows = []
    for result in results:
        key = (result.council or "", result.child)
        child_id, name, area, asked = people[key]
        known = care.facts(by_key[result.council, result.child], run.on)
        row = EligibilityResult(service_id=run.service_id, run=run, child_id=child_id, area=area, asked=asked)
        row.name_then = name or result.child
        _fill(row, result, known)
        rows.append(row)
    EligibilityResult.objects.bulk_create(rows, batch_size=500)


def _fill(row: EligibilityResult, result: eligibility.Result, known: care.CareFacts | None) -> None:
    """Put one child's answer and the facts that lists show into a row."""
    row.answer = result.answer.value
    row.criteria = [_criterion(one) for one in result.criteria]
    missing = [m.fact.label for one in result.criteria for m in one.missing]
    row.missing = ", ".join(dict.fromkeys(missing))[:LONGEST_NAME_LIST]
    near = result.near_miss
    row.near_miss = near and {"criterion": near.criterion, "days": near.days, "text": near.text}
    row.near_miss_on = near.on if near else None
    row.stale = result.stale
    if known is not None:
        row.age, row.care_start = known.age, known.start
        row.uasc, row.disabled, row.custody = bool(known.uasc), known.disabled, known.custody


def _criterion(one: eligibility.CriterionResult) -> dict[str, Any]:
    return {
        "id": one.id,
        "answer": one.answer.value,
        "why": one.why,
        "missing": [{"fact": missing.fact.value, "who": missing.who.value} for missing in one.missing],
        "rows": [{"file": row.file, "line": row.line} for row in one.rows],
    }


@action.action(Permission.RECORD_LOCAL_FACT, on="child", event="eligibility.answered_again")
def answer_again(actor: Actor, *, child: Child, at: dt.datetime) -> EligibilityResult | None:
    """Work out one child's answer anew in the current run, after a fact about the child was recorded."""
    run = answers.get_current_run(actor)
    row = answers.get_result(actor, run, child) if run else None
    if run is not None and row is not None:
        rule_set = eligibility.parse_rules(run.rules_text)
        key = (child.council.code, child.reference)
        record = records.load_records(actor, [child.pk])[key]
        known = care.facts(record, run.on)
        book = local_facts.get_fact_book(actor, [child.pk])
        _fill(row, eligibility.check(rule_set, record, known, on=run.on, facts=book), known)
        row.name_then, row.area = child.preferred_name or child.reference, child.area
        row.save()
    action.note(actor, "eligibility.answered_again", child, at, in_a_run=row is not None)
    return row


@action.action(Permission.REFER, on="child", event="child.asked")
def mark_asked(actor: Actor, *, child: Child, at: dt.datetime) -> None:
    """Note that a child was referred or offered it, so that they are no longer among those never asked."""
    Child.objects.filter(pk=child.pk).update(ever_asked=True)
    EligibilityResult.objects.filter(child=child, run__is_current=True).update(asked=True)
    action.note(actor, "child.asked", child, at)
