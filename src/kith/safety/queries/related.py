"""Reads: whether a member of staff may be related to somebody around a child; for the rule, whoever asks."""

import json
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import BooleanField, F, Q, TextField, Value
from django.db.models.functions import Cast, Coalesce

from kith.domain import related
from kith.people.models import Connection, Name, Person, Reach
from kith.safety.models import RelatedSign, StaffMarks

NAME, WAY, OWN, KEPT = "name", "way", "own", "kept"


def find_related(child_id: uuid.UUID, user_id: uuid.UUID, name: str) -> list[tuple[Any, related.Strength]]:
    """The signs between a member of staff and the people around a child that are not kept yet. One question."""
    rows = list(_rows(child_id, user_id))
    own = frozenset(mark for what, _, _, _, marks, _ in rows if what == OWN for mark in json.loads(marks))
    kept = {(person_id, related.Strength(full)) for what, person_id, full, *_ in rows if what == KEPT}
    found = related.signs(related.Staff(name, own), _known(rows))
    return sorted((sign for sign in found if sign not in kept), key=str)


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
    names = Name.objects.filter(**stands)
    parts = [
        _part(
            names, NAME, "person_id", full=Cast("full", TextField()), family=Cast("family", TextField()), trade=trade
        ),
        _part(Reach.objects.filter(**stands), WAY, "person_id", marks=Cast("marks", TextField()), trade=trade),
        _part(StaffMarks.objects.filter(user_id=user_id), OWN, "user_id", marks=Cast("marks", TextField())),
        _part(
            RelatedSign.objects.filter(child_id=child_id, user_id=user_id),
            KEPT,
            "person_id",
            full=Cast("strength", TextField()),
        ),
    ]
    return parts[0].union(*parts[1:], all=True)


def _part(rows: Any, what: str, who: str, **held: Any) -> Any:
    words = {f"a_{key}": held.get(key, Value("", TextField())) for key in ("full", "family", "marks")}
    trade = held.get("trade", Value(False, BooleanField()))
    rows = rows.order_by().annotate(a_what=Value(what, TextField()), a_who=F(who), **words, a_trade=trade)
    return rows.values_list("a_what", "a_who", *words, "a_trade")
