"""HTTP for asking again, from the coordinator's first page: one button, nothing to write."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from kith.access import gate
from kith.access.actor import StaffRequest
from kith.access.permissions import Permission
from kith.referrals import actions, queries


@login_required
@require_POST
def about_parent(request: StaffRequest, answer_id: uuid.UUID) -> HttpResponse:
    """Remind the child's worker that a parent has still to be asked."""
    gate.check(request.actor, Permission.RECORD_PR_ANSWER)
    answer = queries.get_answer(request.actor, answer_id)
    actions.nudge_about_parent(request.actor, answer=answer, at=timezone.now())
    messages.success(request, "The social worker reads on their first page that you asked again.")
    return redirect("home")


@login_required
@require_POST
def about_withdrawal(request: StaffRequest, withdrawal_id: uuid.UUID) -> HttpResponse:
    """Remind the manager of a proposal to withdraw."""
    gate.check(request.actor, Permission.MOVE_STAGE)
    withdrawal = queries.get_withdrawal(request.actor, withdrawal_id)
    actions.nudge_about_withdrawal(request.actor, withdrawal=withdrawal, at=timezone.now())
    messages.success(request, "The manager reads on their first page that you asked again.")
    return redirect("home")
