"""Reads: staff who may be related to somebody around a child: for the rule, and for whoever decides."""

import datetime as dt
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce

from kith.access import gate, scope
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.audit import record
from kith.children.models import Child, ClosedRecord
from kith.domain import related
from kith.people.models import Connection, Name, Person, Reach
from kith.safety.models import RelatedDecision, RelatedSign, StaffMarks

NAME, WAY, OWN, KEPT = "name", "way", "own", "kept"
OF_SIGN = ("child", "user", "looked_by")
Pair = tuple[uuid.UUID, uuid.UUID]


@dataclass(frozen=True, slots=True)
class Look:
    """What a look found: signs that are not kept yet, and whether the record is to be closed for them."""

    new: tuple[tuple[Any, related.Strength], ...]
    closes: bool


def find_related(child_id: uuid.UUID, user_id: uuid.UUID, name: str) -> Look:
    """The signs between a member of staff and the people around a child, for the rule, whoever asks. One question."""
    rows = list(_rows(child_id, user_id))
    own = frozenset(mark for what, _, _, _, marks, _ in rows if what == OWN for mark in json.loads(marks))
    kept = {(who, related.Strength(full)): looked for what, who, full, _, _, looked in rows if what == KEPT}
    found = related.signs(related.Staff(name, own), _known(rows))
    new = tuple(sorted((sign for sign in found if sign not in kept), key=str))
    waiting = {strength for (_, strength), looked in kept.items() if not looked}
    looked_at = {strength for (_, strength), looked in kept.items() if looked}
    return Look(new, related.closes({*waiting, *(strength for _, strength in new)}, looked_at))


def is_closed_to(actor: Actor, child_id: uuid.UUID, user_id: uuid.UUID) -> bool:
    """Whether a record is closed to a member of staff, as far as this actor may know."""
    rows = scope.visible(actor, ClosedRecord.objects).filter(child_id=child_id, user_id=user_id)
    return bool(rows.filter(opened_at__isnull=True).exists())


def _known(rows: Iterable[Any]) -> Iterable[related.Known]:
    for what, person_id, full, family, marks, is_professional in rows:
        if what in {NAME, WAY}:
            held = frozenset(json.loads(marks or "[]"))
            yield related.Known(person_id, full, family, held, is_professional)


def _rows(child_id: uuid.UUID, user_id: uuid.UUID) -> Any:
    """Names and ways of everybody around a child, ended ones too; the marks of one's own; the signs that are kept."""
    roots = Connection.objects.filter(child_id=child_id).order_by()
    roots = roots.values(root=Coalesce("person__same_as_id", "person_id"))
    around = Person.objects.filter(Q(pk__in=roots) | Q(same_as_id__in=roots) | Q(child_id=child_id)).values("pk")
    stands = {"person_id__in": around, "taken_back_at__isnull": True}
    trade = F("person__is_professional")
    looked = ExpressionWrapper(Q(looked_at__isnull=False), output_field=BooleanField())
    names = Name.objects.filter(**stands)
    kept = RelatedSign.objects.filter(child_id=child_id, user_id=user_id, person_id__isnull=False)
    parts = [
        _part(names, NAME, "person_id", full=Cast("full", TextField()), family=Cast("family", TextField()), flag=trade),
        _part(Reach.objects.filter(**stands), WAY, "person_id", marks=Cast("marks", TextField()), flag=trade),
        _part(StaffMarks.objects.filter(user_id=user_id), OWN, "user_id", marks=Cast("marks", TextField())),
        _part(kept, KEPT, "person_id", full=Cast("strength", TextField()), flag=looked),
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(rows: Any, what: str, who: str, **held: Any) -> Any:
    words = {f"a_{key}": held.get(key, Value("", TextField())) for key in ("full", "family", "marks")}
    flag = held.get("flag", Value(False, BooleanField()))
    rows = rows.order_by().annotate(a_what=Value(what, TextField()), a_who=F(who), **words, a_flag=flag)
    return rows.values_list("a_what", "a_who", *words, "a_flag")


def open_signs(actor: Actor, at: dt.datetime) -> list[RelatedSign]:
    """Every sign this actor may know of, the oldest first; that they were listed is one event. Raises NotPermitted."""
    gate.check(actor, Permission.DECIDE_RELATED)
    with record.unit_of_work():
        rows = list(scope.visible(actor, RelatedSign.objects).select_related(*OF_SIGN).order_by("seen_at", "pk"))
        scope.note_listed(actor, "related.listed", at, len(rows))
    return rows


def list_closed(actor: Actor) -> set[Pair]:
    """The (child, member of staff) pairs whose record is closed, as far as this actor may know."""
    rows = scope.visible(actor, ClosedRecord.objects).filter(opened_at__isnull=True)
    return set(rows.values_list("child_id", "user_id"))


def count_to_look_at(actor: Actor) -> int:
    """How many members of staff and children wait for a look; what was said of no record counts by itself."""
    rows = scope.visible(actor, RelatedSign.objects).filter(looked_at__isnull=True)
    pairs = rows.order_by().annotate(about=Coalesce("child_id", "pk")).values("about", "user_id").distinct()
    return int(pairs.count())


def get_sign(actor: Actor, sign_id: uuid.UUID) -> RelatedSign:
    """The sign by which a member of staff and a child are kept: the first of theirs. Raises NotVisible."""
    row: RelatedSign = scope.fetch(actor, RelatedSign.objects.select_related(*OF_SIGN), sign_id)
    if row.child_id is None:
        return row
    first: RelatedSign = list_signs_of(actor, row)[0]
    return first


def list_signs_of(actor: Actor, sign: RelatedSign) -> list[RelatedSign]:
    """Every sign between the same member of staff and child, the oldest first."""
    if sign.child_id is None:
        return [sign]
    rows = scope.visible(actor, RelatedSign.objects).filter(child_id=sign.child_id, user_id=sign.user_id)
    return list(rows.select_related(*OF_SIGN).order_by("seen_at", "pk"))


def list_decisions(actor: Actor, sign: RelatedSign) -> list[RelatedDecision]:
    """What was decided of the same member of staff and child, the latest first."""
    rows = scope.visible(actor, RelatedDecision.objects).filter(child_id=sign.child_id, user_id=sign.user_id)
    return list(rows.select_related("by").order_by("-at", "pk")) if sign.child_id else []


def list_children_meant(actor: Actor, references: Iterable[str]) -> list[Child]:
    """The children with these CHILD numbers that this actor may see."""
    rows = scope.visible(actor, Child.objects).filter(reference__in=list(references))
    return list(rows.order_by("reference"))
