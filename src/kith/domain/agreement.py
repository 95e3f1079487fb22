"""What a child may be asked next, which of their answers counts, and how far a stop reaches."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kith.domain import consent, dates
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, ContactKind

OUTWARD = frozenset(list(AgreementScope)[2:])
"""Steps that reach somebody outside: looking, getting in touch, meeting, the conference, sharing the plan."""
ABOUT_A_PERSON = frozenset({AgreementScope.SEARCH, AgreementScope.APPROACH, AgreementScope.MEET})
"""Steps that are asked for one named person at a time."""

# A step about a person is asked once the step before it was agreed for that person.
AFTER: Mapping[AgreementScope, AgreementScope] = {
    AgreementScope.APPROACH: AgreementScope.SEARCH,
    AgreementScope.MEET: AgreementScope.APPROACH,
}
# "Agreement is asked when it is next": not before the work stands at this stage or a later one.
ASKED_FROM: Mapping[AgreementScope, Stage] = {
    AgreementScope.APPROACH: Stage.SEARCH,
    AgreementScope.MEET: Stage.SAFETY_CHECKS,
    AgreementScope.CONFERENCE: Stage.RECONNECTION,
    AgreementScope.SHARE_PLAN: Stage.CONFERENCE,
}
# Until when a step may still be suggested: a conference that was held, or that the child did without, is behind them.
ASKED_UNTIL: Mapping[AgreementScope, Stage] = {AgreementScope.CONFERENCE: Stage.CONFERENCE}
# What a stage rests on. Nothing goes out without the yes itself; this is so that whoever names the stage hears of it.
RESTS_ON: Mapping[Stage, AgreementScope] = {
    Stage.SEARCH: AgreementScope.SEARCH,
    Stage.APPROACH: AgreementScope.APPROACH,
    Stage.RECONNECTION: AgreementScope.MEET,
    Stage.CONFERENCE: AgreementScope.CONFERENCE,
    Stage.IN_CARE_PLAN: AgreementScope.SHARE_PLAN,
}
_SMALL_WORDS = re.compile(r"^(my|the)\s+")


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask: a step, and for some steps one person as the child calls them."""

    scope: AgreementScope
    named: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of the child. ``named`` is empty for steps that are about nobody in particular."""

    scope: AgreementScope
    named: str
    answer: AgreementAnswer
    on: date
    ask_again_on: date | None = None

    def is_yes(self) -> bool:
        """Whether the child said yes."""
        return self.answer is AgreementAnswer.YES


@dataclass(frozen=True, slots=True)
class Lapsed:
    """A yes from before a birthday at which each consent is asked again: the ages at the yes and at that birthday."""

    said_at: int
    now: int

    def in_words(self) -> str:
        """For the people who ask."""
        return f"Said yes at {self.said_at}: ask again, now that the {self.now}th birthday has come."


def lapsed(given: Answered, dob: date | None, on: date) -> Lapsed | None:
    """Why a yes no longer counts on ``on``: at 16 and at 18 each consent is asked again (SAFEGUARDING 7).

    A "no" and a "not now" stand as they are. Without a date of birth no birthday is known, so nothing lapses.
    """
    if not given.is_yes() or dob is None:
        return None
    passed = consent.birthday_since(given.on, dob, on)
    return Lapsed(dates.age_on(dob, given.on), passed) if passed else None


Answers = Mapping[tuple[AgreementScope, str], Answered]


def plain_name(named: str) -> str:
    """A person's name for comparing only: "my  Grandad" and "Grandad" are the same person to the child."""
    return _SMALL_WORDS.sub("", " ".join(named.casefold().split()))


def latest(answers: Iterable[Answered]) -> dict[tuple[AgreementScope, str], Answered]:
    """The answer that counts for each step and person; ``answers`` come oldest first."""
    return {(given.scope, plain_name(given.named)): given for given in answers}


def is_agreed(answers: Answers, scope: AgreementScope, named: str = "") -> bool:
    """Whether this step counts as agreed now. Nothing is agreed once the child no longer wants to talk."""
    talk = answers.get((AgreementScope.TALK, ""))
    if talk is None or not talk.is_yes():
        return False
    given = answers.get((scope, plain_name(named)))
    return given is not None and given.is_yes()


def missing_for(answers: Answers, stage: Stage) -> AgreementScope | None:
    """The step that a stage rests on, where the child has said yes to it for nobody; None where there is a yes."""
    scope = RESTS_ON.get(stage)
    if scope is None or any(is_agreed(answers, one, named) for one, named in answers if one is scope):
        return None
    return scope


def why_not_yet(answers: Answers, question: Question, stage: Stage) -> str | None:
    """The sentence that says why this is not next, or None where it may be asked (SAFEGUARDING 16)."""
    scope = question.scope
    if scope in ABOUT_A_PERSON and not plain_name(question.named):
        return "Say who it is about: one person at a time."
    if scope is AgreementScope.TALK:
        return None
    if not is_agreed(answers, AgreementScope.TALK):
        return "First ask whether you may talk together."
    before = AFTER.get(scope)
    if before is not None and not is_agreed(answers, before, question.named):
        return f'First comes "{before.label.lower()}" for this person.'
    if stage.number < ASKED_FROM.get(scope, Stage.COULD_BE_OFFERED).number:
        return f'"{scope.label}" is asked when it is next, not before.'
    return None


def next_questions(
    answers: Answers, people: Iterable[str], *, stage: Stage, on: date, looked_for: Iterable[str] = ()
) -> list[Question]:
    """What may be asked on ``on``, in order; the first one is next.

    ``people`` are those the child asked for, by the child's name for them. A "no" is not asked again; a "not now" is
    asked again on its date. With ``people`` in any order the steps come in the order of AgreementScope. Getting in
    touch is not next for those in ``looked_for``: nobody raises a hope in somebody who may not be the right person
    (docs/adr/0028).
    """
    named = {plain_name(person): person for person in people if plain_name(person)}
    not_sure = {plain_name(person) for person in looked_for}
    found = []
    for scope in AgreementScope:
        if stage.number > ASKED_UNTIL.get(scope, stage).number:
            continue
        for person in named.values() if scope in ABOUT_A_PERSON else [""]:
            question = Question(scope, person)
            if scope is AgreementScope.APPROACH and plain_name(person) in not_sure:
                continue
            if _is_open(answers, question, on) and why_not_yet(answers, question, stage) is None:
                found.append(question)
    return found


def _is_open(answers: Answers, question: Question, on: date) -> bool:
    given = answers.get((question.scope, plain_name(question.named)))
    if given is None:
        return True
    due = given.ask_again_on
    return given.answer is AgreementAnswer.NOT_NOW and due is not None and due <= on


@dataclass(frozen=True, slots=True)
class Halt:
    """What must not go on: everything (no scope, no name), one step, one person, or one step for one person.

    ``is_private``: it is the child's word about one person, so what it holds is told to few (domain/holding.py).
    ``people`` are the rows of one person, who may share a name with another; ``kinds`` are the ways of being in touch
    that it is about, where it is not about all of them. ``is_ending``: the work ended and the child's yes stands, so
    nothing leaves any more, and what somebody promised the child goes on.
    """

    scope: AgreementScope | None = None
    named: str = ""
    is_private: bool = False
    is_ending: bool = False
    people: frozenset[Any] = frozenset()
    kinds: frozenset[ContactKind] = frozenset()

    def reaches(
        self, needs: AgreementScope, about: str, *, person: Any = None, kind: ContactKind | None = None
    ) -> bool:
        """Whether a thing that leaves under the step ``needs``, about one person or nobody known, is held.

        Where it is not known whom it is about, or in which way it is in touch, it is held: stop means stop.
        """
        if self.scope is not None and self.scope is not needs:
            return False
        if self.kinds and kind is not None and kind not in self.kinds:
            return False
        if self.people and person is not None:
            return person in self.people
        return not self.named or not plain_name(about) or plain_name(about) == plain_name(self.named)

    def keeps_from_asking(self, question: Question) -> bool:
        """Whether a question waits for this stop to be lifted.

        A question says whom it is about: one about nobody in particular does not wait for a stop about one person.
        """
        if self.scope is not None and self.scope is not question.scope:
            return False
        return not self.named or plain_name(question.named) == plain_name(self.named)
