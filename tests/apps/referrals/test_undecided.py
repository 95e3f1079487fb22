"""Referrals that nobody has decided yet: those whom the calendar presses stand first, and say why."""

import datetime as dt
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from kith.access.models import User
from kith.children.models import Child
from kith.domain import dates
from kith.domain.terms import Role
from kith.referrals.models import Referral
from kith.referrals.presenters import waiting
from tests.personas import Cast

SignIn = Callable[[User], Client]


def referred(cast: Cast, name: str, born: dt.date | None = None) -> Referral:
    of = {"service": cast.service}
    child = Child.objects.create(**of, council=cast.council, reference=name, preferred_name=name, born_on=born)
    return Referral.objects.create(**of, child=child, arose_at="visit", made_on=timezone.localdate())


def test_whom_the_calendar_presses_stands_before_those_who_have_waited_longer(
    in_service: Cast, sign_in: SignIn
) -> None:
    for number in range(9):
        referred(in_service, f"Young {number}")
    eighteen_soon = dates.years_before(timezone.localdate() + dt.timedelta(days=20), 18)
    referred(in_service, "Old enough", eighteen_soon)
    client = sign_in(in_service.users[Role.MANAGER])
    page: waiting.DecisionsPage = client.get("/referrals/decisions/").context["page"]
    first, second = page.to_accept[:2]
    assert (first.name, first.soon and first.soon.text, "18" in first.what) == ("Old enough", "Urgent", True)
    assert (second.name, second.soon) == ("Young 0", None)
    shown = client.get("/").context["page"].waiting
    assert (shown[0].name, len(shown)) == ("Old enough", 8)
