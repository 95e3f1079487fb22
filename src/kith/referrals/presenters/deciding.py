"""The manager's pages: how soon, who takes whom, and each coordinator's load."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import gate
from kith.access.actor import Actor
from kith.access.permissions import Permission
from kith.domain import triage
from kith.domain.terms import Answer, HowSoon, TriageReason
from kith.referrals import actions, queries
from kith.referrals.models import Referral
from kith.referrals.presenters import history as histories
from kith.referrals.presenters import show, words


@dataclass(frozen=True, slots=True)
class HowSoonPage:
    """How soon: the proposal with its reasons, and what is known."""

    name: str
    referral_id: uuid.UUID
    on: dt.date
    is_first: bool
    now: str
    why: str
    came_back: histories.Happened | None
    pause: str
    proposed: HowSoon
    proposal: words.Tag
    reasons: tuple[str, ...]
    not_known: tuple[str, ...]
    counts_as: tuple[tuple[str, str], ...]
    days_ahead: int
    setting: str
    facts: tuple[words.Fact, ...]
    child_id: uuid.UUID
    by_the_rules: str
    rules: str
    safety: show.Safety | None
    earlier_safety: tuple[show.Safety, ...]
    earlier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoordinatorRow:
    """One coordinator: load and fit in words."""

    id: uuid.UUID
    name: str
    load: str
    fits: tuple[str, ...]
    is_full: bool
    version: int
    most_children: int | None
    languages: str
    area: str

    @property
    def hint(self) -> str:
        """Load and fit in one line."""
        return " ".join(f"{one}." for one in (self.load, *self.fits))


@dataclass(frozen=True, slots=True)
class AllocatePage:
    """Who could be this child's coordinator."""

    name: str
    referral_id: uuid.UUID
    on: dt.date
    place: str
    how_soon: words.Tag
    otherwise: str
    now: str
    language: str
    area: str
    people: tuple[CoordinatorRow, ...]
    earlier: tuple[str, ...]

    @property
    def choices(self) -> list[tuple[str, str, str]]:
        """Value, label and hint of each person, for the form."""
        return [(str(row.id), row.name, row.hint) for row in self.people]

    @property
    def explain(self) -> dict[str, str]:
        """For each person who needs words of the manager's own, what the words are about."""
        if self.now:
            return dict.fromkeys((str(row.id) for row in self.people), "Write why the child gets another coordinator")
        return {str(row.id): f"{row.load}. Write why this child too" for row in self.people if row.is_full}


@dataclass(frozen=True, slots=True)
class CoordinatorsPage:
    """Every coordinator's load."""

    on: dt.date
    people: tuple[CoordinatorRow, ...]


def how_soon_page(actor: Actor, referral: Referral, noted: tuple[TriageReason, ...] | None, on: dt.date) -> HowSoonPage:
    """The proposal for the reasons ticked; where none were sent yet, for those of the last decision."""
    known = queries.get_known(actor, referral.child, on)
    setting = triage.load_setting(on)
    if noted is None:
        noted = suggested(actor, referral, on)
    proposed = triage.decide(queries.factors_of(known, noted), on, setting)
    answers = show.safety_of(actor, referral)
    return HowSoonPage(
        name=str(referral.child),
        referral_id=referral.pk,
        on=on,
        is_first=not referral.how_soon,
        now=HowSoon(referral.how_soon).label.lower() if referral.how_soon else "",
        why=referral.why or "",
        came_back=histories.came_back(histories.history(actor, referral, reads=True)),
        pause=histories.left_of_a_pause(actor, referral, on),
        proposed=proposed.level,
        proposal=words.how_soon_tag(proposed.level.value),
        reasons=tuple(reason.text for reason in proposed.reasons),
        not_known=proposed.not_known,
        counts_as=_counts_as(setting),
        days_ahead=setting.days_ahead,
        setting=f"{setting.title}, {words.day(setting.valid_from)}. {setting.source}",
        facts=words.facts(known, queries.list_holder_names(actor, referral.child_id)),
        child_id=referral.child_id,
        by_the_rules=_by_the_rules(known),
        rules=known.result.run.rules if known.result else "",
        safety=answers[0] if answers else None,
        earlier_safety=answers[1:],
        earlier=tuple(_decision(row) for row in queries.list_decisions(actor, referral)),
    )


def _by_the_rules(known: queries.Known) -> str:
    """What the service's rules say, where they do not plainly say yes: nobody accepts a child unawares."""
    if known.result is None:
        return "The rules do not ask about this child, or were not asked yet."
    answer = Answer(known.result.answer)
    if answer is Answer.YES:
        return ""
    return f"Could be offered by the rules on {words.day(known.result.run.on)}: {answer.label.lower()}."


def suggested(actor: Actor, referral: Referral, on: dt.date) -> tuple[TriageReason, ...]:
    """Reasons to tick beforehand: those of the last decision. For a first one a person ticks what they know is so."""
    if not referral.how_soon:
        return ()
    by_hand = {one["code"] for one in referral.how_soon_why}
    open_dates = without_a_date(actor, referral, on)
    return tuple(reason for reason in (*actions.TICKED, *open_dates) if reason.value in by_hand)


def hints(actor: Actor, referral: Referral, on: dt.date) -> dict[TriageReason, str]:
    """What the record says beside some of the reasons."""
    return queries.hints_of(queries.get_known(actor, referral.child, on), triage.load_setting(on))


def without_a_date(actor: Actor, referral: Referral, on: dt.date) -> tuple[TriageReason, ...]:
    """The reasons of the calendar whose date is not known: a person is asked."""
    return queries.factors_of(queries.get_known(actor, referral.child, on), ()).without_a_date


def allocate_page(actor: Actor, referral: Referral, on: dt.date) -> AllocatePage:
    """Every coordinator with load and fit; those with room first, the best fit before the others."""
    child = referral.child
    rows = [_row(user, child.language, child.area) for user in queries.list_coordinators(actor)]
    rows.sort(key=lambda row: (row.is_full, -len(row.fits), row.name))
    return AllocatePage(
        name=str(child),
        referral_id=referral.pk,
        on=on,
        place=queries.place_in_words(referral),
        how_soon=words.how_soon_tag(referral.how_soon),
        otherwise=words.otherwise(queries.list_decisions(actor, referral).first()),
        now=referral.coordinator.display_name if referral.coordinator else "",
        language=child.language,
        area=child.area,
        people=tuple(row for row in rows if row.id != referral.coordinator_id),
        earlier=tuple(_allocation(row) for row in queries.list_allocations(actor, referral)),
    )


def coordinators_page(actor: Actor, on: dt.date) -> CoordinatorsPage:
    """Every coordinator with load, by name."""
    gate.check(actor, Permission.SET_LOAD)
    return CoordinatorsPage(on, tuple(_row(user, "", "") for user in queries.list_coordinators(actor)))


def _counts_as(setting: triage.Setting) -> tuple[tuple[str, str], ...]:
    return tuple(
        (level.label, "; ".join(reason.label for reason in TriageReason if setting.level[reason] is level))
        for level in HowSoon
    )


def _decision(row: Any) -> str:
    by = row.by.display_name if row.by else "the system"
    said = f"{words.local_day(row.at)}: {HowSoon(row.level).label}, decided by {by}."
    return " ".join(filter(None, (said, row.words, words.otherwise(row))))


def _allocation(row: Any) -> str:
    return f"{row.coordinator.display_name}, from {words.local_day(row.at)}. {row.words or ''}".strip()


def _row(user: Any, language: str, area: str) -> CoordinatorRow:
    number, most = user.open_children, user.most_children
    load = f"{number} child{'' if number == 1 else 'ren'} now"
    load = f"{load}; at most {most}" if most is not None else f"{load}; no number set"
    fits = []
    spoken = {one.casefold(): one for one in user.languages}
    if language and language.casefold() in spoken:
        fits.append(f"Speaks {spoken[language.casefold()]}")
    team = user.team
    if area and team and team.area.casefold() == area.casefold():
        fits.append(f"Works in {team.area}")
    return CoordinatorRow(
        id=user.pk,
        name=user.display_name,
        load=load,
        fits=tuple(fits),
        is_full=most is not None and number >= most,
        version=user.version,
        most_children=most,
        languages=", ".join(user.languages),
        area=team.area if team else "",
    )
