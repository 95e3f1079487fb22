"""Somebody who stands beside two children: looked for, found with the reasons, and looked at side by side."""

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.county import Running


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_everybody_is_looked_through_and_a_pair_is_told_apart(
    arrive: Arrive, service: Running, how: dict[str, object]
) -> None:
    moira = arrive("Moira Kestrel", **how)
    moira.go("/children/")
    moira.follow("Who stands here twice")
    moira.is_at("Who stands here twice")
    moira.press("Look through everybody")
    moira.sees("Everybody is being looked through now.")
    service.work_off_jobs()
    moira.page.reload()
    moira.sees("people were compared")
    moira.look()
    first = moira.page.locator("main section.kith-card").first
    pair = first.get_by_role("heading").inner_text()
    moira.follow("Look at both side by side", within=first)
    moira.is_at("Is this one person?")
    moira.follow("No, they are two people")
    moira.press("Yes, two people")
    moira.sees("Write how you know that these are two people")
    moira.write("How do you know that these are two people?", "Two cousins of one age, Nan says.")
    moira.press("Yes, two people")
    moira.sees("not offered again")
    moira.sees_not(pair)
