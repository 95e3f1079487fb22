"""How soon: the manager accepts a referral and decides, with the proposal's reasons kept beside the decision."""

import datetime as dt
from dataclasses import dataclass, replace

from django.utils import timezone

from kith.access import action, gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import pathway, triage
from kith.domain.terms import HowSoon, TriageReason
from kith.records import actions as records
from kith.referrals import queries
from kith.referrals.actions import move
from kith.referrals.models import Referral, TriageDecision

# A person ticks these; those of the calendar are worked out, and ticked only where their date is not known.
TICKED = tuple(reason for reason in TriageReason if reason not in triage.BY_THE_CALENDAR)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the manager decided. ``override_words`` are needed only where ``level`` is not the one proposed; written
    all the same they are kept with ``words``."""

    level: HowSoon
    noted: tuple[TriageReason, ...] = ()
    words: str = ""
    override_words: str = ""


@action.action(Permission.DECIDE_TRIAGE, on="referral", event="triage.decided")
def decide_how_soon(
    actor: Actor, *, referral: Referral, given: Decided, at: dt.datetime, version: int | None = None
) -> TriageDecision:
    """Decide how soon; a referral that is not accepted yet is accepted by it, and both moves are kept.

    May be decided again while the referral is open. The proposal is worked out anew from what is known on that day and
    the reasons ticked; deciding otherwise needs words, and so does a date that is not known. Raises ActionBlocked,
    StaleVersion, MoveNotAllowed.
    """
    action.expect_version(referral, version)
    if not referral.is_open:
        raise gate.ActionBlocked("This referral has ended, so there is nothing to decide how soon.")
    on = timezone.localdate(at)
    proposed = propose(actor, referral, given.noted, on)
    if set(given.noted) & set(triage.BY_THE_CALENDAR) and not given.words.strip():
        raise gate.ActionBlocked("The date is not known. Write what is known of it, and who says so.")
    if given.level is not proposed.level and not given.override_words.strip():
        raise gate.ActionBlocked(
            f'The reasons say "{proposed.level.label}". Write why it is "{given.level.label}" instead.'
        )
    if given.level is proposed.level:
        given = replace(given, words=" ".join(filter(None, (given.words, given.override_words))), override_words="")
    referral.how_soon = given.level.value
    referral.how_soon_why = _reasons(proposed)
    referral.save()
    for order, event in enumerate(_moves_due(referral)):
        # Moves of one decision are kept in their order by a millionth of a second.
        moment = at + dt.timedelta(microseconds=order)
        change = move.move_referral(actor, referral=referral, event=event, at=moment, **_given(event, given))
        referral = change.referral
    decision = _kept(actor, referral, given, proposed, at)
    action.note(
        actor,
        "triage.decided",
        decision,
        at,
        level=decision.level,
        suggested=decision.suggested,
        setting=proposed.digest,
    )
    records.keep_for_case_system(
        actor,
        child=referral.child,
        kind="triage.decided",
        subject_id=decision.pk,
        words=_words(given, proposed),
        at=at,
    )
    return decision


def propose(actor: Actor, referral: Referral, noted: tuple[TriageReason, ...], on: dt.date) -> triage.HowSoonResult:
    """The proposal from what is known of the child on a day and the reasons a person ticked."""
    known = queries.get_known(actor, referral.child, on)
    return triage.decide(queries.factors_of(known, noted), on)


def _moves_due(referral: Referral) -> tuple[str, ...]:
    place = queries.get_place(referral)
    if place is pathway.Stage.REFERRAL:
        return "referral.accepted", "referral.triaged"
    if place is pathway.SideState.REOPENED:
        return "referral.restarted", "referral.triaged"
    return ("referral.triaged",) if place is pathway.Stage.TRIAGE else ()


def _given(event: str, decided: Decided) -> move.Given:
    if event == "referral.restarted":
        return {"to": pathway.Stage.TRIAGE, "words": decided.words or "The manager accepted the wish to start again."}
    return {}


def _reasons(proposed: triage.HowSoonResult) -> list[dict[str, str]]:
    return [
        {"code": reason.code.value, "level": reason.level.value, "text": reason.text} for reason in proposed.reasons
    ]


def _kept(
    actor: Actor, referral: Referral, given: Decided, proposed: triage.HowSoonResult, at: dt.datetime
) -> TriageDecision:
    return TriageDecision.objects.create(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by_id=actor.user_id,
        at=at,
        level=given.level.value,
        suggested=proposed.level.value,
        reasons=_reasons(proposed),
        words=given.words or None,
        override_words=given.override_words or None,
        setting=proposed.setting,
    )


def _words(given: Decided, proposed: triage.HowSoonResult) -> str:
    said = [f"Lifelong Links: how soon was decided. {given.level.label}.", *(r.text for r in proposed.reasons)]
    said += [given.words] if given.words else []
    if given.level is not proposed.level:
        said.append(
            f'The reasons alone say "{proposed.level.label}". Decided otherwise because: {given.override_words}'
        )
    return " ".join(said)
