"""HTTP for the people who answer what children sent from the public page."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.referrals.actions import self_referral as actions
from kith.referrals.forms import self_referral as forms
from kith.referrals.presenters import requests as presenters
from kith.referrals.queries import referrals
from kith.referrals.queries import self_referrals as reads

A_PAGE = 25
SAYS = "The referral is made, and says that the child asked."
SAYS_NOT = "The referral is made. The social worker reads that the service referred, not that the child asked."


@login_required
@require_GET
def list_requests(request: StaffRequest) -> HttpResponse:
    """Who asked, until when we promised a reply, and who has it now."""
    pages = Paginator(range(reads.count_self_referrals(request.actor)), A_PAGE)
    number = pages.get_page(request.GET.get("page"))
    first = max(number.start_index() - 1, 0)
    rows = reads.list_self_referrals(request.actor, first=first, most=A_PAGE)
    context = {"rows": rows, "number": number, "on": timezone.localdate()}
    return render(request, "referrals/requests/list.html", context)


@login_required
@require_GET
def one_request(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """One request, once it was opened; before that only the button that opens it."""
    return _show(request, reads.get_self_referral(request.actor, request_id))


@login_required
@require_POST
def open_request(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Open a request: who read it first is kept."""
    row = reads.get_self_referral(request.actor, request_id)
    actions.open_self_referral(request.actor, self_referral=row, at=timezone.now())
    return redirect("referrals:request", row.pk)


@login_required
@require_POST
def find_child(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Look for the child who may have written this; what was typed is in no address."""
    row = reads.get_self_referral(request.actor, request_id)
    form = forms.FindChild(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    found, total = reads.list_children_like(request.actor, text, timezone.now())
    return _show(request, row, find=form, found=presenters.found(row, found), total=total, looked=True)


@login_required
@require_POST
def match_request(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Say which child wrote this, or that nobody knows."""
    row = reads.get_self_referral(request.actor, request_id)
    form = forms.SayWhichChild(request.POST)
    if form.is_valid():
        chosen, version = form.cleaned_data["child"], form.cleaned_data["version"]
        child = referrals.get_child(request.actor, chosen) if chosen else None
        actions.match_self_referral(request.actor, self_referral=row, child=child, version=version, at=timezone.now())
    return redirect("referrals:request", row.pk)


@login_required
@require_POST
def reply_to_request(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Keep what a person told the child."""
    row = reads.get_self_referral(request.actor, request_id)
    form = forms.Reply(request.POST)
    if not form.is_valid():
        return _show(request, row, reply=form, form=form)
    actions.reply_to_self_referral(request.actor, self_referral=row, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "The reply is kept.")
    return redirect("referrals:requests")


@login_required
@require_POST
def refer_from_request(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Make the referral the child asked for."""
    row = reads.get_self_referral(request.actor, request_id)
    gate.check(request.actor, Permission.REFER)
    form = forms.ReferFromRequest(request.POST)
    if not form.is_valid():
        return _show(request, row, refer=form, form=form)
    actions.refer_from_self_referral(request.actor, self_referral=row, at=timezone.now(), **form.cleaned_data)
    messages.success(request, SAYS if reads.worker_may_know(row) else SAYS_NOT)
    return redirect("referrals:request", row.pk)


@login_required
@require_POST
def who_may_know(request: StaffRequest, request_id: uuid.UUID) -> HttpResponse:
    """Keep what the child said in person about who may know."""
    row = reads.get_self_referral(request.actor, request_id)
    form = forms.WhoMayKnow(request.POST)
    if not form.is_valid():
        return _show(request, row, who=form, form=form)
    actions.record_who_may_know(request.actor, self_referral=row, at=timezone.now(), **form.cleaned_data)
    messages.success(request, "What the child said is kept, and counts from now on.")
    return redirect("referrals:request", row.pk)


def _show(request: StaffRequest, row: Any, **more: Any) -> HttpResponse:
    version = {"version": row.version}
    reads.note_words_read(request.actor, row, timezone.now())
    tells = bool(row.opened_at) and reads.worker_may_know(row)
    sentence = row.answers["sentence"] if tells else ""
    context = {
        "row": row,
        "tells": tells,
        "age_warning": presenters.age_warning(row, row.child) if row.child else "",
        "find": forms.FindChild(),
        "reply": forms.Reply(initial=version),
        "who": forms.WhoMayKnow(initial=version),
        "may_answer": gate.may(request.actor, Permission.ANSWER_SELF_REFERRAL),
        "may_refer": gate.may(request.actor, Permission.REFER),
        "refer": forms.ReferFromRequest(initial={**version, "why": sentence}),
        **more,
    }
    return render(request, "referrals/requests/one.html", context)
