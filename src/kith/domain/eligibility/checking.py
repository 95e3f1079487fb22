"""The check itself: one child, or everybody in the population of a rule set, on any date."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from kith.domain import care, dates, returns
from kith.domain.eligibility import births, criteria, listed, localfacts, rulesets
from kith.domain.terms import Answer, CriterionAnswer

GROWN_UP = 18
"""The age at which care ends in law (Children Act 1989, section 105(1))."""


class Result(NamedTuple):
    """One child's answer. `stale`: the answer rests on an open row that a later return no longer holds.

    `near_miss` is the nearest of `limits`: every limit of the rules that the child reaches soon.
    """

    council: str | None
    child: str
    answer: Answer
    criteria: tuple[criteria.CriterionResult, ...]
    near_miss: criteria.NearMiss | None
    last_seen: date | None
    stale: bool
    limits: tuple[criteria.Limit, ...] = ()


class Counts(NamedTuple):
    """How many: population = yes + no + cannot_tell. `stale` counts those of the population who are stale."""

    population: int
    in_care: int
    yes: int
    no: int
    cannot_tell: int
    stale: int


@dataclass(frozen=True, slots=True)
class Answers:
    """The answer for everybody: true on `on`, under `rules`, sorted by council and child.

    `undated` names care leavers left out because neither the returns nor a person give them a single date of birth.
    `grown_up` counts those answered about as in care who are 18 or older (care ends at 18: Children Act 1989, s.105);
    `taken_to_have_left` those left out because a repair closed the row that an older return left open (LIIA_2).
    """

    rules: rulesets.RuleSet
    on: date
    counts: Counts
    results: tuple[Result, ...]
    undated: tuple[tuple[str | None, str], ...] = ()
    grown_up: int = 0
    taken_to_have_left: int = 0


class Checker:
    """A rule set made ready for one date; use one for many children."""

    def __init__(self, rules: rulesets.RuleSet, on: date) -> None:
        self.rules, self.on = rules, on
        self._tests: tuple[criteria.Test, ...] = tuple(
            criteria.TESTS[criterion.kind](criterion, on) for criterion in rules.criteria
        )

    def check(
        self,
        record: returns.Record,
        care_facts: care.CareFacts | None,
        facts: tuple[localfacts.LocalFact, ...] = (),
    ) -> Result:
        """One child's answer: one criterion not met makes "no"; else one not known, "a person must check"."""
        subject = self._subject(record, care_facts, facts)
        results = tuple([test.answer(subject) for test in self._tests])
        answer = _together(results)
        near_miss, limits = (None, ()) if answer is Answer.NO else self._near(subject)
        stale = care_facts is not None and care_facts.stale
        return Result(record.council, record.child, answer, results, near_miss, record.last_seen, stale, limits)

    def _subject(
        self,
        record: returns.Record,
        care_facts: care.CareFacts | None,
        facts: tuple[localfacts.LocalFact, ...],
    ) -> criteria.Subject:
        if care_facts is not None:
            said = listed.facts(record, self.on) if record.lists else ()
            age = _age(record, facts, self.on) if care_facts.age is None and facts else care_facts.age
            return criteria.Subject(record, care_facts, age, facts, listed=said)
        return criteria.Subject(record, None, _age(record, facts, self.on), facts, _has_died(record, self.on))

    def _near(self, subject: criteria.Subject) -> tuple[criteria.NearMiss | None, tuple[criteria.Limit, ...]]:
        """The limit that comes first, in words, and every limit that is near."""
        tests = zip(self.rules.criteria, self._tests, strict=True)
        found = [(near, rule) for rule, test in tests if (near := test.near_miss(subject)) is not None]
        if not found:
            return None, ()
        limits = tuple(criteria.Limit(rule.kind, near.on, rule.under) for near, rule in found)
        return min((near for near, _ in found), key=lambda near: near.on), limits


def check(
    rules: rulesets.RuleSet,
    record: returns.Record,
    care_facts: care.CareFacts | None,
    *,
    on: date,
    facts: localfacts.FactBook | None = None,
) -> Result:
    """One child's answer on a date; `care_facts` is None for a care leaver."""
    return Checker(rules, on).check(record, care_facts, (facts.of(record.council, record.child) if facts else ()))


def check_all(
    rules: rulesets.RuleSet,
    records: Mapping[tuple[str | None, str], returns.Record],
    *,
    on: date,
    facts: localfacts.FactBook | None = None,
) -> Answers:
    """Everybody in the rule set's population on a date, past or future. Nobody is left out in silence."""
    checker = Checker(rules, on)
    book = (facts or localfacts.FactBook()).among({council for council, _ in records})
    in_care, grown_up, taken_to_have_left, undated, results = 0, 0, 0, [], []
    leavers = rules.population is rulesets.Population.CARE_LEAVERS
    for record in records.values():
        care_facts = care.facts(record, on) if record.episodes else None
        lives_in_care = care_facts is not None and care_facts.in_care
        in_care += lives_in_care
        if not leavers and lives_in_care:
            results.append(checker.check(record, care_facts, book.of(record.council, record.child)))
            grown_up += _is_grown_up(care_facts) and results[-1].answer is not Answer.NO
        elif not leavers:
            taken_to_have_left += care.is_taken_to_have_left(record, on)
        elif not lives_in_care and record.oc3:
            said = book.of(record.council, record.child)
            age = _age(record, said, on)
            if age is None and record.dob is None:
                undated.append((record.council, record.child))
            elif age is not None and rules.ages[0] <= age < rules.ages[1]:
                results.append(checker.check(record, None, said))
    results.sort(key=lambda result: (result.council or "", result.child))
    undated.sort(key=lambda key: (key[0] or "", key[1]))
    return Answers(rules, on, _count(results, in_care), tuple(results), tuple(undated), grown_up, taken_to_have_left)


def with_births(result: Result, rules: rulesets.RuleSet, rows: tuple[returns.Birth, ...]) -> Result:
    """The answer for one child with the rows that give the date of birth behind its age, where nothing else stands."""
    aged = {criterion.id for criterion in rules.criteria if criterion.kind is rulesets.Kind.AGE}
    found = (one._replace(rows=rows) if one.id in aged and not one.rows else one for one in result.criteria)
    return result._replace(criteria=tuple(found))


def explain(result: Result, rules: rulesets.RuleSet, on: date) -> Iterator[str]:
    """The answer for one child in plain lines: each criterion, why, the rows behind it, who can answer."""
    day = localfacts.in_words(on)
    yield f"{result.child}: {result.answer.label.lower()}, true on {day} under {rules.title}."
    for criterion, outcome in zip(rules.criteria, result.criteria, strict=True):
        yield f"  {outcome.answer.label}: {criterion.says}"
        yield f"    {outcome.why}"
        for missing in outcome.missing:
            yield f"    Missing: {missing.fact.label.lower()}. {missing.who.label} can answer."
        for row in outcome.rows:
            yield f"    Row: {row.file}, line {row.line}."
        yield f"    Rule: {criterion.source}."
    if result.near_miss:
        yield f"  Soon: {result.near_miss.text}."
    if result.stale:
        yield "  Take care: a later return no longer holds this open episode."
    if result.last_seen:
        yield f"  Last seen in a return up to {localfacts.in_words(result.last_seen)}."


def _together(results: tuple[criteria.CriterionResult, ...]) -> Answer:
    answers = [result.answer for result in results]
    if CriterionAnswer.NOT_MET in answers:
        return Answer.NO
    return Answer.CANNOT_TELL if CriterionAnswer.UNKNOWN in answers else Answer.YES


def _is_grown_up(care_facts: care.CareFacts | None) -> bool:
    return care_facts is not None and care_facts.age is not None and care_facts.age >= GROWN_UP


def _count(results: Iterable[Result], in_care: int) -> Counts:
    answers: Counter[Answer] = Counter()
    stale = 0
    for result in results:
        answers[result.answer] += 1
        stale += result.stale
    return Counts(
        population=answers.total(),
        in_care=in_care,
        yes=answers[Answer.YES],
        no=answers[Answer.NO],
        cannot_tell=answers[Answer.CANNOT_TELL],
        stale=stale,
    )


def _age(record: returns.Record, facts: tuple[localfacts.LocalFact, ...], on: date) -> int | None:
    born = births.birth(record, facts, on)
    return None if born is None else dates.age_on(born, on)


def _has_died(record: returns.Record, on: date) -> bool:
    """Whether a return says that a care leaver died: contact code DIED, or an episode that ended so (E2)."""
    return any(row.in_touch == "DIED" for row in record.oc3) or any(
        row.rec == "E2" and row.dec is not None and row.dec <= on for row in record.episodes
    )
