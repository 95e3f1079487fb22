"""Opening notes: what each kind gives; hostile files (security 6.5 D04, D06, D07, D11) are refused in words."""

import email.message
import socket

import pytest

from kith.domain import casefiles
from kith.domain.casefiles import intake
from tests.domain import note_files as made

WORDS = "His nan Jean rang."


def read(name: str, data: bytes, limits: intake.Limits | None = None) -> casefiles.Document:
    return intake.read(name, data, limits)


def refusal(name: str, data: bytes, limits: intake.Limits | None = None) -> str:
    with pytest.raises(casefiles.NotRead) as raised:
        read(name, data, limits)
    return str(raised.value)


# --- text


@pytest.mark.parametrize("ending", ["note.txt", "NOTE.TXT", "note", "a.b.md", ".hidden.txt"])
def test_text_is_read_as_it_stands(ending):
    text = "Line one\r\nŁukasz’s nan\rGrâce\n"
    document = read(ending, text.encode())
    assert (document.text, document.kind, document.notices) == (text, "text", ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_the_encoding(encoding):
    assert read("n.txt", "Siân — Łukasz".encode(encoding)).text == "Siân — Łukasz"


def test_another_encoding_is_said_never_taken_in_silence():
    document = read("n.txt", "Siân’s nan".encode("cp1252"))
    assert document.text == "Siân’s nan"
    assert document.notices == ("not UTF-8: read as Windows-1252; check letters with accents",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("Jean".encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        (b"caf\x81\xff nan", "not text in UTF-8"),
        (b"Jean\0Whitcombe " * 9, "NUL"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a text file"),
        (b"", "empty"),
        (b" \r\n\t", "empty"),
        (b"%PDF-1.7 ...", "content is that of a .pdf"),
        (b"PK\x03\x04....", "content is that of a .docx"),
        (b"{\\rtf1 x}", "content is that of a .rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99, "older Office file"),
    ],
)
def test_what_is_no_text_is_refused(data, said):
    assert said in refusal("n.txt", data)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("n.doc", "older Word"),
        ("n.docm", "macros"),
        ("n.msg", "Outlook"),
        ("n.exe", "this kind"),
        ("n.html", "as text"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(name, said):
    assert said in refusal(name, b"x")


def test_a_file_over_20_mb_is_refused():
    limit = intake.Limits().bytes
    assert limit == 20_000_000
    assert refusal("n.txt", b"a" * (limit + 1)) == "it is larger than 20 MB"
    assert len(read("n.txt", b"a" * 5000, intake.Limits(bytes=5000)).text) == 5000
    assert "more than 4,999 characters" in refusal("n.txt", b"a" * 5000, intake.Limits(characters=4999))


# --- Word


def test_a_word_file_gives_its_paragraphs_tables_headers_and_notes():
    body = made.paragraph("His nan ") + "<w:tbl><w:tr><w:tc>" + made.paragraph("Mum") + "</w:tc><w:tc>"
    body += made.paragraph("Kelly Marsh") + "</w:tc></w:tr></w:tbl>"
    head = f'<w:hdr xmlns:w="{made.WORD}">{made.paragraph("LAC review")}</w:hdr>'
    document = read("n.docx", made.docx(body, {"word/header1.xml": head}))
    assert document.text == "LAC review\nHis nan \nMum\n\tKelly Marsh\n\t\n"
    assert document.notices == ()


def test_tracked_changes_and_comments_are_read_or_said():
    space = f'xmlns:w="{made.WORD}"'
    body = (
        "<w:p><w:r><w:t>Nan </w:t></w:r><w:ins><w:r><w:t>Jean</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>14 Canal Road</w:delText></w:r></w:del></w:p>"
    )
    comments = f'<w:comments {space}><w:comment w:id="1">{made.paragraph("Ask Shaz")}</w:comment></w:comments>'
    document = read("n.docx", made.docx(body, {"word/comments.xml": comments}))
    assert document.text == "Nan Jean\n\nComments:\nAsk Shaz\n"
    assert "Canal Road" not in document.text
    assert document.notices == (
        "tracked changes: 1 deleted passage not read",
        "tracked changes: what was put in is read as part of the text",
        "comments are read, after the text",
    )


def test_what_a_word_file_would_fetch_or_hold_is_said_and_not_followed():
    body = made.paragraph(WORDS) + '<w:p><w:r><w:instrText>DDEAUTO c:\\x "y"</w:instrText></w:r></w:p>'
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://x/attachedTemplate" Target="http://192.0.2.1/t.dotm" TargetMode="External"/></Relationships>'
    )
    parts = {"word/_rels/settings.xml.rels": rels, "word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0"}
    document = read("n.docx", made.docx(body, parts))
    assert document.text.strip() == WORDS
    assert document.notices == (
        "fields that fetch from elsewhere are not followed",
        "links to files outside the document are not followed",
        "1 picture or other files inside it are not read",
    )


def test_macros_are_refused_also_under_another_name():
    body = made.paragraph(WORDS)
    assert "macros" in refusal("n.docx", made.docx(body, kind=made.MACRO_KIND))
    assert "macros" in refusal("n.docx", made.docx(body, {"word/vbaProject.bin": b"x"}))


def test_xml_with_a_document_type_is_refused():
    laughs = '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'
    for xml in (laughs, '<!DOCTYPE r SYSTEM "http://192.0.2.1/x.dtd"><r/>', "<!DOCTYPE r><r/>"):
        data = made.zip_of({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})
        assert "declares a document type" in refusal("n.docx", data)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.txt": "x"}, "not a Word document"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<not closed"}, "XML cannot be read"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<r>" * 300}, "nested more than 200 deep"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<r/>"}, "no words"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<r/>", "../../x": "y"}, "unsafe path"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "<r/>", "/etc/x": "y"}, "unsafe path"),
        (
            {"[Content_Types].xml": "<Types/>", "word/document.xml": "<r/>", "b": b"\0" * 3_000_000},
            "100 times its size",
        ),
    ],
)
def test_a_zip_that_harms_or_is_no_word_file_is_refused(files, said):
    assert said in refusal("n.docx", made.zip_of(files))


def test_overlapping_many_or_locked_entries_are_refused():
    assert "overlap" in refusal("n.docx", made.overlapping_zip(entries=9, size=50))
    assert "100 times its size" in refusal("n.docx", made.overlapping_zip())
    many = {f"{number}": "" for number in range(1001)}
    assert "1,001 files; the limit is 1,000" in refusal("n.docx", made.zip_of(many))
    good = made.docx(made.paragraph(WORDS))
    at = good.rfind(b"PK\1\2")
    locked = bytearray(good)
    for place in (at + 8, good.rfind(b"PK\3\4") + 6):
        locked[place] |= 1
    assert "damaged or locked" in refusal("n.docx", bytes(locked))
    assert "damaged" in refusal("n.docx", good[: len(good) // 2])


# --- rich text


def test_rich_text_gives_its_words_and_says_what_it_leaves_out():
    data = (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Riched20}{\info{\author P Shah}}\f0 His "
        rb"\b nan\b0  Jean\par Si\'e2n\u8217?s mum {\deleted 14 Canal Road}"
        rb"\uc2\u322??ukasz \{x\}{\*\annotation ask Shaz}"
        rb"{\pict\bin4 \}{\}}\par}"
    )
    document = read("n.rtf", data)
    assert document.text == "His nan Jean\nSiân’s mum łukasz {x}ask Shaz\n"
    assert document.notices == (
        "tracked changes: deleted passages not read",
        "comments are read where they stand",
        "pictures or other files inside it are not read",
    )


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{\\rtf1 " + b"{" * 300 + b"x" + b"}" * 301, "nested more than 200 deep"),
        (b"{\\rtf1\\ansi\\ansicpg9999 x}", "encoding that is not known"),
        (b"{\\rtf1{\\fonttbl x}}", "no words"),
        (b"plain words", "of another kind"),
    ],
)
def test_rich_text_that_cannot_be_read_is_refused(data, said):
    assert said in refusal("n.rtf", data)


def test_rich_text_cut_short_is_still_read():
    assert read("n.rtf", rb"{\rtf1 His nan {\b Jean").text == "His nan Jean"


# --- PDF

LOOP = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
LOOP += b"trailer<</Root 1 0 R>>"


def test_a_pdf_gives_its_pages():
    document = read("n.pdf", made.pdf("His nan Jean rang.", "Shaz too."))
    assert document.text == "His nan Jean rang.\nShaz too.\n"
    assert document.notices == ("words under a black box in a PDF are read as if they were seen",)


def test_what_a_pdf_would_do_or_hold_is_said_and_not_done():
    whole = made.pdf(WORDS, catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>")
    data = whole + whole[whole.rindex(b"startxref") :]
    notices = read("n.pdf", data).notices
    assert "actions and scripts in the PDF are not run" in notices
    assert any("changed after it was made" in notice for notice in notices)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (made.pdf(WORDS, trailer="/Encrypt<</Filter/Standard/V 1/R 2/O(x)/U(y)/P -4>>/ID[(a)(b)]"), "password"),
        (made.pdf(""), "it may be a scan"),
        (b"%PDF-1.7\nnothing", "damaged"),
        (made.pdf(WORDS)[:120], "damaged"),
        (b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>", ""),
        (LOOP, ""),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused(data, said):
    assert said in refusal("n.pdf", data)


def test_a_pdf_of_too_many_pages_is_refused():
    assert "more than 3 pages" in refusal("n.pdf", made.pdf(*["x"] * 4), intake.Limits(pages=3))
    assert intake.Limits().pages == 2_000


# --- e-mail


def test_an_email_gives_headers_and_words_once_and_lists_attachments():
    head = "From: Jean Whitcombe <jean@example.org>\nTo: priya.shah@example.org\nSubject: Kayden\n\n"
    html = "<p>His nan <b>Jean</b></p><img src='http://192.0.2.1/pixel.gif'>"
    inner = made.message("inner words")
    letter = made.message("His nan Jean\n", html, (("../../photo\u202egpj.exe", b"\xff\xd8"),))
    letter.add_attachment(inner)
    document = read("n.eml", letter.as_bytes())
    assert document.text == f"{head}His nan Jean\n\n{head}inner words\n"
    (notice,) = document.notices
    assert notice.startswith("attachment not opened: ")
    assert notice.isprintable()


def test_a_web_part_is_read_without_fetching(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket, "socket", refuse)
    letter = email.message.EmailMessage()
    letter["From"] = "x@example.org"
    letter.set_content(
        "<html><head><title>t</title><style>p{}</style></head><body><p>Dear Priya,</p><div>I am his nan &amp; "
        "friend.<script>x()</script></div><img src=http://192.0.2.1/p.gif></body></html>",
        subtype="html",
    )
    document = read("n.eml", letter.as_bytes())
    assert document.text.split("\n", 2)[2].split("\n") == ["Dear Priya,", "I am his nan & friend.", " "]
    assert document.notices == ("pictures and other things outside the message were not fetched",)


def test_a_part_in_an_unknown_encoding_is_said():
    data = b"From: a@example.org\nContent-Type: text/plain; charset=martian\n\n\xffx"
    assert "a part in an encoding that is not known was not read" in read("n.eml", data).notices
    other = b"From: a@example.org\nContent-Type: text/plain\nContent-Transfer-Encoding: 8bit\n\nSi\xe2n"
    assert read("n.eml", other).text.endswith("Siân")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"just words\n\nno headers", "no headers"),
        (b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 300 + b"--a--", "more than 200 parts"),
    ],
)
def test_an_email_that_cannot_be_read_is_refused(data, said):
    assert said in refusal("n.eml", data)


def test_parts_nested_a_thousand_deep_end_in_words_not_in_a_crash():
    data = b"From: a@example.org\n"
    for number in range(1500):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (number, number)
    assert "nested too deep" in refusal("n.eml", data + b"\nx")
