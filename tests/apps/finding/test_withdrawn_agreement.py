"""A withdrawn agreement and the search that goes on (abuse case B12 of security 1.3), over any order of steps.

Whatever was said, begun, handed over, let go and taken back before: once the child's yes to a step about a person does
not stand, no search of theirs is open and none starts, nothing more about them leaves, and the searcher who had the
work sees no word of the person. Once the yes to talking does not stand, everybody is sealed. That what is queued in
another process stops too is the business of test_race.py.
"""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, Role, SearchState
from kith.finding import actions
from kith.finding.models import Search
from kith.finding.queries import queue
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.referrals.actions import agreement, stop
from kith.referrals.models import Stop
from tests import standing
from tests.apps.finding.test_finding_actions import clear, letter, make_sure, tried
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

pytestmark = pytest.mark.long

WHO = ("Grandad", "Aunt Bea")
ABOUT_ONE = (AgreementScope.SEARCH, AgreementScope.APPROACH)
ANSWERS = (AgreementAnswer.NO, AgreementAnswer.NOT_NOW)
WALKS, STEPS, RARELY = 5, 30, 0.5
WAITS = (OutboxItem.State.QUEUED, OutboxItem.State.RELEASED)


class Work:
    """One child's work with two people; ``yes`` is what the child has said, kept apart from the service."""

    def __init__(self, cast: Cast, dice: random.Random) -> None:
        self.cast, self.dice, self.minutes, self.talks = cast, dice, 0, True
        self.yes, self.stopped, self.went_on = set[tuple[AgreementScope, str]](), set[str](), set[str]()
        self.both_are_agreed()

    def both_are_agreed(self) -> None:
        self.me, self.lead = self.cast.actor(Role.COORDINATOR), self.cast.actor(Role.SAFEGUARDING_LEAD)
        self.referral = standing.referral_at(self.cast, Stage.SAFETY_CHECKS)
        standing.say(self.cast, self.referral, standing.said(AgreementScope.TALK), minutes=-60)
        self.people: dict[str, Connection] = {}
        for who in WHO:
            self.people[who] = connect(self.cast.child, who, f"{who} Whitcombe")
            make_sure(self.cast, self.people[who])
            clear(self.cast, self.people[who])
            for step in ABOUT_ONE:
                self.says_yes(step, who)
        standing.lasts_for_good()

    def now(self) -> dt.datetime:
        """A minute after the step before."""
        self.minutes += 1
        return NOW + dt.timedelta(minutes=self.minutes)

    def tries(self, step: AgreementScope, who: str, action: Any, **given: Any) -> bool:
        """Whether the service lets a step be taken; without the child's yes it must not."""
        try:
            with transaction.atomic():
                action(self.me, at=self.now(), **given)
        except gate.ActionBlocked:
            return False
        assert self.may(step, who), f"{action.__name__} went on for {who} without a yes"
        self.went_on.add(action.__name__)
        return True

    def may(self, step: str, who: str) -> bool:
        """Whether the child's yes to a step about a person stands."""
        return self.talks and who not in self.stopped and (AgreementScope(step), who) in self.yes

    # --- what the people who work do -------------------------------------------------------------------------------

    def starts_looking(self, who: str) -> None:
        owner = self.cast.users[Role.COORDINATOR]
        self.tries(AgreementScope.SEARCH, who, actions.start_search, connection=self.people[who], owner=owner)

    def tries_a_place(self, who: str) -> None:
        for search in Search.objects.filter(connection=self.people[who]):
            self.tries(AgreementScope.SEARCH, who, actions.record_attempt, search=search, tried=tried())

    def goes_on(self, who: str) -> None:
        for search in Search.objects.filter(connection=self.people[who]):
            self.tries(AgreementScope.SEARCH, who, actions.resume_search, search=search)

    def hands_over(self, who: str) -> None:
        for search in Search.objects.filter(connection=self.people[who], state=SearchState.LOOKING.value):
            actions.hand_over_search(
                self.me, search=search, owner=self.cast.users[Role.SEARCHER], brief="Is he on it?", at=self.now()
            )

    def writes(self, who: str) -> None:
        self.tries(AgreementScope.APPROACH, who, actions.write_approach, connection=self.people[who], written=letter())

    def the_lead_lets_go(self) -> None:
        for item in OutboxItem.objects.filter(state=OutboxItem.State.QUEUED):
            outbox.release_item(self.lead, item=item, at=self.now())

    def the_job_sends(self) -> None:
        system = Actor.system("outbox.send", self.cast.service.pk)
        for item in OutboxItem.objects.exclude(state=OutboxItem.State.SENT):
            try:
                with transaction.atomic():
                    outbox.send_item(system, item=item, at=self.now())
            except gate.ActionBlocked:
                continue
            assert self.may(item.needs, item.about_person), "a letter left without a yes"
            self.went_on.add("send_item")

    # --- what the child says ---------------------------------------------------------------------------------------

    def says_yes(self, step: AgreementScope, who: str) -> None:
        self.referral.refresh_from_db()
        try:
            with transaction.atomic():
                agreement.record_agreement(
                    self.me, referral=self.referral, said=standing.said(step, named=who), at=self.now()
                )
        except gate.ActionBlocked:
            return
        self.yes.add((step, who))

    def changes_their_mind(self, step: AgreementScope, who: str, answer: AgreementAnswer) -> None:
        self.referral.refresh_from_db()
        later = TODAY + dt.timedelta(days=30) if answer is AgreementAnswer.NOT_NOW else None
        said = agreement.Said(step, answer, TODAY, who, later)
        agreement.withdraw_agreement(self.me, referral=self.referral, said=said, at=self.now())
        self.yes.discard((step, who))

    def will_not_talk_now(self) -> None:
        self.referral.refresh_from_db()
        said = agreement.Said(
            AgreementScope.TALK, AgreementAnswer.NOT_NOW, TODAY, ask_again_on=TODAY + dt.timedelta(days=30)
        )
        agreement.withdraw_agreement(self.me, referral=self.referral, said=said, at=self.now())
        self.talks = False

    def talks_again(self) -> None:
        self.referral.refresh_from_db()
        said = standing.said(AgreementScope.TALK)
        agreement.record_agreement(self.me, referral=self.referral, said=said, at=self.now())
        self.talks = True

    def stops_one(self, who: str) -> None:
        pressed = stop.Pressed(Stop.Reach.PERSON, Role.CHILD, named=who)
        stop.stop_for_child(self.me, child=self.cast.child, pressed=pressed, at=self.now())
        self.stopped.add(who)

    def lifts_the_stops(self) -> None:
        for row in Stop.objects.filter(lifted_at=None):
            stop.lift_stop(self.me, stop=row, words="Talked at home; go on.", at=self.now(), version=row.version)
        self.stopped.clear()

    # --- what must hold --------------------------------------------------------------------------------------------

    def nothing_goes_on_without_a_yes(self) -> None:
        for search in Search.objects.filter(state=SearchState.LOOKING.value).select_related("connection"):
            assert self.may(AgreementScope.SEARCH, search.about_person)
        for item in OutboxItem.objects.filter(state__in=WAITS):
            assert self.may(item.needs, item.about_person)

    def the_searcher_sees_nobody_without_a_yes(self) -> None:
        seen = queue.open_queue(self.cast.actor(Role.SEARCHER), TODAY, self.now())
        for task in seen:
            assert self.may(AgreementScope.SEARCH, task.search.about_person)
            self.went_on.add("seen")

    def the_people_are_sealed_without_a_yes_to_talking(self) -> None:
        """To the worker; the coordinator, who starts again with the child, still reads of everybody."""
        assert self.reads_of(Role.SOCIAL_WORKER) == (set(WHO) if self.talks else set())
        assert self.reads_of(Role.COORDINATOR) == set(WHO)

    def reads_of(self, role: Role) -> set[str]:
        actor = self.cast.actor(role)
        with scope.acting(actor):
            return {row.called for row in scope.visible(actor, Connection.objects)}

    def begins_and_takes_back(self) -> None:
        """Each thing is done once while the yes stands, and one yes is taken back and given again."""
        who = WHO[0]
        for step in (self.starts_looking, self.tries_a_place, self.hands_over, self.writes):
            step(who)
            self.the_searcher_sees_nobody_without_a_yes()
        for job in (self.the_lead_lets_go, self.the_job_sends):
            job()
        self.changes_their_mind(AgreementScope.SEARCH, who, AgreementAnswer.NO)
        self.nothing_goes_on_without_a_yes()
        self.says_yes(AgreementScope.SEARCH, who)
        self.goes_on(who)

    def walk(self) -> None:
        """Take steps in any order, and look after each of them."""
        works = (self.starts_looking, self.tries_a_place, self.goes_on, self.hands_over, self.writes)
        jobs = (self.the_lead_lets_go, self.the_job_sends, self.lifts_the_stops, self.talks_again)
        self.begins_and_takes_back()
        taken: list[str] = []
        for _ in range(STEPS):
            who, step = self.dice.choice(WHO), self.dice.choice(ABOUT_ONE)
            moves: list[tuple[Any, tuple[Any, ...]]] = [
                *((work, (who,)) for work in works),
                *((job, ()) for job in jobs),
                *([(self.says_yes, (step, who))] * 2),
                (self.changes_their_mind, (step, who, self.dice.choice(ANSWERS))),
                (self.stops_one, (who,)) if self.dice.random() < RARELY else (self.writes, (who,)),
                (self.will_not_talk_now, ()) if self.dice.random() < RARELY else (self.starts_looking, (who,)),
            ]
            move, given = self.dice.choice(moves)
            taken.append(f"{move.__name__}{given}")
            try:
                move(*given)
                self.nothing_goes_on_without_a_yes()
                self.the_searcher_sees_nobody_without_a_yes()
                self.the_people_are_sealed_without_a_yes_to_talking()
            except AssertionError as failed:
                raise AssertionError("\n".join([*taken, str(failed)])) from failed


def test_after_a_yes_is_taken_back_nothing_starts_goes_on_or_leaves(
    in_service: Cast, tmp_path: Path, settings: Any
) -> None:
    """What may be done is done somewhere in the walks, so that what is refused is refused for want of the yes."""
    settings.KITH_OUTBOX_FOLDER = tmp_path
    went_on: set[str] = set()
    for seed in range(WALKS):
        with transaction.atomic():
            work = Work(in_service, random.Random(seed))
            work.walk()
            went_on |= work.went_on
            transaction.set_rollback(True)
    assert went_on == {"start_search", "record_attempt", "resume_search", "write_approach", "send_item", "seen"}
