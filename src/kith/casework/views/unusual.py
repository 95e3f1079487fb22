"""HTTP for reading that is worth a second look, and for noting that somebody leaves."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import actions as access
from kith.access.actor import StaffRequest
from kith.casework import actions
from kith.casework.forms import unusual as forms
from kith.casework.presenters import unusual as presenters
from kith.casework.queries import people as reads
from kith.casework.queries import unusual
from kith.domain import watching


@login_required
@require_GET
def list_unusual(request: StaffRequest) -> HttpResponse:
    """Four weeks of what is worth a second look."""
    today = timezone.localdate()
    until = forms.Weeks(request.GET).until_on(today)
    since = unusual.first_day(until)
    found = unusual.open_unusual(request.actor, since, until, timezone.now())
    page = presenters.unusual_page(found, since, until, today)
    return render(request, "casework/unusual.html", {"page": page, "setting": watching.load_setting()})


@login_required
@require_http_methods(["GET", "POST"])
def answer(request: StaffRequest, user_id: uuid.UUID, rule: str, first_seq: int) -> HttpResponse:
    """Write down what was made of it."""
    until = forms.Weeks(request.GET).until_on(timezone.localdate())
    one = unusual.get_unusual(request.actor, user_id, rule, first_seq, until)
    form = forms.AnswerUnusual(request.POST or None)
    if form.is_bound and form.is_valid():
        outcome, words = form.given()
        actions.answer_unusual(
            request.actor, user=one.reader, unusual=one.unusual, outcome=outcome, words=words, at=timezone.now()
        )
        messages.success(request, "What you found is kept.")
        return redirect(f"{reverse('unusual')}?until={until.isoformat()}")
    row, before = presenters.unusual_row(one, until), one.answer.words if one.answer else ""
    context = {"form": form, "row": row, "words": before, "is_own": user_id == request.user.pk}
    return render(request, "casework/unusual_answer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def note_notice(request: StaffRequest, user_id: uuid.UUID) -> HttpResponse:
    """Note that somebody gave notice of leaving, or take it away."""
    person, at = reads.get_person(request.actor, user_id), timezone.now()
    known = {"version": person.version, "on": person.notice_on}
    form = forms.NoteNotice(request.POST or None, today=timezone.localdate(at), initial=known)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        access.note_notice(request.actor, user=person, on=given["on"], version=given["version"], at=at)
        messages.success(request, "It is kept.")
        return redirect("people")
    return render(request, "casework/note_notice.html", {"form": form, "person": person})
