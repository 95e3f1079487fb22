"""HTTP for news to tell: a named person tells the child face to face, and somebody looks in afterwards."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.domain.terms import NewsKind
from kith.people import queries as people
from kith.safety import actions
from kith.safety.forms import news as forms
from kith.safety.presenters import news as presenters
from kith.safety.queries import around, news


@login_required
@require_GET
def list_news(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """The news about one child's people."""
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    page = presenters.news_page(request.actor, child, timezone.localdate(at))
    return render(request, "safety/news.html", {"page": page})


@login_required
@require_http_methods(["GET", "POST"])
def keep_news(request: StaffRequest, child_id: uuid.UUID) -> HttpResponse:
    """Write down news that the child does not know yet."""
    gate.check(request.actor, Permission.KEEP_NEWS)
    at = timezone.now()
    child = people.open_child(request.actor, child_id, at)
    named = around.get_around(request.actor, child).named()
    form = forms.KeepNews(request.POST or None, named=named, about=request.GET.get("about", ""))
    if form.is_bound and form.is_valid():
        kind, words = NewsKind(form.cleaned_data["kind"]), form.cleaned_data["words"]
        row = actions.keep_news(request.actor, child=child, kind=kind, words=words, connection=form.connection(), at=at)
        messages.success(request, "Kept. Now say who tells the child, when and where.")
        return redirect("safety:plan_telling", row.pk)
    return render(request, "safety/keep_news.html", {"child": child, "form": form, "concern_child": child.pk})


@login_required
@require_http_methods(["GET", "POST"])
def plan_telling(request: StaffRequest, news_id: uuid.UUID) -> HttpResponse:
    """Say who tells the child, on which day, where and with whom."""
    gate.check(request.actor, Permission.KEEP_NEWS)
    at = timezone.now()
    row, child = _open(request, news_id)
    team, on = presenters.tellers(request.actor, child), timezone.localdate(at)
    initial = presenters.planned_so_far(row, on)
    form = forms.PlanTelling(request.POST or None, team=team, born=child.birth, today=on, initial=initial)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        actions.plan_telling(request.actor, news=row, telling=form.telling(), at=at, version=version)
        messages.success(request, "Planned. The child’s pages stay as they are until it is told.")
        return redirect("safety:news", child.pk)
    return _form(request, row, child, form, "safety/plan_telling.html")


@login_required
@require_http_methods(["GET", "POST"])
def mark_told(request: StaffRequest, news_id: uuid.UUID) -> HttpResponse:
    """Write down that the child was told, and how."""
    gate.check(request.actor, Permission.KEEP_NEWS)
    row, child = _open(request, news_id)
    form = forms.MarkTold(request.POST or None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        row = actions.mark_told(request.actor, news=row, at=timezone.now(), **form.cleaned_data)
        by = presenters.words.day(row.check_in_by)
        messages.success(request, f"Told. Somebody looks in on {child} by {by}.")
        return redirect("safety:news", child.pk)
    return _form(request, row, child, form, "safety/mark_told.html")


@login_required
@require_http_methods(["GET", "POST"])
def check_in(request: StaffRequest, news_id: uuid.UUID) -> HttpResponse:
    """Write down how the child is after the news."""
    gate.check(request.actor, Permission.KEEP_NEWS)
    row, child = _open(request, news_id)
    form = forms.CheckIn(request.POST or None, initial={"version": row.version})
    if form.is_bound and form.is_valid():
        actions.check_in(request.actor, news=row, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "Written down.")
        return redirect("safety:news", child.pk)
    return _form(request, row, child, form, "safety/check_in.html")


def _open(request: StaffRequest, news_id: uuid.UUID) -> tuple[Any, Any]:
    """A piece of news and the child it is for; reading it is reading the child's record."""
    row = news.get_news(request.actor, news_id)
    return row, people.open_child(request.actor, row.child_id, timezone.now())


def _form(request: StaffRequest, row: Any, child: Any, form: Any, template: str) -> HttpResponse:
    people_named = around.get_some(request.actor, child, [row.connection] if row.connection else [])
    line = presenters.news_line(row, people_named)
    return render(request, template, {"line": line, "child": child, "form": form, "concern_child": child.pk})
