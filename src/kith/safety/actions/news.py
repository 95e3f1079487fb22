"""Writes: news that a named person tells a child face to face, before any page shows it (SAFEGUARDING 4)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from kith.access import action, gate, jobs
from kith.access.actor import Actor
from kith.access.models import User
from kith.access.permissions import Permission
from kith.children.models import Child
from kith.domain import safety
from kith.domain.terms import FactSource, NewsKind, PersonStatus
from kith.people import actions as people
from kith.people.models import Connection
from kith.safety.actions.sides import hold_sides_that_wait
from kith.safety.models import News
from kith.safety.queries import news

NEWS_OF = {
    **dict.fromkeys(PersonStatus.said_no(), NewsKind.SAID_NO),
    PersonStatus.UNSAFE_FOR_NOW: NewsKind.NOT_SAFE,
    PersonStatus.DIED: NewsKind.HAS_DIED,
}
"""Where somebody may come to stand of which the child is told face to face first (SAFEGUARDING 4)."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Who tells the child, when, where and with whom. Not before school, a birthday or a weekend alone."""

    who: User
    on: dt.date
    at_time: dt.time
    where: str
    with_whom: str


@action.action(Permission.KEEP_NEWS, on="child", event="news.kept")
def keep_news(
    actor: Actor, *, child: Child, kind: NewsKind, words: str, at: dt.datetime, connection: Connection | None = None
) -> News:
    """Keep news that the child does not know yet; the child's pages stay as they were until it is told."""
    if not words.strip():
        raise gate.ActionBlocked("Write what is known, and who says so.")
    row = News.objects.create(
        service_id=child.service_id,
        child=child,
        connection=connection,
        kind=kind.value,
        words=words.strip(),
        found_by_id=actor.user_id,
        found_at=at,
    )
    action.note(actor, "news.kept", row, at, news=kind.value)
    return row


def stands_elsewhere(actor: Actor, *, connection: Connection, stands: people.Stands, at: dt.datetime) -> None:
    """What follows where somebody said no, is not safe or died, whichever page says so: it is news.

    The home of the first two waits. It is no news where the child says so, or where it waits to be told already. News
    of a death that no longer stands ends: nobody tells a child what is not so. Named in ``settings.STANDING_HOOKS``.
    """
    if ended := news.list_no_longer_so(connection).update(not_so_at=at, version=F("version") + 1):
        action.note(actor, "news.ended", connection, at, count=ended)
    kind = NEWS_OF.get(stands.status)
    if kind is None:
        return
    if kind is not NewsKind.HAS_DIED:
        hold_sides_that_wait(actor, child_id=connection.child_id, at=at)
    if stands.is_news and stands.source is not FactSource.CHILD and not news.is_known(connection, kind):
        words = stands.words.strip() or f"{stands.status.label}: {stands.source.label}."
        keep_news(actor, child=connection.child, kind=kind, words=words, connection=connection, at=at)


@action.action(Permission.KEEP_NEWS, on="news", event="news.planned")
def plan_telling(actor: Actor, *, news: News, telling: Telling, at: dt.datetime, version: int | None = None) -> News:
    """Say who tells the child, when, where and with whom. Raises ActionBlocked for a bad day or hour, or no words."""
    action.expect_version(news, version)
    if news.told_at is not None:
        raise gate.ActionBlocked("The child has been told already.")
    if not telling.where.strip() or not telling.with_whom.strip():
        raise gate.ActionBlocked("Write where the child is told, and who is with them.")
    why = safety.bad_day_to_tell(telling.on, born=news.child.birth, today=timezone.localdate(at))
    if why is None and safety.is_before_school(telling.on, telling.at_time):
        why = safety.BEFORE_SCHOOL
    if why:
        raise gate.ActionBlocked(why)
    news.who_tells_id, news.tell_on, news.tell_at_time = telling.who.pk, telling.on, telling.at_time
    news.where, news.with_whom = telling.where.strip(), telling.with_whom.strip()
    news.save()
    action.note(actor, "news.planned", news, at, who=str(telling.who.pk))
    return news


@action.action(Permission.KEEP_NEWS, on="news", event="news.told")
def mark_told(actor: Actor, *, news: News, words: str, at: dt.datetime, version: int | None = None) -> News:
    """Note that the child was told, in which words, and how they took it; a check-in is due within three days.

    From now on the child knows of the person it is about, if whoever notes it records people too; else the
    coordinator notes that. Raises ActionBlocked without a plan or words.
    """
    action.expect_version(news, version)
    if news.told_at is not None:
        raise gate.ActionBlocked("The child has been told already.")
    if news.who_tells_id is None:
        raise gate.ActionBlocked("First say who tells the child, where and with whom.")
    if not words.strip():
        raise gate.ActionBlocked("Write how the child was told and what they said.")
    news.told_by_id, news.told_at, news.told_words = actor.user_id, at, words.strip()
    news.check_in_by = timezone.localdate(at) + safety.load_setting().look_in_within
    news.save()
    action.note(actor, "news.told", news, at)
    about = news.connection
    if about is not None:  # of one who said no, only marks are kept once the child has been told
        jobs.enqueue("finding.forget", news.service_id, connection=str(about.pk))
    if about is not None and not about.child_knows and gate.may(actor, Permission.RECORD_PEOPLE):
        people.note_child_knows(actor, connection=about, at=at)
    return news


@action.action(Permission.KEEP_NEWS, on="news", event="news.checked_in")
def check_in(actor: Actor, *, news: News, words: str, at: dt.datetime, version: int | None = None) -> News:
    """Note that somebody looked in on the child after the news, and how they are."""
    action.expect_version(news, version)
    if news.told_at is None:
        raise gate.ActionBlocked("The child has not been told yet.")
    if news.checked_in_at is not None:
        raise gate.ActionBlocked("Somebody has looked in already.")
    if not words.strip():
        raise gate.ActionBlocked("Write how the child is.")
    news.checked_in_at, news.checked_in_words = at, words.strip()
    news.save()
    action.note(actor, "news.checked_in", news, at)
    return news
