"""Nobody overwrites what somebody else has saved in between: versions in every action, and the page that shows both."""

import importlib
import inspect
import pkgutil
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms

import document_actions
import kith
from kith.access import action, scope
from kith.access.models import User
from kith.domain import pathway
from kith.domain.terms import FactSource, Role
from kith.finding.models import Evidence, Search
from kith.referrals.models import Agreement, ParentalAnswer, Referral, Stop, Withdrawal
from kith.referrals.views import held
from kith.returns.models import FilePart, RawRow
from kith.safety.models import AdoptionRoute, Restriction
from tests.contracts.house import versions
from tests.contracts.sweep import addresses, canaries, registry, rules, visits, world
from tests.personas import NOW, TODAY, Cast

pytestmark = pytest.mark.long

# Saved without a form that could have stood open for a while; they count the version up all the same.
WITHOUT_FORM = {
    "access.know_device": "one button; nothing that was typed",
    "access.sign_out_everywhere": "one button; nothing that was typed",
    "access.sign_somebody_out": "one button; nothing that was typed",
    "network.answer_love": "the child's own last answer",
    "network.place_person": "where the child taps last is where somebody stands",
    "network.take_off_map": "one button; nothing that was typed",
    "outbox.hand_over_item": "a job, on the locked row",
    "outbox.hold_item": "a job, on the locked row",
    "outbox.note_followed": "a job, on the locked row",
    "outbox.note_outcome": "a job, on the locked row",
    "outbox.send_item": "a job, on the locked row",
    "records.open_concern": "opening it changes no word",
    "records.pass_on_concern": "a job, on the locked row",
    "referrals.open_self_referral": "opening it changes no word",
    "referrals.pass_on_self_referral": "a job, on the locked row",
    "returns.check_return_again": "one button; nothing that was typed",
}
STALE_VERSION = "99"


def day(name: str, year: int) -> dict[str, str]:
    """A date as its three boxes send it."""
    return {f"{name}_day": "1", f"{name}_month": "6", f"{name}_year": str(year)}


def row_of_move(event: str, to: pathway.Place) -> int:
    """The row of the pathway table that the address names."""
    return next(row for row, move in enumerate(pathway.MOVES) if (move.event, move.to) == (event, to))


# address: (form, who sends it, what is filled in)
FORMS: dict[str, tuple[str, Role, dict[str, str]]] = {
    "children:choose_rules": ("children.forms.rules.ChooseRules", Role.MANAGER, {"rules": "leeds"}),
    "children:commit_return": ("returns.forms.Confirm", Role.ANALYST, {}),
    "finding:answer": (
        "finding.forms.letters.RecordAnswer",
        Role.COORDINATOR,
        {"answer": "willing", "words": "He cried.", "offers": "Photos", **day("on", 2026)},
    ),
    "finding:family_time_came": (
        "finding.forms.family.WhatCameOfIt",
        Role.COORDINATOR,
        {"happened": "no", "words": "He was ill."},
    ),
    "finding:family_time_off": ("finding.forms.family.CallOff", Role.COORDINATOR, {"words": "He is ill."}),
    "finding:hand_over": ("finding.forms.looking.HandOver", Role.COORDINATOR, {}),
    "finding:queue_back": ("finding.forms.queue.HandBack", Role.SEARCHER, {"found": "found"}),
    "finding:search_end": (
        "finding.forms.looking.EndSearch",
        Role.COORDINATOR,
        {"state": "not_found", "words": "Everything was tried."},
    ),
    "finding:search_resume": ("finding.forms.looking.Resume", Role.COORDINATOR, {}),
    "finding:try": (
        "finding.forms.looking.WriteDownTry",
        Role.COORDINATOR,
        {"source": "case_file", "outcome": "dead_end", "words": "Nobody of that name.", **day("on", 2026)},
    ),
    "plans:check": (
        "plans.forms.CheckPromise",
        Role.COORDINATOR,
        {"says": "child", "came": "kept", "words": "She rang.", **day("on", 2026), "on_day": "15"},
    ),
    "plans:end": ("plans.forms.EndPromise", Role.COORDINATOR, {"words": "She moves away."}),
    "plans:put_right": (
        "plans.forms.PutPromiseRight",
        Role.COORDINATOR,
        {"words": "I will ring you.", "how_often": "weekly", **day("from_on", 2026)},
    ),
    "plans:resume": ("plans.forms.Resume", Role.COORDINATOR, {}),
    "account": ("casework.forms.accounts.KeepAccount", Role.SERVICE_ADMIN, {"what": "close"}),
    "name_manager": ("casework.forms.service.NameManager", Role.SERVICE_ADMIN, {}),
    "note_notice": ("casework.forms.unusual.NoteNotice", Role.SERVICE_ADMIN, day("on", 2026)),
    "outbox:cancel": ("outbox.forms.Decide", Role.MANAGER, {}),
    "outbox:release": ("outbox.forms.Decide", Role.SAFEGUARDING_LEAD, {}),  # it goes to a person
    "outbox:unfreeze": ("outbox.forms.Decide", Role.MANAGER, {}),
    "map_finish": (
        "network.forms.together.Finish",
        Role.COORDINATOR,
        {"who_was_there": "Linda", "words": "It is right.", "is_shared": "yes"},
    ),
    "map_who": ("network.forms.together.WhoIsHere", Role.COORDINATOR, {"who_was_there": "Linda and Ann"}),
    "network:check_in": ("network.forms.given.CheckIn", Role.COORDINATOR, {"words": "We walked by the river."}),
    "network:member_leave": ("network.forms.belonging.LeaveHousehold", Role.COORDINATOR, day("until_on", 2026)),
    "people:about": (
        "people.forms.persons.DescribePerson",
        Role.COORDINATOR,
        {"gender": "woman", "gender_words": "a lady", "is_professional": "on", "is_under_18": "no"},
    ),
    "people:bring_back": ("people.forms.persons.BringBack", Role.COORDINATOR, {}),
    "people:child_knows": ("people.forms.persons.ChildKnows", Role.COORDINATOR, {}),
    "people:describe": (
        "people.forms.persons.DescribeConnection",
        Role.COORDINATOR,
        {"called": "Nan Jean", "how_related": "Mum’s mum", "side": "mum"},
    ),
    "people:reach": (
        "people.forms.reach.CheckReach",
        Role.COORDINATOR,
        {"is_safe_to_use": "yes", "how_to_use": "After six."},
    ),
    "people:reach_end": ("people.forms.reach.EndReach", Role.COORDINATOR, {}),
    "people:remove": ("people.forms.persons.RemoveConnection", Role.COORDINATOR, {}),
    "people:status": (
        "people.forms.persons.ChangeStatus",
        Role.COORDINATOR,
        {"status": "lost_touch", "source": "child", "words": "She moved away.", **day("on", 2026)},
    ),
    "records:settle": ("records.forms.SettleConcern", Role.SAFEGUARDING_LEAD, {"what_was_done": "Rang the school."}),
    "referrals:allocate": ("referrals.forms.deciding.Allocate", Role.MANAGER, {"words": "She lives nearer."}),
    "referrals:ask_outcome": (
        "referrals.forms.asks.WhatCameOfIt",
        Role.COORDINATOR,
        {"outcome": "happened", "verdict": "It was good.", **day("on", 2026)},
    ),
    "referrals:ask_page": ("referrals.forms.rota.SwitchPage", Role.SERVICE_ADMIN, {"is_on": "0"}),
    "referrals:ask_sort": ("referrals.forms.asks.SortAsk", Role.COORDINATOR, {"named": "My Nan"}),
    "referrals:how_soon": (
        "referrals.forms.deciding.DecideHowSoon",
        Role.MANAGER,
        {"level": "urgent", "words": "His brother moves.", "override_words": "It cannot wait."},
    ),
    "referrals:load": ("referrals.forms.deciding.SetLoad", Role.MANAGER, {"most_children": "9"}),
    "referrals:make_move": (
        "referrals.forms.move.MoveOn",
        Role.COORDINATOR,
        {"words": "She asked for her Nan.", **day("on", 2026), "on_day": "15"},
    ),
    "referrals:request_match": ("referrals.forms.self_referral.SayWhichChild", Role.MANAGER, {}),
    "referrals:request_refer": ("referrals.forms.self_referral.ReferFromRequest", Role.MANAGER, {"why": "He asked."}),
    "referrals:request_reply": ("referrals.forms.self_referral.Reply", Role.MANAGER, {"words": "I rang him."}),
    "referrals:request_who": (
        "referrals.forms.self_referral.WhoMayKnow",
        Role.MANAGER,
        {"may_be_known": "yes", "words": "At school, with nobody there. She said yes."},
    ),
    "referrals:start_again": (
        "referrals.forms.stop.StartAgain",
        Role.COORDINATOR,
        {"words": "At home, with his carer."},
    ),
    "referrals:withdraw": (
        "referrals.forms.withdraw.ProposeWithdrawal",
        Role.SOCIAL_WORKER,
        {
            "reason": "home_fragile",
            "words": "He may move.",
            "what_would_change_it": "A home that lasts.",
            **day("look_again_on", 2199),
        },
    ),
    "referrals:withdraw_decide": (
        "referrals.forms.withdraw.DecideWithdrawal",
        Role.MANAGER,
        {"agreed": "no", "words": "The work goes on."},
    ),
    "referrals:withdraw_told": (
        "referrals.forms.withdraw.RecordTold",
        Role.COORDINATOR,
        {"child_told_by": "Jo", "child_told_words": "It stops for now.", **day("child_told_on", 2026)},
    ),
    "returns:discard": ("returns.forms.Confirm", Role.ANALYST, {}),
    "safety:check_in": ("safety.forms.news.CheckIn", Role.COORDINATOR, {"words": "He slept well."}),
    "safety:close_route": (
        "safety.forms.standing.CloseRoute",
        Role.COORDINATOR,
        {"came_of_it": "She thinks about it."},
    ),
    "safety:decide_related": (
        "safety.forms.related.Decide",
        Role.MANAGER,
        {"outcome": "closed", "words": "She is the aunt."},
    ),
    "safety:end_apart": ("safety.forms.standing.EndApart", Role.SOCIAL_WORKER, {"words": "The court allows it."}),
    "safety:end_care": ("safety.forms.careful.EndCare", Role.SOCIAL_WORKER, {"words": "She is eighteen now."}),
    "safety:end_protection": ("safety.forms.protecting.EndProtection", Role.SAFEGUARDING_LEAD, {}),
    "safety:lift_restriction": (
        "safety.forms.standing.LiftRestriction",
        Role.MANAGER,
        {"words": "The order has ended."},
    ),
    "safety:mark_told": ("safety.forms.news.MarkTold", Role.COORDINATOR, {"words": "He cried."}),
    "safety:plan_telling": (
        "safety.forms.news.PlanTelling",
        Role.COORDINATOR,
        {"where": "At home", "with_whom": "Jo, who cares for him", "at_time": "16:30", **day("tell_on", 2197)},
    ),
    "safety:settle_said": ("safety.forms.related.SettleSaid", Role.MANAGER, {"words": "Her own family."}),
    "safety:release_letter": ("safety.forms.protecting.ReleaseLetter", Role.SAFEGUARDING_LEAD, {}),
    "safety:review_protection": (
        "safety.forms.protecting.ReviewProtection",
        Role.SAFEGUARDING_LEAD,
        {"words": "He still looks for her.", **day("review_on", 2199)},
    ),
    "settings": (
        "casework.forms.service.KeepSettings",
        Role.SERVICE_ADMIN,
        {"reply_working_days": "9", "emergency_number": "01632 960999"},
    ),
}


def agreed_to_looking(state: str) -> None:
    """The child said yes to looking for the person, nothing stands against it, and the search stands there."""
    for table in (Restriction, AdoptionRoute, Stop, ParentalAnswer):
        table.objects.all().delete()
    for search in Search.objects.select_related("connection", "child"):
        said = {"service": search.service, "child": search.child, "answer": "yes", "on": TODAY}
        for scope_, named in (("talk", ""), ("search", search.about_person)):
            Agreement.objects.create(referral=search.child.referrals.get(), scope=scope_, named=named, **said)
    Search.objects.update(state=state)


def in_the_queue() -> None:
    """The search is looked after by a searcher, and nothing stands against it."""
    agreed_to_looking("looking")
    for search in Search.objects.all():
        search.owner = User.objects.filter(role=Role.SEARCHER.value, service=search.service_id).first()
        search.save()


def two_sources() -> None:
    """Two independent sources say who the letter goes to, and none of what stood about them was taken back."""
    Evidence.objects.update(taken_back_at=None, taken_back_by=None)
    for row in Evidence.objects.all():
        for kind in (FactSource.FILE, FactSource.RELATIVE):
            row.pk, row.kind, row.who = uuid.uuid4(), kind.value, kind.label
            row.save(force_insert=True)


# What a referral with everything has or lacks, and this one form must not meet.
IN_THE_WAY: dict[str, Callable[[], object]] = {
    "finding:queue_back": in_the_queue,
    "finding:search_resume": lambda: agreed_to_looking("held"),
    "finding:try": lambda: agreed_to_looking("looking"),
    "outbox:release": two_sources,
    "safety:release_letter": two_sources,
    "referrals:withdraw": lambda: Withdrawal.objects.update(agreed=False),
    "returns:discard": lambda: (RawRow.objects.all().delete(), FilePart.objects.all().delete()),
}


def forms_with_a_version() -> Iterator[str]:
    """Every form that says which version its page showed."""
    for one in pkgutil.walk_packages(kith.__path__, "kith."):
        if one.name.split(".")[2:3] == ["forms"]:
            for name, found in vars(importlib.import_module(one.name)).items():
                is_form = inspect.isclass(found) and issubclass(found, forms.Form) and found.__module__ == one.name
                if is_form and "version" in found.base_fields:
                    yield f"{one.name.removeprefix('kith.')}.{name}"


def opened(cast: Cast, name: str) -> Callable[[str | None], visits.Visit]:
    """One of the forms about one's own child: called with a version, it is sent as if the page had shown that one.

    Whatever is saved is undone after each.
    """
    around = world.build(cast)
    _, role, filled = FORMS[name]
    address = next(one for one in addresses.walk() if one.name == name)
    ids = around.ids[world.OWN]
    path = address.path(ids)
    if name == "referrals:make_move":
        path = path.removesuffix("0/") + f"{row_of_move('stage.entered', pathway.Stage.SEARCH)}/"
    if name == "finding:hand_over":
        filled = {**filled, "owner": str(cast.users[Role.MANAGER].pk)}
    if name == "safety:plan_telling":
        filled = {**filled, "who_tells": str(cast.users[Role.COORDINATOR].pk)}
    if name == "referrals:allocate":
        filled = {**filled, "coordinator": str(around.ids[world.TEAM]["access.User"])}
    with scope.every_service("what stands in the way of one form"):
        IN_THE_WAY.get(name, lambda: None)()
    visitor = visits.Visitor(cast.users[role], ids if name in held.OF_THE_MAP else None)

    def send(version: str | None) -> visits.Visit:
        seen = {"version": version} if version else {}
        return visitor.ask(path, address, method="POST", sent={**filled, **seen})

    return send


@pytest.mark.once
@pytest.mark.parametrize("name", FORMS)
def test_a_form_saves_over_nothing_but_the_version_that_it_showed(name: str, cast: Cast) -> None:
    send = opened(cast, name)
    assert list(rules.writes([send(None)])) == [], "without a version nothing is saved"
    _shows_both_versions_and_saves_nothing(name, send(STALE_VERSION))
    up_to_date = send("1")
    assert up_to_date.status in {302, 409}
    assert b"changed this since you opened it" not in up_to_date.body
    assert list(canaries.problems(up_to_date, FORMS[name][1])) == []


def _shows_both_versions_and_saves_nothing(name: str, visit: visits.Visit) -> None:
    text = visit.body.decode()
    assert visit.status == 409
    assert "changed this since you opened it" in text
    assert "Saved now" in text
    assert "What you wrote" in text
    assert ("kith--together" in text) is (name in held.OF_THE_MAP), "no staff menu in a child's hands"
    missing = [value for key, value in FORMS[name][2].items() if value not in text]
    assert missing == []
    # It can be sent again as it is, now knowingly.
    assert 'name="version" value="1"' in text
    assert list(rules.writes([visit])) == []


def test_every_form_with_a_version_is_tried() -> None:
    assert set(forms_with_a_version()) == {form for form, _, _ in FORMS.values()}


# --- where no version tells, because what was opened is not there any more

BLOCKED: dict[str, tuple[Role, dict[str, str]]] = {
    "referrals:refer": (Role.SOCIAL_WORKER, {"why": "He asks for his Nan.", "must_not_know": "His uncle."}),
    "referrals:make_move": (Role.COORDINATOR, {"words": "She asked for her Nan.", "version": "1"}),
}


@pytest.mark.parametrize(
    ("name", "happened"),
    [("referrals:refer", "referred"), ("referrals:refer", "stopped"), ("referrals:make_move", "stopped")],
)
def test_a_form_about_what_has_moved_on_says_so_and_keeps_the_words(name: str, happened: str, cast: Cast) -> None:
    around = world.build(cast)
    role, filled = BLOCKED[name]
    address = next(one for one in addresses.walk() if one.name == name)
    path = address.path(around.ids[world.OWN])
    with scope.every_service("what happened since the page was opened"):
        referral = Referral.objects.get(pk=around.ids[world.OWN]["referrals.Referral"])
        if happened == "stopped":
            places = pathway.SideState.STOPPED_BY_CHILD.value
            Referral.objects.filter(pk=referral.pk).update(place=places, is_open=False, closed_at=NOW)
    if name == "referrals:make_move":
        path = path.removesuffix("0/") + f"{row_of_move('stage.entered', pathway.Stage.SEARCH)}/"
    visit = visits.Visitor(cast.users[role], None).ask(path, address, method="POST", sent=filled)
    text = visit.body.decode()
    assert visit.status == 409
    assert [value for value in filled.values() if value not in text] == []
    assert "What you wrote" in text
    assert "Send it again" in text
    assert "not lost" in text
    assert ("now stands at" if name == "referrals:make_move" else happened) in text
    assert list(rules.writes([visit])) == []


# --- in the actions themselves


def actions_on_versions() -> Iterator[tuple[str, Any, str]]:
    """Every action about a row that carries a version."""
    for name, spec in document_actions.actions().items():
        if versions.has_version(registry.table_of(spec)):
            yield name, inspect.unwrap(spec.call), spec.on


def test_every_action_that_changes_such_a_row_compares_versions() -> None:
    assert versions.problems(actions_on_versions(), WITHOUT_FORM) == []
    saving = {name for name, function, row in actions_on_versions() if versions.saves(function, row)}
    assert set(WITHOUT_FORM) <= saving
    assert len(saving - set(WITHOUT_FORM)) >= 15


def forgets(actor: Any, *, item: Any, version: int | None, at: Any) -> None:
    """Saves whatever it was given."""
    item.state = "sent"
    item.save()


def hands_on(actor: Any, *, item: Any, at: Any) -> None:
    """The same, through another."""
    _keep(item, at)


def _keep(row: Any, at: Any) -> None:
    row.save()


def minds(actor: Any, *, item: Any, version: int | None, at: Any) -> None:
    """Compares first."""
    action.expect_version(item, version)
    item.save()


def test_an_action_that_forgets_is_found() -> None:
    assert len(versions.problems([("a", forgets, "item"), ("b", hands_on, "item"), ("c", minds, "item")], [])) == 2
    assert versions.problems([("a", forgets, "item")], ["a"]) == ["a saves item without counting its version"]
