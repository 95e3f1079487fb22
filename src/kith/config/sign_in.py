"""How people sign in: nobody signs themselves up; a second factor comes first; each sign-in is recorded."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from allauth.account import views as account
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, re_path, reverse
from django.utils import timezone

from kith.access.actor import Actor
from kith.access.models import User
from kith.audit import record
from kith.config import devices, own_sign_in
from kith.domain import limits
from kith.sealing import unsent

DORMANT_DAYS = limits.number("dormant_days")
HAS_CODE = "has_code"
FIRST_STEPS = {"mfa_activate_totp", "account_reauthenticate", "account_logout", "mfa_view_recovery_codes"}


class Backend(AuthenticationBackend):
    """The sign-in library's backend, which brings the person's service along: every page names it."""

    def get_user(self, user_id: Any) -> User | None:
        """The signed-in person, if the account is still on."""
        user = User.objects.select_related("service").filter(pk=user_id).first()
        return user if user is not None and user.is_active else None


class AccountAdapter(DefaultAccountAdapter):
    """Our answers to the sign-in library's questions."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs themselves up."""
        return False

    def pre_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse | None:
        """An account that nobody used for DORMANT_DAYS is asleep until an administrator wakes it."""
        if is_dormant(user, timezone.now()):
            return redirect("account_inactive")
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        return response

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """Record that somebody signed in; what they sent too late comes before anything else."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        if unsent.find(user.pk):
            response = redirect("unsent")
        at = timezone.now()
        request.session["began"] = at.timestamp()
        is_new = devices.note(request, response, user, at)
        if is_new:
            User.objects.filter(pk=user.pk).update(new_device_at=at)
        _record("user.signed_in", user, new_device=is_new)
        return response

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the person's password. They are found by the address they sign in with.

        The library would look in its own table of verified addresses, which this service does not fill.
        """
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and bool(found.pk == user.pk)

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """The first sign-in code is set up straight after the password; any later change asks for it again."""
        if app.endswith("mfa") and not is_mfa_enabled(self.request.user):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record a wrong password against a known address; an unknown address leaves no name behind."""
        known = User.objects.filter(email=str(credentials.get("email") or "").lower()).first()
        if known:
            _record("user.sign_in_failed", known)


def _record(kind: str, user: User, **codes: bool) -> None:
    with record.unit_of_work():
        who = Actor.of_user(user).who()
        record.note(record.Event(kind, who, timezone.now(), "access.User", str(user.pk), codes=dict(codes)))


def is_dormant(user: User, now: dt.datetime) -> bool:
    """Whether an account was not used for DORMANT_DAYS."""
    return user.last_login is not None and now - user.last_login > dt.timedelta(days=DORMANT_DAYS)


def name_tried(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address somebody tried to sign in with, for the lockout."""
    given = (credentials or {}).get("email") or (credentials or {}).get("username") or request.POST.get("login") or ""
    return str(given).lower()


def second_factor(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Nobody goes further than setting up a sign-in code until they have one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not settings.KITH_SECOND_FACTOR or not request.user.is_authenticated or request.session.get(HAS_CODE):
            return get_response(request)
        if is_mfa_enabled(request.user):
            request.session[HAS_CODE] = True
        elif request.path not in {reverse(name) for name in FIRST_STEPS}:
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def password_link(user: User) -> str:
    """The address at which a person sets a new password, once; it wakes a dormant account."""
    if is_dormant(user, timezone.now()):
        User.objects.filter(pk=user.pk).update(last_login=None)
        user.last_login = None
    key = default_token_generator.make_token(user)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})


@login_not_required
def closed(request: HttpRequest) -> HttpResponse:
    """Pages of the sign-in library that this service does not use."""
    return render(request, "account/closed.html")


urlpatterns = [
    path("", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("asleep/", account.account_inactive, name="account_inactive"),
    path("help/", closed, name="account_reset_password"),
    path("help/new/", closed, name="account_signup"),
    path("help/email/", closed, name="account_email"),
    path("help/set-password/", closed, name="account_set_password"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("password/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("code/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("mine/", own_sign_in.page, name="mfa_index"),
    path("mine/end-others/", own_sign_in.end_others, name="end_other_sessions"),
    path("mine/it-was-me/", own_sign_in.it_was_me, name="it_was_me"),
    path("code/start/", totp.activate_totp, name="mfa_activate_totp"),
    path("code/end/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("code/spare/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("code/spare/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("code/spare/keep/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
