"""Who is not in a drawing: everybody once, found by side and by generation; folded on a page, whole on paper."""

import re
import uuid
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.domain import network
from kith.domain.network.kinship import Group, kin
from kith.domain.network.layout import NotShown
from kith.domain.network.selection import generation_of
from kith.domain.terms import Gender, ParentageKind, PersonStatus, Role
from kith.network import actions
from kith.network.presenters.absent import FEW, GENERATIONS, SIDES, absent
from kith.network.queries import CHILD
from tests.apps.people import said
from tests.factories import families
from tests.personas import NOW, Cast

SignIn = Callable[[User], Client]
WHY = "Not in the part that was chosen."
LARGE = [seed for seed in range(200) if len(families.family(seed).people) > 60][:6]


@pytest.mark.parametrize("seed", LARGE)
def test_everybody_is_found_once_on_their_side_in_their_generation(seed: int) -> None:
    family, _ = network.check(families.family(seed))
    links = {one.id: uuid.uuid4() for one in family.people}
    ids = {link: key for key, link in links.items()}
    left = [NotShown(one.id, WHY) for one in family.people if one.id != family.focus]
    groups = absent(left, family, links)
    assert sum(group.count for group in groups) == len(left)
    found = [ids[name.connection_id] for group in groups for row in group.rows for name in row.names]  # type: ignore[index]
    assert sorted(found) == sorted(one.id for one in left)
    sides, rows = kin(family), generation_of(family)
    for group in groups:
        for row in group.rows:
            for name in row.names:
                key = ids[name.connection_id]  # type: ignore[index]
                assert SIDES[sides[key].group][0] == group.words
                if row.words == GENERATIONS[-2]:
                    assert rows[key] - rows[family.focus or ""] == -2
            named = [name.name.casefold() for name in row.names if name.name != "Name not known"]
            assert named == sorted(named)
    assert {group.part for group in groups if group.words == SIDES[Group.MUM][0]} <= {"mum"}


def test_a_few_are_one_sentence_for_each_reason() -> None:
    family, _ = network.check(families.family(LARGE[0]))
    left = [NotShown(one.id, "one" if at % 2 else "other") for at, one in enumerate(family.people[:FEW])]
    assert [(group.words, group.why, group.count) for group in absent(left, family, {})] == [
        ("", "other", FEW / 2),
        ("", "one", FEW / 2),
    ]


def test_a_long_list_is_folded_on_the_page_and_whole_on_paper(in_service: Cast, sign_in: SignIn) -> None:
    names = ["Sarah Reed", "Jean Hartley", *(f"Auntie {letter}" for letter in "ABCDEFGHIJKLMN")]
    found = [said.add(in_service, name, status=PersonStatus.IN_TOUCH) for name in names]
    found[0].person.gender = Gender.WOMAN.value
    found[0].person.save()
    mum, nan, *aunts = (str(one.person_id) for one in found)
    for child, of in ((CHILD, mum), (mum, nan), *((one, nan) for one in aunts)):
        given = actions.ParentageGiven(actions.Among(child, of), ParentageKind.BIRTH)
        actions.add_parentage(
            in_service.actor(Role.COORDINATOR), child=in_service.child, given=given, says=said.FILE_SAYS, at=NOW
        )
    client = sign_in(in_service.users[Role.COORDINATOR])
    tree = client.get(reverse("network:genogram", args=[in_service.child.pk]), {"hide": "mum"}).content.decode()
    (folded,) = re.findall(r'<details class="govuk-details kith-absent">.*?</details>', tree, re.DOTALL)
    shown = re.sub(r"<[^>]+>", "", folded)
    missing = found[2:]
    assert "Mum’s side: 16" in shown
    for one, name in zip(missing, names[2:], strict=True):
        assert f'href="/people-who-matter/{one.pk}/"' in folded
        assert name in shown
    assert "Parents’ generation:" in shown
    paper = client.get(reverse("network:poster", args=[in_service.child.pk]), {"kind": "genogram", "hide": "mum"})
    assert "<details" not in paper.content.decode()
    assert all(name in paper.content.decode() for name in names[2:])
