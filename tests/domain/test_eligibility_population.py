"""Everybody at once: who is asked about, what is counted, and that nothing depends on order."""

import random
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kith.domain import care, eligibility, returns
from kith.domain.returns import liia
from kith.domain.terms import Answer, CriterionAnswer, FactName

ON = date(2018, 6, 21)
KENT = eligibility.load_rules("kent-2018")
LEAVERS = eligibility.load_rules("care-leavers")


def episode(decom: date, dec: date | None = None, **more: str) -> returns.Episode:
    values = {"rne": "S", "ls": "C2", "place": "U6", "rec": "X1" if dec else None} | more
    return returns.Episode(decom, dec, **values)


def record(child: str, *episodes: returns.Episode, council: str | None = None, **more: object) -> returns.Record:
    values: dict[str, object] = {"dob": date(2006, 3, 1), "last_seen": date(2018, 3, 31)} | more
    return returns.Record(council, child, episodes=episodes, **values)


def by_key(*of: returns.Record) -> dict[tuple[str | None, str], returns.Record]:
    return {(known.council, known.child): known for known in of}


def plan(child: str, value: str = "long_term_foster", council: str | None = None) -> eligibility.LocalFact:
    return eligibility.LocalFact(council, child, FactName.PLAN, value, date(2018, 1, 1), "care plan", "A. Worker")


CHILDREN = by_key(
    record("yes", episode(date(2017, 1, 1))),
    record("check", episode(date(2017, 1, 1))),
    record("no", episode(date(2014, 1, 1))),
    record("short breaks", episode(date(2017, 1, 1), ls="V4")),
    record("left", episode(date(2017, 1, 1), date(2018, 1, 1), rec="E11")),
    record("custody", episode(date(2017, 1, 1), ls="J1", place="R5")),
    record("leaver", dob=date(1999, 1, 1), oc3=(returns.CareLeaver(2018, "YES"),)),
    record("no date", dob=None, dob_conflict=True, oc3=(returns.CareLeaver(2018, "YES"),)),
    record("seventeen", dob=date(2001, 1, 1), oc3=(returns.CareLeaver(2018, "YES"),)),
    record("back in care", episode(date(2018, 1, 1)), dob=date(2000, 1, 1), oc3=(returns.CareLeaver(2018, "YES"),)),
)
FACTS = eligibility.FactBook([plan("yes"), plan("custody"), plan("nobody")])


def test_those_in_care_are_asked_about_and_counted() -> None:
    answers = eligibility.check_all(KENT, CHILDREN, on=ON, facts=FACTS)
    assert {result.child: result.answer for result in answers.results} == {
        "back in care": Answer.NO,
        "check": Answer.CANNOT_TELL,
        "custody": Answer.YES,
        "no": Answer.NO,
        "yes": Answer.YES,
    }
    assert answers.counts == eligibility.Counts(population=5, in_care=5, yes=2, no=2, cannot_tell=1, stale=0)


def test_care_leavers_are_those_of_the_age_who_are_not_in_care() -> None:
    answers = eligibility.check_all(LEAVERS, CHILDREN, on=ON)
    assert [(result.child, result.answer) for result in answers.results] == [("leaver", Answer.YES)]
    assert answers.counts == eligibility.Counts(population=1, in_care=5, yes=1, no=0, cannot_tell=0, stale=0)
    assert answers.undated == ((None, "no date"),)


def test_a_care_leaver_whose_birth_a_person_says_is_asked_about() -> None:
    born = eligibility.LocalFact(None, "no date", FactName.DATE_OF_BIRTH, "1999-01-01", date(2018, 1, 1), "file", "A.")
    answers = eligibility.check_all(LEAVERS, CHILDREN, on=ON, facts=eligibility.FactBook([born]))
    assert [(result.child, result.answer) for result in answers.results] == [
        ("leaver", Answer.YES),
        ("no date", Answer.YES),
    ]
    assert answers.undated == ()


def test_a_child_of_another_council_with_the_same_number_is_another_child() -> None:
    two = by_key(
        record("17", episode(date(2017, 1, 1)), council="Wealdshire"),
        record("17", episode(date(2017, 1, 1)), council="Downshire"),
    )
    facts = eligibility.FactBook([plan("17", council="Wealdshire")])
    answers = eligibility.check_all(KENT, two, on=ON, facts=facts)
    assert [(r.council, r.answer) for r in answers.results] == [("Downshire", "cannot_tell"), ("Wealdshire", "yes")]


def test_a_stale_child_is_answered_and_counted_as_stale() -> None:
    old = record("old", episode(date(2017, 1, 1)), last_return=date(2019, 3, 31))
    known = care.facts(old, ON)
    assert known is not None
    assert known.stale
    answers = eligibility.check_all(KENT, by_key(old), on=ON, facts=eligibility.FactBook([plan("old")]))
    assert (answers.counts.yes, answers.counts.stale, answers.results[0].stale) == (1, 1, True)


def test_whom_a_repair_takes_to_have_left_is_not_asked_about_but_counted() -> None:
    gone, open_row = episode(date(2017, 1, 1)), episode(date(2017, 2, 1))
    repaired = liia.repaired([gone._replace(year=2017)], 2018)
    children = by_key(
        record("gone", *repaired),
        record("short breaks", *liia.repaired([gone._replace(year=2017, ls="V4")], 2018)),
        record("left", episode(date(2016, 1, 1), date(2017, 3, 31), rec="E11")),
        record("open", open_row),
    )
    answers = eligibility.check_all(KENT, children, on=ON)
    assert ([one.child for one in answers.results], answers.counts.stale) == (["open"], 0)
    assert answers.taken_to_have_left == 1
    assert eligibility.check_all(KENT, children, on=date(2017, 3, 30)).taken_to_have_left == 0, "in care until then"
    assert eligibility.check_all(LEAVERS, children, on=ON).taken_to_have_left == 0, "nobody in care is asked about"


def test_who_is_grown_up_and_still_in_care_by_the_return_is_counted_where_no_age_stands_in_the_rules() -> None:
    born = {"of age": date(2000, 6, 21), "day before": date(2000, 6, 22), "younger": date(2010, 1, 1)}
    children = by_key(*(record(child, episode(date(2017, 1, 1)), dob=dob) for child, dob in born.items()))
    leeds = eligibility.load_rules("leeds")
    answers = eligibility.check_all(leeds, children, on=ON, facts=eligibility.FactBook([plan("of age")]))
    assert (answers.counts.yes, answers.counts.cannot_tell, answers.grown_up) == (1, 2, 1)
    assert "from 18 on" in leeds.says
    assert eligibility.check_all(KENT, children, on=ON).grown_up == 0, "those are a no"


def test_adoption_in_the_return_settles_it_for_each_kind_of_evidence() -> None:
    begun = date(2017, 1, 1)
    decided = (returns.AdoptionDecision(date(2018, 2, 1)),)
    ended = (returns.AdoptionDecision(date(2018, 2, 1), ceased=date(2018, 6, 21)),)
    children = by_key(
        record("a home to adopt", episode(begun, place="A4")),
        record("order", episode(begun, ls="E1")),
        record("freed", episode(begun, ls="D1")),
        record("decision", episode(begun), placed_adoption=decided),
        record("decision ended", episode(begun), placed_adoption=ended),
        record("order, decision ended", episode(begun, ls="E1"), placed_adoption=ended),
        record("sign only", episode(begun, place="U5")),
    )
    answers = eligibility.check_all(KENT, children, on=ON)
    adoption = {
        r.child: (c.answer, len(c.rows)) for r in answers.results for c in r.criteria if c.id == "plan_adoption"
    }
    assert adoption == {
        "a home to adopt": (CriterionAnswer.NOT_MET, 1),
        "order": (CriterionAnswer.NOT_MET, 1),
        "freed": (CriterionAnswer.NOT_MET, 1),
        "decision": (CriterionAnswer.NOT_MET, 2),
        "decision ended": (CriterionAnswer.UNKNOWN, 0),
        "order, decision ended": (CriterionAnswer.NOT_MET, 1),
        "sign only": (CriterionAnswer.UNKNOWN, 0),
    }


def test_a_past_date_is_answered_as_if_it_were_that_day() -> None:
    children = by_key(record("1", episode(date(2015, 9, 1))))
    facts = eligibility.FactBook([plan("1")])
    answer = {
        on: eligibility.check_all(KENT, children, on=on, facts=facts).results
        for on in (date(2015, 8, 31), date(2017, 12, 31), date(2018, 8, 31), date(2018, 9, 1), date(2030, 1, 1))
    }
    assert [[result.answer for result in results] for results in answer.values()] == [
        [],
        [Answer.CANNOT_TELL],
        [Answer.YES],
        [Answer.NO],
        [Answer.NO],
    ]  # fmt: skip


def test_order_of_children_and_facts_never_matters() -> None:
    facts = [plan("yes"), plan("custody"), plan("check", "adoption"), plan("check", "other")]
    first = eligibility.check_all(KENT, CHILDREN, on=ON, facts=eligibility.FactBook(facts))
    shuffled = random.Random(2).sample(list(CHILDREN.items()), len(CHILDREN))
    again = eligibility.check_all(KENT, dict(shuffled), on=ON, facts=eligibility.FactBook(reversed(facts)))
    assert again == first


def test_a_birthday_that_comes_first_hides_no_time_limit() -> None:
    born, since = ON - timedelta(days=16 * 365 + 4 - 20), ON - timedelta(days=3 * 365 - 40)
    result = eligibility.check_all(KENT, by_key(record("1", episode(since, rne="S"), dob=born)), on=ON).results[0]
    assert result.near_miss is not None
    assert result.near_miss.criterion == "age"
    kinds = [(one.kind, one.years) for one in result.limits]
    assert kinds == [(eligibility.Kind.AGE, 16), (eligibility.Kind.TIME_IN_CARE, 3)]
    assert result.limits[0].on == result.near_miss.on < result.limits[1].on


@given(st.dates(date(1996, 1, 1), date(2019, 1, 1)), st.dates(date(2010, 1, 1), date(2018, 6, 21)), st.booleans())
def test_an_answer_turns_on_the_day_that_the_near_miss_says(born: date, since: date, known: bool) -> None:
    """Up to the day before, nothing changes; from that day on the criterion is not met."""
    child = record("1", episode(since, rne="S" if known else "P"), dob=born)
    before = eligibility.check_all(KENT, by_key(child), on=ON).results[0]
    if before.near_miss is None:
        return
    near = before.near_miss
    assert 1 <= near.days <= eligibility.NEAR_DAYS
    assert near.on == ON + timedelta(days=near.days)

    def criterion(on: date) -> CriterionAnswer:
        result = eligibility.check_all(KENT, by_key(child), on=on).results[0]
        return next(c.answer for c in result.criteria if c.id == near.criterion)

    assert criterion(near.on) is CriterionAnswer.NOT_MET
    assert criterion(near.on - timedelta(days=1)) is not CriterionAnswer.NOT_MET


@given(st.dates(date(2010, 1, 1), date(2018, 6, 21)))
def test_a_lower_bound_is_never_braver_than_the_known_start(since: date) -> None:
    answers = [
        eligibility.check_all(KENT, by_key(record("1", episode(since, rne=rne))), on=ON).results[0].criteria[1].answer
        for rne in ("S", "P")
    ]
    assert answers in (
        [CriterionAnswer.NOT_MET, CriterionAnswer.NOT_MET],
        [CriterionAnswer.MET, CriterionAnswer.UNKNOWN],
    )
