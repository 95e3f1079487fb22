"""No action overwrites silently: a row that stands already is compared by version, or it is named here with why."""

import inspect
from typing import Any
from unittest.mock import MagicMock

import pytest

import document_actions
from kith.access import scope
from kith.access.actor import Actor
from kith.audit import record
from kith.domain.terms import Role
from tests.contracts.house import overwrites, tree
from tests.contracts.sweep import registry, visits, world
from tests.personas import NOW, Cast

NUDGED = "one button, nothing typed; refused the second time on a day"
ONCE = "goes one way, once: the second time it is refused, or nothing is changed"
ENDS = "a dated row that is ended, never changed: the next one begins beside it"
WORKED_OUT = "worked out anew from rows that are kept; nobody typed it and no form holds it"
OWN_DRAFT = "the writer's own unsent words, seen by nobody else; the last counts"
DESTROYED = "what must go goes, whatever was changed in between; the row it belongs to counts its version"
UNSEEN = "a mark of one person who opened it; no form holds it"
# Where rows that stand already are changed without a version, each with why that loses nothing.
WITHOUT_VERSION = {
    "children.case_team.leave_case_team: CaseMember.objects": ENDS,
    "children.commit.roll_back_return: EligibilityRun.objects": WORKED_OUT,
    "children.eligibility._recount: run": WORKED_OUT,
    "people.twice.keep_found: look": WORKED_OUT,
    "children.eligibility.answer_again: row": WORKED_OUT,
    "children.eligibility.answer_today: EligibilityResult.objects": WORKED_OUT,
    "children.eligibility.answer_today: EligibilityRun.objects": WORKED_OUT,
    "children.eligibility.answer_today: before": WORKED_OUT,
    "children.eligibility.mark_asked: Child.objects": ONCE,
    "children.eligibility.mark_asked: EligibilityResult.objects": ONCE,
    "children.eligibility.run_eligibility: EligibilityRun.objects": WORKED_OUT,
    "children.follow._set_teams: CaseMember.objects": ENDS,
    "children.managers.follow_managers: CaseMember.objects": ENDS,
    "children.rebuild._remove_unreferenced: Child.objects": WORKED_OUT,
    "children.rebuild._remove_unreferenced: EligibilityResult.objects": WORKED_OUT,
    "children.rebuild.rebuild_council: CareEpisode.objects": WORKED_OUT,
    "children.rebuild.rebuild_council: CareRow.objects": WORKED_OUT,
    "finding.forgetting._purge: Attempt.objects": DESTROYED,
    "finding.forgetting._purge: Evidence.objects": DESTROYED,
    "finding.forgetting._purge: Name.objects": DESTROYED,
    "finding.forgetting._purge: PersonFact.objects": DESTROYED,
    "finding.forgetting._purge: Reach.objects": DESTROYED,
    "finding.forgetting._forget_words: Clearance.objects": DESTROYED,
    "finding.forgetting._forget_words: ClearanceAsked.objects": DESTROYED,
    "finding.forgetting._forget_words: LeadDecision.objects": DESTROYED,
    "finding.forgetting._forget_words: SideAnswer.objects": DESTROYED,
    "finding.forgetting._forget_words: LivesWith.objects": DESTROYED,
    "finding.forgetting._forget_words: MergeAsked.objects": DESTROYED,
    "finding.forgetting._forget_words: NotesAnswer.objects": DESTROYED,
    "finding.forgetting._forget_words: Notice.objects": DESTROYED,
    "finding.forgetting._forget_words: StatusChange.objects": DESTROYED,
    "finding.looking.take_back_evidence: evidence": ONCE,
    "finding.notes.answer_notes: before": ENDS,
    "finding.notes.discard_notes: notes": ONCE,
    "finding.notes.finish_notes: notes": ONCE,
    "finding.suggesting._decide: LeadDecision.objects": ENDS,
    "finding.suggesting.bring_back: decision": ONCE,
    "network.files.finish_family_file: FamilyFileAnswer.objects": DESTROYED,
    "network.files.finish_family_file: family_file": ONCE,
    "network.files.name_child_in_file: family_file": "one button, nothing typed; the page shows who it is",
    "network.maps.answer_love: map_version.love_marks": "the child's own last answer; the map counts it",
    "network.maps.place_person: place": "where the child taps last is where somebody stands; the map counts it",
    "network.maps.take_off_map: map_version.love_marks": "the child takes somebody off; the map counts it",
    "network.maps.take_off_map: map_version.places": "the child takes somebody off; the map counts it",
    "network.support.end_support: support": ONCE,
    "network.ties.end_row: fresh": ONCE,
    "network.ties.take_back_row: fresh": ONCE,
    "people.asking.answer_asked: _open(*two)": ONCE,
    "people.merging._point_at_roots: Person.objects": WORKED_OUT,
    "people.merging.undo_merge: merge": ONCE,
    "people.naming._make_keys_anew: NameKey.objects": WORKED_OUT,
    "people.naming.end_name_family: family": ONCE,
    "people.persons.take_back: fresh": ONCE,
    "people.sealing.open_people: SealedPeople.objects": ENDS,
    "plans.forget_promises: PromiseCheck.objects": DESTROYED,
    "records.papers.note_checked: paper": ONCE,
    "records.papers.take_paper_away: paper": ONCE,
    "records.writing._give: row": UNSEEN,
    "records.writing.mark_copied: copy": ONCE,
    "records.writing.open_concern: ConcernReader.objects": UNSEEN,
    "records.writing.overtake_copies: CaseCopy.objects": "words are added to what waits; none are replaced",
    "referrals.drafts.clear_draft: Draft.objects": OWN_DRAFT,
    "referrals.drafts.keep_draft: Draft.objects": OWN_DRAFT,
    "referrals.nudging.nudge_about_parent: ParentalAnswer.objects": NUDGED,
    "referrals.nudging.nudge_about_withdrawal: Withdrawal.objects": NUDGED,
    "referrals.refer.refer_child: referral": "made, or moved with its version, by the same action just before",
    "referrals.rota.remove_from_rota: entry": ONCE,
    "returns.receive._find_against_saved_again: Finding.objects": WORKED_OUT,
    "returns.receive.discard_return: Finding.objects": DESTROYED,
    "returns.receive.discard_return: StoredFile.objects": DESTROYED,
    "returns.saving.put_in_force: of_councils": WORKED_OUT,
    "safety.clearance.add_dissent: clearance": ONCE,
    "safety.clearance.ask_again: waiting": NUDGED,
    "safety.clearance.clear: answered": ENDS,
    "safety.protecting.settle_alert: alert": ONCE,
    "safety.related.decide_related: ClosedRecord.objects": ENDS,
    "safety.related.decide_related: RelatedSign.objects": ONCE,
}
# These ask for something else before they compare; what is made up here for the rest does not get past that.
LOOK_FIRST = {
    "children.choose_rules",
    "children.roll_back_return",
    "finding.record_queue_try",
    "network.leave_household",
    "people.confirm_reach",
    "people.end_reach",
    "referrals.propose_withdrawal",
}
# Nobody's version: what every action must refuse that changes a row somebody may have opened before.
STALE = 99


def test_every_place_that_overwrites_counts_a_version_or_says_why_not() -> None:
    assert overwrites.problems(tree.modules("src"), WITHOUT_VERSION) == []


def test_what_goes_one_way_looks_first_whether_it_went() -> None:
    """Where the second time must be refused or change nothing, the action asks for what it sets."""
    looks = (
        "is not None",
        "is None",
        "__isnull=True",
        "State.HELD",
        "== Paper.State.TAKEN_AWAY",
        "get_row(",
        "_open(",
        "not notes.stored_as",
    )
    always = {"children.eligibility.mark_asked", "referrals.rota.remove_from_rota"}  # sets True; removes the row
    texts = {name: text for module in tree.modules("src") for name, text in overwrites.texts(module)}
    ones = {place.partition(":")[0] for place, why in WITHOUT_VERSION.items() if why is ONCE} - always
    assert [name for name in sorted(ones) if not any(look in texts[name] for look in looks)] == []


def on_versions() -> list[str]:
    """Every action that is told which version the person saw."""
    specs = document_actions.actions()
    return [
        name for name, spec in specs.items() if "version" in inspect.signature(inspect.unwrap(spec.call)).parameters
    ]


def test_every_action_that_is_told_a_version_refuses_a_stale_one(cast: Cast) -> None:
    around, came = world.build(cast), {}
    for name in on_versions():
        with visits.undone():
            came[name] = called_late(cast, around, name)
    assert {name for name, said in came.items() if said != "StaleVersion"} == LOOK_FIRST
    assert len(came) > 40


@pytest.mark.parametrize("name", sorted(LOOK_FIRST))
def test_what_is_looked_at_before_the_version_saves_nothing(name: str) -> None:
    text = inspect.getsource(inspect.unwrap(document_actions.actions()[name].call))
    saves = [text.index(word) for word in (".save(", "_save(", ".create(", "action.note(") if word in text]
    compares = min(text.index(word) for word in ("expect_version(", "version=version") if word in text)
    assert all(compares < one for one in saves)


def called_late(cast: Cast, around: world.World, name: str) -> str:
    """What comes of an action's own body for somebody whose page showed another version."""
    spec = document_actions.actions()[name]
    body = inspect.unwrap(spec.call)
    row: Any = cast.service
    if registry.table_of(spec)._meta.label != "access.Service":
        with scope.every_service("a row of one child is tried"):
            row = registry.table_of(spec)._default_manager.get(
                pk=around.ids[world.OWN][registry.table_of(spec)._meta.label]
            )
    given = {
        key: MagicMock() for key, one in inspect.signature(body).parameters.items() if one.kind is one.KEYWORD_ONLY
    }
    actor = Actor.of_user(cast.users[Role.COORDINATOR])
    with scope.acting(actor), record.unit_of_work():
        try:
            body(actor, **{**given, spec.on: row, "at": NOW, "version": STALE})
        except Exception as came:  # noqa: BLE001  (which one is what is asked)
            return type(came).__name__
    return "it was saved"


BROKEN = """
def overwrite(actor, *, paper, words, at):
    paper.words = words
    paper.save()

def through_another(actor, *, paper, at):
    _keep(paper)

def _keep(row):
    row.save()

def at_once(actor, *, child, at):
    Paper.objects.filter(child=child).update(words="")
"""
RIGHT = """
def minds(actor, *, paper, version, at):
    action.expect_version(paper, version)
    paper.save()

def counts(actor, *, paper, at):
    paper.version += 1
    _keep(paper)

def _keep(row):
    row.save()

def makes(actor, *, child, at):
    row = Paper(child=child)
    row.save()

def counts_at_once(actor, *, child, at):
    Paper.objects.filter(child=child).update(words="", version=F("version") + 1)
    {}.update(given)
"""


def test_what_overwrites_is_found() -> None:
    found = overwrites.problems([tree.Module("src/kith/records/actions.py", BROKEN)], ["records.gone: paper"])
    assert found == [
        "records.at_once: Paper.objects overwrites without a version",
        "records.overwrite: paper overwrites without a version",
        "records.through_another: paper overwrites without a version",
        "records.gone: paper is named and does not overwrite",
    ]
    assert overwrites.problems([tree.Module("src/kith/records/actions.py", RIGHT)], []) == []
