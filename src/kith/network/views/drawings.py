"""HTTP for the drawings of a network: on a page, and on paper."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import Drawing
from kith.network import actions, forms, presenters, queries
from kith.people import queries as people
from kith.ui import pdf


@login_required
@require_GET
def drawing(request: StaffRequest, child_id: uuid.UUID, kind: Drawing) -> HttpResponse:
    """The family tree, the ecomap, who loves and who will be there, the homes, or how it grew."""
    at = timezone.now()
    around = _around(request, child_id, at)
    choices = presenters.choices(kind, around)
    form = forms.Look(request.GET or None, choices=choices, initial={"on": timezone.localdate(at)})
    page = presenters.drawing_page(kind, around, form.asked())
    may_take = gate.may(request.actor, Permission.RECORD_PEOPLE)
    nudge = _nudge(around, page) if may_take and kind is Drawing.GENOGRAM and not page.is_copy else None
    context = {"page": page, "form": form, "may_take": may_take, "concern_child": child_id, "nudge": nudge}
    return render(request, "network/drawing.html", context)


def _nudge(around: queries.Around, page: presenters.DrawingPage) -> forms.Nudge | None:
    """The form to move somebody aside, of those who are drawn, where there is anybody."""
    drawn = {str(row.connection_id) for row in page.picture.rows}
    movable = [one for one in presenters.movable(around) if one[0] in drawn]
    return forms.Nudge(people=movable) if movable else None


@login_required
@require_POST
def move_aside(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Move somebody aside in the family tree; then the tree again, as it was looked at."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    around = _around(request, child_id, at)
    form = forms.Nudge(request.POST, people=presenters.movable(around))
    if form.is_valid():
        connection = people.get_connection(request.actor, uuid.UUID(form.cleaned_data["person"]))
        way = actions.Way(form.cleaned_data["way"])
        actions.nudge_person(request.actor, connection=connection, way=way, at=at)
    else:
        messages.error(request, "Nobody was moved: choose who, and where to.")
    query = request.GET.urlencode()
    return redirect(f"{reverse('network:genogram', args=[child_id])}{'?' if query else ''}{query}")


@login_required
@require_http_methods(["GET", "POST"])
def take_along(request: StaffRequest, child_id: uuid.UUID, kind: str) -> HttpResponse:
    """Take a copy of a drawing along as a file; what it shows is as on the page one came from."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    if kind not in set(Drawing):
        raise Http404
    at = timezone.now()
    drawn, around = Drawing(kind), _around(request, child_id, at)
    asked = forms.Look(request.GET or None, choices=presenters.choices(drawn, around)).asked()
    form = forms.Take(request.POST or None, kind=drawn)
    if form.is_valid():
        try:
            return _file(request, drawn, around, form.asked(asked), at)
        except pdf.PdfNotHere:
            form.add_error("form", "No PDF can be made here. Choose another form, or print the page before.")
    page = presenters.taking_page(drawn, around, asked, has_no_pdf=not pdf.can_be_made())
    return render(request, "network/take_along.html", {"page": page, "form": form, "concern_child": child_id})


def _around(request: StaffRequest, child_id: uuid.UUID, at: dt.datetime) -> queries.Around:
    """The network of a child on the day that the address names, else today."""
    child = people.open_child(request.actor, child_id, at)
    day = forms.TrueOn(request.GET or None)
    today = timezone.localdate(at)
    return queries.get_around(request.actor, child, day.day(today) if day.is_bound else today, today=today)


def _file(
    request: StaffRequest,
    kind: Drawing,
    around: queries.Around,
    taken: tuple[presenters.Asked, str],
    at: dt.datetime,
) -> HttpResponse:
    asked, form = taken
    made = presenters.take(kind, around, asked, form)
    actions.take_copy(request.actor, child=around.child, kind=kind, copy=asked.copy, form=form, at=at)
    response = HttpResponse(made.data, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    return response


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
    today = timezone.localdate(at)
    around = queries.get_around(request.actor, child, given.get("on") or today, today=today)
    kind = Drawing(given.get("kind") or Drawing.GENOGRAM)
    form = forms.Look(request.GET, choices=presenters.choices(kind, around))
    return presenters.poster_page(kind, around, form.asked(), given.get("paper") or "a4")
