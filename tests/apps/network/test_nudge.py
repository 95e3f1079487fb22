"""Somebody moved aside in the family tree by hand: kept, seen by everybody who sees it, in no copy."""

import datetime as dt
import itertools
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import gate, scope
from kith.access.models import User
from kith.domain.terms import Drawing, Gender, ParentageKind, PersonStatus, Role, TieKind
from kith.network import actions, queries
from kith.network.models import Nudge
from kith.network.presenters import Asked, drawing_page
from kith.network.presenters.drawings import ADDRESSES
from kith.network.queries import CHILD, Copy
from kith.network.queries.nudges import STEPS_A_COLUMN, get_aside
from kith.people.models import Connection
from tests.apps.people import said
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]


@pytest.fixture
def mum(in_service: Cast) -> Connection:
    """Mum, and a sister of hers who stands beside her."""
    found = [said.add(in_service, name, called=name, status=PersonStatus.IN_TOUCH) for name in ("Mum", "Auntie", "Nan")]
    for one in found:
        one.person.gender = Gender.WOMAN.value
        one.person.save()
    keys = [str(one.person_id) for one in found]
    for child, of in ((CHILD, keys[0]), (keys[0], keys[2]), (keys[1], keys[2])):
        given = actions.ParentageGiven(actions.Among(child, of), ParentageKind.BIRTH)
        actions.add_parentage(
            in_service.actor(Role.COORDINATOR), child=in_service.child, given=given, says=said.FILE_SAYS, at=NOW
        )
    return found[0]


SECONDS = itertools.count()


def move(cast: Cast, who: Connection, way: actions.Way, times: int = 1, role: Role = Role.COORDINATOR) -> None:
    for _ in range(times):
        at = NOW + dt.timedelta(seconds=next(SECONDS))
        actions.nudge_person(cast.actor(role), connection=who, way=way, at=at)


def picture(cast: Cast, copy: Copy = Copy.MINE, role: Role = Role.COORDINATOR) -> str:
    around = queries.get_around(cast.actor(role), cast.child, TODAY)
    return str(drawing_page(Drawing.GENOGRAM, around, Asked(copy)).picture.svg)


def test_whoever_is_moved_stays_so_for_everybody_until_moved_back(in_service: Cast, mum: Connection) -> None:
    before, theirs = picture(in_service), picture(in_service, role=Role.SOCIAL_WORKER)
    move(in_service, mum, actions.Way.RIGHT, STEPS_A_COLUMN)
    assert get_aside(in_service.actor(Role.COORDINATOR), mum) == STEPS_A_COLUMN
    assert picture(in_service) != before
    assert picture(in_service, role=Role.SOCIAL_WORKER) != theirs
    move(in_service, mum, actions.Way.LEFT)
    assert get_aside(in_service.actor(Role.COORDINATOR), mum) == STEPS_A_COLUMN - 1
    move(in_service, mum, actions.Way.BACK)
    assert picture(in_service) == before


@pytest.mark.long
@pytest.mark.parametrize("copy", [copy for copy in Copy if copy is not Copy.MINE])
def test_no_copy_is_spaced_by_it(in_service: Cast, mum: Connection, copy: Copy) -> None:
    before = picture(in_service, copy)
    move(in_service, mum, actions.Way.RIGHT, STEPS_A_COLUMN)
    assert picture(in_service, copy) == before


def test_no_further_than_ten_columns(in_service: Cast, mum: Connection) -> None:
    move(in_service, mum, actions.Way.LEFT, 10 * STEPS_A_COLUMN)
    with pytest.raises(gate.ActionBlocked, match="far enough"):
        move(in_service, mum, actions.Way.LEFT)


def test_it_is_for_those_who_write_people_down_in_their_own_service(in_service: Cast, mum: Connection) -> None:
    with pytest.raises(gate.NotPermitted):
        move(in_service, mum, actions.Way.LEFT, role=Role.SAFEGUARDING_LEAD)
    with pytest.raises(scope.NotVisible):
        actions.nudge_person(in_service.stranger(Role.COORDINATOR), connection=mum, way=actions.Way.LEFT, at=NOW)


@pytest.mark.long
def test_the_form_on_the_page_does_it_and_keeps_the_way_it_is_looked_at(
    in_service: Cast, mum: Connection, sign_in: SignIn
) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    tree = reverse("network:genogram", args=[in_service.child.pk])
    assert "Move somebody aside" in client.get(tree).content.decode()
    assert "Move somebody aside" not in client.get(tree, {"copy": "family"}).content.decode()
    address = reverse("network:nudge", args=[in_service.child.pk])
    answer = client.post(f"{address}?hide=dad", {"person": str(mum.pk), "way": "right"})
    assert answer["Location"] == f"{tree}?hide=dad"
    assert Nudge.objects.get().aside == 1
    for wrong in ({"person": "x", "way": "right"}, {"person": str(mum.pk)}, {}):
        assert "Nobody was moved" in client.post(address, wrong, follow=True).content.decode()
    assert Nudge.objects.count() == 1


@pytest.mark.long
@pytest.mark.parametrize("kind", [kind for kind in Drawing if kind is not Drawing.GENOGRAM])
def test_nobody_is_moved_by_hand_where_the_place_is_what_is_said(
    in_service: Cast, mum: Connection, sign_in: SignIn, kind: Drawing
) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    page = client.get(reverse(ADDRESSES[kind], args=[in_service.child.pk])).content.decode()
    assert "data-kith-drawing" in page
    assert "data-kith-nudge" not in page


def test_only_those_who_are_drawn_can_be_chosen(in_service: Cast, mum: Connection, sign_in: SignIn) -> None:
    teacher = said.add(in_service, "Mr Shah", status=PersonStatus.IN_TOUCH)
    given = actions.TieGiven(actions.Among(CHILD, str(teacher.person_id)), TieKind.FRIEND, "")
    actions.add_tie(
        in_service.actor(Role.COORDINATOR), child=in_service.child, given=given, says=said.FILE_SAYS, at=NOW
    )
    page = sign_in(in_service.users[Role.COORDINATOR]).get(reverse("network:genogram", args=[in_service.child.pk]))
    choices = page.context["nudge"].fields["person"].choices
    assert str(mum.pk) in dict(choices)
    assert str(teacher.pk) not in dict(choices)
