"""What is made up about taking a yes back: one child will not talk for now, so that people are sealed (ADR 0048)."""

import datetime as dt

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.children.models import CaseMember
from kith.demo import safe
from kith.domain.terms import AgreementAnswer, AgreementScope
from kith.referrals.actions import agreement
from kith.referrals.models import Referral

DAYS_AGO, ASK_AGAIN_IN = 8, dt.timedelta(days=60)


def take_back(service: Service, *, on: dt.date, persona: str) -> None:
    """The last child of ``persona``, a worker, with whom the work has begun says "not now" to talking, days before.

    The work stands where it stood, and the child is asked again on a day.
    """
    mine = CaseMember.objects.filter(user__display_name=persona, part=safe.WORKER, until_on__isnull=True)
    begun = Referral.objects.filter(service=service, is_open=True, child__in=mine.values("child"))
    referral = begun.exclude(coordinator=None).order_by("-child__reference").first()
    if referral is None or referral.coordinator is None:
        return
    actor, at = Actor.of_user(referral.coordinator), safe.moment(on, DAYS_AGO)
    said = agreement.Said(
        AgreementScope.TALK,
        AgreementAnswer.NOT_NOW,
        at.date(),
        ask_again_on=on + ASK_AGAIN_IN,
        childs_words="Not now. There is too much at school.",
    )
    with scope.acting(actor):
        agreement.withdraw_agreement(actor, referral=referral, said=said, at=at)
