"""Agreement: what is next, which answer counts, how far a stop reaches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kith.domain import agreement
from kith.domain.agreement import Answered, Halt, Question
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, ContactKind

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


def test_getting_in_touch_is_not_next_while_we_are_not_sure_who_it_is() -> None:
    answers = said((TALK, "", YES), (SEARCH, "my Grandad", YES), (SEARCH, "Aunt Bea", YES))
    found = agreement.next_questions(
        answers, ["my Grandad", "Aunt Bea"], stage=Stage.SEARCH, on=TODAY, looked_for=["Grandad"]
    )
    assert [(one.scope, one.named) for one in found] == [(FILE, ""), (APPROACH, "Aunt Bea")]


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


BORN = date(2010, 6, 15)


@pytest.mark.parametrize(
    ("said_on", "on", "ages"),
    [
        (date(2026, 6, 14), date(2026, 6, 14), None),
        (date(2026, 6, 14), date(2026, 6, 15), (15, 16)),
        (date(2026, 6, 15), date(2026, 6, 15), None),
        (date(2026, 6, 15), date(2028, 6, 14), None),
        (date(2026, 6, 15), date(2028, 6, 15), (16, 18)),
        (date(2025, 1, 1), date(2029, 1, 1), (14, 18)),
    ],
)
def test_a_yes_from_before_the_sixteenth_or_eighteenth_birthday_no_longer_counts(
    said_on: date, on: date, ages: tuple[int, int] | None
) -> None:
    found = agreement.lapsed(Answered(TALK, "", YES, said_on), BORN, on)
    assert (found and (found.said_at, found.now)) == ages


def test_a_no_outlasts_a_birthday_and_without_a_date_of_birth_nothing_lapses() -> None:
    assert agreement.lapsed(Answered(TALK, "", NO, date(2020, 1, 1)), BORN, date(2030, 1, 1)) is None
    assert agreement.lapsed(Answered(TALK, "", NOT_NOW, date(2020, 1, 1)), BORN, date(2030, 1, 1)) is None
    assert agreement.lapsed(Answered(TALK, "", YES, date(2020, 1, 1)), None, date(2030, 1, 1)) is None


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


@pytest.mark.parametrize(
    ("stage", "missing"),
    [
        (Stage.SEARCH, None),
        (Stage.APPROACH, APPROACH),
        (Stage.RECONNECTION, MEET),
        (Stage.CONFERENCE, CONFERENCE),
        (Stage.PREPARING_CONFERENCE, None),
    ],
)
def test_a_stage_says_which_yes_it_rests_on_and_lacks(stage: Stage, missing: AgreementScope | None) -> None:
    answers = said((TALK, "", YES), (SEARCH, "Grandad", YES), (APPROACH, "Grandad", NO), (MEET, "Nan", NOT_NOW))
    assert agreement.missing_for(answers, stage) is missing
    assert agreement.missing_for({}, stage) is agreement.RESTS_ON.get(stage)


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


@pytest.mark.parametrize(
    ("person", "kind", "held"),
    [
        ("one", ContactKind.LETTER, True),
        ("one", ContactKind.SUPERVISED, False),
        ("another", ContactKind.LETTER, False),
        ("one", None, True),
        (None, ContactKind.LETTER, True),
    ],
)
def test_a_halt_of_one_person_and_some_ways_of_being_in_touch(
    person: str | None, kind: ContactKind | None, held: bool
) -> None:
    halt = Halt(named="Grandad", people=frozenset({"one"}), kinds=frozenset({ContactKind.LETTER}))
    assert halt.reaches(APPROACH, "Grandad", person=person, kind=kind) is held
    assert not halt.reaches(APPROACH, "Aunt Bea", kind=ContactKind.LETTER)


@pytest.mark.parametrize(
    ("halt", "question", "waits"),
    [
        (Halt(), Question(TALK), True),
        (Halt(named="Grandad"), Question(FILE), False),
        (Halt(named="my grandad"), Question(SEARCH, "Grandad"), True),
        (Halt(named="Grandad"), Question(SEARCH, "Aunt Bea"), False),
        (Halt(SEARCH), Question(SEARCH, "Aunt Bea"), True),
        (Halt(SEARCH), Question(FILE), False),
    ],
)
def test_which_questions_wait_for_a_stop(halt: Halt, question: Question, waits: bool) -> None:
    assert halt.keeps_from_asking(question) is waits


def test_only_talking_and_reading_the_file_stay_inside() -> None:
    assert set(AgreementScope) - agreement.OUTWARD == {TALK, FILE}


def test_a_conference_that_is_behind_is_not_suggested_any_more() -> None:
    answers = said((AgreementScope.TALK, "", AgreementAnswer.YES))
    for stage, is_asked in ((Stage.RECONNECTION, True), (Stage.CONFERENCE, True), (Stage.SUPPORT_PLAN, False)):
        found = {one.scope for one in agreement.next_questions(answers, [], stage=stage, on=TODAY)}
        assert (AgreementScope.CONFERENCE in found) is is_asked, stage
