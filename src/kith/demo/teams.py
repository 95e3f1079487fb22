"""The children of each persona who works with children, by the ordinary door: a fact names each."""

import datetime as dt
from collections.abc import Sequence

from kith.access.actor import Actor
from kith.access.models import Service
from kith.children import actions as children
from kith.children.models import Child, EligibilityResult, EligibilityRun, LocalFact
from kith.demo import people
from kith.domain import dates
from kith.domain.terms import Answer, FactName

SYSTEM, TEAM = "case system", "Children's data team"


def give_caseloads(actor: Actor, service: Service, run: EligibilityRun, *, on: dt.date, at: dt.datetime) -> None:
    """Name each persona as worker or reviewing officer of children, from the day after the one before them began."""
    given = (
        ("Sam Thornbury", FactName.WORKER, _soonest(run, 14)),
        ("Ian Okafor", FactName.REVIEWING_OFFICER, _soonest(run, 40)),
        ("Petra Lindqvist", FactName.WORKER, _leaving_care(service, on)),
    )
    for name, fact, picked in given:
        before = LocalFact.objects.filter(child__in=picked, fact=fact.value, from_on__lte=on).order_by("from_on")
        since = {row.child_id: row.from_on + dt.timedelta(days=1) for row in before}
        for child in picked:
            began = since.get(child.pk, child.last_seen_on or on)
            told = children.Fact(fact, people.email(name, service.slug), min(began, on), SYSTEM, TEAM)
            children.record_fact(actor, child=child, fact=told, at=at)


def _soonest(run: EligibilityRun, count: int) -> Sequence[Child]:
    """Children who could be offered it, those whose review is next."""
    could = EligibilityResult.objects.filter(run=run, answer__in=[Answer.YES.value, Answer.CANNOT_TELL.value])
    rows = could.select_related("child").order_by("child__next_review_on", "child__reference")
    return [row.child for row in rows[:count]]


def _leaving_care(service: Service, on: dt.date) -> Sequence[Child]:
    """Young people for a personal adviser: in care from their 16th birthday on, and some who have left it."""
    sixteen, eighteen, twenty_one = (dates.years_before(on, years) for years in (16, 18, 21))
    rows = Child.objects.filter(service=service).order_by("-born_on", "reference")
    in_care = rows.filter(born_on__gt=eighteen, born_on__lte=sixteen, next_review_on__isnull=False)
    left = rows.filter(born_on__gt=twenty_one, born_on__lte=eighteen)
    return [*in_care[:8], *left[:4]]
