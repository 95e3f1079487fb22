"""Each kind of criterion: met, not met, or not known; why, in one sentence; and when that ends.

The tri-state logic: a lower bound may settle a question ("in care since 2014 or earlier" is not under three
years) but never answers it the other way; what no return holds is not known until a person says it.
"""

from datetime import date
from typing import NamedTuple, Protocol

from kith.domain import care, dates, limits, returns, terms
from kith.domain.eligibility import births, listed, localfacts, rulesets
from kith.domain.eligibility.localfacts import in_words
from kith.domain.terms import CriterionAnswer

NEAR_DAYS = limits.number("near_days")
"""How far ahead a near miss is shown, in days."""


Row = returns.Episode | returns.AdoptionDecision | returns.CareLeaver | returns.ListRow | returns.Birth


class Missing(NamedTuple):
    """A fact that would settle the criterion, and who can answer it."""

    fact: terms.FactName
    who: terms.WhoCanAnswer


class CriterionResult(NamedTuple):
    """One criterion's answer for one child. `rows` of the return stand behind it (each has `file` and `line`)."""

    id: str
    answer: CriterionAnswer
    why: str
    missing: tuple[Missing, ...] = ()
    rows: tuple[Row, ...] = ()


class NearMiss(NamedTuple):
    """A child who will stop meeting a criterion soon."""

    criterion: str
    on: date
    days: int
    text: str


class Limit(NamedTuple):
    """A limit of the rules that a child reaches soon: of which kind of criterion, on which day, at how many years."""

    kind: rulesets.Kind
    on: date
    years: int


class Subject(NamedTuple):
    """All that the criteria look at for one child. `care` is None for a care leaver; a return says who `died`.

    `facts` were recorded by people; `listed` are of a list that was brought in, and count where people say nothing.
    """

    record: returns.Record
    care: care.CareFacts | None
    age: int | None
    facts: tuple[localfacts.LocalFact, ...] = ()
    died: bool = False
    listed: tuple[localfacts.LocalFact, ...] = ()


class Test(Protocol):
    """One criterion made ready for one date."""

    def answer(self, subject: Subject) -> CriterionResult:
        """The answer for one child."""

    def near_miss(self, subject: Subject) -> NearMiss | None:
        """The change that is less than `NEAR_DAYS` away, if there is one."""


class AgeTest:
    """Completed years on the date. Children share birthdays, so answers are kept by date of birth."""

    def __init__(self, criterion: rulesets.Criterion, on: date) -> None:
        self._rule, self._on = criterion, on
        self._answers: dict[date, CriterionResult] = {}
        self._near_misses: dict[date, NearMiss | None] = {}

    def answer(self, subject: Subject) -> CriterionResult:
        """Met within the ages; not known without a single date of birth; never met by one who died.

        A date that the returns give once stands. What a person says counts where they give none, or several.
        """
        record = subject.record
        if subject.died:
            why = "The return says that this young person has died."
            return CriterionResult(self._rule.id, CriterionAnswer.NOT_MET, why, rows=record.oc3)
        said = births.said(subject.facts, self._on) if subject.facts else ()
        dob = self._born(subject)
        if subject.age is None or dob is None:
            return self._unknown(record, said)
        known = self._answers.get(dob)
        if known is None:
            known = self._answers[dob] = self._decide(dob, subject.age)
        return known._replace(why=known.why + births.beside(record, said, self._on)) if said else known

    def _born(self, subject: Subject) -> date | None:
        return births.birth(subject.record, subject.facts, self._on) if subject.facts else subject.record.dob

    def near_miss(self, subject: Subject) -> NearMiss | None:
        """The birthday that ends it."""
        dob = self._born(subject)
        if subject.age is None or dob is None:
            return None
        if dob not in self._near_misses:
            turns_on = dates.birthday(dob, self._rule.under)
            days = _days_left(self._on, turns_on)
            text = f"turns {self._rule.under} in {_days(days)}"
            self._near_misses[dob] = NearMiss(self._rule.id, turns_on, days, text) if days else None
        return self._near_misses[dob]

    def _unknown(self, record: returns.Record, said: tuple[localfacts.LocalFact, ...]) -> CriterionResult:
        if said:
            why = f"People disagree about the date of birth: {births.told(said)}."
        elif record.dob_conflict:
            why = "Rows give different dates of birth."
        elif record.dob is not None:
            why = f"The date of birth given ({in_words(record.dob)}) is after {in_words(self._on)}."
        else:
            why = "No row gives a date of birth."
        missing = (Missing(terms.FactName.DATE_OF_BIRTH, terms.WhoCanAnswer.ANALYST),)
        return CriterionResult(self._rule.id, CriterionAnswer.UNKNOWN, why, missing)

    def _decide(self, dob: date, age: int) -> CriterionResult:
        met = self._rule.at_least <= age < self._rule.under
        limit = self._rule.at_least if age < self._rule.at_least else self._rule.under
        day = dates.birthday(dob, limit)
        why = f"Aged {age}; {'turned' if day <= self._on else 'turns'} {limit} on {in_words(day)}."
        return CriterionResult(self._rule.id, CriterionAnswer.MET if met else CriterionAnswer.NOT_MET, why)


class TimeTest:
    """The present, unbroken period of care is shorter than so many years (from 29 February to 28 February)."""

    def __init__(self, criterion: rulesets.Criterion, on: date) -> None:
        self._rule, self._on = criterion, on
        self._after = dates.years_before(on, criterion.under)
        self._years = f"{criterion.under} year{'' if criterion.under == 1 else 's'}"
        self._sentences: dict[tuple[date, bool], tuple[CriterionAnswer, str]] = {}

    def answer(self, subject: Subject) -> CriterionResult:
        """What the return settles stands; else what a person said of the start; else not known."""
        facts = subject.care
        if facts is None or facts.start is None:
            why = "The returns read do not show a period of care on this date."
            return CriterionResult(self._rule.id, CriterionAnswer.UNKNOWN, why, _NO_START)
        said = self._said(subject)
        start, known = self._start(facts, said)
        answer, why = self._sentence(start, known)
        if said:
            why += self._beside(facts, said, counted=(start, known) != (facts.start, facts.start_known))
        missing = _NO_START if answer is CriterionAnswer.UNKNOWN else ()
        return CriterionResult(self._rule.id, answer, why, missing, facts.period)

    def near_miss(self, subject: Subject) -> NearMiss | None:
        """The day on which the period reaches the limit; "at the latest" where the start is a lower bound."""
        facts = subject.care
        if facts is None or facts.start is None:
            return None
        start, known = self._start(facts, self._said(subject))
        reached = dates.birthday(start, self._rule.under)
        days = _days_left(self._on, reached)
        if not days:
            return None
        text = f"reaches {self._years} in care in {_days(days)}, on {in_words(reached)}"
        return NearMiss(self._rule.id, reached, days, text if known else f"{text}, at the latest")

    def _said(self, subject: Subject) -> localfacts.LocalFact | None:
        """What a person, else a list, says of the start; None if none does, or if people contradict each other."""
        said = listed.said(subject.facts, subject.listed, name=terms.FactName.CARE_START, on=self._on)
        return said[0] if len(said) == 1 and date.fromisoformat(said[0].value) <= self._on else None

    def _start(self, facts: care.CareFacts, said: localfacts.LocalFact | None) -> tuple[date, bool]:
        """What the return settles stands; only what it leaves open is filled by what a person says."""
        start = facts.start or self._on
        if said is None or facts.start_known or start <= self._after:
            return start, facts.start_known
        return date.fromisoformat(said.value), True

    def _beside(self, facts: care.CareFacts, said: localfacts.LocalFact, *, counted: bool) -> str:
        """Who says so, and any contradiction: it stays visible whichever side counts."""
        start, shown = date.fromisoformat(said.value), facts.start or self._on
        agrees = start == shown if facts.start_known else start <= shown
        origin = f" This start is recorded by {said.origin}." if counted else ""
        if agrees:
            return origin
        if counted:
            return f"{origin} It clashes with the return: since {in_words(shown)} or earlier."
        return f" It clashes with what is recorded: since {in_words(start)} ({said.origin})."

    def _sentence(self, start: date, known: bool) -> tuple[CriterionAnswer, str]:
        made = self._sentences.get((start, known))
        if made is None:
            made = self._sentences[start, known] = self._make_sentence(start, known)
        return made

    def _make_sentence(self, start: date, known: bool) -> tuple[CriterionAnswer, str]:
        since = f"In care since {in_words(start)}{'' if known else ' or earlier'}"
        if start <= self._after:
            return CriterionAnswer.NOT_MET, f"{since}: {self._years} or more."
        if known:
            return CriterionAnswer.MET, f"{since}: less than {self._years}."
        return CriterionAnswer.UNKNOWN, f"{since}: the returns read do not show when this period began."


class PlanTest:
    """The plan for the child's future is known, and none of those named. Nothing recorded is never "no plan"."""

    def __init__(self, criterion: rulesets.Criterion, on: date) -> None:
        self._rule, self._on = criterion, on
        self._not_recorded: dict[str, CriterionResult] = {}

    def answer(self, subject: Subject) -> CriterionResult:
        """The return's own evidence of adoption stands; else the recorded plan; else not known."""
        facts = subject.care
        plans = listed.said(subject.facts, subject.listed, name=terms.FactName.PLAN, on=self._on)
        if self._rule.evidence and facts is not None and facts.adoption_plan:
            why = _sentence(facts.adoption_why) + self._clash(plans)
            rows = _adoption_rows(subject, self._on)
            return CriterionResult(self._rule.id, CriterionAnswer.NOT_MET, why, rows=rows)
        if not plans:
            return self._nobody_said(_sign(facts))
        said = "; ".join(f"{_plan(fact).label.lower()} ({fact.origin})" for fact in plans)
        if len(plans) > 1:
            return self._unknown(f"People disagree about the plan: {said}.")
        met = _plan(plans[0]) not in self._rule.not_with
        answer = CriterionAnswer.MET if met else CriterionAnswer.NOT_MET
        why = f"The plan is: {said}." + _otherwise(subject, plans)
        return CriterionResult(self._rule.id, answer, why, rows=_of_the_list(subject, plans, self._on))

    def near_miss(self, subject: Subject) -> NearMiss | None:
        """Plans do not end by the calendar."""
        return None

    def _nobody_said(self, sign: str) -> CriterionResult:
        made = self._not_recorded.get(sign)
        if made is None:
            made = self._unknown(f"No plan is recorded, and the return does not hold it.{sign}")
            self._not_recorded[sign] = made
        return made

    def _unknown(self, why: str) -> CriterionResult:
        return CriterionResult(self._rule.id, CriterionAnswer.UNKNOWN, why, _NO_PLAN)

    def _clash(self, plans: tuple[localfacts.LocalFact, ...]) -> str:
        others = [fact for fact in plans if _plan(fact) not in self._rule.not_with]
        said = "; ".join(f"{_plan(fact).label.lower()} ({fact.origin})" for fact in others)
        return f" This clashes with the recorded plan: {said}." if others else ""


TESTS: dict[rulesets.Kind, type[AgeTest] | type[TimeTest] | type[PlanTest]] = {
    rulesets.Kind.AGE: AgeTest,
    rulesets.Kind.TIME_IN_CARE: TimeTest,
    rulesets.Kind.PLAN: PlanTest,
}

_NO_START = (Missing(terms.FactName.CARE_START, terms.WhoCanAnswer.ANALYST),)
_NO_PLAN = (Missing(terms.FactName.PLAN, terms.WhoCanAnswer.SOCIAL_WORKER),)
_FOSTERING_FOR_ADOPTION = frozenset({"U2", "U5"})


def _otherwise(subject: Subject, plans: tuple[localfacts.LocalFact, ...]) -> str:
    """A list that contradicts what people recorded: it stays visible and does not count."""
    others = [fact for fact in subject.listed if fact.fact is terms.FactName.PLAN and fact.value != plans[0].value]
    return "".join(f" This clashes with the list: {_plan(fact).label.lower()} ({fact.origin})." for fact in others)


def _of_the_list(subject: Subject, plans: tuple[localfacts.LocalFact, ...], on: date) -> tuple[returns.ListRow, ...]:
    return listed.rows(subject.record, on) if set(plans) & set(subject.listed) else ()


def _plan(fact: localfacts.LocalFact) -> terms.PlanValue:
    return terms.PlanValue(fact.value)


def _sign(facts: care.CareFacts | None) -> str:
    """Where the child lives may be a sign of a plan; it is never the plan itself."""
    if facts is None or facts.current is None:
        return ""
    if facts.placed_with_parents:
        return " The child lives with a parent now, which is a sign only."
    if facts.current.place in _FOSTERING_FOR_ADOPTION:
        return " The carers are also approved to adopt, which is a sign only."
    return ""


def _adoption_rows(subject: Subject, on: date) -> tuple[returns.Episode | returns.AdoptionDecision, ...]:
    current = subject.care.current if subject.care else None
    decided = [row for row in subject.record.placed_adoption if row.placed <= on]
    decisions = tuple(row for row in decided if row.ceased is None or row.ceased > on)
    return ((current,) if current else ()) + decisions


def _sentence(text: str) -> str:
    text = text or "The return shows a plan for adoption"
    return text[0].upper() + text[1:].rstrip(".") + "."


def _days_left(on: date, ends_on: date) -> int:
    """Days until a change that is near; 0 where it is past or too far off."""
    days = (ends_on - on).days
    return days if 0 < days <= NEAR_DAYS else 0


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
