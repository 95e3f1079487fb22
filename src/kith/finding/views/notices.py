"""HTTP for telling a person that we hold facts about them."""

import uuid

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.finding import actions, queries
from kith.finding.forms import notices as forms
from kith.finding.views import steps


@login_required
@require_http_methods(["GET", "POST"])
def record_notice(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """That they were told, or why not yet."""
    connection = steps.open_person(request, connection_id, Permission.WRITE_APPROACH)
    form = forms.RecordNotice(request.POST or None, initial={"on": timezone.localdate()})

    def act() -> None:
        actions.record_notice(request.actor, connection=connection, told=form.given(), at=timezone.now())

    words = (f"Does {connection} know what we hold?", "Keep it", "It is kept.")
    return steps.step(request, connection, form, act, words)


@login_required
@require_GET
def notice_sheet(request: StaffRequest, connection_id: uuid.UUID) -> HttpResponse:
    """The page to print and hand over. Nobody is named on it, and no child."""
    connection = steps.open_person(request, connection_id, Permission.WRITE_APPROACH)
    context = {
        "head": queries.get_letter_head(request.actor),
        "service": connection.service,
        "back_url": reverse("finding:trail", args=[connection.pk]),
        "on": timezone.localdate(),
    }
    return render(request, "finding/notice_sheet.html", context)
