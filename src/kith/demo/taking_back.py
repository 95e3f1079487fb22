"""What is made up about taking a yes back: one child will not talk for now, so that people are sealed (ADR 0048)."""

import datetime as dt

from kith.access import scope
from kith.access.models import Service
from kith.demo import safe
from kith.domain.pathway import WITH_COORDINATOR
from kith.domain.terms import AgreementAnswer, AgreementScope
from kith.finding.models import Search
from kith.referrals.actions import agreement
from kith.referrals.models import Referral

DAYS_AGO, ASK_AGAIN_IN = 8, dt.timedelta(days=60)


def take_back(service: Service, *, on: dt.date, persona: str) -> None:
    """The first child, those of ``persona`` before others, for whom nobody is looked for yet, will not talk for now.

    Everything happened in the days before ``on``. The work stands where it stood; the child is asked again on a day.
    """
    for around in safe.begun(service, persona)[safe.WITH_A_STORY :]:
        referral = Referral.objects.get(child=around.child, is_open=True)
        is_under_way = referral.place in WITH_COORDINATOR and not Search.objects.filter(child=around.child).exists()
        if is_under_way and around.people:
            at = safe.moment(on, DAYS_AGO)
            said = agreement.Said(
                AgreementScope.TALK,
                AgreementAnswer.NOT_NOW,
                at.date(),
                ask_again_on=on + ASK_AGAIN_IN,
                childs_words="Not now. There is too much at school.",
            )
            with scope.acting(around.coordinator):
                agreement.withdraw_agreement(around.coordinator, referral=referral, said=said, at=at)
            return
