"""The XML form and Annex A through the service: dry run, save, the same children, what is kept and what is not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as live
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kith.access.models import User
from kith.children import queries as children
from kith.children.models import CareEpisode, Child, EligibilityResult
from kith.config import importing
from kith.domain import returns
from kith.domain.terms import Role
from kith.returns import actions, queries
from kith.returns.actions import store
from kith.returns.models import Batch, FilePart, Finding, RawRow, StoredFile
from tests.apps.children.timelines import from_database, from_files
from tests.domain import return_xml as xml
from tests.domain import workbooks as xlsx
from tests.personas import NOW, TODAY, Cast

Receive = Callable[..., Batch]
Save = Callable[[Batch], Batch]
SignIn = Callable[[User], Client]
SAMPLES = Path(__file__).resolve().parents[2] / "data" / "ssda903"
XML = SAMPLES / "xml" / "fake_903.xml"
ANNEX = SAMPLES / "annex_a" / "Annex_A_sample.xlsx"
HOME, AWAY = "ME14 1XQ", "CT1 2EH"


def sample(path: Path) -> list[returns.Source]:
    return [returns.Source(path.name, path.read_bytes())]


def small_xml(**changes: str) -> list[returns.Source]:
    """Two children on one line, each with two episodes; a switched-off value; postcodes."""
    oc2 = xml.element("OC2", SDQ_SCORE="14", CONVICTED="1")
    one = xml.child(
        xml.header("A1", oc2, UASC="1"),
        xml.episode(DECOM="01/05/2023", DEC="10/10/2023", REC="X1", HOME_POST=HOME, PL_POST=HOME),
        xml.episode(DECOM="10/10/2023", RNE="P", HOME_POST=HOME, PL_POST=AWAY, **changes),
    )
    two = xml.child(xml.header("A2", DOB="05/06/2014"), xml.episode(DECOM="01/05/2023", HOME_POST=HOME, PL_POST=HOME))
    return [returns.Source("return.xml", xml.document(one, two).replace(b"\n", b""))]


def annex(*rows: dict[str, Any]) -> list[returns.Source]:
    """A workbook with List 8 and a list that is not read."""
    other = xlsx.Sheet("List 7", {1: ["Child Unique ID", "Child Protection Plan Start Date"], 2: ["SECRET-OF-LIST-7"]})
    return [returns.Source("annex.xlsx", xlsx.book(other, xlsx.list_8(*rows)))]


@pytest.mark.parametrize("path", [XML, ANNEX])
def test_a_saved_sample_gives_the_same_records_as_its_file(
    in_service: Cast, receive: Receive, save: Save, path: Path
) -> None:
    batch = save(receive(sample(path)))
    assert batch.status == Batch.Status.COMMITTED
    assert from_database(in_service) == from_files(sample(path))
    read = returns.read(sample(path))
    assert batch.ledger == read.ledger._asdict()
    assert RawRow.objects.count() == batch.ledger["read"]


def test_what_is_found_in_a_fact_of_the_header_stands_with_the_header(receive: Receive) -> None:
    """The XML form says there who is unaccompanied and how care leavers are; those are no tables of their own."""
    header = xml.header("A1", UASC="1", DUC="01/01/2040", IN_TOUCH="YES", ACTIV="F2", ACCOM="S1")
    document = xml.document(xml.child(header, xml.episode(DECOM="01/05/2023")))
    batch = receive([returns.Source("return.xml", document)])
    found = Finding.objects.filter(batch=batch, rule__in=("304", "133")).values_list("rule", "column", "file__table")
    assert set(found) == {("304", "DUC", "Header"), ("133", "ACCOM", "Header")}


@pytest.mark.parametrize("path", [XML, ANNEX])
def test_the_same_file_again_is_recognised(receive: Receive, save: Save, path: Path) -> None:
    save(receive(sample(path)))
    again = receive(sample(path))
    assert again.changes["all_known"]
    assert (again.ledger["new"], again.ledger["changed"]) == (0, 0)


def test_each_table_of_an_xml_file_is_kept_with_its_own_rows(receive: Receive, save: Save) -> None:
    batch = save(receive(small_xml()))
    files = {file.table: file for file in StoredFile.objects.filter(batch=batch)}
    assert set(files) == {"Header", "Episodes", "OC2"}
    assert {file.name for file in files.values()} == {"return.xml"}
    assert {file.encoding for file in files.values()} == {"xml"}
    assert (files["Header"].rows, files["Episodes"].rows, files["OC2"].rows) == (2, 3, 1)
    assert FilePart.objects.filter(in_force=True).count() == 3
    assert batch.ledger == {"read": 6, "new": 6, "unchanged": 0, "changed": 0, "quarantined": 0}


def test_rows_on_one_line_are_told_apart(in_service: Cast, receive: Receive, save: Save) -> None:
    """The distance of an episode comes from its own row, although all of them stand on line 1."""
    save(receive(small_xml()))
    assert set(CareEpisode.objects.values_list("line", flat=True)) == {1}
    assert CareEpisode.objects.values("raw_row_id").distinct().count() == 3
    actor = in_service.actor(Role.MANAGER)
    known = {one.child: one for one in children.list_care_facts(actor, TODAY)}
    assert {name: children.get_distance(actor, Child.objects.get(reference=name), known[name]) for name in known} == {
        "A1": None,  # unaccompanied
        "A2": 0.0,
    }
    assert children.get_distance(actor, Child.objects.get(reference="A1"), known["A1"]._replace(uasc=False)) == 24.3


def test_who_came_alone_is_known_from_the_xml_header(in_service: Cast, receive: Receive, save: Save) -> None:
    save(receive(small_xml()))
    for role in (Role.MANAGER, Role.ANALYST):
        known = {one.child: one.uasc for one in children.list_care_facts(in_service.actor(role), TODAY)}
        assert known == {"A1": True, "A2": False}


def test_what_is_kept_holds_no_switched_off_value_and_nothing_of_other_lists(
    receive: Receive, save: Save, settings: Any
) -> None:
    for sources in (small_xml(), annex()):
        save(receive(sources))
    kept = [store.open_kept(file.stored_as, file_id=file.pk) for file in StoredFile.objects.all()]
    assert len(kept) == 4
    assert any(returns.MASK.encode() in one for one in kept), "CONVICTED is switched off"
    assert not any(b"SECRET-OF-LIST-7" in one for one in kept)
    sealed = [path.read_bytes() for path in Path(live.KITH_STORE).rglob("*") if path.is_file()]
    assert sealed
    assert not any(word in one for one in sealed for word in (b"CONVICTED", b"02/03/2012", HOME.encode()))
    for row in RawRow.objects.all():
        assert HOME not in row.values + row.normal
        assert AWAY not in row.values + row.normal
    assert Batch.objects.order_by("number")[0].masked == {"CONVICTED": 1}


def test_an_unsaved_one_is_checked_again_from_its_copies(in_service: Cast, receive: Receive, save: Save) -> None:
    waiting = receive([*small_xml(), *annex(xlsx.child(), xlsx.child(id=None))])
    before = dict(waiting.ledger)
    assert before["quarantined"] == 1
    save(receive(small_xml(LS="E1")))
    again = actions.check_return_again(in_service.actor(Role.ANALYST), batch=waiting, at=NOW)
    assert (again.ledger["read"], again.ledger["quarantined"]) == (before["read"], 1)
    assert again.ledger["changed"] == 1
    save(again)
    assert {child for _, child in from_database(in_service)} == {"A1", "A2", "70001"}


def test_a_row_of_a_workbook_that_waits_is_shown_with_its_list_and_row(
    in_service: Cast, receive: Receive, save: Save, sign_in: SignIn
) -> None:
    batch = receive(annex(xlsx.child(), xlsx.child(id=None)))
    client = sign_in(in_service.users[Role.ANALYST])
    for _ in range(2):
        page = client.get(reverse("returns:waiting_rows", args=[batch.pk])).content.decode()
        assert "annex.xlsx, List 8, row\u00a03" in page
        assert "Write the child&#x27;s number into CHILD." in page
        assert "<dt>Placement postcode</dt><dd><i" in page
        assert AWAY not in page
        batch = save(batch) if batch.status == Batch.Status.CHECKED else batch


def test_findings_name_the_list(in_service: Cast, receive: Receive, sign_in: SignIn) -> None:
    batch = receive(annex(xlsx.child(plan="z) Wait")))
    client = sign_in(in_service.users[Role.ANALYST])
    page = client.get(reverse("returns:findings", args=[batch.pk]), {"rule": "value.plan"}).content.decode()
    assert "annex.xlsx, List 8, line&nbsp;2" in page
    assert (
        "A plan that is none of those of the list."
        in client.get(reverse("returns:show", args=[batch.pk])).content.decode()
    )
    assert Finding.objects.filter(rule="file.sheet-unused").count() == 1


def test_the_list_answers_who_could_be_offered_it_and_why_shows_its_row(
    in_service: Cast, receive: Receive, save: Save, sign_in: SignIn
) -> None:
    save(receive(annex(xlsx.child(started=TODAY.replace(year=2025)))))
    child = Child.objects.get(reference="70001")
    result = EligibilityResult.objects.get(child=child, run__is_current=True)
    assert (result.answer, result.disabled) == ("yes", False)
    page = sign_in(in_service.users[Role.MANAGER]).get(reverse("children:why", args=[child.pk])).content.decode()
    assert "The plan is: long-term foster home (Annex A, List 8," in page
    assert "Import 1, List 8 2026, row 2" in page
    assert "<dt>What is the permanence plan for this child?</dt><dd>f) Long-term fostering</dd>" in page
    assert AWAY not in page


def test_the_page_takes_both_forms(in_service: Cast, sign_in: SignIn) -> None:
    client = sign_in(in_service.users[Role.ANALYST])
    files = [SimpleUploadedFile(one.name, one.data) for one in (*small_xml(), *annex())]  # type: ignore[arg-type]
    given = {"sources": files, "council": str(in_service.council.pk), "year": ""}
    response = client.post(reverse("returns:receive"), given)
    page = client.get(response["Location"]).content.decode()
    assert "7 rows read = 7 new + 0 unchanged + 0 changed + 0 waiting." in page
    assert "List 8" in page


def test_a_hostile_file_is_refused_with_its_reason_and_the_rest_is_read(in_service: Cast, receive: Receive) -> None:
    bad = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><EXPSSDA903>&a;</EXPSSDA903>'
    batch = receive([*small_xml(), returns.Source("bad.xml", bad), returns.Source("cut.xlsx", b"PK\x03\x04cut")])
    assert [one["file"] for one in batch.refused] == ["bad.xml", "cut.xlsx"]
    assert batch.ledger["read"] == 6


def test_the_command_brings_them_in(in_service: Cast) -> None:
    outcome = importing.bring_in(in_service.service.slug, annex(), council="WEALD", save=True)
    assert (outcome.problem, outcome.saved, outcome.ledger["new"]) == ("", True, 1)


def test_rows_kept_before_a_table_had_its_last_columns_are_still_read() -> None:
    old = '"A1","M","2012-03-02","WBRI",null,null,null'
    columns = queries.rowtext.columns_of("Header", [old, old])
    assert columns["CHILD"] == ["A1", "A1"]
    assert columns["UASC"] == [None, None]
