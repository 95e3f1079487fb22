"""A language that nobody signed off is never used for stop or worry: the pages ask for an interpreter (rule 13)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.children.models import Child
from kith.domain import languages
from kith.domain.terms import Role
from tests import standing
from tests.personas import Cast

SignIn = Callable[[User], Client]
TO_THE_CHILD = "This page is in English only. Someone can help you say it in Tigrinya."
TO_STAFF = "the language recorded for this child is Tigrinya: use an interpreter"


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


@pytest.mark.parametrize("language", ["Tigrinya", "", "English", " english "])
@pytest.mark.parametrize("together", [True, False], ids=["in the child's hands", "staff"])
def test_stop_and_worry_ask_for_an_interpreter_where_the_language_has_no_sign_off(
    in_service: Cast, sign_in: SignIn, language: str, together: bool
) -> None:
    referral = standing.referral_at(in_service)
    Child.objects.filter(pk=in_service.child.pk).update(language=language)
    client = sign_in(in_service.users[Role.COORDINATOR])
    if together:
        client.post(reverse("referrals:together_start", args=[referral.pk]))
    said = TO_THE_CHILD if together else TO_STAFF
    for name in ("referrals:stop", "records:raise"):
        page = shown(client, reverse(name, args=[in_service.child.pk]))
        assert (said in page) is (language == "Tigrinya"), name


@pytest.mark.parametrize("sheet", ["stop", "worry"])
def test_their_sheets_ask_for_one_too(in_service: Cast, sign_in: SignIn, sheet: str) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    page = shown(client, reverse("referrals:paper", args=[sheet]))
    assert "This paper is in English. Do you speak something else? Then use an interpreter." in page
    assert ("Who is it?" in page) is (sheet == "stop")  # without a rota the sheet for a worry has no room to write


def test_only_what_a_person_signed_off_counts() -> None:
    assert languages.load_signed_off().names == ("English",)
    assert [languages.without_sign_off(one) for one in ("English", "ENGLISH", "", "Welsh", " Arabic ")] == [
        *("", "", "", "Welsh", "Arabic")
    ]
