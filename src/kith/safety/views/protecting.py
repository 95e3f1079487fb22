"""HTTP for the safeguarding lead alone; to everybody else none of these addresses is there (SAFEGUARDING 2)."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import queries as access
from kith.access.actor import StaffRequest
from kith.outbox import actions as outbox
from kith.safety import actions
from kith.safety.forms import protecting as forms
from kith.safety.presenters import protecting as presenters
from kith.safety.queries import letters, protected


@login_required
@require_GET
def list_protected(request: StaffRequest) -> HttpResponse:
    """People who must not be found, and work that touches one of them."""
    at = timezone.now()
    page = presenters.protected_page(request.actor, timezone.localdate(at), at)
    return render(request, "safety/protected.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def protect(request: StaffRequest) -> HttpResponse:
    """Add somebody who must not be found."""
    letters.only_the_lead(request.actor)
    form = forms.Protect(request.POST or None, today=timezone.localdate())
    if form.is_bound and form.is_valid():
        service = access.get_own_service(request.actor)
        actions.protect(request.actor, service=service, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Kept. In a moment everybody who is written down already has been looked at.")
        return redirect("safety:protected")
    return render(request, "safety/protect.html", {"form": form})


@login_required
@require_http_methods(["GET", "POST"])
def review_protection(request: StaffRequest, protected_id: uuid.UUID) -> HttpResponse:
    """Look at a protection again: it goes on, or it ends."""
    letters.only_the_lead(request.actor)
    row, on = protected.get_protected(request.actor, protected_id), timezone.localdate()
    form = forms.ReviewProtection(request.POST or None, initial={"version": row.version}, today=on)
    if form.is_bound and form.is_valid():
        actions.review_protection(request.actor, kept=row, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Looked at. It goes on.")
        return redirect("safety:protected")
    page = presenters.protected_row(row, on)
    return render(request, "safety/review_protection.html", {"page": page, "form": form})


@login_required
@require_POST
def end_protection(request: StaffRequest, protected_id: uuid.UUID) -> HttpResponse:
    """End a protection."""
    letters.only_the_lead(request.actor)
    row = protected.get_protected(request.actor, protected_id)
    form = forms.EndProtection(request.POST)
    if form.is_valid():
        actions.end_protection(request.actor, kept=row, at=timezone.now(), version=form.cleaned_data["version"])
        messages.success(request, "Ended. Names are no longer compared with this person’s.")
    return redirect("safety:protected")


@login_required
@require_http_methods(["GET", "POST"])
def settle_alert(request: StaffRequest, alert_id: uuid.UUID) -> HttpResponse:
    """Write down what was done about work that touches a protected person."""
    letters.only_the_lead(request.actor)
    row = protected.get_alert(request.actor, alert_id)
    form = forms.SettleAlert(request.POST or None, said_no=row.said_no_id is not None)
    if form.is_bound and form.is_valid():
        actions.settle_alert(request.actor, alert=row, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Settled. Nobody else sees that there was anything.")
        return redirect("safety:protected")
    return render(request, "safety/settle_alert.html", {"alert": presenters.alert_row(row), "form": form})


@login_required
@require_GET
def list_letters(request: StaffRequest) -> HttpResponse:
    """Letters to people that wait for the lead's check."""
    rows = presenters.letters_page(request.actor, timezone.now())
    return render(request, "safety/letters.html", {"rows": rows, "on": timezone.localdate()})


@login_required
@require_GET
def letter(request: StaffRequest, item_id: uuid.UUID) -> HttpResponse:
    """One letter: to whom, what it says, and whether its person is protected."""
    at = timezone.now()
    row = letters.open_letter(request.actor, item_id, at)
    page = presenters.letter_page(request.actor, row, at)
    return render(request, "safety/letter.html", {"page": page, "form": forms.KeepBackLetter()})


@login_required
@require_POST
def release_letter(request: StaffRequest, item_id: uuid.UUID) -> HttpResponse:
    """Let a letter go."""
    row = letters.get_letter(request.actor, item_id)
    form = forms.ReleaseLetter(request.POST)
    if not form.is_valid():
        return redirect("safety:letter", row.pk)
    outbox.release_item(request.actor, item=row, at=timezone.now(), version=form.cleaned_data["version"])
    messages.success(request, "Released. It leaves in a moment.")
    return redirect("safety:letters")


@login_required
@require_POST
def keep_back_letter(request: StaffRequest, item_id: uuid.UUID) -> HttpResponse:
    """Do not let a letter go; to whoever wrote it nothing changes."""
    row = letters.get_letter(request.actor, item_id)
    form = forms.KeepBackLetter(request.POST)
    if form.is_valid():
        actions.keep_back_letter(request.actor, item=row, words=form.cleaned_data["words"], at=timezone.now())
        messages.success(request, "It does not go. To whoever wrote it, it is still being checked.")
        return redirect("safety:letters")
    page = presenters.letter_page(request.actor, row, timezone.now())
    return render(request, "safety/letter.html", {"page": page, "form": form}, status=422)
