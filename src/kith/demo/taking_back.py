"""What is made up about taking a yes back: one child will not talk for now, so that people are sealed (ADR 0048)."""

import datetime as dt

from kith.access import scope
from kith.access.models import Service
from kith.demo import safe
from kith.domain.terms import AgreementAnswer, AgreementScope
from kith.finding.models import Search
from kith.referrals.actions import agreement
from kith.referrals.models import Referral

DAYS_AGO, ASK_AGAIN_IN = 8, dt.timedelta(days=60)


def take_back(service: Service, *, on: dt.date, persona: str) -> None:
    """The first child without a story of their own for whom nobody is looked for will not talk for now, days before.

    The work stands where it stood, and the child is asked again on a day. ``persona``: as for safe.keep_safe.
    """
    looked_for = set(Search.objects.filter(service=service).values_list("child_id", flat=True))
    able = [one for one in safe.begun(service, persona)[safe.WITH_A_STORY :] if one.child.pk not in looked_for]
    for around in able[:1]:
        at = safe.moment(on, DAYS_AGO)
        said = agreement.Said(
            AgreementScope.TALK,
            AgreementAnswer.NOT_NOW,
            at.date(),
            ask_again_on=on + ASK_AGAIN_IN,
            childs_words="Not now. There is too much at school.",
            language=around.child.language or "English",
            who_was_there="The carer, in the next room.",
        )
        with scope.acting(around.coordinator):
            referral = Referral.objects.get(child=around.child, is_open=True)
            agreement.withdraw_agreement(around.coordinator, referral=referral, said=said, at=at)
