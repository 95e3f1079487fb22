"""Whom to look for next: what is read, who reads it, the negative list from the tables, put aside and back again."""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.audit.models import AuditEvent
from kith.children.models import CareEpisode, CaseMember, Child
from kith.domain.leads import Needs
from kith.domain.pathway import SideState, Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    CareKind,
    ChildSays,
    Cleared,
    ContactKind,
    FactSource,
    LeadReason,
    PersonAnswer,
    PersonFactKind,
    PersonStatus,
    ReachKind,
    RestrictionKind,
    Role,
    Side,
    SupportKind,
    TieKind,
)
from kith.finding import actions
from kith.finding.models import LeadDecision
from kith.finding.presenters import suggesting
from kith.finding.queries import leads
from kith.network import actions as network
from kith.network.models import Support, Tie
from kith.people import actions as people
from kith.people.models import Connection, Name, PersonFact, Reach, StatusChange
from kith.records.models import Note
from kith.referrals.actions import stop
from kith.referrals.models import Ask, Referral, Stop
from kith.safety import actions as safety
from kith.safety.models import SaidNo
from kith.safety.queries import said_no
from tests import standing
from tests.apps.finding.test_finding_actions import start
from tests.apps.people import said
from tests.apps.safety.around import connect
from tests.factories import rows
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[..., Client]
LATER = TODAY + dt.timedelta(days=90)
ASK_NOTHING = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.fixture
def referral(in_service: Cast) -> Referral:
    return standing.has_agreed(in_service, Stage.SEARCH, named="Somebody else")


@pytest.fixture
def nan(in_service: Cast, referral: Referral) -> Connection:
    """Named by the child two months ago; nobody has looked."""
    row = connect(in_service.child, "Nan Jean", "Jean Whitcombe")
    row.named_by_child, row.child_knows, row.added_on, row.side = True, True, ago(60), Side.MUM.value
    row.save()
    return row


def found(cast: Cast, on: dt.date = TODAY) -> list[leads.Suggestion]:
    return list(leads.list_suggestions(cast.actor(Role.COORDINATOR), cast.child, on).now)


def rules(cast: Cast, who: Connection | None = None, on: dt.date = TODAY) -> list[str]:
    """The rules that fire now, about one person or at all."""
    return [one.lead.rule for one in found(cast, on) if who is None or (one.connection and one.connection.pk == who.pk)]


def first(cast: Cast, rule: str = "R1") -> leads.Suggestion:
    return next(one for one in found(cast) if one.lead.rule == rule)


def told(cast: Cast) -> dict[str, Any]:
    return {"service": cast.service, "for_child": cast.child, "source": FactSource.CHILD.value}


# --- what is read


def test_somebody_the_child_named_is_suggested_until_somebody_looks(in_service: Cast, nan: Connection) -> None:
    (one,) = [one for one in found(in_service) if one.lead.rule == "R1"]
    assert one.lead.sentence == "Robin named Jean Whitcombe, and nobody has looked yet."
    assert one.connection == nan
    assert one.lead.needs is Needs.ASK_CHILD
    standing.say(in_service, Referral.objects.get(), standing.said(AgreementScope.SEARCH, named="Nan Jean"))
    assert first(in_service).lead.needs is Needs.LOOK
    start(in_service, nan)
    assert "R1" not in rules(in_service, nan)


def test_homes_of_the_returns_notes_ties_and_facts_reach_the_rules(in_service: Cast, nan: Connection) -> None:
    child = in_service.child
    codes = {"service": in_service.service, "child": child, "year": 2026, "batch_number": 1, "line": 1, "raw_row_id": 1}
    moved = ago(300)
    CareEpisode.objects.create(**codes, decom=ago(800), dec=moved, rne="S", place="U4")
    CareEpisode.objects.create(**codes, decom=moved, rne="P", place="K2")
    bev = connect(child, "Auntie Bev", "Bev Whitcombe", status=PersonStatus.LOST_TOUCH)
    for status, on in ((PersonStatus.IN_TOUCH, ago(700)), (PersonStatus.LOST_TOUCH, ago(350))):
        StatusChange.objects.create(
            service=in_service.service, child=child, connection=bev, status=status.value, on=on, source="child"
        )
    Note.objects.create(
        service=in_service.service,
        child=child,
        words="Rang school. Bev Whitcombe asked after Robin.",
        happened_on=ago(20),
        written_by=in_service.users[Role.COORDINATOR],
    )
    kim, gramps = connect(child, "Kim", "Kim Cole"), connect(child, "Gramps", "Ted Cole", status=PersonStatus.DIED)
    gramps.named_by_child = gramps.child_knows = True
    gramps.save()
    for other, kind in ((bev, TieKind.RELATIVE), (kim, TieKind.ADOPTED_BROTHER_OR_SISTER)):
        network.add_tie(
            in_service.actor(Role.COORDINATOR),
            child=child,
            given=network.TieGiven(network.Among("child", str(other.person_id)), kind, ""),
            says=said.CHILD_SAYS,
            at=NOW,
        )
    assert {"R6", "R7", "R8"} <= set(rules(in_service))
    assert rules(in_service, bev) == ["R9", "R11"]
    assert first(in_service, "R11").lead.rows[0].text.endswith("“Bev Whitcombe asked after Robin.”")
    assert rules(in_service, kim) == ["R12"]
    assert rules(in_service, gramps) == ["R14"]
    PersonFact.objects.create(
        person=gramps.person, kind=PersonFactKind.STORY.value, words="Trains.", **told(in_service)
    )
    assert rules(in_service, gramps) == []


def test_who_gives_what_reaches_the_rules(in_service: Cast, nan: Connection) -> None:
    people.change_status(
        in_service.actor(Role.COORDINATOR),
        connection=nan,
        stands=people.Stands(PersonStatus.IN_TOUCH, TODAY, FactSource.CHILD),
        at=NOW,
    )
    Support.objects.create(
        service=in_service.service, child=in_service.child, connection=nan, kind=SupportKind.FUN.value,
        source="child", from_on=ago(9),
    )  # fmt: skip
    assert "R16" in rules(in_service)
    assert "Fun and belonging: Jean Whitcombe." in [row.text for row in first(in_service, "R16").lead.rows]


def test_an_ask_about_somebody_who_does_not_stand_there_yet(in_service: Cast, referral: Referral) -> None:
    rows.make(
        Ask, in_service.service, "", {Child: in_service.child}, named="Uncle Ray", asked_on=ago(15),
        outcome="not_started",
    )  # fmt: skip
    assert first(in_service).lead.sentence == "Robin asked for Uncle Ray, who does not stand among the people yet."
    standing.say(
        in_service, referral, standing.said(AgreementScope.SEARCH, AgreementAnswer.NO, named="Uncle Ray"), minutes=5
    )
    assert rules(in_service).count("R1") == 0


# --- the negative list, from the tables

Block = Callable[[Cast, Connection], Any]
BLOCKS: dict[str, Block] = {}


def blocks(why: str) -> Callable[[Block], Block]:
    def keep(block: Block) -> Block:
        BLOCKS[why] = block
        return block

    return keep


def _order(cast: Cast, who: Connection | None, kind: RestrictionKind, words: str = "Order.", **more: Any) -> Any:
    role = Role.MANAGER if kind is RestrictionKind.MANAGERS_BLOCK else Role.SOCIAL_WORKER
    order = safety.Order(kind, words, more.pop("on", TODAY), who, more.pop("kinds", ()))
    return safety.restrict(cast.actor(role), child=cast.child, order=order, at=NOW)


blocks("a court order")(lambda cast, nan: _order(cast, nan, RestrictionKind.COURT_NO_CONTACT))
blocks("the manager's block")(lambda cast, nan: _order(cast, nan, RestrictionKind.MANAGERS_BLOCK))
blocks("an order about the child's whereabouts")(lambda cast, nan: _order(cast, nan, RestrictionKind.LOCATION))
blocks("an order about one way only")(
    lambda cast, nan: _order(cast, nan, RestrictionKind.COURT_NO_CONTACT, kinds=(ContactKind.PHONE,))
)
blocks("an order to come")(lambda cast, nan: _order(cast, nan, RestrictionKind.COURT_NO_CONTACT, on=LATER))
blocks("an order for everybody")(lambda cast, nan: _order(cast, None, RestrictionKind.PROHIBITED_STEPS))
blocks("her name in the words of an order about somebody else")(
    lambda cast, nan: _order(
        cast,
        connect(cast.child, "Gaz", "Gary Cole"),
        RestrictionKind.COURT_NO_CONTACT,
        "Nor by way of Mrs Jean Whitcombe’s house.",
    )
)


@blocks("another row of her name is restricted")
def _same_name(cast: Cast, nan: Connection) -> None:
    _order(cast, connect(cast.child, "J.", "Whitcombe, Jean"), RestrictionKind.COURT_NO_CONTACT)


@blocks("an order about somebody whose name nobody knows")
def _without_a_name(cast: Cast, nan: Connection) -> None:
    Name.objects.all().update(taken_back_at=NOW)
    Connection.objects.filter(pk=nan.pk).update(called="", how_related="Mum’s mum")
    _order(cast, nan, RestrictionKind.COURT_NO_CONTACT)


@blocks("another row of her name is restricted, and was taken off")
def _taken_off(cast: Cast, nan: Connection) -> None:
    other = connect(cast.child, "J.", "Whitcombe, Jean")
    _order(cast, other, RestrictionKind.COURT_NO_CONTACT)
    Connection.objects.filter(pk=other.pk).update(removed_on=ago(1))


@blocks("her side waits")
def _side(cast: Cast, nan: Connection) -> None:
    gaz = connect(cast.child, "Gaz", "Gary Cole")
    Tie.objects.create(a=gaz.person, b=nan.person, kind=TieKind.RELATIVE.value, **told(cast))
    _order(cast, gaz, RestrictionKind.COURT_NO_CONTACT)


def _says(cast: Cast, nan: Connection, says: ChildSays, again: dt.date | None = None) -> None:
    given = network.SaidGiven(says, again)
    network.record_child_said(cast.actor(Role.COORDINATOR), connection=nan, given=given, at=NOW)


blocks("the child's never")(lambda cast, nan: _says(cast, nan, ChildSays.NEVER))
blocks("the child's not now")(lambda cast, nan: _says(cast, nan, ChildSays.NOT_NOW, LATER))


def _answers(cast: Cast, answer: AgreementAnswer, **more: Any) -> None:
    given = standing.said(AgreementScope.SEARCH, answer, named="Nan Jean", **more)
    standing.say(cast, Referral.objects.get(), given)


blocks("the child's no to looking")(lambda cast, nan: _answers(cast, AgreementAnswer.NO))
blocks("the child's not now to looking")(lambda cast, nan: _answers(cast, AgreementAnswer.NOT_NOW, ask_again_on=LATER))


def _stop(cast: Cast, reach: Stop.Reach, **more: Any) -> None:
    pressed = stop.Pressed(reach, Role.CHILD, **more)
    stop.stop_for_child(cast.actor(Role.COORDINATOR), child=cast.child, pressed=pressed, at=NOW)


blocks("a stop about her")(lambda cast, nan: _stop(cast, Stop.Reach.PERSON, named="nan jean"))
blocks("a stop of looking")(lambda cast, nan: _stop(cast, Stop.Reach.STEP, scope=AgreementScope.SEARCH))
blocks("a stop of everything")(lambda cast, nan: _stop(cast, Stop.Reach.EVERYTHING))
blocks("paused")(lambda cast, nan: Referral.objects.update(place=SideState.PAUSED.value))
blocks("the work has not begun")(lambda cast, nan: Referral.objects.update(stood_at=Stage.ALLOCATION.value))
blocks("the adoption route")(
    lambda cast, nan: safety.open_route(
        cast.actor(Role.COORDINATOR), connection=nan, why="Adopted as a baby.", agency="", at=NOW
    )
)
blocks("a no about writing to her")(
    lambda cast, nan: safety.clear(
        cast.actor(Role.SOCIAL_WORKER),
        connection=nan,
        given=safety.Given((ContactKind.LETTER,), Cleared.NO, LATER, why="Not safe."),
        at=NOW,
    )
)
blocks("she presented herself as family")(
    lambda cast, nan: safety.take_care(
        cast.actor(Role.SOCIAL_WORKER),
        child=cast.child,
        given=safety.CareGiven(CareKind.PRESENTED, "Rang the office.", TODAY, nan),
        at=NOW,
    )
)


@pytest.mark.long
@pytest.mark.parametrize("why", BLOCKS)
def test_nobody_of_the_negative_list_is_suggested(in_service: Cast, nan: Connection, why: str) -> None:
    assert "R1" in rules(in_service, nan)
    BLOCKS[why](in_service, nan)
    assert rules(in_service, nan) == []
    said_ = [text for one in found(in_service) for text in (one.lead.sentence, *(row.text for row in one.lead.rows))]
    assert not any("Jean" in text for text in said_)


def test_not_now_is_over_on_the_day_to_ask_again(in_service: Cast, nan: Connection) -> None:
    _says(in_service, nan, ChildSays.NOT_NOW, LATER)
    assert rules(in_service, nan, LATER - dt.timedelta(days=1)) == []
    assert "R1" in rules(in_service, nan, LATER)


def test_never_holds_until_the_child_changes_it(in_service: Cast, nan: Connection) -> None:
    _says(in_service, nan, ChildSays.NEVER)
    assert rules(in_service, nan, LATER) == []
    given = network.SaidGiven(ChildSays.YES)
    network.record_child_said(
        in_service.actor(Role.COORDINATOR), connection=nan, given=given, at=NOW + dt.timedelta(minutes=1)
    )
    assert "R1" in rules(in_service, nan)


def test_a_side_that_was_answered_waits_no_longer(in_service: Cast, nan: Connection) -> None:
    _side(in_service, nan)
    gaz = Connection.objects.get(called="Gaz")
    safety.answer_side(
        in_service.actor(Role.SOCIAL_WORKER),
        connection=nan,
        restricted=gaz.person,
        goes_on=True,
        words="Moved.",
        at=NOW,
    )
    assert "R1" in rules(in_service, nan)


# --- what only some may know changes nothing (SAFEGUARDING 2, 19)


def _protect(cast: Cast, nan: Connection) -> None:
    safety.protect(
        cast.actor(Role.SAFEGUARDING_LEAD),
        service=cast.service,
        names=["Jean Whitcombe"],
        words="Fled.",
        review_on=LATER,
        at=NOW,
    )


def _said_no(cast: Cast, nan: Connection) -> None:
    SaidNo.objects.create(service=cast.service, marks=said_no.marks_of(nan.person_id))


def _sealed(cast: Cast, nan: Connection) -> None:
    lead = cast.users[Role.SAFEGUARDING_LEAD]
    Reach.objects.create(
        person=nan.person, kind=ReachKind.PHONE.value, value="01632 960 999", is_sealed=True, recorded_by=lead,
        **told(cast),
    )  # fmt: skip


def _asked_sql(client: Client, address: str) -> tuple[list[str], str]:
    with CaptureQueriesContext(database) as captured:
        body = client.get(address).content.decode()
    plain = re.compile(r"'[^']*'|\d{4}-\d\d-\d\d[ T][\d:.]+|0x\w+|[\d.]{6,}")
    nonce = re.compile(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"')
    asked = [one["sql"] for one in captured if not one["sql"].startswith(ASK_NOTHING)]
    return [plain.sub("?", sql) for sql in asked], nonce.sub("", body)


@pytest.mark.long
@pytest.mark.parametrize("secret", [_protect, _said_no, _sealed], ids=["protected", "said no", "sealed way"])
def test_a_secret_changes_no_byte_and_no_question(
    in_service: Cast, nan: Connection, sign_in: SignIn, secret: Block
) -> None:
    client, address = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/children/{in_service.child.pk}/next/"
    client.get(address)
    before = _asked_sql(client, address)
    assert "Jean Whitcombe" in before[1]
    secret(in_service, nan)
    assert _asked_sql(client, address) == before


# --- who reads it


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.COORDINATOR, Role.SYSTEM)])
def test_nobody_but_the_coordinator_reads_it(in_service: Cast, nan: Connection, sign_in: SignIn, role: Role) -> None:
    address = f"/finding/children/{in_service.child.pk}/next/"
    assert sign_in(in_service.users[role]).get(address).status_code in (403, 404)


def test_another_coordinator_learns_nothing_also_not_in_the_team(
    in_service: Cast, nan: Connection, sign_in: SignIn
) -> None:
    member = CaseMember.objects.get(child=in_service.child, part=CaseMember.Part.COORDINATOR)
    member.part = CaseMember.Part.WORKER
    member.save()
    client, me = sign_in(in_service.users[Role.COORDINATOR]), in_service.actor(Role.COORDINATOR)
    assert client.get(f"/finding/children/{in_service.child.pk}/next/").status_code == 404
    with pytest.raises(scope.NotVisible):
        leads.list_suggestions(me, in_service.child, TODAY)
    with pytest.raises(scope.NotVisible):
        actions.ask_child_first(me, child=in_service.child, ref="0" * 24, at=NOW)
    assert client.get(f"/network/children/{in_service.child.pk}/").content.decode().count("Look for next") == 0


def test_a_decision_is_seen_by_nobody_else(in_service: Cast, nan: Connection) -> None:
    row = aside(in_service)
    assert scope.visible(in_service.actor(Role.COORDINATOR), LeadDecision.objects).get() == row
    for role in (Role.MANAGER, Role.SOCIAL_WORKER, Role.SAFEGUARDING_LEAD):
        assert not scope.visible(in_service.actor(role), LeadDecision.objects).exists()


# --- put aside, asked first, brought back


def aside(cast: Cast, reason: LeadReason = LeadReason.NOT_NOW, words: str = "After the move.") -> LeadDecision:
    row: LeadDecision = actions.put_aside(
        cast.actor(Role.COORDINATOR), child=cast.child, ref=first(cast).ref, reason=reason, words=words, at=NOW
    )
    return row


def test_put_aside_is_remembered_and_comes_back_only_when_its_facts_change(in_service: Cast, nan: Connection) -> None:
    row = aside(in_service)
    assert "R1" not in rules(in_service, nan)
    assert "R1" not in rules(in_service, nan, LATER)
    listed = leads.list_suggestions(in_service.actor(Role.COORDINATOR), in_service.child, TODAY).aside
    assert [(one.pk, one.words) for one in listed] == [(row.pk, "After the move.")]
    connect(in_service.child, "Somebody", "Some Body")
    assert "R1" not in rules(in_service, nan)
    Name.objects.create(person=nan.person, full="Jean Cole", **told(in_service))
    Name.objects.filter(full="Jean Whitcombe").update(until_on=TODAY)
    assert "R1" in rules(in_service, nan)
    assert first(in_service).before == row


def test_brought_back_by_hand(in_service: Cast, nan: Connection) -> None:
    row, me = aside(in_service), in_service.actor(Role.COORDINATOR)
    actions.bring_back(me, decision=row, at=NOW)
    assert "R1" in rules(in_service, nan)
    with pytest.raises(gate.ActionBlocked):
        actions.bring_back(me, decision=row, at=NOW)


def test_put_aside_keeps_no_words_in_its_event_and_another_reason_wants_words(
    in_service: Cast, nan: Connection
) -> None:
    with pytest.raises(gate.ActionBlocked):
        aside(in_service, LeadReason.OTHER, "  ")
    aside(in_service, LeadReason.CHILD_WOULD_RATHER_NOT)
    event = AuditEvent.objects.get(kind="lead.put_aside")
    assert event.codes == {}
    assert not event.words


def test_what_is_no_suggestion_cannot_be_decided_on(in_service: Cast, nan: Connection) -> None:
    ref, me = first(in_service).ref, in_service.actor(Role.COORDINATOR)
    _says(in_service, nan, ChildSays.NEVER)
    with pytest.raises(scope.NotVisible):
        actions.put_aside(me, child=in_service.child, ref=ref, reason=LeadReason.NOT_NOW, words="", at=NOW)


def test_to_ask_first_is_noted_and_a_later_decision_takes_its_place(in_service: Cast, nan: Connection) -> None:
    me = in_service.actor(Role.COORDINATOR)
    actions.ask_child_first(me, child=in_service.child, ref=first(in_service).ref, at=NOW)
    assert first(in_service).asking is not None
    aside(in_service)
    assert LeadDecision.objects.filter(ended_at__isnull=True).count() == 1
    assert "R1" not in rules(in_service, nan)


def test_what_was_said_of_one_who_said_no_is_forgotten_here_too(in_service: Cast, nan: Connection) -> None:
    aside(in_service)
    job = Actor.system(actions.FORGET, in_service.service.pk)
    no = PersonAnswer.UNWILLING
    actions.forget_person(job, service=in_service.service, connection=nan, answer=no, at=NOW)
    row = LeadDecision.objects.get()
    assert (row.sentence, row.words) == (None, None)


# --- the pages


@pytest.mark.long
def test_the_page_says_three_first_and_takes_each_step(in_service: Cast, nan: Connection, sign_in: SignIn) -> None:
    for number in range(4):
        connect(in_service.child, f"Nan {number}", f"Jean{number} Cole")
        Connection.objects.filter(called=f"Nan {number}").update(
            named_by_child=True, child_knows=True, added_on=ago(40)
        )
    client, address = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/children/{in_service.child.pk}/next/"
    page = client.get(address).content.decode()
    assert page.index("The next 3") < page.index("Who and what comes after these")
    assert page.partition("Who and what comes after these")[0].count("kith-card") == 3
    refs = re.findall(rf"{address}(\w{{24}})/ask/", page)
    assert len(refs) == len(set(refs)) >= 5
    page = client.post(f"{address}{refs[0]}/ask/", follow=True).content.decode()
    assert "To ask next time" in page
    back = re.search(r"/finding/suggestions/[\w-]+/back/", page)
    assert back
    assert "Robin" not in address + back[0]
    assert "To ask next time" not in client.post(back[0], follow=True).content.decode()
    wrong = client.post(f"{address}{refs[0]}/aside/", {"reason": "other", "words": ""}).content.decode()
    assert "Write a few words about why" in wrong
    page = client.post(f"{address}{refs[0]}/aside/", {"reason": "not_so", "words": "Not her."}, follow=True)
    assert "What it rests on is not so" in page.content.decode()
    assert refs[0] not in page.content.decode()
    assert client.get(f"{address}{'0' * 24}/aside/").status_code == 404


def test_one_card_for_each_person_with_every_reason_and_the_rest_folded(
    in_service: Cast, nan: Connection, sign_in: SignIn
) -> None:
    for number in range(4):
        one = connect(in_service.child, f"Nan {number}", f"Jean{number} Cole", status=PersonStatus.IN_TOUCH)
        Connection.objects.filter(pk=one.pk).update(
            named_by_child=True, child_knows=True, added_on=ago(40), side=Side.DAD.value
        )
        Tie.objects.create(a=one.person, b=nan.person, kind=TieKind.RELATIVE.value, **told(in_service))
    listed = leads.list_suggestions(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    of_people = [one.connection.pk for one in listed.now if one.connection]
    assert len(of_people) > len(set(of_people)), "somebody is suggested for two reasons"
    page = suggesting.next_page(listed, TODAY)
    cards = [*page.next, *page.more]
    people_of = [card.first.connection_id for card in cards if card.first.connection_id]
    assert len(people_of) == len(set(people_of))
    assert len(page.next) == 3
    assert sorted(line.ref for card in cards for line in card.lines) == sorted(one.ref for one in listed.now)
    address = f"/finding/children/{in_service.child.pk}/next/"
    body = sign_in(in_service.users[Role.COORDINATOR]).get(address).content.decode()
    start = body.index('id="more"')
    folded = body[start : body.index("</details>", start)]
    assert f"Who and what comes after these: {len(page.more)} more" in folded
    for line in (line for card in page.more for line in card.lines):
        assert line.ref in folded


def test_the_page_is_not_printed_and_leads_from_the_sheet_and_today(
    in_service: Cast, nan: Connection, sign_in: SignIn
) -> None:
    client, address = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/children/{in_service.child.pk}/next/"
    page = client.get(address).content.decode()
    assert page.index('class="kith-screen-only"') < page.index("Jean Whitcombe")
    assert address in client.get(f"/network/children/{in_service.child.pk}/").content.decode()
    assert address in client.get("/").content.decode()
    worker = sign_in(in_service.users[Role.SOCIAL_WORKER])
    assert address not in worker.get(f"/network/children/{in_service.child.pk}/").content.decode()


def test_the_questions_do_not_grow_with_the_people(in_service: Cast, nan: Connection, sign_in: SignIn) -> None:
    client, address = sign_in(in_service.users[Role.COORDINATOR]), f"/finding/children/{in_service.child.pk}/next/"
    _side(in_service, nan)
    nan2 = connect(in_service.child, "Nan Two", "Nancy Two")
    Connection.objects.filter(pk=nan2.pk).update(named_by_child=True, added_on=ago(40))
    client.get(address)
    few = len(_asked_sql(client, address)[0])
    for number in range(12):
        one = connect(in_service.child, f"P{number}", f"P{number} Cole", status=PersonStatus.IN_TOUCH)
        Tie.objects.create(a=one.person, b=nan.person, kind=TieKind.RELATIVE.value, **told(in_service))
    assert len(_asked_sql(client, address)[0]) == few
    assert few < 75
