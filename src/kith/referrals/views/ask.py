"""HTTP for the public page where a child asks for themselves: the same answer whoever writes."""

import datetime as dt
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import scope
from kith.access.actor import Actor
from kith.domain import limits
from kith.referrals.actions import self_referral
from kith.referrals.forms import self_referral as forms
from kith.referrals.presenters import paper
from kith.referrals.queries import self_referrals as reads
from kith.sealing import keyed_digest

MOST_AN_HOUR = limits.number("requests_an_hour")
HOUR_SECONDS = 3600


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask_for_myself(request: HttpRequest, slug: str) -> HttpResponse:
    """Help first, then who reads and when, then a few questions. Without a rota the page is off."""
    at = timezone.now()
    page = reads.find_ask_page(slug, at)
    if page is None or not page.is_on:
        return _closed(request, page)
    form = forms.AskForMyself(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return render(request, "referrals/ask/page.html", {"page": page, "form": form})
    if _is_too_often(request):
        context = {"page": page, "form": form, "is_too_often": True}
        return render(request, "referrals/ask/page.html", context, status=429)
    actor = Actor.public_child(page.service.pk)
    words = self_referral.OwnWords(**form.cleaned_data)
    with scope.acting(actor):
        kept = self_referral.ask_for_myself(actor, service=page.service, words=words, at=at)
    told = urlencode({"by": _signer(slug).sign(kept.reply_by.isoformat())})
    return redirect(f"{reverse('ask:sent', args=[slug])}?{told}")


@login_not_required
@never_cache
@require_GET
def sent(request: HttpRequest, slug: str) -> HttpResponse:
    """Thank you, and the day by which a person replies."""
    page = reads.find_ask_page(slug, timezone.now())
    if page is None or not page.is_on:
        return _closed(request, page)
    return render(request, "referrals/ask/sent.html", {"page": page, "reply_by": _promised(request, page)})


def _promised(request: HttpRequest, page: reads.AskPage) -> dt.date:
    """The day that was kept with the request, whatever the calendar or the setting says since.

    It is signed, so that no link can promise a child another day. Opened by itself the page says today's promise.
    """
    try:
        return dt.date.fromisoformat(_signer(page.service.slug).unsign(request.GET.get("by", "")))
    except signing.BadSignature:
        return page.reply_by


def _signer(slug: str) -> signing.Signer:
    return signing.Signer(salt=f"referrals.ask.sent:{slug}")


@login_not_required
@never_cache
@require_GET
def sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The same page on paper."""
    page = reads.find_ask_page(slug, timezone.now())
    if page is None or not page.is_on:
        return _closed(request, page)
    return render(request, "referrals/paper/ask.html", {"paper": paper.paper_page("ask"), "page": page})


def _closed(request: HttpRequest, page: reads.AskPage | None) -> HttpResponse:
    """The numbers to ring, and nothing that tells a service without this page from one that is not there."""
    return render(request, "referrals/ask/closed.html", {"page": page}, status=404)


def _is_too_often(request: HttpRequest) -> bool:
    """Take one of the places that this address has in an hour; whether none is left.

    Each place is taken by one step that only one process can make, so that several at once do not miscount. Only a
    keyed digest of the address is kept, for an hour.
    """
    key = f"ask:{keyed_digest(_address(request), 'referrals.ask').hex()}"
    return not any(cache.add(f"{key}:{place}", True, HOUR_SECONDS) for place in range(MOST_AN_HOUR))


def _address(request: HttpRequest) -> str:
    """Who asks, by network address: behind our own proxy the last one that it wrote down itself."""
    if settings.KITH_HTTPS:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
        if forwarded:
            return forwarded
    return str(request.META.get("REMOTE_ADDR", ""))
