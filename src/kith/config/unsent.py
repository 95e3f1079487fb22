"""A form that came after its session had ended: kept for whoever wrote it, shown once they have signed in again."""

import re
import uuid

from allauth.account.decorators import login_required
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.referrals.views import held
from kith.sealing import unsent
from kith.ui import versions

# Passwords and codes go to these; nothing of them is kept.
SIGNING_IN = ("account_", "mfa_", "demo:", "hand_back", "unsent", "leave")
# What a form sends without anybody having written it: ids, numbers, and the words that code has for an answer.
NOT_WRITTEN = re.compile(r"[a-z0-9_:.\-]*")
SEND_AGAIN = 307


class _Forged(CsrfViewMiddleware):
    """The framework's own check, asked here because a session's end comes before it; without its page and its log."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def keep(request: HttpRequest) -> bool:
    """Keep what a person's session came too late for; whether anything waits for them now.

    Only a page that they sent themselves: no script's own request, no forged form, nothing of signing in.
    """
    is_page = request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate" and "HX-Request" not in request.headers
    if request.method != "POST" or not is_page or _is_signing_in(request):
        return False
    if _Forged(_nothing).process_view(request, _nothing, (), {}):
        return False
    return _keep(request)


def not_taken(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that carries no good token. Where it was of this very site it is older than the last signing in.

    Then its writer reads their words and sends them on purpose; a form from anywhere else is refused and forgotten.
    """
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_ours or not request.user.is_authenticated or held.find(request) or _is_signing_in(request):
        return render(request, "403_csrf.html", status=403)
    return redirect("unsent") if _keep(request) else render(request, "403_csrf.html", status=403)


@login_required
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """What waits, to be read and changed, then sent where it was going, or thrown away."""
    waits = unsent.find(_who(request))
    if waits is None:
        return redirect("home")
    if request.method == "POST":
        unsent.forget(_who(request))
        if request.POST.get("unsent") == "send":
            # The browser sends the same fields on to the page they were written for.
            return HttpResponse(status=SEND_AGAIN, headers={"Location": waits.path})
        messages.success(request, "What you wrote was thrown away.")
        return redirect("home")
    sent = QueryDict(mutable=True)
    for name, value in waits.fields:
        sent.appendlist(name, value)
    asked = _asked({name for name, _ in waits.fields})
    written = [
        (name, asked.get(name, versions.words(name)), value) for name, value in waits.fields if _is_written(value)
    ]
    chosen = [(name, value) for name, value in waits.fields if not _is_written(value)]
    shown = {"waits": waits, "sent": sent, "written": written, "chosen": chosen}
    return render(request, "account/unsent.html", shown)


def _nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def _keep(request: HttpRequest) -> bool:
    """What was sent, for whoever is signed in now."""
    path, had_files = request.get_full_path(), bool(request.FILES)
    return unsent.keep(_who(request), path=path, sent=request.POST, had_files=had_files, at=timezone.now())


def _asked(names: set[str]) -> dict[str, str]:
    """What the form asked: the labels of whichever form has most of these fields, and the fewest others."""
    every, seen = [forms.BaseForm], []
    while every:
        form = every.pop()
        seen.append(form)
        every += form.__subclasses__()
    known = [getattr(form, "base_fields", {}) for form in seen]
    best = max(known, key=lambda fields: (len(names & set(fields)), -len(fields)))
    return {name: str(field.label) for name, field in best.items() if field.label}


def _is_written(value: str) -> bool:
    return NOT_WRITTEN.fullmatch(value) is None


def _is_signing_in(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).view_name.startswith(SIGNING_IN)
    except Resolver404:
        return True


def _who(request: HttpRequest) -> uuid.UUID:
    who: uuid.UUID = request.user.pk  # type: ignore[assignment]
    return who
