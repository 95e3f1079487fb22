"""Will's surprise: the file says that his father has died, and he has not.

The second of the six stories of practice Annex E: what the file says and what a sister says stand side by side, the
news waits until a named person tells it face to face with somebody there, and the stop button holds the letter. What
the carer needs is written down with the telling; carers have no pages of their own yet.
"""

import re

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.test_finding import hand_back, sent
from tests.journeys.visitor import Visitor

DAD = ["Dad", "Owen Farrow", "Father", "died"]
ALIVE = "Owen rang me in May, says his sister. He never knew."
ANSWERED = 200
TAG = re.compile(r"<[^>]*>")
CARER = "Linda, his carer, who stays all evening and has the coordinator’s number"


def test_a_father_who_is_said_to_be_dead(arrive: Arrive, service: county.Running) -> None:
    yes = [[step, "Dad"] for step in ("search", "approach")]
    story, _ = service.stage(("begin", {"stage": "approach", "persons": [DAD], "agreed": yes}), ("letters_look", {}))
    child, dad = story["child"], story["persons"]["Dad"]
    cora, sam = arrive("Cora Amberley", looks=False), arrive("Sam Thornbury", looks=False)

    pages = what_the_child_sees(cora, story)
    two_accounts_stand_side_by_side(cora, dad)
    the_news_waits(cora, child)
    assert what_the_child_sees(cora, story) == pages, "until it is told, the child's pages stay as they were"
    it_is_told_face_to_face(cora, sam, child)

    ready = [(step, {"connection": dad}) for step in ("is_sure", "is_safe", "a_letter_is_let_go")]
    service.stage(*ready)
    before = sent(service)
    the_child_presses_stop(cora, child, dad)
    service.work_off_jobs()
    assert sent(service) == before


def what_the_child_sees(cora: Visitor, story: dict[str, str]) -> list[str]:
    """The pages in the child's hands, word for word."""
    together = f"/referrals/{story['referral']}/together/"
    cora.go(together)
    cora.press("Start a session together")
    words = []
    for page in ("what-matters/", "not-everyone/", "question/", "what-i-said/", "end/"):
        answer = cora.page.request.get(cora.url + together + page)
        assert answer.status == ANSWERED, page
        main = answer.text().partition("<main")[2].partition("</main>")[0]
        words.append(" ".join(TAG.sub(" ", main).split()))
    cora.go(f"{together}end/")
    hand_back(cora)
    assert any("Dad" in one for one in words)
    assert not any(secret in one for one in words for secret in ("May", "sister", "alive"))
    return words


def two_accounts_stand_side_by_side(cora: Visitor, dad: str) -> None:
    """The file gives a year of death; a sister has spoken with him since. Neither wipes out the other."""
    cora.go(f"/people-who-matter/{dad}/facts/add/")
    cora.choose("Died")
    cora.write("Or only the year", "2015")
    cora.page.locator("[name=source]").select_option("file")
    cora.page.locator("[name=certainty]").select_option("certain")
    cora.press("Save it")
    cora.go(f"/people-who-matter/{dad}/status/")
    cora.choose("Could be this person")
    cora.page.locator("[name=source]").select_option("relative")
    cora.write("What happened?", ALIVE)
    cora.press("Save")
    cora.go(f"/people-who-matter/{dad}/")
    cora.sees("2015")
    cora.sees("Could be this person")
    cora.go(f"/people-who-matter/{dad}/history/")
    for said in ("Has died", "Could be this person", ALIVE):
        cora.sees(re.compile(re.escape(said)))


def the_news_waits(cora: Visitor, child: str) -> None:
    """Kept as news to tell, with nobody named yet: the page asks at once for somebody who will."""
    cora.go(f"/safety/children/{child}/news/add/")
    cora.choose("Something the child does not know")
    cora.pick("Whom is it about?", "Dad (Owen Farrow)")
    cora.write("What is known, and who says so?", ALIVE)
    cora.press("Keep it")
    cora.is_at(re.compile("^Who tells "))


def it_is_told_face_to_face(cora: Visitor, sam: Visitor, child: str) -> None:
    """Who, where, and who stays; the one who is named has it on the first page, and somebody looks in afterwards."""
    cora.go(f"/safety/children/{child}/news/")
    cora.follow("Say who tells it, when and where")
    cora.pick("Who tells the child?", "Sam Thornbury")
    cora.write("Where?", "At home, on the sofa")
    cora.press("Save the plan")
    assert cora.errors == ["Write who is with the child then, and afterwards"]
    cora.write("Who is with them then", CARER)
    cora.press("Save the plan")
    sam.go(f"/safety/children/{child}/news/")
    sam.sees(re.compile(re.escape(CARER)))
    sam.follow("It was told")
    sam.write("How was the child told", "I said: your dad is alive. We sat for a long time.")
    sam.press("Save: it was told")
    cora.go("/")
    cora.sees(re.compile("look in on the child"))
    cora.go(f"/safety/children/{child}/news/")
    cora.follow("Somebody has looked in")
    cora.write("How is the child?", "Angry, then glad. He wants to wait with the letter.")
    cora.press("Save")
    cora.sees("Told")


def the_child_presses_stop(cora: Visitor, child: str, dad: str) -> None:
    """One press about one person: the letter that was let go is held."""
    cora.go(f"/referrals/children/{child}/stop/")
    cora.write("Somebody else, by the child", "Dad")
    cora.press("Stop for this person", within=cora.page.locator("main"))
    cora.go(f"/finding/people/{dad}/")
    cora.sees(re.compile("^Held"))
    assert not steps.pressable(cora, re.compile("Write the")).count()
