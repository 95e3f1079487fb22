"""SAFEGUARDING 8 and 9 at the writing door, and on their pages."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils.formats import date_format

from kith.access import gate
from kith.children.models import CareRow
from kith.domain import careful
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementScope,
    CareKind,
    Cleared,
    ContactKind,
    PersonStatus,
    ReachKind,
    RestrictionKind,
    Role,
)
from kith.outbox import actions as outbox
from kith.people import actions as people
from kith.people.models import Connection, Name, Reach
from kith.safety import actions
from kith.safety.models import CareTaken
from kith.safety.queries import careful as queries
from tests.apps.people import said
from tests.apps.safety.around import connect, sent_day
from tests.apps.safety.conftest import Be
from tests.personas import NOW, TODAY, Cast
from tests.standing import has_agreed, lasts_for_good


def clear_letters(cast: Cast, person: Connection) -> None:
    """The worker says that it is safe to write."""
    given = actions.Given((ContactKind.LETTER,), Cleared.YES, TODAY + dt.timedelta(days=360))
    actions.clear(cast.actor(Role.SOCIAL_WORKER), connection=person, given=given, at=NOW - dt.timedelta(minutes=40))
    lasts_for_good()


@pytest.fixture
def zara(in_service: Cast) -> Connection:
    """A half-sister of 14, cleared for letters, of a child who said yes to writing to her."""
    row = connect(in_service.child, "Zara", "Zara Whitcombe")
    row.person.is_under_18 = True
    row.person.save()
    has_agreed(in_service, Stage.APPROACH, "Zara")
    clear_letters(in_service, row)
    return row


def write(cast: Cast, to: Connection, recipient: str = "Zara Whitcombe") -> Any:
    letter = outbox.Letter(
        outbox.Kind.LETTER, recipient, "Please ring.", AgreementScope.APPROACH, to.called, to.person_id,
        ContactKind.LETTER,
    )  # fmt: skip
    return outbox.queue_item(cast.actor(Role.COORDINATOR), child=cast.child, letter=letter, at=NOW)


def take(cast: Cast, kind: CareKind, about: Connection | None = None, **more: Any) -> CareTaken:
    given = actions.CareGiven(kind, "The worker says so.", TODAY, about, **more)
    row: CareTaken = actions.take_care(cast.actor(Role.SOCIAL_WORKER), child=cast.child, given=given, at=NOW)
    return row


def came_alone(cast: Cast) -> None:
    CareRow.objects.create(
        service=cast.service, child=cast.child, table="UASC", year=2026, batch_number=1, line=2, values={}
    )


# --- under 18


def test_who_is_under_18_is_reached_through_an_adult(in_service: Cast, zara: Connection, nan: Connection) -> None:
    with pytest.raises(gate.ActionBlocked, match="They are under 18"):
        write(in_service, zara)
    take(in_service, CareKind.THROUGH_ADULT, zara, through=nan, safe_for_both=True)
    with pytest.raises(gate.ActionBlocked, match="the letter goes to that adult"):
        write(in_service, zara)
    assert queries.why_not_reach(in_service.child.pk, zara.person_id, TODAY, is_letter=False) is None


def test_or_through_their_own_worker_with_their_own_yes(in_service: Cast, zara: Connection) -> None:
    with pytest.raises(gate.ActionBlocked, match="the day on which they themselves said yes"):
        take(in_service, CareKind.THROUGH_WORKER, zara, named="Sam Weald", safe_for_both=True)
    row = take(in_service, CareKind.THROUGH_WORKER, zara, named="Sam Weald", safe_for_both=True, own_yes_on=TODAY)
    assert write(in_service, zara).pk
    worker = in_service.actor(Role.SOCIAL_WORKER)
    actions.end_care(worker, taken=row, words="She changed her mind.", at=NOW, version=1)
    with pytest.raises(gate.ActionBlocked):
        write(in_service, zara)


@pytest.mark.parametrize(
    ("kind", "more", "why"),
    [
        (CareKind.THROUGH_ADULT, {}, "Choose the adult"),
        (CareKind.THROUGH_WORKER, {}, "Write the name"),
        (CareKind.ELSEWHERE, {}, "Write which authority"),
        (CareKind.OTHER_SIGNED, {}, "Write who signed there"),
        (CareKind.THROUGH_WORKER, {"named": "Sam", "own_yes_on": TODAY + dt.timedelta(days=1)}, "not come yet"),
    ],
)
def test_what_is_missing_is_said(
    in_service: Cast, zara: Connection, kind: CareKind, more: dict[str, Any], why: str
) -> None:
    with pytest.raises(gate.ActionBlocked, match=why):
        take(in_service, kind, zara, **more)


def test_an_adult_who_is_under_18_is_none(in_service: Cast, zara: Connection, uncle: Connection) -> None:
    uncle.person.is_under_18 = True
    uncle.person.save()
    with pytest.raises(gate.ActionBlocked, match="18 or older"):
        take(in_service, CareKind.THROUGH_ADULT, zara, through=uncle, safe_for_both=True)


def _stands(status: PersonStatus) -> Callable[[Cast, Connection, Connection], None]:
    def stand(cast: Cast, adult: Connection, young: Connection) -> None:
        adult.status = status.value
        adult.save()

    return stand


def _order(cast: Cast, adult: Connection, young: Connection) -> None:
    order = actions.Order(RestrictionKind.COURT_NO_CONTACT, "Order of May.", TODAY, adult)
    actions.restrict(cast.actor(Role.SOCIAL_WORKER), child=cast.child, order=order, at=NOW)


def _apart(cast: Cast, adult: Connection, young: Connection) -> None:
    worker, pair = cast.actor(Role.SOCIAL_WORKER), (young, adult)
    actions.set_apart(worker, child=cast.child, pair=pair, words="She says so.", on=TODAY, at=NOW)


def _nameless(cast: Cast, adult: Connection, young: Connection) -> None:
    Name.objects.filter(person_id=adult.person_id).update(taken_back_at=NOW)


def _one_person(cast: Cast, adult: Connection, young: Connection) -> None:
    people.merge_people(cast.actor(Role.MANAGER), connection=young, other=adult, words="One.", at=NOW)


def _minor(cast: Cast, adult: Connection, young: Connection) -> None:
    adult.person.is_under_18 = True
    adult.person.save()


NOBODY_THROUGH = [
    (_stands(PersonStatus.UNSAFE_FOR_NOW), "Choose another adult"),
    (_stands(PersonStatus.UNWILLING), "Choose another adult. Of this one it stands here: They said no"),
    (_stands(PersonStatus.DO_NOT_WRITE), "Choose another adult. Of this one it stands here: They said no"),
    (_stands(PersonStatus.DIED), "they have died"),
    (_order, "An order or a decision stands against this."),
    (_apart, "It stands here that these two must not meet."),
    (_nameless, "First write down their name."),
    (_one_person, "cannot be the same person"),
    (_minor, "must be 18 or older"),
]


@pytest.mark.parametrize(("so", "why"), NOBODY_THROUGH)
def test_nobody_is_reached_through_one_who_is_not_safe_for_it_and_the_form_says_why(
    in_service: Cast, be: Be, zara: Connection, uncle: Connection, so: Any, why: str
) -> None:
    so(in_service, uncle, zara)
    worker, page = be(Role.SOCIAL_WORKER), reverse("safety:take_care", args=[in_service.child.pk])
    with pytest.raises(gate.ActionBlocked, match=why):
        take(in_service, CareKind.THROUGH_ADULT, zara, through=uncle, safe_for_both=True)
    if so is _one_person:  # then only one of them is offered
        uncle = zara
    sent = {
        "kind": "through_adult", "about": str(zara.pk), "through": str(uncle.pk), "safe_for_both": "on",
        "words": "He looks after her.", **sent_day("on", TODAY),
    }  # fmt: skip
    refused = worker.post(page, sent)
    assert refused.status_code == 200
    said_above = refused.content.decode()
    assert why in said_above
    assert "He looks after her." in said_above
    assert not CareTaken.objects.exists()


def test_through_an_adult_it_is_ticked_that_it_is_safe_for_both(
    in_service: Cast, be: Be, zara: Connection, nan: Connection
) -> None:
    with pytest.raises(gate.ActionBlocked, match="Tick that it is safe for both"):
        take(in_service, CareKind.THROUGH_ADULT, zara, through=nan)
    page = reverse("safety:take_care", args=[in_service.child.pk])
    sent = {
        "kind": "through_adult",
        "about": str(zara.pk),
        "through": str(nan.pk),
        "words": "So.",
        **sent_day("on", TODAY),
    }
    assert "Tick that it is safe for both" in be(Role.SOCIAL_WORKER).post(page, sent).content.decode()
    assert not CareTaken.objects.exists()


def test_nothing_chosen_and_a_kind_that_is_none_say_the_same(in_service: Cast, be: Be) -> None:
    worker, page = be(Role.SOCIAL_WORKER), reverse("safety:take_care", args=[in_service.child.pk])
    said_so = "Choose what you write down"
    first = worker.get(page).content.decode()
    assert said_so not in first
    assert '<input type="hidden" name="continue" value="1">' in first
    for given in ({"continue": "1"}, {"kind": ""}, {"kind": "no_such_kind"}):
        asked = worker.get(page, given).content.decode()
        assert said_so in asked
        assert "no_such_kind" not in asked


def test_those_of_one_name_are_told_apart_where_one_is_chosen(in_service: Cast, be: Be, zara: Connection) -> None:
    for how in ("Mum’s brother", ""):
        one = connect(in_service.child, "Tom Hale")
        one.how_related = how
        one.save()
    for name, kind in (("safety:take_care", {"kind": "through_adult"}), ("safety:set_apart", {})):
        page = be(Role.SOCIAL_WORKER).get(reverse(name, args=[in_service.child.pk]), kind).content.decode()
        assert ">Tom Hale (Mum’s brother)<" in page
        assert f">Tom Hale (written down on {date_format(TODAY, 'j F Y')})<" in page
        assert ">Zara (Zara Whitcombe)<" in page


# --- in care of another authority


def test_who_is_in_care_elsewhere_is_reached_once_the_other_authority_has_signed(
    in_service: Cast, zara: Connection
) -> None:
    take(in_service, CareKind.THROUGH_WORKER, zara, named="Greta Lund", safe_for_both=True, own_yes_on=TODAY)
    take(in_service, CareKind.ELSEWHERE, zara, named="Northmarch")
    with pytest.raises(gate.ActionBlocked, match="Both sign before anybody is reached"):
        write(in_service, zara)
    row = take(in_service, CareKind.OTHER_SIGNED, zara, named="Greta Lund, Northmarch")
    assert write(in_service, zara).pk
    worker = in_service.actor(Role.SOCIAL_WORKER)
    actions.end_care(worker, taken=row, words="They took it back.", at=NOW, version=1)
    with pytest.raises(gate.ActionBlocked, match="Both sign"):
        write(in_service, zara)


def test_a_grown_person_in_care_elsewhere_waits_for_both_too(in_service: Cast, nan: Connection) -> None:
    has_agreed(in_service, Stage.APPROACH, "Nan Jean")
    clear_letters(in_service, nan)
    take(in_service, CareKind.ELSEWHERE, nan, named="Northmarch")
    with pytest.raises(gate.ActionBlocked, match="Both sign"):
        write(in_service, nan, "Jean Whitcombe")


# --- came alone


@pytest.fixture
def nan_may(in_service: Cast, nan: Connection) -> Connection:
    """Somebody who is cleared for letters, of a young person who came alone."""
    has_agreed(in_service, Stage.APPROACH, "Nan Jean")
    clear_letters(in_service, nan)
    came_alone(in_service)
    return nan


def test_a_trafficking_check_comes_first(in_service: Cast, nan_may: Connection) -> None:
    with pytest.raises(gate.ActionBlocked, match="check for trafficking"):
        write(in_service, nan_may)
    take(in_service, CareKind.TRAFFICKING_CHECK)
    assert write(in_service, nan_may).pk


def test_who_presents_themselves_as_family_is_held(in_service: Cast, nan_may: Connection) -> None:
    take(in_service, CareKind.TRAFFICKING_CHECK)
    take(in_service, CareKind.PRESENTED, nan_may)
    with pytest.raises(gate.ActionBlocked, match="They are held"):
        write(in_service, nan_may)
    take(in_service, CareKind.CONFIRMED, nan_may)
    assert write(in_service, nan_may).pk


def test_nothing_goes_abroad_or_to_an_immigration_body(in_service: Cast, nan_may: Connection) -> None:
    take(in_service, CareKind.TRAFFICKING_CHECK)
    with pytest.raises(gate.ActionBlocked, match="immigration body"):
        write(in_service, nan_may, "Home Office\nLunar House")
    export = outbox.Letter(outbox.Kind.LEGAL_NOTICE, "UKVI", "The plan.")
    item = outbox.queue_item(in_service.actor(Role.COORDINATOR), child=in_service.child, letter=export, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="immigration body"):
        outbox.release_item(in_service.actor(Role.MANAGER), item=item, at=NOW)
    take(in_service, CareKind.ABROAD, nan_may)
    with pytest.raises(gate.ActionBlocked, match="tracing route"):
        write(in_service, nan_may)


@pytest.mark.parametrize("kind", [outbox.Kind.LEGAL_NOTICE, outbox.Kind.SAFEGUARDING, outbox.Kind.CANCELLATION])
def test_nothing_goes_abroad_whatever_it_is_and_whatever_is_written_down(
    in_service: Cast, nan_may: Connection, kind: outbox.Kind
) -> None:
    take(in_service, CareKind.TRAFFICKING_CHECK)
    with pytest.raises(gate.ActionBlocked, match="tracing route"):
        write(in_service, nan_may, "Jean Whitcombe\nKassala\nSudan")
    cora = in_service.actor(Role.COORDINATOR)
    letter = outbox.Letter(kind, "Jean Whitcombe\nKassala\nSudan", "He is well.")
    item = outbox.queue_item(cora, child=in_service.child, letter=letter, at=NOW)
    with pytest.raises(gate.ActionBlocked, match="tracing route"):
        outbox.release_item(in_service.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)


def live_at(cast: Cast, who: Connection, value: str, *, sealed: bool = False) -> Reach:
    given = people.ReachGiven(ReachKind.ADDRESS, value, is_sealed=sealed)
    return people.add_reach(cast.actor(Role.SOCIAL_WORKER), connection=who, given=given, says=said.CHILD_SAYS, at=NOW)


def test_whose_address_is_abroad_lives_there(in_service: Cast, nan_may: Connection) -> None:
    take(in_service, CareKind.TRAFFICKING_CHECK)
    live_at(in_service, nan_may, "Kassala, Sudan", sealed=True)
    assert queries.why_not_reach(in_service.child.pk, nan_may.person_id, TODAY, is_letter=False) is None
    row = live_at(in_service, nan_may, "Kassala, Sudan")
    assert queries.why_not_reach(in_service.child.pk, nan_may.person_id, TODAY, is_letter=False) == careful.ABROAD
    row.ended_on = TODAY
    row.save()
    assert queries.why_not_reach(in_service.child.pk, nan_may.person_id, TODAY, is_letter=False) is None


def test_to_a_child_who_did_not_come_alone_letters_go_abroad(in_service: Cast, nan: Connection) -> None:
    has_agreed(in_service, Stage.APPROACH, "Nan Jean")
    clear_letters(in_service, nan)
    assert write(in_service, nan, "Jean Whitcombe\nMalaga\nSpain").pk


@pytest.mark.parametrize(("values", "alone"), [({"uasc": True}, True), ({"uasc": False}, False), ({}, False)])
def test_a_list_says_too_who_came_alone(in_service: Cast, values: dict[str, Any], alone: bool) -> None:
    CareRow.objects.create(
        service=in_service.service, child=in_service.child, table="List 8", year=2026, batch_number=1, line=2,
        values=values,
    )  # fmt: skip
    assert queries.is_unaccompanied(in_service.child.pk) is alone


def test_others_need_none_of_this(in_service: Cast, nan: Connection) -> None:
    assert not queries.is_unaccompanied(in_service.child.pk)
    assert queries.why_not_reach(in_service.child.pk, nan.person_id, TODAY, is_letter=True) is None
    assert careful.why_not_for_unaccompanied([], nan.person_id)


def test_an_interpreter_who_is_refused_is_named_before_a_session(in_service: Cast, be: Be) -> None:
    referral = has_agreed(in_service, Stage.APPROACH, "Nan Jean")
    page, words = reverse("referrals:together", args=[referral.pk]), "Do not come with Mr Haile:"
    cora = be(Role.COORDINATOR)
    assert words not in cora.get(page).content.decode()
    row = take(in_service, CareKind.INTERPRETER_REFUSED, named="Mr Haile")
    assert words in cora.get(page).content.decode()
    worker = in_service.actor(Role.SOCIAL_WORKER)
    actions.end_care(worker, taken=row, words="He is fine with him now.", at=NOW, version=1)
    assert words not in cora.get(page).content.decode()


# --- pages

NEEDED = {
    CareKind.THROUGH_WORKER: ["Choose whom it is about", "Enter the day on which they themselves said yes"],
    CareKind.TRAFFICKING_CHECK: [],
    CareKind.INTERPRETER_REFUSED: ["Write the name of the worker or interpreter"],
    CareKind.THROUGH_ADULT: ["Choose whom it is about", "Choose the adult who is responsible for them"],
    CareKind.OTHER_SIGNED: ["Choose whom it is about", "Write who signed there, and for which authority"],
}


@pytest.mark.parametrize("kind", CareKind)
def test_each_kind_asks_for_its_own_and_what_it_asks_for_is_enough(
    in_service: Cast, be: Be, zara: Connection, nan: Connection, kind: CareKind
) -> None:
    """One page with the fields of nine kinds left everybody to guess which are theirs."""
    worker, page = be(Role.SOCIAL_WORKER), reverse("safety:take_care", args=[in_service.child.pk])
    first = worker.get(page).content.decode()
    assert first.count('name="kind"') == len(CareKind)
    assert 'name="words"' not in first
    asked = worker.get(page, {"kind": kind.value}).content.decode()
    assert f'<input type="hidden" name="kind" value="{kind.value}">' in asked
    empty = worker.post(page, {"kind": kind.value, **sent_day("on", TODAY)}).content.decode()
    needed = {"Write who says so, and how they know", *NEEDED.get(kind, ["Choose whom it is about"])}
    assert all(one in empty for one in needed)
    offered = {
        "about": str(zara.pk), "through": str(nan.pk), "named": "Kent", "words": "She says so.", "safe_for_both": "on",
    }  # fmt: skip
    sent = {name: value for name, value in offered.items() if f'name="{name}"' in asked}
    if kind is CareKind.THROUGH_WORKER:
        sent |= sent_day("own_yes_on", TODAY)
    assert worker.post(page, {"kind": kind.value, **sent, **sent_day("on", TODAY)}).status_code == 302
    row = CareTaken.objects.get()
    assert (row.kind, row.connection, row.named or "") == (kind.value, zara, sent.get("named", ""))


def test_whom_it_is_about_is_chosen_already_where_it_may_be_the_young_person_alone(in_service: Cast, be: Be) -> None:
    page = reverse("safety:take_care", args=[in_service.child.pk])
    shown = be(Role.SOCIAL_WORKER).get(page, {"kind": "trafficking", "continue": "1"}).content.decode()
    assert "The young person alone" in shown
    assert "(optional)" not in shown


def test_take_care_and_end_care_on_their_pages(in_service: Cast, be: Be, zara: Connection, nan: Connection) -> None:
    worker, child = be(Role.SOCIAL_WORKER), in_service.child
    came_alone(in_service)
    page = reverse("safety:take_care", args=[child.pk])
    empty = worker.post(page, {"words": ""})
    assert "Choose what you write down" in empty.content.decode()
    asked = worker.get(page, {"kind": "through_adult"}).content.decode()
    assert 'name="through"' in asked
    assert 'name="named"' not in asked, "only what this kind of thing asks for"
    sent = {
        "kind": "through_adult", "about": str(zara.pk), "through": str(nan.pk), "safe_for_both": "on",
        "words": "Nan looks after her.", **sent_day("on", TODAY),
    }  # fmt: skip
    assert worker.post(page, sent).status_code == 302
    shown = worker.get(reverse("safety:care", args=[child.pk])).content.decode()
    assert "Through" in shown
    assert "Nan looks after her." in shown
    assert "came to this country alone" in shown
    row = CareTaken.objects.get()
    end = reverse("safety:end_care", args=[row.pk])
    assert "Nan looks after her." in worker.get(end).content.decode()
    assert worker.post(end, {"words": "She moved.", "version": 1}).status_code == 302
    assert "She moved." in worker.get(reverse("safety:care", args=[child.pk])).content.decode()
    assert be(Role.COORDINATOR).get(page).status_code == 403
    read = be(Role.COORDINATOR).get(reverse("safety:care", args=[child.pk])).content.decode()
    assert "or the safeguarding lead writes it down here." in read, "who waits for it reads who does"
