"""HTTP for finding somebody who is here already, while their name is typed."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.people import queries
from kith.people.forms import finding as forms
from kith.people.presenters import finding as presenters

# Script asks for the list alone, and puts it into the page.
ONLY_THE_LIST = "X-Kith-Part"


@login_required
@require_http_methods(["GET", "POST"])
def find_somebody(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Look for somebody by name; what is typed goes by POST, so that no address holds a name."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    child = queries.open_child(request.actor, child_id, at)
    form = forms.FindSomebody(request.POST or None)
    rows, status, too_few = None, 200, False
    if form.is_bound and form.is_valid():
        name, born = form.cleaned_data["name"], form.born()
        too_few = not queries.has_enough_letters(name)
        try:
            rows = presenters.found_rows(queries.open_people_like(request.actor, child, name, at, born))
        except queries.SearchedTooOften:
            status = 429
    context = {
        "child": child,
        "form": form,
        "rows": rows,
        "too_often": status == 429,
        "too_few": too_few,
        "may_add": queries.can_add(request.actor, child.pk),
        "on": timezone.localdate(at),
    }
    template = "people/_found.html" if ONLY_THE_LIST in request.headers else "people/find.html"
    return render(request, template, context, status=status)
