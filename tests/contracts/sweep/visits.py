"""Asking for a page as somebody, with everything undone afterwards but what was seen."""

import html
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler
from django.utils import timezone

from kith.access.models import User
from kith.domain.terms import Role
from kith.referrals.views import held
from tests.contracts.sweep.addresses import TABLES, Address
from tests.contracts.sweep.world import OWN, POSITIONS, World

BACKEND = "kith.config.sign_in.Backend"
# Nobody signs in as a job.
ROLES = [role for role in Role if role is not Role.SYSTEM]
A_DAY_SECONDS = 86400
METHODS = ("GET", "POST")
CSRF = re.compile(rb'(name="csrfmiddlewaretoken" value=")[^"]*')
NONCE = re.compile(rb'(nonce=")[^"]*')
COLUMNS = ("kind", "actor_id", "subject_type", "subject_id", "child_id", "count", "codes")
LATEST = "SELECT COALESCE(MAX(id), 0) FROM audit_auditevent"
SINCE = f"SELECT {', '.join(COLUMNS)} FROM audit_auditevent"
LOOKS = (LATEST, SINCE)
LINK = re.compile(rb'<a\b[^>]*\bhref="([^"#][^"]*)"')
LEFT_OUT = ("/leave/", "/sign-in/out/", "/static/")
# What differs from one answer to the next whatever was asked.
HEADERS_THAT_VARY = {"set-cookie", "content-length", "date"}


@dataclass(frozen=True)
class Visit:
    """One answer: its status, headers and text, and the events it wrote, as they stand in the audit table."""

    address: Address
    position: str
    method: str
    path: str
    status: int
    headers: dict[str, str]
    cookies: str
    body: bytes
    events: tuple[dict[str, Any], ...]

    @property
    def told(self) -> str:
        """Which page, for a message."""
        where = f" of {self.position}" if self.address.ids else ""
        return f"{self.method} {self.address.name}{where}"

    def bare(self, world: World) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and text without the tokens of one answer and the ids that were asked for."""
        body = NONCE.sub(rb"\1", CSRF.sub(rb"\1", self.body))
        kept = {name: value for name, value in self.headers.items() if name.lower() not in HEADERS_THAT_VARY}
        for hole in self.address.ids:
            asked_for = str(world.ids[self.position][TABLES[hole]])
            body = body.replace(asked_for.encode(), b"ID")
            kept = {name: value.replace(asked_for, "ID") for name, value in kept.items()}
        return self.status, kept, body


class Browser(RequestFactory):
    """Sends requests through every middleware, like the test client, without keeping each template's context."""

    def __init__(self, session: str = "") -> None:
        super().__init__()
        self.handler = ClientHandler(enforce_csrf_checks=False)
        if session:
            self.cookies[settings.SESSION_COOKIE_NAME] = session

    def request(self, **request: Any) -> Any:
        """The answer, not the request."""
        return self.handler(self._base_environ(**request))


class Visitor:
    """One person (or nobody) with a browser, and with a second device that a child holds, in a session together."""

    def __init__(self, user: User | None = None, together: dict[str, Any] | None = None) -> None:
        self.browser = Browser(session_of(user) if user else "")
        self.in_childs_hands = Browser(session_of(user, together)) if user and together else self.browser

    def visit(self, address: Address, position: str, ids: dict[str, Any], method: str = "GET") -> Visit:
        """Ask for one page; what it wrote is undone."""
        return self.ask(address.path(ids), address, position, method)

    def ask(
        self, path: str, address: Address, position: str = OWN, method: str = "GET", sent: dict[str, Any] | None = None
    ) -> Visit:
        """The same for a path that is known already, and a form that is filled in."""
        browser = self.in_childs_hands if address.name in held.OF_THE_REFERRAL | held.OF_THE_MAP else self.browser
        with undone() as mark:
            response: Any = browser.get(path) if method == "GET" else browser.post(path, sent or {})
            body = response.getvalue()
            events = events_since(mark)
        return Visit(
            address,
            position,
            method,
            path,
            response.status_code,
            dict(response.headers),
            response.cookies.output(),
            body,
            events,
        )

    def crawl(self, most: int) -> Iterator[Visit]:
        """Every page that can be reached by links from the first one, the nearest first; leaving is left out."""
        known, waiting = {"/"}, deque(["/"])
        while waiting and most:
            path = waiting.popleft()
            visit = self.ask(path, Address(path, ()))
            most -= 1
            yield visit
            for link in _links(visit):
                if link not in known:
                    known.add(link)
                    waiting.append(link)

    def tour(self, world: World, addresses: list[Address], method: str = "GET") -> Iterator[Visit]:
        """Every address, and for those with an id every position."""
        for address in addresses:
            for position in POSITIONS if address.ids else POSITIONS[:1]:
                yield self.visit(address, position, world.ids[position], method)


def session_of(user: User, together: dict[str, Any] | None = None, seconds: int = A_DAY_SECONDS) -> str:
    """The key of a session in which nothing need be noted each time; a child holds the device if ids are given."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    session, now = client.session, timezone.now().timestamp()
    session.update({"began": now, "last_seen": now + A_DAY_SECONDS})
    if together:
        child, referral = (str(together[label]) for label in ("children.Child", "referrals.Referral"))
        session[held.KEY] = {"referral": referral, "child": child, "until": now + seconds}
    session.save()
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _links(visit: Visit) -> Iterator[str]:
    """The pages of this service that a page leads to."""
    found = [html.unescape(link.decode()) for link in LINK.findall(visit.body)]
    for link in [*found, visit.headers.get("Location", "")]:
        there = urljoin(visit.path, link).partition("#")[0]
        if link and there.startswith("/") and not there.startswith(LEFT_OUT):
            yield there


@contextmanager
def undone() -> Iterator[int]:
    """Whatever is written inside is taken back; gives the number of the last event before."""
    cache.clear()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(LATEST)
            mark = cursor.fetchone()[0]
        yield mark
        transaction.set_rollback(True)


def events_since(mark: int) -> tuple[dict[str, Any], ...]:
    """Events as the database holds them, with the sealed words left out."""
    with connection.cursor() as cursor:
        cursor.execute(f"{SINCE} WHERE id > %s ORDER BY id", [mark])
        return tuple(dict(zip(COLUMNS, row, strict=True)) for row in cursor.fetchall())
