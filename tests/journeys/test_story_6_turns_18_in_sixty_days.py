"""Turns 18 in sixty days: he came to this country alone, is in custody, and his mother is abroad.

The sixth of the six stories of practice Annex E: nothing goes abroad but by the Red Cross, a man who says that he is
family is held, the interpreter whom he refuses does not come; at 18 each yes is asked of him anew and of nobody else,
and the plan is there after the work has closed, for his personal adviser. The panel's table has no page yet, and the
plan stands in the record by its day and words.
"""

import datetime as dt
import re

import pytest

from kith.domain import dates
from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.test_finding import hand_back, sent
from tests.journeys.visitor import Visitor

MUM = ["Mum", "Abeba Tesfay", "Mother", "named_unfound"]
UNCLE = ["Uncle Yonas", "Yonas Tesfay", "Says he is my uncle", "could_be"]
COACH = ["Coach Ray", "Raymond Oldcastle", "Football coach", "lost_touch"]
LETTER = "Write the first letter"
INTERPRETER, LANGUAGE = "Mr Haile of the agency in Ashford", "Tigrinya"
PLAN = "The plan: Coach Ray rings every Sunday. The Red Cross tells Petra when there is news of Mum."
DAYS, ADULT = 60, 18


@pytest.fixture
def story(service: county.Running) -> dict[str, str]:
    born = dates.years_before(dt.date.today() + dt.timedelta(days=DAYS), ADULT)
    people = [MUM, UNCLE, COACH]
    given = {
        "stage": "approach", "persons": people, "alone": True, "custody": True, "language": LANGUAGE,
        "born_on": born.isoformat(), "agreed": [[step, who[0]] for who in people for step in ("search", "approach")],
    }  # fmt: skip
    one, _ = service.stage(("begin", given), ("letters_look", {}))
    mum, uncle, coach = (one["persons"][who[0]] for who in people)
    ready = [(step, {"connection": who}) for who in (uncle, coach, mum) for step in ("is_sure", "is_safe")]
    taken = [
        {"child": one["child"], "kind": kind, "about": who} for kind, who in (("presented", uncle), ("abroad", mum))
    ]
    service.stage(*ready, *(("care_is_taken", given) for given in taken))
    return {**one, "mum": mum, "uncle": uncle, "coach": coach}


def test_he_turns_18_and_decides_alone(arrive: Arrive, service: county.Running, story: dict[str, str]) -> None:
    cora, sam, moira = (arrive(name, looks=False) for name in ("Cora Amberley", "Sam Thornbury", "Moira Kestrel"))
    before = sent(service)
    the_checks_come_first(cora, sam, story)
    who_says_he_is_family_is_held(cora, story)
    only_the_red_cross_looks_abroad(cora, story)
    nothing_goes_to_the_home_office(cora, moira, story["child"])
    a_session_without_that_interpreter(cora, sam, story)

    service.stage(("a_letter_is_let_go", {"connection": story["coach"]}))
    cora.go(f"/referrals/{story['referral']}/move-on/")
    cora.sees_not("Go on as a care leaver")
    service.stage(("turns", {"child": story["child"], "years": ADULT}))
    service.work_off_jobs()
    assert sent(service) == before, "let go under a yes of a seventeen-year-old"

    he_alone_is_asked(cora, story)
    the_plan_survives_the_end(cora, moira, story)
    service.stage(("a_personal_adviser_takes_over", {"child": story["child"]}))
    his_adviser_reads_it_and_nobody_else_of_before(arrive("Petra Lindqvist", looks=False), sam, story)


def the_checks_come_first(cora: Visitor, sam: Visitor, story: dict[str, str]) -> None:
    """Sure, safe and agreed are not enough: the check for trafficking comes before anybody is reached."""
    cora.go(f"/finding/people/{story['coach']}/")
    cora.sees(re.compile("First write down the check for trafficking"))
    assert not steps.pressable(cora, LETTER).count()
    cora.follow("What comes before anybody is reached")
    cora.sees(re.compile("came to this country alone"))
    steps.write_care(sam, story["child"], "Checked for trafficking", "The first responder’s answer of 3 November.")
    cora.go(f"/finding/people/{story['coach']}/")
    assert steps.pressable(cora, LETTER).count()


def who_says_he_is_family_is_held(cora: Visitor, story: dict[str, str]) -> None:
    """He came to the gate and said that he is the uncle; the young person has never seen him."""
    cora.go(f"/finding/people/{story['uncle']}/")
    cora.sees(re.compile("They are held until who they are is confirmed"))
    assert not steps.pressable(cora, LETTER).count()


def only_the_red_cross_looks_abroad(cora: Visitor, story: dict[str, str]) -> None:
    """His mother is looked for by the tracing service; no letter to her is written here."""
    cora.go(f"/finding/people/{story['mum']}/")
    cora.sees(re.compile("the Red Cross looks and asks, not we"))
    assert not steps.pressable(cora, LETTER).count()
    cora.press("Start looking")
    cora.press("Start looking")
    cora.follow("Write down a try")
    cora.choose("Family tracing by the Red Cross")
    cora.choose("No answer yet")
    cora.write("What was done", "Tracing request signed by him.")
    cora.press("Save")
    cora.sees("Tracing request signed by him.")


def nothing_goes_to_the_home_office(cora: Visitor, moira: Visitor, child: str) -> None:
    """Not even as a legal notice, whoever lets it go: a lawyer of the council answers what must be answered."""
    cora.go(f"/letters/children/{child}/write/")
    cora.choose("Legal notice")
    cora.write("Name and address it goes to", "Home Office\nLunar House")
    cora.write("What it says", "He has family in Kassala.")
    cora.press("Keep it until it is released")
    assert cora.errors == []
    moira.go(cora.page.url)
    assert not steps.pressable(moira, "Release it").count()
    moira.sees("Nothing about an unaccompanied young person goes to an immigration body from here.")


def a_session_without_that_interpreter(cora: Visitor, sam: Visitor, story: dict[str, str]) -> None:
    """Whom he refuses is named before a session, and so is the birthday at which each yes is asked again."""
    words = "He knows my village. I do not talk in front of him."
    steps.write_care(sam, story["child"], "The young person refuses this interpreter", words, named=INTERPRETER)
    cora.go(f"/referrals/{story['referral']}/together/")
    cora.sees(re.compile(re.escape(f"Do not come with {INTERPRETER}")))
    cora.sees(re.compile("Turns 18 on .*: each yes is asked again from then on"))
    cora.go(f"/referrals/children/{story['child']}/stop/")
    cora.sees(re.compile(f"{LANGUAGE}: use an interpreter"))


def he_alone_is_asked(cora: Visitor, story: dict[str, str]) -> None:
    """On his birthday: no yes of before counts, no parent is asked, and he says for himself whether it goes on."""
    cora.go(f"/finding/people/{story['coach']}/")
    cora.sees(re.compile("^Held"))
    cora.go(f"/referrals/{story['referral']}/parents/")
    cora.sees(re.compile("Parental responsibility has ended: they decide alone"))
    for move, words in (("Go on as a care leaver", "He is 18 today."), ("Ask again as an adult", "")):
        steps.move_on(cora, story["referral"], move, words)
    cora.go(f"/referrals/{story['referral']}/together/")
    cora.sees(re.compile("Said yes at 17: ask again, now that the 18th birthday has come"))
    cora.press("Start a session together")
    cora.go(f"/referrals/{story['referral']}/together/question/")
    cora.is_at("Can Cora Amberley talk with you?")
    cora.press("Yes")
    cora.write("Who is here with you?", "Ms Berhane, the interpreter he chose")
    cora.choose("In words", question="How did you say yes?")
    cora.write("can decide this", "He told me back in his own words what he said yes to.")
    cora.press("Save my yes")
    cora.go(f"/referrals/{story['referral']}/together/end/")
    hand_back(cora)


def the_plan_survives_the_end(cora: Visitor, moira: Visitor, story: dict[str, str]) -> None:
    """By its day and words, then closed with a conference and a plan: the words stay."""
    cora.go(f"/record/{story['child']}/")
    cora.sees(re.compile("at 18 no parent is asked"))
    for move, words in (
        ("Answers and safety are settled", ""),
        ("The support plan", "Six people came to the visiting hall."),
        ("The plan goes into the care plan", PLAN),
    ):
        steps.move_on(cora, story["referral"], move, words)
    ended = "Conference and support plan"
    steps.move_on(moira, story["referral"], f"Close: {ended.lower()}", "He has his people.", which=ended)


def his_adviser_reads_it_and_nobody_else_of_before(petra: Visitor, sam: Visitor, story: dict[str, str]) -> None:
    """From the day on which she is his worker; for the worker of before he is not there."""
    petra.go(f"/record/{story['child']}/")
    petra.sees(story["name"])
    petra.go(f"/referrals/{story['referral']}/")
    petra.sees("Closed")
    petra.sees(re.compile(re.escape(PLAN)))
    petra.go(f"/people-who-matter/children/{story['child']}/")
    petra.sees(COACH[1])
    petra.go(f"/safety/children/{story['child']}/care/")
    petra.sees(re.compile(re.escape(INTERPRETER)))
    sam.go(f"/record/{story['child']}/")
    assert sam.status == 404
