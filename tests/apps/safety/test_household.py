"""Who lives with a person is asked before anything reaches them; who must not hear there holds it (SAFEGUARDING 3)."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kith.access import gate, scope
from kith.domain import household as rules
from kith.domain.household import Why
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, Box, Cleared, ContactKind, Layer, LivesWithKind, PersonStatus, Role
from kith.finding import actions as finding
from kith.outbox import actions as outbox
from kith.people.models import Connection
from kith.safety import actions
from kith.safety.models import Clearance, LivesWith
from kith.safety.queries import sides
from tests import standing
from tests.apps.finding.test_finding_actions import SOON, make_sure, write
from tests.apps.safety.around import connect, lives_alone, sent_day, together
from tests.apps.safety.conftest import Be
from tests.personas import NOW, TODAY, Cast


def text(client: Client, path: str) -> str:
    """A page as its reader sees it."""
    return " ".join(client.get(path).content.decode().split())


KINDS = (ContactKind.LETTER, ContactKind.PHONE, ContactKind.SUPERVISED)
LATER = TODAY + dt.timedelta(days=90)


@pytest.fixture
def grandad(in_service: Cast) -> Connection:
    """Sure, cleared and agreed to; then what was asked about his home is gone, as if nobody ever had."""
    person = connect(in_service.child, "Grandad", "Walter Whitcombe")
    referral = standing.has_agreed(in_service, Stage.SAFETY_CHECKS)
    standing.say(in_service, referral, standing.said(AgreementScope.MEET, named="Grandad"), minutes=-10)
    make_sure(in_service, person)
    given = actions.Given(KINDS, Cleared.YES, LATER)
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=person, given=given, at=NOW)
    LivesWith.objects.all().delete()
    return person


def ask_home(
    cast: Cast, person: Connection, answer: LivesWithKind, *others: Connection, on: dt.date = TODAY, minutes: int = 0
) -> None:
    """The coordinator asks, and writes it down."""
    home = actions.Home(answer, "Rang him.", on, others)
    at = NOW + dt.timedelta(minutes=minutes)
    actions.say_who_lives_with(cast.actor(Role.COORDINATOR), connection=person, home=home, at=at)


def plan(cast: Cast, person: Connection, kind: ContactKind = ContactKind.SUPERVISED) -> None:
    planned = finding.Planned(kind, SOON, is_withheld=kind is ContactKind.PHONE)
    finding.plan_family_time(cast.actor(Role.COORDINATOR), connection=person, planned=planned, at=NOW)


STEPS: dict[str, Callable[[Cast, Connection], object]] = {
    "a letter": write,
    "a visit": plan,
    "a call": lambda cast, person: plan(cast, person, ContactKind.PHONE),
    "a yes": lambda cast, person: actions.clear(
        cast.actor(Role.SOCIAL_WORKER),
        connection=person,
        given=actions.Given(KINDS, Cleared.YES, LATER),
        at=NOW + dt.timedelta(minutes=5),
    ),
}
each_step = pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)


@each_step
def test_nothing_reaches_somebody_about_whose_home_nobody_has_asked(
    in_service: Cast, grandad: Connection, step: Callable[[Cast, Connection], object]
) -> None:
    with pytest.raises(gate.ActionBlocked, match="First write down who lives with"):
        step(in_service, grandad)


@each_step
@pytest.mark.parametrize("answer", LivesWithKind)
def test_every_answer_is_one(
    in_service: Cast, grandad: Connection, answer: LivesWithKind, step: Callable[[Cast, Connection], object]
) -> None:
    ask_home(in_service, grandad, answer)
    step(in_service, grandad)


def test_a_letter_that_waits_does_not_go_once_the_answer_has_run_out(in_service: Cast, grandad: Connection) -> None:
    ask_home(in_service, grandad, LivesWithKind.ALONE)
    item = write(in_service, grandad).item
    LivesWith.objects.update(on=TODAY - dt.timedelta(days=400))
    with pytest.raises(gate.ActionBlocked, match="Ask again first"):
        outbox.release_item(in_service.actor(Role.SAFEGUARDING_LEAD), item=item, at=NOW)


def test_a_no_needs_no_home(in_service: Cast, grandad: Connection) -> None:
    given = actions.Given(KINDS, Cleared.NO, LATER, why="Not safe.")
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=grandad, given=given, at=NOW)
    assert Clearance.objects.filter(connection=grandad, answer="no").count() == len(KINDS)


# --- who lives there and must not hear of it


def unsafe(cast: Cast, person: Connection) -> None:
    given = actions.Given((ContactKind.LETTER,), Cleared.NO, LATER, why="Hits.")
    actions.clear(cast.actor(Role.SOCIAL_WORKER), connection=person, given=given, at=NOW)


def said_no(cast: Cast, person: Connection) -> None:
    Connection.objects.filter(pk=person.pk).update(status=PersonStatus.UNWILLING.value)


def by_adoption(cast: Cast, person: Connection) -> None:
    worker = cast.actor(Role.SOCIAL_WORKER)
    actions.open_route(worker, connection=person, why="Adopted.", agency="", at=NOW)


def apart(cast: Cast, person: Connection) -> None:
    pair, worker = (person, connect(cast.child, "Aunt Bea")), cast.actor(Role.SOCIAL_WORKER)
    actions.set_apart(worker, child=cast.child, pair=pair, words="Fell out.", on=TODAY, at=NOW)


MUST_NOT_HEAR = {Why.NOT_SAFE: unsafe, Why.SAID_NO: said_no, Why.ADOPTION: by_adoption, Why.APART: apart}


@pytest.mark.parametrize("why", MUST_NOT_HEAR)
@pytest.mark.parametrize("written", ["in the household", "as it was asked"])
@each_step
def test_somebody_in_the_home_who_must_not_hear_holds_it(
    in_service: Cast, grandad: Connection, why: Why, written: str, step: Callable[[Cast, Connection], object]
) -> None:
    uncle = connect(in_service.child, "Uncle Gaz")
    if written == "in the household":
        together(in_service, grandad.person, uncle.person)
        ask_home(in_service, grandad, LivesWithKind.NOT_KNOWN)
    else:
        ask_home(in_service, grandad, LivesWithKind.OTHERS, uncle)
    MUST_NOT_HEAR[why](in_service, uncle)
    found = sides.list_sides(in_service.child.pk, grandad.person_id, TODAY)
    assert [(side.restricted, side.whys) for side in found] == [(uncle.person, (why,))]
    with pytest.raises(gate.ActionBlocked, match="First answer for each person"):
        step(in_service, grandad)
    given = [actions.SideGiven(uncle.person_id, True, "He moved out last week.")]
    actions.answer_sides(in_service.actor(Role.SOCIAL_WORKER), connection=grandad, sides=given, at=NOW)
    step(in_service, grandad)


def test_who_lived_there_once_or_only_knows_them_holds_nothing_by_a_no(in_service: Cast, grandad: Connection) -> None:
    uncle = connect(in_service.child, "Uncle Gaz")
    unsafe(in_service, uncle)
    ask_home(in_service, grandad, LivesWithKind.OTHERS, uncle)
    ask_home(in_service, grandad, LivesWithKind.ALONE, minutes=1)
    assert sides.list_sides(in_service.child.pk, grandad.person_id, TODAY) == []
    write(in_service, grandad)


def test_a_no_that_was_taken_back_by_a_later_yes_holds_nothing(in_service: Cast, grandad: Connection) -> None:
    uncle = connect(in_service.child, "Uncle Gaz")
    ask_home(in_service, grandad, LivesWithKind.OTHERS, uncle)
    unsafe(in_service, uncle)
    given, at = actions.Given((ContactKind.LETTER,), Cleared.YES, LATER), NOW + dt.timedelta(minutes=1)
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=uncle, given=given, at=at)
    write(in_service, grandad)


# --- writing it down


def test_say_who_lives_with_wants_words_a_day_that_has_come_and_people_of_this_child(
    in_service: Cast, grandad: Connection
) -> None:
    cora = in_service.actor(Role.COORDINATOR)
    uncle, stranger = connect(in_service.child, "Uncle Gaz"), connect(in_service.other_team_child, "Somebody")

    def say(kind: LivesWithKind, words: str, *others: Connection, on: dt.date = TODAY) -> None:
        home = actions.Home(kind, words, on, others)
        actions.say_who_lives_with(cora, connection=grandad, home=home, at=NOW)

    with pytest.raises(gate.ActionBlocked, match="who says so"):
        say(LivesWithKind.ALONE, " ")
    with pytest.raises(gate.ActionBlocked, match="not come yet"):
        say(LivesWithKind.ALONE, "Rang.", on=SOON)
    with pytest.raises(gate.ActionBlocked, match="Somebody is ticked"):
        say(LivesWithKind.ALONE, "Rang.", uncle)
    with pytest.raises(gate.ActionBlocked, match="with themselves"):
        say(LivesWithKind.OTHERS, "Rang.", grandad)
    with pytest.raises(scope.NotVisible):
        say(LivesWithKind.OTHERS, "Rang.", stranger)
    assert not LivesWith.objects.filter(connection=grandad).exists()


def test_the_page_ticks_who_is_written_down_and_says_who_asked(in_service: Cast, be: Be, nan: Connection) -> None:
    uncle = connect(in_service.child, "Uncle Gaz", "Gary Whitcombe")
    together(in_service, nan.person, uncle.person)
    cora, page = be(Role.COORDINATOR), reverse("safety:lives_with", args=[nan.pk])
    assert cora.get(page).context["form"]["others"].value() == [str(uncle.pk)]
    today = sent_day("on", timezone.localdate())
    assert "Choose what the answer is" in cora.post(page, {"words": "Rang.", **today}).content.decode()
    wrong = {"answer": "alone", "others": [str(uncle.pk)], "words": "Rang.", **today}
    assert "take the ticks away" in cora.post(page, wrong).content.decode()
    assert cora.post(page, {**wrong, "answer": "others"}).status_code == 302
    said = text(cora, reverse("safety:person", args=[nan.pk]))
    assert "They live with others: Uncle Gaz (Gary Whitcombe)." in said
    assert "written down by" in said


def test_the_persons_page_and_the_sheet_say_what_waits_and_why(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    LivesWith.objects.filter(connection=nan).delete()
    worker = be(Role.SOCIAL_WORKER)
    asking = actions.Asking((Box.WRITE_OR_CALL,), "Now?")
    actions.ask_clearance(in_service.actor(Role.COORDINATOR), connection=nan, asking=asking, at=timezone.now())
    for page in (reverse("safety:person", args=[nan.pk]), reverse("safety:answer", args=[in_service.child.pk])):
        shown = text(worker, page)
        assert "Nobody has asked yet." in shown
        assert reverse("safety:lives_with", args=[nan.pk]) in shown
    given = actions.Given((ContactKind.LETTER,), Cleared.NO, timezone.localdate() + dt.timedelta(days=9), why="Hits.")
    actions.clear(in_service.actor(Role.SOCIAL_WORKER), connection=uncle, given=given, at=timezone.now())
    home = actions.Home(LivesWithKind.OTHERS, "Rang.", timezone.localdate(), (uncle,))
    actions.say_who_lives_with(in_service.actor(Role.COORDINATOR), connection=nan, home=home, at=timezone.now())
    assert Why.NOT_SAFE.value in text(worker, reverse("safety:person", args=[nan.pk]))
    assert Why.NOT_SAFE.value in text(worker, reverse("safety:answer_side", args=[nan.pk]))


def cell(client: Client, nan: Connection) -> str:
    """Who lives with Nan, as the list of people says it."""
    rows = client.get(reverse("people_sheet", args=[nan.child_id])).context["page"].rows
    return str(next(row.lives_with for row in rows if row.connection_id == nan.pk))


def test_the_list_of_people_and_the_safety_page_tell_the_same_home(
    in_service: Cast, be: Be, nan: Connection, uncle: Connection
) -> None:
    cora, page = be(Role.COORDINATOR), reverse("safety:person", args=[nan.pk])
    LivesWith.objects.filter(connection=nan).delete()
    assert cell(cora, nan) == ""
    ask_home(in_service, nan, LivesWithKind.OTHERS)
    assert cell(cora, nan) == "With others, see “is it safe?”"
    ask_home(in_service, nan, LivesWithKind.ALONE, minutes=1)
    assert cell(cora, nan) == "Alone"
    together(in_service, nan.person, uncle.person)
    assert cell(cora, nan) == "Alone; written down: Gary Whitcombe"
    written = "Written down among the people as living there: Uncle Gaz (Gary Whitcombe)."
    assert written in text(cora, page)
    ask_home(in_service, nan, LivesWithKind.OTHERS, uncle, minutes=2)
    assert cell(cora, nan) == "Gary Whitcombe"
    assert written not in text(cora, page)
    LivesWith.objects.filter(connection=nan).delete()
    assert (cell(cora, nan), "Nobody has asked yet." in text(cora, page)) == ("Gary Whitcombe", True)
    assert written in text(cora, page)


def test_the_trail_asks_before_a_letter_and_before_family_time(in_service: Cast, be: Be, grandad: Connection) -> None:
    trail = reverse("finding:trail", args=[grandad.pk])
    shown = text(be(Role.COORDINATOR), trail)
    assert shown.count(rules.ASK_FIRST) == 2
    assert reverse("finding:letter", args=[grandad.pk, Layer.FIRST.value]) not in shown
    lives_alone(grandad)
    LivesWith.objects.update(on=timezone.localdate())
    assert rules.ASK_FIRST not in text(be(Role.COORDINATOR), trail)


def test_a_protected_person_in_the_home_is_shown_to_the_lead_and_changes_nothing_for_anybody_else(
    in_service: Cast, be: Be, grandad: Connection
) -> None:
    lead, now = in_service.actor(Role.SAFEGUARDING_LEAD), timezone.now()
    protected = connect(in_service.child, "Aunty", "Marisol Vantongeren")
    other = connect(in_service.child, "Aunty", "Marylin Vantongeren")
    actions.protect(
        lead,
        service=in_service.service,
        names=["Marisol Vantongeren"],
        words="In a refuge.",
        review_on=timezone.localdate() + dt.timedelta(days=60),
        at=now,
    )
    ask_home(in_service, grandad, LivesWithKind.ALONE)
    item, answers = write(in_service, grandad).item, []
    lea, cora = be(Role.SAFEGUARDING_LEAD), be(Role.COORDINATOR)
    for number, housemate in enumerate((protected, other)):
        ask_home(in_service, grandad, LivesWithKind.OTHERS, housemate, minutes=number + 1)
        shown = text(cora, reverse("safety:person", args=[grandad.pk]))
        answers.append(re.sub(r'value="[^"]{60,}"', "", re.sub("Marisol|Marylin", "M", shown)))
        assert sides.list_sides(in_service.child.pk, grandad.person_id, TODAY) == []
        page = text(lea, reverse("safety:letter", args=[item.pk]))
        says = "somebody who lives where this letter goes: <strong>Marisol Vantongeren"
        assert (says in page) is (number == 0)
    assert answers[0] == answers[1]
