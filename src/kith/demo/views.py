"""HTTP for signing in as somebody made up; these pages do not exist outside the demo."""

import uuid

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from kith.demo import queries
from kith.sealing import unsent

BACKEND = "kith.config.sign_in.Backend"


@login_not_required
@require_GET
def who(request: HttpRequest) -> HttpResponse:
    """Choose who to be."""
    people = queries.list_personas()
    page = {
        "personas": [pair for pair in people if pair[1].has_pages],
        "later": [pair for pair in people if not pair[1].has_pages],
        "neighbours": queries.list_neighbours(),
    }
    return render(request, "demo/who.html", {**page, "next": request.GET.get("next", "")})


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest, user_id: uuid.UUID) -> HttpResponse:
    """Be somebody made up, and go on to the page that was asked for before."""
    user = queries.get_persona(user_id)
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)
    if unsent.find(user.pk):
        return redirect("unsent")
    wanted = request.POST.get("next", "")
    here = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if here else "home")
