"""HTTP for one person's account, as a service administrator keeps it: signed out, closed, opened again."""

import datetime as dt
import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kith.access import actions as access
from kith.access.actor import StaffRequest
from kith.casework.forms import accounts as forms
from kith.casework.queries import people as reads


@login_required
@require_http_methods(["GET", "POST"])
def account(request: StaffRequest, user_id: uuid.UUID) -> HttpResponse:
    """One account: whether it is open, and for how many children somebody else is needed before it closes."""
    person, at = reads.get_person(request.actor, user_id), timezone.now()
    form = forms.KeepAccount(request.POST or None, initial={"version": person.version})
    if form.is_bound and form.is_valid():
        messages.success(request, _keep(request, person, form, at))
        return redirect("account", person.pk)
    children = reads.count_children_of(request.actor, person)
    context = {"person": person, "form": form, "children": children, "is_own": person.pk == request.user.pk}
    return render(request, "casework/account.html", context)


def _keep(request: StaffRequest, person: Any, form: forms.KeepAccount, at: dt.datetime) -> str:
    """Do what was pressed, and say what it means."""
    what, version = form.cleaned_data["what"], form.cleaned_data["version"]
    if what == form.CLOSE:
        access.close_account(request.actor, user=person, version=version, at=at)
        return "The account is closed. What they wrote stays."
    if what == form.OPEN:
        access.open_account(request.actor, user=person, version=version, at=at)
        return "The account is open again. Send them a link to set a new password."
    access.sign_somebody_out(request.actor, user=person, at=at)
    return "They are signed out everywhere."
