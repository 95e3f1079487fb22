"""A searcher's own queue: what looking needs and nothing of the child; handed back as found, not found or unsure."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.access import gate, scope
from kith.children.models import Child
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    FactSource,
    HandedBack,
    NameKind,
    PersonFactKind,
    RestrictionKind,
    Role,
    SearchState,
    TryOutcome,
)
from kith.finding import actions
from kith.finding.models import Attempt, Search
from kith.people.models import Connection, Name, PersonFact
from kith.referrals.models import Agreement, ParentalAnswer, Referral, Stop
from kith.safety import actions as safety
from tests import standing
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[..., Client]
BRIEF = "Lived near the harbour in Seaford about 2009. Drove a bus."
# Whatever says whose person it is, or why somebody looks.
OF_THE_CHILD = ("Robin", "W1001", "Grandad", "Mum’s dad", "in care", "page 41", "grandson")


def told(cast: Cast) -> dict[str, Any]:
    return {"service": cast.service, "for_child": cast.child, "source": FactSource.CHILD.value}


@pytest.fixture
def search(in_service: Cast) -> Search:
    """Cora looks for Grandad, has tried once, and gives the search to the searcher."""
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    Connection.objects.filter(pk=person.pk).update(how_related="Mum’s dad")
    Name.objects.create(person=person.person, full="Grandad Wally", kind=NameKind.CHILDS.value, **told(in_service))
    Name.objects.create(person=person.person, full="Wally Whitcombe", kind=NameKind.NICKNAME.value, **told(in_service))
    PersonFact.objects.create(person=person.person, kind=PersonFactKind.BORN.value, year=1951, **told(in_service))
    standing.has_agreed(in_service, Stage.SEARCH)
    me = in_service.actor(Role.COORDINATOR)
    row = actions.start_search(me, connection=person, owner=in_service.users[Role.COORDINATOR], at=NOW)
    tried = actions.Tried("case_file", TODAY, "Robin’s file, page 41.", TryOutcome.LEADS_ON)
    actions.record_attempt(me, search=row, tried=tried, at=NOW)
    row.refresh_from_db()
    actions.hand_over_search(me, search=row, owner=in_service.users[Role.SEARCHER], brief=BRIEF, at=NOW)
    row.refresh_from_db()
    return row


def sid(cast: Cast, sign_in: SignIn) -> Client:
    return sign_in(cast.users[Role.SEARCHER])


def text(client: Client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


def test_the_searcher_sees_what_looking_needs_and_nothing_of_the_child(
    in_service: Cast, search: Search, sign_in: SignIn
) -> None:
    client = sid(in_service, sign_in)
    assert "Walter Whitcombe" in text(client, "/")
    page = text(client, f"/finding/queue/{search.pk}/")
    for needed in ("Walter Whitcombe", "Wally Whitcombe", "1951", BRIEF, "Open electoral register", "Leads on"):
        assert needed in page
    assert "Public profiles" not in page  # the service has not opened it
    pages = [page, text(client, "/"), *(text(client, f"/finding/queue/{search.pk}/{one}/") for one in ("try", "back"))]
    for one in pages:
        assert [word for word in OF_THE_CHILD if word in one] == []
        assert str(in_service.child.pk) not in one
    assert "Grandad Wally" not in page


@pytest.mark.parametrize("place", ["trail", "child"])
def test_the_searcher_gets_nowhere_else(in_service: Cast, search: Search, sign_in: SignIn, place: str) -> None:
    client = sid(in_service, sign_in)
    address = {
        "trail": f"/finding/people/{search.connection_id}/",
        "child": f"/network/children/{in_service.child.pk}/",
    }[place]
    assert client.get(address).status_code in (403, 404)
    assert not scope.visible(in_service.actor(Role.SEARCHER), Connection.objects).exists()


def test_a_try_is_kept_and_stands_on_the_trail(in_service: Cast, search: Search, sign_in: SignIn) -> None:
    client, address = sid(in_service, sign_in), f"/finding/queue/{search.pk}/try/"
    day = {"on_day": "1", "on_month": "6", "on_year": "2026"}
    given = {"source": "open_register", "words": "A W. Whitcombe in Lewes.", "outcome": "could_be", **day}
    assert client.post(address, {**given, "version": search.version}).status_code == 302
    assert Attempt.objects.filter(by=in_service.users[Role.SEARCHER]).count() == 1
    assert "A W. Whitcombe in Lewes." in text(client, f"/finding/queue/{search.pk}/")
    trail = text(sign_in(in_service.users[Role.COORDINATOR]), f"/finding/people/{search.connection_id}/")
    assert "A W. Whitcombe in Lewes." in trail
    assert Connection.objects.get(pk=search.connection_id).status == "named_unfound"


@pytest.mark.parametrize("source", ["case_file", "child_and_family", "false_profile", "public_profiles"])
def test_no_try_where_the_searcher_may_not_look(in_service: Cast, search: Search, source: str) -> None:
    tried = actions.Tried(source, TODAY, "Looked.", TryOutcome.DEAD_END)
    with pytest.raises(gate.ActionBlocked):
        actions.record_queue_try(in_service.actor(Role.SEARCHER), search=search, tried=tried, at=NOW)


def test_handed_back_it_is_the_coordinators_again_and_gone_from_the_queue(
    in_service: Cast, search: Search, sign_in: SignIn
) -> None:
    client = sid(in_service, sign_in)
    client.post(f"/finding/queue/{search.pk}/back/", {"found": "unsure", "version": search.version})
    search.refresh_from_db()
    assert (search.owner, search.handed_back) == (in_service.users[Role.COORDINATOR], HandedBack.UNSURE.value)
    assert "Walter" not in text(client, "/")
    trail = text(sign_in(in_service.users[Role.COORDINATOR]), f"/finding/people/{search.connection_id}/")
    assert "Handed back:" in trail
    assert search.state == SearchState.LOOKING.value


def _hold(cast: Cast, search: Search) -> None:
    Search.objects.filter(pk=search.pk).update(state=SearchState.HELD.value)


def _end(cast: Cast, search: Search) -> None:
    Search.objects.filter(pk=search.pk).update(state=SearchState.ENDED.value)


def _order(cast: Cast, search: Search) -> None:
    order = safety.Order(RestrictionKind.COURT_NO_CONTACT, "Order.", dt.date(2026, 6, 15), search.connection, ())
    safety.restrict(cast.actor(Role.SOCIAL_WORKER), child=cast.child, order=order, at=NOW)
    Search.objects.filter(pk=search.pk).update(state=SearchState.LOOKING.value)


def _route(cast: Cast, search: Search) -> None:
    me = cast.actor(Role.COORDINATOR)
    safety.open_route(me, connection=search.connection, why="Adopted.", agency="", at=NOW)
    Search.objects.filter(pk=search.pk).update(state=SearchState.LOOKING.value)


def _given_away(cast: Cast, search: Search) -> None:
    Search.objects.filter(pk=search.pk).update(owner=cast.users[Role.COORDINATOR])


def _said_no(cast: Cast, search: Search) -> None:
    """The child said no about this person since, and nothing held the search."""
    _answers_again(AgreementScope.SEARCH, AgreementAnswer.NO, "Grandad")


def _lapsed(cast: Cast, search: Search) -> None:
    """The child was sixteen yesterday: the yes from before is asked for again."""
    Child.objects.filter(pk=cast.child.pk).update(born_on=dt.date(TODAY.year - 16, TODAY.month, TODAY.day))
    Agreement.objects.update(on=TODAY - dt.timedelta(days=30))


def _stopped_once(cast: Cast, search: Search) -> None:
    """Everything was stopped and lifted again: the yes from before does not come back by itself."""
    referral = Referral.objects.get()
    Stop.objects.create(
        service=cast.service, child=cast.child, referral=referral, reach=Stop.Reach.EVERYTHING, pressed_at=NOW,
        pressed_by=Role.COORDINATOR.value, lifted_at=NOW, get_in_touch_by=TODAY,
    )  # fmt: skip


def _parent_refused(cast: Cast, search: Search) -> None:
    """A parent of a child in care by agreement said no since."""
    ParentalAnswer.objects.create(
        service=cast.service, child=cast.child, referral=Referral.objects.get(), holder="Mum", answer="no",
        legal_status="V2", asked_on=TODAY,
    )  # fmt: skip


def _answers_again(scope_: AgreementScope, answer: AgreementAnswer, named: str) -> None:
    row = Agreement.objects.filter(scope=scope_.value).latest("at")
    row.pk, row.answer, row.named, row.at = uuid.uuid4(), answer.value, named, row.at + dt.timedelta(minutes=1)
    row._state.adding = True
    row.save()


@pytest.mark.parametrize(
    "why",
    [_hold, _end, _order, _route, _given_away, _said_no, _lapsed, _stopped_once, _parent_refused],
)
def test_whatever_holds_a_search_it_is_gone_in_the_same_way(
    in_service: Cast, search: Search, sign_in: SignIn, why: Callable[[Cast, Search], None]
) -> None:
    why(in_service, search)
    client = sid(in_service, sign_in)
    assert "Nobody to look for today" in text(client, "/")
    for one in ("", "try/", "back/"):
        assert client.get(f"/finding/queue/{search.pk}/{one}").status_code == 404


def test_a_refusal_of_the_door_is_told_in_one_sentence(
    in_service: Cast, search: Search, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise gate.ActionBlocked("There is no open referral for this child.")

    monkeypatch.setattr(actions, "record_queue_try", refuses)
    day = {"on_day": "1", "on_month": "6", "on_year": "2026"}
    given = {"source": "open_register", "words": "Looked.", "outcome": "dead_end", "version": search.version, **day}
    page = sid(in_service, sign_in).post(f"/finding/queue/{search.pk}/try/", given).content.decode()
    assert "Nothing was kept. This search may not be with you any more, or the place is closed." in page
    assert "referral" not in page


@pytest.mark.parametrize("words", ["For Robin.", "He is the grandfather of a child.", "The child is in foster care."])
def test_a_brief_does_not_give_the_child_away(in_service: Cast, search: Search, words: str) -> None:
    owner = in_service.users[Role.SEARCHER]
    with pytest.raises(gate.ActionBlocked):
        actions.hand_over_search(in_service.actor(Role.COORDINATOR), search=search, owner=owner, brief=words, at=NOW)


def test_the_questions_do_not_grow_with_the_searches(in_service: Cast, search: Search, sign_in: SignIn) -> None:
    client = sid(in_service, sign_in)

    def asked() -> int:
        with CaptureQueriesContext(database) as captured:
            client.get("/finding/queue/")
        return len([one for one in captured if one["sql"].startswith("SELECT")])

    asked()
    few = asked()
    for number in range(8):
        person = connect(in_service.child, f"P{number}", f"P{number} Cole")
        Search.objects.create(
            service=in_service.service, child=in_service.child, connection=person, started_by=search.started_by,
            owner=in_service.users[Role.SEARCHER],
        )  # fmt: skip
    assert asked() == few
    assert few <= 16
