"""The network on any date, what changed, versions side by side, who belongs to whom, and people and safety."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from kith.access.models import User
from kith.casework.presenters import people_sheet
from kith.children.models import CareEpisode
from kith.domain.eligibility import in_words
from kith.domain.terms import AgreementScope, ChildSays, FactSource, PersonStatus, Ring, Role, Side, TieKind
from kith.network import actions, presenters, queries
from kith.network.models import ChildSaid, Household, HouseholdMember, MapVersion, Parentage, Support, Tie, Union
from kith.people import actions as people
from kith.people.models import Connection
from kith.referrals.actions import asks
from tests import standing
from tests.apps.people import said
from tests.pages import text
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
NOTHING = {"csrfmiddlewaretoken": "x"}
SAYS = {"source": "file", "certainty": "likely"}
ROOT = "/network/children/"


def stood(cast: Cast, whom: Connection, status: PersonStatus, on: dt.date) -> None:
    stands = people.Stands(status, on, FactSource.PROFESSIONAL)
    people.change_status(cast.actor(Role.COORDINATOR), connection=whom, stands=stands, at=timezone.now())


def test_the_map_is_offered_to_draw_together_once_the_child_said_yes_to_talking(in_service: Cast, cora: Client) -> None:
    referral = standing.referral_at(in_service)
    address = f"{ROOT}{in_service.child.pk}/"
    assert "Draw the map together" not in text(cora, f"{address}map/")
    standing.say(in_service, referral, standing.said(AgreementScope.TALK), minutes=-30)
    assert "Draw the map together" in text(cora, f"{address}map/")


# --- on any date


def test_the_network_as_it_was_on_a_day(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    nan = said.add(in_service, "Jean", status=PersonStatus.IN_TOUCH, on=dt.date(2024, 5, 1))
    stood(in_service, nan, PersonStatus.LOST_TOUCH, dt.date(2025, 2, 1))
    stood(in_service, nan, PersonStatus.IN_TOUCH, dt.date(2026, 3, 1))
    bev = said.add(in_service, "Bev", side=Side.DAD, status=PersonStatus.NAMED_UNFOUND)
    people.remove_connection(actor, connection=bev, at=NOW + dt.timedelta(days=30))

    def then(day: dt.date) -> list[tuple[str, str, dt.date]]:
        rows = queries.list_standing(actor, in_service.child, day)
        return [(one.somebody.name, one.status.value, one.since) for one in rows]

    assert then(dt.date(2024, 4, 30)) == []
    assert then(dt.date(2024, 6, 1)) == [("Jean", "in_touch", dt.date(2024, 5, 1))]
    assert then(dt.date(2025, 6, 1)) == [("Jean", "lost_touch", dt.date(2025, 2, 1))]
    assert then(TODAY)[0] == ("Bev", "named_unfound", TODAY)
    assert [name for name, _, _ in then(TODAY + dt.timedelta(days=31))] == ["Jean"]


def test_the_sentence_counts_sides_and_says_nought(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    assert presenters.sentence([]) == "Nobody is written down here yet."
    for name in ("Jean", "Kelly"):
        said.add(in_service, name, status=PersonStatus.IN_TOUCH)
    said.add(in_service, "Mr Shah", side=Side.SCHOOL_AND_CLUBS)
    said.add(in_service, "Vic", side=None)
    assert presenters.sentence(queries.list_standing(actor, in_service.child, TODAY)) == (
        "4 people. 2 on mum’s side, 0 on dad’s side, 1 from school and clubs, 1 not in any part yet. 2 are in touch."
    )


def test_what_was_kept_new_and_lost(cora: Client, in_service: Cast) -> None:
    jean = said.add(in_service, "Jean", status=PersonStatus.IN_TOUCH, on=dt.date(2024, 1, 1))
    kelly = said.add(in_service, "Kelly", status=PersonStatus.IN_TOUCH, on=dt.date(2024, 1, 1))
    bev = said.add(in_service, "Bev", status=PersonStatus.NAMED_UNFOUND, on=dt.date(2024, 1, 1))
    stood(in_service, kelly, PersonStatus.LOST_TOUCH, dt.date(2025, 1, 1))
    stood(in_service, bev, PersonStatus.IN_TOUCH, dt.date(2025, 6, 1))
    page = presenters.changes_page(
        in_service.actor(Role.COORDINATOR), in_service.child, dt.date(2024, 6, 1), dt.date(2025, 7, 1)
    )
    names = [[row.connection_id for row in rows] for rows in (page.kept, page.new, page.lost)]
    assert names == [[jean.pk], [bev.pk], [kelly.pk]]
    query = "first_day=1&first_month=6&first_year=2024&second_day=1&second_month=7&second_year=2025"
    assert "1 kept, 1 new, 1 not in touch any more" in text(cora, f"{ROOT}{in_service.child.pk}/changes/?{query}")
    wrong = text(cora, f"{ROOT}{in_service.child.pk}/changes/?{query.replace('2025', '2023')}")
    assert "The second day must be after the first" in wrong


def test_the_map_page_shows_another_day(cora: Client, in_service: Cast) -> None:
    said.add(in_service, "Jean", status=PersonStatus.IN_TOUCH, on=dt.date(2024, 5, 1))
    page = f"{ROOT}{in_service.child.pk}/map/"
    assert "Jean" in text(cora, page)
    assert "Nobody stands here on that day." in text(cora, f"{page}?on_day=1&on_month=1&on_year=2020")
    assert "real date" in text(cora, f"{page}?on_day=31&on_month=2&on_year=2020")


# --- versions


def drawn(cast: Cast, *, shared: bool) -> tuple[MapVersion, MapVersion, Connection]:
    """The child's map, and the worker's, of one person."""
    standing.say(cast, standing.referral_at(cast), standing.said(AgreementScope.TALK), minutes=-30)
    actor = cast.actor(Role.COORDINATOR)
    nan = said.add(cast, "Jean Hartley", called="Nan Jean")
    childs = actions.start_map(actor, child=cast.child, at=NOW)
    placed = actions.Placed(Ring.CLOSEST, Side.MUM)
    actions.place_person(actor, map_version=childs, connection=nan, placed=placed, at=NOW)
    end = actions.Finished("Linda", "My family.", is_shared=shared)
    actions.finish_map(actor, map_version=childs, given=end, at=NOW)
    seen = [(nan, actions.Placed(Ring.KNOWN, Side.MUM))]
    worker = cast.actor(Role.SOCIAL_WORKER)
    workers = actions.draw_map(worker, child=cast.child, places=seen, words="As I see it.", at=NOW)
    return childs, workers, nan


def test_the_childs_and_the_workers_map_side_by_side(cora: Client, in_service: Cast) -> None:
    childs, workers, _ = drawn(in_service, shared=True)
    shown = text(cora, f"{ROOT}{in_service.child.pk}/side-by-side/")
    assert shown.index("My family.") < shown.index("As I see it.")
    assert "Who was there: Linda" in shown
    assert "“Closest” on the first map, “Known” on the second." in shown
    swapped = text(cora, f"{ROOT}{in_service.child.pk}/side-by-side/?left={workers.pk}&right={childs.pk}")
    assert swapped.index("As I see it.") < swapped.index("My family.")


def test_a_map_the_child_keeps_with_us_is_not_shown_to_the_worker(
    cora: Client, in_service: Cast, sign_in: SignIn
) -> None:
    childs, workers, _ = drawn(in_service, shared=False)
    worker = sign_in(in_service.users[Role.SOCIAL_WORKER])
    for path in (f"{ROOT}{in_service.child.pk}/map/", f"{ROOT}{in_service.child.pk}/side-by-side/"):
        shown = text(worker, path)
        assert str(childs.pk) not in shown
        assert "Closest</td>" not in shown
        assert str(childs.pk) in text(cora, path)
    assert worker.get(f"/network/versions/{childs.pk}/").status_code == 404
    assert "As I see it." in text(worker, f"/network/versions/{workers.pk}/")
    assert "keeps this map with Lifelong Links" in text(cora, f"/network/versions/{childs.pk}/")


def test_how_a_worker_sees_it(cora: Client, in_service: Cast) -> None:
    nan, bev = said.add(in_service, "Jean"), said.add(in_service, "Bev", side=None)
    page = f"{ROOT}{in_service.child.pk}/draw/"
    assert "Place at least one person" in cora.post(page, {"words": "So far."}).content.decode()
    wrong = cora.post(page, {f"ring_{bev.pk}": "close"}).content.decode()
    assert "Choose a part for Bev" in wrong
    response = cora.post(page, {f"ring_{nan.pk}": "close", f"side_{nan.pk}": "mum", "words": "So far."}, follow=True)
    assert "So far." in response.content.decode()
    (place,) = queries.list_places(in_service.actor(Role.COORDINATOR), MapVersion.objects.get())
    assert (place.connection, place.ring) == (nan, "close")


def test_a_blank_map_prints(cora: Client) -> None:
    shown = text(cora, "/network/paper/")
    assert "Put the people who matter to you where they belong" in shown


# --- who belongs to whom


def test_parents_partners_ties_and_households_on_their_pages(cora: Client, in_service: Cast) -> None:
    mum, dad = said.add(in_service, "Kelly"), said.add(in_service, "Dean")
    one, other = str(mum.person_id), str(dad.person_id)
    here = f"{ROOT}{in_service.child.pk}/belonging/"
    wrong = cora.post(f"{here}parents/add/", {**SAYS, "one": one, "other": one, "kind": "birth"}).content.decode()
    assert "Choose two different people." in wrong
    assert cora.post(f"{here}parents/add/", {**SAYS, "one": "child", "other": one, "kind": "birth"}).status_code == 302
    union = {**SAYS, "one": one, "other": other, "status": "together", "year": "2009"}
    assert cora.post(f"{here}partners/add/", union).status_code == 302
    more = {"status": "separated", "on_day": "1", "on_month": "5", "on_year": "2012"}
    assert cora.post(f"{here}partners/{Union.objects.get().pk}/", more).status_code == 302
    tie = {**SAYS, "one": one, "other": other, "kind": "know_each_other"}
    assert cora.post(f"{here}ties/add/", tie).status_code == 302
    half = {**SAYS, "one": "child", "other": other, "kind": "half_brother_or_sister"}
    assert cora.post(f"{here}ties/add/", half).status_code == 302
    home = {**SAYS, "called": "Nan’s", "who": ["child", other], "from_on_day": "1", "from_on_month": "5"}
    assert "must include a year" in cora.post(f"{here}households/add/", home).content.decode()
    assert cora.post(f"{here}households/add/", {**home, "from_on_year": "2020"}).status_code == 302
    shown = text(cora, here)
    for words in (
        "Kelly is a parent of Robin by birth",
        "living together 2009; separated 1 May 2012",
        "Kelly and Dean: know each other",
        "Robin and Dean: half-brother or half-sister, live together",
        "Nan’s",
        "since 1 May 2020",
        "The file. Likely.",
    ):
        assert words in shown, words

    household = HouseholdMember.objects.filter(person=dad.person).get()
    cora.post(f"{here}households/{household.household_id}/add/", {"who": one})
    left = {"version": "1", "until_on_day": "1", "until_on_month": "6", "until_on_year": "2021"}
    cora.post(f"{here}members/{household.pk}/", left)
    shown = text(cora, here)
    assert "half-brother or half-sister, live apart" in shown
    over = {"until_on_day": "1", "until_on_month": "6", "until_on_year": "2021"}
    knows = Tie.objects.get(kind=TieKind.KNOW_EACH_OTHER.value)
    cora.post(f"{here}ties/{knows.pk}/end/", over)
    cora.post(f"{here}parents/{Parentage.objects.get().pk}/end/", over)
    assert text(cora, here).count("until 1 June 2021") >= 2
    for what, row in (
        ("parents", Parentage.objects.get()),
        ("partners", Union.objects.get()),
        ("ties", knows),
        ("households", household.household),
    ):
        assert cora.post(f"{here}{what}/{row.pk}/slip/").status_code == 302
    shown = text(cora, here)
    for words in ("is a parent of", "separated", "know each other", "Nan’s"):
        assert f"Kelly {words}" not in shown
    assert "No household is written down." in shown


def two_homes(cast: Cast) -> None:
    """A foster home until 2021, in two rows of the return, and a children's home since."""
    rows = [
        (dt.date(2020, 1, 1), dt.date(2020, 6, 1), "S", "U6"),
        (dt.date(2020, 6, 1), dt.date(2021, 1, 1), "L", "U6"),
        (dt.date(2021, 1, 1), None, "P", "K2"),
    ]
    for number, (decom, dec, rne, place) in enumerate(rows):
        CareEpisode.objects.create(
            service=cast.service, child=cast.child, decom=decom, dec=dec, rne=rne, ls="C2", cin="N1",
            place=place, provider="PR1", rec="X1", year=2026, batch_number=1, line=number, raw_row_id=1,
        )  # fmt: skip


def test_homes_of_the_return_are_households_without_names(cora: Client, in_service: Cast) -> None:
    two_homes(in_service)
    homes = queries.list_homes(in_service.actor(Role.COORDINATOR), in_service.child)
    assert [(home.from_on, home.until_on) for home in homes] == [
        (dt.date(2020, 1, 1), dt.date(2021, 1, 1)),
        (dt.date(2021, 1, 1), None),
    ]
    shown = text(cora, f"{ROOT}{in_service.child.pk}/belonging/")
    assert "A home, 1 January 2020 to 1 January 2021." in shown


def test_who_was_there_is_asked_home_by_home(cora: Client, in_service: Cast, sign_in: SignIn) -> None:
    two_homes(in_service)
    nan = said.add(in_service, "Jean")
    homes, form = f"{ROOT}{in_service.child.pk}/mobility/", f"{ROOT}{in_service.child.pk}/belonging/households/add/"
    shown = cora.get(homes).content.decode()
    assert f'href="{form}?home=1">Home 1: write down who was there' in shown
    assert f'href="{form}?home=2"' in shown
    assert "?home=" not in cora.get(f"{homes}?copy=child").content.decode()
    asked = cora.get(f"{form}?home=1").context["form"]
    assert asked["from_on"].value() == dt.date(2020, 1, 1)
    assert asked["until_on"].value() == dt.date(2021, 1, 1)
    assert asked["who"].value() == ["child"]
    assert asked["is_carers_home"].value() is True
    assert cora.get(f"{form}?home=2").context["form"]["is_carers_home"].value() is False
    for none in ("0", "3", "one", "²"):
        assert cora.get(f"{form}?home={none}").context["form"]["from_on"].value() is None
    days = {"from_on_day": "1", "from_on_month": "1", "from_on_year": "2020"}
    days |= {"until_on_day": "1", "until_on_month": "1", "until_on_year": "2021"}
    given = {**SAYS, "called": "At Jean’s", "who": ["child", str(nan.person_id)], **days}
    assert cora.post(f"{form}?home=1", given).headers["Location"] == homes
    for client in (cora, sign_in(in_service.users[Role.SOCIAL_WORKER])):
        assert "1 person named so far." in text(client, homes)
    # Without the child it would stand nowhere; and said again of the same home it joins what is there.
    bev = said.add(in_service, "Bev")
    alone = cora.post(f"{form}?home=1", given | {"who": [str(bev.person_id)]})
    assert "tick the child too" in alone.content.decode()
    both = given | {"who": ["child", str(nan.person_id), str(bev.person_id)]}
    assert cora.post(f"{form}?home=1", both).headers["Location"] == homes
    assert Household.objects.count() == 1
    assert HouseholdMember.objects.count() == 3
    assert "2 people named so far." in text(cora, homes)


def test_what_somebody_gives_and_how_it_feels(cora: Client, in_service: Cast, sign_in: SignIn) -> None:
    nan = said.add(in_service, "Jean")
    here = f"/network/people/{nan.pk}/"
    today = timezone.localdate()
    since = {"from_on_day": str(today.day), "from_on_month": str(today.month), "from_on_year": str(today.year)}
    assert "Choose what they give" in cora.post(f"{here}support/add/", {**NOTHING, **since}).content.decode()
    cora.post(f"{here}support/add/", {"kind": "place_to_stay", "source": "child", **since})
    cora.post(f"{here}feels/", {"quality": "difficult", "source": "child", "words": "She shouts."})
    shown = text(cora, here)
    assert "A place to stay" in shown
    assert "She shouts." in shown
    assert "She shouts." not in text(sign_in(in_service.users[Role.SOCIAL_WORKER]), here)
    end = {f"until_on_{part}": since[f"from_on_{part}"] for part in ("day", "month", "year")}
    cora.post(f"/network/support/{Support.objects.get().pk}/end/", end)
    assert "Not any more" not in text(cora, here)


# --- people and safety


def test_the_sheet_has_the_asks_on_top_and_one_row_a_person(cora: Client, in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    asks.save_ask(actor, child=in_service.child, words="Find my Nan.", asked_on=TODAY, at=NOW, named="Nan Jean")
    nan = said.add(in_service, "Jean Hartley", called="Nan Jean", status=PersonStatus.NAMED_UNFOUND)
    dad = said.add(in_service, "Dean", how_related="Dad", status=PersonStatus.IN_TOUCH)
    home = actions.HouseholdGiven((actions.StayGiven(str(nan.person_id)), actions.StayGiven(str(dad.person_id))))
    actions.add_household(actor, child=in_service.child, given=home, says=said.CHILD_SAYS, at=NOW)
    shown = text(cora, f"{ROOT}{in_service.child.pk}/")
    assert shown.index("Find my Nan.") < shown.index("2 people.") < shown.index("Nan Jean</a>")
    for words in ("Not looked for yet", "Ask the child whether to look for them.", "Dean", "Known", "Not asked"):
        assert words in shown
    assert "Yes to" not in shown
    standing.has_agreed(in_service, named="Nan Jean")
    shown = text(cora, f"{ROOT}{in_service.child.pk}/")
    assert "Look for them: the child said yes." in shown
    assert "Yes to looking, getting in touch</td>" in shown
    assert shown.count("Not asked</td>") == 1
    for role in (Role.SOCIAL_WORKER, Role.MANAGER):
        assert not any(
            row.child_says for row in people_sheet.people_sheet(in_service.actor(role), in_service.child, TODAY).rows
        )


def test_a_not_now_names_the_day_to_ask_again(cora: Client, in_service: Cast) -> None:
    aunt = said.add(in_service, "Bea Hartley", how_related="Aunt")
    again = TODAY + dt.timedelta(days=40)
    of = {"service": in_service.service, "child": in_service.child, "connection": aunt}
    ChildSaid.objects.create(**of, says=ChildSays.NOT_NOW.value, ask_again_on=again, at=NOW, on=TODAY)
    assert f"Ask the child again from {in_words(again)} on." in text(cora, f"{ROOT}{in_service.child.pk}/")


def test_found_says_how_sure_it_is() -> None:
    words = people_sheet.found_in_words
    assert words(PersonStatus.NAMED_UNFOUND, 0, None) == "Not looked for yet"
    assert words(PersonStatus.NAMED_UNFOUND, 1, None) == "1 source so far"
    assert words(PersonStatus.COULD_BE, 2, None) == "Sure: 2 sources"
    assert words(PersonStatus.IN_TOUCH, 0, None) == "Known"
