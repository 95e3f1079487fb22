"""Two people, or two tabs, and one record: the second sees both versions and loses nothing."""

import re

from tests.journeys import steps
from tests.journeys.conftest import Arrive


def test_the_second_is_told_what_changed(arrive: Arrive) -> None:
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel")
    steps.decide_how_soon(moira, name)
    moira.follow("Decide again how soon")
    second = moira.second_tab()
    second.go(moira.page.url)
    for tab, words in ((moira, "Asked for her brother in the car."), (second, "Rang from school about her brother.")):
        tab.choose("Has asked more than once")
        tab.write("What should people know about the reasons you ticked?", words)
        tab.choose("Soon", question="How soon?")
        tab.press("Save")

    moira.sees("How soon is decided, with its reasons.")
    assert second.status == 409
    second.is_at("changed this since you opened it")
    second.sees("Rang from school about her brother.")
    second.press("Save what I wrote")
    second.sees(re.compile("How soon is decided"))


def test_what_is_saved_can_be_kept(arrive: Arrive) -> None:
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel", looks=False)
    steps.decide_how_soon(moira, name)
    moira.follow("Name a coordinator")
    second = moira.second_tab()
    second.go(moira.page.url)
    for tab, who in ((moira, "Dilan Shah"), (second, "Freya Osborne")):
        tab.choose(who)
        tab.write("Why this person?", f"{who} lives nearer.")
        tab.press("Save")
    second.is_at("changed this since you opened it")
    second.sees("Dilan Shah")
    second.follow("Keep what is saved now")
    second.sees(re.compile("The coordinator now is Dilan Shah"))
