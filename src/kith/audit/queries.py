"""Reads of the audit record for the pages that show it: who looked, what happened, and words that stand sealed."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from kith.audit.models import NATIONAL_CHAIN, AuditEvent
from kith.domain import agreement

OPENED = "child.opened"
SIGNED_IN = "user.signed_in"
# Whoever reads a concern is held back from "who looked": that somebody did may itself give something away
# (SAFEGUARDING 11).
HELD_BACK = ("safeguarding_lead",)
# So is whatever is read or done about the adoption route and about protected people: whoever reads the record of a
# child must not learn from it that there is such a person (SAFEGUARDING 11; walls B1 and B2). In the list of the whole
# service these stand without the child and without codes.
# Nor who asked for themselves on the public page: a child who let nobody know is not named here either.
# Nor that a member of staff may be related to somebody around a child, and what was decided of it (wall B7).
HELD_BACK_KINDS = ("adoption_route.", "protected.", "related.", "self_referral.")
HELD_BACK_STATUS = "adoption_route"  # a person's standing, as events carry it
REFUSED = "action.refused"
NOT_PERMITTED = "not_permitted"
# What a child answers about a person is the child's and the coordinator's only (SAFEGUARDING 5): that an answer was
# written down stands here, and nothing of what it was. So nothing stands here either that only one of the answers
# brings with it: the kinds below, and whatever was noted with an answer about a person in the same moment.
ANSWERED = "agreement.recorded"
ABOUT_A_PERSON = tuple(sorted(scope.value for scope in agreement.ABOUT_A_PERSON))
TELLS_AN_ANSWER = ("agreement.withdrawn", "child_says.checked_in", "draft.kept", "draft.cleared")
# These happen in the same moment as, or just before, a referral that names the child: they are left out altogether.
TELLS_WHO_ASKED = ("self_referral.matched", "self_referral.referred", "self_referral.asked_in_person")
# And how a referral came up says the same; a list never shows these codes of it.
MADE = "referral.made"
HOW_IT_CAME_UP = ("arose_at", "by_the_child")
LEFT_OUT = (*TELLS_AN_ANSWER, *TELLS_WHO_ASKED)
# Their actions, by name: a refusal for want of permission says nothing of an answer, any other may.
# tests/contracts/test_actions.py holds this list to the kinds.
ANSWERING_ACTIONS = (
    "network.check_in",
    "referrals.clear_draft",
    "referrals.keep_draft",
    "referrals.record_agreement",
    "referrals.withdraw_agreement",
)
# Their actions, by name: a refusal of one says as much. tests/contracts/test_actions.py holds this list to the kinds.
HELD_BACK_ACTIONS = (
    "referrals.ask_for_myself",
    "referrals.match_self_referral",
    "referrals.open_self_referral",
    "referrals.pass_on_self_referral",
    "referrals.record_who_may_know",
    "referrals.refer_from_self_referral",
    "referrals.reply_to_self_referral",
    "safety.close_route",
    "safety.decide_related",
    "safety.end_protection",
    "safety.give_own_marks",
    "safety.note_match",
    "safety.note_place",
    "safety.note_related",
    "safety.note_typed",
    "safety.open_route",
    "safety.protect",
    "safety.review_protection",
    "safety.say_related",
    "safety.say_related_to_child",
    "safety.settle_alert",
    "safety.settle_said",
    "safety.tell_of_words",
)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What a list of events is narrowed to; empty means everything.

    ``only_people``: without what jobs did; ``month`` is the first day of a month.
    """

    kind: str = ""
    actor_id: str = ""
    only_people: bool = False
    child_id: uuid.UUID | None = None
    month: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What somebody did at a time, as domain.watching reads it. Codes and ids only.

    ``name``: the keyed digest of a whole name that was looked for.
    """

    seq: int
    at: dt.datetime
    kind: str
    actor_id: str
    subject_id: str
    child_id: uuid.UUID | None
    name: str | None


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. ``has_words``: sealed words belong to it, which are opened one at a time."""

    seq: int
    at: dt.datetime
    kind: str
    actor_kind: str
    actor_id: str
    actor_role: str
    subject_type: str
    child_id: uuid.UUID | None
    count: int | None
    codes: dict[str, Any]
    has_words: bool


@dataclass(frozen=True, slots=True)
class SignedIn:
    """That somebody signed in. ``new_device``: on a device for the first time."""

    at: dt.datetime
    new_device: bool


def list_sign_ins(service_id: uuid.UUID | None, actor_id: str, since: dt.datetime, most: int) -> list[SignedIn]:
    """The last times one person signed in since a time, the latest first: shown to that person alone."""
    rows = AuditEvent.objects.filter(service_id=service_id or NATIONAL_CHAIN, at__gte=since, kind=SIGNED_IN)
    latest = rows.filter(actor_id=actor_id).order_by("-seq").values_list("at", "codes")[:most]
    return [SignedIn(at, bool(codes.get("new_device"))) for at, codes in latest]


def roles_that_looked(service_id: uuid.UUID, child_id: uuid.UUID) -> list[tuple[dt.date, str]]:
    """The first day of the month and the role, for every month in which that role opened a child's record."""
    rows = AuditEvent.objects.filter(service_id=service_id, child_id=child_id, kind=OPENED)
    months = rows.exclude(actor_role__in=HELD_BACK).annotate(month=TruncMonth("at"))
    found = months.order_by("-month", "actor_role").values_list("month", "actor_role").distinct()
    return [(month.date(), role) for month, role in found]


def list_events(service_id: uuid.UUID, narrowed: Narrowed, *, first: int, most: int) -> list[Happened]:
    """Events of one service, the latest first."""
    rows = _rows(service_id, narrowed).order_by("-seq").defer("words")
    return [_happened(row) for row in rows[first : first + most]]


def count_events(service_id: uuid.UUID, narrowed: Narrowed) -> int:
    """How many events the narrowed list has."""
    return _rows(service_id, narrowed).count()


def list_kinds(service_id: uuid.UUID) -> list[str]:
    """Every kind of event of one service, for a choice on a page."""
    rows = AuditEvent.objects.filter(service_id=service_id).exclude(kind__in=LEFT_OUT).order_by("kind")
    return list(rows.values_list("kind", flat=True).distinct())


def list_traces(service_id: uuid.UUID, kinds: Iterable[str], since: dt.datetime, until: dt.datetime) -> list[Trace]:
    """What people did of these kinds in a time, in order; of refusals only those for want of permission. One query.

    A refusal for any other reason is ordinary work, and may tell what a child answered.
    """
    rows = AuditEvent.objects.filter(service_id=service_id, at__gte=since, at__lt=until, kind__in=list(kinds))
    people = rows.filter(actor_kind="user").filter(~Q(kind=REFUSED) | Q(codes__code=NOT_PERMITTED))
    found = people.order_by("seq").values_list("seq", "at", "kind", "actor_id", "subject_id", "child_id", "codes__name")
    return [Trace(*row) for row in found]


def count_since(service_id: uuid.UUID, actor_id: str, kind: str, since: dt.datetime) -> int:
    """How often somebody did one kind of thing since a time."""
    rows = AuditEvent.objects.filter(service_id=service_id, at__gt=since, kind=kind, actor_id=actor_id)
    return rows.count()


def get_event(service_id: uuid.UUID, seq: int) -> Happened | None:
    """One event by its place in the chain, without its words."""
    row = _rows(service_id, Narrowed()).filter(seq=seq).defer("words").first()
    return _happened(row) if row else None


def unseal_words(service_id: uuid.UUID, seq: int) -> str:
    """The words of one event; empty if it has none. The caller records that they were opened."""
    row = AuditEvent.objects.filter(service_id=service_id, seq=seq).first()
    return (row.words or "") if row else ""


def _rows(service_id: uuid.UUID, narrowed: Narrowed) -> Any:
    fits = Q(service_id=service_id)
    if narrowed.kind:
        fits &= Q(kind=narrowed.kind)
    if narrowed.actor_id:
        fits &= Q(actor_id=narrowed.actor_id)
    if narrowed.only_people:
        fits &= ~Q(actor_kind="system")
    if narrowed.child_id:
        fits &= Q(child_id=narrowed.child_id)
    if narrowed.month:
        fits &= Q(at__year=narrowed.month.year, at__month=narrowed.month.month)
    rows = _without_answers(service_id, AuditEvent.objects.filter(fits))
    # By their keys: NOT of a code that a row lacks would be unknown, and the row would go too.
    return rows.exclude(pk__in=rows.filter(_held_back()).values("pk")) if narrowed.child_id else rows


def _without_answers(service_id: uuid.UUID, rows: Any) -> Any:
    """Without what would tell a yes of a child from a no (SAFEGUARDING 5)."""
    said = AuditEvent.objects.filter(
        service_id=service_id,
        kind=ANSWERED,
        codes__scope__in=ABOUT_A_PERSON,
        child_id=OuterRef("child_id"),
        at=OuterRef("at"),
    )
    refused = AuditEvent.objects.filter(service_id=service_id, kind=REFUSED, codes__action__in=ANSWERING_ACTIONS)
    telling = refused.exclude(codes__code=NOT_PERMITTED)
    listed = rows.exclude(kind__in=LEFT_OUT).exclude(pk__in=telling.values("pk"))
    return listed.filter(Q(kind=ANSWERED) | ~Exists(said))


def _held_back() -> Q:
    kinds = Q(kind=REFUSED, codes__action__in=HELD_BACK_ACTIONS) | Q(codes__status=HELD_BACK_STATUS)
    for beginning in HELD_BACK_KINDS:
        kinds |= Q(kind__startswith=beginning)
    return kinds


def _is_held_back(row: AuditEvent) -> bool:
    refused = row.kind == REFUSED and row.codes.get("action") in HELD_BACK_ACTIONS
    status = row.codes.get("status") == HELD_BACK_STATUS
    return refused or status or row.kind.startswith(HELD_BACK_KINDS)


def _happened(row: AuditEvent) -> Happened:
    held_back = _is_held_back(row)
    return Happened(
        seq=row.seq,
        at=row.at,
        kind=row.kind,
        actor_kind=row.actor_kind,
        actor_id=row.actor_id,
        actor_role=row.actor_role,
        subject_type=row.subject_type,
        child_id=None if held_back else row.child_id,
        count=row.count,
        codes=_codes(row, held_back=held_back),
        has_words=bool(row.words_digest),
    )


def _codes(row: AuditEvent, *, held_back: bool) -> dict[str, Any]:
    if held_back or row.kind == ANSWERED:
        return {}
    if row.kind == MADE:
        return {name: value for name, value in row.codes.items() if name not in HOW_IT_CAME_UP}
    return row.codes
