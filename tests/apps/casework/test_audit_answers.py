"""What a child answers about a person leaves nothing in the audit pages that tells one answer from another."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.access.models import User
from kith.audit import queries as audit
from kith.audit.models import AuditEvent
from kith.children.models import Child
from kith.domain.terms import AgreementAnswer, AgreementScope, ChildSays, Role
from kith.network import actions as network
from kith.network.models import ChildSaid
from kith.referrals.models import Referral
from tests import standing
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SEARCH, APPROACH = AgreementScope.SEARCH, AgreementScope.APPROACH
SignIn = Callable[[User], Client]
Row = tuple[str, str, str, object, tuple[Any, ...]]


@pytest.fixture
def referral(in_service: Cast, monkeypatch: pytest.MonkeyPatch) -> Referral:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return standing.has_agreed(in_service)


def everything_of(child: Child) -> dict[str, object]:
    """Not only who looked, which a child's audit page opens with."""
    return {"child": child.pk, "kind": "", "actor": ""}


def rows(cast: Cast, sign_in: SignIn, since: int, **query: object) -> list[Row]:
    """What the privacy officer reads of what happened since, but for the moment."""
    client = sign_in(cast.users[Role.PRIVACY_OFFICER])
    page = client.get(reverse("audit"), query).context["page"]
    listed = [row for row in page.rows if row.seq > since and row.what != "This record was read"]
    return [(row.what, row.who, row.role, row.child_id, row.codes) for row in listed if "signed in" not in row.what]


def last_event() -> int:
    return AuditEvent.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def tap(cast: Cast, referral: Referral, client: Client, answer: str, named: str) -> None:
    """The question as a child answers it on the page; after a yes, how we know."""
    sent = {"scope": "search", "named": named, **({"not_now": "7"} if answer == "not_now" else {"answer": answer})}
    client.post(reverse("referrals:together_question", args=[referral.pk]), sent)
    if answer == "yes":
        how = {"who_was_there": "Jo", "how_shown": ["words"], "language": "English"}
        client.post(reverse("referrals:together_yes", args=[referral.pk]), how)


@pytest.mark.parametrize("by_child", [True, False])
def test_a_yes_a_no_and_a_not_now_look_alike(
    in_service: Cast, referral: Referral, sign_in: SignIn, by_child: bool
) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    client.post(reverse("referrals:together_start", args=[referral.pk]))
    seen = {}
    for number, answer in enumerate(AgreementAnswer):
        since = last_event()
        moment = NOW + dt.timedelta(minutes=5 * number + 5)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(timezone, "now", lambda moment=moment: moment)
            tap(in_service, referral, client, answer.value, f"Person {number}")
        query = everything_of(in_service.child) if by_child else {}
        seen[answer] = rows(in_service, sign_in, since, **query)
    assert len(seen[AgreementAnswer.YES]) == 1
    assert seen[AgreementAnswer.YES][0][0] == "A child’s answer was written down"
    assert seen[AgreementAnswer.YES] == seen[AgreementAnswer.NO] == seen[AgreementAnswer.NOT_NOW]


def test_changing_ones_mind_looks_like_any_answer(in_service: Cast, referral: Referral, sign_in: SignIn) -> None:
    since = last_event()
    client = sign_in(in_service.users[Role.COORDINATOR])
    client.post(reverse("referrals:together_start", args=[referral.pk]))
    client.post(
        reverse("referrals:together_what_i_said", args=[referral.pk]),
        {"scope": "approach", "named": "Grandad", "answer": "no"},
    )
    assert AuditEvent.objects.filter(kind="agreement.withdrawn").exists()
    seen = rows(in_service, sign_in, since, **everything_of(in_service.child))
    assert [row[0] for row in seen].count("A child’s answer was written down") == 1
    assert not {"Letters were held", "Searches were held"} & {row[0] for row in seen}


@pytest.mark.parametrize("says", list(ChildSays))
def test_what_the_child_says_about_somebody_looks_alike(
    in_service: Cast, referral: Referral, sign_in: SignIn, says: ChildSays
) -> None:
    person, since = connect(in_service.child, "Uncle Pete"), last_event()
    actor = in_service.actor(Role.COORDINATOR)
    again = TODAY + dt.timedelta(days=7) if says is ChildSays.NOT_NOW else None
    network.record_child_said(actor, connection=person, given=network.SaidGiven(says, again), at=NOW)
    if says is ChildSays.NEVER:
        network.check_in(actor, said=ChildSaid.objects.get(), words="All well.", at=NOW + dt.timedelta(hours=1))
    (row,) = rows(in_service, sign_in, since, **everything_of(in_service.child))
    assert (row[0], row[4]) == ("What a child says about a person was written down", ())


def test_what_tells_an_answer_can_be_neither_chosen_nor_opened_by_number(
    in_service: Cast, referral: Referral, sign_in: SignIn
) -> None:
    standing.say(in_service, referral, standing.said(APPROACH, AgreementAnswer.NO, named="Grandad"))
    from_the_no = AuditEvent.objects.filter(kind="outward.halted").latest("seq")
    with scope.acting(in_service.actor(Role.PRIVACY_OFFICER)):
        assert not set(audit.list_kinds(in_service.service.pk)) & set(audit.TELLS_AN_ANSWER)
    officer = sign_in(in_service.users[Role.PRIVACY_OFFICER])
    assert officer.get(reverse("audit_words", args=[from_the_no.seq])).status_code == 404
    body = officer.get(reverse("audit")).content.decode().partition("<tbody")[2].partition("</tbody>")[0]
    assert "A child’s answer was written down" in body
    for code in ("not_now", "not now", "search", "approach"):
        assert code not in body, code


def test_a_stop_is_listed_with_all_that_follows(in_service: Cast, referral: Referral, sign_in: SignIn) -> None:
    """Only what goes along with an answer about a person is left out."""
    since = last_event()
    client = sign_in(in_service.users[Role.COORDINATOR])
    address = reverse("referrals:stop", args=[in_service.child.pk])
    client.post(address, {"everything": "1", "pressed_by": "child", "until": "14"})
    seen = {row[0] for row in rows(in_service, sign_in, since, **everything_of(in_service.child))}
    assert {"A child’s stop was written down", "Letters were held", "The child said stop"} <= seen
