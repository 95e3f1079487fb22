"""The pages of finding: the trail, a try, evidence, a letter that gives nothing away, and places to look."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.children.models import CareRow
from kith.domain.pathway import Stage
from kith.domain.terms import CareKind, NameKind, PersonAnswer, PersonStatus, Role, SearchState
from kith.finding import actions, queries
from kith.finding.models import Approach, Attempt, LetterHead, Search
from kith.outbox.models import OutboxItem
from kith.people.models import Connection, Name
from kith.referrals.actions import stop
from kith.referrals.models import Referral, Stop
from kith.safety import actions as safety
from tests import standing
from tests.apps.finding.test_finding_actions import answer, clear, make_sure, start, write
from tests.apps.people import said
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[..., Client]


@pytest.fixture
def grandad(in_service: Cast) -> Connection:
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    return person


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_trail_says_what_is_missing_and_offers_no_dead_button(
    in_service: Cast, grandad: Connection, sign_in: SignIn
) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    page = text(client, f"/finding/people/{grandad.pk}/")
    assert "Start looking" in page
    assert "Nobody has answered yet whether this is safe." in page
    assert "Write the first letter" not in page
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    standing.lasts_for_good()
    page = text(client, f"/finding/people/{grandad.pk}/")
    assert "Write the first letter" in page
    assert "Sure: 2 sources" in page


def test_the_trail_leads_to_what_is_missing_and_back(in_service: Cast, grandad: Connection, sign_in: SignIn) -> None:
    """A yes that is missing is asked for together: the coordinator gets there, nobody else is sent."""
    together = reverse("referrals:together", args=[Referral.objects.get().pk])
    sheet, trail = reverse("people_sheet", args=[in_service.child.pk]), reverse("finding:trail", args=[grandad.pk])
    page = text(sign_in(in_service.users[Role.COORDINATOR]), trail)
    assert "The child said yes to meeting this person" in page
    assert f'href="{together}"' in page
    assert f'href="{sheet}"' in page
    assert together not in text(sign_in(in_service.users[Role.SOCIAL_WORKER]), trail)
    safe = text(sign_in(in_service.users[Role.COORDINATOR]), reverse("safety:person", args=[grandad.pk]))
    assert f'href="{trail}"' in safe
    assert f'href="{sheet}"' in safe


def test_the_trail_of_one_without_a_word_of_the_child_is_headed_by_the_name_or_as_on_the_sheet(
    in_service: Cast, sign_in: SignIn
) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    for names, headed in ((("Tom Hale",), "Tom Hale"), ((), "Neighbour, name not known")):
        person = said.add(in_service, *names, how_related="neighbour")
        page = client.get(reverse("finding:trail", args=[person.pk])).content.decode()
        assert f'<h1 class="govuk-heading-l">{headed}</h1>' in page
        assert headed in client.get(reverse("people_sheet", args=[in_service.child.pk])).content.decode()


def test_while_a_letter_waits_the_next_one_is_not_ticked_off(
    in_service: Cast, grandad: Connection, sign_in: SignIn
) -> None:
    client, page = sign_in(in_service.users[Role.COORDINATOR]), reverse("finding:trail", args=[grandad.pk])
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    standing.lasts_for_good()
    ticked, waits = "Two independent sources say", "The next letter can be written once there is an answer"
    assert [words in text(client, page) for words in (ticked, waits)] == [True, False]
    row = write(in_service, grandad)
    assert [words in text(client, page) for words in (ticked, waits)] == [False, True]
    answer(in_service, row, PersonAnswer.WILLING)
    assert [words in text(client, page) for words in (ticked, waits)] == [True, False]


def test_after_a_stop_the_trail_does_not_say_what_to_do_next(
    in_service: Cast, grandad: Connection, sign_in: SignIn
) -> None:
    client, page = sign_in(in_service.users[Role.COORDINATOR]), reverse("finding:trail", args=[grandad.pk])
    assert "Ask together when it is next." in text(client, page)
    pressed = stop.Pressed(Stop.Reach.EVERYTHING, Role.CHILD)
    stop.stop_for_child(in_service.actor(Role.COORDINATOR), child=in_service.child, pressed=pressed, at=NOW)
    assert "Ask together when it is next." not in text(client, page)


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (PersonStatus.DO_NOT_WRITE, "They said no."),
        (PersonStatus.UNWILLING, "They said no."),
        (PersonStatus.DIED, "They have died."),
        (PersonStatus.ADOPTION_ROUTE, "goes by the adoption route"),
    ],
)
def test_the_trail_of_one_who_is_left_alone_leads_nobody_on(
    in_service: Cast, grandad: Connection, sign_in: SignIn, status: PersonStatus, why: str
) -> None:
    client, page = sign_in(in_service.users[Role.COORDINATOR]), reverse("finding:trail", args=[grandad.pk])
    leads = ("Saying yes, together", "It is safe", "They are to be told", "Not yet: first two sources", "Start looking")
    assert [words for words in leads if words in text(client, page)]
    Connection.objects.filter(pk=grandad.pk).update(status=status.value)
    after = text(client, page)
    assert why in after
    assert not [words for words in leads[:4] if words in after]


def test_the_trail_says_what_comes_before_somebody_is_reached(
    in_service: Cast, grandad: Connection, sign_in: SignIn
) -> None:
    """The child came alone: until the check for trafficking there is no press that the door would refuse."""
    client, page = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/people/{grandad.pk}/"
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    standing.lasts_for_good()
    assert "What comes before anybody is reached" not in text(client, page)
    CareRow.objects.create(
        service=in_service.service, child=in_service.child, table="UASC", year=2026, batch_number=1, line=2, values={}
    )
    shown = text(client, page)
    assert "First write down the check for trafficking" in shown
    assert f'href="/safety/children/{in_service.child.pk}/care/"' in shown
    assert "Write the first letter" not in shown
    assert "Plan family time" not in shown
    given = safety.CareGiven(CareKind.TRAFFICKING_CHECK, "The first responder says so.", TODAY)
    safety.take_care(in_service.actor(Role.SOCIAL_WORKER), child=in_service.child, given=given, at=NOW)
    shown = text(client, page)
    assert "Write the first letter" in shown
    assert "What comes before anybody is reached" not in shown


def test_who_was_found_is_not_offered_to_be_looked_for_again_until_that_is_unsure(
    in_service: Cast, grandad: Connection, sign_in: SignIn
) -> None:
    search, me = start(in_service, grandad), in_service.actor(Role.COORDINATOR)
    make_sure(in_service, grandad)
    actions.end_search(me, search=search, state=SearchState.FOUND, words="It is him.", at=NOW)
    client, address = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/people/{grandad.pk}/"
    assert "Start looking" not in text(client, address)
    first = queries.list_evidence(me, [grandad])[0]
    actions.take_back_evidence(me, evidence=first, words="Another Walter.", at=NOW)
    assert "Start looking" in text(client, address)


def test_a_worker_reads_the_trail_and_takes_no_step(in_service: Cast, grandad: Connection, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.SOCIAL_WORKER])
    page = text(client, f"/finding/people/{grandad.pk}/")
    assert "Start looking" not in page
    assert client.get(f"/finding/people/{grandad.pk}/search/").status_code == 403
    stranger = sign_in(in_service.strangers[Role.COORDINATOR])
    assert stranger.get(f"/finding/people/{grandad.pk}/").status_code == 404


def test_a_search_is_started_and_a_try_written_down(in_service: Cast, grandad: Connection, sign_in: SignIn) -> None:
    client, owner = sign_in(in_service.users[Role.COORDINATOR]), in_service.users[Role.COORDINATOR]
    client.post(f"/finding/people/{grandad.pk}/search/", {"owner": str(owner.pk), "ask": ""})
    search = Search.objects.get()
    day = {"on_day": "1", "on_month": "6", "on_year": "2026"}
    given = {"source": "case_file", "words": "Nothing.", "outcome": "dead_end", "version": search.version, **day}
    assert client.post(f"/finding/searches/{search.pk}/try/", {**given, "source": "false_profile"}).status_code == 200
    assert not Attempt.objects.exists()
    assert client.post(f"/finding/searches/{search.pk}/try/", given).status_code == 302
    assert "Dead end." in text(client, f"/finding/people/{grandad.pk}/")


def test_what_the_door_refuses_is_said_above_the_form_and_nothing_is_lost(
    in_service: Cast, grandad: Connection, sign_in: SignIn
) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    given = {"recipient": "Walter\n1 Road", "body": "Please ring me.", "still_in_care": "on", "ask": ""}
    page = client.post(f"/finding/people/{grandad.pk}/letter/first/", given).content.decode()
    assert "Nobody has answered yet whether this is safe." in page
    assert "Please ring me." in page


def test_a_letter_that_gives_something_away_is_not_kept(in_service: Cast, grandad: Connection, sign_in: SignIn) -> None:
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    standing.lasts_for_good()
    actions.keep_letter_head(
        in_service.actor(Role.MANAGER), service=in_service.service, address="PO Box 9", phone="01632 960001", at=NOW
    )
    client, address = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/people/{grandad.pk}/letter/first/"
    page = text(client, address)
    assert "PO Box 9" in page
    assert "Dear Walter Whitcombe," in page
    given = {"recipient": "Walter\n1 Road", "still_in_care": "on", "ask": ""}
    page = client.post(address, {**given, "body": "Robin, your grandson, is in foster care."}).content.decode()
    assert "Take out: “robin”, “grandson”, “foster”, “care”" in page
    assert not OutboxItem.objects.exists()
    assert client.post(address, {**given, "body": "Please ring me."}).status_code == 302
    assert Approach.objects.get().item.state == OutboxItem.State.QUEUED
    assert "Sent for a check" in text(client, f"/finding/people/{grandad.pk}/")
    assert client.get(f"/finding/people/{grandad.pk}/letter/fourth/").status_code == 404


def test_a_letter_is_never_headed_with_the_childs_word_for_somebody(
    in_service: Cast, grandad: Connection, sign_in: SignIn
) -> None:
    Name.objects.filter(person=grandad.person).update(kind=NameKind.CHILDS.value)
    make_sure(in_service, grandad)
    clear(in_service, grandad)
    standing.lasts_for_good()
    client, address = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/people/{grandad.pk}/letter/first/"
    assert "Dear {name}," in text(client, address)
    given = {"recipient": "Walter\n1 Road", "still_in_care": "on", "ask": "", "body": "Dear {name}, please ring me."}
    assert "Fill in what stands in braces: name" in client.post(address, given).content.decode()


def test_the_manager_opens_places_and_says_how_letters_look(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.MANAGER])
    assert "deceives" in text(client, "/finding/places/")
    client.post("/finding/places/choose/", {"places": ["case_file", "public_profiles"]})
    client.post("/finding/places/letters/", {"address": "PO Box 9", "phone": "01632 960001"})
    assert LetterHead.objects.get().address == "PO Box 9"
    ticked = re.findall(r'value="(\w+)"[^>]*checked', text(client, "/finding/places/"))
    assert ticked == ["case_file", "public_profiles"]
    assert sign_in(in_service.users[Role.COORDINATOR]).get("/finding/places/").status_code == 403
