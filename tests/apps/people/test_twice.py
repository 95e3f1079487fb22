"""People who stand here twice: found among what the reader may know, explained, told apart once, never merged."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult

from kith.access import gate, jobs, scope
from kith.access import queries as access
from kith.access.actor import Actor
from kith.audit.models import AuditEvent
from kith.children.models import CaseMember
from kith.domain.matching import linkage
from kith.domain.terms import PersonFactKind, PersonStatus, ReachKind, Role
from kith.people import actions, queries, tasks
from kith.people.models import Connection, Merge, SameLook, TwoPeople
from kith.safety import queries as safety
from tests.apps.people import said
from tests.personas import NOW, Cast

LATER = NOW + dt.timedelta(minutes=5)

# Each looks through everybody with the library of the analysis extra.
pytestmark = pytest.mark.long


def born(cast: Cast, connection: Connection, role: Role = Role.COORDINATOR) -> None:
    given = actions.FactGiven(PersonFactKind.BORN, on=dt.date(1979, 5, 2))
    actions.add_fact(cast.actor(role), connection=connection, given=given, says=said.FILE_SAYS, at=NOW)


def younger(cast: Cast, connection: Connection) -> None:
    given = actions.FactGiven(PersonFactKind.BORN, on=dt.date(1991, 11, 30))
    actions.add_fact(cast.actor(Role.COORDINATOR), connection=connection, given=given, says=said.FILE_SAYS, at=NOW)


def twice(cast: Cast, child: Any = None, role: Role = Role.COORDINATOR) -> tuple[Connection, Connection]:
    """The same aunt beside the cast's child and beside another, and somebody else."""
    first = said.add(cast, "Sharon Thistlewood")
    second = said.add(cast, "Shaz Thistlewood", child=child or said.second_child(cast), role=role)
    for one, by in ((first, Role.COORDINATOR), (second, role)):
        born(cast, one, by)
    said.add(cast, "Peter Oakeshott")
    return first, second


def look(cast: Cast, role: Role = Role.COORDINATOR, at: dt.datetime = NOW) -> SameLook:
    """Ask, and let the job run."""
    actor = cast.actor(role)
    row: SameLook = actions.ask_for_look(actor, service=access.get_own_service(actor), at=at)
    tasks.look_through(cast.service.pk, look=str(row.pk))
    row.refresh_from_db()
    return row


def shown(cast: Cast, role: Role = Role.COORDINATOR) -> list[tuple[set[str], str]]:
    found = queries.open_twice(cast.actor(role), LATER).found
    return [({str(row.pk) for row in one.rows}, one.band) for one in found]


def test_who_stands_beside_two_children_is_found_with_the_reasons(in_service: Cast) -> None:
    first, second = twice(in_service)
    row = look(in_service)
    assert (row.compared, row.weights, row.ended_at is not None) == (3, "starting-weights 2", True)
    page = queries.open_twice(in_service.actor(Role.COORDINATOR), LATER)
    (one,) = page.found
    assert set(one.rows) == {first, second}
    assert one.band == "very likely"
    assert any(line.startswith("First name: nickname of") for line in one.why.found)
    assert any(line.startswith("Born: the same day") for line in one.why.found)
    assert not Merge.objects.exists()
    kinds = list(AuditEvent.objects.values_list("kind", flat=True))
    assert {"people.look_asked", "people.looked_through", "people.twice_listed"} <= set(kinds)


def test_keep_found_keeps_no_words_of_anybody(in_service: Cast) -> None:
    twice(in_service)
    row = look(in_service)
    assert [sorted(map(len, pair)) for pair in row.found] == [[11, 36, 36]]


def test_a_coordinator_sees_no_pair_with_another_teams_child_and_a_manager_does(in_service: Cast) -> None:
    twice(in_service, in_service.other_team_child, Role.MANAGER)
    assert look(in_service).found == []
    assert shown(in_service) == []
    assert len(look(in_service, Role.MANAGER).found) == 1
    assert len(shown(in_service, Role.MANAGER)) == 1
    assert shown(in_service) == []


def test_a_pair_is_gone_once_its_reader_may_no_longer_know_of_a_side(in_service: Cast) -> None:
    child = said.second_child(in_service)
    twice(in_service, child)
    look(in_service)
    assert len(shown(in_service)) == 1
    CaseMember.objects.filter(child=child, user=in_service.users[Role.COORDINATOR]).update(until_on=NOW.date())
    page = queries.open_twice(in_service.actor(Role.COORDINATOR), LATER)
    assert (page.found, page.more) == ((), 0)


def test_a_look_of_another_service_finds_nobody_of_this_one(in_service: Cast) -> None:
    twice(in_service)
    stranger = in_service.stranger(Role.MANAGER)
    with scope.acting(stranger):
        assert queries.get_looked(stranger).pairs == ()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
def test_a_sealed_way_to_reach_somebody_makes_no_pair_whoever_asks(in_service: Cast, role: Role) -> None:
    """SAFEGUARDING 2: the same answer with a sealed phone number in common as with none; another with an open one."""

    def answer(sealed: bool | None) -> tuple[Any, ...]:
        one = said.add(in_service, "Tesfay")
        other = said.add(in_service, "Tesfay Haile", child=said.second_child(in_service, f"Sam {sealed}"))
        for row in (one, other) if sealed is not None else ():
            given = actions.ReachGiven(ReachKind.PHONE, "01632 960 123", is_sealed=bool(sealed))
            actions.add_reach(
                in_service.actor(Role.COORDINATOR), connection=row, given=given, says=said.CHILD_SAYS, at=NOW
            )
        actor = in_service.actor(role)
        with scope.acting(actor):
            found = [pair[2] for pair in queries.get_looked(actor).pairs]
        for row in (one, other):
            Connection.objects.filter(pk=row.pk).update(removed_on=NOW.date())
        return tuple(found)

    without, sealed, open_one = answer(None), answer(True), answer(False)
    assert sealed == without
    assert open_one != without


def test_told_apart_is_remembered_and_not_offered_again(in_service: Cast) -> None:
    first, second = twice(in_service)
    look(in_service)
    actor = in_service.actor(Role.COORDINATOR)
    with pytest.raises(gate.ActionBlocked):
        actions.tell_apart(actor, connection=first, other=second, words=" ", at=NOW)
    actions.tell_apart(actor, connection=first, other=second, words="Two cousins, Nan says.", at=NOW)
    assert TwoPeople.objects.get().words == "Two cousins, Nan says."
    assert shown(in_service) == []
    assert look(in_service, at=LATER).found == []
    # The manager sees both, and is not asked either.
    assert look(in_service, Role.MANAGER).found == []
    # Whoever learns better can still take them for one.
    actions.merge_people(actor, connection=first, other=second, words="She says so herself.", at=LATER)
    first.refresh_from_db()
    second.refresh_from_db()
    with pytest.raises(gate.ActionBlocked):
        actions.tell_apart(actor, connection=first, other=second, words="No.", at=LATER)


def test_tell_apart_is_for_people_of_ones_own(in_service: Cast) -> None:
    first = said.add(in_service, "Jean")
    far = said.beside_far_child(in_service)
    other = said.add(in_service, "Jean", child=in_service.other_team_child, role=Role.MANAGER)
    for second in (far, other):
        with pytest.raises(scope.NotVisible):
            actions.tell_apart(in_service.actor(Role.COORDINATOR), connection=first, other=second, words="No.", at=NOW)
    with pytest.raises(gate.NotPermitted):
        actions.tell_apart(in_service.actor(Role.SOCIAL_WORKER), connection=first, other=first, words="No.", at=NOW)
    assert not TwoPeople.objects.exists()


def test_who_is_taken_for_one_already_is_no_pair(in_service: Cast) -> None:
    first, second = twice(in_service)
    look(in_service)
    actor = in_service.actor(Role.COORDINATOR)
    actions.merge_people(actor, connection=first, other=second, words="She says so herself.", at=NOW)
    assert shown(in_service) == []
    assert look(in_service, at=LATER).found == []


def test_only_one_look_goes_on_at_a_time_and_it_is_a_job(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    service = access.get_own_service(actor)
    row = actions.ask_for_look(actor, service=service, at=NOW)
    assert row.ended_at is None
    assert jobs.JOBS[actions.LOOKING] == "kith.people.tasks.look_through"
    assert [actions.LOOKING, str(service.pk), {"look": str(row.pk)}] in [
        task.args_kwargs["args"] for task in DBTaskResult.objects.all()
    ]
    with pytest.raises(gate.ActionBlocked):
        actions.ask_for_look(actor, service=service, at=LATER)
    actions.ask_for_look(actor, service=service, at=NOW + dt.timedelta(hours=2))


def test_a_job_looks_for_nobody_who_may_no_longer_ask(in_service: Cast) -> None:
    twice(in_service)
    actor = in_service.actor(Role.COORDINATOR)
    row = actions.ask_for_look(actor, service=access.get_own_service(actor), at=NOW)
    user = in_service.users[Role.COORDINATOR]
    user.role = Role.SEARCHER.value
    user.save()
    tasks.look_through(in_service.service.pk, look=str(row.pk))
    row.refresh_from_db()
    assert row.ended_at is None
    assert row.found == []


def test_without_the_library_the_page_says_what_to_type(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linkage, "is_here", lambda: False)
    actor: Actor = cast.actor(Role.COORDINATOR)
    with scope.acting(actor), pytest.raises(gate.ActionBlocked, match="requirements-analysis"):
        actions.ask_for_look(actor, service=access.get_own_service(actor), at=NOW)
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    page = client.get("/people-who-matter/twice/").content.decode()
    assert linkage.WHAT_TO_TYPE in page
    assert "Look through everybody" not in page


def test_the_page_offers_both_ways_out_of_a_pair(cast: Cast) -> None:
    with scope.acting(cast.actor(Role.COORDINATOR)):
        first, second = twice(cast)
        look(cast)
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    page = client.get("/people-who-matter/twice/").content.decode()
    assert "Very likely the same person" in page
    assert "They stand beside different children." in page
    both = {f"{first.pk}/same/{second.pk}", f"{second.pk}/same/{first.pk}"}
    address = next(one for one in both if one in page)
    assert f"{address}/two/" in page
    answer = client.post(f"/people-who-matter/{address}/two/", {"words": "Two cousins."}, follow=True)
    assert "not offered again" in answer.content.decode()
    assert "Nobody was found" in answer.content.decode()


def test_a_card_says_that_something_about_safety_stands_and_no_more(cast: Cast) -> None:
    with scope.acting(cast.actor(Role.COORDINATOR)):
        first, second = twice(cast)
        look(cast)
    client, said_so = Client(), "Something about safety stands"
    client.force_login(cast.users[Role.COORDINATOR])
    assert said_so not in client.get("/people-who-matter/twice/").content.decode()
    with scope.acting(cast.actor(Role.COORDINATOR)):
        third = said.add(cast, "Sharon T.", status=PersonStatus.UNSAFE_FOR_NOW)
        actions.merge_people(cast.actor(Role.MANAGER), connection=second, other=third, words="One.", at=NOW)
    page = client.get("/people-who-matter/twice/").content.decode()
    assert page.count(said_so) == 1
    assert "not safe" not in page.casefold()


def test_those_of_one_name_are_one_card_on_which_any_two_are_chosen(cast: Cast) -> None:
    """Four coaches of one name made six cards of the same words."""
    with scope.acting(cast.actor(Role.COORDINATOR)):
        child = said.second_child(cast)
        coaches = [said.add(cast, "Ottoline Ravenscroft", child=beside) for beside in (cast.child, child) * 2]
        for one in coaches:
            born(cast, one)
        look(cast)
        (card,) = queries.open_twice(cast.actor(Role.COORDINATOR), LATER).found
        assert set(card.rows) == set(coaches)
        first, second, third, _ = card.rows
        actions.tell_apart(
            cast.actor(Role.COORDINATOR), connection=first, other=second, words="Two sisters-in-law.", at=NOW
        )
        (card,) = queries.open_twice(cast.actor(Role.COORDINATOR), LATER).found
        assert len(card.apart) == 1
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    page = client.get("/people-who-matter/twice/").content.decode()
    assert page.count("Ottoline Ravenscroft: 4 of one name") == 1
    assert "Known to be two people: " in page
    chosen = {"a": str(first.pk), "b": str(third.pk)}
    for do, end in (("same", ""), ("two", "two/")):
        answer = client.get("/people-who-matter/twice/", {**chosen, "do": do})
        assert answer["Location"].endswith(f"{first.pk}/same/{third.pk}/{end}")
    again = client.get("/people-who-matter/twice/", {**chosen, "b": chosen["a"], "do": "same"})
    assert "Choose two different people." in again.content.decode()


def test_all_who_hang_together_are_one_card_whatever_they_are_called(cast: Cast) -> None:
    """Tom, Tommy and Thomas made three cards of two each; in their order the first two agree most."""
    me = cast.actor(Role.COORDINATOR)
    with scope.acting(me):
        child = said.second_child(cast)
        three = [said.add(cast, f"{first} Ravenscroft", child=child) for first in ("Tom", "Tommy", "Thomas")]
        look(cast)
        (card,) = queries.open_twice(me, LATER).found
        assert set(card.rows) == set(three)
        assert "Thomas Ravenscroft" in card.names[:2]
        (tom, second, third), row = card.rows, SameLook.objects.get()
        assert len(row.found) == 3
        # A pair that was told apart parts nobody who hangs together by a third.
        actions.tell_apart(me, connection=tom, other=third, words="Two cousins.", at=NOW)
        (card,) = queries.open_twice(me, LATER).found
        assert (set(card.rows), len(card.apart)) == (set(three), 1)
        actions.tell_apart(me, connection=second, other=third, words="Two cousins.", at=NOW)
        (card,) = queries.open_twice(me, LATER).found
        assert set(card.rows) == {tom, second}
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    with scope.acting(me):
        TwoPeople.objects.all().delete()
    page = client.get("/people-who-matter/twice/").content.decode()
    assert page.count("Ravenscroft: 3 who could be one person</h3>") == 1
    assert ": Tommy Ravenscroft, Mum’s mum, beside Alex</option>" in page


def test_a_page_asks_as_much_for_many_pairs_as_for_one(in_service: Cast) -> None:
    child = said.second_child(in_service)
    actor = in_service.actor(Role.COORDINATOR)

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            found = queries.open_twice(actor, LATER)
            safety.list_flagged(actor, {row.person_id for one in found.found for row in one.rows}, NOW.date())
        return len(questions)

    twice(in_service, child)
    look(in_service)
    one = asked()
    for number, family in enumerate(["Ravenscroft", "Entwistle", "Kettleby", "Jessop", "Sowerby"]):
        for beside in (in_service.child, child):
            made = said.add(in_service, f"Ottoline {family}", child=beside)
            given = actions.FactGiven(PersonFactKind.BORN, on=dt.date(1950 + number, 3, 4))
            actions.add_fact(actor, connection=made, given=given, says=said.FILE_SAYS, at=NOW)
    look(in_service, at=LATER)
    assert len(shown(in_service)) == 6
    assert asked() == one <= 23


def test_the_pages_that_compare_two_name_the_rival_and_what_would_settle_it(cast: Cast) -> None:
    with scope.acting(cast.actor(Role.COORDINATOR)):
        child = said.second_child(cast)
        first = said.add(cast, "Sharon Thistlewood")
        second = said.add(cast, "Shaz Thistlewood", child=child)
        alone = queries.get_comparison(cast.actor(Role.COORDINATOR), first, second)
        born(cast, second)
        younger(cast, said.add(cast, "Sharon Thistlewood", child=child, called="Cousin Sharon"))
    assert alone is not None
    assert "Nobody else beside these children could be meant" in " ".join(alone.rivals)
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    page = client.get(f"/people-who-matter/{first.pk}/same/{second.pk}/").content.decode()
    assert "Could also be Sharon Thistlewood" in page
    assert "would settle it best" in page
    assert str(second.person_id) not in page.partition('id="why"')[2].partition("</ul>")[0]


def test_whoever_was_told_apart_is_no_rival(in_service: Cast) -> None:
    actor = in_service.actor(Role.COORDINATOR)
    first, second = said.add(in_service, "Sharon Thistlewood"), said.add(in_service, "Shaz Thistlewood")
    third = said.add(in_service, "Sharon Thistlewood", called="Cousin Sharon")
    born(in_service, second)
    younger(in_service, third)

    def rivals() -> str:
        why = queries.get_comparison(actor, first, second)
        assert why is not None
        return " ".join(why.rivals)

    assert "Could also be" in rivals()
    actions.tell_apart(actor, connection=first, other=third, words="Two cousins.", at=NOW)
    assert "Could also be" not in rivals()


def test_rivals_of_one_name_are_told_from_each_other_and_what_is_said_of_several_is_said_once(in_service: Cast) -> None:
    """Two coaches of one name beside two children are two lines; two of whom nothing tells them apart are one."""
    actor, other = in_service.actor(Role.COORDINATOR), said.second_child(in_service)
    coach = said.add(in_service, "Sensei Mo", how_related="Judo coach")
    second = said.add(in_service, "Sensei Mo", how_related="Judo coach", child=other)
    said.add(in_service, "Sensei Mo", how_related="Karate coach", child=other)

    def rivals() -> tuple[str, ...]:
        why = queries.get_comparison(actor, coach, second)
        assert why is not None
        return why.rivals

    (one,) = rivals()
    assert one.startswith("Could also be Sensei Mo (Karate coach, beside Alex): agrees as well")
    said.add(in_service, "Sensei Mo", how_related="Judo coach", child=other)
    said.add(in_service, "Sensei Mo", how_related="Judo coach", child=other)
    told = rivals()
    assert len(told) == len(set(told)) == 2
    assert any("(Judo coach, beside Alex)" in line and line.endswith("2 stand here so.") for line in told)


def three_sharons(cast: Cast) -> Connection:
    """Two of the name beside this child, and one beside another child of mine; gives the first."""
    first = said.add(cast, "Sharon Thistlewood", called="Auntie Shaz")
    younger(cast, said.add(cast, "Sharon Thistlewood", called="Cousin Sharon"))
    said.add(cast, "Sharon Thistlewood", child=said.second_child(cast))
    return first


def test_the_warning_while_adding_explains_and_names_the_rivals(cast: Cast) -> None:
    with scope.acting(cast.actor(Role.COORDINATOR)):
        three_sharons(cast)
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    sent = {
        "full": "Shaz Thistlewood", "name_kind": "used", "called": "", "how_related": "Aunt", "status": "named_unfound",
        "child_knows": "yes", "gender": "not_known", "source": "child", "certainty": "certain",
    }  # fmt: skip
    page = client.post(f"/people-who-matter/children/{cast.child.pk}/add/", sent).content.decode()
    assert page.count("First name: nickname of (Shaz \u2013 Sharon)") == 2
    assert page.count("Could also be Sharon Thistlewood (Mum’s mum, beside Robin): agrees as well") == 2
    assert page.count("Check: the full birth date would settle it best.") == 2
    assert "Nothing is saved yet" in page


def test_the_page_of_the_same_person_explains_those_with_a_like_name(cast: Cast) -> None:
    with scope.acting(cast.actor(Role.COORDINATOR)):
        first = three_sharons(cast)
    client = Client()
    client.force_login(cast.users[Role.COORDINATOR])
    page = client.get(f"/people-who-matter/{first.pk}/same/").content.decode()
    assert page.count("First name: the same (Sharon)") == 2
    assert page.count("Could also be Sharon Thistlewood (Mum’s mum, beside ") == 2
    assert "Check: the full birth date would settle it best." in page


def test_whoever_is_like_somebody_protected_from_me_is_not_compared(cast: Cast) -> None:
    """What I may not know neither stands as a rival nor counts in what is said (SAFEGUARDING 2)."""
    actor = cast.actor(Role.COORDINATOR)
    with scope.acting(actor):
        first = said.add(cast, "Sharon Thistlewood")
        before = queries.get_beside(actor, {cast.child.pk}).of_a_name("Shaz Thistlewood", first.person_id)
        hidden = said.add(cast, "Shaz Thistlewood", child=cast.other_team_child, role=Role.MANAGER)
        after = queries.get_beside(actor, {cast.child.pk, hidden.child_id})
    assert hidden.person_id not in after.people
    assert after.of_a_name("Shaz Thistlewood", first.person_id) == before
