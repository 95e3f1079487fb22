"""A long file is pasted: a page says whom it names, who is new, each with a sentence, and whom to look for next."""

import pytest

from bench import casefiles
from tests.journeys import steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

# About ten years of notes of one child.
PAGES = 60
NEW, HERE = "Orla Fenwick-Tate", "Winifred Pascoe"
YEARS = "".join(
    f"\n\n04/05/{year} {NEW}, her mother’s cousin, sent a card and asked after her.\n\n" for year in range(2016, 2024)
)


def people_of_one_to_look_for(cora: Visitor) -> str:
    """Go to the people of a child of hers for whom somebody is to be looked for; gives the address."""
    cora.go(cora.page.get_by_role("link", name="Look for next for").first.get_attribute("href") or "")
    cora.follow("Back to people and safety")
    return cora.page.url


@pytest.mark.parametrize("how", [{"width": 360, "script": False}, {"width": 1280}], ids=str)
def test_a_long_file_says_whom_it_names_who_is_new_and_whom_to_look_for(arrive: Arrive, how: dict[str, object]) -> None:
    cora = arrive("Cora Amberley", **how)
    people = people_of_one_to_look_for(cora)
    steps.add_person_here(cora, (HERE, "", "Mum’s friend"))
    cora.go(people)
    cora.follow("What the file knows")
    cora.write("Paste the notes", f"{YEARS}{casefiles.pages(PAGES)}\n\nJune 2021: {HERE} rang and asked how she is.")
    cora.press("See who is named")

    # Who it names, how many are here already, and how many of these nobody has looked for.
    cora.is_at("Who is named in these notes")
    told = cora.page.locator("main p strong").first.inner_text()
    assert int(told.split()[0]) > 50, told
    assert "perhaps here already" in told

    # Who is new comes first, the most often named at the top, with the sentence.
    first = cora.page.locator(".kith-card").first
    assert first.locator("h2").inner_text().startswith(NEW)
    assert first.locator("mark").inner_text() == NEW
    assert "sent a card and asked after her" in first.locator("blockquote").inner_text()
    assert "Named 8 times, 2016 to 2023" in first.inner_text()
    assert all(card.locator("blockquote mark").count() == 1 for card in cora.page.locator(".kith-card").all())
    cora.choose("Add as a new person", question=f"Who is this? {first.locator('h2').inner_text()}")
    cora.press("Save these answers")
    cora.sees("1 added.")

    # Who is here stands last, with what speaks for it, the rivals, and what would settle it.
    cora.follow(cora.page.locator(".govuk-pagination__link").all_inner_texts()[-2].strip())
    card = cora.page.locator(".kith-card", has_text=HERE).first
    for words in ("Could it be somebody who is here?", "First name: the same", "would settle it best"):
        assert words in card.inner_text(), words

    # The next three, and why.
    cora.follow("Look for next: three, and why")
    cora.is_at("Look for next")
    cora.sees("The next 3")
    shown = cora.page.locator("main .kith-screen-only > .kith-card")
    assert shown.count() == 3
    assert all(one.locator("h3").inner_text() and one.locator("li").count() for one in shown.all())
