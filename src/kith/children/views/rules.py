"""HTTP for rule sets."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate, scope
from kith.access import queries as access_queries
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.children import actions
from kith.children.forms import eligibility as which
from kith.children.forms import rules as forms
from kith.children.queries import other_rules, rules
from kith.domain import eligibility


@login_required
@require_GET
def list_rules(request: StaffRequest) -> HttpResponse:
    """Every rule set with its criteria and sources."""
    gate.check(request.actor, Permission.RUN_ELIGIBILITY)
    found, service = rules.list_rules(request.actor), access_queries.get_own_service(request.actor)
    may_publish = gate.may(request.actor, Permission.PUBLISH_RULES)
    context = {"rules": found, "service": service, "may_publish": may_publish, "on": timezone.localdate()}
    return render(request, "children/rules.html", context)


@login_required
@require_POST
def choose_rules(request: StaffRequest) -> HttpResponse:
    """Make a rule set the one that lists use, and answer again under it."""
    gate.check(request.actor, Permission.PUBLISH_RULES)
    form = forms.ChooseRules(request.POST)
    if not form.is_valid():
        raise scope.NotVisible
    service, given = access_queries.get_own_service(request.actor), form.cleaned_data
    try:
        chosen = actions.choose_rules(
            request.actor, service=service, name=given["rules"], version=given["version"], at=timezone.now()
        )
    except rules.NoSuchRules as unknown:
        raise scope.NotVisible from unknown
    messages.success(request, f"The lists now use: {chosen.title}.")
    return redirect("children:rules")


@login_required
@require_http_methods(["GET", "POST"])
def publish_rules(request: StaffRequest) -> HttpResponse:
    """Publish the service's own version of a rule set, from a copy of one there is."""
    gate.check(request.actor, Permission.PUBLISH_RULES)
    service = access_queries.get_own_service(request.actor)
    copied = which.Which(request.GET).rule_set() or service.rules
    start = next((found.text for found, _ in rules.list_rules(request.actor) if found.id == copied), "")
    form = forms.Publish(request.POST or None, initial={"text": start})
    preview = None
    if form.is_bound and form.is_valid() and "look" in request.POST:
        tried = eligibility.parse_rules(form.cleaned_data["text"])
        preview = other_rules.get_counts_under(request.actor, tried, timezone.localdate())
    elif form.is_bound and form.is_valid():
        row = actions.publish_rules(request.actor, service=service, text=form.cleaned_data["text"], at=timezone.now())
        messages.success(request, f"{row} is published.")
        return redirect("children:rules")
    context = {"form": form, "meanings": eligibility.MEANINGS.items(), "preview": preview, "on": timezone.localdate()}
    return render(request, "children/publish_rules.html", context)
