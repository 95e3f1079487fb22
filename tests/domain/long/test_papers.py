"""Photos and scans that come in: what is kept is made anew, and nothing of the file that was sent stays in it."""

import io
import struct
import zlib

import pypdf
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf.annotations import Link, Text
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from kith.domain import papers
from tests.domain import note_files

MADE_UP_PLACE = "51 deg 16' 0.00\""


def photo(kind: str = "JPEG", size: tuple[int, int] = (40, 20), mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, options.pop("color", "red")).save(stream, kind, **options)
    return stream.getvalue()


def seen(paper: papers.Paper) -> Image.Image:
    return Image.open(io.BytesIO(paper.data))


def test_a_photo_is_drawn_anew_without_the_place_and_the_camera():
    exif = Image.Exif()
    exif[0x010F] = "MadeUpCamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 16.0, 0.0)
    exif[0x9286] = "written by Jo Bloggs"
    sent = photo(exif=exif, comment=b"Jo Bloggs was here")
    assert b"MadeUpCamera" in sent
    paper = papers.clean("map.jpg", sent)
    assert paper.media_type == "image/jpeg"
    assert dict(seen(paper).getexif()) == {}
    assert not any(word in paper.data for word in (b"MadeUpCamera", b"Exif", b"Jo Bloggs"))
    assert paper.notices == ("the place where the photo was taken was in the file, and is not kept",)


def test_a_photo_that_lies_on_its_side_is_kept_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert seen(papers.clean("map.jpeg", photo(size=(40, 20), exif=exif))).size == (20, 40)


def test_what_is_clear_becomes_white():
    paper = papers.clean("map.png", photo("PNG", mode="RGBA", color=(0, 0, 0, 0)))
    assert seen(paper).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.JPG"), ("PNG", "a.png"), ("WEBP", "a.webp")])
def test_the_kinds_that_phones_send_are_kept(kind, name):
    assert seen(papers.clean(name, photo(kind))).size == (40, 20)


def test_a_large_photo_is_kept_smaller_and_says_so():
    paper = papers.clean("map.jpg", photo(size=(400, 100)), papers.Limits(side=200))
    assert (paper.width, paper.height) == (200, 50)
    assert paper.notices == ("the picture is kept smaller than it was sent",)


def test_what_stands_behind_a_picture_is_gone():
    both = photo("PNG") + b"%PDF-1.7 <script>alert(1)</script>"
    assert b"script" not in papers.clean("both.png", both).data


def test_a_picture_of_sixty_thousand_points_a_side_is_refused_by_its_head():
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    bomb = b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))
    with pytest.raises(papers.NotKept, match="million points|damaged"):
        papers.clean("big.png", bomb)


def test_pictures_that_move_are_refused():
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue", "green")]
    stream = io.BytesIO()
    frames[0].save(stream, "WEBP", save_all=True, append_images=frames[1:])
    with pytest.raises(papers.NotKept, match="several pictures"):
        papers.clean("moving.webp", stream.getvalue())


def test_a_photo_cut_off_anywhere_is_refused_or_kept_whole_never_a_crash():
    noise = Image.effect_noise((60, 60), 90).convert("RGB")
    stream = io.BytesIO()
    noise.save(stream, "JPEG")
    whole = stream.getvalue()
    outcomes = set()
    for end in range(0, len(whole), 97):
        try:
            papers.clean("cut.jpg", whole[:end])
            outcomes.add("kept")
        except papers.NotKept:
            outcomes.add("refused")
    assert outcomes == {"refused"}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("map.heic", b"....ftypheic", "save it as JPEG"),
        ("map.svg", b"<svg><script>alert(1)</script></svg>", "may hold scripts"),
        ("map.gif", b"GIF89a", "save it as PNG"),
        ("map.docx", b"PK\x03\x04", "save it as PDF"),
        ("map.exe", b"MZ", "only photos"),
        ("map", b"\xff\xd8\xff", "only photos"),
        ("map.jpg", b"", "empty"),
        ("map.jpg", b"<html><script>alert(1)</script>", "another kind"),
        ("map.jpg", b"%PDF-1.7", "another kind"),
        ("map.pdf", b"\xff\xd8\xff\xe0", "another kind"),
        ("\u202egnp.exe", b"MZ", "only photos"),
        ("map.pdf", b"%PDF-1.7 nothing behind it", "damaged"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(name, data, words):
    with pytest.raises(papers.NotKept, match=words):
        papers.clean(name, data)


def test_a_file_over_the_limit_is_refused_unopened():
    with pytest.raises(papers.NotKept, match="larger than 1 MB"):
        papers.clean("map.jpg", photo() + b"\0" * 1_000_000, papers.Limits(bytes=1_000_000))


def test_a_scan_is_put_together_anew_from_its_pages():
    sent = note_files.pdf(
        "Words on the page",
        catalog="/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a)99 0 R]>>>>",
        trailer="/Info<</Author(Jo Bloggs)>>",
    )
    assert b"Jo Bloggs" in sent
    paper = papers.clean("scan.pdf", sent)
    assert paper.media_type == "application/pdf"
    assert not paper.is_picture
    assert paper.pages == 1
    assert not any(word in paper.data for word in (b"JavaScript", b"OpenAction", b"EmbeddedFiles", b"Jo Bloggs"))
    assert "actions and scripts are left out" in paper.notices
    assert any("blacked out" in notice for notice in paper.notices)


def test_a_link_on_a_page_is_left_out():
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_annotation(0, Link(rect=(0, 0, 99, 99), url="https://tracker.example.test/pixel"))
    stream = io.BytesIO()
    writer.write(stream)
    assert b"tracker" in stream.getvalue()
    assert b"tracker" not in papers.clean("scan.pdf", stream.getvalue()).data


def test_a_locked_scan_and_one_of_too_many_pages_are_refused():
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.add_blank_page(10, 10)
    many = io.BytesIO()
    writer.write(many)
    with pytest.raises(papers.NotKept, match="more than 2 pages"):
        papers.clean("scan.pdf", many.getvalue(), papers.Limits(pages=2))
    writer.encrypt("secret", algorithm="RC4-40")
    locked = io.BytesIO()
    writer.write(locked)
    with pytest.raises(papers.NotKept, match="locked"):
        papers.clean("scan.pdf", locked.getvalue())


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:description>WORDS</dc:description></x:xmpmeta>'


def typed(words: str) -> DictionaryObject:
    """A box of a form on a page, filled in."""
    corners = ArrayObject([FloatObject(one) for one in (0, 0, 9, 9)])
    box = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/Widget"), "/Rect": corners, "/FT": NameObject("/Tx")}
    return DictionaryObject({NameObject(key): one for key, one in (box | {"/V": TextStringObject(words)}).items()})


def written(writer: pypdf.PdfWriter) -> bytes:
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def says(paper: papers.Paper, words: str) -> bool:
    return any(words in one for one in paper.said)


@pytest.mark.parametrize("tag", [0x010E, 0x013B, 0x8298])
def test_what_a_camera_wrote_beside_a_picture_is_told_and_not_kept(tag):
    exif = Image.Exif()
    exif[tag] = "14 Rosewood Lane"
    paper = papers.clean("map.jpg", photo(exif=exif))
    assert says(paper, "14 Rosewood Lane")
    assert b"Rosewood" not in paper.data


@pytest.mark.parametrize(
    "written",
    [
        b"ASCII\0\0\x0014 Rosewood Lane",
        b"UNICODE\0" + "14 Rosewood Lane".encode("utf-16-le"),
        b"UNICODE\0" + "14 Rosewood Lane".encode("utf-16-be"),
        b"14 Rosewood Lane",
    ],
)
def test_a_comment_is_told_in_whichever_way_it_is_written(written):
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = written
    assert says(papers.clean("map.jpg", photo(exif=exif)), "14 Rosewood Lane")


def test_a_caption_of_a_program_and_a_comment_of_the_file_are_told():
    exif = Image.Exif()
    exif[0x9C9B] = "14 Rosewood Lane".encode("utf-16-le")
    assert says(papers.clean("map.jpg", photo(exif=exif)), "14 Rosewood Lane")
    assert says(papers.clean("map.jpg", photo(comment=b"14 Rosewood Lane")), "14 Rosewood Lane")
    text = PngInfo()
    text.add_itxt("Comment", "14 Rosewood Lane")
    assert says(papers.clean("map.png", photo("PNG", pnginfo=text)), "14 Rosewood Lane")


def test_a_caption_as_press_photos_have_it_and_what_a_program_keeps_for_itself_are_told():
    caption = b"\x1c\x02\x78" + struct.pack(">H", 16) + b"14 Rosewood Lane"
    press = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(caption)) + caption + b"\0"
    for marker, kept in ((0xED, press), (0xEA, b"14 Rosewood Lane")):
        sent = photo()
        sent = sent[:2] + bytes([0xFF, marker]) + struct.pack(">H", len(kept) + 2) + kept + sent[2:]
        paper = papers.clean("map.jpg", sent)
        assert says(paper, "14 Rosewood Lane"), marker
        assert b"Rosewood" not in paper.data


def test_the_name_of_a_file_is_told():
    assert says(papers.clean("14 Rosewood Lane.jpg", photo()), "14 Rosewood Lane")


def test_what_a_pdf_says_is_told_wherever_it_stands():
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(note_files.pdf("Ring Nan at 14 Rosewood Lane")))
    writer.add_metadata({"/Author": "Flat 3 Elm Court"})
    writer.add_annotation(0, Text(rect=(0, 0, 9, 9), text="Or at 7 Beech Road"))
    writer.add_annotation(0, Link(rect=(0, 0, 9, 9), url="https://maps.example.test/?q=5+Oak+Row"))
    writer.add_annotation(0, typed("9 Elder Way"))
    writer.add_attachment("2 Ash Close.txt", b"Or 3 Yew Lane")
    writer.add_outline_item(title="4 Birch Grove", page_number=0)
    writer.xmp_metadata = XMP.replace(b"WORDS", b"6 Lime Drive")
    paper = papers.clean("scan.pdf", written(writer))
    elsewhere = (
        "Elm Court",
        "Beech Road",
        "Ash Close",
        "Yew Lane",
        "Birch Grove",
        "Oak+Row",
        "Elder Way",
        "Lime Drive",
    )
    for words in ("14 Rosewood Lane", *elsewhere):
        assert says(paper, words), words
    for words in elsewhere:
        assert words.encode() not in paper.data


def test_a_part_beside_the_pages_that_is_damaged_is_no_reason_to_refuse_a_scan():
    writer = pypdf.PdfWriter()
    writer.append(io.BytesIO(note_files.pdf("Ring Nan")))
    writer.add_metadata({"/Author": "Jo Bloggs"})
    writer.root_object[NameObject("/Outlines")] = NumberObject(7)
    paper = papers.clean("scan.pdf", written(writer))
    assert says(paper, "Ring Nan")
    assert says(paper, "Jo Bloggs")
