"""Letters, e-mail and text messages by GOV.UK Notify and by SMTP: the wire format, tries again, and failures."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from kith.access import gate
from kith.access.actor import Actor
from kith.audit.models import AuditEvent
from kith.config import carriers as configured
from kith.config.carriers.notify import KeyNotReadable, Notify
from kith.config.carriers.tokens import sign, token
from kith.domain import carrying
from kith.domain.carrying import Came, Parcel, Way
from kith.domain.terms import Role
from kith.outbox import actions, presenters, tasks
from kith.outbox.models import OutboxItem
from tests import standing
from tests.apps.outbox import carriers
from tests.personas import NOW, Cast

ADDRESS = "Jean Whitcombe\n1 Made-up Road\nSometown\nME1 1XX"
BODY = "Please ring Cora."
State = OutboxItem.State
REFERENCE = "a5e7b0a8-0000-4000-8000-000000000001"


@pytest.fixture
def server() -> Iterator[carriers.FakeNotify]:
    with carriers.notify() as fake:
        yield fake


@pytest.fixture
def by_notify(server: carriers.FakeNotify, settings: LazySettings) -> carriers.FakeNotify:
    settings.KITH_CARRIERS = dict.fromkeys(("letter", "email", "sms"), "notify")
    settings.KITH_NOTIFY_URL, settings.KITH_NOTIFY_KEY = server.url, carriers.KEY
    settings.KITH_NOTIFY_TEMPLATES = {"letter": "t-letter", "email": "t-email", "sms": "t-sms"}
    return server


def released(cast: Cast, recipient: str) -> OutboxItem:
    letter = actions.Letter(actions.Kind.CANCELLATION, recipient, BODY)
    item = actions.queue_item(cast.actor(Role.COORDINATOR), child=cast.child, letter=letter, at=NOW)
    made: OutboxItem = actions.release_item(cast.actor(Role.MANAGER), item=item, at=NOW)
    return made


def run(cast: Cast, item: OutboxItem) -> OutboxItem:
    tasks.send_released(cast.service.pk)
    found: OutboxItem = OutboxItem.objects.get(pk=item.pk)
    return found


# --- the wire


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_token_and_an_address_go_nowhere_but_where_the_setting_says(status: int) -> None:
    with carriers.notify() as server, carriers.notify() as elsewhere:
        server.leads_to = f"{elsewhere.url}/v2/notifications/email"
        one = Notify(server.url, carriers.KEY, {Way.EMAIL: "a-template"})
        for ask in (
            lambda: one.send(Parcel(REFERENCE, Way.EMAIL, "jean@mail.example", BODY), NOW),
            lambda: one.find(REFERENCE, NOW),
            lambda: one.follow(carriers.TAKEN, NOW),
        ):
            server.answers.append((status, {}))
            assert ask().code == f"http_{status}"
        assert elsewhere.asked == []


def test_a_token_is_what_the_standard_says() -> None:
    assert sign(b"what do ya want for nothing?", b"Jefe").hex() == (  # RFC 4231, test case 2
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
    made = token({"iss": carriers.SERVICE, "iat": 1568818578}, carriers.SECRET)
    assert made.startswith("eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.")
    assert carriers.opened(f"Bearer {made}") == {"iss": carriers.SERVICE, "iat": 1568818578}


@pytest.mark.parametrize(
    ("way", "recipient", "path", "told"),
    [
        (
            Way.LETTER, ADDRESS, "/v2/notifications/letter",
            {"personalisation": {
                "address_line_1": "Jean Whitcombe", "address_line_2": "1 Made-up Road", "address_line_3": "Sometown",
                "address_line_4": "ME1 1XX", "body": BODY,
            }},
        ),
        (
            Way.EMAIL, "Jean, jean@mail.example", "/v2/notifications/email",
            {"email_address": "jean@mail.example", "personalisation": {"body": BODY}},
        ),
        (
            Way.SMS, "Jean 07700 900123", "/v2/notifications/sms",
            {"phone_number": "07700 900123", "personalisation": {"body": BODY}},
        ),
    ],
)  # fmt: skip
def test_what_notify_is_told(
    server: carriers.FakeNotify, way: Way, recipient: str, path: str, told: dict[str, Any]
) -> None:
    one = Notify(server.url, carriers.KEY, {way: "a-template"})
    found = one.send(Parcel(REFERENCE, way, recipient, f" {BODY}\n"), NOW)
    assert found == carrying.Outcome(Came.ACCEPTED, carrier_ref=carriers.TAKEN)
    assert server.asked == [("POST", path, {**told, "template_id": "a-template", "reference": REFERENCE})]
    assert server.tokens == [{"iss": carriers.SERVICE, "iat": int(NOW.timestamp())}]
    assert carrying.way_of(recipient) is way


@pytest.mark.parametrize(
    ("status", "error", "came", "code"),
    [
        (400, "BadRequestError", Came.REFUSED, "BadRequestError"),
        (400, "ValidationError", Came.REFUSED, "ValidationError"),
        (403, "AuthError", Came.REFUSED, "AuthError"),
        (429, "RateLimitError", Came.LATER, "RateLimitError"),
        (500, "Exception", Came.LATER, "Exception"),
        (502, "Jean Whitcombe 07700", Came.LATER, "http_502"),
    ],
)
def test_what_notify_refuses(server: carriers.FakeNotify, status: int, error: str, came: Came, code: str) -> None:
    server.errors(status, error)
    one = Notify(server.url, carriers.KEY, {Way.LETTER: "t"})
    found = one.send(Parcel(REFERENCE, Way.LETTER, ADDRESS, BODY), NOW)
    assert (found.came, found.code) == (came, code)


def test_nobody_there_and_a_redirect() -> None:
    gone = Notify("http://127.0.0.1:9", carriers.KEY, {Way.LETTER: "t"})
    assert gone.send(Parcel(REFERENCE, Way.LETTER, ADDRESS, BODY), NOW).code == "no_answer"
    with carriers.notify() as server:
        server.answers.append((302, {}))
        found = Notify(server.url, carriers.KEY, {Way.LETTER: "t"}).send(
            Parcel(REFERENCE, Way.LETTER, ADDRESS, BODY), NOW
        )
        assert (found.came, found.code) == (Came.REFUSED, "http_302")


def test_what_a_parcel_lacks_is_said_before_anything_is_sent(server: carriers.FakeNotify) -> None:
    one = Notify(server.url, carriers.KEY, {})
    lacks = [(Way.LETTER, "Jean"), (Way.EMAIL, "Jean"), (Way.SMS, "Jean"), (Way.LETTER, "\n".join("abcdefgh"))]
    codes = [one.send(Parcel(REFERENCE, way, recipient, BODY), NOW).code for way, recipient in lacks]
    lines = "address_needs_three_to_seven_lines"
    assert codes == [lines, "no_email_address", "no_phone_number", lines]
    assert server.asked == []
    with pytest.raises(KeyNotReadable):
        Notify(server.url, "secret", {})


def test_a_mail_server_gets_one_message_to_one_person() -> None:
    with carriers.mail() as server:
        one = configured.Smtp("127.0.0.1", server.port, "links@service.example", security="none")
        found = one.send(Parcel(REFERENCE, Way.EMAIL, "Jean <jean@mail.example>", "Liebe Grüße"), NOW)
        assert found == carrying.Outcome(Came.ACCEPTED, carrier_ref=f"{REFERENCE}@service.example")
        (message,) = server.messages
        assert "Subject: A message for you\r\n" in message
        assert "To: jean@mail.example\r\n" in message
        assert server.recipients == ["rcpt TO:<jean@mail.example>"]
        server.to_recipient = "550 no such person"
        assert one.send(Parcel(REFERENCE, Way.EMAIL, "jean@mail.example", BODY), NOW).code == "smtp_550"
        server.to_recipient = "451 later"
        assert one.send(Parcel(REFERENCE, Way.EMAIL, "jean@mail.example", BODY), NOW).came is Came.LATER
    assert one.send(Parcel(REFERENCE, Way.EMAIL, "jean@mail.example", BODY), NOW).code == "no_answer"


# --- the outbox


def test_a_letter_is_taken_and_followed(in_service: Cast, by_notify: carriers.FakeNotify) -> None:
    item = run(in_service, released(in_service, ADDRESS))
    assert (item.state, item.way, item.carrier_ref) == (State.SENT, "letter", carriers.TAKEN)
    tasks.follow_sent(in_service.service.pk)
    item = OutboxItem.objects.get(pk=item.pk)
    assert (item.came, presenters.state_in_words(in_service.actor(Role.MANAGER), item)) == ("delivered", "Delivered")
    tasks.follow_sent(in_service.service.pk)
    assert len(by_notify.asked) == 2


def test_what_cannot_be_delivered_after_all_is_shown(in_service: Cast, by_notify: carriers.FakeNotify) -> None:
    item = run(in_service, released(in_service, "Jean, jean@mail.example"))
    by_notify.answers.append((200, {"id": carriers.TAKEN, "status": "permanent-failure"}))
    tasks.follow_sent(in_service.service.pk)
    item = OutboxItem.objects.get(pk=item.pk)
    assert (
        presenters.state_in_words(in_service.actor(Role.MANAGER), item)
        == "Could not be sent: there is no such address or number"
    )
    put_back = actions.unfreeze_item(in_service.actor(Role.MANAGER), item=item, at=NOW)
    assert put_back.state == State.QUEUED


def test_it_is_tried_again_later_and_in_the_end_a_person_decides(
    in_service: Cast, by_notify: carriers.FakeNotify
) -> None:
    item = released(in_service, ADDRESS)
    waits = carrying.load_setting().waits
    for number in range(len(waits) + 1):
        by_notify.errors(500, "Exception")
        item = run(in_service, item)
        assert item.tries == number + 1
        if number < len(waits):
            assert item.state == State.RELEASED
            assert item.try_again_at is not None
            assert DBTaskResult.objects.filter(run_after=item.try_again_at).exists()
            assert run(in_service, item).tries == number + 1  # not before its time
            OutboxItem.objects.filter(pk=item.pk).update(try_again_at=timezone.now() - dt.timedelta(seconds=1))
    assert item.state == State.FAILED
    assert run(in_service, item).state == State.FAILED


def test_a_handing_over_that_was_interrupted_is_asked_about_and_not_done_twice(
    in_service: Cast, by_notify: carriers.FakeNotify
) -> None:
    job = carriers_actor(in_service)
    taken, not_taken = released(in_service, ADDRESS), released(in_service, ADDRESS)
    for item in (taken, not_taken):
        actions.hand_over_item(job, item=item, way=Way.LETTER, at=timezone.now())
    assert run(in_service, taken).state == State.ON_THE_WAY  # it may still be on its way
    OutboxItem.objects.update(handed_at=timezone.now() - dt.timedelta(hours=1))
    OutboxItem.objects.filter(pk=taken.pk).update(handed_at=timezone.now() - dt.timedelta(hours=2))
    by_notify.answers.append((200, {"notifications": [{"id": carriers.TAKEN}]}))
    assert run(in_service, taken).state == State.SENT
    assert OutboxItem.objects.get(pk=not_taken.pk).state == State.RELEASED
    assert [asked[0] for asked in by_notify.asked] == ["GET", "GET"]
    assert f"reference={taken.pk}" in by_notify.asked[0][1]


def carriers_actor(cast: Cast) -> Actor:
    return Actor.system("outbox.send", cast.service.pk)


def test_what_may_no_longer_go_is_never_handed_over(in_service: Cast, by_notify: carriers.FakeNotify) -> None:
    item = released(in_service, ADDRESS)
    OutboxItem.objects.filter(pk=item.pk).update(state=State.FROZEN)
    with pytest.raises(gate.ActionBlocked):
        actions.hand_over_item(carriers_actor(in_service), item=item, way=Way.LETTER, at=NOW)
    run(in_service, item)
    assert by_notify.asked == []


def test_nobody_is_named_in_a_log_or_in_the_record(
    in_service: Cast, by_notify: carriers.FakeNotify, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for answer in ("BadRequestError", ""):
        if answer:
            by_notify.errors(400, answer)
        run(in_service, released(in_service, ADDRESS))
    said = caplog.text + "".join(str(event.codes) for event in AuditEvent.objects.all())
    for word in ("Jean", "Whitcombe", "ME1 1XX", BODY, carriers.SECRET):
        assert word not in said


@pytest.mark.parametrize(
    ("change", "names"),
    [
        ({"KITH_CARRIERS": {"letter": "smtp"}}, "KITH_CARRIER_LETTER"),
        ({"KITH_CARRIERS": {"letter": "notify"}, "KITH_NOTIFY_KEY": ""}, "KITH_NOTIFY_KEY"),
    ],
)
def test_a_setting_that_cannot_work_says_which(settings: LazySettings, change: dict[str, Any], names: str) -> None:
    for name, value in change.items():
        setattr(settings, name, value)
    with pytest.raises(configured.CarrierNotSet, match=names):
        configured.carrier_for("letter")


@pytest.mark.parametrize("way", Way)
def test_as_delivered_everything_is_dropped_into_the_folder(way: Way) -> None:
    assert configured.carrier_for(way.value) is None


def test_a_copy_is_never_given_to_a_carrier(
    in_service: Cast, by_notify: carriers.FakeNotify, settings: LazySettings, tmp_path: Path,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    settings.KITH_OUTBOX_FOLDER = str(tmp_path)
    standing.has_agreed(in_service)
    letter = standing.letter_to(standing.may_write_to(in_service))
    item = actions.queue_item(in_service.actor(Role.COORDINATOR), child=in_service.child, letter=letter, at=NOW)
    OutboxItem.objects.filter(pk=item.pk).update(kind=OutboxItem.Kind.EXPORT, recipient=ADDRESS)
    actions.release_item(in_service.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        assert run(in_service, item).state == State.SENT
    assert by_notify.asked == []
    assert [file.name for file in tmp_path.iterdir()] == [f"{item.pk}.txt"]


def test_an_outcome_is_kept_of_what_is_being_handed_over_alone(in_service: Cast) -> None:
    item = released(in_service, ADDRESS)
    system = Actor.system("outbox.send", in_service.service.pk)
    with pytest.raises(gate.ActionBlocked, match="not being handed over"):
        actions.note_outcome(system, item=item, outcome=carrying.Outcome(Came.ACCEPTED), at=NOW)
