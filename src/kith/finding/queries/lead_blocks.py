"""Reads the negative list of one child: who is never suggested, from what the child's own coordinator may know."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kith.access.actor import Actor
from kith.children.models import Child
from kith.domain import agreement, leads, pathway
from kith.domain.agreement import Answers, Halt
from kith.domain.pathway import Stage
from kith.domain.terms import AgreementAnswer, AgreementScope, Box, CareKind, ChildSays, Cleared
from kith.network import queries as networks
from kith.network.models import ChildSaid
from kith.people.models import Connection
from kith.referrals import queries as referrals
from kith.referrals.models import Referral
from kith.referrals.queries import agreement as answers
from kith.referrals.queries import parental
from kith.safety import queries as safety
from kith.safety.models import Restriction
from kith.safety.queries import careful, sides
from kith.safety.queries import sheet as stands

NOT_YET = frozenset({Cleared.NO, Cleared.NOT_NOW})


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the child agreed to, and the stops that stand. ``referral`` None: nothing is under way."""

    referral: Referral | None
    given: Answers
    halts: list[Halt]
    on: dt.date

    def may_look(self, named: str) -> bool:
        """Whether the child said yes to looking for somebody."""
        return agreement.is_agreed(self.given, AgreementScope.SEARCH, named)

    def refuses(self, named: str) -> bool:
        """Whether the child said no to looking, or not now and its day has not come; or a stop holds them."""
        answer = self.given.get((AgreementScope.SEARCH, agreement.plain_name(named)))
        if any(halt.named and halt.reaches(AgreementScope.SEARCH, named) for halt in self.halts):
            return True
        if answer is None or answer.is_yes():
            return False
        later = answer.answer is AgreementAnswer.NOT_NOW
        return not (later and answer.ask_again_on is not None and answer.ask_again_on <= self.on)


def get_agreed(actor: Actor, child: Child, on: dt.date) -> Agreed:
    """What the child agreed to; four questions."""
    referral = referrals.get_latest_referral(actor, child.pk)
    is_open = referral is not None and referral.is_open
    given = answers.answers_that_count(referral, on) if referral is not None and is_open else {}
    return Agreed(referral if is_open else None, given, answers.open_halts(child.pk), on)


def get_blocks(actor: Actor, around: networks.Around, agreed: Agreed) -> leads.Blocks:
    """The negative list on the day of what was read around the child."""
    child, on = around.child, around.on
    sheet = safety.get_sheet(actor, child.pk)
    roots = {pk: one.person_ids[0] for one in around.found for pk in one.person_ids}
    said = networks.get_says_now(actor, child)
    standing = {one.key: one.somebody.connection for one in around.standing}
    return leads.Blocks(
        everything=_everything(agreed, sheet, on),
        restricted=frozenset(key for key in standing if _is_restricted(sheet, uuid.UUID(key), on)),
        order_names=frozenset(_names_of_restricted(sheet, around, on)),
        order_texts=tuple(row.words or "" for row in _in_force(sheet, on)),
        sides=frozenset(map(str, _sides_that_wait(child, sheet, roots, on))),
        not_them=frozenset(key for key, one in standing.items() if _not_them(one, said, agreed)),
        stopped=frozenset(key for key, one in standing.items() if agreed.refuses(one.about_person)),
        unsafe=frozenset(key for key in standing if _is_unsafe(sheet, uuid.UUID(key), on)),
        agency=frozenset(str(stands.root_of(row.connection.person)) for row in sheet.routes),
        held=frozenset(map(str, _presented(actor, child))),
    )


def _everything(agreed: Agreed, sheet: stands.Sheet, on: dt.date) -> bool:
    """Whether nothing at all is suggested: the work has not come so far, waits, or a stop or an order holds it."""
    referral = agreed.referral
    if referral is None or Stage(referral.stood_at) not in pathway.WITH_COORDINATOR:
        return True
    if referral.is_paused or parental.outward_block(referral, on):
        return True
    if any(not halt.named and halt.scope in (None, AgreementScope.SEARCH) for halt in agreed.halts):
        return True
    rows = sheet.standing.restrictions
    return any(row.person is None and row.is_on(on) and not row.kinds and not row.location_only for row in rows)


def _is_restricted(sheet: stands.Sheet, person: uuid.UUID, on: dt.date) -> bool:
    """Whether an order or decision about them stands or is to come, whatever it is about: a lead is no place for it."""
    rows = sheet.standing.restrictions
    return any(row.person == person and (row.until is None or on < row.until) for row in rows)


def _names_of_restricted(sheet: stands.Sheet, around: networks.Around, on: dt.date) -> Iterable[str]:
    """The names of those whom orders are about, also of those who no longer stand among the people."""
    about = {stands.root_of(row.person) for row in _in_force(sheet, on) if row.person}
    for one in around.found:
        if one.person_ids[0] in about:
            yield from (*one.all_names, one.called)


def _in_force(sheet: stands.Sheet, on: dt.date) -> list[Restriction]:
    """Orders and decisions that stand or are to come."""
    return [row for row in sheet.restrictions if row.until_on is None or on < row.until_on]


def _sides_that_wait(
    child: Child, sheet: stands.Sheet, roots: Mapping[uuid.UUID, uuid.UUID], on: dt.date
) -> Iterable[uuid.UUID]:
    near = sides.get_near(child.pk, on)
    for root, found in sides.list_sides_of_all(sheet, near, roots, on).items():
        if any(side.holds for side in found):
            yield root


def _not_them(connection: Connection, said: Mapping[uuid.UUID, ChildSaid], agreed: Agreed) -> bool:
    """The child's never; and not now until the day on which to ask again."""
    row = said.get(connection.pk)
    if row is None or row.says == ChildSays.YES.value:
        return False
    if row.says == ChildSays.NOT_NOW.value and row.ask_again_on is not None:
        return row.ask_again_on > agreed.on
    return True


def _is_unsafe(sheet: stands.Sheet, person: uuid.UUID, on: dt.date) -> bool:
    """Whether somebody said no, or not now, to writing or calling."""
    states = {state.box: state.answer for state in sheet.boxes(person, on)}
    return states[Box.WRITE_OR_CALL] in NOT_YET


def _presented(actor: Actor, child: Child) -> Iterable[uuid.UUID]:
    """Who presented themselves as family and was not confirmed since (SAFEGUARDING 9)."""
    taken: dict[uuid.UUID, dict[str, dt.date]] = defaultdict(dict)
    for row in careful.list_taken(actor, child):
        if row.connection is not None and row.ended_at is None:
            days = taken[stands.root_of(row.connection.person)]
            days[row.kind] = max(row.on, days.get(row.kind, row.on))
    for person, days in taken.items():
        presented, confirmed = days.get(CareKind.PRESENTED.value), days.get(CareKind.CONFIRMED.value)
        if presented is not None and (confirmed is None or confirmed < presented):
            yield person
