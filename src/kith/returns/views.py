"""HTTP for bringing in statutory returns."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.returns import actions, forms, presenters, queries


@login_required
@require_GET
def list_batches(request: StaffRequest) -> HttpResponse:
    """Every import, newest first."""
    gate.check(request.actor, Permission.VIEW_RETURNS)
    batches = queries.list_batches(request.actor)
    number, pages = _page_number(request, batches.count(), queries.A_PAGE)
    shown = batches[(number - 1) * queries.A_PAGE : number * queries.A_PAGE]
    links = presenters.pagination(number, pages=pages)
    context = {"rows": presenters.batch_rows(shown), "pagination": links, "may_import": _may_import(request)}
    return render(request, "returns/list.html", {**context, "on": timezone.localdate()})


@login_required
@require_http_methods(["GET", "POST"])
def receive(request: StaffRequest) -> HttpResponse:
    """Take in files, check them in the request, and show what saving them would do."""
    gate.check(request.actor, Permission.IMPORT_RETURN)
    form = forms.BringIn(request.POST or None, request.FILES or None, councils=queries.list_councils(request.actor))
    if form.is_bound and form.is_valid():
        service = cast(Any, request.user).service
        batch = actions.receive_return(request.actor, service=service, at=timezone.now(), **form.cleaned_data)
        return redirect("returns:show", batch_id=batch.pk)
    return render(request, "returns/receive.html", {"form": form})


@login_required
@require_GET
def show(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """One import: the dry run before it is saved, and the same page afterwards."""
    gate.check(request.actor, Permission.VIEW_RETURNS)
    batch = queries.get_batch(request.actor, batch_id)
    page = presenters.import_page(
        batch,
        files=queries.list_files(request.actor, batch),
        groups=queries.list_finding_groups(request.actor, batch),
        must_check_again=queries.is_to_be_checked_again(request.actor, batch),
    )
    context = {"page": page, "may_import": _may_import(request), "on": timezone.localdate()}
    context["may_upload"] = gate.may(request.actor, Permission.UPLOAD_FACTS)
    return render(request, "returns/show.html", context)


@login_required
@require_GET
def findings(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Findings of an import, a hundred at a time."""
    gate.check(request.actor, Permission.VIEW_RETURNS)
    actor, rule = request.actor, request.GET.get("rule", "")[:20]
    batch = queries.get_batch(actor, batch_id)
    total = queries.count_findings(actor, batch, rule)
    number, pages = _page_number(request, total, queries.FINDINGS_A_PAGE)
    part = slice((number - 1) * queries.FINDINGS_A_PAGE, number * queries.FINDINGS_A_PAGE)
    rows = queries.open_findings(actor, batch, rule=rule, part=part, at=timezone.now())
    links = presenters.pagination(number, pages=pages, query=f"rule={rule}&" if rule else "")
    files = queries.list_files(actor, batch)
    page = presenters.findings_page(batch, rows, files=files, total=total, rule=rule, pages=links)
    return render(request, "returns/findings.html", {"page": page, "on": timezone.localdate()})


@login_required
@require_GET
def download_findings(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """All findings of an import as CSV."""
    gate.check(request.actor, Permission.VIEW_RETURNS)
    batch = queries.get_batch(request.actor, batch_id)
    rows = queries.open_findings(request.actor, batch, at=timezone.now())
    text = presenters.findings_csv(rows, files=queries.list_files(request.actor, batch))
    return _sheet(text, f"findings-of-import-{batch.number}.csv")


def _sheet(text: str, name: str) -> HttpResponse:
    """A download that spreadsheets open with the right letters."""
    response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_GET
def waiting_rows(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """The rows of an import that wait, as they were sent, some at a time."""
    gate.check(request.actor, Permission.VIEW_RETURNS)
    batch = queries.get_batch(request.actor, batch_id)
    total = queries.count_waiting(batch)
    number, pages = _page_number(request, total, queries.WAITING_A_PAGE)
    part = slice((number - 1) * queries.WAITING_A_PAGE, number * queries.WAITING_A_PAGE)
    rows = queries.open_waiting_rows(request.actor, batch, actions.open_kept, at=timezone.now(), part=part)
    page = presenters.waiting_page(batch, rows, total=total, pages=presenters.pagination(number, pages=pages))
    context = {"page": page, "may_import": _may_import(request), "on": timezone.localdate()}
    return render(request, "returns/waiting_rows.html", context)


@login_required
@require_GET
def download_waiting_rows(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """All rows that wait, as CSV, to mend them by."""
    gate.check(request.actor, Permission.VIEW_RETURNS)
    batch = queries.get_batch(request.actor, batch_id)
    rows = queries.open_waiting_rows(request.actor, batch, actions.open_kept, at=timezone.now())
    return _sheet(presenters.waiting_csv(rows), f"rows-that-wait-in-import-{batch.number}.csv")


@login_required
@require_POST
def check_again(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Compare an unsaved import again."""
    batch = queries.get_batch(request.actor, batch_id)
    actions.check_return_again(request.actor, batch=batch, at=timezone.now())
    messages.success(request, f"{batch} was checked again.")
    return redirect("returns:show", batch_id=batch.pk)


@login_required
@require_POST
def discard(request: StaffRequest, batch_id: uuid.UUID) -> HttpResponse:
    """Do not save an import."""
    batch = queries.get_batch(request.actor, batch_id)
    version = forms.Confirm(request.POST).seen_version()
    actions.discard_return(request.actor, batch=batch, version=version, at=timezone.now())
    messages.success(request, f"{batch} was not saved. Its files were destroyed.")
    return redirect("returns:list")


def _may_import(request: StaffRequest) -> bool:
    return gate.may(request.actor, Permission.IMPORT_RETURN)


def _page_number(request: StaffRequest, total: int, a_page: int) -> tuple[int, int]:
    """(page asked for, number of pages), held to those that there are."""
    pages = max(1, -(-total // a_page))
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1
    return min(max(1, number), pages), pages
