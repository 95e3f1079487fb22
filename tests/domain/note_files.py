"""Documents made for tests: a Word file from its parts, a PDF from its objects, a saved e-mail."""

import email.message
import io
import struct
import zipfile
import zlib

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    '{kind}+xml"/></Types>'
)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BODY = f'<w:document xmlns:w="{WORD}"><w:body>{{}}</w:body></w:document>'
PLAIN_KIND = "wordprocessingml.document.main"
MACRO_KIND = "wordprocessingml.document.macroEnabled.main"


def paragraph(text: str) -> str:
    """One paragraph of a Word body."""
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def docx(body: str, parts: dict[str, str | bytes] | None = None, kind: str = PLAIN_KIND) -> bytes:
    """A Word file; `body` is the inside of its w:body, `parts` further files of the zip."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES.format(kind=kind),
        "word/document.xml": _BODY.format(body),
    }
    return zip_of(files | (parts or {}))


def text_box(newer: str, older: str) -> str:
    """A paragraph with a text box, as Word writes it for newer and once more for older programs."""
    spaces = 'xmlns:mc="mc" xmlns:wps="wps" xmlns:v="v"'
    boxes = [f"<w:txbxContent>{one}</w:txbxContent>" for one in (newer, older)]
    return (
        f"<w:p><w:r><mc:AlternateContent {spaces}><mc:Choice><w:drawing><wps:txbx>{boxes[0]}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{boxes[1]}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def docx_with_main(main: str, xml: str) -> bytes:
    """A Word file whose text stands in a part of another name, as Word on the web writes it."""
    leads = (
        '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/officeDocument" Target="/{main}"/></Relationships>'
    )
    return zip_of({"[Content_Types].xml": "<Types/>", "_rels/.rels": leads, main: xml})


def zip_of(files: dict[str, str | bytes]) -> bytes:
    """A zip of some files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def overlapping_zip(entries: int = 1000, size: int = 10_000_000) -> bytes:
    """One packed file and many entries that all point at it (security 6.7)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = b"\0" * size
    packed = packer.compress(raw) + packer.flush()
    crc = zlib.crc32(raw)
    head = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 33, crc, len(packed), size, 1, 0) + b"a" + packed
    entry = struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 33, crc, len(packed), size, 1, 0, 0, 0, 0, 0, 0)
    listed = (entry + b"a") * entries
    return head + listed + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, entries, entries, len(listed), len(head), 0)


def pdf(*pages: str, catalog: str = "", objects: tuple[bytes, ...] = (), trailer: str = "") -> bytes:
    """A PDF with a line of words on every page; `catalog`, `objects` and `trailer` add to it."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    made = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    for number, text in enumerate(pages):
        stream = f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode("latin-1")
        made.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents {5 + 2 * number} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        made.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    made += objects
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(made, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(made) + 1) + b"".join(b"%010d 00000 n \n" % at for at in places)
    out += f"trailer<</Size {len(made) + 1}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return out


def message(text: str, html: str = "", attachments: tuple[tuple[str, bytes], ...] = ()) -> email.message.EmailMessage:
    """A saved e-mail."""
    made = email.message.EmailMessage()
    made["From"] = "Jean Whitcombe <jean@example.org>"
    made["To"] = "priya.shah@example.org"
    made["Subject"] = "Kayden"
    made.set_content(text)
    if html:
        made.add_alternative(html, subtype="html")
    for name, data in attachments:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made
