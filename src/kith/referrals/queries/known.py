"""Reads: what is known of a child that a referral or a decision is prefilled with, and how sure that is."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.formats import date_format

from kith.access import scope
from kith.access.actor import Actor
from kith.children.models import CareEpisode, CaseMember, Child, EligibilityResult, LocalFact
from kith.domain import care, dates, eligibility, triage
from kith.domain.terms import FactName, TriageReason

DAY = "j F Y"
TIME_LIMIT = eligibility.Kind.TIME_IN_CARE.value


class Limits(NamedTuple):
    """The limits of the rules that a child reaches soon: the day of the time limit, and the limit of age."""

    time_on: dt.date | None = None
    age: int | None = None


def limits_of(near_miss: dict[str, Any] | None, near_miss_on: dt.date | None) -> Limits:
    """Every limit that the last check found to be near; the nearest of them hides no other.

    A check that was kept before it said every limit holds only the nearest of them.
    """
    near = near_miss or {}
    if "limits" not in near and near.get("criterion") == TIME_LIMIT:
        return Limits(near_miss_on)
    found = near.get("limits", ())
    times = [dt.date.fromisoformat(one["on"]) for one in found if one["kind"] == TIME_LIMIT]
    ages = [int(one["years"]) for one in found if one["kind"] == eligibility.Kind.AGE.value]
    return Limits(min(times, default=None), min(ages, default=None))


@dataclass(frozen=True, slots=True)
class Known:
    """Facts of one child on a day. Empty or None is "not known"."""

    child: Child
    on: dt.date
    born_on: dt.date | None
    result: EligibilityResult | None
    legal_status: str
    moved_on: dt.date | None
    facts: dict[str, LocalFact] = field(default_factory=dict)
    team: tuple[CaseMember, ...] = ()

    @property
    def age(self) -> int | None:
        """Completed years; None where the date of birth is not known or contradicted."""
        return dates.age_on(self.born_on, self.on) if self.born_on else None

    @property
    def limits(self) -> Limits:
        """The limits of the rules that are reached soon."""
        return limits_of(self.result.near_miss, self.result.near_miss_on) if self.result else Limits()

    @property
    def limit_is_known(self) -> bool:
        """Whether the last check could tell when the rule's time limit is reached, or that the rule has none."""
        if self.result is None:
            return False
        rules = eligibility.parse_rules(self.result.run.rules_text)
        of_time = {one.id for one in rules.criteria if one.kind is eligibility.Kind.TIME_IN_CARE}
        waits = any(one.get("missing") for one in self.result.criteria if one["id"] in of_time)
        return self.limits.time_on is not None or not waits

    @property
    def near_miss(self) -> str:
        """What will soon change who may be offered this, in words, as on the day of the last check."""
        return str(self.result.near_miss.get("text", "")) if self.result and self.result.near_miss else ""

    def fact(self, name: FactName) -> str:
        """The latest value of a local fact; empty where there is none."""
        found = self.facts.get(name.value)
        return found.value if found else ""


def get_known(actor: Actor, child: Child, on: dt.date) -> Known:
    """What is known of a child on a day: local facts, the last check, the home and the legal status."""
    episodes = list(scope.visible(actor, CareEpisode.objects).filter(child=child, decom__lte=on).order_by("decom"))
    current = [row for row in episodes if row.dec is None or row.dec > on]
    moved = [row.decom for row in episodes if row.rne in care.NEW_HOME and row.rne != care.STARTED]
    team = scope.visible(actor, CaseMember.objects).filter(child=child, until_on__isnull=True)
    return Known(
        child=child,
        on=on,
        born_on=child.birth,
        result=_result(actor, child),
        legal_status=current[-1].ls if current else "",
        moved_on=moved[-1] if moved else None,
        facts=_facts(actor, child, on),
        team=tuple(team.select_related("user").order_by("part")),
    )


def factors_of(known: Known, noted: Iterable[TriageReason]) -> triage.Factors:
    """What bears on how soon: the dates that are known, and the reasons that a person ticked."""
    reasons = dict.fromkeys(noted, "")
    limits = known.limits
    return triage.Factors(
        known.born_on, limits.time_on, limit_is_known=known.limit_is_known, noted=reasons, age_limit=limits.age
    )


def hints_of(known: Known, setting: triage.Setting) -> dict[TriageReason, str]:
    """What the record says beside a reason, for the person who ticks it or does not: it settles none of them."""
    found = {}
    if known.moved_on and (known.on - known.moved_on).days <= setting.days_ahead:
        found[TriageReason.HOME_MOVE] = f"Moved home on {date_format(known.moved_on, DAY)}."
    if known.result and known.result.custody:
        found[TriageReason.LEAVING_CUSTODY] = f"Was in custody on {date_format(known.result.run.on, DAY)}."
    if known.result and known.result.uasc:
        found[TriageReason.RED_CROSS] = "Came to this country alone."
    return found


def _result(actor: Actor, child: Child) -> EligibilityResult | None:
    rows = scope.visible(actor, EligibilityResult.objects).filter(child=child, run__is_current=True)
    return rows.select_related("run").order_by("-run__on", "-run__made_at").first()


def _facts(actor: Actor, child: Child, on: dt.date) -> dict[str, LocalFact]:
    rows = scope.visible(actor, LocalFact.objects).filter(child=child, from_on__lte=on)
    return {row.fact: row for row in rows.order_by("from_on", "recorded_at")}
