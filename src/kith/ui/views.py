"""Leaving a child's page, and the gallery of everything the look consists of."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

# Something that anybody might have open. A service can choose another page.
LEAVE_TO = "https://www.bbc.co.uk/weather"


@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and go somewhere ordinary; works as a plain link, so that it needs no script."""
    logout(request)
    response = HttpResponseRedirect(getattr(settings, "KITH_LEAVE_TO", LEAVE_TO))
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
