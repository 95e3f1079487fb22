"""The trail of one person for one child: what was asked, tried, found, written, answered, and how meeting went."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission as P
from kith.domain import agreement, approach, limits, searching
from kith.domain import safety as rules
from kith.domain.terms import (
    AgreementScope,
    ContactKind,
    FamilyTimeState,
    Layer,
    PersonAnswer,
    PersonStatus,
    SearchState,
)
from kith.finding import queries
from kith.finding.models import Approach, Attempt, Evidence, FamilyTime, HowItWent, Search
from kith.finding.presenters.telling import Telling, telling
from kith.finding.queries import held, notices
from kith.finding.queries.asked import list_promised
from kith.outbox.models import OutboxItem
from kith.people import presenters as persons
from kith.people import queries as people
from kith.people.models import Connection
from kith.referrals import queries as referrals
from kith.referrals.models import Referral
from kith.referrals.presenters.words import Tag, day
from kith.referrals.queries import agreement as answers
from kith.referrals.queries import asks
from kith.safety.queries import blocking, careful, sides

SURE = {0: "Nobody says so yet", 1: "One source: not sure yet"}
SEARCH_TAGS = {SearchState.LOOKING.value: "govuk-tag--blue", SearchState.FOUND.value: ""}
WRITE = {
    Layer.FIRST: "Write the first letter",
    Layer.FAMILY: "Write the second letter",
    Layer.CARE: "Write the third letter",
}


# Nobody goes on towards them: what would be next is not told as if somebody could.
OVER = {
    PersonStatus.UNWILLING: blocking.THEY_SAID_NO,
    PersonStatus.DO_NOT_WRITE: blocking.THEY_SAID_NO,
    PersonStatus.ADOPTION_ROUTE: blocking.ADOPTION,
    PersonStatus.DIED: "They have died. No letter goes. If the file may be wrong, change where they stand.",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must be so before a step; ``why`` says what is missing, ``asks_child`` that the child says it."""

    text: str
    is_so: bool
    why: str = ""
    asks_child: bool = False


@dataclass(frozen=True, slots=True)
class TryLine:
    """One try of a search."""

    on: str
    place: str
    outcome: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class SearchLine:
    """One search with its tries, the newest first."""

    search_id: uuid.UUID
    state: Tag
    owner: str
    since: str
    next_try: str
    ask: str
    ended: str
    handed_back: str
    tries: tuple[TryLine, ...]
    is_open: bool
    is_held: bool
    version: int


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source that says this is the person."""

    evidence_id: uuid.UUID
    kind: str
    who: str
    words: str
    on: str
    by: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter and its answer."""

    approach_id: uuid.UUID
    layer: str
    stands: str
    on: str
    ask: str
    answer: str
    answered_on: str
    words: str
    offers: str
    can_answer: bool
    is_waited_for: bool


@dataclass(frozen=True, slots=True)
class TimeLine:
    """One family time and how it went."""

    time_id: uuid.UUID
    on: str
    kind: str
    where: str
    who_helps: str
    state: Tag
    is_first: bool
    ask: str
    words: str
    child: str
    childs_words: str
    carer: str
    can_record: bool
    can_call_off: bool
    has_happened: bool


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Everything about finding one person for one child.

    ``over``: why nobody goes on towards this person, empty where somebody may. ``together_id``: the referral in which
    this reader asks the child for the next yes.
    """

    connection_id: uuid.UUID
    child_id: uuid.UUID
    child: str
    person: str
    how_related: str
    status: str
    over: str
    on: dt.date
    asks: tuple[str, ...]
    sure: str
    sources: tuple[SourceLine, ...]
    searches: tuple[SearchLine, ...]
    search_checks: tuple[Check, ...]
    letters: tuple[LetterLine, ...]
    letter_checks: tuple[Check, ...]
    next_layer: Layer | None
    telling: Telling
    times: tuple[TimeLine, ...]
    meeting_checks: tuple[Check, ...]
    promises: tuple[str, ...]
    waits_for_care: bool
    together_id: uuid.UUID | None
    may_search: bool
    may_start: bool
    may_answer: bool
    may_plan: bool
    may_record_time: bool
    may_promise: bool

    @property
    def can_start(self) -> bool:
        """Whether looking may begin now."""
        return self.may_start and all(check.is_so for check in self.search_checks)

    @property
    def is_waiting(self) -> bool:
        """Whether a letter waits to be sent or for its answer: until then there is no next one."""
        return any(row.is_waited_for for row in self.letters)

    @property
    def can_write(self) -> bool:
        """Whether a letter may be written now: a link that leads to a refusal helps nobody."""
        return self.may_answer and not self.is_waiting and all(check.is_so for check in self.letter_checks)

    @property
    def write_words(self) -> str:
        """What the button for the next letter says."""
        return WRITE[self.next_layer] if self.next_layer else ""

    @property
    def can_plan(self) -> bool:
        """Whether family time may be planned now."""
        return self.may_plan and all(check.is_so for check in self.meeting_checks)


def trail_page(actor: Actor, connection: Connection, on: dt.date) -> TrailPage:
    """The trail as one person may see it."""
    searches = queries.list_searches(actor, [connection])
    evidence = queries.list_evidence(actor, [connection])
    letters = queries.list_approaches(actor, [connection])
    times = queries.list_family_times(actor, [connection])
    referral = _referral(actor, connection)
    agreed = _agreed(actor, connection, referral, on)
    to_write, to_meet = _care(connection, on, is_letter=True), _care(connection, on, is_letter=False)
    sources = queries.count_sources(evidence).get(people.root_of(connection.person), 0)
    sure = sources >= limits.number("sources_to_be_sure")
    return TrailPage(
        connection_id=connection.pk,
        child_id=connection.child_id,
        child=str(connection.child),
        person=_shown(actor, connection),
        how_related=connection.how_related,
        status=connection.get_status_display(),
        over=OVER.get(PersonStatus(connection.status), ""),
        on=on,
        asks=_asks(actor, connection),
        sure=sure_in_words(sources),
        sources=tuple(_source(row) for row in evidence),
        searches=tuple(_search(actor, row) for row in searches),
        search_checks=(
            _begun(connection),
            _yes(connection, agreed, AgreementScope.SEARCH),
            _clear(connection, None, on),
        ),
        letters=tuple(_letter(actor, row) for row in letters),
        letter_checks=(*_letter_checks(connection, agreed, on, sure=sure), *to_write),
        next_layer=approach.next_layer(_as_sent(actor, letters)),
        telling=telling(evidence, letters, notices.list_notices(actor, connection), on),
        times=tuple(_time(actor, row, on) for row in times),
        meeting_checks=(
            _yes(connection, agreed, AgreementScope.MEET),
            _meeting_clear(connection, on),
            _side(connection, on),
            *to_meet,
        ),
        promises=_promises(actor, connection, on),
        waits_for_care=bool(to_write),
        together_id=referral.pk if referral and gate.may(actor, P.RECORD_AGREEMENT) else None,
        may_search=gate.may(actor, P.SEARCH),
        may_start=gate.may(actor, P.SEARCH) and not _is_looked_for(actor, searches, sure=sure),
        may_answer=gate.may(actor, P.WRITE_APPROACH),
        may_plan=gate.may(actor, P.PLAN_FAMILY_TIME),
        may_record_time=gate.may(actor, P.RECORD_FAMILY_TIME),
        may_promise=gate.may(actor, P.MAKE_PROMISE) and connection.removed_on is None,
    )


def _is_looked_for(actor: Actor, searches: list[Search], *, sure: bool) -> bool:
    """Whether nobody need begin to look: it goes on, or somebody was found and that is still sure."""
    states = [held.get_search_state(actor, row) for row in searches]
    return any(state in held.OPEN or (sure and state is SearchState.FOUND) for state in states)


def _shown(actor: Actor, connection: Connection) -> str:
    """What the child calls them, else their name, or who they are: "Neighbour, name not known"."""
    return connection.called or persons.heading(actor, connection)


def sure_in_words(sources: int) -> str:
    """How sure it is that this is the person, in words."""
    return SURE.get(sources) or f"Sure: {sources} sources"


def _asks(actor: Actor, connection: Connection) -> tuple[str, ...]:
    about = agreement.plain_name(connection.about_person)
    rows = asks.list_asks(actor, connection.child)
    return tuple(row.words for row in rows if row.named and agreement.plain_name(row.named) == about)


def _promises(actor: Actor, connection: Connection, on: dt.date) -> tuple[str, ...]:
    root = people.root_of(connection.person)
    return tuple(row.words for row in list_promised(actor, connection.child_id, on) if row.person_id == root)


def _handed_back(row: Search) -> str:
    if row.handed_back_at is None or row.handed_back_by is None:
        return ""
    return f"{row.get_handed_back_display()}, by {row.handed_back_by.display_name}, {day(row.handed_back_at.date())}"


def _referral(actor: Actor, connection: Connection) -> Referral | None:
    """The child's work that goes on, if there is any."""
    found = referrals.get_latest_referral(actor, connection.child_id)
    return found if found and found.is_open else None


def _agreed(actor: Actor, connection: Connection, referral: Referral | None, on: dt.date) -> dict[AgreementScope, bool]:
    """Which steps about this person are agreed and not stopped, as far as this actor may know."""
    if referral is None:
        return {}
    about = agreement.plain_name(connection.about_person)
    running = answers.list_running(actor, referral, on)
    return {one.scope: True for one in running if one.named and agreement.plain_name(one.named) == about}


def _begun(connection: Connection) -> Check:
    why = queries.searches.why_not_begun(connection.child_id)
    return Check("The parents’ answers and safety are settled", why is None, why or "")


def _yes(connection: Connection, agreed: dict[AgreementScope, bool], scope: AgreementScope) -> Check:
    text = {
        AgreementScope.SEARCH: "The child said yes to looking for this person",
        AgreementScope.APPROACH: "The child said yes to getting in touch with this person",
        AgreementScope.MEET: "The child said yes to meeting this person",
    }
    if not connection.about_person:
        return Check(text[scope], agreed.get(scope, False), answers.NO_WORD)
    return Check(text[scope], agreed.get(scope, False), "Ask together when it is next.", asks_child=True)


def _clear(connection: Connection, kind: ContactKind | None, on: dt.date) -> Check:
    why = blocking.why_not(connection.child_id, connection.person_id, kind, on)
    text = "Nothing stands against looking" if kind is None else f"It is safe: {kind.label.lower()}"
    return Check(text, why is None, why or "")


def _care(connection: Connection, on: dt.date, *, is_letter: bool) -> tuple[Check, ...]:
    """What comes before anybody is reached, where it is missing: most people need nothing of it (SAFEGUARDING 8, 9)."""
    why = careful.why_not_reach(connection.child_id, connection.person_id, on, is_letter=is_letter)
    return (Check("What comes before anybody is reached", False, why),) if why else ()


def _meeting_clear(connection: Connection, on: dt.date) -> Check:
    kinds = rules.ASKED_WITH[AgreementScope.MEET]
    cleared = [
        kind.label.lower()
        for kind in kinds
        if blocking.why_not(connection.child_id, connection.person_id, kind, on) is None
    ]
    if cleared:
        return Check(f"It is safe: {'; '.join(cleared)}", True)
    return Check("It is safe to meet", False, "Nobody has answered yes yet, or an order stands against it.")


def _letter_checks(
    connection: Connection, agreed: dict[AgreementScope, bool], on: dt.date, *, sure: bool
) -> tuple[Check, ...]:
    return (
        Check(
            "Two independent sources say that this is the person",
            sure,
            "Add what else says so. The file counts once, and so does the child, and whoever tells it twice.",
        ),
        _yes(connection, agreed, AgreementScope.APPROACH),
        _clear(connection, ContactKind.LETTER, on),
        _side(connection, on),
    )


def _side(connection: Connection, on: dt.date) -> Check:
    side = sides.side_block(connection.child_id, connection.person_id, on)
    return Check("Everybody who lives with them or knows them was thought of", side is None, side or "")


def _as_sent(actor: Actor, letters: list[Approach]) -> list[approach.Sent]:
    return [
        approach.Sent(Layer(row.layer), PersonAnswer(row.answer) if row.answer else None)
        for row in letters
        if held.get_letter_state(actor, row) != OutboxItem.State.CANCELLED
    ]


def _source(row: Evidence) -> SourceLine:
    return SourceLine(row.pk, row.get_kind_display(), row.who, row.words, day(row.on), row.by.display_name)


def _search(actor: Actor, row: Search) -> SearchLine:
    state = held.get_search_state(actor, row)
    tries = sorted(row.attempts.all(), key=lambda one: (one.on, one.at), reverse=True)
    return SearchLine(
        search_id=row.pk,
        state=Tag(held.get_search_in_words(actor, row), SEARCH_TAGS.get(state.value, "govuk-tag--grey")),
        owner=row.owner.display_name,
        since=day(row.started_at.date()),
        next_try=day(row.next_try_on) if row.next_try_on and state in held.OPEN else "",
        ask=row.ask.words if row.ask else "",
        ended=held.get_why_ended(actor, row),
        handed_back=_handed_back(row),
        tries=tuple(_try(one) for one in tries),
        is_open=state in held.OPEN,
        is_held=state is SearchState.HELD,
        version=row.version,
    )


def _try(row: Attempt) -> TryLine:
    place = searching.get_source(row.source).label
    return TryLine(day(row.on), place, row.get_outcome_display(), row.words, row.by.display_name)


def _letter(actor: Actor, row: Approach) -> LetterLine:
    return LetterLine(
        approach_id=row.pk,
        layer=row.get_layer_display(),
        stands=held.get_letter_in_words(actor, row),
        on=day((row.item.sent_at or row.at).date()),
        ask=row.ask.words if row.ask else "",
        answer=row.get_answer_display() if row.answer else "",
        answered_on=day(row.answered_on) if row.answered_on else "",
        words=row.answer_words or "",
        offers=row.offers or "",
        can_answer=not row.answer and row.item.state == OutboxItem.State.SENT,
        is_waited_for=not row.answer and held.get_letter_state(actor, row) != OutboxItem.State.CANCELLED,
    )


def _time(actor: Actor, row: FamilyTime, on: dt.date) -> TimeLine:
    said = {one.said_by: one for one in row.how_it_went.all()}
    planned = held.get_time_state(actor, row) in held.PLANNED
    return TimeLine(
        time_id=row.pk,
        on=f"{day(row.on)}{row.at_time.strftime(', %H:%M') if row.at_time else ''}",
        kind=row.get_contact_kind_display(),
        where=row.where or "",
        who_helps=row.who_helps or "",
        state=Tag(held.get_time_in_words(actor, row), "govuk-tag--blue" if planned else "govuk-tag--grey"),
        is_first=row.is_first,
        ask=row.ask.words if row.ask else "",
        words=held.get_words_of_time(actor, row),
        child=said["child"].get_feeling_display() if "child" in said else "",
        childs_words=(said["child"].words or "") if "child" in said else "",
        carer=_carer_said(said.get("carer")),
        can_record=planned and row.on <= on,
        can_call_off=planned,
        has_happened=row.state == FamilyTimeState.HAPPENED.value,
    )


def _carer_said(row: HowItWent | None) -> str:
    if row is None:
        return ""
    taps = (
        f"before: {row.get_before_display().lower()}; that evening: {row.get_after_display().lower()}; "
        f"the next day: {row.get_next_day_display().lower()}"
    )
    return f"{taps}. “{row.words}”" if row.words else f"{taps}."
