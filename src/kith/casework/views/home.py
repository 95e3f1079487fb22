"""HTTP for each role's first page."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kith.access.actor import StaffRequest
from kith.casework.presenters import desk, manager, today, worker
from kith.domain.terms import Role


@login_required
@require_GET
def home(request: StaffRequest) -> HttpResponse:
    """Each role's first page."""
    return HOMES.get(request.actor.role, plain)(request)


def plain(request: StaffRequest) -> HttpResponse:
    """A role whose own pages come later."""
    return render(request, "casework/plain_home.html")


def coordinator(request: StaffRequest) -> HttpResponse:
    """Today."""
    at = timezone.now()
    page = today.open_today(request.actor, timezone.localdate(at), at)
    return render(request, "casework/today.html", {"page": page})


def managers(request: StaffRequest) -> HttpResponse:
    """Waiting and not asked."""
    at = timezone.now()
    page = manager.open_manager_page(request.actor, timezone.localdate(at), at)
    return render(request, "casework/manager_home.html", {"page": page})


def workers(request: StaffRequest) -> HttpResponse:
    """My children by next review."""
    at = timezone.now()
    page = worker.open_worker_page(request.actor, request.GET.get("page"), timezone.localdate(at), at)
    return render(request, "casework/worker_home.html", {"page": page})


def analyst(request: StaffRequest) -> HttpResponse:
    """Imports, and who could be offered it."""
    page = desk.analyst_page(request.actor, timezone.localdate())
    return render(request, "casework/analyst_home.html", {"page": page})


def safeguarding_lead(request: StaffRequest) -> HttpResponse:
    """Concerns and children's requests that wait to be opened."""
    page = desk.lead_page(request.actor, timezone.localdate())
    return render(request, "casework/lead_home.html", {"page": page})


def privacy_officer(request: StaffRequest) -> HttpResponse:
    """The audit record."""
    return redirect("audit")


def service_admin(request: StaffRequest) -> HttpResponse:
    """The service's people, rota and settings."""
    page = desk.service_page(request.actor, timezone.now())
    return render(request, "casework/service_home.html", {"page": page, "on": timezone.localdate()})


def searcher(request: StaffRequest) -> HttpResponse:
    """The searcher's own queue."""
    return redirect("finding:queue")


HOMES: dict[Role, Callable[[StaffRequest], HttpResponse]] = {
    Role.COORDINATOR: coordinator,
    Role.MANAGER: managers,
    Role.SOCIAL_WORKER: workers,
    Role.PERSONAL_ADVISER: workers,
    Role.REVIEWING_OFFICER: workers,
    Role.ANALYST: analyst,
    Role.SAFEGUARDING_LEAD: safeguarding_lead,
    Role.PRIVACY_OFFICER: privacy_officer,
    Role.SERVICE_ADMIN: service_admin,
    Role.SEARCHER: searcher,
}
