"""The man who must not know: an order about a father, a sealed home, and his mother, who is the child's hero.

The fifth of the six stories of practice Annex E: his mother is written to, and may come to the conference at another
time than he; where the child lives stands on no page around the record and in no letter that leaves, whoever writes it.
The grandmother has no pages and no one-time link of her own yet, and the conference has no page: her coming at another
time stands in the record as the worker's answer alone.
"""

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.test_finding import sent
from tests.journeys.visitor import Visitor

DAD = ["Dad", "Neil Fairbank", "Father", "in_touch"]
GRAN = ["Gran Iris", "Iris Fairbank", "Dad’s mum", "named_unfound"]
CARER = ["Jo", "Jo Carver", "Carer", "in_touch"]
STREET, POSTCODE = "22 Mill Street", "CT3 3XX"
TELLS = "We meet near 22 mill st, Aylesham."
BLOCKED = "It says where the child lives, and that must not reach this person."
ANSWERED = 200
LEAVING = (
    "/network/children/{child}/map/", "/network/children/{child}/genogram/", "/network/children/{child}/ecomap/",
    "/network/children/{child}/mobility/", "/network/children/{child}/growth/", "/network/children/{child}/poster/",
    "/network/children/{child}/take/genogram/", "/network/children/{child}/changes/",
    "/network/children/{child}/belonging/", "/network/children/{child}/", "/record/{child}/",
    "/finding/children/{child}/handover/", "/finding/children/{child}/next/", "/finding/people/{gran}/",
    "/finding/people/{gran}/told/sheet/", "/people-who-matter/children/{child}/", "/people-who-matter/{carer}/",
    "/people-who-matter/{carer}/history/", "/safety/children/{child}/", "/safety/people/{gran}/",
    "/referrals/{referral}/together/", "/referrals/{referral}/together/copy/",
)  # fmt: skip


@pytest.fixture
def story(service: county.Running) -> dict[str, str]:
    yes = [[step, GRAN[0]] for step in ("search", "approach", "meet")]
    given = {"stage": "approach", "persons": [DAD, GRAN, CARER], "agreed": yes}
    one, _ = service.stage(("begin", given), ("letters_look", {}))
    people = one["persons"]
    service.stage(("is_sure", {"connection": people[GRAN[0]]}))
    return {**one, "dad": people[DAD[0]], "gran": people[GRAN[0]], "carer": people[CARER[0]]}


def test_his_mother_comes_and_he_never_learns_where(
    arrive: Arrive, service: county.Running, story: dict[str, str]
) -> None:
    sam, cora, lea = (arrive(name, looks=False) for name in ("Sam Thornbury", "Cora Amberley", "Lea Marchetti"))
    the_home_is_sealed(sam, story)
    orders_about_him(sam, story["child"])
    who_lives_with_whom(cora, story)
    he_is_not_reached(cora, story["dad"])
    she_is_safe_apart_from_him(sam, story["gran"])

    before = sent(service)
    service.stage(("a_letter_is_let_go", {"connection": story["gran"]}))
    service.work_off_jobs()
    first = sent(service) - before
    assert len(first) == 1
    she_answers(cora, story["gran"])
    a_letter_that_tells_does_not_leave(cora, lea, story)
    service.work_off_jobs()
    assert sent(service) - before == first
    nothing_that_leaves_says_where(cora, story, fewest=len(LEAVING))
    for file in (service.home / "outbox").glob("*.txt"):
        assert STREET not in file.read_text(encoding="utf-8"), file.name


def the_home_is_sealed(sam: Visitor, story: dict[str, str]) -> None:
    """The carer's address is kept sealed; the page says that there is one, to whoever may know it."""
    sam.go(f"/people-who-matter/{story['carer']}/reach/add/")
    sam.choose("Address")
    sam.write("The number, address or name", f"{STREET}\nAylesham\n{POSTCODE}")
    sam.choose("Seal it")
    sam.page.locator("[name=source]").select_option("file")
    sam.page.locator("[name=certainty]").select_option("certain")
    sam.press("Save")
    assert sam.errors == []


def orders_about_him(sam: Visitor, child: str) -> None:
    """The court's order, and that where the child lives must not reach him."""
    for kind, words in (
        ("Court order: no family time", "No family time until further order."),
        ("Where the child lives must not reach them", "He looked for the last home."),
    ):
        sam.go(f"/safety/children/{child}/orders/add/")
        sam.choose(kind)
        sam.pick("Whom is it about?", "Dad (Neil Fairbank)")
        sam.write("What does it say?", words)
        sam.press("Write it down")
        sam.sees(words)


def who_lives_with_whom(cora: Visitor, story: dict[str, str]) -> None:
    """The child with the carer; his mother has him in her house."""
    for word, who in (
        ("Mill house", (story["name"], "Jo Carver")),
        ("Gran’s house", ("Iris Fairbank", "Neil Fairbank")),
    ):
        cora.go(f"/network/children/{story['child']}/belonging/households/add/")
        cora.write("A word for it", word)
        for one in who:
            cora.choose(one, question="Who lives there")
        cora.page.locator("[name=source]").select_option("child")
        cora.page.locator("[name=certainty]").select_option("certain")
        cora.use(cora.page.locator("main form button").first)
        cora.sees(word)


def he_is_not_reached(cora: Visitor, dad: str) -> None:
    """The order stands on his page, and there is nothing to press."""
    cora.go(f"/safety/people/{dad}/")
    cora.sees("An order stands")
    assert not steps.pressable(cora, "Ask: is it safe?").count()
    cora.go(f"/finding/people/{dad}/")
    assert cora.status == 200
    for pressed in ("Write the first letter", "Plan family time"):
        assert not steps.pressable(cora, pressed).count()


def she_is_safe_apart_from_him(sam: Visitor, gran: str) -> None:
    """No yes before somebody has thought of him; then letters, meeting, and the conference at another time."""
    sam.go(f"/safety/people/{gran}/")
    sam.sees("Nobody has asked yet.")
    steps.lives_with(sam, "others", "The neighbour who sits with her says so.")
    sam.sees("and must not hear of it")
    sam.follow("Say whether it goes on or waits")
    sam.choose("It can go on")
    sam.write("Why?", "He works away; she fetches her letters herself. She comes when he is not there.")
    sam.press("Save", exact=True)
    for box, kinds in (
        ("letter", ("letter",)),
        ("meet", ("supervised",)),
        ("conference", ("conference_apart",)),
    ):
        sam.go(f"/safety/people/{gran}/answer/?box={box}")
        sam.page.locator("[name=answer][value=yes]").check(force=True)
        for kind in kinds:
            sam.page.locator(f"[value={kind}]").check(force=True)
        sam.press("Save")
        assert sam.errors == []


def she_answers(cora: Visitor, gran: str) -> None:
    """She says yes, in her words."""
    cora.go(f"/finding/people/{gran}/")
    cora.follow("Write down the answer")
    cora.choose("Yes", question="What did they answer?")
    cora.write("What was said, and by whom?", "I will not tell Neil. Tell me when, and I come on the bus.")
    cora.press("Save the answer")


def a_letter_that_tells_does_not_leave(cora: Visitor, lea: Visitor, story: dict[str, str]) -> None:
    """Whoever writes it is answered alike; whoever may know reads why it does not go, and has no press for it."""
    cora.go(f"/finding/people/{story['gran']}/")
    cora.press("Write the second letter")
    cora.write("Name and address it goes to", "Iris Fairbank\n1 Made-up Road")
    words = cora.page.get_by_label("What it says").input_value()
    cora.write("What it says", f"{words}\n{TELLS}")
    cora.choose("I looked today")
    cora.press("Send it for a check")
    cora.sees("Sent for a check.")
    lea.go("/safety/letters/")
    lea.follow(f"{story['name']}: {GRAN[0]}")
    assert BLOCKED in lea.words
    assert not steps.pressable(lea, "Release it").count()
    lea.write("Why does it not go?", "It says the street.")
    lea.press("Do not send it")
    cora.go(f"/finding/people/{story['gran']}/")
    cora.sees_not("It says the street.")


def nothing_that_leaves_says_where(anyone: Visitor, story: dict[str, str], *, fewest: int) -> None:
    """No page, drawing, sheet or copy holds the street or the postcode."""
    opened = []
    for address in LEAVING:
        answer = anyone.page.request.get(anyone.url + address.format(**story))
        opened += [address] * (answer.status == ANSWERED)
        for secret in (STREET, "Mill St", POSTCODE, POSTCODE.replace(" ", "")):
            assert secret.casefold() not in answer.text().casefold(), address
    assert len(opened) >= fewest, opened
