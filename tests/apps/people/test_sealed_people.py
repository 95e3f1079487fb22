"""People's data is sealed once a yes is taken back (abuse case B12 of security 1.3, docs/adr/0048).

To whoever may not read sealed people a child's people are then as if nobody had ever been written down: the same
status, bytes and statements on every page. Nothing is erased, what blocks goes on blocking, and the child's next yes
opens all of it again.
"""

import datetime as dt
import re
import uuid
from typing import Any

import pytest
from django.db import connection as database
from django.urls import reverse
from django.utils import timezone

from kith.access import gate, scope
from kith.audit.models import AuditEvent
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    ChildAnswer,
    Drawing,
    FactSource,
    PersonFactKind,
    PersonStatus,
    ReachKind,
    RestrictionKind,
    Role,
    SearchState,
    WithdrawalReason,
)
from kith.finding.models import Attempt, Evidence, Search
from kith.network.actions.copies import take_copy
from kith.network.models import Household, HouseholdMember, Tie
from kith.network.queries import Copy
from kith.outbox.models import OutboxItem
from kith.people import actions, queries
from kith.people.models import Connection, Name, PersonFact, Reach, SealedPeople, StatusChange
from kith.people.queries.finding import open_people_like
from kith.referrals.actions import agreement, freezing, move, stop, withdraw
from kith.referrals.models import Referral, Stop
from kith.safety.models import News, Restriction
from kith.safety.queries import blocking
from tests import standing
from tests.apps.people import said
from tests.apps.safety.around import connect
from tests.contracts.sweep import visits
from tests.contracts.sweep.addresses import TABLES, walk
from tests.contracts.sweep.world import NOBODYS, OWN, build
from tests.personas import NOW, TODAY, Cast

READERS = (Role.COORDINATOR, Role.MANAGER, Role.SAFEGUARDING_LEAD)
OTHERS = (Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER, Role.REVIEWING_OFFICER)
THEN = NOW + dt.timedelta(minutes=20)
OF_PEOPLE = ("people", "safety", "network", "finding", "outbox")
# What the child has still to hear stays with those who tell it, with the child's word for whom it is about.
STAYS = {"safety.News", "outbox.OutboxItem"}
NEWS_SAYS = {b"safety-News", b"people-Connection"}
NEWS = {"safety:news", "safety:plan_telling", "safety:mark_told", "safety:check_in"}
MOST_PAGES = 400


@pytest.fixture
def nan(in_service: Cast) -> Connection:
    """Somebody with whom the work has come far."""
    standing.has_agreed(in_service, Stage.SAFETY_CHECKS, "Nan Jean")
    row = said.add(in_service, called="Nan Jean")
    found(in_service, row)
    return row


def found(cast: Cast, row: Connection) -> None:
    """What was found of a person."""
    cora, says = cast.actor(Role.COORDINATOR), actions.Says(FactSource.FILE, "page 14")
    actions.add_name(cora, connection=row, given=actions.NameGiven("Jean Whitcombe"), says=says, at=NOW)
    born = actions.FactGiven(PersonFactKind.BORN, year=1956)
    actions.add_fact(cora, connection=row, given=born, says=says, at=NOW)
    phone = actions.ReachGiven(ReachKind.PHONE, "01632 960 456")
    actions.add_reach(cora, connection=row, given=phone, says=says, at=NOW)
    by = cast.users[Role.COORDINATOR]
    of = {"service": cast.service, "child": cast.child}
    Evidence.objects.create(**of, connection=row, kind="file", who="page 12", words="Her name.", on=TODAY, by=by)
    search = Search.objects.create(**of, connection=row, owner=by, started_by=by)
    Attempt.objects.create(**of, search=search, source="case_file", on=TODAY, words="x", outcome="dead_end", by=by)


def the_child_stops(cast: Cast, at: dt.datetime = THEN) -> None:
    pressed = stop.Pressed(Stop.Reach.EVERYTHING, Role.CHILD)
    stop.stop_for_child(cast.actor(Role.COORDINATOR), child=cast.child, pressed=pressed, at=at)


def the_child_will_not_talk(cast: Cast, answer: AgreementAnswer) -> None:
    later = TODAY + dt.timedelta(days=30) if answer is AgreementAnswer.NOT_NOW else None
    given = agreement.Said(AgreementScope.TALK, answer, TODAY, ask_again_on=later)
    agreement.withdraw_agreement(cast.actor(Role.COORDINATOR), referral=cast.child.referrals.get(), said=given, at=THEN)


def the_work_is_withdrawn(cast: Cast) -> None:
    referral = cast.child.referrals.get()
    given = withdraw.Proposed(
        WithdrawalReason.PROCEEDINGS, "Hearings began.", "That they end.", TODAY + dt.timedelta(90)
    )
    row = withdraw.propose_withdrawal(cast.actor(Role.SOCIAL_WORKER), referral=referral, given=given, at=NOW)
    withdraw.decide_withdrawal(cast.actor(Role.MANAGER), withdrawal=row, agreed=True, words="Agreed.", at=THEN)


def the_child_declines(cast: Cast) -> None:
    Referral.objects.update(place=Stage.CHILD_AGREEMENT.value, stood_at=Stage.CHILD_AGREEMENT.value)
    move.move_on(
        cast.actor(Role.COORDINATOR), referral=cast.child.referrals.get(), event="referral.declined",
        reason=ChildAnswer.NO, at=THEN,
    )  # fmt: skip


WAYS = {
    "a stop of everything": the_child_stops,
    "a no to talking": lambda cast: the_child_will_not_talk(cast, AgreementAnswer.NO),
    "not now to talking": lambda cast: the_child_will_not_talk(cast, AgreementAnswer.NOT_NOW),
    "the worker's withdrawal": the_work_is_withdrawn,
    "a no for now": the_child_declines,
}


def sees(cast: Cast, role: Role, *tables: Any) -> bool:
    """Whether somebody reads a row of each of these tables; of some and not of others is a fault."""
    with scope.acting(cast.actor(role)):
        seen = {scope.visible(cast.actor(role), table.objects).exists() for table in tables or TOLD}
    assert len(seen) == 1, (role, seen)
    return seen.pop()


TOLD = (Connection, Name, PersonFact, Reach, Evidence, Search, Attempt, StatusChange)


def sits_in(cast: Cast) -> None:
    """The adviser is among the people around the child too."""
    cast.child.case_members.create(
        service=cast.service, user=cast.users[Role.PERSONAL_ADVISER], part="worker", from_on=TODAY
    )


@pytest.mark.parametrize("way", WAYS)
def test_whichever_way_a_yes_is_taken_back_the_people_are_sealed_in_that_transaction(
    in_service: Cast, nan: Connection, way: str
) -> None:
    sits_in(in_service)
    assert all(sees(in_service, role) for role in (*READERS, *OTHERS))
    WAYS[way](in_service)
    assert [sees(in_service, role) for role in OTHERS] == [False] * len(OTHERS)
    assert all(sees(in_service, role) for role in READERS)
    assert AuditEvent.objects.filter(kind="people.sealed", child_id=in_service.child.pk).count() == 1
    assert Connection.objects.get().person.names.count() == 1  # nothing is erased


def test_a_seal_that_fails_takes_the_stop_back(
    in_service: Cast, nan: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: Any, **__: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(SealedPeople.objects, "get_or_create", breaks, raising=False)
    monkeypatch.setattr(freezing.write_people, "seal_people", breaks)
    with pytest.raises(RuntimeError):
        the_child_stops(in_service)
    assert not Stop.objects.exists()
    assert Search.objects.get().state == SearchState.LOOKING.value


def test_a_stop_of_everything_seals_also_where_no_work_is_open(in_service: Cast, nan: Connection) -> None:
    Referral.objects.update(is_open=False)
    the_child_stops(in_service)
    assert not sees(in_service, Role.SOCIAL_WORKER)


def test_what_leaves_the_childs_yes_standing_seals_nobody(in_service: Cast, nan: Connection) -> None:
    """A pause, a stop or a no about one person, and an ending that went well; one that vanished would be told of."""
    cora, referral = in_service.actor(Role.COORDINATOR), in_service.child.referrals.get()
    pressed = stop.Pressed(Stop.Reach.PERSON, Role.CHILD, named="Nan Jean")
    stop.stop_for_child(cora, child=in_service.child, pressed=pressed, at=THEN)
    no = agreement.Said(AgreementScope.SEARCH, AgreementAnswer.NO, TODAY, "Nan Jean")
    agreement.withdraw_agreement(cora, referral=referral, said=no, at=THEN)
    stop.pause_for_child(cora, referral=referral, look_again_on=TODAY + dt.timedelta(9), at=THEN)
    assert not SealedPeople.objects.exists()
    assert sees(in_service, Role.SOCIAL_WORKER)


def test_the_next_yes_to_talking_opens_them_and_no_other_step_does(in_service: Cast, nan: Connection) -> None:
    the_child_stops(in_service)
    cora, row = in_service.actor(Role.COORDINATOR), Stop.objects.get()
    stop.lift_stop(cora, stop=row, words="Talked at home.", at=THEN + dt.timedelta(1), version=row.version)
    assert not sees(in_service, Role.SOCIAL_WORKER)
    referral = in_service.child.referrals.get()
    standing.say(in_service, referral, standing.said(AgreementScope.TALK), minutes=2000)
    assert sees(in_service, Role.SOCIAL_WORKER)
    kept = SealedPeople.objects.get()
    assert (kept.sealed_by_id, kept.opened_by_id) == (cora.user_id, cora.user_id)
    assert AuditEvent.objects.filter(kind="people.opened").count() == 1
    the_child_stops(in_service, THEN + dt.timedelta(9))
    assert SealedPeople.objects.count() == 2, "each time is a row of its own"


# --- absent and sealed are one --------------------------------------------------------------------------------------


def page_by_page(visitor: visits.Visitor) -> dict[str, tuple[Any, ...]]:
    """All that somebody reads by following links: status, headers, text and statements of each page."""
    seen, statements = {}, list[str]()

    def keep(execute: Any, sql: str, *more: Any) -> Any:
        statements.append(re.sub(r'"s\d+_x\d+"', "S", sql))
        return execute(sql, *more)

    with database.execute_wrapper(keep):
        for visit in visitor.crawl(MOST_PAGES):
            text = visits.NONCE.sub(rb"\1", visits.CSRF.sub(rb"\1", visit.body))
            headers = {key: one for key, one in visit.headers.items() if key.lower() not in visits.HEADERS_THAT_VARY}
            seen[visit.path] = (visit.status, headers, text, tuple(statements))
            statements.clear()
    assert len(seen) < MOST_PAGES
    return seen


def fill_in(cast: Cast) -> list[Connection]:
    """Two people and what hangs from them, in rows alone: what was done to write them down is another matter."""
    nan, gaz = connect(cast.child, "Nan Jean", "Jean Whitcombe"), connect(cast.child, "Uncle Gaz")
    of, by = {"service": cast.service, "child": cast.child}, cast.users[Role.SOCIAL_WORKER]
    Restriction.objects.create(
        **of, person=nan.person, kind=RestrictionKind.COURT_NO_CONTACT.value, words="No.", on=TODAY, made_by=by
    )
    Search.objects.create(**of, connection=nan, owner=by, started_by=by, state="held")
    Evidence.objects.create(**of, connection=nan, kind="file", who="page 12", words="Her name.", on=TODAY, by=by)
    told = {"service": cast.service, "source": "file"}
    Tie.objects.create(**told, a=nan.person, b=gaz.person, kind="relative", for_child=cast.child)
    home = Household.objects.create(**told, called="Nan's")
    HouseholdMember.objects.create(service=cast.service, household=home, person=nan.person)
    News.objects.create(
        **of, connection=nan, kind="has_died", words="Died.", found_by=by, told_at=NOW, told_by=by,
        check_in_by=TODAY, checked_in_at=NOW,
    )  # fmt: skip
    return [nan, gaz]


@pytest.mark.once
@pytest.mark.long
@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER])
def test_sealed_people_look_like_nobody_on_every_page(in_service: Cast, role: Role) -> None:
    sits_in(in_service)
    standing.has_agreed(in_service, Stage.SAFETY_CHECKS, "Nan Jean")
    visitor = visits.Visitor(in_service.users[role])
    with visits.undone():
        fill_in(in_service)
        open_to_all = page_by_page(visitor)
    the_child_stops(in_service, timezone.now())
    absent = page_by_page(visitor)
    fill_in(in_service)
    sealed = page_by_page(visitor)
    assert list(sealed) == list(absent)
    for path, page in sealed.items():
        for part, other in zip(page, absent[path], strict=True):
            assert part == other, path
    assert any(b"Whitcombe" in page[2] for page in open_to_all.values()), "so that the test would see them"
    add = reverse("people:add", args=[in_service.child.pk])
    assert any(add.encode() in page[2] for page in open_to_all.values())
    assert not [path for path, page in sealed.items() if add.encode() in page[2]], "nobody adds whom they cannot read"


@pytest.mark.once
@pytest.mark.long
def test_no_page_has_a_word_of_sealed_people(cast: Cast) -> None:
    """Of every row of every table about people: its address is not there, and none of its words stands anywhere."""
    world = build(cast)
    with scope.acting(cast.actor(Role.MANAGER)):
        actions.seal_people(cast.actor(Role.MANAGER), child=cast.child, at=timezone.now())
    visitor = visits.Visitor(cast.users[Role.SOCIAL_WORKER])
    leaks, tried = [], 0
    for address in walk():
        about = {table for hole in address.ids if (table := TABLES[hole]).startswith(OF_PEOPLE)} - STAYS
        visit = visitor.visit(address, OWN, world.ids[OWN])
        if about:
            tried += 1
            assert visit.bare(world) == visitor.visit(address, NOBODYS, world.ids[NOBODYS]).bare(world), address.name
        words = set(re.findall(rb"zqown-(\w+-\w+)-\w+", visit.body))
        words -= NEWS_SAYS if address.name in NEWS else set()
        leaks += [(address.name, word) for word in words if word.decode().startswith(OF_PEOPLE)]
    assert tried > 60
    assert sorted(leaks) == []


def test_a_search_by_name_finds_nobody_also_from_beside_another_child(in_service: Cast, nan: Connection) -> None:
    other = said.second_child(in_service)
    worker = in_service.actor(Role.SOCIAL_WORKER)

    def looked() -> tuple[int, int, int]:
        with scope.acting(worker):
            typed = [len(open_people_like(worker, child, "Jean Whitcombe", NOW)) for child in (in_service.child, other)]
            return (*typed, len(queries.list_alike(worker, other, "Jean Whitcombe")))

    assert looked() == (1, 1, 1)
    the_child_stops(in_service)
    assert looked() == (0, 0, 0)
    with scope.acting(in_service.actor(Role.COORDINATOR)):
        assert len(queries.list_alike(in_service.actor(Role.COORDINATOR), other, "Jean Whitcombe")) == 1


def test_what_is_told_for_another_child_stays_and_for_this_one_goes(in_service: Cast, nan: Connection) -> None:
    alex, cora = said.second_child(in_service), in_service.actor(Role.COORDINATOR)
    shared = actions.Shared(alex, actions.Described("Gran"))
    actions.share_person(cora, connection=nan, given=shared, at=NOW)
    there = Connection.objects.get(child=alex)
    name = actions.NameGiven("Jean Alder")
    actions.add_name(cora, connection=there, given=name, says=said.CHILD_SAYS, at=NOW)
    the_child_stops(in_service)
    worker = in_service.actor(Role.SOCIAL_WORKER)
    with scope.acting(worker):
        rows = scope.visible(worker, Name.objects)
        assert {row.full for row in rows} == {"Jean Alder"}
        assert queries.list_other_children(worker, there.person, alex).count() == 0


def test_how_two_belong_together_is_told_for_the_child_who_is_not_sealed_alone(
    in_service: Cast, nan: Connection
) -> None:
    """Both are known beside another child too, so that the people themselves are there."""
    alex, gaz, cora = said.second_child(in_service), said.add(in_service, "Gaz"), in_service.actor(Role.COORDINATOR)
    for row in (nan, gaz):
        actions.share_person(cora, connection=row, given=actions.Shared(alex, actions.Described("Kin")), at=NOW)
    told = {"service": in_service.service, "for_child": in_service.child, "source": "file"}
    Tie.objects.create(**told, a=nan.person, b=gaz.person, kind="relative")
    home = Household.objects.create(**told, called="Nan's")
    HouseholdMember.objects.create(service=in_service.service, household=home, person=nan.person)
    assert sees(in_service, Role.SOCIAL_WORKER, Tie, Household, HouseholdMember)
    the_child_stops(in_service)
    assert not sees(in_service, Role.SOCIAL_WORKER, Tie, Household, HouseholdMember)
    assert sees(in_service, Role.COORDINATOR, Tie, Household, HouseholdMember)


# --- what still holds, and what nobody may do -----------------------------------------------------------------------


def test_an_order_that_is_sealed_still_blocks(in_service: Cast, nan: Connection) -> None:
    Restriction.objects.create(
        service=in_service.service,
        child=in_service.child,
        person=nan.person,
        kind=RestrictionKind.COURT_NO_CONTACT.value,
        words="No.",
        on=TODAY,
        made_by=in_service.users[Role.SOCIAL_WORKER],
    )
    the_child_stops(in_service)
    assert blocking.why_not(in_service.child.pk, nan.person_id, None, TODAY)


@pytest.mark.parametrize("role", OTHERS)
def test_to_whom_people_are_sealed_no_page_says_that_nothing_was_decided(
    in_service: Cast, nan: Connection, sign_in: Any, role: Role
) -> None:
    """A worker who wrote down an order must not read that none stands: who can tell them is named instead."""
    sits_in(in_service)
    pages = [reverse(f"safety:{name}", args=[in_service.child.pk]) for name in ("standing", "care")]
    nothing = (
        "No order or decision is written down",
        "Nothing is written down yet",
        "Nobody goes by the adoption route",
    )

    def told(by: Role) -> str:
        browser = sign_in(in_service.users[by])
        return " ".join(browser.get(page).content.decode() for page in pages)

    assert all(words in told(role) for words in nothing)
    the_child_stops(in_service)
    after = told(role)
    assert not [words for words in nothing if words in after]
    assert after.count("All that was decided still holds, also what you wrote down yourself.") == len(pages)
    assert after.count("ask the safeguarding lead") == len(pages)
    assert reverse("safety:set_apart", args=[in_service.child.pk]) not in after, (
        "there is nobody whom they could choose"
    )
    assert all(words in told(Role.MANAGER) for words in nothing), "who reads the people reads that there is nothing"
    record = sign_in(in_service.users[role]).get(reverse("record", args=[in_service.child.pk])).content.decode()
    assert "Orders, and what else was decided for safety, still hold." in record


def test_the_page_of_answers_does_not_say_that_everybody_has_one(
    in_service: Cast, nan: Connection, sign_in: Any
) -> None:
    page, browser = reverse("safety:answer", args=[in_service.child.pk]), sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert "everybody who was asked about has an answer" in browser.get(page).content.decode()
    the_child_stops(in_service)
    after = browser.get(page).content.decode()
    assert "everybody who was asked about has an answer" not in after
    assert "ask the safeguarding lead" in after


def test_an_order_is_still_written_down_and_about_whom_one_cannot_name_somebody_else_writes_it(
    in_service: Cast, nan: Connection, sign_in: Any
) -> None:
    add = reverse("safety:restrict", args=[in_service.child.pk])
    browser = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert "Add them to the child’s people first." in browser.get(add).content.decode()
    the_child_stops(in_service)
    page = browser.get(add).content.decode()
    assert "Add them to the child’s people first." not in page
    assert "A service manager can add them, and write it down." in page
    today = {"on_day": "1", "on_month": "6", "on_year": "2026"}
    sent = {"kind": "court_no_contact", "about": "everybody", "words": "Order of 3 May.", **today}
    assert "Written down." in browser.post(add, sent, follow=True).content.decode()
    assert blocking.why_not(in_service.child.pk, nan.person_id, None, timezone.localdate())


def test_news_the_child_must_still_hear_stays_with_those_who_tell_it(in_service: Cast, nan: Connection) -> None:
    news = News.objects.create(
        service=in_service.service, child=in_service.child, connection=nan, kind="has_died", words="Died in May.",
        who_tells=in_service.users[Role.SOCIAL_WORKER],
    )  # fmt: skip
    the_child_stops(in_service)
    assert sees(in_service, Role.SOCIAL_WORKER, News)
    News.objects.filter(pk=news.pk).update(told_at=NOW)
    assert not sees(in_service, Role.SOCIAL_WORKER, News)


def test_nobody_adds_to_people_whom_they_may_not_read(in_service: Cast, nan: Connection) -> None:
    the_child_stops(in_service)
    with pytest.raises(gate.ActionBlocked, match="sealed"):
        said.add(in_service, "Bev", role=Role.SOCIAL_WORKER)
    assert said.add(in_service, "Bev")


@pytest.mark.parametrize("copy", [Copy.TEAM, Copy.FAMILY, Copy.COURT])
def test_no_copy_of_sealed_people_is_taken_along(in_service: Cast, nan: Connection, copy: Copy) -> None:
    cora = in_service.actor(Role.COORDINATOR)
    given: dict[str, Any] = {
        "child": in_service.child,
        "kind": Drawing.GENOGRAM,
        "copy": copy,
        "form": "csv",
        "at": NOW,
    }
    take_copy(cora, **given)
    the_child_stops(in_service)
    with pytest.raises(gate.ActionBlocked, match="no copy"):
        take_copy(cora, **given)


# --- one who matters to the child says no ---------------------------------------------------------------------------


def says(cast: Cast, row: Connection, status: PersonStatus, role: Role = Role.COORDINATOR, days: int = 0) -> None:
    row.refresh_from_db()
    stands = actions.Stands(status, TODAY, FactSource.RELATIVE, "She rang.")
    at = THEN + dt.timedelta(days=days)
    actions.change_status(cast.actor(role), connection=row, stands=stands, at=at, version=row.version)


@pytest.mark.parametrize("status", sorted(PersonStatus.said_no()))
def test_of_one_who_says_no_what_was_found_is_sealed_and_the_childs_word_stays(
    in_service: Cast, nan: Connection, status: PersonStatus
) -> None:
    said.add(in_service, "Bev Hartley")
    rings = actions.ReachGiven(ReachKind.PHONE, "01632 960 111")
    cora = in_service.actor(Role.COORDINATOR)
    actions.add_reach(cora, connection=nan, given=rings, says=said.CHILD_SAYS, at=NOW)  # theirs, whoever said it
    says(in_service, nan, status)
    worker = in_service.actor(Role.SOCIAL_WORKER)
    with scope.acting(worker):
        assert scope.visible(worker, Connection.objects).count() == 2
        for table in (Reach, Evidence, Attempt):
            assert not scope.visible(worker, table.objects).exists(), table
        assert not scope.visible(worker, PersonFact.objects).filter(kind="born").exists()
        assert [row.full for row in scope.visible(worker, Name.objects)] == ["Bev Hartley"]
        assert open_people_like(worker, in_service.child, "Jean Whitcombe", NOW) == []
    assert all(sees(in_service, role, Reach, Evidence, Attempt, PersonFact) for role in READERS)


def test_a_writer_still_reads_what_they_wrote_of_one_who_said_no(in_service: Cast, nan: Connection) -> None:
    worker = in_service.actor(Role.SOCIAL_WORKER)
    given = actions.NameGiven("Jean Wood")
    actions.add_name(worker, connection=nan, given=given, says=actions.Says(FactSource.PROFESSIONAL), at=NOW)
    says(in_service, nan, PersonStatus.UNWILLING)
    with scope.acting(worker):
        assert [row.full for row in scope.visible(worker, Name.objects)] == ["Jean Wood"]


def test_what_is_shared_goes_once_they_have_said_no_beside_every_child(in_service: Cast, nan: Connection) -> None:
    alex, cora = said.second_child(in_service), in_service.actor(Role.COORDINATOR)
    actions.share_person(cora, connection=nan, given=actions.Shared(alex, actions.Described("Gran")), at=NOW)
    Reach.objects.update(for_child=None)
    says(in_service, nan, PersonStatus.UNWILLING)
    assert sees(in_service, Role.SOCIAL_WORKER, Reach)
    says(in_service, Connection.objects.get(child=alex), PersonStatus.UNWILLING)
    assert not sees(in_service, Role.SOCIAL_WORKER, Reach)


def test_their_no_holds_the_search_and_their_letter_and_lets_nothing_start(in_service: Cast, nan: Connection) -> None:
    of = {"service": in_service.service, "child": in_service.child, "queued_by": in_service.users[Role.COORDINATOR]}
    letter = {**of, "kind": "letter", "needs": "approach", "contact_kind": "letter", "recipient": "J", "body": "Hello."}
    theirs = OutboxItem.objects.create(**letter, person_id=nan.person_id, about_person="Nan Jean")
    OutboxItem.objects.create(**letter, person_id=uuid.uuid4(), about_person="Bea")
    OutboxItem.objects.create(**of, kind="export", recipient="The school", body="The plan.", needs="share_plan")
    says(in_service, nan, PersonStatus.DO_NOT_WRITE)
    held = {row.pk for row in OutboxItem.objects.filter(state=OutboxItem.State.FROZEN)}
    assert held == {theirs.pk}
    assert Search.objects.get().state == SearchState.HELD.value
    assert blocking.why_not(in_service.child.pk, nan.person_id, None, TODAY) == blocking.THEY_SAID_NO


def test_only_those_who_read_of_them_bring_them_back(in_service: Cast, nan: Connection) -> None:
    says(in_service, nan, PersonStatus.UNWILLING)
    with pytest.raises(gate.ActionBlocked, match="They said no"):
        says(in_service, nan, PersonStatus.WILLING, Role.SOCIAL_WORKER)
    assert not sees(in_service, Role.SOCIAL_WORKER, Reach)
    says(in_service, nan, PersonStatus.WILLING)
    assert sees(in_service, Role.SOCIAL_WORKER, Reach)
    assert Search.objects.get().state == SearchState.HELD.value, "nothing starts again by itself"
