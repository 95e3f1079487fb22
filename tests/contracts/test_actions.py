"""Every write is an action: gated, audited, explained and tested; every job and every check is there."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.test import override_settings
from django.utils.module_loading import import_string

import document_actions
from kith.access import action, gate, jobs, scope
from kith.access.actor import Actor
from kith.access.models import Service
from kith.access.roles import ROLES
from kith.audit import queries as audit
from kith.domain.terms import Role
from tests.contracts.house import tree
from tests.contracts.sweep import registry, visits, world
from tests.personas import NOW, Cast

ACTIONS = document_actions.actions()

# Public functions beside actions, each with why it is none.
NO_ACTIONS = {
    "access.actions.people.found_service": "nobody exists yet who could ask; it writes its event all the same",
    "access.actions.people_list.read_people": "reads a list; nothing is written",
    "children.actions.eligibility.refresh": "joins the action of whoever changed what an answer rests on",
    "children.actions.eligibility.wait_for_tomorrow": "puts a job in the queue",
    "children.actions.follow.roles_for": "reads",
    "people.actions.asking.answer_asked": "joins whatever was done about the two",
    "people.actions.holding.follow_age": "joins saying how old somebody is, and taking two for one person",
    "people.actions.holding.hold_everything": "joins the action by which something came to stand against somebody",
    "referrals.actions.freezing.seal_people_around": "joins whatever ended the child's yes",
    "safety.actions.sides.hold_sides_that_wait": "joins the action that made a side wait",
    "safety.actions.merging.hold_what_is_under_way": "joins taking two people for one",
    "people.actions.holding.hold_steps": "joins the action by which something came to stand against somebody",
    "demo.actions.cases.write": "a part of fill_demo, the one bulk action",
    "demo.actions.networks.write": "a part of fill_demo, the one bulk action",
    "children.actions.follow.follow_facts": "joins the action that recorded the facts",
    "children.actions.follow.follow_begun": "joins the action that recorded the fact",
    "children.actions.managers.follow_managers": "joins whatever moved a worker or named a manager",
    "children.actions.managers.note_moved": "writes the events of an action",
    "children.actions.rebuild.rebuild_council": "joins saving a return or taking it back",
    "children.actions.store.insert_models": "one statement of an action",
    "people.actions.joining.stand_as_one": "joins taking two people for one, and apart again",
    "people.actions.connections.keep_change": "joins the action that says where somebody stands",
    "people.actions.connections.follow_standing": "joins saying where somebody stands, or that they died",
    "people.actions.connections.have_looked_at": "puts a job in the queue",
    "finding.actions.along.go_to": "joins the step that began a stage; the move is an action of its own",
    "finding.actions.along.stands_now": "joins the step; the change of where a person stands is an action of its own",
    "finding.actions.along.own_ask": "refuses",
    "finding.actions.looking.fit_brief": "refuses",
    "finding.actions.looking.keep_try": "what the two actions that keep a try do alike",
    "outbox.actions.items.ask_the_checks": "refuses",
    "outbox.actions.post_room.write_aside": "joins sending; the file is put in place after the commit",
    "outbox.actions.post_room.folder": "names a folder",
    "outbox.actions.post_room.destroy_files": "joins forgetting; the files go after the commit",
    "outbox.actions.post_room.tidy": "finishes or removes what a crash left of a sending that was recorded",
    "records.actions.scanning.look_through": "asks the virus scanner; nothing is written",
    "records.actions.writing.keep_from_in_words": "says something in words",
    "records.actions.writing.with_keep_from": "says something in words",
    "network.actions.ties.about": "the columns that say who says so",
    "network.actions.taking_over.add": "joins answering a family file; every row is an action of its own",
    "network.actions.taking_over.add_to": "joins answering a family file; every row is an action of its own",
    "network.actions.taking_over.members_of": "reads",
    "network.actions.tying.tie_together": "joins answering a family file; every tie is an action of its own",
    "network.actions.ties.is_own_ancestor": "reads",
    "network.actions.ties.is_parentage_there": "reads",
    "network.actions.ties.is_tie_there": "reads",
    "network.actions.ties.is_union_there": "reads",
    "network.actions.ties.one_of": "one of the child's people, by key",
    "network.actions.ties.two_people": "two of the child's people, by key",
    "people.actions.sharing.own_row": "joins the action that first needs the child's own row",
    "referrals.actions.allocate.in_words": "says something in words",
    "referrals.actions.move.in_words": "says something in words",
    "referrals.actions.triage.propose": "works out a proposal; nothing is written",
    "returns.actions.bulk.insert_rows": "one statement of an action",
    "returns.actions.bulk.update_rows": "one statement of an action",
    "returns.actions.bulk.as_stored": "turns a value into what the database holds",
    "returns.actions.receive.must_be_unsaved": "refuses",
    "returns.actions.receive.compare_with_stored": "compares; nothing is written",
    "returns.actions.saving.write_parts": "joins saving a return",
    "returns.actions.saving.raw_rows": "makes rows for a statement",
    "returns.actions.saving.put_in_force": "joins saving a return or taking it back",
    "safety.actions.related.look_for_relatives": "joins every opening of a record; a job's action writes",
    "safety.actions.news.stands_elsewhere": "joins saying where somebody stands; the news is an action of its own",
    "safety.actions.sides.hold_who_knows_one_under_an_order": "joins writing down how two people belong together",
    "safety.actions.sides.hold_who_is_under_18": "joins saying how old somebody is, and taking two for one person",
    "safety.actions.sides.hold_who_needs_care": "joins whatever was written down first",
    "safety.actions.protecting.watch": "puts a job in the queue",
    "safety.actions.protecting.look_at_typed": "joins every search for a name; puts a job in the queue",
    "safety.actions.sealed_words.look_at_words": "joins every action of a person; puts a job in the queue",
}
# Actions that no test calls by name, and the test that goes through them.
SEEN_THROUGH = {
    "demo.fill_demo": "tests/journeys/county.py: build.build",
    "finding.keep_apart": "tests/apps/finding/test_held_at_once.py: test_two_who_must_not_meet_are_held_on_a_day",
    "finding.hand_back_search": "tests/apps/finding/test_queue.py: test_handed_back_it_is_the_coordinators_again",
    "outbox.note_followed": "tests/apps/outbox/test_carrying.py: test_what_cannot_be_delivered_after_all_is_shown",
    "safety.note_related": "tests/apps/safety/test_related.py: test_every_seeded_conflict_is_flagged",
    "safety.keep_said_no": "tests/apps/finding/test_forgetting.py: test_of_one_who_said_no_only_marks_are_kept",
    "plans.forget_promises": "tests/apps/plans/test_promises.py: test_of_one_who_is_not_kept_the_words_go",
    "plans.freeze_promises": "tests/apps/plans/test_promises.py: test_a_stop_of_everything_holds_every_promise",
    "outbox.freeze_items": "tests/apps/referrals/test_stop.py: test_stop_for_child_holds_what_it_reaches",
    "outbox.hold_item": "tests/apps/outbox/test_outbox.py: test_a_stop_between_release_and_sending",
    "records.note_checked": "tests/apps/records/test_papers.py: test_a_held_paper_is_seen_once_it_is_clean",
    "records.keep_for_case_system": "tests/apps/records/test_notes.py: a_copy_for_the_case_system",
    "referrals.ask_for_myself": "tests/apps/referrals/test_self_referral.py: test_the_answer_is_the_same",
    "referrals.clear_draft": "tests/apps/referrals/test_together.py: test_a_draft_survives_a_reload",
    "referrals.end_together": "tests/apps/referrals/test_hand_back.py: test_the_right_password_gives_it_back",
    "referrals.halt_outward": "tests/apps/referrals/test_stop.py: test_every_hook_is_called_inside_the_transaction",
    "referrals.keep_draft": "tests/apps/referrals/test_together.py: test_a_draft_survives_a_reload",
    "referrals.pass_on_self_referral": "tests/apps/referrals/test_self_referral.py: test_an_unopened_request_goes_to",
    "referrals.remove_from_rota": "tests/apps/referrals/test_self_referral.py: test_the_rota_is_kept_on_its_page",
    "referrals.start_together": "tests/apps/referrals/test_together.py: test_a_session_is_on_record",
}
EVENT = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
IRREGULAR = set(
    "brought chosen drawn forgotten frozen kept left made put sent set taken told unfrozen withdrawn written".split()
)


def in_the_past(event: str) -> bool:
    """Whether an event says what has happened: referral.withdrawn, user.load_set."""
    words = event.rpartition(".")[2].split("_")
    return bool(EVENT.fullmatch(event)) and any(word.endswith("ed") or word in IRREGULAR for word in words)


def test_whatever_stands_among_actions_is_one() -> None:
    assert {name for name, _ in registry.others()} == set(NO_ACTIONS)


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_says_what_it_does_and_when(name: str) -> None:
    spec = ACTIONS[name]
    function = inspect.unwrap(spec.call)
    parameters = inspect.signature(function).parameters
    assert spec.doc
    assert in_the_past(spec.event), spec.event
    assert {"at", spec.on} <= set(parameters)
    assert list(parameters)[0] == "actor"
    assert all(one.kind is not one.POSITIONAL_OR_KEYWORD for key, one in parameters.items() if key != "actor")


@pytest.mark.parametrize(
    ("event", "past"),
    [
        ("referral.withdraw", False),
        ("referral.moved", True),
        ("user.load_set", True),
        ("move", False),
        ("a.B_ed", False),
    ],
)
def test_past_tense(event: str, past: bool) -> None:
    assert in_the_past(event) is past


def test_every_action_has_a_test_that_names_it() -> None:
    written = "".join(path.read_text("utf-8") for path in sorted((tree.ROOT / "tests" / "apps").rglob("*.py")))
    unnamed = {name for name in ACTIONS if not re.search(rf"\b(test_)?{name.rpartition('.')[2]}(_|\b)", written)}
    assert unnamed == set(SEEN_THROUGH)
    for place in SEEN_THROUGH.values():
        path, text = place.split(": ")
        assert text in Path(tree.ROOT / path).read_text("utf-8"), place


# --- the gate of each, from outside


def one_of_each_kind(cast: Cast) -> Iterator[Actor]:
    """Somebody for every set of permissions there is."""
    known = set()
    for role in visits.ROLES:
        if ROLES[role].permissions not in known:
            known.add(ROLES[role].permissions)
            yield cast.actor(role)


def row_of(spec: action.ActionSpec, around: world.World, position: str) -> Any:
    """The row that an action is about, of one's own child or of the other service."""
    table = registry.table_of(spec)
    if table is Service:
        return around.cast.other_service if position == world.FAR else around.cast.service
    with scope.every_service("rows of two services are tried"):
        return table._default_manager.get(pk=around.ids[position][table._meta.label])


def attempt(spec: action.ActionSpec, actor: Actor, row: Any) -> tuple[str, list[str]]:
    """What comes of calling an action with nothing but its row: (the refusal, the events it left)."""
    with visits.undone() as mark:
        try:
            spec.call(actor, **{spec.on: row, "at": NOW})
        except (gate.Refused, scope.NotVisible) as refusal:
            said = type(refusal).__name__
        except TypeError:
            said = "the body began"  # past the gate: only then the rest is missed
        return said, [event["kind"] for event in visits.events_since(mark)]


def test_every_action_is_refused_to_everybody_without_the_permission(cast: Cast) -> None:
    around, people = world.build(cast), list(one_of_each_kind(cast))
    wrong = []
    for name, spec in ACTIONS.items():
        row = row_of(spec, around, world.OWN)
        for actor in people:
            came = attempt(spec, actor, row) if not gate.may(actor, spec.permission) else None
            if came not in (None, ("NotPermitted", ["action.refused"]), ("NotVisible", [])):
                wrong.append(f"{name} as {actor.role}: {came}")
    assert wrong == []


def test_every_action_on_another_services_row_is_not_there(cast: Cast) -> None:
    around, wrong = world.build(cast), []
    for name, spec in ACTIONS.items():
        holders = [cast.actor(role) for role in visits.ROLES if spec.permission in ROLES[role].permissions]
        holders += [Actor.system("a job", cast.service.pk)] if spec.permission in ROLES[Role.SYSTEM].permissions else []
        assert holders, f"nobody may do {name} at all"
        row = row_of(spec, around, world.FAR)
        wrong += [f"{name} as {one.role}" for one in holders if attempt(spec, one, row) != ("NotVisible", [])]
    assert wrong == []


# --- what actions lean on


def test_every_job_is_there() -> None:
    for name, path in jobs.JOBS.items():
        assert callable(import_string(path)), name
    assert registry.lost_jobs(tree.modules("src")) == []
    assert {name for _, name in registry.enqueued(tree.modules("src"))} <= set(jobs.JOBS)


@pytest.mark.parametrize(
    "line", ['jobs.enqueue("letters.lost", pk)', "NAME = 'lost'\njobs.enqueue(NAME, pk)", "jobs.enqueue(f(), pk)"]
)
def test_a_lost_job_is_found(line: str) -> None:
    assert len(registry.lost_jobs((tree.Module("src/kith/outbox/actions.py", line),))) == 1


@pytest.mark.parametrize(
    "setting", ["ACTION_CHECKS", "STOP_HOOKS", "STANDING_HOOKS", "KNOWN_HOOKS", "MERGE_CHECKS", "APART_HOOKS"]
)
def test_the_service_does_not_start_without_a_check(setting: str) -> None:
    access = apps.get_app_config("access")
    access.ready()
    with override_settings(**{setting: ["kith.safety.actions.nobody_wrote_this"]}), pytest.raises(ImportError):
        access.ready()


def test_a_refusal_says_no_more_than_what_is_held_back() -> None:
    """ "Who looked" holds kinds back; a refused action of such a kind would say the same (SAFEGUARDING 11)."""
    held_back = {name for name, spec in action.REGISTRY.items() if spec.event.startswith(audit.HELD_BACK_KINDS)}
    assert held_back == set(audit.HELD_BACK_ACTIONS)


def test_a_refusal_says_nothing_of_what_a_child_answered() -> None:
    """Whatever keeps an answer, or follows one answer only, may be refused for what was answered (SAFEGUARDING 5)."""
    telling = {*audit.TELLS_AN_ANSWER, audit.ANSWERED}
    named = {name for name, spec in action.REGISTRY.items() if spec.event in telling}
    assert named == set(audit.ANSWERING_ACTIONS)
