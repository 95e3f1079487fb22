"""An insider who is related to somebody around a child (security.md 1.3, B7): every seeded conflict is flagged."""

from collections.abc import Callable

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.children.queries import children
from kith.domain.pathway import Stage
from kith.domain.related import Strength
from kith.domain.terms import ReachKind, Role
from kith.people import actions as people
from kith.people.models import Connection
from kith.referrals import actions as referrals
from kith.safety import actions
from kith.safety.models import RelatedSign, StaffMarks
from kith.safety.queries.related import find_related
from tests.apps.people import said
from tests.apps.referrals import made
from tests.apps.safety.around import connect
from tests.personas import NOW, Cast

Seed = Callable[[Cast, User, Connection], None]
POSTCODE, PHONE = "WD9 4QZ", "01632 960 456"


def named(cast: Cast, user: User, name: str) -> None:
    user.display_name = name
    user.save()


def reach(cast: Cast, who: Connection, kind: ReachKind, value: str, *, sealed: bool = False) -> None:
    people.add_reach(
        cast.actor(Role.SOCIAL_WORKER),
        connection=who,
        given=people.ReachGiven(kind, value, is_sealed=sealed),
        says=said.CHILD_SAYS,
        at=NOW,
    )


def give(user: User, postcode: str = "", phone: str = "") -> None:
    actions.give_own_marks(Actor.of_user(user), user=user, postcode=postcode, phone=phone, at=NOW)


def surname(cast: Cast, user: User, who: Connection) -> None:
    named(cast, user, "Priya Whitcombe")


def former_name(cast: Cast, user: User, who: Connection) -> None:
    named(cast, user, "Priya Hartley")
    connect(cast.child, "Auntie", "Bev Marsh", "Bev Hartley")


def postcode(cast: Cast, user: User, who: Connection) -> None:
    give(user, postcode="wd94qz")
    reach(cast, who, ReachKind.ADDRESS, f"4 Mill Lane, Weald, {POSTCODE}")


def phone(cast: Cast, user: User, who: Connection) -> None:
    give(user, phone="+44 1632 960456")
    reach(cast, who, ReachKind.PHONE, PHONE)


def sealed_phone(cast: Cast, user: User, who: Connection) -> None:
    give(user, phone=PHONE)
    reach(cast, who, ReachKind.PHONE, PHONE, sealed=True)


def a_home_before_the_last(cast: Cast, user: User, who: Connection) -> None:
    phone(cast, user, who)
    give(user, postcode="ZE1 0AA")


def ended_way(cast: Cast, user: User, who: Connection) -> None:
    phone(cast, user, who)
    who.person.reachs.update(ended_on=NOW.date())


def no_longer_around(cast: Cast, user: User, who: Connection) -> None:
    surname(cast, user, who)
    who.removed_on = NOW.date()
    who.save()


def the_other_row_of_one_person(cast: Cast, user: User, who: Connection) -> None:
    named(cast, user, "Priya Hartley")
    other = connect(cast.other_team_child, "Bev", "Bev Hartley").person
    other.same_as = who.person
    other.save()


SEEDS = [
    surname,
    former_name,
    postcode,
    phone,
    sealed_phone,
    a_home_before_the_last,
    ended_way,
    no_longer_around,
    the_other_row_of_one_person,
]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_seeded_conflict_is_flagged(in_service: Cast, nan: Connection, seed: Seed) -> None:
    user = in_service.users[Role.COORDINATOR]
    seed(in_service, user, nan)
    children.open_child(Actor.of_user(user), in_service.child.pk, NOW)
    rows = RelatedSign.objects.filter(user=user, child=in_service.child)
    assert rows.count() == 1
    home = seed in {postcode, phone, sealed_phone, a_home_before_the_last, ended_way}
    assert rows.get().strength == (Strength.HOME if home else Strength.SURNAME)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_is_looked_at_when_somebody_is_named_for_a_child(in_service: Cast, nan: Connection, seed: Seed) -> None:
    user = in_service.users[Role.COORDINATOR]
    seed(in_service, user, nan)
    referral = made.referral(in_service, Stage.ALLOCATION)
    assert not RelatedSign.objects.exists()
    referrals.allocate_coordinator(in_service.actor(Role.MANAGER), referral=referral, coordinator=user, at=NOW)
    assert RelatedSign.objects.filter(user=user, child=in_service.child).count() == 1


def test_at_each_opening_in_the_same_hour_too_and_kept_once(in_service: Cast, nan: Connection) -> None:
    user = in_service.users[Role.COORDINATOR]
    actor = Actor.of_user(user)
    children.open_child(actor, in_service.child.pk, NOW)
    assert not RelatedSign.objects.exists()
    connect(in_service.child, "Cousin", "Sam Weald")
    for _ in range(3):
        children.open_child(actor, in_service.child.pk, NOW)
    assert RelatedSign.objects.count() == 1


def test_others_are_not_flagged(in_service: Cast, nan: Connection) -> None:
    surname(in_service, in_service.users[Role.COORDINATOR], nan)
    connect(in_service.other_team_child, "Cousin", "Sam Weald")
    children.open_child(in_service.actor(Role.SOCIAL_WORKER), in_service.child.pk, NOW)
    children.open_child(in_service.actor(Role.MANAGER), in_service.child.pk, NOW)
    assert not RelatedSign.objects.exists()


def test_it_costs_one_question(in_service: Cast, nan: Connection) -> None:
    user = in_service.users[Role.COORDINATOR]
    give(user, POSTCODE, PHONE)
    for number in range(20):
        reach(in_service, connect(in_service.child, f"One {number}", "Sam Weald"), ReachKind.PHONE, PHONE)
    with CaptureQueriesContext(database) as asked:
        found = find_related(in_service.child.pk, user.pk, user.display_name)
    assert (len(asked), len(found.new), found.closes) == (1, 40, True)


def test_the_manager_may_know_of_it_and_nobody_else_nor_of_themselves(in_service: Cast, nan: Connection) -> None:
    for role in (Role.COORDINATOR, Role.MANAGER):
        named(in_service, in_service.users[role], "Priya Whitcombe")
        children.open_child(in_service.actor(role), in_service.child.pk, NOW)
    seen = {
        role: [row.user.role for row in scope.visible(in_service.actor(role), RelatedSign.objects)]
        for role in in_service.users
        if in_service.users[role].service_id
    }
    assert {role: rows for role, rows in seen.items() if rows} == {Role.MANAGER: [Role.COORDINATOR]}


def test_the_record_says_neither_which_child_nor_who(in_service: Cast, nan: Connection) -> None:
    surname(in_service, in_service.users[Role.COORDINATOR], nan)
    children.open_child(in_service.actor(Role.COORDINATOR), in_service.child.pk, NOW)
    event = AuditEvent.objects.get(kind="related.looked")
    held = str({field.attname: getattr(event, field.attname) for field in event._meta.concrete_fields})
    for secret in (in_service.child.pk, nan.person_id, in_service.users[Role.COORDINATOR].pk):
        assert str(secret) not in held


def test_what_is_given_of_a_home_cannot_be_read_back(in_service: Cast) -> None:
    user = in_service.users[Role.COORDINATOR]
    give(user, POSTCODE, PHONE)
    kept = str(StaffMarks.objects.get().marks).lower()
    assert len(StaffMarks.objects.get().marks) == 2
    assert not [part for part in ("wd9", "4qz", "960456", "1632") if f"'{part}" in kept or f":{part}" in kept]


@pytest.mark.parametrize("given", [("", ""), ("WD", ""), ("", "12")])
def test_too_little_of_a_home_is_refused(in_service: Cast, given: tuple[str, str]) -> None:
    with pytest.raises(gate.ActionBlocked, match="whole postcode"):
        give(in_service.users[Role.COORDINATOR], *given)
    assert not StaffMarks.objects.exists()


def test_only_ones_own_home_is_given(in_service: Cast) -> None:
    with pytest.raises(gate.ActionBlocked, match="only your own"):
        actions.give_own_marks(
            in_service.actor(Role.MANAGER),
            user=in_service.users[Role.COORDINATOR],
            postcode=POSTCODE,
            phone="",
            at=NOW,
        )
