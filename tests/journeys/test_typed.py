"""What is typed outlasts a reload, in this tab only, and is gone once it is sent, forgotten or the device goes on."""

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

WORDS = "He asked for his Nan twice."


def kept(visitor: Visitor) -> int:
    return int(visitor.page.evaluate("window.sessionStorage.length"))


def a_note(coordinator: Visitor) -> None:
    """The page of a note about the first of their children, half written."""
    coordinator.follow("Write a note about")
    coordinator.write("Your note", WORDS)


def test_a_note_outlasts_a_reload_and_is_gone_once_it_is_sent(arrive: Arrive) -> None:
    cora = arrive("Cora Amberley", looks=False)
    a_note(cora)
    cora.page.reload()
    cora.sees("Here is what you wrote before.")
    assert WORDS in cora.page.locator("textarea").evaluate_all("all => all.map(one => one.value)")
    cora.press("Save the note")
    assert kept(cora) == 0


def test_what_a_form_refused_is_still_there_after_a_look_elsewhere(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury", looks=False)
    sam.follow("Refer ")
    address = sam.page.url
    sam.write("Why, in a few words?", WORDS)
    sam.press("Refer", exact=True)
    assert sam.errors
    sam.go("/")
    sam.go(address)
    sam.sees("Here is what you wrote before.")
    assert WORDS in sam.page.locator("textarea").evaluate_all("all => all.map(one => one.value)")


def test_what_was_typed_can_be_forgotten_and_is_not_there_after_signing_out(arrive: Arrive) -> None:
    cora = arrive("Cora Amberley", looks=False)
    a_note(cora)
    cora.page.reload()
    cora.press("Forget it")
    cora.sees_not("Here is what you wrote before.")
    assert kept(cora) == 0
    cora.write("Your note", WORDS)
    address = cora.page.url
    assert kept(cora) == 1
    cora.press("Sign out")
    assert kept(cora) == 0
    cora.be("Cora Amberley")
    cora.go(address)
    assert WORDS not in cora.page.locator("textarea").evaluate_all("all => all.map(one => one.value)")


@pytest.mark.parametrize("script", [True, False])
def test_a_note_sent_after_the_session_ended_comes_back_and_is_saved(
    arrive: Arrive, service: county.Running, script: bool
) -> None:
    cora = arrive("Cora Amberley", width=360, script=script)
    a_note(cora)
    cora.choose("Mum", question="Keep this from")
    service.sit_idle(16)
    cora.press("Save the note")
    cora.sees("it waits for you alone for 30 minutes")
    cora.press("Be Cora Amberley")
    cora.is_at("What you wrote is not sent yet")
    cora.write("Your note", f"{WORDS} And his dog.")
    cora.press("Send it now")
    cora.sees(f"{WORDS} And his dog.")
    assert "Keep this from: Mum." in cora.words


def test_what_waits_is_for_nobody_else_and_can_be_thrown_away(arrive: Arrive, service: county.Running) -> None:
    cora = arrive("Cora Amberley", looks=False)
    a_note(cora)
    service.sit_idle(16)
    cora.press("Save the note")
    cora.press("Be Sam Thornbury")
    cora.sees_not(WORDS)
    cora.be("Cora Amberley")
    cora.press("Throw it away")
    cora.sees("What you wrote was thrown away.")
    cora.go("/sign-in/unsent/")
    cora.sees_not(WORDS)


def kept_again(visitor: Visitor, label: str, words: str) -> None:
    """Half write it, load the page again: the words are there, and the page says why."""
    visitor.write(label, words)
    visitor.page.reload()
    visitor.sees("Here is what you wrote before.")
    assert visitor.page.get_by_label(label).first.input_value() == words


def test_referring_the_safety_questions_and_withdrawing_outlast_a_reload(arrive: Arrive) -> None:
    sam = arrive("Sam Thornbury")
    sam.follow(f"Refer {steps.first_not_offered(sam)}")
    kept_again(sam, "Who must not know we are looking", "Her father’s brother.")
    steps.fill_in_referral(sam)
    assert kept(sam) == 0
    sam.follow("See the referral")
    sam.follow("Answer the safety questions again")
    kept_again(sam, "Who could be a danger", "A neighbour, to the child.")
    sam.go(sam.page.url.replace("/safety/", "/"))
    sam.follow("Propose to withdraw")
    sam.sees_not("Here is what you wrote before.")
    kept_again(sam, "In a few words", "Her plan changed last week.")
    sam.press("Forget it")
    assert sam.page.get_by_label("In a few words").first.input_value() == ""


def test_any_page_with_words_on_it_outlasts_a_reload(arrive: Arrive) -> None:
    """Nothing has to be marked for it: another ask of the child, and why it was offered or not."""
    sam = arrive("Sam Thornbury", looks=False)
    name = steps.first_not_offered(sam)
    sam.follow(f"Refer {name}")
    child = sam.page.url.split("/children/")[1].split("/")[0]
    sam.go(f"/referrals/children/{child}/offered/")
    kept_again(sam, "In the child’s words", "Not now. Ask me in the summer.")
    sam.go(f"/referrals/children/{child}/not-now/")
    sam.sees_not("Here is what you wrote before.")


def test_how_soon_and_the_answers_of_parents_outlast_a_reload(arrive: Arrive) -> None:
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel")
    moira.turn_to("Decisions")
    moira.follow(name)
    kept_again(moira, "What should people know about the reasons you ticked?", "Asked for her in the car.")
    moira.go(moira.page.url.replace("/how-soon/", "/parents/"))
    kept_again(moira, "In a few words", "She says yes, if nobody writes to his father.")


def test_words_kept_in_a_tab_hide_no_change_by_somebody_else(arrive: Arrive) -> None:
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel", looks=False)
    steps.decide_how_soon(moira, name)
    moira.follow("Decide again how soon")
    second = moira.second_tab()
    second.go(moira.page.url)
    for tab, words in ((second, "Rang from school."), (moira, "Asked for her in the car.")):
        tab.choose("Has asked more than once")
        tab.write("What should people know about the reasons you ticked?", words)
        tab.choose("Soon", question="How soon?")
    moira.press("Save")
    second.page.reload()
    second.sees("Here is what you wrote before.")
    second.press("Save")
    second.is_at("changed this since you opened it")
    second.sees("Rang from school.")


def test_the_last_page_of_a_map_outlasts_a_reload(arrive: Arrive) -> None:
    child = steps.childs_name(arrive)
    cora = arrive("Cora Amberley", width=768)
    steps.agree_to_talk(cora, child)
    steps.people(cora, child)
    cora.follow("As a map, on any day")
    cora.press("Draw the map together")
    cora.write("Who is here with you?", "Cora and me")
    cora.press("Go on")
    cora.follow("Stop for today")
    kept_again(cora, "anything you want to say", "These are mine.")
    cora.choose("Yes, they can see it")
    cora.press("Keep my map")
    assert kept(cora) == 0


@pytest.mark.parametrize(
    ("script", "said"),
    [(True, "only this tab keeps what you write"), (False, "is kept only once you press Refer")],
)
def test_a_referral_says_from_the_start_where_its_half_is_kept(arrive: Arrive, *, script: bool, said: str) -> None:
    sam = arrive("Sam Thornbury", looks=False, script=script)
    sam.follow("Refer ")
    hint = sam.page.locator("[data-kith-kept-said]")
    assert hint.is_visible()
    assert said in hint.inner_text()
