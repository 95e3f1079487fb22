"""The pages about people, as the coordinator and others meet them."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.domain.terms import Certainty, FactSource, PersonFactKind, PersonStatus, ReachKind, Role
from kith.people import actions
from kith.people.models import Connection, Merge, Name, PersonFact, Reach
from tests.apps.people import said
from tests.pages import text
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
ROOT = "/people-who-matter/"
# A form with nothing filled in: the browser still sends its token.
NOTHING = {"csrfmiddlewaretoken": "x"}
SAYS = {"source": "file", "source_words": "page 14", "certainty": "likely"}
NEW = {
    **SAYS,
    "full": "Jean Hartley",
    "name_kind": "used",
    "called": "Nan Jean",
    "how_related": "Mum’s mum",
    "side": "mum",
    "status": "lost_touch",
    "child_knows": "yes",
    "gender": "woman",
    "is_under_18": "no",
}


def test_add_a_person_on_one_page(cora: Client, in_service: Cast) -> None:
    page = f"{ROOT}children/{in_service.child.pk}/add/"
    assert "every copy of a map shows it" in text(cora, page)
    empty = cora.post(page, NOTHING).content.decode()
    for wrong in ("Write a name, or who this is", "Choose where it stands today", "Choose whether the child knows"):
        assert wrong in empty
    response = cora.post(page, NEW, follow=True)
    assert response.status_code == 200
    shown = response.content.decode()
    for words in ("Jean Hartley", "Nan Jean", "Mum’s mum", "Known, lost touch", "The file, page 14. Likely."):
        assert words in shown
    assert "Jean Hartley" in text(cora, f"{ROOT}children/{in_service.child.pk}/")


def test_each_question_stands_above_its_own_answers(cora: Client, in_service: Cast) -> None:
    row = said.add(in_service, "Jean Hartley")
    assert "Are they under 18?" in text(cora, f"{ROOT}children/{in_service.child.pk}/add/")
    assert "Is it safe to use?" in text(cora, f"{ROOT}{row.pk}/reach/add/")
    assert "Or only the year" in text(cora, f"{ROOT}{row.pk}/facts/add/")


def test_a_like_name_is_shown_before_anything_is_saved(cora: Client, in_service: Cast) -> None:
    said.add(in_service, "Jean Hartley")
    page = f"{ROOT}children/{in_service.child.pk}/add/"
    shown = cora.post(page, {**NEW, "full": "Hartley, Jean"}).content.decode()
    assert "Could it be one of these people?" in shown
    assert Connection.objects.count() == 1
    assert cora.post(page, {**NEW, "full": "Hartley, Jean", "somebody_else": "on"}).status_code == 302
    assert Connection.objects.count() == 2


def test_names_facts_and_ways_are_added_and_slips_taken_back(cora: Client, in_service: Cast) -> None:
    row = said.add(in_service, "Jaen")
    here = f"{ROOT}{row.pk}/"
    assert "Write the name" in cora.post(f"{here}names/add/", NOTHING).content.decode()
    name = {**SAYS, "kind": "birth", "full": "Jean Booth", "from_on_day": "1", "from_on_month": "may"}
    assert "The date must include a year" in cora.post(f"{here}names/add/", name).content.decode()
    assert cora.post(f"{here}names/add/", {**name, "from_on_year": "1950"}).status_code == 302
    fact = {**SAYS, "kind": "born", "year": "50"}
    assert "The year must be 1850 or later" in cora.post(f"{here}facts/add/", fact).content.decode()
    assert "Enter the day or the year" in cora.post(f"{here}facts/add/", {**SAYS, "kind": "born"}).content.decode()
    assert cora.post(f"{here}facts/add/", {**fact, "year": "1950", "is_about": "on"}).status_code == 302
    way = {**SAYS, "kind": "phone", "value": "01632 960456", "is_safe_to_use": "no"}
    assert cora.post(f"{here}reach/add/", way).status_code == 302
    shown = text(cora, here)
    for words in ("Jean Booth", "about 1950", "01632 960456", "Not safe to use"):
        assert words in shown
    slip = Name.objects.get(full="Jaen")
    assert cora.post(f"{here}names/{slip.pk}/slip/").status_code == 302
    born = PersonFact.objects.get()
    assert cora.post(f"{here}facts/{born.pk}/slip/").status_code == 302
    shown = text(cora, here)
    assert "Jaen" not in shown
    assert "about 1950" not in shown
    assert "A slip, taken back: Jaen" in text(cora, f"{here}history/")


def test_where_it_stands_who_they_are_and_about_them(cora: Client, in_service: Cast) -> None:
    row = said.add(in_service, "Jean", child_knows=False)
    here = f"{ROOT}{row.pk}/"
    assert "does not know of this person yet" in text(cora, here)
    late = {"status": "in_touch", "source": "child", "version": "1", "on_day": "1", "on_month": "1", "on_year": "2199"}
    today = timezone.localdate()
    now = {"on_day": str(today.day), "on_month": str(today.month), "on_year": str(today.year)}
    assert "The day must be today or earlier" in cora.post(f"{here}status/", late).content.decode()
    cora.post(f"{here}status/", {**late, **now})
    cora.post(f"{here}who/", {"called": "Gran", "how_related": "Dad’s mum", "side": "dad", "version": "2"})
    cora.post(f"{here}about/", {"gender": "woman", "is_professional": "on", "is_under_18": "", "version": "1"})
    cora.post(f"{here}child-knows/", {"version": "3"})
    shown = text(cora, here)
    for words in ("In touch", "Gran", "Dad’s mum", "Dad’s side", "Paid to be in", "knows of this person"):
        assert words in shown
    cora.post(f"{here}take-off/", {"version": "4"})
    assert "Taken off" in text(cora, f"{ROOT}children/{in_service.child.pk}/")
    cora.post(f"{here}bring-back/", {"version": "5"})
    assert "Taken off" not in text(cora, f"{ROOT}children/{in_service.child.pk}/")


def test_a_way_to_reach_them_is_checked_and_ended(cora: Client, in_service: Cast) -> None:
    row = said.add(in_service, "Jean")
    phone = actions.ReachGiven(ReachKind.PHONE, "01632 960456")
    actor = in_service.actor(Role.COORDINATOR)
    reach = actions.add_reach(actor, connection=row, given=phone, says=said.CHILD_SAYS, at=NOW)
    here = f"{ROOT}{row.pk}/reach/{reach.pk}/"
    assert "Not known whether it is safe" in text(cora, here)
    cora.post(here, {"is_safe_to_use": "yes", "how_to_use": "After six.", "version": "1"})
    cora.post(f"{here}end/", {"version": "2"})
    assert Reach.objects.get().ended_on is not None
    assert Reach.objects.get().is_safe_to_use is True


def test_both_side_by_side_then_one_then_two_again(cora: Client, in_service: Cast) -> None:
    first, second = said.add(in_service, "Shaz Booth"), said.add(in_service, "Booth", how_related="Aunt")
    said.add(in_service, "Miss Jones", how_related="Teacher")
    chosen = text(cora, f"{ROOT}{first.pk}/same/")
    assert chosen.index("With a name like this one") < chosen.index("Everybody else beside Robin")
    page = f"{ROOT}{first.pk}/same/{second.pk}/"
    assert {"Shaz Booth", "Aunt"} <= {words for words in ("Shaz Booth", "Aunt") if words in text(cora, page)}
    assert "Write how you know" in cora.post(page, NOTHING).content.decode()
    cora.post(page, {"words": "Same birth date in the file and on the card."})
    merged = text(cora, f"{ROOT}{first.pk}/")
    assert "Taken for one person" in merged
    assert "Booth" in merged
    undo = f"{ROOT}{first.pk}/same/{Merge.objects.get().pk}/undo/"
    assert "Write why" in cora.post(undo, NOTHING).content.decode()
    cora.post(undo, {"words": "Two sisters."})
    assert "Taken for one person" not in text(cora, f"{ROOT}{first.pk}/")


def test_two_of_one_name_are_told_apart_by_ear(cora: Client, in_service: Cast) -> None:
    first, second = said.add(in_service, "Shaz Booth"), said.add(in_service, "Shaz Booth", how_related="Aunt")
    headings = re.findall(r'id="side-\d">(.*?)</h2>', text(cora, f"{ROOT}{first.pk}/same/{second.pk}/"))
    assert len(set(headings)) == 2, headings


def test_the_same_person_beside_another_child(cora: Client, in_service: Cast) -> None:
    row, other = said.add(in_service, "Jean Hartley"), said.second_child(in_service)
    story = actions.FactGiven(PersonFactKind.STORY, "Makes the best roasts.")
    actor = in_service.actor(Role.COORDINATOR)
    actions.add_fact(actor, connection=row, given=story, says=said.CHILD_SAYS, at=NOW)
    page = f"{ROOT}{row.pk}/share/"
    assert "Makes the best roasts." in text(cora, page)
    name = row.person.names.get()
    sent = {
        "child": str(other.pk),
        "how_related": "Dad’s mum",
        "status": "in_touch",
        "child_knows": "yes",
        "telling": [str(name.pk)],
    }
    response = cora.post(page, sent, follow=True)
    shown = response.content.decode()
    assert "Jean Hartley" in shown
    assert "Makes the best roasts." not in shown
    assert "Choose a child" in cora.post(page, NOTHING).content.decode()


@pytest.mark.parametrize("role", [Role.ANALYST, Role.PANEL, Role.SERVICE_ADMIN])
def test_others_are_refused(in_service: Cast, sign_in: SignIn, role: Role) -> None:
    row = said.add(in_service, "Jean")
    client = sign_in(in_service.users[role])
    for path in (f"{ROOT}{row.pk}/", f"{ROOT}children/{in_service.child.pk}/", f"{ROOT}{row.pk}/names/add/"):
        assert client.get(path).status_code in {403, 404}


def test_a_worker_sees_no_button_to_take_two_for_one(in_service: Cast, sign_in: SignIn) -> None:
    row = said.add(in_service, "Jean")
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert "same person as" not in text(client, f"{ROOT}{row.pk}/")
    assert client.get(f"{ROOT}{row.pk}/same/").status_code == 403


def test_nobody_is_a_woman_or_a_man_before_anybody_says_so(cora: Client, in_service: Cast) -> None:
    field = cora.get(f"/people-who-matter/children/{in_service.child.pk}/add/").context["form"]["gender"]
    assert (field.value(), field.field.choices[0][0]) == ("not_known", "not_known")


def test_the_day_somebody_was_written_down_is_not_since_when_it_stands_so(cora: Client, in_service: Cast) -> None:
    nan = said.add(in_service, "Jean")
    places = (
        f"/people-who-matter/{nan.pk}/", f"/people-who-matter/{nan.pk}/history/",
        reverse("people_sheet", args=[in_service.child.pk]),
        reverse("network:map", args=[in_service.child.pk]),
        reverse("network:ecomap", args=[in_service.child.pk]),
    )  # fmt: skip
    for place in places:
        shown = cora.get(place)
        assert shown.status_code == 200, place
        assert "ost touch" in shown.content.decode(), place
        assert "since " not in shown.content.decode().split("<main")[1].lower(), place
    stands = actions.Stands(PersonStatus.LOST_TOUCH, TODAY - dt.timedelta(days=900), FactSource.CHILD)
    actions.change_status(in_service.actor(Role.COORDINATOR), connection=nan, stands=stands, at=NOW)
    for place in places[1:]:
        assert "since " in cora.get(place).content.decode().split("<main")[1].lower(), place


def test_who_says_so_stands_on_the_page_of_somebody_without_a_name(cora: Client, in_service: Cast) -> None:
    says = actions.Says(FactSource.FILE, "page 14", Certainty.LIKELY)
    gran = said.add(in_service, how_related="Dad’s mum", says=says)
    for place in (f"/people-who-matter/{gran.pk}/", f"/people-who-matter/{gran.pk}/history/"):
        shown = text(cora, place)
        assert "Dad’s mum" in shown
        assert "The file, page 14. Likely." in shown, place
    named = said.add(in_service, "Jean", says=says)
    assert "Who this is" not in text(cora, f"/people-who-matter/{named.pk}/")


def test_of_somebody_who_has_died_no_day_is_made_up(cora: Client, in_service: Cast) -> None:
    nan = said.add(in_service, "Jean", on=TODAY - dt.timedelta(days=900))
    here = f"/people-who-matter/{nan.pk}/"
    assert " since " in cora.get(here).content.decode()
    type(nan).objects.filter(pk=nan.pk).update(status=PersonStatus.DIED.value)
    shown = cora.get(here).content.decode()
    assert "Has died" in shown
    assert " since " not in shown
