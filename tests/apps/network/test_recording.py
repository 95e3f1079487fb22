"""A family written down from nothing: one after the other, each said once, from whichever page one stands on."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kith.access.models import User
from kith.domain.terms import AgreementScope, ParentageKind, Role, Side
from kith.network import forms, queries
from kith.network.models import Parentage
from kith.people.models import Connection
from tests import standing
from tests.apps.people import said
from tests.pages import text
from tests.personas import TODAY, Cast

SignIn = Callable[[User], Client]
SAYS = {"source": "file", "certainty": "likely"}


def test_the_next_person_is_added_without_a_way_back_and_said_by_the_same(cora: Client, in_service: Cast) -> None:
    page = f"/people-who-matter/children/{in_service.child.pk}/add/"
    mum = {**SAYS, "full": "Kelly", "status": "in_touch", "child_knows": "yes", "gender": "not_known"}
    alone = cora.post(page, mum)
    assert alone.headers["Location"] == f"/people-who-matter/{Connection.objects.get().pk}/"
    onward = cora.post(page, {**mum, "full": "Dean", "then": "another"})
    assert urlsplit(onward.headers["Location"]).path == page
    shown = text(cora, onward.headers["Location"])
    assert "Added. Who is next?" in shown
    assert '<option value="file" selected>' in shown
    assert '<option value="likely" selected>' in shown


def test_a_persons_page_leads_to_whom_they_belong_and_names_them_there(cora: Client, in_service: Cast) -> None:
    mum = said.add(in_service, "Kelly")
    page = text(cora, f"/people-who-matter/{mum.pk}/")
    here = f"/network/children/{in_service.child.pk}/belonging/"
    for form, field in (("parents", "one"), ("parents", "other"), ("partners", "one"), ("ties", "one")):
        address = f"{here}{form}/add/?{field}={mum.person_id}"
        assert address in page
        shown = text(cora, address)
        assert shown.count(f'<option value="{mum.person_id}" selected>') == 1


def test_both_parents_of_one_are_written_down_one_after_the_other(cora: Client, in_service: Cast) -> None:
    mum, dad = said.add(in_service, "Kelly"), said.add(in_service, "Dean", side=Side.DAD)
    page = f"/network/children/{in_service.child.pk}/belonging/parents/add/"
    first = {**SAYS, "one": "child", "other": str(mum.person_id), "kind": "birth", "then": "another"}
    onward = cora.post(page, first).headers["Location"]
    assert parse_qs(urlsplit(onward).query) == {"one": ["child"], "source": ["file"], "certainty": ["likely"]}
    shown = text(cora, onward)
    assert "Saved. Who is next?" in shown
    assert '<option value="child" selected>' in shown
    back = cora.post(page, {**SAYS, "one": "child", "other": str(dad.person_id), "kind": "birth"})
    assert back.headers["Location"] == f"/network/children/{in_service.child.pk}/belonging/"
    assert Parentage.objects.filter(kind=ParentageKind.BIRTH.value).count() == 2


def test_every_drawing_offers_to_add_somebody_to_whoever_may(cora: Client, in_service: Cast, sign_in: SignIn) -> None:
    address = f"/people-who-matter/children/{in_service.child.pk}/add/"
    lead = sign_in(in_service.users[Role.SAFEGUARDING_LEAD])
    for page in ("map", "genogram", "ecomap", "connectedness", "mobility", "growth"):
        drawing = f"/network/children/{in_service.child.pk}/{page}/"
        assert f'href="{address}"' in text(cora, drawing)
        assert f'href="{address}"' not in text(lead, drawing)


def test_why_no_map_is_drawn_together_yet_is_said(cora: Client, in_service: Cast) -> None:
    referral = standing.referral_at(in_service)
    page = f"/network/children/{in_service.child.pk}/map/"
    assert "No map can be drawn together yet. The child has not agreed to this step." in text(cora, page)
    standing.say(in_service, referral, standing.said(AgreementScope.TALK), minutes=-30)
    assert "No map can be drawn together" not in text(cora, page)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Half-sister, by Mum", "half_sibling"),
        ("half brother", "half_sibling"),
        ("Stepbrother", "step_sibling"),
        ("Adopted sister", "adoptive_sibling"),
        ("Brother, lives with his stepdad", "sibling"),
        ("Brother or sister, in care too", "sibling"),
    ],
)
def test_half_and_step_in_the_words_for_somebody_count(in_service: Cast, words: str, kind: str) -> None:
    said.add(in_service, "Mia", side=Side.BROTHERS_AND_SISTERS, how_related=words)
    actor = in_service.actor(Role.COORDINATOR)
    around = queries.get_around(actor, in_service.child, TODAY)
    family = queries.make_copy(around, queries.Copy.MINE).family
    assert [tie.kind.value for tie in family.ties] == [kind]


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("my dad's mum", Side.DAD),
        ("Mum's dad", Side.MUM),
        ("my nan", None),
        ("Mum’s brother", Side.MUM),
        ("my brother", Side.BROTHERS_AND_SISTERS),
        ("foster mum", Side.CARED_FOR_ME),
        ("my friend's mum", Side.FRIENDS),
        ("stepdad", None),
        ("teacher", Side.SCHOOL_AND_CLUBS),
    ],
)
def test_a_part_of_life_is_guessed_from_whoever_is_named_first(words: str, side: Side | None) -> None:
    assert forms.guess(words) is side


def test_a_family_file_with_one_in_it_is_of_one_person(cora: Client, in_service: Cast) -> None:
    page = f"/network/children/{in_service.child.pk}/family-files/"
    alone = b"0 HEAD\n1 GEDC\n2 VERS 7.0\n0 @I1@ INDI\n1 NAME Jean /Harker/\n0 TRLR\n"
    assert cora.post(page, {"file": SimpleUploadedFile("tree.ged", alone)}).status_code == 302
    shown = text(cora, page)
    assert ">1 person</a>" in shown
    assert "1 people" not in shown


def test_a_hidden_side_is_the_one_that_is_said_of_somebody(cora: Client, in_service: Cast) -> None:
    said.add(in_service, "Rohan", how_related="Mum’s partner", side=Side.MUM)
    said.add(in_service, "Tyler", how_related="Dad’s friend", side=Side.DAD)
    for page in ("map", "ecomap"):
        shown = text(cora, f"/network/children/{in_service.child.pk}/{page}/?hide=mum&on_day=&on_month=&on_year=")
        told = shown.partition("data-kith-words")[2].partition("Not in this drawing")[0]
        assert "Rohan" not in told
        assert "Tyler" in told
