"""Steps that several journeys share, each as the person would do it."""

from __future__ import annotations

from tests.journeys.visitor import Visitor


def first_not_offered(worker: Visitor) -> str:
    """The name of the first child of theirs who was not offered it yet."""
    worker.turn_to("Not offered yet")
    return worker.page.locator(".kith-list__name").first.inner_text()


def refer(worker: Visitor, why: str = "Talks about Nan Jean at every visit.") -> str:
    """Refer the first child not offered yet, in one page with the three safety questions; returns the name."""
    name = first_not_offered(worker)
    worker.follow(f"Refer {name}")
    fill_in_referral(worker, why)
    return name


def fill_in_referral(worker: Visitor, why: str = "Talks about Nan Jean at every visit.") -> None:
    """Fill in the one page of a referral, and refer."""
    worker.choose("On a visit", question="Where did it come up?")
    worker.write("Why, in a few words?", why)
    worker.write("Who must not know we are looking", "Nobody that we know of.")
    worker.write("Who could be a danger", "Nobody known today.")
    worker.write("Which orders or proceedings", "None.")
    worker.press("Refer")


def decide_how_soon(manager: Visitor, name: str) -> None:
    """Decide as the reasons say."""
    manager.turn_to("Decisions")
    manager.follow(name)
    proposed = manager.page.locator(".kith-card .govuk-tag").first.inner_text()
    manager.choose(proposed, question="How soon?")
    manager.press("Accept and save")


def allocate(manager: Visitor, coordinator: str) -> None:
    """On the page of a referral: name a coordinator who has room."""
    manager.follow("Name a coordinator")
    manager.choose(coordinator)
    manager.press("Save")


def find(anyone: Visitor, name: str) -> None:
    """Find a child by name, and open the record."""
    anyone.turn_to("Who could be offered it")
    anyone.write("Find a child by name", name)
    anyone.press("Find")
    anyone.follow(name)
    anyone.follow("The child's record")
