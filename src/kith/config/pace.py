"""How fast one person may ask for pages: far more than anybody reads, far less than a script takes."""

import threading
from collections.abc import Callable
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kith.access.actor import Actor
from kith.audit import record

Next = Callable[[HttpRequest], HttpResponse]
TOO_MANY = 429
MINUTE = 60


class Pace:
    """A measure of pages for each person, that fills up again over a minute. Each process measures for itself."""

    def __init__(self) -> None:
        self._left: dict[str, tuple[float, float, bool]] = {}
        self._swept = 0.0
        self._lock = threading.Lock()

    def take(self, who: str, a_minute: int, now: float) -> tuple[bool, bool]:
        """Whether this page may be had; and whether it is the first that may not since the measure was last full."""
        with self._lock:
            left, at, told = self._left.get(who, (a_minute, now, False))
            left = min(a_minute, left + (now - at) * a_minute / MINUTE)
            told = told and left < a_minute
            may = left >= 1
            self._left[who] = (left - may, now, told or not may)
            if now - self._swept > MINUTE:
                self._forget(now)
            return may, not may and not told

    def _forget(self, now: float) -> None:
        """Whoever asked for nothing in a minute has a full measure, and need not be remembered."""
        self._swept = now
        self._left = {who: entry for who, entry in self._left.items() if now - entry[1] <= MINUTE}


MEASURE = Pace()


def keep_pace(get_response: Next) -> Next:
    """Ask somebody who is too fast to wait, and tell the privacy officer once."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        who = str(request.user.pk)
        may, is_first = MEASURE.take(who, settings.KITH_PAGES_A_MINUTE, monotonic())
        if may:
            return get_response(request)
        if is_first:
            with record.unit_of_work():
                actor = Actor.of_user(request.user)
                record.note(record.Event("user.too_fast", actor.who(), timezone.now(), "access.User", who))
        answer = render(request, "ui/too_fast.html", status=TOO_MANY)
        answer["Retry-After"] = str(MINUTE)
        return answer

    return middleware
