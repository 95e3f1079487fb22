"""Answers: what they are made from, that they follow what happens, and that an old one can be had again."""

import csv
import datetime as dt
import io
import json
from pathlib import Path

import pytest

from kith import cli
from kith.access import gate, scope
from kith.audit.models import AuditEvent
from kith.children import actions
from kith.children.models import EligibilityResult, EligibilityRun
from kith.children.queries import rules
from kith.demo import county
from kith.domain import returns
from kith.domain.terms import FactName, PlanValue, Role
from kith.returns.models import Batch
from tests.apps.children import asked
from tests.personas import NOW, TODAY, Cast

LATER = NOW + dt.timedelta(hours=1)
CHECK = "cannot_tell"
FIRST = {"K1": CHECK, "K2": CHECK, "K3": "no", "K4": "no", "K5": CHECK}


@pytest.fixture
def batch(in_service: Cast) -> Batch:
    """Five children, brought in."""
    return asked.bring_in(in_service, asked.files())


def test_saving_a_return_works_out_who_could_be_offered_this(in_service: Cast, batch: Batch) -> None:
    run = asked.current()
    assert asked.answers(run) == FIRST
    assert (run.on, run.rules, run.as_at) == (TODAY, "kent-2018", dt.date(2026, 3, 31))
    assert run.counts["population"] == run.counts["yes"] + run.counts["no"] + run.counts["cannot_tell"] == 5
    assert list(run.batches.all()) == [batch]
    assert run.rules_text.startswith("# Eligibility of Kent's pilot")
    event = AuditEvent.objects.get(kind="eligibility.answered")
    assert (event.count, event.codes["rules"]) == (5, "kent-2018")


def test_a_result_holds_each_criterion_its_rows_and_who_can_answer(in_service: Cast, batch: Batch) -> None:
    row = EligibilityResult.objects.get(child=asked.child("K2"), run=asked.current())
    assert (row.age, row.care_start, row.near_miss_on) == (15, dt.date(2025, 2, 1), dt.date(2026, 7, 20))
    assert row.near_miss["text"] == "turns 16 in 35 days"
    assert row.near_miss["limits"] == [{"kind": "age", "on": "2026-07-20", "years": 16}]
    by_id = {one["id"]: one for one in row.criteria}
    assert by_id["age"]["answer"] == "met"
    assert by_id["time_in_care"]["rows"] == [{"file": "Import 1, Episodes 2026", "line": 3, "of": "2025-02-01"}]
    assert by_id["plan_home"]["missing"] == [{"fact": "plan", "who": "social_worker"}]
    assert row.missing == "Plan for the child's future"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (dt.date(2025, 1, 1), {"K1": CHECK, "K3": "no"}),
        (dt.date(2021, 1, 1), {"K3": CHECK}),
        # When all are older, all are past one limit or the other.
        (dt.date(2036, 1, 1), dict.fromkeys(FIRST, "no")),
    ],
)
def test_run_eligibility_on_any_day(in_service: Cast, batch: Batch, on: dt.date, expected: dict[str, str]) -> None:
    before = asked.current()
    run = actions.run_eligibility(asked.manager(in_service), service=in_service.service, on=on, at=LATER)
    assert asked.answers(run) == expected
    assert run.as_at == (dt.date(2026, 3, 31) if on > dt.date(2026, 3, 31) else None)
    assert asked.current() == before


def test_run_eligibility_under_other_rules(in_service: Cast, batch: Batch) -> None:
    manager, service = asked.manager(in_service), in_service.service
    run = actions.run_eligibility(manager, service=service, on=TODAY, at=LATER, rules="leeds")
    assert run.rules == "leeds"
    assert asked.answers(run) != FIRST
    with pytest.raises(rules.NoSuchRules):
        actions.run_eligibility(manager, service=service, on=TODAY, at=LATER, rules="nobodys")


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.COORDINATOR, Role.PANEL, Role.SERVICE_ADMIN])
def test_run_eligibility_is_for_the_manager_and_the_analyst(in_service: Cast, batch: Batch, role: Role) -> None:
    actor, run = in_service.actor(role), asked.current()
    with pytest.raises(gate.NotPermitted):
        actions.run_eligibility(actor, service=in_service.service, on=TODAY, at=LATER)
    with pytest.raises(gate.NotPermitted):
        actions.rerun_eligibility(actor, run=run, at=LATER)
    with pytest.raises(gate.NotPermitted):
        actions.answer_today(actor, service=in_service.service, at=LATER)
    assert EligibilityRun.objects.count() == 1
    assert AuditEvent.objects.filter(kind="action.refused").count() == 3


def test_another_services_answers_are_not_there(in_service: Cast, batch: Batch) -> None:
    stranger, run, child = in_service.stranger(Role.MANAGER), asked.current(), asked.child("K1")
    with pytest.raises(scope.NotVisible):
        actions.run_eligibility(stranger, service=in_service.service, on=TODAY, at=LATER)
    with pytest.raises(scope.NotVisible):
        actions.rerun_eligibility(stranger, run=run, at=LATER)
    with pytest.raises(scope.NotVisible):
        actions.answer_again(stranger, child=child, at=LATER)
    with pytest.raises(scope.NotVisible):
        actions.mark_asked(stranger, child=child, at=LATER)


def test_a_child_left_open_in_an_older_return_is_in_no_answer_and_so_nobody_is_stale(
    in_service: Cast, batch: Batch
) -> None:
    """As the pages repair it, such a row ends with its year (ADR 0035): no return brings about a stale mark."""
    assert asked.answers() == FIRST
    asked.bring_in(in_service, asked.files({"K9": ("02/03/2015", "01/05/2026")}), LATER)
    assert asked.answers() == {"K9": CHECK}
    assert asked.current().counts["stale"] == 0
    assert not EligibilityResult.objects.filter(stale=True).exists()
    assert asked.current().as_at is None
    # On a day before their return ended they were in care, and no later return is known to hold them back then.
    then = actions.run_eligibility(
        asked.manager(in_service), service=in_service.service, on=dt.date(2026, 3, 30), at=LATER
    )
    assert FIRST.keys() <= asked.answers(then).keys()
    assert then.counts["stale"] == 0


def test_an_old_answer_worked_out_again_is_the_same(in_service: Cast, batch: Batch) -> None:
    run = asked.current()
    # What was recorded afterwards was not known then, even if it was true by then.
    asked.say(in_service, asked.fact("K1", FactName.PLAN, "return_home", dt.date(2025, 1, 1)), at=LATER)
    assert asked.answers()["K1"] == "no"
    done = actions.rerun_eligibility(asked.manager(in_service), run=run, at=LATER)
    assert done.is_same
    assert (done.since, done.gone, done.changes) == ((), (), ())
    assert AuditEvent.objects.get(kind="eligibility.worked_out_again").codes["same"] is True


def test_an_old_answer_worked_out_again_keeps_the_rules_it_was_made_under(in_service: Cast, batch: Batch) -> None:
    run = asked.current()
    text = run.rules_text.replace("under = 16", "under = 9")
    actions.publish_rules(asked.manager(in_service), service=in_service.service, text=text, at=LATER)
    assert asked.answers()["K1"] == "no"
    assert actions.rerun_eligibility(asked.manager(in_service), run=run, at=LATER).is_same


def test_an_old_answer_says_which_imports_differ_and_whose_answer_does(in_service: Cast, batch: Batch) -> None:
    run = asked.current()
    children = {name: asked.CHILDREN[name] for name in ("K3", "K5")} | {"K1": ("02/03/2014", "01/05/2021")}
    corrected = asked.bring_in(in_service, asked.files(children), LATER)
    done = actions.rerun_eligibility(asked.manager(in_service), run=run, at=LATER)
    assert not done.is_same
    assert (done.since, done.gone) == ((corrected,), (batch,))
    assert {(one.name, one.before, one.now) for one in done.changes} == {
        ("Child K1", CHECK, "no"),
        *((f"Child {name}", FIRST[name], None) for name in ("K2", "K4")),
    }


def test_a_fact_changes_the_childs_answer_and_the_figures_at_once(in_service: Cast, batch: Batch) -> None:
    plan = actions.Fact(FactName.PLAN, PlanValue.LONG_TERM_FOSTER.value, TODAY, "care plan", "A. Worker")
    actions.record_fact(asked.manager(in_service), child=asked.child("K1"), fact=plan, at=LATER)
    run = asked.current()
    assert asked.answers(run) == FIRST | {"K1": "yes"}
    assert (run.counts["yes"], run.counts["cannot_tell"], run.counts["no"]) == (1, 2, 2)
    event = AuditEvent.objects.get(kind="eligibility.answered_again")
    assert (event.codes["before"], event.codes["now"]) == (CHECK, "yes")
    assert actions.rerun_eligibility(asked.manager(in_service), run=run, at=LATER).is_same


def test_mark_asked_takes_the_child_off_those_never_asked(in_service: Cast, batch: Batch) -> None:
    actions.mark_asked(asked.manager(in_service), child=asked.child("K1"), at=LATER)
    actions.mark_asked(asked.manager(in_service), child=asked.child("K2"), at=LATER, referred=True)
    for reference, marks in {"K1": (True, False), "K2": (True, True), "K5": (False, False)}.items():
        row = EligibilityResult.objects.get(run=asked.current(), child__reference=reference)
        assert (row.asked, row.referred) == marks
    # A later answer knows it too.
    run = actions.refresh(asked.manager(in_service), service=in_service.service, at=LATER)
    kept = EligibilityResult.objects.filter(run=run).values_list("child__reference", "asked", "referred")
    assert {row for row in kept if row[1]} == {("K1", True, False), ("K2", True, True)}
    with pytest.raises(gate.NotPermitted):
        actions.mark_asked(in_service.actor(Role.ANALYST), child=asked.child("K1"), at=LATER)


def test_care_leavers_have_an_age_and_no_start(in_service: Cast) -> None:
    leaver = "L1,05/05/2006,YES,F1,B"
    sources = [
        *asked.files({"K1": asked.CHILDREN["K1"]}),
        returns.Source("OC3.csv", f"CHILD,DOB,IN_TOUCH,ACTIV,ACCOM\r\n{leaver}\r\n".encode()),
    ]
    asked.bring_in(in_service, sources)
    run = actions.run_eligibility(
        asked.manager(in_service), service=in_service.service, on=TODAY, at=LATER, rules="care-leavers"
    )
    row = EligibilityResult.objects.get(run=run)
    assert (row.child.reference, row.age, row.care_start) == ("L1", 20, None)


def test_two_roads_one_answer(in_service: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The pages and the command give the same answers from the same files: every child, every criterion."""
    size = county.Size("Wealdshire", in_care=60, yes=9, check=6)
    files = county.build(TODAY, 7, size)
    for name, data in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    in_service.council.code = "Wealdshire"
    in_service.council.save()
    asked.bring_in(in_service, [returns.Source(name, data) for name, data in county.return_files(files).items()])
    listed = csv.DictReader(io.StringIO(files[county.FACTS].decode()))
    asked.say(
        in_service,
        *(
            asked.fact(
                row["child"],
                FactName(row["fact"]),
                row["value"],
                dt.date.fromisoformat(row["from"]),
                council=row["council"],
                source=row["source"],
                author=row["author"],
            )
            for row in listed
        ),
    )
    on, rules_name = TODAY.isoformat(), "kent-2018"
    years = [str(path) for path in tmp_path.iterdir() if path.is_dir()]
    arguments = ["eligible", *years, "--on", on, "--rules", rules_name, "--repairs", "liia", "--format", "json"]
    assert cli.main([*arguments, "--facts", str(tmp_path / county.FACTS)]) == 0
    said = json.loads(capsys.readouterr().out)
    run = asked.current()
    assert said["counts"] == {name: run.counts[name] for name in said["counts"]}
    assert said["counts"]["yes"] > 0 < said["counts"]["cannot_tell"]
    stored = EligibilityResult.objects.filter(run=run).select_related("child").order_by("child__reference")
    for theirs, ours in zip(said["children"], stored, strict=True):
        assert (theirs["child"], theirs["answer"]) == (ours.child.reference, ours.answer)
        assert theirs["stale"] == ours.stale
        assert (theirs["near_miss"] or {}).get("text") == (ours.near_miss or {}).get("text")
        kept = [{key: one[key] for key in ("id", "answer", "why", "missing")} for one in ours.criteria]
        assert theirs["criteria"] == kept
