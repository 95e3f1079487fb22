"""A child asks for themselves: help first, the same answer whoever writes, a person who replies by a day."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import gate, scope
from kith.access.models import RotaEntry, User
from kith.access.queries import rota as rota_reads
from kith.audit.models import AuditEvent
from kith.domain import dates
from kith.domain.terms import Role
from kith.records.models import CaseCopy
from kith.referrals import tasks
from kith.referrals.actions import rota, self_referral
from kith.referrals.models import Referral, SelfReferral
from kith.referrals.queries import self_referrals as reads
from tests import standing
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
WRITTEN = {
    "name": "Bobbie",
    "sentence": "I want to find my nan",
    "how_to_reach_me": "See me at school, not at home",
    "who_may_know": "nobody yet",
    "age": "12",
}
NINE_TO_FIVE = rota.Hours((0, 1, 2, 3, 4), dt.time(9), dt.time(17))
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


@pytest.fixture(autouse=True)
def _nobody_asked_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[dt.datetime]:
    """The time of every request: Monday 15 June 2026, 11 in London, until a test moves it."""
    moment = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: moment[0])
    return moment


@pytest.fixture
def second(cast: Cast) -> User:
    """A second manager, next in line."""
    return User.objects.create_user(
        "second@weald.example", display_name="Second Manager", role=Role.MANAGER.value, service=cast.service
    )


@pytest.fixture
def is_on(cast: Cast, second: User, clock: list[dt.datetime]) -> Cast:
    """The cast with two managers on the rota and the public page on."""
    admin = cast.actor(Role.SERVICE_ADMIN)
    with scope.acting(admin):
        rota.add_to_rota(admin, service=cast.service, user=cast.users[Role.MANAGER], hours=NINE_TO_FIVE, at=NOW)
        later = rota.Hours((0, 1, 2, 3, 4), dt.time(9), dt.time(17), 2)
        rota.add_to_rota(admin, service=cast.service, user=second, hours=later, at=NOW)
        rota.switch_ask_page(admin, service=cast.service, is_on=True, at=NOW)
    return cast


@pytest.fixture
def received(is_on: Cast) -> SelfReferral:
    """One request that came in."""
    assert Client().post("/ask/wealdshire/", WRITTEN).status_code == 302
    with scope.acting(is_on.actor(Role.MANAGER)):
        return SelfReferral.objects.get()


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


# --- the public page


def test_help_comes_first_then_who_reads_and_whether_they_are_there(is_on: Cast, clock: list[dt.datetime]) -> None:
    shown = words(Client().get("/ask/wealdshire/"))
    order = [
        "999",
        "0800 1111",
        "01632 960123",
        "Who reads this: a service manager.",
        "Somebody is there now.",
        "<form",
    ]
    places = [shown.index(text) for text in order]
    assert places == sorted(places)
    assert "Monday to Friday, 9am to 5pm" in shown
    assert "Manager Weald" not in shown
    clock[0] = dt.datetime(2026, 6, 19, 18, tzinfo=dt.UTC)
    assert "Nobody is there now.</strong> They are back on Monday 22 June at 9am." in words(
        Client().get("/ask/wealdshire/")
    )


def test_the_page_names_the_work_of_everybody_who_may_open_it_on_the_rota_or_not(is_on: Cast) -> None:
    keeps_safe = "a person whose work is to keep children safe"
    for address in ("/ask/wealdshire/", "/ask/wealdshire/sent/", "/ask/wealdshire/paper/"):
        shown = words(Client().get(address))
        assert "Who reads this: a service manager. They read on Monday to Friday" in shown, "who is on the rota"
        assert f"This can also be opened by {keeps_safe}." in shown, "who is not on it, and may all the same"
    User.objects.filter(service=is_on.service, role=Role.SAFEGUARDING_LEAD.value).update(is_active=False)
    shown = words(Client().get("/ask/wealdshire/"))
    assert "Who reads this: a service manager." in shown
    assert "can also be opened" not in shown
    assert keeps_safe not in shown


def test_the_page_says_that_what_nobody_opens_goes_to_the_next_person(is_on: Cast) -> None:
    shown = words(Client().get("/ask/wealdshire/"))
    assert "If nobody opens it in 15 minutes of that time, it goes to the next person." in shown


def test_without_a_rota_the_page_is_off_and_says_whom_to_ring(is_on: Cast) -> None:
    with scope.acting(is_on.actor(Role.MANAGER)):
        RotaEntry.objects.all().delete()
    for answer in (Client().get("/ask/wealdshire/"), Client().post("/ask/wealdshire/", WRITTEN)):
        assert answer.status_code == 404
        assert "0800 1111" in words(answer)
    with scope.acting(is_on.actor(Role.MANAGER)):
        assert not SelfReferral.objects.exists()


def test_a_page_that_is_off_looks_like_a_service_that_is_not_there(is_on: Cast) -> None:
    off, nothing = Client().get("/ask/northmarch/"), Client().get("/ask/no-such-place/")
    assert (off.status_code, off.content) == (nothing.status_code, nothing.content)


@pytest.mark.parametrize("change", ["no number", "switched off", "reader left"])
def test_the_page_needs_its_switch_its_number_and_somebody_who_still_works_here(is_on: Cast, change: str) -> None:
    service = is_on.service
    service.refresh_from_db()
    if change == "reader left":
        User.objects.filter(service=service).update(is_active=False)
    elif change == "no number":
        service.emergency_number = ""
    else:
        service.ask_page_is_on = False
    service.save()
    assert Client().get("/ask/wealdshire/").status_code == 404


def test_the_answer_is_the_same_whoever_writes(is_on: Cast) -> None:
    known = Client().post("/ask/wealdshire/", {**WRITTEN, "name": "Robin", "sentence": "W1001 Robin"}, follow=True)
    nobody = Client().post("/ask/wealdshire/", {**WRITTEN, "name": "Nobody at all"}, follow=True)
    assert known.redirect_chain == nobody.redirect_chain
    assert TOKEN.sub(b"", known.content) == TOKEN.sub(b"", nobody.content)
    assert dict(known.headers) == dict(nobody.headers)


def test_a_reply_is_promised_in_five_working_days_and_kept_with_the_request(
    is_on: Cast, received: SelfReferral
) -> None:
    assert received.reply_by == dt.date(2026, 6, 22)
    assert received.answers == WRITTEN
    assert "by <strong>Monday 22 June</strong>" in words(Client().get("/ask/wealdshire/sent/"))


def test_the_page_after_sending_tells_the_day_that_was_kept_and_no_link_promises_another(
    is_on: Cast, clock: list[dt.datetime]
) -> None:
    sent = Client().post("/ask/wealdshire/", WRITTEN).headers["Location"]
    assert "by <strong>Monday 22 June</strong>" in words(Client().get(sent))
    clock[0] += dt.timedelta(days=1)
    is_on.service.refresh_from_db()
    is_on.service.reply_working_days = 2
    is_on.service.save()
    assert "by <strong>Monday 22 June</strong>" in words(Client().get(sent))
    today = "by <strong>Thursday 18 June</strong>"
    for changed in (sent.replace("06-22", "06-01"), sent.partition("?")[0], sent.partition("=")[0] + "=2026-06-01"):
        assert today in words(Client().get(changed)), changed


def test_the_promise_is_a_setting_of_the_service(is_on: Cast) -> None:
    is_on.service.refresh_from_db()
    is_on.service.reply_working_days = 2
    is_on.service.save()
    assert "Wednesday 17 June" in words(Client().get("/ask/wealdshire/"))


@pytest.mark.parametrize("missing", ["name", "sentence", "how_to_reach_me"])
def test_what_is_missing_is_asked_for_kindly_and_nothing_typed_is_lost(is_on: Cast, missing: str) -> None:
    answer = Client().post("/ask/wealdshire/", {**WRITTEN, missing: ""})
    shown = words(answer)
    assert answer.status_code == 200
    assert "There is a problem" in shown
    assert all(text in shown for field, text in WRITTEN.items() if field != missing)


def test_age_and_who_may_know_can_be_left_out(is_on: Cast) -> None:
    few = {name: text for name, text in WRITTEN.items() if name not in ("age", "who_may_know")}
    assert Client().post("/ask/wealdshire/", few).status_code == 302


@pytest.mark.parametrize("age", ["twelve", "nearly 13", "12 and a half", "I don’t know", "112"])
def test_an_age_in_words_is_kept_as_written_and_holds_nobody_up(is_on: Cast, sign_in: SignIn, age: str) -> None:
    assert Client().post("/ask/wealdshire/", {**WRITTEN, "age": age}).status_code == 302
    with scope.acting(is_on.actor(Role.MANAGER)):
        kept = SelfReferral.objects.get()
        assert kept.answers["age"] == age
    client = sign_in(is_on.users[Role.MANAGER])
    client.post(reverse("referrals:request_open", args=[kept.pk]))
    assert age in words(client.get(reverse("referrals:request", args=[kept.pk])))


def test_the_councils_number_can_be_rung_by_a_tap(is_on: Cast) -> None:
    is_on.service.refresh_from_db()
    is_on.service.emergency_number = "0113 496 0000"
    is_on.service.save()
    for address in ("/ask/wealdshire/", "/ask/wealdshire/sent/", "/ask/wealdshire/paper/"):
        shown = words(Client().get(address))
        assert 'href="tel:01134960000">0113 496 0000</a>' in shown
        assert 'href="tel:08001111">0800 1111</a>' in shown
        assert 'href="tel:999">999</a>' in shown


def test_five_an_hour_from_one_address(is_on: Cast) -> None:
    for _ in range(5):
        assert Client().post("/ask/wealdshire/", WRITTEN).status_code == 302
    sixth = Client().post("/ask/wealdshire/", WRITTEN)
    assert sixth.status_code == 429
    assert "0800 1111" in words(sixth)
    assert "Your message was not sent yet." in words(sixth)
    assert all(text in words(sixth) for text in WRITTEN.values()), "the words must stand in the form, to send later"
    assert Client(REMOTE_ADDR="192.0.2.7").post("/ask/wealdshire/", WRITTEN).status_code == 302
    with scope.acting(is_on.actor(Role.MANAGER)):
        assert SelfReferral.objects.count() == 6


def test_behind_our_own_proxy_the_address_is_the_one_that_it_wrote(is_on: Cast, settings: Any) -> None:
    settings.KITH_HTTPS = True
    for number in range(6):
        answer = Client().post(
            "/ask/wealdshire/", WRITTEN, headers={"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.9"}
        )
    assert answer.status_code == 429


def test_where_the_list_of_holidays_has_ended_the_page_still_promises_a_day(
    is_on: Cast, clock: list[dt.datetime]
) -> None:
    clock[0] = dt.datetime(2033, 6, 13, 10, tzinfo=dt.UTC)
    with pytest.warns(dates.HolidaysNotKnown):
        shown = words(Client().get("/ask/wealdshire/"))
    assert "A person will answer you by <strong>Monday 20 June</strong>" in shown
    with pytest.warns(dates.HolidaysNotKnown):
        assert Client().post("/ask/wealdshire/", WRITTEN).status_code == 302


def test_what_a_child_wrote_is_sealed_and_in_no_code_of_the_record(is_on: Cast, received: SelfReferral) -> None:
    event = AuditEvent.objects.get(kind="self_referral.received")
    assert (event.actor_kind, event.codes, event.words) == ("public", {}, None)


def test_the_page_prints_blank(is_on: Cast) -> None:
    shown = words(Client().get("/ask/wealdshire/paper/"))
    assert "Who may know that you asked?" in shown
    assert "01632 960123" in shown


# --- the people who answer


def test_requests_are_for_those_who_answer_them(is_on: Cast, received: SelfReferral, sign_in: SignIn) -> None:
    for role in (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.ANALYST):
        client = sign_in(is_on.users[role])
        assert client.get(reverse("referrals:requests")).status_code == 403
        assert client.get(reverse("referrals:request", args=[received.pk])).status_code == 404
    stranger = sign_in(is_on.strangers[Role.MANAGER])
    assert stranger.get(reverse("referrals:request", args=[received.pk])).status_code == 404
    assert stranger.post(reverse("referrals:request_open", args=[received.pk])).status_code == 404


def test_nothing_is_shown_before_it_is_known_who_opened_it(
    is_on: Cast, received: SelfReferral, sign_in: SignIn
) -> None:
    client = sign_in(is_on.users[Role.MANAGER])
    address = reverse("referrals:request", args=[received.pk])
    assert WRITTEN["sentence"] not in words(client.get(address))
    client.post(reverse("referrals:request_open", args=[received.pk]))
    assert WRITTEN["sentence"] in words(client.get(address))
    event = AuditEvent.objects.get(kind="self_referral.opened")
    assert event.actor_id == str(is_on.users[Role.MANAGER].pk)


def test_a_person_finds_the_child_replies_and_makes_the_referral(
    is_on: Cast, received: SelfReferral, sign_in: SignIn
) -> None:
    client = sign_in(is_on.users[Role.MANAGER])

    def post(name: str, **sent: object) -> Any:
        return client.post(reverse(f"referrals:request_{name}", args=[received.pk]), sent, follow=True)

    post("open")
    assert "W1001" in words(post("find", text="w100"))
    search = AuditEvent.objects.get(kind="children.searched")
    assert (search.count, search.words, search.codes) == (2, "w100", {})
    assert "Ellis" not in words(post("find", text="l"))
    assert "Robin (W1001), as a person decided" in words(post("match", child=is_on.child.pk, version=2))
    post("reply", words="Saw Bobbie at school; will come again on Friday.", version=3)
    post("refer", why="The child wants to find her nan.", version=4)
    with scope.acting(is_on.actor(Role.MANAGER)):
        referral = Referral.objects.get()
        assert (referral.by_the_child, referral.arose_at, referral.why) == (
            True,
            "child_asked",
            "The child wants to find her nan.",
        )
        row = SelfReferral.objects.get()
        assert (row.replied_by, row.referral) == (is_on.users[Role.MANAGER], referral)
        # "nobody yet" may know: what the child wrote went into no copy
        assert not any("Bobbie" in copy.words or "my nan" in copy.words for copy in CaseCopy.objects.all())


def test_nobody_known_still_gets_a_reply_and_no_referral_without_a_child(is_on: Cast, received: SelfReferral) -> None:
    manager = is_on.actor(Role.MANAGER)
    with scope.acting(manager):
        with pytest.raises(gate.ActionBlocked, match="Open the request first"):
            self_referral.reply_to_self_referral(manager, self_referral=received, words="Hello", at=NOW)
        row = self_referral.open_self_referral(manager, self_referral=received, at=NOW)
        with pytest.raises(gate.ActionBlocked, match="which child"):
            self_referral.refer_from_self_referral(manager, self_referral=row, why="x", at=NOW)
        row = self_referral.match_self_referral(manager, self_referral=row, child=None, at=NOW)
        with pytest.raises(gate.ActionBlocked, match="what you told"):
            self_referral.reply_to_self_referral(manager, self_referral=row, words=" ", at=NOW)
        self_referral.reply_to_self_referral(manager, self_referral=row, words="Rang the school.", at=NOW)
        assert SelfReferral.objects.get().replied_at == NOW


def test_a_request_cannot_be_matched_with_a_child_of_another_service(
    is_on: Cast, received: SelfReferral, sign_in: SignIn
) -> None:
    client = sign_in(is_on.users[Role.MANAGER])
    client.post(reverse("referrals:request_open", args=[received.pk]))
    sent = {"child": is_on.foreign_child.pk, "version": 2}
    assert client.post(reverse("referrals:request_match", args=[received.pk]), sent).status_code == 404


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_needs_few_queries(
    is_on: Cast, sign_in: SignIn, django_assert_max_num_queries: Callable[[int], Any], many: int
) -> None:
    with scope.acting(is_on.actor(Role.MANAGER)):
        for number in range(many):
            SelfReferral.objects.create(
                service=is_on.service,
                answers=WRITTEN,
                received_at=NOW,
                reply_by=NOW.date() + dt.timedelta(days=number),
                waiting_for=is_on.users[Role.MANAGER],
            )
    client = sign_in(is_on.users[Role.MANAGER])
    client.get(reverse("referrals:requests"))
    with django_assert_max_num_queries(8):
        shown = words(client.get(reverse("referrals:requests")))
    assert shown.count("Not opened; waits for") == min(many, 25)


def test_the_list_says_referred_once_it_led_to_a_referral(is_on: Cast, received: SelfReferral, sign_in: SignIn) -> None:
    client, address = sign_in(is_on.users[Role.MANAGER]), reverse("referrals:requests")
    with scope.acting(is_on.actor(Role.MANAGER)):
        SelfReferral.objects.filter(pk=received.pk).update(opened_at=NOW, replied_at=NOW)
        assert "Replied on" in words(client.get(address))
        made = standing.referral_at(is_on)
        SelfReferral.objects.filter(pk=received.pk).update(referral=made)
    shown = words(client.get(address))
    assert "Referred on 15 June 2026" in shown
    assert "Replied on" not in shown


# --- the rota


def test_an_unopened_request_goes_to_the_next_person_after_fifteen_working_minutes(
    is_on: Cast, received: SelfReferral, second: User, clock: list[dt.datetime]
) -> None:
    assert received.waiting_for == is_on.users[Role.MANAGER]
    clock[0] = NOW + dt.timedelta(minutes=14)
    tasks.pass_on_unopened(is_on.service.pk)
    with scope.acting(is_on.actor(Role.MANAGER)):
        assert SelfReferral.objects.get().waiting_for == is_on.users[Role.MANAGER]
        clock[0] = NOW + dt.timedelta(minutes=15)
        tasks.pass_on_unopened(is_on.service.pk)
        assert SelfReferral.objects.get().waiting_for == second
        clock[0] = NOW + dt.timedelta(minutes=30)
        tasks.pass_on_unopened(is_on.service.pk)
        assert SelfReferral.objects.get().waiting_for == is_on.users[Role.MANAGER]
    assert AuditEvent.objects.filter(kind="self_referral.passed_on", actor_kind="system").count() == 2


def test_with_one_person_on_the_rota_it_goes_to_somebody_else_who_may_open_it(
    is_on: Cast, received: SelfReferral, clock: list[dt.datetime]
) -> None:
    """The page promises a next person, so there is one."""
    with scope.acting(is_on.actor(Role.MANAGER)):
        assert rota_reads.get_readers(is_on.actor(Role.MANAGER), NOW).has_next
    clock[0] = NOW + dt.timedelta(minutes=15)
    tasks.pass_on_unopened(is_on.service.pk)
    with scope.acting(is_on.actor(Role.MANAGER)):
        first = SelfReferral.objects.get().waiting_for
        assert first is not None
        assert first != is_on.users[Role.MANAGER]
        assert Role(first.role) in (Role.MANAGER, Role.SAFEGUARDING_LEAD)


def test_where_nobody_else_may_open_it_the_page_promises_no_next_person(
    is_on: Cast, received: SelfReferral, clock: list[dt.datetime]
) -> None:
    manager = is_on.users[Role.MANAGER]
    with scope.acting(is_on.actor(Role.MANAGER)):
        others = {user.pk for user in rota_reads.list_possible_readers(is_on.actor(Role.MANAGER))} - {manager.pk}
        User.objects.filter(pk__in=others).update(is_active=False)
        assert not rota_reads.get_readers(is_on.actor(Role.MANAGER), NOW).has_next
    page = words(Client().get("/ask/wealdshire/"))
    assert "Nobody is there now" in page or "Somebody is there now" in page
    assert "it goes to the next person" not in page
    clock[0] = NOW + dt.timedelta(minutes=15)
    tasks.pass_on_unopened(is_on.service.pk)
    with scope.acting(is_on.actor(Role.MANAGER)):
        assert SelfReferral.objects.get().waiting_for == manager


def test_a_request_that_came_at_night_waits_for_working_minutes(is_on: Cast, clock: list[dt.datetime]) -> None:
    friday_night = dt.datetime(2026, 6, 19, 21, tzinfo=dt.UTC)
    actor = is_on.actor(Role.MANAGER)
    with scope.acting(actor):
        due = reads.get_pass_on_at(actor, friday_night)
    assert due == dt.datetime(2026, 6, 22, 8, 15, tzinfo=dt.UTC)


def test_an_opened_request_stays_with_who_opened_it(
    is_on: Cast, received: SelfReferral, clock: list[dt.datetime]
) -> None:
    manager = is_on.actor(Role.MANAGER)
    with scope.acting(manager):
        self_referral.open_self_referral(manager, self_referral=received, at=NOW)
        clock[0] = NOW + dt.timedelta(hours=2)
        tasks.pass_on_unopened(is_on.service.pk)
        assert SelfReferral.objects.get().waiting_for == is_on.users[Role.MANAGER]


def test_the_page_cannot_go_on_without_a_rota_or_a_number(cast: Cast) -> None:
    admin = cast.actor(Role.SERVICE_ADMIN)
    with scope.acting(admin):
        with pytest.raises(gate.ActionBlocked, match="Nobody is on the rota"):
            rota.switch_ask_page(admin, service=cast.service, is_on=True, at=NOW)
        rota.add_to_rota(admin, service=cast.service, user=cast.users[Role.MANAGER], hours=NINE_TO_FIVE, at=NOW)
        cast.service.emergency_number = ""
        cast.service.save()
        with pytest.raises(gate.ActionBlocked, match="emergency number"):
            rota.switch_ask_page(admin, service=cast.service, is_on=True, at=NOW)


def test_only_those_who_may_answer_can_be_on_the_rota(cast: Cast) -> None:
    admin = cast.actor(Role.SERVICE_ADMIN)
    with scope.acting(admin):
        for user in (cast.users[Role.SOCIAL_WORKER], cast.strangers[Role.MANAGER]):
            with pytest.raises(gate.ActionBlocked, match="may not answer"):
                rota.add_to_rota(admin, service=cast.service, user=user, hours=NINE_TO_FIVE, at=NOW)


def test_the_rota_is_kept_on_its_page(cast: Cast, sign_in: SignIn, clock: list[dt.datetime]) -> None:
    client = sign_in(cast.users[Role.SERVICE_ADMIN])
    address = reverse("referrals:rota")
    assert "Nobody is on the rota" in words(client.get(address))
    hours = {"reads": "requests", "user": cast.users[Role.MANAGER].pk, "weekdays": [0, 1], "place_in_line": 1}
    wrong = client.post(address, {**hours, "from_time": "17:00", "until_time": "09:00"})
    assert "The end must be later than the start." in words(wrong)
    client.post(address, {**hours, "from_time": "09:00", "until_time": "12:30"})
    assert "Monday and Tuesday, 9am to 12.30pm" in words(client.get(address))
    client.post(reverse("referrals:ask_page"), {"is_on": "1", "version": 1})
    assert "The public page is on. Somebody is there now." in words(client.get(address))
    with scope.acting(cast.actor(Role.MANAGER)):
        entry = RotaEntry.objects.get()
    client.post(reverse("referrals:rota_leave", args=[entry.pk]))
    assert "The public page is off." in words(client.get(address))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER])
def test_the_rota_is_refused_for_other_roles(cast: Cast, sign_in: SignIn, role: Role) -> None:
    assert sign_in(cast.users[role]).get(reverse("referrals:rota")).status_code == 403
    actor = cast.actor(role)
    with scope.acting(actor), pytest.raises(gate.NotPermitted):
        rota.add_to_rota(actor, service=cast.service, user=cast.users[Role.MANAGER], hours=NINE_TO_FIVE, at=NOW)


# --- safeguarding leads may stand on the rota too (docs/adr/0014)


def test_a_safeguarding_lead_may_stand_on_the_rota_open_and_reply(
    is_on: Cast, sign_in: SignIn, clock: list[dt.datetime], received: SelfReferral
) -> None:
    admin, lead = is_on.actor(Role.SERVICE_ADMIN), is_on.users[Role.SAFEGUARDING_LEAD]
    with scope.acting(admin):
        third = rota.Hours((0, 1, 2, 3, 4), dt.time(9), dt.time(17), 3)
        rota.add_to_rota(admin, service=is_on.service, user=lead, hours=third, at=NOW)
    for turn in (1, 2):
        clock[0] = NOW + dt.timedelta(minutes=15 * turn)
        tasks.pass_on_unopened(is_on.service.pk)
    with scope.acting(admin):
        assert SelfReferral.objects.get().waiting_for == lead
    assert "a service manager or a person whose work is to keep children safe" in words(
        Client().get("/ask/wealdshire/")
    )
    client = sign_in(lead)
    assert "Nobody has opened it yet." in words(client.get("/"))
    address = reverse("referrals:request", args=[received.pk])
    client.post(reverse("referrals:request_open", args=[received.pk]))
    shown = words(client.get(address))
    assert "I want to find my nan" in shown
    assert "The service manager makes the referral" in shown
    assert reverse("referrals:request_refer", args=[received.pk]) not in shown
    reply = {"words": "Rang school.", "version": version_now(is_on)}
    assert client.post(reverse("referrals:request_reply", args=[received.pk]), reply).status_code == 302
    found = {"child": str(is_on.child.pk), "version": version_now(is_on)}
    assert client.post(reverse("referrals:request_match", args=[received.pk]), found).status_code == 302
    refer = {"why": "Asked.", "version": version_now(is_on)}
    assert client.post(reverse("referrals:request_refer", args=[received.pk]), refer).status_code == 403
    with scope.acting(admin):
        row = SelfReferral.objects.get()
        assert (row.replied_by, row.child, Referral.objects.count()) == (lead, is_on.child, 0)


def version_now(cast: Cast) -> str:
    with scope.acting(cast.actor(Role.MANAGER)):
        return str(SelfReferral.objects.get().version)
