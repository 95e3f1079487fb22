"""What happens around every request: headers, time-outs, and the service put in force."""

import datetime as dt
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from kith.access import action, gate, scope
from kith.access.actor import Actor
from kith.config import arriving, hand_back, own_sign_in, unsent
from kith.domain.pathway import MoveNotAllowed
from kith.referrals.views import held

Next = Callable[[HttpRequest], HttpResponse]
NOTED_EVERY_SECONDS = 30  # so that most pages do not write to the session


def headers(get_response: Next) -> Next:
    """No page is kept by a browser or a proxy; static files are the exception. Signing out leaves nothing behind."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if not request.path.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "no-store"
            response.headers.pop("Expires", None)  # says nothing beside no-store, and tells one answer from another
        if request.method == "POST" and request.path == reverse("account_logout"):
            response["Clear-Site-Data"] = '"cache", "storage"'
        response["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


def time_out(get_response: Next) -> Next:
    """End a session that has been idle or open too long; a session together with a child lasts longer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = timezone.now().timestamp()
            if _is_over(request, now):
                if held.find(request):
                    return hand_back.sign_out(request)
                waits = unsent.keep(request)
                logout(request)
                return redirect(f"{reverse(settings.LOGIN_URL)}?ended={'unsent' if waits else '1'}")
            if now - request.session.get("last_seen", 0) > NOTED_EVERY_SECONDS:
                request.session["last_seen"] = now
            if "began" not in request.session:
                request.session["began"] = now
        return get_response(request)

    return middleware


def _is_over(request: HttpRequest, now: float) -> bool:
    last = request.session.get("last_seen", now)
    began = request.session.get("began", now)
    if _was_ended(request, max(began, request.session.get(own_sign_in.KEPT, 0))):
        return True
    if now - began > dt.timedelta(hours=settings.SESSION_ABSOLUTE_HOURS).total_seconds():
        return True
    # Also after its time is over: the device is closed by then, and what was typed may still be kept.
    minutes = settings.SESSION_TOGETHER_MINUTES if held.find(request) else settings.SESSION_IDLE_MINUTES
    return now - last > minutes * 60


def _was_ended(request: HttpRequest, counts_from: float) -> bool:
    """Whether this person, or an administrator for them, has ended every session that began before now."""
    ended = request.user.signed_out_at  # type: ignore[union-attr]  # staff only from here on
    return ended is not None and counts_from < ended.timestamp()


class door:  # noqa: N801  (named as the setting reads)
    """Puts the actor and the service in force for the view, and turns the doors' refusals into pages."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return arriving.note(request, self.get_response(request))
        arriving.take(request)
        request.actor = Actor.of_user(request.user)  # type: ignore[attr-defined]
        with scope.acting(request.actor):  # type: ignore[attr-defined]
            return arriving.note(request, self.get_response(request))

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Not yours and not there give the same page; a refusal says why, in a child's hands without a menu."""
        if isinstance(error, scope.NotVisible | gate.NotPermitted) and arriving.is_led_astray(request):
            return redirect("home")
        in_whose_hands = "_together" if getattr(request, "held", None) else ""
        if isinstance(error, scope.NotVisible):
            return render(request, "404.html", status=404)
        if isinstance(error, gate.NotPermitted):
            return render(
                request, "403.html", {"text": error.text, "role": getattr(request.user, "role", "")}, status=403
            )
        if isinstance(error, gate.ActionBlocked | MoveNotAllowed):
            return render(request, f"ui/not_now{in_whose_hands}.html", {"text": str(error)}, status=409)
        if isinstance(error, action.StaleVersion):
            said = {"stale": error, "sent": request.POST}
            return render(request, f"ui/stale{in_whose_hands}.html", said, status=409)
        return None
