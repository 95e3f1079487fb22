"""Every page used with a child prints blank, or says why not (SAFEGUARDING, SCREENS 2: a photo of the paper counts)."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access import scope
from kith.access.models import RotaEntry, Service, User
from kith.domain.terms import PaperKind, Role
from kith.network.presenters import circles
from kith.referrals.presenters import paper
from tests.contracts import words
from tests.personas import Cast

EXTENDS = re.compile(r"""\{%\s*extends\s+["']([^"']+)["']""")
IN_HANDS = {"ui/base_together.html", "ui/base_public.html"}
THE_MAP = "the map"

# A page in a child's hands, and the sheets that stand for it: their names in the address.
SHEETS_OF = {
    "casework/together/finish.html": {"finish"},
    "casework/together/love.html": {"love"},
    "casework/together/map.html": {THE_MAP},
    "casework/together/people.html": {"place"},
    "casework/together/place.html": {"place"},
    "casework/together/say.html": {"say"},
    "casework/together/who.html": {THE_MAP},
    "records/worry.html": {"worry"},
    "referrals/ask/page.html": {"ask"},
    "referrals/stop/press.html": {"stop"},
    "referrals/together/about.html": {"about"},
    "referrals/together/asks.html": {"what-matters"},
    "referrals/together/not_everyone.html": {"about"},
    "referrals/together/question.html": {sheet.name for sheet in paper.SHEETS if sheet.question},
    "referrals/together/what_i_said.html": {"what-i-said"},
    "referrals/together/yes.html": {sheet.name for sheet in paper.SHEETS if sheet.question},
}
NO_SHEET = {
    "casework/together/base.html": "the frame of other pages",
    "casework/together/done.html": "thanks at the end; the map itself is printed with its copy",
    "records/worry_sent.html": "says that a message went off on the screen; a paper is given to a person",
    "casework/together/who_looked.html": "who looked so far; printed from the record, for nothing is written on it",
    "referrals/ask/closed.html": "says that nobody reads messages here just now",
    "referrals/ask/sent.html": "says that a message went off on the screen",
    "referrals/stop/stopped.html": "what is stopped just now, which a blank page cannot know",
    "referrals/together/base.html": "the frame of other pages",
    "referrals/together/end.html": "thanks at the end; what was said is printed with its copy",
    "referrals/together/hand_back.html": "a password on a device; a paper has none",
    "referrals/together/stopped.html": "says that it has stopped, which a blank page cannot know",
    "ui/gallery/together.html": "a sample",
    "ui/gallery/worry.html": "a sample",
    "ui/not_now_together.html": "a refusal of what was sent on a screen",
    "ui/stale_together.html": "two versions of what was sent on a screen",
}
CHILDS_NAME = "Robin"
SignIn = Callable[[User], Client]


def frames(template: str) -> set[str]:
    """The templates that a template extends, one after another."""
    text = words.templates()[template].read_text(encoding="utf-8")
    found = EXTENDS.search(text)
    if found is None or found[1] not in words.templates():
        return set()
    return {found[1]} | frames(found[1])


def test_every_page_in_a_childs_hands_has_a_sheet_or_a_reason() -> None:
    in_hands = {name for name in words.templates() if frames(name) & IN_HANDS} - IN_HANDS
    assert set(SHEETS_OF) | set(NO_SHEET) == in_hands
    assert not set(SHEETS_OF) & set(NO_SHEET)
    assert all(reason.strip() for reason in NO_SHEET.values())


def test_every_sheet_stands_for_a_page() -> None:
    assert {sheet.name for sheet in paper.SHEETS} | {THE_MAP} == set().union(*SHEETS_OF.values())


@pytest.mark.parametrize("sheet", [sheet.name for sheet in paper.SHEETS])
def test_a_sheet_has_room_to_write_and_nothing_of_any_child(cast: Cast, sign_in: SignIn, sheet: str) -> None:
    staff_the_rota(cast)
    body = opened(sign_in(cast.users[Role.COORDINATOR]), sheet)
    assert body.count("kith-lines__line") >= 3
    assert CHILDS_NAME not in body
    assert "<input" not in body


def test_the_sheet_for_a_worry_shows_whom_to_ring_and_who_reads_first(cast: Cast, sign_in: SignIn) -> None:
    client = sign_in(cast.users[Role.COORDINATOR])
    assert "Nobody is set to read messages here." in opened(client, "worry")
    assert "kith-lines__line" not in opened(client, "worry")
    staff_the_rota(cast)
    body = opened(client, "worry")
    places = [body.index(text) for text in ("999", "0800 1111", "0113 496 0000", "reads this first", "kith-lines")]
    assert places == sorted(places)


def test_the_sheet_about_one_person_says_who_may_see_it_before_the_answers(cast: Cast, sign_in: SignIn) -> None:
    body = opened(sign_in(cast.users[Role.COORDINATOR]), "say")
    places = [body.index(text) for text in ("can see what you tick here", "> Yes", "> Not now", "> Never")]
    assert places == sorted(places)
    assert "A photo of this paper counts" not in body
    assert "Take no photo of it" in body


@pytest.mark.parametrize("sheet", ["search", "approach", "meet", "stop"])
def test_a_sheet_that_may_hold_a_no_about_a_person_goes_to_the_coordinator_only(
    cast: Cast, sign_in: SignIn, sheet: str
) -> None:
    """SAFEGUARDING 5: the paper promises what the page on the screen promises, before the answers."""
    coordinator = cast.users[Role.COORDINATOR]
    body, who = opened(sign_in(coordinator), sheet), coordinator.display_name
    promise = f"only you and {who} can see that" if sheet != "stop" else f"Only you and {who} see who it is."
    places = [body.index(text) for text in (promise, f"Give this paper to {who} only.", "kith-tick")]
    assert places == sorted(places)
    assert "A photo of this paper counts." not in body
    assert f"“{PaperKind.ANSWER.label}”" in body


def test_a_photo_of_what_i_said_is_kept_where_only_the_coordinator_opens_it(cast: Cast, sign_in: SignIn) -> None:
    """A no about one person may stand on it, and the paper itself is the child's (SAFEGUARDING 5, 11)."""
    client = sign_in(cast.users[Role.COORDINATOR])
    for body in (
        opened(client, "what-i-said"),
        " ".join(client.get(reverse("referrals:paper_list")).content.decode().split()),
    ):
        assert (
            f"keep it in Kith as “{PaperKind.ANSWER.label}”" in body or f"keep it as “{PaperKind.ANSWER.label}”" in body
        )
    assert "What I said" in PaperKind.ANSWER.label


@pytest.mark.parametrize("sheet", ["talk", "file", "conference"])
def test_a_sheet_about_nobody_promises_nothing_more(cast: Cast, sign_in: SignIn, sheet: str) -> None:
    body = opened(sign_in(cast.users[Role.COORDINATOR]), sheet)
    assert "Give this paper to" not in body
    assert "A photo of this paper counts." in body


def test_the_list_of_sheets_says_which_photos_stay_in_the_service(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.users[Role.COORDINATOR]).get(reverse("referrals:paper_list"))
    body = " ".join(answer.content.decode().split())
    assert f"“{PaperKind.ANSWER.label}”" in body
    said = body[body.index("<h1") :].partition("<ul")[0]
    assert "it stays in the service" in said
    for sheet in ("search", "approach", "meet", "stop"):
        assert f"“{next(one.title for one in paper.SHEETS if one.name == sheet)}”" in said


def test_the_sheet_for_a_place_offers_every_circle_and_every_part_of_a_life(cast: Cast, sign_in: SignIn) -> None:
    body = opened(sign_in(cast.users[Role.COORDINATOR]), "place")
    for said in (*circles.CHILDS_RINGS.values(), *circles.CHILDS_SIDES.values()):
        assert f"</span> {said}</span>" in body


def test_the_sheet_with_the_two_questions_keeps_the_ways_not_to_answer(cast: Cast, sign_in: SignIn) -> None:
    body = opened(sign_in(cast.users[Role.COORDINATOR]), "love")
    for said in (
        "Who loves you?",
        "Who will be there for you?",
        "Nobody comes to mind today",
        "I would rather not say",
    ):
        assert said in body


def staff_the_rota(cast: Cast) -> None:
    """A safeguarding lead reads concerns all day, and the council's number is known."""
    with scope.acting(cast.actor(Role.MANAGER)):
        Service.objects.filter(pk=cast.service.pk).update(emergency_number="0113 496 0000")
        RotaEntry.objects.create(
            service=cast.service,
            user=cast.users[Role.SAFEGUARDING_LEAD],
            reads=RotaEntry.Reads.CONCERNS,
            weekdays=[0, 1, 2, 3, 4],
            from_time="09:00",
            until_time="17:00",
            place_in_line=1,
        )


def opened(client: Client, sheet: str) -> str:
    """The page of one sheet, its white space as one."""
    answer = client.get(reverse("referrals:paper", args=[sheet]))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split()).replace("&#x27;", "'")
