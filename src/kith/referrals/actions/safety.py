"""The three safety questions and the bottom lines: answered at referral, and again whenever something changes."""

import datetime as dt
from dataclasses import dataclass

from kith.access import action
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.records import actions as records
from kith.referrals.models import Referral, SafetyAnswers


@dataclass(frozen=True, slots=True)
class SafetyGiven:
    """The answers in the worker's words. ``bottom_lines``: what any plan must keep to; may be empty."""

    must_not_know: str
    could_be_a_danger: str
    orders_and_limits: str
    bottom_lines: str = ""

    def in_words(self) -> str:
        """The answers as they go into the council's case system."""
        said = [
            f"Who must not know we are looking, or where the child lives? {self.must_not_know}",
            f"Who could be a danger, and to whom? {self.could_be_a_danger}",
            f"Which orders or proceedings limit whom the child may see? {self.orders_and_limits}",
        ]
        return "\n".join([*said, f"Bottom lines: {self.bottom_lines}"] if self.bottom_lines else said)


@action.action(Permission.REFER, on="referral", event="safety.answered")
def answer_safety(actor: Actor, *, referral: Referral, given: SafetyGiven, at: dt.datetime) -> SafetyAnswers:
    """Keep the answers to the three safety questions. Earlier answers stay; the latest count."""
    answers = SafetyAnswers.objects.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        must_not_know=given.must_not_know,
        could_be_a_danger=given.could_be_a_danger,
        orders_and_limits=given.orders_and_limits,
        bottom_lines=given.bottom_lines or None,
    )
    action.note(actor, "safety.answered", answers, at)
    records.keep_for_case_system(
        actor,
        child=referral.child,
        kind="safety.answered",
        subject_id=answers.pk,
        words=f"Lifelong Links: safety questions.\n{given.in_words()}",
        at=at,
    )
    return answers
