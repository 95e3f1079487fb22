"""HTTP for what the file knows: notes taken in, looked through, forgotten."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.finding import actions, forms
from kith.finding.presenters import notes as presenters
from kith.finding.queries import leads
from kith.finding.queries import notes as queries
from kith.people import queries as people


@login_required
@require_http_methods(["GET", "POST"])
def file_notes(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """What the file of a child knows: notes are taken in, and those that were."""
    gate.check(request.actor, Permission.RECORD_PEOPLE)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    form = forms.TakeInNotes(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_bound and form.is_valid():
        document = form.cleaned_data["document"]
        try:
            row = actions.take_in_notes(
                request.actor, child=child, text=document.text, form=document.kind, name=document.name, at=at
            )
        except gate.ActionBlocked as refused:
            form.add_error(None, str(refused))
        else:
            for notice in document.notices:
                messages.warning(request, notice)
            return redirect("finding:notes", row.pk)
    page = presenters.file_page(request.actor, child, timezone.localdate(at))
    return render(request, "finding/file.html", {"page": page, "form": form, "concern_child": child.pk})


@login_required
@require_http_methods(["GET", "POST"])
def look_through(request: StaffRequest, notes_id: uuid.UUID) -> HttpResponse:
    """Whom the notes name: added, the same as somebody, not wanted, or to be asked; with the last, the end of it."""
    row = queries.open_notes(request.actor, notes_id, timezone.now())
    through = queries.get_looked_through(request.actor, row)
    page = presenters.notes_page(request.actor, row, through, request.GET.get("page"))
    left_out = [one.mark for one in page.workers]
    form = forms.AnswerNotes(
        request.POST or None, marks=page.marks, here=page.here, unanswered=page.open, workers=left_out
    )
    if form.is_bound and form.is_valid():
        if given := tuple(form.given()):
            actions.answer_notes(request.actor, notes=row, given=given, at=timezone.now())
            messages.success(request, presenters.saved(given))
        return finish_notes(request, notes_id) if form.is_finishing else redirect("finding:notes", row.pk)
    context = {
        "page": page,
        "form": form,
        "rows": list(form.beside(page.rows)),
        "may_look_for_next": leads.is_own_coordinator(request.actor, row.child_id),
        "concern_child": row.child_id,
    }
    return render(request, "finding/notes.html", context)


@login_required
@require_POST
def finish_notes(request: StaffRequest, notes_id: uuid.UUID) -> HttpResponse:
    """Forget what was not answered."""
    row = queries.get_notes(request.actor, notes_id)
    actions.finish_notes(request.actor, notes=row, at=timezone.now())
    messages.success(request, "Finished. Whoever you added stays, with their sentence; the rest is forgotten.")
    return redirect("finding:file", row.child_id)
