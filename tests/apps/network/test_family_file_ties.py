"""How people of a family file belong together comes over as the file says it: for how long, disputed, or vague."""

import datetime as dt

import pytest
from django.urls import reverse

from kith.audit.models import AuditEvent
from kith.domain.terms import Certainty, ParentageKind, Role, Side, TieKind
from kith.network import queries
from kith.network.models import FamilyFile, Parentage, Tie
from kith.people.models import Connection, Reach
from tests.apps.network import test_family_files as files
from tests.personas import Cast

HEAD = "0 HEAD\n1 GEDC\n2 VERS 5.5.1\n1 CHAR UTF-8\n"
a_store_of_its_own = files.a_store_of_its_own


def taken_over(cast: Cast, lines: str, child: str = "Kit") -> FamilyFile:
    """A file whose people are all taken over, with the child named in it."""
    file = files.take_in(cast, f"{HEAD}{lines}0 TRLR\n")
    coordinator, known = cast.actor(Role.COORDINATOR), files.keys(cast, file)
    files.actions.name_child_in_file(coordinator, family_file=file, key=known.pop(child), at=files.NOW)
    file.refresh_from_db()
    files.answer(cast, file, yes=list(known.values()))
    return file


def people(*names: str, **more: str) -> str:
    return "".join(f"0 @{name}@ INDI\n1 NAME {name}\n{more.get(name, '')}" for name in names)


def called(cast: Cast) -> dict[object, str]:
    """Everybody's name by the id of their row."""
    members = queries.list_members(cast.actor(Role.COORDINATOR), cast.child)
    return {pk: "child" if one.key == queries.CHILD else one.name for one in members for pk in one.person_ids}


def test_a_parent_comes_over_for_as_long_as_the_file_says_and_disputed_where_it_does(in_service: Cast) -> None:
    """A father whom the file calls disproven is no likely father, and nobody to the child in words."""
    kit = (
        "1 FAMC @F@\n2 PEDI birth\n2 STAT disproven\n1 FAMC @G@\n2 PEDI foster\n2 _DATE FROM 2 MAY 2015 TO 3 JUN 2017\n"
    )
    schema = "1 SCHMA\n2 TAG _DATE https://gedcom.io/terms/v7/DATE\n"
    families = "0 @F@ FAM\n1 HUSB @Lee@\n1 CHIL @Kit@\n0 @G@ FAM\n1 WIFE @Ann@\n1 CHIL @Kit@\n"
    taken_over(in_service, schema + people("Kit", "Lee", "Ann", Kit=kit) + families)
    names = called(in_service)
    said = {
        names[row.parent_id]: (row.kind, row.certainty, row.from_on, row.until_on) for row in Parentage.objects.all()
    }
    time = (dt.date(2015, 5, 2), dt.date(2017, 6, 3))
    assert said == {
        "Lee": (ParentageKind.BIRTH.value, Certainty.CONTRADICTED.value, None, None),
        "Ann": (ParentageKind.FOSTER.value, Certainty.LIKELY.value, *time),
    }
    assert {names[one.person_id]: one.how_related for one in Connection.objects.all()} == {
        "Lee": "",
        "Ann": "former foster carer",
    }


def test_a_disputed_parent_is_no_third_birth_parent(in_service: Cast) -> None:
    kit = "1 FAMC @F@\n1 FAMC @G@\n2 STAT challenged\n"
    families = "0 @F@ FAM\n1 HUSB @Lee@\n1 WIFE @Ann@\n1 CHIL @Kit@\n0 @G@ FAM\n1 HUSB @Jay@\n1 CHIL @Kit@\n"
    taken_over(in_service, people("Kit", "Lee", "Ann", "Jay", Kit=kit) + families)
    assert Parentage.objects.count() == 3


def test_ties_of_no_family_come_over_and_say_where_somebody_stands(in_service: Cast) -> None:
    """Of the child's own ties the part of life and the words say it, but for a godparent and chosen family."""
    kit = "1 ASSO @Gina@\n2 RELA godmother\n1 ASSO @Tess@\n2 RELA teacher\n1 ASSO @Fay@\n2 RELA chosen family\n"
    tess = "1 ASSO @Gina@\n2 RELA friend\n1 ASSO @Ned@\n2 RELA neighbour\n"
    taken_over(in_service, people("Kit", "Gina", "Tess", "Fay", "Ned", Kit=kit, Tess=tess))
    names = called(in_service)
    assert {(names[row.a_id], names[row.b_id], row.kind, row.words) for row in Tie.objects.all()} == {
        ("child", "Gina", TieKind.GODPARENT.value, "godmother"),
        ("child", "Fay", TieKind.CHOSEN_FAMILY.value, ""),
        ("Tess", "Gina", TieKind.FRIEND.value, ""),
        ("Tess", "Ned", TieKind.OTHER.value, "Neighbour"),
    }
    stands = {names[one.person_id]: (one.how_related, one.side) for one in Connection.objects.all()}
    assert stands["Tess"] == ("teacher", Side.SCHOOL_AND_CLUBS.value)
    assert stands["Gina"] == ("godmother", "")


def test_what_the_record_has_no_kind_for_comes_over_in_words(in_service: Cast) -> None:
    kit = "1 FAMC @F@\n2 PEDI other\n"
    families = "0 @F@ FAM\n1 WIFE @Ann@\n1 CHIL @Kit@\n0 @G@ FAM\n1 HUSB @Lee@\n1 WIFE @Ann@\n"
    taken_over(in_service, people("Kit", "Ann", "Lee", Kit=kit) + families)
    names = called(in_service)
    assert {(names[row.a_id], names[row.b_id], row.words) for row in Tie.objects.all()} == {
        ("child", "Ann", "Parent, the file does not say in which way"),
        ("Lee", "Ann", "Partners, the file does not say in which way"),
    }


def test_a_file_in_which_somebody_is_their_own_ancestor_can_be_taken_over(in_service: Cast, sign_in) -> None:
    """All but the tie that closes the ring; the page says so."""
    lines = people("Kit", "Ada", "Bob", "Cy", Ada="1 FAMC @F@\n", Bob="1 FAMC @G@\n", Cy="1 FAMC @H@\n")
    lines += "".join(
        f"0 @{key}@ FAM\n1 HUSB @{parent}@\n1 CHIL @{child}@\n"
        for key, parent, child in (("F", "Bob", "Ada"), ("G", "Cy", "Bob"), ("H", "Ada", "Cy"))
    )
    file = files.take_in(in_service, f"{HEAD}{lines}0 TRLR\n")
    sent = {"status": "lost_touch", "yes": [key for key in files.keys(in_service, file).values() if key != "Kit"]}
    client, address = sign_in(in_service.users[Role.COORDINATOR]), reverse("network:family_file", args=[file.pk])
    page = client.post(address, sent, follow=True).content.decode()
    assert "1 tie left out: by the file, somebody is their own grandparent or further back." in page
    assert (Connection.objects.count(), Parentage.objects.count()) == (3, 2)
    assert AuditEvent.objects.filter(kind="family_file.answered").latest("at").codes["left_out"] == 1


@pytest.mark.parametrize(
    "kept_back", ["1 RESI\n2 RESN privacy\n2 ADDR 9 Elm Row\n", "1 PHON 0113 496 0000\n2 RESN locked\n"]
)
def test_a_way_that_the_file_keeps_back_comes_over_for_nobody(in_service: Cast, sign_in, kept_back: str) -> None:
    file = taken_over(in_service, people("Kit", "Ann", Ann=kept_back))
    assert not Reach.objects.exists()
    page = sign_in(in_service.users[Role.COORDINATOR]).get(reverse("network:family_file", args=[file.pk]))
    assert "ways to reach people: 1" in page.content.decode()
