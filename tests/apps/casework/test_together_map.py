"""The map drawn together, page by page: what a child is shown and told, and what stands on none of these pages."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from kith.access.models import User
from kith.domain.terms import AgreementScope, ChildSays, PersonStatus, Role
from kith.network import actions, queries
from kith.network.models import ChildSaid, MapPlace, MapVersion
from kith.people.models import Connection, StatusChange
from kith.referrals.views import held
from tests import standing
from tests.apps.people import said
from tests.pages import text
from tests.personas import Cast

pytestmark = pytest.mark.long

SignIn = Callable[[User], Client]
# A form with nothing filled in: the browser still sends its token.
NOTHING = {"csrfmiddlewaretoken": "x"}
PLACED = {"ring": "closest", "side": "mum", "sees_now": "not_any_more"}


@pytest.fixture
def cora(in_service: Cast, sign_in: SignIn) -> Client:
    """The coordinator of a child who said yes to talking."""
    standing.say(in_service, standing.referral_at(in_service), standing.said(AgreementScope.TALK), minutes=-30)
    return sign_in(in_service.users[Role.COORDINATOR])


def begin(client: Client, cast: Cast) -> str:
    response = client.post(f"/network/children/{cast.child.pk}/together/")
    assert response.status_code == 302
    return str(response["Location"]).removesuffix("who/")


def shown_version() -> int:
    """The version that a page of the map which is being drawn says it shows."""
    return MapVersion.objects.get(finished_at=None).version


def test_the_coordinator_reads_what_giving_the_device_away_does_before_it_is_done(
    cora: Client, in_service: Cast
) -> None:
    page = " ".join(text(cora, f"/network/children/{in_service.child.pk}/map/").split())
    warned, pressed = page.index("Until then nothing else opens here"), page.index("Draw the map together")
    assert page.index("open on this device for 90 minutes") < warned < pressed


def test_the_child_reads_who_looked_by_job_and_goes_back_to_where_they_were(cora: Client, in_service: Cast) -> None:
    looked = f"/record/{in_service.child.pk}/who-looked/"
    on_paper = text(cora, looked)
    assert "This paper is the child’s own." in on_paper
    assert looked in text(cora, f"/record/{in_service.child.pk}/"), "the record leads to the sheet"
    here = begin(cora, in_service)
    assert f'href="{looked}">Who looked' in text(cora, f"{here}people/")
    shown = text(cora, looked)
    assert "June 2026" in shown or f"{timezone.localdate():%B %Y}" in shown
    assert ">Coordinator</p>" in shown
    assert in_service.users[Role.COORDINATOR].display_name not in shown.partition("Ask")[0]
    assert f'href="{here}people/">Go back' in shown
    assert 'class="kith-nav"' not in shown


def test_who_looked_at_another_childs_record_is_closed_in_a_childs_hands(cora: Client, in_service: Cast) -> None:
    begin(cora, in_service)
    assert cora.get(f"/record/{in_service.other_team_child.pk}/who-looked/").status_code == 403


def test_going_back_from_stop_leads_to_the_map(cora: Client, in_service: Cast) -> None:
    here = begin(cora, in_service)
    text(cora, f"{here}people/")
    assert f'href="{here}people/">Go back' in text(cora, f"/referrals/children/{in_service.child.pk}/stop/")


def test_from_who_is_here_to_my_copy(cora: Client, in_service: Cast) -> None:
    here = begin(cora, in_service)
    assert "Write down who is here." in cora.post(f"{here}who/", NOTHING).content.decode()
    assert cora.post(f"{here}who/", {"who_was_there": "Linda", "version": shown_version()}).status_code == 302
    assert "Who comes to mind first?" in text(cora, f"{here}people/")

    wrong = cora.post(f"{here}people/", NOTHING).content.decode()
    assert "Write what you call them." in wrong
    added = cora.post(f"{here}people/", {"called": "Nan Jean", "how_related": "Mum’s mum", "ring": "closest"})
    place = str(added["Location"])
    assert place.endswith("?ring=closest")
    shown = text(cora, place)
    assert "Where does Nan Jean go?" in shown
    assert "You put them here: <strong>Closest" in shown, "it is not asked twice"
    assert re.search(r'<input type="hidden" name="ring" value="closest"', shown)
    assert 'value="mum" checked' in shown
    wrong = cora.post(place, NOTHING).content.decode()
    assert "Choose how close they are." in wrong
    assert cora.post(place, PLACED)["Location"] == f"{here}map/"
    shown = text(cora, f"{here}map/")
    drawn, listed = shown.split('class="kith-rings"')
    assert place.partition("?")[0] in drawn
    first, second = listed.index("ring-1"), listed.index("ring-2")
    assert first < listed.index("Nan Jean") < second

    cora.post(f"{here}people/", {"called": "Mr Shah", "how_related": "my teacher"})
    shown = text(cora, f"{here}map/")
    assert "Not on my map yet" in shown
    nan, shah = (Connection.objects.get(called=name) for name in ("Nan Jean", "Mr Shah"))
    assert (nan.status, nan.side, nan.child_knows, nan.named_by_child) == ("lost_touch", "mum", True, True)
    assert 'value="school_and_clubs" checked' in text(cora, f"{here}people/{shah.pk}/")

    assert "Tick somebody, or tap" in cora.post(f"{here}love/", NOTHING).content.decode()
    assert cora.post(f"{here}love/", {"loves": [str(nan.pk)], "will_be_there": [str(nan.pk)]}).status_code == 302
    wrong = cora.post(f"{here}finish/", {"who_was_there": "Linda", "version": shown_version()}).content.decode()
    assert "Choose who can see this map." in wrong
    kept = {"who_was_there": "Linda", "words": "These are mine.", "is_shared": "no", "version": shown_version()}
    assert cora.post(f"{here}finish/", kept)["Location"] == f"{here}done/"
    copy = text(cora, f"{here}copy/")
    for words in ("Nan Jean", "These are mine.", "This map is yours"):
        assert words in copy
    assert "hand" in cora.post(f"{here}done/")["Location"]
    assert cora.get(f"{here}map/").status_code == held.CLOSED

    version = MapVersion.objects.get()
    assert (version.who_was_there, version.is_shared, version.love) == ("Linda", False, "named")
    assert MapPlace.objects.get().connection == nan


def test_whoever_wants_to_stop_finds_it_first_and_whoever_came_to_the_end_last(cora: Client, in_service: Cast) -> None:
    here = begin(cora, in_service)
    assert f'{here}finish/?stop=1">Stop for today' in text(cora, f"{here}people/")
    stop, end = text(cora, f"{here}finish/?stop=1"), text(cora, f"{here}finish/")
    assert stop.index("Just stop") < stop.index("Can the people who work for you see this map?")
    assert end.index("Just stop") > end.index("Can the people who work for you see this map?")


def test_a_finished_map_is_not_drawn_on(cora: Client, in_service: Cast) -> None:
    here = begin(cora, in_service)
    nan = said.add(in_service, called="Nan")
    cora.post(f"{here}people/{nan.pk}/", PLACED)
    cora.post(f"{here}finish/", {"who_was_there": "Linda", "is_shared": "yes", "version": shown_version()})
    assert cora.post(f"{here}people/{nan.pk}/", {**PLACED, "ring": "known"}).status_code == 409
    assert cora.post(f"{here}people/{nan.pk}/off/").status_code == 409
    assert cora.post(f"{here}finish/", {"who_was_there": "Me", "is_shared": "no", "version": 1}).status_code == 409
    assert MapPlace.objects.get().ring == "closest"


def test_people_the_child_does_not_know_of_leave_no_trace(cora: Client, in_service: Cast) -> None:
    here = begin(cora, in_service)
    said.add(in_service, called="Nan")
    pages = ("people/", "map/", "love/", "copy/", "finish/")
    before = [text(cora, f"{here}{page}") for page in pages]
    secret = said.add(in_service, "Kofi Mensah", called="Kofi", how_related="Half-brother", child_knows=False)
    after = [text(cora, f"{here}{page}") for page in pages]
    tokens = [(one.count("csrfmiddlewaretoken"), len(one)) for one in before]
    assert [(one.count("csrfmiddlewaretoken"), len(one)) for one in after] == tokens
    assert not any("Kofi" in one or str(secret.pk) in one for one in after)
    for page in (f"people/{secret.pk}/", f"people/{secret.pk}/say/"):
        assert cora.get(f"{here}{page}").status_code == 404
        assert cora.post(f"{here}{page}", {**PLACED, "says": "never"}).status_code == 404


def test_no_page_of_the_child_says_where_somebody_stands_for_others(cora: Client, in_service: Cast) -> None:
    here = begin(cora, in_service)
    died = said.add(in_service, "Ron", called="Grandad", status=PersonStatus.IN_TOUCH)
    cora.post(f"{here}people/{died.pk}/", {"ring": "close", "side": "mum"})
    before = [len(text(cora, f"{here}{page}")) for page in ("people/", "map/", "copy/")]
    StatusChange.objects.all().delete()
    Connection.objects.filter(pk=died.pk).update(status=PersonStatus.DIED.value)
    assert [len(text(cora, f"{here}{page}")) for page in ("people/", "map/", "copy/")] == before


def test_the_child_reads_who_sees_the_names_before_adding_one_and_before_the_end(
    cora: Client, in_service: Cast
) -> None:
    root = begin(cora, in_service)
    assert "can read the names on this list" in text(cora, f"{root}people/")
    assert "They can read the names on your list either way." in text(cora, f"{root}finish/")


def test_never_and_not_now_say_who_can_see_it_before_the_tap(cora: Client, in_service: Cast, sign_in: SignIn) -> None:
    here = begin(cora, in_service)
    dad = said.add(in_service, called="Dad")
    page = f"{here}people/{dad.pk}/say/"
    shown = text(cora, page)
    name = in_service.users[Role.COORDINATOR].display_name
    assert shown.index(f"Only you and {name} can see what you tap here.") < shown.index('value="never"')
    cora.post(page, NOTHING)
    assert not ChildSaid.objects.exists()
    cora.post(page, {"not_now": "7"})
    cora.post(page, {"says": "never"})
    first, second = ChildSaid.objects.order_by("at")
    assert first.ask_again_on == timezone.localdate() + dt.timedelta(days=7)
    assert second.says == "never"
    people = text(cora, f"{here}people/")
    assert "Never" not in people
    cora = sign_in(in_service.users[Role.COORDINATOR])
    today = text(cora, "/")
    assert "A quiet check-in" in today
    assert "Dad" not in today
    said_page = f"/network/said/{second.pk}/"
    assert "Write how it went" in cora.post(said_page, {"version": "1"}).content.decode()
    cora.post(said_page, {"version": "1", "words": "We walked."})
    assert "A quiet check-in" not in text(cora, "/")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER])
def test_nobody_else_sees_a_trace_of_never(cora: Client, in_service: Cast, sign_in: SignIn, role: Role) -> None:
    dad = said.add(in_service, "Dean", called="Dad", how_related="Dad")
    client = sign_in(in_service.users[role])
    paths = [
        "/",
        f"/network/children/{in_service.child.pk}/",
        f"/network/children/{in_service.child.pk}/map/",
        f"/people-who-matter/{dad.pk}/",
        f"/people-who-matter/{dad.pk}/history/",
        f"/record/{in_service.child.pk}/",
    ]
    for path in paths:
        client.get(path)  # the first look is noted, and shown as "who has looked"
    before = [len(client.get(path).content) for path in paths]
    given = actions.SaidGiven(ChildSays.NEVER)
    actor = in_service.actor(Role.COORDINATOR)
    row = actions.record_child_said(actor, connection=dad, given=given, at=timezone.now())
    assert [len(client.get(path).content) for path in paths] == before
    assert client.get(f"/network/said/{row.pk}/").status_code in {403, 404}
    assert "Never" in text(cora, f"/network/children/{in_service.child.pk}/")


def test_outside_a_session_the_pages_are_not_there(cora: Client, in_service: Cast, sign_in: SignIn) -> None:
    here = begin(cora, in_service)
    elsewhere = sign_in(in_service.users[Role.COORDINATOR])
    assert elsewhere.get(f"{here}people/")["Location"] == f"/network/children/{in_service.child.pk}/map/"
    assert queries.get_unfinished(in_service.actor(Role.COORDINATOR), in_service.child) is not None


def test_when_its_time_is_over_what_was_sent_is_saved_and_the_device_closes(cora: Client, in_service: Cast) -> None:
    here = begin(cora, in_service)
    session = cora.session
    session[held.KEY] = {**session[held.KEY], "until": 0}
    session.save()
    assert cora.get(f"{here}people/").status_code == held.CLOSED
    assert "hand" in cora.post(f"{here}people/", {"called": "Nan"})["Location"]
    assert Connection.objects.get().called == "Nan"


def test_a_device_in_a_childs_hands_opens_no_page_of_the_staff(cora: Client, in_service: Cast) -> None:
    begin(cora, in_service)
    for path in ("/", f"/network/children/{in_service.child.pk}/", f"/network/children/{in_service.child.pk}/map/"):
        assert cora.get(path).status_code == held.CLOSED


def test_a_child_who_has_not_said_yes_is_not_drawn_with(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    response = client.post(f"/network/children/{in_service.child.pk}/together/")
    assert response.status_code == 409
    assert not MapVersion.objects.exists()


def test_others_do_not_open_these_pages(cora: Client, in_service: Cast, sign_in: SignIn) -> None:
    here = begin(cora, in_service)
    for role in (Role.SOCIAL_WORKER, Role.MANAGER):
        client = sign_in(in_service.users[role])
        assert client.get(f"{here}people/").status_code in {403, 404}
