"""Local facts: who says so, since when, which one counts, and what follows from it."""

import datetime as dt

import pytest

from kith.access import gate, scope
from kith.access.models import Council, User
from kith.audit.models import AuditEvent
from kith.children import actions
from kith.children.forms import facts as forms
from kith.children.models import CaseMember, Child, LocalFact
from kith.children.presenters import facts as presenters
from kith.children.queries import facts as reads
from kith.domain import eligibility
from kith.domain.terms import FactName, Role
from tests.apps.children import asked
from tests.personas import NOW, TODAY, Cast

HEAD = "council,child,fact,value,from,source,author"
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)


def given(name: FactName, value: str, since: dt.date = TODAY) -> actions.Fact:
    return actions.Fact(name, value, since, asked.SOURCE, asked.AUTHOR)


def record(cast: Cast, name: FactName, value: str, since: dt.date = TODAY, *, role: Role = Role.MANAGER) -> LocalFact:
    fact: LocalFact = actions.record_fact(cast.actor(role), child=cast.child, fact=given(name, value, since), at=NOW)
    cast.child.refresh_from_db()
    return fact


def team(child: Child) -> set[tuple[str, str]]:
    rows = CaseMember.objects.filter(child=child, until_on__isnull=True)
    return set(rows.values_list("part", "user__email"))


def worker(cast: Cast, name: str, role: Role = Role.SOCIAL_WORKER) -> User:
    email = f"{name.replace(' ', '.')}.{role.value}@weald.example".lower()
    return User.objects.create_user(email, display_name=name, role=role.value, service=cast.service)


# One fact


def test_record_fact_keeps_who_says_so_and_never_the_value_in_the_record(in_service: Cast) -> None:
    row = record(in_service, FactName.SIBLINGS, "Jo, 9, lives with Nan", role=Role.SOCIAL_WORKER)
    assert (row.source, row.author, row.from_on) == (asked.SOURCE, asked.AUTHOR, TODAY)
    assert row.recorded_by == in_service.users[Role.SOCIAL_WORKER]
    event = AuditEvent.objects.get(kind="fact.recorded")
    assert event.codes == {"fact": "siblings"}
    assert (event.child_id, event.words) == (in_service.child.pk, None)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SAFEGUARDING_LEAD])
def test_record_fact_is_for_those_who_work_with_the_child(in_service: Cast, role: Role) -> None:
    with pytest.raises(gate.NotPermitted):
        record(in_service, FactName.AREA, "West", role=role)
    assert not LocalFact.objects.exists()


def test_another_teams_and_another_services_child_are_not_there(in_service: Cast) -> None:
    with pytest.raises(scope.NotVisible):
        actions.record_fact(
            in_service.actor(Role.SOCIAL_WORKER),
            child=in_service.other_team_child,
            fact=given(FactName.AREA, "West"),
            at=NOW,
        )
    with pytest.raises(scope.NotVisible):
        actions.record_fact(
            in_service.stranger(Role.MANAGER), child=in_service.child, fact=given(FactName.AREA, "West"), at=NOW
        )
    assert not LocalFact.objects.exists()


@pytest.mark.parametrize(("name", "value"), [(FactName.PLAN, "a new home"), (FactName.CARE_START, "last May")])
def test_a_value_no_fact_can_have_is_refused(in_service: Cast, name: FactName, value: str) -> None:
    with pytest.raises(eligibility.FactNotReadable):
        record(in_service, name, value)


def test_the_childs_own_columns_follow_the_latest_day_not_the_last_typed(in_service: Cast) -> None:
    record(in_service, FactName.AREA, "North", TODAY)
    record(in_service, FactName.AREA, "South", YESTERDAY)
    record(in_service, FactName.AREA, "West", TOMORROW)
    assert in_service.child.area == "North"
    record(in_service, FactName.PREFERRED_NAME, "Rob")
    record(in_service, FactName.LANGUAGE, "Polish")
    record(in_service, FactName.NEXT_REVIEW, "2026-08-01")
    record(in_service, FactName.LOCATION_RESTRICTED, "yes", YESTERDAY)
    child = in_service.child
    assert (child.preferred_name, child.language, child.next_review_on) == ("Rob", "Polish", dt.date(2026, 8, 1))
    assert child.location_restricted
    record(in_service, FactName.LOCATION_RESTRICTED, "no")
    assert not in_service.child.location_restricted


def test_a_fact_of_a_later_day_says_from_when_it_counts() -> None:
    fact = given(FactName.PLAN, "long_term_fostering", TODAY + dt.timedelta(days=1))
    assert "It counts from 16 June 2026 on, not before." in presenters.fact_recorded(fact, TODAY)
    assert "counts" not in presenters.fact_recorded(fact, TODAY + dt.timedelta(days=1))


def test_contradictions_stay_in_sight(in_service: Cast) -> None:
    record(in_service, FactName.PLAN, "adoption", YESTERDAY)
    record(in_service, FactName.PLAN, "return_home")
    record(in_service, FactName.PLAN, "long_term_foster")
    record(in_service, FactName.PLAN, "other", TOMORROW)
    listed = reads.list_facts(in_service.actor(Role.MANAGER), in_service.child)
    page = presenters.facts_page(in_service.child, listed, TODAY)
    assert {(row.value, row.counts) for row in page.rows} == {
        ("Adoption", "no"),
        ("Return home", "people disagree"),
        ("Long-term foster home", "people disagree"),
        ("Another plan", "from that day on"),
    }
    assert page.disagreeing == ["Plan for the child's future"]
    assert [row.counts for row in presenters.facts_page(in_service.child, listed, YESTERDAY).rows].count("yes") == 1


# Who works with the child


@pytest.mark.parametrize("by", ["email", "display_name"])
def test_a_worker_named_on_the_page_joins_the_case_team(in_service: Cast, by: str) -> None:
    new, old = worker(in_service, "Dana Reed"), in_service.users[Role.SOCIAL_WORKER]
    row = record(in_service, FactName.WORKER, getattr(new, by).upper())
    assert ("worker", new.email) in team(in_service.child)
    assert ("worker", old.email) not in team(in_service.child)
    assert CaseMember.objects.get(child=in_service.child, user=old, part="worker").until_on == TODAY
    joined, left = (AuditEvent.objects.get(kind=f"case_team.{what}") for what in ("joined", "left"))
    assert (joined.codes["user_id"], left.codes["user_id"]) == (str(new.pk), str(old.pk))
    assert row.value == ("Dana Reed" if by == "email" else "DANA REED")
    # The one who left no longer sees the child.
    with pytest.raises(scope.NotVisible):
        record(in_service, FactName.AREA, "West", role=Role.SOCIAL_WORKER)


def test_a_reviewing_officer_named_on_the_page_joins_too(in_service: Cast) -> None:
    new = worker(in_service, "Ola Bird", Role.REVIEWING_OFFICER)
    record(in_service, FactName.REVIEWING_OFFICER, new.email)
    assert ("reviewing_officer", new.email) in team(in_service.child)
    assert len(team(in_service.child)) == 3


def test_nobody_joins_whose_work_it_is_not_or_who_cannot_be_told_apart(in_service: Cast) -> None:
    before = team(in_service.child)
    record(in_service, FactName.WORKER, in_service.users[Role.SERVICE_ADMIN].email)
    record(in_service, FactName.WORKER, in_service.strangers[Role.SOCIAL_WORKER].email)
    worker(in_service, "Sam Lee")
    worker(in_service, "Sam Lee", Role.PERSONAL_ADVISER)
    record(in_service, FactName.WORKER, "Sam Lee")
    asleep = worker(in_service, "Ash Moor")
    asleep.is_active = False
    asleep.save()
    record(in_service, FactName.WORKER, asleep.email)
    record(in_service, FactName.WORKER, worker(in_service, "New Person").email, TOMORROW)
    assert team(in_service.child) == before


def test_other_facts_move_nobody(in_service: Cast) -> None:
    record(in_service, FactName.WORKER, worker(in_service, "Dana Reed").email, YESTERDAY)
    lent = worker(in_service, "Pat Hill")
    CaseMember.objects.filter(child=in_service.child, part="worker", until_on__isnull=True).update(user=lent)
    record(in_service, FactName.LANGUAGE, "Polish")
    assert ("worker", lent.email) in team(in_service.child)


# A list


def test_bring_in_facts_accounts_for_every_row(in_service: Cast) -> None:
    fact = asked.fact("W1001", FactName.AREA, "West")
    rows = (
        fact,
        fact,
        asked.fact("W1001", FactName.LANGUAGE, "Polish", council=""),
        asked.fact("W1002", FactName.LANGUAGE, "Tigrinya", council="wealdshire"),
        asked.fact("W1001", FactName.AREA, "West", council="ELSEWHERE"),
        asked.fact("NOBODY", FactName.AREA, "West"),
        asked.fact("NOBODY", FactName.LANGUAGE, "Welsh"),
    )
    rows = tuple(row._replace(line=line) for line, row in enumerate(rows, 2))
    done = asked.say(in_service, *rows)
    assert (done.saved, done.known, done.unknown_rows) == (3, 1, 3)
    assert done.saved + done.known + done.unknown_rows == len(rows)
    assert done.unknown_children == (("ELSEWHERE", "W1001", (6,)), ("WEALD", "NOBODY", (7, 8)))
    assert set(LocalFact.objects.values_list("upload_id", flat=True)) == {done.id}
    event = AuditEvent.objects.get(kind="facts.brought_in")
    assert (event.count, event.batch_id) == (3, done.id)
    again = asked.say(in_service, *rows)
    assert (again.saved, again.known, LocalFact.objects.count()) == (0, 4, 3)


def test_without_a_council_nothing_is_guessed_between_two(in_service: Cast) -> None:
    other = Council.objects.create(service=in_service.service, name="Downs", code="DOWNS")
    Child.objects.create(service=in_service.service, council=other, reference="W1001")
    done = asked.say(in_service, asked.fact("W1001", FactName.AREA, "West", council=""))
    assert (done.saved, done.unknown_rows) == (0, 1)


def test_an_old_fact_in_a_list_does_not_undo_a_newer_one(in_service: Cast) -> None:
    record(in_service, FactName.AREA, "North", TODAY)
    asked.say(in_service, asked.fact("W1001", FactName.AREA, "South", YESTERDAY))
    in_service.child.refresh_from_db()
    assert in_service.child.area == "North"


def test_people_in_a_list_join_and_those_who_do_not_sign_in_are_named(in_service: Cast) -> None:
    new = worker(in_service, "Dana Reed")
    done = asked.say(
        in_service,
        asked.fact("W1001", FactName.WORKER, "Dana Reed"),
        asked.fact("W1002", FactName.WORKER, "dana reed"),
        asked.fact("W1002", FactName.REVIEWING_OFFICER, "Nobody Here"),
    )
    assert done.unknown_people == ("Nobody Here",)
    for child in (in_service.child, in_service.other_team_child):
        assert ("worker", new.email) in team(child)
    event = AuditEvent.objects.get(kind="facts.brought_in")
    assert (event.codes["joined"], event.codes["left"]) == (2, 1)


def test_bring_in_facts_is_all_or_nothing(in_service: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the answers could not be worked out")

    monkeypatch.setattr(actions.eligibility, "refresh", fail)
    with pytest.raises(RuntimeError):
        asked.say(in_service, asked.fact("W1001", FactName.AREA, "West"))
    in_service.child.refresh_from_db()
    assert (LocalFact.objects.count(), in_service.child.area) == (0, "East")


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER, Role.PANEL])
def test_bring_in_facts_is_for_the_manager_and_the_analyst(in_service: Cast, role: Role) -> None:
    facts = (asked.fact("W1001", FactName.AREA, "West"),)
    with pytest.raises(gate.NotPermitted):
        actions.bring_in_facts(in_service.actor(role), service=in_service.service, facts=facts, at=NOW)
    with pytest.raises(scope.NotVisible):
        actions.bring_in_facts(in_service.stranger(Role.ANALYST), service=in_service.service, facts=facts, at=NOW)


def test_a_list_that_was_looked_at_comes_back_unchanged_and_only_to_the_same_person(in_service: Cast) -> None:
    analyst, manager = in_service.actor(Role.ANALYST), in_service.actor(Role.MANAGER)
    kept = reads.keep_list(analyst, b"child,fact\r\nW1001,plan\r\n" * 100)
    assert "W1001" not in kept
    assert reads.open_list(analyst, kept).startswith(b"child,fact")
    changed = f"{kept[:40]}{'B' if kept[40] == 'A' else 'A'}{kept[41:]}"
    for actor, text in (
        (manager, kept),
        (analyst, changed),
        (analyst, kept[:-8]),
        (analyst, ""),
        (analyst, "é"),
    ):
        with pytest.raises(reads.ListNotKept):
            reads.open_list(actor, text)


def test_a_row_too_long_to_be_kept_waits_with_its_reason_and_the_others_go_in(in_service: Cast) -> None:
    rows = [
        f"WEALD,W1001,language,{'x' * 5000},2018-01-01,Plan,Jo",
        f"WEALD,W1001,area,North,2018-01-01,{'s' * 900},Jo",
        "WEALD,W1001,language,Welsh,2018-01-01,Plan,Jo",
    ]
    read = forms.read_list(("council,child,fact,value,from,source,author\n" + "\n".join(rows) + "\n").encode())
    assert [(one.line, one.text) for one in read.findings] == [
        (2, "The value has 5,000 characters and at most 60 can be kept: shorten it."),
        (3, "The source has 900 characters and at most 120 can be kept: shorten it."),
    ]
    assert [fact.value for fact in read.facts] == ["Welsh"]
    with pytest.raises(eligibility.FactNotReadable, match="at most 60"):
        eligibility.clean_value(FactName.LANGUAGE, "x" * 61)


def test_a_list_brings_in_what_pages_show_and_no_rule_asks(in_service: Cast) -> None:
    asked.bring_in(in_service, asked.files())
    values = {
        FactName.PREFERRED_NAME: "Kit",
        FactName.SIBLINGS: "Jo, 9, lives with Nan",
        FactName.PARENTAL_RESPONSIBILITY: "Mother; the council by a care order",
        FactName.LOCATION_RESTRICTED: "yes",
    }
    rows = [
        f'WEALD,K1,{name.value},"{value}",2026-01-05,{asked.SOURCE},{asked.AUTHOR}' for name, value in values.items()
    ]
    read = forms.read_list("\n".join([HEAD, *rows]).encode())
    assert read.findings == ()
    before = asked.answers()
    assert asked.say(in_service, *read.facts).saved == len(values)
    child = asked.child("K1")
    assert (child.preferred_name, child.location_restricted) == ("Kit", True)
    assert asked.answers() == before
    kept = reads.list_facts(in_service.actor(Role.MANAGER), child).values_list("fact", "value")
    assert dict(kept) == {name.value: value for name, value in values.items()}


def test_no_list_shows_again_where_a_child_lives(in_service: Cast) -> None:
    asked.bring_in(in_service, asked.files())
    asked.say(in_service, asked.fact("K1", FactName.LOCATION_RESTRICTED, "yes"))
    row = f"WEALD,K1,location_restricted,no,{TODAY},{asked.SOURCE},{asked.AUTHOR}"
    read = forms.read_list("\n".join([HEAD, row]).encode())
    assert read.facts == ()
    assert [(one.line, one.severity) for one in read.findings] == [(2, "error")]
    asked.say(in_service, *read.facts)
    assert asked.child("K1").location_restricted
