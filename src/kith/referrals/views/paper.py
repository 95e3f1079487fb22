"""HTTP for the blank sheets: every page used with a child, to print and fill in by hand."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import Role
from kith.referrals.presenters import paper

TEMPLATES = {"about", "what-matters", "what-i-said", "stop", "ask"}


@login_required
@require_GET
def list_sheets(request: StaffRequest) -> HttpResponse:
    """All the sheets."""
    gate.check(request.actor, Permission.OPEN_CHILD)
    return render(request, "referrals/paper/list.html", {"sheets": paper.SHEETS})


@login_required
@require_GET
def one_sheet(request: StaffRequest, name: str) -> HttpResponse:
    """One blank sheet, with the coordinator's name where a coordinator prints it."""
    gate.check(request.actor, Permission.OPEN_CHILD)
    who = request.actor.name if request.actor.role is Role.COORDINATOR else ""
    page = paper.paper_page(name, who)
    if page is None:
        raise Http404
    template = name.replace("-", "_") if name in TEMPLATES else "question"
    return render(request, f"referrals/paper/{template}.html", {"paper": page, "back_url": ".."})
