"""Agreement: what is next, which answer counts, how far a stop reaches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import agreement
from kith.domain.agreement import Answered, Halt, Question
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementAnswer, AgreementScope

TODAY = date(2026, 6, 15)
TALK, FILE, SEARCH, APPROACH, MEET, CONFERENCE, SHARE_PLAN = AgreementScope
YES, NOT_NOW, NO = AgreementAnswer


def said(*given: tuple[AgreementScope, str, AgreementAnswer]) -> dict:
    return agreement.latest(Answered(scope, named, answer, TODAY) for scope, named, answer in given)


def scopes(answers: dict, people: list[str] | None = None, stage: Stage = Stage.CHILD_AGREEMENT) -> list:
    return [(q.scope, q.named) for q in agreement.next_questions(answers, people or [], stage=stage, on=TODAY)]


def test_the_first_question_is_whether_to_talk_and_nothing_else() -> None:
    assert scopes({}, ["Grandad"]) == [(TALK, "")]


def test_after_talking_comes_the_file_and_then_one_person_at_a_time() -> None:
    answers = said((TALK, "", YES))
    assert scopes(answers, ["Grandad", "Aunt Bea"]) == [(FILE, ""), (SEARCH, "Grandad"), (SEARCH, "Aunt Bea")]


def test_a_no_is_not_asked_again_and_a_not_now_is_asked_on_its_day() -> None:
    due = Answered(SEARCH, "Grandad", NOT_NOW, date(2026, 5, 1), TODAY)
    early = Answered(SEARCH, "Aunt Bea", NOT_NOW, date(2026, 5, 1), date(2026, 6, 16))
    answers = {**said((TALK, "", YES), (FILE, "", NO)), **agreement.latest([due, early])}
    assert scopes(answers, ["Grandad", "Aunt Bea"]) == [(SEARCH, "Grandad")]


@pytest.mark.parametrize("answer", [NO, NOT_NOW])
def test_nothing_is_asked_or_agreed_once_the_child_does_not_want_to_talk(answer: AgreementAnswer) -> None:
    answers = said((TALK, "", YES), (SEARCH, "Grandad", YES), (TALK, "", answer))
    assert scopes(answers, ["Grandad"]) == []
    assert not agreement.is_agreed(answers, SEARCH, "Grandad")


def test_getting_in_touch_is_asked_for_the_person_agreed_and_when_it_is_next() -> None:
    answers = said((TALK, "", YES), (FILE, "", YES), (SEARCH, "Grandad", YES), (SEARCH, "Aunt Bea", NO))
    assert scopes(answers, ["Grandad", "Aunt Bea"]) == []
    assert scopes(answers, ["Grandad", "Aunt Bea"], Stage.SEARCH) == [(APPROACH, "Grandad")]


def test_the_latest_answer_counts() -> None:
    answers = said((TALK, "", YES), (SEARCH, "my Grandad", YES), (SEARCH, "GRANDAD ", NO))
    assert not agreement.is_agreed(answers, SEARCH, "grandad")


@pytest.mark.parametrize(
    ("question", "stage", "words"),
    [
        (Question(SEARCH), Stage.SEARCH, "one person at a time"),
        (Question(SEARCH, " my "), Stage.SEARCH, None),
        (Question(APPROACH, "Grandad"), Stage.SEARCH, "look for someone"),
        (Question(CONFERENCE), Stage.SEARCH, "asked when it is next"),
        (Question(CONFERENCE), Stage.RECONNECTION, None),
        (Question(SHARE_PLAN), Stage.RECONNECTION, "asked when it is next"),
    ],
)
def test_what_is_not_next_says_why(question: Question, stage: Stage, words: str | None) -> None:
    why = agreement.why_not_yet(said((TALK, "", YES)), question, stage)
    assert why is None if words is None else words in str(why)


@given(st.text(max_size=20))
def test_a_name_stands_for_itself_whatever_the_spaces_and_capitals(name: str) -> None:
    assert agreement.plain_name(f"  {name.upper()} ") == agreement.plain_name(name.upper())


@pytest.mark.parametrize(
    ("halt", "needs", "about", "held"),
    [
        (Halt(), SEARCH, "Grandad", True),
        (Halt(SEARCH), SEARCH, "Grandad", True),
        (Halt(SEARCH), MEET, "Grandad", False),
        (Halt(named="my grandad"), MEET, "Grandad", True),
        (Halt(named="Grandad"), MEET, "Aunt Bea", False),
        (Halt(named="Grandad"), CONFERENCE, "", True),
        (Halt(SEARCH, "Grandad"), SEARCH, "Grandad", True),
        (Halt(SEARCH, "Grandad"), SEARCH, "Aunt Bea", False),
        (Halt(SEARCH, "Grandad"), MEET, "Grandad", False),
    ],
)
def test_how_far_a_stop_reaches(halt: Halt, needs: AgreementScope, about: str, held: bool) -> None:
    assert halt.reaches(needs, about) is held


def test_only_talking_and_reading_the_file_stay_inside() -> None:
    assert set(AgreementScope) - agreement.OUTWARD == {TALK, FILE}
