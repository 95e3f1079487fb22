"""HTTP for staff who may know a family: what they say of themselves, and what a service manager decides (case B7)."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import queries as access
from kith.access.actor import StaffRequest
from kith.children.queries import children
from kith.domain.related import Outcome
from kith.safety import actions
from kith.safety.forms import related as forms
from kith.safety.presenters import related as presenters
from kith.safety.queries import related


@login_required
@require_GET
def you(request: StaffRequest) -> HttpResponse:
    """One's own page: whom one knows, and one's home; nothing is told of any record."""
    access.get_own_service(request.actor)
    return _you(request, forms.SaySomebody(), forms.GiveHome())


@login_required
@require_POST
def say_somebody(request: StaffRequest) -> HttpResponse:
    """Say whom one knows, without naming a record."""
    me = access.get_me(request.actor)
    form = forms.SaySomebody(request.POST)
    if not form.is_valid():
        return _you(request, form, forms.GiveHome(), status=422)
    actions.say_related(request.actor, user=me, words=form.cleaned_data["words"], at=timezone.now())
    messages.success(request, "Thank you. A service manager reads it and speaks to you.")
    return redirect("safety:you")


@login_required
@require_POST
def give_home(request: StaffRequest) -> HttpResponse:
    """Give one's own home postcode and telephone."""
    me = access.get_me(request.actor)
    form = forms.GiveHome(request.POST)
    if not form.is_valid():
        return _you(request, forms.SaySomebody(), form, status=422)
    actions.give_own_marks(request.actor, user=me, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "Thank you. What you typed is not kept: only marks that nobody can read back.")
    return redirect("safety:you")


@login_required
@require_http_methods(["GET", "POST"])
def say(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Say that one knows this child or somebody in the family."""
    at = timezone.now()
    child = children.open_child(request.actor, child_id, at)
    form = forms.SayOfChild(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.say_related_to_child(request.actor, child=child, words=form.cleaned_data["words"], at=at)
        messages.success(
            request, "Thank you for saying so. This record is closed to you until a service manager has looked."
        )
        return redirect("safety:you")
    return render(request, "safety/say.html", {"child": child, "form": form, "concern_child": child.pk})


@login_required
@require_GET
def list_related(request: StaffRequest) -> HttpResponse:
    """Staff who may know a family: those that wait for a look, and records that are closed."""
    at = timezone.now()
    page = presenters.list_page(request.actor, timezone.localdate(at), at)
    return render(request, "safety/related.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def decide(request: StaffRequest, sign_id: uuid.UUID) -> HttpResponse:
    """One member of staff and one child: look at every sign, and decide."""
    sign = related.get_sign(request.actor, sign_id)
    if sign.child_id is None:
        return redirect("safety:settle_said", sign.pk)
    child = children.open_child(request.actor, sign.child_id, timezone.now())
    form = forms.Decide(request.POST or None, initial={"version": sign.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        actions.decide_related(
            request.actor, sign=sign, outcome=Outcome(given["outcome"]), words=given["words"], at=timezone.now(),
            version=given["version"],
        )  # fmt: skip
        messages.success(request, "Decided. It counts from now on.")
        return redirect("safety:related")
    page = presenters.one_page(request.actor, sign, child, timezone.localdate())
    return render(request, "safety/decide_related.html", {"page": page, "form": form})


@login_required
@require_http_methods(["GET", "POST"])
def settle_said(request: StaffRequest, sign_id: uuid.UUID) -> HttpResponse:
    """What somebody said of no record: say which children are meant, if any."""
    sign = related.get_sign(request.actor, sign_id)
    if request.method == "GET" and sign.child_id is not None:
        return redirect("safety:decide_related", sign.pk)
    form = forms.SettleSaid(request.POST or None, initial={"version": sign.version})
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        meant = related.list_children_meant(request.actor, given["numbers"])
        missing = sorted(set(given["numbers"]) - {child.reference for child in meant})
        if not missing:
            actions.settle_said(
                request.actor, sign=sign, children=meant, words=given["words"], at=timezone.now(),
                version=given["version"],
            )  # fmt: skip
            messages.success(request, "Kept. It counts from now on.")
            return redirect("safety:related")
        form.add_error("numbers", f"No child has the number {', '.join(missing)}")
    page = presenters.one_page(request.actor, sign, None, timezone.localdate())
    return render(request, "safety/decide_related.html", {"page": page, "form": form})


def _you(request: StaffRequest, say_form: Any, home_form: Any, *, status: int = 200) -> HttpResponse:
    form = home_form if home_form.errors else say_form
    shown = {"form": form, "say_form": say_form, "home_form": home_form}
    return render(request, "safety/you.html", shown, status=status)
