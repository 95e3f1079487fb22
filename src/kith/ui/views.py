"""Leaving a child's page, and the gallery of everything the look consists of."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from kith.ui import forms, presenters

# Something that anybody might have open. A service can choose another page.
LEAVE_TO = "https://www.bbc.co.uk/weather"


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and go somewhere ordinary; works as a plain link, so that it needs no script."""
    logout(request)
    response = HttpResponseRedirect(getattr(settings, "KITH_LEAVE_TO", LEAVE_TO))
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


# Name in the address -> template and the status it is answered with in real life.
PAGES = {
    "index": ("ui/gallery/index.html", 200),
    "child": ("ui/gallery/child.html", 200),
    "together": ("ui/gallery/together.html", 200),
    "worry": ("ui/gallery/worry.html", 200),
    "print": ("ui/gallery/print.html", 200),
    "stale": ("ui/gallery/stale.html", 409),
    "not-now": ("ui/not_now.html", 409),
    "400": ("400.html", 400),
    "403": ("403.html", 403),
    "403-form": ("403_csrf.html", 403),
    "404": ("404.html", 404),
    "429": ("429.html", 429),
    "500": ("500.html", 500),
}
MENU = [{"text": "Gallery", "href": "/gallery/"}] + [
    {"text": name.capitalize(), "href": f"/gallery/{name}/"} for name in ("child", "together", "worry", "print")
]


@login_not_required
@require_http_methods(["GET", "POST"])
def gallery(request: HttpRequest, name: str = "index") -> HttpResponse:
    """Every component in every state; `?errors` and a sent form show the fields with their errors."""
    if name not in PAGES:
        raise Http404
    template, status = PAGES[name]
    empty = forms.Sample({}) if "errors" in request.GET or request.method == "POST" else forms.Sample()
    context = {
        "page": presenters.gallery(),
        "sample": empty,
        "nav": [{**item, "current": item["href"] == request.path} for item in MENU],
        "pages": sorted(PAGES),
        "both": presenters.BOTH,
        "text": "Amal asked us to stop looking on 3 November. Talk with Amal first.",
    }
    return render(request, template, context, status=status)
