"""Writes: getting in touch by layers, and what the person answered."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import approach as rules
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementScope, ContactKind, Layer, NewsKind, PersonAnswer, PersonStatus
from kith.finding import queries
from kith.finding.actions import along
from kith.finding.models import Approach
from kith.outbox import actions as outbox
from kith.people.models import Connection
from kith.referrals.models import Ask
from kith.safety import actions as safety

STATUS = {
    PersonAnswer.WILLING: PersonStatus.WILLING,
    PersonAnswer.WILLING_LATER: PersonStatus.WILLING_LATER,
    PersonAnswer.UNWILLING: PersonStatus.UNWILLING,
    PersonAnswer.DO_NOT_WRITE: PersonStatus.DO_NOT_WRITE,
    PersonAnswer.HAS_DIED: PersonStatus.DIED,
    PersonAnswer.WRONG_PERSON: PersonStatus.COULD_BE,
}
NEWS = {
    PersonAnswer.UNWILLING: NewsKind.SAID_NO,
    PersonAnswer.DO_NOT_WRITE: NewsKind.SAID_NO,
    PersonAnswer.HAS_DIED: NewsKind.HAS_DIED,
}
"""Answers that a child hears face to face, from a named person, before any page shows them (SAFEGUARDING 4)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as the coordinator wrote it. ``still_in_care``: looked at today, the child is in care, plan the same."""

    layer: Layer
    recipient: str
    body: str
    still_in_care: bool
    ask: Ask | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """What a person answered, when, in their words, and what they could offer."""

    answer: PersonAnswer
    on: dt.date
    words: str = ""
    offers: str = ""


@action.action(Permission.WRITE_APPROACH, on="connection", event="approach.written", needs=AgreementScope.APPROACH)
def write_approach(actor: Actor, *, connection: Connection, written: Written, at: dt.datetime) -> Approach:
    """Write a letter of one layer to a person; it is sent for a check, and a person lets it go.

    Raises ActionBlocked unless the child agreed to this person, the letter is cleared, two sources are sure, the layer
    is next, the worker looked today whether the child is still in care (SAFEGUARDING 17), and the words give nothing
    away that the layer may not say.
    """
    _refuse_too_early(connection, written)
    _refuse_what_gives_away(connection, written)
    letter = outbox.Letter(
        kind=outbox.Kind.LETTER,
        recipient=written.recipient.strip(),
        body=written.body.strip(),
        needs=AgreementScope.APPROACH,
        about_person=connection.about_person,
        person_id=connection.person_id,
        contact_kind=ContactKind.LETTER,
    )
    item = outbox.queue_item(actor, child=connection.child, letter=letter, at=at)
    row = Approach.objects.create(
        service_id=connection.service_id,
        child_id=connection.child_id,
        connection=connection,
        ask=along.own_ask(connection, written.ask),
        layer=written.layer.value,
        item=item,
        still_in_care=written.still_in_care,
        by_id=actor.user_id,
        at=at,
    )
    action.note(actor, "approach.written", row, at, layer=written.layer.value)
    safety.watch(actor, connection)
    along.stands_now(actor, connection, PersonStatus.WAITING, at)
    along.go_to(actor, connection, Stage.APPROACH, "The first letter was written.", at)
    return row


@action.action(Permission.WRITE_APPROACH, on="approach", event="approach.answered")
def record_answer(
    actor: Actor, *, approach: Approach, answered: Answered, at: dt.datetime, version: int | None = None
) -> Approach:
    """Keep what a person answered. A "no", or that they died, becomes news to tell the child face to face.

    Raises ActionBlocked for a second answer, a day to come, or a no without the person's own words or none of ours.
    """
    action.expect_version(approach, version)
    if approach.answer:
        raise gate.ActionBlocked("An answer is written down already.")
    if answered.on > timezone.localdate(at):
        raise gate.ActionBlocked("An answer cannot be of a day that has not come yet.")
    if answered.answer in NEWS and not answered.words.strip():
        raise gate.ActionBlocked("Write what was said, and by whom: the child will want to know.")
    approach.answer, approach.answered_on = answered.answer.value, answered.on
    approach.answer_words, approach.offers = answered.words.strip() or None, answered.offers.strip() or None
    approach.answer_by_id = actor.user_id
    approach.save()
    action.note(actor, "approach.answered", approach, at, answer=answered.answer.value)
    # The same job after every answer; of one who said no, or was not the person, nothing is kept that need not be.
    jobs.enqueue("finding.forget", approach.service_id, connection=str(approach.connection_id))
    if answered.answer in NEWS:  # before where they stand, of which it would be news too, in fewer words
        safety.keep_news(
            actor,
            child=approach.child,
            kind=NEWS[answered.answer],
            words=answered.words,
            connection=approach.connection,
            at=at,
        )
    if answered.answer in STATUS:
        along.stands_now(actor, approach.connection, STATUS[answered.answer], at)
    return approach


def _refuse_too_early(connection: Connection, written: Written) -> None:
    if not written.still_in_care:
        raise gate.ActionBlocked("Look first whether the child is still in care and the plan still the same.")
    if not queries.is_sure(connection):
        raise gate.ActionBlocked("Two independent sources must say that this is the person before anybody writes.")
    why = rules.why_not_yet(written.layer, queries.letters.as_sent(connection))
    if why:
        raise gate.ActionBlocked(why)
    if not written.recipient.strip() or not written.body.strip():
        raise gate.ActionBlocked("Write to whom it goes, and what it says.")


def _refuse_what_gives_away(connection: Connection, written: Written) -> None:
    names = queries.letters.list_names_of(connection.child)
    found = rules.gives_away(written.layer, written.body, names, recipient=written.recipient)
    if found:
        said = ", ".join(f"“{word}”" for word in found)
        raise gate.ActionBlocked(f"This letter may not say that yet. Take out: {said}.")
    blanks = rules.blanks(written.body + written.recipient)
    if blanks:
        raise gate.ActionBlocked(f"Fill in what stands in braces: {', '.join(blanks)}.")
