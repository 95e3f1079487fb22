"""The proposal of how soon: a person decides, and may decide otherwise with a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from kith.domain import dates
from kith.domain.terms import HowSoon, TriageReason
from kith.domain.triage import settings

# Two reasons are worked out from dates that are known; a person notes the others, and these where a date is missing.
BY_THE_CALENDAR = (TriageReason.BIRTHDAY, TriageReason.RULE_LIMIT)
NO_DATE = "the date is not known"
NOT_LOOKED_AT = {
    TriageReason.BIRTHDAY: "The date of birth is not known, so no birthday was looked at.",
    TriageReason.RULE_LIMIT: "It is not known when the time limit of the rule is reached, so it was not looked at.",
}


@dataclass(frozen=True, slots=True)
class Factors:
    """What is known of one child. `limit_on`: the day on which the rule's time limit is reached, if it is near.

    `age_limit`: the age up to which the rule goes, if that birthday is near. `limit_is_known`: whether it is known
    when, or that it is not near. `noted` holds the reasons that a person ticked, each with their own words (which may
    be empty). A birthday or a limit is worked out from dates; a person may note it only where its date is not known.
    """

    dob: date | None = None
    limit_on: date | None = None
    limit_is_known: bool = True
    noted: Mapping[TriageReason, str] = field(default_factory=dict)
    age_limit: int | None = None

    @property
    def without_a_date(self) -> tuple[TriageReason, ...]:
        """The reasons of the calendar that nothing can be worked out of, so that a person is asked."""
        limit_is_known = self.limit_is_known or self.limit_on is not None
        missing = ((TriageReason.BIRTHDAY, self.dob is None), (TriageReason.RULE_LIMIT, not limit_is_known))
        return tuple(code for code, is_missing in missing if is_missing)


class Reason(NamedTuple):
    """One reason, what it counts as, and its sentence."""

    code: TriageReason
    level: HowSoon
    text: str


@dataclass(frozen=True, slots=True)
class HowSoonResult:
    """The level, and every reason for it, the weightiest first. `setting` names the version used, `digest` in full."""

    level: HowSoon
    reasons: tuple[Reason, ...]
    not_known: tuple[str, ...]
    setting: str
    digest: str

    @property
    def said(self) -> str:
        """The whole proposal in words."""
        why = " ".join(reason.text for reason in self.reasons) or "No reason to be seen sooner is recorded."
        return f"{self.level.label}. {' '.join((why, *self.not_known))}"


def decide(factors: Factors, on: date, setting: settings.Setting | None = None) -> HowSoonResult:
    """How soon, on a date: the most urgent level that any reason has. Reasons are listed, never added up."""
    setting = setting or settings.load_setting(on)
    found: dict[TriageReason, str] = dict(_by_the_calendar(factors, on, setting))
    for code, words in factors.noted.items():
        if code in factors.without_a_date:
            found[code] = f"{code.label}: {NO_DATE}."
        elif code not in BY_THE_CALENDAR:
            found[code] = _noted(code, words)
    order = list(HowSoon)
    reasons = sorted(
        (Reason(code, setting.level[code], text) for code, text in found.items()),
        key=lambda reason: (order.index(reason.level), list(TriageReason).index(reason.code)),
    )
    return HowSoonResult(
        level=reasons[0].level if reasons else HowSoon.IN_TURN,
        reasons=tuple(reasons),
        not_known=tuple(NOT_LOOKED_AT[code] for code in factors.without_a_date),
        setting=setting.version,
        digest=setting.digest,
    )


def _by_the_calendar(factors: Factors, on: date, setting: settings.Setting) -> Iterator[tuple[TriageReason, str]]:
    if factors.dob:
        for age in setting.birthdays:
            days = (dates.birthday(factors.dob, age) - on).days
            if 0 <= days <= setting.days_ahead:
                yield TriageReason.BIRTHDAY, f"Turns {age} {_in(days)}."
    if limits := " ".join(_limits(factors, on, setting)):
        yield TriageReason.RULE_LIMIT, limits


def _limits(factors: Factors, on: date, setting: settings.Setting) -> Iterator[str]:
    """The limits of the rule that are reached soon; an age that counts as a birthday is said as one."""
    if factors.limit_on and 0 <= (days := (factors.limit_on - on).days) <= setting.days_ahead:
        yield f"Reaches the time limit of the rule {_in(days)}."
    if factors.dob and factors.age_limit and factors.age_limit not in setting.birthdays:
        days = (dates.birthday(factors.dob, factors.age_limit) - on).days
        if 0 <= days <= setting.days_ahead:
            yield f"Turns {factors.age_limit}, the age limit of the rule, {_in(days)}."


def _in(days: int) -> str:
    return "today" if days == 0 else "tomorrow" if days == 1 else f"in {days} days"


def _noted(code: TriageReason, words: str) -> str:
    words = words.strip().rstrip(".")
    return f"{code.label}: {words}." if words else f"{code.label}."
