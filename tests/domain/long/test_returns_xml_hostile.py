"""Hostile XML: nothing is expanded, fetched or half read, and each refusal says why.

The numbers X01 to X17 are those of the project's list of hostile inputs.
"""

import builtins
import socket

import pytest

from kith.domain import returns
from kith.domain.returns import safexml
from tests.domain import return_files as made
from tests.domain import return_xml as xml

GOOD = xml.child(xml.header(), xml.episode())
DTD = "it declares a document type (DTD), which is never read; export it without one"


def refusal(data: bytes, **options: object) -> str:
    reading = xml.read(data, **options)
    assert reading.files == []
    assert reading.ledger == (0, 0, 0, 0, 0)
    (refused,) = reading.refused
    return refused.reason


def with_doctype(doctype: str, inside: str = "") -> bytes:
    return f"<?xml version='1.0'?>{doctype}<EXPSSDA903>{inside}{GOOD}</EXPSSDA903>".encode()


def laughs(depth: int, fan: int = 10) -> str:
    """Entities within entities: `fan` to the power of `depth` words if anybody expanded them."""
    nested = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * fan}">' for i in range(1, depth + 1))
    return f'<!DOCTYPE r [<!ENTITY a0 "lol">{nested}]>'


@pytest.fixture(autouse=True)
def nothing_is_fetched(monkeypatch):
    """No file is opened and no connection made while XML is read."""

    def never(*given, **named):
        raise AssertionError(f"something outside was asked for: {given[:1]}")

    monkeypatch.setattr(socket, "socket", never)
    monkeypatch.setattr(socket, "create_connection", never)
    monkeypatch.setattr(builtins, "open", never)


@pytest.mark.parametrize(
    "doctype",
    [
        laughs(9),  # X01
        f'<!DOCTYPE r [<!ENTITY a "{"x" * 50_000}">]>',  # X02
        laughs(6),  # X03: small enough for the parser's own limit
        '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',  # X04
        '<!DOCTYPE r [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',  # X05
        '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;]>',  # X06
        '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">',  # X06
        '<!DOCTYPE r PUBLIC "-//X//Y//EN" "file:///etc/passwd">',
        "<!DOCTYPE EXPSSDA903>",  # X14: plain
        "<!DOCTYPE r []>",
    ],
)
def test_x01_to_x06_and_x14_a_document_type_is_refused_whatever_is_in_it(doctype):
    assert refusal(with_doctype(doctype, "&a;" if "ENTITY a " in doctype else "")) == DTD


def test_x05_an_undeclared_entity_is_damage():
    assert "damaged or cut off" in refusal(xml.document("&outside;", GOOD))


def test_x07_xinclude_is_an_element_like_any_other():
    include = '<x:include xmlns:x="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    reading = xml.read(xml.document(include, GOOD))
    assert reading.ledger.new == 2
    assert any("INCLUDE" in finding.text for finding in reading.findings)


@pytest.mark.parametrize("depth", [safexml.DEEPEST, 100_000])
def test_x08_nesting_without_end_is_refused(depth):
    assert refusal(xml.document("<a>" * depth, "</a>" * depth, GOOD)) == (
        f"its elements are nested more than {safexml.DEEPEST} deep"
    )


def test_x09_attributes_without_end_are_refused():
    many = " ".join(f'a{at}="1"' for at in range(100_000))
    assert refusal(xml.document(f"<x {many}/>", GOOD)) == "an element has more than 256 attributes"


def test_x09_one_piece_without_end_is_refused():
    assert "one piece of it is longer than" in refusal(xml.document(f"<!--{'x' * 9_000_000}-->", GOOD))


def test_x10_a_wrong_encoding_is_damage():
    latin = xml.document(xml.child(xml.header("7", ETHNIC="Jos\xe9"), xml.episode())).decode().encode("latin-1")
    assert "damaged or cut off at line 3" in refusal(latin)
    assert xml.read(latin.replace(b"utf-8", b"iso-8859-1")).ledger.new == 2


@pytest.mark.parametrize("name", ["utf-7", "rot13", "idna", "no-such-thing", "undefined", "hex"])
def test_x10_an_encoding_that_is_none_is_refused(name):
    reason = refusal(xml.document(GOOD).replace(b"utf-8", name.encode()))
    assert reason == f"the XML names an encoding that is not read ({name}); save it as UTF-8"


@pytest.mark.parametrize("name", ["utf-8", "us-ascii", "iso-8859-1", "windows-1252", "ISO-8859-15", "latin-1"])
def test_x10_the_usual_encodings_are_read(name):
    assert xml.read(xml.document(GOOD).replace(b"utf-8", name.encode())).ledger.new == 2


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_x10_a_document_type_hidden_in_utf_16_is_seen(encoding):
    mark = "" if encoding == "utf-16" else "\ufeff"
    text = with_doctype(laughs(3)).decode().replace("<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-16'?>")
    assert refusal((mark + text).encode(encoding)) == DTD
    good = xml.document(GOOD).decode().replace("utf-8", "utf-16")
    assert xml.read((mark + good).encode(encoding)).ledger.new == 2


def test_x11_namespaces_change_nothing():
    inside = GOOD.replace("<CHILD>", '<CHILD xmlns="urn:a" xmlns:b="urn:b">').replace("<RNE>", "<RNE xmlns=''>")
    data = f'<EXPSSDA903 xmlns="urn:x" xmlns:CHILD="urn:y">{inside}</EXPSSDA903>'.encode()
    assert xml.read(data).ledger.new == 2


def test_x12_cdata_is_text():
    inside = GOOD.replace("<URN", "").replace("<CIN>N1</CIN>", "<CIN><![CDATA[N1]]></CIN><NOTE><![CDATA[]]]]>></NOTE>")
    reading = xml.read(xml.document(inside))
    (row,) = xml.rows(reading, returns.Table.EPISODES)
    assert (row["CIN"], row["NOTE"]) == ("N1", "]]>")


def test_x12_text_in_pieces_is_one_value():
    inside = GOOD.replace("<CIN>N1</CIN>", "<CIN>N<!-- a comment --><?and an instruction?>1</CIN>")
    (row,) = xml.rows(xml.read(xml.document(inside)), returns.Table.EPISODES)
    assert row["CIN"] == "N1"


def test_x13_a_number_that_two_children_have_is_found():
    other = xml.child(xml.header(DOB="05/05/2013"), xml.episode(DECOM="02/05/2017"))
    reading = xml.read(xml.document(GOOD, other))
    assert {"row.same-key"} <= {finding.rule for finding in reading.findings}
    (record,) = returns.timelines(reading).values()
    assert record.dob_conflict


def test_x15_instructions_are_not_followed():
    sheet = "<?xml-stylesheet type='text/xsl' href='http://127.0.0.1:9/x.xsl'?>"
    data = xml.document(GOOD).replace(b"<EXPSSDA903>", f"{sheet}<EXPSSDA903>".encode())
    assert xml.read(data).ledger.new == 2


def test_x16_cut_off_at_any_byte_nothing_of_it_is_read():
    data = xml.document(GOOD).rstrip()
    whole = xml.read(data)
    assert whole.ledger.new == 2
    for length in range(len(data)):
        reading = xml.read(data[:length], "cut.xml", year=2018)
        assert reading.files == [], length
        assert reading.ledger.read == 0
        assert len(reading.refused) == 1, length


def test_x17_a_file_of_another_authority_cannot_be_told_and_takes_the_council_that_was_chosen():
    """The schema names no authority: whose file it is is said by whoever sends it."""
    assert {file.council for file in xml.read(xml.document(GOOD), council="KENT").files} == {"KENT"}


def test_what_is_not_this_return_is_said_to_be_something_else():
    assert refusal(b"<html><body>Error</body></html>") == "it is a web page"
    assert refusal(b"<!DOCTYPE html><html></html>") == "it is a web page"
    assert "not of the SSDA903 return (<MESSAGE>)" in refusal(b"<Message><Header/></Message>")
    assert refusal(b"<EXPSSDA903></EXPSSDA903>") == "the XML holds no child"
    assert "damaged or cut off at line 1" in refusal(b"<")


def test_a_value_too_long_or_with_a_nul_makes_its_row_wait():
    long_one = xml.child(xml.header("8"), xml.episode(URN="x" * 131_073), xml.episode(DECOM="02/05/2017"))
    reading = xml.read(xml.document(GOOD, long_one))
    assert (reading.ledger.read, reading.ledger.quarantined) == (5, 1)
    assert "damaged or cut off" in refusal(xml.document(GOOD.replace("N1", "N\0")))


def test_more_rows_than_the_limit_are_refused():
    limits = returns.Limits(rows=3)
    assert refusal(xml.document(GOOD, GOOD), limits=limits) == "more than 3 rows"
    assert made.balanced(xml.read(xml.document(GOOD), limits=limits))


def test_cells_are_inert_text():
    for value in ("=1+1", "&lt;script&gt;", "{{7*7}}", "'; DROP TABLE child;--"):
        (row,) = xml.rows(
            xml.read(xml.document(xml.child(xml.header(), xml.episode(URN=value)))), returns.Table.EPISODES
        )
        assert row["URN"] == value.replace("&lt;", "<").replace("&gt;", ">")
