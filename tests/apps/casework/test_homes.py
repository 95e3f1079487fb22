"""Each role's first page, and that it stays flat however many children there are."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access.models import User
from kith.audit.models import AuditEvent
from kith.casework.presenters import today
from kith.children.models import CaseMember, Child, EligibilityResult
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, ChildSays, ContactKind, ParentalAnswer, Role
from kith.finding.models import FamilyTime
from kith.network.models import ChildSaid
from kith.records import actions as records
from kith.records.models import Note
from kith.referrals import actions as referrals
from kith.referrals.actions import asks
from kith.referrals.models import Agreement, Allocation, Ask, Referral, Stop
from kith.referrals.models import ParentalAnswer as ParentalRow
from tests.apps.children import asked
from tests.apps.referrals import made
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
# What every request of a person who signed in costs before its page begins: the session, the person, the service.
EVERY_PAGE = 3


def body(cast: Cast, sign_in: SignIn, role: Role) -> str:
    response = sign_in(cast.users[role]).get("/", follow=True)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SYSTEM])
def test_every_role_has_a_first_page(in_service: Cast, sign_in: SignIn, role: Role) -> None:
    text = body(in_service, sign_in, role)
    assert text.count("<h1") == 1
    assert "True on" in text or role not in (Role.MANAGER, Role.SOCIAL_WORKER)


def agreement(cast: Cast, referral: Referral, *, ask_again_on: dt.date, at: dt.datetime = NOW, **more: Any) -> None:
    values: dict[str, Any] = {"scope": AgreementScope.SEARCH.value, "named": "Grandad", "named_digest": "x"} | more
    Agreement.objects.create(
        service=cast.service, child=referral.child, referral=referral, answer=AgreementAnswer.NOT_NOW.value,
        ask_again_on=ask_again_on, on=at.date(), at=at, **values,
    )  # fmt: skip


def days(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def test_today_says_what_was_promised_who_is_waited_for_and_what_runs_out(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    child = referral.child
    agreement(in_service, referral, ask_again_on=days(-1))
    agreement(in_service, referral, ask_again_on=days(10), scope=AgreementScope.FILE.value, named=None, named_digest="")
    agreement(in_service, referral, ask_again_on=days(90), scope=AgreementScope.CONFERENCE.value, named_digest="")
    Stop.objects.create(
        service=in_service.service, child=child, referral=referral, reach="person", named="Aunt Bea",
        pressed_by=Role.CHILD.value, pressed_at=NOW, get_in_touch_by=days(1),
    )  # fmt: skip
    ParentalRow.objects.create(
        service=in_service.service, child=child, referral=referral, holder="Mum", at=NOW,
        answer=ParentalAnswer.NOT_ASKED_YET.value,
    )  # fmt: skip
    Child.objects.filter(pk=child.pk).update(
        born_on=dt.date(TODAY.year - 16, TODAY.month, TODAY.day) + dt.timedelta(40)
    )
    page = today.open_today(in_service.actor(Role.COORDINATOR), TODAY, NOW)
    assert [line.why for line in page.promised] == [
        "Pressed stop: get in touch.",
        "Asked to be asked again. Look for someone: Grandad.",
    ]
    assert [line.why for line in page.waiting] == ["Mum has not been asked yet."]
    assert [line.why for line in page.running_out] == [
        "Ask again: read my file.",
        "Turns 16: what was agreed is asked again.",
    ]
    assert [row.next for row in page.children] == ["Find out with the child who and what matters."]


def test_a_pause_asks_nothing_before_its_day(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    agreement(in_service, referral, ask_again_on=days(-1))
    ChildSaid.objects.create(
        service=in_service.service, child=referral.child, connection=connect(referral.child, "Aunt Bea"),
        says=ChildSays.NOT_NOW.value, ask_again_on=days(-1), at=NOW, on=TODAY,
    )  # fmt: skip
    assert len(today.open_today(in_service.actor(Role.COORDINATOR), TODAY, NOW).promised) == 2
    Referral.objects.filter(pk=referral.pk).update(place=SideState.PAUSED.value, look_again_on=days(5))
    page = today.open_today(in_service.actor(Role.COORDINATOR), TODAY, NOW)
    assert page.promised == ()
    assert [line.why for line in page.running_out] == ["Look again."]


def test_a_not_now_that_became_a_yes_is_not_asked_again(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    agreement(in_service, referral, ask_again_on=days(-1))
    Agreement.objects.create(
        service=in_service.service, child=referral.child, referral=referral, answer=AgreementAnswer.YES.value,
        scope=AgreementScope.SEARCH.value, named="my Grandad", on=TODAY, at=NOW + dt.timedelta(hours=1),
    )  # fmt: skip
    assert today.open_today(in_service.actor(Role.COORDINATOR), TODAY, NOW).promised == ()


def test_the_managers_page_counts_how_soon_among_what_waits_for_a_word(in_service: Cast, sign_in: SignIn) -> None:
    made.referral(in_service)
    page = body(in_service, sign_in, Role.MANAGER)
    word, waiting = page.index("Waiting for your word"), page.index("Waiting for a coordinator")
    assert word < page.index("How soon?") < waiting
    assert "Not decided yet" in page[waiting:]


@pytest.mark.parametrize(("days_off", "marked"), [(-1, True), (0, False), (1, False)])
def test_a_day_to_look_again_that_has_passed_is_marked(
    in_service: Cast, sign_in: SignIn, days_off: int, marked: bool
) -> None:
    referral = made.referral(in_service)
    Referral.objects.filter(pk=referral.pk).update(look_again_on=timezone.localdate() + dt.timedelta(days=days_off))
    client = sign_in(in_service.users[Role.MANAGER])
    for address in (reverse("referrals:show", args=[referral.pk]), reverse("record", args=[referral.child_id])):
        assert ("(this day has passed)" in client.get(address).content.decode()) == marked


def test_today_marks_a_child_who_is_new_to_me_and_urgent(in_service: Cast, sign_in: SignIn) -> None:
    referral = made.referral(in_service, Stage.CHILD_AGREEMENT, at=NOW)
    reasons = [{"code": "home_move", "level": "urgent", "text": "Is about to move home."}]
    Referral.objects.filter(pk=referral.pk).update(how_soon="urgent", how_soon_why=reasons)
    manager, coordinator = in_service.actor(Role.MANAGER), in_service.users[Role.COORDINATOR]
    referral.refresh_from_db()
    referrals.allocate_coordinator(manager, referral=referral, coordinator=coordinator, at=timezone.now())
    page = body(in_service, sign_in, Role.COORDINATOR)
    assert page.index("New to you") < page.index("Urgent. Is about to move home.") < page.index("My children")
    assert "govuk-tag--yellow" in page[page.index("My children") :]
    actor, on = in_service.actor(Role.COORDINATOR), timezone.localdate()
    later = today.open_today(actor, on + dt.timedelta(days=15), timezone.now())
    assert (later.new, later.children[0].urgent is None) == ((), False)


@pytest.mark.parametrize("what", ["answer", "ask", "words in a note", "answer before"])
def test_a_child_is_not_new_to_me_once_we_have_talked(in_service: Cast, what: str) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    given_at = Allocation.objects.get().at
    actor, on = in_service.actor(Role.COORDINATOR), timezone.localdate(given_at)
    assert [line.child_id for line in today.open_today(actor, on, NOW).new] == [referral.child_id]
    after = given_at + dt.timedelta(hours=1)
    of = {"service": in_service.service, "child": referral.child, "referral": referral}
    if what == "ask":
        Ask.objects.create(**of, words="Nan", asked_on=on, written_at=after)
    elif what == "words in a note":
        del of["referral"]
        Note.objects.create(
            **of, words="Met.", childs_words="Hi.", written_by_id=actor.user_id, written_at=after, happened_on=on
        )
    else:
        at = given_at - dt.timedelta(hours=1) if "before" in what else after
        Agreement.objects.create(**of, answer="no", scope=AgreementScope.FILE.value, on=on, at=at)
    assert bool(today.open_today(actor, on, NOW).new) == ("before" in what)


def test_no_urgent_child_is_left_out_of_the_managers_first_page(in_service: Cast, sign_in: SignIn) -> None:
    of = {"service": in_service.service}
    for at in range(14):
        child = Child.objects.create(**of, council=in_service.council, reference=f"M{at}", preferred_name=f"Young {at}")
        Referral.objects.create(**of, child=child, arose_at="visit", made_on=TODAY)
    urgent = [f"Young {number}" for number in range(4, 14)]
    Referral.objects.filter(child__preferred_name__in=urgent[:1]).update(how_soon="urgent")
    client = sign_in(in_service.users[Role.MANAGER])
    rows = client.get("/").context["page"].waiting
    assert (rows[0].name, len(rows)) == ("Young 4", 8), "the others are not decided yet"
    Referral.objects.filter(child__preferred_name__in=urgent).update(how_soon="urgent")
    assert {row.name for row in client.get("/").context["page"].waiting} == set(urgent)


def test_today_shows_my_children_only_and_no_totals(in_service: Cast, sign_in: SignIn) -> None:
    other = User.objects.create_user(
        "two@weald.example", display_name="Two", role="coordinator", service=in_service.service
    )
    made.referral(in_service, Stage.DISCOVERY)
    Referral.objects.update(coordinator=other)
    text = body(in_service, sign_in, Role.COORDINATOR)
    assert "Robin" not in text
    assert "No child has you as coordinator yet" in text
    assert "govuk-tag--red" not in text


def test_a_concern_that_nobody_opened_stands_on_the_first_page_of_its_readers(
    in_service: Cast, sign_in: SignIn
) -> None:
    records.raise_concern(
        in_service.actor(Role.COORDINATOR), service=in_service.service, child=in_service.child, words="Bruises.", at=NOW
    )
    text = body(in_service, sign_in, Role.SOCIAL_WORKER)
    assert "Somebody is worried" in text
    assert "Bruises." not in text, "what it says is read on its own page, where opening it is kept"
    assert "Somebody is worried" not in body(in_service, sign_in, Role.REVIEWING_OFFICER)


def test_the_worker_sees_what_was_offered_and_answered(in_service: Cast, sign_in: SignIn) -> None:
    text = body(in_service, sign_in, Role.SOCIAL_WORKER)
    assert "Robin" in text
    assert "Sasha" not in text
    made.referral(in_service, Stage.DISCOVERY)
    text = body(in_service, sign_in, Role.SOCIAL_WORKER)
    assert "Referred on 15 June 2026" in text
    assert "Said yes" in text


def test_a_child_whom_the_rules_do_not_ask_about_is_said_to_be_one(in_service: Cast, sign_in: SignIn) -> None:
    assert "Not worked out yet" in body(in_service, sign_in, Role.SOCIAL_WORKER), "before anything was worked out"
    asked.bring_in(in_service, asked.files())
    text = body(in_service, sign_in, Role.SOCIAL_WORKER)
    assert "Not worked out yet" not in text
    assert "The rules do not ask" in text
    assert reverse("children:why", args=[in_service.child.pk]) in text


def test_a_no_by_the_rules_leads_to_why_and_so_to_what_other_rules_say(in_service: Cast, sign_in: SignIn) -> None:
    asked.bring_in(in_service, asked.files())
    no = EligibilityResult.objects.filter(answer="no", run__is_current=True).first()
    assert no is not None
    for answer, leads in (("yes", False), ("no", True)):
        EligibilityResult.objects.filter(pk=no.pk).update(answer=answer, child=in_service.child)
        page = body(in_service, sign_in, Role.SOCIAL_WORKER)
        assert (reverse("children:why", args=[in_service.child.pk]) in page) is leads


@pytest.mark.parametrize("place", ["reopened", "child_agreement"])
def test_a_yes_of_before_is_told_as_one_while_the_child_is_to_be_asked_anew(
    in_service: Cast, sign_in: SignIn, place: str
) -> None:
    made.referral(in_service, Stage.DISCOVERY)
    Referral.objects.update(place=place)
    assert "Said yes before. To be asked anew" in body(in_service, sign_in, Role.SOCIAL_WORKER)


def test_the_manager_reads_what_would_help(in_service: Cast, sign_in: SignIn) -> None:
    assert "What would help" not in body(in_service, sign_in, Role.MANAGER), "nobody waits"
    made.referral(in_service, Stage.ALLOCATION)
    Child.objects.filter(pk=in_service.child.pk).update(language="Tigrinya")
    coordinator = in_service.users[Role.COORDINATOR]
    text = body(in_service, sign_in, Role.MANAGER)
    assert "1 child waits. By the numbers you set, coordinators have room for 0. For 1 of 1 coordinators no" in text
    assert "1 child who waits speaks it. No coordinator speaks it: an interpreter would be needed." in text
    User.objects.filter(pk=coordinator.pk).update(languages=["tigrinya"], most_children=2)
    text = body(in_service, sign_in, Role.MANAGER)
    assert "coordinators have room for 2." in text
    assert f"Who speaks it and has room: {coordinator.display_name}." in text
    User.objects.filter(pk=coordinator.pk).update(most_children=0)
    assert f"Who speaks it has no room: {coordinator.display_name}." in body(in_service, sign_in, Role.MANAGER)


def test_the_funnel_says_where_a_child_counts_who_waits_to_start_again(in_service: Cast, sign_in: SignIn) -> None:
    assert "Waits to start again: counts as not decided yet" in body(in_service, sign_in, Role.MANAGER)


def test_a_list_of_children_on_a_first_page_is_one_event(in_service: Cast, sign_in: SignIn) -> None:
    made.referral(in_service, Stage.DISCOVERY)
    for role in (Role.SOCIAL_WORKER, Role.COORDINATOR):
        body(in_service, sign_in, role)
    events = AuditEvent.objects.filter(kind="children.listed")
    assert [(event.actor_role, event.count) for event in events.order_by("seq")] == [
        ("social_worker", 1),
        ("coordinator", 1),
    ]


def more_children(cast: Cast, number: int) -> None:
    """Children with open referrals in the coordinator's name, all with the same worker and with answers."""
    for at in range(number):
        child = Child.objects.create(
            service=cast.service, council=cast.council, reference=f"X{at}", preferred_name=f"Child {at}",
            born_on=dt.date(2012, 1, 1),
        )  # fmt: skip
        for role, part in ((Role.SOCIAL_WORKER, "worker"), (Role.COORDINATOR, "coordinator")):
            CaseMember.objects.create(
                service=cast.service, child=child, user=cast.users[role], part=part, from_on=TODAY
            )
        referral = Referral.objects.create(
            service=cast.service, child=child, place=Stage.DISCOVERY.value, stood_at=Stage.DISCOVERY.value,
            arose_at="review", made_on=TODAY, coordinator=cast.users[Role.COORDINATOR], allocated_at=NOW,
        )  # fmt: skip
        agreement(cast, referral, ask_again_on=timezone.localdate())


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.SOCIAL_WORKER, Role.MANAGER])
def test_a_first_page_costs_the_same_for_one_child_and_for_thirty(
    in_service: Cast, sign_in: SignIn, django_assert_max_num_queries: Any, role: Role
) -> None:
    client = sign_in(in_service.users[role])
    more_children(in_service, 1)
    client.get("/")
    with django_assert_max_num_queries(60) as few:
        client.get("/")
    more_children_after(in_service)
    with django_assert_max_num_queries(len(few)):
        client.get("/")


def more_children_after(cast: Cast) -> None:
    Child.objects.filter(reference="X0").update(reference="X-first")
    more_children(cast, 29)


@pytest.mark.parametrize(("name", "role"), [("records:copies", Role.MANAGER), ("people", Role.SERVICE_ADMIN)])
def test_lists_stay_within_their_budget(
    in_service: Cast, sign_in: SignIn, django_assert_max_num_queries: Any, name: str, role: Role
) -> None:
    for at in range(30):
        given = records.Written(f"Note {at}", TODAY)
        records.write_note(in_service.actor(Role.MANAGER), child=in_service.child, given=given, at=NOW)
    client = sign_in(in_service.users[role])
    client.get(reverse(name))
    with django_assert_max_num_queries(8 + EVERY_PAGE):
        client.get(reverse(name))


def test_a_visit_says_what_the_child_asked_for_last(in_service: Cast) -> None:
    referral = made.referral(in_service, Stage.DISCOVERY)
    coordinator, nan = in_service.users[Role.COORDINATOR], connect(in_service.child, "Nan Jean", "Jean Whitcombe")
    FamilyTime.objects.create(
        service=in_service.service, child=referral.child, connection=nan, contact_kind=ContactKind.SUPERVISED.value,
        on=days(3), at_time=dt.time(16), planned_by=coordinator,
    )  # fmt: skip

    def visit() -> tuple[str, str]:
        (line,) = today.open_today(in_service.actor(Role.COORDINATOR), TODAY, NOW).visits
        return line.when, line.why

    plain = f"Family time with Nan Jean: {ContactKind.SUPERVISED.label.lower()}."
    assert visit() == ("18 June 2026, 16:00", plain), "nothing was asked for yet"
    for number, said in ((9, "A photo of my dad."), (2, "Find my Grandad. " + "He had a shed. " * 20)):
        asks.save_ask(
            in_service.actor(Role.COORDINATOR),
            child=referral.child,
            words=said,
            asked_on=days(-number),
            named="",
            at=NOW,
        )
    told = visit()[1]
    assert told.startswith(f"{plain} Last time they asked, on 13 June 2026: “Find my Grandad. He had a shed.")
    assert told.endswith("…”")
    assert "photo" not in told
