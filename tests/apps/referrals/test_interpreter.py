"""Nobody agrees, stops or says a worry in a language without a sign-off: the pages ask for an interpreter (rule 13)."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.children.models import Child
from kith.domain import languages
from kith.domain.pathway import Stage
from kith.domain.terms import Role
from kith.referrals.models import Agreement
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


HANDED_OVER = ["about", "asks", "not_everyone", "question", "yes", "what_i_said", "end"]


@pytest.mark.parametrize("language", ["Tigrinya", "", "English"])
def test_every_page_of_saying_yes_asks_for_one_too(in_service: Cast, sign_in: SignIn, language: str) -> None:
    referral = standing.referral_at(in_service, Stage.CHILD_AGREEMENT)
    Child.objects.filter(pk=in_service.child.pk).update(language=language)
    client = sign_in(in_service.users[Role.COORDINATOR])
    before = shown(client, reverse("referrals:together", args=[referral.pk]))
    assert (TO_STAFF in before) is (language == "Tigrinya")
    client.post(reverse("referrals:together_start", args=[referral.pk]))
    question = reverse("referrals:together_question", args=[referral.pk])
    client.post(question, {"scope": "talk", "named": "", "answer": "yes"})
    for name in HANDED_OVER:
        page = shown(client, reverse(f"referrals:together_{name}", args=[referral.pk]))
        assert (TO_THE_CHILD in page) is (language == "Tigrinya"), name


@pytest.mark.parametrize("answer", [{"answer": "no"}, {"not_now": "30"}], ids=["no", "not now"])
def test_in_which_language_a_no_was_said_is_not_made_up(
    in_service: Cast, sign_in: SignIn, answer: dict[str, str]
) -> None:
    referral = standing.referral_at(in_service, Stage.CHILD_AGREEMENT)
    client = sign_in(in_service.users[Role.COORDINATOR])
    client.post(reverse("referrals:together_start", args=[referral.pk]))
    client.post(reverse("referrals:together_question", args=[referral.pk]), {"scope": "talk", "named": "", **answer})
    assert Agreement.objects.get(referral=referral).language == ""


@pytest.mark.parametrize("sheet", ["stop", "worry"])
def test_their_sheets_ask_for_one_too(in_service: Cast, sign_in: SignIn, sheet: str) -> None:
    client = sign_in(in_service.users[Role.COORDINATOR])
    page = shown(client, reverse("referrals:paper", args=[sheet]))
    assert (
        "This paper is in English. Do you speak something else? Then somebody who speaks your language can help."
        in page
    )
    assert ("Who is it?" in page) is (sheet == "stop")  # without a rota the sheet for a worry has no room to write


def test_only_what_a_person_signed_off_counts() -> None:
    assert languages.load_signed_off().names == ("English",)
    assert [languages.without_sign_off(one) for one in ("English", "ENGLISH", "", "Welsh", " Arabic ")] == [
        *("", "", "", "Welsh", "Arabic")
    ]
