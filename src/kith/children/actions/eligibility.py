"""Writes: answers to who could be offered Lifelong Links."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import timezone

from kith.access import action, jobs, scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.permissions import Permission
from kith.children.actions import follow, store
from kith.children.models import Child, EligibilityResult, EligibilityRun
from kith.children.queries import eligibility as answers
from kith.children.queries import facts as local_facts
from kith.children.queries import records
from kith.children.queries import rules as rule_sets
from kith.domain import care, dates, eligibility
from kith.domain.terms import Answer
from kith.returns import queries as return_queries
from kith.returns.models import Batch

Said = tuple[eligibility.LocalFact, ...]
LONGEST_NAME_LIST = 200
DAILY = "children.answer_today"
AT_NIGHT = dt.time(3, 0)  # when nobody reads the lists


@action.action(Permission.RUN_ELIGIBILITY, on="service", event="eligibility.answered", bulk=True)
def run_eligibility(
    actor: Actor, *, service: Service, on: dt.date, at: dt.datetime, rules: str = "", make_current: bool = False
) -> EligibilityRun:
    """Work out who could be offered this on a date, past or future, and keep the answer with what it used.

    ``rules`` is a rule set's name (default: the service's own). With ``make_current`` it becomes the answer that
    lists and home pages show. Raises rules.NoSuchRules.
    """
    rule_set, version = rule_sets.get_rules(actor, rules or service.rules)
    people = answers.get_people_by_key(actor)
    found, by_key, said = _work_out(actor, rule_set, on)
    if make_current:
        scope.visible(actor, EligibilityRun.objects).filter(is_current=True).update(is_current=False)
    run = EligibilityRun.objects.create(
        service=service,
        on=on,
        rules=rule_set.id,
        rules_version=version,
        rules_text=rule_set.text,
        as_at=_as_at(by_key.values(), on),
        counts=found.counts._asdict()
        | {
            "areas": _areas(found.results, people),
            "grown_up": found.grown_up,
            "taken_to_have_left": found.taken_to_have_left,
        },
        made_at=at,
        facts_until=at,
        is_current=make_current,
    )
    run.batches.set(return_queries.list_batches_in_force(actor))
    store.insert_models(EligibilityResult, _rows(run, found.results, Known(by_key, said), people))
    action.note(actor, "eligibility.answered", run, at, count=found.counts.population, rules=rule_set.id)
    return run


def refresh(actor: Actor, *, service: Service, at: dt.datetime) -> EligibilityRun:
    """Work out the current answer anew, true on the day of ``at``; every night it is made true for the new day."""
    run: EligibilityRun = run_eligibility(actor, service=service, on=timezone.localdate(at), at=at, make_current=True)
    wait_for_tomorrow(service.pk, at)
    return run


def wait_for_tomorrow(service_id: uuid.UUID, at: dt.datetime) -> None:
    """See that the night after ``at`` makes the current answer true for the new day."""
    tomorrow = timezone.localdate(at) + dt.timedelta(days=1)
    jobs.keep_waiting(DAILY, service_id, after=timezone.make_aware(dt.datetime.combine(tomorrow, AT_NIGHT)))


@action.action(Permission.RUN_ELIGIBILITY, on="service", event="eligibility.answered", bulk=True)
def answer_today(actor: Actor, *, service: Service, at: dt.datetime) -> EligibilityRun:
    """Make the current answer true for a new day. Facts recorded ahead begin to count: an area, a new worker.

    Last night's answer is removed, if a night made it and nobody asked for it: the imports, rules and facts it used
    are all kept, so that it can be had again for the asking.
    """
    before = answers.get_current_run(actor)
    if before is not None:
        follow.follow_begun(actor, before.on, timezone.localdate(at))
    run = refresh(actor, service=service, at=at)
    EligibilityRun.objects.filter(pk=run.pk).update(daily=True)
    if before is not None and before.daily:
        EligibilityResult.objects.filter(run=before).delete()
        before.delete()
    return run


@dataclass(frozen=True)
class Change:
    """One child whose answer is not what it was; None: the rules did not ask about the child."""

    child_id: uuid.UUID
    name: str
    before: str | None
    now: str | None


@dataclass(frozen=True)
class Rerun:
    """An old answer worked out again. Where the same imports stand, nothing has changed: ``changes`` is empty."""

    run: EligibilityRun
    since: tuple[Batch, ...]
    gone: tuple[Batch, ...]
    changes: tuple[Change, ...]

    @property
    def is_same(self) -> bool:
        """Whether every child has the answer of then."""
        return not self.changes


@action.action(Permission.RUN_ELIGIBILITY, on="run", event="eligibility.worked_out_again", bulk=True)
def rerun_eligibility(actor: Actor, *, run: EligibilityRun, at: dt.datetime) -> Rerun:
    """Work an old answer out again: the same rules, the same day, the facts known then, the imports that stand now.

    Nothing is kept but that somebody asked. Where other imports stand now, they are named and so is every child whose
    answer is another one.
    """
    found, _, _ = _work_out(actor, eligibility.parse_rules(run.rules_text), run.on, until=run.facts_until)
    then = {batch.pk: batch for batch in run.batches.order_by("number")}
    now = {batch.pk: batch for batch in return_queries.list_batches_in_force(actor)}
    done = Rerun(
        run,
        since=tuple(batch for pk, batch in now.items() if pk not in then),
        gone=tuple(batch for pk, batch in then.items() if pk not in now),
        changes=tuple(_changes(actor, run, found.results)),
    )
    action.note(actor, "eligibility.worked_out_again", run, at, count=len(done.changes), same=done.is_same)
    return done


def _changes(actor: Actor, run: EligibilityRun, results: Iterable[eligibility.Result]) -> Iterator[Change]:
    people = answers.get_people_by_key(actor)
    before = {pk: (answer, name) for pk, answer, name in answers.list_given(actor, run)}
    for result in results:
        person = people[result.council or "", result.child]
        answer, name = before.pop(person.id, (None, person.name or result.child))
        if answer != result.answer.value:
            yield Change(person.id, name, answer, result.answer.value)
    yield from (Change(pk, name, answer, None) for pk, (answer, name) in before.items())


def _work_out(
    actor: Actor, rule_set: eligibility.RuleSet, on: dt.date, *, until: dt.datetime | None = None
) -> tuple[eligibility.Answers, dict[records.Key, Any], eligibility.FactBook]:
    by_key = records.get_records(actor)
    facts = local_facts.get_fact_book(actor, until=until)
    return eligibility.check_all(rule_set, by_key, on=on, facts=facts), by_key, facts


def _as_at(known: Iterable[Any], on: dt.date) -> dt.date | None:
    """The end of the last return where the day asked about is later: what happened since is not known."""
    last = max((record.last_return for record in known if record.last_return), default=None)
    return last if last is not None and on > last else None


def _areas(results: Iterable[eligibility.Result], people: dict[tuple[str, str], Any]) -> list[str]:
    found = {people[result.council or "", result.child].area for result in results}
    return sorted(found - {""})


class Known(NamedTuple):
    """What answers were worked out from: the returns, and what people say."""

    by_key: dict[records.Key, Any]
    said: eligibility.FactBook


def _rows(
    run: EligibilityRun, results: Iterable[eligibility.Result], known: Known, people: dict[tuple[str, str], Any]
) -> Iterator[EligibilityResult]:
    for result in results:
        person = people[result.council or "", result.child]
        record, said = known.by_key[result.council, result.child], known.said.of(result.council, result.child)
        row = EligibilityResult(service_id=run.service_id, run=run, child_id=person.id, area=person.area)
        row.name_then = person.name or f"Child {result.child}"
        row.asked, row.referred = person.asked, person.referred
        _fill(row, result, record, said, run.on)
        yield row


def _fill(row: EligibilityResult, result: eligibility.Result, record: Any, said: Said, on: dt.date) -> None:
    """Put one child's answer and the facts that lists show into a row.

    Whether a child is disabled a return mostly does not say (only where it is the main need): people's word goes first.
    """
    row.answer = result.answer.value
    row.criteria = [_criterion(one) for one in result.criteria]
    missing = [m.fact.label for one in result.criteria for m in one.missing]
    # A fact is asked for only where it can change the answer.
    row.missing = ", ".join(dict.fromkeys(missing))[:LONGEST_NAME_LIST] if result.answer is Answer.CANNOT_TELL else ""
    near = result.near_miss
    limits = [{"kind": one.kind.value, "on": one.on.isoformat(), "years": one.years} for one in result.limits]
    row.near_miss = near and {"criterion": near.criterion, "days": near.days, "text": near.text, "limits": limits}
    row.near_miss_on = near.on if near else None
    row.stale = result.stale
    born = eligibility.birth(record, said, on)
    row.age = None if born is None else dates.age_on(born, on)
    known = care.facts(record, on) if record.episodes else None
    row.uasc = bool(record.uasc) if known is None else bool(known.uasc)
    row.disabled = eligibility.said_disabled(said, on)
    if known is not None:
        row.care_start, row.custody = known.start, known.custody
        row.disabled = known.disabled if row.disabled is None else row.disabled


def _criterion(one: eligibility.CriterionResult) -> dict[str, Any]:
    return {
        "id": one.id,
        "answer": one.answer.value,
        "why": one.why,
        "missing": [{"fact": missing.fact.value, "who": missing.who.value} for missing in one.missing],
        "rows": [{"file": row.file, "line": row.line, "of": _day_of(row)} for row in one.rows],
    }


def _day_of(row: Any) -> str | None:
    """The day in a row's key, which tells it from others on the same line (an XML file may have only one)."""
    day = getattr(row, "decom", None) or getattr(row, "placed", None)
    return day.isoformat() if day else None


@action.action(Permission.RECORD_LOCAL_FACT, on="child", event="eligibility.answered_again")
def answer_again(actor: Actor, *, child: Child, at: dt.datetime) -> EligibilityResult | None:
    """Work out one child's answer anew in the current run, after a fact about the child was recorded."""
    run = answers.get_current_run(actor)
    row = answers.get_result(actor, run, child) if run else None
    before = row.answer if row else ""
    if run is not None and row is not None:
        _answer_one(actor, run, child, row)
        _recount(run.pk, at)
    action.note(actor, "eligibility.answered_again", child, at, before=before, now=row.answer if row else "")
    return row


def _answer_one(actor: Actor, run: EligibilityRun, child: Child, row: EligibilityResult) -> None:
    rule_set = eligibility.parse_rules(run.rules_text)
    record = records.get_records(actor, [child.pk])[child.council.code, child.reference]
    leavers = rule_set.population is eligibility.Population.CARE_LEAVERS
    known = None if leavers else care.facts(record, run.on)
    book = local_facts.get_fact_book(actor, [child.pk])
    result = eligibility.check(rule_set, record, known, on=run.on, facts=book)
    _fill(row, result, record, book.of(record.council, record.child), run.on)
    row.name_then, row.area = str(child), child.area
    row.save()


def _recount(run_id: uuid.UUID, at: dt.datetime) -> None:
    """Keep a run's figures what its rows say; one change at a time, whoever makes it."""
    run = EligibilityRun.objects.select_for_update().get(pk=run_id)
    run.counts |= answers.count_answers(run)
    run.facts_until = max(run.facts_until, at)
    run.save(update_fields=["counts", "facts_until"])


@action.action(Permission.REFER, on="child", event="child.asked")
def mark_asked(actor: Actor, *, child: Child, at: dt.datetime, referred: bool = False) -> None:
    """Note that a child was offered it, or ``referred``, so that they are no longer among those never asked."""
    marks = {"asked": True} | ({"referred": True} if referred else {})
    Child.objects.filter(pk=child.pk).update(**{f"ever_{name}": True for name in marks})
    EligibilityResult.objects.filter(child=child, run__is_current=True).update(**marks)
    action.note(actor, "child.asked", child, at, referred=referred)
