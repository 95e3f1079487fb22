"""HTTP for the service's own choices: where searches may look, and how letters look."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kith.access import gate
from kith.access import queries as access
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain import searching
from kith.finding import actions, forms, queries


@login_required
@require_GET
def places(request: StaffRequest) -> HttpResponse:
    """Where searches may look, what is never allowed and why, and how letters look."""
    gate.check(request.actor, Permission.CHOOSE_SOURCES)
    return _page(request, None, None)


@login_required
@require_POST
def choose_source(request: StaffRequest) -> HttpResponse:
    """Open and close places."""
    gate.check(request.actor, Permission.CHOOSE_SOURCES)
    chosen = queries.get_chosen_sources(request.actor)
    form = forms.OpenPlaces(request.POST, chosen=chosen)
    if not form.is_valid():
        return _page(request, form, None)
    service, opened = access.get_own_service(request.actor), set(form.cleaned_data["places"])
    for place in searching.sources():
        if not place.never and (place.id in opened) != chosen.get(place.id, place.is_open):
            is_open = place.id in opened
            actions.choose_source(request.actor, service=service, source=place.id, is_open=is_open, at=timezone.now())
    messages.success(request, "Saved. It counts for the next try.")
    return redirect("finding:places")


@login_required
@require_POST
def keep_letter_head(request: StaffRequest) -> HttpResponse:
    """Keep the neutral address and number."""
    gate.check(request.actor, Permission.CHOOSE_SOURCES)
    form = forms.KeepLetterHead(request.POST)
    if not form.is_valid():
        return _page(request, None, form)
    service = access.get_own_service(request.actor)
    actions.keep_letter_head(request.actor, service=service, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Saved. New letters carry it.")
    return redirect("finding:places")


def _page(request: StaffRequest, opened: forms.OpenPlaces | None, head: forms.KeepLetterHead | None) -> HttpResponse:
    kept = queries.get_letter_head(request.actor)
    initial = {"address": kept.address, "phone": kept.phone} if kept else {}
    context = {
        "on": timezone.localdate(),
        "opened": opened or forms.OpenPlaces(chosen=queries.get_chosen_sources(request.actor)),
        "head": head or forms.KeepLetterHead(initial=initial),
        "never": [place for place in searching.sources() if place.never],
    }
    return render(request, "finding/places.html", context)
