"""The manager: who waits and why, how soon in words, who takes whom."""

import re

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Arrive


@pytest.mark.parametrize("script", [True, False])
def test_from_a_referral_to_a_coordinator(arrive: Arrive, script: bool) -> None:
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel", script=script)
    moira.is_at("Waiting and not asked")
    moira.sees(re.compile(r"Could be offered: up to \d+; for \d+ of them a person must still check\."))
    moira.turn_to("Decisions")
    moira.follow(name)
    moira.choose("A relative is ill or very old")
    moira.press("Work it out again")
    assert moira.page.locator(".kith-card .govuk-tag").first.inner_text() == "Urgent"

    moira.choose("In turn", question="How soon?")
    moira.press("Accept and save")
    assert moira.errors == ["The reasons say “Urgent”. Write why you decide otherwise"]
    moira.write("If you decide otherwise", "The great-aunt is well again, says the hospital.")
    moira.press("Accept and save")
    moira.sees("How soon is decided, with its reasons.")

    moira.follow("Name a coordinator")
    moira.sees(re.compile(r"\d+ child(ren)? now; at most 12\."))
    moira.choose("Cora Amberley")
    moira.press("Save")
    moira.sees("Cora Amberley is the child’s coordinator now.")
    moira.follow("The child’s record")
    moira.is_at(name)
    for said in ("Ask the child, together.", "Talks about Nan Jean at every visit.", "Coordinator: Cora Amberley."):
        moira.sees(re.compile(re.escape(said)))
    assert name not in moira.page.title()


def test_a_child_who_is_allocated_no_longer_waits(arrive: Arrive) -> None:
    name = steps.refer(arrive("Sam Thornbury", looks=False))
    moira = arrive("Moira Kestrel", looks=False)
    steps.decide_how_soon(moira, name)
    moira.turn_to("Waiting")
    moira.follow(name)
    steps.allocate(moira, "Cora Amberley")
    moira.turn_to("Waiting")
    moira.sees_not(name)


def test_the_list_narrows_to_those_never_asked(arrive: Arrive) -> None:
    moira = arrive("Moira Kestrel")
    never = int(moira.page.locator(".kith-figure", has_text="Never asked").inner_text().split()[2])
    moira.follow("Who", within=moira.page.locator(".kith-figure", has_text="Never asked"))
    moira.sees(re.compile(rf"^{never} children in this list"))
    moira.follow("Who we are not reaching")
    moira.is_at("Who we are not reaching")


def test_the_three_clicks_of_the_readme(arrive: Arrive) -> None:
    moira = arrive("Moira Kestrel", looks=False)
    moira.follow("Who", within=moira.page.locator(".kith-figure", has_text="Never asked"))
    moira.use(moira.page.locator("tbody th a").first)
    moira.sees("Rules from:")
    moira.press("Refer this child")
    moira.is_at(re.compile("^Refer .* to Lifelong Links$"))
