"""HTTP for the blank sheets: every page used with a child, to print and fill in by hand."""

from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.access.queries import rota
from kith.domain.terms import Role
from kith.referrals.presenters import paper


@login_required
@require_GET
def list_sheets(request: StaffRequest) -> HttpResponse:
    """All the sheets."""
    gate.check(request.actor, Permission.OPEN_CHILD)
    private = [sheet for sheet in paper.SHEETS if sheet.is_private]
    return render(
        request,
        "referrals/paper/list.html",
        {"sheets": paper.SHEETS, "private": private, "kept_as": paper.PaperPage.kept_as},
    )


@login_required
@require_GET
def one_sheet(request: StaffRequest, name: str) -> HttpResponse:
    """One blank sheet, with the coordinator's name where a coordinator prints it."""
    gate.check(request.actor, Permission.OPEN_CHILD)
    who = request.actor.name if request.actor.role is Role.COORDINATOR else ""
    number = cast(Any, request.user).service.emergency_number
    readers = rota.get_readers(request.actor, timezone.now(), rota.CONCERNS) if name == "worry" else None
    page = paper.paper_page(name, who, number=number, readers=readers)
    if page is None:
        raise Http404
    template = "question" if page.sheet.question else name.replace("-", "_")
    return render(request, f"referrals/paper/{template}.html", {"paper": page, "back_url": ".."})
