"""Where a story begins: what other journeys prove page by page is written here by the service's own actions.

Each step runs on the copy of one journey (county.Running.stage), at the moment at which it is called.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.children.actions import facts
from kith.children.models import CareEpisode, CaseMember, Child, EligibilityResult
from kith.domain import dates
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    AroseAt,
    CareKind,
    Cleared,
    ContactKind,
    FactName,
    FactSource,
    HowShown,
    Layer,
    LivesWithKind,
    PersonStatus,
)
from kith.finding.actions import approaching, looking, places
from kith.finding.presenters import letters
from kith.outbox import actions as outbox
from kith.people import actions as people
from kith.people.actions.connections import Described, Stands
from kith.people.actions.persons import NameGiven, PersonGiven, Says
from kith.people.models import Connection, Person
from kith.referrals.actions import agreement, allocate, move, refer, safety, triage
from kith.referrals.models import Agreement, Referral
from kith.safety.actions import careful, clearance, household

WEALD = "wealdshire"
WHY = "Asks at every visit."


def actor(name: str, of: str = WEALD) -> Actor:
    """Somebody of a service, the first if none is named, by the name they sign in as."""
    with scope.every_service("the copy of one journey"):
        return Actor.of_user(User.objects.get(display_name=name, service__slug=of))


def begin(
    *,
    stage: str,
    agreed: Sequence[Sequence[str]] = (),
    persons: Sequence[Sequence[str]] = (),
    alone: bool = False,
    custody: bool = False,
    order: bool = False,
    of: str = WEALD,
    minors: Sequence[str] = (),
    unknown_to_child: Sequence[str] = (),
    **child: Any,
) -> dict[str, Any]:
    """A child of Sam's with Cora as coordinator, whose work stands at a stage, with yeses and people.

    ``agreed``: scope and whom; ``persons``: what the child calls them, name, who they are, where they stand; ``child``:
    what is different about this child; ``alone``: who came alone to this country; ``custody``: who is in custody now;
    ``order``: whose care is under a full order.
    ``of``: whose child it is, where not of the first service; ``minors``: who of the people is under 18;
    ``unknown_to_child``: of whom the child does not know yet.
    """
    sam, moira, cora = (actor(name, of) for name in ("Sam Thornbury", "Moira Kestrel", "Cora Amberley"))
    at = timezone.now()
    with scope.acting(moira):
        his = CaseMember.objects.filter(user_id=sam.user_id, part="worker", until_on=None).values("child")
        fit = EligibilityResult.objects.filter(run__is_current=True, uasc=alone, child__in=his)
        one = Child.objects.filter(pk__in=fit.values("child"), ever_asked=False).order_by("reference")[0]
        if custody:
            fit.filter(child=one).update(custody=True)
        if order:
            CareEpisode.objects.filter(child=one).update(ls="C2")
        if child:
            Child.objects.filter(pk=one.pk).update(**child)
            one.refresh_from_db()
        given = safety.SafetyGiven("Nobody that we know of.", "Nobody known today.", "None.")
        referral = refer.refer_child(sam, child=one, arose_at=AroseAt.VISIT, why=WHY, at=at, given=given)
        proposed = triage.propose(moira, referral, (), timezone.localdate(at))
        triage.decide_how_soon(moira, referral=referral, given=triage.Decided(proposed.level), at=at)
        referral.refresh_from_db()
        coordinator = User.objects.get(pk=cora.user_id)
        allocate.allocate_coordinator(moira, referral=referral, coordinator=coordinator, at=at, words=WHY)
        _say_yes(cora, referral, AgreementScope.TALK)
        referral.refresh_from_db()
        move.move_referral(cora, referral=referral, event="referral.baseline_settled", at=at)
        referral.refresh_from_db()
        move.move_referral(cora, referral=referral, event="stage.entered", at=at, to=Stage(stage), words=WHY)
        referral.refresh_from_db()
        for what, named in agreed:
            _say_yes(cora, referral, AgreementScope(what), named)
        there = {called: _add(cora, one, called, name, how, stands) for called, name, how, stands in persons}
        young = Connection.objects.filter(pk__in=[there[called] for called in minors])
        Person.objects.filter(pk__in=young.values("person")).update(is_under_18=True)
        Connection.objects.filter(pk__in=[there[called] for called in unknown_to_child]).update(child_knows=False)
    return {"child": str(one.pk), "name": str(one), "referral": str(referral.pk), "persons": there}


def is_safe(*, connection: str, kinds: Sequence[str] = ("letter",), of: str = WEALD) -> None:
    """Sam says that a person is safe in these ways, for most of a year."""
    at, sam = timezone.now(), actor("Sam Thornbury", of)
    with scope.acting(sam):
        until = timezone.localdate(at) + dt.timedelta(days=300)
        given = clearance.Given(tuple(ContactKind(one) for one in kinds), Cleared.YES, until)
        about = Connection.objects.get(pk=connection)
        home = household.Home(LivesWithKind.ALONE, "Says so on the telephone.", timezone.localdate(at))
        household.say_who_lives_with(sam, connection=about, home=home, at=at)
        clearance.clear(sam, connection=about, given=given, at=at)


def is_sure(*, connection: str, of: str = WEALD) -> None:
    """Two sources, neither of which rests on the other, say that this is the person."""
    at, cora = timezone.now(), actor("Cora Amberley", of)
    with scope.acting(cora):
        about, on = Connection.objects.get(pk=connection), timezone.localdate(at)
        for kind, who in ((FactSource.FILE, "Page 41"), (FactSource.RELATIVE, "Aunt Bev")):
            looking.add_evidence(cora, connection=about, kind=kind, who=who, words="Name and birthday.", on=on, at=at)


def a_letter_is_let_go(*, connection: str) -> None:
    """Cora writes the first letter as it stands, and the safeguarding lead lets it go; it leaves with the next jobs."""
    at, cora, lea = timezone.now(), actor("Cora Amberley"), actor("Lea Marchetti")
    with scope.acting(cora):
        about = Connection.objects.get(pk=connection)
        first = letters.first_words(cora, about, Layer.FIRST)
        written = approaching.Written(Layer.FIRST, "1 Made-up Road", first["body"], still_in_care=True)
        item = approaching.write_approach(cora, connection=about, written=written, at=at).item
    with scope.acting(lea):
        outbox.release_item(lea, item=item, at=at)


def a_day_comes(*, referral: str) -> None:
    """The day on which the child said we may ask again is today."""
    with scope.acting(actor("Cora Amberley")):
        later = Agreement.objects.filter(referral=referral, ask_again_on__isnull=False)
        assert later.update(ask_again_on=timezone.localdate()) == 1


def say_yes(*, referral: str, step: str, named: str = "", stage: str = "", of: str = WEALD) -> None:
    """The child says yes to one more step, once the work stands where it is next."""
    cora = actor("Cora Amberley", of)
    with scope.acting(cora):
        row = Referral.objects.get(pk=referral)
        if stage:
            move.move_referral(cora, referral=row, event="stage.entered", at=timezone.now(), to=Stage(stage), words=WHY)
            row.refresh_from_db()
        _say_yes(cora, row, AgreementScope(step), named)


def care_is_taken(*, child: str, kind: str, about: str = "", named: str = "", of: str = WEALD) -> None:
    """Sam writes down one thing that comes before anybody is reached; ``named``: through whom, who said yes today."""
    at, sam = timezone.now(), actor("Sam Thornbury", of)
    with scope.acting(sam):
        on, connection = timezone.localdate(at), Connection.objects.get(pk=about) if about else None
        given = careful.CareGiven(
            CareKind(kind),
            WHY,
            on,
            connection,
            named=named,
            safe_for_both=bool(named),
            own_yes_on=on if named else None,
        )
        careful.take_care(sam, child=Child.objects.get(pk=child), given=given, at=at)


def turns(*, child: str, years: int) -> None:
    """Today is this birthday of a child, who gave every answer the day before."""
    with scope.acting(actor("Moira Kestrel")):
        today = timezone.localdate()
        assert Child.objects.filter(pk=child).update(born_on=dates.years_before(today, years)) == 1
        assert Agreement.objects.filter(child=child).update(on=today - dt.timedelta(days=1))


def a_personal_adviser_takes_over(*, child: str) -> None:
    """Sam names Petra as worker from today on."""
    at, sam = timezone.now(), actor("Sam Thornbury")
    with scope.acting(sam):
        petra = User.objects.get(display_name="Petra Lindqvist", service_id=sam.service_id)
        given = facts.Fact(FactName.WORKER, petra.email, timezone.localdate(at), "case system", "Children's data team")
        facts.record_fact(sam, child=Child.objects.get(pk=child), fact=given, at=at)


def letters_look() -> None:
    """The service's neutral address and number."""
    moira = actor("Moira Kestrel")
    with scope.acting(moira):
        service = User.objects.get(pk=moira.user_id).service
        assert service
        places.keep_letter_head(moira, service=service, address="PO Box 40", phone="01632 960 777", at=timezone.now())


def _say_yes(cora: Actor, referral: Any, what: AgreementScope, named: str = "") -> None:
    said = agreement.Said(
        scope=what,
        answer=AgreementAnswer.YES,
        on=timezone.localdate(),
        named=named,
        how_shown=(HowShown.WORDS,),
        who_was_there="Nobody else",
        capacity="Said it back in their own words.",
    )
    agreement.record_agreement(cora, referral=referral, said=said, at=timezone.now())


def _add(cora: Actor, child: Child, called: str, name: str, how: str, stands: str) -> str:
    described = Described(called=called, how_related=how, named_by_child=True)
    standing = Stands(PersonStatus(stands), timezone.localdate(), FactSource.CHILD)
    given = PersonGiven(described, standing, (NameGiven(name),), child_knows=True)
    says = Says(FactSource.CHILD)
    return str(people.add_person(cora, child=child, given=given, says=says, at=timezone.now()).pk)


def run(steps: str) -> None:
    """Take steps one after another, and print what each of them gives."""
    print(json.dumps([globals()[name](**given) for name, given in json.loads(steps)]))
