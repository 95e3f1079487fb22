"""Where a child's work stands and how it may move on: stages, side states, and ONE table of moves.

A stage says what is being done now, so a referral stands at `TRIAGE` until how soon is decided.
Whether the child agreed to a step and whether it is safe are other questions, asked by the checks
of each action. Naming a coordinator is not a move either: it may be done as soon as a referral is
accepted, so that the child meets the person they would work with.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kith.domain.terms import ChildAnswer, ClosedAs, NotOfferedReason, PausedBy, Role, Term, WithdrawalReason


class Stage(Term):
    """The eighteen stages, 0 to 17, in the order of the practice."""

    COULD_BE_OFFERED = "could_be_offered", "Could be offered"
    IDENTIFIED = "identified", "Put forward"
    REFERRAL = "referral", "Referred"
    TRIAGE = "triage", "How soon is being decided"
    CHILD_AGREEMENT = "child_agreement", "The child’s own answer"
    CONSENT_AND_SAFETY = "consent_and_safety", "Parents' answers and safety"
    ALLOCATION = "allocation", "Waiting for a coordinator"
    DISCOVERY = "discovery", "Finding out who matters, with the child"
    SEARCH = "search", "Looking for people"
    SAFETY_CHECKS = "safety_checks", "Who is safe to see, and how"
    APPROACH = "approach", "Getting in touch"
    RECONNECTION = "reconnection", "Meeting again"
    PREPARING_CONFERENCE = "preparing_conference", "Getting the conference ready"
    CONFERENCE = "conference", "The conference"
    SUPPORT_PLAN = "support_plan", "The support plan"
    IN_CARE_PLAN = "in_care_plan", "The plan goes into the care plan"
    REVIEW = "review", "Looking at the plan again"
    FOLLOW_UP = "follow_up", "Keeping in touch, and closing"

    @property
    def number(self) -> int:
        """The stage's place in the order, 0 to 17."""
        return list(Stage).index(self)


class SideState(Term):
    """Where the work stands when it is not in a stage."""

    PAUSED = "paused", "Paused"
    STOPPED_BY_CHILD = "stopped_by_child", "Stopped by the child"
    DECLINED = "declined", "Said no for now"
    WITHDRAWN = "withdrawn", "Withdrawn by the worker"
    NOT_ELIGIBLE = "not_eligible", "Does not fit the rule"
    TRANSFERRED = "transferred", "Moved to another authority"
    ADULT_STRAND = "adult_strand", "Goes on as a care leaver"
    ENOUGH_FOR_ME = "enough_for_me", "Enough for me"
    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Waits to start again"


class SameStage(Enum):
    """Where a move leads that ends in the stage the work stands at, or stood at before a pause."""

    SAME = "same"


Place = Stage | SideState
SAME = SameStage.SAME

STAGES: tuple[Stage, ...] = tuple(Stage)
NOT_YET_REFERRED = STAGES[:2]
REFERRED = STAGES[2:]
"""Stages with a referral: everything from stage 2 on."""
STARTING = STAGES[2:7]
WITH_COORDINATOR = STAGES[7:]
TO_BE_ASKED: tuple[Place, ...] = (*STAGES[2:5], SideState.REOPENED)
"""Where the child is still to be asked, or to be asked anew: a yes of before does not count there."""
ENDED: tuple[SideState, ...] = (
    SideState.STOPPED_BY_CHILD,
    SideState.DECLINED,
    SideState.WITHDRAWN,
    SideState.NOT_ELIGIBLE,
    SideState.TRANSFERRED,
    SideState.ENOUGH_FOR_ME,
    SideState.CLOSED,
)
WITHOUT_A_YES: frozenset[SideState] = frozenset({SideState.STOPPED_BY_CHILD, SideState.DECLINED, SideState.WITHDRAWN})
"""Endings after which no yes stands: what is known of people is sealed until the child's next one (ADR 0048)."""
GOOD_ENDINGS = frozenset(list(ClosedAs)[:4])
"""Endings that are a success, with or without a conference: the child's choice counts."""

WORKERS = frozenset({Role.SOCIAL_WORKER, Role.PERSONAL_ADVISER})
REFERRERS = WORKERS | {Role.REVIEWING_OFFICER}
TEAM = frozenset({Role.COORDINATOR, Role.MANAGER})
WHO_HEARS_A_CHILD = REFERRERS | TEAM | {Role.CHILD, Role.CARER, Role.ADVOCATE}
"""A child's "stop" counts whoever writes it down; who pressed is kept."""


class MoveNotAllowed(Exception):
    """The move may not be made; the message is a plain sentence for the person who tried."""


@dataclass(frozen=True, slots=True)
class Move:
    """One row of the table: from any of these places, by this event, to that place.

    `reasons`: the codes of which one must be given; empty = no code is asked.
    `words`: free words are required. `look_again`: a later date to look again is required.
    `witness`: who was there is required.
    `seconded`: the move completes another person's proposal (`referral.withdrawal_proposed`).
    `adults`: only from the 18th birthday on, where that is known.
    """

    event: str
    verb: str
    from_: tuple[Place, ...]
    to: Place | SameStage
    roles: frozenset[Role]
    reasons: tuple[Term, ...] = ()
    words: bool = False
    look_again: bool = False
    witness: bool = False
    seconded: bool = False
    adults: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What somebody asks for: an event, and what they gave with it. `on` is the day of the move.

    `adult_on`: the child's 18th birthday, where it is known.
    """

    event: str
    role: Role
    on: date
    to: Place | None = None
    reason: Term | None = None
    words: str = ""
    look_again_on: date | None = None
    who_was_there: str = ""
    seconds_another: bool = False
    adult_on: date | None = None


def _roles(*roles: Role) -> frozenset[Role]:
    return frozenset(roles)


_MANAGER = _roles(Role.MANAGER)
_CHILD = _roles(Role.CHILD)
_AFTER_REFERRAL: tuple[Place, ...] = (*REFERRED, SideState.PAUSED, SideState.ADULT_STRAND)
_BEFORE_WORK: tuple[Place, ...] = (*STAGES[1:7], SideState.PAUSED, SideState.REOPENED)
_UNSETTLED: tuple[Place, ...] = (*_AFTER_REFERRAL, SideState.REOPENED)

MOVES: tuple[Move, ...] = (
    # The way forward
    Move("child.identified", "Put forward", STAGES[:1], Stage.IDENTIFIED, REFERRERS | _MANAGER),
    Move("child.not_offered", "Not now, because", NOT_YET_REFERRED, SAME, REFERRERS | _MANAGER,
         reasons=tuple(NotOfferedReason), look_again=True),
    Move("referral.made", "Refer", NOT_YET_REFERRED, Stage.REFERRAL, REFERRERS | _MANAGER | _CHILD),
    Move("referral.accepted", "Accept", STAGES[2:3], Stage.TRIAGE, _MANAGER),
    Move("referral.triaged", "Decide how soon", STAGES[3:4], Stage.CHILD_AGREEMENT, _MANAGER),
    Move("referral.agreed", "The child said yes", STAGES[4:5], Stage.CONSENT_AND_SAFETY,
         _roles(Role.COORDINATOR, Role.CHILD), reasons=(ChildAnswer.YES, ChildAnswer.YES_ONLY)),
    Move("referral.baseline_settled", "Answers and safety are settled", STAGES[5:6], Stage.ALLOCATION,
         WORKERS | TEAM),
    # Naming a coordinator is the manager's; whoever settles the answers moves on where one is named already
    Move("referral.allocated", "Allocate", STAGES[6:7], Stage.DISCOVERY, WORKERS | TEAM),
    # Later stages come and go in the child's order, so each may follow any other
    *(Move("stage.entered", "Go to this stage", WITH_COORDINATOR, later, TEAM, words=True)
      for later in WITH_COORDINATOR),
    # Pausing: always with a date to look again; a child never has to say why
    Move("referral.paused", "Pause", REFERRED, SideState.PAUSED, _CHILD, reasons=(PausedBy.CHILD,), look_again=True),
    Move("referral.paused", "Pause", REFERRED, SideState.PAUSED, TEAM | WORKERS, reasons=tuple(PausedBy), words=True,
         look_again=True),
    Move("referral.resumed", "Go on", (SideState.PAUSED,), SAME, TEAM, words=True),
    # The child's own endings: no reason is ever asked of the child
    Move("referral.stopped", "Stop", _UNSETTLED, SideState.STOPPED_BY_CHILD, WHO_HEARS_A_CHILD),
    Move("referral.declined", "The child said no", _BEFORE_WORK, SideState.DECLINED, TEAM | _CHILD,
         reasons=(ChildAnswer.NO, ChildAnswer.CHANGED_MIND)),
    # A worker alone does not end it in the child's name: how the child said it, who was there, and a manager looks
    Move("referral.declined", "The child said no", _BEFORE_WORK, SideState.DECLINED, REFERRERS,
         reasons=(ChildAnswer.NO, ChildAnswer.CHANGED_MIND), words=True, witness=True),
    Move("referral.no_looked_at", "Look at the child’s no", (SideState.DECLINED,), SAME, _MANAGER),
    Move("referral.enough", "Enough for me", (*WITH_COORDINATOR, SideState.PAUSED), SideState.ENOUGH_FOR_ME, _CHILD),
    Move("referral.enough", "Enough for the child", (*WITH_COORDINATOR, SideState.PAUSED), SideState.ENOUGH_FOR_ME,
         TEAM, reasons=(ClosedAs.HISTORY_ONLY, ClosedAs.RECONNECTED), words=True),
    # A worker does not withdraw alone
    Move("referral.withdrawal_proposed", "Propose to withdraw", (*REFERRED, SideState.PAUSED), SAME, REFERRERS,
         reasons=tuple(WithdrawalReason), words=True, look_again=True),
    Move("referral.withdrawn", "Withdraw", (*REFERRED, SideState.PAUSED), SideState.WITHDRAWN, _MANAGER,
         reasons=tuple(WithdrawalReason), words=True, look_again=True, seconded=True),
    # Decided by a manager, never by the system
    Move("referral.not_eligible", "Does not fit the rule", _UNSETTLED, SideState.NOT_ELIGIBLE, _MANAGER, words=True),
    Move("referral.transferred", "Hand over to another authority", _AFTER_REFERRAL, SideState.TRANSFERRED, _MANAGER,
         words=True),
    Move("referral.became_adult", "Go on as a care leaver", (*REFERRED, SideState.PAUSED), SideState.ADULT_STRAND,
         TEAM, words=True, adults=True),
    Move("referral.asked_again", "Ask again as an adult", (SideState.ADULT_STRAND,), Stage.CHILD_AGREEMENT, TEAM),
    Move("referral.closed", "Close", (*STAGES[8:], SideState.PAUSED), SideState.CLOSED, _MANAGER,
         reasons=(ClosedAs.NO_ONE_FOUND, ClosedAs.NO_ONE_SAFE), words=True),
    Move("referral.closed", "Close", STAGES[14:], SideState.CLOSED, _MANAGER, reasons=(ClosedAs.CONFERENCE_AND_PLAN,),
         words=True),
    Move("referral.closed", "Close", STAGES[16:], SideState.CLOSED, _MANAGER, reasons=(ClosedAs.PLAN_AFTER_REVIEW,),
         words=True),
    Move("referral.closed", "Close", (SideState.STOPPED_BY_CHILD,), SideState.CLOSED, _MANAGER,
         reasons=(ClosedAs.CHILD_STOPPED,), words=True),
    Move("referral.closed", "Close", _UNSETTLED, SideState.CLOSED, _MANAGER,
         reasons=(ClosedAs.LEFT_CARE, ClosedAs.MOVED_AWAY, ClosedAs.DIED), words=True),
    # A child can always come back; starting again is agreed in person
    Move("referral.reopened", "Ask to start again", ENDED, SideState.REOPENED, WHO_HEARS_A_CHILD),
    Move("referral.restarted", "Start again", (SideState.REOPENED,), Stage.TRIAGE, _MANAGER, words=True),
    Move("referral.restarted", "Start again", (SideState.REOPENED,), Stage.CHILD_AGREEMENT, TEAM, words=True),
)  # fmt: skip


ASKS_WHAT_CAME = frozenset({"referral.closed", "referral.enough"})
"""Endings at which somebody says, for each thing the child asked for, what came of it."""


def is_ended(place: Place) -> bool:
    """Whether the work has ended there; only asking to start again leads on from most of these."""
    return place in ENDED


def is_good_ending(place: Place, closed_as: Term | None = None) -> bool:
    """Whether the work ended well: the child had enough, or there is a lasting plan."""
    return place is SideState.ENOUGH_FOR_ME or (place is SideState.CLOSED and closed_as in GOOD_ENDINGS)


def moves_from(place: Place, role: Role) -> tuple[Move, ...]:
    """The rows of the table that this role may use from this place, in the table's order."""
    return tuple(move for move in MOVES if _leads_on(move, place) and role in move.roles)


def is_open_to(move: Move, *, adult_on: date | None, on: date) -> bool:
    """Whether the child's age lets a move be made on a day; not known = it does, a person must say."""
    return not move.adults or adult_on is None or on >= adult_on


def landing(move: Move, stood_at: Stage) -> Place:
    """Where a move leads, given the stage the work stands at or stood at before a pause."""
    return stood_at if isinstance(move.to, SameStage) else move.to


def check_move(place: Place, attempt: Attempt) -> Move:
    """The row of the table that allows this attempt; raises MoveNotAllowed with a plain sentence."""
    rows = [move for move in MOVES if move.event == attempt.event]
    if not rows:
        raise MoveNotAllowed(f"There is no step called {attempt.event}.")
    verb = rows[0].verb
    rows = [move for move in rows if _leads_on(move, place) and attempt.to in (None, move.to)]
    if not rows:
        raise MoveNotAllowed(f'"{verb}" is not possible while the work stands at "{place.label}".')
    mine = [move for move in rows if attempt.role in move.roles]
    if not mine:
        raise MoveNotAllowed(f'"{verb}" is for {_listed(rows)}, not for {_the(attempt.role)}.')
    return _with_what_it_needs(mine, attempt)


def _leads_on(move: Move, place: Place) -> bool:
    return place in move.from_ and move.to is not place


def _with_what_it_needs(rows: list[Move], attempt: Attempt) -> Move:
    fitting = [move for move in rows if attempt.reason in move.reasons or not (move.reasons or attempt.reason)]
    if not fitting:
        raise MoveNotAllowed(_wrong_reason(rows, attempt.reason))
    if len(fitting) > 1:
        raise MoveNotAllowed(f'"{rows[0].verb}" leads to more than one place: say which.')
    move = fitting[0]
    if move.words and not attempt.words.strip():
        raise MoveNotAllowed(f'"{move.verb}" needs a few words of its own.')
    if move.witness and not attempt.who_was_there.strip():
        raise MoveNotAllowed(f'"{move.verb}" needs who was there.')
    if move.look_again and (attempt.look_again_on is None or attempt.look_again_on <= attempt.on):
        raise MoveNotAllowed(f'"{move.verb}" needs a later date on which to look again.')
    if not is_open_to(move, adult_on=attempt.adult_on, on=attempt.on):
        raise MoveNotAllowed(f'"{move.verb}" is for young people of 18 or older.')
    if move.seconded and not attempt.seconds_another:
        raise MoveNotAllowed(f'"{move.verb}" must first be proposed by another person.')
    return move


def _wrong_reason(rows: list[Move], reason: Term | None) -> str:
    allowed = "; ".join(code.label for move in rows for code in move.reasons)
    if not allowed:
        return f'"{rows[0].verb}" asks for no reason.'
    if reason is None:
        return f'"{rows[0].verb}" needs one of these reasons: {allowed}.'
    return f'"{reason.label}" is not a reason for "{rows[0].verb}" here. These are: {allowed}.'


def _listed(rows: Iterable[Move]) -> str:
    allowed = {role for move in rows for role in move.roles}
    named = [_the(role) for role in Role if role in allowed]
    return " or ".join([", ".join(named[:-1]), named[-1]] if len(named) > 1 else named)


def _the(role: Role) -> str:
    return f"the {role.label.lower()}"
