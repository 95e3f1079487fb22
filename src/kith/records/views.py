"""HTTP for notes, papers, copies for the case system, and concerns."""

import uuid
from typing import Any, cast

from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access import gate, scope
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.access.queries import rota
from kith.children.queries import children
from kith.records import actions, forms, presenters, queries


@login_required
@require_GET
def choose(request: StaffRequest) -> HttpResponse:
    """About whom? My children."""
    gate.check(request.actor, Permission.WRITE_NOTE)
    context = {"rows": children.list_mine(request.actor), "on": timezone.localdate()}
    return render(request, "records/choose.html", context)


@login_required
@require_GET
def papers(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """The photos and scans of a child's papers."""
    gate.check(request.actor, Permission.OPEN_CHILD)
    at = timezone.now()
    child = children.open_child(request.actor, child_id, at)
    rows = [presenters.paper_line(row) for row in queries.list_papers(request.actor, child)]
    may_keep = gate.may(request.actor, Permission.WRITE_NOTE)
    context = {"rows": rows, "child": child, "may_keep": may_keep, "on": timezone.localdate(at)}
    return render(request, "records/papers.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def keep_paper(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Keep a photo or scan."""
    gate.check(request.actor, Permission.WRITE_NOTE)
    child = children.get_child(request.actor, child_id)
    session_notes = gate.may(request.actor, Permission.READ_SESSION_NOTES)
    today = timezone.localdate()
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = forms.KeepPaper(*sent, today=today, writes_session_notes=session_notes)
    if form.is_bound and form.is_valid():
        row = actions.keep_paper(request.actor, child=child, given=form.sent(), at=timezone.now())
        if queries.list_papers(request.actor, child).filter(pk=row.pk).exists():
            messages.success(request, "It is kept.")
            return redirect("records:paper", paper_id=row.pk)
        messages.success(request, "It is kept. Only the child’s coordinator can open it.")
        return redirect("records:papers", child_id=child.pk)
    return render(request, "records/keep_paper.html", {"form": form, "child": child})


@login_required
@require_GET
def paper(request: StaffRequest, paper_id: uuid.UUID) -> HttpResponse:
    """One photo or scan."""
    row = queries.open_paper(request.actor, paper_id, timezone.now())
    may_take_away = gate.may(request.actor, Permission.WRITE_NOTE)
    return render(request, "records/paper.html", {"row": presenters.paper_line(row), "may_take_away": may_take_away})


@login_required
@require_GET
@csp_update({"sandbox": True})  # type: ignore[arg-type]  # its types know no address with parts
def paper_file(request: StaffRequest, paper_id: uuid.UUID) -> HttpResponse:
    """The picture itself; a PDF is only handed out to be saved. Neither can do anything here (security 2.11)."""
    row, data = queries.open_paper_file(request.actor, paper_id, timezone.now())
    response = HttpResponse(data, content_type=row.media_type)
    response["Content-Disposition"] = "inline" if row.is_picture else 'attachment; filename="paper.pdf"'
    return response


@login_required
@require_http_methods(["GET", "POST"])
def take_away(request: StaffRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Destroy a picture that should not have been kept."""
    gate.check(request.actor, Permission.WRITE_NOTE)
    row = queries.open_paper(request.actor, paper_id, timezone.now())
    form = forms.TakeAway(request.POST or None)
    if form.is_bound and form.is_valid():
        actions.take_paper_away(request.actor, paper=row, words=form.cleaned_data["words"], at=timezone.now())
        messages.success(request, "It is taken away.")
        return redirect("records:papers", child_id=row.child_id)
    return render(request, "records/take_away.html", {"form": form, "row": presenters.paper_line(row)})


@login_required
@require_GET
def copies(request: StaffRequest) -> HttpResponse:
    """What nobody has copied into the case system yet."""
    mine = request.GET.get("mine") == "1"
    rows, pages = presenters.open_copies(request.actor, _page(request), timezone.now(), mine=mine)
    context = {"rows": rows, "pages": pages, "mine": mine, "on": timezone.localdate()}
    return render(request, "records/copies.html", context)


@login_required
@require_GET
def copy(request: StaffRequest, copy_id: uuid.UUID) -> HttpResponse:
    """The words to copy."""
    row = queries.open_copy(request.actor, copy_id, timezone.now())
    return render(request, "records/copy.html", {"row": presenters.copy_row(row)})


@login_required
@require_POST
def copied(request: StaffRequest, copy_id: uuid.UUID) -> HttpResponse:
    """Mark as copied."""
    row = queries.get_copy(request.actor, copy_id)
    actions.mark_copied(request.actor, copy=row, at=timezone.now())
    messages.success(request, "Marked as copied.")
    return redirect("records:copies")


@login_required
@require_http_methods(["GET", "POST"])
def raise_concern(request: StaffRequest, child_id: uuid.UUID | None = None) -> HttpResponse:
    """Raise a safeguarding concern, about a child or about nobody in particular."""
    gate.check(request.actor, Permission.RAISE_CONCERN)
    child = children.get_child(request.actor, child_id) if child_id else None
    service = cast(Any, request.user).service
    form = forms.RaiseConcern(request.POST or None)
    if form.is_bound and form.is_valid():
        words = form.cleaned_data["words"]
        actions.raise_concern(
            request.actor,
            service=service,
            words=words,
            at=timezone.now(),
            child=child,
            in_childs_hands=_in_whose_hands(request) == IN_THE_CHILDS,
        )
        return redirect("records:sent")
    readers = rota.get_readers(request.actor, timezone.now(), rota.CONCERNS)
    to = presenters.goes_to(queries.goes_to(service, child))
    context = {"form": form, "child": child, "service": service, "readers": readers, "goes_to": to}
    return render(request, f"records/{_in_whose_hands(request)}.html", context)


@login_required
@require_GET
def sent(request: StaffRequest) -> HttpResponse:
    """A concern went off: what happens now. The same page whatever was written."""
    name = {"raise": "sent", IN_THE_CHILDS: "worry_sent"}[_in_whose_hands(request)]
    readers = rota.get_readers(request.actor, timezone.now(), rota.CONCERNS)
    return render(request, f"records/{name}.html", {"service": cast(Any, request.user).service, "readers": readers})


IN_THE_CHILDS = "worry"


def _in_whose_hands(request: StaffRequest) -> str:
    """The page for staff, or the one that speaks to a child who holds the device."""
    return IN_THE_CHILDS if getattr(request, "held", None) else "raise"


@login_required
@require_GET
def concerns(request: StaffRequest) -> HttpResponse:
    """Concerns, and who has opened each."""
    gate.check(request.actor, Permission.READ_CONCERNS)
    rows, pages = presenters.open_concerns(request.actor, _page(request), timezone.now())
    return render(request, "records/concerns.html", {"rows": rows, "pages": pages, "on": timezone.localdate()})


@login_required
@require_GET
def concern(request: StaffRequest, concern_id: uuid.UUID) -> HttpResponse:
    """One concern; showing it to somebody it went to is what "opened" means, and to a lead or manager "taken"."""
    at = timezone.now()
    row = queries.get_concern(request.actor, concern_id)
    if queries.is_to_open(request.actor, row):
        actions.open_concern(request.actor, concern=row, at=at)
        row = queries.get_concern(request.actor, concern_id)
    page = presenters.concern_page(request.actor, row)
    may_settle = gate.may(request.actor, Permission.READ_CONCERNS) and row.settled_at is None
    form = forms.SettleConcern(initial={"version": row.version}) if may_settle else None
    return render(request, "records/concern.html", {"page": page, "form": form, "may_open": _may_open(request, row)})


@login_required
@require_POST
def settle(request: StaffRequest, concern_id: uuid.UUID) -> HttpResponse:
    """Settle a concern with words of what was done."""
    row = queries.get_concern(request.actor, concern_id)
    form = forms.SettleConcern(request.POST)
    if not form.is_valid():
        context = {
            "page": presenters.concern_page(request.actor, row),
            "form": form,
            "may_open": _may_open(request, row),
        }
        return render(request, "records/concern.html", context, status=422)
    given = form.cleaned_data
    actions.settle_concern(
        request.actor, concern=row, what_was_done=given["what_was_done"], version=given["version"], at=timezone.now()
    )
    messages.success(request, "The concern is settled.")
    return redirect("records:concern", concern_id=row.pk)


def _may_open(request: StaffRequest, concern: Any) -> bool:
    """Whether the child's record may be opened from here."""
    if concern.child_id is None or not gate.may(request.actor, Permission.OPEN_CHILD):
        return False
    try:
        children.get_child(request.actor, concern.child_id)
    except scope.NotVisible:
        return False
    return True


def _page(request: StaffRequest) -> int:
    given = request.GET.get("page", "")
    return max(1, int(given)) if given.isdecimal() and len(given) < 7 else 1
