"""Not now: a twelve-year-old says yes, and after the first letter not now.

The third of the six stories of practice Annex E: what waits to leave is held by the answer itself, nothing is taken out
of the record, the question is there again on the day the child named, and the end counts as the child's own choice.
"""

import datetime as dt
import re
import time

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.test_finding import hand_back, sent
from tests.journeys.visitor import Visitor

NAN = ["Nan Rose", "Rose Penhallow", "Mum’s mum", "named_unfound"]
AUNT = ["Aunt Dot", "Dorothy Penhallow", "Mum’s sister", "named_unfound"]
TWELVE, A_FEW_SECONDS = 12, 5
QUESTION = "Can Cora Amberley talk with you?"


def test_a_not_now_after_the_first_letter(arrive: Arrive, service: county.Running) -> None:
    story = begins(service)
    cora, moira = arrive("Cora Amberley", looks=False), arrive("Moira Kestrel", looks=False)
    before = counted(moira)
    gone = sent(service)

    says_not_now(cora, story["referral"])
    service.work_off_jobs()
    assert sent(service) == gone, "the aunt's letter was let go, and stays here"
    nothing_is_erased(cora, story)

    cora.go(f"/referrals/{story['referral']}/together/")
    cora.sees("There is nothing to ask just now.")
    service.stage(("a_day_comes", {"referral": story["referral"]}))
    asked_again_she_says_no(cora, story["referral"])
    after = counted(moira)
    assert after["Stopped by the child"] == before["Stopped by the child"] + 1
    assert after["Withdrawn by the worker"] == before["Withdrawn by the worker"]
    assert after["Going on"] == before["Going on"] - 1


def begins(service: county.Running) -> dict[str, str]:
    """Nan has had the first letter; the aunt's was let go this minute and has not left."""
    born = dt.date.today() - dt.timedelta(days=TWELVE * 366)
    yes = [[step, who[0]] for who in (NAN, AUNT) for step in ("search", "approach")]
    story, _ = service.stage(
        ("begin", {"stage": "approach", "persons": [NAN, AUNT], "agreed": yes, "born_on": born.isoformat()}),
        ("letters_look", {}),
    )
    nan, aunt = ({"connection": story["persons"][who[0]]} for who in (NAN, AUNT))
    ready = [(step, one) for one in (nan, aunt) for step in ("is_sure", "is_safe")]
    before = sent(service)
    service.stage(*ready, ("a_letter_is_let_go", nan))
    service.work_off_jobs()
    assert len(sent(service) - before) == 1
    service.stage(("a_letter_is_let_go", aunt))
    return {**story, **story["persons"]}


def says_not_now(cora: Visitor, referral: str) -> None:
    """One tap, no reason asked; the letter that waits is held within seconds."""
    cora.go(f"/referrals/{referral}/together/")
    cora.press("Start a session together")
    cora.go(f"/referrals/{referral}/together/what-i-said/")
    card = cora.page.locator(".kith-card", has_text=QUESTION)
    began = time.monotonic()
    cora.press("Not now, ask me in a month", within=card)
    assert time.monotonic() - began < A_FEW_SECONDS
    cora.go(f"/referrals/{referral}/together/end/")
    hand_back(cora)


def nothing_is_erased(cora: Visitor, story: dict[str, str]) -> None:
    """Both people, both letters and every earlier yes stand where they stood."""
    for who, stands in ((NAN, "Sent"), (AUNT, "Held")):
        cora.go(f"/finding/people/{story[who[0]]}/")
        cora.sees(re.compile(f"^{stands}"))
        assert not steps.pressable(cora, re.compile("Write the")).count()
    cora.go(f"/people-who-matter/children/{story['child']}/")
    for who in (NAN, AUNT):
        cora.sees(who[1])
    cora.go(f"/referrals/{story['referral']}/together/")
    said = cora.page.locator("tbody").first
    assert said.get_by_text("Get in touch with this person: Nan Rose").count() == 1
    assert said.locator("tr", has_text="Talk with me").count() == 2, "the yes of before, and the not now"


def asked_again_she_says_no(cora: Visitor, referral: str) -> None:
    """On her own day the question is there again, and not before; her no ends the work as hers."""
    cora.go(f"/referrals/{referral}/together/")
    cora.sees(re.compile(f"Next to ask: “{re.escape(QUESTION)}"))
    cora.press("Start a session together")
    cora.go(f"/referrals/{referral}/together/question/")
    cora.is_at(QUESTION)
    cora.press("No", exact=True)
    cora.go(f"/referrals/{referral}/together/end/")
    hand_back(cora)
    cora.go(f"/referrals/{referral}/")
    cora.sees("Stopped by the child")


def counted(moira: Visitor) -> dict[str, int]:
    """Where each child who was put forward stands now, as the manager's first page counts."""
    moira.go("/")
    rows = moira.page.locator("table", has_text="Withdrawn by the worker").first.locator("tbody tr")
    cells = [[one.text_content() or "" for one in row.locator("th, td").all()] for row in rows.all()]
    return {name.strip(): int(re.findall(r"\d+", number)[0]) for name, number, *_ in cells}
