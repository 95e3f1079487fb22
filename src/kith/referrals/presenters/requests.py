"""The children who may have written a request, and whether the age that stands there is theirs."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from kith.children.models import Child
from kith.domain import asking, dates
from kith.referrals.models import SelfReferral


@dataclass(frozen=True, slots=True)
class Found:
    """One child who may have written it. ``warning``: that their age is not what the request says; else empty."""

    child_id: uuid.UUID
    name: str
    reference: str
    born_on: dt.date | None
    warning: str


def found(row: SelfReferral, children: Iterable[Child]) -> tuple[Found, ...]:
    """Children in the order given, each with a warning where the ages are far from each other."""
    return tuple(Found(one.pk, str(one), one.reference, one.birth, age_warning(row, one)) for one in children)


def age_warning(row: SelfReferral, child: Child) -> str:
    """That a child's age on the day of a request is far from the number in it; else empty. Blocks nothing."""
    born_on, said = child.birth, row.answers.get("age", "")
    age = dates.age_on(born_on, timezone.localdate(row.received_at)) if born_on else None
    if not asking.ages_differ(said, age):
        return ""
    return f"The request says “{said}”, and {child} was {age} then. Is it this child?"
