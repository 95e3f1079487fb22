"""HTTP for people who may stand here twice."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access import queries as access
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.matching import linkage
from kith.people import actions, forms, presenters, queries


@login_required
@require_http_methods(["GET", "POST"])
def list_twice(request: StaffRequest) -> HttpResponse:
    """Who may stand here twice; looking anew; which two of several of one name."""
    gate.check(request.actor, Permission.MERGE_PEOPLE)
    at = timezone.now()
    if "do" in request.GET:
        two = forms.WhichTwo(request.GET)
        if two.is_valid():
            return redirect(two.leads_to(), two.cleaned_data["a"], two.cleaned_data["b"])
        messages.warning(request, "Choose two different people.")
    if request.method == "POST":
        actions.ask_for_look(request.actor, service=access.get_own_service(request.actor), at=at)
        messages.success(request, "Everybody is being looked through. What is found will stand here.")
        return redirect("people:twice")
    page = presenters.twice_page(queries.open_twice(request.actor, at))
    asked = presenters.asked_rows(request.actor)
    to_type = "" if linkage.is_here() else linkage.WHAT_TO_TYPE
    context = {"page": page, "asked": asked, "to_type": to_type, "on": timezone.localdate(at)}
    return render(request, "people/twice.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def tell_apart(request: StaffRequest, connection_id: uuid.UUID, other_id: uuid.UUID) -> HttpResponse:
    """These are two people."""
    gate.check(request.actor, Permission.MERGE_PEOPLE)
    at = timezone.now()
    connection = queries.open_connection(request.actor, connection_id, at)
    other = queries.open_connection(request.actor, other_id, at)
    form = forms.TellApart(request.POST or None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        actions.tell_apart(request.actor, connection=connection, other=other, words=words, at=at)
        messages.success(request, "They are kept as two people and not offered again.")
        return redirect("people:twice")
    titles = [presenters.heading(request.actor, one) for one in (connection, other)]
    context = {"form": form, "titles": titles, "connection": connection, "other": other}
    return render(request, "people/tell_apart.html", context)
