"""A copy of a drawing as a file: in every form by the same rule, written down, and never without a reader."""

import csv
import datetime as dt
import importlib
import io
import json
import re
from typing import Any

import pypdf
import pytest
from django.test import Client

from kith.audit.models import AuditEvent
from kith.domain import gedcom
from kith.domain.terms import Drawing, Gender, ParentageKind, Role, Side, TieKind
from kith.network import actions
from kith.network.presenters import forms_of, readers_of
from kith.network.queries import CHILD
from kith.people.models import Connection
from tests.apps.network.test_drawings import SignIn, key, kin, parent
from tests.apps.people import said
from tests.pages import text
from tests.personas import NOW, TODAY, Cast

pytestmark = [pytest.mark.once, pytest.mark.long]

__all__ = ["kin"]


def address(cast: Cast, kind: Drawing) -> str:
    return f"/network/children/{cast.child.pk}/take/{kind}/"


def take(client: Client, cast: Cast, form: str, *, copy: str = "team", kind: Drawing = Drawing.GENOGRAM) -> bytes:
    answer = client.post(address(cast, kind), {"copy": copy, "form": form})
    assert answer.status_code == 200, answer
    assert "attachment" in answer.get("Content-Disposition", ""), answer.content.decode()
    return answer.content


def words(form: str, data: bytes) -> str:
    if not form.startswith("pdf"):
        return data.decode()
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


EVERY = [(kind, form) for kind in Drawing for form, _ in forms_of(kind)]


@pytest.mark.parametrize(("kind", "form"), EVERY, ids=lambda one: str(one))
def test_every_drawing_in_every_form(
    in_service: Cast, cora: Client, kin: dict[str, Connection], kind: Drawing, form: str
) -> None:
    said = words(form, take(cora, in_service, form, kind=kind))
    assert len(said) > 30
    if kind is Drawing.GENOGRAM:
        assert "Jean" in said
        assert "Hartley" in said
    last = AuditEvent.objects.filter(kind="map.copy_taken").latest("at")
    assert last.codes == {"drawing": kind.value, "made_for": "team", "form": form}


@pytest.mark.parametrize("form", [form for form, _ in forms_of(Drawing.GENOGRAM)])
def test_whoever_the_child_does_not_know_of_is_in_no_file(
    in_service: Cast, cora: Client, kin: dict[str, Connection], form: str
) -> None:
    assert "Jean" in words(form, take(cora, in_service, form, copy="family"))
    before = take(cora, in_service, form, copy="court")
    Connection.objects.filter(pk=kin["nan"].pk).update(child_knows=False)
    data = take(cora, in_service, form, copy="family")
    assert "Jean" not in words(form, data)
    assert "Jean" in words(form, before)
    trace = f"{kin['nan'].pk}|{kin['nan'].person_id}"
    assert not re.search(trace, data.decode("latin-1"))
    assert "1 person whom the child does not know of" in text(cora, address(in_service, Drawing.GENOGRAM))


@pytest.mark.parametrize("is_made_up", [True, False])
def test_a_drawing_of_the_made_up_county_says_so_on_every_sheet(
    in_service: Cast, cora: Client, kin: dict[str, Connection], settings: Any, is_made_up: bool
) -> None:
    settings.KITH_DEMO = is_made_up
    mark = "Made-up: nobody on this page is real."
    sheets = pypdf.PdfReader(io.BytesIO(take(cora, in_service, "pdf_a4"))).pages
    assert len(sheets) > 1
    assert [mark in " ".join(sheet.extract_text().split()) for sheet in sheets] == [is_made_up] * len(sheets)
    poster = cora.get(f"/network/children/{in_service.child.pk}/poster/?kind=genogram&paper=a4").content.decode()
    printed = poster[poster.index('<main id="main">') :]
    assert [mark in part for part in printed.split("<section")[1:]] == [is_made_up] * printed.count("<section")


LEAVING_OUT = [
    (kind, form, copy)
    for kind, form in EVERY
    for copy, _ in readers_of(kind)
    if copy in {"family", "child"} and not form.startswith("pdf")
]


@pytest.mark.parametrize(("kind", "form", "copy"), LEAVING_OUT, ids=str)
def test_a_copy_without_somebody_is_the_copy_of_a_network_they_were_never_in(
    in_service: Cast, cora: Client, kin: dict[str, Connection], kind: Drawing, form: str, copy: str
) -> None:
    Connection.objects.filter(pk=kin["nan"].pk).update(child_knows=False)
    kept_back = take(cora, in_service, form, kind=kind, copy=copy)
    Connection.objects.filter(pk=kin["nan"].pk).update(removed_on=TODAY)
    assert take(cora, in_service, form, kind=kind, copy=copy) == kept_back


@pytest.mark.parametrize("form", ["svg", "csv", "json", "gedcom"])
@pytest.mark.parametrize("copy", ["family", "child"])
@pytest.mark.parametrize("by", ["a brother of his", "another father"])
def test_a_father_who_is_kept_back_is_told_by_nobody_else(
    in_service: Cast, cora: Client, kin: dict[str, Connection], form: str, copy: str, by: str
) -> None:
    """Not by a second tie between two who are brothers already, and not by two parents whom he would keep apart."""
    dad = said.add(in_service, "Lee Reed", how_related="Dad", side=Side.DAD, child_knows=False)
    if by == "another father":
        parent(in_service, CHILD, key(said.add(in_service, "Jay Cole", how_related="Dad", side=Side.DAD)))
    else:
        brother = said.add(in_service, "Tom Reed", how_related="Brother", side=Side.BROTHERS_AND_SISTERS)
        parent(in_service, key(brother), key(dad))
    parent(in_service, CHILD, key(dad))
    kept_back = take(cora, in_service, form, copy=copy)
    Connection.objects.filter(pk=dad.pk).update(removed_on=TODAY)
    assert take(cora, in_service, form, copy=copy) == kept_back


def test_no_file_holds_the_address_of_a_page_or_anybodys_id(
    in_service: Cast, cora: Client, kin: dict[str, Connection]
) -> None:
    ids = [str(value) for one in kin.values() for value in (one.pk, one.person_id)] + [str(in_service.child.pk)]
    for form in ("svg", "csv", "json", "gedcom"):
        data = take(cora, in_service, form).decode()
        assert not [one for one in ids if one in data], form
        assert "href" not in data, form


def test_a_family_file_is_read_again_as_the_same_family(
    in_service: Cast, cora: Client, kin: dict[str, Connection]
) -> None:
    read = gedcom.read(take(cora, in_service, "gedcom"))
    assert read.errors == ()
    names = {person.name for person in read.family.people}
    assert {"Sarah Reed", "Jean Hartley"} <= names
    document = json.loads(take(cora, in_service, "json"))
    assert {person["name"] for person in document["people"]} >= {"Sarah Reed", "Jean Hartley"}
    table = list(csv.reader(io.StringIO(take(cora, in_service, "csv").decode("utf-8-sig"))))
    assert table[0][:2] == ["Name", "Who"]


def test_a_copy_is_always_made_for_somebody(in_service: Cast, cora: Client, kin: dict[str, Connection]) -> None:
    assert "mine" not in [value for value, _ in readers_of(Drawing.GENOGRAM)]
    page = cora.post(address(in_service, Drawing.GENOGRAM), {"copy": "mine", "form": "svg"}).content.decode()
    assert "There is a problem" in page
    assert not AuditEvent.objects.filter(kind="map.copy_taken").exists()
    assert cora.get(f"/network/children/{in_service.child.pk}/take/moon/").status_code == 404


def test_where_no_pdf_can_be_made_the_page_says_what_to_install(
    in_service: Cast, cora: Client, kin: dict[str, Connection], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise OSError(f"cannot load library for {name}")

    before = cora.get(address(in_service, Drawing.GENOGRAM)).content.decode()
    assert "No PDF can be made" not in before
    monkeypatch.setattr(importlib, "import_module", missing)
    before = cora.get(address(in_service, Drawing.GENOGRAM)).content.decode()
    assert before.index("No PDF can be made on this machine yet.") < before.index("Take the copy")
    assert before.index("Print on A4") < before.index("Take the copy")
    page = cora.post(address(in_service, Drawing.GENOGRAM), {"copy": "team", "form": "pdf_a4"}).content.decode()
    assert "apt-get install -y libpango" in page
    assert "Print on A4" in page
    assert not AuditEvent.objects.filter(kind="map.copy_taken").exists()


def test_who_may_not_record_people_takes_nothing_along(in_service: Cast, sign_in: SignIn) -> None:
    analyst = sign_in(in_service.users[Role.ANALYST])
    assert analyst.get(address(in_service, Drawing.GENOGRAM)).status_code in (403, 404)


# One copy in every form


@pytest.fixture
def many(in_service: Cast, kin: dict[str, Connection]) -> set[str]:
    """A dad, his mother whose name nobody knows, two former carers (one is chosen family) and a worker besides."""
    dad = said.add(in_service, "Dean Cole", how_related="Dad", side=Side.DAD)
    nana = said.add(in_service, how_related="Dad’s mum", called="Nana Pat", side=Side.DAD)
    linda = said.add(in_service, "Linda Fostermum", how_related="Foster carer", side=Side.CARED_FOR_ME)
    ruth = said.add(in_service, "Ruth Yeoman", how_related="Foster carer", side=Side.CARED_FOR_ME)
    said.add(in_service, "Ade Worker", how_related="Social worker", side=Side.WORKERS)
    dad.person.gender = Gender.MAN.value
    dad.person.save()
    parent(in_service, CHILD, key(dad))
    parent(in_service, key(dad), key(nana))
    for one in (linda, ruth):
        given = actions.ParentageGiven(
            actions.Among(CHILD, key(one)), ParentageKind.FOSTER, until_on=TODAY - dt.timedelta(days=400)
        )
        actor = in_service.actor(Role.COORDINATOR)
        actions.add_parentage(actor, child=in_service.child, given=given, says=said.FILE_SAYS, at=NOW)
    chosen = actions.TieGiven(actions.Among(CHILD, key(ruth)), TieKind.CHOSEN_FAMILY)
    actor = in_service.actor(Role.COORDINATOR)
    actions.add_tie(actor, child=in_service.child, given=chosen, says=said.CHILD_SAYS, at=NOW)
    theirs = {"Dean Cole", "Nana Pat", "Linda Fostermum", "Ruth Yeoman", "Ade Worker"}
    return {"Sarah Reed", "Jean Hartley", "Mr Shah"} | theirs


# The child's copy has the child's own words in the picture; beside them stands the name in a file for a program.
CALLED = {"Sarah Reed": r"\bMum\b(?!’)", "Jean Hartley": "Nan Jean"}
READERS = [(kind, copy) for kind in (Drawing.GENOGRAM, Drawing.ECOMAP) for copy, _ in readers_of(kind)]
FORMERLY = "1 person who cared for the child or lived in a carer’s home before, but no family"


def named(text: str, names: set[str]) -> set[str]:
    text = " ".join(text.split())
    return {one for one in names if one in text or re.search(CALLED.get(one, "$^"), text)}


@pytest.mark.parametrize("which", ["", "mum"], ids=["everybody", "mum’s side"])
@pytest.mark.parametrize(("kind", "copy"), READERS, ids=str)
def test_each_form_of_one_copy_names_the_same_people(
    in_service: Cast, cora: Client, many: set[str], kind: Drawing, copy: str, which: str
) -> None:
    path = f"{address(in_service, kind)}?part={which}"
    found = {}
    for form, _ in forms_of(kind):
        answer = cora.post(path, {"copy": copy, "form": form})
        said_in = words(form, answer.content)
        if form == "svg":
            # What is only heard and what is only seen: each names everybody.
            found["heard"] = named(" ".join(re.findall(r'aria-label="([^"]+)"', said_in)), many)
            said_in = re.sub(r"<[^>]+>", " ", said_in)
        found[form] = named(said_in, many)
    only = found["csv"]
    assert found == dict.fromkeys(found, only)
    if kind is Drawing.GENOGRAM:
        assert not {"Mr Shah", "Ade Worker"} & only
    assert ("Linda Fostermum" in only) == (copy != "family" and not which)
    assert ("Ruth Yeoman" in only) == (not which)
    assert "Dean Cole" in only, "both parents stand in the part of either side"


def test_the_page_says_what_each_copy_leaves_out(in_service: Cast, cora: Client, many: set[str]) -> None:
    page = re.sub(r"<[^>]+>", "\n", text(cora, address(in_service, Drawing.GENOGRAM)))
    family = page.partition("What each copy leaves out")[2].partition("The family")[2].partition("The child")[0]
    assert FORMERLY in family
    assert "2 people who have no place in this drawing" in family
    assert page.count(FORMERLY) == 1
    assert page.count("2 people who have no place in this drawing") == 4
