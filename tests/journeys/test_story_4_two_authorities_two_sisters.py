"""Two authorities, two sisters: neither worker knows of the other, and each side keeps its own record.

The fourth of the six stories of practice Annex E, as far as it goes on each side's own record: the two services speak
to each other, and each writes down by day, name and reference that the other has signed. Until then nobody is reached,
and what one side wrote lets nothing go on the other. The conference is shared and stands in both records by its day and
words. That two records are found to fit without either side seeing the other's has no page yet.
"""

import re

import pytest

from tests.journeys import county, steps
from tests.journeys.conftest import Arrive
from tests.journeys.staging import WEALD
from tests.journeys.test_finding import sent
from tests.journeys.visitor import Visitor

ANA = ["My sister Ana", "Ana Fairlie", "Sister", "named_unfound"]
BEA = ["Big sister Bea", "Bea Fairlie", "Sister", "named_unfound"]
OTHER_COUNCIL = "Another council’s Lifelong Links service"
SPOKE = "Rang their service. Both of us have a reason to speak; no name was said."
LETTER = "Write the first letter"
BOTH_SIGN = re.compile("Both sign before anybody is reached")
SIGNED, MARLBURY = "The other authority has signed", "Marlbury Lifelong Links"
SISTERS = {WEALD: ANA, county.SECOND: BEA}
REFERENCE = {WEALD: "MARL/26/114: letters, then one meeting.", county.SECOND: "WEALD/26/9: letters, then one meeting."}
HELD = "Shared with the other service, both sisters in the room; each has her own plan."

Story = dict[str, str]


@pytest.fixture
def stories(service: county.Running) -> dict[str, Story]:
    """One sister here and one there, each of whom asked for the other and said yes."""
    begun = []
    for of, sister in SISTERS.items():
        yes = [[step, sister[0]] for step in ("search", "approach", "meet")]
        given = {"stage": "approach", "persons": [sister], "agreed": yes, "minors": [sister[0]], "of": of}
        begun.append(("begin", given))
    both = [{**one, "sister": next(iter(one["persons"].values()))} for one in service.stage(*begun)]
    stories = dict(zip(SISTERS, both, strict=True))
    ready = []
    for of, one in stories.items():
        about = {"child": one["child"], "about": one["sister"], "of": of}
        ready += [(step, {"connection": one["sister"], "of": of}) for step in ("is_sure", "is_safe")]
        ready += [("care_is_taken", {**about, "kind": "through_worker", "named": "Sam Thornbury of the other council"})]
    service.stage(("letters_look", {}), *ready)
    return stories


def test_each_side_signs_on_its_own_record(arrive: Arrive, service: county.Running, stories: dict[str, Story]) -> None:
    here, there = stories[WEALD], stories[county.SECOND]
    cora, sam = arrive("Cora Amberley", looks=False), arrive("Sam Thornbury", looks=False)
    other_cora, other_sam = arrive(looks=False), arrive(looks=False)
    other_cora.be("Cora Amberley", of=MARLBURY)
    other_sam.be("Sam Thornbury", of=MARLBURY)

    the_services_speak_and_no_name_is_said(cora, here)
    for worker, one in ((sam, here), (other_sam, there)):
        words = "Their service said so on the telephone."
        in_care = "In care of another authority: both sign before anybody is reached"
        steps.write_care(worker, one["child"], in_care, words, about=named(one), named="The other council")
    nobody_is_reached(cora, here)
    before = sent(service)

    steps.write_care(sam, here["child"], SIGNED, REFERENCE[WEALD], about=named(here), named="Greta Lund, Marlbury")
    cora.go(f"/finding/people/{here['sister']}/")
    assert steps.pressable(cora, LETTER).count()
    nobody_is_reached(other_cora, there)
    words = REFERENCE[county.SECOND]
    steps.write_care(other_sam, there["child"], SIGNED, words, about=named(there), named="Tom Reed, Wealdshire")
    other_cora.go(f"/finding/people/{there['sister']}/")
    assert steps.pressable(other_cora, LETTER).count()

    service.stage(("a_letter_is_let_go", {"connection": here["sister"]}), *the_sisters_say_yes(stories))
    service.work_off_jobs()
    assert len(sent(service) - before) == 1
    for anyone, one in ((cora, here), (other_cora, there)):
        steps.move_on(anyone, one["referral"], "The conference", HELD)
        anyone.go(f"/referrals/{one['referral']}/")
        anyone.sees(re.compile(re.escape(HELD)))
    neither_sees_the_others_record(cora, there)
    neither_sees_the_others_record(other_cora, here)
    for anyone, one, of in ((cora, here, WEALD), (other_cora, there, county.SECOND)):
        anyone.go(f"/safety/children/{one['child']}/care/")
        assert [words for words in REFERENCE.values() if words in anyone.words] == [REFERENCE[of]]


def the_services_speak_and_no_name_is_said(cora: Visitor, story: Story) -> None:
    """One try of the search: the other council's service, by telephone."""
    cora.go(f"/finding/people/{story['sister']}/")
    cora.press("Start looking")
    cora.press("Start looking")
    cora.follow("Write down a try")
    cora.choose(OTHER_COUNCIL)
    cora.choose("No answer yet")
    cora.write("What was done", SPOKE)
    cora.press("Save")
    cora.sees(re.compile(re.escape(SPOKE)))


def nobody_is_reached(cora: Visitor, story: Story) -> None:
    """Sure, safe, agreed by this child, yes of the other through her worker: all that is not enough."""
    cora.go(f"/finding/people/{story['sister']}/")
    cora.sees(BOTH_SIGN)
    for press in (LETTER, "Plan family time"):
        assert not steps.pressable(cora, press).count()


def the_sisters_say_yes(stories: dict[str, Story]) -> list[tuple[str, dict[str, str]]]:
    """Each says yes to the conference, to her own coordinator."""
    more = {"step": "conference", "stage": "reconnection"}
    return [("say_yes", {"referral": one["referral"], "of": of, **more}) for of, one in stories.items()]


def neither_sees_the_others_record(cora: Visitor, other: Story) -> None:
    """To the other side there is no such child, no such work and no such person."""
    for address in (
        f"/record/{other['child']}/",
        f"/referrals/{other['referral']}/",
        f"/finding/people/{other['sister']}/",
        f"/safety/children/{other['child']}/care/",
    ):
        cora.go(address)
        assert cora.status == 404, address


def named(story: Story) -> str:
    """How the sister stands in a list of people."""
    called, name, *_ = next(one for one in SISTERS.values() if one[0] in story["persons"])
    return f"{called} ({name})"
