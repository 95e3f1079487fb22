"""A long file is pasted: a page says whom it names, who is new, each with a sentence, and whom to look for next."""

import itertools

import pytest

from tests.journeys import steps
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

NEW, HERE = "Orla Fenwick", "Winifred Pascoe"
# One sentence of each entry names somebody; the first is named most, somebody here already once.
NAMING = [
    f"{NEW}, mother's cousin, sent a card and asked after the children.",
    "Paternal grandfather, Desmond Achebe, rang about the dog.",
    f"{NEW} came to the fair with a cake.",
    "Former foster carer, Bridie Lomax, wrote from Leeds.",
    "Uncle Tobias sent a parcel at Easter.",
    f"A letter came from {NEW}.",
]
# What most of a file is: long, and without anybody in it.
DULL = (
    "Home visit as planned. The bedroom was tidy and warm. Breakfast is eaten before school and the reading book comes "
    "home each night. The dentist found nothing to treat and the glasses still fit. Swimming on Thursday was enjoyed. "
    "The weather was wet, so the walk was short. Sleep is better since the new curtains. Pocket money is saved for a "
    "bicycle. The health check is due in spring and the school report came by post. Next visit in four weeks. "
)


def long_file() -> str:
    """Ten years of monthly visits."""
    months = itertools.product(range(2014, 2024), range(1, 13))
    said = itertools.cycle(NAMING)
    entries = [f"12/{month:02}/{year} - {DULL * 2}{next(said)}" for year, month in months]
    return "\n\n".join([*entries, f"14/01/2024 - {HERE} rang and asked how things are."])


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
    cora.write("Paste the notes", long_file())
    cora.press("See who is named")

    # Who it names, how many are here already, and how many of these nobody has looked for.
    told = cora.page.locator("main p strong").first.inner_text()
    assert told.startswith("6 people, ")
    assert "perhaps here already" in told
    assert "nobody has looked for or written to" in told
    shown = cora.page.locator(".kith-card").all()
    names = " ".join(cora.page.locator(".kith-card h2").all_inner_texts())
    assert all(one in names for one in (NEW, "Desmond Achebe", "Bridie Lomax", "Tobias", "Mother", HERE)), names

    # Who is new comes first, the most often named at the top, each with the sentence.
    assert all(card.locator("blockquote mark").count() == 1 for card in shown)
    first, last = shown[0], shown[-1]
    assert first.locator("h2").inner_text() == f"{NEW}, mother’s cousin"
    assert "sent a card and asked after the children" in first.locator("blockquote").inner_text()
    assert "Named 60 times, 2014 to 2023" in first.inner_text()

    # Who is here stands last, with what speaks for it, the rivals, and what would settle it.
    for words in (HERE, "Could it be somebody who is here?", "First name: the same", "would settle it best"):
        assert words in last.inner_text(), words
    cora.choose("Add as a new person", question=f"Who is this? {NEW}")
    cora.choose("The same as somebody here", question=f"Who is this? {HERE}")
    cora.press("Save these answers")
    cora.sees("1 added, 1 put beside somebody here.")

    # The next three, and why.
    cora.follow("Look for next: three, and why")
    cora.is_at("Look for next")
    cora.sees("The next 3")
    cards = cora.page.locator("main .kith-screen-only > .kith-card")
    assert cards.count() == 3
    assert all(one.locator("h3").inner_text() and one.locator("li").count() for one in cards.all())
