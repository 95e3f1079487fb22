"""The projection page says what `kith project` says."""

import html
import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.domain import demand
from kith.domain.terms import Role
from kith.programme import queries
from tests.personas import Cast

ADDRESS = "programme:projection"


def test_projection_page_shows_every_figure_and_sentence(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    response = sign_in(cast.users[Role.PANEL]).get(reverse(ADDRESS))
    page = response.context["page"]
    figures = demand.project(demand.paper("kent-2018").inputs).figures
    assert {row.id for row in page.rows} == {figure.id for figure in figures if "1120" not in figure.id}
    text = html.unescape(response.content.decode())
    for figure in figures:
        value = "not known" if figure.value is None else demand.number(figure.value, 1)
        bounds = " to ".join(demand.number(bound, 1) for bound in figure.interval or ()) or "–"
        cells = (("Value", value), ("Between", bounds), ("How", figure.how))
        row = "".join(f' data-label="{label}">{words}</td>' for label, words in cells)
        assert "1120" in figure.id or row in re.sub(r'<td class="[^"]+"', "", text), figure.id
        assert (figure.say or "") in text
    assert "as printed; not a forecast" in text
    assert all(caution.text in text for caution in page.cautions)
    assert page.cautions


def test_the_example_says_whose_figures_they_are_and_that_the_same_number_is_by_design(
    cast: Cast, sign_in: Callable[[User], Client], settings: Any
) -> None:
    client = sign_in(cast.users[Role.PANEL])
    settings.KITH_DEMO = False
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "They are Kent’s of 2018, not this service’s" in page
    assert "made-up county" not in page
    settings.KITH_DEMO = True
    page = client.get(reverse(ADDRESS)).content.decode()
    assert "The made-up county was made as large on purpose: its 300 are counted child by child" in page
    given = queries.get_example_text().replace("in_care = 1608", "in_care = 800")
    assert "They are Kent’s" not in client.post(reverse(ADDRESS), {"inputs": given}).content.decode()


def test_projection_of_other_figures(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    given = queries.get_example_text().replace("in_care = 1608", "in_care = 800").replace('"Kent"', '"Elsewhere"')
    response = sign_in(cast.users[Role.MANAGER]).post(reverse(ADDRESS), {"inputs": given})
    assert "Elsewhere" in response.context["page"].title
    assert response.context["page"].rows[0].value == "800"


def test_a_bad_figure_is_named_with_its_line(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    given = queries.get_example_text().replace("in_care = 1608", "in_care = many")
    response = sign_in(cast.users[Role.MANAGER]).post(reverse(ADDRESS), {"inputs": given})
    assert "line 4" in str(response.context["form"].errors)


def test_a_role_without_the_permission_is_refused(cast: Cast, sign_in: Callable[[User], Client]) -> None:
    assert sign_in(cast.users[Role.SEARCHER]).get(reverse(ADDRESS)).status_code == 403
