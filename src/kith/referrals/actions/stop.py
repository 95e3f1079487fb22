"""Stop and pause: what the child pressed, what is held at once, and starting again in person (SAFEGUARDING 6)."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import agreement, pathway
from kith.domain.agreement import Halt
from kith.domain.terms import AgreementScope, PausedBy, Role
from kith.records import actions as records
from kith.referrals.actions import freezing, move
from kith.referrals.models import Agreement, Ask, Referral, Stop
from kith.referrals.queries import places, stops
from kith.sealing import keyed_digest, reading

Reach = Stop.Reach
PAUSED_BY = {
    Role.CHILD: PausedBy.CHILD,
    Role.CARER: PausedBy.CARER,
    Role.SOCIAL_WORKER: PausedBy.SOCIAL_WORKER,
}
SAY_HOW = "Write down who spoke with the child, where, and what the child said."


@dataclass(frozen=True)
class Pressed:
    """What was stopped and who said so. No reason is ever asked; ``words`` are kept if the child wants them kept."""

    reach: Stop.Reach
    pressed_by: Role
    scope: AgreementScope | None = None
    named: str = ""
    words: str = ""


@action.action(Permission.STOP, on="child", event="stop.pressed")
def stop_for_child(actor: Actor, *, child: Child, pressed: Pressed, at: dt.datetime) -> Stop:
    """Stop one person, one step or everything for a child, and hold in this transaction what has not left yet.

    Whoever writes it down, the child's stop counts; who pressed is kept. The coordinator gets in touch by the next
    working day. Stopping everything also moves the referral, where its place and this role allow it. What is stopped
    already is not stopped twice: the words are added to the stop that stands, and lifting that one lifts it.
    """
    if pressed.reach is Stop.Reach.PERSON and not agreement.plain_name(pressed.named):
        raise gate.ActionBlocked("Say whom to stop looking for, in the child's own words.")
    if pressed.reach is Stop.Reach.STEP and pressed.scope is None:
        raise gate.ActionBlocked("Say which step to stop.")
    referral = Referral.objects.filter(child=child, is_open=True).first()
    standing = _standing(child, pressed)
    row = standing or _keep(actor, child, referral, pressed, at)
    if standing and pressed.words:
        _add_words(standing, pressed.words)
    action.note(actor, "stop.pressed", row, at, reach=row.reach, scope=row.scope, pressed_by=row.pressed_by)
    freezing.halt_outward(actor, child=child, halt=_halt(child, pressed), at=at)
    if not standing:
        _keep_a_copy(actor, row, f"{_in_words(row)} was stopped. Said by: {pressed.pressed_by.label.lower()}.", at)
    _overtake_copies(actor, row, at)
    if pressed.reach is Stop.Reach.EVERYTHING:
        freezing.seal_people_around(actor, child=child, at=at)
    if referral is not None and pressed.reach is Stop.Reach.EVERYTHING:
        _move_if_it_may(actor, referral, "referral.stopped", at)
    return row


@action.action(Permission.PAUSE, on="referral", event="stop.paused")
def pause_for_child(
    actor: Actor,
    *,
    referral: Referral,
    look_again_on: dt.date,
    at: dt.datetime,
    words: str = "",
    pressed_by: Role = Role.CHILD,
) -> None:
    """Pause everything until a day on which we ask again; ``pressed_by`` said so. Raises MoveNotAllowed."""
    by_child = pressed_by is Role.CHILD
    who = "because the child asked" if by_child else f"for the child, said by: {pressed_by.label.lower()}"
    said = f"{'The child asked for a pause.' if by_child else f'A pause {who}.'} {words}".strip()
    move.move_referral(
        actor,
        referral=referral,
        event="referral.paused",
        reason=PAUSED_BY.get(pressed_by, PausedBy.FOR_THE_CHILD),
        words=said,
        look_again_on=look_again_on,
        at=at,
    )
    freezing.halt_outward(actor, child=referral.child, halt=Halt(), at=at)
    action.note(actor, "stop.paused", referral, at)
    day = date_format(look_again_on, "j F Y")
    text = f"Lifelong Links was paused {who}. It will be looked at again on {day}."
    records.keep_for_case_system(actor, child=referral.child, kind="pause", subject_id=referral.pk, words=text, at=at)


@action.action(Permission.RECORD_AGREEMENT, on="stop", event="stop.followed_up")
def record_getting_in_touch(actor: Actor, *, stop: Stop, at: dt.datetime, version: int | None = None) -> Stop:
    """Note that the coordinator has spoken to the child after a stop. The stop stands."""
    action.expect_version(stop, version)
    stop.got_in_touch_by_id, stop.got_in_touch_at = actor.user_id, at
    stop.save()
    action.note(actor, "stop.followed_up", stop, at)
    return stop


@action.action(Permission.RECORD_AGREEMENT, on="stop", event="stop.lifted")
def lift_stop(actor: Actor, *, stop: Stop, words: str, at: dt.datetime, version: int | None = None) -> Stop:
    """Start again, as agreed with the child in person. ``words``: who spoke with the child, where, what was said.

    What was held stays held until a person lets each thing go. After a stop of everything the child is asked again,
    step by step: a yes from before no longer counts.
    """
    if not words.strip():
        raise gate.ActionBlocked(SAY_HOW)
    if stop.lifted_at is not None:
        raise gate.ActionBlocked("This was started again already.")
    action.expect_version(stop, version)
    stop.lifted_by_id, stop.lifted_at, stop.lifted_words = actor.user_id, at, words
    stop.save()
    action.note(actor, "stop.lifted", stop, at, reach=stop.reach)
    _keep_a_copy(actor, stop, f"{_in_words(stop)} may go on again, as agreed with the child in person.", at)
    if stop.reach == Stop.Reach.EVERYTHING and stop.referral is not None:
        _start_again(actor, stop.referral, words, at)
    return stop


def _keep(actor: Actor, child: Child, referral: Referral | None, pressed: Pressed, at: dt.datetime) -> Stop:
    named = pressed.named.strip() if pressed.reach is Stop.Reach.PERSON else ""
    return Stop.objects.create(
        service_id=child.service_id,
        child=child,
        referral=referral,
        reach=pressed.reach,
        scope=pressed.scope.value if pressed.scope and pressed.reach is Stop.Reach.STEP else "",
        named=named or None,
        named_digest=_digest(named) if named else "",
        pressed_by=pressed.pressed_by.value,
        written_by_id=actor.user_id,
        pressed_at=at,
        words=pressed.words or None,
        get_in_touch_by=stops.promised_day(at),
    )


def _standing(child: Child, pressed: Pressed) -> Stop | None:
    """The stop of the same reach that stands for the child, locked."""
    rows = Stop.objects.select_for_update().filter(child=child, lifted_at__isnull=True, reach=pressed.reach)
    if pressed.reach is Stop.Reach.STEP:
        rows = rows.filter(scope=pressed.scope.value if pressed.scope else "")
    if pressed.reach is Stop.Reach.PERSON:
        rows = rows.filter(named_digest=_digest(pressed.named))
    found: Stop | None = rows.order_by("pressed_at").first()
    return found


def _add_words(row: Stop, words: str) -> None:
    """Words said when it was stopped once more, after the earlier ones. Of two people's words nobody is the writer."""
    before, more = reading.as_written(row.words or ""), reading.as_written(words)
    same = not before or before.by == more.by
    row.words = reading.Written("\n".join(filter(None, (before, more))), more.by if same else "")
    row.version += 1
    row.save(update_fields=["words", "version"])


def _digest(named: str) -> str:
    return keyed_digest(agreement.plain_name(named), "referrals.named").hex()


def _overtake_copies(actor: Actor, row: Stop, at: dt.datetime) -> None:
    """What waits for the case system and says "to be asked again on" must not be copied as if nothing had happened.

    A stop about one person reaches no copy: about whom it is stays between the child and the coordinator.
    """
    if row.reach == Stop.Reach.PERSON:
        return
    answers = Agreement.objects.filter(child_id=row.child_id)
    if row.reach == Stop.Reach.STEP:
        answers = answers.filter(scope=row.scope)
    subjects = set(answers.values_list("pk", flat=True))
    if row.reach == Stop.Reach.EVERYTHING:
        subjects |= set(Referral.objects.filter(child_id=row.child_id).values_list("pk", flat=True))
    day = date_format(timezone.localdate(at), "j F Y")
    since = (
        f"Since then, on {day}, this was stopped: it is not asked again until that is agreed with the child in person."
    )
    records.overtake_copies(
        actor, child=row.child, kinds=("agreement", "pause"), subject_ids=subjects, words=since, at=at
    )


def _halt(child: Child, pressed: Pressed) -> Halt:
    """What to hold now. A name we have not heard before could be anybody we write to: then everything is held."""
    if pressed.reach is Stop.Reach.STEP:
        return Halt(scope=pressed.scope)
    if pressed.reach is Stop.Reach.PERSON and agreement.plain_name(pressed.named) in _names_heard(child):
        return Halt(named=pressed.named, is_private=True)
    return Halt(is_private=pressed.reach is Stop.Reach.PERSON)


def _names_heard(child: Child) -> set[str]:
    asked = [row.named for row in Ask.objects.filter(child=child)]
    answered = [row.named for row in Agreement.objects.filter(child=child)]
    return {agreement.plain_name(named) for named in asked + answered if named}


def _move_if_it_may(actor: Actor, referral: Referral, event: str, at: dt.datetime) -> None:
    """A stop counts also where this role or place has no such move; then everything is held all the same."""
    rows = pathway.moves_from(places.as_place(referral.place), actor.role)
    if gate.may(actor, Permission.MOVE_STAGE) and any(row.event == event for row in rows):
        move.move_referral(actor, referral=referral, event=event, at=at)


def _start_again(actor: Actor, referral: Referral, words: str, at: dt.datetime) -> None:
    if referral.place != pathway.SideState.STOPPED_BY_CHILD.value:
        return
    move.move_referral(actor, referral=referral, event="referral.reopened", at=at)
    move.move_referral(
        actor, referral=referral, event="referral.restarted", to=pathway.Stage.CHILD_AGREEMENT, words=words, at=at
    )


def _in_words(row: Stop) -> str:
    """Without the name of a person: about whom it is stays between the child and the coordinator (SAFEGUARDING 5)."""
    what = {
        Stop.Reach.PERSON: "everything about one person",
        Stop.Reach.STEP: f'the step "{AgreementScope(row.scope).label.lower()}"' if row.scope else "one step",
        Stop.Reach.EVERYTHING: "everything outward",
    }
    return f"Lifelong Links: {what[Stop.Reach(row.reach)]}"


def _keep_a_copy(actor: Actor, row: Stop, words: str, at: dt.datetime) -> None:
    records.keep_for_case_system(actor, child=row.child, kind="stop", subject_id=row.pk, words=words, at=at)
