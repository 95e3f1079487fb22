"""Orders and decisions, who must not meet, and the adoption route: written down, read, ended; and what they block."""

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from kith.access import gate
from kith.domain.terms import Box, CareKind, Cleared, ContactKind, PersonStatus, RestrictionKind, Role
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety import actions
from kith.safety.models import AdoptionRoute, Apart, ClearanceAsked, Restriction
from kith.safety.queries import flags_want_a_manager, why_not
from tests.apps.safety.around import boxes_in_words, connect, sent_day
from tests.apps.safety.conftest import Be
from tests.pages import text
from tests.personas import Cast


def order(about: str, **given: Any) -> dict[str, Any]:
    """What the browser sends for an order."""
    today = sent_day("on", timezone.localdate())
    return {"kind": "court_no_contact", "about": about, "words": "Order of 3 May.", **today, **given}


def standing(cast: Cast) -> str:
    return reverse("safety:standing", args=[cast.child.pk])


def test_restrict_blocks_at_once_and_lift_restriction_ends_it(in_service: Cast, be: Be, nan: Connection) -> None:
    sam, add = be(Role.SOCIAL_WORKER), reverse("safety:restrict", args=[in_service.child.pk])
    for wrong in ("Choose what it is", "Choose whom it is about", "Write what it says"):
        assert wrong in sam.post(add, {"x": "y"}).content.decode()
    shown = sam.post(add, order(str(nan.pk), court_reference="AB 12"), follow=True).content.decode()
    for words in ("Nan Jean (Jean Whitcombe)", "Stands", "Court and number: AB 12", "every kind of being in touch"):
        assert words in shown
    assert boxes_in_words(in_service, nan) == ["An order stands"] * 4
    assert "Lift it" not in shown
    row = Restriction.objects.get()
    lift = reverse("safety:lift_restriction", args=[row.pk])
    assert sam.get(lift).status_code == 403
    moira = be(Role.MANAGER)
    assert lift in text(moira, standing(in_service))
    moira.post(lift, {"words": "The court ended it.", "version": "1"})
    assert "Lifted by" in text(sam, standing(in_service))
    assert boxes_in_words(in_service, nan) == ["Not asked yet"] * 4


def test_an_order_about_some_kinds_leaves_the_others_to_be_answered(in_service: Cast, be: Be, nan: Connection) -> None:
    sent = order(str(nan.pk), kinds=["phone", "overnight"])
    be(Role.SOCIAL_WORKER).post(reverse("safety:restrict", args=[in_service.child.pk]), sent)
    until = timezone.localdate() + dt.timedelta(days=9)
    given = actions.Given((ContactKind.LETTER,), Cleared.YES, until)
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=nan, given=given, at=timezone.now())
    page = text(be(Role.COORDINATOR), reverse("safety:person", args=[nan.pk]))
    assert "Letter:</strong> yes, until" in page
    assert "Phone or video call:</strong> an order stands" in page
    # On their own is blocked in part only, so it may still be asked about.
    assert 'value="on_their_own"' in text(be(Role.COORDINATOR), reverse("safety:ask_clearance", args=[nan.pk]))


def test_an_order_about_everybody_and_one_that_ended(in_service: Cast, be: Be, nan: Connection) -> None:
    sam, add = be(Role.SOCIAL_WORKER), reverse("safety:restrict", args=[in_service.child.pk])
    before = timezone.localdate() - dt.timedelta(days=20)
    sam.post(add, order("everybody", kind="refused_seven_days", **sent_day("on", before)))
    page = text(sam, standing(in_service))
    assert "Everybody" in page
    assert "Ended" in page
    assert boxes_in_words(in_service, nan)[0] == "Not asked yet"
    assert Restriction.objects.get().until_on == before + dt.timedelta(days=7)
    too_long = order("everybody", kind="refused_seven_days", **sent_day("until_on", before + dt.timedelta(days=90)))
    assert "This kind lasts seven days at most" in sam.post(add, too_long).content.decode()
    backwards = order("everybody", **sent_day("until_on", before))
    assert "must come after the day from which it stands" in sam.post(add, backwards).content.decode()


def test_the_record_says_calmly_that_an_order_stands_to_the_case_team(
    in_service: Cast, be: Be, nan: Connection
) -> None:
    record = reverse("record", args=[in_service.child.pk])
    assert "An order or a decision stands" not in text(be(Role.COORDINATOR), record)
    be(Role.SOCIAL_WORKER).post(reverse("safety:restrict", args=[in_service.child.pk]), order(str(nan.pk)))
    for role in (Role.COORDINATOR, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.MANAGER):
        assert "An order or a decision stands" in text(be(role), record), role
    Restriction.objects.update(on=timezone.localdate() - dt.timedelta(days=9), until_on=timezone.localdate())
    assert "An order or a decision stands" not in text(be(Role.COORDINATOR), record)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ANALYST, Role.PANEL])
def test_an_order_is_written_down_by_those_who_may(in_service: Cast, be: Be, role: Role) -> None:
    assert be(role).get(reverse("safety:restrict", args=[in_service.child.pk])).status_code == 403


@pytest.mark.parametrize("status", [PersonStatus.LOST_TOUCH, PersonStatus.IN_TOUCH, PersonStatus.FOUND])
def test_the_sheet_sends_nobody_on_towards_somebody_whom_an_order_blocks(
    in_service: Cast, be: Be, nan: Connection, status: PersonStatus
) -> None:
    Connection.objects.filter(pk=nan.pk).update(status=status.value, child_knows=True)
    sheet, blocked = reverse("people_sheet", args=[in_service.child.pk]), "Nothing for now: an order or a decision"
    assert blocked not in text(be(Role.COORDINATOR), sheet)
    add = reverse("safety:restrict", args=[in_service.child.pk])
    be(Role.SOCIAL_WORKER).post(add, order(str(nan.pk), kinds=["phone"]))
    assert blocked not in text(be(Role.COORDINATOR), sheet), "another way is open still"
    be(Role.SOCIAL_WORKER).post(add, order(str(nan.pk)))
    page = text(be(Role.COORDINATOR), sheet)
    assert blocked in page
    for leads in ("Ask the child whether", "Ask the child, and whether it is safe"):
        assert leads not in page


def test_set_apart_and_end_apart(in_service: Cast, be: Be, nan: Connection, uncle: Connection) -> None:
    cora, add = be(Role.COORDINATOR), reverse("safety:set_apart", args=[in_service.child.pk])
    sent = {"one": str(nan.pk), "other": str(nan.pk), "words": "They fell out.", **sent_day("on", timezone.localdate())}
    assert "Choose two different people" in cora.post(add, sent).content.decode()
    shown = cora.post(add, {**sent, "other": str(uncle.pk)}, follow=True).content.decode()
    assert "Nan Jean (Jean Whitcombe) and Uncle Gaz (Gary Whitcombe)" in shown
    end = reverse("safety:end_apart", args=[Apart.objects.get().pk])
    assert "Write why they may meet now" in cora.post(end, {"version": "1"}).content.decode()
    assert "Both agreed." in cora.post(end, {"version": "1", "words": "Both agreed."}, follow=True).content.decode()
    assert end not in text(cora, standing(in_service))


def test_nobody_asks_whether_somebody_who_has_died_is_safe(in_service: Cast, be: Be, nan: Connection) -> None:
    page, sheet = reverse("safety:person", args=[nan.pk]), reverse("people_sheet", args=[nan.child_id])
    asks = ("Safe to ...?", "Who lives with", "Ask: is it safe?")
    before = be(Role.COORDINATOR).get(page).content.decode()
    assert [one in before for one in asks] == [True] * 3
    assert "All four:" in be(Role.COORDINATOR).get(sheet).content.decode()
    Connection.objects.filter(pk=nan.pk).update(status=PersonStatus.DIED.value)
    after = be(Role.COORDINATOR).get(page).content.decode()
    assert [one in after for one in asks] == [False] * 3
    assert "has died: nobody is asked whether it is safe, and nothing is sent." in after
    assert "All four:" not in be(Role.COORDINATOR).get(sheet).content.decode()
    for status in PersonStatus.said_no():
        Connection.objects.filter(pk=nan.pk).update(status=status.value)
        assert "All four:" not in be(Role.COORDINATOR).get(sheet).content.decode(), "they said no themselves"
        no = be(Role.COORDINATOR).get(page).content.decode()
        assert [one in no for one in asks] == [False] * 3
        assert "said no: nobody is asked whether it is safe" in no


def test_a_person_on_the_adoption_route_has_no_dead_buttons(in_service: Cast, be: Be, nan: Connection) -> None:
    cora, page = be(Role.COORDINATOR), reverse("safety:person", args=[nan.pk])
    asking = actions.Asking((Box.WRITE_OR_CALL,))
    actions.ask_clearance(in_service.actor(Role.COORDINATOR), connection=nan, asking=asking, at=timezone.now())
    opened = cora.post(
        reverse("safety:open_route", args=[nan.pk]), {"why": "She was adopted, page 3.", "agency": ""}, follow=True
    ).content.decode()
    assert "goes by the adoption route" in opened
    for role in (Role.COORDINATOR, Role.SOCIAL_WORKER):
        shown = text(be(role), page)
        assert "Ask: is it safe?" not in shown
        assert "Give or change an answer" not in shown
    assert boxes_in_words(in_service, nan) == ["Goes by the adoption route"] * 4
    nan.refresh_from_db()
    assert nan.status == PersonStatus.ADOPTION_ROUTE.value
    # Nobody waits for an answer about them.
    assert ClearanceAsked.objects.filter(answered_at__isnull=True).exists()
    assert "Nobody waits for your answer" in text(
        be(Role.SOCIAL_WORKER), reverse("safety:answer", args=[in_service.child.pk])
    )
    assert "need your answer" not in text(be(Role.SOCIAL_WORKER), "/")
    close = reverse("safety:close_route", args=[AdoptionRoute.objects.get().pk])
    assert "Write what the agency answered" in cora.post(close, {"version": "1"}).content.decode()
    answer = cora.post(close, {"version": "1", "came_of_it": "She would like a letter."})
    assert answer["Location"] == reverse("people:status", args=[nan.pk])
    assert "She would like a letter." in text(cora, standing(in_service))
    assert cora.post(close, {"version": "2", "came_of_it": "Again."}).status_code == 409


def test_pages_of_another_teams_child_are_not_there(in_service: Cast, be: Be) -> None:
    sam = be(Role.SOCIAL_WORKER)
    for name in ("safety:standing", "safety:restrict", "safety:set_apart", "safety:news", "safety:keep_news"):
        assert sam.get(reverse(name, args=[in_service.other_team_child.pk])).status_code == 404


def an_order(cast: Cast, one: Connection, other: Connection) -> None:
    about = actions.Order(RestrictionKind.OTHER, "Bail.", timezone.localdate(), one)
    actions.restrict(cast.actor(Role.SOCIAL_WORKER), child=cast.child, order=about, at=timezone.now())


def a_no(cast: Cast, one: Connection, other: Connection) -> None:
    later = timezone.localdate().replace(year=2199)
    given = actions.Given((ContactKind.LETTER,), Cleared.NO, later, why="He hit her.")
    actions.clear(cast.actor(Role.SOCIAL_WORKER), connection=one, given=given, at=timezone.now())


def must_not_meet(cast: Cast, one: Connection, other: Connection) -> None:
    third, on = connect(cast.child, "Mum", "Karen Doyle"), timezone.localdate()
    worker, at = cast.actor(Role.SOCIAL_WORKER), timezone.now()
    actions.set_apart(worker, child=cast.child, pair=(third, one), words="He hurt her.", on=on, at=at)


def adopted(cast: Cast, one: Connection, other: Connection) -> None:
    cora = cast.actor(Role.COORDINATOR)
    actions.open_route(cora, connection=one, why="She was adopted.", agency="", at=timezone.now())


def presented_themselves(cast: Cast, one: Connection, other: Connection) -> None:
    given = actions.CareGiven(CareKind.PRESENTED, "He came to the gate.", timezone.localdate(), one)
    actions.take_care(cast.actor(Role.SOCIAL_WORKER), child=cast.child, given=given, at=timezone.now())


def not_safe_now(cast: Cast, one: Connection, other: Connection) -> None:
    one.status = PersonStatus.UNSAFE_FOR_NOW.value
    one.save()


def said_no(cast: Cast, one: Connection, other: Connection) -> None:
    one.status = PersonStatus.UNWILLING.value
    one.save()


FLAGS = [an_order, a_no, must_not_meet, adopted, presented_themselves, not_safe_now, said_no]


@pytest.mark.parametrize("flag", FLAGS)
@pytest.mark.parametrize("is_merged", [False, True])
def test_a_flag_wants_a_manager_before_two_rows_are_taken_for_one(
    in_service: Cast, nan: Connection, uncle: Connection, flag: Any, is_merged: bool
) -> None:
    cora, moira, at = in_service.actor(Role.COORDINATOR), in_service.actor(Role.MANAGER), timezone.now()
    asked = {"kept": nan.person, "other": uncle.person, "at": at}
    flags_want_a_manager(cora, **asked)
    flag(in_service, uncle, nan)
    if is_merged:  # what stands about a row that was taken for another stands about both
        other = connect(in_service.child, "Gaz", "Gary Whitcombe")
        people.merge_people(moira, connection=other, other=uncle, words="The same.", at=at)
        other.refresh_from_db()
        asked["other"] = other.person
    with pytest.raises(gate.ActionBlocked, match="a manager takes them for one"):
        flags_want_a_manager(cora, **asked)
    flags_want_a_manager(moira, **asked)


def test_the_page_of_two_says_what_stands_about_each_and_leads_nobody_to_a_refusal(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    page, yes = reverse("people:merge", args=[nan.pk, uncle.pk]), "Yes, one person"
    assert [yes in text(be(role), page) for role in (Role.COORDINATOR, Role.MANAGER)] == [True, True]
    be(Role.SOCIAL_WORKER).post(reverse("safety:restrict", args=[in_service.child.pk]), order(str(uncle.pk)))
    asks = text(be(Role.COORDINATOR), page)
    assert yes not in asks
    assert "only a service manager takes them for one" in asks
    looks = text(be(Role.MANAGER), page)
    assert yes in looks
    assert looks.count("About safety:</strong> an order or a decision.") == 1
    assert f'href="{reverse("safety:person", args=[uncle.pk])}">Read it' in looks
    assert "Look at it first" in looks
    assert why_not(in_service.child.pk, nan.person_id, None, timezone.localdate()) is None


def test_what_stood_about_somebody_stands_also_once_they_were_taken_for_another(
    in_service: Cast, nan: Connection, uncle: Connection
) -> None:
    cora, moira, at = in_service.actor(Role.COORDINATOR), in_service.actor(Role.MANAGER), timezone.now()
    about = actions.Order(RestrictionKind.OTHER, "Bail.", timezone.localdate(), uncle)
    actions.restrict(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, order=about, at=at)
    people.merge_people(moira, connection=nan, other=uncle, words="Two birth dates agree.", at=at)
    third = connect(in_service.child, "Bev", "Beverley Tull")
    nan.refresh_from_db()
    with pytest.raises(gate.ActionBlocked, match="a manager takes them for one"):
        people.merge_people(cora, connection=third, other=nan, words="Nan says so.", at=at)
