"""What is made up about looking for people and meeting them again, through the ordinary actions of those who do it."""

import dataclasses
import datetime as dt
import itertools
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import Service, User
from kith.demo import promising, safe
from kith.demo.safe import Around
from kith.domain import approach as letters
from kith.domain.pathway import Stage
from kith.domain.terms import (
    AgreementAnswer,
    AgreementScope,
    AskOutcome,
    CarerTap,
    Cleared,
    ContactKind,
    FactSource,
    Feeling,
    HowShown,
    Layer,
    NoticeKind,
    PersonAnswer,
    PersonStatus,
    Role,
    SearchState,
    TryOutcome,
)
from kith.finding import actions
from kith.finding.models import Approach, Search
from kith.network.models import ChildSaid
from kith.outbox import actions as outbox
from kith.outbox.models import OutboxItem
from kith.people import queries as people
from kith.people.models import Connection, Name
from kith.referrals.actions import agreement, asks, move
from kith.referrals.models import Ask, Referral, StageChange
from kith.safety import actions as safety
from kith.safety.queries import careful

NOT_FOUND_YET = (PersonStatus.NAMED_UNFOUND.value, PersonStatus.LOST_TOUCH.value)
ADDRESS, PHONE = "PO Box 40, Wealdbridge (made up)", "01632 960 777"
CHECKS = "Police and children’s records, checked by the worker."
KIN_WORDS = frozenset("Aunt Auntie Aunty Dad Gran Grandad Granddad Granny Mum My Nan Nana Nanny The Uncle".split())
FIRST_DAY = 41  # days before the demo is true on which the child says yes to looking
HOW_IT_GOES = (PersonAnswer.WILLING, PersonAnswer.UNWILLING, PersonAnswer.WILLING, None, PersonAnswer.WILLING)
TRIES = (
    (38, "case_file", TryOutcome.LEADS_ON, "Page 41 names a street in another town."),
    (35, "open_register", TryOutcome.DEAD_END, "Nobody of that name in that street any more."),
    (30, "workers", TryOutcome.COULD_BE, "A worker of that time remembers the family and a new town."),
)
BRIEF = "Lived in another town some years ago. The open registers have not been tried for that town yet."
SOURCES = (
    (FactSource.FILE, "Page 41 of the file", "The same name and birthday, with the street.", 29),
    (FactSource.PROFESSIONAL, "A family support worker of that time", "Knew them well; gave the new town.", 28),
)


@dataclass(frozen=True)
class Sought:
    """One child's work and the person who is looked for, those who do it, the day the demo is true, and the aim."""

    around: Around
    referral: Referral
    person: Connection
    lead: Actor
    on: dt.date
    ask: Ask | None
    aim: Stage

    def ago(self, days: int) -> dt.datetime:
        """An hour of a working day some days before."""
        return safe.moment(self.on, days)


def seek(service: Service, *, on: dt.date, persona: str, aims: Mapping[uuid.UUID, Stage]) -> None:
    """Searches, letters, answers and family times of every child whose work is to come that far (``aims``).

    Each step moves the work on, as it does for those who use Kith; it comes as far as the people around the child let
    it. ``persona`` is the worker whose first children have stories of their own (see demo/safe.py): they are left
    alone. Everything happened in the weeks before ``on``. Searches that have only begun are the searcher's, all but
    every third. The first who was found, and then every second, is written to, and that letter waits for the lead.
    Where they are further on, one letter waits for an answer, one got a no, the others have met.
    """
    manager = User.objects.get(service=service, role=Role.MANAGER.value)
    with scope.acting(Actor.of_user(manager)):
        since = safe.moment(on, 100)
        actions.keep_letter_head(Actor.of_user(manager), service=service, address=ADDRESS, phone=PHONE, at=since)
    searcher = User.objects.filter(service=service, role=Role.SEARCHER.value).order_by("email").first()
    waiting = answered = passed_over = begun = 0
    promised = itertools.count()
    for sought in _with_a_letter(_all_sought(service, persona, on, aims), on):
        search, stage = _look(sought), sought.aim
        if stage.number < Stage.SAFETY_CHECKS.number:
            begun += 1
            if searcher and begun % 3:
                _hand_over(sought, search, searcher)
            continue
        _find(sought)
        if _needs_care(sought.person, on):
            continue
        if waiting and stage.number >= Stage.RECONNECTION.number:
            _hear(sought, _write(sought), HOW_IT_GOES[answered % len(HOW_IT_GOES)], promised)
            answered += 1
        elif passed_over < waiting:
            passed_over += 1
        else:
            _write(sought)
            waiting += 1


def _all_sought(service: Service, persona: str, on: dt.date, aims: Mapping[uuid.UUID, Stage]) -> list[Sought]:
    leads = User.objects.filter(service=service, role=Role.SAFEGUARDING_LEAD.value).order_by("email")
    lead = Actor.of_user(leads[0])
    found = []
    for around in safe.begun(service, persona)[safe.WITH_A_STORY :]:
        aim = aims.get(around.child.pk, Stage.DISCOVERY)
        referral = Referral.objects.get(child=around.child, is_open=True)
        person = _whom_to_look_for(around)
        if person and aim.number >= Stage.SEARCH.number and _is_far_enough(referral, on):
            found.append(Sought(around, referral, person, lead, on, _ask_about(around, person), aim))
    return found


def _with_a_letter(found: list[Sought], on: dt.date) -> list[Sought]:
    """The same; where by chance nobody would come as far as a letter, the first who can does."""
    if any(one.aim.number >= Stage.SAFETY_CHECKS.number and not _needs_care(one.person, on) for one in found):
        return found
    for at, one in enumerate(found):
        person = next((person for person in _able(one.around) if not _needs_care(person, on)), None)
        if person:
            ask = _ask_about(one.around, person)
            changed = dataclasses.replace(one, person=person, ask=ask, aim=Stage.SAFETY_CHECKS)
            return [*found[:at], changed, *found[at + 1 :]]
    return found


def _ask_about(around: Around, person: Connection) -> Ask | None:
    asked = Ask.objects.filter(child=around.child).order_by("asked_on", "pk")
    return next((row for row in asked if row.named == person.called), None)


def _whom_to_look_for(around: Around) -> Connection | None:
    """Somebody not found yet: first whom the child asked for, then whom the child named; never "not them"."""
    asked = {row.named for row in Ask.objects.filter(child=around.child) if row.named}
    return min(_able(around), key=lambda one: one.called not in asked, default=None)


def _able(around: Around) -> list[Connection]:
    """Who can be looked for: not found yet, with a name, and nobody of whom the child said "not them"."""
    said = set(ChildSaid.objects.filter(child=around.child).values_list("connection_id", flat=True))
    return [
        one
        for one in around.people
        if one.status in NOT_FOUND_YET and _can_be_named(one) and one.pk not in said and not one.person.child_id
    ]


def _can_be_named(person: Connection) -> bool:
    """Whether the child can be asked about this person, and a first letter be headed with a name of the person's own.

    The child's word, “Dad” or “my big sister”, would give away too much in a letter.
    """
    return bool(person.called and _own_name(person))


def _own_name(person: Connection) -> str:
    """The name on record, else what the child's word has of one: Jean of "Nan Jean", nothing of "Dad"."""
    own = people.own_name_of(Name.objects.filter(person=person.person_id), person.person_id)
    return own or " ".join(word for word in person.called.split() if word[:1].isupper() and word not in KIN_WORDS)


def _needs_care(person: Connection, on: dt.date) -> bool:
    """Whether something comes before anybody is reached here: under 18, or a child who came alone."""
    return careful.why_not_reach(person.child_id, person.person_id, on, is_letter=True) is not None


def _is_far_enough(referral: Referral, on: dt.date) -> bool:
    began = StageChange.objects.filter(referral=referral, event="referral.allocated").first()
    return began is not None and began.at < safe.moment(on, FIRST_DAY) and referral.place == referral.stood_at


def _agree(sought: Sought, scope_: AgreementScope, days: int) -> None:
    said = agreement.Said(
        scope_,
        AgreementAnswer.YES,
        sought.ago(days).date(),
        named=sought.person.called or "",
        how_shown=(HowShown.WORDS,),
        childs_words="Yes, please.",
        who_was_there="The carer, in the next room.",
        capacity="Said it back in their own words, and what might happen.",
        language=sought.referral.child.language or "English",
    )
    actor = sought.around.coordinator
    with scope.acting(actor):
        sought.referral.refresh_from_db()  # a step before may have moved it on
        agreement.record_agreement(actor, referral=sought.referral, said=said, at=sought.ago(days))


def _look(sought: Sought) -> Search:
    """A search with its tries; it goes on unless somebody finds more."""
    actor = sought.around.coordinator
    _agree(sought, AgreementScope.SEARCH, FIRST_DAY)
    with scope.acting(actor):
        search = actions.start_search(
            actor,
            connection=sought.person,
            owner=User.objects.get(pk=actor.user_id),
            ask=sought.ask,
            at=sought.ago(40),
        )
        for days, source, outcome, words in TRIES:
            at = sought.ago(days)
            again = sought.on + dt.timedelta(days=2) if days == TRIES[-1][0] else None
            tried = actions.Tried(source, at.date(), words, outcome, again)
            actions.record_attempt(actor, search=search, tried=tried, at=at)
            search.refresh_from_db()
    _say_what_comes(sought, AskOutcome.BEING_TRIED, 40)
    return search


def _say_what_comes(sought: Sought, outcome: AskOutcome, days: int, verdict: str = "") -> None:
    """What came of the child's ask so far, where the person is the one asked for."""
    actor, ask, at = sought.around.coordinator, sought.ask, sought.ago(days)
    if ask is not None:
        with scope.acting(actor):
            ask.refresh_from_db()
            asks.record_ask_outcome(actor, ask=ask, came=asks.Came(outcome, verdict=verdict), on=at.date(), at=at)


def _hand_over(sought: Sought, search: Search, searcher: User) -> None:
    """Give a search to whoever looks in the open sources, with the little that they are told."""
    actor = sought.around.coordinator
    with scope.acting(actor):
        actions.hand_over_search(actor, search=search, owner=searcher, at=sought.ago(28), brief=BRIEF)


def _find(sought: Sought) -> None:
    """Two sources, and so sure; the worker says how this person may be in touch."""
    actor, worker = sought.around.coordinator, sought.around.worker
    with scope.acting(actor):
        for kind, who, words, days in SOURCES:
            at = sought.ago(days)
            actions.add_evidence(actor, connection=sought.person, kind=kind, who=who, words=words, on=at.date(), at=at)
        search = Search.objects.get(connection=sought.person)
        actions.end_search(
            actor, search=search, state=SearchState.FOUND, words="The file and a worker agree.", at=sought.ago(27)
        )
    kinds = (ContactKind.LETTER, ContactKind.PHONE, ContactKind.SUPERVISED)
    given = safety.Given(kinds, Cleared.YES, sought.on + dt.timedelta(days=200), checks=CHECKS)
    safe.ask_at_home(sought.around, sought.person, sought.ago(28))
    with scope.acting(worker):
        safety.clear(worker, connection=sought.person, given=given, at=sought.ago(26))


def _write(sought: Sought) -> Approach:
    """The first letter, waiting for the safeguarding lead."""
    actor = sought.around.coordinator
    _agree(sought, AgreementScope.APPROACH, 25)
    name = _own_name(sought.person)
    words = {"name": name, "writer": actor.name, "address": ADDRESS, "phone": PHONE}
    written = actions.Written(
        Layer.FIRST,
        f"{name}\n1 Made-up Road",
        letters.fill(Layer.FIRST, words),
        still_in_care=True,
        ask=sought.ask,
    )
    with scope.acting(actor):
        return actions.write_approach(actor, connection=sought.person, written=written, at=sought.ago(24))


def _hear(sought: Sought, row: Approach, answer: PersonAnswer | None, promised: Iterator[int]) -> None:
    """The letter leaves; the answer comes, and after a yes they meet."""
    _send(sought, row.item)
    if answer is not None:
        _answer(sought, row, answer)
    if answer is PersonAnswer.WILLING:
        _meet(sought)
        promising.promise(sought.around, sought.person, sought.ask, on=sought.on, number=next(promised))
        if sought.aim.number >= Stage.SUPPORT_PLAN.number:
            _plan(sought)


def _plan(sought: Sought) -> None:
    """On to the support plan without a conference, as the child wanted it."""
    actor, at = sought.around.coordinator, sought.ago(2)
    with scope.acting(actor):
        sought.referral.refresh_from_db()
        move.move_on(
            actor,
            referral=sought.referral,
            event="stage.entered",
            to=Stage.SUPPORT_PLAN,
            words="No conference, as the child wanted. The plan is written with the people they see.",
            at=at,
        )


def _send(sought: Sought, item: OutboxItem) -> None:
    with scope.acting(sought.lead):
        outbox.release_item(sought.lead, item=item, at=sought.ago(23))
    job = Actor.system("outbox.send", item.service_id)
    with scope.acting(job):
        item.refresh_from_db()
        outbox.send_item(job, item=item, at=sought.ago(23))
    day = sought.ago(23).date()
    words = "The first letter only asks to talk. They are told when we talk."
    _tell(sought, actions.Told(NoticeKind.WOULD_DEFEAT, day, words, day + dt.timedelta(days=60)), 23)


def _tell(sought: Sought, told: actions.Told, days: int) -> None:
    """Write down whether they know what we hold, so many days ago."""
    actor = sought.around.coordinator
    with scope.acting(actor):
        actions.record_notice(actor, connection=sought.person, told=told, at=sought.ago(days))


def _answer(sought: Sought, row: Approach, answer: PersonAnswer) -> None:
    actor, at = sought.around.coordinator, sought.ago(14)
    said = {
        PersonAnswer.WILLING: actions.Answered(
            answer, at.date(), "Rang the same day. Cried.", "To write, and to meet."
        ),
        PersonAnswer.UNWILLING: actions.Answered(answer, at.date(), "Wrote: no, and please do not write again."),
    }
    with scope.acting(actor):
        row.refresh_from_db()
        actions.record_answer(actor, approach=row, answered=said[answer], at=at)
    if answer is PersonAnswer.WILLING:
        _tell(sought, actions.Told(NoticeKind.TOLD, at.date(), "By telephone; the page was sent after."), 14)


def _meet(sought: Sought) -> None:
    """The first family time, what came of it, how it felt for the child, and the carer's three taps."""
    actor = sought.around.coordinator
    _agree(sought, AgreementScope.MEET, 13)
    day = sought.ago(6).date()
    planned = actions.Planned(
        ContactKind.SUPERVISED, day, "The café by the river", "The coordinator", dt.time(15, 30), sought.ask
    )
    with scope.acting(actor):
        time = actions.plan_family_time(actor, connection=sought.person, planned=planned, at=sought.ago(12))
        actions.record_family_time(
            actor, family_time=time, happened=True, words="Two hours, and cake.", at=sought.ago(5)
        )
        felt = actions.ChildSaid(Feeling.GOOD, "We laughed the same way.")
        actions.record_child_check_in(actor, family_time=time, said=felt, at=sought.ago(4))
        taps = (CarerTap.SETTLED, CarerTap.UP_AND_DOWN, CarerTap.SETTLED)
        carer = actions.CarerSaid(*taps, "Talked about it all evening.")
        actions.record_carer_taps(actor, family_time=time, said=carer, at=sought.ago(3))
    _say_what_comes(sought, AskOutcome.HAPPENED, 3, "It was good to see them. I want to go again.")
