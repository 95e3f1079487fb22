"""A child's work standing at some stage, with what the child has said so far, for tests that start in the middle."""

import datetime as dt

from kith.access.models import User
from kith.children.models import Child
from kith.domain.pathway import Place, Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, Cleared, ContactKind, HowShown, Role
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.referrals.actions import agreement
from kith.referrals.models import Agreement, Referral
from kith.safety import actions as safety
from kith.safety.models import Clearance
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast


def referral_at(cast: Cast, place: Place = Stage.CHILD_AGREEMENT, child: Child | None = None) -> Referral:
    """An open referral of a child (the cast's own unless named) with the cast's coordinator."""
    coordinator: User = cast.users[Role.COORDINATOR]
    child = child or cast.child
    stage = place if isinstance(place, Stage) else Stage.SEARCH
    return Referral.objects.create(
        service_id=child.service_id,
        child=child,
        place=place.value,
        stood_at=stage.value,
        arose_at="visit",
        made_on=TODAY,
        made_at=NOW - dt.timedelta(days=30),
        coordinator=coordinator,
        allocated_at=NOW - dt.timedelta(days=20),
    )


def said(scope: AgreementScope, answer: AgreementAnswer = AgreementAnswer.YES, **more: object) -> agreement.Said:
    """An answer with everything that a yes needs."""
    full: dict[str, object] = {
        "on": TODAY,
        "how_shown": (HowShown.WORDS,),
        "who_was_there": "Jo, the foster carer",
        "capacity": "Explained it back in his own words.",
    }
    return agreement.Said(scope=scope, answer=answer, **{**full, **more})  # type: ignore[arg-type]


def say(
    cast: Cast, referral: Referral, *answers: agreement.Said, minutes: int = 0, role: Role = Role.COORDINATOR
) -> list[Agreement]:
    """Record answers one after another, a minute apart."""
    return [
        agreement.record_agreement(
            cast.actor(role), referral=referral, said=given, at=NOW + dt.timedelta(minutes=minutes + number)
        )
        for number, given in enumerate(answers)
    ]


def has_agreed(cast: Cast, stage: Stage = Stage.APPROACH, named: str = "Grandad") -> Referral:
    """A referral whose child said yes to talking, and to looking for and writing to one person."""
    referral = referral_at(cast, stage)
    say(
        cast,
        referral,
        said(AgreementScope.TALK),
        said(AgreementScope.SEARCH, named=named),
        said(AgreementScope.APPROACH, named=named),
        minutes=-30,
    )
    referral.refresh_from_db()
    return referral


def may_meet(cast: Cast, named: str) -> None:
    """One more person whom the child says yes to looking for, writing to and meeting."""
    steps = (AgreementScope.SEARCH, AgreementScope.APPROACH, AgreementScope.MEET)
    say(cast, cast.child.referrals.get(), *(said(step, named=named) for step in steps), minutes=-10)


def may_write_to(cast: Cast, named: str = "Grandad") -> Connection:
    """One of the child's people, to whom the worker says it is safe to write, on whatever day the tests run."""
    person = connect(cast.child, named)
    given = safety.Given((ContactKind.LETTER,), Cleared.YES, TODAY + dt.timedelta(days=360))
    safety.clear(cast.actor(Role.SOCIAL_WORKER), connection=person, given=given, at=NOW - dt.timedelta(minutes=40))
    lasts_for_good()
    return person


def lasts_for_good() -> None:
    """Every answer about safety counts whatever day it is: pages know no other than today."""
    Clearance.objects.update(until_on=dt.date(2199, 1, 1))


def letter_to(person: Connection, needs: AgreementScope = AgreementScope.APPROACH) -> outbox.Letter:
    """A letter to one of the child's people."""
    return outbox.Letter(
        OutboxItem.Kind.LETTER,
        "J. Doe\n1 Made-up Road",
        "Dear J., may we talk?",
        needs,
        person.about_person,
        person.person_id,
        ContactKind.LETTER,
    )
