"""Promises where they are read: by what the child asked for, on sheets and trails, and their own pages."""

import html

from django.test import Client
from django.urls import reverse

from kith.casework.presenters import people_sheet, today
from kith.casework.presenters import record as records
from kith.domain import plans
from kith.domain.terms import (
    AskOutcome,
    HowOften,
    PersonStatus,
)
from kith.finding.presenters import handover
from kith.people import actions as people
from kith.people.models import Connection
from kith.plans import actions, forms
from kith.plans.models import Promise
from kith.referrals.models import Ask
from tests.apps.plans.making import COORDINATOR, MANAGER, WORDS, WORKER, SignIn, came, check, day, known, make, on_day
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

# --- where it leads back to what the child asked


def test_what_was_promised_stands_among_what_was_done(in_service: Cast, nan: Connection, ask: Ask) -> None:
    row = make(in_service, nan, ask=ask)
    check(in_service, row, came())
    actor, child = in_service.actor(COORDINATOR), in_service.child
    said = f"Nan Jean promised: “{WORDS}” Kept."
    (line,) = records.record_page(actor, child, TODAY, NOW).asks
    assert line.done == (said,)
    assert line.outcome == AskOutcome.BEING_TRIED.label
    assert handover.handover_page(actor, child, TODAY).asks[0].done == (said,)
    assert people_sheet.people_sheet(actor, child, TODAY).asks[0].outcome is AskOutcome.BEING_TRIED


def test_what_answers_no_ask_stands_on_the_handover_sheet_and_on_the_trail(
    in_service: Cast, nan: Connection, ask: Ask, cora: Client
) -> None:
    make(in_service, nan, ask=ask, words="For the ask.")
    make(in_service, nan)
    make(in_service, given_by="Cora", words="I will write.")
    sheet = handover.handover_page(in_service.actor(COORDINATOR), in_service.child, TODAY)
    hers = f"Nan Jean promised: “{WORDS}” Nobody has said yet."
    ours = "Cora promised: “I will write.” Nobody has said yet."
    assert sheet.promises == (hers, ours)
    page = cora.get(reverse("finding:trail", args=[nan.pk])).content.decode()
    assert hers in page
    assert "For the ask." in page
    assert ours not in page


def test_what_was_done_stands_where_the_work_is_closed(
    in_service: Cast, nan: Connection, ask: Ask, sign_in: SignIn
) -> None:
    make(in_service, nan, ask=ask)
    referral = in_service.child.referrals.get()
    client = sign_in(in_service.users[MANAGER])
    rows = client.get(reverse("referrals:move", args=[referral.pk])).content.decode()
    (close,) = [part for part in rows.split('href="')[1:] if "Close" in part.partition("</a>")[0]][:1]
    page = client.get(close.partition('"')[0]).content.decode()
    assert f"Nan Jean promised: “{WORDS}”" in page


def test_late_promises_stand_on_today_the_longest_due_first(in_service: Cast, nan: Connection) -> None:
    make(in_service, nan, from_on=day(-9))
    make(in_service, given_by="Cora", from_on=day(-20), how_often=HowOften.ONCE, due_on=day(-10))
    make(in_service, nan, words="Not due yet.")
    page = today.open_today(in_service.actor(COORDINATOR), TODAY, NOW)
    assert [(line.when, line.why.partition(":")[0]) for line in page.late] == [
        ("by 5 June 2026", "Cora promised"),
        ("by 12 June 2026", "Nan Jean promised"),
    ]
    assert {line.url for line in page.late} == {"plans:list"}


# --- pages


def test_from_her_trail_the_person_and_the_ask_are_chosen(
    in_service: Cast, nan: Connection, ask: Ask, cora: Client
) -> None:
    address = reverse("plans:make_of", args=[nan.pk])
    assert address in cora.get(reverse("finding:trail", args=[nan.pk])).content.decode()
    page = cora.get(address).content.decode()
    assert f'<option value="{nan.pk}" selected>' in page
    given = {"who": str(nan.pk), "words": WORDS, "how_often": "weekly", "ask": str(ask.pk), **on_day("from_on", TODAY)}
    answer = cora.post(address, given, follow=True)
    assert WORDS in answer.content.decode()
    row = Promise.objects.get()
    assert (row.connection_id, row.ask_id) == (nan.pk, ask.pk)


def test_from_a_row_that_was_taken_for_another_the_one_that_is_kept_is_chosen(
    in_service: Cast, nan: Connection, cora: Client
) -> None:
    other = known(connect(in_service.child, "Granny J", "Jean Whitcombe"))
    people.merge_people(in_service.actor(COORDINATOR), connection=other, other=nan, words="One and the same.", at=NOW)
    page = cora.get(reverse("plans:make_of", args=[nan.pk])).content.decode()
    assert f'<option value="{other.pk}" selected>' in page
    assert f'<option value="{nan.pk}"' not in page


def test_the_form_says_what_is_wrong_with_who_and_when(in_service: Cast, nan: Connection, cora: Client) -> None:
    given = {"who": str(nan.pk), "given_by": "Cora", "words": WORDS, "how_often": "weekly"}
    days = {**on_day("from_on", day(400)), **on_day("due_on", day(500))}
    answer = cora.post(reverse("plans:make", args=[in_service.child.pk]), {**given, **days})
    page = html.unescape(answer.content.decode())
    for said in (actions.ONE_OR_OTHER, "more than a year from now", plans.ONLY_ONCE):
        assert said in page, said


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(
    in_service: Cast, nan: Connection, cora: Client
) -> None:
    given = {"words": WORDS, "how_often": "once", **on_day("from_on", TODAY)}
    page = cora.post(reverse("plans:make", args=[in_service.child.pk]), given).content.decode()
    assert "Write who promises it" in page
    assert "Enter the day by which it is promised" in page
    assert WORDS in page


def test_a_refusal_stands_above_the_form(in_service: Cast, nan: Connection, cora: Client) -> None:
    Connection.objects.filter(pk=nan.pk).update(status=PersonStatus.UNWILLING.value)
    given = {"who": str(nan.pk), "words": WORDS, "how_often": "weekly", **on_day("from_on", TODAY)}
    page = cora.post(reverse("plans:make_of", args=[nan.pk]), given).content.decode()
    assert "They said no." in page


def test_saying_on_the_page_that_it_was_kept_that_it_ends_and_that_it_goes_on(
    in_service: Cast, nan: Connection, cora: Client
) -> None:
    row = make(in_service, nan)
    given = {"version": "1", "says": "child", "came": "kept", "words": "She rang!", **on_day("on", TODAY)}
    page = cora.post(reverse("plans:check", args=[row.pk]), given, follow=True).content.decode()
    assert "The child, 15 June 2026: It happened. “She rang!”" in page
    Promise.objects.update(held_at=NOW)
    cora.post(reverse("plans:resume", args=[row.pk]), {"version": "2"})
    row.refresh_from_db()
    assert row.held_at is None
    ended = {"version": "3", "words": "We see each other every week now."}
    page = cora.post(reverse("plans:end", args=[row.pk]), ended, follow=True).content.decode()
    assert "Why it ended: We see each other" in page


def test_a_mistyped_promise_is_put_right_on_its_page(in_service: Cast, nan: Connection, cora: Client) -> None:
    row = make(in_service, nan)
    address = reverse("plans:put_right", args=[row.pk])
    assert address in cora.get(reverse("plans:list", args=[in_service.child.pk])).content.decode()
    assert WORDS in cora.get(address).content.decode()
    given = {"version": "1", "words": "I will ring you.", "how_often": "once", **on_day("from_on", TODAY)}
    page = cora.post(address, given).content.decode()
    assert "Enter the day by which it is promised" in page
    page = cora.post(address, {**given, **on_day("due_on", day(3))}, follow=True).content.decode()
    assert "I will ring you." in page
    assert f"Put right. On 15 June 2026 it was written down as: “{WORDS}” Every week, from 15 June 2026." in page


def test_a_worker_is_not_offered_that_it_did_not_happen(in_service: Cast, nan: Connection, sign_in: SignIn) -> None:
    row = make(in_service, nan)
    page = sign_in(in_service.users[WORKER]).get(reverse("plans:check", args=[row.pk])).content.decode()
    assert 'value="not_kept"' not in page
    assert 'value="changed"' not in page
    assert 'value="kept"' in page
    assert "On which day did it happen, or should it have?" in page
    assert forms.TELL_THE_COORDINATOR in page


def test_only_those_who_may_promise_are_offered(in_service: Cast, nan: Connection, sign_in: SignIn) -> None:
    child = in_service.child
    dead = known(connect(child, "Great-Gran", status=PersonStatus.DIED))
    said_no = known(connect(child, "Uncle Tom", status=PersonStatus.UNWILLING))
    stranger = connect(child, "Sam Barnet")
    page = sign_in(in_service.users[COORDINATOR]).get(reverse("plans:make", args=[child.pk])).content.decode()
    offered = {row.called for row in (nan, dead, said_no, stranger) if f'<option value="{row.pk}"' in page}
    assert offered == {"Nan Jean"}
