"""HTTP for rule sets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.access.queries import get_own_service
from kith.children import actions
from kith.children.forms import facts as forms
from kith.children.queries import rules


@login_required
@require_GET
def list_rules(request: StaffRequest) -> HttpResponse:
    """Every rule set with its criteria and sources."""
    gate.check(request.actor, Permission.RUN_ELIGIBILITY)
    chosen = get_own_service(request.actor).rules
    return render(request, "children/rules.html", {"rules": rules.list_rules(request.actor), "chosen": chosen})


@login_required
@require_POST
def choose_rules(request: StaffRequest) -> HttpResponse:
    """Make a rule set the one that lists use, and answer again under it."""
    service = get_own_service(request.actor)
    now = timezone.now()
    actions.choose_rules(request.actor, service=service, name=request.POST.get("rules", ""), at=now)
    service.refresh_from_db()
    actions.run_eligibility(request.actor, service=service, on=timezone.localdate(), at=now, make_current=True)
    messages.success(request, "The lists now use these rules.")
    return redirect("children:rules")


@login_required
@require_http_methods(["GET", "POST"])
def publish_rules(request: StaffRequest) -> HttpResponse:
    """Publish the service's own version of a rule set."""
    gate.check(request.actor, Permission.PUBLISH_RULES)
    start = next((rules_.text for rules_, _ in rules.list_rules(request.actor)), "")
    form = forms.Publish(request.POST or None, initial={"text": start})
    if form.is_bound and form.is_valid():
        service = get_own_service(request.actor)
        row = actions.publish_rules(request.actor, service=service, text=form.cleaned_data["text"], at=timezone.now())
        messages.success(request, f"{row} is published.")
        return redirect("children:rules")
    return render(request, "children/publish_rules.html", {"form": form})
