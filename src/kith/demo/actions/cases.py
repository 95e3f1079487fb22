"""The rows of the made-up cases: a part of the one bulk action (kith.demo.actions.filling)."""

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from kith.access.models import Service, User
from kith.children.models import CareEpisode, CaseMember, Child, EligibilityResult
from kith.demo.cases import Case, Step
from kith.domain import dates, pathway
from kith.domain.terms import AgreementAnswer, AgreementScope, AroseAt, HowShown
from kith.domain.terms import ParentalAnswer as Answered
from kith.people.models import SealedPeople
from kith.records.models import CaseCopy, Note
from kith.referrals import models as referrals
from kith.referrals.actions import allocate, move

# What was decided longer ago than this was copied into the case system by somebody.
NOT_COPIED_SINCE = dt.timedelta(days=21)
ENGLISH, INTERPRETED = "English", "The carer, in the next room, and an interpreter whom the child chose."
A_MINUTE = dt.timedelta(minutes=1)
PARTS = (CaseMember.Part.WORKER.value, CaseMember.Part.REVIEWING_OFFICER.value)
# Whoever referred hears the child's no.
OF_WHOEVER_REFERRED = frozenset({"referral.made", "referral.declined"})
OF_THE_MANAGER = frozenset({"referral.accepted", "referral.triaged", "referral.withdrawn", "referral.no_looked_at"})


@dataclass(frozen=True)
class People:
    """Who stands behind the made-up cases."""

    manager: User
    coordinators: tuple[User, ...]
    around: Mapping[tuple[object, str], CaseMember]

    def on(self, child: object, day: dt.date) -> User:
        """Who worked with a child on a day: the worker, the reviewing officer, or failing both the manager."""
        members = (self.around.get((child, part)) for part in PARTS)
        return next((one.user for one in members if one and one.from_on <= day), self.manager)


def write(service: Service, cases: Sequence[Case], people: People, at: dt.datetime) -> int:
    """Write the made-up cases: referrals, their history, answers, asks, case teams and notes. Returns how many."""
    made = [
        _referral(service, case, coordinator, people, at) for case, coordinator in _with_coordinators(cases, people)
    ]
    rows = [referral for referral, _ in made]
    referrals.Referral.objects.bulk_create(rows)
    changes = list(_changes(made, people))
    referrals.StageChange.objects.bulk_create(changes)
    referrals.SafetyAnswers.objects.bulk_create([_safety(referral, case) for referral, case in made])
    referrals.Withdrawal.objects.bulk_create(
        [_withdrawal(referral, case, people) for referral, case in made if case.day_of("referral.withdrawn")]
    )
    SealedPeople.objects.bulk_create([_sealed(row) for row in rows if row.place in pathway.WITHOUT_A_YES])
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
    allocations = referrals.Allocation.objects.bulk_create([_allocation(referral, people) for referral, _ in started])
    referrals.ParentalAnswer.objects.bulk_create(
        itertools.chain.from_iterable(_parents(referral, case, people) for referral, case in started)
    )
    CaseMember.objects.bulk_create([_member(referral) for referral, _ in started])
    notes = [_note(referral, case) for referral, case in started]
    Note.objects.bulk_create(notes)
    named = _copies_of_allocations(allocations, people, at)
    CaseCopy.objects.bulk_create([*_copies_of_moves(changes, people, at), *named, *_copies_of_notes(notes, people)])
    asked = [referral.child_id for referral in rows]
    Child.objects.filter(pk__in=asked).update(ever_asked=True, ever_referred=True)
    EligibilityResult.objects.filter(child_id__in=asked, run__is_current=True).update(asked=True, referred=True)
    return len(rows)


def _with_coordinators(cases: Sequence[Case], people: People) -> Iterable[tuple[Case, User]]:
    """The coordinators in turn; for a child of another language one who speaks it, where there is one."""
    spoken = dict(Child.objects.filter(pk__in=[case.child_id for case in cases]).values_list("pk", "language"))
    for case, next_one in zip(cases, itertools.cycle(people.coordinators), strict=False):
        language = spoken[case.child_id]
        able = [one for one in people.coordinators if language in one.languages and language != ENGLISH]
        yield case, able[0] if able else next_one


def _moment(on: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(on, dt.time(10, 30)))


def _referral(
    service: Service, case: Case, coordinator: User, people: People, at: dt.datetime
) -> tuple[referrals.Referral, Case]:
    ended = case.steps[-1].event in {"referral.no_looked_at", "referral.withdrawn"}
    row = referrals.Referral(
        service=service,
        child_id=case.child_id,
        place=case.place,
        stood_at=case.stood_at,
        arose_at=AroseAt.REVIEW.value,
        why=case.why,
        made_by=people.on(case.child_id, case.made_on),
        made_at=_moment(case.made_on),
        made_on=case.made_on,
        coordinator=coordinator if case.named_on else None,
        allocated_at=_moment(case.named_on) if case.named_on else None,
        how_soon=case.how_soon.level.value if case.day_of("referral.triaged") else "",
        how_soon_why=_reasons(case) if case.day_of("referral.triaged") else [],
        look_again_on=case.steps[-1].look_again_on,
        closed_at=_moment(case.steps[-1].on) if ended else None,
        is_open=not ended,
    )
    return row, case


def _changes(made: Sequence[tuple[referrals.Referral, Case]], people: People) -> Iterable[referrals.StageChange]:
    for referral, case in made:
        for place, step in enumerate(case.steps):
            yield referrals.StageChange(
                service_id=referral.service_id,
                child_id=referral.child_id,
                referral=referral,
                by=_by(referral, step, people),
                at=_moment(step.on) + place * A_MINUTE,  # two of one day in their order
                event=step.event,
                from_place=step.from_place,
                to_place=step.to_place,
                on=step.on,
                reason=step.reason,
                words=step.words or None,
                look_again_on=step.look_again_on,
                who_was_there=step.who_was_there or None,
            )


def _by(referral: referrals.Referral, step: Step, people: People) -> User | None:
    """Whoever referred made it and heard a no; what a manager decides is theirs; the rest is the coordinator's."""
    if step.event in OF_WHOEVER_REFERRED:
        return referral.made_by
    return people.manager if step.event in OF_THE_MANAGER else referral.coordinator or people.manager


def _safety(referral: referrals.Referral, case: Case) -> referrals.SafetyAnswers:
    must_not_know, orders = case.safety
    return referrals.SafetyAnswers(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by=referral.made_by,
        at=referral.made_at,
        must_not_know=must_not_know,
        could_be_a_danger="Nobody known today.",
        orders_and_limits=orders,
        bottom_lines="Nothing is arranged without the social worker knowing.",
    )


def _withdrawal(referral: referrals.Referral, case: Case, people: People) -> referrals.Withdrawal:
    """The proposal of whoever referred, and the manager's yes to it; the child and the reviewing officer know."""
    step = case.steps[-1]
    return referrals.Withdrawal(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        reason=step.reason,
        words=step.words,
        what_would_change_it="A home that holds until the next review.",
        look_again_on=step.look_again_on or step.on,
        proposed_by=referral.made_by,
        proposed_at=_moment(dates.add_working_days(case.steps[-2].on, 5)),
        agreed=True,
        decided_by=people.manager,
        decided_at=_moment(step.on) + (len(case.steps) - 1) * A_MINUTE,
        decision_words="I spoke to the worker and to the carer. The child keeps a day on which we ask again.",
        child_told_by="The social worker",
        child_told_on=step.on,
        child_told_words="Not now, because so much is changing at home. We ask you again on a day that is set.",
        reviewing_officer_told_on=step.on,
        advocate_offered_on=step.on,
    )


def _sealed(referral: referrals.Referral) -> SealedPeople:
    """Where the work ended without a yes, the people are sealed, whether anybody is known or not."""
    moment = referral.closed_at or referral.made_at
    return SealedPeople(service_id=referral.service_id, child_id=referral.child_id, sealed_at=moment)


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
    """What the child asked for when the work began."""
    on = case.day_of("referral.allocated") or case.made_on
    for wish in case.asks:
        yield referrals.Ask(
            service_id=referral.service_id,
            child_id=referral.child_id,
            referral=referral,
            words=wish.words,
            named=wish.named or None,
            category=wish.category.value,
            asked_on=on,
            written_by=referral.coordinator,
            written_at=_moment(on),
        )


def _agreements(referral: referrals.Referral, case: Case) -> Iterable[referrals.Agreement]:
    on = case.day_of("referral.agreed") or case.made_on
    language = referral.child.language or ENGLISH
    is_spoken = referral.coordinator is not None and language in referral.coordinator.languages
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
            who_was_there="The carer, in the next room." if language == ENGLISH or is_spoken else INTERPRETED,
            who_knows_how="No special way is needed.",
            language=language,
            on=on,
        )


def _parents(referral: referrals.Referral, case: Case, people: People) -> Iterable[referrals.ParentalAnswer]:
    """What those with parental responsibility answered to the worker, before answers and safety were settled."""
    on = case.day_of("referral.agreed") or case.made_on
    episodes = CareEpisode.objects.filter(child_id=referral.child_id, decom__lte=on).exclude(ls="").order_by("decom")
    status = episodes.values_list("ls", flat=True).last() or ""
    for said in case.parents:
        yield referrals.ParentalAnswer(
            service_id=referral.service_id,
            child_id=referral.child_id,
            referral=referral,
            by=people.on(referral.child_id, on),
            at=_moment(on),
            holder=said.holder,
            basis=said.basis,
            answer=said.answer.value,
            legal_status=status,
            words=said.words,
            asked_on=on if said.answer is Answered.YES else None,
        )


def _allocation(referral: referrals.Referral, people: People) -> referrals.Allocation:
    return referrals.Allocation(
        service_id=referral.service_id,
        child_id=referral.child_id,
        referral=referral,
        by=people.manager,
        at=referral.allocated_at or referral.made_at,
        coordinator=referral.coordinator,
    )


def _member(referral: referrals.Referral) -> CaseMember:
    return CaseMember(
        service_id=referral.service_id,
        child_id=referral.child_id,
        user=referral.coordinator,
        part=CaseMember.Part.COORDINATOR,
        from_on=timezone.localdate(referral.allocated_at),
    )


def _note(referral: referrals.Referral, case: Case) -> Note:
    on = case.day_of("referral.allocated") or case.made_on
    return Note(
        service_id=referral.service_id,
        child_id=referral.child_id,
        words="A long visit. We began a list of who matters, at the kitchen table.",
        childs_words="I did not know I could ask for that.",
        keep_from=[],
        stays_in_service=True,
        written_by=referral.coordinator,
        written_at=_moment(on),
        happened_on=on,
    )


Copied = Note | referrals.StageChange | referrals.Allocation


def _copies_of_moves(changes: Sequence[referrals.StageChange], people: People, at: dt.datetime) -> Iterable[CaseCopy]:
    """Each move ready for the case system; those of the last weeks wait to be copied."""
    for change in changes:
        is_copied = at - change.at > NOT_COPIED_SINCE
        yield _copy(change, change.event, move.in_words(change), people if is_copied else None)


def _copies_of_allocations(
    allocations: Sequence[referrals.Allocation], people: People, at: dt.datetime
) -> Iterable[CaseCopy]:
    """Who was named for each child, as the action that names a coordinator writes it; the newest wait to be copied."""
    for one in allocations:
        is_copied = at - one.at > NOT_COPIED_SINCE
        yield _copy(one, "coordinator.allocated", allocate.in_words(one), people if is_copied else None)


def _copies_of_notes(notes: Sequence[Note], people: People) -> Iterable[CaseCopy]:
    """A neutral line for each session note, which itself stays in the service; every third waits to be copied."""
    for number, note in enumerate(notes):
        words = f"Lifelong Links: the coordinator visited on {note.happened_on:%d/%m/%Y}. Notes stay in the service."
        yield _copy(note, "note.written", words, people if number % 3 else None)


def _copy(row: Copied, kind: str, words: str, people: People | None) -> CaseCopy:
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
        copied_by=people.on(row.child_id, timezone.localdate(made_at)) if people else None,
        copied_at=made_at + dt.timedelta(days=1) if people else None,
    )
