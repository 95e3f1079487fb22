"""How a child's people belong together: who may write it, who may read it, for which child it is told."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from kith.access import action, gate, scope
from kith.domain.terms import (
    Certainty,
    FactSource,
    ParentageKind,
    PersonStatus,
    Quality,
    Role,
    SupportKind,
    TieKind,
    UnionStatus,
)
from kith.network import actions, queries
from kith.network.models import HouseholdMember, Parentage, Support, Tie, TieQuality, Union
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety.queries import sides
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

YESTERDAY = TODAY - dt.timedelta(days=1)


def key(connection: Connection) -> str:
    return str(connection.person_id)


def cora(cast: Cast) -> Any:
    return cast.actor(Role.COORDINATOR)


def parent(cast: Cast, child: str, mum: str, says: people.Says = said.CHILD_SAYS, **more: Any) -> Parentage:
    given = actions.ParentageGiven(actions.Among(child, mum), more.pop("kind", ParentageKind.BIRTH), **more)
    row: Parentage = actions.add_parentage(cora(cast), child=cast.child, given=given, says=says, at=NOW)
    return row


def tie(cast: Cast, one: str, other: str, kind: TieKind = TieKind.KNOW_EACH_OTHER) -> Tie:
    given = actions.TieGiven(actions.Among(one, other), kind, "Best friends at school")
    row: Tie = actions.add_tie(cora(cast), child=cast.child, given=given, says=said.CHILD_SAYS, at=NOW)
    return row


def ties_of(cast: Cast, role: Role = Role.COORDINATOR) -> queries.Ties:
    actor = cast.actor(role)
    members = queries.list_members(actor, cast.child)
    return queries.list_ties(actor, cast.child, {one for member in members for one in member.person_ids})


def test_list_members_has_the_child_first_and_everybody_once(in_service: Cast) -> None:
    said.add(in_service, "Zoe"), said.add(in_service, "Adam")
    members = queries.list_members(cora(in_service), in_service.child)
    assert [(one.key, one.name) for one in members][0] == ("child", "Robin")
    assert [one.name for one in members] == ["Robin", "Adam", "Zoe"]


def test_nobody_is_written_down_as_born_to_their_own_descendant(in_service: Cast) -> None:
    mum, nan = (said.add(in_service, name) for name in ("Kelly", "Ann"))
    first = parent(in_service, "child", key(mum))
    parent(in_service, key(mum), key(nan))
    for one, other in ((mum, "child"), (nan, "child"), (nan, key(mum))):
        with pytest.raises(gate.ActionBlocked, match="their own grandparent"):
            parent(in_service, key(one), other)
    parent(in_service, key(mum), "child", kind=ParentageKind.STEP)
    actions.take_back_row(cora(in_service), child=in_service.child, row=first, at=NOW)
    parent(in_service, key(mum), "child")


def test_add_parentage_of_the_child_and_one_parent_alone_is_enough(in_service: Cast) -> None:
    mum = said.add(in_service, "Kelly", how_related="Mum")
    row = parent(in_service, "child", key(mum))
    assert row.child_person.child == in_service.child
    assert row.for_child == in_service.child
    carer = said.add(in_service, "Carol", how_related="Foster carer")
    second = parent(in_service, "child", key(carer), kind=ParentageKind.FOSTER, from_on=YESTERDAY)
    assert set(ties_of(in_service).parentage) == {row, second}


def test_two_of_the_same_or_of_another_child_cannot_be_tied(in_service: Cast) -> None:
    mum = said.add(in_service, "Kelly")
    stranger = said.add(in_service, "Bev", child=said.second_child(in_service))
    with pytest.raises(gate.ActionBlocked):
        parent(in_service, key(mum), key(mum))
    for other in (key(stranger), "nobody"):
        with pytest.raises(scope.NotVisible):
            parent(in_service, "child", other)
    assert not Parentage.objects.exists()


def test_add_union_keeps_a_history_and_not_one_value(in_service: Cast) -> None:
    mum, dad = said.add(in_service, "Kelly"), said.add(in_service, "Dean")
    for one, other, status, year in (
        (mum, dad, UnionStatus.TOGETHER, 2009),
        (dad, mum, UnionStatus.SEPARATED, 2012),
    ):
        given = actions.UnionGiven(actions.Among(key(one), key(other)), status, year=year)
        actions.add_union(cora(in_service), child=in_service.child, given=given, says=said.FILE_SAYS, at=NOW)
    row = Union.objects.get()
    actions.add_union_event(
        cora(in_service),
        child=in_service.child,
        union=row,
        status=UnionStatus.BACK_TOGETHER,
        on=dt.date(2010, 5, 1),
        at=NOW,
    )
    events = ties_of(in_service).events[row.pk]
    assert [(one.status, one.year) for one in events] == [
        ("together", 2009),
        ("back_together", 2010),
        ("separated", 2012),
    ]


def test_what_is_told_for_one_child_is_not_read_for_the_other(in_service: Cast) -> None:
    second = said.second_child(in_service)
    mum, dad = said.add(in_service, "Kelly"), said.add(in_service, "Dean")
    for connection in (mum, dad):
        given = people.Shared(second, people.Described(how_related="Parent"))
        people.share_person(cora(in_service), connection=connection, given=given, at=NOW)
    tie(in_service, key(mum), key(dad))
    parent(in_service, key(dad), key(mum), said.SHARED, kind=ParentageKind.STEP)
    ids = [mum.person_id, dad.person_id]
    for role in (Role.COORDINATOR, Role.MANAGER):
        found = queries.list_ties(in_service.actor(role), second, ids)
        assert found.ties == ()
        assert len(found.parentage) == 1


def test_a_tie_to_somebody_who_stands_beside_another_child_only_is_not_read(in_service: Cast) -> None:
    second = said.second_child(in_service)
    mum, dad = said.add(in_service, "Kelly"), said.add(in_service, "Dean")
    given = people.Shared(second, people.Described(how_related="Mum"))
    people.share_person(cora(in_service), connection=mum, given=given, at=NOW)
    parent(in_service, key(dad), key(mum), said.SHARED)
    members = queries.list_members(cora(in_service), second)
    found = queries.list_ties(cora(in_service), second, {one for member in members for one in member.person_ids})
    assert found.parentage == ()


def test_strangers_and_other_roles_read_no_ties(in_service: Cast) -> None:
    mum, dad = said.add(in_service, "Kelly"), said.add(in_service, "Dean")
    tie(in_service, key(mum), key(dad))
    assert len(ties_of(in_service, Role.SOCIAL_WORKER).ties) == 1
    for actor in (in_service.actor(Role.ANALYST), in_service.stranger(Role.MANAGER)):
        assert not scope.visible(actor, Tie.objects).exists()


def test_end_row_and_take_back_row(in_service: Cast) -> None:
    mum, dad = said.add(in_service, "Kelly"), said.add(in_service, "Dean")
    row = tie(in_service, key(mum), key(dad), TieKind.CHOSEN_FAMILY)
    actions.end_row(cora(in_service), child=in_service.child, row=row, until_on=TODAY, at=NOW)
    with pytest.raises(gate.ActionBlocked):
        actions.end_row(cora(in_service), child=in_service.child, row=row, until_on=TODAY, at=NOW)
    begun = parent(in_service, key(dad), key(mum), from_on=TODAY)
    with pytest.raises(gate.ActionBlocked):
        actions.end_row(cora(in_service), child=in_service.child, row=begun, until_on=YESTERDAY, at=NOW)
    actions.take_back_row(cora(in_service), child=in_service.child, row=begun, at=NOW)
    assert ties_of(in_service).parentage == ()
    with pytest.raises(scope.NotVisible):
        actions.take_back_row(cora(in_service), child=in_service.child, row=begun, at=NOW)


def test_two_rows_taken_for_one_person_keep_the_ties_of_both(in_service: Cast) -> None:
    mum, dad, bev = (said.add(in_service, name) for name in ("Kelly", "Dean", "Kelly Booth"))
    first, second = tie(in_service, key(mum), key(dad)), tie(in_service, key(bev), key(dad))
    people.merge_people(cora(in_service), connection=mum, other=bev, words="Same birth date.", at=NOW)
    assert set(ties_of(in_service).ties) == {first, second}
    assert [one.name for one in queries.list_members(cora(in_service), in_service.child)] == ["Robin", "Dean", "Kelly"]
    tie(in_service, key(mum), key(dad), TieKind.FRIEND)
    with pytest.raises(scope.NotVisible):
        tie(in_service, key(bev), key(dad))


# --- households


def household(cast: Cast, *stays: actions.StayGiven, called: str = "Nan’s") -> Any:
    given = actions.HouseholdGiven(stays, called)
    return actions.add_household(cora(cast), child=cast.child, given=given, says=said.CHILD_SAYS, at=NOW)


def test_add_household_add_member_and_leave_household(in_service: Cast) -> None:
    nan, bev = said.add(in_service, "Jean"), said.add(in_service, "Bev")
    row = household(in_service, actions.StayGiven(key(nan)), actions.StayGiven("child", YESTERDAY, TODAY))
    actions.add_member(
        cora(in_service), child=in_service.child, household=row, given=actions.StayGiven(key(bev), TODAY), at=NOW
    )
    with pytest.raises(gate.ActionBlocked):
        actions.add_member(
            cora(in_service), child=in_service.child, household=row, given=actions.StayGiven(key(bev)), at=NOW
        )
    found = ties_of(in_service)
    assert [one.called for one in found.households] == ["Nan’s"]
    assert len(found.stays[row.pk]) == 3
    member = HouseholdMember.objects.get(person=bev.person)
    with pytest.raises(gate.ActionBlocked):
        actions.leave_household(
            cora(in_service), member=member, child=in_service.child, until_on=YESTERDAY, version=1, at=NOW
        )
    actions.leave_household(cora(in_service), member=member, child=in_service.child, until_on=TODAY, version=1, at=NOW)
    member.refresh_from_db()
    assert member.until_on == TODAY
    with pytest.raises(action.StaleVersion):
        actions.leave_household(
            cora(in_service), member=member, child=in_service.child, until_on=TODAY, version=1, at=NOW
        )
    with pytest.raises(gate.ActionBlocked):
        household(in_service)


# --- who lives with whom, for the rules of safety


def test_who_is_near_knows_parents_partners_ties_and_those_who_lived_together(in_service: Cast) -> None:
    mum, dad, nan, bev, far = (said.add(in_service, name) for name in ("Kelly", "Dean", "Jean", "Bev", "Far"))
    parent(in_service, key(mum), key(nan))
    given = actions.UnionGiven(actions.Among(key(mum), key(dad)), UnionStatus.DIVORCED)
    actions.add_union(cora(in_service), child=in_service.child, given=given, says=said.FILE_SAYS, at=NOW)
    over = tie(in_service, key(dad), key(bev))
    household(
        in_service,
        actions.StayGiven(key(nan), dt.date(2020, 1, 1), dt.date(2021, 1, 1)),
        actions.StayGiven(key(bev), dt.date(2020, 6, 1)),
        actions.StayGiven(key(far), dt.date(2021, 1, 1), dt.date(2022, 1, 1)),
    )
    near = queries.who_is_near(in_service.child.pk, TODAY)
    assert near[mum.person_id] == {nan.person_id, dad.person_id}
    assert near[bev.person_id] == {dad.person_id, nan.person_id, far.person_id}
    # Nan left on the day that Far came: they never lived together.
    assert near[far.person_id] == {bev.person_id}
    actions.take_back_row(cora(in_service), child=in_service.child, row=over, at=NOW)
    assert dad.person_id not in queries.who_is_near(in_service.child.pk, TODAY)[bev.person_id]
    assert queries.who_is_near(in_service.child.pk, dt.date(2019, 1, 1)).get(far.person_id) is None
    assert queries.who_is_near(in_service.other_team_child.pk, TODAY) == {}


def test_a_restricted_person_in_the_same_household_must_be_answered_first(in_service: Cast) -> None:
    nan, dad = said.add(in_service, "Jean"), said.add(in_service, "Dean")
    household(in_service, actions.StayGiven(key(nan)), actions.StayGiven(key(dad)))
    assert sides.who_is_near(in_service.child.pk, TODAY)[nan.person_id] == {dad.person_id}


# --- what somebody gives, and how it feels


def test_add_support_and_end_support(in_service: Cast) -> None:
    nan = said.add(in_service, "Jean")
    row = actions.add_support(
        cora(in_service),
        connection=nan,
        kind=SupportKind.PLACE_TO_STAY,
        source=FactSource.CHILD,
        from_on=TODAY,
        at=NOW,
    )
    with pytest.raises(gate.ActionBlocked):
        actions.add_support(
            cora(in_service),
            connection=nan,
            kind=SupportKind.PLACE_TO_STAY,
            source=FactSource.CHILD,
            from_on=TODAY,
            at=NOW,
        )
    with pytest.raises(gate.ActionBlocked):
        actions.end_support(cora(in_service), support=row, until_on=YESTERDAY, at=NOW)
    actions.end_support(cora(in_service), support=row, until_on=TODAY, at=NOW)
    assert Support.objects.get().until_on == TODAY
    with pytest.raises(gate.ActionBlocked):
        actions.end_support(cora(in_service), support=row, until_on=TODAY, at=NOW)


def test_add_quality_is_read_by_its_writer_and_the_service_alone(in_service: Cast) -> None:
    dad = said.add(in_service, "Dean")
    given = actions.QualityGiven(Quality.DIFFICULT, FactSource.CHILD, TODAY, "He shouts.")
    actions.add_quality(cora(in_service), connection=dad, given=given, at=NOW)
    actions.add_quality(in_service.actor(Role.SOCIAL_WORKER), connection=dad, given=given, at=NOW)
    counts = {
        role: scope.visible(in_service.actor(role), TieQuality.objects).count()
        for role in (Role.COORDINATOR, Role.MANAGER, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER)
    }
    assert counts == {
        Role.COORDINATOR: 2,
        Role.MANAGER: 2,
        Role.SOCIAL_WORKER: 1,
        Role.REVIEWING_OFFICER: 0,
    }


# The same thing twice


def partners(cast: Cast, one: str, other: str, status: UnionStatus = UnionStatus.TOGETHER, **when: Any) -> Union:
    given = actions.UnionGiven(actions.Among(one, other), status, **when)
    row: Union = actions.add_union(cora(cast), child=cast.child, given=given, says=said.CHILD_SAYS, at=NOW)
    return row


@pytest.mark.parametrize("turned", [False, True], ids=["as before", "from the other side"])
def test_what_is_written_down_already_is_not_written_again(in_service: Cast, turned: bool) -> None:
    kelly, dean = (key(said.add(in_service, name)) for name in ("Kelly", "Dean"))
    one, other = (dean, kelly) if turned else (kelly, dean)
    tie(in_service, kelly, dean, TieKind.FRIEND)
    row = partners(in_service, kelly, dean, year=2009)
    for again in (
        lambda: tie(in_service, one, other, TieKind.FRIEND),
        lambda: partners(in_service, one, other, year=2009),
        lambda: partners(in_service, one, other),
    ):
        with pytest.raises(actions.TieNotAllowed, match="written down already"):
            again()
    mine = {"child": in_service.child, "union": row, "status": UnionStatus.TOGETHER, "at": NOW}
    with pytest.raises(actions.TieNotAllowed, match="written down already"):
        actions.add_union_event(cora(in_service), **mine)
    assert (Tie.objects.count(), Union.objects.count(), row.events.count()) == (1, 1, 1)


def test_what_says_more_stands_beside_what_is_there(in_service: Cast) -> None:
    kelly, dean = (key(said.add(in_service, name)) for name in ("Kelly", "Dean"))
    tie(in_service, kelly, dean, TieKind.CARED_FOR)
    tie(in_service, dean, kelly, TieKind.CARED_FOR)
    tie(in_service, kelly, dean, TieKind.FRIEND)
    first = parent(in_service, kelly, dean, kind=ParentageKind.FOSTER, from_on=dt.date(2019, 1, 1))
    with pytest.raises(actions.TieNotAllowed):
        parent(in_service, kelly, dean, kind=ParentageKind.FOSTER)
    unsure = people.Says(FactSource.RELATIVE, certainty=Certainty.CONTRADICTED)
    parent(in_service, kelly, dean, says=unsure, kind=ParentageKind.FOSTER)
    parent(in_service, kelly, dean, says=said.SHARED, kind=ParentageKind.FOSTER)
    parent(in_service, kelly, dean, kind=ParentageKind.FOSTER, from_on=dt.date(2022, 1, 1))
    parent(in_service, kelly, dean, kind=ParentageKind.ADOPTIVE)
    partners(in_service, kelly, dean, year=2009)
    partners(in_service, kelly, dean, UnionStatus.SEPARATED)
    for row in Parentage.objects.filter(kind=ParentageKind.FOSTER.value):
        actions.take_back_row(cora(in_service), child=in_service.child, row=row, at=NOW)
    assert parent(in_service, kelly, dean, kind=ParentageKind.FOSTER).pk != first.pk


def test_the_page_says_that_it_is_there_already(in_service: Cast, sign_in) -> None:
    kelly, dean = (key(said.add(in_service, name)) for name in ("Kelly", "Dean"))
    partners(in_service, kelly, dean)
    address = reverse("network:union_add", args=[in_service.child.pk])
    sent = {"one": dean, "other": kelly, "status": "together", "source": "child", "certainty": "certain"}
    page = sign_in(in_service.users[Role.COORDINATOR]).post(address, sent)
    assert page.status_code == 200
    assert "This is written down already." in page.content.decode()


def test_join_household_adds_whoever_is_new_to_it(in_service: Cast) -> None:
    kelly, dean = (key(said.add(in_service, name)) for name in ("Kelly", "Dean"))
    first = actions.HouseholdGiven((actions.StayGiven(queries.CHILD), actions.StayGiven(kelly)))
    row = actions.add_household(cora(in_service), child=in_service.child, given=first, says=said.CHILD_SAYS, at=NOW)
    more = actions.HouseholdGiven((actions.StayGiven(kelly), actions.StayGiven(dean)))
    made = actions.join_household(cora(in_service), child=in_service.child, household=row, given=more, at=NOW)
    assert [str(one.person_id) for one in made] == [dean]
    assert HouseholdMember.objects.filter(household=row).count() == 3


def test_a_day_that_somebody_named_is_said_though_it_is_the_day_they_were_added(in_service: Cast) -> None:
    nan = said.add(in_service, "Jean", status=PersonStatus.LOST_TOUCH)

    def since() -> list[dt.date | None]:
        return [one.said_since for one in queries.list_standing(cora(in_service), in_service.child, TODAY)]

    assert since() == [None]
    stands = people.Stands(PersonStatus.IN_TOUCH, TODAY, FactSource.CHILD)
    people.change_status(cora(in_service), connection=nan, stands=stands, at=NOW + dt.timedelta(hours=1))
    assert since() == [TODAY]
