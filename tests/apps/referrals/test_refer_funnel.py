"""The funnel: each child once, every figure of one denominator, and where they stand adds up to it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import gate, scope
from kith.children.models import Child
from kith.domain.pathway import Place, SideState, Stage
from kith.domain.terms import AroseAt, ChildAnswer, Role, WithdrawalReason
from kith.referrals import actions, queries
from kith.referrals.models import Offer, Referral
from tests.apps.safety.around import sent_day
from tests.personas import NOW, TODAY, Cast

LATER = TODAY + dt.timedelta(days=9)


def child(cast: Cast, number: int) -> Child:
    return Child.objects.create(service=cast.service, council=cast.council, reference=f"F{number}")


def refer(cast: Cast, number: int) -> Referral:
    return actions.refer_child(
        cast.actor(Role.MANAGER), child=child(cast, number), arose_at=AroseAt.REVIEW, why="x", at=NOW
    )


def stand(referral: Referral, place: str, *, said_yes: bool = False) -> None:
    """Put a referral somewhere, with the child's yes on record or not."""
    referral.stagechanges.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        event="referral.agreed" if said_yes else "referral.accepted",
        from_place=Stage.TRIAGE.value,
        to_place=place,
        on=TODAY,
    )
    Referral.objects.filter(pk=referral.pk).update(place=place)


def offer(cast: Cast, number: int, given: actions.OfferGiven) -> None:
    actions.record_offer(cast.actor(Role.MANAGER), child=child(cast, number), given=given, at=NOW)


def test_get_funnel_counts_each_child_once_where_they_stand(in_service: Cast) -> None:
    for number, (place, said_yes) in enumerate(
        [
            ("discovery", True),
            ("conference", True),
            ("declined", False),
            ("withdrawn", True),
            ("stopped_by_child", False),
            ("stopped_by_child", True),
            ("closed", True),
            ("triage", False),
        ]
    ):
        stand(refer(in_service, number), place, said_yes=said_yes)
    refer(in_service, 50)
    offer(in_service, 60, actions.OfferGiven(TODAY, ChildAnswer.NO))
    offer(in_service, 61, actions.OfferGiven(TODAY, ChildAnswer.NOT_NOW, look_again_on=TODAY + dt.timedelta(days=9)))
    funnel = queries.get_funnel(in_service.actor(Role.MANAGER))
    assert (funnel.identified, funnel.referred, funnel.agreed) == (11, 9, 5)
    ended = (funnel.declined, funnel.stopped, funnel.withdrawn, funnel.ended_otherwise)
    assert (funnel.going_on, *ended, funnel.undecided) == (2, 2, 2, 1, 1, 3)
    assert funnel.denominator == "of 11 put forward"


def test_where_they_stand_adds_up_to_the_denominator(in_service: Cast) -> None:
    for number, place in enumerate(
        ["declined", "withdrawn", "discovery", "stopped_by_child", "paused", "stopped_by_child"]
    ):
        stand(refer(in_service, number), place, said_yes=number % 2 == 0)
    funnel = queries.get_funnel(in_service.actor(Role.MANAGER))
    ended = (funnel.declined, funnel.stopped, funnel.withdrawn, funnel.ended_otherwise)
    stands = (funnel.going_on, *ended, funnel.undecided)
    assert sum(stands) == funnel.identified == 6


@pytest.mark.parametrize("place", [SideState.REOPENED, Stage.TRIAGE, Stage.CHILD_AGREEMENT])
def test_a_yes_of_before_does_not_count_while_the_child_is_to_be_asked_anew(in_service: Cast, place: Place) -> None:
    stand(refer(in_service, 1), place.value, said_yes=True)
    funnel = queries.get_funnel(in_service.actor(Role.MANAGER))
    assert (funnel.going_on, funnel.undecided, funnel.identified) == (0, 1, 1)
    assert funnel.agreed == 1, "the step was reached all the same"


def test_a_child_not_offered_yet_is_not_put_forward(in_service: Cast) -> None:
    manager = in_service.actor(Role.MANAGER)
    reason = actions.OfferGiven(
        TODAY, not_offered=queries.reasons_of("child.not_offered")[0], look_again_on=TODAY + dt.timedelta(days=9)
    )
    offer(in_service, 1, reason)
    assert queries.get_funnel(manager).identified == 0


def test_a_child_who_could_not_be_asked_counts_as_never_asked_and_as_nothing_else(in_service: Cast) -> None:
    manager, words = in_service.actor(Role.MANAGER), "In hospital."
    actions.record_offer(
        manager,
        child=in_service.child,
        given=actions.OfferGiven(TODAY, ChildAnswer.NOT_ASKED, words=words, look_again_on=LATER),
        at=NOW,
    )
    assert (queries.get_funnel(manager).identified, Child.objects.get(pk=in_service.child.pk).ever_asked) == (0, False)
    no = actions.OfferGiven(TODAY, ChildAnswer.NO)
    actions.record_offer(manager, child=in_service.child, given=no, at=NOW + dt.timedelta(hours=1))
    funnel = queries.get_funnel(manager)
    assert (funnel.identified, funnel.declined, Child.objects.get(pk=in_service.child.pk).ever_asked) == (1, 1, True)


def test_get_funnel_is_one_query_and_stays_inside_the_service(in_service: Cast, django_assert_num_queries: Any) -> None:
    refer(in_service, 1)
    with django_assert_num_queries(1):
        assert queries.get_funnel(in_service.actor(Role.MANAGER)).identified == 1
    stranger = in_service.stranger(Role.MANAGER)
    with scope.acting(stranger):
        assert queries.get_funnel(stranger).identified == 0


@pytest.mark.parametrize("reason", WithdrawalReason)
def test_every_reason_has_words(reason: WithdrawalReason) -> None:
    assert queries.reason_label("referral.withdrawn", reason.value) == reason.label


def test_record_offer_is_refused_without_the_permission_or_outside_the_team(in_service: Cast) -> None:
    given = actions.OfferGiven(TODAY, ChildAnswer.NO)
    coordinator = in_service.actor(Role.COORDINATOR)
    with pytest.raises(gate.NotPermitted):
        actions.record_offer(coordinator, child=in_service.child, given=given, at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.record_offer(
            in_service.actor(Role.SOCIAL_WORKER), child=in_service.other_team_child, given=given, at=NOW
        )


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (actions.OfferGiven(TODAY), "either what the child answered or why"),
        (actions.OfferGiven(TODAY + dt.timedelta(days=1), ChildAnswer.NO), "not before"),
        (actions.OfferGiven(TODAY, ChildAnswer.NOT_NOW), "later date on which to ask again"),
        (actions.OfferGiven(TODAY, ChildAnswer.YES_ONLY, words=" "), "which people"),
        (actions.OfferGiven(TODAY, ChildAnswer.NOT_ASKED, look_again_on=LATER), "why the child could not be asked"),
    ],
)
def test_record_offer_says_what_is_missing(in_service: Cast, given: actions.OfferGiven, said: str) -> None:
    with pytest.raises(gate.ActionBlocked, match=said):
        offer(in_service, 1, given)


@pytest.mark.parametrize(
    ("answer", "missing"),
    [("yes_only", "Write which people the child said yes to"), ("not_asked", "Write why the child could not be asked")],
)
def test_an_answer_that_says_nothing_alone_needs_words(
    in_service: Cast, sign_in: Callable[..., Client], answer: str, missing: str
) -> None:
    client, day = sign_in(in_service.users[Role.SOCIAL_WORKER]), timezone.localdate()
    address = reverse("referrals:offered", args=[in_service.child.pk])
    sent = {"answer": answer, **sent_day("on", day), **sent_day("look_again_on", day + dt.timedelta(days=9))}
    assert missing in client.post(address, sent).content.decode()
    assert not Offer.objects.exists()
    assert client.post(address, {**sent, "words": "Nan only; or: she was ill."}).status_code == 302
    assert Offer.objects.get().answer == answer
