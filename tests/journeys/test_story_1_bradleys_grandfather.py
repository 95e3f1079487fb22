"""Bradley's grandfather: a scan alone names him, he is one of two of that name, and he stands up at the conference.

The first of the six stories of practice Annex E, as far as the pages of today go: the conference has no page of its own
yet, so it stands in the record by its day and a note, and so does its plan.
"""

import datetime as dt
import re

from tests.domain import note_files
from tests.journeys import county
from tests.journeys.conftest import Arrive
from tests.journeys.visitor import Visitor

NAME, AUNT, OTHER = "Derek Ashdown", "Carol Ashdown", "Derek from the farm"
CALLED = "Dad’s dad"
SCAN = f"Seen with his paternal grandfather, {NAME}, who drove the school bus in Ramsgate. No address is known."
STOOD_UP = "He stood up and said: I am your grandad, and I am not going anywhere."
PLAN = "The plan: Derek rings every Sunday at five. If he cannot, Carol rings."
BEGINS = {
    "stage": "safety_checks",
    "persons": [["Carol", AUNT, "Dad’s sister", "in_touch"]],
    "agreed": [["file", ""], *([step, CALLED] for step in ("search", "approach", "meet"))],
}


def test_a_grandfather_of_whom_a_scan_alone_knows_stands_up_at_the_conference(
    arrive: Arrive, service: county.Running
) -> None:
    story, _ = service.stage(("begin", BEGINS), ("letters_look", {}))
    child, cora = story["child"], arrive("Cora Amberley", looks=False)
    the_scan_names_him(cora, child)
    driver, farmer = two_of_that_name(cora, child)
    the_aunt_confirms_one(cora, driver, farmer)

    service.stage(("is_safe", {"connection": driver, "kinds": ["letter", "supervised", "conference"]}))
    a_letter_that_says_nothing_of_care(cora, driver)
    he_answers(cora, arrive("Lea Marchetti", looks=False), story["name"], driver)
    service.work_off_jobs()
    service.stage(("say_yes", {"referral": story["referral"], "step": "conference", "stage": "reconnection"}))
    they_meet(cora, driver)
    the_conference_is_held(cora, story)
    the_network_has_grown(cora, child)


def the_scan_names_him(cora: Visitor, child: str) -> None:
    """The scan goes in as a PDF; nobody enters the record before a person says yes."""
    cora.go(f"/finding/children/{child}/file/")
    scan = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": note_files.pdf(SCAN)}
    cora.page.get_by_label("Or send a file").set_input_files(scan)  # type: ignore[arg-type]
    cora.press("See who is named")
    cora.is_at("Who is named in these notes")
    assert cora.page.locator("mark", has_text=NAME).count(), "he is shown in his sentence"
    cora.choose("Add as a new person", question=f"Who is this? {NAME}")
    cora.press("Save these answers")
    cora.sees("1 added.")
    cora.go(f"/people-who-matter/children/{child}/")
    cora.follow(NAME)
    cora.follow("Change who they are")
    cora.page.locator("[name=called]").fill(CALLED)  # the child asked for him by this name, and knows no other
    cora.press("Save")
    cora.sees(CALLED)


def two_of_that_name(cora: Visitor, child: str) -> tuple[str, str]:
    """A second of the same name turns up: the page shows the first before it takes another. The ids of the two."""
    cora.go(f"/people-who-matter/children/{child}/")
    address = cora.page.get_by_role("link", name=NAME).first.get_attribute("href") or ""
    cora.go(f"/people-who-matter/children/{child}/add/")
    cora.write("Name", NAME)
    cora.page.locator("[name=called]").fill(OTHER)
    cora.page.locator("[name=how_related]").fill("A man of that name on the voters’ list")
    cora.pick("Where does it stand today?", "Could be this person")
    cora.choose("Not yet", question="Does the child know of this person?")
    cora.page.locator("[name=source]").select_option("public_record")
    cora.page.locator("[name=certainty]").select_option("certain")
    cora.press("Add this person")
    cora.sees("Could it be one of these people?")
    cora.choose("I have looked: this is somebody else")
    cora.press("Add this person")
    cora.sees("does not know of this person yet.")
    return county.an_id(address), county.an_id(cora.page.url)


def the_aunt_confirms_one(cora: Visitor, driver: str, farmer: str) -> None:
    """The scan alone is not enough; with the aunt's word it is him, and the other goes."""
    cora.go(f"/finding/people/{driver}/")
    cora.sees(re.compile(re.escape(NAME) + ", who drove the school bus"))
    cora.press("Start looking")
    cora.press("Start looking")
    source(cora, "The file", "The scan", "Drove the school bus in Ramsgate.")
    it_is_him(cora)
    assert cora.errors == ["Two independent sources must say that this is the person before it is sure."]
    cora.go(f"/finding/people/{driver}/")
    source(cora, "A relative's account", AUNT, "Dad drove the bus for twenty years. The farmer is no kin of ours.")
    it_is_him(cora)
    cora.sees("Found, and sure")

    cora.go(f"/people-who-matter/{farmer}/take-off/")
    cora.choose("We looked for somebody, and this is not them")
    cora.press("Take off")
    cora.sees("What was found of them is being deleted.")
    cora.go(f"/people-who-matter/{farmer}/")
    cora.sees("Taken off the people who matter.")


def source(cora: Visitor, kind: str, who: str, words: str) -> None:
    """One source that says it is him."""
    cora.follow("Add what says so")
    cora.choose(kind)
    cora.write("Who or what exactly?", who)
    cora.write("What does it say?", words)
    cora.press("Save the source")


def it_is_him(cora: Visitor) -> None:
    """End the search as found."""
    cora.follow("It has ended")
    cora.choose("Found, and sure")
    cora.write("In a few words", "It is the driver.")
    cora.press("Save", exact=True)


def a_letter_that_says_nothing_of_care(cora: Visitor, driver: str) -> None:
    """The first layer says who writes and no more: a word too much does not pass."""
    cora.go(f"/finding/people/{driver}/")
    cora.press("Write the first letter")
    cora.write("Name and address it goes to", f"{NAME}\n1 Made-up Road")
    words = cora.page.get_by_label("What it says").input_value()
    cora.write("What it says", f"{words}\nYour grandson asks for you.")
    cora.choose("I looked today")
    cora.press("Send it for a check")
    assert cora.errors == ["This letter may not say that yet. Take out: “grandson”"]
    cora.write("What it says", words)
    cora.press("Send it for a check")
    cora.sees("Sent for a check.")


def he_answers(cora: Visitor, lea: Visitor, name: str, driver: str) -> None:
    """The lead releases it, and what he says is kept in his words."""
    lea.go("/safety/letters/")
    lea.follow(f"{name}: {CALLED}")
    lea.press("Release it")
    cora.go(f"/finding/people/{driver}/")
    cora.sees_not("Write down the answer")


def they_meet(cora: Visitor, driver: str) -> None:
    """The answer in his words, and the first time they see each other."""
    cora.go(f"/finding/people/{driver}/")
    cora.follow("Write down the answer")
    cora.choose("Yes", question="What did they answer?")
    cora.write("What was said, and by whom?", "He wept, and asked when he can come.")
    cora.press("Save the answer")
    today = dt.date.today()
    cora.press("Plan family time")
    cora.choose("Meet with a worker there")
    cora.day("on", today.year, today.month, today.day)
    cora.write("Where?", "The bus museum")
    cora.write("Who is there to help?", "Cora")
    cora.press("Plan it")
    cora.follow("What came of it")
    cora.choose("It happened")
    cora.press("Save", exact=True)


def the_conference_is_held(cora: Visitor, story: dict[str, str]) -> None:
    """By its day and a note, and the plan after it: the same on the record, where everybody around the child reads."""
    for stage, said, words in (
        ("The conference", STOOD_UP, "Twelve people came; he sat next to the child."),
        ("The support plan", "", PLAN),
    ):
        cora.go(f"/referrals/{story['referral']}/move-on/")
        cora.follow(stage)
        cora.write("In a few words", words)
        cora.press("Save", exact=True)
        cora.go(f"/notes/children/{story['child']}/write/")
        cora.write("What did the child say, in their words?", said)
        cora.write("Your note", words)
        cora.press("Save the note")
        for one in filter(None, (said, words)):
            cora.sees(one)


def the_network_has_grown(cora: Visitor, child: str) -> None:
    """In touch yesterday: one. In touch today: he too."""
    before = dt.date.today() - dt.timedelta(days=1)
    after = dt.date.today()
    cora.go(f"/network/children/{child}/changes/")
    cora.day("first", before.year, before.month, before.day)
    cora.day("second", after.year, after.month, after.day)
    cora.press("Compare these days")
    assert cora.page.locator(".kith-card", has_text="New, or back in touch").get_by_text(NAME).count()
