"""The coordinator: today, saying yes together, stop, notes, and a worry that always passes."""

import re

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

PASSWORD = "three quiet otters"


@pytest.fixture
def child(arrive: Arrive) -> str:
    """A child who has Cora as coordinator and has not been asked anything yet."""
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel", looks=False)
    steps.decide_how_soon(moira, name)
    steps.allocate(moira, "Cora Amberley")
    return name


def begin_together(cora: Visitor, name: str) -> None:
    cora.follow(name)
    cora.follow("Saying yes, together")
    cora.press("Start a session together")
    cora.press("Go on")


def say_yes(cora: Visitor) -> None:
    cora.press("Yes")
    cora.write("Who is here with you?", "Nobody else")
    cora.choose("In words", question="How did you say yes?")
    cora.press("Save my yes")


@pytest.mark.parametrize("how", [{"width": 768}, {"width": 360, "script": False}], ids=str)
def test_saying_yes_together(arrive: Arrive, child: str, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    cora.is_at("Today")
    begin_together(cora, child)
    cora.is_at("Who or what matters to you?")
    cora.write("Say it in your own words", "Find my Grandad. He had a shed.")
    cora.write("Is it about one person?", "Grandad")
    cora.press("Save this, and add more")
    cora.sees("Find my Grandad. He had a shed.")
    cora.write("Say it in your own words", "I would like a photo of me as a baby.")
    cora.press("Save and go on")
    cora.is_at("We may not find everyone")
    cora.press("Go on")

    cora.is_at("Can Cora Amberley talk with you?")
    cora.press("Yes")
    cora.press("Save my yes")
    assert len(cora.errors) == 2
    cora.write("Who is here with you?", "Linda, my foster carer")
    cora.choose("In words", question="How did you say yes?")
    cora.press("Save my yes")

    cora.is_at("Can Cora Amberley read your file?")
    cora.press("Not now")
    cora.is_at("Can Cora Amberley look for Grandad?")
    cora.press("No", exact=True)
    cora.is_at("That is all for today")
    cora.sees("I would like a photo of me as a baby.")
    cora.press("Keep a copy")
    for line in ("Can Cora Amberley talk with you?", "Can Cora Amberley read your file?"):
        cora.sees(line)
    cora.page.go_back()
    cora.press("We are done")
    cora.is_at("Please give this back to Cora Amberley")
    cora.press("It is me")
    cora.is_at(f"Saying yes, together with {child}")

    sam = arrive("Sam Thornbury", looks=False)
    sam.follow(child)
    sam.sees("Find my Grandad. He had a shed.")
    # A no about one person is between the child and the coordinator.
    sam.sees_not(re.compile("Look for someone: Grandad"))


def test_a_draft_survives_a_reload(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley", looks=False)
    begin_together(cora, child)
    cora.write("Say it in your own words", "Where is my brother?")
    cora.sees(re.compile(r"^Kept at \d\d:\d\d"))
    cora.page.reload()
    cora.sees("Here is what you wrote before.")
    assert cora.page.get_by_label("Say it in your own words").input_value() == "Where is my brother?"


def test_a_draft_survives_a_reload_before_it_was_sent(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley", width=768, looks=False)
    begin_together(cora, child)
    for words in ("Where is my brother?", "Where is my big brother?"):
        cora.write("Say it in your own words", words)
        cora.page.reload()
        assert cora.page.get_by_label("Say it in your own words").input_value() == words
    cora.sees(re.compile(r"^Kept at \d\d:\d\d"))
    assert cora.page.evaluate("window.sessionStorage.length") == 0


@pytest.mark.parametrize("script", [True, False])
def test_the_device_goes_back_to_the_coordinator_and_to_nobody_else(
    arrive: Arrive, service: county.Running, child: str, script: bool
) -> None:
    """Cora has a password here: one click signs her in, and only the password gets the device back."""
    link = service.kith("users", "link", "cora.amberley@wealdshire.example").splitlines()[-1]
    setter = arrive(looks=False)
    setter.go(link)
    for label in ("New Password", "New Password (again)"):
        setter.write(label, PASSWORD)
    setter.use(setter.page.locator("main button").first)

    cora = arrive("Cora Amberley", width=768, script=script)
    begin_together(cora, child)
    # The child presses Back, past the first page: the coordinator's page does not come.
    for _ in range(3):
        cora.page.go_back()
    cora.is_at("Please give this back to Cora Amberley")
    cora.sees_not("Sign out")
    cora.look()
    cora.follow("We are not done yet")
    cora.follow("Stop for today")
    cora.press("We are done")
    cora.page.go_back()
    cora.is_at("Please give this back to Cora Amberley")
    cora.go("/")
    cora.is_at("Please give this back to Cora Amberley")
    cora.press("It is me")
    assert cora.errors == ["Type your password"]
    cora.write("Password of Cora Amberley", PASSWORD)
    cora.press("It is me")
    cora.is_at(f"Saying yes, together with {child}")
    cora.go("/")
    cora.is_at("Today")


def test_stop_means_stop(arrive: Arrive) -> None:
    moira = arrive("Moira Kestrel", looks=False)
    moira.turn_to("Letters")
    row = moira.page.locator("tbody tr", has_text="Sent for a check").first
    name = row.locator("td").first.inner_text()
    moira.follow("Letter", within=row)  # not by name: two children may have the same
    moira.follow("The child’s record")
    moira.follow("The referral, with its history")
    if not moira.page.get_by_text("Coordinator Cora Amberley").count():
        moira.follow("Name another coordinator")
        if moira.page.get_by_label("Cora Amberley").count():
            moira.choose("Cora Amberley")
            moira.write("Why this person?", "Lives nearer.")
            moira.press("Save")

    cora = arrive("Cora Amberley", width=360)
    cora.follow(name, within=cora.page.locator(".kith-list").last)  # lines above it lead elsewhere
    cora.follow("Stop or pause")
    cora.sees(re.compile("Family time in the care plan or a court order does not stop"))
    cora.press("Stop everything")
    cora.sees(re.compile("Nothing more goes out"))

    moira.turn_to("Letters")
    held = moira.page.locator("tbody tr", has_text=name).first
    assert "Held" in held.inner_text()
    moira.follow("Letter", within=held)
    assert moira.page.get_by_role("button", name="Release it").count() == 0

    cora.go("/")
    cora.go("/referrals/stops/")
    cora.follow(name)
    cora.write("Who spoke with the child", "I did, in the park. She wants to go on, slowly.")
    cora.press("Start again, as agreed in person")
    cora.sees(re.compile("What was held stays held"))
    moira.turn_to("Letters")
    assert "Held" in moira.page.locator("tbody tr", has_text=name).first.inner_text()


def test_enter_in_the_name_of_somebody_stops_nobody_else(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley", looks=False)
    begin_together(cora, child)
    cora.write("Say it in your own words", "Find my Grandad.")
    cora.write("Is it about one person?", "Grandad")
    cora.press("Save and go on")
    cora.follow("Stop or pause")
    cora.write("Somebody else: what do you call them?", "Uncle Vic")
    with cora.page.expect_navigation():
        cora.page.keyboard.press("Enter")
    cora.sees(re.compile("Uncle Vic"))
    cora.sees_not(re.compile("Grandad"))


def test_a_note_is_kept_from_mum_and_copied_once(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley")
    cora.press("Write a note")
    cora.follow(child)
    cora.press("Save the note")
    assert cora.errors == ["Write what happened, or what the child said"]
    cora.write("What did the child say, in their words?", "I do not want Mum to know I asked.")
    cora.write("Your note", "We walked by the river.")
    cora.choose("Mum", question="Keep this from")
    cora.write("Copy for the case system", "The coordinator visited on the day agreed.")
    cora.press("Save the note")
    cora.sees("I do not want Mum to know I asked.")
    cora.sees(re.compile("Keep this from: Mum"))
    cora.turn_to("To copy")
    cora.follow(re.compile(re.escape(child) + ": a note"))
    assert "The coordinator visited on the day agreed." in cora.page.locator("textarea").input_value()
    assert "river" not in cora.page.locator("textarea").input_value()
    cora.press("I have copied it")
    cora.turn_to("To copy")
    assert cora.page.get_by_role("link", name=re.compile(re.escape(child) + ": a note")).count() == 0

    sam = arrive("Sam Thornbury")
    sam.follow(child)
    sam.sees_not("We walked by the river.")


def test_a_worry_always_passes(arrive: Arrive, child: str) -> None:
    cora = arrive("Cora Amberley")
    cora.follow(child)
    cora.follow("Something worries me")
    cora.press("Send it")
    assert cora.errors == ["Write what worries you"]
    cora.write("What worries you?", "A man waits outside the school.")
    cora.press("Send it")
    cora.is_at("It was sent")

    sam = arrive("Sam Thornbury")
    sam.follow(child, within=sam.page.locator(".kith-list").first)
    sam.sees("A man waits outside the school.")

    lea = arrive("Lea Marchetti")
    lea.is_at("Waiting for you")
    lea.sees("It is with you now: open it, or it goes to the next person.")
    lea.follow("Every concern, and who has it")
    lea.sees("Now with Lea Marchetti, who has not opened it yet.")
    lea.sees(re.compile("Sam Thornbury: opened"))
    lea.sees(re.compile("Lea Marchetti: not opened yet"))
    lea.follow(child)
    lea.sees("A man waits outside the school.")
    lea.sees("Lea Marchetti")
    lea.sees("opened it and has it.")
    lea.write("What was done?", "Rang the school and the police.")
    lea.press("Settle it")
    lea.sees("Rang the school and the police.")
