"""Whoever has just signed in and may not open where they were going lands on their own first page.

The address in the sign-in page may be left from somebody else who used the same browser before.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

SIGNING_IN = frozenset({"account_login", "mfa_authenticate", "demo:sign_in_as"})
ARRIVING = "arriving"


def note(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Remember for one page that somebody has just signed in."""
    match = request.resolver_match
    is_sent_on = 300 <= response.status_code < 400
    if match and match.view_name in SIGNING_IN and is_sent_on and request.user.is_authenticated:
        request.session[ARRIVING] = True
    return response


def take(request: HttpRequest) -> None:
    """Whether this is the first page after signing in; it is asked once."""
    if ARRIVING in request.session:
        request.arriving = bool(request.session.pop(ARRIVING))  # type: ignore[attr-defined]


def is_led_astray(request: HttpRequest) -> bool:
    """Whether a refusal meets somebody who has just signed in, on a page that is not their first."""
    return request.method == "GET" and getattr(request, "arriving", False) and request.path != reverse("home")
