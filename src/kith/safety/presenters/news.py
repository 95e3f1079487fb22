"""News to tell a child: what is known, who tells it when and where, that it was told, and looking in afterwards."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from kith.access import gate
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.children.queries import children
from kith.domain import dates, limits
from kith.domain import safety as rules
from kith.domain.terms import NewsKind
from kith.safety.models import News
from kith.safety.presenters import words
from kith.safety.queries import around, news
from kith.safety.queries.sheet import root_of

LOOK_AHEAD_DAYS = limits.number("look_ahead_days")
TO_PLAN = words.Tag("Nobody is to tell it yet", "govuk-tag--yellow")
TO_TELL = words.Tag("To tell", "govuk-tag--blue")
TO_LOOK_IN = words.Tag("Told: look in on the child", "govuk-tag--yellow")
DONE = words.Tag("Told", "govuk-tag--grey")


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One piece of news and how far the telling has come."""

    news_id: uuid.UUID
    child_id: uuid.UUID
    what: str
    about: str
    state: words.Tag
    found: str
    says: str
    plan: str
    told: str
    told_words: str
    look_in_by: str
    looked_in: str
    version: int
    is_told: bool
    is_planned: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class NewsPage:
    """Every piece of news about one child's people."""

    child_id: uuid.UUID
    child: str
    on: dt.date
    to_do: tuple[NewsLine, ...]
    done: tuple[NewsLine, ...]
    may_keep: bool


def news_page(actor: Actor, child: Child, on: dt.date) -> NewsPage:
    """The page of one child: what is to be done first."""
    found = list(news.list_news(actor, child))
    people = around.get_some(actor, child, (row.connection for row in found if row.connection))
    rows = [news_line(row, people) for row in found]
    return NewsPage(
        child_id=child.pk,
        child=str(child),
        on=on,
        to_do=tuple(row for row in rows if not row.is_done),
        done=tuple(row for row in rows if row.is_done),
        may_keep=gate.may(actor, Permission.KEEP_NEWS),
    )


def waiting_in_words(actor: Actor, child: Child) -> str:
    """That the child is still to be told something, face to face; what stands on its own page (SAFEGUARDING 4)."""
    number = len(news.list_to_tell(actor, [child.pk])) if gate.may(actor, Permission.VIEW_PEOPLE) else 0
    if not number:
        return ""
    waits = "News waits" if number == 1 else f"{number} pieces of news wait"
    return f"{waits} to be told to {child}, face to face. Until then the child’s own pages stay as they were."


def news_line(row: News, people: around.Around) -> NewsLine:
    """One piece of news in words."""
    return NewsLine(
        news_id=row.pk,
        child_id=row.child_id,
        what=NewsKind(row.kind).label,
        about=people.name(root_of(row.connection.person)) if row.connection else "",
        state=state_of(row),
        found=f"Written down by {words.by(row.found_by)}, {words.local_day(row.found_at)}",
        says=row.words,
        plan=plan_in_words(row),
        told=f"{words.by(row.told_by)}, {words.local_day(row.told_at)}" if row.told_at else "",
        told_words=row.told_words or "",
        look_in_by=words.day(row.check_in_by) if row.told_at and not row.checked_in_at else "",
        looked_in=f"{words.local_day(row.checked_in_at)}: {row.checked_in_words}" if row.checked_in_at else "",
        version=row.version,
        is_told=row.told_at is not None,
        is_planned=row.who_tells_id is not None,
        is_done=row.checked_in_at is not None,
    )


def state_of(row: News) -> words.Tag:
    """How far the telling has come."""
    if row.checked_in_at:
        return DONE
    if row.told_at:
        return TO_LOOK_IN
    return TO_TELL if row.who_tells_id else TO_PLAN


def plan_in_words(row: News) -> str:
    """Who tells the child, when, where and with whom; empty where nobody is named yet."""
    if row.who_tells is None:
        return ""
    at_time = row.tell_at_time.strftime(", %H:%M") if row.tell_at_time else ""
    when = f"{words.day(row.tell_on)}{at_time}"
    return f"{row.who_tells.display_name}, {when}. {row.where}. With the child: {row.with_whom}."


def tellers(actor: Actor, child: Child) -> list[User]:
    """Who may be named to tell the child: the people around the child, and whoever asks."""
    team = {member.user_id: member.user for member in children.list_case_team(actor, child)}
    if actor.user_id and actor.user_id not in team:
        team[actor.user_id] = User.objects.get(pk=actor.user_id)
    return sorted(team.values(), key=lambda user: user.display_name)


def planned_so_far(row: News, on: dt.date) -> dict[str, Any]:
    """What stands in the form before anything is changed: the plan, or the next good day."""
    return {
        "who_tells": str(row.who_tells_id or ""),
        "tell_on": row.tell_on or next_good_day(row.child.birth, on),
        "at_time": row.tell_at_time or rules.load_setting().after_school,
        "where": row.where or "",
        "with_whom": row.with_whom or "",
        "version": row.version,
    }


def next_good_day(born: dt.date | None, on: dt.date) -> dt.date | None:
    """The next working day that is a good one to tell a child something hard."""
    days = (on + dt.timedelta(days=ahead) for ahead in range(1, LOOK_AHEAD_DAYS))
    good = (day for day in days if rules.bad_day_to_tell(day, born=born, today=on) is None)
    return next((day for day in good if dates.is_working_day(day)), None)
