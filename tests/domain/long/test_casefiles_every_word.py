"""Every word of a file is read once, whatever program wrote it; what is not read is said."""

import email.message

import pytest

from kith.domain import casefiles
from tests.domain import note_files as made

JEAN = made.paragraph("Nan Jean")
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def words(name: str, data: bytes) -> list[str]:
    return casefiles.read_document(name, data).text.split()


def document(body: str, space: str, prefix: str = "w") -> str:
    inside = body.replace("w:", f"{prefix}:")
    return f'<{prefix}:document xmlns:{prefix}="{space}"><{prefix}:body>{inside}</{prefix}:body></{prefix}:document>'


@pytest.mark.parametrize(
    "body",
    [
        f"<w:tbl><w:tr><w:tc>{JEAN}</w:tc></w:tr></w:tbl>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{JEAN}</w:sdtContent></w:sdt>",
        "<w:p><w:ins><w:r><w:t>Nan Jean</w:t></w:r></w:ins></w:p>",
        (
            "<w:p><w:moveFrom><w:r><w:t>Nan Jean</w:t></w:r></w:moveFrom></w:p>"
            "<w:p><w:moveTo><w:r><w:t>Nan Jean</w:t></w:r></w:moveTo></w:p>"
        ),
        f"{JEAN}<w:p><w:del><w:r><w:t>Aunt Shaz</w:t></w:r></w:del></w:p>",
        made.text_box(JEAN, JEAN),
        made.text_box("", JEAN),
        '<w:p><w:r><w:drawing><a:t xmlns:a="drawing">Nan Jean</a:t></w:drawing></w:r></w:p>',
        '<w:p><w:r w:rsidDel="0"><w:rPr><w:rtl w:val="0"/></w:rPr><w:t>Nan</w:t><w:tab/><w:t>Jean</w:t></w:r></w:p>',
    ],
)
def test_words_are_read_wherever_they_stand_in_a_word_file_and_once(body: str) -> None:
    assert words("n.docx", made.docx(body)) == ["Nan", "Jean"]


@pytest.mark.parametrize(
    "data",
    [
        made.docx_with_main("word/document2.xml", document(JEAN, made.WORD)),
        made.docx_with_main("document.xml", document(JEAN, made.WORD)),
        made.docx_with_main("word/document.xml", document(JEAN, STRICT)),
        made.docx_with_main("word/document.xml", document(JEAN, made.WORD, "ns0")),
        made.docx_with_main("word/document.xml", document(JEAN, "another-space")),
        made.docx("", {"word/footer2.xml": document(JEAN, made.WORD)}),
        made.docx("", {"word/diagrams/data1.xml": document(JEAN, made.WORD, "a")}),
    ],
)
def test_a_word_file_of_any_program_is_read(data: bytes) -> None:
    assert words("n.docx", data) == ["Nan", "Jean"]


def test_a_document_inside_a_word_file_is_said_to_be_unread() -> None:
    said = "another document stands inside it and was not read; open it in Word and save it again"
    assert casefiles.read_document("n.docx", made.docx(JEAN + "<w:altChunk/>")).notices == (said,)
    with pytest.raises(casefiles.NotRead, match="no words in it of its own: another document stands inside"):
        casefiles.read_document("n.docx", made.docx("<w:altChunk/>"))


@pytest.mark.parametrize(
    "rich",
    [
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt Nan Jean\par}}{\shprslt{\*\do{\dptxbxtext Nan Jean}}}}",
        r"{\*\do{\dptxbxtext Nan Jean}}",
        r"{\header Nan\par}Jean",
        r"Nan{\footnote  Jean}",
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Nan Jean}}",
    ],
)
def test_boxes_and_margins_of_rich_text_are_read_once(rich: str) -> None:
    assert words("n.rtf", f"{{\\rtf1\\ansi {rich}}}".encode()) == ["Nan", "Jean"]


@pytest.mark.parametrize(
    ("rich", "name"),
    [
        (rb"\ansi{\fonttbl{\f0 A;}{\f1\fcharset238 B;}}{\f1 \'a3ukasz} \f0 \'a3", "Łukasz £"),
        (rb"\ansi{\fonttbl{\f0\fcharset204 A;}}\f0 \'c8\'e2\'e0\'ed", "Иван"),
        (rb"\mac Si\'89n", "Siân"),
        (b"\\ansi Si\xe2n", "Siân"),
    ],
)
def test_letters_of_rich_text_are_those_of_its_font(rich: bytes, name: str) -> None:
    assert casefiles.read_document("n.rtf", b"{\\rtf1" + rich + b"}").text == name


def test_what_is_typed_into_a_pdf_is_read_and_a_page_without_words_is_said() -> None:
    boxes = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(who)/V(Nan Jean)/Rect[0 0 1 1]>>"
    tick = b"<</Type/Annot/Subtype/Widget/FT/Btn/T(yes)/V/Yes/Rect[0 0 1 1]>>"
    data = made.pdf("Form", "", objects=(boxes, tick)).replace(b"/Resources", b"/Annots[8 0 R 9 0 R]/Resources", 1)
    read = casefiles.read_document("n.pdf", data)
    assert read.text.split("\n")[-2:] == ["Nan Jean", ""]
    assert "/Yes" not in read.text
    assert "1 page has no words: a scan of paper is not read" in read.notices


def test_a_message_sent_along_is_read_with_who_wrote_it() -> None:
    letter = made.message("see below")
    letter.add_attachment(made.message("I am his nan."))
    read = casefiles.read_document("n.eml", letter.as_bytes())
    assert read.text.count("From: Jean Whitcombe") == 2
    assert "I am his nan." in read.text
    assert read.notices == ()


@pytest.mark.parametrize("plain", ["", " \n"])
def test_an_empty_plain_form_does_not_hide_the_words_of_the_other(plain: str) -> None:
    letter = made.message(plain, "<head><body><p>Nan <b>Je</b>an</p><td>Si=C3=A2n</td>")
    assert "Nan Jean" in casefiles.read_document("n.eml", letter.as_bytes()).text


def test_a_web_part_alone_is_read_from_its_printable_form() -> None:
    letter = email.message.EmailMessage()
    letter["From"] = "a@example.org"
    letter.set_content("<p>Siân’s nan Jean</p>", subtype="html", cte="quoted-printable")
    assert "Siân’s nan Jean" in casefiles.read_document("n.eml", letter.as_bytes()).text
