"""Nothing in the record of a made-up child contradicts the returns, the people around the child, or another day."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest

from kith.access.models import User
from kith.children.models import CareEpisode, CareRow, CaseMember, Child, EligibilityResult, LocalFact
from kith.demo import saying
from kith.domain import agreement, care, dates, pathway
from kith.domain.pathway import Stage
from kith.domain.returns import Table
from kith.domain.terms import (
    AgreementScope,
    AskOutcome,
    ChildSays,
    DrawnBy,
    FactName,
    MapKind,
    NewsKind,
    ParentageKind,
    PersonFactKind,
    PersonStatus,
    Role,
    SearchState,
    SeesNow,
    Side,
    TieKind,
    TriageReason,
    UnionStatus,
)
from kith.domain.terms import ParentalAnswer as Answered
from kith.finding.models import Approach, FamilyTime, Search
from kith.network import models as network
from kith.people.models import Connection, Name, PersonFact, StatusChange
from kith.records.models import Note
from kith.referrals.models import (
    Agreement,
    Allocation,
    Ask,
    ParentalAnswer,
    Referral,
    SafetyAnswers,
    StageChange,
    TriageDecision,
    Withdrawal,
)
from kith.referrals.queries.agreement import answers_that_count
from kith.safety.models import Clearance, News, Restriction
from tests.demo import built

pytestmark = [pytest.mark.long, pytest.mark.django_db, pytest.mark.usefixtures("county")]
IN_TOUCH = PersonStatus.IN_TOUCH.value
SETTLED = "referral.baseline_settled"


def referrals() -> Iterator[tuple[Referral, list[StageChange]]]:
    """Each referral with its moves in order."""
    moves = defaultdict(list)
    for move in StageChange.objects.order_by("on", "at", "pk").select_related("by"):
        moves[move.referral_id].append(move)
    for row in Referral.objects.select_related("child", "coordinator", "made_by"):
        yield row, sorted(moves[row.pk], key=lambda move: (move.on, move.at, _rank(move)))


def _rank(move: StageChange) -> int:
    return list(Stage).index(Stage(move.to_place)) if move.to_place in set(Stage) else len(Stage)


def uasc() -> set[object]:
    """The children of whom a return says that they came alone."""
    rows = CareRow.objects.filter(table__in=[Table.UASC.value, Table.LIST_8.value])
    return {row.child_id for row in rows if row.table == Table.UASC.value or row.values.get("uasc")}


def alive_history() -> dict[object, list[StatusChange]]:
    """Where each connection stood since when, the earliest first."""
    found = defaultdict(list)
    for row in StatusChange.objects.order_by("on", "at", "pk"):
        found[row.connection_id].append(row)
    return found


def status_on(rows: list[StatusChange], day: dt.date) -> str:
    return next((row.status for row in reversed(rows) if row.on <= day), "")


def birth_years() -> dict[object, int]:
    return dict(PersonFact.objects.filter(kind=PersonFactKind.BORN.value).values_list("person_id", "year"))


def test_every_move_is_one_of_the_table_made_by_a_role_that_may() -> None:
    for referral, moves in referrals():
        assert moves[0].event == "referral.made"
        assert moves[-1].to_place == referral.place
        for before, after in pairwise(moves):
            assert before.to_place == after.from_place, referral.child
        for move in moves:
            assert move.by, move.event
            place = pathway.SideState(move.from_place) if move.from_place not in set(Stage) else Stage(move.from_place)
            rows = pathway.moves_from(place, Role(move.by.role))
            assert any(row.event == move.event for row in rows), f"{move.event} by {move.by.role}"


def test_every_stage_reached_rests_on_a_yes_of_that_day_or_before() -> None:
    reached = 0
    for referral, moves in referrals():
        said = Agreement.objects.filter(referral=referral, answer="yes")
        for move in moves:
            if move.to_place not in set(Stage):
                continue
            stage = Stage(move.to_place)
            needed = {AgreementScope.TALK} if stage.number > Stage.CHILD_AGREEMENT.number else set()
            needed |= {scope for scope in [agreement.RESTS_ON.get(stage)] if scope}
            for scope in needed:
                reached += 1
                on = said.filter(scope=scope.value).order_by("on").values_list("on", flat=True).first()
                assert on, f"{referral.child}: {stage.value} without {scope.value}"
                assert on <= move.on, f"{referral.child}: {stage.value} on {move.on}, {scope.value} on {on}"
        if referral.is_open and referral.place in set(Stage):
            assert agreement.missing_for(answers_that_count(referral, built.ON), Stage(referral.place)) is None
    assert reached > 100


def test_the_children_stand_at_many_stages() -> None:
    stages = Counter(Referral.objects.filter(is_open=True).values_list("place", flat=True))
    for stage in (Stage.DISCOVERY, Stage.SEARCH, Stage.SAFETY_CHECKS, Stage.APPROACH, Stage.RECONNECTION):
        assert stages[stage.value] >= 2, stages
    assert stages[Stage.SUPPORT_PLAN.value] >= 1, stages


def test_a_coordinator_is_named_before_anything_that_a_coordinator_does() -> None:
    for referral, moves in referrals():
        by_one = [move for move in moves if move.by.role == Role.COORDINATOR.value]
        answers = list(Agreement.objects.filter(referral=referral))
        asks, notes = Ask.objects.filter(referral=referral), Note.objects.filter(child=referral.child)
        maps = network.MapVersion.objects.filter(child=referral.child)
        if not referral.coordinator:
            assert not by_one, referral.child
            assert not answers + list(asks) + list(notes) + list(maps), referral.child
            continue
        named = Allocation.objects.get(referral=referral)
        since = CaseMember.objects.get(child=referral.child, part="coordinator", until_on__isnull=True)
        assert named.coordinator_id == referral.coordinator_id == since.user_id
        assert (named.at, since.from_on) == (referral.allocated_at, named.at.date())
        accepted = next(move for move in moves if move.event == "referral.accepted")
        assert named.at > accepted.at
        assert all(move.at >= named.at and move.by_id == named.coordinator_id for move in by_one)
        days = [row.on for row in answers] + [row.asked_on for row in asks] + [row.happened_on for row in notes]
        assert min(days) >= named.at.date()
        talk = min(row.on for row in answers if row.scope == AgreementScope.TALK.value)
        assert all(row.on >= talk for row in maps), referral.child
        assert all(row.asked_on >= talk for row in asks), referral.child


def test_nobody_was_referred_before_a_first_review_in_care() -> None:
    results = EligibilityResult.objects.filter(run__is_current=True)
    since = dict(results.exclude(care_start=None).values_list("child_id", "care_start"))
    for referral, _ in referrals():
        assert dates.is_working_day(referral.made_on)
        assert (referral.made_on - since[referral.child_id]).days >= 19, referral.child


def test_whoever_passed_answers_and_safety_has_both() -> None:
    passed = 0
    for referral, moves in referrals():
        settled = next((move for move in moves if move.event == SETTLED), None)
        if settled is None:
            continue
        passed += 1
        assert SafetyAnswers.objects.filter(referral=referral, at__lte=settled.at).exists()
        given = ParentalAnswer.objects.filter(referral=referral, at__lte=settled.at)
        assert given.exists(), referral.child
        episodes = CareEpisode.objects.filter(child=referral.child).exclude(ls="").order_by("decom")
        for answer in given:
            status = episodes.filter(decom__lte=answer.at.date()).last()
            assert answer.legal_status == (status.ls if status else "")
            if answer.answer == Answered.UNSAFE_TO_ASK.value:
                questions = SafetyAnswers.objects.get(referral=referral)
                assert "Mum must not know" in questions.must_not_know
                assert "Family time with" not in questions.orders_and_limits
    assert passed == 35
    assert len(set(ParentalAnswer.objects.values_list("answer", flat=True))) >= 3


def test_a_worker_never_withdrew_alone() -> None:
    for referral, moves in referrals():
        if referral.place != pathway.SideState.WITHDRAWN.value:
            continue
        row = Withdrawal.objects.get(referral=referral)
        assert row.agreed
        assert row.proposed_by_id == referral.made_by_id != row.decided_by_id
        assert row.proposed_at < row.decided_at == moves[-1].at
        assert row.look_again_on == moves[-1].look_again_on


def test_whoever_referred_or_moved_was_in_the_case_team_or_the_service_team() -> None:
    for referral, _ in referrals():
        if referral.made_by.role != Role.MANAGER.value:
            members = CaseMember.objects.filter(child=referral.child, user=referral.made_by)
            assert members.filter(from_on__lte=referral.made_on).exists(), referral.child


def test_the_reasons_fit_the_returns_and_the_people() -> None:
    alone, history = uasc(), alive_history()
    moved = {child for child, count in Counter(_homes()).items() if count > 1}
    seen = set()
    for referral, _ in referrals():
        child = referral.child_id
        reasons = {row["code"] for row in referral.how_soon_why}
        mine = Connection.objects.filter(child=child).select_related("person")
        unpaid = [row for row in mine if not row.person.is_professional]
        near = [row for row in unpaid if status_on(history[row.pk], referral.made_on) == IN_TOUCH]
        assert ("alone to this country" in referral.why) <= (child in alone), referral.why
        if child in alone:
            assert "grandparent" not in referral.why
        if "brother" in referral.why:
            brothers = [row for row in unpaid if row.side == Side.BROTHERS_AND_SISTERS.value]
            assert not brothers or any(
                status_on(history[row.pk], referral.made_on) == PersonStatus.LOST_TOUCH.value for row in brothers
            ), referral.child
        if "last home move" in referral.why:
            assert child in moved
        if "nobody to invite" in referral.why or TriageReason.NO_VISITS.value in reasons:
            assert not near, referral.child
            answers = SafetyAnswers.objects.get(referral=referral)
            assert "Family time with" not in answers.orders_and_limits
        if "on the phone, alone" in referral.why:
            assert dates.age_on(referral.child.born_on, referral.made_on) >= saying.OLD_ENOUGH_TO_SEARCH_ALONE
        seen |= {referral.why, *reasons}
    assert len(seen) >= 7
    for row in TriageDecision.objects.select_related("referral"):
        assert row.reasons == row.referral.how_soon_why


def _homes() -> Iterator[object]:
    """A child's id for each home of theirs."""
    rows = CareEpisode.objects.exclude(ls__in=care.SHORT_BREAKS)
    for row in rows:
        if row.rne in care.NEW_HOME or row.rne == "S":
            yield row.child_id


def test_the_facts_and_the_case_team_name_the_same_people() -> None:
    parts = {FactName.WORKER.value: "worker", FactName.REVIEWING_OFFICER.value: "reviewing_officer"}
    latest: dict[tuple[object, str], str] = {}
    for row in LocalFact.objects.filter(fact__in=parts, from_on__lte=built.ON).order_by("from_on", "recorded_at"):
        latest[row.child_id, parts[row.fact]] = row.value
    members = CaseMember.objects.filter(until_on__isnull=True, part__in=parts.values()).select_related("user")
    team = {(row.child_id, row.part): row.user.display_name for row in members}
    assert team == latest
    assert {"Sam Thornbury", "Ian Okafor", "Petra Lindqvist"} <= set(team.values())
    on_maps = Connection.objects.filter(how_related="Social worker")
    assert on_maps.count() == 35
    for row in on_maps:
        assert Name.objects.get(person=row.person_id).full == team[row.child_id, "worker"]


def test_last_seen_differs_from_one_to_another_and_follows_the_history() -> None:
    history, days = alive_history(), Counter()
    for row in Connection.objects.filter(status=IN_TOUCH):
        assert history[row.pk][-1].on <= row.last_in_touch_on <= built.ON
        days[built.ON - row.last_in_touch_on] += 1
    assert max(days.values()) < sum(days.values()) / 8, days.most_common(3)
    assert len(days) > 20


def test_what_a_child_asks_and_says_fits_the_age() -> None:
    for ask in Ask.objects.select_related("child"):
        age = dates.age_on(ask.child.born_on, ask.asked_on)
        one = next(one for one in saying.ASKS if ask.words in (one.words, *one.also))
        assert one.from_age <= age <= one.until_age, f"{age}: {ask.words}"
        if "my own flat" in ask.words:
            assert age >= 13
    six_year_olds = [row for row, _ in referrals() if dates.age_on(row.child.born_on, row.made_on) < 11]
    assert six_year_olds
    for row in six_year_olds:
        assert "adviser" not in row.why
        assert "on the phone" not in row.why


def test_children_ask_in_their_own_words() -> None:
    said = Counter(ask.words for ask in Ask.objects.all())
    assert max(said.values()) <= 5, said.most_common(3)


def test_whom_a_child_asks_for_stands_there_once_with_a_place_in_the_family() -> None:
    for ask in (one for one in Ask.objects.all() if one.named):
        rows = [one for one in Connection.objects.filter(child=ask.child_id) if one.called == ask.named]
        assert len(rows) == 1, ask.named
        assert "asked for" not in rows[0].how_related
        assert Name.objects.filter(person=rows[0].person_id).exists(), ask.named


def test_nobody_is_in_touch_with_somebody_without_a_name() -> None:
    named = set(Name.objects.values_list("person_id", flat=True))
    children = set(Child.objects.values_list("pk", flat=True))
    for row in StatusChange.objects.filter(status=IN_TOUCH).select_related("connection__person"):
        person = row.connection.person
        assert person.pk in named or person.child_id in children, row.connection.how_related


def test_a_couple_is_the_same_on_the_map_and_in_the_tree() -> None:
    over = {UnionStatus.SEPARATED.value, UnionStatus.DIVORCED.value, UnionStatus.ENDED_BY_DEATH.value}
    together = {}
    for union in network.Union.objects.all():
        events = list(network.UnionEvent.objects.filter(union=union).order_by("year"))
        assert all(event.year <= built.ON.year for event in events)
        is_over = bool(events) and events[-1].status in over
        for person in (union.a_id, union.b_id):
            together[person] = together.get(person, False) or not is_over
    partners = [row for row in Connection.objects.all() if "partner" in row.how_related]
    assert {row.how_related for row in partners} == {"Mum’s partner", "Mum’s partner for some years"}
    for row in partners:
        assert together[row.person_id] == (row.how_related == "Mum’s partner")
    dead = {row.person_id for row in Connection.objects.filter(status=PersonStatus.DIED.value)}
    assert not [one for one in dead if together.get(one)]


def test_dates_of_lives_are_in_order() -> None:
    born, history = birth_years(), alive_history()
    died = dict(PersonFact.objects.filter(kind=PersonFactKind.DIED.value).values_list("person_id", "year"))
    for row in Connection.objects.select_related("child", "person"):
        days = [change.on for change in history[row.pk]]
        assert days == sorted(days)
        assert days[-1] <= built.ON
        if row.status != PersonStatus.DIED.value:
            assert days[0] >= row.child.born_on, row.how_related
        year = born.get(row.person_id)
        if year:
            assert days[0].year >= year, f"{row.how_related} of {year} on {days[0]}"
            assert (built.ON.year - year < 18) == bool(row.person.is_under_18) or built.ON.year - year == 18
        if row.person_id in died:
            assert row.status == PersonStatus.DIED.value
            assert (year or 0) < died[row.person_id] <= built.ON.year
    for parentage in network.Parentage.objects.filter(kind=ParentageKind.BIRTH.value).select_related("child_person"):
        parent = born.get(parentage.parent_id)
        own = parentage.child_person.child
        child = own.born_on.year if own else born.get(parentage.child_person_id)
        if parent and child:
            assert 16 <= child - parent <= 50, f"born {child} to somebody born {parent}"


def test_former_carers_come_from_former_foster_homes() -> None:
    rows = Connection.objects.filter(how_related="Foster carer of a former home")
    assert rows.count() >= 15
    for row in rows:
        foster = CareEpisode.objects.filter(child=row.child_id, place__in=care.FOSTER)
        first = StatusChange.objects.filter(connection=row).order_by("on").first()
        assert foster.filter(decom=first.on).exists(), row.called
        lost = StatusChange.objects.filter(connection=row, status=PersonStatus.LOST_TOUCH.value).order_by("on").first()
        assert foster.filter(dec=lost.on).exists(), row.called
        tie = network.Tie.objects.get(a=row.person_id, kind=TieKind.CARED_FOR.value)
        assert (tie.from_on, tie.until_on) == (first.on, lost.on), row.called


def test_whoever_came_alone_has_no_family_near_and_the_others_have() -> None:
    alone = uasc()
    family = {Side.MUM.value, Side.DAD.value, Side.BROTHERS_AND_SISTERS.value}
    begun = set(Referral.objects.filter(coordinator__isnull=False).values_list("child_id", flat=True))
    for child in begun:
        mine = Connection.objects.filter(child=child, side__in=family)
        assert mine.exists()
        if child in alone:
            assert not mine.filter(status=IN_TOUCH).exists()
            arrived = CareEpisode.objects.filter(child=child).order_by("decom").first().decom
            others = StatusChange.objects.filter(connection__child=child).exclude(connection__side__in=family)
            assert min(others.values_list("on", flat=True)) >= arrived
        else:
            assert "in Sweden" not in " ".join(row.how_related for row in mine)


def test_nobody_abroad_is_cleared_or_looked_for_here() -> None:
    family = {Side.MUM.value, Side.DAD.value, Side.BROTHERS_AND_SISTERS.value}
    abroad = Connection.objects.filter(child__in=uasc(), side__in=family)
    assert abroad.exists()
    assert not Search.objects.filter(connection__in=abroad).exists()
    assert not Clearance.objects.filter(connection__in=abroad).exists()


def test_what_the_child_said_of_seeing_somebody_fits_the_day() -> None:
    history, seen = alive_history(), Counter()
    rows = network.MapPlace.objects.exclude(sees_now="").select_related("version", "connection__person")
    for row in rows.filter(version__kind=MapKind.CIRCLES.value, version__drawn_by=DrawnBy.CHILD.value):
        was = status_on(history[row.connection_id], row.version.on)
        assert was, f"{row.connection.how_related} on a map before they were there"
        assert (row.sees_now == SeesNow.YES.value) == (was == IN_TOUCH), row.connection.how_related
        seen[row.sees_now] += 1
    assert len(seen) == 3


def test_brothers_and_sisters_in_care_stand_in_each_others_facts_and_people() -> None:
    facts = {row.child_id: row.value for row in LocalFact.objects.filter(fact=FactName.SIBLINGS.value)}
    alone = uasc()
    assert not alone & set(facts)
    children = {row.pk: row for row in Child.objects.filter(pk__in=facts)}
    in_care = [key for key, text in facts.items() if "in care too" in text]
    assert len(in_care) >= 8
    for key in in_care:
        others = [other for other in in_care if other != key and children[other].preferred_name in facts[key]]
        assert len(others) == 1, facts[key]
        assert children[key].preferred_name in facts[others[0]]
    ties = network.Tie.objects.filter(a__child__isnull=False, b__child__isnull=False)
    pairs = {(tie.a.child_id, tie.b.child_id) for tie in ties}
    assert pairs, "some pairs are both put forward"
    parents = defaultdict(set)
    for row in network.Parentage.objects.filter(kind=ParentageKind.BIRTH.value, child_person__child__isnull=False):
        names = Name.objects.filter(person=row.parent_id).values_list("full", flat=True)
        parents[row.child_person.child_id] |= set(names)
    begun = [(one, other) for one, other in pairs if parents[one] and parents[other]]
    assert begun, "of some pairs the work has begun for both"
    for one, other in pairs:
        assert children[other].preferred_name in facts[one]
    for one, other in begun:
        assert parents[one] == parents[other], "of the same mum and dad"
    for key in set(facts) - set(in_care):
        assert not Referral.objects.filter(child=key).exists(), "the people around this child do not know of them"


def test_nobody_is_looked_for_whom_the_child_would_rather_not_see() -> None:
    no = network.ChildSaid.objects.filter(says__in=[ChildSays.NEVER.value, ChildSays.NOT_NOW.value])
    assert no.exists()
    assert not Search.objects.filter(connection__in=no.values("connection")).exists()
    for ask in (one for one in Ask.objects.all() if one.named):
        for row in no.filter(child=ask.child_id).select_related("connection"):
            assert row.connection.called != ask.named


def test_news_and_orders_are_about_people_of_whom_they_can_be_true() -> None:
    orders, news = Restriction.objects.exclude(person=None), News.objects.exclude(connection=None)
    assert orders.exists()
    assert news.exists()
    about = [Connection.objects.get(child=row.child_id, person=row.person_id) for row in orders]
    about += [row.connection for row in news.filter(kind=NewsKind.HAS_DIED.value)]
    for one in about:
        assert one.status not in (IN_TOUCH, PersonStatus.DIED.value), one.how_related
        assert not one.person.is_under_18, one.how_related


def test_a_letter_follows_the_search_that_found_them() -> None:
    assert Approach.objects.exists()
    for row in Approach.objects.all():
        search = Search.objects.get(connection=row.connection_id)
        assert search.state == SearchState.FOUND.value
        assert search.started_at <= search.ended_at <= row.at


def test_what_came_of_an_ask_fits_what_was_done_about_it() -> None:
    """Nothing says "not started" of somebody who is looked for, or whom the child has met."""
    met = set(FamilyTime.objects.values_list("ask_id", flat=True))
    sought = set(Search.objects.values_list("ask_id", flat=True))
    assert met - {None}
    for ask in Ask.objects.all():
        assert (ask.outcome != AskOutcome.NOT_STARTED.value) == (ask.pk in sought)
        assert (ask.outcome == AskOutcome.HAPPENED.value) == (ask.pk in met)


def test_a_yes_is_asked_in_the_language_of_the_child() -> None:
    languages = set()
    for row in Agreement.objects.filter(scope=AgreementScope.TALK.value).select_related("child", "by"):
        assert row.language == row.child.language
        assert row.language in row.by.languages or "interpreter" in row.who_was_there
        languages.add(row.language)
    assert len(languages) >= 2


def test_the_searcher_has_work() -> None:
    sid = User.objects.get(role=Role.SEARCHER.value)
    rows = Search.objects.filter(owner=sid, state=SearchState.LOOKING.value)
    assert rows.count() >= 3
    for row in rows:
        assert row.brief
        assert row.started_by.role == Role.COORDINATOR.value
