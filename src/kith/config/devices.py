"""Devices on which somebody has signed in before: a signed cookie says so, and names nobody and no machine."""

import datetime as dt

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from kith.access.models import User

SALT = "kith.config.devices"
# So many people may share a device and each still be known on it; the longest known leaves first.
MOST = 20
SINCE = "device_since"


def note(request: HttpRequest, response: HttpResponse, user: User, at: dt.datetime) -> bool:
    """Whether this is the first time on this device; from now on it is known, in the cookie and in the session."""
    known = _read(request)
    name = _name(user)
    is_new = name not in known
    since = known.pop(name, at.timestamp())
    known[name] = since
    request.session[SINCE] = since
    response.set_cookie(
        settings.KITH_DEVICE_COOKIE,
        signing.dumps(dict(list(known.items())[-MOST:]), salt=SALT, compress=True),
        max_age=dt.timedelta(days=settings.KITH_DEVICE_DAYS),
        secure=settings.KITH_HTTPS,
        httponly=True,
        samesite="Strict",
    )
    return is_new


def unanswered(request: HttpRequest) -> dt.datetime | None:
    """When this person signed in on a new device, if this one is older and nobody has said that it was them."""
    user = request.user
    if not isinstance(user, User) or user.new_device_at is None or SINCE not in request.session:
        return None
    return user.new_device_at if request.session[SINCE] < user.new_device_at.timestamp() else None


def _name(user: User) -> str:
    return salted_hmac(SALT, str(user.pk), algorithm="sha256").hexdigest()[:32]


def _read(request: HttpRequest) -> dict[str, float]:
    """Who is known on this device, and since when; a cookie that was changed or is too old knows nobody."""
    try:
        known = signing.loads(
            request.COOKIES.get(settings.KITH_DEVICE_COOKIE, ""),
            salt=SALT,
            max_age=dt.timedelta(days=settings.KITH_DEVICE_DAYS),
        )
    except signing.BadSignature:
        return {}
    return {str(name): float(since) for name, since in known.items()}
