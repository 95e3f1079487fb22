"""Somebody who stands beside two children: looked for, found with the reasons, and looked at side by side."""

import pytest

from tests.journeys.conftest import Arrive
from tests.journeys.county import Running


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_everybody_is_looked_through_and_a_pair_is_told_apart(
    arrive: Arrive, service: Running, how: dict[str, object]
) -> None:
    cora = arrive("Cora Amberley", **how)
    cora.turn_to("Who stands here twice")
    cora.is_at("Who stands here twice")
    cora.press("Look through everybody")
    cora.sees("Everybody is being looked through now.")
    service.work_off_jobs()
    cora.turn_to("Who stands here twice")
    cora.sees("people were compared")
    cora.look()
    first = cora.page.locator("main section.kith-card").first
    pair = first.get_by_role("heading").inner_text()
    cora.follow("Look at both side by side", within=first)
    cora.is_at("Is this one person?")
    cora.follow("No, they are two people")
    cora.press("Yes, two people")
    cora.sees("Write how you know that these are two people")
    cora.write("How do you know that these are two people?", "Two cousins of one age, Nan says.")
    cora.press("Yes, two people")
    cora.sees("not offered again")
    cora.sees_not(pair)
