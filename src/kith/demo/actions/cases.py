"""The rows of the made-up cases: a part of the one bulk action (kith.demo.actions.filling)."""

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils import timezone

from kith.access.models import Service, User
from kith.children.models import CaseMember, Child, EligibilityResult
from kith.demo.cases import Case, Step
from kith.domain.terms import AgreementAnswer, AgreementScope, AroseAt, HowShown
from kith.records.models import CaseCopy, Note
from kith.referrals import models as referrals
from kith.referrals.actions import move

# What was decided longer ago than this was copied into the case system by somebody.
NOT_COPIED_SINCE = dt.timedelta(days=21)
OF_THE_MANAGER = frozenset({"referral.accepted", "referral.triaged", "referral.allocated", "referral.withdrawn"})


@dataclass(frozen=True)
class People:
    """Who stands behind the made-up cases."""

    manager: User
    coordinators: tuple[User, ...]
    workers: dict[object, User]


def write(service: Service, cases: Sequence[Case], people: People, at: dt.datetime) -> int:
    """Write the made-up cases: referrals, their history, answers, asks, case teams and notes. Returns how many."""
    made = [
        _referral(service, case, coordinator, people, at) for case, coordinator in _with_coordinators(cases, people)
    ]
    rows = [referral for referral, _ in made]
    referrals.Referral.objects.bulk_create(rows)
    changes = list(_changes(made, people))
    referrals.StageChange.objects.bulk_create(changes)
    referrals.SafetyAnswers.objects.bulk_create([_safety(referral, people) for referral in rows])
    referrals.TriageDecision.objects.bulk_create(
        [_triage(referral, case, people, at) for referral, case in made if case.day_of("referral.triaged")]
    )
    started = [(referral, case) for referral, case in made if case.started]
    referrals.Ask.objects.bulk_create(
        itertools.chain.from_iterable(_asks(referral, case) for referral, case in started)
    )
    referrals.Agreement.objects.bulk_create(
        itertools.chain.from_iterable(_agreements(referral, case) for referral, case in started)
    )
    CaseMember.objects.bulk_create([_member(referral, case) for referral, case in started])
    notes = [_note(referral) for referral, _ in started]
    Note.objects.bulk_create(notes)
    CaseCopy.objects.bulk_create([*_copies_of_moves(changes, people, at), *_copies_of_notes(notes, people)])
    asked = [referral.child_id for referral in rows]
    Child.objects.filter(pk__in=asked).update(ever_asked=True, ever_referred=True)
    EligibilityResult.objects.filter(child_id__in=asked, run__is_current=True).update(asked=True, referred=True)
    return len(rows)


def _with_coordinators(cases: Sequence[Case], people: People) -> Iterable[tuple[Case, User]]:
    return zip(cases, itertools.cycle(people.coordinators), strict=False)


def _moment(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time(10, 30)))


def _referral(
    service: Service, case: Case, coordinator: User, people: People, at: dt.datetime
) -> tuple[referrals.Referral, Case]:
    allocated = case.day_of("referral.allocated") if case.started else None
    ended = case.steps[-1].event in {"referral.declined", "referral.withdrawn"}
    worker = people.workers.get(case.child_id)
    row = referrals.Referral(
        service=service,
        child_id=case.child_id,
        place=case.place,
        stood_at=case.stood_at,
        arose_at=AroseAt.REVIEW.value,
        why=case.why,
        made_by=worker or people.manager,
        made_at=_moment(case.made_on),
        made_on=case.made_on,
        coordinator=coordinator if allocated else None,
        allocated_at=_moment(allocated) if allocated else None,
        how_soon=case.how_soon.level.value if case.day_of("referral.triaged") else "",
        how_soon_why=_reasons(case) if case.day_of("referral.triaged") else [],
        look_again_on=case.steps[-1].look_again_on,
        closed_at=_moment(case.steps[-1].on) if ended else None,
        is_open=not ended,
    )
    return row, case


def _changes(made: Sequence[tuple[referrals.Referral, Case]], people: People) -> Iterable[referrals.StageChange]:
    for referral, case in made:
        for step in case.steps:
            yield referrals.StageChange(
                service_id=referral.service_id,
                child_id=referral.child_id,
                referral=referral,
                by=_by(referral, step, people),
                at=_moment(step.on),
                event=step.event,
                from_place=step.from_place,
                to_place=step.to_place,
                on=step.on,
                reason=step.reason,
                words=step.words or None,
                look_again_on=step.look_again_on,
            )


def _by(referral: referrals.Referral, step: Step, people: People) -> User | None:
    """Whoever referred made the referral; what a manager decides is the manager's; the rest is the coordinator's."""
    if step.event == "referral.made":
        return referral.made_by
    return people.manager if step.event in OF_THE_MANAGER else referral.coordinator or people.manager


def _safety(referral: referrals.Referral, people: People) -> referrals.SafetyAnswers:
    return referrals.SafetyAnswers(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by=referral.made_by,
        at=referral.made_at,
        must_not_know="Nobody beyond the parents, who know.",
        could_be_a_danger="Nobody known today.",
        orders_and_limits="Family time with Mum on Saturdays, by the care plan.",
        bottom_lines="Nothing is arranged without the social worker knowing.",
    )


def _triage(referral: referrals.Referral, case: Case, people: People, at: dt.datetime) -> referrals.TriageDecision:
    on = case.day_of("referral.triaged")
    return referrals.TriageDecision(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by=people.manager,
        at=_moment(on) if on else at,
        level=case.how_soon.level.value,
        suggested=case.how_soon.level.value,
        reasons=_reasons(case),
        setting=case.how_soon.setting,
    )


def _reasons(case: Case) -> list[dict[str, str]]:
    return [
        {"code": reason.code.value, "level": reason.level.value, "text": reason.text}
        for reason in case.how_soon.reasons
    ]


def _asks(referral: referrals.Referral, case: Case) -> Iterable[referrals.Ask]:
    for words, named, category in case.asks:
        yield referrals.Ask(
            service_id=referral.service_id,
            child_id=referral.child_id,
            referral=referral,
            words=words,
            named=named or None,
            category=category.value,
            asked_on=case.day_of("referral.allocated") or case.made_on,
            written_by=referral.coordinator,
            written_at=referral.allocated_at or referral.made_at,
        )


def _agreements(referral: referrals.Referral, case: Case) -> Iterable[referrals.Agreement]:
    on = case.day_of("referral.agreed") or case.made_on
    for scope in (AgreementScope.TALK, AgreementScope.FILE):
        yield referrals.Agreement(
            service_id=referral.service_id,
            child_id=referral.child_id,
            referral=referral,
            by=referral.coordinator,
            at=_moment(on),
            scope=scope.value,
            answer=AgreementAnswer.YES.value,
            how_shown=[HowShown.WORDS.value],
            childs_words="Yes. But tell me first.",
            who_was_there="The carer, in the next room.",
            who_knows_how="No special way is needed.",
            language="English",
            on=on,
        )


def _member(referral: referrals.Referral, case: Case) -> CaseMember:
    return CaseMember(
        service_id=referral.service_id,
        child_id=referral.child_id,
        user=referral.coordinator,
        part=CaseMember.Part.COORDINATOR,
        from_on=case.day_of("referral.allocated") or case.made_on,
    )


def _note(referral: referrals.Referral) -> Note:
    moment = referral.allocated_at or referral.made_at
    return Note(
        service_id=referral.service_id,
        child_id=referral.child_id,
        words="First visit. We drew who matters on the kitchen table.",
        childs_words="I did not know I could ask for that.",
        keep_from=[],
        stays_in_service=True,
        written_by=referral.coordinator,
        written_at=moment,
        happened_on=timezone.localdate(moment),
    )


def _copies_of_moves(changes: Sequence[referrals.StageChange], people: People, at: dt.datetime) -> Iterable[CaseCopy]:
    """Each move ready for the case system; those of the last weeks wait to be copied."""
    for change in changes:
        is_copied = at - change.at > NOT_COPIED_SINCE
        yield _copy(change, change.event, move.in_words(change), people if is_copied else None)


def _copies_of_notes(notes: Sequence[Note], people: People) -> Iterable[CaseCopy]:
    """A neutral line for each session note, which itself stays in the service; every third waits to be copied."""
    for number, note in enumerate(notes):
        words = f"Lifelong Links: the coordinator visited on {note.happened_on:%d/%m/%Y}. Notes stay in the service."
        yield _copy(note, "note.written", words, people if number % 3 else None)


def _copy(row: Note | referrals.StageChange, kind: str, words: str, people: People | None) -> CaseCopy:
    """``people``: of whom one copied it, a day later; None where nobody has yet."""
    made_by, made_at = (row.written_by, row.written_at) if isinstance(row, Note) else (row.by, row.at)
    return CaseCopy(
        service_id=row.service_id,
        child_id=row.child_id,
        kind=kind,
        subject_id=row.pk,
        words=words,
        made_by=made_by,
        made_at=made_at,
        copied_by=people.workers.get(row.child_id, people.manager) if people else None,
        copied_at=made_at + dt.timedelta(days=1) if people else None,
    )
