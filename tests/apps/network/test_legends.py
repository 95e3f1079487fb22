"""Where the legend of a drawing stands, and how a crowded drawing offers its parts."""

from collections.abc import Callable

import pytest
from django.test import Client

from kith.access.models import User
from kith.domain.terms import Drawing, ParentageKind, PersonStatus, Role, Side
from kith.network import actions, presenters, queries
from kith.people.models import Connection
from tests.apps.people import said
from tests.pages import text
from tests.personas import NOW, TODAY, Cast

SignIn = Callable[[User], Client]
MANY = 42
BESIDE, INSIDE, PARTS = 'class="kith-signs"', "kith-map__legend", "These are many people. One part at a time"


def mum(cast: Cast) -> Connection:
    """The child's mother, who is drawn."""
    found = said.add(cast, "Kelly", how_related="Mum")
    among = actions.Among("child", str(found.person_id))
    given = actions.ParentageGiven(among, ParentageKind.BIRTH)
    actions.add_parentage(cast.actor(Role.COORDINATOR), child=cast.child, given=given, says=said.FILE_SAYS, at=NOW)
    return found


def crowd(cast: Cast) -> None:
    """More relatives than one sheet or one look holds."""
    for number in range(MANY):
        said.add(cast, f"Relative {number}", how_related="Mum’s relative", side=Side.MUM)


@pytest.mark.parametrize("kind", [Drawing.GENOGRAM, Drawing.ECOMAP, Drawing.CONNECTEDNESS, Drawing.GROWTH])
def test_on_a_page_the_legend_stands_beside_the_drawing_and_in_a_copy_inside(
    cora: Client, in_service: Cast, kind: Drawing
) -> None:
    said.add(in_service, "Jean", status=PersonStatus.IN_TOUCH)
    page = f"/network/children/{in_service.child.pk}/"
    shown = text(cora, f"{page}{kind.value}/")
    assert BESIDE in shown
    assert INSIDE not in shown
    taken = cora.post(f"{page}take/{kind.value}/", {"copy": "team", "form": "svg"}).content.decode()
    assert INSIDE in taken


def test_a_legend_is_never_cut_it_stands_with_the_words_where_one_sheet_does_not_hold_all(
    cora: Client, in_service: Cast
) -> None:
    mum(in_service)
    poster = f"/network/children/{in_service.child.pk}/poster/?kind=genogram&paper=a4"
    small = text(cora, poster)
    assert INSIDE in small
    assert BESIDE not in small
    crowd(in_service)
    large = text(cora, poster)
    assert "Sheet 2 of" in large
    assert INSIDE not in large
    assert large.count(BESIDE) == 1
    around = queries.get_around(in_service.actor(Role.COORDINATOR), in_service.child, TODAY)
    pdf = presenters.poster_page(Drawing.GENOGRAM, around, presenters.Asked(), "a4", for_pdf=True)
    assert all("<style>" in sign.sample for sign in pdf.picture.signs), "in a PDF each sign brings its look"


def test_a_crowded_drawing_offers_its_parts_first_and_a_small_one_does_not(cora: Client, in_service: Cast) -> None:
    mum(in_service)
    page = f"/network/children/{in_service.child.pk}/genogram/"
    assert PARTS not in text(cora, page)
    crowd(in_service)
    shown = text(cora, page)
    assert shown.index(PARTS) < shown.index("data-kith-drawing")
    near = text(cora, f"{page}?part=near")
    assert "This part: Parents, brothers and sisters, grandparents." in near
    drawn = near.partition("data-kith-drawing")[2].partition("data-kith-signs")[0]
    assert "Kelly" in drawn
    assert "Relative 1" not in drawn
