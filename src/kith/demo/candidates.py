"""The made-up children who may be put forward, as the returns and the facts have them; and who is brother or sister."""

import datetime as dt
import uuid
from collections.abc import Collection

from kith.access.actor import Actor
from kith.children import actions as children
from kith.children.models import CareRow, CaseMember, Child, EligibilityResult, EligibilityRun
from kith.demo import cases, kin
from kith.demo.making import Stay
from kith.domain import care
from kith.domain.returns import Table
from kith.domain.terms import Answer, FactName
from kith.network import queries as networks
from kith.referrals.queries import known
from kith.safety.queries import careful

# Old enough to have said what the made-up cases have children say.
OLD_ENOUGH = 6
Siblings = tuple[uuid.UUID, uuid.UUID, bool]
"""Two children, and whether they are in touch."""


def able(actor: Actor, run: EligibilityRun) -> list[cases.Able]:
    """The children who could be offered it and are old enough, in the order of their numbers."""
    found = EligibilityResult.objects.filter(run=run, answer=Answer.YES.value, age__gte=OLD_ENOUGH)
    rows = list(found.select_related("child").order_by("child__reference"))
    members = CaseMember.objects.filter(part=CaseMember.Part.WORKER, until_on__isnull=True).select_related("user")
    workers = {one.child_id: (one.user.display_name, one.from_on) for one in members}
    return [
        cases.Able(
            row.child_id,
            row.child.born_on,
            _limit_on(row),
            reference=row.child.reference,
            name=row.child.preferred_name,
            came_alone=careful.is_unaccompanied(row.child_id),
            homes=tuple(
                Stay(home.from_on, home.until_on, home.place in care.FOSTER)
                for home in networks.list_homes(actor, row.child)
            ),
            worker=workers.get(row.child_id),
            in_care_since=row.care_start,
        )
        for row in rows
    ]


def _limit_on(row: EligibilityResult) -> dt.date | None:
    return known.limits_of(row.near_miss, row.near_miss_on).time_on


def note_siblings(
    actor: Actor, run: EligibilityRun, able: Collection[uuid.UUID], *, on: dt.date, at: dt.datetime
) -> list[Siblings]:
    """Record for a few children who their brothers and sisters are; returns those who are in care too.

    Nobody who came alone is made anybody's brother or sister here.
    """
    rows = EligibilityResult.objects.filter(run=run, uasc=False, child__born_on__isnull=False).select_related("child")
    alone = _came_alone()
    by_number = {row.child.reference: row.child for row in rows if row.child_id not in alone}
    everybody = [_kin(child, able) for child in by_number.values()]
    for number, text in kin.siblings(everybody):
        told = children.Fact(FactName.SIBLINGS, text, on - dt.timedelta(days=60), "case file", "Children's data team")
        children.record_fact(actor, child=by_number[number], fact=told, at=at)
    return [
        (by_number[older.reference].pk, by_number[younger.reference].pk, kin.are_in_touch(place))
        for place, (older, younger) in enumerate(kin.pairs(everybody))
    ]


def _came_alone() -> set[uuid.UUID]:
    """The children of whom any return says that they came alone (as kith.safety.queries.careful asks of one)."""
    rows = CareRow.objects.filter(table__in=[Table.UASC.value, Table.LIST_8.value])
    found = rows.values_list("child_id", "table", "values")
    return {child for child, table, values in found if table == Table.UASC.value or values.get("uasc")}


def _kin(child: Child, able: Collection[uuid.UUID]) -> kin.Kin:
    first, _, surname = child.preferred_name.partition(" ")
    if child.born_on is None:
        raise ValueError("Nobody is brother or sister of a child without a birthday.")
    return kin.Kin(child.reference, first, surname, child.born_on, child.sex, child.pk in able)
