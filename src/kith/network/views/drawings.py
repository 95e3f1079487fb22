"""HTTP for the drawings of a network: on a page, and on paper."""

import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access.actor import StaffRequest
from kith.domain.terms import Drawing
from kith.network import forms, presenters, queries
from kith.people import queries as people


@login_required
@require_GET
def drawing(request: StaffRequest, child_id: uuid.UUID, kind: Drawing) -> HttpResponse:
    """The family tree, the ecomap, who loves and who will be there, the homes, or how it grew."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    today = timezone.localdate(at)
    day = forms.TrueOn(request.GET or None)
    on = day.day(today) if day.is_bound else today
    around = queries.read_around(request.actor, child, on)
    choices = presenters.choices(kind, around)
    form = forms.Look(request.GET or None, choices=choices, initial={"on": today})
    page = presenters.drawing_page(kind, around, form.asked())
    return render(request, "network/drawing.html", {"page": page, "form": form, "concern_child": child.pk})


@login_required
@require_GET
def poster(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """A drawing on sheets of paper."""
    return render(request, "network/poster.html", {"page": _poster(request, child_id)})


def _poster(request: StaffRequest, child_id: uuid.UUID) -> presenters.PosterPage:
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    paper = forms.Paper(request.GET)
    given: dict[str, Any] = paper.cleaned_data if paper.is_valid() else {}
    around = queries.read_around(request.actor, child, given.get("on") or timezone.localdate(at))
    kind = Drawing(given.get("kind") or Drawing.GENOGRAM)
    form = forms.Look(request.GET, choices=presenters.choices(kind, around))
    return presenters.poster_page(kind, around, form.asked(), given.get("paper") or "a4")
