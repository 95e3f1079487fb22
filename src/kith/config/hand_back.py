"""Giving a device back after a session together: nothing of the staff opens on it before the coordinator is there."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import scope
from kith.access.actor import Actor
from kith.access.models import User
from kith.referrals.actions import agreement
from kith.referrals.queries import referrals
from kith.referrals.views import held

Next = Callable[[HttpRequest], HttpResponse]
# After a time-out nobody is signed in: these pages alone open, so that the coordinator can sign in again.
SIGNING_IN = ("account_", "mfa_", "demo:", "ask:")
TOO_MANY = 429


class ItIsMe(forms.Form):
    """The password of whoever gave the device to the child. In the made-up county, where nobody has one, a press."""

    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password"},
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user
        self.fields["password"].label = f"Password of {user.display_name}"
        if settings.KITH_DEMO and not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        """Right, or an error; wrong ones count towards the lockout like those at sign-in."""
        given = str(self.cleaned_data["password"])
        if not get_adapter().reauthenticate(self.user, given):
            raise ValidationError("That is not the right password")
        return given


def keep_closed(get_response: Next) -> Next:
    """While a device is in a child's hands every page of the staff answers with the one that asks to give it back."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return _after_time_out(request) or get_response(request)
        request.session.pop(held.HANDED_OVER_KEY, None)
        now = request.held = held.find(request)  # type: ignore[attr-defined]
        if now is None:
            return get_response(request)
        match = _match(request)
        if held.is_open(now, match, request.method or ""):
            answer = get_response(request)
            held.note_where(request, now, match, answer)
            return answer
        return held.waiting_page(request, form=ItIsMe(user=request.user))

    return middleware


def sign_out(request: HttpRequest) -> HttpResponse:
    """End a session together that nobody used any more; the device still asks to be given back."""
    name = request.user.display_name  # type: ignore[union-attr]
    logout(request)
    request.session[held.HANDED_OVER_KEY] = name
    return redirect("hand_back")


@login_not_required
@require_http_methods(["GET", "POST"])
def hand_back(request: HttpRequest) -> HttpResponse:
    """Give the device back: with the right password the coordinator goes on where they began."""
    now = held.find(request)
    if now is None and held.HANDED_OVER_KEY in request.session:
        return held.waiting_page(request, status=200)
    if now is None or not isinstance(request.user, User):
        return redirect("home" if request.user.is_authenticated else settings.LOGIN_URL)
    form = ItIsMe(request.POST if request.method == "POST" else None, user=request.user)
    if not form.is_bound or not form.is_valid():
        return held.waiting_page(request, status=200, form=form)
    held.give_back(request)
    _record(Actor.of_user(request.user), now)
    return redirect("referrals:together", now.referral_id)


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any]) -> HttpResponse:
    """Too many wrong passwords: at sign-in the page that says so; in a child's hands the calm one stays."""
    if held.find(request) is None:
        return render(request, "ui/locked_out.html", status=TOO_MANY)
    return held.waiting_page(request, status=TOO_MANY, is_locked=True)


def _record(actor: Actor, now: held.Held) -> None:
    """Note that the device was given back, unless somebody else is the coordinator by now."""
    at = timezone.now()
    try:
        with scope.acting(actor):
            agreement.end_together(actor, referral=referrals.get_referral(actor, now.referral_id), at=at)
    except scope.NotVisible:
        return


def _after_time_out(request: HttpRequest) -> HttpResponse | None:
    if held.HANDED_OVER_KEY not in request.session:
        return None
    match = _match(request)
    name = match.view_name if match else ""
    if name in held.ALWAYS or name.startswith(SIGNING_IN):
        return None
    return held.waiting_page(request)


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
