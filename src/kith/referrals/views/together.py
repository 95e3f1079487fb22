"""HTTP for the pages used together with a child: one thing at a time, nothing lost."""

import datetime as dt
import functools
import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kith.access.actor import StaffRequest
from kith.domain.agreement import Question
from kith.domain.terms import AgreementAnswer, AgreementScope, HowShown
from kith.referrals.actions import agreement, asks, drafts
from kith.referrals.forms import drafts as draft_forms
from kith.referrals.forms import together as forms
from kith.referrals.presenters import stop as stopping
from kith.referrals.presenters import together as presenters
from kith.referrals.queries import agreement as reads
from kith.referrals.queries import drafts as draft_reads
from kith.referrals.views import held

PAGES_WITH_DRAFTS = {"asks", "yes"}
# Which draft a page fills, by its view.
DRAFT_OF = {"what_matters": "asks", "said_yes": "yes"}
# Which question a half-written yes belongs to.
ASKED = ("scope", "named", "answer")
View = Callable[..., HttpResponse]


def in_session(view: View) -> View:
    """A page that is only there during a session together; afterwards the coordinator starts another.

    Once its time is over what was just sent is kept as a draft, and the device asks to be given back.
    """

    @functools.wraps(view)
    def page(request: StaffRequest, referral_id: uuid.UUID, **more: Any) -> HttpResponse:
        now = held.find(request)
        if now is None:
            return redirect("referrals:together", referral_id)
        referral = reads.open_together(request.actor, referral_id, timezone.now())
        if now.is_over:
            _keep_typed(request, referral, more.get("page") or DRAFT_OF.get(view.__name__, ""))
            return redirect("hand_back")
        return view(request, referral, **more)

    return login_required(page)


def unless_stopped(view: View) -> View:
    """A page that asks something: once everything is stopped it says so instead (SAFEGUARDING 6).

    What was typed is kept as a draft; a no is kept whatever else is stopped.
    """

    @functools.wraps(view)
    def page(request: StaffRequest, referral: Any) -> HttpResponse:
        stopped = stopping.stopped(request.actor, referral.child_id, referral)
        if stopped is None or request.POST.get("answer") == AgreementAnswer.NO.value:
            return view(request, referral)
        if request.method == "POST":
            _keep_typed(request, referral, DRAFT_OF.get(view.__name__, ""))
        return _page(request, referral, "stopped")

    return page


@login_required
@require_GET
def together(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The coordinator's own page before and after a session."""
    at = timezone.now()
    referral = reads.open_together(request.actor, referral_id, at)
    page = presenters.start_page(request.actor, referral, at)
    return render(request, "referrals/together/start.html", {"page": page})


@login_required
@require_POST
def start_together(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """Start a session: the pages stay open for 90 minutes, and keep what was not saved."""
    at = timezone.now()
    referral = reads.open_together(request.actor, referral_id, at)
    agreement.start_together(request.actor, referral=referral, at=at)
    held.begin(request, referral, at)
    return redirect("referrals:together_about", referral.pk)


@require_GET
@in_session
@unless_stopped
def about(request: StaffRequest, referral: Any) -> HttpResponse:
    """What this is about."""
    return _page(request, referral, "about", step=1)


@require_http_methods(["GET", "POST"])
@in_session
@unless_stopped
def what_matters(request: StaffRequest, referral: Any) -> HttpResponse:
    """Who or what matters: each thing is saved in the child's words."""
    left = draft_reads.get_draft(request.actor, "asks", referral.pk)
    form = forms.WhatMatters(request.POST or None, initial=draft_forms.initial(forms.WhatMatters, left))
    if not form.is_bound or not form.is_valid():
        return _page(request, referral, "asks", step=2, form=form, has_draft=bool(left))
    at, given = timezone.now(), form.cleaned_data
    if not given["words"] and "go_on" not in request.POST:
        form.add_error("words", "Write something first, or go on")
        return _page(request, referral, "asks", step=2, form=form, has_draft=bool(left))
    if given["words"]:
        asks.save_ask(request.actor, child=referral.child, asked_on=timezone.localdate(), at=at, **given)
        drafts.clear_draft(request.actor, referral=referral, page="asks", at=at)
    onward = "together_not_everyone" if "go_on" in request.POST else "together_asks"
    return redirect(f"referrals:{onward}", referral.pk)


@require_GET
@in_session
@unless_stopped
def not_everyone(request: StaffRequest, referral: Any) -> HttpResponse:
    """We may not find everyone."""
    return _page(request, referral, "not_everyone", step=3)


@require_http_methods(["GET", "POST"])
@in_session
@unless_stopped
def question(request: StaffRequest, referral: Any) -> HttpResponse:
    """The one question that is next. A no counts at once; a yes goes on to how we know."""
    at = timezone.now()
    if request.method == "POST":
        return _tapped(request, referral, at)
    asked = reads.list_next_questions(request.actor, referral, at) if referral.is_open else []
    if not asked:
        return redirect("referrals:together_end", referral.pk)
    page = presenters.question_page(request.actor, referral, asked[0])
    return _page(request, referral, "question", question=page, ask_again=forms.ASK_AGAIN)


def _tapped(request: StaffRequest, referral: Any, at: dt.datetime) -> HttpResponse:
    form = forms.Tapped(request.POST)
    if not form.is_valid():
        return redirect("referrals:together_question", referral.pk)
    given, today = form.cleaned_data, timezone.localdate(at)
    if given["ask"]:
        return _put_again(request, referral, Question(AgreementScope(given["scope"]), given["named"]), today)
    answer = AgreementAnswer(given["answer"])
    if answer is AgreementAnswer.YES:
        drafts.keep_draft(request.actor, referral=referral, page="yes", values=draft_forms.kept(request.POST), at=at)
        return redirect("referrals:together_yes", referral.pk)
    said = agreement.Said(
        AgreementScope(given["scope"]), answer, today, named=given["named"], ask_again_on=form.ask_again_on(today)
    )
    agreement.record_agreement(request.actor, referral=referral, said=said, at=at)
    messages.success(request, presenters.THANKS[answer])
    return redirect("referrals:together_question", referral.pk)


def _put_again(request: StaffRequest, referral: Any, asked: Question, today: dt.date) -> HttpResponse:
    """The same question once more, where it may be put; no answer is chosen for the child."""
    if not reads.list_may_be_put(referral, [asked], today):
        return redirect("referrals:together_question", referral.pk)
    page = presenters.question_page(request.actor, referral, asked)
    return _page(request, referral, "question", question=page, ask_again=forms.ASK_AGAIN)


@require_http_methods(["GET", "POST"])
@in_session
@unless_stopped
def said_yes(request: StaffRequest, referral: Any) -> HttpResponse:
    """Beside a yes: who is here, and how we know."""
    at = timezone.now()
    left = draft_reads.get_draft(request.actor, "yes", referral.pk)
    asked = _question_of(left)
    if asked is None:
        return redirect("referrals:together_question", referral.pk)
    needs_capacity = reads.needs_capacity(referral.child, at)
    start = _who_is_here(request, referral, at) | draft_forms.initial(forms.HowWeKnow, left)
    form = forms.HowWeKnow(request.POST or None, needs_capacity=needs_capacity, initial=start)
    if form.is_bound and form.is_valid():
        said = _said(asked, form, timezone.localdate(at))
        agreement.record_agreement(request.actor, referral=referral, said=said, at=at)
        drafts.clear_draft(request.actor, referral=referral, page="yes", at=at)
        messages.success(request, presenters.THANKS[AgreementAnswer.YES])
        return redirect("referrals:together_question", referral.pk)
    page = presenters.question_page(request.actor, referral, asked)
    return _page(request, referral, "yes", question=page, form=form)


@require_POST
@in_session
def keep_draft(request: StaffRequest, referral: Any, page: str) -> HttpResponse:
    """Keep what stands on a page now; a small script sends it every so often."""
    if page not in PAGES_WITH_DRAFTS:
        return HttpResponseBadRequest()
    _keep_typed(request, referral, page)
    return HttpResponse(status=204)


def _keep_typed(request: StaffRequest, referral: Any, page: str) -> None:
    if page not in PAGES_WITH_DRAFTS:
        return
    left = draft_reads.get_draft(request.actor, page, referral.pk)
    values = {name: left[name] for name in ASKED if name in left} | draft_forms.kept(request.POST)
    drafts.keep_draft(request.actor, referral=referral, page=page, values=values, at=timezone.now())


@require_http_methods(["GET", "POST"])
@in_session
def what_i_said(request: StaffRequest, referral: Any) -> HttpResponse:
    """What I said yes to; changing one's mind takes one tap and no reason."""
    form, today = forms.Tapped(request.POST or None), timezone.localdate()
    if form.is_bound and form.is_valid() and not form.cleaned_data["ask"]:
        given = form.cleaned_data
        answer = AgreementAnswer(given["answer"])
        said = agreement.Said(AgreementScope(given["scope"]), answer, today, given["named"], form.ask_again_on(today))
        agreement.withdraw_agreement(request.actor, referral=referral, said=said, at=timezone.now())
        messages.success(request, presenters.THANKS[answer])
        return redirect("referrals:together_what_i_said", referral.pk)
    page = presenters.what_i_said(request.actor, referral, today)
    return render(request, "referrals/together/what_i_said.html", {"page": page, "step": 0, "steps": presenters.STEPS})


@require_http_methods(["GET", "POST"])
@in_session
def end(request: StaffRequest, referral: Any) -> HttpResponse:
    """What was said today; then the device waits for the coordinator, closed."""
    now = held.find(request)
    if request.method == "POST" and now is not None:
        held.close(request, now)
        return redirect("hand_back")
    return _page(request, referral, "end")


@require_GET
@in_session
def copy(request: StaffRequest, referral: Any) -> HttpResponse:
    """What was said, to print and keep."""
    return _page(request, referral, "copy", on=timezone.localdate())


@login_required
@require_GET
def copy_to_give(request: StaffRequest, referral_id: uuid.UUID) -> HttpResponse:
    """The child's copy: out of a session, also after a stop, the coordinator prints it for the child."""
    if held.find(request):
        return copy(request, referral_id)
    referral = reads.open_together(request.actor, referral_id, timezone.now())
    if not presenters.may_copy(request.actor, referral):
        return redirect("referrals:together", referral.pk)
    return _page(request, referral, "copy", on=timezone.localdate())


def _page(request: StaffRequest, referral: Any, name: str, *, step: int = 0, **more: Any) -> HttpResponse:
    shared = presenters.shared_page(request.actor, referral, timezone.localdate())
    context = {"page": shared, "step": step, "steps": presenters.STEPS, "then": presenters.THEN, **more}
    return render(request, f"referrals/together/{name}.html", context)


def _question_of(left: dict[str, list[str]]) -> Question | None:
    scope = (left.get("scope") or [""])[0]
    return Question(AgreementScope(scope), (left.get("named") or [""])[0]) if scope else None


def _who_is_here(request: StaffRequest, referral: Any, at: dt.datetime) -> dict[str, Any]:
    last = reads.get_last_written(request.actor, referral, timezone.localdate(at))
    if last is None:
        return {}
    return {
        "who_was_there": last.who_was_there,
        "who_knows_how": last.who_knows_how,
        "capacity": last.capacity,
        **forms.as_last_time(last.language),
    }


def _said(asked: Question, form: forms.HowWeKnow, on: dt.date) -> agreement.Said:
    given = form.cleaned_data
    return agreement.Said(
        asked.scope,
        AgreementAnswer.YES,
        on,
        named=asked.named,
        how_shown=tuple(HowShown(way) for way in given["how_shown"]),
        childs_words=given["childs_words"],
        who_was_there=given["who_was_there"],
        who_knows_how=given["who_knows_how"],
        capacity=given.get("capacity", ""),
        language=form.spoken(),
    )
