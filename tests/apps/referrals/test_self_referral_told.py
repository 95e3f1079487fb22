"""Who hears that a child asked: nobody but those who work with it, until the child plainly says that the worker may."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import scope
from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.domain.terms import AroseAt, Role
from kith.records.models import CaseCopy
from kith.referrals import actions
from kith.referrals.models import Referral, SelfReferral
from tests import standing
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
SENTENCE = "I want to find my nan Pearl"
WHY = "We think that Lifelong Links fits."
NEUTRAL = "Referred by the service on"
TELLS = "The child asked to do this on"
NOBODY, WORKER = "nobody yet", "my social worker"
TOLD_NOTHING = (Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER)
WORK_WITH_IT = (Role.MANAGER, Role.COORDINATOR, Role.SAFEGUARDING_LEAD)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def words(answer: Any) -> str:
    return unescape(" ".join(answer.content.decode().split()))


def opened(cast: Cast, who_may_know: str) -> SelfReferral:
    """A request that the manager has opened and put with the cast's child."""
    return SelfReferral.objects.create(
        service=cast.service,
        answers={
            "name": "Bobbie",
            "sentence": SENTENCE,
            "how_to_reach_me": "At school",
            "who_may_know": who_may_know,
            "age": "12",
        },
        received_at=NOW,
        reply_by=NOW.date(),
        opened_by=cast.users[Role.MANAGER],
        opened_at=NOW,
        child=cast.child,
    )


def make(cast: Cast, sign_in: SignIn, who_may_know: str, why: str) -> tuple[SelfReferral, Referral]:
    """A referral that the manager makes on the page."""
    with scope.acting(cast.actor(Role.MANAGER)):
        row = opened(cast, who_may_know)
    client = sign_in(cast.users[Role.MANAGER])
    client.post(reverse("referrals:request_refer", args=[row.pk]), {"why": why, "version": row.version})
    with scope.acting(cast.actor(Role.MANAGER)):
        return row, Referral.objects.get()


def pages(cast: Cast, sign_in: SignIn, role: Role, referral: Referral) -> str:
    """What one role reads: the record, the referral, and the copy for the case system."""
    client = sign_in(cast.users[role])
    with scope.acting(cast.actor(role)):
        copy = CaseCopy.objects.get(kind="referral.made")
    addresses = (
        reverse("record", args=[cast.child.pk]),
        reverse("referrals:show", args=[referral.pk]),
        reverse("records:copy", args=[copy.pk]),
    )
    answers = [client.get(address) for address in addresses]
    assert [answer.status_code for answer in answers[:2]] == [200, 200]
    return " ".join(words(answer) for answer in answers)


# --- nobody yet


@pytest.mark.parametrize("said", [NOBODY, "", "my carer", "not my social worker", "my social worker, later"])
def test_without_a_plain_yes_the_box_for_the_worker_starts_empty(cast: Cast, sign_in: SignIn, said: str) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        row = opened(cast, said)
    shown = words(sign_in(cast.users[Role.MANAGER]).get(reverse("referrals:request", args=[row.pk])))
    assert shown.count(SENTENCE) == 1
    assert "They will not read that the child asked." in shown


@pytest.mark.parametrize("role", TOLD_NOTHING, ids=lambda role: role.value)
def test_nobody_yet_tells_no_worker(cast: Cast, sign_in: SignIn, role: Role) -> None:
    _, referral = make(cast, sign_in, NOBODY, WHY)
    shown = pages(cast, sign_in, role, referral)
    assert shown.count(f"{NEUTRAL} 15 June 2026.") >= 2
    assert WHY in shown
    for told in ("he child asked", SENTENCE, f"“{WHY}”", "own words</a>", "wrote to the service"):
        assert told not in shown


@pytest.mark.parametrize("role", WORK_WITH_IT, ids=lambda role: role.value)
def test_nobody_yet_still_tells_those_who_work_with_it(cast: Cast, sign_in: SignIn, role: Role) -> None:
    _, referral = make(cast, sign_in, NOBODY, WHY)
    shown = pages(cast, sign_in, role, referral)
    assert f"{TELLS} 15 June 2026." in shown
    assert f"“{WHY}”" not in shown


def test_the_copy_for_the_case_system_is_neutral_whoever_reads_it(cast: Cast, sign_in: SignIn) -> None:
    make(cast, sign_in, NOBODY, WHY)
    with scope.acting(cast.actor(Role.MANAGER)):
        copied = [copy.words for copy in CaseCopy.objects.all()]
    assert copied == [f"Referred to Lifelong Links. {NEUTRAL} 15 June 2026. Why: {WHY}"]


# --- the child lets the worker know


@pytest.mark.parametrize("role", [*TOLD_NOTHING, *WORK_WITH_IT], ids=lambda role: role.value)
def test_a_plain_yes_tells_everybody_in_the_childs_own_words(cast: Cast, sign_in: SignIn, role: Role) -> None:
    _, referral = make(cast, sign_in, WORKER, SENTENCE)
    shown = pages(cast, sign_in, role, referral)
    assert f"{TELLS} 15 June 2026." in shown
    assert (f"“{SENTENCE}”" in shown) is (role is not Role.SAFEGUARDING_LEAD), "the lead reads the request itself"
    with scope.acting(cast.actor(Role.MANAGER)):
        assert "The child asked for this. Why" in CaseCopy.objects.get(kind="referral.made").words


def test_with_a_plain_yes_the_box_holds_the_childs_words_and_the_managers_own_are_not_quoted(
    cast: Cast, sign_in: SignIn
) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        row = opened(cast, WORKER)
    shown = words(sign_in(cast.users[Role.MANAGER]).get(reverse("referrals:request", args=[row.pk])))
    assert shown.count(SENTENCE) == 2
    with scope.acting(cast.actor(Role.MANAGER)):
        row.delete()
    _, referral = make(cast, sign_in, WORKER, WHY)
    shown = pages(cast, sign_in, Role.SOCIAL_WORKER, referral)
    assert WHY in shown
    assert f"“{WHY}”" not in shown


# --- the way to the child's words


@pytest.mark.parametrize("role", [Role.MANAGER, Role.SAFEGUARDING_LEAD], ids=lambda role: role.value)
def test_the_record_and_the_referral_lead_to_the_words_where_they_may_be_read(
    cast: Cast, sign_in: SignIn, role: Role
) -> None:
    row, referral = make(cast, sign_in, NOBODY, WHY)
    client, address = sign_in(cast.users[role]), reverse("referrals:request", args=[row.pk])
    record = words(client.get(reverse("record", args=[cast.child.pk])))
    assert "Robin wrote to the service on 15 June 2026." in record
    assert "own words yet" not in record
    for page in (record, words(client.get(reverse("referrals:show", args=[referral.pk])))):
        assert f'href="{address}"' in page
    shown = words(client.get(address))
    assert 'id="own-words"' in shown
    assert 'href="#own-words">Go to the child’s own words</a>' in shown
    assert reverse("referrals:together", args=[referral.pk]) not in shown
    assert "The social worker reads that the service referred, not that the child asked." in shown


@pytest.mark.parametrize("role", [*TOLD_NOTHING, Role.COORDINATOR], ids=lambda role: role.value)
def test_who_may_not_read_the_words_is_told_of_none(cast: Cast, sign_in: SignIn, role: Role) -> None:
    make(cast, sign_in, NOBODY, WHY)
    record = words(sign_in(cast.users[role]).get(reverse("record", args=[cast.child.pk])))
    assert "Nothing is written down in Robin’s own words yet." in record
    assert "wrote to the service" not in record


def test_the_coordinator_of_a_quiet_request_is_told_who_reads_it(cast: Cast, sign_in: SignIn) -> None:
    row, referral = make(cast, sign_in, NOBODY, WHY)
    named(cast, referral)
    client = sign_in(cast.users[Role.COORDINATOR])
    for address in (reverse("record", args=[cast.child.pk]), reverse("referrals:show", args=[referral.pk])):
        shown = words(client.get(address))
        assert "What the child wrote is read by the service manager and the safeguarding lead." in shown
        assert SENTENCE not in shown
    assert client.get(reverse("referrals:request", args=[row.pk])).status_code == 404


def test_the_coordinator_reads_the_words_where_the_child_let_people_know(cast: Cast, sign_in: SignIn) -> None:
    row, referral = make(cast, sign_in, WORKER, WHY)
    client, address = sign_in(cast.users[Role.COORDINATOR]), reverse("referrals:request", args=[row.pk])
    assert client.get(address).status_code == 404, "only the child's own coordinator"
    named(cast, referral)
    shown = words(client.get(address))
    assert SENTENCE in shown
    assert '<form method="post" action="/referrals' not in shown
    assert f'href="{address}"' in words(client.get(reverse("referrals:show", args=[referral.pk])))
    assert AuditEvent.objects.filter(kind="self_referral.opened", actor_role="coordinator").count() == 1
    assert client.get(reverse("referrals:requests")).status_code == 403


# --- what the child says in person counts


@pytest.mark.parametrize("said", ["My friend Sam may know", "", "I don’t mind"])
def test_record_who_may_know_counts_also_after_the_referral(cast: Cast, sign_in: SignIn, said: str) -> None:
    row, referral = make(cast, sign_in, said, SENTENCE)
    manager, address = sign_in(cast.users[Role.MANAGER]), reverse("referrals:request", args=[row.pk])
    assert "Now it counts as no" in words(manager.get(address))
    say_in_person(manager, row, "yes")
    shown = words(manager.get(address))
    assert "Now it counts as yes" in shown
    assert "At school, alone with me. “Yes, tell her.”" in shown
    assert f"Written down by {cast.users[Role.MANAGER].display_name}" in shown
    assert f"“{SENTENCE}”" in pages(cast, sign_in, Role.SOCIAL_WORKER, referral)
    say_in_person(manager, row, "no")
    told = words(sign_in(cast.users[Role.SOCIAL_WORKER]).get(reverse("referrals:show", args=[referral.pk])))
    assert "he child asked" not in told
    assert NEUTRAL in told


def test_a_yes_in_person_before_the_referral_names_the_child(cast: Cast, sign_in: SignIn) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        row = opened(cast, NOBODY)
    manager = sign_in(cast.users[Role.MANAGER])
    say_in_person(manager, row, "yes")
    row.refresh_from_db()
    manager.post(reverse("referrals:request_refer", args=[row.pk]), {"why": SENTENCE, "version": row.version})
    with scope.acting(cast.actor(Role.MANAGER)):
        referral = Referral.objects.get()
    assert not referral.asked_quietly
    assert referral.in_childs_words


def test_nothing_is_kept_without_the_words_or_by_others(cast: Cast, sign_in: SignIn) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        row = opened(cast, NOBODY)
    address = reverse("referrals:request_who", args=[row.pk])
    given = {"may_be_known": "yes", "words": "", "version": row.version}
    assert "Write down who asked the child" in words(sign_in(cast.users[Role.MANAGER]).post(address, given))
    for role in (Role.COORDINATOR, *TOLD_NOTHING):
        client = sign_in(cast.users[role])
        assert client.post(address, {**given, "words": "She said yes."}).status_code in (403, 404), role
    row.refresh_from_db()
    assert row.may_be_known is None


# --- the audit pages


def test_the_audit_pages_do_not_say_who_asked(cast: Cast, sign_in: SignIn) -> None:
    row, _ = make(cast, sign_in, NOBODY, WHY)
    say_in_person(sign_in(cast.users[Role.MANAGER]), row, "no")
    officer = sign_in(cast.users[Role.PRIVACY_OFFICER])
    listed = [one for one in officer.get(reverse("audit")).context["page"].rows if "own request" in one.what]
    assert [one.child_id for one in listed] == [None] * len(listed)
    of_the_child = officer.get(reverse("audit"), {"child": str(cast.child.pk), "kind": "", "actor": ""})
    assert "A child was referred" in words(of_the_child)
    of_child = f"{reverse('audit')}?child={cast.child.pk}"
    for address in (reverse("audit"), of_child, f"{of_child}&kind=&actor="):
        shown = words(officer.get(address)).partition("<tbody")[2].partition("</tbody>")[0]
        for tells in ("after their own request", "put with the child", "who may know", "how it came up", "child asked"):
            assert tells not in shown.lower(), tells
    assert "own request" not in words(of_the_child).partition("<tbody")[2]
    assert "is never put with that child here" in words(of_the_child)


# --- coming back


@pytest.mark.parametrize(
    ("who", "said"),
    [
        (WORKER, "The child asked to start again"),
        (NOBODY, "Came back, to start again"),
        (Role.SOCIAL_WORKER, "The social worker asked to start again"),
        (Role.MANAGER, "The service manager asked to start again"),
    ],
)
def test_who_asked_to_start_again_is_said_where_it_may_be_known(
    cast: Cast, sign_in: SignIn, who: str | Role, said: str
) -> None:
    with scope.acting(cast.actor(Role.MANAGER)):
        ended = standing.referral_at(cast)
        Referral.objects.update(place="declined", is_open=False, closed_at=NOW)
    if isinstance(who, Role):
        with scope.acting(cast.actor(who)):
            actions.refer_child(cast.actor(who), child=cast.child, arose_at=AroseAt.REVIEW, why=WHY, at=NOW)
    else:
        make(cast, sign_in, who, WHY)
    shown = words(sign_in(cast.users[Role.SOCIAL_WORKER]).get(reverse("referrals:show", args=[ended.pk])))
    assert said in shown
    in_both = 2  # beside how it began, and in what happened
    assert shown.count("to start again") == in_both + shown.count("Waits to start again")
    assert "Asked to start again" not in shown


def named(cast: Cast, referral: Referral) -> None:
    """The cast's coordinator becomes the child's."""
    with scope.acting(cast.actor(Role.MANAGER)):
        Referral.objects.filter(pk=referral.pk).update(coordinator=cast.users[Role.COORDINATOR], allocated_at=NOW)


def say_in_person(client: Client, row: SelfReferral, may_be_known: str) -> None:
    """The child, asked in person, says yes or no, and the manager writes it down."""
    row.refresh_from_db()
    words_said = "At school, alone with me. “Yes, tell her.”"
    given = {"may_be_known": may_be_known, "words": words_said, "version": row.version}
    assert client.post(reverse("referrals:request_who", args=[row.pk]), given).status_code == 302
