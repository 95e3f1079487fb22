"""Reads: how far the children who were put forward have come, each figure of one named denominator."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain.pathway import ENDED, TO_BE_ASKED, SideState
from kith.referrals.models import Offer, Referral, StageChange
from kith.referrals.queries import offers

ENDINGS = tuple(place.value for place in ENDED)
ASKED_ANEW = tuple(place.value for place in TO_BE_ASKED)


@dataclass(frozen=True, slots=True)
class Funnel:
    """Children, each counted once by the latest referral. ``identified`` is the denominator of every other figure.

    The first five are steps reached. The last six add up to ``identified``: where each child stands now.
    """

    identified: int
    referred: int
    accepted: int
    agreed: int
    allocated: int
    going_on: int
    declined: int
    stopped: int
    withdrawn: int
    ended_otherwise: int
    undecided: int

    @property
    def denominator(self) -> str:
        """The denominator in words."""
        return f"of {self.identified:,} put forward"


def get_funnel(actor: Actor) -> Funnel:
    """The funnel of the children this person sees, in one query.

    Put forward = a referral was made, or the child was offered it and the answer recorded. Going on = the child said
    yes and the work has not ended. A child who waits to start again, or is asked again as an adult, is not decided
    yet: the yes of before is one answer, and "not now" or "no" may be the next (the practice's list of a child's
    answers); nothing goes on until they are asked anew. Declined = the child said no, with or without a referral.
    Stopped = the child said stop, before a yes or after it: a side state of its own (domain/pathway.py).
    """
    latest = Referral.objects.filter(child=OuterRef("pk")).order_by("-is_open", "-made_at")
    answers = Offer.objects.filter(child=OuterRef("pk")).exclude(answer__in=offers.NO_ANSWER).order_by("-on", "-at")
    rows = (
        scope.visible(actor, Child.objects)
        .filter(offers.is_put_forward())
        .annotate(
            place=Coalesce(Subquery(latest.values("place")[:1]), Value("")),
            coordinator=Subquery(latest.values("coordinator")[:1]),
            offer_answer=Coalesce(Subquery(answers.values("answer")[:1]), Value("")),
            was_accepted=_reached("referral.accepted"),
            has_agreed=_reached("referral.agreed"),
        )
    )
    return Funnel(**rows.aggregate(**_counts()))


def _reached(event: str) -> Exists:
    return Exists(StageChange.objects.filter(child=OuterRef("pk"), event=event))


def _counts() -> dict[str, Count]:
    only_asked = Q(place="")
    stopped = Q(place=SideState.STOPPED_BY_CHILD.value)
    said_no = Q(place=SideState.DECLINED.value)
    said_no |= only_asked & Q(offer_answer__in=offers.SETTLED)
    withdrawn = Q(place=SideState.WITHDRAWN.value)
    ended = Q(place__in=ENDINGS)
    says_yes = Q(has_agreed=True) & ~Q(place__in=ASKED_ANEW)
    conditions = {
        "referred": ~only_asked,
        "accepted": Q(was_accepted=True),
        "agreed": Q(has_agreed=True),
        "allocated": Q(coordinator__isnull=False),
        "going_on": ~ended & says_yes,
        "declined": said_no,
        "stopped": stopped,
        "withdrawn": withdrawn,
        "ended_otherwise": ended & ~said_no & ~stopped & ~withdrawn,
        "undecided": ~ended & ~said_no & ~says_yes,
    }
    return {
        "identified": Count("pk"),
        **{name: Count("pk", filter=condition) for name, condition in conditions.items()},
    }
