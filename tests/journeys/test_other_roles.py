"""The other people of a service: each sees what their work needs; a stranger sees nothing."""

import datetime as dt
import re

import pytest

from kith.demo import people
from tests.journeys import county, steps
from tests.journeys.conftest import Arrive

MONTHS = "January February March April May June July August September October November December".split()


def day(words: str) -> dt.date:
    """A day as pages write it."""
    number, month, year = words.split()
    return dt.date(int(year), MONTHS.index(month) + 1, int(number))


def test_the_reviewing_officer_sees_children_by_the_next_review(arrive: Arrive) -> None:
    ian = arrive("Ian Okafor")
    ian.is_at("My children")
    shown = ian.page.locator("tbody td[data-label='Next review']").all_inner_texts()
    days = [day(words) for words in shown if words[:1].isdigit()]
    assert len(days) > 1
    assert days == sorted(days)
    ian.use(ian.page.locator("tbody th a").first)
    ian.sees("What you can do now")


def test_the_privacy_officer_sees_who_looked(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury", looks=False)
    sam.use(sam.page.locator("tbody th a").first)
    number = re.search(r"Number (\d+)", sam.words)
    assert number
    priya = arrive("Priya Raman")
    priya.is_at("Who looked at what")
    priya.write("The child’s number", number[1])
    priya.press("Who looked at this child?")
    priya.is_at("Who looked at one child’s record")
    priya.sees("Sam Thornbury (social worker)")
    priya.go("/record/" + sam.page.url.split("/record/")[1])
    assert priya.status in {403, 404}


def test_sealed_words_say_first_that_opening_is_recorded(arrive: Arrive) -> None:
    moira = arrive("Moira Kestrel", looks=False)
    moira.turn_to("Who could be offered it")
    moira.write("Find a child by name", "Ann")
    moira.press("Find")
    priya = arrive("Priya Raman")
    priya.follow("Sealed words")
    priya.sees("Opening them is recorded with your name.")
    priya.press("Open them")
    priya.sees("That you opened them is recorded.")


def test_the_service_administrator_keeps_rota_and_settings(arrive: Arrive) -> None:
    ada = arrive("Ada Brightwell")
    ada.is_at("Wealdshire Lifelong Links")
    ada.follow("Everybody, and bringing in a list")
    while not ada.page.get_by_role("rowheader", name="Cora Amberley").count():
        ada.follow("Next")
    ada.go("/")
    ada.follow("Who reads when, and the switch")
    ada.choose("Saturday", question="On which days?")
    ada.press("Add these hours")
    ada.sees(re.compile("Saturday, 9am to 5pm"))
    ada.go("/settings/")
    ada.write("A child who asks gets a reply within how many working days?", "3")
    ada.press("Keep these settings")
    ada.go("/")
    ada.sees(re.compile("A reply within 3 working days"))


def test_whoever_leaves_is_out_at_once(arrive: Arrive, service: county.Running) -> None:
    ada, pat = arrive("Ada Brightwell"), arrive("Councillor Pat Hollis")
    ada.go("/people/")
    while not (row := ada.page.get_by_role("row").filter(has_text="Pat Hollis")).count():
        ada.follow("Next")
    ada.follow("Account", within=row)
    ada.is_at("Councillor Pat Hollis: their account")
    ada.press("Sign them out everywhere")
    ada.sees("They are signed out everywhere.")
    pat.go("/")
    pat.is_at("Who are you today?")
    pat = arrive("Councillor Pat Hollis")
    ada.press("Close the account")
    ada.sees("What they wrote stays.")
    pat.go("/")
    pat.is_at("Who are you today?")
    ada.press("Open it again")
    ada.sees("The account is open.")
    ada.follow("Your sign-in")
    ada.is_at("Your sign-in")
    ada.press("Sign out everywhere else")
    ada.sees("You are signed out everywhere else.")


def test_a_personal_adviser_refers_a_young_person_who_has_left_care(arrive: Arrive) -> None:
    petra = arrive("Petra Lindqvist", width=360)
    petra.is_at("My children")
    row = petra.page.get_by_role("row").filter(has=petra.page.get_by_role("link", name="Refer")).last
    name = row.get_by_role("link").first.inner_text()
    petra.follow(f"Refer {name}")
    steps.fill_in_referral(petra, "Asks where her brother is.")
    petra.is_at(f"{name} is referred")
    petra.follow("See the referral")
    petra.sees("Asks where her brother is.")


PLAIN = [one.name for one in people.PERSONAS if not one.has_pages]


def test_roles_whose_pages_come_later_get_one_plain_page(arrive: Arrive) -> None:
    somebody = arrive()
    for name in PLAIN:
        somebody.be(name)
        somebody.is_at("Hello")
        somebody.go("/children/")
        assert somebody.status == 403


def test_panel_and_national_see_figures_and_no_child(arrive: Arrive) -> None:
    somebody = arrive()
    for name in ("Councillor Pat Hollis", "Nia Harcourt"):
        somebody.be(name)
        somebody.turn_to("How much is needed")
        somebody.sees("1,608")
        somebody.go("/children/")
        assert somebody.status == 403


def test_a_stranger_sees_none_of_it(arrive: Arrive, service: county.Running) -> None:
    moira = arrive("Moira Kestrel", looks=False)
    ours = set()
    for start in ("/referrals/waiting/", "/children/", "/letters/", "/returns/", "/referrals/coordinators/"):
        moira.go(start)
        ours |= {href for link in moira.page.locator("main a").all() if (href := link.get_attribute("href") or "")}
    name = steps.first_not_offered(moira)
    rows = sorted(href for href in ours if county_id.search(href))[:25]
    assert len(rows) > 10

    stranger = arrive()
    stranger.be("Moira Kestrel", of="Marlbury Lifelong Links")
    nowhere = re.sub(county_id, "00000000-0000-4000-8000-000000000000", rows[0])
    stranger.go(nowhere)
    missing = stranger.words
    for address in rows:
        stranger.go(address)
        assert (stranger.status, stranger.words) == (404, missing), address
    stranger.go("/")
    stranger.turn_to("Who could be offered it")
    stranger.write("Find a child by name", name.split()[-1])
    stranger.press("Find")
    stranger.sees_not(name)


county_id = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.mark.parametrize("address", ["/", "/children/", "/returns/", "/record/00000000-0000-4000-8000-000000000000/"])
def test_nobody_goes_in_without_signing_in(arrive: Arrive, address: str) -> None:
    somebody = arrive()
    somebody.go(address)
    assert somebody.page.url.split("?")[0].endswith(("/demo/", "/sign-in/"))
