"""After "Stop everything" (SAFEGUARDING 6): pages know the stop, nothing new is invited, the yes stays on record."""

import dataclasses
import datetime as dt
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import gate, scope
from kith.access.models import User
from kith.casework.presenters import record, today
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, AroseAt, Role
from kith.outbox import actions as outbox
from kith.outbox import tasks
from kith.outbox.models import OutboxItem
from kith.people.models import Connection
from kith.records import actions as records
from kith.records.models import CaseCopy
from kith.referrals import actions
from kith.referrals.actions import stop
from kith.referrals.models import Agreement, Ask, Referral, StageChange, Stop
from kith.referrals.presenters import stop as presenters
from kith.safety.models import LivesWith
from tests import standing
from tests.apps.safety.around import connect
from tests.personas import NOW, TODAY, Cast

TALK, FILE, SEARCH, APPROACH, MEET, CONFERENCE, SHARE_PLAN = AgreementScope
NOT_NOW = AgreementAnswer.NOT_NOW
SignIn = Callable[[User], Client]
ASKING = ("about", "asks", "not_everyone", "question", "yes")
EVERYTHING = {"everything": "1", "pressed_by": "child", "until": "14"}
SAYING = ("what_i_said", "end", "copy")


@pytest.fixture
def ready(in_service: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """A child who said yes to finding Grandad, "not now" about the file, and whose referral is urgent."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    referral = standing.has_agreed(in_service)
    again = TODAY + dt.timedelta(days=7)
    standing.say(in_service, referral, standing.said(FILE, NOT_NOW, ask_again_on=again), minutes=-5)
    Referral.objects.filter(pk=referral.pk).update(how_soon="urgent", how_soon_why=[{"text": "Turns 16 soon."}])
    return in_service


def press(cast: Cast, reach: str = "everything", role: Role = Role.COORDINATOR, **more: Any) -> Stop:
    pressed = stop.Pressed(Stop.Reach(reach), Role.CHILD, **more)
    return stop.stop_for_child(cast.actor(role), child=cast.child, pressed=pressed, at=NOW)


def the_referral(cast: Cast) -> Referral:
    with scope.acting(cast.actor(Role.MANAGER)):
        return Referral.objects.get()


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def page(cast: Cast, name: str) -> str:
    return reverse(f"referrals:together_{name}", args=[the_referral(cast).pk])


def in_session(cast: Cast, sign_in: SignIn) -> Client:
    client = sign_in(cast.users[Role.COORDINATOR])
    client.post(page(cast, "start"))
    client.post(reverse("referrals:stop", args=[cast.child.pk]), EVERYTHING)
    return client


@pytest.mark.parametrize("name", ASKING)
def test_a_page_that_asks_says_that_everything_has_stopped_instead(ready: Cast, sign_in: SignIn, name: str) -> None:
    client = in_session(ready, sign_in)
    shown = words(client.get(page(ready, name)))
    assert "We have stopped." in shown
    assert "Coordinator Weald will talk to you by Tuesday 16 June." in shown
    assert "This does not stop your family time." in shown
    assert "We do that together, face to face." in shown
    assert "<textarea" not in shown
    assert "kith-choice" not in shown
    assert "Stop or pause" not in shown


@pytest.mark.parametrize("name", SAYING)
def test_what_was_said_is_shown_as_said_and_then_stopped_and_nothing_is_asked_again(
    ready: Cast, sign_in: SignIn, name: str
) -> None:
    shown = words(in_session(ready, sign_in).get(page(ready, name)))
    assert "Everything has stopped." in shown
    assert shown.count("Then you stopped everything, on 15 June 2026.") == 3
    assert "Ask me on" not in shown
    assert "We ask again" not in shown
    assert "I changed my mind" not in shown
    assert page(ready, "question") not in shown


def test_what_is_sent_from_a_page_of_before_is_kept_but_asks_for_nothing(ready: Cast, sign_in: SignIn) -> None:
    client = in_session(ready, sign_in)
    answers = Agreement.objects.count()
    assert "We have stopped." in words(client.post(page(ready, "asks"), {"words": "Find Nan", "go_on": "1"}))
    for tapped in ({"answer": "yes"}, {"not_now": "7"}):
        client.post(page(ready, "question"), {"scope": "file", "named": "", **tapped})
    assert (Ask.objects.count(), Agreement.objects.count()) == (0, answers)
    client.post(page(ready, "question"), {"scope": "file", "named": "", "answer": "no"})
    assert Agreement.objects.count() == answers + 1, "a no is kept whatever else is stopped"


def test_the_map_that_was_begun_asks_for_no_more_people(ready: Cast, sign_in: SignIn) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(reverse("map_start", args=[ready.child.pk]))
    assert client.get(reverse("map_people", args=[ready.child.pk])).status_code == 200
    client.post(reverse("referrals:stop", args=[ready.child.pk]), EVERYTHING)
    for name in ("map_who", "map_people", "map_drawn", "map_love"):
        answer = client.get(reverse(name, args=[ready.child.pk]), follow=True)
        assert "We have stopped." in words(answer), name
    assert client.get(reverse("map_finish", args=[ready.child.pk])).status_code == 200


def test_the_coordinators_own_page_says_who_gets_in_touch_and_how_to_start_again(ready: Cast, sign_in: SignIn) -> None:
    row = press(ready)
    client = sign_in(ready.users[Role.COORDINATOR])
    address = reverse("referrals:together", args=[the_referral(ready).pk])
    shown = words(client.get(address))
    assert "Coordinator Weald talks with the child by Tuesday 16 June." in shown
    assert reverse("referrals:start_again", args=[row.pk]) in shown
    assert "Start a session together" not in shown
    assert "ask again on" not in shown
    assert "Said yes, then stopped on 15 June 2026." in shown
    client.post(reverse("referrals:got_in_touch", args=[row.pk]))
    assert "Coordinator Weald has talked with the child since." in words(client.get(address))


def test_today_keeps_a_stopped_child_and_asks_nothing_of_them(ready: Cast) -> None:
    actor = ready.actor(Role.COORDINATOR)
    before = today.open_today(actor, TODAY, NOW)
    assert [line.why for line in before.running_out] == ["Ask again: read my file."]
    press(ready)
    after = today.open_today(actor, TODAY, NOW)
    assert [line.why for line in after.promised] == ["Pressed stop: get in touch."]
    assert [(row.name, row.place.text) for row in after.children] == [("Robin", "Stopped by the child")]
    later = today.open_today(actor, TODAY + dt.timedelta(days=30), NOW)
    assert "again" not in str([later.promised, later.running_out, later.waiting])


def test_today_of_a_stop_about_one_person_asks_nothing_about_that_person(ready: Cast) -> None:
    again = TODAY - dt.timedelta(days=1)
    for named in ("Aunt Bea", "Grandad"):
        standing.say(ready, the_referral(ready), standing.said(MEET, NOT_NOW, named=named, ask_again_on=again))
    press(ready, "person", named="Grandad")
    promised = today.open_today(ready.actor(Role.COORDINATOR), TODAY, NOW).promised
    assert [line.why for line in promised] == [
        "Pressed stop: get in touch.",
        "Asked to be asked again. Meet: Aunt Bea.",
    ]


def test_a_stopped_child_is_no_longer_mine_once_somebody_else_begins_or_it_is_closed(ready: Cast) -> None:
    press(ready)
    Referral.objects.update(place=SideState.CLOSED.value)
    assert today.open_today(ready.actor(Role.COORDINATOR), TODAY, NOW).children == ()


def test_the_record_keeps_the_yes_offers_no_referral_and_shows_no_how_soon(ready: Cast, sign_in: SignIn) -> None:
    address = reverse("record", args=[ready.child.pk])
    worker = sign_in(ready.users[Role.SOCIAL_WORKER])
    assert "Urgent" in words(worker.get(address))
    press(ready)
    for role in (Role.SOCIAL_WORKER, Role.COORDINATOR):
        shown = words(sign_in(ready.users[role]).get(address))
        assert "has not been asked yet" not in shown
        assert shown.count("Said yes, then stopped on 15 June 2026.") == 3
        assert reverse("referrals:refer", args=[ready.child.pk]) not in shown
        assert "Urgent" not in shown
        assert "Turns 16 soon." not in shown
        assert reverse("referrals:stopped", args=[ready.child.pk]) in shown
    shown = words(worker.get(reverse("referrals:show", args=[the_referral(ready).pk])))
    assert "Urgent" not in shown


def test_a_worker_does_not_refer_a_stopped_child_and_the_child_may_come_back(ready: Cast, sign_in: SignIn) -> None:
    made = the_referral(ready)
    made.stagechanges.create(
        service=ready.service, child=ready.child, event="referral.agreed", from_place=Stage.CHILD_AGREEMENT.value,
        to_place=Stage.CONSENT_AND_SAFETY.value, on=TODAY,
    )  # fmt: skip
    press(ready)
    worker = ready.actor(Role.SOCIAL_WORKER)
    with pytest.raises(gate.ActionBlocked, match="Starting again is agreed in person"):
        actions.refer_child(worker, child=ready.child, arose_at=AroseAt.REVIEW, why="Again.", at=NOW)
    client = sign_in(ready.users[Role.SOCIAL_WORKER])
    address = reverse("referrals:refer", args=[ready.child.pk])
    assert client.get(address)["Location"] == reverse("referrals:stopped", args=[ready.child.pk])
    assert address not in words(client.get("/"))
    assert "Said yes, then stopped" in words(client.get("/"))
    again = actions.refer_child(
        ready.actor(Role.MANAGER), child=ready.child, arose_at=AroseAt.REVIEW, why="Asked.", at=NOW, by_the_child=True
    )
    assert again.place == SideState.REOPENED
    page_after = record.record_page(ready.actor(Role.COORDINATOR), ready.child, TODAY, NOW)
    assert page_after.next_question == "", "what stands stopped is started again in person first"


# --- what the stop page offers


def offered(cast: Cast, role: Role = Role.COORDINATOR) -> presenters.StopPage:
    return presenters.stop_page(cast.actor(role), cast.child, NOW)


def test_moving_on_is_no_way_round_a_stop(ready: Cast, sign_in: SignIn) -> None:
    press(ready)
    referral = the_referral(ready)
    for role in (Role.SOCIAL_WORKER, Role.COORDINATOR, Role.MANAGER):
        shown = words(sign_in(ready.users[role]).get(reverse("referrals:move", args=[referral.pk])))
        assert not re.search(">(Ask to s|S)tart again<", shown), role
        with pytest.raises(gate.ActionBlocked, match="in person"):
            actions.move_on(ready.actor(role), referral=referral, event="referral.reopened", at=NOW)
    referral.refresh_from_db()
    assert referral.place == SideState.STOPPED_BY_CHILD.value
    assert not StageChange.objects.filter(event="referral.reopened").exists()


def test_the_stop_page_offers_only_whom_and_what_something_goes_on_for(ready: Cast, sign_in: SignIn) -> None:
    referral = the_referral(ready)
    Ask.objects.create(service=ready.service, child=ready.child, words="Nan?", named="Nan", asked_on=TODAY)
    standing.say(ready, referral, standing.said(SEARCH, named="Aunt Bea"), standing.said(SEARCH, NOT_NOW, named="Joe"))
    shown = offered(ready)
    assert dict(shown.people) == {
        "Grandad": "Stop looking for Grandad and writing to them",
        "Aunt Bea": "Stop looking for Aunt Bea",
    }
    assert [step for step, _ in shown.steps] == ["search", "approach"]
    address = reverse("referrals:stop", args=[ready.child.pk])
    text = words(sign_in(ready.users[Role.COORDINATOR]).get(address))
    assert "Nan" not in text
    assert "Joe" not in text
    press(ready, "step", scope=APPROACH)
    assert [step for step, _ in offered(ready).steps] == ["search"]
    assert dict(offered(ready).people)["Grandad"] == "Stop looking for Grandad"


def test_a_person_stopped_already_is_offered_to_those_who_may_not_know_it(ready: Cast) -> None:
    press(ready, "person", named="Grandad")
    assert offered(ready).people == ()
    assert [name for name, _ in offered(ready, Role.SOCIAL_WORKER).people] == ["Grandad"]


@pytest.mark.parametrize(
    ("reach", "more", "held"),
    [
        ("person", {"named": "Grandad"}, "We don’t look for them now. Nothing more goes out to them."),
        ("step", {"scope": APPROACH}, "We don’t do that now. Letters that were waiting for it are held."),
        ("everything", {}, "Letters that were waiting are held. Nothing more goes out."),
    ],
)
def test_the_child_reads_what_is_held_and_no_more_than_that(
    ready: Cast, sign_in: SignIn, reach: str, more: dict[str, Any], held: str
) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(page(ready, "start"))
    press(ready, reach, **more)
    shown = words(client.get(reverse("referrals:stopped", args=[ready.child.pk])))
    assert held in shown
    assert ("Nothing more goes out." in shown) is (reach == "everything")


def test_nothing_is_left_to_stop_once_everything_has_stopped(ready: Cast, sign_in: SignIn) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    address = reverse("referrals:stop", args=[ready.child.pk])
    press(ready)
    staff = words(client.get(address))
    assert "Coordinator Weald talks with the child by Tuesday 16 June." in staff
    assert "kith-choice" not in staff
    client.post(page(ready, "start"))
    shown = words(client.get(address))
    assert "Everything has stopped already." in shown
    assert "Coordinator Weald will talk to you by Tuesday 16 June." in shown
    assert "kith-choice" not in shown


def test_a_child_who_was_not_asked_yet_can_stop_everything_and_nothing_else_is_named(
    in_service: Cast, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    standing.referral_at(in_service)
    shown = words(
        sign_in(in_service.users[Role.COORDINATOR]).get(reverse("referrals:stop", args=[in_service.child.pk]))
    )
    assert "Nobody is looked for just now." in shown
    assert "Stop everything" in shown
    assert "One step" not in shown


def test_the_childs_own_page_says_you_and_names_others_who_said_stop(ready: Cast, sign_in: SignIn) -> None:
    address = reverse("referrals:stopped", args=[ready.child.pk])
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(page(ready, "start"))
    press(ready)
    shown = words(client.get(address))
    assert "You said so." in shown
    assert "child or young person" not in shown.lower()
    Stop.objects.update(pressed_by=Role.CARER.value)
    assert "Said by: carer." in words(client.get(address))


# --- who was there belongs to one answer


def test_a_no_does_not_carry_over_who_was_there_at_an_earlier_yes(ready: Cast, sign_in: SignIn) -> None:
    client = sign_in(ready.users[Role.COORDINATOR])
    client.post(page(ready, "start"))
    Agreement.objects.filter(scope="file").delete()
    for tapped in ({"not_now": "7"}, {"answer": "no"}):
        client.post(page(ready, "question"), {"scope": "file", "named": "", **tapped})
    rows = Agreement.objects.filter(scope="file")
    assert {(row.answer, row.who_was_there) for row in rows} == {("not_now", None), ("no", None)}
    shown = record.record_page(ready.actor(Role.COORDINATOR), ready.child, TODAY, NOW)
    assert next(line.how for line in shown.agreed.now if line.what == "Read my file") == "Who was there: not said"
    client.post(page(ready, "question"), {"scope": "talk", "named": "", "answer": "yes"})
    assert 'value="Jo, the foster carer"' in words(client.get(page(ready, "yes"))), "it is asked"


# --- what waits for the case system


SINCE = "Since then, on 15 June 2026, this was stopped"


def copied(cast: Cast) -> dict[str, str]:
    """The copies of the child's answers, by the step."""
    with scope.acting(cast.actor(Role.MANAGER)):
        steps = {row.pk: row.scope for row in Agreement.objects.all()}
        return {steps[row.subject_id]: row.words for row in CaseCopy.objects.filter(kind="agreement")}


def test_overtake_copies_lets_what_waits_for_the_case_system_carry_the_stop(ready: Cast, sign_in: SignIn) -> None:
    assert "To be asked again on 22 June 2026." in copied(ready)["file"]
    with scope.acting(ready.actor(Role.MANAGER)):
        talk = CaseCopy.objects.get(subject_id=Agreement.objects.get(scope="talk").pk)
        records.mark_copied(ready.actor(Role.COORDINATOR), copy=talk, at=NOW)
    press(ready)
    after = copied(ready)
    assert after["file"].endswith(f"{SINCE}: it is not asked again until that is agreed with the child in person.")
    assert SINCE not in after["talk"], "what was copied already is left"
    with scope.acting(ready.actor(Role.MANAGER)):
        copy = CaseCopy.objects.get(subject_id=Agreement.objects.get(scope="file").pk)
    shown = words(sign_in(ready.users[Role.COORDINATOR]).get(reverse("records:copy", args=[copy.pk])))
    assert shown.index("To be asked again on 22 June 2026.") < shown.index(SINCE)


def test_a_stop_of_one_step_reaches_the_copies_of_that_step_and_one_about_a_person_none(ready: Cast) -> None:
    press(ready, "person", named="Grandad")
    assert SINCE not in " ".join(copied(ready).values())
    press(ready, "step", scope=FILE)
    assert [step for step, text in copied(ready).items() if SINCE in text] == ["file"]


# --- every page about the child knows the stop


SAYS = "The child said stop. Everything has stopped since 15 June 2026."
OUTWARD = ("Draw the map together", "Write down something the child asked for", "Save the answer", "Look for next",
           "Send it for a check", "Start looking", "Put it aside", "Ask the child whether", "Let’s find out",
           "Urgent")  # fmt: skip


def addresses(cast: Cast, connection: Connection) -> dict[str, str]:
    child, person = [cast.child.pk], [connection.pk]
    return {
        "map": reverse("network:map", args=child),
        "people": reverse("people:list", args=child),
        "sheet": reverse("people_sheet", args=child),
        "asks": reverse("referrals:asks", args=child),
        "ask": reverse("referrals:ask_add", args=child),
        "parents": reverse("referrals:parents", args=[the_referral(cast).pk]),
        "next": reverse("finding:next", args=child),
        "trail": reverse("finding:trail", args=person),
        "search": reverse("finding:search", args=person),
        "letter": reverse("finding:letter", args=[*person, "first"]),
    }


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "offers", "nobody"),
    [
        ("map", "Draw the map together", True),
        ("map", "Draw the map together", False),
        ("people", "Let’s find out", True),
        ("sheet", "Let’s find out", True),
        ("sheet", "Look for next", False),
        ("asks", "Write down something the child asked for", False),
        ("ask", "Save in the child’s words", False),
        ("parents", "Save the answer", False),
        ("next", "Suggestions", False),
        ("trail", "", False),
        ("search", "Start looking", False),
        ("letter", "Send it for a check", False),
    ],
)
def test_every_page_about_the_child_says_that_the_child_said_stop_and_offers_no_step(
    ready: Cast, sign_in: SignIn, name: str, offers: str, nobody: bool
) -> None:
    person = connect(ready.child, "Grandad Ron")
    client, address = sign_in(ready.users[Role.COORDINATOR]), addresses(ready, person)[name]
    if nobody:
        LivesWith.objects.all().delete()
        person.delete()
    before = words(client.get(address)).partition("<main")[2]
    assert "said stop" not in before
    assert offers in before
    press(ready)
    shown = words(client.get(address)).partition("<main")[2]
    assert SAYS in shown
    assert "Coordinator Weald talks with the child by Tuesday 16 June." in shown
    assert "Starting again is agreed with the child in person." in shown
    text = re.sub("<title>.*?</title>|<h1.*?</h1>", "", shown)
    assert [step for step in (*OUTWARD, offers) if step and step in text] == []


def test_a_letter_to_somebody_who_works_with_the_child_is_closed_but_for_the_three_kinds_that_may_go(
    ready: Cast, sign_in: SignIn
) -> None:
    client, address = sign_in(ready.users[Role.COORDINATOR]), reverse("outbox:write", args=[ready.child.pk])
    before = words(client.get(address))
    assert "Which step has the child agreed to?" in before
    assert 'value="export"' in before
    press(ready)
    shown = words(client.get(address))
    assert SAYS in shown
    assert "Only a neutral cancellation, a legal notice or safeguarding may still go" in shown
    assert "Which step has the child agreed to?" not in shown
    assert 'value="export"' not in shown
    sent = {"kind": "export", "needs": "share_plan", "recipient": "The school", "body": "The plan."}
    refused = client.post(address, sent)
    assert (refused.status_code, OutboxItem.objects.filter(kind="export").count()) == (409, 0), "the door refuses too"
    assert client.post(address, {**sent, "kind": "legal_notice"}).status_code == 302
    unfinished = words(client.post(address, {"kind": "legal_notice", "recipient": "The court"}))
    assert SAYS in unfinished
    assert "Write what it says" in unfinished
    assert 'value="export"' not in unfinished


def test_a_stop_that_somebody_else_pressed_names_them(ready: Cast, sign_in: SignIn) -> None:
    press(ready)
    Stop.objects.update(pressed_by=Role.CARER.value)
    shown = words(sign_in(ready.users[Role.COORDINATOR]).get(reverse("network:map", args=[ready.child.pk])))
    assert "Everything was stopped for the child, said by: carer." in shown
    assert "The child said stop" not in shown


def test_today_says_no_how_soon_of_a_stopped_child_and_each_promise_once(ready: Cast, sign_in: SignIn) -> None:
    with scope.acting(ready.actor(Role.MANAGER)):
        the_referral(ready).allocations.create(
            service=ready.service, child=ready.child, coordinator=ready.users[Role.COORDINATOR], at=NOW
        )
    client = sign_in(ready.users[Role.COORDINATOR])
    assert words(client.get("/")).count("Urgent") == 2
    press(ready, "person", named="Grandad")
    press(ready, "step", scope=SEARCH)
    press(ready)
    shown = words(client.get("/"))
    assert "Urgent" not in shown
    assert reverse("finding:next", args=[ready.child.pk]) not in shown
    assert shown.count("Pressed stop: get in touch.") == 1
    assert "Stopped by the child" in shown


@pytest.mark.parametrize(
    "kind", [OutboxItem.Kind.CANCELLATION, OutboxItem.Kind.LEGAL_NOTICE, OutboxItem.Kind.SAFEGUARDING]
)
def test_each_of_the_three_kinds_leaves_after_a_stop_released_by_a_person(
    ready: Cast, tmp_path: Path, settings: Any, django_capture_on_commit_callbacks: Any, kind: OutboxItem.Kind
) -> None:
    settings.KITH_OUTBOX_FOLDER = str(tmp_path / "outbox")
    press(ready)
    nan = standing.letter_to(connect(ready.child, "Nan"))
    letter = dataclasses.replace(nan, kind=kind, needs=None, body="The hearing is on Monday.")
    item = outbox.queue_item(ready.actor(Role.COORDINATOR), child=ready.child, letter=letter, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.send_released(ready.service.pk)
    assert not (tmp_path / "outbox").exists() or not list((tmp_path / "outbox").iterdir()), "nobody has released it"
    outbox.release_item(ready.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)
    with django_capture_on_commit_callbacks(execute=True):
        tasks.send_released(ready.service.pk)
    item.refresh_from_db()
    assert (item.state, item.released_by_id) == ("sent", ready.users[Role.SAFEGUARDING_LEAD].pk)
    (left,) = (tmp_path / "outbox").iterdir()
    assert "The hearing is on Monday." in left.read_text()


def test_a_stop_leads_to_its_copy(ready: Cast) -> None:
    press(ready)
    assert copies_of(ready, "referral.stopped") == ["stop"]


def test_a_no_to_being_talked_with_leads_to_its_copy(in_service: Cast) -> None:
    referral = standing.referral_at(in_service, Stage.CHILD_AGREEMENT)
    standing.say(in_service, referral, standing.said(TALK, AgreementAnswer.NO), minutes=0)
    assert copies_of(in_service, "referral.declined") == ["agreement"]


def copies_of(cast: Cast, event: str) -> list[str | None]:
    """Of which kind is the copy that each line of the record's history leads to."""
    page = record.record_page(cast.actor(Role.COORDINATOR), cast.child, TODAY, NOW)
    kinds = dict(CaseCopy.objects.values_list("pk", "kind"))
    return [kinds.get(line.copy_id) for line in page.decisions if line.happened.event == event]
