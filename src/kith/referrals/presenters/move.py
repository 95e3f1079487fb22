"""Moving on: the rows of the pathway table that this person may use from here."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.domain import agreement as rules
from kith.domain import holding, pathway
from kith.referrals import queries
from kith.referrals.actions.move import RESUMED, STARTING_AGAIN
from kith.referrals.models import Referral
from kith.referrals.presenters import history, words
from kith.referrals.queries import agreement, stops
from kith.safety.presenters import news

# These have a page of their own, which asks for more than the table does.
OWN_PAGES = frozenset(
    {
        "child.identified",
        "child.not_offered",
        "referral.made",
        "referral.accepted",
        "referral.triaged",
        "referral.allocated",
        "referral.withdrawal_proposed",
        "referral.withdrawn",
        # the child's own answers and stops are written down with how they were given
        "referral.agreed",
        "referral.stopped",
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One move that may be made now. ``row`` is its place in the table."""

    row: int
    verb: str
    place: pathway.Place
    is_ending: bool


@dataclass(frozen=True, slots=True)
class MovePage:
    """Where the work stands and where it may go."""

    name: str
    referral_id: uuid.UUID
    child_id: uuid.UUID
    on: dt.date
    place: words.Tag
    onward: tuple[Choice, ...]
    endings: tuple[Choice, ...]
    chosen: Choice | None
    lacks: str
    news_waits: str


def move_page(actor: Actor, referral: Referral, on: dt.date, chosen: int | None = None) -> MovePage:
    """The moves this person may make now, or the one chosen."""
    choices = list_choices(actor, referral, on)
    made = next((choice for choice in choices if choice.row == chosen), None)
    return MovePage(
        name=str(referral.child),
        referral_id=referral.pk,
        child_id=referral.child_id,
        on=on,
        place=words.place_tag(referral),
        onward=tuple(choice for choice in choices if not choice.is_ending),
        endings=tuple(choice for choice in choices if choice.is_ending),
        chosen=made,
        lacks=_lacks(actor, referral, made, on) if made else "",
        news_waits=news.waiting_in_words(actor, referral.child) if made and made.is_ending else "",
    )


def _lacks(actor: Actor, referral: Referral, made: Choice, on: dt.date) -> str:
    """The yes that the stage rests on and that is not there. Only the child's coordinator reads a no about a person."""
    if not holding.is_told(actor.role) or not isinstance(made.place, pathway.Stage):
        return ""
    missing = rules.missing_for(agreement.answers_that_count(referral, on), made.place)
    if missing is None:
        return ""
    about = " for anybody" if missing in rules.ABOUT_A_PERSON else ""
    return f"{referral.child} has not said yes to this{about}: “{missing.label}”."


def list_choices(actor: Actor, referral: Referral, on: dt.date) -> list[Choice]:
    """Each row of the table this person may use on a day and that has no page of its own."""
    place = queries.get_place(referral)
    allowed = pathway.moves_from(place, actor.role)
    elsewhere = OWN_PAGES
    if stops.is_started_again_in_person(actor, referral):
        elsewhere |= STARTING_AGAIN
    return [
        _choice(number, move, referral)
        for number, move in enumerate(pathway.MOVES)
        if move in allowed
        and move.event not in elsewhere
        and pathway.is_open_to(move, adult_on=queries.adult_on(referral), on=on)
    ]


def _choice(number: int, move: pathway.Move, referral: Referral) -> Choice:
    here = queries.get_place(referral)
    stays = isinstance(move.to, pathway.SameStage) and move.event != RESUMED
    after = here if stays else pathway.landing(move, pathway.Stage(referral.stood_at))
    verb = after.label if move.event == "stage.entered" else move.verb
    only = f": {', or '.join(code.label.lower() for code in move.reasons)}" if move.event == "referral.closed" else ""
    if move.event == "referral.restarted":  # to be asked again, or to decide how soon: the place tells them apart
        only = f": {after.label.lower()}"
    return Choice(number, f"{verb}{only}", after, pathway.is_ended(after) and not stays)


def overtaken(actor: Actor, referral: Referral) -> str:
    """Why a move that was on the page when it was opened is none any more: where the work stands, since whose move."""
    changes = list(queries.list_changes(actor, referral))
    last = history.happened(max(changes, key=lambda row: row.at), reads=False) if changes else None
    since = f" {last.by}, {last.on}: {last.what}." if last else ""
    stands = f"The work now stands at “{words.place_tag(referral).text}”"
    return f"{stands}, so the move that you wrote about cannot be made from here.{since}"
