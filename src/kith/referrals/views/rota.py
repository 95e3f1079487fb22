"""HTTP for the rotas, and for the switch of the public page."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access.actor import StaffRequest
from kith.access.queries import rota as reads
from kith.referrals.actions import rota
from kith.referrals.forms import rota as forms
from kith.referrals.presenters import rota as presenters


@login_required
@require_http_methods(["GET", "POST"])
def keep_rota(request: StaffRequest) -> HttpResponse:
    """Who opens what children send and who takes concerns, when, and in which order."""
    service = reads.get_service(request.actor)
    people = {str(person.pk): person for person in reads.list_possible_readers(request.actor, reads.CONCERNS)}
    people |= {str(person.pk): person for person in reads.list_possible_readers(request.actor)}
    choices = [(key, f"{person.display_name} ({person.role_label.lower()})") for key, person in people.items()]
    form = forms.AddHours(request.POST or None, people=choices)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        user = people[given.pop("user")]
        hours = rota.Hours(weekdays=tuple(given.pop("weekdays")), **given)
        rota.add_to_rota(request.actor, service=service, user=user, hours=hours, at=timezone.now())
        messages.success(request, "The rota is changed.")
        return redirect("referrals:rota")
    page = presenters.rota_page(request.actor, service, timezone.now())
    return render(request, "referrals/rota.html", {"page": page, "form": form, "on": timezone.localdate()})


@login_required
@require_POST
def leave_rota(request: StaffRequest, entry_id: uuid.UUID) -> HttpResponse:
    """Take hours off the rota."""
    entry = reads.get_rota_entry(request.actor, entry_id)
    rota.remove_from_rota(request.actor, entry=entry, at=timezone.now())
    messages.success(request, "The rota is changed.")
    return redirect("referrals:rota")


@login_required
@require_POST
def switch_ask_page(request: StaffRequest) -> HttpResponse:
    """Switch the public page on or off."""
    service = reads.get_service(request.actor)
    form = forms.SwitchPage(request.POST)
    if form.is_valid():
        rota.switch_ask_page(request.actor, service=service, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "The page is on." if form.cleaned_data["is_on"] else "The page is off.")
    return redirect("referrals:rota")
