"""What several pages of this app show alike: days, places, tags and the facts a page is prefilled with."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils import timezone
from django.utils.formats import date_format

from kith.domain import consent, dates, limits, pathway
from kith.domain.terms import FactName, HowSoon, PlanValue
from kith.referrals.models import Referral
from kith.referrals.queries import known as known_queries
from kith.referrals.queries import places
from kith.referrals.queries.agreement import AnswerKept

NOT_KNOWN = "not known"
A_PAGE = 30
# A birthday changes what may be asked, so it shows as early as the rules look ahead.
BIRTHDAY_AHEAD = dt.timedelta(days=limits.number("birthday_days"))
SOON_TAGS = {
    HowSoon.URGENT.value: "govuk-tag--yellow",
    HowSoon.SOON.value: "govuk-tag--blue",
    HowSoon.IN_TURN.value: "",
}
PLANS = dict(PlanValue.choices())
# What a referral is prefilled with, in the order in which it is read.
FACTS = (
    FactName.PLAN,
    FactName.PARENTAL_RESPONSIBILITY,
    FactName.SIBLINGS,
    FactName.DISABILITY,
    FactName.LANGUAGE,
    FactName.AREA,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is known, with who says so."""

    label: str
    value: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with a colour; the word alone says it."""

    text: str
    classes: str = ""


def day(on: dt.date | None) -> str:
    """A date in words, or "not known"."""
    return date_format(on, "j F Y") if on else NOT_KNOWN


def look_again(on: dt.date | None, today: dt.date) -> str:
    """The day to look again in words, marked where it has passed; empty where there is none."""
    if on is None:
        return ""
    return f"{day(on)} (this day has passed)" if on < today else day(on)


def local_day(at: dt.datetime) -> str:
    """The day of a moment where the service is, in words: late on an evening in summer it is not that of UTC."""
    return day(timezone.localdate(at))


def local_moment(at: dt.datetime) -> str:
    """The day and the time of day of a moment where the service is, in words."""
    return f"{local_day(at)} at {timezone.localtime(at):%H:%M}"


def days(number: int) -> str:
    """A number of days in words."""
    return "today" if number == 0 else f"{number} day{'' if number == 1 else 's'}"


def no_longer(kept: AnswerKept) -> str:
    """Why the child's latest yes no longer counts, for the people who ask; empty where it counts or was replaced."""
    if kept.stopped_on:
        return f"Said yes, then stopped on {day(kept.stopped_on)}."
    return kept.lapsed.in_words() if kept.lapsed else ""


def birthday_ahead(born_on: dt.date | None, on: dt.date) -> str:
    """That a birthday comes soon at which each yes is asked again, or that none can be known (SAFEGUARDING 7)."""
    age = consent.next_birthday(born_on, on, within=BIRTHDAY_AHEAD)
    if age is None or born_on is None:
        return consent.birthday_not_known(born_on)
    return f"Turns {age} on {day(dates.birthday(born_on, age))}: each yes is asked again from then on."


def how_soon_tag(value: str) -> Tag:
    """How soon as a tag; "not decided yet" where nobody did."""
    if not value:
        return Tag("Not decided yet", "govuk-tag--grey")
    return Tag(HowSoon(value).label, SOON_TAGS[value])


def otherwise(decision: Any) -> str:
    """What the reasons alone say, and the words of whoever decided otherwise; empty where the reasons were followed."""
    if decision is None or not decision.override_words or decision.level == decision.suggested:
        return ""
    alone = HowSoon(decision.suggested).label
    return f"The reasons alone say “{alone}”. Decided otherwise because: {decision.override_words}"


def place_tag(referral: Referral) -> Tag:
    """Where the work stands as a tag."""
    place = places.get_place(referral)
    if isinstance(place, pathway.Stage):
        return Tag(places.place_in_words(referral))
    return Tag(place.label, "govuk-tag--purple" if place is pathway.SideState.PAUSED else "govuk-tag--grey")


def facts(known: known_queries.Known, holders: Sequence[str] = ()) -> tuple[Fact, ...]:
    """What the service knows of a child already, so that nobody types it again.

    ``holders``: whom the parents' answers name, where no fact says who has parental responsibility.
    """
    child = known.child
    age = NOT_KNOWN if known.age is None else f"{known.age} (born {day(known.born_on)})"
    care_start = known.result.care_start if known.result else None
    legal = f"{consent.footing(known.legal_status).label} ({known.legal_status})" if known.legal_status else NOT_KNOWN
    team = {member.get_part_display(): member.user.display_name for member in known.team}
    return (
        Fact("Age", age),
        Fact("In care since", day(care_start)),
        Fact("Legal status", legal),
        *(_local(known, name, ", ".join(holders)) for name in FACTS),
        Fact("Next review", day(child.next_review_on)),
        *(Fact(part, name) for part, name in team.items()),
    )


def _local(known: known_queries.Known, name: FactName, holders: str) -> Fact:
    row = known.facts.get(name.value)
    if row is None and name is FactName.PARENTAL_RESPONSIBILITY and holders:
        return Fact(name.label, holders, "the parents’ answers")
    if row is None:
        of_the_child = {FactName.LANGUAGE: known.child.language, FactName.AREA: known.child.area}.get(name, "")
        return Fact(name.label, of_the_child or NOT_KNOWN)
    return Fact(name.label, PLANS.get(row.value, row.value), f"{row.author}, {day(row.from_on)}")


def one_page(rows: Any, number: object) -> Page[Any]:
    """One page of a list; a page that is not there is the nearest one that is."""
    return Paginator(rows, A_PAGE).get_page(number if isinstance(number, str | int) else 1)


def pagination(page: Page[Any]) -> dict[str, Any]:
    """The parameters of the pagination component; empty where one page is enough."""
    if page.paginator.num_pages == 1:
        return {}
    items = [
        {"number": number, "href": f"?page={number}", "current": number == page.number}
        if isinstance(number, int)
        else {"ellipsis": True}
        for number in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    found: dict[str, Any] = {"items": items}
    if page.has_previous():
        found["previous"] = {"href": f"?page={page.previous_page_number()}"}
    if page.has_next():
        found["next"] = {"href": f"?page={page.next_page_number()}"}
    return found
